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
