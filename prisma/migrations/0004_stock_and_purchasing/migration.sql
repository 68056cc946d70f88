-- What stock and purchasing rest on: how products are valued and tracked, places, what is held back and asked for.
CREATE TYPE "CostingMethod" AS ENUM ('MOVING_AVERAGE', 'FIFO');

CREATE TYPE "Tracking" AS ENUM ('NONE', 'LOT', 'SERIAL');

CREATE TYPE "WarehouseKind" AS ENUM ('SITE', 'TRANSIT');

ALTER TYPE "MoveKind" ADD VALUE 'TRANSFER_OUT';
ALTER TYPE "MoveKind" ADD VALUE 'TRANSFER_IN';
ALTER TYPE "MoveKind" ADD VALUE 'COUNT';
ALTER TYPE "MoveKind" ADD VALUE 'OWN_USE';
ALTER TYPE "MoveKind" ADD VALUE 'PRODUCTION';
ALTER TYPE "MoveKind" ADD VALUE 'RETURN';

ALTER TYPE "MoveReason" ADD VALUE 'DAMAGED';
ALTER TYPE "MoveReason" ADD VALUE 'EXPIRED';

DROP INDEX "Reservation_orderLineId_key";

ALTER TABLE "Product" ADD COLUMN     "costingMethod" "CostingMethod" NOT NULL DEFAULT 'MOVING_AVERAGE',
ADD COLUMN     "isJit" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "isKit" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "shelfLifeDays" INTEGER,
ADD COLUMN     "tracking" "Tracking" NOT NULL DEFAULT 'NONE',
ADD COLUMN     "weight" DECIMAL(20,6);

ALTER TABLE "Customer" ADD COLUMN     "minimumShelfLifeDays" INTEGER;

ALTER TABLE "Warehouse" ADD COLUMN     "allowsNegative" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "city" VARCHAR(100),
ADD COLUMN     "country" VARCHAR(100),
ADD COLUMN     "kind" "WarehouseKind" NOT NULL DEFAULT 'SITE',
ADD COLUMN     "latitude" DECIMAL(9,6),
ADD COLUMN     "longitude" DECIMAL(9,6),
ADD COLUMN     "postalCode" VARCHAR(30),
ADD COLUMN     "priority" INTEGER NOT NULL DEFAULT 100,
ADD COLUMN     "region" VARCHAR(100);

ALTER TABLE "StockLevel" ADD COLUMN     "held" DECIMAL(20,6) NOT NULL DEFAULT 0,
ADD COLUMN     "requested" DECIMAL(20,6) NOT NULL DEFAULT 0;

ALTER TABLE "StockMove" ADD COLUMN     "valuedByMoveId" UUID;
CREATE INDEX "StockMove_valuedByMoveId" ON "StockMove" ("valuedByMoveId") WHERE "valuedByMoveId" IS NOT NULL;

CREATE UNIQUE INDEX "Reservation_orderLineId_productId_warehouseId_key" ON "Reservation"("orderLineId", "productId", "warehouseId");
CREATE INDEX "Reservation_orderLineId_idx" ON "Reservation"("orderLineId");
-- Where a warehouse allows it, stock goes below zero; nothing is promised then. What is held back is part of what is reserved.
ALTER TABLE "StockLevel" DROP CONSTRAINT "StockLevel_onHand", DROP CONSTRAINT "StockLevel_reserved",
  ADD CONSTRAINT "StockLevel_reserved" CHECK ("reserved" >= 0 AND "reserved" <= greatest("onHand", 0)),
  ADD CONSTRAINT "StockLevel_held" CHECK ("held" >= 0 AND "held" <= "reserved"), ADD CONSTRAINT "StockLevel_requested" CHECK ("requested" >= 0);
ALTER TABLE "Product" ADD CONSTRAINT "Product_shelfLifeDays" CHECK ("shelfLifeDays" > 0), ADD CONSTRAINT "Product_weight" CHECK ("weight" > 0),
  ADD CONSTRAINT "Product_kit" CHECK (NOT "isKit" OR NOT "isStocked");
ALTER TABLE "Customer" ADD CONSTRAINT "Customer_minimumShelfLifeDays" CHECK ("minimumShelfLifeDays" >= 0);

-- How stock is valued: layers, what becomes known later, daily totals, landed cost.
ALTER TYPE "EntryKind" ADD VALUE 'COST';
ALTER TYPE "EntryKind" ADD VALUE 'LANDED_COST';
ALTER TYPE "MoveKind" ADD VALUE 'COST';

CREATE TYPE "StockBasis" AS ENUM ('BOOKED', 'RESTATED');

CREATE TYPE "LandedCostBasis" AS ENUM ('VALUE', 'QUANTITY', 'WEIGHT', 'MANUAL');

CREATE TYPE "LandedCostKind" AS ENUM ('FREIGHT', 'DUTY', 'INSURANCE', 'OTHER');

ALTER TABLE "StockLevel" ADD COLUMN "costingMethod" "CostingMethod" NOT NULL DEFAULT 'MOVING_AVERAGE';

ALTER TABLE "StockMove" ADD COLUMN "correctsMoveId" UUID;
CREATE INDEX "StockMove_correctsMoveId" ON "StockMove" ("correctsMoveId") WHERE "correctsMoveId" IS NOT NULL;

CREATE TABLE "StockLayer" (
    "id" UUID NOT NULL,
    "productId" UUID NOT NULL,
    "warehouseId" UUID NOT NULL,
    "effectiveOn" DATE NOT NULL,
    "sequence" INTEGER NOT NULL,
    "units" DECIMAL(20,6) NOT NULL,
    "valueMinor" BIGINT NOT NULL,

    CONSTRAINT "StockLayer_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "StockDay" (
    "productId" UUID NOT NULL,
    "warehouseId" UUID NOT NULL,
    "day" DATE NOT NULL,
    "quantity" DECIMAL(20,6) NOT NULL,
    "valueMinor" BIGINT NOT NULL,

    CONSTRAINT "StockDay_pkey" PRIMARY KEY ("productId","warehouseId","day")
);

CREATE TABLE "CostAdjustment" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "moveId" UUID NOT NULL,
    "differenceMinor" BIGINT NOT NULL,
    "causeId" UUID NOT NULL,
    "effectiveOn" DATE NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "CostAdjustment_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "CostAttribution" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "productId" UUID NOT NULL,
    "warehouseId" UUID NOT NULL,
    "causeId" UUID NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "effectiveOn" DATE NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "parts" INTEGER NOT NULL DEFAULT 0,
    "doneAt" TIMESTAMPTZ(6),

    CONSTRAINT "CostAttribution_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "LandedCost" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) COLLATE "C" NOT NULL,
    "supplierId" UUID,
    "chargedOn" DATE NOT NULL,
    "basis" "LandedCostBasis" NOT NULL,
    "status" "PostingStatus" NOT NULL DEFAULT 'POSTED',
    "reversedOn" DATE,
    "note" VARCHAR(1000),
    "currencyCode" CHAR(3) NOT NULL,
    "totalMinor" BIGINT NOT NULL,
    "billedMinor" BIGINT NOT NULL DEFAULT 0,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "LandedCost_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "LandedCostCharge" (
    "id" UUID NOT NULL,
    "landedCostId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "kind" "LandedCostKind" NOT NULL,
    "description" VARCHAR(300),
    "amountMinor" BIGINT NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,

    CONSTRAINT "LandedCostCharge_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "LandedCostLine" (
    "id" UUID NOT NULL,
    "landedCostId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "receiptLineId" UUID NOT NULL,
    "productId" UUID NOT NULL,
    "warehouseId" UUID NOT NULL,
    "measure" DECIMAL(20,6),
    "shareMinor" BIGINT NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,

    CONSTRAINT "LandedCostLine_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "StockLayer_productId_warehouseId_effectiveOn_sequence_idx" ON "StockLayer"("productId", "warehouseId", "effectiveOn", "sequence");
CREATE INDEX "StockDay_day_idx" ON "StockDay"("day");
CREATE INDEX "CostAdjustment_moveId_idx" ON "CostAdjustment"("moveId");
CREATE INDEX "CostAdjustment_causeId_idx" ON "CostAdjustment"("causeId");
CREATE INDEX "CostAttribution_productId_warehouseId_idx" ON "CostAttribution"("productId", "warehouseId");
CREATE UNIQUE INDEX "LandedCost_number_key" ON "LandedCost"("number");
CREATE INDEX "LandedCost_supplierId_idx" ON "LandedCost"("supplierId");
CREATE UNIQUE INDEX "LandedCostCharge_landedCostId_no_key" ON "LandedCostCharge"("landedCostId", "no");
CREATE UNIQUE INDEX "LandedCostLine_landedCostId_no_key" ON "LandedCostLine"("landedCostId", "no");
CREATE INDEX "LandedCostLine_receiptLineId_idx" ON "LandedCostLine"("receiptLineId");

ALTER TABLE "LandedCostCharge" ADD CONSTRAINT "LandedCostCharge_landedCostId_fkey" FOREIGN KEY ("landedCostId") REFERENCES "LandedCost"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "LandedCostLine" ADD CONSTRAINT "LandedCostLine_landedCostId_fkey" FOREIGN KEY ("landedCostId") REFERENCES "LandedCost"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A layer is there as long as something is left of it; a quantity of zero has a value of zero.
ALTER TABLE "StockLayer" ADD CONSTRAINT "StockLayer_units" CHECK ("units" > 0);
ALTER TABLE "CostAdjustment" ADD CONSTRAINT "CostAdjustment_difference" CHECK ("differenceMinor" <> 0);
ALTER TABLE "LandedCost" ADD CONSTRAINT "LandedCost_total" CHECK ("totalMinor" > 0);
ALTER TABLE "LandedCostCharge" ADD CONSTRAINT "LandedCostCharge_amount" CHECK ("amountMinor" > 0);
ALTER TABLE "LandedCostLine" ADD CONSTRAINT "LandedCostLine_share" CHECK ("shareMinor" >= 0);
CREATE INDEX "CostAttribution_open" ON "CostAttribution" ("recordedAt") WHERE "doneAt" IS NULL;

INSERT INTO hesabu_ledger VALUES ('CostAdjustment'), ('LandedCostCharge'), ('LandedCostLine');
CREATE TRIGGER "CostAdjustment_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "CostAdjustment" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();
CREATE TRIGGER "LandedCostCharge_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "LandedCostCharge" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();
CREATE TRIGGER "LandedCostLine_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "LandedCostLine" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();

-- The pool's own row tells how its product is valued, so that it is known under the pool's lock.
CREATE FUNCTION hesabu_level_costing() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE found "CostingMethod";
BEGIN
  SELECT "costingMethod" INTO found FROM "Product" WHERE "id" = NEW."productId" FOR SHARE;
  NEW."costingMethod" := coalesce(found, 'MOVING_AVERAGE');
  RETURN NEW;
END $$;
CREATE TRIGGER "StockLevel_costing" BEFORE INSERT ON "StockLevel" FOR EACH ROW EXECUTE FUNCTION hesabu_level_costing();
-- It changes only while nothing has ever moved.
CREATE FUNCTION hesabu_product_costing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "StockLevel" SET "costingMethod" = NEW."costingMethod" WHERE "productId" = NEW."id";
  RETURN NULL;
END $$;
CREATE TRIGGER "Product_costing" AFTER UPDATE OF "costingMethod" ON "Product" FOR EACH ROW
  WHEN (OLD."costingMethod" <> NEW."costingMethod") EXECUTE FUNCTION hesabu_product_costing();

-- Daily totals follow the moves. Whoever writes moves holds their pools, so that no two write the same day.
CREATE FUNCTION hesabu_stock_day() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "StockDay" AS d ("productId", "warehouseId", "day", "quantity", "valueMinor")
    SELECT "productId", "warehouseId", "effectiveOn", sum("quantity"), sum("valueMinor") FROM added GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    ON CONFLICT ("productId", "warehouseId", "day") DO UPDATE
      SET "quantity" = d."quantity" + EXCLUDED."quantity", "valueMinor" = d."valueMinor" + EXCLUDED."valueMinor";
  RETURN NULL;
END $$;
CREATE TRIGGER "StockMove_day" AFTER INSERT ON "StockMove" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION hesabu_stock_day();
INSERT INTO "StockDay" SELECT "productId", "warehouseId", "effectiveOn", sum("quantity"), sum("valueMinor") FROM "StockMove" GROUP BY 1, 2, 3;

-- Lots and serial numbers, what of them lies where and is promised to whom, goods held back, and alerts before they expire.
CREATE TYPE "StockHoldKind" AS ENUM ('EXPIRED', 'INSPECTION', 'DAMAGED', 'MANUAL');

ALTER TABLE "StockLevel" ADD COLUMN "tracking" "Tracking" NOT NULL DEFAULT 'NONE';
ALTER TABLE "Reservation" ADD COLUMN "minimumShelfLifeDays" INTEGER;

CREATE TABLE "Lot" (
    "id" UUID NOT NULL,
    "productId" UUID NOT NULL,
    "code" VARCHAR(100) COLLATE "C" NOT NULL,
    "producedOn" DATE,
    "bestBeforeOn" DATE,
    "expiresOn" DATE,
    "goodUntil" DATE,
    "supplierLot" VARCHAR(100),
    "supplierId" UUID,
    "receivedOn" DATE,
    "note" VARCHAR(1000),
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Lot_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "LotLevel" (
    "id" UUID NOT NULL,
    "lotId" UUID NOT NULL,
    "productId" UUID NOT NULL,
    "warehouseId" UUID NOT NULL,
    "onHand" DECIMAL(20,6) NOT NULL DEFAULT 0,
    "reserved" DECIMAL(20,6) NOT NULL DEFAULT 0,
    "held" DECIMAL(20,6) NOT NULL DEFAULT 0,

    CONSTRAINT "LotLevel_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "LotMove" (
    "id" UUID NOT NULL,
    "moveId" UUID NOT NULL,
    "lotId" UUID NOT NULL,
    "quantity" DECIMAL(20,6) NOT NULL,

    CONSTRAINT "LotMove_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "ReservedLot" (
    "id" UUID NOT NULL,
    "reservationId" UUID NOT NULL,
    "lotId" UUID NOT NULL,
    "quantity" DECIMAL(20,6) NOT NULL,

    CONSTRAINT "ReservedLot_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "StockHold" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "productId" UUID NOT NULL,
    "warehouseId" UUID NOT NULL,
    "lotId" UUID,
    "kind" "StockHoldKind" NOT NULL,
    "placed" DECIMAL(20,6) NOT NULL,
    "quantity" DECIMAL(20,6) NOT NULL,
    "reason" VARCHAR(1000),
    "sourceType" VARCHAR(40),
    "sourceId" UUID,
    "placedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "placedById" UUID,
    "releasedAt" TIMESTAMPTZ(6),
    "releasedById" UUID,
    "releaseReason" VARCHAR(1000),

    CONSTRAINT "StockHold_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "ExpiryAlert" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "lotId" UUID NOT NULL,
    "thresholdDays" INTEGER NOT NULL,
    "openedOn" DATE NOT NULL,
    "closedOn" DATE,

    CONSTRAINT "ExpiryAlert_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "Lot_goodUntil_idx" ON "Lot"("goodUntil");
CREATE UNIQUE INDEX "Lot_productId_code_key" ON "Lot"("productId", "code");
CREATE INDEX "LotLevel_stocked" ON "LotLevel"("productId", "warehouseId") WHERE "onHand" > 0;
CREATE UNIQUE INDEX "LotLevel_lotId_warehouseId_key" ON "LotLevel"("lotId", "warehouseId");
CREATE INDEX "LotMove_lotId_idx" ON "LotMove"("lotId");
CREATE UNIQUE INDEX "LotMove_moveId_lotId_key" ON "LotMove"("moveId", "lotId");
CREATE INDEX "ReservedLot_lotId_idx" ON "ReservedLot"("lotId");
CREATE UNIQUE INDEX "ReservedLot_reservationId_lotId_key" ON "ReservedLot"("reservationId", "lotId");
CREATE INDEX "StockHold_productId_warehouseId_idx" ON "StockHold"("productId", "warehouseId");
CREATE INDEX "StockHold_lotId_idx" ON "StockHold"("lotId");
CREATE INDEX "StockHold_sourceId_idx" ON "StockHold"("sourceId");
CREATE UNIQUE INDEX "ExpiryAlert_lotId_thresholdDays_key" ON "ExpiryAlert"("lotId", "thresholdDays");

ALTER TABLE "LotLevel" ADD CONSTRAINT "LotLevel_lotId_fkey" FOREIGN KEY ("lotId") REFERENCES "Lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "LotMove" ADD CONSTRAINT "LotMove_lotId_fkey" FOREIGN KEY ("lotId") REFERENCES "Lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ExpiryAlert" ADD CONSTRAINT "ExpiryAlert_lotId_fkey" FOREIGN KEY ("lotId") REFERENCES "Lot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "Lot" ADD FOREIGN KEY ("productId") REFERENCES "Product" ("id"), ADD FOREIGN KEY ("supplierId") REFERENCES "Supplier" ("id");
ALTER TABLE "LotLevel" ADD FOREIGN KEY ("warehouseId") REFERENCES "Warehouse" ("id");
ALTER TABLE "LotMove" ADD FOREIGN KEY ("moveId") REFERENCES "StockMove" ("id");
ALTER TABLE "ReservedLot" ADD FOREIGN KEY ("reservationId") REFERENCES "Reservation" ("id"), ADD FOREIGN KEY ("lotId") REFERENCES "Lot" ("id");
ALTER TABLE "StockHold" ADD FOREIGN KEY ("productId") REFERENCES "Product" ("id"), ADD FOREIGN KEY ("warehouseId") REFERENCES "Warehouse" ("id"),
  ADD FOREIGN KEY ("lotId") REFERENCES "Lot" ("id");

ALTER TABLE "Lot" ADD CONSTRAINT "Lot_goodUntil" CHECK ("goodUntil" IS NOT DISTINCT FROM least("expiresOn", "bestBeforeOn"));
ALTER TABLE "LotLevel" ADD CONSTRAINT "LotLevel_reserved" CHECK ("onHand" >= 0 AND "reserved" BETWEEN 0 AND "onHand"),
  ADD CONSTRAINT "LotLevel_held" CHECK ("held" BETWEEN 0 AND "reserved");
ALTER TABLE "LotMove" ADD CONSTRAINT "LotMove_quantity" CHECK ("quantity" <> 0);
ALTER TABLE "ReservedLot" ADD CONSTRAINT "ReservedLot_quantity" CHECK ("quantity" > 0);
ALTER TABLE "StockHold" ADD CONSTRAINT "StockHold_quantity" CHECK ("placed" > 0 AND "quantity" BETWEEN 0 AND "placed"),
  ADD CONSTRAINT "StockHold_released" CHECK (("quantity" = 0) = ("releasedAt" IS NOT NULL));
ALTER TABLE "Reservation" ADD CONSTRAINT "Reservation_minimumShelfLifeDays" CHECK ("minimumShelfLifeDays" >= 0);
CREATE INDEX "StockHold_open" ON "StockHold" ("productId", "warehouseId") WHERE "quantity" > 0;

-- The pool's own row tells whether its product is tracked, so that it is known under the pool's lock.
CREATE FUNCTION hesabu_level_tracking() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE found "Tracking";
BEGIN
  SELECT "tracking" INTO found FROM "Product" WHERE "id" = NEW."productId" FOR SHARE;
  NEW."tracking" := coalesce(found, 'NONE');
  RETURN NEW;
END $$;
CREATE TRIGGER "StockLevel_tracking" BEFORE INSERT ON "StockLevel" FOR EACH ROW EXECUTE FUNCTION hesabu_level_tracking();

-- What is tracked changes in all pools at once, and only while they are empty.
CREATE FUNCTION hesabu_product_tracking() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "StockLevel" SET "tracking" = NEW."tracking" WHERE "productId" = NEW."id";
  IF EXISTS (SELECT FROM "StockLevel" WHERE "productId" = NEW."id" AND ("onHand" <> 0 OR "reserved" <> 0)) THEN
    RAISE EXCEPTION 'product % is in stock: its tracking stays', NEW."id" USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "Product_tracking" AFTER UPDATE OF "tracking" ON "Product" FOR EACH ROW
  WHEN (OLD."tracking" <> NEW."tracking") EXECUTE FUNCTION hesabu_product_tracking();

INSERT INTO hesabu_ledger VALUES ('LotMove');
CREATE TRIGGER "LotMove_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "LotMove" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();

-- Lots are searched by fragments, where the extension is to be had.
DO $$
BEGIN
  CREATE INDEX "Lot_code_search" ON "Lot" USING gin (hesabu_fold("code") gin_trgm_ops);
EXCEPTION WHEN undefined_object THEN NULL;
END $$;

-- Places: bins and what lies in them, transfers by way of transit, pick lists, counts.
ALTER TYPE "EntryKind" ADD VALUE 'TRANSFER';
ALTER TYPE "EntryKind" ADD VALUE 'COUNT';

ALTER TABLE "StockLevel" ADD COLUMN "binned" DECIMAL(20,6) NOT NULL DEFAULT 0, ADD COLUMN "defaultBinId" UUID;

CREATE TYPE "BinMoveKind" AS ENUM ('PUT_AWAY', 'PICK', 'MOVE', 'COUNT');

CREATE TYPE "TransferStatus" AS ENUM ('DRAFT', 'DISPATCHED', 'PART_RECEIVED', 'RECEIVED', 'CANCELLED');

CREATE TYPE "TransferStepKind" AS ENUM ('DISPATCH', 'RECEIPT', 'SHORTAGE');

CREATE TYPE "PickListStatus" AS ENUM ('OPEN', 'PICKED', 'CANCELLED');

CREATE TYPE "PickShortReason" AS ENUM ('NOT_FOUND', 'DAMAGED', 'OTHER');

CREATE TYPE "CountKind" AS ENUM ('FULL', 'CYCLE');

CREATE TYPE "StockCountStatus" AS ENUM ('COUNTING', 'REVIEW', 'POSTED', 'CANCELLED', 'REVERSED');

CREATE TYPE "CountLineState" AS ENUM ('OPEN', 'COUNTED', 'DISAGREED', 'POSTED');

CREATE TABLE "Bin" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "warehouseId" UUID NOT NULL,
    "code" VARCHAR(40) NOT NULL,
    "zone" VARCHAR(40),
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "distance" DECIMAL(20,6) NOT NULL DEFAULT 0,
    "capacity" DECIMAL(20,6),
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Bin_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "BinContent" (
    "id" UUID NOT NULL,
    "binId" UUID NOT NULL,
    "warehouseId" UUID NOT NULL,
    "productId" UUID NOT NULL,
    "lotId" UUID,
    "quantity" DECIMAL(20,6) NOT NULL,

    CONSTRAINT "BinContent_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "BinMove" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "warehouseId" UUID NOT NULL,
    "productId" UUID NOT NULL,
    "lotId" UUID,
    "kind" "BinMoveKind" NOT NULL,
    "fromBinId" UUID,
    "toBinId" UUID,
    "quantity" DECIMAL(20,6) NOT NULL,
    "stockMoveId" UUID,
    "note" VARCHAR(1000),
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "actorId" UUID,

    CONSTRAINT "BinMove_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Transfer" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "fromWarehouseId" UUID NOT NULL,
    "toWarehouseId" UUID NOT NULL,
    "transitWarehouseId" UUID,
    "status" "TransferStatus" NOT NULL DEFAULT 'DRAFT',
    "expectedOn" DATE,
    "dispatchedOn" DATE,
    "receivedOn" DATE,
    "note" VARCHAR(2000),
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Transfer_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "TransferLine" (
    "id" UUID NOT NULL,
    "transferId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "productId" UUID NOT NULL,
    "quantity" DECIMAL(20,6) NOT NULL,
    "dispatched" DECIMAL(20,6) NOT NULL DEFAULT 0,
    "received" DECIMAL(20,6) NOT NULL DEFAULT 0,
    "lost" DECIMAL(20,6) NOT NULL DEFAULT 0,

    CONSTRAINT "TransferLine_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "TransferStep" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "transferId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "kind" "TransferStepKind" NOT NULL,
    "happenedOn" DATE NOT NULL,
    "status" "PostingStatus" NOT NULL DEFAULT 'POSTED',
    "reversedOn" DATE,
    "reason" "MoveReason",
    "note" VARCHAR(1000),
    "valueMinor" BIGINT NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "TransferStep_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "TransferStepLine" (
    "id" UUID NOT NULL,
    "stepId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "transferLineId" UUID NOT NULL,
    "productId" UUID NOT NULL,
    "lotId" UUID,
    "quantity" DECIMAL(20,6) NOT NULL,
    "moveId" UUID NOT NULL,
    "valueMinor" BIGINT NOT NULL,

    CONSTRAINT "TransferStepLine_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "PickList" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "warehouseId" UUID NOT NULL,
    "status" "PickListStatus" NOT NULL DEFAULT 'OPEN',
    "pickerId" UUID,
    "note" VARCHAR(1000),
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "pickedAt" TIMESTAMPTZ(6),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "PickList_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "PickLine" (
    "id" UUID NOT NULL,
    "pickListId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "orderId" UUID NOT NULL,
    "orderLineId" UUID NOT NULL,
    "reservationId" UUID NOT NULL,
    "productId" UUID NOT NULL,
    "lotId" UUID,
    "binId" UUID,
    "quantity" DECIMAL(20,6) NOT NULL,
    "picked" DECIMAL(20,6),
    "shortReason" "PickShortReason",
    "shipmentId" UUID,

    CONSTRAINT "PickLine_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "StockCount" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "warehouseId" UUID NOT NULL,
    "kind" "CountKind" NOT NULL,
    "status" "StockCountStatus" NOT NULL DEFAULT 'COUNTING',
    "scope" JSONB NOT NULL,
    "isBlind" BOOLEAN NOT NULL DEFAULT true,
    "toleranceQuantity" DECIMAL(20,6) NOT NULL DEFAULT 0,
    "toleranceRate" DECIMAL(9,6) NOT NULL DEFAULT 0,
    "note" VARCHAR(1000),
    "startedOn" DATE NOT NULL,
    "startedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "endedOn" DATE,
    "postings" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "StockCount_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "CountLine" (
    "id" UUID NOT NULL,
    "stockCountId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "productId" UUID NOT NULL,
    "lotId" UUID,
    "binId" UUID,
    "expected" DECIMAL(20,6) NOT NULL,
    "unitCost" DECIMAL(20,8),
    "round" INTEGER NOT NULL DEFAULT 1,
    "counted" DECIMAL(20,6),
    "difference" DECIMAL(20,6),
    "differenceMinor" BIGINT,
    "state" "CountLineState" NOT NULL DEFAULT 'OPEN',
    "countedAt" TIMESTAMPTZ(6),

    CONSTRAINT "CountLine_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "CountSheet" (
    "id" UUID NOT NULL,
    "stockCountId" UUID NOT NULL,
    "counterId" UUID,
    "counterName" VARCHAR(200) NOT NULL,
    "openedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "CountSheet_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "CountEntry" (
    "id" UUID NOT NULL,
    "sheetId" UUID NOT NULL,
    "countLineId" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "quantity" DECIMAL(20,6) NOT NULL,
    "book" DECIMAL(20,6) NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "actorId" UUID,

    CONSTRAINT "CountEntry_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "Bin_warehouseId_code_key" ON "Bin"("warehouseId", "code");

CREATE INDEX "BinContent_productId_warehouseId_idx" ON "BinContent"("productId", "warehouseId");

CREATE INDEX "BinMove_productId_warehouseId_idx" ON "BinMove"("productId", "warehouseId");

CREATE INDEX "BinMove_stockMoveId_idx" ON "BinMove"("stockMoveId");

CREATE UNIQUE INDEX "Transfer_number_key" ON "Transfer"("number");

CREATE INDEX "Transfer_status_idx" ON "Transfer"("status");

CREATE INDEX "TransferLine_productId_idx" ON "TransferLine"("productId");

CREATE UNIQUE INDEX "TransferLine_transferId_no_key" ON "TransferLine"("transferId", "no");

CREATE UNIQUE INDEX "TransferStep_transferId_no_key" ON "TransferStep"("transferId", "no");

CREATE INDEX "TransferStepLine_transferLineId_idx" ON "TransferStepLine"("transferLineId");

CREATE UNIQUE INDEX "TransferStepLine_stepId_no_key" ON "TransferStepLine"("stepId", "no");

CREATE UNIQUE INDEX "PickList_number_key" ON "PickList"("number");

CREATE INDEX "PickList_status_idx" ON "PickList"("status");

CREATE INDEX "PickLine_orderId_idx" ON "PickLine"("orderId");

CREATE UNIQUE INDEX "PickLine_pickListId_no_key" ON "PickLine"("pickListId", "no");

CREATE UNIQUE INDEX "StockCount_number_key" ON "StockCount"("number");

CREATE INDEX "StockCount_status_idx" ON "StockCount"("status");

CREATE INDEX "CountLine_productId_idx" ON "CountLine"("productId");

CREATE UNIQUE INDEX "CountLine_stockCountId_no_key" ON "CountLine"("stockCountId", "no");

CREATE INDEX "CountSheet_stockCountId_idx" ON "CountSheet"("stockCountId");

CREATE INDEX "CountEntry_countLineId_idx" ON "CountEntry"("countLineId");

ALTER TABLE "BinContent" ADD CONSTRAINT "BinContent_binId_fkey" FOREIGN KEY ("binId") REFERENCES "Bin"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "TransferLine" ADD CONSTRAINT "TransferLine_transferId_fkey" FOREIGN KEY ("transferId") REFERENCES "Transfer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "TransferStep" ADD CONSTRAINT "TransferStep_transferId_fkey" FOREIGN KEY ("transferId") REFERENCES "Transfer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "TransferStepLine" ADD CONSTRAINT "TransferStepLine_stepId_fkey" FOREIGN KEY ("stepId") REFERENCES "TransferStep"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "PickLine" ADD CONSTRAINT "PickLine_pickListId_fkey" FOREIGN KEY ("pickListId") REFERENCES "PickList"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "CountLine" ADD CONSTRAINT "CountLine_stockCountId_fkey" FOREIGN KEY ("stockCountId") REFERENCES "StockCount"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "CountSheet" ADD CONSTRAINT "CountSheet_stockCountId_fkey" FOREIGN KEY ("stockCountId") REFERENCES "StockCount"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "CountEntry" ADD CONSTRAINT "CountEntry_sheetId_fkey" FOREIGN KEY ("sheetId") REFERENCES "CountSheet"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "CountEntry" ADD CONSTRAINT "CountEntry_countLineId_fkey" FOREIGN KEY ("countLineId") REFERENCES "CountLine"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "StockLevel" ADD CONSTRAINT "StockLevel_binned" CHECK ("binned" >= 0 AND "binned" <= greatest("onHand", 0)),
  ADD CONSTRAINT "StockLevel_defaultBinId_fkey" FOREIGN KEY ("defaultBinId") REFERENCES "Bin"("id");
-- A product without lots lies in a bin once.
CREATE UNIQUE INDEX "BinContent_place" ON "BinContent" ("binId", "productId", "lotId") NULLS NOT DISTINCT;
CREATE INDEX "BinMove_fromBinId" ON "BinMove" ("fromBinId") WHERE "fromBinId" IS NOT NULL;
CREATE INDEX "BinMove_toBinId" ON "BinMove" ("toBinId") WHERE "toBinId" IS NOT NULL;
CREATE INDEX "PickLine_shipmentId" ON "PickLine" ("shipmentId") WHERE "shipmentId" IS NOT NULL;
CREATE INDEX "PickLine_reservationId" ON "PickLine" ("reservationId");
CREATE UNIQUE INDEX "CountLine_place" ON "CountLine" ("stockCountId", "productId", "lotId", "binId") NULLS NOT DISTINCT;
ALTER TABLE "BinContent" ADD CONSTRAINT "BinContent_quantity" CHECK ("quantity" >= 0);
ALTER TABLE "BinMove" ADD CONSTRAINT "BinMove_quantity" CHECK ("quantity" > 0),
  ADD CONSTRAINT "BinMove_places" CHECK ("fromBinId" IS DISTINCT FROM "toBinId");
ALTER TABLE "Bin" ADD CONSTRAINT "Bin_distance" CHECK ("distance" >= 0), ADD CONSTRAINT "Bin_capacity" CHECK ("capacity" > 0);
ALTER TABLE "Transfer" ADD CONSTRAINT "Transfer_warehouses" CHECK ("fromWarehouseId" <> "toWarehouseId");
ALTER TABLE "TransferLine" ADD CONSTRAINT "TransferLine_quantity" CHECK ("quantity" > 0),
  ADD CONSTRAINT "TransferLine_received" CHECK ("received" >= 0 AND "lost" >= 0 AND "received" + "lost" <= "dispatched");
ALTER TABLE "TransferStepLine" ADD CONSTRAINT "TransferStepLine_quantity" CHECK ("quantity" > 0);
ALTER TABLE "PickLine" ADD CONSTRAINT "PickLine_quantity" CHECK ("quantity" > 0 AND "picked" BETWEEN 0 AND "quantity");
ALTER TABLE "CountEntry" ADD CONSTRAINT "CountEntry_quantity" CHECK ("quantity" >= 0);

INSERT INTO hesabu_ledger VALUES ('BinMove'), ('TransferStepLine'), ('CountEntry');
DO $$
DECLARE each text;
BEGIN
  FOREACH each IN ARRAY ARRAY['BinMove', 'TransferStepLine', 'CountEntry'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE OR TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only()', each || '_append_only', each);
  END LOOP;
END $$;

-- What is promised: warehouses chosen by rule, kits, and goods that a supplier sends straight to the customer.
CREATE TYPE "AllocationStrategy" AS ENUM ('PRIORITY', 'NEAREST', 'HIGHEST_STOCK', 'FIRST_EXPIRING');

ALTER TABLE "Order" ADD COLUMN     "channel" "Channel" NOT NULL DEFAULT 'CONSOLE',
ADD COLUMN     "choosesWarehouse" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "servedFrom" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "shipToLatitude" DECIMAL(9,6),
ADD COLUMN     "shipToLongitude" DECIMAL(9,6);

ALTER TABLE "OrderLine" ADD COLUMN     "isDropShipped" BOOLEAN NOT NULL DEFAULT false;

CREATE TABLE "AllocationRule" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "channel" "Channel",
    "strategy" "AllocationStrategy" NOT NULL DEFAULT 'PRIORITY',
    "splitsLines" BOOLEAN NOT NULL DEFAULT true,
    "keepsTogether" BOOLEAN NOT NULL DEFAULT false,
    "warehouseIds" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "AllocationRule_pkey" PRIMARY KEY ("id")
);

ALTER TABLE "Reservation" ADD COLUMN     "because" JSONB,
ADD COLUMN     "isLinked" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "perKit" DECIMAL(20,6);

ALTER TABLE "Shipment" ADD COLUMN     "receiptId" UUID;
CREATE UNIQUE INDEX "Shipment_receiptId_key" ON "Shipment"("receiptId");

ALTER TABLE "Supplier" ADD COLUMN     "dropShipsAtOnce" BOOLEAN NOT NULL DEFAULT false;

ALTER TABLE "PurchaseOrder" ADD COLUMN     "customerOrderId" UUID,
ADD COLUMN     "shipToCity" VARCHAR(100),
ADD COLUMN     "shipToCountry" VARCHAR(100),
ADD COLUMN     "shipToName" VARCHAR(200),
ADD COLUMN     "shipToPostalCode" VARCHAR(30),
ADD COLUMN     "shipToRegion" VARCHAR(100),
ADD COLUMN     "shipToStreet" VARCHAR(300);
CREATE INDEX "PurchaseOrder_customerOrderId_idx" ON "PurchaseOrder"("customerOrderId");

ALTER TABLE "PurchaseOrderLine" ADD COLUMN     "orderLineId" UUID;
CREATE INDEX "PurchaseOrderLine_orderLineId_idx" ON "PurchaseOrderLine"("orderLineId");

ALTER TABLE "Receipt" ADD COLUMN     "customerOrderId" UUID;

ALTER TABLE "Product" ADD COLUMN     "dropSupplierId" UUID;

ALTER TABLE "Address" ADD COLUMN     "latitude" DECIMAL(9,6),
ADD COLUMN     "longitude" DECIMAL(9,6);

CREATE TABLE "KitComponent" (
    "id" UUID NOT NULL,
    "kitProductId" UUID NOT NULL,
    "componentProductId" UUID NOT NULL,
    "quantity" DECIMAL(20,6) NOT NULL,

    CONSTRAINT "KitComponent_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "KitComponent_componentProductId_idx" ON "KitComponent"("componentProductId");
CREATE UNIQUE INDEX "KitComponent_kitProductId_componentProductId_key" ON "KitComponent"("kitProductId", "componentProductId");

-- One rule a channel, and one for those that have none.
CREATE UNIQUE INDEX "AllocationRule_channel" ON "AllocationRule" ("companyId", "channel") NULLS NOT DISTINCT WHERE "isActive";
-- Who must be looked at together with others when goods arrive.
CREATE INDEX "Reservation_linked" ON "Reservation" ("productId") WHERE "isLinked" AND "backordered" > 0;
ALTER TABLE "KitComponent" ADD CONSTRAINT "KitComponent_quantity" CHECK ("quantity" > 0),
  ADD CONSTRAINT "KitComponent_other" CHECK ("kitProductId" <> "componentProductId"),
  ADD CONSTRAINT "KitComponent_kit_fkey" FOREIGN KEY ("kitProductId") REFERENCES "Product"(id),
  ADD CONSTRAINT "KitComponent_component_fkey" FOREIGN KEY ("componentProductId") REFERENCES "Product"(id);
ALTER TABLE "Reservation" ADD CONSTRAINT "Reservation_perKit" CHECK ("perKit" > 0);
ALTER TABLE "Address" ADD CONSTRAINT "Address_place" CHECK ("latitude" BETWEEN -90 AND 90 AND "longitude" BETWEEN -180 AND 180);
ALTER TABLE "Order" ADD CONSTRAINT "Order_shipToPlace" CHECK ("shipToLatitude" BETWEEN -90 AND 90 AND "shipToLongitude" BETWEEN -180 AND 180);

-- Units that convert, supplies for our own use, levels to which sites are filled, recipes.
ALTER TYPE "EntryKind" ADD VALUE 'OWN_USE';
ALTER TYPE "EntryKind" ADD VALUE 'PRODUCTION';

CREATE TYPE "ParStatus" AS ENUM ('ENOUGH', 'BELOW_PAR', 'BELOW_MINIMUM', 'ON_ITS_WAY');

CREATE TYPE "UnitDimension" AS ENUM ('COUNT', 'MASS', 'VOLUME', 'LENGTH', 'TIME');

CREATE TYPE "UnitRounding" AS ENUM ('HALF_AWAY', 'UP', 'DOWN');

CREATE TYPE "CostObjectKind" AS ENUM ('DEPARTMENT', 'JOB', 'CLIENT');

CREATE TYPE "SupplyIssueKind" AS ENUM ('ISSUE', 'RETURN');

ALTER TABLE "Unit" ADD COLUMN     "denominator" BIGINT,
ADD COLUMN     "dimension" "UnitDimension",
ADD COLUMN     "numerator" BIGINT,
ADD COLUMN     "rounding" "UnitRounding" NOT NULL DEFAULT 'HALF_AWAY',
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

ALTER TABLE "OrderLine" ADD COLUMN     "entered" DECIMAL(20,6),
ADD COLUMN     "enteredPrice" DECIMAL(20,8),
ADD COLUMN     "perDenominator" BIGINT,
ADD COLUMN     "perNumerator" BIGINT,
ADD COLUMN     "unitId" UUID;

ALTER TABLE "PurchaseOrderLine" ADD COLUMN     "entered" DECIMAL(20,6),
ADD COLUMN     "enteredCost" DECIMAL(20,8),
ADD COLUMN     "perDenominator" BIGINT,
ADD COLUMN     "perNumerator" BIGINT,
ADD COLUMN     "unitId" UUID;

ALTER TABLE "ReceiptLine" ADD COLUMN     "entered" DECIMAL(20,6),
ADD COLUMN     "perDenominator" BIGINT,
ADD COLUMN     "perNumerator" BIGINT,
ADD COLUMN     "unitId" UUID;

CREATE TABLE "CostObject" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "kind" "CostObjectKind" NOT NULL,
    "code" VARCHAR(40) NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "customerId" UUID,
    "note" VARCHAR(2000),
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "CostObject_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "SupplyIssue" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "kind" "SupplyIssueKind" NOT NULL DEFAULT 'ISSUE',
    "returnsIssueId" UUID,
    "costObjectId" UUID NOT NULL,
    "warehouseId" UUID NOT NULL,
    "issuedOn" DATE NOT NULL,
    "person" VARCHAR(200),
    "note" VARCHAR(1000),
    "currencyCode" CHAR(3) NOT NULL,
    "valueMinor" BIGINT NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "SupplyIssue_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "SupplyIssueLine" (
    "id" UUID NOT NULL,
    "issueId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "productId" UUID NOT NULL,
    "quantity" DECIMAL(20,6) NOT NULL,
    "unitId" UUID,
    "entered" DECIMAL(20,6),
    "perNumerator" BIGINT,
    "perDenominator" BIGINT,
    "currencyCode" CHAR(3) NOT NULL,
    "valueMinor" BIGINT NOT NULL,
    "note" VARCHAR(500),
    "returnsLineId" UUID,

    CONSTRAINT "SupplyIssueLine_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "ParLevel" (
    "id" UUID NOT NULL,
    "productId" UUID NOT NULL,
    "warehouseId" UUID NOT NULL,
    "par" DECIMAL(20,6) NOT NULL,
    "minimum" DECIMAL(20,6) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "ParLevel_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Recipe" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "productId" UUID NOT NULL,
    "portions" DECIMAL(20,6) NOT NULL,
    "instructions" VARCHAR(5000),
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Recipe_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "RecipeLine" (
    "id" UUID NOT NULL,
    "recipeId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "productId" UUID NOT NULL,
    "entered" DECIMAL(20,6) NOT NULL,
    "unitId" UUID NOT NULL,
    "perNumerator" BIGINT NOT NULL,
    "perDenominator" BIGINT NOT NULL,
    "yieldRate" DECIMAL(9,6) NOT NULL DEFAULT 1,
    "note" VARCHAR(500),

    CONSTRAINT "RecipeLine_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Preparation" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "recipeId" UUID NOT NULL,
    "productId" UUID NOT NULL,
    "warehouseId" UUID NOT NULL,
    "costObjectId" UUID,
    "preparedOn" DATE NOT NULL,
    "portions" DECIMAL(20,6) NOT NULL,
    "status" "PostingStatus" NOT NULL DEFAULT 'POSTED',
    "reversedOn" DATE,
    "currencyCode" CHAR(3) NOT NULL,
    "valueMinor" BIGINT NOT NULL,
    "note" VARCHAR(1000),
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "Preparation_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "PreparationLine" (
    "id" UUID NOT NULL,
    "preparationId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "productId" UUID NOT NULL,
    "planned" DECIMAL(20,6) NOT NULL,
    "quantity" DECIMAL(20,6) NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "valueMinor" BIGINT NOT NULL,

    CONSTRAINT "PreparationLine_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "MenuPlan" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "servedOn" DATE NOT NULL,
    "warehouseId" UUID NOT NULL,
    "costObjectId" UUID,
    "note" VARCHAR(2000),
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "MenuPlan_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "MenuPlanLine" (
    "id" UUID NOT NULL,
    "planId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "productId" UUID NOT NULL,
    "portions" DECIMAL(20,6) NOT NULL,

    CONSTRAINT "MenuPlanLine_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "ProductUnit" (
    "id" UUID NOT NULL,
    "productId" UUID NOT NULL,
    "unitId" UUID NOT NULL,
    "perUnitId" UUID NOT NULL,
    "numerator" BIGINT NOT NULL,
    "denominator" BIGINT NOT NULL,
    "isPurchaseUnit" BOOLEAN NOT NULL DEFAULT false,
    "isSaleUnit" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "ProductUnit_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "CostObject_code_key" ON "CostObject"("code");

CREATE INDEX "CostObject_customerId_idx" ON "CostObject"("customerId");

CREATE UNIQUE INDEX "SupplyIssue_number_key" ON "SupplyIssue"("number");

CREATE INDEX "SupplyIssue_costObjectId_issuedOn_idx" ON "SupplyIssue"("costObjectId", "issuedOn");

CREATE INDEX "SupplyIssue_returnsIssueId_idx" ON "SupplyIssue"("returnsIssueId");

CREATE INDEX "SupplyIssueLine_returnsLineId_idx" ON "SupplyIssueLine"("returnsLineId");

CREATE INDEX "SupplyIssueLine_productId_idx" ON "SupplyIssueLine"("productId");

CREATE UNIQUE INDEX "SupplyIssueLine_issueId_no_key" ON "SupplyIssueLine"("issueId", "no");

CREATE INDEX "ParLevel_warehouseId_idx" ON "ParLevel"("warehouseId");

CREATE UNIQUE INDEX "ParLevel_productId_warehouseId_key" ON "ParLevel"("productId", "warehouseId");

CREATE UNIQUE INDEX "Recipe_productId_key" ON "Recipe"("productId");

CREATE INDEX "RecipeLine_productId_idx" ON "RecipeLine"("productId");

CREATE UNIQUE INDEX "RecipeLine_recipeId_no_key" ON "RecipeLine"("recipeId", "no");

CREATE UNIQUE INDEX "Preparation_number_key" ON "Preparation"("number");

CREATE INDEX "Preparation_recipeId_preparedOn_idx" ON "Preparation"("recipeId", "preparedOn");

CREATE INDEX "Preparation_costObjectId_idx" ON "Preparation"("costObjectId");

CREATE UNIQUE INDEX "PreparationLine_preparationId_no_key" ON "PreparationLine"("preparationId", "no");

CREATE INDEX "MenuPlan_servedOn_idx" ON "MenuPlan"("servedOn");

CREATE UNIQUE INDEX "MenuPlanLine_planId_no_key" ON "MenuPlanLine"("planId", "no");

CREATE UNIQUE INDEX "ProductUnit_productId_unitId_key" ON "ProductUnit"("productId", "unitId");

ALTER TABLE "SupplyIssueLine" ADD CONSTRAINT "SupplyIssueLine_issueId_fkey" FOREIGN KEY ("issueId") REFERENCES "SupplyIssue"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "RecipeLine" ADD CONSTRAINT "RecipeLine_recipeId_fkey" FOREIGN KEY ("recipeId") REFERENCES "Recipe"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "PreparationLine" ADD CONSTRAINT "PreparationLine_preparationId_fkey" FOREIGN KEY ("preparationId") REFERENCES "Preparation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "MenuPlanLine" ADD CONSTRAINT "MenuPlanLine_planId_fkey" FOREIGN KEY ("planId") REFERENCES "MenuPlan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "CountEntry" ADD COLUMN "unitId" UUID, ADD COLUMN "entered" DECIMAL(20,6), ADD COLUMN "perNumerator" BIGINT, ADD COLUMN "perDenominator" BIGINT,
  ADD CONSTRAINT "CountEntry_entered" CHECK (num_nulls("unitId", "entered", "perNumerator", "perDenominator") IN (0, 4)
    AND "perNumerator" > 0 AND "perDenominator" > 0 AND "entered" * "perNumerator" = "quantity" * "perDenominator");
-- Units: what a piece, a kilogram and the like measure, known of old; more of them for companies that are at work already.
UPDATE "Unit" u SET dimension = s.dimension::"UnitDimension", numerator = s.numerator, denominator = 1 FROM (VALUES ('PCS', 'COUNT', 1), ('KG', 'MASS', 1000),
  ('L', 'VOLUME', 1000), ('M', 'LENGTH', 1000), ('H', 'TIME', 3600)) s(code, dimension, numerator) WHERE u.code = s.code;
INSERT INTO "Unit" (id, code, name, decimals, rounding, dimension, numerator, denominator)
  SELECT gen_random_uuid(), s.code, s.name, s.decimals, s.rounding::"UnitRounding", s.dimension::"UnitDimension", s.numerator, s.denominator FROM (VALUES
    ('DOZ', 'Dozen', 0, 'UP', 'COUNT', 12, 1), ('CASE', 'Case', 0, 'UP', NULL, NULL, NULL), ('BAG', 'Bag', 0, 'UP', NULL, NULL, NULL),
    ('G', 'Gram', 0, 'HALF_AWAY', 'MASS', 1, 1), ('LB', 'Pound', 3, 'HALF_AWAY', 'MASS', 45359237, 100000), ('OZ', 'Ounce', 2, 'HALF_AWAY', 'MASS', 45359237, 1600000),
    ('ML', 'Millilitre', 0, 'HALF_AWAY', 'VOLUME', 1, 1), ('TSP', 'Teaspoon', 2, 'HALF_AWAY', 'VOLUME', 5, 1), ('TBSP', 'Tablespoon', 2, 'HALF_AWAY', 'VOLUME', 15, 1),
    ('CM', 'Centimetre', 1, 'HALF_AWAY', 'LENGTH', 10, 1), ('MIN', 'Minute', 0, 'UP', 'TIME', 60, 1))
    s(code, name, decimals, rounding, dimension, numerator, denominator)
  WHERE EXISTS (SELECT FROM "Unit") AND NOT EXISTS (SELECT FROM "Unit" u WHERE u.code = s.code);

ALTER TABLE "Unit" ADD CONSTRAINT "Unit_dimension" CHECK (("dimension" IS NULL) = ("numerator" IS NULL) AND ("numerator" IS NULL) = ("denominator" IS NULL)),
  ADD CONSTRAINT "Unit_factor" CHECK ("numerator" > 0 AND "denominator" > 0);
ALTER TABLE "ProductUnit" ADD CONSTRAINT "ProductUnit_factor" CHECK ("numerator" > 0 AND "denominator" > 0), ADD CONSTRAINT "ProductUnit_other" CHECK ("unitId" <> "perUnitId");
CREATE UNIQUE INDEX "ProductUnit_purchase" ON "ProductUnit" ("productId") WHERE "isPurchaseUnit";
CREATE UNIQUE INDEX "ProductUnit_sale" ON "ProductUnit" ("productId") WHERE "isSaleUnit";
ALTER TABLE "OrderLine" ADD CONSTRAINT "OrderLine_entered" CHECK (num_nulls("unitId", "entered", "perNumerator", "perDenominator", "enteredPrice") IN (0, 5)
  AND "perNumerator" > 0 AND "perDenominator" > 0 AND "entered" * "perNumerator" = "quantity" * "perDenominator");
ALTER TABLE "PurchaseOrderLine" ADD CONSTRAINT "PurchaseOrderLine_entered" CHECK (num_nulls("unitId", "entered", "perNumerator", "perDenominator", "enteredCost") IN (0, 5)
  AND "perNumerator" > 0 AND "perDenominator" > 0 AND "entered" * "perNumerator" = "quantity" * "perDenominator");
ALTER TABLE "ReceiptLine" ADD CONSTRAINT "ReceiptLine_entered" CHECK (num_nulls("unitId", "entered", "perNumerator", "perDenominator") IN (0, 4)
  AND "perNumerator" > 0 AND "perDenominator" > 0 AND "entered" * "perNumerator" = "quantity" * "perDenominator");
ALTER TABLE "SupplyIssueLine" ADD CONSTRAINT "SupplyIssueLine_entered" CHECK (num_nulls("unitId", "entered", "perNumerator", "perDenominator") IN (0, 4)
  AND "perNumerator" > 0 AND "perDenominator" > 0 AND "entered" * "perNumerator" = "quantity" * "perDenominator"), ADD CONSTRAINT "SupplyIssueLine_quantity" CHECK ("quantity" > 0);
ALTER TABLE "SupplyIssue" ADD CONSTRAINT "SupplyIssue_return" CHECK ((kind = 'RETURN') = ("returnsIssueId" IS NOT NULL));
ALTER TABLE "ParLevel" ADD CONSTRAINT "ParLevel_par" CHECK ("par" > 0 AND "minimum" >= 0 AND "minimum" <= "par");
ALTER TABLE "Recipe" ADD CONSTRAINT "Recipe_portions" CHECK ("portions" > 0);
ALTER TABLE "RecipeLine" ADD CONSTRAINT "RecipeLine_entered" CHECK ("entered" > 0 AND "perNumerator" > 0 AND "perDenominator" > 0),
  ADD CONSTRAINT "RecipeLine_yield" CHECK ("yieldRate" > 0 AND "yieldRate" <= 1);
ALTER TABLE "Preparation" ADD CONSTRAINT "Preparation_portions" CHECK ("portions" > 0), ADD CONSTRAINT "Preparation_reversed" CHECK ((status = 'REVERSED') = ("reversedOn" IS NOT NULL));
ALTER TABLE "PreparationLine" ADD CONSTRAINT "PreparationLine_quantity" CHECK ("quantity" >= 0 AND "planned" >= 0);
ALTER TABLE "MenuPlanLine" ADD CONSTRAINT "MenuPlanLine_portions" CHECK ("portions" > 0);

-- Written once.
INSERT INTO hesabu_ledger VALUES ('SupplyIssue'), ('SupplyIssueLine'), ('PreparationLine');
CREATE TRIGGER "SupplyIssue_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "SupplyIssue" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();
CREATE TRIGGER "SupplyIssueLine_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "SupplyIssueLine" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();
CREATE TRIGGER "PreparationLine_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "PreparationLine" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();

-- Purchasing, whole: prices of suppliers, requisitions, quotations, receiving rules, inspections, returns to suppliers.
ALTER TYPE "ApprovalKind" ADD VALUE 'PURCHASE_ORDER';
ALTER TYPE "ApprovalStatus" ADD VALUE 'WITHDRAWN';
ALTER TYPE "EntryKind" ADD VALUE 'SUPPLIER_RETURN';


CREATE TYPE "InspectionStatus" AS ENUM ('OPEN', 'DONE', 'CANCELLED');
CREATE TYPE "InspectionOutcome" AS ENUM ('ACCEPTED', 'RETURNED', 'SCRAPPED');
CREATE TYPE "RejectReason" AS ENUM ('DAMAGED', 'DEFECTIVE', 'WRONG_GOODS', 'EXPIRED', 'PAPERS_MISSING', 'OTHER');
CREATE TYPE "PriceSource" AS ENUM ('LIST', 'BREAK', 'QUOTE', 'MANUAL');
CREATE TYPE "RequisitionStatus" AS ENUM ('DRAFT', 'SUBMITTED', 'APPROVED', 'ORDERED', 'REJECTED', 'CANCELLED');
CREATE TYPE "RequisitionOrigin" AS ENUM ('PERSON', 'PLANNER', 'PAR_LEVEL', 'RECIPE');
CREATE TYPE "QuoteRequestStatus" AS ENUM ('DRAFT', 'SENT', 'CLOSED', 'CANCELLED');
CREATE TYPE "InvitationStatus" AS ENUM ('INVITED', 'ANSWERED', 'DECLINED');

ALTER TABLE "Supplier" ADD COLUMN "currencyCode" CHAR(3);
ALTER TABLE "SupplierProduct" ADD COLUMN "minimumQuantity" DECIMAL(20,6),
ADD COLUMN "orderMultiple" DECIMAL(20,6),
ADD COLUMN "supplierSku" VARCHAR(60),
ADD COLUMN "validFrom" DATE,
ADD COLUMN "validTo" DATE;
ALTER TABLE "PurchaseOrder" ADD COLUMN "confirmedOn" DATE,
ADD COLUMN "exchangeRate" DECIMAL(20,8),
ADD COLUMN "supplierReference" VARCHAR(100);
ALTER TABLE "PurchaseOrderLine" ADD COLUMN "choiceReason" VARCHAR(1000),
ADD COLUMN "expectedOn" DATE,
ADD COLUMN "leadTimeDays" INTEGER,
ADD COLUMN "overrideReason" VARCHAR(1000),
ADD COLUMN "priceFrom" DECIMAL(20,6),
ADD COLUMN "priceValidTo" DATE,
ADD COLUMN "priceSource" "PriceSource" NOT NULL DEFAULT 'MANUAL',
ADD COLUMN "promisedOn" DATE,
ADD COLUMN "quotedCost" DECIMAL(20,8),
ADD COLUMN "quotedCurrencyCode" CHAR(3);

CREATE TABLE "Inspection" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "status" "InspectionStatus" NOT NULL DEFAULT 'OPEN',
    "receiptId" UUID NOT NULL,
    "receiptLineId" UUID NOT NULL,
    "purchaseOrderId" UUID NOT NULL,
    "supplierId" UUID NOT NULL,
    "productId" UUID NOT NULL,
    "warehouseId" UUID NOT NULL,
    "quantity" DECIMAL(20,6) NOT NULL,
    "accepted" DECIMAL(20,6) NOT NULL DEFAULT 0,
    "returned" DECIMAL(20,6) NOT NULL DEFAULT 0,
    "scrapped" DECIMAL(20,6) NOT NULL DEFAULT 0,
    "openedOn" DATE NOT NULL,
    "closedOn" DATE,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Inspection_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "InspectionResult" (
    "id" UUID NOT NULL,
    "inspectionId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "outcome" "InspectionOutcome" NOT NULL,
    "quantity" DECIMAL(20,6) NOT NULL,
    "reason" "RejectReason",
    "note" VARCHAR(1000),
    "inspectedOn" DATE NOT NULL,
    "lotId" UUID,
    "supplierReturnId" UUID,
    "reversesResultId" UUID,
    "actorName" VARCHAR(200) NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "InspectionResult_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "SupplierReturn" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "receiptId" UUID NOT NULL,
    "purchaseOrderId" UUID NOT NULL,
    "supplierId" UUID NOT NULL,
    "warehouseId" UUID NOT NULL,
    "returnedOn" DATE NOT NULL,
    "status" "PostingStatus" NOT NULL DEFAULT 'POSTED',
    "reversedOn" DATE,
    "reason" VARCHAR(1000) NOT NULL,
    "isReplaced" BOOLEAN NOT NULL DEFAULT false,
    "currencyCode" CHAR(3) NOT NULL,
    "valueMinor" BIGINT NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "SupplierReturn_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "SupplierReturnLine" (
    "id" UUID NOT NULL,
    "supplierReturnId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "receiptLineId" UUID NOT NULL,
    "productId" UUID NOT NULL,
    "quantity" DECIMAL(20,6) NOT NULL,
    "valueMinor" BIGINT NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,

    CONSTRAINT "SupplierReturnLine_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "SupplierPrice" (
    "id" UUID NOT NULL,
    "supplierProductId" UUID NOT NULL,
    "minimumQuantity" DECIMAL(20,6) NOT NULL DEFAULT 0,
    "unitCost" DECIMAL(20,8) NOT NULL,
    "validFrom" DATE,
    "validTo" DATE,

    CONSTRAINT "SupplierPrice_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "ReceivingRule" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "supplierId" UUID,
    "productId" UUID,
    "inspects" BOOLEAN,
    "overRate" DECIMAL(9,6),
    "overQuantity" DECIMAL(20,6),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "ReceivingRule_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Requisition" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "status" "RequisitionStatus" NOT NULL DEFAULT 'DRAFT',
    "origin" "RequisitionOrigin" NOT NULL DEFAULT 'PERSON',
    "warehouseId" UUID NOT NULL,
    "requestedById" UUID,
    "requestedByName" VARCHAR(200) NOT NULL,
    "neededOn" DATE,
    "reason" VARCHAR(1000) NOT NULL,
    "submittedAt" TIMESTAMPTZ(6),
    "decidedByName" VARCHAR(200),
    "decidedAt" TIMESTAMPTZ(6),
    "decisionReason" VARCHAR(1000),
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Requisition_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "RequisitionLine" (
    "id" UUID NOT NULL,
    "requisitionId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "productId" UUID NOT NULL,
    "quantity" DECIMAL(20,6) NOT NULL,
    "drafted" DECIMAL(20,6) NOT NULL DEFAULT 0,
    "ordered" DECIMAL(20,6) NOT NULL DEFAULT 0,
    "closed" DECIMAL(20,6) NOT NULL DEFAULT 0,
    "neededOn" DATE,
    "supplierId" UUID,
    "note" VARCHAR(500),

    CONSTRAINT "RequisitionLine_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "RequisitionSupply" (
    "id" UUID NOT NULL,
    "requisitionLineId" UUID NOT NULL,
    "purchaseOrderLineId" UUID NOT NULL,
    "quantity" DECIMAL(20,6) NOT NULL,

    CONSTRAINT "RequisitionSupply_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "QuoteRequest" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "status" "QuoteRequestStatus" NOT NULL DEFAULT 'DRAFT',
    "warehouseId" UUID NOT NULL,
    "title" VARCHAR(200),
    "answerBy" DATE,
    "sentOn" DATE,
    "closedOn" DATE,
    "note" VARCHAR(2000),
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "QuoteRequest_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "QuoteRequestLine" (
    "id" UUID NOT NULL,
    "quoteRequestId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "productId" UUID NOT NULL,
    "quantity" DECIMAL(20,6) NOT NULL,
    "neededOn" DATE,
    "requisitionLineId" UUID,

    CONSTRAINT "QuoteRequestLine_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "QuoteInvitation" (
    "id" UUID NOT NULL,
    "quoteRequestId" UUID NOT NULL,
    "supplierId" UUID NOT NULL,
    "status" "InvitationStatus" NOT NULL DEFAULT 'INVITED',
    "answeredOn" DATE,
    "supplierReference" VARCHAR(100),
    "currencyCode" CHAR(3) NOT NULL,
    "exchangeRate" DECIMAL(20,8),
    "validTo" DATE,
    "note" VARCHAR(2000),

    CONSTRAINT "QuoteInvitation_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "QuotedPrice" (
    "id" UUID NOT NULL,
    "quoteInvitationId" UUID NOT NULL,
    "quoteRequestLineId" UUID NOT NULL,
    "minimumQuantity" DECIMAL(20,6) NOT NULL DEFAULT 0,
    "unitCost" DECIMAL(20,8) NOT NULL,
    "leadTimeDays" INTEGER,
    "orderMultiple" DECIMAL(20,6),

    CONSTRAINT "QuotedPrice_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "QuoteAward" (
    "id" UUID NOT NULL,
    "quoteRequestLineId" UUID NOT NULL,
    "supplierId" UUID NOT NULL,
    "quantity" DECIMAL(20,6) NOT NULL,
    "unitCost" DECIMAL(20,8) NOT NULL,
    "leadTimeDays" INTEGER,
    "reason" VARCHAR(1000) NOT NULL,
    "purchaseOrderId" UUID,
    "purchaseOrderLineId" UUID NOT NULL,
    "awardedOn" DATE NOT NULL,
    "awardedByName" VARCHAR(200) NOT NULL,

    CONSTRAINT "QuoteAward_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "ApprovalLimit" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "kind" "ApprovalKind" NOT NULL,
    "role" "Role" NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "ApprovalLimit_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "Inspection_number_key" ON "Inspection"("number");
CREATE UNIQUE INDEX "Inspection_receiptLineId_key" ON "Inspection"("receiptLineId");
CREATE INDEX "Inspection_status_openedOn_idx" ON "Inspection"("status", "openedOn");
CREATE INDEX "Inspection_supplierId_idx" ON "Inspection"("supplierId");
CREATE INDEX "Inspection_productId_idx" ON "Inspection"("productId");
CREATE INDEX "Inspection_receiptId_idx" ON "Inspection"("receiptId");
CREATE UNIQUE INDEX "InspectionResult_reversesResultId_key" ON "InspectionResult"("reversesResultId");
CREATE UNIQUE INDEX "InspectionResult_inspectionId_no_key" ON "InspectionResult"("inspectionId", "no");
CREATE UNIQUE INDEX "SupplierReturn_number_key" ON "SupplierReturn"("number");
CREATE INDEX "SupplierReturn_receiptId_idx" ON "SupplierReturn"("receiptId");
CREATE INDEX "SupplierReturn_supplierId_idx" ON "SupplierReturn"("supplierId");
CREATE INDEX "SupplierReturn_purchaseOrderId_idx" ON "SupplierReturn"("purchaseOrderId");
CREATE INDEX "SupplierReturnLine_receiptLineId_idx" ON "SupplierReturnLine"("receiptLineId");
CREATE UNIQUE INDEX "SupplierReturnLine_supplierReturnId_no_key" ON "SupplierReturnLine"("supplierReturnId", "no");
CREATE INDEX "SupplierPrice_supplierProductId_idx" ON "SupplierPrice"("supplierProductId");
CREATE INDEX "ReceivingRule_supplierId_idx" ON "ReceivingRule"("supplierId");
CREATE INDEX "ReceivingRule_productId_idx" ON "ReceivingRule"("productId");
CREATE UNIQUE INDEX "Requisition_number_key" ON "Requisition"("number");
CREATE INDEX "Requisition_status_idx" ON "Requisition"("status");
CREATE INDEX "RequisitionLine_productId_idx" ON "RequisitionLine"("productId");
CREATE UNIQUE INDEX "RequisitionLine_requisitionId_no_key" ON "RequisitionLine"("requisitionId", "no");
CREATE INDEX "RequisitionSupply_purchaseOrderLineId_idx" ON "RequisitionSupply"("purchaseOrderLineId");
CREATE UNIQUE INDEX "RequisitionSupply_requisitionLineId_purchaseOrderLineId_key" ON "RequisitionSupply"("requisitionLineId", "purchaseOrderLineId");
CREATE UNIQUE INDEX "QuoteRequest_number_key" ON "QuoteRequest"("number");
CREATE INDEX "QuoteRequest_status_idx" ON "QuoteRequest"("status");
CREATE INDEX "QuoteRequestLine_requisitionLineId_idx" ON "QuoteRequestLine"("requisitionLineId");
CREATE INDEX "QuoteRequestLine_productId_idx" ON "QuoteRequestLine"("productId");
CREATE UNIQUE INDEX "QuoteRequestLine_quoteRequestId_no_key" ON "QuoteRequestLine"("quoteRequestId", "no");
CREATE INDEX "QuoteInvitation_supplierId_idx" ON "QuoteInvitation"("supplierId");
CREATE UNIQUE INDEX "QuoteInvitation_quoteRequestId_supplierId_key" ON "QuoteInvitation"("quoteRequestId", "supplierId");
CREATE INDEX "QuotedPrice_quoteRequestLineId_idx" ON "QuotedPrice"("quoteRequestLineId");
CREATE UNIQUE INDEX "QuotedPrice_quoteInvitationId_quoteRequestLineId_minimumQua_key" ON "QuotedPrice"("quoteInvitationId", "quoteRequestLineId", "minimumQuantity");
CREATE INDEX "QuoteAward_quoteRequestLineId_idx" ON "QuoteAward"("quoteRequestLineId");
CREATE INDEX "QuoteAward_purchaseOrderLineId_idx" ON "QuoteAward"("purchaseOrderLineId");
CREATE UNIQUE INDEX "ApprovalLimit_companyId_kind_role_key" ON "ApprovalLimit"("companyId", "kind", "role");
ALTER TABLE "InspectionResult" ADD CONSTRAINT "InspectionResult_inspectionId_fkey" FOREIGN KEY ("inspectionId") REFERENCES "Inspection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "SupplierReturnLine" ADD CONSTRAINT "SupplierReturnLine_supplierReturnId_fkey" FOREIGN KEY ("supplierReturnId") REFERENCES "SupplierReturn"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "SupplierPrice" ADD CONSTRAINT "SupplierPrice_supplierProductId_fkey" FOREIGN KEY ("supplierProductId") REFERENCES "SupplierProduct"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "RequisitionLine" ADD CONSTRAINT "RequisitionLine_requisitionId_fkey" FOREIGN KEY ("requisitionId") REFERENCES "Requisition"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "RequisitionSupply" ADD CONSTRAINT "RequisitionSupply_requisitionLineId_fkey" FOREIGN KEY ("requisitionLineId") REFERENCES "RequisitionLine"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "RequisitionSupply" ADD CONSTRAINT "RequisitionSupply_purchaseOrderLineId_fkey" FOREIGN KEY ("purchaseOrderLineId") REFERENCES "PurchaseOrderLine"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "QuoteRequestLine" ADD CONSTRAINT "QuoteRequestLine_quoteRequestId_fkey" FOREIGN KEY ("quoteRequestId") REFERENCES "QuoteRequest"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "QuoteInvitation" ADD CONSTRAINT "QuoteInvitation_quoteRequestId_fkey" FOREIGN KEY ("quoteRequestId") REFERENCES "QuoteRequest"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "QuotedPrice" ADD CONSTRAINT "QuotedPrice_quoteInvitationId_fkey" FOREIGN KEY ("quoteInvitationId") REFERENCES "QuoteInvitation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "QuotedPrice" ADD CONSTRAINT "QuotedPrice_quoteRequestLineId_fkey" FOREIGN KEY ("quoteRequestLineId") REFERENCES "QuoteRequestLine"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "QuoteAward" ADD CONSTRAINT "QuoteAward_quoteRequestLineId_fkey" FOREIGN KEY ("quoteRequestLineId") REFERENCES "QuoteRequestLine"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What is on order already is expected, and was promised, on the day of its order.
UPDATE "PurchaseOrderLine" l SET "expectedOn" = o."expectedOn", "promisedOn" = o."expectedOn" FROM "PurchaseOrder" o
  WHERE o.id = l."purchaseOrderId" AND o."expectedOn" IS NOT NULL;
CREATE INDEX "PurchaseOrderLine_expected" ON "PurchaseOrderLine" ("expectedOn") WHERE "received" < "quantity";

-- More may come than was ordered, as far as it is tolerated.
ALTER TABLE "PurchaseOrderLine" DROP CONSTRAINT "PurchaseOrderLine_check", ADD CONSTRAINT "PurchaseOrderLine_received" CHECK ("received" >= 0),
  ADD CONSTRAINT "PurchaseOrderLine_quoted" CHECK (("quotedCost" IS NULL) = ("quotedCurrencyCode" IS NULL));
ALTER TABLE "PurchaseOrder" ADD CONSTRAINT "PurchaseOrder_exchangeRate" CHECK ("exchangeRate" > 0);
ALTER TABLE "SupplierProduct" ADD CONSTRAINT "SupplierProduct_quantities" CHECK ("minimumQuantity" > 0 AND "orderMultiple" > 0),
  ADD CONSTRAINT "SupplierProduct_days" CHECK ("validFrom" <= "validTo");
ALTER TABLE "SupplierPrice" ADD CONSTRAINT "SupplierPrice_quantity" CHECK ("minimumQuantity" >= 0 AND "unitCost" >= 0),
  ADD CONSTRAINT "SupplierPrice_days" CHECK ("validFrom" <= "validTo");
ALTER TABLE "ReceivingRule" ADD FOREIGN KEY ("supplierId") REFERENCES "Supplier" ("id"), ADD FOREIGN KEY ("productId") REFERENCES "Product" ("id"),
  ADD CONSTRAINT "ReceivingRule_over" CHECK ("overRate" >= 0 AND "overQuantity" >= 0);
CREATE UNIQUE INDEX "ReceivingRule_place" ON "ReceivingRule" ("companyId", "supplierId", "productId") NULLS NOT DISTINCT;
ALTER TABLE "ApprovalLimit" ADD CONSTRAINT "ApprovalLimit_amount" CHECK ("amountMinor" >= 0);

ALTER TABLE "Requisition" ADD FOREIGN KEY ("warehouseId") REFERENCES "Warehouse" ("id");
ALTER TABLE "RequisitionLine" ADD FOREIGN KEY ("productId") REFERENCES "Product" ("id"), ADD FOREIGN KEY ("supplierId") REFERENCES "Supplier" ("id"),
  ADD CONSTRAINT "RequisitionLine_quantities" CHECK ("quantity" > 0 AND "drafted" >= 0 AND "ordered" >= 0 AND "closed" >= 0
    AND "drafted" + "ordered" + "closed" <= "quantity");
ALTER TABLE "RequisitionSupply" ADD CONSTRAINT "RequisitionSupply_quantity" CHECK ("quantity" >= 0);

ALTER TABLE "QuoteRequest" ADD FOREIGN KEY ("warehouseId") REFERENCES "Warehouse" ("id");
ALTER TABLE "QuoteRequestLine" ADD FOREIGN KEY ("productId") REFERENCES "Product" ("id"),
  ADD FOREIGN KEY ("requisitionLineId") REFERENCES "RequisitionLine" ("id"), ADD CONSTRAINT "QuoteRequestLine_quantity" CHECK ("quantity" > 0);
ALTER TABLE "QuoteInvitation" ADD FOREIGN KEY ("supplierId") REFERENCES "Supplier" ("id"), ADD CONSTRAINT "QuoteInvitation_rate" CHECK ("exchangeRate" > 0);
ALTER TABLE "QuotedPrice" ADD CONSTRAINT "QuotedPrice_figures" CHECK ("minimumQuantity" >= 0 AND "unitCost" >= 0 AND "orderMultiple" > 0 AND "leadTimeDays" >= 0);
ALTER TABLE "QuoteAward" ADD FOREIGN KEY ("supplierId") REFERENCES "Supplier" ("id"), ADD CONSTRAINT "QuoteAward_quantity" CHECK ("quantity" > 0);

ALTER TABLE "Inspection" ADD FOREIGN KEY ("receiptId") REFERENCES "Receipt" ("id"), ADD FOREIGN KEY ("receiptLineId") REFERENCES "ReceiptLine" ("id"),
  ADD FOREIGN KEY ("supplierId") REFERENCES "Supplier" ("id"), ADD FOREIGN KEY ("productId") REFERENCES "Product" ("id"),
  ADD CONSTRAINT "Inspection_quantities" CHECK ("quantity" > 0 AND "accepted" >= 0 AND "returned" >= 0 AND "scrapped" >= 0
    AND "accepted" + "returned" + "scrapped" <= "quantity");
ALTER TABLE "SupplierReturn" ADD FOREIGN KEY ("receiptId") REFERENCES "Receipt" ("id"), ADD FOREIGN KEY ("supplierId") REFERENCES "Supplier" ("id"),
  ADD FOREIGN KEY ("purchaseOrderId") REFERENCES "PurchaseOrder" ("id"), ADD FOREIGN KEY ("warehouseId") REFERENCES "Warehouse" ("id");
ALTER TABLE "SupplierReturnLine" ADD FOREIGN KEY ("receiptLineId") REFERENCES "ReceiptLine" ("id"), ADD FOREIGN KEY ("productId") REFERENCES "Product" ("id"),
  ADD CONSTRAINT "SupplierReturnLine_quantity" CHECK ("quantity" > 0);

-- Numbers sort as they are written.
ALTER TABLE "Requisition" ALTER "number" TYPE varchar(40) COLLATE "C";
ALTER TABLE "QuoteRequest" ALTER "number" TYPE varchar(40) COLLATE "C";
ALTER TABLE "Inspection" ALTER "number" TYPE varchar(40) COLLATE "C";
ALTER TABLE "SupplierReturn" ALTER "number" TYPE varchar(40) COLLATE "C";

-- What was found and what went back is written once.
INSERT INTO hesabu_ledger VALUES ('InspectionResult'), ('SupplierReturnLine');
CREATE TRIGGER "InspectionResult_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "InspectionResult" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();
CREATE TRIGGER "SupplierReturnLine_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "SupplierReturnLine" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();

-- What is to be ordered, what will be short, what is bought for one order.
CREATE TYPE "ProposalKind" AS ENUM ('ORDER', 'EXPEDITE');

CREATE TYPE "ProposalStatus" AS ENUM ('OPEN', 'DISMISSED', 'ORDERED', 'CLOSED');

CREATE TYPE "ReorderStepKind" AS ENUM ('ON_HAND', 'RESERVED', 'BACKORDERED', 'INCOMING', 'REQUESTED', 'DRAFTED', 'PROJECTED', 'DEMAND_IN_LEAD_TIME', 'SAFETY_STOCK', 'REORDER_POINT', 'MAXIMUM', 'DEMAND_IN_COVER', 'TARGET', 'SHORT_OF_TARGET', 'ORDER_QUANTITY', 'MINIMUM', 'MULTIPLE', 'PROPOSED');

CREATE TYPE "StockWarningKind" AS ENUM ('SHORTAGE', 'JIT_LATE', 'JIT_SURPLUS');

CREATE TYPE "StockWarningStatus" AS ENUM ('OPEN', 'CLOSED');

CREATE TYPE "JitStatus" AS ENUM ('TO_ORDER', 'DRAFTED', 'ORDERED', 'RECEIVED', 'CANCELLED');

CREATE TYPE "StockGrouping" AS ENUM ('PRODUCT', 'CATEGORY', 'WAREHOUSE', 'SUPPLIER', 'PRODUCT_AND_WAREHOUSE');

CREATE TABLE "ReorderRule" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "productId" UUID NOT NULL,
    "warehouseId" UUID NOT NULL,
    "reorderPoint" DECIMAL(20,6),
    "maximum" DECIMAL(20,6),
    "orderQuantity" DECIMAL(20,6),
    "multiple" DECIMAL(20,6),
    "minimum" DECIMAL(20,6),
    "safetyStock" DECIMAL(20,6) NOT NULL DEFAULT 0,
    "leadTimeDays" INTEGER,
    "supplierId" UUID,
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "ReorderRule_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "ReorderProposal" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "kind" "ProposalKind" NOT NULL,
    "status" "ProposalStatus" NOT NULL DEFAULT 'OPEN',
    "productId" UUID NOT NULL,
    "warehouseId" UUID NOT NULL,
    "ruleId" UUID,
    "supplierId" UUID,
    "projected" DECIMAL(20,6) NOT NULL,
    "reorderPoint" DECIMAL(20,6) NOT NULL,
    "quantity" DECIMAL(20,6) NOT NULL,
    "leadTimeDays" INTEGER NOT NULL,
    "shortOn" DATE,
    "expectedOn" DATE NOT NULL,
    "isLate" BOOLEAN NOT NULL DEFAULT false,
    "dismissedUntil" DATE,
    "dismissReason" VARCHAR(1000),
    "purchaseOrderId" UUID,
    "requisitionId" UUID,
    "orderedQuantity" DECIMAL(20,6),
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "computedAt" TIMESTAMPTZ(6) NOT NULL,
    "closedAt" TIMESTAMPTZ(6),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "ReorderProposal_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "ReorderStep" (
    "id" UUID NOT NULL,
    "proposalId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "kind" "ReorderStepKind" NOT NULL,
    "quantity" DECIMAL(20,6) NOT NULL,
    "day" DATE,
    "isLate" BOOLEAN NOT NULL DEFAULT false,
    "purchaseOrderId" UUID,

    CONSTRAINT "ReorderStep_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "StockWarning" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "kind" "StockWarningKind" NOT NULL,
    "status" "StockWarningStatus" NOT NULL DEFAULT 'OPEN',
    "productId" UUID NOT NULL,
    "warehouseId" UUID NOT NULL,
    "jitDemandId" UUID,
    "episode" INTEGER NOT NULL,
    "shortOn" DATE NOT NULL,
    "shortQuantity" DECIMAL(20,6) NOT NULL,
    "worstQuantity" DECIMAL(20,6) NOT NULL,
    "worstOn" DATE NOT NULL,
    "floor" DECIMAL(20,6) NOT NULL,
    "openedOn" DATE NOT NULL,
    "openedAt" TIMESTAMPTZ(6) NOT NULL,
    "closedOn" DATE,
    "closedAt" TIMESTAMPTZ(6),
    "ownerId" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "StockWarning_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "StockWarningOrder" (
    "id" UUID NOT NULL,
    "warningId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "orderId" UUID NOT NULL,
    "neededOn" DATE NOT NULL,
    "missing" DECIMAL(20,6) NOT NULL,

    CONSTRAINT "StockWarningOrder_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "JitDemand" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "orderId" UUID NOT NULL,
    "orderLineId" UUID NOT NULL,
    "productId" UUID NOT NULL,
    "warehouseId" UUID NOT NULL,
    "supplierId" UUID,
    "quantity" DECIMAL(20,6) NOT NULL,
    "leadTimeDays" INTEGER NOT NULL,
    "promisedOn" DATE NOT NULL,
    "neededOn" DATE NOT NULL,
    "orderBy" DATE NOT NULL,
    "status" "JitStatus" NOT NULL DEFAULT 'TO_ORDER',
    "purchaseOrderId" UUID,
    "purchaseOrderLineId" UUID,
    "expectedOn" DATE,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "JitDemand_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "ReplenishmentSettings" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "horizonDays" INTEGER NOT NULL DEFAULT 30,
    "coverDays" INTEGER NOT NULL DEFAULT 30,
    "historyDays" INTEGER NOT NULL DEFAULT 90,
    "overstockDays" INTEGER NOT NULL DEFAULT 90,
    "deadDays" INTEGER NOT NULL DEFAULT 90,
    "carryingRate" DECIMAL(9,6) NOT NULL DEFAULT 0.2,
    "classAShare" DECIMAL(9,6) NOT NULL DEFAULT 0.8,
    "classBShare" DECIMAL(9,6) NOT NULL DEFAULT 0.95,
    "grouping" "StockGrouping" NOT NULL DEFAULT 'PRODUCT',
    "plansDaily" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "ReplenishmentSettings_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "ReorderRule_supplierId_idx" ON "ReorderRule"("supplierId");

CREATE UNIQUE INDEX "ReorderRule_productId_warehouseId_key" ON "ReorderRule"("productId", "warehouseId");

CREATE INDEX "ReorderProposal_productId_warehouseId_idx" ON "ReorderProposal"("productId", "warehouseId");

CREATE INDEX "ReorderProposal_status_supplierId_idx" ON "ReorderProposal"("status", "supplierId");

CREATE INDEX "ReorderProposal_purchaseOrderId_idx" ON "ReorderProposal"("purchaseOrderId");

CREATE UNIQUE INDEX "ReorderStep_proposalId_no_key" ON "ReorderStep"("proposalId", "no");

CREATE INDEX "StockWarning_productId_warehouseId_idx" ON "StockWarning"("productId", "warehouseId");

CREATE INDEX "StockWarning_status_shortOn_idx" ON "StockWarning"("status", "shortOn");

CREATE INDEX "StockWarningOrder_orderId_idx" ON "StockWarningOrder"("orderId");

CREATE UNIQUE INDEX "StockWarningOrder_warningId_no_key" ON "StockWarningOrder"("warningId", "no");

CREATE UNIQUE INDEX "JitDemand_orderLineId_key" ON "JitDemand"("orderLineId");

CREATE UNIQUE INDEX "JitDemand_purchaseOrderLineId_key" ON "JitDemand"("purchaseOrderLineId");

CREATE INDEX "JitDemand_orderId_idx" ON "JitDemand"("orderId");

CREATE INDEX "JitDemand_purchaseOrderId_idx" ON "JitDemand"("purchaseOrderId");

CREATE INDEX "JitDemand_status_orderBy_idx" ON "JitDemand"("status", "orderBy");

CREATE UNIQUE INDEX "ReplenishmentSettings_companyId_key" ON "ReplenishmentSettings"("companyId");

ALTER TABLE "ReorderStep" ADD CONSTRAINT "ReorderStep_proposalId_fkey" FOREIGN KEY ("proposalId") REFERENCES "ReorderProposal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "StockWarningOrder" ADD CONSTRAINT "StockWarningOrder_warningId_fkey" FOREIGN KEY ("warningId") REFERENCES "StockWarning"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One of each is open for a product in a warehouse, whoever computes at the same time.
CREATE UNIQUE INDEX "ReorderProposal_open" ON "ReorderProposal" ("productId", "warehouseId") WHERE status IN ('OPEN', 'DISMISSED');
CREATE UNIQUE INDEX "StockWarning_open" ON "StockWarning" ("productId", "warehouseId") WHERE status = 'OPEN' AND kind = 'SHORTAGE';
CREATE UNIQUE INDEX "StockWarning_openJit" ON "StockWarning" ("jitDemandId", kind) WHERE status = 'OPEN' AND "jitDemandId" IS NOT NULL;
ALTER TABLE "ReorderRule" ADD CONSTRAINT "ReorderRule_quantities" CHECK ("reorderPoint" >= 0 AND maximum > 0 AND "orderQuantity" > 0 AND multiple > 0 AND minimum > 0 AND "safetyStock" >= 0),
  ADD CONSTRAINT "ReorderRule_maximum" CHECK (maximum > "reorderPoint"), ADD CONSTRAINT "ReorderRule_one" CHECK (maximum IS NULL OR "orderQuantity" IS NULL),
  ADD CONSTRAINT "ReorderRule_leadTimeDays" CHECK ("leadTimeDays" >= 0);
ALTER TABLE "ReorderProposal" ADD CONSTRAINT "ReorderProposal_quantity" CHECK (quantity >= 0 AND (kind = 'ORDER') = (quantity > 0)),
  ADD CONSTRAINT "ReorderProposal_ordered" CHECK ((status = 'ORDERED') = ("purchaseOrderId" IS NOT NULL OR "requisitionId" IS NOT NULL)),
  ADD CONSTRAINT "ReorderProposal_dismissed" CHECK (status <> 'DISMISSED' OR "dismissedUntil" IS NOT NULL);
ALTER TABLE "StockWarning" ADD CONSTRAINT "StockWarning_quantities" CHECK ("shortQuantity" >= 0 AND "worstQuantity" >= "shortQuantity" AND episode > 0),
  ADD CONSTRAINT "StockWarning_closed" CHECK ((status = 'CLOSED') = ("closedAt" IS NOT NULL)), ADD CONSTRAINT "StockWarning_jit" CHECK ((kind = 'SHORTAGE') = ("jitDemandId" IS NULL));
ALTER TABLE "JitDemand" ADD CONSTRAINT "JitDemand_quantity" CHECK (quantity > 0), ADD CONSTRAINT "JitDemand_orderBy" CHECK ("orderBy" = "neededOn" - "leadTimeDays"),
  ADD CONSTRAINT "JitDemand_linked" CHECK (("purchaseOrderLineId" IS NULL) = ("purchaseOrderId" IS NULL) AND (status NOT IN ('DRAFTED', 'ORDERED', 'RECEIVED') OR "purchaseOrderId" IS NOT NULL));
ALTER TABLE "ReplenishmentSettings" ADD CONSTRAINT "ReplenishmentSettings_days" CHECK ("horizonDays" BETWEEN 1 AND 365 AND "coverDays" BETWEEN 1 AND 365 AND "historyDays" BETWEEN 7 AND 730
    AND "overstockDays" BETWEEN 1 AND 3650 AND "deadDays" BETWEEN 1 AND 3650),
  ADD CONSTRAINT "ReplenishmentSettings_shares" CHECK ("carryingRate" BETWEEN 0 AND 1 AND "classAShare" > 0 AND "classAShare" <= "classBShare" AND "classBShare" <= 1);

-- Bills are matched with orders and receipts, approved, credited, recur, and are paid in runs.
CREATE TYPE "BillMatch" AS ENUM ('NONE', 'MATCHED', 'EXCEPTION', 'ACCEPTED');
CREATE TYPE "BillExceptionRule" AS ENUM ('PRICE', 'QUANTITY');
CREATE TYPE "BillExceptionStatus" AS ENUM ('OPEN', 'ACCEPTED', 'CLOSED');
CREATE TYPE "Recurrence" AS ENUM ('WEEK', 'MONTH', 'QUARTER', 'YEAR');
CREATE TYPE "PaymentRunStatus" AS ENUM ('DRAFT', 'EXECUTED', 'CANCELLED');
ALTER TYPE "EntryKind" ADD VALUE 'SUPPLIER_CREDIT';
ALTER TYPE "OpenItemKind" ADD VALUE 'SUPPLIER_CREDIT';
ALTER TYPE "ApprovalKind" ADD VALUE 'BILL';
ALTER TYPE "ApprovalKind" ADD VALUE 'PAYMENT_RUN';
ALTER TABLE "Bill" ADD COLUMN     "match" "BillMatch" NOT NULL DEFAULT 'NONE',
ADD COLUMN     "needsApproval" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "recordedById" UUID,
ADD COLUMN     "recurredOn" DATE,
ADD COLUMN     "recurringBillId" UUID;
ALTER TABLE "BillLine" ADD COLUMN     "clearedMinor" BIGINT,
ADD COLUMN     "orderedCost" DECIMAL(20,8),
ADD COLUMN     "taxCodeId" UUID,
ADD COLUMN     "landedCostId" UUID;
CREATE INDEX "BillLine_landedCostId_idx" ON "BillLine"("landedCostId");
CREATE TABLE "BillException" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "billId" UUID NOT NULL,
    "lineNo" INTEGER NOT NULL,
    "productId" UUID,
    "rule" "BillExceptionRule" NOT NULL,
    "status" "BillExceptionStatus" NOT NULL DEFAULT 'OPEN',
    "expected" DECIMAL(20,8) NOT NULL,
    "actual" DECIMAL(20,8) NOT NULL,
    "differenceMinor" BIGINT NOT NULL,
    "toleratedMinor" BIGINT NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "ownerId" UUID,
    "raisedOn" DATE NOT NULL,
    "decidedById" UUID,
    "decidedAt" TIMESTAMPTZ(6),
    "reason" VARCHAR(1000),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "BillException_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "MatchTolerance" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "supplierId" UUID,
    "priceRate" DECIMAL(9,6),
    "priceMinor" BIGINT,
    "currencyCode" CHAR(3) NOT NULL,
    "quantityRate" DECIMAL(9,6),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "MatchTolerance_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "RecurringBill" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "supplierId" UUID NOT NULL,
    "name" VARCHAR(100) NOT NULL,
    "every" "Recurrence" NOT NULL,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE,
    "nextOn" DATE,
    "turns" INTEGER NOT NULL DEFAULT 0,
    "taxMinor" BIGINT NOT NULL DEFAULT 0,
    "currencyCode" CHAR(3) NOT NULL,
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "RecurringBill_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "RecurringBillLine" (
    "id" UUID NOT NULL,
    "recurringBillId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "accountId" UUID NOT NULL,
    "description" VARCHAR(300) NOT NULL,
    "netMinor" BIGINT NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,

    CONSTRAINT "RecurringBillLine_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "SupplierCredit" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "supplierId" UUID NOT NULL,
    "supplierReference" VARCHAR(100) NOT NULL,
    "billId" UUID,
    "openItemId" UUID NOT NULL,
    "creditedOn" DATE NOT NULL,
    "status" "PostingStatus" NOT NULL DEFAULT 'POSTED',
    "reversedOn" DATE,
    "currencyCode" CHAR(3) NOT NULL,
    "netMinor" BIGINT NOT NULL,
    "taxMinor" BIGINT NOT NULL,
    "totalMinor" BIGINT NOT NULL,
    "reason" VARCHAR(1000) NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "SupplierCredit_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "SupplierCreditLine" (
    "id" UUID NOT NULL,
    "supplierCreditId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "billLineId" UUID,
    "supplierReturnLineId" UUID,
    "accountId" UUID,
    "productId" UUID,
    "purchaseOrderId" UUID,
    "description" VARCHAR(300) NOT NULL,
    "quantity" DECIMAL(20,6) NOT NULL DEFAULT 0,
    "netMinor" BIGINT NOT NULL,
    "clearedMinor" BIGINT,
    "currencyCode" CHAR(3) NOT NULL,

    CONSTRAINT "SupplierCreditLine_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "PaymentRun" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "accountId" UUID NOT NULL,
    "dueUntil" DATE NOT NULL,
    "payOn" DATE NOT NULL,
    "status" "PaymentRunStatus" NOT NULL DEFAULT 'DRAFT',
    "currencyCode" CHAR(3) NOT NULL,
    "totalMinor" BIGINT NOT NULL DEFAULT 0,
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "executedOn" DATE,
    "executedById" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "PaymentRun_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "PaymentRunLine" (
    "id" UUID NOT NULL,
    "paymentRunId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "supplierId" UUID NOT NULL,
    "billId" UUID NOT NULL,
    "openItemId" UUID NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "paymentId" UUID,

    CONSTRAINT "PaymentRunLine_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "BankDetails" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "supplierId" UUID,
    "accountId" UUID,
    "holder" VARCHAR(140) NOT NULL,
    "iban" VARCHAR(34) NOT NULL,
    "bic" VARCHAR(11),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "BankDetails_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "BillException_billId_idx" ON "BillException"("billId");
CREATE INDEX "BillException_status_raisedOn_idx" ON "BillException"("status", "raisedOn");
CREATE INDEX "RecurringBill_supplierId_idx" ON "RecurringBill"("supplierId");
CREATE UNIQUE INDEX "RecurringBillLine_recurringBillId_no_key" ON "RecurringBillLine"("recurringBillId", "no");
CREATE UNIQUE INDEX "SupplierCredit_number_key" ON "SupplierCredit"("number");
CREATE INDEX "SupplierCredit_supplierId_idx" ON "SupplierCredit"("supplierId");
CREATE INDEX "SupplierCredit_billId_idx" ON "SupplierCredit"("billId");
CREATE INDEX "SupplierCreditLine_billLineId_idx" ON "SupplierCreditLine"("billLineId");
CREATE INDEX "SupplierCreditLine_supplierReturnLineId_idx" ON "SupplierCreditLine"("supplierReturnLineId");
CREATE UNIQUE INDEX "SupplierCreditLine_supplierCreditId_no_key" ON "SupplierCreditLine"("supplierCreditId", "no");
CREATE UNIQUE INDEX "PaymentRun_number_key" ON "PaymentRun"("number");
CREATE INDEX "PaymentRun_status_createdAt_idx" ON "PaymentRun"("status", "createdAt");
CREATE INDEX "PaymentRunLine_billId_idx" ON "PaymentRunLine"("billId");
CREATE INDEX "PaymentRunLine_supplierId_idx" ON "PaymentRunLine"("supplierId");
CREATE UNIQUE INDEX "PaymentRunLine_paymentRunId_no_key" ON "PaymentRunLine"("paymentRunId", "no");
CREATE UNIQUE INDEX "PaymentRunLine_paymentRunId_billId_key" ON "PaymentRunLine"("paymentRunId", "billId");
CREATE UNIQUE INDEX "BankDetails_supplierId_key" ON "BankDetails"("supplierId");
CREATE UNIQUE INDEX "BankDetails_accountId_key" ON "BankDetails"("accountId");
CREATE UNIQUE INDEX "Bill_recurringBillId_recurredOn_key" ON "Bill"("recurringBillId", "recurredOn");
ALTER TABLE "BillException" ADD CONSTRAINT "BillException_billId_fkey" FOREIGN KEY ("billId") REFERENCES "Bill"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "RecurringBillLine" ADD CONSTRAINT "RecurringBillLine_recurringBillId_fkey" FOREIGN KEY ("recurringBillId") REFERENCES "RecurringBill"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "SupplierCreditLine" ADD CONSTRAINT "SupplierCreditLine_supplierCreditId_fkey" FOREIGN KEY ("supplierCreditId") REFERENCES "SupplierCredit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "PaymentRunLine" ADD CONSTRAINT "PaymentRunLine_paymentRunId_fkey" FOREIGN KEY ("paymentRunId") REFERENCES "PaymentRun"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What bills took off received not invoiced until now: whole lines of receipts.
ALTER TABLE "BillLine" DISABLE TRIGGER "BillLine_append_only";
UPDATE "BillLine" b SET "clearedMinor" = r."valueMinor", "orderedCost" = o."unitCost"
  FROM "ReceiptLine" r JOIN "PurchaseOrderLine" o ON o.id = r."purchaseOrderLineId" WHERE r.id = b."receiptLineId";
ALTER TABLE "BillLine" ENABLE TRIGGER "BillLine_append_only";
UPDATE "Bill" SET match = 'MATCHED' WHERE id IN (SELECT "billId" FROM "BillLine" WHERE "receiptLineId" IS NOT NULL);
ALTER TABLE "MatchTolerance" ADD CHECK ("priceRate" >= 0), ADD CHECK ("priceMinor" >= 0), ADD CHECK ("quantityRate" >= 0);
CREATE UNIQUE INDEX "MatchTolerance_supplier" ON "MatchTolerance" (coalesce("supplierId", '00000000-0000-0000-0000-000000000000'::uuid));
ALTER TABLE "PaymentRunLine" ADD CHECK ("amountMinor" > 0);
ALTER TABLE "BankDetails" ADD CHECK (("supplierId" IS NULL) <> ("accountId" IS NULL));
-- The same paper of a supplier is credited once.
CREATE UNIQUE INDEX "SupplierCredit_paper" ON "SupplierCredit" ("supplierId", "supplierReference") WHERE status = 'POSTED';
INSERT INTO hesabu_ledger VALUES ('SupplierCreditLine');
CREATE TRIGGER "SupplierCreditLine_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "SupplierCreditLine" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();

-- Files that bring masters and opening balances: what they hold, what became of each row, and how their columns are told.
CREATE TYPE "ImportSubject" AS ENUM ('CATEGORIES', 'PRODUCTS', 'PRODUCT_UNITS', 'BARCODES', 'LIST_PRICES', 'CUSTOMERS', 'SUPPLIERS', 'SUPPLIER_PRICES', 'WAREHOUSES', 'BINS', 'REORDER_RULES', 'OPENING_STOCK', 'OPEN_RECEIVABLES', 'OPEN_PAYABLES', 'OPENING_BALANCES');

CREATE TYPE "ImportStatus" AS ENUM ('MAPPING', 'CHECKING', 'CHECKED', 'RUNNING', 'DONE', 'STOPPED', 'UNREADABLE');

CREATE TYPE "ImportLineStatus" AS ENUM ('WAITING', 'WOULD_CREATE', 'WOULD_CHANGE', 'UNCHANGED', 'FAILED', 'CREATED', 'CHANGED', 'SKIPPED');

CREATE TABLE "Import" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "subject" "ImportSubject" NOT NULL,
    "status" "ImportStatus" NOT NULL DEFAULT 'MAPPING',
    "fileName" VARCHAR(200) NOT NULL,
    "bytes" INTEGER NOT NULL,
    "hash" CHAR(64) NOT NULL,
    "encoding" VARCHAR(20),
    "sheets" JSONB NOT NULL,
    "sheet" INTEGER NOT NULL DEFAULT 0,
    "mapping" JSONB NOT NULL,
    "options" JSONB NOT NULL,
    "isStaged" BOOLEAN NOT NULL DEFAULT false,
    "round" INTEGER NOT NULL DEFAULT 0,
    "begunRound" INTEGER NOT NULL DEFAULT 0,
    "rowsTotal" INTEGER NOT NULL DEFAULT 0,
    "roundDone" INTEGER NOT NULL DEFAULT 0,
    "roundTotal" INTEGER NOT NULL DEFAULT 0,
    "wouldCreate" INTEGER NOT NULL DEFAULT 0,
    "wouldChange" INTEGER NOT NULL DEFAULT 0,
    "unchanged" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "created" INTEGER NOT NULL DEFAULT 0,
    "changed" INTEGER NOT NULL DEFAULT 0,
    "skipped" INTEGER NOT NULL DEFAULT 0,
    "problem" JSONB,
    "askedById" UUID,
    "askedByKind" "ActorKind" NOT NULL DEFAULT 'STAFF',
    "askedByName" VARCHAR(200) NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "finishedAt" TIMESTAMPTZ(6),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Import_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "ImportChunk" (
    "importId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "data" BYTEA NOT NULL,

    CONSTRAINT "ImportChunk_pkey" PRIMARY KEY ("importId","no")
);

CREATE TABLE "ImportLine" (
    "id" UUID NOT NULL,
    "importId" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "cells" JSONB NOT NULL,
    "status" "ImportLineStatus" NOT NULL DEFAULT 'WAITING',
    "isDone" BOOLEAN NOT NULL DEFAULT false,
    "round" INTEGER NOT NULL DEFAULT 0,
    "twiceOf" INTEGER,
    "issues" JSONB,
    "changes" TEXT[],
    "subjectType" VARCHAR(40),
    "subjectId" UUID,

    CONSTRAINT "ImportLine_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "ImportMapping" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "subject" "ImportSubject" NOT NULL,
    "name" VARCHAR(100) NOT NULL,
    "fields" JSONB NOT NULL,
    "options" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "ImportMapping_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "Import_createdAt_id_idx" ON "Import"("createdAt", "id");

CREATE INDEX "Import_hash_idx" ON "Import"("hash");

CREATE INDEX "ImportLine_subjectId_idx" ON "ImportLine"("subjectId");

CREATE UNIQUE INDEX "ImportLine_importId_line_key" ON "ImportLine"("importId", "line");

CREATE UNIQUE INDEX "ImportMapping_companyId_subject_name_key" ON "ImportMapping"("companyId", "subject", "name");

ALTER TABLE "ImportChunk" ADD CONSTRAINT "ImportChunk_importId_fkey" FOREIGN KEY ("importId") REFERENCES "Import"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "ImportLine" ADD CONSTRAINT "ImportLine_importId_fkey" FOREIGN KEY ("importId") REFERENCES "Import"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Invoices that were open when the firm began here: their numbers are those of another book, and they stand against the opening balances.
ALTER TABLE "Invoice" ADD COLUMN "isOpening" BOOLEAN NOT NULL DEFAULT false;

ALTER TABLE "Import" ADD CONSTRAINT "Import_counts" CHECK ("rowsTotal" >= 0 AND "roundDone" >= 0 AND least("wouldCreate", "wouldChange", "unchanged", "failed", "created", "changed", "skipped") >= 0);
ALTER TABLE "ImportLine" ADD CONSTRAINT "ImportLine_done" CHECK ("isDone" = false OR status IN ('CREATED', 'CHANGED', 'UNCHANGED'));
-- What is still to be tried, in the order of the file.
CREATE INDEX "ImportLine_left" ON "ImportLine" ("importId", line) WHERE NOT "isDone";
CREATE INDEX "Import_working" ON "Import" ("createdAt") WHERE status IN ('CHECKING', 'RUNNING');

