-- Bills, suppliers' credits and runs of payments in other currencies; those that are there are company money.
ALTER TABLE "Bill" ADD COLUMN "exchangeRate" DECIMAL(20,10), ADD COLUMN "rateSource" VARCHAR(200), ADD COLUMN "companyNetMinor" BIGINT, ADD COLUMN "companyTaxMinor" BIGINT, ADD COLUMN "companyTotalMinor" BIGINT;
ALTER TABLE "BillLine" ADD COLUMN "companyNetMinor" BIGINT;
ALTER TABLE "SupplierCredit" ADD COLUMN "exchangeRate" DECIMAL(20,10), ADD COLUMN "rateSource" VARCHAR(200), ADD COLUMN "companyNetMinor" BIGINT, ADD COLUMN "companyTaxMinor" BIGINT, ADD COLUMN "companyTotalMinor" BIGINT;
ALTER TABLE "SupplierCreditLine" ADD COLUMN "companyNetMinor" BIGINT;
ALTER TABLE "PaymentRun" ADD COLUMN "companyTotalMinor" BIGINT;
ALTER TABLE "Bill" ADD CONSTRAINT "Bill_company" CHECK (num_nulls("exchangeRate", "companyNetMinor", "companyTaxMinor", "companyTotalMinor") IN (0, 4));
ALTER TABLE "SupplierCredit" ADD CONSTRAINT "SupplierCredit_company" CHECK (num_nulls("exchangeRate", "companyNetMinor", "companyTaxMinor", "companyTotalMinor") IN (0, 4));
