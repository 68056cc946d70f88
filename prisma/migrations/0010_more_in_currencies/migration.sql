-- Purchase orders are in the currency of the supplier, at a rate with its source. Those that were quoted abroad, all of them in one currency,
-- and of which nothing has come, are in it from now on; the others stay company money with the quoted price beside it.
ALTER TABLE "PurchaseOrder" ALTER COLUMN "exchangeRate" TYPE DECIMAL(20,10), ADD COLUMN "rateSource" VARCHAR(200);
CREATE TEMPORARY TABLE quoted_abroad ON COMMIT DROP AS SELECT o.id, min(l."quotedCurrencyCode") AS code FROM "PurchaseOrder" o JOIN "PurchaseOrderLine" l ON l."purchaseOrderId" = o.id
  WHERE o."exchangeRate" > 0 AND NOT EXISTS (SELECT FROM "Receipt" r WHERE r."purchaseOrderId" = o.id)
  GROUP BY o.id HAVING count(*) = count(l."quotedCost") AND count(DISTINCT l."quotedCurrencyCode") = 1 AND min(l."quotedCurrencyCode") <> o."currencyCode";
UPDATE "PurchaseOrderLine" l SET "unitCost" = l."quotedCost", "enteredCost" = round(l."quotedCost" * l."perNumerator" / l."perDenominator", 8), "currencyCode" = q.code,
  "netMinor" = round(coalesce(round(l."quotedCost" * l."perNumerator" / l."perDenominator", 8) * l."perDenominator" / l."perNumerator", l."quotedCost") * l.quantity / hesabu_currency_unit(q.code))::bigint,
  "quotedCost" = NULL, "quotedCurrencyCode" = NULL FROM quoted_abroad q WHERE q.id = l."purchaseOrderId";
UPDATE "PurchaseOrder" o SET "currencyCode" = q.code, "rateSource" = 'Typed on the order', "totalMinor" = (SELECT sum(l."netMinor") FROM "PurchaseOrderLine" l WHERE l."purchaseOrderId" = o.id) FROM quoted_abroad q WHERE q.id = o.id;
UPDATE "PurchaseOrder" o SET "exchangeRate" = NULL WHERE NOT EXISTS (SELECT FROM quoted_abroad q WHERE q.id = o.id);
ALTER TABLE "PurchaseOrder" ADD CONSTRAINT "PurchaseOrder_rate" CHECK ("rateSource" IS NULL OR "exchangeRate" IS NOT NULL);
-- Revenue of contracts that is earned later, of invoices in other currencies; what waits is company money.
ALTER TABLE "Deferral" ADD COLUMN "companyMinor" BIGINT;
UPDATE "Deferral" SET "companyMinor" = "amountMinor";
ALTER TABLE "Deferral" ALTER COLUMN "companyMinor" SET NOT NULL;
-- Interest and fees in other currencies; those that are there are company money.
ALTER TABLE "Charge" ADD COLUMN "exchangeRate" DECIMAL(20,10), ADD COLUMN "companyNetMinor" BIGINT, ADD COLUMN "companyTaxMinor" BIGINT, ADD COLUMN "companyTotalMinor" BIGINT;
ALTER TABLE "ChargeCredit" ADD COLUMN "companyMinor" BIGINT, ADD COLUMN "companyTaxMinor" BIGINT;
ALTER TABLE "Charge" ADD CONSTRAINT "Charge_company" CHECK (num_nulls("exchangeRate", "companyNetMinor", "companyTaxMinor", "companyTotalMinor") IN (0, 4));
ALTER TABLE "ChargeCredit" ADD CONSTRAINT "ChargeCredit_company" CHECK (num_nulls("companyMinor", "companyTaxMinor") IN (0, 2));
-- What a bank takes for a return, and how far money may be off the rate of its day, by account; what a proposal comes to by them.
ALTER TABLE "CollectionAccount" ADD COLUMN "returnFeeMinor" BIGINT NOT NULL DEFAULT 3000, ADD COLUMN "changeTolerance" DECIMAL(9,6) NOT NULL DEFAULT 0.025;
ALTER TABLE "CollectionAccount" ADD CONSTRAINT "CollectionAccount_returnFee" CHECK ("returnFeeMinor" >= 0 AND "changeTolerance" BETWEEN 0 AND 1);
ALTER TABLE "MatchProposal" ADD COLUMN "feeMinor" BIGINT, ADD COLUMN "companyMinor" BIGINT, ADD COLUMN "realisedMinor" BIGINT;
-- What promotions and agreements give beyond a limit waits for a second person, too.
ALTER TYPE "CustomerField" ADD VALUE 'PROMOTION';
ALTER TYPE "CustomerField" ADD VALUE 'FRAMEWORK';
ALTER TABLE "CustomerChange" ADD COLUMN "promotionId" UUID, ADD COLUMN "frameworkId" UUID;
ALTER TABLE "CustomerChange" DROP CONSTRAINT "CustomerChange_check";
ALTER TABLE "CustomerChange" ADD CONSTRAINT "CustomerChange_about" CHECK (num_nonnulls("customerId", "priceListId", "promotionId") > 0 AND ("frameworkId" IS NULL OR "customerId" IS NOT NULL));
CREATE INDEX "CustomerChange_promotionId_idx" ON "CustomerChange"("promotionId");
CREATE INDEX "CustomerChange_frameworkId_idx" ON "CustomerChange"("frameworkId");
DROP INDEX "CustomerChange_pending";
CREATE UNIQUE INDEX "CustomerChange_pending" ON "CustomerChange" ("customerId", "priceListId", "promotionId", "frameworkId", "field", "about") NULLS NOT DISTINCT WHERE "status" = 'PENDING';
-- How far customers may be from their groups' norms is the firm's to say; runs of before let pass what was fixed.
ALTER TABLE "CustomerPolicy" ADD COLUMN "toleranceDays" INTEGER NOT NULL DEFAULT 0, ADD COLUMN "toleranceTimes" DECIMAL(9,6) NOT NULL DEFAULT 2, ADD COLUMN "tolerancePoints" DECIMAL(9,6) NOT NULL DEFAULT 0.05;
ALTER TABLE "CustomerPolicy" ADD CONSTRAINT "CustomerPolicy_tolerance" CHECK ("toleranceDays" >= 0 AND "toleranceTimes" >= 1 AND "tolerancePoints" >= 0);
ALTER TABLE "DeviationRun" ADD COLUMN "toleranceDays" INTEGER NOT NULL DEFAULT 0, ADD COLUMN "toleranceTimes" DECIMAL(9,6) NOT NULL DEFAULT 2, ADD COLUMN "tolerancePoints" DECIMAL(9,6) NOT NULL DEFAULT 0.05;
ALTER TABLE "Deviation" ADD COLUMN "tolerance" VARCHAR(100);
-- Since when the owner of an account has been told that it is outside its limits.
ALTER TABLE "CollectionAccount" ADD COLUMN "warnedAt" TIMESTAMPTZ(6);
-- Agreements may be in other currencies; those that are there are company money.
ALTER TABLE "Framework" ADD COLUMN "exchangeRate" DECIMAL(20,10);
-- What is worth less than the smallest unit of company money moves nothing in it: its other side is a line of zero.
ALTER TABLE "JournalLine" DROP CONSTRAINT "JournalLine_check";
-- Refunds may be in other currencies; those that are there are company money.
ALTER TABLE "Refund" ADD COLUMN "companyMinor" BIGINT;
UPDATE "Refund" SET "companyMinor" = "amountMinor";
ALTER TABLE "Refund" ALTER COLUMN "companyMinor" SET NOT NULL;
ALTER TABLE "Refund" ADD CONSTRAINT "Refund_worth" CHECK ("companyMinor" >= 0);
