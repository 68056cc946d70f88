// Rows of which the demo company has none, or that are wrong: parts of statements that break a check.
export const first = (table: string, where = 'TRUE') => `(SELECT id FROM "${table}" WHERE ${where} ORDER BY id LIMIT 1)`;
export const linesOf = (code: string) => `"accountId" = (SELECT id FROM "Account" WHERE code = '${code}')`;

/** A customer with orders, merged though all of them stay. */
export const merging = `UPDATE "Customer" SET "isActive" = FALSE, "mergedIntoId" = (SELECT id FROM "Customer" ORDER BY id DESC LIMIT 1) WHERE id = (SELECT "customerId" FROM "Order" WHERE "customerId" <> (SELECT id FROM "Customer" ORDER BY id DESC LIMIT 1) ORDER BY id LIMIT 1)`;

/** A lot of the first product, and a warehouse. */
export const someLot = `l AS (INSERT INTO "Lot" (id, "productId", code) SELECT gen_random_uuid(), ${first('Product')}, 'X' RETURNING id, "productId", ${first('Warehouse')} AS "warehouseId")`;

/** Where goods of a purchase order might have come in. */
export const someReceipt = `r AS (SELECT o."companyId", o.id AS "purchaseOrderId", o."supplierId", o."warehouseId", l."productId" FROM "PurchaseOrder" o
  JOIN "PurchaseOrderLine" l ON l."purchaseOrderId" = o.id ORDER BY l.id LIMIT 1)`;
export const inspectionOf = (column: string, value: string) => `INSERT INTO "Inspection" (id, "companyId", number, "receiptId", "receiptLineId", "purchaseOrderId", "supplierId",
  "productId", "warehouseId", quantity, "openedOn", ${column}) SELECT gen_random_uuid(), r."companyId", 'INS-1', gen_random_uuid(), gen_random_uuid(), r."purchaseOrderId",
  r."supplierId", r."productId", r."warehouseId", 5, current_date, ${value} FROM r`;

export const supplyIssue = (value: number) => `(gen_random_uuid(), ${first('Company')}, 'USE-X', 'ISSUE', NULL, gen_random_uuid(), ${first('Warehouse')}, '2026-01-01', NULL, NULL, 'USD', ${value})`;

export const someBill = (match: string) => `b AS (INSERT INTO "Bill" (id, "companyId", number, "supplierId", "supplierReference", "openItemId", "billedOn", "dueOn", "currencyCode", "netMinor",
  "taxMinor", "totalMinor", match) VALUES (gen_random_uuid(), ${first('Company')}, 'BIL-1', ${first('Supplier')}, 'X', ${first('OpenItem')}, '2026-01-01', '2026-01-01', 'USD', 5, 0, 5, '${match}') RETURNING id)`;
export const someRun = (status: string) => `r AS (INSERT INTO "PaymentRun" (id, "companyId", number, "accountId", "dueUntil", "payOn", "currencyCode", "totalMinor", status)
  VALUES (gen_random_uuid(), ${first('Company')}, 'RUN-1', ${first('Account')}, '2026-01-01', '2026-01-01', 'USD', 5, '${status}') RETURNING id)`;

export const someCollection = `c AS (INSERT INTO "CollectionAccount" (id, "companyId", name, kind, "accountId", "currencyCode") SELECT gen_random_uuid(), "companyId", 'X', 'BANK', id, 'USD' FROM "Account" a WHERE NOT EXISTS (SELECT FROM "CollectionAccount" k WHERE k."accountId" = a.id) ORDER BY code LIMIT 1 RETURNING id)`;
export const bankStatement = (lines: number) => `INSERT INTO "BankStatement" (id, "companyId", "collectionAccountId", reference, format, "fromOn", "toOn", "currencyCode", "linesMinor", "lineCount", "fileName", "fileHash", "noInFile")
  VALUES (gen_random_uuid(), ${first('Company')}, gen_random_uuid(), 'X', 'CSV', '2026-01-01', '2026-01-01', 'USD', 0, ${lines}, 'x', repeat('0', 64), 1)`;
export const bankLine = (account: string, booked: number, from = '') => `INSERT INTO "BankLine" (id, "companyId", "collectionAccountId", "statementId", no, "bookedOn", "currencyCode", "amountMinor", "bookedMinor", text, fingerprint)
  SELECT gen_random_uuid(), ${first('Company')}, ${account}, gen_random_uuid(), 1, '2026-01-01', 'USD', 5, ${booked}, 'x', repeat('0', 64) ${from}`;
export const shortPayment = (entry: string, reversedOn: string) => `INSERT INTO "ShortPayment" (id, "companyId", "paymentId", "openItemId", "customerId", reason, "currencyCode", "amountMinor", "entryId", "recordedOn", "reversedOn")
  VALUES (gen_random_uuid(), ${first('Company')}, ${first('Payment')}, ${first('OpenItem')}, ${first('Customer')}, 'DISPUTE', 'USD', 5, ${entry}, '2026-01-01', ${reversedOn})`;

export const someImport = (rows: number) => `i AS (INSERT INTO "Import" (id, "companyId", subject, "fileName", bytes, hash, sheets, mapping, options, "isStaged", "rowsTotal", "askedByName")
  VALUES (gen_random_uuid(), ${first('Company')}, 'PRODUCTS', 'x.csv', 1, repeat('0', 64), '[]', '{}', '{}', TRUE, ${rows}, 'x') RETURNING id)`;

/** A template with a variant of the first product, in all its own but what is said. */
export const someVariant = (own: string) => `t AS (INSERT INTO "ProductTemplate" (id, code, name, "unitId", "skuPattern") SELECT gen_random_uuid(), 'X', 'X', "unitId", 'X' FROM "Product" ORDER BY id LIMIT 1 RETURNING id),
  p AS (UPDATE "Product" SET "templateId" = t.id, "ownFields" = ARRAY[${own}]::text[] FROM t WHERE "Product".id = ${first('Product')} RETURNING "Product".id, t.id AS "templateId")`;

/** A comment of one wording. */
export const someComment = (text: string) => `c AS (INSERT INTO "Comment" (id, "companyId", "subjectType", "subjectId", "authorKind", "authorName", text)
  VALUES (gen_random_uuid(), ${first('Company')}, 'Company', ${first('Company')}, 'STAFF', 'x', 'Said') RETURNING id),
  v AS (INSERT INTO "CommentRevision" (id, "commentId", no, text, "byName") SELECT gen_random_uuid(), id, 1, '${text}', 'x' FROM c RETURNING "commentId")`;

/** A plan with terms, and who is paid by them for the first order: accrued, or stated. */
export const someTerms = `l AS (INSERT INTO "CommissionPlan" (id, "companyId", code, name) VALUES (gen_random_uuid(), ${first('Company')}, 'X', 'X') RETURNING id),
  t AS (INSERT INTO "CommissionTerms" (id, "companyId", "planId", no, "startsOn", rate, "createdByName") SELECT gen_random_uuid(), ${first('Company')}, id, 1, '2026-01-01', 0.1, 'x' FROM l RETURNING id)`;
export const accrual = (invoice: string, amount: number) => `INSERT INTO "CommissionAccrual" (id, "companyId", "salesPersonId", "orderId", "invoiceId", "termsId", cause, "causeId", "causeOn", "causeAt", "effectiveOn", "currencyCode", "baseMinor", "tierBaseMinor", "tierMinor", "amountMinor", "entryId")
  SELECT gen_random_uuid(), ${first('Company')}, gen_random_uuid(), ${first('Order')}, ${invoice}, t.id, 'ALLOCATION', gen_random_uuid(), '2026-01-01', now(), '2026-01-01', 'USD', 5, 0, 0, ${amount}, ${amount === 0 ? 'NULL' : 'gen_random_uuid()'} FROM t`;

export const someDelivery = (status: string) => `d AS (INSERT INTO "Delivery" (id, "companyId", number, "customerId", "warehouseId", status, "plannedOn", "customerName", "shipTo")
  VALUES (gen_random_uuid(), ${first('Company')}, 'DLV-1', ${first('Customer')}, ${first('Warehouse')}, '${status}', '2026-01-01', 'x', 'x') RETURNING id)`;
export const deliveryLine = (from: string, quantities: string) => `INSERT INTO "DeliveryLine" (id, "deliveryId", no, "orderId", "orderLineId", "productId", description, "unitCode", planned, picked, packed)
  SELECT gen_random_uuid(), ${from}, 1, s."orderId", l."orderLineId", l."productId", 'x', 'x', ${quantities} FROM "ShipmentLine" l JOIN "Shipment" s ON s.id = l."shipmentId" WHERE l.id = ${first('ShipmentLine')}`;
export const someLabel = (status: string, state: string, orderCost = 'NULL') => `INSERT INTO "ParcelLabel" (id, "companyId", "carrierId", "deliveryId", "parcelId", "parcelNo", "customerId", "quoteId", status, state, "serviceCode", "serviceName",
  "currencyCode", weight, "promisedOn", "requestedByName", "orderCostId") VALUES (gen_random_uuid(), ${first('Company')}, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 1, ${first('Customer')}, gen_random_uuid(), '${status}', '${state}', 'x', 'x',
  'USD', 1, '2026-01-01', 'x', ${orderCost})`;
export const someReturn = (status: string) => `h AS (INSERT INTO "CustomerReturn" (id, "companyId", number, "customerId", "orderId", "warehouseId", status, reason, "authorisedOn", "validUntil")
  VALUES (gen_random_uuid(), ${first('Company')}, 'RMA-1', ${first('Customer')}, ${first('Order')}, ${first('Warehouse')}, '${status}', 'OTHER', '2026-01-01', '2026-01-01') RETURNING id)`;
export const returnLine = (from: string, quantity: string, received: string) => `INSERT INTO "CustomerReturnLine" (id, "returnId", no, "shipmentLineId", "orderLineId", "productId", description, quantity, received)
  SELECT gen_random_uuid(), ${from}, 1, l.id, l."orderLineId", l."productId", 'x', ${quantity}, ${received} FROM "ShipmentLine" l WHERE l.id = ${first('ShipmentLine')}`;
export const someReturnReceipt = (value: number) => `r AS (INSERT INTO "ReturnReceipt" (id, "companyId", "returnId", no, number, "warehouseId", "receivedOn", "valueMinor", "currencyCode")
  VALUES (gen_random_uuid(), ${first('Company')}, gen_random_uuid(), 1, 'RGR-1', ${first('Warehouse')}, '2026-01-01', ${value}, 'USD') RETURNING id)`;

export const someQuotation = (status: string, total: number) => `q AS (INSERT INTO "Quotation" (id, "companyId", "firstId", "customerId", status, number, "sentOn", "validTo", "currencyCode", "netMinor", "grossMinor", "totalMinor")
  SELECT x.id, ${first('Company')}, x.id, ${first('Customer')}, '${status}', 'QUO-X', '2026-01-01', '2026-01-01', 'USD', ${total}, ${total}, ${total} FROM (SELECT gen_random_uuid() AS id) x RETURNING id)`;

export const someFramework = (status: string, called = 0, maximum = 'NULL') => `f AS (INSERT INTO "Framework" (id, "companyId", "customerId", status, number, "activatedOn", "validFrom", "validTo", "currencyCode", "calledMinor", "maximumMinor")
  VALUES (gen_random_uuid(), ${first('Company')}, ${first('Customer')}, '${status}', 'AGR-X', '2026-01-01', '2026-01-01', '2026-01-01', 'USD', ${called}, ${maximum}) RETURNING id)`;
export const frameworkLine = (called: number, maximum = 'NULL') => `w AS (INSERT INTO "FrameworkLine" (id, "frameworkId", no, "productId", called, maximum) SELECT gen_random_uuid(), f.id, 1, ${first('Product')}, ${called}, ${maximum} FROM f RETURNING id, "frameworkId")`;

export const somePromotion = (counted: boolean) => `p AS (INSERT INTO "Promotion" (id, "companyId", name, kind, rate, "currencyCode", "validFrom", "needsCoupon", "isCounted", redeemed)
  VALUES (gen_random_uuid(), ${first('Company')}, 'X', 'LINE_RATE', 0.1, 'USD', '2026-01-01', ${counted}, ${counted}, ${counted ? 1 : 0}) RETURNING id)`;
export const someDiscount = (kind: string, promotion: string) => `INSERT INTO "OrderDiscount" (id, "orderId", "orderLineId", no, kind, "promotionId", name, "currencyCode", "amountMinor")
  SELECT gen_random_uuid(), l."orderId", l.id, 1, '${kind}', ${promotion}, 'X', 'USD', 5 FROM "OrderLine" l WHERE l.id = ${first('OrderLine', '"discountRate" = 0')}`;
export const someList = (id: number, base: number) => `INSERT INTO "PriceList" (id, "companyId", name, "currencyCode", "baseListId")
  VALUES ('00000000-0000-7000-8000-00000000000${id}', ${first('Company')}, 'L${id}', 'USD', '00000000-0000-7000-8000-00000000000${base}')`;

export const someMail = (status: string, columns = '', values = '') => `m AS (INSERT INTO "Mail" (id, "companyId", kind, status, "subjectType", "subjectId", "partyType", "partyId", "partyName", "toAddress", language,
  subject, body, "messageId", "requestedByName"${columns}) VALUES (gen_random_uuid(), ${first('Company')}, 'INVOICE', '${status}', 'Invoice', gen_random_uuid(), 'Customer', gen_random_uuid(), 'x', 'x@example.com', 'EN',
  'x', 'x', gen_random_uuid()::text, 'x'${values}) RETURNING id)`;

export const someInvoiceRun = (status: string, entry: string, invoice = 'NULL') => `r AS (INSERT INTO "InvoiceRun" (id, "companyId", number, status, "upTo", "issuedOn", "currencyCode", "askedByKind", "askedByName")
  VALUES (gen_random_uuid(), ${first('Company')}, 'IVR-X', '${status}', '2026-01-01', '2026-01-01', 'USD', 'STAFF', 'x') RETURNING id)
  INSERT INTO "InvoiceRunEntry" (id, "runId", no, "customerId", cycle, "shipmentIds", "totalMinor", "currencyCode", status, "invoiceId")
  SELECT gen_random_uuid(), r.id, 1, ${first('Customer')}, 'ORDER', ARRAY[gen_random_uuid()::text], 5, 'USD', '${entry}', ${invoice} FROM r`;

export const someReturnOf = (payable: number) => `INSERT INTO "TaxReturn" (id, "companyId", number, "startsOn", "endsOn", "currencyCode", "payableMinor", "knownAt", "filedByName")
  VALUES (gen_random_uuid(), ${first('Company')}, 'TAX-1', '1900-01-01', '1900-03-31', 'USD', ${payable}, now(), 'x')`;
