-- Revenue of contracts that is earned later, of invoices in other currencies; what waits is company money.
ALTER TABLE "Deferral" ADD COLUMN "companyMinor" BIGINT;
UPDATE "Deferral" SET "companyMinor" = "amountMinor";
ALTER TABLE "Deferral" ALTER COLUMN "companyMinor" SET NOT NULL;
-- Interest and fees in other currencies; those that are there are company money.
ALTER TABLE "Charge" ADD COLUMN "exchangeRate" DECIMAL(20,10), ADD COLUMN "companyNetMinor" BIGINT, ADD COLUMN "companyTaxMinor" BIGINT, ADD COLUMN "companyTotalMinor" BIGINT;
ALTER TABLE "ChargeCredit" ADD COLUMN "companyMinor" BIGINT, ADD COLUMN "companyTaxMinor" BIGINT;
ALTER TABLE "Charge" ADD CONSTRAINT "Charge_company" CHECK (num_nulls("exchangeRate", "companyNetMinor", "companyTaxMinor", "companyTotalMinor") IN (0, 4));
ALTER TABLE "ChargeCredit" ADD CONSTRAINT "ChargeCredit_company" CHECK (num_nulls("companyMinor", "companyTaxMinor") IN (0, 2));
