-- The ground: all tables, and what the database itself holds true.

-- The database's clock. A transaction may pin it (hesabu.clock): tests and the demo company do.
CREATE FUNCTION hesabu_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(nullif(current_setting('hesabu.clock', true), '')::timestamptz, now()) $$;

-- Where knowledge ends: nothing recorded before it can still be committed. The start of the oldest running transaction of
-- this database; read it in a statement of its own, before the figures. Runs as the owner, as others' sessions are hidden.
CREATE FUNCTION hesabu_horizon() RETURNS timestamptz LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS
$$ SELECT coalesce(min(xact_start), clock_timestamp()) FROM pg_stat_activity WHERE datname = current_database() AND xact_start IS NOT NULL $$;

-- Text as it is searched: lower case, without accents, Arabic letters and digits in one form.
CREATE FUNCTION hesabu_fold(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS
$$ SELECT translate(lower(regexp_replace(normalize(value, NFKD), '[\u0300-\u036F\u064B-\u065F\u0670\u0640]', '', 'g') COLLATE "und-x-icu"),
  'يكىةأإآؤئ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹øłđß', 'یکیهاااوی01234567890123456789olds') $$;


-- CreateEnum
CREATE TYPE "Role" AS ENUM ('OWNER', 'CONTROLLER', 'SALES', 'WAREHOUSE', 'COLLECTOR', 'ANALYST', 'PARTNER');

-- CreateEnum
CREATE TYPE "AccountType" AS ENUM ('ASSET', 'LIABILITY', 'EQUITY', 'REVENUE', 'EXPENSE');

-- CreateEnum
CREATE TYPE "EntryKind" AS ENUM ('OPENING', 'RECEIPT', 'BILL', 'SHIPMENT', 'INVOICE', 'CREDIT_NOTE', 'PAYMENT', 'APPLICATION', 'ADJUSTMENT', 'MANUAL', 'REVERSAL');

-- CreateEnum
CREATE TYPE "OpenItemKind" AS ENUM ('INVOICE', 'CREDIT_NOTE', 'PAYMENT', 'BILL', 'SUPPLIER_PAYMENT');

-- CreateEnum
CREATE TYPE "AddressKind" AS ENUM ('BILLING', 'SHIPPING');

-- CreateEnum
CREATE TYPE "HoldScope" AS ENUM ('ORDER', 'SHIP');

-- CreateEnum
CREATE TYPE "ActorKind" AS ENUM ('STAFF', 'PARTNER', 'SYSTEM');

-- CreateEnum
CREATE TYPE "Channel" AS ENUM ('CONSOLE', 'API', 'CLI', 'JOB');

-- CreateEnum
CREATE TYPE "MoveKind" AS ENUM ('OPENING', 'RECEIPT', 'SHIPMENT', 'ADJUSTMENT', 'VALUE', 'REVERSAL');

-- CreateEnum
CREATE TYPE "MoveReason" AS ENUM ('COUNT', 'SPOILAGE', 'OWN_USE', 'FOUND');

-- CreateEnum
CREATE TYPE "OrderStatus" AS ENUM ('DRAFT', 'PLACED', 'PART_SHIPPED', 'SHIPPED', 'INVOICED', 'CLOSED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "PaymentDirection" AS ENUM ('IN', 'OUT');

-- CreateEnum
CREATE TYPE "PaymentMethod" AS ENUM ('BANK', 'CASH', 'CARD', 'CHEQUE');

-- CreateEnum
CREATE TYPE "PurchaseOrderStatus" AS ENUM ('DRAFT', 'ORDERED', 'PART_RECEIVED', 'RECEIVED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "PostingStatus" AS ENUM ('POSTED', 'REVERSED');

-- CreateEnum
CREATE TYPE "InvoiceKind" AS ENUM ('INVOICE', 'CREDIT_NOTE');

-- CreateEnum
CREATE TYPE "InvoicePaymentState" AS ENUM ('OPEN', 'PART_PAID', 'PAID');

-- CreateEnum
CREATE TYPE "ApprovalKind" AS ENUM ('CREDIT_OVERRIDE');

-- CreateEnum
CREATE TYPE "ApprovalStatus" AS ENUM ('PENDING', 'APPROVED', 'REJECTED', 'USED');

-- CreateTable
CREATE TABLE "User" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "email" VARCHAR(254) NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "passwordHash" VARCHAR(200) NOT NULL,
    "role" "Role" NOT NULL,
    "salesPersonId" UUID,
    "locale" VARCHAR(20) NOT NULL DEFAULT 'en',
    "timeZone" VARCHAR(60),
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "isDemo" BOOLEAN NOT NULL DEFAULT false,
    "failedCount" INTEGER NOT NULL DEFAULT 0,
    "lockedUntil" TIMESTAMPTZ(6),
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "tokenHash" CHAR(64) NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL,
    "lastSeenAt" TIMESTAMPTZ(6) NOT NULL,
    "expiresAt" TIMESTAMPTZ(6) NOT NULL,
    "revokedAt" TIMESTAMPTZ(6),
    "userAgent" VARCHAR(300),
    "ipAddress" VARCHAR(60),

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApiKey" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "name" VARCHAR(100) NOT NULL,
    "prefix" VARCHAR(20) NOT NULL,
    "tokenHash" CHAR(64) NOT NULL,
    "role" "Role" NOT NULL,
    "scopes" TEXT[],
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "createdById" UUID,
    "expiresAt" TIMESTAMPTZ(6),
    "revokedAt" TIMESTAMPTZ(6),
    "lastUsedAt" TIMESTAMPTZ(6),

    CONSTRAINT "ApiKey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Company" (
    "id" UUID NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "timeZone" VARCHAR(60) NOT NULL,
    "locale" VARCHAR(20) NOT NULL DEFAULT 'en',
    "taxNumber" VARCHAR(60),
    "address" VARCHAR(1000),
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "version" INTEGER NOT NULL DEFAULT 1,
    "isDemo" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "Company_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Account" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "code" VARCHAR(20) NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "type" "AccountType" NOT NULL,
    "isOpenItem" BOOLEAN NOT NULL DEFAULT false,
    "isCash" BOOLEAN NOT NULL DEFAULT false,
    "isActive" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "JournalEntry" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "sequence" BIGSERIAL NOT NULL,
    "kind" "EntryKind" NOT NULL,
    "effectiveOn" DATE NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "sourceType" VARCHAR(40) NOT NULL,
    "sourceId" UUID NOT NULL,
    "sourceRevision" INTEGER NOT NULL DEFAULT 0,
    "reversesEntryId" UUID,
    "memo" VARCHAR(500),
    "actorId" UUID,

    CONSTRAINT "JournalEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "JournalLine" (
    "id" UUID NOT NULL,
    "entryId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "companyId" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "effectiveOn" DATE NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "amountMinor" BIGINT NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "companyMinor" BIGINT NOT NULL,
    "customerId" UUID,
    "supplierId" UUID,
    "openItemId" UUID,
    "orderId" UUID,
    "productId" UUID,
    "warehouseId" UUID,
    "purchaseOrderId" UUID,
    "taxCodeId" UUID,
    "costCategoryId" UUID,

    CONSTRAINT "JournalLine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OpenItem" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "kind" "OpenItemKind" NOT NULL,
    "customerId" UUID,
    "supplierId" UUID,
    "sourceType" VARCHAR(40) NOT NULL,
    "sourceId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "instalmentNo" INTEGER NOT NULL DEFAULT 1,
    "currencyCode" CHAR(3) NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "openMinor" BIGINT NOT NULL,
    "companyOpenMinor" BIGINT NOT NULL,
    "effectiveOn" DATE NOT NULL,
    "dueOn" DATE,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "OpenItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Period" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "name" VARCHAR(60) NOT NULL,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE NOT NULL,
    "lockedAt" TIMESTAMPTZ(6),
    "lockedById" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Period_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TaxCode" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "code" VARCHAR(20) NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "rate" DECIMAL(9,6) NOT NULL,
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "TaxCode_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "NumberSeries" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "series" VARCHAR(20) NOT NULL,
    "year" INTEGER NOT NULL,
    "next" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "NumberSeries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SavedView" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "resource" VARCHAR(60) NOT NULL,
    "name" VARCHAR(100) NOT NULL,
    "filter" JSONB NOT NULL,
    "orderBy" VARCHAR(60),
    "columns" TEXT[],
    "isShared" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "SavedView_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Unit" (
    "id" UUID NOT NULL,
    "code" VARCHAR(20) NOT NULL,
    "name" VARCHAR(100) NOT NULL,
    "decimals" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Unit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Category" (
    "id" UUID NOT NULL,
    "name" VARCHAR(100) NOT NULL,
    "description" VARCHAR(1000),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Category_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Product" (
    "id" UUID NOT NULL,
    "sku" VARCHAR(60) NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "description" VARCHAR(2000),
    "categoryId" UUID,
    "unitId" UUID NOT NULL,
    "taxCodeId" UUID,
    "isStocked" BOOLEAN NOT NULL DEFAULT true,
    "isDiscontinued" BOOLEAN NOT NULL DEFAULT false,
    "reorderPoint" DECIMAL(20,6),
    "custom" JSONB NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Product_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Barcode" (
    "id" UUID NOT NULL,
    "productId" UUID NOT NULL,
    "code" VARCHAR(60) NOT NULL,

    CONSTRAINT "Barcode_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SalesPerson" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "title" VARCHAR(100),
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "SalesPerson_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Customer" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "code" VARCHAR(40) NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "contactName" VARCHAR(200),
    "contactTitle" VARCHAR(100),
    "taxNumber" VARCHAR(60),
    "email" VARCHAR(254),
    "phone" VARCHAR(60),
    "paymentTermDays" INTEGER NOT NULL DEFAULT 30,
    "salesPersonId" UUID,
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "custom" JSONB NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Customer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Address" (
    "id" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "kind" "AddressKind" NOT NULL,
    "name" VARCHAR(200),
    "street" VARCHAR(300) NOT NULL,
    "city" VARCHAR(100) NOT NULL,
    "region" VARCHAR(100),
    "postalCode" VARCHAR(30),
    "country" VARCHAR(100) NOT NULL,
    "isDefault" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Address_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CreditAccount" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "limitMinor" BIGINT,
    "receivableMinor" BIGINT NOT NULL DEFAULT 0,
    "shippedNotInvoicedMinor" BIGINT NOT NULL DEFAULT 0,
    "openOrdersMinor" BIGINT NOT NULL DEFAULT 0,
    "unappliedMinor" BIGINT NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "CreditAccount_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CustomerHold" (
    "id" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "scope" "HoldScope" NOT NULL,
    "reason" VARCHAR(1000) NOT NULL,
    "placedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "placedById" UUID,
    "releasedAt" TIMESTAMPTZ(6),
    "releasedById" UUID,
    "releaseReason" VARCHAR(1000),

    CONSTRAINT "CustomerHold_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Event" (
    "id" UUID NOT NULL,
    "sequence" BIGSERIAL NOT NULL,
    "companyId" UUID,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "txid" xid8 NOT NULL DEFAULT pg_current_xact_id(),
    "kind" VARCHAR(60) NOT NULL,
    "subjectType" VARCHAR(40) NOT NULL,
    "subjectId" UUID NOT NULL,
    "actorKind" "ActorKind" NOT NULL,
    "actorId" UUID,
    "actorName" VARCHAR(200) NOT NULL,
    "channel" "Channel" NOT NULL,
    "requestId" VARCHAR(60) NOT NULL,
    "reason" VARCHAR(1000),
    "changes" JSONB,
    "data" JSONB,

    CONSTRAINT "Event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EventPersonal" (
    "eventId" UUID NOT NULL,
    "changes" JSONB,

    CONSTRAINT "EventPersonal_pkey" PRIMARY KEY ("eventId")
);

-- CreateTable
CREATE TABLE "ConsumerCursor" (
    "name" VARCHAR(60) NOT NULL,
    "fromTxid" BIGINT NOT NULL DEFAULT 0,
    "toTxid" BIGINT NOT NULL DEFAULT 0,
    "sequence" BIGINT NOT NULL DEFAULT 0,
    "cluster" VARCHAR(40) NOT NULL,
    "floor" BIGINT NOT NULL DEFAULT 0,
    "updatedAt" TIMESTAMPTZ(6) NOT NULL,
    "failure" VARCHAR(2000),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "retryAt" TIMESTAMPTZ(6),

    CONSTRAINT "ConsumerCursor_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "IdempotencyKey" (
    "id" UUID NOT NULL,
    "scope" VARCHAR(80) NOT NULL,
    "key" VARCHAR(255) NOT NULL,
    "action" VARCHAR(60) NOT NULL,
    "inputHash" CHAR(64) NOT NULL,
    "result" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "IdempotencyKey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Shipment" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "orderId" UUID NOT NULL,
    "customerId" UUID NOT NULL,
    "warehouseId" UUID NOT NULL,
    "shippedOn" DATE NOT NULL,
    "carrier" VARCHAR(100),
    "trackingNumber" VARCHAR(100),
    "status" "PostingStatus" NOT NULL DEFAULT 'POSTED',
    "reversedOn" DATE,
    "currencyCode" CHAR(3) NOT NULL,
    "costMinor" BIGINT NOT NULL,
    "totalMinor" BIGINT NOT NULL,
    "freightMinor" BIGINT NOT NULL DEFAULT 0,
    "invoiceId" UUID,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "Shipment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ShipmentLine" (
    "id" UUID NOT NULL,
    "shipmentId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "orderLineId" UUID NOT NULL,
    "productId" UUID NOT NULL,
    "quantity" DECIMAL(20,6) NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "costMinor" BIGINT NOT NULL,
    "grossMinor" BIGINT NOT NULL,
    "netMinor" BIGINT NOT NULL,
    "taxMinor" BIGINT NOT NULL,

    CONSTRAINT "ShipmentLine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Warehouse" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "code" VARCHAR(20) NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "isDefault" BOOLEAN NOT NULL DEFAULT false,
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Warehouse_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StockLevel" (
    "id" UUID NOT NULL,
    "productId" UUID NOT NULL,
    "warehouseId" UUID NOT NULL,
    "onHand" DECIMAL(20,6) NOT NULL DEFAULT 0,
    "reserved" DECIMAL(20,6) NOT NULL DEFAULT 0,
    "backordered" DECIMAL(20,6) NOT NULL DEFAULT 0,
    "incoming" DECIMAL(20,6) NOT NULL DEFAULT 0,
    "valueMinor" BIGINT NOT NULL DEFAULT 0,
    "lastMoveOn" DATE,
    "lastSequence" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "StockLevel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StockMove" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "productId" UUID NOT NULL,
    "warehouseId" UUID NOT NULL,
    "kind" "MoveKind" NOT NULL,
    "quantity" DECIMAL(20,6) NOT NULL,
    "valueMinor" BIGINT NOT NULL,
    "effectiveOn" DATE NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "sequence" INTEGER NOT NULL,
    "sourceType" VARCHAR(40) NOT NULL,
    "sourceId" UUID NOT NULL,
    "orderId" UUID,
    "reason" "MoveReason",
    "note" VARCHAR(1000),
    "reversesMoveId" UUID,
    "actorId" UUID,

    CONSTRAINT "StockMove_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Reservation" (
    "id" UUID NOT NULL,
    "productId" UUID NOT NULL,
    "warehouseId" UUID NOT NULL,
    "orderId" UUID NOT NULL,
    "orderLineId" UUID NOT NULL,
    "reserved" DECIMAL(20,6) NOT NULL,
    "backordered" DECIMAL(20,6) NOT NULL,
    "placedAt" TIMESTAMPTZ(6) NOT NULL,
    "neededOn" DATE,

    CONSTRAINT "Reservation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Order" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40),
    "customerId" UUID NOT NULL,
    "salesPersonId" UUID,
    "warehouseId" UUID NOT NULL,
    "status" "OrderStatus" NOT NULL DEFAULT 'DRAFT',
    "placedOn" DATE,
    "placedAt" TIMESTAMPTZ(6),
    "requiredOn" DATE,
    "shippedOn" DATE,
    "customerReference" VARCHAR(100),
    "note" VARCHAR(2000),
    "carrier" VARCHAR(100),
    "shipToName" VARCHAR(200),
    "shipToStreet" VARCHAR(300),
    "shipToCity" VARCHAR(100),
    "shipToRegion" VARCHAR(100),
    "shipToPostalCode" VARCHAR(30),
    "shipToCountry" VARCHAR(100),
    "currencyCode" CHAR(3) NOT NULL,
    "grossMinor" BIGINT NOT NULL DEFAULT 0,
    "discountMinor" BIGINT NOT NULL DEFAULT 0,
    "netMinor" BIGINT NOT NULL DEFAULT 0,
    "freightMinor" BIGINT NOT NULL DEFAULT 0,
    "taxMinor" BIGINT NOT NULL DEFAULT 0,
    "totalMinor" BIGINT NOT NULL DEFAULT 0,
    "openMinor" BIGINT NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OrderLine" (
    "id" UUID NOT NULL,
    "orderId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "productId" UUID NOT NULL,
    "description" VARCHAR(200) NOT NULL,
    "quantity" DECIMAL(20,6) NOT NULL,
    "unitPrice" DECIMAL(20,8) NOT NULL,
    "discountRate" DECIMAL(9,6) NOT NULL DEFAULT 0,
    "taxCodeId" UUID,
    "taxRate" DECIMAL(9,6) NOT NULL DEFAULT 0,
    "currencyCode" CHAR(3) NOT NULL,
    "grossMinor" BIGINT NOT NULL,
    "netMinor" BIGINT NOT NULL,
    "taxMinor" BIGINT NOT NULL,
    "shipped" DECIMAL(20,6) NOT NULL DEFAULT 0,
    "invoiced" DECIMAL(20,6) NOT NULL DEFAULT 0,
    "cancelled" DECIMAL(20,6) NOT NULL DEFAULT 0,

    CONSTRAINT "OrderLine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Bill" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "supplierId" UUID NOT NULL,
    "supplierReference" VARCHAR(100) NOT NULL,
    "purchaseOrderId" UUID,
    "openItemId" UUID NOT NULL,
    "billedOn" DATE NOT NULL,
    "dueOn" DATE NOT NULL,
    "status" "PostingStatus" NOT NULL DEFAULT 'POSTED',
    "reversedOn" DATE,
    "currencyCode" CHAR(3) NOT NULL,
    "netMinor" BIGINT NOT NULL,
    "taxMinor" BIGINT NOT NULL,
    "totalMinor" BIGINT NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "Bill_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BillLine" (
    "id" UUID NOT NULL,
    "billId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "receiptLineId" UUID,
    "productId" UUID,
    "accountId" UUID,
    "description" VARCHAR(300) NOT NULL,
    "quantity" DECIMAL(20,6) NOT NULL,
    "unitCost" DECIMAL(20,8) NOT NULL,
    "netMinor" BIGINT NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,

    CONSTRAINT "BillLine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Payment" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "direction" "PaymentDirection" NOT NULL,
    "customerId" UUID,
    "supplierId" UUID,
    "method" "PaymentMethod" NOT NULL,
    "accountId" UUID NOT NULL,
    "openItemId" UUID NOT NULL,
    "paidOn" DATE NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "reference" VARCHAR(200),
    "status" "PostingStatus" NOT NULL DEFAULT 'POSTED',
    "reversedOn" DATE,
    "reversalReason" VARCHAR(1000),
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "Payment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Allocation" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "creditItemId" UUID NOT NULL,
    "debitItemId" UUID NOT NULL,
    "customerId" UUID,
    "supplierId" UUID,
    "entryId" UUID NOT NULL,
    "allocatedOn" DATE NOT NULL,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "currencyCode" CHAR(3) NOT NULL,
    "amountMinor" BIGINT NOT NULL,
    "reversesAllocationId" UUID,
    "reason" VARCHAR(1000),

    CONSTRAINT "Allocation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ListPrice" (
    "id" UUID NOT NULL,
    "productId" UUID NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "unitPrice" DECIMAL(20,8) NOT NULL,
    "validFrom" DATE NOT NULL,
    "validTo" DATE,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "ListPrice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Supplier" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "code" VARCHAR(40) NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "contactName" VARCHAR(200),
    "contactTitle" VARCHAR(100),
    "taxNumber" VARCHAR(60),
    "email" VARCHAR(254),
    "phone" VARCHAR(60),
    "street" VARCHAR(300),
    "city" VARCHAR(100),
    "region" VARCHAR(100),
    "postalCode" VARCHAR(30),
    "country" VARCHAR(100),
    "paymentTermDays" INTEGER NOT NULL DEFAULT 30,
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "custom" JSONB NOT NULL DEFAULT '{}',
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Supplier_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SupplierProduct" (
    "id" UUID NOT NULL,
    "supplierId" UUID NOT NULL,
    "productId" UUID NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,
    "unitCost" DECIMAL(20,8) NOT NULL,
    "leadTimeDays" INTEGER NOT NULL DEFAULT 7,
    "isPreferred" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "SupplierProduct_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PurchaseOrder" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40),
    "supplierId" UUID NOT NULL,
    "warehouseId" UUID NOT NULL,
    "status" "PurchaseOrderStatus" NOT NULL DEFAULT 'DRAFT',
    "orderedOn" DATE,
    "expectedOn" DATE,
    "cancelledOn" DATE,
    "currencyCode" CHAR(3) NOT NULL,
    "totalMinor" BIGINT NOT NULL DEFAULT 0,
    "note" VARCHAR(2000),
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "PurchaseOrder_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PurchaseOrderLine" (
    "id" UUID NOT NULL,
    "purchaseOrderId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "productId" UUID NOT NULL,
    "quantity" DECIMAL(20,6) NOT NULL,
    "received" DECIMAL(20,6) NOT NULL DEFAULT 0,
    "unitCost" DECIMAL(20,8) NOT NULL,
    "netMinor" BIGINT NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,

    CONSTRAINT "PurchaseOrderLine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Receipt" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "purchaseOrderId" UUID NOT NULL,
    "supplierId" UUID NOT NULL,
    "warehouseId" UUID NOT NULL,
    "receivedOn" DATE NOT NULL,
    "status" "PostingStatus" NOT NULL DEFAULT 'POSTED',
    "reversedOn" DATE,
    "currencyCode" CHAR(3) NOT NULL,
    "valueMinor" BIGINT NOT NULL,
    "billedLines" INTEGER NOT NULL DEFAULT 0,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "Receipt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReceiptLine" (
    "id" UUID NOT NULL,
    "receiptId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "purchaseOrderLineId" UUID NOT NULL,
    "productId" UUID NOT NULL,
    "quantity" DECIMAL(20,6) NOT NULL,
    "valueMinor" BIGINT NOT NULL,
    "currencyCode" CHAR(3) NOT NULL,

    CONSTRAINT "ReceiptLine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Invoice" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "number" VARCHAR(40) NOT NULL,
    "kind" "InvoiceKind" NOT NULL DEFAULT 'INVOICE',
    "customerId" UUID NOT NULL,
    "orderId" UUID,
    "openItemId" UUID NOT NULL,
    "creditsInvoiceId" UUID,
    "issuedOn" DATE NOT NULL,
    "dueOn" DATE NOT NULL,
    "paymentTermDays" INTEGER NOT NULL,
    "customerName" VARCHAR(200) NOT NULL,
    "customerTaxNumber" VARCHAR(60),
    "billTo" VARCHAR(1000) NOT NULL,
    "companyName" VARCHAR(200) NOT NULL,
    "companyTaxNumber" VARCHAR(60),
    "customerReference" VARCHAR(100),
    "currencyCode" CHAR(3) NOT NULL,
    "grossMinor" BIGINT NOT NULL,
    "discountMinor" BIGINT NOT NULL,
    "netMinor" BIGINT NOT NULL,
    "freightMinor" BIGINT NOT NULL,
    "taxMinor" BIGINT NOT NULL,
    "totalMinor" BIGINT NOT NULL,
    "reason" VARCHAR(1000),
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),

    CONSTRAINT "Invoice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "InvoiceLine" (
    "id" UUID NOT NULL,
    "invoiceId" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "orderId" UUID,
    "orderLineId" UUID,
    "shipmentLineId" UUID,
    "productId" UUID,
    "description" VARCHAR(300) NOT NULL,
    "unitCode" VARCHAR(20) NOT NULL,
    "quantity" DECIMAL(20,6) NOT NULL,
    "unitPrice" DECIMAL(20,8) NOT NULL,
    "discountRate" DECIMAL(9,6) NOT NULL DEFAULT 0,
    "taxCodeId" UUID,
    "taxRate" DECIMAL(9,6) NOT NULL DEFAULT 0,
    "currencyCode" CHAR(3) NOT NULL,
    "grossMinor" BIGINT NOT NULL,
    "netMinor" BIGINT NOT NULL,
    "taxMinor" BIGINT NOT NULL,
    "costMinor" BIGINT NOT NULL,

    CONSTRAINT "InvoiceLine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Approval" (
    "id" UUID NOT NULL,
    "companyId" UUID NOT NULL,
    "kind" "ApprovalKind" NOT NULL,
    "subjectType" VARCHAR(40) NOT NULL,
    "subjectId" UUID NOT NULL,
    "status" "ApprovalStatus" NOT NULL DEFAULT 'PENDING',
    "facts" JSONB NOT NULL,
    "amountMinor" BIGINT,
    "currencyCode" CHAR(3) NOT NULL,
    "reason" VARCHAR(1000) NOT NULL,
    "requestedById" UUID,
    "requestedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT hesabu_now(),
    "decidedById" UUID,
    "decidedAt" TIMESTAMPTZ(6),
    "decisionReason" VARCHAR(1000),

    CONSTRAINT "Approval_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE UNIQUE INDEX "Session_tokenHash_key" ON "Session"("tokenHash");

-- CreateIndex
CREATE INDEX "Session_userId_idx" ON "Session"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "ApiKey_tokenHash_key" ON "ApiKey"("tokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "Account_companyId_code_key" ON "Account"("companyId", "code");

-- CreateIndex
CREATE UNIQUE INDEX "JournalEntry_sequence_key" ON "JournalEntry"("sequence");

-- CreateIndex
CREATE UNIQUE INDEX "JournalEntry_reversesEntryId_key" ON "JournalEntry"("reversesEntryId");

-- CreateIndex
CREATE INDEX "JournalEntry_effectiveOn_id_idx" ON "JournalEntry"("effectiveOn", "id");

-- CreateIndex
CREATE INDEX "JournalEntry_sourceId_idx" ON "JournalEntry"("sourceId");

-- CreateIndex
CREATE UNIQUE INDEX "JournalEntry_companyId_kind_sourceId_sourceRevision_key" ON "JournalEntry"("companyId", "kind", "sourceId", "sourceRevision");

-- CreateIndex
CREATE UNIQUE INDEX "JournalLine_entryId_no_key" ON "JournalLine"("entryId", "no");

-- CreateIndex
CREATE INDEX "OpenItem_customerId_dueOn_idx" ON "OpenItem"("customerId", "dueOn");

-- CreateIndex
CREATE INDEX "OpenItem_supplierId_dueOn_idx" ON "OpenItem"("supplierId", "dueOn");

-- CreateIndex
CREATE INDEX "OpenItem_sourceId_idx" ON "OpenItem"("sourceId");

-- CreateIndex
CREATE UNIQUE INDEX "TaxCode_companyId_code_key" ON "TaxCode"("companyId", "code");

-- CreateIndex
CREATE UNIQUE INDEX "NumberSeries_companyId_series_year_key" ON "NumberSeries"("companyId", "series", "year");

-- CreateIndex
CREATE UNIQUE INDEX "SavedView_userId_resource_name_key" ON "SavedView"("userId", "resource", "name");

-- CreateIndex
CREATE UNIQUE INDEX "Unit_code_key" ON "Unit"("code");

-- CreateIndex
CREATE UNIQUE INDEX "Category_name_key" ON "Category"("name");

-- CreateIndex
CREATE UNIQUE INDEX "Product_sku_key" ON "Product"("sku");

-- CreateIndex
CREATE INDEX "Product_categoryId_idx" ON "Product"("categoryId");

-- CreateIndex
CREATE UNIQUE INDEX "Barcode_code_key" ON "Barcode"("code");

-- CreateIndex
CREATE INDEX "Barcode_productId_idx" ON "Barcode"("productId");

-- CreateIndex
CREATE UNIQUE INDEX "Customer_code_key" ON "Customer"("code");

-- CreateIndex
CREATE INDEX "Customer_salesPersonId_idx" ON "Customer"("salesPersonId");

-- CreateIndex
CREATE INDEX "Address_customerId_idx" ON "Address"("customerId");

-- CreateIndex
CREATE UNIQUE INDEX "CreditAccount_customerId_key" ON "CreditAccount"("customerId");

-- CreateIndex
CREATE INDEX "CustomerHold_customerId_idx" ON "CustomerHold"("customerId");

-- CreateIndex
CREATE UNIQUE INDEX "Event_sequence_key" ON "Event"("sequence");

-- CreateIndex
CREATE INDEX "Event_subjectId_sequence_idx" ON "Event"("subjectId", "sequence");

-- CreateIndex
CREATE INDEX "Event_recordedAt_idx" ON "Event"("recordedAt");

-- CreateIndex
CREATE INDEX "Event_actorId_sequence_idx" ON "Event"("actorId", "sequence");

-- CreateIndex
CREATE INDEX "IdempotencyKey_createdAt_idx" ON "IdempotencyKey"("createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "IdempotencyKey_scope_key_key" ON "IdempotencyKey"("scope", "key");

-- CreateIndex
CREATE UNIQUE INDEX "Shipment_number_key" ON "Shipment"("number");

-- CreateIndex
CREATE INDEX "Shipment_orderId_idx" ON "Shipment"("orderId");

-- CreateIndex
CREATE INDEX "Shipment_customerId_idx" ON "Shipment"("customerId");

-- CreateIndex
CREATE INDEX "ShipmentLine_orderLineId_idx" ON "ShipmentLine"("orderLineId");

-- CreateIndex
CREATE UNIQUE INDEX "ShipmentLine_shipmentId_no_key" ON "ShipmentLine"("shipmentId", "no");

-- CreateIndex
CREATE UNIQUE INDEX "Warehouse_code_key" ON "Warehouse"("code");

-- CreateIndex
CREATE UNIQUE INDEX "StockLevel_productId_warehouseId_key" ON "StockLevel"("productId", "warehouseId");

-- CreateIndex
CREATE UNIQUE INDEX "StockMove_reversesMoveId_key" ON "StockMove"("reversesMoveId");

-- CreateIndex
CREATE INDEX "StockMove_effectiveOn_id_idx" ON "StockMove"("effectiveOn", "id");

-- CreateIndex
CREATE INDEX "StockMove_sourceId_idx" ON "StockMove"("sourceId");

-- CreateIndex
CREATE UNIQUE INDEX "StockMove_productId_warehouseId_sequence_key" ON "StockMove"("productId", "warehouseId", "sequence");

-- CreateIndex
CREATE UNIQUE INDEX "Reservation_orderLineId_key" ON "Reservation"("orderLineId");

-- CreateIndex
CREATE INDEX "Reservation_orderId_idx" ON "Reservation"("orderId");

-- CreateIndex
CREATE INDEX "Reservation_productId_warehouseId_placedAt_idx" ON "Reservation"("productId", "warehouseId", "placedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Order_number_key" ON "Order"("number");

-- CreateIndex
CREATE INDEX "Order_customerId_placedOn_id_idx" ON "Order"("customerId", "placedOn", "id");

-- CreateIndex
CREATE INDEX "Order_placedOn_id_idx" ON "Order"("placedOn", "id");

-- CreateIndex
CREATE INDEX "Order_status_idx" ON "Order"("status");

-- CreateIndex
CREATE INDEX "OrderLine_productId_idx" ON "OrderLine"("productId");

-- CreateIndex
CREATE UNIQUE INDEX "OrderLine_orderId_no_key" ON "OrderLine"("orderId", "no");

-- CreateIndex
CREATE UNIQUE INDEX "Bill_number_key" ON "Bill"("number");

-- CreateIndex
CREATE INDEX "Bill_supplierId_idx" ON "Bill"("supplierId");

-- CreateIndex
CREATE INDEX "Bill_purchaseOrderId_idx" ON "Bill"("purchaseOrderId");

-- CreateIndex
CREATE INDEX "BillLine_receiptLineId_idx" ON "BillLine"("receiptLineId");

-- CreateIndex
CREATE UNIQUE INDEX "BillLine_billId_no_key" ON "BillLine"("billId", "no");

-- CreateIndex
CREATE UNIQUE INDEX "Payment_number_key" ON "Payment"("number");

-- CreateIndex
CREATE INDEX "Payment_customerId_paidOn_id_idx" ON "Payment"("customerId", "paidOn", "id");

-- CreateIndex
CREATE INDEX "Payment_supplierId_paidOn_id_idx" ON "Payment"("supplierId", "paidOn", "id");

-- CreateIndex
CREATE INDEX "Payment_paidOn_id_idx" ON "Payment"("paidOn", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Allocation_reversesAllocationId_key" ON "Allocation"("reversesAllocationId");

-- CreateIndex
CREATE INDEX "Allocation_creditItemId_idx" ON "Allocation"("creditItemId");

-- CreateIndex
CREATE INDEX "Allocation_debitItemId_idx" ON "Allocation"("debitItemId");

-- CreateIndex
CREATE INDEX "ListPrice_productId_validFrom_idx" ON "ListPrice"("productId", "validFrom");

-- CreateIndex
CREATE UNIQUE INDEX "Supplier_code_key" ON "Supplier"("code");

-- CreateIndex
CREATE INDEX "SupplierProduct_productId_idx" ON "SupplierProduct"("productId");

-- CreateIndex
CREATE UNIQUE INDEX "SupplierProduct_supplierId_productId_key" ON "SupplierProduct"("supplierId", "productId");

-- CreateIndex
CREATE UNIQUE INDEX "PurchaseOrder_number_key" ON "PurchaseOrder"("number");

-- CreateIndex
CREATE INDEX "PurchaseOrder_supplierId_idx" ON "PurchaseOrder"("supplierId");

-- CreateIndex
CREATE INDEX "PurchaseOrderLine_productId_idx" ON "PurchaseOrderLine"("productId");

-- CreateIndex
CREATE UNIQUE INDEX "PurchaseOrderLine_purchaseOrderId_no_key" ON "PurchaseOrderLine"("purchaseOrderId", "no");

-- CreateIndex
CREATE UNIQUE INDEX "Receipt_number_key" ON "Receipt"("number");

-- CreateIndex
CREATE INDEX "Receipt_purchaseOrderId_idx" ON "Receipt"("purchaseOrderId");

-- CreateIndex
CREATE UNIQUE INDEX "ReceiptLine_receiptId_no_key" ON "ReceiptLine"("receiptId", "no");

-- CreateIndex
CREATE UNIQUE INDEX "Invoice_number_key" ON "Invoice"("number");

-- CreateIndex
CREATE INDEX "Invoice_customerId_issuedOn_id_idx" ON "Invoice"("customerId", "issuedOn", "id");

-- CreateIndex
CREATE INDEX "Invoice_issuedOn_id_idx" ON "Invoice"("issuedOn", "id");

-- CreateIndex
CREATE INDEX "Invoice_orderId_idx" ON "Invoice"("orderId");

-- CreateIndex
CREATE INDEX "Invoice_creditsInvoiceId_idx" ON "Invoice"("creditsInvoiceId");

-- CreateIndex
CREATE INDEX "InvoiceLine_orderId_idx" ON "InvoiceLine"("orderId");

-- CreateIndex
CREATE INDEX "InvoiceLine_productId_idx" ON "InvoiceLine"("productId");

-- CreateIndex
CREATE UNIQUE INDEX "InvoiceLine_invoiceId_no_key" ON "InvoiceLine"("invoiceId", "no");

-- CreateIndex
CREATE INDEX "Approval_subjectId_idx" ON "Approval"("subjectId");

-- CreateIndex
CREATE INDEX "Approval_status_requestedAt_idx" ON "Approval"("status", "requestedAt");

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "JournalEntry" ADD CONSTRAINT "JournalEntry_reversesEntryId_fkey" FOREIGN KEY ("reversesEntryId") REFERENCES "JournalEntry"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "JournalLine" ADD CONSTRAINT "JournalLine_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "JournalEntry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "JournalLine" ADD CONSTRAINT "JournalLine_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "JournalLine" ADD CONSTRAINT "JournalLine_openItemId_fkey" FOREIGN KEY ("openItemId") REFERENCES "OpenItem"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "JournalLine" ADD CONSTRAINT "JournalLine_taxCodeId_fkey" FOREIGN KEY ("taxCodeId") REFERENCES "TaxCode"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Product" ADD CONSTRAINT "Product_categoryId_fkey" FOREIGN KEY ("categoryId") REFERENCES "Category"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Product" ADD CONSTRAINT "Product_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Barcode" ADD CONSTRAINT "Barcode_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Customer" ADD CONSTRAINT "Customer_salesPersonId_fkey" FOREIGN KEY ("salesPersonId") REFERENCES "SalesPerson"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Address" ADD CONSTRAINT "Address_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CreditAccount" ADD CONSTRAINT "CreditAccount_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CustomerHold" ADD CONSTRAINT "CustomerHold_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EventPersonal" ADD CONSTRAINT "EventPersonal_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "Event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ShipmentLine" ADD CONSTRAINT "ShipmentLine_shipmentId_fkey" FOREIGN KEY ("shipmentId") REFERENCES "Shipment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StockLevel" ADD CONSTRAINT "StockLevel_warehouseId_fkey" FOREIGN KEY ("warehouseId") REFERENCES "Warehouse"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StockMove" ADD CONSTRAINT "StockMove_warehouseId_fkey" FOREIGN KEY ("warehouseId") REFERENCES "Warehouse"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OrderLine" ADD CONSTRAINT "OrderLine_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "Order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BillLine" ADD CONSTRAINT "BillLine_billId_fkey" FOREIGN KEY ("billId") REFERENCES "Bill"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Allocation" ADD CONSTRAINT "Allocation_creditItemId_fkey" FOREIGN KEY ("creditItemId") REFERENCES "OpenItem"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Allocation" ADD CONSTRAINT "Allocation_debitItemId_fkey" FOREIGN KEY ("debitItemId") REFERENCES "OpenItem"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SupplierProduct" ADD CONSTRAINT "SupplierProduct_supplierId_fkey" FOREIGN KEY ("supplierId") REFERENCES "Supplier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PurchaseOrder" ADD CONSTRAINT "PurchaseOrder_supplierId_fkey" FOREIGN KEY ("supplierId") REFERENCES "Supplier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PurchaseOrderLine" ADD CONSTRAINT "PurchaseOrderLine_purchaseOrderId_fkey" FOREIGN KEY ("purchaseOrderId") REFERENCES "PurchaseOrder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Receipt" ADD CONSTRAINT "Receipt_purchaseOrderId_fkey" FOREIGN KEY ("purchaseOrderId") REFERENCES "PurchaseOrder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReceiptLine" ADD CONSTRAINT "ReceiptLine_receiptId_fkey" FOREIGN KEY ("receiptId") REFERENCES "Receipt"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReceiptLine" ADD CONSTRAINT "ReceiptLine_purchaseOrderLineId_fkey" FOREIGN KEY ("purchaseOrderLineId") REFERENCES "PurchaseOrderLine"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invoice" ADD CONSTRAINT "Invoice_creditsInvoiceId_fkey" FOREIGN KEY ("creditsInvoiceId") REFERENCES "Invoice"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InvoiceLine" ADD CONSTRAINT "InvoiceLine_invoiceId_fkey" FOREIGN KEY ("invoiceId") REFERENCES "Invoice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ── What the schema language cannot say ─────────────────────────────────────────────────────────────────

-- Names sort as people expect, codes by their bytes, on every server alike.
ALTER TABLE "Company" ALTER "name" TYPE varchar(200) COLLATE "und-x-icu";
ALTER TABLE "Account" ALTER "code" TYPE varchar(20) COLLATE "C", ALTER "name" TYPE varchar(200) COLLATE "und-x-icu";
ALTER TABLE "User" ALTER "email" TYPE varchar(254) COLLATE "C", ALTER "name" TYPE varchar(200) COLLATE "und-x-icu";
ALTER TABLE "Category" ALTER "name" TYPE varchar(100) COLLATE "und-x-icu";
ALTER TABLE "Product" ALTER "sku" TYPE varchar(60) COLLATE "C", ALTER "name" TYPE varchar(200) COLLATE "und-x-icu";
ALTER TABLE "SalesPerson" ALTER "name" TYPE varchar(200) COLLATE "und-x-icu";
ALTER TABLE "Customer" ALTER "code" TYPE varchar(40) COLLATE "C", ALTER "name" TYPE varchar(200) COLLATE "und-x-icu";
ALTER TABLE "Address" ALTER "city" TYPE varchar(100) COLLATE "und-x-icu", ALTER "country" TYPE varchar(100) COLLATE "und-x-icu";
ALTER TABLE "Supplier" ALTER "code" TYPE varchar(40) COLLATE "C", ALTER "name" TYPE varchar(200) COLLATE "und-x-icu", ALTER "country" TYPE varchar(100) COLLATE "und-x-icu";
ALTER TABLE "Warehouse" ALTER "code" TYPE varchar(20) COLLATE "C", ALTER "name" TYPE varchar(200) COLLATE "und-x-icu";
ALTER TABLE "Order" ALTER "number" TYPE varchar(40) COLLATE "C";
ALTER TABLE "PurchaseOrder" ALTER "number" TYPE varchar(40) COLLATE "C";
ALTER TABLE "Shipment" ALTER "number" TYPE varchar(40) COLLATE "C";
ALTER TABLE "Receipt" ALTER "number" TYPE varchar(40) COLLATE "C";
ALTER TABLE "Invoice" ALTER "number" TYPE varchar(40) COLLATE "C", ALTER "customerName" TYPE varchar(200) COLLATE "und-x-icu";
ALTER TABLE "Bill" ALTER "number" TYPE varchar(40) COLLATE "C";
ALTER TABLE "Payment" ALTER "number" TYPE varchar(40) COLLATE "C";
ALTER TABLE "OpenItem" ALTER "number" TYPE varchar(40) COLLATE "C";

-- References between domains: downwards on the ladder, so the schema files do not name them.
ALTER TABLE "Customer" ADD FOREIGN KEY ("companyId") REFERENCES "Company" ("id");
ALTER TABLE "Product" ADD FOREIGN KEY ("taxCodeId") REFERENCES "TaxCode" ("id");
ALTER TABLE "ListPrice" ADD FOREIGN KEY ("productId") REFERENCES "Product" ("id");
ALTER TABLE "StockLevel" ADD FOREIGN KEY ("productId") REFERENCES "Product" ("id");
ALTER TABLE "StockMove" ADD FOREIGN KEY ("productId") REFERENCES "Product" ("id");
ALTER TABLE "Reservation" ADD FOREIGN KEY ("productId") REFERENCES "Product" ("id"), ADD FOREIGN KEY ("warehouseId") REFERENCES "Warehouse" ("id");
ALTER TABLE "SupplierProduct" ADD FOREIGN KEY ("productId") REFERENCES "Product" ("id");
ALTER TABLE "PurchaseOrder" ADD FOREIGN KEY ("warehouseId") REFERENCES "Warehouse" ("id");
ALTER TABLE "PurchaseOrderLine" ADD FOREIGN KEY ("productId") REFERENCES "Product" ("id");
ALTER TABLE "Receipt" ADD FOREIGN KEY ("supplierId") REFERENCES "Supplier" ("id"), ADD FOREIGN KEY ("warehouseId") REFERENCES "Warehouse" ("id");
ALTER TABLE "Bill" ADD FOREIGN KEY ("supplierId") REFERENCES "Supplier" ("id"), ADD FOREIGN KEY ("purchaseOrderId") REFERENCES "PurchaseOrder" ("id"), ADD FOREIGN KEY ("openItemId") REFERENCES "OpenItem" ("id");
ALTER TABLE "BillLine" ADD FOREIGN KEY ("receiptLineId") REFERENCES "ReceiptLine" ("id"), ADD FOREIGN KEY ("accountId") REFERENCES "Account" ("id");
ALTER TABLE "Order" ADD FOREIGN KEY ("customerId") REFERENCES "Customer" ("id"), ADD FOREIGN KEY ("salesPersonId") REFERENCES "SalesPerson" ("id"), ADD FOREIGN KEY ("warehouseId") REFERENCES "Warehouse" ("id");
ALTER TABLE "OrderLine" ADD FOREIGN KEY ("productId") REFERENCES "Product" ("id"), ADD FOREIGN KEY ("taxCodeId") REFERENCES "TaxCode" ("id");
ALTER TABLE "Shipment" ADD FOREIGN KEY ("orderId") REFERENCES "Order" ("id"), ADD FOREIGN KEY ("customerId") REFERENCES "Customer" ("id"), ADD FOREIGN KEY ("warehouseId") REFERENCES "Warehouse" ("id");
ALTER TABLE "ShipmentLine" ADD FOREIGN KEY ("orderLineId") REFERENCES "OrderLine" ("id"), ADD FOREIGN KEY ("productId") REFERENCES "Product" ("id");
ALTER TABLE "Invoice" ADD FOREIGN KEY ("customerId") REFERENCES "Customer" ("id"), ADD FOREIGN KEY ("openItemId") REFERENCES "OpenItem" ("id");
ALTER TABLE "Payment" ADD FOREIGN KEY ("customerId") REFERENCES "Customer" ("id"), ADD FOREIGN KEY ("supplierId") REFERENCES "Supplier" ("id"), ADD FOREIGN KEY ("accountId") REFERENCES "Account" ("id"), ADD FOREIGN KEY ("openItemId") REFERENCES "OpenItem" ("id");
ALTER TABLE "Allocation" ADD FOREIGN KEY ("entryId") REFERENCES "JournalEntry" ("id");
ALTER TABLE "User" ADD FOREIGN KEY ("salesPersonId") REFERENCES "SalesPerson" ("id"), ADD FOREIGN KEY ("companyId") REFERENCES "Company" ("id");
ALTER TABLE "OpenItem" ADD FOREIGN KEY ("accountId") REFERENCES "Account" ("id");
ALTER TABLE "SavedView" ADD FOREIGN KEY ("userId") REFERENCES "User" ("id");

-- Spans that must not overlap.
CREATE EXTENSION IF NOT EXISTS btree_gist;
ALTER TABLE "Period" ADD CONSTRAINT "Period_days" CHECK ("startsOn" <= "endsOn"),
  ADD CONSTRAINT "Period_overlap" EXCLUDE USING gist ("companyId" WITH =, daterange("startsOn", "endsOn", '[]') WITH &&);
ALTER TABLE "ListPrice" ADD CONSTRAINT "ListPrice_days" CHECK ("validTo" IS NULL OR "validFrom" <= "validTo"),
  ADD CONSTRAINT "ListPrice_overlap" EXCLUDE USING gist ("productId" WITH =, "currencyCode" WITH =, daterange("validFrom", "validTo", '[]') WITH &&);

-- Figures that can only lie in a range.
ALTER TABLE "TaxCode" ADD CHECK ("rate" BETWEEN 0 AND 1);
ALTER TABLE "Unit" ADD CHECK ("decimals" BETWEEN 0 AND 6);
ALTER TABLE "Customer" ADD CHECK ("paymentTermDays" BETWEEN 0 AND 720);
ALTER TABLE "Supplier" ADD CHECK ("paymentTermDays" BETWEEN 0 AND 720);
ALTER TABLE "CreditAccount" ADD CHECK ("limitMinor" >= 0), ADD CHECK ("unappliedMinor" >= 0), ADD CHECK ("openOrdersMinor" >= 0), ADD CHECK ("shippedNotInvoicedMinor" >= 0);
ALTER TABLE "ListPrice" ADD CHECK ("unitPrice" >= 0);
ALTER TABLE "StockLevel" ADD CONSTRAINT "StockLevel_onHand" CHECK ("onHand" >= 0), ADD CONSTRAINT "StockLevel_reserved" CHECK ("reserved" >= 0 AND "reserved" <= "onHand"),
  ADD CHECK ("backordered" >= 0), ADD CHECK ("incoming" >= 0), ADD CONSTRAINT "StockLevel_empty" CHECK ("onHand" <> 0 OR "valueMinor" = 0);
ALTER TABLE "Reservation" ADD CHECK ("reserved" >= 0 AND "backordered" >= 0);
ALTER TABLE "PurchaseOrderLine" ADD CHECK ("quantity" > 0), ADD CHECK ("received" >= 0 AND "received" <= "quantity");
ALTER TABLE "OrderLine" ADD CHECK ("quantity" > 0), ADD CHECK ("discountRate" BETWEEN 0 AND 1), ADD CHECK ("shipped" >= 0 AND "cancelled" >= 0 AND "shipped" + "cancelled" <= "quantity"), ADD CHECK ("invoiced" BETWEEN 0 AND "shipped");
ALTER TABLE "Payment" ADD CHECK ("amountMinor" > 0), ADD CHECK (num_nonnulls("customerId", "supplierId") = 1);
ALTER TABLE "JournalLine" ADD CHECK ("companyMinor" <> 0 OR "amountMinor" <> 0 OR "openItemId" IS NOT NULL);
ALTER TABLE "User" ADD CHECK ("email" = lower("email"));

-- One default warehouse.
CREATE UNIQUE INDEX "Warehouse_default" ON "Warehouse" ("companyId") WHERE "isDefault";
-- A bill of a supplier is booked once.
CREATE UNIQUE INDEX "Bill_reference" ON "Bill" ("supplierId", "supplierReference") WHERE "status" = 'POSTED';
-- One question at a time.
CREATE UNIQUE INDEX "Approval_pending" ON "Approval" ("kind", "subjectId") WHERE "status" IN ('PENDING', 'APPROVED');
CREATE UNIQUE INDEX "CustomerHold_open" ON "CustomerHold" ("customerId", "scope") WHERE "releasedAt" IS NULL;

-- Search by fragments, and by what is spelled alike, where the extension is to be had.
DO $$
DECLARE place text;
BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  FOREACH place IN ARRAY ARRAY['Customer.name', 'Customer.code', 'Product.name', 'Product.sku', 'Order.number', 'Order.customerReference',
    'Invoice.number', 'Payment.number', 'Payment.reference', 'Shipment.number', 'PurchaseOrder.number', 'Supplier.name', 'Supplier.code'] LOOP
    EXECUTE format('CREATE INDEX %I ON %I USING gin (hesabu_fold(%I) gin_trgm_ops)', replace(place, '.', '_') || '_search',
      split_part(place, '.', 1), split_part(place, '.', 2));
  END LOOP;
EXCEPTION WHEN undefined_file OR insufficient_privilege OR feature_not_supported THEN
  RAISE NOTICE 'pg_trgm is not to be had here: search works, but slower and without forgiving typing errors';
END $$;

-- Consumers read the events of their kinds, transaction after transaction.
CREATE INDEX "Event_consumed" ON "Event" ("kind", "txid");

-- The journal's ways in, covering the amounts.
CREATE INDEX "JournalLine_account" ON "JournalLine" ("accountId", "effectiveOn") INCLUDE ("companyMinor", "recordedAt");
CREATE INDEX "JournalLine_openItem" ON "JournalLine" ("openItemId", "effectiveOn") INCLUDE ("amountMinor", "companyMinor", "recordedAt") WHERE "openItemId" IS NOT NULL;
CREATE INDEX "JournalLine_order" ON "JournalLine" ("orderId") WHERE "orderId" IS NOT NULL;
CREATE INDEX "JournalLine_pool" ON "JournalLine" ("productId", "warehouseId", "effectiveOn") WHERE "productId" IS NOT NULL;
CREATE INDEX "JournalLine_customer" ON "JournalLine" ("customerId", "effectiveOn") WHERE "customerId" IS NOT NULL;
CREATE INDEX "JournalLine_supplier" ON "JournalLine" ("supplierId", "effectiveOn") WHERE "supplierId" IS NOT NULL;
CREATE INDEX "JournalLine_purchaseOrder" ON "JournalLine" ("purchaseOrderId") WHERE "purchaseOrderId" IS NOT NULL;
CREATE INDEX "JournalLine_recorded" ON "JournalLine" USING brin ("recordedAt");
CREATE INDEX "OpenItem_open" ON "OpenItem" ("customerId", "dueOn") WHERE "openMinor" <> 0;
CREATE INDEX "Reservation_open" ON "Reservation" ("productId", "warehouseId", "placedAt") WHERE "backordered" > 0;

-- Ledgers are written once. Roles lack the right; this stops even the owner.
CREATE FUNCTION hesabu_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: a correction is a new row', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

-- Every entry balances in the company's money, and in its own currency where it has only one.
CREATE FUNCTION hesabu_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bad uuid;
BEGIN
  SELECT "entryId" INTO bad FROM added GROUP BY "entryId"
    HAVING sum("companyMinor") <> 0 OR (count(DISTINCT "currencyCode") = 1 AND sum("amountMinor") <> 0) LIMIT 1;
  IF bad IS NOT NULL THEN
    RAISE EXCEPTION 'journal entry % does not balance', bad USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "JournalLine_balanced" AFTER INSERT ON "JournalLine" REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION hesabu_balanced();

-- Which tables are ledgers: one list for triggers and rights.
CREATE TABLE hesabu_ledger (name text PRIMARY KEY);
INSERT INTO hesabu_ledger VALUES ('JournalEntry'), ('JournalLine'), ('StockMove'), ('Event'), ('Invoice'), ('InvoiceLine'),
  ('ShipmentLine'), ('ReceiptLine'), ('BillLine'), ('Allocation');
DO $$
DECLARE each text;
BEGIN
  FOR each IN SELECT name FROM hesabu_ledger LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE OR TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION hesabu_append_only()', each || '_append_only', each);
  END LOOP;
END $$;

-- Rights of the two roles that are not the owner; called after every migration. A role that is not there is passed over.
CREATE FUNCTION hesabu_grant() RETURNS void LANGUAGE plpgsql AS $$
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
  END IF;
END $$;
