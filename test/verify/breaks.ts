// How each check is broken, on the demo company.
import { agreementBreaks } from './agreements.ts';
import { chargeBreaks } from './chargeBreaks.ts';
import { depositBreaks } from './depositBreaks.ts';
import { first, linesOf, merging, someLot, someReceipt, inspectionOf, supplyIssue, someBill, someRun, someCollection, bankStatement, bankLine,
  shortPayment, someImport, someVariant, someComment, someTerms, accrual, someDelivery, deliveryLine, someLabel, someReturn, returnLine,
  someReturnReceipt, someQuotation, someFramework, frameworkLine, somePromotion, someDiscount, someList, someMail, someInvoiceRun, someReturnOf } from './samples.ts';

/** By the name of a check: what breaks it, as somebody with the owner's rights and no scruples would. */
export const breaks: Record<string, string> = {
  ...agreementBreaks,
  ...chargeBreaks, ...depositBreaks,
  'what has nothing open is worth nothing, and worth has the sign of what is open': `UPDATE "OpenItem" SET "companyOpenMinor" = 5 WHERE id = ${first('OpenItem', '"openMinor" = 0')}`,
  'an entry in one currency balances in it, and company money is itself': `UPDATE "JournalLine" SET "amountMinor" = "amountMinor" + 1 WHERE id = ${first('JournalLine')}`,
  'a line on an open item is in the item\'s currency': `UPDATE "JournalLine" SET "currencyCode" = 'EUR' WHERE id = ${first('JournalLine', `"openItemId" IS NOT NULL AND "currencyCode" <> 'EUR'`)}`,
  'an invoice in another currency is in the books what it says in company money': `UPDATE "Invoice" SET "exchangeRate" = 2, "companyNetMinor" = "netMinor", "companyTaxMinor" = "taxMinor", "companyTotalMinor" = "totalMinor" + 1 WHERE id = ${first('Invoice', `kind = 'INVOICE'`)}`,
  'credit notes of an invoice in another currency are no more of it in company money than it is': `WITH n AS (UPDATE "Invoice" SET "exchangeRate" = 2, "companyNetMinor" = 0, "companyTaxMinor" = 0, "companyTotalMinor" = 5, "creditsInvoiceId" = ${first('Invoice', `kind = 'INVOICE'`)} WHERE id = (SELECT id FROM "Invoice" WHERE kind = 'INVOICE' ORDER BY id DESC LIMIT 1) RETURNING 1)
    UPDATE "Invoice" SET "exchangeRate" = 2, "companyNetMinor" = 0, "companyTaxMinor" = 0, "companyTotalMinor" = 0 WHERE id = ${first('Invoice', `kind = 'INVOICE'`)}`,
  'the difference that an allocation tells is the one it posted': `UPDATE "Allocation" SET "differenceMinor" = 5 WHERE id = ${first('Allocation')}`,
  'a payment in another currency is in the books at what it was worth': `UPDATE "Payment" SET "companyMinor" = "amountMinor" + 1 WHERE id = ${first('Payment')}`,
  'a revaluation is the sum of its lines, on its day and taken off on the next': `INSERT INTO "Revaluation" (id, "companyId", number, "valuedOn", "currencyCode", "gainMinor", "entryId", "mirrorEntryId", "recordedByName")
    VALUES (gen_random_uuid(), ${first('Company')}, 'REV-X', '2026-01-01', 'USD', 5, gen_random_uuid(), gen_random_uuid(), 'x')`,
  'a conversion took of one item what it gave to the other': `INSERT INTO "CreditConversion" (id, "companyId", number, "customerId", "fromItemId", "toItemId", "convertedOn", "fromCurrencyCode", "fromMinor", "currencyCode", "amountMinor", "companyMinor", "entryId")
    VALUES (gen_random_uuid(), ${first('Company')}, 'CNV-X', ${first('Customer')}, ${first('OpenItem')}, ${first('OpenItem')}, '2026-01-01', 'USD', 5, 'EUR', 5, 5, gen_random_uuid())`,
  'how a customer\'s open orders and shipped goods moved sums to what is kept of them': `INSERT INTO "CreditMove" ("companyId", "customerId", "currencyCode", "openOrdersMinor", "shippedNotInvoicedMinor")
    VALUES (${first('Company')}, ${first('Customer')}, 'USD', 5, 0)`,
  'an entry written by hand is the sum of its lines, and is in the books as it was written': `INSERT INTO "ManualJournal" (id, "companyId", "effectiveOn", memo, "currencyCode", "totalMinor", "createdByName")
    VALUES (gen_random_uuid(), ${first('Company')}, '2026-01-01', 'x', 'USD', 5, 'x')`,
  'a closed year has left nothing on revenue and expense': `INSERT INTO "YearClose" (id, "companyId", year, "startsOn", "endsOn", "currencyCode", "resultMinor", "byName")
    VALUES (gen_random_uuid(), ${first('Company')}, 2999, '2999-01-01', '2999-12-31', 'USD', 0, 'x')`,
  'a tax return is the sum of its lines, and its tax is what the tax accounts had of documents and codes when it was filed': someReturnOf(5),
  'a saved report is as it was saved, and the trial balance of a locked period is still the journal\'s': `INSERT INTO "SavedReport" (id, "companyId", kind, name, "endsOn", "knownAt", content, hash, "savedByName")
    VALUES (gen_random_uuid(), ${first('Company')}, 'TRIAL_BALANCE', 'x', '2026-01-01', now(), '{}', repeat('0', 64), 'x')`,
  'the invoice of a run\'s entry covers shipments of that entry and no others': `WITH ${someInvoiceRun('DONE', 'INVOICED', first('Invoice'))}`,
  'the instalments of an invoice sum to it, in the order of their days, and each knows what falls due after it':
    `INSERT INTO "InvoiceInstalment" (id, "invoiceId", "openItemId", no, "dueOn", "amountMinor", "laterMinor", "currencyCode") SELECT gen_random_uuid(), id, "openItemId", 1, "dueOn", 1, 0, 'USD' FROM "Invoice" ORDER BY id LIMIT 1`,
  'what has left and is on no invoice is, at cost, the account of goods shipped and not invoiced': `UPDATE "JournalLine" SET "companyMinor" = "companyMinor" + 1 WHERE id = ${first('JournalLine', linesOf('1310'))}`,
  'nothing is held of what is invoiced': `INSERT INTO "InvoiceHold" (id, "companyId", "customerId", "orderId", "orderLineId", "shipmentId", "shipmentLineId", rule, expected, actual, "ownerRole")
    SELECT gen_random_uuid(), "companyId", "customerId", "orderId", id, id, id, 'PRICE', '1', '2', 'CONTROLLER' FROM "Shipment" WHERE "invoiceId" IS NOT NULL ORDER BY id LIMIT 1`,
  'a run of invoices that is over has nothing that waits or is held, and no shipment waits in two': `WITH ${someInvoiceRun('DONE', 'WAITING')}`,
  'what was taken off an order line is told in parts that sum to its discount': someDiscount('TYPED_ORDER', 'NULL'),
  'the totals of a quotation are those of the lines that count': `WITH ${someQuotation('SENT', 5)} SELECT * FROM q`,
  'of the versions of a quotation the last is the newest, all bear one number, and none but the newest is open or accepted': `WITH ${someQuotation('SUPERSEDED', 0)} SELECT * FROM q`,
  'what was called off of a line of an agreement is what placed orders have of it and was not cancelled': `WITH ${someFramework('ACTIVE')}, ${frameworkLine(1)} SELECT * FROM w`,
  'the value called off of an agreement is that of the lines of placed orders, less what was cancelled': `WITH ${someFramework('DRAFT', 5)} SELECT * FROM f`,
  'no more is called off than an agreement allows with its tolerance': `WITH ${someFramework('ACTIVE', 11, '10')} SELECT * FROM f`,
  'a line that is called off has the customer, product, currency and agreement of the line that it names': `WITH ${someFramework('ACTIVE')}, ${frameworkLine(0)} UPDATE "OrderLine" SET "frameworkLineId" = w.id, "frameworkId" = w."frameworkId" FROM w WHERE "OrderLine".id = ${first('OrderLine', `"productId" <> ${first('Product')}`)}`,
  'an agreement in another currency knows what that is worth, and one in company money needs not': `WITH ${someFramework('DRAFT').replace('\'USD\'', '\'EUR\'')} SELECT * FROM f`,
  'a product stands once in an agreement, with at least one price, and what is in force or was has lines': `WITH ${someFramework('ENDED')} SELECT * FROM f`,
  'what orders have of a quotation was accepted, by the same customer': `WITH ${someQuotation('SENT', 0)} UPDATE "Order" SET "quotationId" = q.id FROM q WHERE "Order".id = ${first('Order', `status <> 'CANCELLED'`)}`,
  'counted promotions and coupons are redeemed as often as orders have them': `WITH ${somePromotion(true)} SELECT * FROM p`,
  'a placed order has redeemed the promotions of its lines, and a cancelled one has given them back': `WITH ${somePromotion(false)} ${someDiscount('PROMOTION', '(SELECT id FROM p)')}`,
  'no price list rests on itself': `WITH a AS (${someList(1, 2)}) ${someList(2, 1)}`,
  'a cost of orders is the sum of its shares, and each order was charged its share until it is taken back':
    `INSERT INTO "OrderCost" (id, "companyId", number, kind, basis, "accountId", "againstId", "incurredOn", "currencyCode", "totalMinor")
      VALUES (gen_random_uuid(), ${first('Company')}, 'OCO-1', 'FREIGHT', 'EQUAL', ${first('Account')}, ${first('Account')}, '2026-01-01', 'USD', 5)`,
  'an allocation brings to orders, category by category, what it takes from costs that none bore, and nothing else':
    `INSERT INTO "CostAllocation" (id, "companyId", number, "startsOn", "endsOn", "currencyCode", "totalMinor") VALUES (gen_random_uuid(), ${first('Company')}, 'CAL-1', '2026-01-01', '2026-01-31', 'USD', 5)`,
  'what orders bear and what none bears is the ledger, for each account':
    `UPDATE "JournalLine" SET "orderId" = gen_random_uuid() WHERE id = ${first('JournalLine', `${linesOf('4000')}`)}`,
  'a comment reads as its last wording, and its wordings are numbered without gaps': `WITH ${someComment('Said otherwise')} SELECT * FROM v`,
  'whom a comment told was notified, but for its writer':
    `WITH ${someComment('Said')} INSERT INTO "CommentMention" (id, "commentId", no, "userId", name, "isTold") SELECT gen_random_uuid(), "commentId", 1, ${first('User')}, 'x', TRUE FROM v`,
  'a file at a record has the size and the hash of its pieces, and one that was taken away has none':
    `WITH a AS (INSERT INTO "Attachment" (id, "companyId", status, "subjectType", "subjectId", "fileName", "mediaType", bytes, hash, "uploadedByKind", "uploadedByName")
      VALUES (gen_random_uuid(), ${first('Company')}, 'KEPT', 'Company', ${first('Company')}, 'x', 'text/plain', 1, repeat('0', 64), 'STAFF', 'x') RETURNING id)
      INSERT INTO "AttachmentChunk" ("attachmentId", no, data) SELECT id, 0, 'x'::bytea FROM a`,
  'a task names a person or a role that is there, and is closed by whom it says':
    `INSERT INTO "Task" (id, "companyId", title, "ownerId", "createdByName") VALUES (gen_random_uuid(), ${first('Company')}, 'x', gen_random_uuid(), 'x')`,
  'a purchase order has a rate exactly where it is in another currency than the books, and is the sum of its lines, which are in its own': `UPDATE "PurchaseOrder" SET "exchangeRate" = 2 WHERE id = ${first('PurchaseOrder')}`,
  'what came of an order in another currency was received in company money at its rate':
    `UPDATE "PurchaseOrder" SET "currencyCode" = 'EUR', "exchangeRate" = 2 WHERE id = (SELECT "purchaseOrderId" FROM "Receipt" WHERE "valueMinor" > 100 ORDER BY id LIMIT 1)`,
  'a recurring bill is in one currency: its lines, and the bills recorded of it': `UPDATE "RecurringBill" SET "currencyCode" = 'EUR' WHERE id = ${first('RecurringBill')}`,
  'what was odd decided on rows that were set aside, and is among all that was':
    `WITH ${someImport(1)} INSERT INTO "ImportLine" (id, "importId", line, status, cells, changes) SELECT gen_random_uuid(), id, 2, 'SET_ASIDE', '[]', '{}' FROM i`,
  'past sales are worth their quantity at their price': `INSERT INTO "SalesHistory" (id, "companyId", kind, "soldOn", reference, code, quantity, "unitPrice", "netMinor", "currencyCode", key)
    VALUES (gen_random_uuid(), ${first('Company')}, 'CHARGE', '2026-01-01', 'x', 'POST', 2, 1.5, 200, 'USD', gen_random_uuid())`,
  'what is underway of a promise is promised, and in deliveries that have not left': `UPDATE "Reservation" SET underway = 1 WHERE id = ${first('Reservation')}`,
  'no more of a delivery is packed than was picked, or picked than was planned, and what is packed lies in its parcels': deliveryLine('gen_random_uuid()', '2, 3, 0'),
  'a delivery has left exactly where shipments say so, and its state is what its lines say': `WITH ${someDelivery('SHIPPED')} SELECT * FROM d`,
  'what left with a delivery is what lay in its parcels': `WITH s AS (UPDATE "Shipment" SET "deliveryId" = id WHERE id = (SELECT "shipmentId" FROM "ShipmentLine" WHERE id = ${first('ShipmentLine')}) RETURNING id) ${
    deliveryLine('(SELECT id FROM s)', '99999, 99999, 99999')}`,
  'a substitute that was accepted has its line and the customer\'s word, and no other has':
    `INSERT INTO "Substitution" (id, "companyId", "orderId", "orderLineId", "productId", quantity, "unitPrice", status, reason, "proposedAt", "proposedByName")
      SELECT gen_random_uuid(), ${first('Company')}, "orderId", id, "productId", 1, 1, 'ACCEPTED', 'x', now(), 'x' FROM "OrderLine" WHERE id = ${first('OrderLine')}`,
  'a parcel is where all that its carrier told puts it, in whichever order it came': someLabel('FAILED', 'IN_TRANSIT'),
  'a parcel bears a label exactly where one is asked for, bought or not yet cancelled, and has its number': `WITH ${someDelivery('DRAFT')} INSERT INTO "Parcel" (id, "deliveryId", no, "isLabelled") SELECT gen_random_uuid(), id, 1, TRUE FROM d`,
  'what a carrier is to be asked for a label waits exactly while the label does': someLabel('REQUESTED', 'LABELLED'),
  'commission is what plans give of what is applied and not credited, cause by cause': `WITH ${someTerms} ${accrual(first('Invoice', `kind = 'INVOICE' AND NOT "isOpening"`), 0)}`,
  'each accrual of commission is in 5500 of its order and owed in 2400, and nothing else is': `WITH ${someTerms} ${accrual('gen_random_uuid()', 5)}`,
  'a payout of commission is posted once, by somebody else than who asked, and mirrored where it was taken back': `INSERT INTO "CommissionPayout" (id, "companyId", number, "salesPersonId", status, "accountId", "paidOn", "currencyCode", "amountMinor", "requestedByName", "entryId")
    VALUES (gen_random_uuid(), ${first('Company')}, 'CPO-1', gen_random_uuid(), 'POSTED', ${first('Account')}, '2026-01-01', 'USD', 5, 'x', gen_random_uuid())`,
  'a statement of commission is the sum of its lines, begins where the one before ends, and has each accrual and payout once': `INSERT INTO "CommissionStatement" (id, "companyId", number, "salesPersonId", "startsOn", "endsOn", "currencyCode", "openingMinor", "accruedMinor", "clawedBackMinor",
    "paidMinor", "closingMinor", "approvedByName") VALUES (gen_random_uuid(), ${first('Company')}, 'COM-1', gen_random_uuid(), '2026-01-01', '2026-01-31', 'USD', 0, 5, 0, 0, 5, 'x')`,
  'the shares of an order or a customer in commission are one whole': `INSERT INTO "CustomerCommission" (id, "companyId", "customerId", no, "salesPersonId", share) VALUES (gen_random_uuid(), ${first('Company')}, ${first('Customer')}, 20, gen_random_uuid(), 0.5)`,
  'the freight of a label is what its carrier took or charged, and nothing once it is cancelled': `WITH c AS (INSERT INTO "OrderCost" (id, "companyId", number, kind, basis, "accountId", "againstId", "incurredOn", "currencyCode", "totalMinor")
    VALUES (gen_random_uuid(), ${first('Company')}, 'OCO-X', 'FREIGHT', 'MANUAL', ${first('Account')}, ${first('Account')}, '2026-01-01', 'USD', 5) RETURNING id) ${someLabel('CANCELLED', 'LABELLED', '(SELECT id FROM c)')}`,
  'a carrier\'s bill is the sum of its lines': `INSERT INTO "CarrierBill" (id, "companyId", "carrierId", reference, "billedOn", "currencyCode", "totalMinor", "recordedByName")
    VALUES (gen_random_uuid(), ${first('Company')}, gen_random_uuid(), 'x', '2026-01-01', 'USD', 5, 'x')`,
  'no more comes back of a shipment than left with it': `WITH ${someReturn('AUTHORISED')} ${returnLine('(SELECT id FROM h)', '99999', '0')}`,
  'the lines of a return have come, been credited and replaced as its documents say, and its status says so': `WITH ${someReturn('CLOSED')} ${returnLine('(SELECT id FROM h)', '1', '0')}`,
  'the receipt of a return is worth what its lines are, has its entry, and one taken back its reverse': `WITH ${someReturnReceipt(5)} SELECT * FROM r`,
  'what goods of returns are worth in stock is what their receipts say': `WITH ${someReturnReceipt(5)} SELECT * FROM r`,
  'who is served first is what orders and customers say': `UPDATE "Order" SET priority = 5 WHERE id = (SELECT "orderId" FROM "Reservation" WHERE reserved + backordered > 0 ORDER BY id LIMIT 1)`,
  'stock on hand and its value are the sum of the moves': `UPDATE "StockLevel" SET "onHand" = "onHand" + 1 WHERE id = ${first('StockLevel')}`,
  'no stock is negative but where its warehouse allows it, and no more is reserved than is on hand': `UPDATE "StockLevel" SET reserved = "onHand" + 1 WHERE id = ${first('StockLevel')}`,
  'a bill has open exceptions exactly while its match says so': `WITH ${someBill('EXCEPTION')} SELECT * FROM b`,
  'a bill is the sum of its lines and its tax': `WITH ${someBill('NONE')} INSERT INTO "BillLine" (id, "billId", no, description, quantity, "unitCost", "netMinor", "currencyCode")
    SELECT gen_random_uuid(), id, 1, 'x', 1, 1, 4, 'USD' FROM b`,
  'a supplier\'s credit is the sum of its lines and its tax, and what it is worth is owed less':
    `WITH c AS (INSERT INTO "SupplierCredit" (id, "companyId", number, "supplierId", "supplierReference", "openItemId", "creditedOn", "currencyCode", "netMinor", "taxMinor", "totalMinor", reason)
      VALUES (gen_random_uuid(), ${first('Company')}, 'SCR-1', ${first('Supplier')}, 'X', ${first('OpenItem')}, '2026-01-01', 'USD', 5, 0, 5, 'x') RETURNING id)
      INSERT INTO "SupplierCreditLine" (id, "supplierCreditId", no, description, "netMinor", "currencyCode") SELECT gen_random_uuid(), id, 1, 'x', 4, 'USD' FROM c`,
  'a bill or supplier\'s credit says what it is in company money exactly where that is not its currency, and its lines sum to it':
    `WITH ${someBill('NONE')}, l AS (INSERT INTO "BillLine" (id, "billId", no, description, quantity, "unitCost", "netMinor", "companyNetMinor", "currencyCode") SELECT gen_random_uuid(), id, 1, 'x', 1, 1, 5, 7, 'USD' FROM b) SELECT * FROM b`,
  'a bill or supplier\'s credit is in the books what it says, in its own currency and in company money': `WITH ${someBill('NONE')} SELECT * FROM b`,
  'a run of payments pays bills of its currency, and tells what they are in the books where that is not the company\'s': `WITH ${someRun('DRAFT')} INSERT INTO "PaymentRunLine" (id, "paymentRunId", no, "supplierId", "billId", "openItemId", "amountMinor", "currencyCode")
    SELECT gen_random_uuid(), id, 1, ${first('Supplier')}, gen_random_uuid(), ${first('OpenItem')}, 5, 'EUR' FROM r`,
  'a statement is its lines and those that were known: they bring its opening balance to the closing one': bankStatement(1),
  'a line of a statement is booked for what its bookings sum to': bankLine('gen_random_uuid()', 3),
  'lines of statements are booked in entries of their account, and none for more than it moved there': `WITH ${someCollection}, l AS (${bankLine('c.id', 5, 'FROM c')} RETURNING id)
    INSERT INTO "LineBooking" (id, "companyId", "lineId", kind, "entryId", "currencyCode", "amountMinor", "bookedByName") SELECT gen_random_uuid(), ${first('Company')}, l.id, 'ENTRY', gen_random_uuid(), 'USD', 5, 'x' FROM l`,
  'what was paid short and written off is what its entry took off the invoice': shortPayment('gen_random_uuid()', 'NULL'),
  'the shortages of a payment are taken back with it': shortPayment('NULL', `'2026-01-01'`),
  'a reconciliation that stands was signed with the balance that the ledger had then, and lines up to its day are booked as they were': `WITH ${someCollection}
    INSERT INTO "Reconciliation" (id, "companyId", "collectionAccountId", "endsOn", "currencyCode", "statementMinor", "ledgerMinor", "ledgerOnlyMinor", "statementOnlyMinor", "signedByName")
    SELECT gen_random_uuid(), ${first('Company')}, c.id, '1990-01-01', 'USD', 5, 5, 0, 0, 'x' FROM c`,
  'lines of an account, what they are booked as and what was signed of it are in its currency': `WITH ${someCollection}
    INSERT INTO "Reconciliation" (id, "companyId", "collectionAccountId", "endsOn", "currencyCode", "statementMinor", "ledgerMinor", "ledgerOnlyMinor", "statementOnlyMinor", "signedByName")
    SELECT gen_random_uuid(), ${first('Company')}, c.id, '1990-01-01', 'EUR', 0, 0, 0, 0, 'x' FROM c`,
  'what is said about unapplied money is about a credit': `INSERT INTO "UnappliedNote" (id, "companyId", "openItemId", reason, "targetOn") VALUES (gen_random_uuid(), ${first('Company')}, gen_random_uuid(), 'OTHER', '2026-01-01')`,
  'a run of payments is the sum of its lines, and what was executed was paid': `WITH ${someRun('DRAFT')} SELECT * FROM r`,
  'the payments of a run are what its lines say':
    `WITH ${someRun('EXECUTED')} INSERT INTO "PaymentRunLine" (id, "paymentRunId", no, "supplierId", "billId", "openItemId", "amountMinor", "currencyCode", "paymentId")
      SELECT gen_random_uuid(), id, 1, ${first('Supplier')}, gen_random_uuid(), gen_random_uuid(), 1, 'USD', ${first('Payment')} FROM r`,
  'an import\'s counts are those of its rows': `WITH ${someImport(5)} INSERT INTO "ImportChunk" ("importId", no, data) SELECT id, 1, 'x'::bytea FROM i`,
  'a row that was carried out names a record that an event speaks of':
    `WITH ${someImport(1)} INSERT INTO "ImportLine" (id, "importId", line, status, "subjectType", "subjectId", cells) SELECT gen_random_uuid(), id, 2, 'CREATED', 'Product', gen_random_uuid(), '[]' FROM i`,
  'what was taken over as open stands against the opening balances alone':
    `WITH taken AS (UPDATE "JournalEntry" SET kind = 'OPENING' WHERE id = (SELECT e.id FROM "JournalEntry" e WHERE e.kind = 'INVOICE' ORDER BY e.id LIMIT 1) RETURNING "sourceId")
      UPDATE "Invoice" SET "isOpening" = TRUE WHERE id = (SELECT "sourceId" FROM taken)`,
  'a variant has one value of each option of its template': `WITH ${someVariant('')} INSERT INTO "ProductOption" (id, "templateId", no, name) SELECT gen_random_uuid(), "templateId", 1, 'Size' FROM p`,
  'what is not a variant\'s own is its template\'s': `WITH ${someVariant('\'sku\'')} SELECT * FROM p`,
  'a price until further notice that a variant has from its template is the template\'s': `UPDATE "ListPrice" SET "isInherited" = TRUE WHERE id = ${first('ListPrice', '"validTo" IS NULL')}`,
  'a mail was tried as often as its log says, and is where its last try has left it': `WITH ${someMail('SENT', ', "sentAt"', ', now()')} SELECT * FROM m`,
  'what was sent is kept as its hash says':
    `WITH ${someMail('CANCELLED')}, a AS (INSERT INTO "MailAttachment" (id, "mailId", no, "fileName", "documentKind", "documentId", bytes, hash)
      SELECT gen_random_uuid(), id, 1, 'x.pdf', 'INVOICE', gen_random_uuid(), 1, repeat('0', 64) FROM m RETURNING id) INSERT INTO "MailFile" ("attachmentId", data) SELECT id, 'x'::bytea FROM a`,
  'a run of documents is done when each of them was printed or says why not':
    `WITH r AS (INSERT INTO "DocumentRun" (id, "companyId", kind, form, status, "askedByName") VALUES (gen_random_uuid(), ${first('Company')}, 'INVOICE', 'ZIP', 'DONE', 'x') RETURNING id)
      INSERT INTO "DocumentRunItem" (id, "runId", no, "documentId", label) SELECT gen_random_uuid(), id, 1, gen_random_uuid(), 'x' FROM r`,
  'a quantity of zero has a value of zero': `UPDATE "StockLevel" SET "onHand" = 0, reserved = 0, "valueMinor" = 5 WHERE id = ${first('StockLevel')}`,
  'reserved and backordered are the sum of the open reservations': `UPDATE "Reservation" SET backordered = backordered + 1 WHERE id = ${first('Reservation')}`,
  'an open reservation belongs to an order that waits for its goods, and to no more than its line asks':
    `UPDATE "Order" SET status = 'CANCELLED' WHERE id = (SELECT "orderId" FROM "Reservation" WHERE reserved + backordered > 0 LIMIT 1)`,
  'no reservation is below zero': `UPDATE "Reservation" SET reserved = reserved + 1, backordered = -1 WHERE id = ${first('Reservation')}`,
  'components of a kit are promised and wait for whole kits, at every warehouse as many of each': `UPDATE "Reservation" SET "perKit" = 7, reserved = 3 WHERE id = ${first('Reservation')}`,
  'a kit is made of goods that are kept in stock, and of no kits': `UPDATE "Product" SET "isKit" = TRUE, "isStocked" = FALSE WHERE id = ${first('Product')}`,
  'what a supplier sent straight to a customer is a shipment of the same cost, and stands or was taken back with it':
    `UPDATE "Shipment" SET "receiptId" = gen_random_uuid() WHERE id = ${first('Shipment')}`,
  'drop-shipped goods never touch stock': `UPDATE "Shipment" SET "receiptId" = gen_random_uuid() WHERE id = (SELECT "sourceId" FROM "StockMove" WHERE "sourceType" = 'Shipment' LIMIT 1)`,
  'no more of an order line is on order with suppliers for the customer than is open of it':
    `WITH bought AS (SELECT id, "purchaseOrderId" FROM "PurchaseOrderLine" WHERE received < quantity ORDER BY id LIMIT 1),
      bent AS (UPDATE "PurchaseOrder" SET status = 'ORDERED', "customerOrderId" = ${first('Order')} WHERE id = (SELECT "purchaseOrderId" FROM bought) RETURNING id)
      UPDATE "PurchaseOrderLine" SET "orderLineId" = ${first('OrderLine', 'shipped > 0')} WHERE id = (SELECT id FROM bought)`,
  'incoming is what is on order and not yet received': `UPDATE "StockLevel" SET incoming = incoming + 1 WHERE id = ${first('StockLevel')}`,
  'the moves of a pool are numbered without gaps': `DELETE FROM "StockMove" WHERE id = ${first('StockMove', 'sequence = 1')}`,
  'stock value is the stock account, by product and warehouse': `UPDATE "JournalLine" SET "companyMinor" = "companyMinor" + 1 WHERE id = ${first('JournalLine', linesOf('1300'))}`,
  'goods that were shipped and not invoiced are what their account says, by order and product':
    `UPDATE "Shipment" SET "invoiceId" = NULL WHERE id = ${first('Shipment', '"costMinor" > 0')}`,
  'goods that were received and not billed are what their account says, by purchase order':
    `UPDATE "JournalLine" SET "accountId" = (SELECT id FROM "Account" WHERE code = '2300'), "purchaseOrderId" = ${first('PurchaseOrder')} WHERE id = ${first('JournalLine', linesOf('1300'))}`,
  'every order line has shipped what its shipments say': `UPDATE "OrderLine" SET shipped = shipped - 1 WHERE id = ${first('OrderLine', 'shipped > 1')}`,
  'every purchase order line has received what its receipts say': `UPDATE "PurchaseOrderLine" SET received = 1 WHERE id = ${first('PurchaseOrderLine', 'received = 0')}`,
  'what moves cost, with what became known later, the value of each pool and its layers are what its moves say in the order of their days':
    `UPDATE "StockMove" SET "valueMinor" = "valueMinor" - 1 WHERE id = ${first('StockMove', 'quantity < 0')}`,
  'daily totals of stock are the sum of the moves of their days': `UPDATE "StockDay" SET quantity = quantity + 1 WHERE ctid = (SELECT ctid FROM "StockDay" LIMIT 1)`,
  'the value of stock is the stock account on every day, by product and warehouse':
    `UPDATE "JournalLine" SET "effectiveOn" = "effectiveOn" + 1 WHERE id = ${first('JournalLine', linesOf('1300'))}`,
  'layers are kept of products that are valued first in, first out, and a pool is valued as its product is':
    `UPDATE "StockLevel" SET "costingMethod" = 'FIFO' WHERE id = ${first('StockLevel', `"costingMethod" <> 'FIFO'`)}`,
  'landed cost that no bill has settled is what its account says, and its shares and charges sum to it':
    `UPDATE "JournalLine" SET "accountId" = (SELECT id FROM "Account" WHERE code = '2310') WHERE id = ${first('JournalLine', linesOf('1300'))}`,
  'what is corrected by order in cost corrections is what was adjusted of its moves':
    `INSERT INTO "CostAdjustment" (id, "companyId", "moveId", "differenceMinor", "causeId", "effectiveOn")
      SELECT gen_random_uuid(), "companyId", id, 1, id, "effectiveOn" FROM "StockMove" WHERE "orderId" IS NOT NULL LIMIT 1`,
  'every entry balances and has at least two lines': `DELETE FROM "JournalLine" WHERE id = ${first('JournalLine')}`,
  'nothing that could move is left with a merged customer': merging,
  'a merged customer is inactive, owes nothing, and became one that is not merged itself': `WITH m AS (${merging} RETURNING id) UPDATE "CreditAccount" SET "receivableMinor" = "receivableMinor" + 1000000 FROM m WHERE "customerId" = m.id`,
  'every merged customer has its merge, and every merge its customer': merging,
  'no pair of customers is suspected of which one is merged': `WITH m AS (${merging} RETURNING id, "companyId", "mergedIntoId")
    INSERT INTO "CustomerPair" (id, "companyId", "firstId", "secondId", matches) SELECT gen_random_uuid(), "companyId", least(id, "mergedIntoId"), greatest(id, "mergedIntoId"), '{NAME}' FROM m`,
  'a line on an open item names the customer that the item had then, or has now': `UPDATE "JournalLine" SET "customerId" = (SELECT c.id FROM "Customer" c WHERE c.id <> "JournalLine"."customerId" ORDER BY c.id LIMIT 1) WHERE id = ${first('JournalLine', linesOf('1100'))}`,
  'a change of a customer waits as long as its question does, and is done only with an answer': `INSERT INTO "CustomerChange" (id, "companyId", "customerId", field, wanted, known, "beforeText", "afterText", reason, "approvalId", "askedByName", "expiresOn")
    VALUES (gen_random_uuid(), ${first('Company')}, ${first('Customer')}, 'BANK', '{}', '{}', '', '', 'x', gen_random_uuid(), 'x', '2026-01-01')`,
  'a change of a promotion or an agreement names it, and its customer where it has one': `INSERT INTO "CustomerChange" (id, "companyId", "customerId", field, wanted, known, "beforeText", "afterText", reason, "approvalId", "askedByName", "expiresOn")
    VALUES (gen_random_uuid(), ${first('Company')}, ${first('Customer')}, 'PROMOTION', '{}', '{}', '', '', 'x', gen_random_uuid(), 'x', '2026-01-01')`,
  'of an account that is told to be outside its limits somebody has, or had, a task': `WITH ${someCollection.replace('"currencyCode")', '"currencyCode", "warnedAt")').replace("'USD'", "'USD', now()")} SELECT * FROM c`,
  'a customer may buy on credit as the last grant says': `UPDATE "CreditAccount" SET "grantedOn" = '1999-01-01' WHERE id = ${first('CreditAccount')}`,
  'a credit limit is what its last move says': `INSERT INTO "CreditLimitMove" ("companyId", "customerId", "currencyCode", "limitMinor", "recordedAt") SELECT "companyId", "customerId", "currencyCode", 123456789, now() + interval '1 hour' FROM "CreditAccount" WHERE id = ${first('CreditAccount')}`,
  'an assessment is as it was kept: score, class and proposal are those of its content': `INSERT INTO "CreditAssessment" (id, "companyId", "customerId", "asOf", "knownAt", "scorecardRevision", score, risk, "limitMinor", "currencyCode", "termDays", content, hash, "byName")
    VALUES (gen_random_uuid(), ${first('Company')}, ${first('Customer')}, '2026-01-01', now(), 0, 5, 'A', 0, 'USD', 0, '{}', repeat('0', 64), 'x')`,
  'an approved application was answered by a second person, and has its grant and its review': `INSERT INTO "CreditApplication" (id, "companyId", number, "customerId", status, "requestedLimitMinor", "currencyCode", "requestedTermDays", "createdByKind", "createdByName", "limitMinor", "approvalId")
    VALUES (gen_random_uuid(), ${first('Company')}, 'X', ${first('Customer')}, 'APPROVED', 0, 'USD', 0, 'STAFF', 'x', 0, gen_random_uuid())`,
  'a run that compares customers is done once all its groups are': `WITH r AS (INSERT INTO "DeviationRun" (id, "companyId", number, status, "asOf", "askedByKind", "askedByName") VALUES (gen_random_uuid(), ${first('Company')}, 'X', 'DONE', '2026-01-01', 'STAFF', 'x') RETURNING id)
    INSERT INTO "DeviationRunGroup" (id, "runId", no, "groupName", customers) SELECT gen_random_uuid(), id, 1, 'x', 1 FROM r`,
  'the parts of a way to pay are one together': `INSERT INTO "PaymentTerm" (id, "companyId", code, name) VALUES (gen_random_uuid(), ${first('Company')}, 'X', 'X')`,
  'debits equal credits': `UPDATE "JournalLine" SET "companyMinor" = "companyMinor" + 1 WHERE id = ${first('JournalLine')}`,
  'a line has the day and the company of its entry': `UPDATE "JournalLine" SET "effectiveOn" = "effectiveOn" + 1 WHERE id = ${first('JournalLine')}`,
  'open amounts are the sum of their journal lines': `UPDATE "OpenItem" SET "openMinor" = "openMinor" - 1 WHERE id = ${first('OpenItem')}`,
  'every line of an open-item account names its open item, on that account': `UPDATE "JournalLine" SET "openItemId" = NULL WHERE id = ${first('JournalLine', linesOf('1100'))}`,
  'allocations stay within what is paid and what is owed': `UPDATE "Allocation" SET "amountMinor" = "amountMinor" * 10 WHERE id = ${first('Allocation')}`,
  'an open item passes neither zero nor its own amount': `UPDATE "OpenItem" SET "openMinor" = -"amountMinor" WHERE id = ${first('OpenItem')}`,
  'an allocation that was taken back was taken back whole, once':
    `INSERT INTO "Allocation" SELECT gen_random_uuid(), "companyId", "creditItemId", "debitItemId", "customerId", "supplierId", "entryId", "allocatedOn", "recordedAt", "currencyCode", -1, id, reason FROM "Allocation" WHERE "amountMinor" > 1 LIMIT 1`,
  'a customer\'s receivable is the receivables account': `UPDATE "CreditAccount" SET "receivableMinor" = "receivableMinor" + 1 WHERE id = ${first('CreditAccount')}`,
  'a customer\'s unapplied money is the accounts of customer credits and deposits': `UPDATE "CreditAccount" SET "unappliedMinor" = "unappliedMinor" + 1 WHERE id = ${first('CreditAccount')}`,
  'a customer\'s open orders are the sum of what the orders still have to ship': `UPDATE "CreditAccount" SET "openOrdersMinor" = "openOrdersMinor" + 1 WHERE id = ${first('CreditAccount')}`,
  'a customer\'s goods shipped and not invoiced are the sum of such shipments': `UPDATE "CreditAccount" SET "shippedNotInvoicedMinor" = "shippedNotInvoicedMinor" + 1 WHERE id = ${first('CreditAccount')}`,
  'nothing was posted into a period after it was locked':
    `UPDATE "Period" SET "lockedAt" = '1900-01-01' WHERE id = (SELECT p.id FROM "Period" p JOIN "JournalEntry" e ON e."effectiveOn" BETWEEN p."startsOn" AND p."endsOn" LIMIT 1)`,
  'every dimension of a line names a record that is there': `UPDATE "JournalLine" SET "orderId" = gen_random_uuid() WHERE id = ${first('JournalLine')}`,
  'numbers run without gaps in every series and year': `UPDATE "Invoice" SET number = 'INV-1900-00007' WHERE id = ${first('Invoice')}`,
  'an order\'s amounts are the sum of its lines': `UPDATE "Order" SET "netMinor" = "netMinor" + 1 WHERE id = ${first('Order')}`,
  'an invoice\'s amounts are the sum of its lines, and what its open item was made of': `UPDATE "Invoice" SET "netMinor" = "netMinor" + 1 WHERE id = ${first('Invoice')}`,
  'an order line was invoiced what its invoices say, and no more than was shipped': `UPDATE "OrderLine" SET invoiced = invoiced - 1 WHERE id = ${first('OrderLine', 'invoiced > 1')}`,
  'credit notes never pass their invoice':
    `UPDATE "Invoice" SET kind = 'CREDIT_NOTE', "creditsInvoiceId" = ${first('Invoice')}, "totalMinor" = 99999999999 WHERE id = (SELECT id FROM "Invoice" ORDER BY id DESC LIMIT 1)`,
  'a credit note is taken back by its mirror, and nothing else is below zero': `UPDATE "Invoice" SET "totalMinor" = -"totalMinor" WHERE id = ${first('Invoice')}`,
  'an order\'s status is what its lines say': `UPDATE "Order" SET status = 'PLACED' WHERE id = ${first('Order', "status IN ('INVOICED', 'CLOSED', 'SHIPPED')")}`,
  'the lots of a move of a tracked product sum to its quantity':
    `WITH l AS (INSERT INTO "Lot" (id, "productId", code) SELECT gen_random_uuid(), m."productId", 'X' FROM "StockMove" m WHERE m.id = ${first('StockMove')} RETURNING id)
      INSERT INTO "LotMove" (id, "moveId", "lotId", quantity) SELECT gen_random_uuid(), ${first('StockMove')}, l.id, 0.5 FROM l`,
  'what of a lot lies in a warehouse is the sum of its moves': `WITH ${someLot} INSERT INTO "LotLevel" (id, "lotId", "productId", "warehouseId", "onHand")
    SELECT gen_random_uuid(), l.id, l."productId", l."warehouseId", 1 FROM l`,
  'a tracked pool is the sum of its lots: on hand, reserved and held': `UPDATE "StockLevel" SET tracking = 'LOT' WHERE id = ${first('StockLevel', `"onHand" > 0 AND tracking = 'NONE'`)}`,
  'what of a lot is reserved is promised to somebody or held back': `WITH ${someLot} INSERT INTO "LotLevel" (id, "lotId", "productId", "warehouseId", "onHand", reserved)
    SELECT gen_random_uuid(), l.id, l."productId", l."warehouseId", 1, 1 FROM l`,
  'an order line is promised as many units as lots are promised to it':
    `WITH ${someLot} INSERT INTO "ReservedLot" (id, "reservationId", "lotId", quantity) SELECT gen_random_uuid(), ${first('Reservation')}, l.id, 1 FROM l`,
  'what is held of a pool is the sum of its holds, beside what lies in transit': `WITH ${someLot} INSERT INTO "StockHold" (id, "companyId", "productId", "warehouseId", kind, placed, quantity)
    SELECT gen_random_uuid(), c.id, l."productId", l."warehouseId", 'MANUAL', 1, 1 FROM l, "Company" c`,
  'a serial number is in one place at most, and one piece': `WITH ${someLot}, p AS (UPDATE "Product" SET tracking = 'SERIAL' WHERE id = ${first('Product')} RETURNING id)
    INSERT INTO "LotLevel" (id, "lotId", "productId", "warehouseId", "onHand") SELECT gen_random_uuid(), l.id, l."productId", l."warehouseId", 2 FROM l, p`,
  'a pool knows whether its product is tracked': `UPDATE "StockLevel" SET tracking = (CASE tracking WHEN 'SERIAL' THEN 'NONE' ELSE 'SERIAL' END)::"Tracking" WHERE id = ${first('StockLevel')}`,
  'every posted document has its journal entry, and a reversed one its reverse': `UPDATE "Payment" SET status = 'REVERSED' WHERE id = ${first('Payment')}`,
  'the arithmetic of a proposal adds up to what it proposes':
    `INSERT INTO "ReorderProposal" (id, "companyId", kind, "productId", "warehouseId", projected, "reorderPoint", quantity, "leadTimeDays", "expectedOn", "computedAt")
      SELECT gen_random_uuid(), c.id, 'ORDER', p.id, w.id, 0, 5, 5, 7, current_date, now() FROM "Company" c, "Product" p, "Warehouse" w
      WHERE NOT EXISTS (SELECT FROM "ReorderProposal" x WHERE x."productId" = p.id AND x."warehouseId" = w.id) ORDER BY p.id LIMIT 1`,
  'episodes of a warning are counted without gaps, and only the last is open':
    `INSERT INTO "StockWarning" (id, "companyId", kind, "productId", "warehouseId", episode, "shortOn", "shortQuantity", "worstQuantity", "worstOn", floor, "openedOn", "openedAt")
      SELECT gen_random_uuid(), c.id, 'SHORTAGE', p.id, w.id, 2, current_date, 1, 1, current_date, 0, current_date, now() FROM "Company" c, "Product" p, "Warehouse" w
      WHERE NOT EXISTS (SELECT FROM "StockWarning" x WHERE x."productId" = p.id AND x."warehouseId" = w.id) ORDER BY p.id LIMIT 1`,
  'what is bought for an order is of its line, and of the line of the purchase order that buys it':
    `INSERT INTO "JitDemand" (id, "companyId", "orderId", "orderLineId", "productId", "warehouseId", quantity, "leadTimeDays", "promisedOn", "neededOn", "orderBy")
      SELECT gen_random_uuid(), o."companyId", o.id, l.id, p.id, o."warehouseId", 1, 7, current_date, current_date, current_date - 7
      FROM "Order" o JOIN "OrderLine" l ON l."orderId" = o.id JOIN "Product" p ON p.id <> l."productId" ORDER BY o.id, l.id, p.id LIMIT 1`,
  'requested is what requisitions ask for and is not on order': `UPDATE "StockLevel" SET requested = requested + 1 WHERE id = ${first('StockLevel')}`,
  'what a requisition line has on drafts and orders is what purchase order lines cover of it':
    `INSERT INTO "RequisitionLine" (id, "requisitionId", no, "productId", quantity, drafted) VALUES (gen_random_uuid(), gen_random_uuid(), 1, ${first('Product')}, 5, 1)`,
  'a purchase order line covers no more of requisitions than it orders':
    `INSERT INTO "RequisitionSupply" (id, "requisitionLineId", "purchaseOrderLineId", quantity) VALUES (gen_random_uuid(), gen_random_uuid(), ${first('PurchaseOrderLine')}, 1000000)`,
  'a requisition is on order when nothing of it is still asked for':
    `WITH r AS (INSERT INTO "Requisition" (id, "companyId", number, status, "warehouseId", "requestedByName", reason)
        SELECT gen_random_uuid(), c.id, 'REQ-1', 'ORDERED', w.id, 'x', 'x' FROM "Company" c, "Warehouse" w LIMIT 1 RETURNING id)
      INSERT INTO "RequisitionLine" (id, "requisitionId", no, "productId", quantity) SELECT gen_random_uuid(), r.id, 1, ${first('Product')}, 5 FROM r`,
  'an inspection found what its results say, and is done when nothing is left': `WITH ${someReceipt} ${inspectionOf(`accepted`, '1')}`,
  'goods wait for inspection as its hold says, and no more than is left to inspect':
    `WITH ${someReceipt}, i AS (${inspectionOf('status', `'DONE'`)} RETURNING *)
      INSERT INTO "StockHold" (id, "companyId", "productId", "warehouseId", kind, placed, quantity, "sourceType", "sourceId")
        SELECT gen_random_uuid(), i."companyId", i."productId", i."warehouseId", 'INSPECTION', 1, 1, 'Inspection', i.id FROM i`,
  'no more went back to a supplier than was received, at no more than its value':
    `WITH ${someReceipt}, l AS (INSERT INTO "ReceiptLine" (id, "receiptId", no, "purchaseOrderLineId", "productId", quantity, "valueMinor", "currencyCode")
        SELECT gen_random_uuid(), gen_random_uuid(), 1, gen_random_uuid(), r."productId", 1, 100, 'USD' FROM r RETURNING id, "productId"),
      s AS (INSERT INTO "SupplierReturn" (id, "companyId", number, "receiptId", "purchaseOrderId", "supplierId", "warehouseId", "returnedOn", reason, "currencyCode", "valueMinor")
        SELECT gen_random_uuid(), r."companyId", 'RTS-1', gen_random_uuid(), r."purchaseOrderId", r."supplierId", r."warehouseId", current_date, 'x', 'USD', 200 FROM r RETURNING id)
      INSERT INTO "SupplierReturnLine" (id, "supplierReturnId", no, "receiptLineId", "productId", quantity, "valueMinor", "currencyCode")
        SELECT gen_random_uuid(), s.id, 1, l.id, l."productId", 2, 200, 'USD' FROM s, l`,
  'what is handed out and brought back is worth its lines, and its own-use postings': `INSERT INTO "SupplyIssue" VALUES ${supplyIssue(5)}`,
  'every line of own use has its move, of its quantity and cost': `WITH i AS (INSERT INTO "SupplyIssue" VALUES ${supplyIssue(0)} RETURNING id)
    INSERT INTO "SupplyIssueLine" (id, "issueId", no, "productId", quantity, "currencyCode", "valueMinor") SELECT gen_random_uuid(), i.id, 1, ${first('Product')}, 1, 'USD', 0 FROM i`,
  'no more of own use comes back than went out, and all of it at its cost': `WITH l AS (INSERT INTO "SupplyIssueLine" (id, "issueId", no, "productId", quantity, "currencyCode", "valueMinor")
    VALUES (gen_random_uuid(), gen_random_uuid(), 1, ${first('Product')}, 1, 'USD', 5) RETURNING id)
    INSERT INTO "SupplyIssueLine" (id, "issueId", no, "productId", quantity, "currencyCode", "valueMinor", "returnsLineId") SELECT gen_random_uuid(), gen_random_uuid(), 1, ${first('Product')}, 2, 'USD', -5, l.id FROM l`,
  'a preparation costs what its ingredients did, and is booked so until it is taken back': `INSERT INTO "Preparation" (id, "companyId", number, "recipeId", "productId", "warehouseId", "preparedOn", portions, "currencyCode", "valueMinor")
    VALUES (gen_random_uuid(), ${first('Company')}, 'PRP-X', gen_random_uuid(), ${first('Product')}, ${first('Warehouse')}, '2026-01-01', 1, 'USD', 5)`,
  'a quantity typed in another unit is its factor times what was typed': `UPDATE "OrderLine" SET entered = 1, "perNumerator" = 7, "perDenominator" = 3 WHERE id = ${first('OrderLine')}`,
  'an order was and is in the stages of its chain that its events tell': `UPDATE "ChainStage" SET visit = 7 WHERE id = ${first('ChainStage')}`,
  'a stage is whose it was handed to last, and was handed over as often as is written': `UPDATE "ChainStage" SET "handOffs" = 1 WHERE id = ${first('ChainStage')}`,
  'nobody has a task about what an order is stuck for no more, and nothing is raised before it is lacking':
    `UPDATE "ChainException" SET "closedAt" = "raisedAt" - interval '1 hour' WHERE id = ${first('ChainException')}`,
  'an order is confirmed where its events say so': `INSERT INTO "OrderConfirmation" (id, "companyId", "orderId", means, "confirmedOn", "recordedByName")
    VALUES (gen_random_uuid(), ${first('Company')}, ${first('Order', `status = 'INVOICED'`)}, 'MAIL', '2026-01-01', 'x')`,
  'what lies in bins is the sum of the moves between bins':
    `INSERT INTO "BinContent" (id, "binId", "warehouseId", "productId", quantity) SELECT gen_random_uuid(), gen_random_uuid(), "warehouseId", "productId", 1 FROM "StockLevel" LIMIT 1`,
  'a pool has in bins what lies in its bins, and no more than is on hand': `UPDATE "StockLevel" SET binned = 1 WHERE id = ${first('StockLevel', '"onHand" > 1')}`,
  'goods lie in bins of the warehouse that has them':
    `WITH b AS (INSERT INTO "Bin" (id, "companyId", "warehouseId", code) SELECT '00000000-0000-0000-0000-000000000001', "companyId", gen_random_uuid(), 'ELSEWHERE' FROM "Warehouse" LIMIT 1 RETURNING id)
      UPDATE "StockLevel" SET "defaultBinId" = '00000000-0000-0000-0000-000000000001' WHERE id = ${first('StockLevel')} AND EXISTS (SELECT FROM b)`,
  'a transfer\'s lines have left, come and been lost as its steps say':
    `INSERT INTO "TransferLine" (id, "transferId", no, "productId", quantity, dispatched) VALUES (gen_random_uuid(), gen_random_uuid(), 1, ${first('Product')}, 2, 2)`,
  'a transfer\'s status is what its lines say':
    `WITH t AS (INSERT INTO "Transfer" (id, "companyId", number, "fromWarehouseId", "toWarehouseId", status) SELECT '00000000-0000-0000-0000-000000000002', "companyId", 'X-1', id, id, 'RECEIVED' FROM "Warehouse" LIMIT 1 RETURNING id)
      INSERT INTO "TransferLine" (id, "transferId", no, "productId", quantity) VALUES (gen_random_uuid(), '00000000-0000-0000-0000-000000000002', 1, ${first('Product')}, 1)`,
  'what lies in transit is what transfers have on their way, and nobody can be promised it': `UPDATE "Warehouse" SET kind = 'TRANSIT' WHERE id = ${first('Warehouse', '"isDefault"')}`,
  'every step of a transfer that cost something has its entry, and one taken back its reverse':
    `INSERT INTO "TransferStep" (id, "companyId", "transferId", no, kind, "happenedOn", "valueMinor") SELECT gen_random_uuid(), "companyId", gen_random_uuid(), 1, 'DISPATCH', current_date, 5 FROM "Warehouse" LIMIT 1`,
  'a count line is off by what was counted less what was expected':
    `INSERT INTO "CountLine" (id, "stockCountId", no, "productId", expected, counted, difference, state) VALUES (gen_random_uuid(), gen_random_uuid(), 1, ${first('Product')}, 5, 4, 0, 'COUNTED')`,
};
