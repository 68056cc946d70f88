-- CreateEnum
CREATE TYPE "CarrierAdapter" AS ENUM ('SIMULATOR', 'GATEWAY');

-- CreateEnum
CREATE TYPE "CarrierVerb" AS ENUM ('RATE', 'LABEL', 'TRACK', 'CANCEL');

-- CreateEnum
CREATE TYPE "CarrierRequestStatus" AS ENUM ('WAITING', 'DONE', 'FAILED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "CarrierOutcome" AS ENUM ('ANSWERED', 'DECLINED', 'FAULT', 'TIMEOUT');

-- CreateEnum
CREATE TYPE "LabelStatus" AS ENUM ('REQUESTED', 'BOUGHT', 'FAILED', 'CANCELLING', 'CANCELLED');

-- CreateEnum
CREATE TYPE "ParcelState" AS ENUM ('LABELLED', 'HANDED_OVER', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'EXCEPTION', 'DELIVERED', 'RETURNED', 'LOST');

-- CreateEnum
CREATE TYPE "TrackingSource" AS ENUM ('WEBHOOK', 'QUERY', 'PERSON');

-- CreateEnum
CREATE TYPE "WebhookRefusalReason" AS ENUM ('SIGNATURE', 'TIME', 'SIZE', 'BODY');

-- CreateEnum
CREATE TYPE "CarrierBillVerdict" AS ENUM ('EQUAL', 'DEARER', 'CHEAPER', 'UNKNOWN', 'CANCELLED', 'TWICE');

-- AlterTable
ALTER TABLE "Parcel" ADD COLUMN     "isLabelled" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "Carrier" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "code" VARCHAR(40) NOT NULL,
    "name" VARCHAR(100) NOT NULL,
    "adapter" "CarrierAdapter" NOT NULL,
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "address" VARCHAR(500),
    "timeoutMs" INTEGER NOT NULL DEFAULT 10000,
    "accountId" UUID,
    "supplierId" UUID,
    "trackingUrl" VARCHAR(500),
    "simulation" JSONB NOT NULL DEFAULT '{}',
    "failures" INTEGER NOT NULL DEFAULT 0,
    "pausedUntil" TIMESTAMPTZ(6),
    "lastAnsweredAt" TIMESTAMPTZ(6),
    "lastProblem" VARCHAR(1000),
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Carrier_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CarrierSecret" (
    "id" UUID NOT NULL,
    "carrierId" UUID NOT NULL,
    "apiKey" VARCHAR(500),
    "webhookSecret" VARCHAR(200),
    "previousSecret" VARCHAR(200),
    "previousUntil" TIMESTAMPTZ(6),

    CONSTRAINT "CarrierSecret_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CarrierRequest" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "carrierId" UUID NOT NULL,
    "verb" "CarrierVerb" NOT NULL,
    "status" "CarrierRequestStatus" NOT NULL DEFAULT 'WAITING',
    "deliveryId" UUID,
    "labelId" UUID,
    "key" VARCHAR(100) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "dueAt" TIMESTAMPTZ(6),
    "claimedUntil" TIMESTAMPTZ(6),
    "problem" VARCHAR(1000),
    "requestedByName" VARCHAR(200) NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "finishedAt" TIMESTAMPTZ(6),

    CONSTRAINT "CarrierRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CarrierCall" (
    "id" UUID NOT NULL,
    "requestId" UUID NOT NULL,
    "carrierId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "outcome" "CarrierOutcome" NOT NULL,
    "tookMs" INTEGER NOT NULL,
    "message" VARCHAR(1000),
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "CarrierCall_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CarrierQuote" (
    "id" UUID NOT NULL,
    "requestId" UUID NOT NULL,
    "deliveryId" UUID NOT NULL,
    "carrierId" UUID NOT NULL,
    "serviceCode" VARCHAR(60) NOT NULL,
    "serviceName" VARCHAR(100) NOT NULL,
    "priceMinor" BIGINT NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "days" INTEGER NOT NULL,
    "promisedOn" DATE NOT NULL,
    "validUntil" TIMESTAMPTZ(6) NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "CarrierQuote_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ParcelLabel" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "carrierId" UUID NOT NULL,
    "deliveryId" UUID NOT NULL,
    "parcelId" UUID NOT NULL,
    "parcelNo" INTEGER NOT NULL,
    "customerId" UUID NOT NULL,
    "quoteId" UUID NOT NULL,
    "status" "LabelStatus" NOT NULL DEFAULT 'REQUESTED',
    "state" "ParcelState" NOT NULL DEFAULT 'LABELLED',
    "serviceCode" VARCHAR(60) NOT NULL,
    "serviceName" VARCHAR(100) NOT NULL,
    "trackingNumber" VARCHAR(100),
    "priceMinor" BIGINT,
    "currencyCode" CHAR(3) NOT NULL,
    "weight" DECIMAL(20,6) NOT NULL,
    "measuredWeight" DECIMAL(20,6),
    "promisedOn" DATE NOT NULL,
    "boughtAt" TIMESTAMPTZ(6),
    "stateAt" TIMESTAMPTZ(6),
    "deliveredOn" DATE,
    "signedBy" VARCHAR(200),
    "lateSince" DATE,
    "problem" VARCHAR(1000),
    "orderCostId" UUID,
    "requestedByName" VARCHAR(200) NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "ParcelLabel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LabelFile" (
    "labelId" UUID NOT NULL,
    "mediaType" VARCHAR(100) NOT NULL,
    "data" BYTEA NOT NULL,
    "hash" CHAR(64) NOT NULL,

    CONSTRAINT "LabelFile_pkey" PRIMARY KEY ("labelId")
);

-- CreateTable
CREATE TABLE "TrackingEvent" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "carrierId" UUID NOT NULL,
    "trackingNumber" VARCHAR(100) NOT NULL,
    "key" VARCHAR(200) NOT NULL,
    "kind" "ParcelState" NOT NULL,
    "occurredAt" TIMESTAMPTZ(6) NOT NULL,
    "place" VARCHAR(200),
    "description" VARCHAR(500),
    "signedBy" VARCHAR(200),
    "weight" DECIMAL(20,6),
    "source" "TrackingSource" NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "TrackingEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CarrierWebhook" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "carrierId" UUID NOT NULL,
    "webhookId" VARCHAR(200) NOT NULL,
    "sentAt" TIMESTAMPTZ(6) NOT NULL,
    "told" INTEGER NOT NULL,
    "stored" INTEGER NOT NULL,
    "unassigned" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "CarrierWebhook_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WebhookRefusal" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "carrierId" UUID NOT NULL,
    "day" DATE NOT NULL,
    "reason" "WebhookRefusalReason" NOT NULL,
    "count" INTEGER NOT NULL,
    "lastAt" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "WebhookRefusal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CarrierBill" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "carrierId" UUID NOT NULL,
    "reference" VARCHAR(60) NOT NULL,
    "billedOn" DATE NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "totalMinor" BIGINT NOT NULL,
    "recordedByName" VARCHAR(200) NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "CarrierBill_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CarrierBillLine" (
    "id" UUID NOT NULL,
    "carrierBillId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "trackingNumber" VARCHAR(100) NOT NULL,
    "chargedMinor" BIGINT NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "weight" DECIMAL(20,6),
    "acceptedAt" TIMESTAMPTZ(6),
    "acceptedByName" VARCHAR(200),

    CONSTRAINT "CarrierBillLine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SimulatedLabel" (
    "id" UUID NOT NULL,
    "carrierId" UUID NOT NULL,
    "key" VARCHAR(100) NOT NULL,
    "trackingNumber" VARCHAR(100) NOT NULL,
    "serviceCode" VARCHAR(60) NOT NULL,
    "weight" DECIMAL(20,6) NOT NULL,
    "priceMinor" BIGINT NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "days" INTEGER NOT NULL,
    "soldAt" TIMESTAMPTZ(6) NOT NULL,
    "cancelledAt" TIMESTAMPTZ(6),

    CONSTRAINT "SimulatedLabel_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "CarrierSecret_carrierId_key" ON "CarrierSecret"("carrierId");

-- CreateIndex
CREATE UNIQUE INDEX "Carrier_companyId_code_key" ON "Carrier"("companyId", "code");

-- CreateIndex
CREATE INDEX "CarrierRequest_dueAt_idx" ON "CarrierRequest"("dueAt");

-- CreateIndex
CREATE INDEX "CarrierRequest_carrierId_createdAt_idx" ON "CarrierRequest"("carrierId", "createdAt");

-- CreateIndex
CREATE INDEX "CarrierRequest_deliveryId_idx" ON "CarrierRequest"("deliveryId");

-- CreateIndex
CREATE INDEX "CarrierRequest_labelId_idx" ON "CarrierRequest"("labelId");

-- CreateIndex
CREATE INDEX "CarrierCall_carrierId_recordedAt_idx" ON "CarrierCall"("carrierId", "recordedAt");

-- CreateIndex
CREATE UNIQUE INDEX "CarrierCall_requestId_no_key" ON "CarrierCall"("requestId", "no");

-- CreateIndex
CREATE INDEX "CarrierQuote_deliveryId_idx" ON "CarrierQuote"("deliveryId");

-- CreateIndex
CREATE INDEX "ParcelLabel_deliveryId_idx" ON "ParcelLabel"("deliveryId");

-- CreateIndex
CREATE INDEX "ParcelLabel_customerId_idx" ON "ParcelLabel"("customerId");

-- CreateIndex
CREATE INDEX "ParcelLabel_status_state_promisedOn_idx" ON "ParcelLabel"("status", "state", "promisedOn");

-- CreateIndex
CREATE UNIQUE INDEX "ParcelLabel_carrierId_trackingNumber_key" ON "ParcelLabel"("carrierId", "trackingNumber");

-- CreateIndex
CREATE INDEX "TrackingEvent_carrierId_recordedAt_idx" ON "TrackingEvent"("carrierId", "recordedAt");

-- CreateIndex
CREATE UNIQUE INDEX "TrackingEvent_carrierId_trackingNumber_key_key" ON "TrackingEvent"("carrierId", "trackingNumber", "key");

-- CreateIndex
CREATE INDEX "CarrierWebhook_carrierId_recordedAt_idx" ON "CarrierWebhook"("carrierId", "recordedAt");

-- CreateIndex
CREATE UNIQUE INDEX "CarrierWebhook_carrierId_webhookId_key" ON "CarrierWebhook"("carrierId", "webhookId");

-- CreateIndex
CREATE UNIQUE INDEX "WebhookRefusal_carrierId_day_reason_key" ON "WebhookRefusal"("carrierId", "day", "reason");

-- CreateIndex
CREATE UNIQUE INDEX "CarrierBill_carrierId_reference_key" ON "CarrierBill"("carrierId", "reference");

-- CreateIndex
CREATE INDEX "CarrierBillLine_trackingNumber_idx" ON "CarrierBillLine"("trackingNumber");

-- CreateIndex
CREATE UNIQUE INDEX "CarrierBillLine_carrierBillId_no_key" ON "CarrierBillLine"("carrierBillId", "no");

-- CreateIndex
CREATE UNIQUE INDEX "SimulatedLabel_trackingNumber_key" ON "SimulatedLabel"("trackingNumber");

-- CreateIndex
CREATE UNIQUE INDEX "SimulatedLabel_carrierId_key_key" ON "SimulatedLabel"("carrierId", "key");

-- A parcel bears one label at a time; a carrier's message and event are taken in once.
CREATE UNIQUE INDEX "ParcelLabel_live" ON "ParcelLabel"("parcelId") WHERE status <> 'CANCELLED';
CREATE INDEX "CarrierRequest_waiting" ON "CarrierRequest"("dueAt", id) WHERE status = 'WAITING';
ALTER TABLE "Carrier" ADD CONSTRAINT "Carrier_code" CHECK (code ~ '^[a-z0-9-]{1,40}$'), ADD CONSTRAINT "Carrier_timeout" CHECK ("timeoutMs" BETWEEN 100 AND 60000);
ALTER TABLE "ParcelLabel" ADD CONSTRAINT "ParcelLabel_bought" CHECK (status IN ('REQUESTED', 'FAILED', 'CANCELLED', 'CANCELLING') OR ("trackingNumber" IS NOT NULL AND "priceMinor" IS NOT NULL AND "boughtAt" IS NOT NULL)),
  ADD CONSTRAINT "ParcelLabel_delivered" CHECK ((state = 'DELIVERED') = ("deliveredOn" IS NOT NULL)),
  ADD CONSTRAINT "ParcelLabel_late" CHECK ("lateSince" IS NULL OR state NOT IN ('DELIVERED', 'RETURNED', 'LOST')),
  ADD CONSTRAINT "ParcelLabel_price" CHECK ("priceMinor" >= 0);
ALTER TABLE "CarrierQuote" ADD CONSTRAINT "CarrierQuote_price" CHECK ("priceMinor" >= 0);
ALTER TABLE "CarrierRequest" ADD CONSTRAINT "CarrierRequest_due" CHECK ((status = 'WAITING') = ("dueAt" IS NOT NULL));

INSERT INTO hesabu_ledger VALUES ('CarrierCall'), ('CarrierQuote'), ('TrackingEvent');
CREATE TRIGGER "CarrierCall_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "CarrierCall" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();
CREATE TRIGGER "CarrierQuote_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "CarrierQuote" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();
CREATE TRIGGER "TrackingEvent_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "TrackingEvent" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();

-- The chain of an order: its stays in each stage with their owners, what makes it stuck, and the customer's confirmation.
CREATE TYPE "ChainStep" AS ENUM ('ORDER', 'INVOICE', 'RECONCILIATION', 'CONFIRMATION');

CREATE TYPE "ChainOutcome" AS ENUM ('FORWARD', 'BACK', 'CANCELLED');

CREATE TYPE "ChainOwnerKind" AS ENUM ('SALES_PERSON', 'PERSON', 'ROLE');

CREATE TYPE "ChainFact" AS ENUM ('APPROVAL_WAITS', 'CUSTOMER_ON_HOLD', 'GOODS_SHORT', 'SUPPLIER_SENDS', 'NOT_SHIPPED', 'NOT_INVOICED', 'AUTOMATION_REFUSED', 'NOT_PAID', 'OVERDUE', 'NOT_MATCHED', 'NOT_DELIVERED', 'NOT_CONFIRMED', 'UNOWNED');

CREATE TYPE "ConfirmationMeans" AS ENUM ('PHONE', 'MAIL', 'MESSAGE', 'IN_PERSON', 'DELIVERY', 'SILENCE');

CREATE TABLE "ChainStage" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "orderId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "step" "ChainStep" NOT NULL,
    "visit" INTEGER NOT NULL,
    "enteredAt" TIMESTAMPTZ(6) NOT NULL,
    "enteredEventId" UUID NOT NULL,
    "leftAt" TIMESTAMPTZ(6),
    "leftEventId" UUID,
    "outcome" "ChainOutcome",
    "ownerId" UUID,
    "ownerRole" "Role",
    "ownedSince" TIMESTAMPTZ(6) NOT NULL,
    "handOffs" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "ChainStage_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "ChainHandOff" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "orderId" UUID NOT NULL,
    "stageId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "fromId" UUID,
    "fromRole" "Role",
    "toId" UUID,
    "toRole" "Role",
    "reason" VARCHAR(1000),
    "byId" UUID,
    "byName" VARCHAR(200) NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "ChainHandOff_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "ChainRule" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "step" "ChainStep" NOT NULL,
    "no" INTEGER NOT NULL,
    "kind" "ChainOwnerKind" NOT NULL,
    "userId" UUID,
    "role" "Role",
    "warehouseId" UUID,

    CONSTRAINT "ChainRule_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "ChainLimit" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "fact" "ChainFact" NOT NULL,
    "hours" INTEGER NOT NULL,
    "isActive" BOOLEAN NOT NULL,
    "raisesTask" BOOLEAN NOT NULL,

    CONSTRAINT "ChainLimit_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "ChainSettings" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "leadDays" INTEGER NOT NULL DEFAULT 2,
    "confirmsByDelivery" BOOLEAN NOT NULL DEFAULT true,
    "silenceDays" INTEGER,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "ChainSettings_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "ChainException" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "orderId" UUID NOT NULL,
    "fact" "ChainFact" NOT NULL,
    "step" "ChainStep" NOT NULL,
    "since" TIMESTAMPTZ(6) NOT NULL,
    "raisedAt" TIMESTAMPTZ(6) NOT NULL,
    "hours" INTEGER NOT NULL,
    "closedAt" TIMESTAMPTZ(6),
    "detail" VARCHAR(300) NOT NULL DEFAULT '',
    "ownerId" UUID,
    "ownerRole" "Role",

    CONSTRAINT "ChainException_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "OrderConfirmation" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "orderId" UUID NOT NULL,
    "means" "ConfirmationMeans" NOT NULL,
    "name" VARCHAR(200),
    "confirmedOn" DATE NOT NULL,
    "note" VARCHAR(1000),
    "recordedByName" VARCHAR(200) NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "withdrawnAt" TIMESTAMPTZ(6),
    "withdrawReason" VARCHAR(1000),

    CONSTRAINT "OrderConfirmation_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "ChainStage_ownerId_leftAt_idx" ON "ChainStage"("ownerId", "leftAt");

CREATE INDEX "ChainStage_enteredAt_idx" ON "ChainStage"("enteredAt");

CREATE UNIQUE INDEX "ChainStage_orderId_no_key" ON "ChainStage"("orderId", "no");

CREATE INDEX "ChainHandOff_orderId_idx" ON "ChainHandOff"("orderId");

CREATE UNIQUE INDEX "ChainHandOff_stageId_no_key" ON "ChainHandOff"("stageId", "no");

CREATE UNIQUE INDEX "ChainRule_companyId_step_no_key" ON "ChainRule"("companyId", "step", "no");

CREATE UNIQUE INDEX "ChainLimit_companyId_fact_key" ON "ChainLimit"("companyId", "fact");

CREATE UNIQUE INDEX "ChainSettings_companyId_key" ON "ChainSettings"("companyId");

CREATE INDEX "ChainException_orderId_idx" ON "ChainException"("orderId");

CREATE INDEX "ChainException_closedAt_raisedAt_idx" ON "ChainException"("closedAt", "raisedAt");

CREATE INDEX "OrderConfirmation_orderId_idx" ON "OrderConfirmation"("orderId");

CREATE INDEX "ChainStage_open" ON "ChainStage" ("step", "orderId") WHERE "leftAt" IS NULL;
CREATE UNIQUE INDEX "ChainException_open" ON "ChainException" ("orderId", "fact") WHERE "closedAt" IS NULL;
CREATE UNIQUE INDEX "OrderConfirmation_one" ON "OrderConfirmation" ("orderId") WHERE "withdrawnAt" IS NULL;
ALTER TABLE "ChainStage" ADD CONSTRAINT "ChainStage_owner" CHECK ("ownerId" IS NULL OR "ownerRole" IS NULL);
ALTER TABLE "ChainStage" ADD CONSTRAINT "ChainStage_left" CHECK (("leftAt" IS NULL) = ("leftEventId" IS NULL) AND ("leftAt" IS NULL) = ("outcome" IS NULL));
ALTER TABLE "ChainException" ADD CONSTRAINT "ChainException_owner" CHECK ("ownerId" IS NULL OR "ownerRole" IS NULL);
ALTER TABLE "ChainRule" ADD CONSTRAINT "ChainRule_owner" CHECK (("kind" = 'PERSON') = ("userId" IS NOT NULL) AND ("kind" = 'ROLE') = ("role" IS NOT NULL));
ALTER TABLE "ChainLimit" ADD CONSTRAINT "ChainLimit_hours" CHECK ("hours" >= 0);
ALTER TABLE "ChainStage" ADD FOREIGN KEY ("orderId") REFERENCES "Order" ("id");
ALTER TABLE "ChainHandOff" ADD FOREIGN KEY ("stageId") REFERENCES "ChainStage" ("id");
-- A draft that waits for an approval may be thrown away.
ALTER TABLE "ChainException" ADD FOREIGN KEY ("orderId") REFERENCES "Order" ("id") ON DELETE CASCADE;
ALTER TABLE "OrderConfirmation" ADD FOREIGN KEY ("orderId") REFERENCES "Order" ("id");
INSERT INTO hesabu_ledger VALUES ('ChainHandOff');
CREATE TRIGGER "ChainHandOff_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "ChainHandOff" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();

-- How service is measured.
CREATE TYPE "ServiceGrouping" AS ENUM ('PRODUCT', 'CUSTOMER', 'WAREHOUSE', 'MONTH', 'CHANNEL', 'SALES_PERSON');
CREATE TYPE "ServiceDay" AS ENUM ('FIRST_ASKED', 'AGREED');
CREATE TYPE "ServicePeriod" AS ENUM ('DUE', 'PLACED');
CREATE TYPE "OnTimeBy" AS ENUM ('DISPATCH', 'ARRIVAL');
CREATE TYPE "ServiceMiss" AS ENUM ('LATE', 'OVERDUE', 'SHORT', 'RETURNED', 'CREDITED', 'PAPERS');
CREATE TYPE "ServiceOutcome" AS ENUM ('PERFECT', 'NOT_PERFECT', 'NOT_ON_TIME', 'NOT_IN_FULL', 'NOT_OTIF', 'NOT_FILLED', 'NOT_JUDGED');
CREATE TYPE "ProcessStep" AS ENUM ('ALLOCATED', 'PLANNED', 'PICKED', 'PACKED', 'SHIPPED', 'DELIVERED', 'INVOICED', 'SETTLED');
CREATE TYPE "ProcessGrouping" AS ENUM ('OWNER', 'CUSTOMER', 'WAREHOUSE', 'CHANNEL', 'MONTH', 'SALES_PERSON');
CREATE TYPE "DelayCause" AS ENUM ('CREDIT_APPROVAL', 'MARGIN_APPROVAL', 'GOODS_MISSING', 'REST_MISSING', 'CONSENT', 'SHORT_PICK', 'STEPPED_BACK', 'DELIVERY_CANCELLED', 'SHIPMENT_REVERSED', 'NOT_DELIVERED', 'DATA_MISSING', 'CREDITED', 'RETURNED', 'OVERDUE', 'REOPENED');
CREATE TYPE "DelayKind" AS ENUM ('WAIT', 'REWORK', 'MISSING');

CREATE TABLE "ServiceSettings" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "heldTo" "ServiceDay" NOT NULL DEFAULT 'FIRST_ASKED',
    "onTimeBy" "OnTimeBy" NOT NULL DEFAULT 'DISPATCH',
    "toleranceDays" INTEGER NOT NULL DEFAULT 0,
    "promiseDays" INTEGER,
    "transitDays" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "ServiceSettings_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "ServiceSettings_companyId_key" ON "ServiceSettings"("companyId");
ALTER TABLE "ServiceSettings" ADD CONSTRAINT "ServiceSettings_days" CHECK ("toleranceDays" BETWEEN 0 AND 90 AND "promiseDays" BETWEEN 0 AND 365 AND "transitDays" BETWEEN 0 AND 90);

-- The day that was asked for at first: few orders have had another.
CREATE INDEX "Event_moved" ON "Event" ("subjectId", "sequence") WHERE kind IN ('orderRescheduled', 'orderPostponed');

-- Agreements that orders call off from, favourites of customers, and how long an order took to type.
CREATE TYPE "FrameworkStatus" AS ENUM ('DRAFT', 'ACTIVE', 'ENDED', 'EXPIRED', 'CANCELLED');

ALTER TYPE "PriceOrigin" ADD VALUE 'FRAMEWORK';

ALTER TABLE "Order" ADD COLUMN     "entrySeconds" INTEGER,
ADD COLUMN     "overCallReason" VARCHAR(1000);

ALTER TABLE "OrderLine" ADD COLUMN     "frameworkId" UUID,
ADD COLUMN     "frameworkLineId" UUID;

CREATE TABLE "Framework" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40),
    "customerId" UUID NOT NULL,
    "salesPersonId" UUID,
    "status" "FrameworkStatus" NOT NULL DEFAULT 'DRAFT',
    "name" VARCHAR(200),
    "reference" VARCHAR(100),
    "validFrom" DATE NOT NULL,
    "validTo" DATE NOT NULL,
    "terms" VARCHAR(4000),
    "note" VARCHAR(2000),
    "currencyCode" CHAR(3) NOT NULL,
    "taxIncluded" BOOLEAN NOT NULL DEFAULT false,
    "isAutomatic" BOOLEAN NOT NULL DEFAULT true,
    "toleranceRate" DECIMAL(9,6) NOT NULL DEFAULT 0,
    "remindDays" INTEGER NOT NULL DEFAULT 14,
    "minimumMinor" BIGINT,
    "maximumMinor" BIGINT,
    "calledMinor" BIGINT NOT NULL DEFAULT 0,
    "activatedOn" DATE,
    "endedOn" DATE,
    "endReason" VARCHAR(1000),
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Framework_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "FrameworkLine" (
    "id" UUID NOT NULL,
    "frameworkId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "productId" UUID NOT NULL,
    "minimum" DECIMAL(20,6),
    "maximum" DECIMAL(20,6),
    "called" DECIMAL(20,6) NOT NULL DEFAULT 0,

    CONSTRAINT "FrameworkLine_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "FrameworkPrice" (
    "id" UUID NOT NULL,
    "frameworkLineId" UUID NOT NULL,
    "fromQuantity" DECIMAL(20,6) NOT NULL DEFAULT 0,
    "unitPrice" DECIMAL(20,8) NOT NULL,

    CONSTRAINT "FrameworkPrice_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "FrameworkCall" (
    "id" UUID NOT NULL,
    "frameworkId" UUID NOT NULL,
    "frameworkLineId" UUID NOT NULL,
    "callOn" DATE NOT NULL,
    "requiredOn" DATE,
    "quantity" DECIMAL(20,6) NOT NULL,
    "orderId" UUID,
    "failure" VARCHAR(1000),

    CONSTRAINT "FrameworkCall_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Favourite" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "productId" UUID NOT NULL,
    "quantity" DECIMAL(20,6),
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "Favourite_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "Framework_number_key" ON "Framework"("number");

CREATE INDEX "Framework_customerId_createdAt_idx" ON "Framework"("customerId", "createdAt");

CREATE INDEX "Framework_status_validTo_idx" ON "Framework"("status", "validTo");

CREATE INDEX "FrameworkLine_productId_idx" ON "FrameworkLine"("productId");

CREATE INDEX "FrameworkLine_frameworkId_idx" ON "FrameworkLine"("frameworkId");

CREATE UNIQUE INDEX "FrameworkPrice_frameworkLineId_fromQuantity_key" ON "FrameworkPrice"("frameworkLineId", "fromQuantity");

CREATE INDEX "FrameworkCall_frameworkId_callOn_idx" ON "FrameworkCall"("frameworkId", "callOn");

CREATE INDEX "FrameworkCall_orderId_idx" ON "FrameworkCall"("orderId");

CREATE UNIQUE INDEX "Favourite_customerId_productId_key" ON "Favourite"("customerId", "productId");

ALTER TABLE "Framework" ADD FOREIGN KEY ("companyId") REFERENCES "Company" ("id"), ADD FOREIGN KEY ("customerId") REFERENCES "Customer" ("id"), ADD FOREIGN KEY ("salesPersonId") REFERENCES "SalesPerson" ("id"),
  ADD CONSTRAINT "Framework_days" CHECK ("validFrom" <= "validTo"),
  ADD CONSTRAINT "Framework_number" CHECK (status = 'DRAFT' OR (number IS NOT NULL AND "activatedOn" IS NOT NULL)),
  ADD CONSTRAINT "Framework_amounts" CHECK ("calledMinor" >= 0 AND coalesce("minimumMinor", 0) >= 0 AND coalesce("maximumMinor", 0) >= 0 AND "toleranceRate" >= 0 AND "remindDays" >= 0),
  ADD CONSTRAINT "Framework_commitment" CHECK ("minimumMinor" IS NULL OR "maximumMinor" IS NULL OR "minimumMinor" <= "maximumMinor");
ALTER TABLE "FrameworkLine" ADD FOREIGN KEY ("frameworkId") REFERENCES "Framework" ("id") ON DELETE CASCADE, ADD FOREIGN KEY ("productId") REFERENCES "Product" ("id"),
  ADD CONSTRAINT "FrameworkLine_amounts" CHECK (called >= 0 AND coalesce(minimum, 0) >= 0 AND coalesce(maximum, 1) > 0),
  ADD CONSTRAINT "FrameworkLine_commitment" CHECK (minimum IS NULL OR maximum IS NULL OR minimum <= maximum);
ALTER TABLE "FrameworkPrice" ADD FOREIGN KEY ("frameworkLineId") REFERENCES "FrameworkLine" ("id") ON DELETE CASCADE, ADD CONSTRAINT "FrameworkPrice_amounts" CHECK ("fromQuantity" >= 0 AND "unitPrice" >= 0);
ALTER TABLE "FrameworkCall" ADD FOREIGN KEY ("frameworkId") REFERENCES "Framework" ("id") ON DELETE CASCADE, ADD FOREIGN KEY ("frameworkLineId") REFERENCES "FrameworkLine" ("id") ON DELETE CASCADE,
  ADD FOREIGN KEY ("orderId") REFERENCES "Order" ("id") ON DELETE SET NULL, ADD CONSTRAINT "FrameworkCall_quantity" CHECK (quantity > 0);
CREATE INDEX "FrameworkCall_due" ON "FrameworkCall" ("callOn") WHERE "orderId" IS NULL;
CREATE INDEX "Framework_active" ON "Framework" ("customerId") WHERE status = 'ACTIVE';
ALTER TABLE "OrderLine" ADD FOREIGN KEY ("frameworkId") REFERENCES "Framework" ("id"), ADD FOREIGN KEY ("frameworkLineId") REFERENCES "FrameworkLine" ("id"),
  ADD CONSTRAINT "OrderLine_framework" CHECK (("frameworkId" IS NULL) = ("frameworkLineId" IS NULL));
CREATE INDEX "OrderLine_frameworkLine" ON "OrderLine" ("frameworkLineId") WHERE "frameworkLineId" IS NOT NULL;
CREATE INDEX "OrderLine_framework" ON "OrderLine" ("frameworkId") WHERE "frameworkId" IS NOT NULL;
ALTER TABLE "Order" ADD CONSTRAINT "Order_entrySeconds" CHECK ("entrySeconds" > 0);
ALTER TABLE "Favourite" ADD FOREIGN KEY ("companyId") REFERENCES "Company" ("id"), ADD FOREIGN KEY ("customerId") REFERENCES "Customer" ("id") ON DELETE CASCADE, ADD FOREIGN KEY ("productId") REFERENCES "Product" ("id") ON DELETE CASCADE,
  ADD CONSTRAINT "Favourite_quantity" CHECK (quantity > 0);
CREATE INDEX "Favourite_product" ON "Favourite" ("productId");

-- Statements of banks: own accounts, lines, what they are booked as, and reconciliations.
CREATE TYPE "CollectionKind" AS ENUM ('BANK', 'CASH', 'GATEWAY');
CREATE TYPE "StatementFormat" AS ENUM ('CSV', 'CAMT', 'SWIFT', 'OFX');
CREATE TYPE "BankLineStatus" AS ENUM ('OPEN', 'BOOKED');
CREATE TYPE "MatchKind" AS ENUM ('CUSTOMER', 'SUPPLIER', 'ENTRY', 'ACCOUNT', 'UNIDENTIFIED');
CREATE TYPE "ShortReason" AS ENUM ('FEE', 'DISCOUNT', 'DISPUTE', 'ERROR');
CREATE TYPE "UnappliedReason" AS ENUM ('PREPAYMENT', 'OVERPAYMENT', 'NO_REMITTANCE', 'DISPUTE', 'REFUND_DUE', 'OTHER');
CREATE TYPE "PayerAliasKind" AS ENUM ('NAME', 'ACCOUNT');
CREATE TABLE "CollectionAccount" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "kind" "CollectionKind" NOT NULL,
    "accountId" UUID NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "bankAccountNo" VARCHAR(40),
    "bankName" VARCHAR(200),
    "ownerId" UUID,
    "lowMinor" BIGINT,
    "highMinor" BIGINT,
    "csvMapping" JSONB,
    "autoThreshold" DECIMAL(9,6) NOT NULL DEFAULT 0.97,
    "toleranceMinor" BIGINT NOT NULL DEFAULT 0,
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "CollectionAccount_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "CollectionRule" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "method" "PaymentMethod",
    "currencyCode" CHAR(3),
    "customerGroupId" UUID,
    "collectionAccountId" UUID NOT NULL,

    CONSTRAINT "CollectionRule_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "BankStatement" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "collectionAccountId" UUID NOT NULL,
    "reference" VARCHAR(100) NOT NULL,
    "sequence" INTEGER,
    "format" "StatementFormat" NOT NULL,
    "isInterim" BOOLEAN NOT NULL DEFAULT false,
    "fromOn" DATE NOT NULL,
    "toOn" DATE NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "openingMinor" BIGINT,
    "closingMinor" BIGINT,
    "linesMinor" BIGINT NOT NULL,
    "knownMinor" BIGINT NOT NULL DEFAULT 0,
    "lineCount" INTEGER NOT NULL,
    "knownCount" INTEGER NOT NULL DEFAULT 0,
    "pendingCount" INTEGER NOT NULL DEFAULT 0,
    "gapMinor" BIGINT NOT NULL DEFAULT 0,
    "missingCount" INTEGER NOT NULL DEFAULT 0,
    "fileName" VARCHAR(255) NOT NULL,
    "fileHash" CHAR(64) NOT NULL,
    "noInFile" INTEGER NOT NULL,
    "attachmentId" UUID,
    "importedById" UUID,
    "importedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "BankStatement_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "BankLine" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "collectionAccountId" UUID NOT NULL,
    "statementId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "bookedOn" DATE NOT NULL,
    "valueOn" DATE,
    "currencyCode" CHAR(3) NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "bankReference" VARCHAR(140),
    "endToEndId" VARCHAR(140),
    "payerName" VARCHAR(200),
    "payerAccount" VARCHAR(40),
    "text" VARCHAR(1000) NOT NULL,
    "code" VARCHAR(40),
    "isReversal" BOOLEAN NOT NULL DEFAULT false,
    "fingerprint" CHAR(64) NOT NULL,
    "status" "BankLineStatus" NOT NULL DEFAULT 'OPEN',
    "bookedMinor" BIGINT NOT NULL DEFAULT 0,
    "matchedAt" TIMESTAMPTZ(6),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "BankLine_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "MatchProposal" (
    "id" UUID NOT NULL,
    "lineId" UUID NOT NULL,
    "rank" INTEGER NOT NULL,
    "kind" "MatchKind" NOT NULL,
    "customerId" UUID,
    "supplierId" UUID,
    "accountId" UUID,
    "entryId" UUID,
    "confidence" DECIMAL(9,6) NOT NULL,
    "reasons" JSONB NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "restMinor" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "MatchProposal_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "MatchProposalPart" (
    "id" UUID NOT NULL,
    "proposalId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "openItemId" UUID NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "shortMinor" BIGINT NOT NULL DEFAULT 0,
    "shortReason" "ShortReason",

    CONSTRAINT "MatchProposalPart_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "LineBooking" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "lineId" UUID NOT NULL,
    "kind" "MatchKind" NOT NULL,
    "entryId" UUID NOT NULL,
    "paymentId" UUID,
    "currencyCode" CHAR(3) NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "isAutomatic" BOOLEAN NOT NULL DEFAULT false,
    "confidence" DECIMAL(9,6),
    "reasons" JSONB NOT NULL DEFAULT '[]',
    "bookedById" UUID,
    "bookedByName" VARCHAR(200) NOT NULL,
    "bookedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "undoneAt" TIMESTAMPTZ(6),
    "undoneByName" VARCHAR(200),
    "undoReason" VARCHAR(1000),

    CONSTRAINT "LineBooking_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "ShortPayment" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "paymentId" UUID NOT NULL,
    "openItemId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "reason" "ShortReason" NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "entryId" UUID,
    "recordedOn" DATE NOT NULL,
    "reversedOn" DATE,

    CONSTRAINT "ShortPayment_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "PayerAlias" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "kind" "PayerAliasKind" NOT NULL,
    "value" VARCHAR(200) NOT NULL,
    "customerId" UUID,
    "supplierId" UUID,
    "times" INTEGER NOT NULL DEFAULT 1,
    "lastOn" DATE NOT NULL,

    CONSTRAINT "PayerAlias_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "StatementRule" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "contains" VARCHAR(200) NOT NULL,
    "isIn" BOOLEAN,
    "accountId" UUID NOT NULL,
    "collectionAccountId" UUID,
    "isAutomatic" BOOLEAN NOT NULL DEFAULT false,
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "StatementRule_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "UnappliedNote" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "openItemId" UUID NOT NULL,
    "reason" "UnappliedReason" NOT NULL,
    "note" VARCHAR(1000),
    "ownerId" UUID,
    "targetOn" DATE NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "UnappliedNote_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "Reconciliation" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "collectionAccountId" UUID NOT NULL,
    "endsOn" DATE NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "statementMinor" BIGINT NOT NULL,
    "ledgerMinor" BIGINT NOT NULL,
    "ledgerOnlyMinor" BIGINT NOT NULL,
    "statementOnlyMinor" BIGINT NOT NULL,
    "openingMinor" BIGINT NOT NULL DEFAULT 0,
    "note" VARCHAR(1000),
    "signedById" UUID,
    "signedByName" VARCHAR(200) NOT NULL,
    "signedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "undoneAt" TIMESTAMPTZ(6),
    "undoneByName" VARCHAR(200),
    "undoReason" VARCHAR(1000),

    CONSTRAINT "Reconciliation_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "CollectionAccount_accountId_key" ON "CollectionAccount"("accountId");
CREATE UNIQUE INDEX "CollectionRule_companyId_no_key" ON "CollectionRule"("companyId", "no");
CREATE INDEX "BankStatement_collectionAccountId_toOn_id_idx" ON "BankStatement"("collectionAccountId", "toOn", "id");
CREATE UNIQUE INDEX "BankStatement_collectionAccountId_fileHash_noInFile_key" ON "BankStatement"("collectionAccountId", "fileHash", "noInFile");
CREATE INDEX "BankLine_collectionAccountId_bookedOn_id_idx" ON "BankLine"("collectionAccountId", "bookedOn", "id");
CREATE UNIQUE INDEX "BankLine_collectionAccountId_fingerprint_key" ON "BankLine"("collectionAccountId", "fingerprint");
CREATE UNIQUE INDEX "BankLine_statementId_no_key" ON "BankLine"("statementId", "no");
CREATE UNIQUE INDEX "MatchProposal_lineId_rank_key" ON "MatchProposal"("lineId", "rank");
CREATE INDEX "MatchProposalPart_openItemId_idx" ON "MatchProposalPart"("openItemId");
CREATE UNIQUE INDEX "MatchProposalPart_proposalId_no_key" ON "MatchProposalPart"("proposalId", "no");
CREATE INDEX "LineBooking_lineId_idx" ON "LineBooking"("lineId");
CREATE INDEX "LineBooking_entryId_idx" ON "LineBooking"("entryId");
CREATE INDEX "LineBooking_paymentId_idx" ON "LineBooking"("paymentId");
CREATE INDEX "ShortPayment_paymentId_idx" ON "ShortPayment"("paymentId");
CREATE INDEX "ShortPayment_openItemId_idx" ON "ShortPayment"("openItemId");
CREATE INDEX "ShortPayment_customerId_idx" ON "ShortPayment"("customerId");
CREATE INDEX "PayerAlias_kind_value_idx" ON "PayerAlias"("kind", "value");
CREATE INDEX "PayerAlias_customerId_idx" ON "PayerAlias"("customerId");
CREATE UNIQUE INDEX "UnappliedNote_openItemId_key" ON "UnappliedNote"("openItemId");
CREATE INDEX "Reconciliation_collectionAccountId_endsOn_idx" ON "Reconciliation"("collectionAccountId", "endsOn");
ALTER TABLE "BankLine" ADD CONSTRAINT "BankLine_statementId_fkey" FOREIGN KEY ("statementId") REFERENCES "BankStatement"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "MatchProposal" ADD CONSTRAINT "MatchProposal_lineId_fkey" FOREIGN KEY ("lineId") REFERENCES "BankLine"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "MatchProposalPart" ADD CONSTRAINT "MatchProposalPart_proposalId_fkey" FOREIGN KEY ("proposalId") REFERENCES "MatchProposal"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "CollectionAccount" ADD CONSTRAINT "CollectionAccount_check" CHECK ("autoThreshold" BETWEEN 0 AND 1.000001 AND "toleranceMinor" >= 0 AND ("lowMinor" IS NULL OR "highMinor" IS NULL OR "lowMinor" <= "highMinor"));
ALTER TABLE "BankStatement" ADD CONSTRAINT "BankStatement_check" CHECK ("fromOn" <= "toOn" AND ("openingMinor" IS NULL) = ("closingMinor" IS NULL) AND "openingMinor" + "linesMinor" = "closingMinor" AND "knownCount" <= "lineCount");
ALTER TABLE "BankLine" ADD CONSTRAINT "BankLine_check" CHECK (("status" = 'BOOKED') = ("bookedMinor" = "amountMinor") AND "bookedMinor" BETWEEN least(0, "amountMinor") AND greatest(0, "amountMinor"));
ALTER TABLE "MatchProposal" ADD CONSTRAINT "MatchProposal_check" CHECK ("confidence" BETWEEN 0 AND 1);
ALTER TABLE "LineBooking" ADD CONSTRAINT "LineBooking_check" CHECK ("amountMinor" <> 0 AND ("undoneAt" IS NULL) = ("undoReason" IS NULL));
ALTER TABLE "ShortPayment" ADD CONSTRAINT "ShortPayment_check" CHECK ("amountMinor" > 0 AND ("entryId" IS NULL) = ("reason" = 'DISPUTE'));
ALTER TABLE "PayerAlias" ADD CONSTRAINT "PayerAlias_check" CHECK (("customerId" IS NULL) <> ("supplierId" IS NULL));
ALTER TABLE "Reconciliation" ADD CONSTRAINT "Reconciliation_check" CHECK ("statementMinor" = "ledgerMinor" - "ledgerOnlyMinor" + "statementOnlyMinor" + "openingMinor" AND ("undoneAt" IS NULL) = ("undoReason" IS NULL));

-- A day is signed once; an undone signature may be given again.
CREATE UNIQUE INDEX "Reconciliation_standing_key" ON "Reconciliation" ("collectionAccountId", "endsOn") WHERE "undoneAt" IS NULL;
-- The queue: what waits, oldest first.
CREATE INDEX "BankLine_open_idx" ON "BankLine" ("bookedOn", "id") WHERE "status" = 'OPEN';
CREATE UNIQUE INDEX "PayerAlias_customer_key" ON "PayerAlias" ("kind", "value", "customerId") WHERE "customerId" IS NOT NULL;
CREATE UNIQUE INDEX "PayerAlias_supplier_key" ON "PayerAlias" ("kind", "value", "supplierId") WHERE "supplierId" IS NOT NULL;
CREATE UNIQUE INDEX "CollectionAccount_bankAccountNo_key" ON "CollectionAccount" ("bankAccountNo", "currencyCode") WHERE "bankAccountNo" IS NOT NULL;
-- Which part of an account's ledger stands on no statement.
CREATE INDEX "LineBooking_standing_idx" ON "LineBooking" ("entryId") WHERE "undoneAt" IS NULL;

-- Books: entries of hand and their templates, the close of periods and years, tax returns, saved reports and exports of the journal.
CREATE TYPE "ManualJournalStatus" AS ENUM ('DRAFT', 'SUBMITTED', 'POSTED');

CREATE TYPE "PeriodCheckKind" AS ENUM ('PREVIOUS_PERIOD', 'DRAFT_JOURNALS', 'UNINVOICED_SHIPMENTS', 'UNMATCHED_BANK_LINES', 'NEGATIVE_STOCK', 'UNALLOCATED_COSTS', 'BILL_EXCEPTIONS', 'SUBLEDGERS', 'BOOKS_PROVEN');

CREATE TYPE "PeriodCheckStatus" AS ENUM ('DONE', 'WAIVED', 'OPEN');

CREATE TYPE "TaxReturnStatus" AS ENUM ('FILED', 'WITHDRAWN');

CREATE TYPE "TaxSide" AS ENUM ('SALES', 'PURCHASES');

CREATE TYPE "SavedReportKind" AS ENUM ('TRIAL_BALANCE', 'PROFIT_AND_LOSS', 'BALANCE_SHEET', 'RECEIVABLES_BY_AGE', 'EXPOSURE', 'STATEMENT');

CREATE TYPE "JournalExportForm" AS ENUM ('SAFT', 'CSV');

CREATE TYPE "CompareWith" AS ENUM ('PRIOR_YEARS', 'PREVIOUS_PERIODS');

CREATE TYPE "StatementKind" AS ENUM ('TRIAL_BALANCE', 'PROFIT_AND_LOSS', 'BALANCE_SHEET');

CREATE TYPE "OpeningPart" AS ENUM ('RECEIVABLES', 'CUSTOMER_CREDITS', 'PAYABLES', 'STOCK', 'ACCOUNTS');

ALTER TYPE "EntryKind" ADD VALUE 'YEAR_END';

ALTER TYPE "ApprovalKind" ADD VALUE 'JOURNAL';
ALTER TYPE "ApprovalKind" ADD VALUE 'PERIOD_REOPENING';

ALTER TABLE "Company" ADD COLUMN     "fiscalMonth" INTEGER NOT NULL DEFAULT 1;

ALTER TABLE "Period" ADD COLUMN     "closingAt" TIMESTAMPTZ(6),
ADD COLUMN     "closingById" UUID;

CREATE TABLE "ManualJournal" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40),
    "status" "ManualJournalStatus" NOT NULL DEFAULT 'DRAFT',
    "effectiveOn" DATE NOT NULL,
    "memo" VARCHAR(500) NOT NULL,
    "reverseOn" DATE,
    "currencyCode" CHAR(3) NOT NULL,
    "totalMinor" BIGINT NOT NULL DEFAULT 0,
    "templateId" UUID,
    "entryId" UUID,
    "reversalEntryId" UUID,
    "createdById" UUID,
    "createdByName" VARCHAR(200) NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "ManualJournal_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "ManualJournalLine" (
    "id" UUID NOT NULL,
    "journalId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "accountId" UUID NOT NULL,
    "description" VARCHAR(300),
    "currencyCode" CHAR(3) NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "customerId" UUID,
    "supplierId" UUID,
    "orderId" UUID,
    "productId" UUID,
    "taxCodeId" UUID,
    "costCategoryId" UUID,

    CONSTRAINT "ManualJournalLine_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "JournalTemplate" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "memo" VARCHAR(500) NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "amountMinor" BIGINT,
    "isReversing" BOOLEAN NOT NULL DEFAULT false,
    "everyMonths" INTEGER,
    "nextOn" DATE,
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "JournalTemplate_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "JournalTemplateLine" (
    "id" UUID NOT NULL,
    "templateId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "accountId" UUID NOT NULL,
    "description" VARCHAR(300),
    "isDebit" BOOLEAN NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "fixedMinor" BIGINT,
    "part" DECIMAL(9,6),
    "customerId" UUID,
    "supplierId" UUID,
    "costCategoryId" UUID,

    CONSTRAINT "JournalTemplateLine_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "PeriodCheck" (
    "id" UUID NOT NULL,
    "periodId" UUID NOT NULL,
    "kind" "PeriodCheckKind" NOT NULL,
    "status" "PeriodCheckStatus" NOT NULL,
    "count" INTEGER NOT NULL,
    "reason" VARCHAR(1000),
    "byId" UUID,
    "byName" VARCHAR(200) NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "PeriodCheck_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "YearClose" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE NOT NULL,
    "isReopening" BOOLEAN NOT NULL DEFAULT false,
    "currencyCode" CHAR(3) NOT NULL,
    "resultMinor" BIGINT NOT NULL,
    "entryId" UUID,
    "reason" VARCHAR(1000),
    "byId" UUID,
    "byName" VARCHAR(200) NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "YearClose_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "TaxReturn" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "status" "TaxReturnStatus" NOT NULL DEFAULT 'FILED',
    "startsOn" DATE NOT NULL,
    "endsOn" DATE NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "payableMinor" BIGINT NOT NULL,
    "knownAt" TIMESTAMPTZ(6) NOT NULL,
    "filedById" UUID,
    "filedByName" VARCHAR(200) NOT NULL,
    "filedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "withdrawnReason" VARCHAR(1000),
    "withdrawnAt" TIMESTAMPTZ(6),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "TaxReturn_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "TaxReturnLine" (
    "id" UUID NOT NULL,
    "taxReturnId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "side" "TaxSide" NOT NULL,
    "taxCodeId" UUID,
    "code" VARCHAR(20) NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "rate" DECIMAL(9,6) NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "baseMinor" BIGINT NOT NULL,
    "taxMinor" BIGINT NOT NULL,
    "correctionBaseMinor" BIGINT NOT NULL,
    "correctionTaxMinor" BIGINT NOT NULL,

    CONSTRAINT "TaxReturnLine_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "SavedReport" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "kind" "SavedReportKind" NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "startsOn" DATE,
    "endsOn" DATE NOT NULL,
    "knownAt" TIMESTAMPTZ(6) NOT NULL,
    "customerId" UUID,
    "periodId" UUID,
    "content" TEXT NOT NULL,
    "hash" CHAR(64) NOT NULL,
    "savedById" UUID,
    "savedByName" VARCHAR(200) NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "SavedReport_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "JournalExport" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "form" "JournalExportForm" NOT NULL,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE NOT NULL,
    "knownAt" TIMESTAMPTZ(6) NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "entries" INTEGER NOT NULL,
    "lines" INTEGER NOT NULL,
    "totalMinor" BIGINT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "hash" CHAR(64) NOT NULL,
    "exportedById" UUID,
    "exportedByName" VARCHAR(200) NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "JournalExport_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "ManualJournal_number_key" ON "ManualJournal"("number");

CREATE UNIQUE INDEX "ManualJournal_entryId_key" ON "ManualJournal"("entryId");

CREATE UNIQUE INDEX "ManualJournal_reversalEntryId_key" ON "ManualJournal"("reversalEntryId");

CREATE INDEX "ManualJournal_status_effectiveOn_idx" ON "ManualJournal"("status", "effectiveOn");

CREATE UNIQUE INDEX "ManualJournalLine_journalId_no_key" ON "ManualJournalLine"("journalId", "no");

CREATE UNIQUE INDEX "JournalTemplate_companyId_name_key" ON "JournalTemplate"("companyId", "name");

CREATE UNIQUE INDEX "JournalTemplateLine_templateId_no_key" ON "JournalTemplateLine"("templateId", "no");

CREATE INDEX "PeriodCheck_periodId_kind_recordedAt_idx" ON "PeriodCheck"("periodId", "kind", "recordedAt");

CREATE UNIQUE INDEX "YearClose_entryId_key" ON "YearClose"("entryId");

CREATE INDEX "YearClose_year_recordedAt_idx" ON "YearClose"("year", "recordedAt");

CREATE UNIQUE INDEX "TaxReturn_number_key" ON "TaxReturn"("number");

CREATE INDEX "TaxReturn_startsOn_idx" ON "TaxReturn"("startsOn");

CREATE UNIQUE INDEX "TaxReturnLine_taxReturnId_no_key" ON "TaxReturnLine"("taxReturnId", "no");

CREATE INDEX "SavedReport_kind_endsOn_idx" ON "SavedReport"("kind", "endsOn");

CREATE INDEX "SavedReport_periodId_idx" ON "SavedReport"("periodId");

CREATE UNIQUE INDEX "JournalExport_number_key" ON "JournalExport"("number");

ALTER TABLE "ManualJournalLine" ADD CONSTRAINT "ManualJournalLine_journalId_fkey" FOREIGN KEY ("journalId") REFERENCES "ManualJournal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "JournalTemplateLine" ADD CONSTRAINT "JournalTemplateLine_templateId_fkey" FOREIGN KEY ("templateId") REFERENCES "JournalTemplate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "TaxReturnLine" ADD CONSTRAINT "TaxReturnLine_taxReturnId_fkey" FOREIGN KEY ("taxReturnId") REFERENCES "TaxReturn"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "Company" ADD CONSTRAINT "Company_fiscalMonth" CHECK ("fiscalMonth" BETWEEN 1 AND 12);
ALTER TABLE "ManualJournal" ADD CONSTRAINT "ManualJournal_posted" CHECK ((status = 'POSTED') = ("entryId" IS NOT NULL) AND (status = 'POSTED') = (number IS NOT NULL));
ALTER TABLE "ManualJournalLine" ADD CONSTRAINT "ManualJournalLine_amount" CHECK ("amountMinor" <> 0);
ALTER TABLE "JournalTemplateLine" ADD CONSTRAINT "JournalTemplateLine_amount" CHECK (("fixedMinor" IS NULL) <> (part IS NULL) AND coalesce("fixedMinor", 1) > 0 AND coalesce(part, 1) > 0);
ALTER TABLE "JournalTemplate" ADD CONSTRAINT "JournalTemplate_recurs" CHECK (("everyMonths" IS NULL) = ("nextOn" IS NULL) AND coalesce("everyMonths", 1) > 0);

-- What waits for its day.
CREATE INDEX "ManualJournal_reverseOn" ON "ManualJournal" ("reverseOn") WHERE status = 'POSTED' AND "reversalEntryId" IS NULL AND "reverseOn" IS NOT NULL;
CREATE INDEX "JournalTemplate_nextOn" ON "JournalTemplate" ("nextOn") WHERE "isActive" AND "nextOn" IS NOT NULL;

-- Tax by code: few lines have one.
CREATE INDEX "JournalLine_taxCodeId_effectiveOn_idx" ON "JournalLine" ("taxCodeId", "effectiveOn") WHERE "taxCodeId" IS NOT NULL;

INSERT INTO hesabu_ledger VALUES ('PeriodCheck'), ('YearClose'), ('TaxReturnLine'), ('SavedReport'), ('JournalExport');
CREATE TRIGGER "PeriodCheck_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "PeriodCheck" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();
CREATE TRIGGER "YearClose_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "YearClose" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();
CREATE TRIGGER "TaxReturnLine_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "TaxReturnLine" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();
CREATE TRIGGER "SavedReport_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "SavedReport" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();
CREATE TRIGGER "JournalExport_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "JournalExport" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();

CREATE TABLE "CreditMove" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "companyId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "currencyCode" CHAR(3) NOT NULL,
    "openOrdersMinor" BIGINT NOT NULL,
    "shippedNotInvoicedMinor" BIGINT NOT NULL,

    CONSTRAINT "CreditMove_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "CreditMove_customerId_recordedAt_idx" ON "CreditMove"("customerId", "recordedAt");

-- What is there already is known from now on.
INSERT INTO "CreditMove" ("companyId", "customerId", "currencyCode", "openOrdersMinor", "shippedNotInvoicedMinor")
  SELECT "companyId", "customerId", "currencyCode", "openOrdersMinor", "shippedNotInvoicedMinor" FROM "CreditAccount" WHERE "openOrdersMinor" <> 0 OR "shippedNotInvoicedMinor" <> 0;

CREATE FUNCTION hesabu_credit_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "CreditMove" ("companyId", "customerId", "currencyCode", "openOrdersMinor", "shippedNotInvoicedMinor")
    VALUES (NEW."companyId", NEW."customerId", NEW."currencyCode", NEW."openOrdersMinor" - CASE TG_OP WHEN 'UPDATE' THEN OLD."openOrdersMinor" ELSE 0 END,
      NEW."shippedNotInvoicedMinor" - CASE TG_OP WHEN 'UPDATE' THEN OLD."shippedNotInvoicedMinor" ELSE 0 END);
  RETURN NULL;
END $$;
CREATE TRIGGER "CreditAccount_opened" AFTER INSERT ON "CreditAccount" FOR EACH ROW
  WHEN (NEW."openOrdersMinor" <> 0 OR NEW."shippedNotInvoicedMinor" <> 0) EXECUTE FUNCTION hesabu_credit_moved();
CREATE TRIGGER "CreditAccount_moved" AFTER UPDATE ON "CreditAccount" FOR EACH ROW
  WHEN (NEW."openOrdersMinor" <> OLD."openOrdersMinor" OR NEW."shippedNotInvoicedMinor" <> OLD."shippedNotInvoicedMinor") EXECUTE FUNCTION hesabu_credit_moved();

INSERT INTO hesabu_ledger VALUES ('CreditMove');
CREATE TRIGGER "CreditMove_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "CreditMove" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();

-- Customers: what is kept twice, merges, rules for holds, changes under control, terms of payment.
CREATE TYPE "PairStatus" AS ENUM ('SUSPECTED', 'DISTINCT', 'MERGED', 'GONE');

CREATE TYPE "HoldCause" AS ENUM ('OVERDUE_DAYS', 'OVERDUE_AMOUNT', 'OVER_LIMIT');

CREATE TYPE "CustomerField" AS ENUM ('CREDIT_LIMIT', 'PAYMENT_TERMS', 'BANK');

CREATE TYPE "CustomerChangeStatus" AS ENUM ('PENDING', 'APPLIED', 'REJECTED', 'WITHDRAWN', 'EXPIRED');

CREATE TYPE "TermBasis" AS ENUM ('INVOICE', 'MONTH_END', 'MONTH_DAY');

ALTER TYPE "HoldScope" ADD VALUE 'CREDIT';

ALTER TYPE "ApprovalKind" ADD VALUE 'CREDIT_LIMIT';

ALTER TYPE "ApprovalKind" ADD VALUE 'PAYMENT_TERMS';

ALTER TYPE "ApprovalKind" ADD VALUE 'CUSTOMER_BANK';

ALTER TABLE "Customer" ADD COLUMN     "bankAccount" VARCHAR(40),
ADD COLUMN     "bankCode" VARCHAR(20),
ADD COLUMN     "bankHolder" VARCHAR(200),
ADD COLUMN     "mergedAt" TIMESTAMPTZ(6),
ADD COLUMN     "mergedIntoId" UUID,
ADD COLUMN     "paymentTermId" UUID;

ALTER TABLE "CustomerHold" ADD COLUMN     "isWaived" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "ruleId" UUID;

CREATE TABLE "CustomerMerge" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "fromId" UUID NOT NULL,
    "intoId" UUID NOT NULL,
    "mergedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "mergedById" UUID,
    "mergedByName" VARCHAR(200) NOT NULL,
    "reason" VARCHAR(1000) NOT NULL,

    CONSTRAINT "CustomerMerge_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "CustomerMergeRow" (
    "id" UUID NOT NULL,
    "mergeId" UUID NOT NULL,
    "tableName" VARCHAR(63) NOT NULL,
    "rowId" UUID NOT NULL,

    CONSTRAINT "CustomerMergeRow_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "CustomerPair" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "firstId" UUID NOT NULL,
    "secondId" UUID NOT NULL,
    "matches" TEXT[],
    "status" "PairStatus" NOT NULL DEFAULT 'SUSPECTED',
    "foundAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "decidedById" UUID,
    "decidedByName" VARCHAR(200),
    "decidedAt" TIMESTAMPTZ(6),
    "reason" VARCHAR(1000),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "CustomerPair_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "CustomerPolicy" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "demandsAddress" BOOLEAN NOT NULL DEFAULT false,
    "changeDays" INTEGER NOT NULL DEFAULT 14,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "CustomerPolicy_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "AddressRule" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "country" VARCHAR(100),
    "needsPostalCode" BOOLEAN NOT NULL DEFAULT true,
    "needsRegion" BOOLEAN NOT NULL DEFAULT false,
    "needsTaxNumber" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "AddressRule_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "HoldRule" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "name" VARCHAR(100) NOT NULL,
    "cause" "HoldCause" NOT NULL,
    "days" INTEGER,
    "amountMinor" BIGINT,
    "currencyCode" CHAR(3) NOT NULL,
    "scope" "HoldScope" NOT NULL,
    "groupId" UUID,
    "releasesItself" BOOLEAN NOT NULL DEFAULT true,
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "HoldRule_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "CustomerChange" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "field" "CustomerField" NOT NULL,
    "status" "CustomerChangeStatus" NOT NULL DEFAULT 'PENDING',
    "wanted" JSONB NOT NULL,
    "known" JSONB NOT NULL,
    "beforeText" VARCHAR(300) NOT NULL,
    "afterText" VARCHAR(300) NOT NULL,
    "reason" VARCHAR(1000) NOT NULL,
    "approvalId" UUID NOT NULL,
    "askedById" UUID,
    "askedByName" VARCHAR(200) NOT NULL,
    "askedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "expiresOn" DATE NOT NULL,
    "settledAt" TIMESTAMPTZ(6),
    "outcome" VARCHAR(1000),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "CustomerChange_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "PaymentTerm" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "code" VARCHAR(20) NOT NULL,
    "name" VARCHAR(100) NOT NULL,
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "PaymentTerm_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "PaymentTermPart" (
    "id" UUID NOT NULL,
    "termId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "share" DECIMAL(9,6) NOT NULL,
    "basis" "TermBasis" NOT NULL DEFAULT 'INVOICE',
    "days" INTEGER NOT NULL,
    "monthDay" INTEGER,

    CONSTRAINT "PaymentTermPart_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "CustomerMerge_intoId_idx" ON "CustomerMerge"("intoId");

CREATE INDEX "CustomerMerge_fromId_idx" ON "CustomerMerge"("fromId");

CREATE INDEX "CustomerMergeRow_rowId_idx" ON "CustomerMergeRow"("rowId");

CREATE INDEX "CustomerMergeRow_mergeId_idx" ON "CustomerMergeRow"("mergeId");

CREATE INDEX "CustomerPair_secondId_idx" ON "CustomerPair"("secondId");

CREATE INDEX "CustomerPair_status_foundAt_idx" ON "CustomerPair"("status", "foundAt");

CREATE UNIQUE INDEX "CustomerPair_firstId_secondId_key" ON "CustomerPair"("firstId", "secondId");

CREATE UNIQUE INDEX "CustomerPolicy_companyId_key" ON "CustomerPolicy"("companyId");

CREATE INDEX "CustomerChange_customerId_askedAt_idx" ON "CustomerChange"("customerId", "askedAt");

CREATE INDEX "CustomerChange_approvalId_idx" ON "CustomerChange"("approvalId");

CREATE UNIQUE INDEX "PaymentTerm_companyId_code_key" ON "PaymentTerm"("companyId", "code");

CREATE UNIQUE INDEX "PaymentTermPart_termId_no_key" ON "PaymentTermPart"("termId", "no");

CREATE INDEX "Customer_mergedIntoId_idx" ON "Customer"("mergedIntoId");

ALTER TABLE "PaymentTermPart" ADD CONSTRAINT "PaymentTermPart_termId_fkey" FOREIGN KEY ("termId") REFERENCES "PaymentTerm"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Names as they are compared: without case, accents, legal form and punctuation, in Latin, Arabic and Chinese script.
-- Traditional characters that are common in names of firms become simplified ones; others stay as they are.
CREATE FUNCTION hesabu_name_words(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT regexp_replace(regexp_replace(replace(translate(public.hesabu_fold(replace(replace(value, 'ß', 'ss'), 'ẞ', 'ss')),
    '臺灣國際貿實業東華興豐億聯電機車輛廠礦農藝術學會員團體長門開關閉陳張劉趙許鄧馮韓楊蕭葉鄭謝蘇盧蔣賈龍鳳馬魚鳥風飛雲氣無線網絡軟應對達運輸進遠連選還邊過適遷郵銀銅鐵鋼錢鍋鏡鐘針釘鑄錄鑽鉆錦鋒問間閣聞陽陰陸隊階難雜離雙雞靈靜頁頂項順須預領頭題顏額願類飯飲館饑驗驛騰驅馳龐龜齊齒齡點黨黃麥麗麵鹽鹵鮮魯鵬鷹鶴鴻蘭薦藥蟲蠶蠟補裝製複見規視親覺覽觀計訂討訊記設訪評詞試話該詳語誠認說課調談請論證譜護讀變讓豬財貢責貨販貸費賀資賓賜賞質賣購贈贊贏軍軌轉軸載較輕輝輪廣場廈圖園圓塊報壓墳壽夢夾奧奮婦媽孫寧寶將專尋導島嶺峽崗幣帶師帥庫廟廳彈強彙徑從復態慶慣憲懷戰戲戶拋換揚損搖擁擇擊擔據擴攝攜數斷於晉曉暫曆書樂標樓樣橋檔檢權歐歡歲歷殘殺毀氫氬沖沒況決淚淨淺溝溫滅滾滿漁漢潔潛澤濟濱濤災為烏煙煉熱燈爐爭爾牆獎獨獲環現瓊產畢異當療發盜監盤眾睏礎確禮種稱穩窮筆節範築簡簽籃糧紀約紅紡級純紙紋細終組結給統絲經綠維綱緊緣編練縣總績織繪繼續罰羅義習聖聰聲職聽腦膠臉臨舉舊艦艙莊萬葷蓋蔥處號衛衝裡貝貴買賽賴躍',
    '台湾国际贸实业东华兴丰亿联电机车辆厂矿农艺术学会员团体长门开关闭陈张刘赵许邓冯韩杨萧叶郑谢苏卢蒋贾龙凤马鱼鸟风飞云气无线网络软应对达运输进远连选还边过适迁邮银铜铁钢钱锅镜钟针钉铸录钻钻锦锋问间阁闻阳阴陆队阶难杂离双鸡灵静页顶项顺须预领头题颜额愿类饭饮馆饥验驿腾驱驰庞龟齐齿龄点党黄麦丽面盐卤鲜鲁鹏鹰鹤鸿兰荐药虫蚕蜡补装制复见规视亲觉览观计订讨讯记设访评词试话该详语诚认说课调谈请论证谱护读变让猪财贡责货贩贷费贺资宾赐赏质卖购赠赞赢军轨转轴载较轻辉轮广场厦图园圆块报压坟寿梦夹奥奋妇妈孙宁宝将专寻导岛岭峡岗币带师帅库庙厅弹强汇径从复态庆惯宪怀战戏户抛换扬损摇拥择击担据扩摄携数断于晋晓暂历书乐标楼样桥档检权欧欢岁历残杀毁氢氩冲没况决泪净浅沟温灭滚满渔汉洁潜泽济滨涛灾为乌烟炼热灯炉争尔墙奖独获环现琼产毕异当疗发盗监盘众困础确礼种称稳穷笔节范筑简签篮粮纪约红纺级纯纸纹细终组结给统丝经绿维纲紧缘编练县总绩织绘继续罚罗义习圣聪声职听脑胶脸临举旧舰舱庄万荤盖葱处号卫冲里贝贵买赛赖跃'), '.', '') COLLATE "und-x-icu", '[^[:alnum:]]+', ' ', 'g'), '(?<=^| )([[:alnum:]]) (?=[[:alnum:]]( |$))', '\1', 'g') $$;
CREATE FUNCTION hesabu_name_key(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT coalesce(nullif(replace(regexp_replace(regexp_replace(public.hesabu_name_words(value) COLLATE "und-x-icu",
    '(股份)?(有限)?(责任)?公司|集团', ' ', 'g'),
    '(?<=^| )(gmbh|mbh|ag|kg|kgaa|ug|ohg|gbr|ev|eg|ltd|limited|llc|llp|lp|inc|incorporated|corp|corporation|co|company|plc|pte|pty|pvt|private|sa|sarl|sas|srl|spa|snc|sl|slu|bv|nv|vof|ab|oy|oyj|as|asa|aps|kft|zrt|doo|sro|sp z oo|spzoo|ltda|eireli|sca|sab|cv|and|und|et|the|شرکه|شرکت|موسسه|الشرکه|المحدوده|محدوده|محدود|ذمم|شمم|شمل|شذمم|ذات|مسوولیه|المسوولیه|مسیولیه|المسیولیه|مسیولیت|مساهمه|المساهمه|سهامی|و)(?= |$)', '', 'g'), ' ', ''), ''),
    replace(public.hesabu_name_words(value), ' ', '')) $$;
-- The same in Latin letters, as trigrams know no others where the database has the C locale: how an Arabic or Persian name is spelled. Chinese has none.
CREATE FUNCTION hesabu_name_sound(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT translate(public.hesabu_name_key(value), 'ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیء', 'abpttjchxdzrzjssszttegfqkglmnvhy') $$;
CREATE FUNCTION hesabu_tax_key(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT nullif(regexp_replace(public.hesabu_fold(value), '[^a-z0-9]', '', 'g'), '') $$;
-- The last nine digits: with or without the country's prefix, a number is the same.
CREATE FUNCTION hesabu_phone_key(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT CASE WHEN length(d) >= 6 THEN right(d, 9) END FROM (SELECT regexp_replace(public.hesabu_fold(value), '[^0-9]', '', 'g') AS d) digits $$;
CREATE INDEX "Customer_nameKey" ON "Customer" (hesabu_name_key("name"));
CREATE INDEX "Customer_taxKey" ON "Customer" (hesabu_tax_key("taxNumber")) WHERE "taxNumber" IS NOT NULL;
CREATE INDEX "Customer_emailKey" ON "Customer" (lower("email")) WHERE "email" IS NOT NULL;
CREATE INDEX "Customer_phoneKey" ON "Customer" (hesabu_phone_key("phone")) WHERE "phone" IS NOT NULL;
DO $$
BEGIN
  CREATE INDEX "Customer_nameSound" ON "Customer" USING gin (hesabu_name_sound("name") gin_trgm_ops);
EXCEPTION WHEN undefined_object THEN
  RAISE NOTICE 'pg_trgm is not to be had here: names are alike only where they are the same';
  CREATE FUNCTION similarity(a text, b text) RETURNS real LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS 'SELECT (a = b)::int::real';
  CREATE OPERATOR % (LEFTARG = text, RIGHTARG = text, FUNCTION = texteq);
END $$;

-- What is merged is seen by whoever sees what it became.
CREATE FUNCTION hesabu_merged_seller() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "Customer" SET "salesPersonId" = NEW."salesPersonId" WHERE "mergedIntoId" = NEW.id AND "salesPersonId" IS DISTINCT FROM NEW."salesPersonId";
  RETURN NULL;
END $$;
CREATE TRIGGER "Customer_merged_seller" AFTER UPDATE OF "salesPersonId" ON "Customer" FOR EACH ROW
  WHEN (NEW."salesPersonId" IS DISTINCT FROM OLD."salesPersonId") EXECUTE FUNCTION hesabu_merged_seller();
ALTER TABLE "Customer" ADD CONSTRAINT "Customer_merged" CHECK ("mergedIntoId" IS NULL OR ("mergedIntoId" <> id AND NOT "isActive")),
  ADD FOREIGN KEY ("mergedIntoId") REFERENCES "Customer" ("id"), ADD FOREIGN KEY ("paymentTermId") REFERENCES "PaymentTerm" ("id");
ALTER TABLE "CustomerPair" ADD CHECK ("firstId" < "secondId"), ADD FOREIGN KEY ("firstId") REFERENCES "Customer" ("id"), ADD FOREIGN KEY ("secondId") REFERENCES "Customer" ("id");
ALTER TABLE "CustomerMergeRow" ADD FOREIGN KEY ("mergeId") REFERENCES "CustomerMerge" ("id");
-- A customer is merged once.
CREATE UNIQUE INDEX "CustomerMerge_once" ON "CustomerMerge" ("fromId");
INSERT INTO hesabu_ledger VALUES ('CustomerMerge'), ('CustomerMergeRow');
CREATE TRIGGER "CustomerMerge_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "CustomerMerge" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();
CREATE TRIGGER "CustomerMergeRow_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "CustomerMergeRow" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();

-- One hold of a scope by hand, and one for each rule.
DROP INDEX "CustomerHold_open";
CREATE UNIQUE INDEX "CustomerHold_open" ON "CustomerHold" ("customerId", "scope", coalesce("ruleId", '00000000-0000-0000-0000-000000000000')) WHERE "releasedAt" IS NULL;
ALTER TABLE "CustomerHold" ADD FOREIGN KEY ("ruleId") REFERENCES "HoldRule" ("id");
ALTER TABLE "HoldRule" ADD CHECK (("cause" = 'OVERDUE_DAYS') = ("days" IS NOT NULL)), ADD CHECK (("cause" = 'OVERDUE_AMOUNT') = ("amountMinor" IS NOT NULL)),
  ADD CHECK ("days" BETWEEN 0 AND 3650), ADD CHECK ("amountMinor" >= 0);
CREATE UNIQUE INDEX "AddressRule_country" ON "AddressRule" ("companyId", lower(coalesce("country", '')));
CREATE UNIQUE INDEX "CustomerChange_pending" ON "CustomerChange" ("customerId", "field") WHERE "status" = 'PENDING';
ALTER TABLE "CustomerPolicy" ADD CHECK ("changeDays" BETWEEN 1 AND 365);
ALTER TABLE "PaymentTermPart" ADD CHECK ("share" > 0 AND "share" <= 1), ADD CHECK ("days" BETWEEN 0 AND 720), ADD CHECK (("basis" = 'MONTH_DAY') = ("monthDay" IS NOT NULL)), ADD CHECK ("monthDay" BETWEEN 1 AND 31);

-- Runs of invoices, checks before them, proof of them; instalments, deposits, recurring invoices.
CREATE TYPE "InvoiceCycle" AS ENUM ('SHIPMENT', 'ORDER', 'WEEK', 'MONTH');
CREATE TYPE "InvoiceRunStatus" AS ENUM ('RUNNING', 'HELD', 'DONE', 'CANCELLED');
CREATE TYPE "InvoiceRunEntryStatus" AS ENUM ('WAITING', 'INVOICED', 'HELD', 'SKIPPED', 'FAILED', 'CANCELLED');
CREATE TABLE "InvoiceSchedule" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "cycle" "InvoiceCycle" NOT NULL DEFAULT 'SHIPMENT',
    "day" INTEGER,
    "isConsolidated" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "InvoiceSchedule_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "InvoiceRun" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "status" "InvoiceRunStatus" NOT NULL DEFAULT 'RUNNING',
    "upTo" DATE NOT NULL,
    "issuedOn" DATE NOT NULL,
    "customerId" UUID,
    "currencyCode" CHAR(3) NOT NULL,
    "askedById" UUID,
    "askedByKind" "ActorKind" NOT NULL,
    "askedByName" VARCHAR(200) NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "finishedAt" TIMESTAMPTZ(6),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "InvoiceRun_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "InvoiceRunEntry" (
    "id" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "customerId" UUID NOT NULL,
    "cycle" "InvoiceCycle" NOT NULL,
    "shipmentIds" TEXT[],
    "totalMinor" BIGINT NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "status" "InvoiceRunEntryStatus" NOT NULL DEFAULT 'WAITING',
    "invoiceId" UUID,
    "reason" VARCHAR(1000),

    CONSTRAINT "InvoiceRunEntry_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "InvoiceSchedule_customerId_key" ON "InvoiceSchedule"("customerId");
CREATE UNIQUE INDEX "InvoiceRun_number_key" ON "InvoiceRun"("number");
CREATE INDEX "InvoiceRun_createdAt_id_idx" ON "InvoiceRun"("createdAt", "id");
CREATE INDEX "InvoiceRunEntry_runId_status_idx" ON "InvoiceRunEntry"("runId", "status");
CREATE INDEX "InvoiceRunEntry_customerId_idx" ON "InvoiceRunEntry"("customerId");
CREATE UNIQUE INDEX "InvoiceRunEntry_runId_no_key" ON "InvoiceRunEntry"("runId", "no");
CREATE TABLE "InvoiceInstalment" (
    "id" UUID NOT NULL,
    "invoiceId" UUID NOT NULL,
    "openItemId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "dueOn" DATE NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "laterMinor" BIGINT NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,

    CONSTRAINT "InvoiceInstalment_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "InvoiceInstalment_openItemId_idx" ON "InvoiceInstalment"("openItemId");
CREATE UNIQUE INDEX "InvoiceInstalment_invoiceId_no_key" ON "InvoiceInstalment"("invoiceId", "no");

ALTER TABLE "InvoiceSchedule" ADD CONSTRAINT "InvoiceSchedule_check" CHECK (("cycle" IN ('WEEK', 'MONTH')) = ("day" IS NOT NULL) AND "day" BETWEEN 1 AND (CASE "cycle" WHEN 'WEEK' THEN 7 ELSE 31 END) AND (NOT "isConsolidated" OR "day" IS NOT NULL));
ALTER TABLE "InvoiceRunEntry" ADD CONSTRAINT "InvoiceRunEntry_check" CHECK (("status" = 'INVOICED') = ("invoiceId" IS NOT NULL) AND cardinality("shipmentIds") > 0);
-- What a run still waits for.
CREATE INDEX "InvoiceRunEntry_waiting_idx" ON "InvoiceRunEntry" ("customerId") WHERE "status" = 'WAITING';
CREATE INDEX "InvoiceRun_running_idx" ON "InvoiceRun" ("createdAt") WHERE "status" = 'RUNNING';
-- Goods that left and are on no invoice.
CREATE INDEX IF NOT EXISTS "Shipment_uninvoiced_idx" ON "Shipment" ("customerId", "shippedOn") WHERE "invoiceId" IS NULL AND "status" = 'POSTED';
ALTER TABLE "InvoiceInstalment" ADD CONSTRAINT "InvoiceInstalment_check" CHECK ("amountMinor" > 0 AND "laterMinor" >= 0 AND "no" > 0);
INSERT INTO hesabu_ledger VALUES ('InvoiceInstalment');
CREATE TRIGGER "InvoiceInstalment_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "InvoiceInstalment" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();
CREATE TYPE "InvoiceRule" AS ENUM ('PRICE', 'DISCOUNT', 'UNIT', 'QUANTITY');
CREATE TYPE "InvoiceHoldStatus" AS ENUM ('OPEN', 'ACCEPTED', 'GONE');
CREATE TYPE "AccountException" AS ENUM ('UNBILLED', 'HELD', 'WRONG_TERMS', 'SHORT_PAID', 'RETURNED_MAIL', 'DISPUTED', 'OVER_LIMIT', 'UNAPPLIED');
CREATE TABLE "InvoiceCheck" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "priceRate" DECIMAL(9,6),
    "discountRate" DECIMAL(9,6),
    "quantityRate" DECIMAL(9,6),
    "checksUnits" BOOLEAN NOT NULL DEFAULT false,
    "ownerRole" "Role" NOT NULL DEFAULT 'CONTROLLER',
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "InvoiceCheck_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "InvoiceHold" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "orderId" UUID NOT NULL,
    "orderLineId" UUID NOT NULL,
    "shipmentId" UUID NOT NULL,
    "shipmentLineId" UUID NOT NULL,
    "rule" "InvoiceRule" NOT NULL,
    "expected" VARCHAR(100) NOT NULL,
    "actual" VARCHAR(100) NOT NULL,
    "status" "InvoiceHoldStatus" NOT NULL DEFAULT 'OPEN',
    "ownerRole" "Role" NOT NULL,
    "ownerId" UUID,
    "raisedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "decidedAt" TIMESTAMPTZ(6),
    "decidedByName" VARCHAR(200),
    "reason" VARCHAR(1000),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "InvoiceHold_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "InvoiceCheck_companyId_key" ON "InvoiceCheck"("companyId");
CREATE INDEX "InvoiceHold_status_raisedAt_id_idx" ON "InvoiceHold"("status", "raisedAt", "id");
CREATE INDEX "InvoiceHold_shipmentId_idx" ON "InvoiceHold"("shipmentId");

ALTER TABLE "InvoiceCheck" ADD CONSTRAINT "InvoiceCheck_check" CHECK ("priceRate" BETWEEN 0 AND 1 AND "discountRate" BETWEEN 0 AND 1 AND "quantityRate" BETWEEN 0 AND 1);
ALTER TABLE "InvoiceHold" ADD CONSTRAINT "InvoiceHold_check" CHECK (("status" = 'OPEN') = ("decidedAt" IS NULL) AND ("status" = 'ACCEPTED') = ("reason" IS NOT NULL));
-- A line is held once for each rule.
CREATE UNIQUE INDEX "InvoiceHold_open_key" ON "InvoiceHold" ("shipmentLineId", "rule") WHERE "status" = 'OPEN';
DROP INDEX "InvoiceRunEntry_waiting_idx";
CREATE INDEX "InvoiceRunEntry_open_idx" ON "InvoiceRunEntry" ("customerId") WHERE "status" IN ('WAITING', 'HELD');

