-- Bills, suppliers' credits and runs of payments in other currencies; those that are there are company money.
ALTER TABLE "Bill" ADD COLUMN "exchangeRate" DECIMAL(20,10), ADD COLUMN "rateSource" VARCHAR(200), ADD COLUMN "companyNetMinor" BIGINT, ADD COLUMN "companyTaxMinor" BIGINT, ADD COLUMN "companyTotalMinor" BIGINT;
ALTER TABLE "BillLine" ADD COLUMN "companyNetMinor" BIGINT;
ALTER TABLE "SupplierCredit" ADD COLUMN "exchangeRate" DECIMAL(20,10), ADD COLUMN "rateSource" VARCHAR(200), ADD COLUMN "companyNetMinor" BIGINT, ADD COLUMN "companyTaxMinor" BIGINT, ADD COLUMN "companyTotalMinor" BIGINT;
ALTER TABLE "SupplierCreditLine" ADD COLUMN "companyNetMinor" BIGINT;
ALTER TABLE "PaymentRun" ADD COLUMN "companyTotalMinor" BIGINT;
ALTER TABLE "Bill" ADD CONSTRAINT "Bill_company" CHECK (num_nulls("exchangeRate", "companyNetMinor", "companyTaxMinor", "companyTotalMinor") IN (0, 4));
ALTER TABLE "SupplierCredit" ADD CONSTRAINT "SupplierCredit_company" CHECK (num_nulls("exchangeRate", "companyNetMinor", "companyTaxMinor", "companyTotalMinor") IN (0, 4));
-- Holds, prices and groups of customers change under control, too: what is beyond a limit waits for a second person.
ALTER TYPE "CustomerField" ADD VALUE 'HOLD';
ALTER TYPE "CustomerField" ADD VALUE 'PRICE';
ALTER TYPE "CustomerField" ADD VALUE 'PRICE_LIST';
ALTER TYPE "CustomerField" ADD VALUE 'LIST_ASSIGNMENT';
ALTER TYPE "CustomerField" ADD VALUE 'CUSTOMER_GROUP';
ALTER TYPE "ApprovalKind" ADD VALUE 'HOLD_RELEASE';
ALTER TYPE "ApprovalKind" ADD VALUE 'CUSTOMER_PRICE';
ALTER TABLE "CustomerChange" ALTER COLUMN "customerId" DROP NOT NULL, ADD COLUMN "priceListId" UUID, ADD COLUMN "about" VARCHAR(200) NOT NULL DEFAULT '';
ALTER TABLE "CustomerChange" ADD CHECK ("customerId" IS NOT NULL OR "priceListId" IS NOT NULL);
CREATE INDEX "CustomerChange_priceListId_idx" ON "CustomerChange"("priceListId");
DROP INDEX "CustomerChange_pending";
CREATE UNIQUE INDEX "CustomerChange_pending" ON "CustomerChange" ("customerId", "priceListId", "field", "about") NULLS NOT DISTINCT WHERE "status" = 'PENDING';
-- Of one customer several prices and holds may wait, each once by its change. By the kinds of before: new values cannot be used where they are made.
DROP INDEX "Approval_pending";
CREATE UNIQUE INDEX "Approval_pending" ON "Approval" ("kind", "subjectId") WHERE "status" IN ('PENDING', 'APPROVED') AND "kind" IN ('CREDIT_OVERRIDE', 'PURCHASE_ORDER', 'BILL', 'PAYMENT_RUN', 'MARGIN_OVERRIDE', 'JOURNAL', 'PERIOD_REOPENING', 'CREDIT_LIMIT', 'PAYMENT_TERMS', 'CUSTOMER_BANK', 'CREDIT_APPLICATION', 'REFUND', 'WRITE_OFF');
-- Lines of banks pay refunds and take payments back.
ALTER TYPE "MatchKind" ADD VALUE 'REFUND';
ALTER TYPE "MatchKind" ADD VALUE 'RETURN';
ALTER TABLE "MatchProposal" ADD COLUMN "refundId" UUID, ADD COLUMN "paymentId" UUID;
