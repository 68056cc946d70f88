-- Orders, fulfilment, documents, prices and profit: what people say and do about records, movements and past sales by file, variants,
-- prices and promotions, papers and mail, deliveries and returns, quotations, costs of orders.


-- work

-- Work: tasks, comments, notifications, what has been seen of what waits, and files at records.
CREATE TYPE "TaskStatus" AS ENUM ('OPEN', 'DONE', 'CANCELLED');

CREATE TYPE "TaskPriority" AS ENUM ('LOW', 'NORMAL', 'HIGH', 'URGENT');

CREATE TYPE "AttachmentStatus" AS ENUM ('ARRIVING', 'KEPT', 'REMOVED');

CREATE TABLE "Task" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "kind" VARCHAR(60) NOT NULL DEFAULT 'byHand',
    "title" VARCHAR(200) NOT NULL,
    "text" VARCHAR(4000),
    "subjectType" VARCHAR(40),
    "subjectId" UUID,
    "ownerId" UUID,
    "ownerRole" "Role",
    "dueOn" DATE,
    "priority" "TaskPriority" NOT NULL DEFAULT 'NORMAL',
    "status" "TaskStatus" NOT NULL DEFAULT 'OPEN',
    "createdById" UUID,
    "createdByName" VARCHAR(200) NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "assignedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "closedById" UUID,
    "closedByName" VARCHAR(200),
    "closedAt" TIMESTAMPTZ(6),
    "outcome" VARCHAR(1000),
    "reopened" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Task_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Comment" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "subjectType" VARCHAR(40) NOT NULL,
    "subjectId" UUID NOT NULL,
    "authorKind" "ActorKind" NOT NULL,
    "authorId" UUID,
    "authorName" VARCHAR(200) NOT NULL,
    "text" VARCHAR(5000),
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "editedAt" TIMESTAMPTZ(6),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Comment_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "CommentRevision" (
    "id" UUID NOT NULL,
    "commentId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "text" VARCHAR(5000),
    "byId" UUID,
    "byName" VARCHAR(200) NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "CommentRevision_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "CommentMention" (
    "id" UUID NOT NULL,
    "commentId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "userId" UUID NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "isTold" BOOLEAN NOT NULL,

    CONSTRAINT "CommentMention_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Notification" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "kind" VARCHAR(60) NOT NULL,
    "subjectType" VARCHAR(40) NOT NULL,
    "subjectId" UUID NOT NULL,
    "sourceId" UUID NOT NULL,
    "actorName" VARCHAR(200) NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "Notification_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "BellRead" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "kind" VARCHAR(60) NOT NULL,
    "itemId" UUID NOT NULL,
    "readAt" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "BellRead_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Attachment" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "status" "AttachmentStatus" NOT NULL DEFAULT 'ARRIVING',
    "subjectType" VARCHAR(40) NOT NULL,
    "subjectId" UUID NOT NULL,
    "fileName" VARCHAR(200) NOT NULL,
    "mediaType" VARCHAR(100) NOT NULL,
    "bytes" INTEGER NOT NULL,
    "hash" CHAR(64) NOT NULL,
    "uploadKey" VARCHAR(300),
    "uploadedById" UUID,
    "uploadedByKind" "ActorKind" NOT NULL,
    "uploadedByName" VARCHAR(200) NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "removedById" UUID,
    "removedByName" VARCHAR(200),
    "removedAt" TIMESTAMPTZ(6),
    "removeReason" VARCHAR(1000),

    CONSTRAINT "Attachment_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "AttachmentChunk" (
    "attachmentId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "data" BYTEA NOT NULL,

    CONSTRAINT "AttachmentChunk_pkey" PRIMARY KEY ("attachmentId","no")
);

CREATE INDEX "Task_subjectId_idx" ON "Task"("subjectId");

CREATE INDEX "Task_status_dueOn_idx" ON "Task"("status", "dueOn");

CREATE INDEX "Task_ownerId_status_idx" ON "Task"("ownerId", "status");

CREATE INDEX "Comment_subjectId_createdAt_idx" ON "Comment"("subjectId", "createdAt");

CREATE UNIQUE INDEX "CommentRevision_commentId_no_key" ON "CommentRevision"("commentId", "no");

CREATE UNIQUE INDEX "CommentMention_commentId_userId_key" ON "CommentMention"("commentId", "userId");

CREATE INDEX "Notification_userId_createdAt_idx" ON "Notification"("userId", "createdAt");

CREATE UNIQUE INDEX "Notification_userId_kind_sourceId_key" ON "Notification"("userId", "kind", "sourceId");

CREATE UNIQUE INDEX "BellRead_userId_kind_itemId_key" ON "BellRead"("userId", "kind", "itemId");

CREATE INDEX "Attachment_subjectId_createdAt_idx" ON "Attachment"("subjectId", "createdAt");

CREATE INDEX "Attachment_status_createdAt_idx" ON "Attachment"("status", "createdAt");

CREATE UNIQUE INDEX "Attachment_companyId_uploadKey_key" ON "Attachment"("companyId", "uploadKey");

ALTER TABLE "CommentRevision" ADD CONSTRAINT "CommentRevision_commentId_fkey" FOREIGN KEY ("commentId") REFERENCES "Comment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "CommentMention" ADD CONSTRAINT "CommentMention_commentId_fkey" FOREIGN KEY ("commentId") REFERENCES "Comment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "AttachmentChunk" ADD CONSTRAINT "AttachmentChunk_attachmentId_fkey" FOREIGN KEY ("attachmentId") REFERENCES "Attachment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "Task" ADD CONSTRAINT "Task_owner" CHECK ("ownerId" IS NULL OR "ownerRole" IS NULL);
ALTER TABLE "Task" ADD CONSTRAINT "Task_subject" CHECK (("subjectType" IS NULL) = ("subjectId" IS NULL));
ALTER TABLE "Task" ADD CONSTRAINT "Task_closed" CHECK ((status = 'OPEN') = ("closedAt" IS NULL) AND (status = 'OPEN') = ("closedByName" IS NULL));
-- What the system asks for, it asks for once.
CREATE UNIQUE INDEX "Task_cause" ON "Task" ("companyId", kind, "subjectType", "subjectId") WHERE status = 'OPEN' AND kind <> 'byHand';
CREATE INDEX "Task_role" ON "Task" ("ownerRole") WHERE status = 'OPEN' AND "ownerRole" IS NOT NULL;

INSERT INTO hesabu_ledger VALUES ('CommentRevision');
CREATE TRIGGER "CommentRevision_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "CommentRevision" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();

ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_removed" CHECK ((status = 'REMOVED') = ("removedAt" IS NOT NULL) AND (status = 'REMOVED') = ("removedByName" IS NOT NULL));
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_bytes" CHECK (bytes >= 0);
ALTER TABLE "AttachmentChunk" ADD CONSTRAINT "AttachmentChunk_size" CHECK (octet_length(data) BETWEEN 1 AND 256000);
-- Files are mostly packed already: a piece is read from the middle without unpacking it.
ALTER TABLE "AttachmentChunk" ALTER COLUMN data SET STORAGE EXTERNAL;

-- A removed file's content goes with it.
CREATE FUNCTION hesabu_attachment_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "AttachmentChunk" WHERE "attachmentId" = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER "Attachment_removed" AFTER UPDATE OF status ON "Attachment" FOR EACH ROW WHEN (NEW.status = 'REMOVED') EXECUTE FUNCTION hesabu_attachment_removed();

-- volume

-- Movements of stock by file, tried in the order of their days.
ALTER TYPE "ImportSubject" ADD VALUE 'STOCK_MOVES' AFTER 'OPENING_STOCK';
ALTER TABLE "ImportLine" ADD COLUMN "place" INTEGER NOT NULL DEFAULT 0;
CREATE INDEX "ImportLine_importId_place_line_idx" ON "ImportLine"("importId", "place", "line");

-- imports

-- Sales history by file, orders by file, and a report of what was odd about the rows of a file.
ALTER TYPE "ImportSubject" ADD VALUE 'SALES_HISTORY';
ALTER TYPE "ImportSubject" ADD VALUE 'ORDERS';
ALTER TYPE "ImportLineStatus" ADD VALUE 'SET_ASIDE';
CREATE TYPE "ImportOddity" AS ENUM ('DUPLICATE', 'REPEATED', 'DIFFERS', 'NO_KEY', 'ADJUSTMENT', 'NEGATIVE', 'ZERO_PRICE', 'NO_CUSTOMER', 'NO_NAME', 'NOT_GOODS', 'CANCELLATION', 'FLOAT_CODE', 'OTHER_CASE', 'NO_COST', 'ZERO_QUANTITY');
CREATE TYPE "OddityTreatment" AS ENUM ('TAKE', 'SET_ASIDE', 'REFUSE');
CREATE TYPE "OddityOutcome" AS ENUM ('TAKEN', 'CORRECTED', 'SET_ASIDE', 'REFUSED', 'LEFT_OUT', 'WAITING');
CREATE TYPE "SalesHistoryKind" AS ENUM ('SALE', 'CANCELLATION', 'CHARGE');

ALTER TABLE "Import" ADD COLUMN "setAside" INTEGER NOT NULL DEFAULT 0, ADD COLUMN "oddities" JSONB;
ALTER TABLE "ImportLine" ADD COLUMN "copy" INTEGER NOT NULL DEFAULT 1,
  ADD COLUMN "oddity" "ImportOddity", ADD COLUMN "oddities" TEXT[] DEFAULT ARRAY[]::TEXT[];

CREATE TABLE "SalesHistory" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "kind" "SalesHistoryKind" NOT NULL,
    "soldOn" DATE NOT NULL,
    "reference" VARCHAR(100) NOT NULL,
    "code" VARCHAR(100) NOT NULL,
    "description" VARCHAR(200),
    "productId" UUID,
    "customerId" UUID,
    "warehouseId" UUID,
    "quantity" DECIMAL(20,6) NOT NULL,
    "unitPrice" DECIMAL(20,8) NOT NULL,
    "netMinor" BIGINT NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "importId" UUID,
    "key" UUID NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "SalesHistory_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "SalesHistory_goods" CHECK (("kind" = 'CHARGE') = ("productId" IS NULL)),
    CONSTRAINT "SalesHistory_sign" CHECK ("kind" = 'CHARGE' OR ("quantity" < 0) = ("kind" = 'CANCELLATION'))
);
CREATE UNIQUE INDEX "SalesHistory_companyId_key_key" ON "SalesHistory"("companyId", "key");
CREATE INDEX "SalesHistory_soldOn_id_idx" ON "SalesHistory"("soldOn", "id");
CREATE INDEX "SalesHistory_productId_soldOn_idx" ON "SalesHistory"("productId", "soldOn");
CREATE INDEX "SalesHistory_customerId_soldOn_idx" ON "SalesHistory"("customerId", "soldOn");
CREATE INDEX "SalesHistory_importId_idx" ON "SalesHistory"("importId");

-- variants

-- Variants of a template; what a barcode stands on; days of expiry alerts.
ALTER TABLE "Company" ADD COLUMN "expiryNoticeDays" INTEGER NOT NULL DEFAULT 30, ADD COLUMN "expiryUrgentDays" INTEGER NOT NULL DEFAULT 7;
ALTER TABLE "Company" ADD CONSTRAINT "Company_expiry" CHECK ("expiryUrgentDays" >= 0 AND "expiryNoticeDays" > "expiryUrgentDays");

CREATE TABLE "ProductTemplate" (
    "id" UUID NOT NULL,
    "code" VARCHAR(40) NOT NULL,
    "name" VARCHAR(160) NOT NULL,
    "description" VARCHAR(2000),
    "categoryId" UUID,
    "unitId" UUID NOT NULL,
    "taxCodeId" UUID,
    "isStocked" BOOLEAN NOT NULL DEFAULT true,
    "isJit" BOOLEAN NOT NULL DEFAULT false,
    "costingMethod" "CostingMethod" NOT NULL DEFAULT 'MOVING_AVERAGE',
    "tracking" "Tracking" NOT NULL DEFAULT 'NONE',
    "shelfLifeDays" INTEGER,
    "weight" DECIMAL(20,6),
    "skuPattern" VARCHAR(100) NOT NULL,
    "unitPrice" DECIMAL(20,8),
    "unitPriceFrom" DATE,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "ProductTemplate_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "ProductOption" (
    "id" UUID NOT NULL,
    "templateId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "name" VARCHAR(40) NOT NULL,

    CONSTRAINT "ProductOption_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "ProductOptionValue" (
    "id" UUID NOT NULL,
    "optionId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "name" VARCHAR(40) NOT NULL,
    "code" VARCHAR(20) NOT NULL,

    CONSTRAINT "ProductOptionValue_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "Product" ADD COLUMN "templateId" UUID, ADD COLUMN "option1Id" UUID, ADD COLUMN "option2Id" UUID, ADD COLUMN "option3Id" UUID,
  ADD COLUMN "ownFields" TEXT[] DEFAULT ARRAY[]::TEXT[];
ALTER TABLE "Barcode" ADD COLUMN "unitId" UUID;
ALTER TABLE "ListPrice" ADD COLUMN "isInherited" BOOLEAN NOT NULL DEFAULT false;

CREATE UNIQUE INDEX "ProductTemplate_code_key" ON "ProductTemplate"("code");
CREATE INDEX "ProductTemplate_categoryId_idx" ON "ProductTemplate"("categoryId");
CREATE UNIQUE INDEX "ProductOption_templateId_no_key" ON "ProductOption"("templateId", "no");
CREATE INDEX "ProductOptionValue_optionId_idx" ON "ProductOptionValue"("optionId");

-- A combination once.
CREATE UNIQUE INDEX "Product_variant" ON "Product" ("templateId", "option1Id", "option2Id", "option3Id") NULLS NOT DISTINCT WHERE "templateId" IS NOT NULL;
ALTER TABLE "Product" ADD CONSTRAINT "Product_variant_options" CHECK ("templateId" IS NOT NULL
  OR ("option1Id" IS NULL AND "option2Id" IS NULL AND "option3Id" IS NULL AND "ownFields" = '{}'));
ALTER TABLE "ProductOption" ADD CONSTRAINT "ProductOption_no" CHECK (no BETWEEN 1 AND 3);
ALTER TABLE "ProductTemplate" ADD CONSTRAINT "ProductTemplate_price" CHECK (("unitPrice" IS NULL) = ("unitPriceFrom" IS NULL) AND "unitPrice" >= 0);
ALTER TABLE "ProductOption" ADD FOREIGN KEY ("templateId") REFERENCES "ProductTemplate" ("id");
ALTER TABLE "ProductOptionValue" ADD FOREIGN KEY ("optionId") REFERENCES "ProductOption" ("id");
ALTER TABLE "ProductTemplate" ADD FOREIGN KEY ("categoryId") REFERENCES "Category" ("id") ON DELETE SET NULL, ADD FOREIGN KEY ("unitId") REFERENCES "Unit" ("id"),
  ADD FOREIGN KEY ("taxCodeId") REFERENCES "TaxCode" ("id");
ALTER TABLE "Product" ADD FOREIGN KEY ("templateId") REFERENCES "ProductTemplate" ("id"), ADD FOREIGN KEY ("option1Id") REFERENCES "ProductOptionValue" ("id"),
  ADD FOREIGN KEY ("option2Id") REFERENCES "ProductOptionValue" ("id"), ADD FOREIGN KEY ("option3Id") REFERENCES "ProductOptionValue" ("id");
ALTER TABLE "Barcode" ADD FOREIGN KEY ("unitId") REFERENCES "Unit" ("id");

DO $$
BEGIN
  CREATE INDEX "ProductTemplate_name_search" ON "ProductTemplate" USING gin (hesabu_fold("name") gin_trgm_ops);
EXCEPTION WHEN undefined_object THEN NULL;
END $$;

-- pricing

-- Prices by list, group, channel and customer; promotions and coupons; how tax is rounded and who is exempt; minimum margins.
ALTER TYPE "ApprovalKind" ADD VALUE 'MARGIN_OVERRIDE';

ALTER TYPE "ImportSubject" ADD VALUE 'PRICES' AFTER 'LIST_PRICES';
ALTER TYPE "ImportSubject" ADD VALUE 'CUSTOMER_PRICES' AFTER 'PRICES';

CREATE TYPE "PriceOrigin" AS ENUM ('TYPED', 'CUSTOMER_PRICE', 'CUSTOMER_LIST', 'GROUP_LIST', 'CHANNEL_LIST', 'LIST_PRICE');

CREATE TYPE "TaxRounding" AS ENUM ('LINE', 'TOTAL');

CREATE TYPE "TaxTreatment" AS ENUM ('STANDARD', 'EXEMPT', 'REVERSE_CHARGE');

CREATE TYPE "PromotionKind" AS ENUM ('LINE_RATE', 'UNIT_AMOUNT', 'ORDER_RATE', 'ORDER_AMOUNT', 'BUY_GET');

CREATE TYPE "DiscountKind" AS ENUM ('TYPED_LINE', 'PROMOTION', 'TYPED_ORDER');

CREATE TYPE "MarginBasis" AS ENUM ('AVERAGE', 'LAST');

ALTER TABLE "Company" ADD COLUMN     "taxRounding" "TaxRounding" NOT NULL DEFAULT 'LINE';

ALTER TABLE "Customer" ADD COLUMN     "groupId" UUID,
ADD COLUMN     "taxReason" VARCHAR(300),
ADD COLUMN     "taxTreatment" "TaxTreatment" NOT NULL DEFAULT 'STANDARD';

ALTER TABLE "Order" ADD COLUMN     "couponCodes" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "discountRate" DECIMAL(9,6),
ADD COLUMN     "lessMinor" BIGINT,
ADD COLUMN     "taxReason" VARCHAR(300),
ADD COLUMN     "taxRounding" "TaxRounding" NOT NULL DEFAULT 'LINE',
ADD COLUMN     "taxTreatment" "TaxTreatment" NOT NULL DEFAULT 'STANDARD';

ALTER TABLE "OrderLine" ADD COLUMN     "lessMinor" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "priceBecause" JSONB,
ADD COLUMN     "priceOrigin" "PriceOrigin",
ADD COLUMN     "taxIncluded" BOOLEAN NOT NULL DEFAULT false;

ALTER TABLE "Invoice" ADD COLUMN     "taxReason" VARCHAR(300),
ADD COLUMN     "taxRounding" "TaxRounding" NOT NULL DEFAULT 'LINE',
ADD COLUMN     "taxTreatment" "TaxTreatment" NOT NULL DEFAULT 'STANDARD';

ALTER TABLE "InvoiceLine" ADD COLUMN     "discountNote" VARCHAR(500),
ADD COLUMN     "taxIncluded" BOOLEAN NOT NULL DEFAULT false;

ALTER TABLE "Approval" ADD COLUMN     "rate" DECIMAL(9,6);

ALTER TABLE "ApprovalLimit" ADD COLUMN     "rate" DECIMAL(9,6);

CREATE TABLE "CustomerGroup" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "name" VARCHAR(100) NOT NULL,
    "description" VARCHAR(1000),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "CustomerGroup_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "PriceList" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "name" VARCHAR(100) NOT NULL,
    "description" VARCHAR(1000),
    "currencyCode" CHAR(3) NOT NULL,
    "validFrom" DATE,
    "validTo" DATE,
    "taxIncluded" BOOLEAN NOT NULL DEFAULT false,
    "adjustRate" DECIMAL(9,6),
    "baseListId" UUID,
    "roundStep" DECIMAL(20,8),
    "roundEnding" DECIMAL(20,8) NOT NULL DEFAULT 0,
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "PriceList_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "PriceListPrice" (
    "id" UUID NOT NULL,
    "priceListId" UUID NOT NULL,
    "productId" UUID,
    "templateId" UUID,
    "categoryId" UUID,
    "fromQuantity" DECIMAL(20,6) NOT NULL DEFAULT 0,
    "validFrom" DATE NOT NULL,
    "validTo" DATE,
    "unitPrice" DECIMAL(20,8),
    "rate" DECIMAL(9,6),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "PriceListPrice_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "PriceListAssignment" (
    "id" UUID NOT NULL,
    "priceListId" UUID NOT NULL,
    "customerId" UUID,
    "groupId" UUID,
    "channel" "Channel",
    "priority" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "PriceListAssignment_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "CustomerPrice" (
    "id" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "productId" UUID NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "fromQuantity" DECIMAL(20,6) NOT NULL DEFAULT 0,
    "unitPrice" DECIMAL(20,8) NOT NULL,
    "taxIncluded" BOOLEAN NOT NULL DEFAULT false,
    "validFrom" DATE NOT NULL,
    "validTo" DATE,
    "note" VARCHAR(300),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "CustomerPrice_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Promotion" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "name" VARCHAR(100) NOT NULL,
    "description" VARCHAR(1000),
    "kind" "PromotionKind" NOT NULL,
    "rate" DECIMAL(9,6),
    "amountMinor" BIGINT,
    "currencyCode" CHAR(3) NOT NULL,
    "buyQuantity" DECIMAL(20,6),
    "getQuantity" DECIMAL(20,6),
    "getProductIds" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "validFrom" DATE NOT NULL,
    "validTo" DATE,
    "minQuantity" DECIMAL(20,6),
    "minAmountMinor" BIGINT,
    "productIds" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "categoryIds" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "customerIds" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "groupIds" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "channels" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "firstOrderOnly" BOOLEAN NOT NULL DEFAULT false,
    "needsCoupon" BOOLEAN NOT NULL DEFAULT false,
    "position" INTEGER NOT NULL DEFAULT 100,
    "isExclusive" BOOLEAN NOT NULL DEFAULT false,
    "isMarginExempt" BOOLEAN NOT NULL DEFAULT false,
    "redemptionsMax" INTEGER,
    "perCustomerMax" INTEGER,
    "isCounted" BOOLEAN NOT NULL DEFAULT false,
    "redeemed" INTEGER NOT NULL DEFAULT 0,
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Promotion_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Coupon" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "promotionId" UUID NOT NULL,
    "code" VARCHAR(40) NOT NULL,
    "redemptionsMax" INTEGER,
    "redeemed" INTEGER NOT NULL DEFAULT 0,
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Coupon_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "PromotionRedemption" (
    "id" UUID NOT NULL,
    "promotionId" UUID NOT NULL,
    "couponId" UUID,
    "customerId" UUID NOT NULL,
    "orderId" UUID NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "redeemedOn" DATE NOT NULL,
    "givenBackAt" TIMESTAMPTZ(6),

    CONSTRAINT "PromotionRedemption_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "OrderDiscount" (
    "id" UUID NOT NULL,
    "orderId" UUID NOT NULL,
    "orderLineId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "kind" "DiscountKind" NOT NULL,
    "promotionId" UUID,
    "couponId" UUID,
    "name" VARCHAR(200) NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "amountMinor" BIGINT NOT NULL,

    CONSTRAINT "OrderDiscount_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "MarginRule" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "productId" UUID,
    "categoryId" UUID,
    "minimum" DECIMAL(9,6) NOT NULL,
    "basis" "MarginBasis" NOT NULL DEFAULT 'AVERAGE',
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "MarginRule_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "CustomerGroup_companyId_name_key" ON "CustomerGroup"("companyId", "name");

CREATE UNIQUE INDEX "PriceList_companyId_name_key" ON "PriceList"("companyId", "name");

CREATE INDEX "PriceListPrice_priceListId_idx" ON "PriceListPrice"("priceListId");

CREATE INDEX "PriceListPrice_productId_idx" ON "PriceListPrice"("productId");

CREATE INDEX "PriceListAssignment_priceListId_idx" ON "PriceListAssignment"("priceListId");

CREATE INDEX "CustomerPrice_customerId_productId_idx" ON "CustomerPrice"("customerId", "productId");

CREATE INDEX "CustomerPrice_productId_idx" ON "CustomerPrice"("productId");

CREATE UNIQUE INDEX "Promotion_companyId_name_key" ON "Promotion"("companyId", "name");

CREATE UNIQUE INDEX "Coupon_code_key" ON "Coupon"("code");

CREATE INDEX "Coupon_promotionId_idx" ON "Coupon"("promotionId");

CREATE INDEX "PromotionRedemption_promotionId_customerId_idx" ON "PromotionRedemption"("promotionId", "customerId");

CREATE INDEX "PromotionRedemption_couponId_idx" ON "PromotionRedemption"("couponId");

CREATE INDEX "PromotionRedemption_orderId_idx" ON "PromotionRedemption"("orderId");

CREATE INDEX "OrderDiscount_orderId_idx" ON "OrderDiscount"("orderId");

CREATE INDEX "OrderDiscount_promotionId_idx" ON "OrderDiscount"("promotionId");

-- Two prices that would be equally right cannot be: one of a target, quantity and first day.
CREATE UNIQUE INDEX "PriceListPrice_once" ON "PriceListPrice" ("priceListId", "productId", "templateId", "categoryId", "fromQuantity", "validFrom") NULLS NOT DISTINCT;
CREATE UNIQUE INDEX "CustomerPrice_once" ON "CustomerPrice" ("customerId", "productId", "currencyCode", "fromQuantity", "validFrom");
CREATE UNIQUE INDEX "PriceListAssignment_customer" ON "PriceListAssignment" ("customerId", "priority") WHERE "customerId" IS NOT NULL;
CREATE UNIQUE INDEX "PriceListAssignment_group" ON "PriceListAssignment" ("groupId", "priority") WHERE "groupId" IS NOT NULL;
CREATE UNIQUE INDEX "PriceListAssignment_channel" ON "PriceListAssignment" ("channel", "priority") WHERE "channel" IS NOT NULL;
CREATE UNIQUE INDEX "PriceListAssignment_once" ON "PriceListAssignment" ("priceListId", "customerId", "groupId", "channel") NULLS NOT DISTINCT;
CREATE UNIQUE INDEX "MarginRule_once" ON "MarginRule" ("companyId", "productId", "categoryId") NULLS NOT DISTINCT;
CREATE UNIQUE INDEX "PromotionRedemption_standing" ON "PromotionRedemption" ("orderId", "promotionId") WHERE "givenBackAt" IS NULL;
CREATE INDEX "Customer_groupId_idx" ON "Customer" ("groupId") WHERE "groupId" IS NOT NULL;

ALTER TABLE "CustomerGroup" ADD FOREIGN KEY ("companyId") REFERENCES "Company" ("id");
ALTER TABLE "Customer" ADD FOREIGN KEY ("groupId") REFERENCES "CustomerGroup" ("id"),
  ADD CONSTRAINT "Customer_taxReason" CHECK ("taxTreatment" = 'STANDARD' OR "taxReason" IS NOT NULL);
ALTER TABLE "PriceList" ADD FOREIGN KEY ("companyId") REFERENCES "Company" ("id"), ADD FOREIGN KEY ("baseListId") REFERENCES "PriceList" ("id"),
  ADD CONSTRAINT "PriceList_days" CHECK ("validFrom" <= "validTo"), ADD CONSTRAINT "PriceList_adjustRate" CHECK ("adjustRate" BETWEEN -10 AND 1),
  ADD CONSTRAINT "PriceList_round" CHECK ("roundStep" > 0 AND "roundEnding" >= 0 AND "roundEnding" < "roundStep" OR "roundStep" IS NULL AND "roundEnding" = 0),
  ADD CONSTRAINT "PriceList_base" CHECK ("baseListId" <> "id");
ALTER TABLE "PriceListPrice" ADD FOREIGN KEY ("priceListId") REFERENCES "PriceList" ("id"), ADD FOREIGN KEY ("productId") REFERENCES "Product" ("id"),
  ADD FOREIGN KEY ("categoryId") REFERENCES "Category" ("id"), ADD CONSTRAINT "PriceListPrice_days" CHECK ("validFrom" <= "validTo"),
  ADD CONSTRAINT "PriceListPrice_what" CHECK (num_nonnulls("unitPrice", "rate") = 1 AND ("unitPrice" IS NULL OR "unitPrice" >= 0) AND ("rate" IS NULL OR "rate" BETWEEN -10 AND 1)),
  ADD CONSTRAINT "PriceListPrice_of" CHECK (num_nonnulls("productId", "templateId", "categoryId") <= 1 AND ("unitPrice" IS NULL OR num_nonnulls("productId", "templateId") = 1)),
  ADD CONSTRAINT "PriceListPrice_fromQuantity" CHECK ("fromQuantity" >= 0);
ALTER TABLE "PriceListAssignment" ADD FOREIGN KEY ("priceListId") REFERENCES "PriceList" ("id"), ADD FOREIGN KEY ("customerId") REFERENCES "Customer" ("id"),
  ADD FOREIGN KEY ("groupId") REFERENCES "CustomerGroup" ("id"), ADD CONSTRAINT "PriceListAssignment_to" CHECK (num_nonnulls("customerId", "groupId", "channel") = 1);
ALTER TABLE "CustomerPrice" ADD FOREIGN KEY ("customerId") REFERENCES "Customer" ("id"), ADD FOREIGN KEY ("productId") REFERENCES "Product" ("id"),
  ADD CONSTRAINT "CustomerPrice_days" CHECK ("validFrom" <= "validTo"), ADD CONSTRAINT "CustomerPrice_unitPrice" CHECK ("unitPrice" >= 0 AND "fromQuantity" >= 0);
ALTER TABLE "Promotion" ADD FOREIGN KEY ("companyId") REFERENCES "Company" ("id"), ADD CONSTRAINT "Promotion_days" CHECK ("validFrom" <= "validTo"),
  ADD CONSTRAINT "Promotion_gives" CHECK (CASE "kind" WHEN 'LINE_RATE' THEN "rate" IS NOT NULL WHEN 'ORDER_RATE' THEN "rate" IS NOT NULL
    WHEN 'UNIT_AMOUNT' THEN "amountMinor" > 0 WHEN 'ORDER_AMOUNT' THEN "amountMinor" > 0 ELSE "buyQuantity" > 0 AND "getQuantity" > 0 AND "rate" IS NOT NULL END),
  ADD CONSTRAINT "Promotion_rate" CHECK ("rate" > 0 AND "rate" <= 1), ADD CONSTRAINT "Promotion_max" CHECK ("redemptionsMax" > 0), ADD CONSTRAINT "Promotion_perCustomer" CHECK ("perCustomerMax" > 0),
  ADD CONSTRAINT "Promotion_counted" CHECK ("isCounted" = ("redemptionsMax" IS NOT NULL OR "perCustomerMax" IS NOT NULL OR "firstOrderOnly" OR "needsCoupon")),
  ADD CONSTRAINT "Promotion_redeemed" CHECK ("redeemed" >= 0 AND ("redemptionsMax" IS NULL OR "redeemed" <= "redemptionsMax"));
ALTER TABLE "Coupon" ADD FOREIGN KEY ("promotionId") REFERENCES "Promotion" ("id"), ADD CONSTRAINT "Coupon_code" CHECK ("code" = upper("code")),
  ADD CONSTRAINT "Coupon_redeemed" CHECK ("redeemed" >= 0 AND ("redemptionsMax" IS NULL OR "redeemed" <= "redemptionsMax"));
ALTER TABLE "PromotionRedemption" ADD FOREIGN KEY ("promotionId") REFERENCES "Promotion" ("id"), ADD FOREIGN KEY ("couponId") REFERENCES "Coupon" ("id"),
  ADD FOREIGN KEY ("orderId") REFERENCES "Order" ("id"), ADD FOREIGN KEY ("customerId") REFERENCES "Customer" ("id");
ALTER TABLE "OrderDiscount" ADD FOREIGN KEY ("orderId") REFERENCES "Order" ("id"),
  ADD FOREIGN KEY ("orderLineId") REFERENCES "OrderLine" ("id"), ADD CONSTRAINT "OrderDiscount_amount" CHECK ("amountMinor" >= 0),
  ADD CONSTRAINT "OrderDiscount_promotion" CHECK (("kind" = 'PROMOTION') = ("promotionId" IS NOT NULL));
ALTER TABLE "Order" ADD CONSTRAINT "Order_less" CHECK (num_nonnulls("discountRate", "lessMinor") <= 1 AND "lessMinor" >= 0 AND "discountRate" BETWEEN 0 AND 1);
ALTER TABLE "OrderLine" ADD CONSTRAINT "OrderLine_less" CHECK ("lessMinor" >= 0);
ALTER TABLE "MarginRule" ADD FOREIGN KEY ("companyId") REFERENCES "Company" ("id"), ADD FOREIGN KEY ("productId") REFERENCES "Product" ("id"),
  ADD FOREIGN KEY ("categoryId") REFERENCES "Category" ("id"), ADD CONSTRAINT "MarginRule_of" CHECK (num_nonnulls("productId", "categoryId") <= 1),
  ADD CONSTRAINT "MarginRule_minimum" CHECK ("minimum" >= -1 AND "minimum" < 1);

-- documents

-- Documents as PDF and mail: letterhead, texts, runs; outbox, its log, templates.

CREATE TYPE "DocumentKind" AS ENUM ('QUOTATION', 'ORDER_CONFIRMATION', 'PICK_LIST', 'DELIVERY_NOTE', 'INVOICE', 'CREDIT_NOTE', 'STATEMENT', 'PURCHASE_ORDER', 'QUOTE_REQUEST', 'REMITTANCE_ADVICE');

CREATE TYPE "PaperSize" AS ENUM ('A_FOUR', 'LETTER');

CREATE TYPE "DocumentRunForm" AS ENUM ('ZIP', 'MERGED');

CREATE TYPE "DocumentRunStatus" AS ENUM ('RUNNING', 'DONE', 'STOPPED');

CREATE TYPE "Language" AS ENUM ('EN', 'ZH', 'AR', 'FA', 'SW');

CREATE TYPE "MailKind" AS ENUM ('ORDER_CONFIRMATION', 'SHIPMENT_NOTE', 'INVOICE', 'CREDIT_NOTE', 'QUOTATION', 'STATEMENT', 'PURCHASE_ORDER', 'QUOTE_REQUEST', 'REMITTANCE_ADVICE');

CREATE TYPE "MailStatus" AS ENUM ('QUEUED', 'SENT', 'FAILED', 'BOUNCED', 'CANCELLED');

CREATE TYPE "MailTransport" AS ENUM ('SMTP', 'LOCAL');

CREATE TYPE "MailOutcome" AS ENUM ('SENT', 'FAILED', 'BOUNCED');

CREATE TABLE "Letterhead" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "language" "Language" NOT NULL DEFAULT 'EN',
    "paper" "PaperSize" NOT NULL DEFAULT 'A_FOUR',
    "address" VARCHAR(1000),
    "contact" VARCHAR(500),
    "bankDetails" VARCHAR(1000),
    "colour" VARCHAR(7) NOT NULL DEFAULT '#1f3a5f',
    "logo" TEXT,
    "logoType" VARCHAR(20),
    "showsBarcode" BOOLEAN NOT NULL DEFAULT true,
    "recordedByName" VARCHAR(200) NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "Letterhead_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "DocumentText" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "kind" "DocumentKind",
    "language" "Language" NOT NULL,
    "intro" VARCHAR(2000),
    "closing" VARCHAR(4000),
    "payment" VARCHAR(2000),
    "footer" VARCHAR(300),
    "recordedByName" VARCHAR(200) NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "DocumentText_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "DocumentRun" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "kind" "DocumentKind" NOT NULL,
    "form" "DocumentRunForm" NOT NULL,
    "language" "Language",
    "choices" JSONB NOT NULL DEFAULT '{}',
    "status" "DocumentRunStatus" NOT NULL DEFAULT 'RUNNING',
    "askedById" UUID,
    "askedByKind" "ActorKind" NOT NULL DEFAULT 'STAFF',
    "askedByName" VARCHAR(200) NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "finishedAt" TIMESTAMPTZ(6),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "DocumentRun_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "DocumentRunItem" (
    "id" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "documentId" UUID NOT NULL,
    "label" VARCHAR(60) NOT NULL,
    "isDone" BOOLEAN NOT NULL DEFAULT false,
    "problem" VARCHAR(500),

    CONSTRAINT "DocumentRunItem_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Mail" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "kind" "MailKind" NOT NULL,
    "status" "MailStatus" NOT NULL DEFAULT 'QUEUED',
    "causeKey" VARCHAR(120),
    "subjectType" VARCHAR(40) NOT NULL,
    "subjectId" UUID NOT NULL,
    "partyType" VARCHAR(40) NOT NULL,
    "partyId" UUID NOT NULL,
    "partyName" VARCHAR(200) NOT NULL,
    "toAddress" VARCHAR(254) NOT NULL,
    "copyTo" VARCHAR(254),
    "language" "Language" NOT NULL,
    "subject" VARCHAR(300) NOT NULL,
    "body" VARCHAR(10000) NOT NULL,
    "messageId" VARCHAR(200) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "dueAt" TIMESTAMPTZ(6),
    "claimedUntil" TIMESTAMPTZ(6),
    "sentAt" TIMESTAMPTZ(6),
    "transport" "MailTransport",
    "problem" VARCHAR(1000),
    "requestedByName" VARCHAR(200) NOT NULL,
    "resendsMailId" UUID,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Mail_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "MailAttachment" (
    "id" UUID NOT NULL,
    "mailId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "fileName" VARCHAR(200) NOT NULL,
    "documentKind" VARCHAR(40) NOT NULL,
    "documentId" UUID NOT NULL,
    "options" JSONB NOT NULL DEFAULT '{}',
    "bytes" INTEGER,
    "hash" CHAR(64),

    CONSTRAINT "MailAttachment_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "MailAttempt" (
    "id" UUID NOT NULL,
    "mailId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "outcome" "MailOutcome" NOT NULL,
    "transport" "MailTransport" NOT NULL,
    "response" VARCHAR(1000),
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "MailAttempt_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "MailTemplate" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "kind" "MailKind" NOT NULL,
    "language" "Language" NOT NULL,
    "subject" VARCHAR(300) NOT NULL,
    "body" VARCHAR(5000) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "MailTemplate_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "MailRule" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "kind" "MailKind" NOT NULL,
    "isOn" BOOLEAN NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "MailRule_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "MailSender" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "address" VARCHAR(254) NOT NULL,
    "replyTo" VARCHAR(254),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "MailSender_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Correspondence" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "partyType" VARCHAR(40) NOT NULL,
    "partyId" UUID NOT NULL,
    "language" "Language",
    "email" VARCHAR(254),
    "copyTo" VARCHAR(254),
    "declined" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Correspondence_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "Letterhead_companyId_recordedAt_idx" ON "Letterhead"("companyId", "recordedAt");

CREATE INDEX "DocumentText_companyId_language_recordedAt_idx" ON "DocumentText"("companyId", "language", "recordedAt");

CREATE INDEX "DocumentRun_createdAt_id_idx" ON "DocumentRun"("createdAt", "id");

CREATE UNIQUE INDEX "DocumentRunItem_runId_no_key" ON "DocumentRunItem"("runId", "no");

CREATE UNIQUE INDEX "Mail_causeKey_key" ON "Mail"("causeKey");

CREATE UNIQUE INDEX "Mail_messageId_key" ON "Mail"("messageId");

CREATE INDEX "Mail_subjectId_idx" ON "Mail"("subjectId");

CREATE INDEX "Mail_partyId_idx" ON "Mail"("partyId");

CREATE INDEX "Mail_createdAt_id_idx" ON "Mail"("createdAt", "id");

CREATE INDEX "Mail_dueAt_idx" ON "Mail"("dueAt") WHERE "dueAt" IS NOT NULL;

CREATE UNIQUE INDEX "MailAttachment_mailId_no_key" ON "MailAttachment"("mailId", "no");

CREATE UNIQUE INDEX "MailAttempt_mailId_no_key" ON "MailAttempt"("mailId", "no");

CREATE UNIQUE INDEX "MailTemplate_companyId_kind_language_key" ON "MailTemplate"("companyId", "kind", "language");

CREATE UNIQUE INDEX "MailRule_companyId_kind_key" ON "MailRule"("companyId", "kind");

CREATE UNIQUE INDEX "MailSender_companyId_key" ON "MailSender"("companyId");

CREATE UNIQUE INDEX "Correspondence_partyId_key" ON "Correspondence"("partyId");

ALTER TABLE "DocumentRunItem" ADD CONSTRAINT "DocumentRunItem_runId_fkey" FOREIGN KEY ("runId") REFERENCES "DocumentRun"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "MailAttachment" ADD CONSTRAINT "MailAttachment_mailId_fkey" FOREIGN KEY ("mailId") REFERENCES "Mail"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "MailAttempt" ADD CONSTRAINT "MailAttempt_mailId_fkey" FOREIGN KEY ("mailId") REFERENCES "Mail"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

INSERT INTO hesabu_ledger VALUES ('Letterhead'), ('DocumentText'), ('MailAttempt');
CREATE TRIGGER "Letterhead_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "Letterhead" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();
CREATE TRIGGER "DocumentText_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "DocumentText" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();
CREATE TRIGGER "MailAttempt_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "MailAttempt" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();

CREATE TABLE "DocumentFile" (
    "runId" UUID NOT NULL,
    "itemNo" INTEGER NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "data" BYTEA NOT NULL,

    CONSTRAINT "DocumentFile_pkey" PRIMARY KEY ("runId", "itemNo")
);
ALTER TABLE "DocumentFile" ADD CONSTRAINT "DocumentFile_runId_fkey" FOREIGN KEY ("runId") REFERENCES "DocumentRun"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "MailFile" (
    "attachmentId" UUID NOT NULL,
    "data" BYTEA NOT NULL,
    "keptAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "MailFile_pkey" PRIMARY KEY ("attachmentId")
);
CREATE INDEX "MailFile_keptAt_idx" ON "MailFile"("keptAt");
ALTER TABLE "MailFile" ADD CONSTRAINT "MailFile_attachmentId_fkey" FOREIGN KEY ("attachmentId") REFERENCES "MailAttachment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What is due has a day to be due on, and what is over has none.
ALTER TABLE "Mail" ADD CONSTRAINT "Mail_due" CHECK ((status = 'QUEUED') = ("dueAt" IS NOT NULL)), ADD CONSTRAINT "Mail_sent" CHECK (status <> 'SENT' OR "sentAt" IS NOT NULL),
  ADD CONSTRAINT "Mail_attempts" CHECK (attempts >= 0);
ALTER TABLE "DocumentRunItem" ADD CONSTRAINT "DocumentRunItem_problem" CHECK (problem IS NULL OR "isDone");

-- fulfilment

-- Deliveries: goods are planned, picked, packed and shipped; backorders by priority, substitutes with consent, returns of customers.
CREATE TYPE "ShipPolicy" AS ENUM ('PARTIAL', 'WHOLE_LINES', 'COMPLETE');

CREATE TYPE "OrderStage" AS ENUM ('DRAFT', 'WAITING', 'PART_ALLOCATED', 'ALLOCATED', 'PICKED', 'PACKED', 'SHIPPED', 'CANCELLED');

CREATE TYPE "DeliveryStatus" AS ENUM ('DRAFT', 'PICKED', 'PACKED', 'SHIPPED', 'DELIVERED', 'CANCELLED');

CREATE TYPE "SubstitutionStatus" AS ENUM ('PROPOSED', 'ACCEPTED', 'DECLINED', 'WITHDRAWN');

CREATE TYPE "ConsentMeans" AS ENUM ('PHONE', 'MAIL', 'MESSAGE', 'IN_PERSON');

CREATE TYPE "ReturnStatus" AS ENUM ('AUTHORISED', 'PART_RECEIVED', 'RECEIVED', 'CLOSED', 'CANCELLED');

CREATE TYPE "ReturnReason" AS ENUM ('DAMAGED', 'DEFECTIVE', 'WRONG_ITEM', 'NOT_WANTED', 'LATE', 'OTHER');

CREATE TYPE "ReturnFate" AS ENUM ('RESTOCK', 'QUARANTINE', 'SCRAP');

ALTER TYPE "EntryKind" ADD VALUE 'CUSTOMER_RETURN';

ALTER TABLE "Customer" ADD COLUMN     "priority" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "shipPolicy" "ShipPolicy" NOT NULL DEFAULT 'PARTIAL';

ALTER TABLE "Shipment" ADD COLUMN     "customerName" VARCHAR(200),
ADD COLUMN     "deliveredOn" DATE,
ADD COLUMN     "deliveryId" UUID,
ADD COLUMN     "receivedBy" VARCHAR(200),
ADD COLUMN     "shipTo" VARCHAR(1000);

ALTER TABLE "Reservation" ADD COLUMN     "priority" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "underway" DECIMAL(20,6) NOT NULL DEFAULT 0;

ALTER TABLE "Order" ADD COLUMN     "priority" INTEGER,
ADD COLUMN     "replacesReturnId" UUID,
ADD COLUMN     "shipPolicy" "ShipPolicy";

CREATE TABLE "Delivery" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "customerId" UUID NOT NULL,
    "warehouseId" UUID NOT NULL,
    "status" "DeliveryStatus" NOT NULL DEFAULT 'DRAFT',
    "plannedOn" DATE NOT NULL,
    "customerName" VARCHAR(200) NOT NULL,
    "shipTo" VARCHAR(1000) NOT NULL,
    "pickListId" UUID,
    "carrier" VARCHAR(100),
    "trackingNumber" VARCHAR(100),
    "note" VARCHAR(1000),
    "shippedOn" DATE,
    "deliveredOn" DATE,
    "receivedBy" VARCHAR(200),
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "pickedAt" TIMESTAMPTZ(6),
    "packedAt" TIMESTAMPTZ(6),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Delivery_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "DeliveryLine" (
    "id" UUID NOT NULL,
    "deliveryId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "orderId" UUID NOT NULL,
    "orderLineId" UUID NOT NULL,
    "productId" UUID NOT NULL,
    "description" VARCHAR(200) NOT NULL,
    "unitCode" VARCHAR(20) NOT NULL,
    "planned" DECIMAL(20,6) NOT NULL,
    "picked" DECIMAL(20,6),
    "packed" DECIMAL(20,6) NOT NULL DEFAULT 0,
    "shortReason" "PickShortReason",

    CONSTRAINT "DeliveryLine_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Parcel" (
    "id" UUID NOT NULL,
    "deliveryId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "packaging" VARCHAR(60),
    "weight" DECIMAL(20,6),
    "length" DECIMAL(20,6),
    "width" DECIMAL(20,6),
    "height" DECIMAL(20,6),
    "trackingNumber" VARCHAR(100),

    CONSTRAINT "Parcel_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "ParcelLine" (
    "id" UUID NOT NULL,
    "parcelId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "deliveryLineId" UUID NOT NULL,
    "quantity" DECIMAL(20,6) NOT NULL,
    "lotId" UUID,

    CONSTRAINT "ParcelLine_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "Substitution" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "orderId" UUID NOT NULL,
    "orderLineId" UUID NOT NULL,
    "productId" UUID NOT NULL,
    "quantity" DECIMAL(20,6) NOT NULL,
    "unitPrice" DECIMAL(20,8) NOT NULL,
    "discountRate" DECIMAL(9,6) NOT NULL DEFAULT 0,
    "status" "SubstitutionStatus" NOT NULL DEFAULT 'PROPOSED',
    "reason" VARCHAR(1000) NOT NULL,
    "proposedAt" TIMESTAMPTZ(6) NOT NULL,
    "proposedByName" VARCHAR(200) NOT NULL,
    "answeredAt" TIMESTAMPTZ(6),
    "consentName" VARCHAR(200),
    "consentMeans" "ConsentMeans",
    "consentOn" DATE,
    "consentNote" VARCHAR(1000),
    "newOrderLineId" UUID,

    CONSTRAINT "Substitution_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "CustomerReturn" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "customerId" UUID NOT NULL,
    "orderId" UUID NOT NULL,
    "warehouseId" UUID NOT NULL,
    "status" "ReturnStatus" NOT NULL DEFAULT 'AUTHORISED',
    "reason" "ReturnReason" NOT NULL,
    "note" VARCHAR(2000),
    "authorisedOn" DATE NOT NULL,
    "validUntil" DATE NOT NULL,
    "restockingFeeRate" DECIMAL(9,6) NOT NULL DEFAULT 0,
    "replacementOrderId" UUID,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "CustomerReturn_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "CustomerReturnLine" (
    "id" UUID NOT NULL,
    "returnId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "shipmentLineId" UUID NOT NULL,
    "orderLineId" UUID NOT NULL,
    "productId" UUID NOT NULL,
    "description" VARCHAR(200) NOT NULL,
    "lotId" UUID,
    "quantity" DECIMAL(20,6) NOT NULL,
    "received" DECIMAL(20,6) NOT NULL DEFAULT 0,
    "credited" DECIMAL(20,6) NOT NULL DEFAULT 0,
    "replaced" DECIMAL(20,6) NOT NULL DEFAULT 0,
    "reason" "ReturnReason",

    CONSTRAINT "CustomerReturnLine_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "ReturnReceipt" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "returnId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "warehouseId" UUID NOT NULL,
    "receivedOn" DATE NOT NULL,
    "status" "PostingStatus" NOT NULL DEFAULT 'POSTED',
    "reversedOn" DATE,
    "note" VARCHAR(1000),
    "valueMinor" BIGINT NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "ReturnReceipt_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "ReturnReceiptLine" (
    "id" UUID NOT NULL,
    "receiptId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "returnLineId" UUID NOT NULL,
    "shipmentLineId" UUID NOT NULL,
    "productId" UUID NOT NULL,
    "quantity" DECIMAL(20,6) NOT NULL,
    "fate" "ReturnFate" NOT NULL,
    "reason" VARCHAR(1000) NOT NULL,
    "lots" JSONB,
    "valueMinor" BIGINT NOT NULL,
    "isInvoiced" BOOLEAN NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,

    CONSTRAINT "ReturnReceiptLine_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "ReturnCredit" (
    "id" UUID NOT NULL,
    "returnId" UUID NOT NULL,
    "returnLineId" UUID NOT NULL,
    "creditNoteId" UUID NOT NULL,
    "quantity" DECIMAL(20,6) NOT NULL,

    CONSTRAINT "ReturnCredit_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "Delivery_number_key" ON "Delivery"("number");

CREATE INDEX "Delivery_status_plannedOn_idx" ON "Delivery"("status", "plannedOn");

CREATE INDEX "Delivery_customerId_idx" ON "Delivery"("customerId");

CREATE INDEX "Delivery_pickListId_idx" ON "Delivery"("pickListId");

CREATE INDEX "DeliveryLine_orderLineId_idx" ON "DeliveryLine"("orderLineId");

CREATE INDEX "DeliveryLine_orderId_idx" ON "DeliveryLine"("orderId");

CREATE UNIQUE INDEX "DeliveryLine_deliveryId_no_key" ON "DeliveryLine"("deliveryId", "no");

CREATE UNIQUE INDEX "Parcel_deliveryId_no_key" ON "Parcel"("deliveryId", "no");

CREATE INDEX "ParcelLine_deliveryLineId_idx" ON "ParcelLine"("deliveryLineId");

CREATE UNIQUE INDEX "ParcelLine_parcelId_no_key" ON "ParcelLine"("parcelId", "no");

CREATE INDEX "Substitution_orderId_idx" ON "Substitution"("orderId");

CREATE INDEX "Substitution_orderLineId_idx" ON "Substitution"("orderLineId");

CREATE UNIQUE INDEX "CustomerReturn_number_key" ON "CustomerReturn"("number");

CREATE INDEX "CustomerReturn_orderId_idx" ON "CustomerReturn"("orderId");

CREATE INDEX "CustomerReturn_customerId_idx" ON "CustomerReturn"("customerId");

CREATE INDEX "CustomerReturn_status_idx" ON "CustomerReturn"("status");

CREATE INDEX "CustomerReturnLine_shipmentLineId_idx" ON "CustomerReturnLine"("shipmentLineId");

CREATE UNIQUE INDEX "CustomerReturnLine_returnId_no_key" ON "CustomerReturnLine"("returnId", "no");

CREATE UNIQUE INDEX "ReturnReceipt_number_key" ON "ReturnReceipt"("number");

CREATE UNIQUE INDEX "ReturnReceipt_returnId_no_key" ON "ReturnReceipt"("returnId", "no");

CREATE INDEX "ReturnReceiptLine_shipmentLineId_idx" ON "ReturnReceiptLine"("shipmentLineId");

CREATE INDEX "ReturnReceiptLine_returnLineId_idx" ON "ReturnReceiptLine"("returnLineId");

CREATE UNIQUE INDEX "ReturnReceiptLine_receiptId_no_key" ON "ReturnReceiptLine"("receiptId", "no");

CREATE INDEX "ReturnCredit_returnId_idx" ON "ReturnCredit"("returnId");

CREATE INDEX "ReturnCredit_creditNoteId_idx" ON "ReturnCredit"("creditNoteId");

CREATE INDEX "Shipment_deliveryId_idx" ON "Shipment"("deliveryId");

ALTER TABLE "DeliveryLine" ADD CONSTRAINT "DeliveryLine_deliveryId_fkey" FOREIGN KEY ("deliveryId") REFERENCES "Delivery"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "Parcel" ADD CONSTRAINT "Parcel_deliveryId_fkey" FOREIGN KEY ("deliveryId") REFERENCES "Delivery"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "ParcelLine" ADD CONSTRAINT "ParcelLine_parcelId_fkey" FOREIGN KEY ("parcelId") REFERENCES "Parcel"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "ParcelLine" ADD CONSTRAINT "ParcelLine_deliveryLineId_fkey" FOREIGN KEY ("deliveryLineId") REFERENCES "DeliveryLine"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "CustomerReturnLine" ADD CONSTRAINT "CustomerReturnLine_returnId_fkey" FOREIGN KEY ("returnId") REFERENCES "CustomerReturn"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "ReturnReceipt" ADD CONSTRAINT "ReturnReceipt_returnId_fkey" FOREIGN KEY ("returnId") REFERENCES "CustomerReturn"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "ReturnReceiptLine" ADD CONSTRAINT "ReturnReceiptLine_receiptId_fkey" FOREIGN KEY ("receiptId") REFERENCES "ReturnReceipt"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "Reservation" ADD CONSTRAINT "Reservation_underway" CHECK ("underway" >= 0 AND "underway" <= "reserved");
ALTER TABLE "DeliveryLine" ADD CONSTRAINT "DeliveryLine_steps" CHECK ("planned" > 0 AND "packed" >= 0 AND coalesce("picked", 0) >= "packed" AND coalesce("picked", 0) <= "planned");
ALTER TABLE "ParcelLine" ADD CONSTRAINT "ParcelLine_quantity" CHECK ("quantity" > 0);
ALTER TABLE "Substitution" ADD CONSTRAINT "Substitution_consent" CHECK (status NOT IN ('ACCEPTED', 'DECLINED') OR ("consentName" IS NOT NULL AND "consentMeans" IS NOT NULL AND "consentOn" IS NOT NULL));
ALTER TABLE "CustomerReturnLine" ADD CONSTRAINT "CustomerReturnLine_steps" CHECK ("quantity" > 0 AND least("received", "credited", "replaced") >= 0 AND "received" <= "quantity" AND "credited" + "replaced" <= "received");
ALTER TABLE "CustomerReturn" ADD CONSTRAINT "CustomerReturn_fee" CHECK ("restockingFeeRate" >= 0 AND "restockingFeeRate" <= 1);
-- One proposal for a line waits at a time.
CREATE UNIQUE INDEX "Substitution_proposed" ON "Substitution" ("orderLineId") WHERE status = 'PROPOSED';
-- What waits, by who comes first.
CREATE INDEX "Reservation_waiting" ON "Reservation" ("priority" DESC, "placedAt") WHERE "backordered" > 0;

INSERT INTO hesabu_ledger VALUES ('ReturnReceiptLine'), ('ReturnCredit');
CREATE TRIGGER "ReturnReceiptLine_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "ReturnReceiptLine" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();
CREATE TRIGGER "ReturnCredit_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "ReturnCredit" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();

-- quotations

-- Quotations: versions that are frozen when sent, and orders at the prices that they agreed.
CREATE TYPE "QuotationStatus" AS ENUM ('DRAFT', 'SENT', 'ACCEPTED', 'DECLINED', 'EXPIRED', 'SUPERSEDED');

CREATE TYPE "QuotationLineKind" AS ENUM ('ITEM', 'OPTIONAL', 'ALTERNATIVE', 'TEXT');

CREATE TYPE "QuotationLoss" AS ENUM ('PRICE', 'DELIVERY', 'COMPETITOR', 'NO_NEED', 'NO_ANSWER', 'OTHER');

ALTER TYPE "PriceOrigin" ADD VALUE 'QUOTATION';

ALTER TABLE "Order" ADD COLUMN     "quotationId" UUID;

ALTER TABLE "OrderLine" ADD COLUMN     "quotationLineId" UUID;

CREATE TABLE "Quotation" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40),
    "revision" INTEGER NOT NULL DEFAULT 1,
    "firstId" UUID NOT NULL,
    "isNewest" BOOLEAN NOT NULL DEFAULT true,
    "customerId" UUID,
    "prospectName" VARCHAR(200),
    "prospectEmail" VARCHAR(254),
    "prospectPhone" VARCHAR(60),
    "salesPersonId" UUID,
    "status" "QuotationStatus" NOT NULL DEFAULT 'DRAFT',
    "sentOn" DATE,
    "validTo" DATE NOT NULL,
    "expectedOn" DATE,
    "decidedOn" DATE,
    "lossReason" "QuotationLoss",
    "lossNote" VARCHAR(1000),
    "customerReference" VARCHAR(100),
    "terms" VARCHAR(4000),
    "note" VARCHAR(2000),
    "currencyCode" CHAR(3) NOT NULL,
    "taxRounding" "TaxRounding" NOT NULL DEFAULT 'LINE',
    "grossMinor" BIGINT NOT NULL DEFAULT 0,
    "discountMinor" BIGINT NOT NULL DEFAULT 0,
    "netMinor" BIGINT NOT NULL DEFAULT 0,
    "taxMinor" BIGINT NOT NULL DEFAULT 0,
    "totalMinor" BIGINT NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Quotation_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "QuotationLine" (
    "id" UUID NOT NULL,
    "quotationId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "kind" "QuotationLineKind" NOT NULL DEFAULT 'ITEM',
    "isChosen" BOOLEAN NOT NULL DEFAULT true,
    "productId" UUID,
    "description" VARCHAR(1000) NOT NULL,
    "quantity" DECIMAL(20,6) NOT NULL,
    "unitPrice" DECIMAL(20,8) NOT NULL,
    "unitId" UUID,
    "entered" DECIMAL(20,6),
    "perNumerator" BIGINT,
    "perDenominator" BIGINT,
    "enteredPrice" DECIMAL(20,8),
    "discountRate" DECIMAL(9,6) NOT NULL DEFAULT 0,
    "lessMinor" BIGINT NOT NULL DEFAULT 0,
    "taxCodeId" UUID,
    "taxRate" DECIMAL(9,6) NOT NULL DEFAULT 0,
    "taxIncluded" BOOLEAN NOT NULL DEFAULT false,
    "priceOrigin" "PriceOrigin",
    "priceBecause" JSONB,
    "currencyCode" CHAR(3) NOT NULL,
    "grossMinor" BIGINT NOT NULL,
    "netMinor" BIGINT NOT NULL,
    "taxMinor" BIGINT NOT NULL,

    CONSTRAINT "QuotationLine_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "Quotation_customerId_createdAt_idx" ON "Quotation"("customerId", "createdAt");

CREATE INDEX "Quotation_status_validTo_idx" ON "Quotation"("status", "validTo");

CREATE UNIQUE INDEX "Quotation_firstId_revision_key" ON "Quotation"("firstId", "revision");

CREATE UNIQUE INDEX "Quotation_number_revision_key" ON "Quotation"("number", "revision");

CREATE INDEX "QuotationLine_productId_idx" ON "QuotationLine"("productId");

CREATE UNIQUE INDEX "QuotationLine_quotationId_no_key" ON "QuotationLine"("quotationId", "no");

ALTER TABLE "Quotation" ADD FOREIGN KEY ("companyId") REFERENCES "Company" ("id"), ADD FOREIGN KEY ("firstId") REFERENCES "Quotation" ("id") DEFERRABLE INITIALLY DEFERRED,
  ADD FOREIGN KEY ("customerId") REFERENCES "Customer" ("id"), ADD FOREIGN KEY ("salesPersonId") REFERENCES "SalesPerson" ("id"),
  ADD CONSTRAINT "Quotation_whom" CHECK ("customerId" IS NOT NULL OR "prospectName" IS NOT NULL),
  ADD CONSTRAINT "Quotation_number" CHECK (status = 'DRAFT' OR (number IS NOT NULL AND "sentOn" IS NOT NULL)),
  ADD CONSTRAINT "Quotation_loss" CHECK (status = 'DECLINED' OR ("lossReason" IS NULL AND "lossNote" IS NULL) OR status = 'SUPERSEDED');
ALTER TABLE "QuotationLine" ADD FOREIGN KEY ("quotationId") REFERENCES "Quotation" ("id") ON DELETE CASCADE, ADD FOREIGN KEY ("productId") REFERENCES "Product" ("id"),
  ADD FOREIGN KEY ("unitId") REFERENCES "Unit" ("id"), ADD FOREIGN KEY ("taxCodeId") REFERENCES "TaxCode" ("id"),
  ADD CONSTRAINT "QuotationLine_words" CHECK ((kind = 'TEXT') = ("productId" IS NULL)),
  ADD CONSTRAINT "QuotationLine_counts" CHECK (kind = 'TEXT' OR quantity > 0);
ALTER TABLE "Order" ADD FOREIGN KEY ("quotationId") REFERENCES "Quotation" ("id");
ALTER TABLE "OrderLine" ADD FOREIGN KEY ("quotationLineId") REFERENCES "QuotationLine" ("id");
CREATE INDEX "OrderLine_quotationLine" ON "OrderLine" ("quotationLineId") WHERE "quotationLineId" IS NOT NULL;
CREATE INDEX "Order_quotation" ON "Order" ("quotationId") WHERE "quotationId" IS NOT NULL;

-- profit

-- Costs of orders beyond their goods, the categories they belong to, time worked, and operating costs brought to orders.

CREATE TYPE "CostGroup" AS ENUM ('PURCHASE', 'LOGISTICS', 'OPERATIONS');
CREATE TYPE "CostDriver" AS ENUM ('ORDER', 'LINE', 'WEIGHT', 'VALUE', 'TIME');
CREATE TYPE "OrderCostKind" AS ENUM ('FREIGHT', 'PAYMENT_FEE', 'COMMISSION', 'RETURN', 'BAD_DEBT', 'OTHER');
CREATE TYPE "OrderCostBasis" AS ENUM ('VALUE', 'QUANTITY', 'WEIGHT', 'LINES', 'EQUAL', 'MANUAL');
CREATE TABLE "CostCategory" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "code" VARCHAR(20) NOT NULL,
    "name" VARCHAR(100) NOT NULL,
    "group" "CostGroup" NOT NULL,
    "driver" "CostDriver" NOT NULL,
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "CostCategory_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "CostCategoryAccount" (
    "id" UUID NOT NULL,
    "costCategoryId" UUID NOT NULL,
    "accountId" UUID NOT NULL,

    CONSTRAINT "CostCategoryAccount_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "OrderCost" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "kind" "OrderCostKind" NOT NULL,
    "basis" "OrderCostBasis" NOT NULL,
    "costCategoryId" UUID,
    "accountId" UUID NOT NULL,
    "againstId" UUID NOT NULL,
    "supplierId" UUID,
    "incurredOn" DATE NOT NULL,
    "memo" VARCHAR(500),
    "status" "PostingStatus" NOT NULL DEFAULT 'POSTED',
    "reversedOn" DATE,
    "currencyCode" CHAR(3) NOT NULL,
    "totalMinor" BIGINT NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "OrderCost_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "OrderCostLine" (
    "id" UUID NOT NULL,
    "orderCostId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "orderId" UUID NOT NULL,
    "measure" DECIMAL(20,6),
    "shareMinor" BIGINT NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,

    CONSTRAINT "OrderCostLine_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "OrderTime" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "orderId" UUID NOT NULL,
    "workedOn" DATE NOT NULL,
    "minutes" INTEGER NOT NULL,
    "note" VARCHAR(500),
    "workerId" UUID,
    "workerName" VARCHAR(200) NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "withdrawnAt" TIMESTAMPTZ(6),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "OrderTime_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "CostAllocation" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE NOT NULL,
    "status" "PostingStatus" NOT NULL DEFAULT 'POSTED',
    "reversedOn" DATE,
    "currencyCode" CHAR(3) NOT NULL,
    "totalMinor" BIGINT NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "CostAllocation_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "CostAllocationPart" (
    "id" UUID NOT NULL,
    "costAllocationId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "costCategoryId" UUID NOT NULL,
    "driver" "CostDriver" NOT NULL,
    "costMinor" BIGINT NOT NULL,
    "earlierMinor" BIGINT NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "orders" INTEGER NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,

    CONSTRAINT "CostAllocationPart_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "CostAllocationShare" (
    "id" UUID NOT NULL,
    "costAllocationId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "costCategoryId" UUID NOT NULL,
    "orderId" UUID NOT NULL,
    "measure" DECIMAL(20,6) NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,

    CONSTRAINT "CostAllocationShare_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "CostCategory_companyId_code_key" ON "CostCategory"("companyId", "code");
CREATE UNIQUE INDEX "CostCategoryAccount_accountId_key" ON "CostCategoryAccount"("accountId");
CREATE INDEX "CostCategoryAccount_costCategoryId_idx" ON "CostCategoryAccount"("costCategoryId");
CREATE UNIQUE INDEX "OrderCost_number_key" ON "OrderCost"("number");
CREATE INDEX "OrderCost_incurredOn_idx" ON "OrderCost"("incurredOn");
CREATE INDEX "OrderCostLine_orderId_idx" ON "OrderCostLine"("orderId");
CREATE UNIQUE INDEX "OrderCostLine_orderCostId_no_key" ON "OrderCostLine"("orderCostId", "no");
CREATE INDEX "OrderTime_orderId_idx" ON "OrderTime"("orderId");
CREATE INDEX "OrderTime_workedOn_idx" ON "OrderTime"("workedOn");
CREATE UNIQUE INDEX "CostAllocation_number_key" ON "CostAllocation"("number");
CREATE INDEX "CostAllocation_endsOn_idx" ON "CostAllocation"("endsOn");
CREATE UNIQUE INDEX "CostAllocationPart_costAllocationId_no_key" ON "CostAllocationPart"("costAllocationId", "no");
CREATE INDEX "CostAllocationShare_orderId_idx" ON "CostAllocationShare"("orderId");
CREATE UNIQUE INDEX "CostAllocationShare_costAllocationId_no_key" ON "CostAllocationShare"("costAllocationId", "no");
ALTER TABLE "CostCategoryAccount" ADD CONSTRAINT "CostCategoryAccount_costCategoryId_fkey" FOREIGN KEY ("costCategoryId") REFERENCES "CostCategory"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "OrderCostLine" ADD CONSTRAINT "OrderCostLine_orderCostId_fkey" FOREIGN KEY ("orderCostId") REFERENCES "OrderCost"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "CostAllocationPart" ADD CONSTRAINT "CostAllocationPart_costAllocationId_fkey" FOREIGN KEY ("costAllocationId") REFERENCES "CostAllocation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "CostAllocationShare" ADD CONSTRAINT "CostAllocationShare_costAllocationId_fkey" FOREIGN KEY ("costAllocationId") REFERENCES "CostAllocation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "BillLine" ADD COLUMN "orderId" UUID, ADD COLUMN "costCategoryId" UUID;
CREATE INDEX "BillLine_orderId_idx" ON "BillLine" ("orderId") WHERE "orderId" IS NOT NULL;
ALTER TYPE "EntryKind" ADD VALUE 'ORDER_COST';
ALTER TYPE "EntryKind" ADD VALUE 'ALLOCATION';

ALTER TABLE "OrderCost" ADD CONSTRAINT "OrderCost_check" CHECK ("totalMinor" > 0 AND ("status" = 'REVERSED') = ("reversedOn" IS NOT NULL));
ALTER TABLE "OrderTime" ADD CONSTRAINT "OrderTime_check" CHECK (minutes > 0);
ALTER TABLE "CostAllocation" ADD CONSTRAINT "CostAllocation_check" CHECK ("startsOn" <= "endsOn" AND ("status" = 'REVERSED') = ("reversedOn" IS NOT NULL));
ALTER TABLE "CostAllocationPart" ADD CONSTRAINT "CostAllocationPart_check" CHECK ("amountMinor" = "costMinor" - "earlierMinor");

-- Sums by category: few lines have one.
CREATE INDEX "JournalLine_costCategoryId_effectiveOn_idx" ON "JournalLine" ("costCategoryId", "effectiveOn") WHERE "costCategoryId" IS NOT NULL;

INSERT INTO hesabu_ledger VALUES ('OrderCostLine'), ('CostAllocationPart'), ('CostAllocationShare');
CREATE TRIGGER "OrderCostLine_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "OrderCostLine" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();
CREATE TRIGGER "CostAllocationPart_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "CostAllocationPart" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();
CREATE TRIGGER "CostAllocationShare_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "CostAllocationShare" FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only();

-- Questions alone use these.
CREATE TYPE "ProfitTerm" AS ENUM ('REVENUE', 'FREIGHT_INCOME', 'DISCOUNTS', 'CREDIT_NOTES', 'EARLY_PAYMENT', 'FEES_EARNED', 'COST_OF_GOODS', 'FREIGHT', 'PAYMENT_FEES', 'COMMISSION', 'RETURNS', 'BAD_DEBT', 'ALLOCATED', 'OTHER');
CREATE TYPE "ProfitGrouping" AS ENUM ('PRODUCT', 'CATEGORY', 'CUSTOMER', 'SALES_PERSON', 'CHANNEL', 'WAREHOUSE', 'MONTH');
