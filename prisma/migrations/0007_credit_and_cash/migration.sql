ALTER TYPE "ApprovalKind" ADD VALUE 'CREDIT_APPLICATION';
ALTER TYPE "ApprovalKind" ADD VALUE 'REFUND';
ALTER TYPE "ApprovalKind" ADD VALUE 'WRITE_OFF';
ALTER TYPE "ChainFact" ADD VALUE 'DEPOSIT_UNPAID' AFTER 'CUSTOMER_ON_HOLD';
ALTER TYPE "DocumentKind" ADD VALUE 'DEPOSIT_REQUEST' AFTER 'REMITTANCE_ADVICE';
ALTER TYPE "DocumentKind" ADD VALUE 'DEPOSIT_INVOICE' AFTER 'DEPOSIT_REQUEST';
ALTER TYPE "DocumentKind" ADD VALUE 'RECEIPT';
ALTER TYPE "DocumentKind" ADD VALUE 'CHARGE';
ALTER TYPE "EntryKind" ADD VALUE 'DEFERRAL' AFTER 'YEAR_END';
ALTER TYPE "EntryKind" ADD VALUE 'COMMISSION' AFTER 'DEFERRAL';
ALTER TYPE "EntryKind" ADD VALUE 'REVALUATION';
ALTER TYPE "EntryKind" ADD VALUE 'CONVERSION';
ALTER TYPE "EntryKind" ADD VALUE 'CHARGE';
ALTER TYPE "EntryKind" ADD VALUE 'REFUND';
ALTER TYPE "EntryKind" ADD VALUE 'CHARGEBACK';
ALTER TYPE "EntryKind" ADD VALUE 'PROVISION';
ALTER TYPE "EntryKind" ADD VALUE 'WRITE_OFF';
ALTER TYPE "EntryKind" ADD VALUE 'RECOVERY';
ALTER TYPE "HoldCause" ADD VALUE 'BOUNCED_PAYMENTS';
ALTER TYPE "HoldCause" ADD VALUE 'WRITTEN_OFF';
ALTER TYPE "JournalExportForm" ADD VALUE 'DATEV' AFTER 'CSV';
ALTER TYPE "MailKind" ADD VALUE 'DEPOSIT_REQUEST' AFTER 'REMITTANCE_ADVICE';
ALTER TYPE "MailKind" ADD VALUE 'RECEIPT';
ALTER TYPE "MailKind" ADD VALUE 'CHARGE';
ALTER TYPE "OpenItemKind" ADD VALUE 'DEPOSIT' AFTER 'SUPPLIER_CREDIT';
ALTER TYPE "OpenItemKind" ADD VALUE 'CHARGE';
ALTER TYPE "OpenItemKind" ADD VALUE 'REFUND';
ALTER TYPE "OpenItemKind" ADD VALUE 'CHARGEBACK';
ALTER TYPE "OpenItemKind" ADD VALUE 'RECOVERY';
ALTER TYPE "PaymentMethod" ADD VALUE 'WALLET';
ALTER TYPE "PeriodCheckKind" ADD VALUE 'REVALUATION' BEFORE 'BOOKS_PROVEN';
ALTER TYPE "TermBasis" ADD VALUE 'BEFORE_DELIVERY' AFTER 'MONTH_DAY';

-- Credit: scorecards, assessments, applications, grants, reviews; limits as they were; who deviates from the norm of the group.
CREATE TYPE "CreditDemand" AS ENUM ('NONE', 'NEW', 'ALL');

CREATE TYPE "CreditRisk" AS ENUM ('A', 'B', 'C', 'D', 'E');

CREATE TYPE "CreditApplicationStatus" AS ENUM ('DRAFT', 'SUBMITTED', 'ASSESSED', 'PROPOSED', 'APPROVED', 'DECLINED', 'WITHDRAWN', 'EXPIRED');

CREATE TYPE "CreditGrantKind" AS ENUM ('APPLICATION', 'GRANDFATHERED');

CREATE TYPE "CreditReviewOutcome" AS ENUM ('GRANTED', 'KEEP', 'RAISE', 'CUT', 'HOLD');

CREATE TYPE "DeviationField" AS ENUM ('PAYMENT_TERMS', 'CREDIT_LIMIT', 'DISCOUNT', 'PRICE_LIST');

CREATE TYPE "DeviationRunStatus" AS ENUM ('RUNNING', 'DONE', 'CANCELLED');

CREATE TYPE "DeviationStatus" AS ENUM ('OPEN', 'KEPT', 'CHANGED', 'GONE');

CREATE TYPE "NormBasis" AS ENUM ('SET', 'MEDIAN', 'MOST');

ALTER TABLE "CustomerPolicy" ADD COLUMN     "applicationDays" INTEGER NOT NULL DEFAULT 30,
ADD COLUMN     "checksShipping" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "creditDemand" "CreditDemand" NOT NULL DEFAULT 'NONE',
ADD COLUMN     "creditDemandSince" DATE,
ADD COLUMN     "reviewMonthsA" INTEGER NOT NULL DEFAULT 24,
ADD COLUMN     "reviewMonthsB" INTEGER NOT NULL DEFAULT 12,
ADD COLUMN     "reviewMonthsC" INTEGER NOT NULL DEFAULT 6,
ADD COLUMN     "reviewMonthsD" INTEGER NOT NULL DEFAULT 3,
ADD COLUMN     "reviewMonthsE" INTEGER NOT NULL DEFAULT 1;

ALTER TABLE "CreditAccount" ADD COLUMN     "grantedOn" DATE,
ADD COLUMN     "grantedUntil" DATE;

ALTER TABLE "Approval" ADD COLUMN     "draftedById" UUID;

ALTER TABLE "ApprovalLimit" ADD COLUMN     "userId" UUID,
ALTER COLUMN "role" DROP NOT NULL;

CREATE TABLE "CreditLimitMove" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "companyId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "currencyCode" CHAR(3) NOT NULL,
    "limitMinor" BIGINT,

    CONSTRAINT "CreditLimitMove_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "CreditScorecard" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "definition" JSONB NOT NULL,
    "note" VARCHAR(1000) NOT NULL,
    "publishedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "publishedByName" VARCHAR(200) NOT NULL,

    CONSTRAINT "CreditScorecard_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "CreditRating" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "source" VARCHAR(100) NOT NULL,
    "grade" VARCHAR(40) NOT NULL,
    "points" INTEGER NOT NULL,
    "ratedOn" DATE NOT NULL,
    "validUntil" DATE,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "recordedByName" VARCHAR(200) NOT NULL,

    CONSTRAINT "CreditRating_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "CreditAssessment" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "applicationId" UUID,
    "asOf" DATE NOT NULL,
    "knownAt" TIMESTAMPTZ(6) NOT NULL,
    "scorecardRevision" INTEGER NOT NULL,
    "score" INTEGER NOT NULL,
    "risk" "CreditRisk" NOT NULL,
    "limitMinor" BIGINT NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "termDays" INTEGER NOT NULL,
    "content" TEXT NOT NULL,
    "hash" CHAR(64) NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "byId" UUID,
    "byName" VARCHAR(200) NOT NULL,

    CONSTRAINT "CreditAssessment_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "CreditApplication" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "customerId" UUID NOT NULL,
    "status" "CreditApplicationStatus" NOT NULL DEFAULT 'DRAFT',
    "requestedLimitMinor" BIGINT NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "requestedTermDays" INTEGER NOT NULL,
    "note" VARCHAR(4000),
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "createdById" UUID,
    "createdByKind" "ActorKind" NOT NULL,
    "createdByName" VARCHAR(200) NOT NULL,
    "submittedOn" DATE,
    "expiresOn" DATE,
    "assessmentId" UUID,
    "limitMinor" BIGINT,
    "termDays" INTEGER,
    "nextReviewOn" DATE,
    "validUntil" DATE,
    "approvalId" UUID,
    "decidedAt" TIMESTAMPTZ(6),
    "decidedByName" VARCHAR(200),
    "outcome" VARCHAR(1000),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "CreditApplication_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "CreditReference" (
    "id" UUID NOT NULL,
    "applicationId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "contact" VARCHAR(300),
    "answer" VARCHAR(1000),

    CONSTRAINT "CreditReference_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "CreditGrant" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "kind" "CreditGrantKind" NOT NULL,
    "applicationId" UUID,
    "grantedOn" DATE NOT NULL,
    "validUntil" DATE,
    "reason" VARCHAR(1000) NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "byName" VARCHAR(200) NOT NULL,

    CONSTRAINT "CreditGrant_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "CreditReview" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "dueOn" DATE,
    "reviewedOn" DATE NOT NULL,
    "outcome" "CreditReviewOutcome" NOT NULL,
    "risk" "CreditRisk",
    "assessmentId" UUID,
    "currencyCode" CHAR(3) NOT NULL,
    "limitBefore" BIGINT,
    "limitAfter" BIGINT,
    "changeId" UUID,
    "reason" VARCHAR(1000) NOT NULL,
    "nextReviewOn" DATE NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "byName" VARCHAR(200) NOT NULL,

    CONSTRAINT "CreditReview_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "CustomerNorm" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "groupId" UUID,
    "field" "DeviationField" NOT NULL,
    "days" INTEGER,
    "limitMinor" BIGINT,
    "currencyCode" CHAR(3) NOT NULL,
    "rate" DECIMAL(9,6),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "CustomerNorm_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "DeviationRun" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "status" "DeviationRunStatus" NOT NULL DEFAULT 'RUNNING',
    "isYearly" BOOLEAN NOT NULL DEFAULT false,
    "asOf" DATE NOT NULL,
    "askedById" UUID,
    "askedByKind" "ActorKind" NOT NULL,
    "askedByName" VARCHAR(200) NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "finishedAt" TIMESTAMPTZ(6),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "DeviationRun_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "DeviationRunGroup" (
    "id" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "groupId" UUID,
    "groupName" VARCHAR(100) NOT NULL,
    "customers" INTEGER NOT NULL,
    "found" INTEGER NOT NULL DEFAULT 0,
    "isDone" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "DeviationRunGroup_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Deviation" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "groupId" UUID,
    "groupName" VARCHAR(100) NOT NULL,
    "field" "DeviationField" NOT NULL,
    "actual" VARCHAR(300) NOT NULL,
    "norm" VARCHAR(300) NOT NULL,
    "actualValue" VARCHAR(400) NOT NULL,
    "normValue" VARCHAR(400) NOT NULL,
    "basis" "NormBasis" NOT NULL,
    "members" INTEGER NOT NULL,
    "status" "DeviationStatus" NOT NULL DEFAULT 'OPEN',
    "foundAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "decidedAt" TIMESTAMPTZ(6),
    "decidedByName" VARCHAR(200),
    "reason" VARCHAR(1000),
    "nextOn" DATE,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Deviation_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "CreditLimitMove_customerId_recordedAt_idx" ON "CreditLimitMove"("customerId", "recordedAt");

CREATE UNIQUE INDEX "CreditScorecard_companyId_revision_key" ON "CreditScorecard"("companyId", "revision");

CREATE INDEX "CreditRating_customerId_ratedOn_idx" ON "CreditRating"("customerId", "ratedOn");

CREATE INDEX "CreditAssessment_customerId_recordedAt_idx" ON "CreditAssessment"("customerId", "recordedAt");

CREATE INDEX "CreditAssessment_applicationId_idx" ON "CreditAssessment"("applicationId");

CREATE UNIQUE INDEX "CreditApplication_number_key" ON "CreditApplication"("number");

CREATE INDEX "CreditApplication_customerId_createdAt_idx" ON "CreditApplication"("customerId", "createdAt");

CREATE INDEX "CreditApplication_status_expiresOn_idx" ON "CreditApplication"("status", "expiresOn");

CREATE INDEX "CreditApplication_approvalId_idx" ON "CreditApplication"("approvalId");

CREATE UNIQUE INDEX "CreditReference_applicationId_no_key" ON "CreditReference"("applicationId", "no");

CREATE INDEX "CreditGrant_customerId_recordedAt_idx" ON "CreditGrant"("customerId", "recordedAt");

CREATE INDEX "CreditReview_customerId_recordedAt_idx" ON "CreditReview"("customerId", "recordedAt");

CREATE INDEX "CustomerNorm_companyId_groupId_idx" ON "CustomerNorm"("companyId", "groupId");

CREATE UNIQUE INDEX "DeviationRun_number_key" ON "DeviationRun"("number");

CREATE INDEX "DeviationRun_status_idx" ON "DeviationRun"("status");

CREATE UNIQUE INDEX "DeviationRunGroup_runId_no_key" ON "DeviationRunGroup"("runId", "no");

CREATE INDEX "Deviation_status_foundAt_id_idx" ON "Deviation"("status", "foundAt", "id");

CREATE INDEX "Deviation_customerId_field_idx" ON "Deviation"("customerId", "field");

CREATE UNIQUE INDEX "ApprovalLimit_companyId_kind_userId_key" ON "ApprovalLimit"("companyId", "kind", "userId");

ALTER TABLE "CreditReference" ADD CONSTRAINT "CreditReference_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "CreditApplication"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "DeviationRunGroup" ADD CONSTRAINT "DeviationRunGroup_runId_fkey" FOREIGN KEY ("runId") REFERENCES "DeviationRun"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- An approval limit is a role's or one person's.
ALTER TABLE "ApprovalLimit" ADD CONSTRAINT "ApprovalLimit_whose_check" CHECK (("role" IS NULL) <> ("userId" IS NULL));
ALTER TABLE "CreditRating" ADD CONSTRAINT "CreditRating_points_check" CHECK ("points" BETWEEN 0 AND 100);
ALTER TABLE "CreditAssessment" ADD CONSTRAINT "CreditAssessment_check" CHECK ("score" BETWEEN 0 AND 100 AND "limitMinor" >= 0 AND "termDays" >= 0);
ALTER TABLE "CreditApplication" ADD CONSTRAINT "CreditApplication_check" CHECK ("requestedLimitMinor" >= 0 AND ("status" <> 'APPROVED' OR ("limitMinor" IS NOT NULL AND "approvalId" IS NOT NULL)));
ALTER TABLE "CustomerPolicy" ADD CONSTRAINT "CustomerPolicy_credit_check" CHECK (("creditDemand" = 'NEW') = ("creditDemandSince" IS NOT NULL) AND "applicationDays" > 0
  AND least("reviewMonthsA", "reviewMonthsB", "reviewMonthsC", "reviewMonthsD", "reviewMonthsE") > 0);
ALTER TABLE "Deviation" ADD CONSTRAINT "Deviation_decided_check" CHECK (("status" = 'OPEN') = ("decidedAt" IS NULL) AND ("status" <> 'KEPT' OR ("reason" IS NOT NULL AND "nextOn" IS NOT NULL)));
-- A customer deviates once in each respect.
CREATE UNIQUE INDEX "Deviation_open_key" ON "Deviation" ("customerId", "field") WHERE "status" = 'OPEN';
CREATE UNIQUE INDEX "CustomerNorm_field_key" ON "CustomerNorm" ("companyId", coalesce("groupId", '00000000-0000-0000-0000-000000000000'), "field");
-- One application of a customer is under way at a time.
CREATE UNIQUE INDEX "CreditApplication_open_key" ON "CreditApplication" ("customerId") WHERE "status" IN ('DRAFT', 'SUBMITTED', 'ASSESSED', 'PROPOSED');

INSERT INTO "CreditLimitMove" ("companyId", "customerId", "currencyCode", "limitMinor") SELECT "companyId", "customerId", "currencyCode", "limitMinor" FROM "CreditAccount" WHERE "limitMinor" IS NOT NULL;
CREATE FUNCTION hesabu_limit_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "CreditLimitMove" ("companyId", "customerId", "currencyCode", "limitMinor") VALUES (NEW."companyId", NEW."customerId", NEW."currencyCode", NEW."limitMinor");
  RETURN NULL;
END $$;
CREATE TRIGGER "CreditAccount_limited" AFTER INSERT ON "CreditAccount" FOR EACH ROW WHEN (NEW."limitMinor" IS NOT NULL) EXECUTE FUNCTION hesabu_limit_moved();
CREATE TRIGGER "CreditAccount_limit_moved" AFTER UPDATE OF "limitMinor" ON "CreditAccount" FOR EACH ROW
  WHEN (NEW."limitMinor" IS DISTINCT FROM OLD."limitMinor") EXECUTE FUNCTION hesabu_limit_moved();

INSERT INTO hesabu_ledger VALUES ('CreditLimitMove'), ('CreditScorecard'), ('CreditRating'), ('CreditAssessment'), ('CreditGrant'), ('CreditReview');
CREATE TRIGGER "CreditLimitMove_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "CreditLimitMove" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();
CREATE TRIGGER "CreditScorecard_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "CreditScorecard" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();
CREATE TRIGGER "CreditRating_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "CreditRating" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();
CREATE TRIGGER "CreditAssessment_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "CreditAssessment" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();
CREATE TRIGGER "CreditGrant_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "CreditGrant" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();
CREATE TRIGGER "CreditReview_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "CreditReview" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();

-- Other currencies than the company's: rates by day, documents in them, conversions and revaluations.
ALTER TABLE "Order" ADD COLUMN "exchangeRate" DECIMAL(20,10);
ALTER TABLE "Shipment" ADD COLUMN "exchangeRate" DECIMAL(20,10);
ALTER TABLE "Quotation" ADD COLUMN "exchangeRate" DECIMAL(20,10);
ALTER TABLE "Invoice" ADD COLUMN "exchangeRate" DECIMAL(20,10), ADD COLUMN "companyNetMinor" BIGINT, ADD COLUMN "companyTaxMinor" BIGINT, ADD COLUMN "companyTotalMinor" BIGINT;
ALTER TABLE "Payment" ADD COLUMN "companyMinor" BIGINT, ADD COLUMN "exchangeRate" DECIMAL(20,10);
ALTER TABLE "Allocation" ADD COLUMN "differenceMinor" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "Customer" ADD COLUMN "currencyCode" CHAR(3);
CREATE TYPE "RateSource" AS ENUM ('MANUAL', 'CSV', 'ECB');
CREATE TABLE "TradingCurrency" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "code" CHAR(3) NOT NULL,
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "TradingCurrency_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "CurrencyRule" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "maxAgeDays" INTEGER NOT NULL DEFAULT 7,
    "convertsPrices" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "CurrencyRule_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "ExchangeRate" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "tradingCurrencyId" UUID NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "ratedOn" DATE NOT NULL,
    "rate" DECIMAL(20,10) NOT NULL,
    "source" "RateSource" NOT NULL,
    "fileName" VARCHAR(255),
    "enteredById" UUID,
    "enteredByName" VARCHAR(200) NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "sequence" BIGSERIAL NOT NULL,

    CONSTRAINT "ExchangeRate_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "CreditConversion" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "customerId" UUID NOT NULL,
    "fromItemId" UUID NOT NULL,
    "toItemId" UUID NOT NULL,
    "convertedOn" DATE NOT NULL,
    "fromCurrencyCode" CHAR(3) NOT NULL,
    "fromMinor" BIGINT NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "companyMinor" BIGINT NOT NULL,
    "entryId" UUID NOT NULL,
    "status" "PostingStatus" NOT NULL DEFAULT 'POSTED',
    "reversedOn" DATE,
    "reason" VARCHAR(1000),
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "CreditConversion_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "Revaluation" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "valuedOn" DATE NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "gainMinor" BIGINT NOT NULL,
    "entryId" UUID NOT NULL,
    "mirrorEntryId" UUID NOT NULL,
    "status" "PostingStatus" NOT NULL DEFAULT 'POSTED',
    "reversedOn" DATE,
    "reason" VARCHAR(1000),
    "recordedByName" VARCHAR(200) NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "Revaluation_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "RevaluationLine" (
    "id" UUID NOT NULL,
    "revaluationId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "openItemId" UUID,
    "accountId" UUID NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "rate" DECIMAL(20,10) NOT NULL,
    "ratedOn" DATE NOT NULL,
    "bookedMinor" BIGINT NOT NULL,
    "valueMinor" BIGINT NOT NULL,
    "gainMinor" BIGINT NOT NULL,

    CONSTRAINT "RevaluationLine_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "TradingCurrency_companyId_code_key" ON "TradingCurrency"("companyId", "code");
CREATE UNIQUE INDEX "CurrencyRule_companyId_key" ON "CurrencyRule"("companyId");
CREATE UNIQUE INDEX "ExchangeRate_sequence_key" ON "ExchangeRate"("sequence");
CREATE INDEX "ExchangeRate_tradingCurrencyId_ratedOn_id_idx" ON "ExchangeRate"("tradingCurrencyId", "ratedOn", "id");
CREATE INDEX "ExchangeRate_currencyCode_ratedOn_sequence_idx" ON "ExchangeRate"("currencyCode", "ratedOn", "sequence");
CREATE UNIQUE INDEX "CreditConversion_number_key" ON "CreditConversion"("number");
CREATE INDEX "CreditConversion_customerId_idx" ON "CreditConversion"("customerId");
CREATE INDEX "CreditConversion_fromItemId_idx" ON "CreditConversion"("fromItemId");
CREATE UNIQUE INDEX "Revaluation_number_key" ON "Revaluation"("number");
CREATE INDEX "Revaluation_valuedOn_idx" ON "Revaluation"("valuedOn");
CREATE INDEX "RevaluationLine_openItemId_idx" ON "RevaluationLine"("openItemId");
CREATE UNIQUE INDEX "RevaluationLine_revaluationId_no_key" ON "RevaluationLine"("revaluationId", "no");
ALTER TABLE "RevaluationLine" ADD CONSTRAINT "RevaluationLine_revaluationId_fkey" FOREIGN KEY ("revaluationId") REFERENCES "Revaluation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "ExchangeRate" ADD CONSTRAINT "ExchangeRate_check" CHECK ("rate" > 0);
ALTER TABLE "CurrencyRule" ADD CONSTRAINT "CurrencyRule_check" CHECK ("maxAgeDays" BETWEEN 0 AND 366);
ALTER TABLE "Invoice" ADD CONSTRAINT "Invoice_company" CHECK (num_nulls("exchangeRate", "companyNetMinor", "companyTaxMinor", "companyTotalMinor") IN (0, 4));
ALTER TABLE "CreditConversion" ADD CONSTRAINT "CreditConversion_check" CHECK ("fromMinor" > 0 AND "amountMinor" > 0 AND "fromCurrencyCode" <> "currencyCode" AND ("status" = 'REVERSED') = ("reversedOn" IS NOT NULL));
ALTER TABLE "RevaluationLine" ADD CONSTRAINT "RevaluationLine_check" CHECK ("gainMinor" = "valueMinor" - "bookedMinor");
INSERT INTO hesabu_ledger VALUES ('ExchangeRate'), ('RevaluationLine');
CREATE TRIGGER "ExchangeRate_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "ExchangeRate" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();
CREATE TRIGGER "RevaluationLine_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "RevaluationLine" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();

-- An amount of a document in company money, rounded half away from zero; without a rate it is company money already.
CREATE FUNCTION hesabu_in_company(amount bigint, rate numeric, code text) RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN rate IS NULL THEN amount ELSE (SELECT round(amount * rate * hesabu_currency_unit(code) / hesabu_currency_unit(c."currencyCode"))::bigint FROM "Company" c LIMIT 1) END
$$;

-- Deposits: what is asked for before delivery, what was paid of it, and its tax.

CREATE TYPE "DepositState" AS ENUM ('ASKED', 'PART_PAID', 'HELD', 'USED', 'WITHDRAWN');

ALTER TABLE "OpenItem" ADD COLUMN "claimMinor" BIGINT, ADD COLUMN "taxes" JSONB;
-- What money fills never takes more than was asked for.
ALTER TABLE "OpenItem" ADD CONSTRAINT "OpenItem_claim" CHECK ("claimMinor" >= 0);

CREATE TABLE "DepositRequest" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "customerId" UUID NOT NULL,
    "orderId" UUID,
    "openItemId" UUID NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "share" DECIMAL(9,6),
    "requestedOn" DATE NOT NULL,
    "dueOn" DATE NOT NULL,
    "holdsShipping" BOOLEAN NOT NULL DEFAULT false,
    "note" VARCHAR(1000),
    "withdrawnOn" DATE,
    "withdrawReason" VARCHAR(1000),
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "DepositRequest_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "DepositSettings" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "holdsShipping" BOOLEAN NOT NULL DEFAULT true,
    "appliesItself" BOOLEAN NOT NULL DEFAULT true,
    "dueDays" INTEGER NOT NULL DEFAULT 7,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "DepositSettings_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "DepositTaxRule" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "country" VARCHAR(100),
    "taxCodeId" UUID,
    "isDue" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "DepositTaxRule_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "DepositInvoice" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "depositRequestId" UUID NOT NULL,
    "allocationId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "issuedOn" DATE NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "netMinor" BIGINT NOT NULL,
    "taxMinor" BIGINT NOT NULL,
    "totalMinor" BIGINT NOT NULL,
    "taxes" JSONB NOT NULL,
    "cancelledOn" DATE,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "DepositInvoice_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "DepositRequest_number_key" ON "DepositRequest"("number");
CREATE INDEX "DepositRequest_customerId_requestedOn_id_idx" ON "DepositRequest"("customerId", "requestedOn", "id");
CREATE INDEX "DepositRequest_orderId_idx" ON "DepositRequest"("orderId");
CREATE INDEX "DepositRequest_openItemId_idx" ON "DepositRequest"("openItemId");
CREATE UNIQUE INDEX "DepositSettings_companyId_key" ON "DepositSettings"("companyId");
CREATE UNIQUE INDEX "DepositTaxRule_companyId_country_taxCodeId_key" ON "DepositTaxRule"("companyId", "country", "taxCodeId");
CREATE UNIQUE INDEX "DepositInvoice_number_key" ON "DepositInvoice"("number");
CREATE UNIQUE INDEX "DepositInvoice_allocationId_key" ON "DepositInvoice"("allocationId");
CREATE INDEX "DepositInvoice_depositRequestId_idx" ON "DepositInvoice"("depositRequestId");
CREATE INDEX "DepositInvoice_customerId_issuedOn_id_idx" ON "DepositInvoice"("customerId", "issuedOn", "id");
CREATE INDEX "OpenItem_claim_idx" ON "OpenItem"("customerId") WHERE "claimMinor" > 0;

-- Two accounts that firms founded before do not have: what tax on deposits stands against, and income of months to come.
INSERT INTO "Account" (id, "companyId", code, name, type, "isOpenItem", "isCash", "isActive")
  SELECT gen_random_uuid(), c.id, a.code, a.name, 'LIABILITY', false, false, true
  FROM "Company" c CROSS JOIN (VALUES ('2115', 'Tax on deposits'), ('2130', 'Deferred income')) a(code, name)
  WHERE EXISTS (SELECT FROM "Account" x WHERE x."companyId" = c.id) ON CONFLICT ("companyId", code) DO NOTHING;

-- Recurring invoices: contracts, what was invoiced of them, and revenue that is earned later.
ALTER TABLE "InvoiceLine" ADD COLUMN "creditsLineId" UUID;
CREATE TYPE "ContractInterval" AS ENUM ('DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR');
CREATE TYPE "ContractTiming" AS ENUM ('ADVANCE', 'ARREARS');
CREATE TYPE "ContractState" AS ENUM ('PLANNED', 'ACTIVE', 'PAUSED', 'ENDED');
CREATE TYPE "ContractBillingKind" AS ENUM ('PERIOD', 'CORRECTION');
CREATE TABLE "Contract" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "customerId" UUID NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "every" "ContractInterval" NOT NULL,
    "intervals" INTEGER NOT NULL DEFAULT 1,
    "anchorOn" DATE NOT NULL,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE,
    "endReason" VARCHAR(1000),
    "timing" "ContractTiming" NOT NULL DEFAULT 'ADVANCE',
    "proratesEnds" BOOLEAN NOT NULL DEFAULT true,
    "raiseRate" DECIMAL(9,6),
    "noticeDays" INTEGER NOT NULL DEFAULT 0,
    "reminderDays" INTEGER NOT NULL DEFAULT 30,
    "defersRevenue" BOOLEAN NOT NULL DEFAULT false,
    "customerReference" VARCHAR(100),
    "orderId" UUID,
    "quotationId" UUID,
    "nextFrom" DATE,
    "nextOn" DATE,
    "problem" VARCHAR(1000),
    "problemSince" TIMESTAMPTZ(6),
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Contract_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "ContractLine" (
    "id" UUID NOT NULL,
    "contractId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "validFrom" DATE NOT NULL,
    "validTo" DATE,
    "productId" UUID,
    "description" VARCHAR(300) NOT NULL,
    "accountId" UUID,
    "taxCodeId" UUID,
    "quantity" DECIMAL(20,6) NOT NULL,
    "unitPrice" DECIMAL(20,8),
    "priceFrom" DATE NOT NULL,
    "discountRate" DECIMAL(9,6) NOT NULL DEFAULT 0,

    CONSTRAINT "ContractLine_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "ContractPause" (
    "id" UUID NOT NULL,
    "contractId" UUID NOT NULL,
    "fromOn" DATE NOT NULL,
    "toOn" DATE,
    "reason" VARCHAR(1000) NOT NULL,

    CONSTRAINT "ContractPause_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "ContractBilling" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "contractId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "kind" "ContractBillingKind" NOT NULL DEFAULT 'PERIOD',
    "periodFrom" DATE NOT NULL,
    "periodTo" DATE NOT NULL,
    "billedOn" DATE NOT NULL,
    "invoiceId" UUID,
    "currencyCode" CHAR(3) NOT NULL,
    "netMinor" BIGINT NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "ContractBilling_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "ContractBillingLine" (
    "id" UUID NOT NULL,
    "billingId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "contractLineId" UUID NOT NULL,
    "lineNo" INTEGER NOT NULL,
    "invoiceLineId" UUID,
    "days" INTEGER NOT NULL,
    "unitPrice" DECIMAL(20,8) NOT NULL,
    "quantity" DECIMAL(20,6) NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "netMinor" BIGINT NOT NULL,

    CONSTRAINT "ContractBillingLine_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "Deferral" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "billingId" UUID NOT NULL,
    "invoiceId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "month" DATE NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "releaseId" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Deferral_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "DeferralRelease" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "month" DATE NOT NULL,
    "effectiveOn" DATE NOT NULL,
    "entryId" UUID NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "reversedOn" DATE,
    "reversalReason" VARCHAR(1000),
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "DeferralRelease_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "Contract_number_key" ON "Contract"("number");
CREATE INDEX "Contract_customerId_idx" ON "Contract"("customerId");
CREATE INDEX "Contract_nextOn_idx" ON "Contract"("nextOn");
CREATE INDEX "Contract_orderId_idx" ON "Contract"("orderId");
CREATE INDEX "Contract_quotationId_idx" ON "Contract"("quotationId");
CREATE INDEX "ContractLine_contractId_no_validFrom_idx" ON "ContractLine"("contractId", "no", "validFrom");
CREATE INDEX "ContractPause_contractId_idx" ON "ContractPause"("contractId");
CREATE INDEX "ContractBilling_contractId_periodFrom_idx" ON "ContractBilling"("contractId", "periodFrom");
CREATE INDEX "ContractBilling_invoiceId_idx" ON "ContractBilling"("invoiceId");
CREATE UNIQUE INDEX "ContractBillingLine_billingId_no_key" ON "ContractBillingLine"("billingId", "no");
CREATE INDEX "ContractBillingLine_contractLineId_idx" ON "ContractBillingLine"("contractLineId");
CREATE INDEX "Deferral_month_idx" ON "Deferral"("month");
CREATE INDEX "Deferral_invoiceId_idx" ON "Deferral"("invoiceId");
CREATE INDEX "Deferral_releaseId_idx" ON "Deferral"("releaseId");
CREATE UNIQUE INDEX "DeferralRelease_number_key" ON "DeferralRelease"("number");
CREATE INDEX "DeferralRelease_month_idx" ON "DeferralRelease"("month");
-- A period is invoiced once.
CREATE UNIQUE INDEX "ContractBilling_once" ON "ContractBilling"("contractId", "periodFrom") WHERE kind = 'PERIOD';
ALTER TABLE "Deferral" ADD CONSTRAINT "Deferral_amount" CHECK ("amountMinor" >= 0);

INSERT INTO hesabu_ledger VALUES ('ContractBilling'), ('ContractBillingLine');
CREATE TRIGGER "ContractBilling_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "ContractBilling" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();
CREATE TRIGGER "ContractBillingLine_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "ContractBillingLine" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();

ALTER TABLE "Payment" ADD COLUMN "payerName" VARCHAR(200), ADD COLUMN "valueOn" DATE, ADD COLUMN "chequeNumber" VARCHAR(60), ADD COLUMN "chequeBank" VARCHAR(200), ADD COLUMN "chequeOn" DATE;
CREATE TYPE "ProofState" AS ENUM ('NOT_SENT', 'SENT', 'BOUNCED', 'OPENED', 'CONFIRMED', 'DISPUTED');
CREATE TYPE "ProofKind" AS ENUM ('FETCHED', 'OPENED', 'DOCUMENT_OPENED', 'CONFIRMED', 'DISPUTED');
CREATE TYPE "ProofChannel" AS ENUM ('LINK', 'API', 'STAFF');
CREATE TYPE "DisputeReason" AS ENUM ('QUANTITY', 'PRICE', 'QUALITY', 'NOT_RECEIVED', 'NOT_ORDERED', 'TAX', 'OTHER');
CREATE TYPE "DisputeStatus" AS ENUM ('OPEN', 'RESOLVED');
CREATE TYPE "DisputeResolution" AS ENUM ('CREDITED', 'STANDS', 'REBILLED');
CREATE TYPE "StatementRhythm" AS ENUM ('WEEK', 'MONTH', 'QUARTER');
CREATE TYPE "StatementCondition" AS ENUM ('ALWAYS', 'BALANCE', 'OVERDUE');
CREATE TYPE "StatementForm" AS ENUM ('OPEN_ITEMS', 'ACTIVITY');
CREATE TYPE "StatementOutcome" AS ENUM ('SENT', 'NO_BALANCE', 'NOT_OVERDUE', 'NO_ADDRESS', 'DECLINED', 'OTHER_SCHEDULE');
CREATE TYPE "EarlyDiscountKind" AS ENUM ('TAKEN', 'GRANTED', 'REFUSED', 'CREDITED', 'REVERSED');
CREATE TYPE "EarlyDiscountRefusal" AS ENUM ('LATE', 'AMOUNT');
CREATE TABLE "DocumentLink" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "tokenHash" CHAR(64) NOT NULL,
    "subjectType" VARCHAR(40) NOT NULL,
    "subjectId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "mailId" UUID,
    "language" "Language" NOT NULL,
    "choices" JSONB NOT NULL DEFAULT '{}',
    "currencyCode" CHAR(3) NOT NULL,
    "statedMinor" BIGINT,
    "createdByName" VARCHAR(200) NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "expiresAt" TIMESTAMPTZ(6) NOT NULL,
    "revokedAt" TIMESTAMPTZ(6),
    "revokedByName" VARCHAR(200),

    CONSTRAINT "DocumentLink_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "DeliveryProof" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "kind" "ProofKind" NOT NULL,
    "channel" "ProofChannel" NOT NULL,
    "subjectType" VARCHAR(40) NOT NULL,
    "subjectId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "linkId" UUID,
    "personName" VARCHAR(200),
    "note" VARCHAR(2000),
    "currencyCode" CHAR(3) NOT NULL,
    "statedMinor" BIGINT,
    "agent" VARCHAR(200),
    "disputeId" UUID,
    "byName" VARCHAR(200) NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "DeliveryProof_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "InvoiceDispute" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "invoiceId" UUID NOT NULL,
    "openItemId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "reason" "DisputeReason" NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "text" VARCHAR(2000) NOT NULL,
    "personName" VARCHAR(200) NOT NULL,
    "channel" "ProofChannel" NOT NULL,
    "raisedOn" DATE NOT NULL,
    "ownerId" UUID,
    "status" "DisputeStatus" NOT NULL DEFAULT 'OPEN',
    "resolution" "DisputeResolution",
    "resolutionText" VARCHAR(2000),
    "resolvedOn" DATE,
    "resolvedByName" VARCHAR(200),
    "creditNoteId" UUID,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "InvoiceDispute_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "DisputedLine" (
    "id" UUID NOT NULL,
    "disputeId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "invoiceLineId" UUID NOT NULL,

    CONSTRAINT "DisputedLine_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "ConfirmationOwner" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "invoiceId" UUID NOT NULL,
    "ownerId" UUID NOT NULL,

    CONSTRAINT "ConfirmationOwner_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "PaymentReceipt" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "paymentId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "issuedOn" DATE NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "onAccountMinor" BIGINT NOT NULL,
    "issuedByName" VARCHAR(200) NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "PaymentReceipt_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "PaymentReceiptLine" (
    "id" UUID NOT NULL,
    "receiptId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "invoiceId" UUID,
    "currencyCode" CHAR(3) NOT NULL,
    "amountMinor" BIGINT NOT NULL,

    CONSTRAINT "PaymentReceiptLine_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "StatementSchedule" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "name" VARCHAR(100) NOT NULL,
    "customerId" UUID,
    "groupId" UUID,
    "rhythm" "StatementRhythm" NOT NULL,
    "day" INTEGER NOT NULL,
    "condition" "StatementCondition" NOT NULL DEFAULT 'BALANCE',
    "form" "StatementForm" NOT NULL DEFAULT 'OPEN_ITEMS',
    "language" "Language",
    "startsOn" DATE NOT NULL,
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "StatementSchedule_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "StatementRun" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "scheduleId" UUID NOT NULL,
    "dueOn" DATE NOT NULL,
    "fromOn" DATE NOT NULL,
    "form" "StatementForm" NOT NULL,
    "knownAt" TIMESTAMPTZ(6) NOT NULL,
    "sentCount" INTEGER NOT NULL,
    "skippedCount" INTEGER NOT NULL,
    "byName" VARCHAR(200) NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "StatementRun_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "StatementRunLine" (
    "id" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "customerId" UUID NOT NULL,
    "outcome" "StatementOutcome" NOT NULL,
    "mailId" UUID,
    "currencyCode" CHAR(3) NOT NULL,
    "balanceMinor" BIGINT NOT NULL,
    "overdueMinor" BIGINT NOT NULL,

    CONSTRAINT "StatementRunLine_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "EarlyPaymentOffer" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "name" VARCHAR(100) NOT NULL,
    "discountRate" DECIMAL(9,6) NOT NULL,
    "days" INTEGER NOT NULL,
    "includesFreight" BOOLEAN NOT NULL DEFAULT false,
    "reducesTax" BOOLEAN NOT NULL DEFAULT true,
    "currencyCode" CHAR(3) NOT NULL,
    "toleranceMinor" BIGINT NOT NULL DEFAULT 0,
    "groupId" UUID,
    "paymentTermId" UUID,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE,
    "publishedByName" VARCHAR(200) NOT NULL,
    "endedByName" VARCHAR(200),
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "EarlyPaymentOffer_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "InvoiceEarlyOffer" (
    "id" UUID NOT NULL,
    "invoiceId" UUID NOT NULL,
    "openItemId" UUID NOT NULL,
    "offerId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "discountRate" DECIMAL(9,6) NOT NULL,
    "lastOn" DATE NOT NULL,
    "includesFreight" BOOLEAN NOT NULL,
    "reducesTax" BOOLEAN NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "toleranceMinor" BIGINT NOT NULL,
    "discountMinor" BIGINT NOT NULL,
    "taxMinor" BIGINT NOT NULL,

    CONSTRAINT "InvoiceEarlyOffer_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "EarlyDiscount" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "discountId" UUID NOT NULL,
    "kind" "EarlyDiscountKind" NOT NULL,
    "invoiceId" UUID NOT NULL,
    "openItemId" UUID NOT NULL,
    "creditItemId" UUID,
    "customerId" UUID NOT NULL,
    "earlyOfferId" UUID,
    "paidOn" DATE NOT NULL,
    "effectiveOn" DATE NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "netMinor" BIGINT NOT NULL,
    "taxMinor" BIGINT NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "refusal" "EarlyDiscountRefusal",
    "missingMinor" BIGINT,
    "entryId" UUID,
    "reason" VARCHAR(1000),
    "byName" VARCHAR(200) NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "EarlyDiscount_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "DocumentLink_tokenHash_key" ON "DocumentLink"("tokenHash");
CREATE INDEX "DocumentLink_subjectId_idx" ON "DocumentLink"("subjectId");
CREATE INDEX "DocumentLink_mailId_idx" ON "DocumentLink"("mailId");
CREATE INDEX "DeliveryProof_subjectId_kind_idx" ON "DeliveryProof"("subjectId", "kind");
CREATE INDEX "DeliveryProof_customerId_idx" ON "DeliveryProof"("customerId");
CREATE UNIQUE INDEX "InvoiceDispute_number_key" ON "InvoiceDispute"("number");
CREATE INDEX "InvoiceDispute_openItemId_idx" ON "InvoiceDispute"("openItemId");
CREATE INDEX "InvoiceDispute_invoiceId_idx" ON "InvoiceDispute"("invoiceId");
CREATE INDEX "InvoiceDispute_status_raisedOn_id_idx" ON "InvoiceDispute"("status", "raisedOn", "id");
CREATE UNIQUE INDEX "DisputedLine_disputeId_no_key" ON "DisputedLine"("disputeId", "no");
CREATE UNIQUE INDEX "ConfirmationOwner_invoiceId_key" ON "ConfirmationOwner"("invoiceId");
CREATE UNIQUE INDEX "PaymentReceipt_number_key" ON "PaymentReceipt"("number");
CREATE UNIQUE INDEX "PaymentReceipt_paymentId_key" ON "PaymentReceipt"("paymentId");
CREATE INDEX "PaymentReceipt_customerId_idx" ON "PaymentReceipt"("customerId");
CREATE INDEX "PaymentReceipt_issuedOn_id_idx" ON "PaymentReceipt"("issuedOn", "id");
CREATE UNIQUE INDEX "PaymentReceiptLine_receiptId_no_key" ON "PaymentReceiptLine"("receiptId", "no");
CREATE UNIQUE INDEX "StatementRun_number_key" ON "StatementRun"("number");
CREATE INDEX "StatementRun_createdAt_id_idx" ON "StatementRun"("createdAt", "id");
CREATE UNIQUE INDEX "StatementRun_scheduleId_dueOn_key" ON "StatementRun"("scheduleId", "dueOn");
CREATE INDEX "StatementRunLine_customerId_idx" ON "StatementRunLine"("customerId");
CREATE UNIQUE INDEX "StatementRunLine_runId_no_key" ON "StatementRunLine"("runId", "no");
CREATE INDEX "EarlyPaymentOffer_companyId_startsOn_idx" ON "EarlyPaymentOffer"("companyId", "startsOn");
CREATE INDEX "InvoiceEarlyOffer_invoiceId_idx" ON "InvoiceEarlyOffer"("invoiceId");
CREATE INDEX "InvoiceEarlyOffer_offerId_idx" ON "InvoiceEarlyOffer"("offerId");
CREATE UNIQUE INDEX "InvoiceEarlyOffer_openItemId_no_key" ON "InvoiceEarlyOffer"("openItemId", "no");
CREATE INDEX "EarlyDiscount_invoiceId_idx" ON "EarlyDiscount"("invoiceId");
CREATE INDEX "EarlyDiscount_creditItemId_idx" ON "EarlyDiscount"("creditItemId");
CREATE INDEX "EarlyDiscount_discountId_idx" ON "EarlyDiscount"("discountId");
CREATE INDEX "EarlyDiscount_effectiveOn_id_idx" ON "EarlyDiscount"("effectiveOn", "id");
ALTER TABLE "DisputedLine" ADD CONSTRAINT "DisputedLine_disputeId_fkey" FOREIGN KEY ("disputeId") REFERENCES "InvoiceDispute"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "PaymentReceiptLine" ADD CONSTRAINT "PaymentReceiptLine_receiptId_fkey" FOREIGN KEY ("receiptId") REFERENCES "PaymentReceipt"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "StatementRunLine" ADD CONSTRAINT "StatementRunLine_runId_fkey" FOREIGN KEY ("runId") REFERENCES "StatementRun"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "EarlyPaymentOffer" ADD CONSTRAINT "EarlyPaymentOffer_check" CHECK ("discountRate" > 0 AND "discountRate" < 1 AND "days" BETWEEN 0 AND 365 AND "toleranceMinor" >= 0 AND "endsOn" >= "startsOn" - 1);
ALTER TABLE "InvoiceEarlyOffer" ADD CONSTRAINT "InvoiceEarlyOffer_check" CHECK ("discountMinor" >= "taxMinor" AND "taxMinor" >= 0 AND "no" BETWEEN 1 AND 3);
ALTER TABLE "EarlyDiscount" ADD CONSTRAINT "EarlyDiscount_check" CHECK ("amountMinor" = "netMinor" + "taxMinor" AND ("kind" = 'REFUSED') = ("refusal" IS NOT NULL)
  AND CASE "kind" WHEN 'REFUSED' THEN "amountMinor" = 0 AND "entryId" IS NULL AND "missingMinor" > 0 WHEN 'TAKEN' THEN "amountMinor" > 0 WHEN 'GRANTED' THEN "amountMinor" > 0 AND "reason" IS NOT NULL ELSE "amountMinor" < 0 END
  AND ("kind" IN ('TAKEN', 'GRANTED', 'REFUSED')) = ("discountId" = "id") AND ("kind" = 'REFUSED' OR "entryId" IS NOT NULL));
ALTER TABLE "InvoiceDispute" ADD CONSTRAINT "InvoiceDispute_check" CHECK ("amountMinor" > 0 AND ("status" = 'OPEN') = ("resolution" IS NULL) AND ("resolution" IS NULL) = ("resolvedOn" IS NULL)
  AND ("resolution" IN ('CREDITED', 'REBILLED')) IS NOT DISTINCT FROM (CASE WHEN "resolution" IS NULL THEN NULL ELSE "creditNoteId" IS NOT NULL END));
ALTER TABLE "StatementSchedule" ADD CONSTRAINT "StatementSchedule_check" CHECK ("day" BETWEEN 1 AND (CASE "rhythm" WHEN 'WEEK' THEN 7 ELSE 31 END) AND ("customerId" IS NULL OR "groupId" IS NULL));
ALTER TABLE "StatementRunLine" ADD CONSTRAINT "StatementRunLine_check" CHECK (("outcome" = 'SENT') = ("mailId" IS NOT NULL));
INSERT INTO hesabu_ledger VALUES ('InvoiceEarlyOffer'), ('EarlyDiscount'), ('DeliveryProof'), ('PaymentReceipt'), ('PaymentReceiptLine'), ('StatementRun'), ('StatementRunLine');
CREATE TRIGGER "InvoiceEarlyOffer_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "InvoiceEarlyOffer" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();
CREATE TRIGGER "EarlyDiscount_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "EarlyDiscount" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();
CREATE TRIGGER "DeliveryProof_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "DeliveryProof" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();
CREATE TRIGGER "PaymentReceipt_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "PaymentReceipt" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();
CREATE TRIGGER "PaymentReceiptLine_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "PaymentReceiptLine" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();
CREATE TRIGGER "StatementRun_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "StatementRun" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();
CREATE TRIGGER "StatementRunLine_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "StatementRunLine" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();

CREATE TYPE "BadDebtGrouping" AS ENUM ('MONTH', 'CUSTOMER', 'SALES_PERSON');
CREATE TYPE "AgeBucket" AS ENUM ('NOT_DUE', 'DAYS_1_30', 'DAYS_31_60', 'DAYS_61_90', 'DAYS_OVER_90');
CREATE TYPE "ProvisionStatus" AS ENUM ('POSTED', 'REPLACED', 'REVERSED');
CREATE TYPE "SpecificProvisionStatus" AS ENUM ('POSTED', 'RELEASED', 'USED');
CREATE TYPE "WriteOffStatus" AS ENUM ('WAITING', 'POSTED', 'REJECTED', 'CANCELLED', 'REVERSED');
CREATE TYPE "WriteOffReason" AS ENUM ('INSOLVENT', 'UNCOLLECTIBLE', 'TIME_BARRED', 'SETTLEMENT', 'DISPUTE', 'DECEASED', 'SMALL_BALANCE', 'OTHER');
CREATE TYPE "LateRateMode" AS ENUM ('FIXED', 'BASE_PLUS', 'NONE');
CREATE TYPE "DayCount" AS ENUM ('ACT_365', 'ACT_360');
CREATE TYPE "ChargeKind" AS ENUM ('LATE', 'BOUNCE', 'OTHER');
CREATE TYPE "ChargeLineKind" AS ENUM ('INTEREST', 'LUMP_SUM', 'FEE');
CREATE TYPE "RefundStatus" AS ENUM ('DRAFT', 'PAID', 'CANCELLED', 'REVERSED');
CREATE TYPE "RefundReason" AS ENUM ('OVERPAYMENT', 'CREDIT_NOTE', 'DEPOSIT', 'CANCELLED_ORDER', 'PAID_TWICE', 'OTHER');
CREATE TYPE "BounceReason" AS ENUM ('INSUFFICIENT_FUNDS', 'ACCOUNT_CLOSED', 'STOPPED', 'OBJECTED', 'NO_MANDATE', 'FORMAL', 'OTHER');
CREATE TYPE "ChargebackStatus" AS ENUM ('OPEN', 'REPRESENTED', 'WON', 'LOST', 'WITHDRAWN');
CREATE TYPE "ChargebackReason" AS ENUM ('FRAUD', 'NOT_RECEIVED', 'NOT_AS_DESCRIBED', 'PAID_TWICE', 'CREDIT_MISSING', 'AUTHORISATION', 'OTHER');
CREATE TABLE "BadDebtSettings" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "relievesTax" BOOLEAN NOT NULL DEFAULT false,
    "smallMinor" BIGINT NOT NULL DEFAULT 0,
    "smallAfterDays" INTEGER NOT NULL DEFAULT 30,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "BadDebtSettings_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "ProvisionMatrix" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "startsOn" DATE NOT NULL,
    "note" VARCHAR(1000),
    "createdByName" VARCHAR(200) NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "ProvisionMatrix_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "ProvisionRate" (
    "id" UUID NOT NULL,
    "matrixId" UUID NOT NULL,
    "bucket" "AgeBucket" NOT NULL,
    "riskClass" VARCHAR(10),
    "rate" DECIMAL(9,6) NOT NULL,

    CONSTRAINT "ProvisionRate_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "ProvisionRun" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "asOf" DATE NOT NULL,
    "knownAt" TIMESTAMPTZ(6) NOT NULL,
    "matrixId" UUID NOT NULL,
    "status" "ProvisionStatus" NOT NULL DEFAULT 'POSTED',
    "currencyCode" CHAR(3) NOT NULL,
    "baseMinor" BIGINT NOT NULL,
    "totalMinor" BIGINT NOT NULL,
    "previousId" UUID,
    "createdByName" VARCHAR(200) NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "reversedOn" DATE,
    "reversalReason" VARCHAR(1000),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "ProvisionRun_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "ProvisionLine" (
    "id" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "riskClass" VARCHAR(10),
    "bucket" "AgeBucket" NOT NULL,
    "rate" DECIMAL(9,6) NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "baseMinor" BIGINT NOT NULL,
    "amountMinor" BIGINT NOT NULL,

    CONSTRAINT "ProvisionLine_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "SpecificProvision" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "customerId" UUID NOT NULL,
    "openItemId" UUID NOT NULL,
    "status" "SpecificProvisionStatus" NOT NULL DEFAULT 'POSTED',
    "currencyCode" CHAR(3) NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "reason" VARCHAR(1000) NOT NULL,
    "postedOn" DATE NOT NULL,
    "endedOn" DATE,
    "endReason" VARCHAR(1000),
    "createdByName" VARCHAR(200) NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "SpecificProvision_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "WriteOff" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "customerId" UUID NOT NULL,
    "openItemId" UUID NOT NULL,
    "status" "WriteOffStatus" NOT NULL,
    "reason" "WriteOffReason" NOT NULL,
    "note" VARCHAR(1000),
    "currencyCode" CHAR(3) NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "taxMinor" BIGINT NOT NULL DEFAULT 0,
    "writtenOffOn" DATE,
    "approvalId" UUID,
    "batchId" UUID,
    "provisionId" UUID,
    "askedById" UUID,
    "askedByName" VARCHAR(200) NOT NULL,
    "approvedByName" VARCHAR(200),
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "reversedOn" DATE,
    "reversalReason" VARCHAR(1000),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "WriteOff_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "Recovery" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "customerId" UUID NOT NULL,
    "openItemId" UUID NOT NULL,
    "recoveredOn" DATE NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "taxMinor" BIGINT NOT NULL DEFAULT 0,
    "note" VARCHAR(1000),
    "paymentId" UUID,
    "status" "PostingStatus" NOT NULL DEFAULT 'POSTED',
    "reversedOn" DATE,
    "reversalReason" VARCHAR(1000),
    "createdByName" VARCHAR(200) NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "Recovery_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "RecoveryPart" (
    "id" UUID NOT NULL,
    "recoveryId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "writeOffId" UUID NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "taxMinor" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "RecoveryPart_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "LatePolicy" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "customerId" UUID,
    "groupId" UUID,
    "startsOn" DATE NOT NULL,
    "mode" "LateRateMode" NOT NULL,
    "rate" DECIMAL(9,6) NOT NULL DEFAULT 0,
    "dayCount" "DayCount" NOT NULL DEFAULT 'ACT_365',
    "graceDays" INTEGER NOT NULL DEFAULT 0,
    "minimumMinor" BIGINT NOT NULL DEFAULT 0,
    "lumpSumMinor" BIGINT NOT NULL DEFAULT 0,
    "currencyCode" CHAR(3) NOT NULL,
    "onCharges" BOOLEAN NOT NULL DEFAULT false,
    "createdById" UUID,
    "createdByName" VARCHAR(200) NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "LatePolicy_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "BaseRate" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "startsOn" DATE NOT NULL,
    "rate" DECIMAL(9,6) NOT NULL,
    "source" VARCHAR(300) NOT NULL,
    "createdByName" VARCHAR(200) NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "BaseRate_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "ChargeSettings" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "bounceFeeMinor" BIGINT NOT NULL DEFAULT 0,
    "termDays" INTEGER NOT NULL DEFAULT 14,
    "replyNoticeDays" INTEGER NOT NULL DEFAULT 5,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "ChargeSettings_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "Charge" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "kind" "ChargeKind" NOT NULL,
    "customerId" UUID NOT NULL,
    "customerName" VARCHAR(200) NOT NULL,
    "billTo" VARCHAR(1000) NOT NULL,
    "openItemId" UUID NOT NULL,
    "issuedOn" DATE NOT NULL,
    "dueOn" DATE NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "netMinor" BIGINT NOT NULL,
    "taxMinor" BIGINT NOT NULL,
    "totalMinor" BIGINT NOT NULL,
    "taxCodeId" UUID,
    "reason" VARCHAR(1000),
    "runId" UUID,
    "paymentId" UUID,
    "status" "PostingStatus" NOT NULL DEFAULT 'POSTED',
    "reversedOn" DATE,
    "reversalReason" VARCHAR(1000),
    "createdByName" VARCHAR(200) NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "Charge_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "ChargeLine" (
    "id" UUID NOT NULL,
    "chargeId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "kind" "ChargeLineKind" NOT NULL,
    "debtItemId" UUID,
    "orderId" UUID,
    "description" VARCHAR(300) NOT NULL,
    "fromOn" DATE,
    "toOn" DATE,
    "spans" JSONB NOT NULL DEFAULT '[]',
    "currencyCode" CHAR(3) NOT NULL,
    "amountMinor" BIGINT NOT NULL,

    CONSTRAINT "ChargeLine_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "ChargeCredit" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "chargeId" UUID NOT NULL,
    "creditedOn" DATE NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "taxMinor" BIGINT NOT NULL,
    "reason" VARCHAR(1000) NOT NULL,
    "entryId" UUID NOT NULL,
    "reversesCreditId" UUID,
    "createdByName" VARCHAR(200) NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "ChargeCredit_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "LateWaiver" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "debtItemId" UUID NOT NULL,
    "kind" "ChargeLineKind" NOT NULL,
    "fromOn" DATE,
    "toOn" DATE,
    "currencyCode" CHAR(3) NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "reason" VARCHAR(1000) NOT NULL,
    "waivedById" UUID,
    "waivedByName" VARCHAR(200) NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "undoneAt" TIMESTAMPTZ(6),
    "undoneByName" VARCHAR(200),

    CONSTRAINT "LateWaiver_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "ChargeRun" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "upTo" DATE NOT NULL,
    "issuedOn" DATE NOT NULL,
    "customerId" UUID,
    "currencyCode" CHAR(3) NOT NULL,
    "charges" INTEGER NOT NULL,
    "totalMinor" BIGINT NOT NULL,
    "createdByName" VARCHAR(200) NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "ChargeRun_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "Refund" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "customerId" UUID NOT NULL,
    "status" "RefundStatus" NOT NULL DEFAULT 'DRAFT',
    "reason" "RefundReason" NOT NULL,
    "note" VARCHAR(1000),
    "method" "PaymentMethod" NOT NULL,
    "accountId" UUID NOT NULL,
    "openItemId" UUID,
    "currencyCode" CHAR(3) NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "paidOn" DATE,
    "bankHolder" VARCHAR(200),
    "bankAccount" VARCHAR(40),
    "bankCode" VARCHAR(20),
    "createdById" UUID,
    "createdByName" VARCHAR(200) NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "paidByName" VARCHAR(200),
    "reversedOn" DATE,
    "reversalReason" VARCHAR(1000),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Refund_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "RefundPart" (
    "id" UUID NOT NULL,
    "refundId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "creditItemId" UUID NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "amountMinor" BIGINT NOT NULL,

    CONSTRAINT "RefundPart_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "Bounce" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "paymentId" UUID NOT NULL,
    "bouncedOn" DATE NOT NULL,
    "reason" "BounceReason" NOT NULL,
    "note" VARCHAR(1000),
    "currencyCode" CHAR(3) NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "bankFeeMinor" BIGINT NOT NULL DEFAULT 0,
    "chargeId" UUID,
    "withdrawnOn" DATE,
    "withdrawReason" VARCHAR(1000),
    "newPaymentId" UUID,
    "createdByName" VARCHAR(200) NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "Bounce_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "Chargeback" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "customerId" UUID NOT NULL,
    "paymentId" UUID NOT NULL,
    "status" "ChargebackStatus" NOT NULL DEFAULT 'OPEN',
    "reason" "ChargebackReason" NOT NULL,
    "note" VARCHAR(1000),
    "reference" VARCHAR(100),
    "currencyCode" CHAR(3) NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "feeMinor" BIGINT NOT NULL DEFAULT 0,
    "openedOn" DATE NOT NULL,
    "replyBy" DATE NOT NULL,
    "ownerId" UUID,
    "representedOn" DATE,
    "representedNote" VARCHAR(4000),
    "settledOn" DATE,
    "outcome" VARCHAR(1000),
    "isWrittenOff" BOOLEAN NOT NULL DEFAULT false,
    "openItemId" UUID,
    "createdByName" VARCHAR(200) NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Chargeback_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "BadDebtSettings_companyId_key" ON "BadDebtSettings"("companyId");
CREATE INDEX "ProvisionMatrix_startsOn_idx" ON "ProvisionMatrix"("startsOn");
CREATE INDEX "ProvisionRate_matrixId_idx" ON "ProvisionRate"("matrixId");
CREATE UNIQUE INDEX "ProvisionRun_number_key" ON "ProvisionRun"("number");
CREATE INDEX "ProvisionRun_createdAt_id_idx" ON "ProvisionRun"("createdAt", "id");
CREATE INDEX "ProvisionLine_runId_idx" ON "ProvisionLine"("runId");
CREATE INDEX "ProvisionLine_customerId_idx" ON "ProvisionLine"("customerId");
CREATE UNIQUE INDEX "SpecificProvision_number_key" ON "SpecificProvision"("number");
CREATE INDEX "SpecificProvision_openItemId_idx" ON "SpecificProvision"("openItemId");
CREATE INDEX "SpecificProvision_customerId_idx" ON "SpecificProvision"("customerId");
CREATE UNIQUE INDEX "WriteOff_number_key" ON "WriteOff"("number");
CREATE INDEX "WriteOff_customerId_idx" ON "WriteOff"("customerId");
CREATE INDEX "WriteOff_openItemId_idx" ON "WriteOff"("openItemId");
CREATE INDEX "WriteOff_createdAt_id_idx" ON "WriteOff"("createdAt", "id");
CREATE UNIQUE INDEX "Recovery_number_key" ON "Recovery"("number");
CREATE INDEX "Recovery_customerId_idx" ON "Recovery"("customerId");
CREATE INDEX "Recovery_createdAt_id_idx" ON "Recovery"("createdAt", "id");
CREATE INDEX "RecoveryPart_writeOffId_idx" ON "RecoveryPart"("writeOffId");
CREATE UNIQUE INDEX "RecoveryPart_recoveryId_no_key" ON "RecoveryPart"("recoveryId", "no");
CREATE INDEX "LatePolicy_customerId_idx" ON "LatePolicy"("customerId");
CREATE INDEX "BaseRate_startsOn_idx" ON "BaseRate"("startsOn");
CREATE UNIQUE INDEX "ChargeSettings_companyId_key" ON "ChargeSettings"("companyId");
CREATE UNIQUE INDEX "Charge_number_key" ON "Charge"("number");
CREATE INDEX "Charge_customerId_issuedOn_id_idx" ON "Charge"("customerId", "issuedOn", "id");
CREATE INDEX "Charge_issuedOn_id_idx" ON "Charge"("issuedOn", "id");
CREATE INDEX "Charge_runId_idx" ON "Charge"("runId");
CREATE INDEX "ChargeLine_debtItemId_idx" ON "ChargeLine"("debtItemId");
CREATE UNIQUE INDEX "ChargeLine_chargeId_no_key" ON "ChargeLine"("chargeId", "no");
CREATE UNIQUE INDEX "ChargeCredit_reversesCreditId_key" ON "ChargeCredit"("reversesCreditId");
CREATE INDEX "ChargeCredit_chargeId_idx" ON "ChargeCredit"("chargeId");
CREATE INDEX "LateWaiver_debtItemId_idx" ON "LateWaiver"("debtItemId");
CREATE INDEX "LateWaiver_customerId_idx" ON "LateWaiver"("customerId");
CREATE UNIQUE INDEX "ChargeRun_number_key" ON "ChargeRun"("number");
CREATE INDEX "ChargeRun_createdAt_id_idx" ON "ChargeRun"("createdAt", "id");
CREATE UNIQUE INDEX "Refund_number_key" ON "Refund"("number");
CREATE INDEX "Refund_customerId_idx" ON "Refund"("customerId");
CREATE INDEX "Refund_createdAt_id_idx" ON "Refund"("createdAt", "id");
CREATE INDEX "RefundPart_creditItemId_idx" ON "RefundPart"("creditItemId");
CREATE UNIQUE INDEX "RefundPart_refundId_no_key" ON "RefundPart"("refundId", "no");
CREATE INDEX "Bounce_customerId_bouncedOn_idx" ON "Bounce"("customerId", "bouncedOn");
CREATE INDEX "Bounce_paymentId_idx" ON "Bounce"("paymentId");
CREATE UNIQUE INDEX "Chargeback_number_key" ON "Chargeback"("number");
CREATE INDEX "Chargeback_customerId_idx" ON "Chargeback"("customerId");
CREATE INDEX "Chargeback_paymentId_idx" ON "Chargeback"("paymentId");
CREATE INDEX "Chargeback_status_replyBy_idx" ON "Chargeback"("status", "replyBy");
ALTER TABLE "ProvisionRate" ADD CONSTRAINT "ProvisionRate_matrixId_fkey" FOREIGN KEY ("matrixId") REFERENCES "ProvisionMatrix"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ProvisionLine" ADD CONSTRAINT "ProvisionLine_runId_fkey" FOREIGN KEY ("runId") REFERENCES "ProvisionRun"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "RecoveryPart" ADD CONSTRAINT "RecoveryPart_recoveryId_fkey" FOREIGN KEY ("recoveryId") REFERENCES "Recovery"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ChargeLine" ADD CONSTRAINT "ChargeLine_chargeId_fkey" FOREIGN KEY ("chargeId") REFERENCES "Charge"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ChargeCredit" ADD CONSTRAINT "ChargeCredit_chargeId_fkey" FOREIGN KEY ("chargeId") REFERENCES "Charge"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "RefundPart" ADD CONSTRAINT "RefundPart_refundId_fkey" FOREIGN KEY ("refundId") REFERENCES "Refund"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
INSERT INTO "Account" (id, "companyId", code, name, type, "isOpenItem", "isCash")
  SELECT gen_random_uuid(), c.id, '1060', 'Disputed payments', 'ASSET', false, false FROM "Company" c
  WHERE NOT EXISTS (SELECT FROM "Account" a WHERE a."companyId" = c.id AND a.code = '1060');
ALTER TABLE "LatePolicy" ADD CONSTRAINT "LatePolicy_check" CHECK (("customerId" IS NULL OR "groupId" IS NULL) AND "graceDays" >= 0 AND "minimumMinor" >= 0 AND "lumpSumMinor" >= 0 AND ("mode" <> 'FIXED' OR "rate" >= 0));
ALTER TABLE "ChargeSettings" ADD CONSTRAINT "ChargeSettings_check" CHECK ("bounceFeeMinor" >= 0 AND "termDays" >= 0 AND "replyNoticeDays" >= 0);
ALTER TABLE "Charge" ADD CONSTRAINT "Charge_check" CHECK ("netMinor" > 0 AND "taxMinor" >= 0 AND "totalMinor" = "netMinor" + "taxMinor" AND ("status" = 'REVERSED') = ("reversedOn" IS NOT NULL));
ALTER TABLE "ChargeLine" ADD CONSTRAINT "ChargeLine_check" CHECK ("amountMinor" > 0 AND ("kind" = 'INTEREST') = ("fromOn" IS NOT NULL AND "toOn" IS NOT NULL) AND "fromOn" <= "toOn");
ALTER TABLE "LateWaiver" ADD CONSTRAINT "LateWaiver_check" CHECK ("kind" <> 'FEE' AND ("kind" = 'INTEREST') = ("fromOn" IS NOT NULL AND "toOn" IS NOT NULL) AND "fromOn" <= "toOn");
ALTER TABLE "Refund" ADD CONSTRAINT "Refund_check" CHECK ("amountMinor" > 0 AND ("status" IN ('PAID', 'REVERSED')) = ("openItemId" IS NOT NULL AND "paidOn" IS NOT NULL) AND ("status" = 'REVERSED') = ("reversedOn" IS NOT NULL));
ALTER TABLE "RefundPart" ADD CONSTRAINT "RefundPart_check" CHECK ("amountMinor" > 0);
ALTER TABLE "Bounce" ADD CONSTRAINT "Bounce_check" CHECK ("amountMinor" > 0 AND "bankFeeMinor" >= 0 AND ("withdrawnOn" IS NULL) = ("newPaymentId" IS NULL));
CREATE UNIQUE INDEX "Bounce_payment_key" ON "Bounce" ("paymentId");
ALTER TABLE "Chargeback" ADD CONSTRAINT "Chargeback_check" CHECK ("amountMinor" > 0 AND "feeMinor" >= 0 AND ("status" IN ('WON', 'LOST', 'WITHDRAWN')) = ("settledOn" IS NOT NULL) AND ("openItemId" IS NULL OR "status" = 'LOST'));
ALTER TABLE "ProvisionRate" ADD CONSTRAINT "ProvisionRate_check" CHECK ("rate" BETWEEN 0 AND 1);
-- One stands at a time.
CREATE UNIQUE INDEX "ProvisionRun_posted_key" ON "ProvisionRun" ("companyId") WHERE "status" = 'POSTED';
CREATE UNIQUE INDEX "SpecificProvision_posted_key" ON "SpecificProvision" ("openItemId") WHERE "status" = 'POSTED';
ALTER TABLE "SpecificProvision" ADD CONSTRAINT "SpecificProvision_check" CHECK ("amountMinor" > 0 AND ("status" = 'POSTED') = ("endedOn" IS NULL));
ALTER TABLE "WriteOff" ADD CONSTRAINT "WriteOff_check" CHECK ("amountMinor" > 0 AND "taxMinor" BETWEEN 0 AND "amountMinor" AND ("status" IN ('POSTED', 'REVERSED')) = ("writtenOffOn" IS NOT NULL) AND ("status" = 'REVERSED') = ("reversedOn" IS NOT NULL));
ALTER TABLE "Recovery" ADD CONSTRAINT "Recovery_check" CHECK ("amountMinor" > 0 AND "taxMinor" BETWEEN 0 AND "amountMinor" AND ("status" = 'REVERSED') = ("reversedOn" IS NOT NULL));
ALTER TABLE "RecoveryPart" ADD CONSTRAINT "RecoveryPart_check" CHECK ("amountMinor" > 0 AND "taxMinor" BETWEEN 0 AND "amountMinor");
INSERT INTO hesabu_ledger VALUES ('LatePolicy'), ('BaseRate'), ('ChargeLine'), ('ChargeCredit'), ('ProvisionMatrix'), ('ProvisionRate'), ('ProvisionLine'), ('RecoveryPart');
CREATE TRIGGER "LatePolicy_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "LatePolicy" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();
CREATE TRIGGER "BaseRate_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "BaseRate" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();
CREATE TRIGGER "ChargeLine_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "ChargeLine" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();
CREATE TRIGGER "ChargeCredit_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "ChargeCredit" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();
CREATE TRIGGER "ProvisionMatrix_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "ProvisionMatrix" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();
CREATE TRIGGER "ProvisionRate_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "ProvisionRate" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();
CREATE TRIGGER "ProvisionLine_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "ProvisionLine" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();
CREATE TRIGGER "RecoveryPart_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "RecoveryPart" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();

CREATE TYPE "CommissionBase" AS ENUM ('NET', 'NET_AND_FREIGHT', 'MARGIN');

CREATE TYPE "CommissionSpan" AS ENUM ('MONTH', 'QUARTER', 'YEAR');

CREATE TYPE "CommissionCause" AS ENUM ('ALLOCATION', 'CREDIT_NOTE');

CREATE TYPE "CommissionStatementStatus" AS ENUM ('APPROVED', 'WITHDRAWN');

CREATE TYPE "CommissionGrouping" AS ENUM ('PERSON', 'MONTH', 'CUSTOMER', 'PLAN');

CREATE TYPE "CommissionPayoutStatus" AS ENUM ('REQUESTED', 'DECLINED', 'POSTED', 'REVERSED');

CREATE TABLE "CommissionPlan" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "code" VARCHAR(40) NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "note" VARCHAR(1000),
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "CommissionPlan_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "CommissionTerms" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "planId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE,
    "base" "CommissionBase" NOT NULL DEFAULT 'NET',
    "rate" DECIMAL(9,6) NOT NULL,
    "span" "CommissionSpan",
    "createdByName" VARCHAR(200) NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "CommissionTerms_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "CommissionTermsPerson" (
    "id" UUID NOT NULL,
    "termsId" UUID NOT NULL,
    "salesPersonId" UUID NOT NULL,

    CONSTRAINT "CommissionTermsPerson_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "CommissionRate" (
    "id" UUID NOT NULL,
    "termsId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "salesPersonId" UUID,
    "productId" UUID,
    "categoryId" UUID,
    "customerId" UUID,
    "customerGroupId" UUID,
    "channel" "Channel",
    "rate" DECIMAL(9,6) NOT NULL,

    CONSTRAINT "CommissionRate_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "CommissionTier" (
    "id" UUID NOT NULL,
    "termsId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "fromMinor" BIGINT NOT NULL,
    "rate" DECIMAL(9,6) NOT NULL,

    CONSTRAINT "CommissionTier_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "CustomerCommission" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "salesPersonId" UUID NOT NULL,
    "share" DECIMAL(9,6) NOT NULL,

    CONSTRAINT "CustomerCommission_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "OrderCommission" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "orderId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "termsId" UUID NOT NULL,
    "salesPersonId" UUID NOT NULL,
    "share" DECIMAL(9,6) NOT NULL,
    "frozenAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "OrderCommission_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "CommissionAccrual" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "salesPersonId" UUID NOT NULL,
    "orderId" UUID NOT NULL,
    "invoiceId" UUID NOT NULL,
    "termsId" UUID NOT NULL,
    "cause" "CommissionCause" NOT NULL,
    "causeId" UUID NOT NULL,
    "causeOn" DATE NOT NULL,
    "causeAt" TIMESTAMPTZ(6) NOT NULL,
    "effectiveOn" DATE NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "currencyCode" CHAR(3) NOT NULL,
    "baseMinor" BIGINT NOT NULL,
    "tierBaseMinor" BIGINT NOT NULL,
    "tierMinor" BIGINT NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "entryId" UUID,

    CONSTRAINT "CommissionAccrual_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "CommissionStatement" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "salesPersonId" UUID NOT NULL,
    "status" "CommissionStatementStatus" NOT NULL DEFAULT 'APPROVED',
    "startsOn" DATE NOT NULL,
    "endsOn" DATE NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "openingMinor" BIGINT NOT NULL,
    "accruedMinor" BIGINT NOT NULL,
    "clawedBackMinor" BIGINT NOT NULL,
    "paidMinor" BIGINT NOT NULL,
    "closingMinor" BIGINT NOT NULL,
    "approvedById" UUID,
    "approvedByName" VARCHAR(200) NOT NULL,
    "approvedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "withdrawnAt" TIMESTAMPTZ(6),
    "withdrawnReason" VARCHAR(1000),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "CommissionStatement_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "CommissionStatementLine" (
    "id" UUID NOT NULL,
    "statementId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "accrualId" UUID,
    "payoutId" UUID,
    "isReverse" BOOLEAN NOT NULL DEFAULT false,
    "effectiveOn" DATE NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "amountMinor" BIGINT NOT NULL,

    CONSTRAINT "CommissionStatementLine_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "CommissionPayout" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "salesPersonId" UUID NOT NULL,
    "status" "CommissionPayoutStatus" NOT NULL DEFAULT 'REQUESTED',
    "accountId" UUID NOT NULL,
    "paidOn" DATE NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "memo" VARCHAR(500),
    "requestedById" UUID,
    "requestedByName" VARCHAR(200) NOT NULL,
    "requestedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "decidedByName" VARCHAR(200),
    "decidedAt" TIMESTAMPTZ(6),
    "reason" VARCHAR(1000),
    "entryId" UUID,
    "reversedOn" DATE,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "CommissionPayout_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "CommissionPlan_companyId_code_key" ON "CommissionPlan"("companyId", "code");

CREATE UNIQUE INDEX "CommissionTerms_planId_no_key" ON "CommissionTerms"("planId", "no");

CREATE UNIQUE INDEX "CommissionTermsPerson_termsId_salesPersonId_key" ON "CommissionTermsPerson"("termsId", "salesPersonId");

CREATE UNIQUE INDEX "CommissionRate_termsId_no_key" ON "CommissionRate"("termsId", "no");

CREATE UNIQUE INDEX "CommissionTier_termsId_no_key" ON "CommissionTier"("termsId", "no");

CREATE UNIQUE INDEX "CustomerCommission_customerId_no_key" ON "CustomerCommission"("customerId", "no");

CREATE INDEX "OrderCommission_salesPersonId_idx" ON "OrderCommission"("salesPersonId");

CREATE INDEX "OrderCommission_termsId_idx" ON "OrderCommission"("termsId");

CREATE UNIQUE INDEX "OrderCommission_orderId_no_key" ON "OrderCommission"("orderId", "no");

CREATE UNIQUE INDEX "CommissionAccrual_entryId_key" ON "CommissionAccrual"("entryId");

CREATE INDEX "CommissionAccrual_salesPersonId_effectiveOn_id_idx" ON "CommissionAccrual"("salesPersonId", "effectiveOn", "id");

CREATE INDEX "CommissionAccrual_invoiceId_idx" ON "CommissionAccrual"("invoiceId");

CREATE INDEX "CommissionAccrual_orderId_idx" ON "CommissionAccrual"("orderId");

CREATE INDEX "CommissionAccrual_termsId_salesPersonId_causeOn_idx" ON "CommissionAccrual"("termsId", "salesPersonId", "causeOn");

CREATE UNIQUE INDEX "CommissionStatement_number_key" ON "CommissionStatement"("number");

CREATE INDEX "CommissionStatement_salesPersonId_endsOn_idx" ON "CommissionStatement"("salesPersonId", "endsOn");

CREATE INDEX "CommissionStatementLine_accrualId_idx" ON "CommissionStatementLine"("accrualId");

CREATE INDEX "CommissionStatementLine_payoutId_idx" ON "CommissionStatementLine"("payoutId");

CREATE UNIQUE INDEX "CommissionStatementLine_statementId_no_key" ON "CommissionStatementLine"("statementId", "no");

CREATE UNIQUE INDEX "CommissionPayout_number_key" ON "CommissionPayout"("number");

CREATE UNIQUE INDEX "CommissionPayout_entryId_key" ON "CommissionPayout"("entryId");

CREATE INDEX "CommissionPayout_salesPersonId_paidOn_idx" ON "CommissionPayout"("salesPersonId", "paidOn");

ALTER TABLE "CommissionTerms" ADD CONSTRAINT "CommissionTerms_planId_fkey" FOREIGN KEY ("planId") REFERENCES "CommissionPlan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "CommissionTermsPerson" ADD CONSTRAINT "CommissionTermsPerson_termsId_fkey" FOREIGN KEY ("termsId") REFERENCES "CommissionTerms"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "CommissionRate" ADD CONSTRAINT "CommissionRate_termsId_fkey" FOREIGN KEY ("termsId") REFERENCES "CommissionTerms"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "CommissionTier" ADD CONSTRAINT "CommissionTier_termsId_fkey" FOREIGN KEY ("termsId") REFERENCES "CommissionTerms"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "CommissionStatementLine" ADD CONSTRAINT "CommissionStatementLine_statementId_fkey" FOREIGN KEY ("statementId") REFERENCES "CommissionStatement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "CommissionTerms" ADD CONSTRAINT "CommissionTerms_days" CHECK ("endsOn" IS NULL OR "endsOn" >= "startsOn");
ALTER TABLE "CommissionTerms" ADD CONSTRAINT "CommissionTerms_rate" CHECK (rate BETWEEN 0 AND 1);
ALTER TABLE "CommissionRate" ADD CONSTRAINT "CommissionRate_rate" CHECK (rate BETWEEN 0 AND 1);
ALTER TABLE "CommissionTier" ADD CONSTRAINT "CommissionTier_rate" CHECK (rate BETWEEN 0 AND 1 AND "fromMinor" >= 0);
ALTER TABLE "OrderCommission" ADD CONSTRAINT "OrderCommission_share" CHECK (share > 0 AND share <= 1);
ALTER TABLE "CustomerCommission" ADD CONSTRAINT "CustomerCommission_share" CHECK (share > 0 AND share <= 1);
ALTER TABLE "CommissionAccrual" ADD CONSTRAINT "CommissionAccrual_entry" CHECK (("entryId" IS NULL) = ("amountMinor" = 0));
ALTER TABLE "CommissionPayout" ADD CONSTRAINT "CommissionPayout_amount" CHECK ("amountMinor" > 0);
ALTER TABLE "CommissionStatementLine" ADD CONSTRAINT "CommissionStatementLine_of" CHECK (("accrualId" IS NULL) <> ("payoutId" IS NULL));

INSERT INTO hesabu_ledger VALUES ('CommissionAccrual'), ('CommissionStatementLine');
CREATE TRIGGER "CommissionAccrual_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "CommissionAccrual" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();
CREATE TRIGGER "CommissionStatementLine_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "CommissionStatementLine" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();

-- Sealed secrets are longer than what they hold.
ALTER TABLE "CarrierSecret" ALTER COLUMN "apiKey" SET DATA TYPE VARCHAR(1000), ALTER COLUMN "webhookSecret" SET DATA TYPE VARCHAR(500), ALTER COLUMN "previousSecret" SET DATA TYPE VARCHAR(500);

-- How the firm is known to DATEV.
CREATE TABLE "DatevSettings" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "consultantNo" INTEGER NOT NULL,
    "clientNo" INTEGER NOT NULL,
    "accountLength" INTEGER NOT NULL DEFAULT 4,
    "chart" VARCHAR(2) NOT NULL DEFAULT '',
    "isFixed" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "DatevSettings_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "DatevAccount" (
    "id" UUID NOT NULL,
    "settingsId" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "number" VARCHAR(9) NOT NULL,

    CONSTRAINT "DatevAccount_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "DatevSettings_companyId_key" ON "DatevSettings"("companyId");
CREATE UNIQUE INDEX "DatevAccount_accountId_key" ON "DatevAccount"("accountId");
ALTER TABLE "DatevAccount" ADD CONSTRAINT "DatevAccount_settingsId_fkey" FOREIGN KEY ("settingsId") REFERENCES "DatevSettings"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "JournalExport" ADD COLUMN "options" JSONB;

-- The tax of suppliers' credits has its code.
ALTER TABLE "SupplierCreditLine" ADD COLUMN "taxCodeId" UUID;

-- What is owed by age is read from the index alone: with the kind of an item, for deposits stand apart.
DROP INDEX "OpenItem_owed";
CREATE INDEX "OpenItem_owed" ON "OpenItem" ("customerId") INCLUDE ("dueOn", "effectiveOn", "companyOpenMinor", "companyId", kind) WHERE "companyOpenMinor" <> 0;

-- Rights of the two roles that are not the owner; called after every migration. Analysts know colleagues by name.
CREATE OR REPLACE FUNCTION hesabu_grant() RETURNS void LANGUAGE plpgsql AS $$
DECLARE each text;
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'hesabu_app') THEN
    GRANT USAGE ON SCHEMA public TO hesabu_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO hesabu_app;
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO hesabu_app;
    FOR each IN SELECT name FROM hesabu_ledger LOOP
      EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %I FROM hesabu_app', each);
    END LOOP;
  END IF;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'hesabu_analyst') THEN
    GRANT USAGE ON SCHEMA public TO hesabu_analyst;
    GRANT SELECT ON ALL TABLES IN SCHEMA public TO hesabu_analyst;
    REVOKE SELECT ON "User", "Session", "ApiKey", "IdempotencyKey", "EventPersonal" FROM hesabu_analyst;
    GRANT SELECT (id, name) ON "User" TO hesabu_analyst;
  END IF;
END $$;
