import type { Check } from '../verify.ts';

const numbered: readonly [series: string, table: string][] = [
  ['ORD', 'Order'], ['SHP', 'Shipment'], ['INV', 'Invoice'], ['CRN', 'Invoice'], ['PAY', 'Payment'], ['PUR', 'PurchaseOrder'],
  ['RCT', 'Receipt'], ['LDC', 'LandedCost'], ['BIL', 'Bill'], ['TRF', 'Transfer'], ['PCK', 'PickList'], ['CNT', 'StockCount'],
  ['REQ', 'Requisition'], ['RFQ', 'QuoteRequest'], ['INS', 'Inspection'], ['RTS', 'SupplierReturn'], ['USE', 'SupplyIssue'], ['PRP', 'Preparation'],
  ['CHG', 'Charge'], ['CHR', 'ChargeRun'], ['RFD', 'Refund'], ['CBK', 'Chargeback'], ['WOF', 'WriteOff'], ['REC', 'Recovery'], ['PRV', 'ProvisionRun'], ['SPV', 'SpecificProvision'],
  ['RUN', 'PaymentRun'], ['SCR', 'SupplierCredit'], ['DLV', 'Delivery'], ['RMA', 'CustomerReturn'], ['RGR', 'ReturnReceipt'], ['OCO', 'OrderCost'], ['CAL', 'CostAllocation'], ['QUO', 'Quotation'], ['AGR', 'Framework'], ['JRN', 'ManualJournal'], ['TAX', 'TaxReturn'], ['EXP', 'JournalExport'], ['IVR', 'InvoiceRun'], ['CRA', 'CreditApplication'], ['CDR', 'DeviationRun'], ['REV', 'Revaluation'], ['CNV', 'CreditConversion'], ['RCP', 'PaymentReceipt'], ['DSP', 'InvoiceDispute'], ['STM', 'StatementRun'], ['DEP', 'DepositRequest'], ['DPI', 'DepositInvoice'], ['CTR', 'Contract'], ['DFR', 'DeferralRelease'], ['COM', 'CommissionStatement'], ['CPO', 'CommissionPayout'],
];
// Invoices that were taken over have the numbers of another book.
const numbers = numbered.map(([series, table]) =>
  `SELECT "companyId", '${series}' AS series, number FROM "${table}" WHERE number LIKE '${series}-%'${table === 'Invoice' ? ` AND NOT ("isOpening" AND "creditsInvoiceId" IS NULL)` : ''}`).join(' UNION ALL ');

export const documentChecks: readonly Check[] = [
  {
    check: 'numbers run without gaps in every series and year',
    sql: `SELECT coalesce(n.series, d.series) series, coalesce(n.year, d.year) AS year, n.next, d.last, d.n AS documents
      FROM "NumberSeries" n FULL JOIN (SELECT "companyId", series, split_part(number, '-', 2)::int AS year,
        max(split_part(number, '-', 3)::int) AS last, count(DISTINCT number) AS n FROM (${numbers}) x GROUP BY 1, 2, 3) d
        ON d."companyId" = n."companyId" AND d.series = n.series AND d.year = n.year
      WHERE coalesce(n.next, 1) - 1 <> coalesce(d.last, 0) OR coalesce(d.last, 0) <> coalesce(d.n, 0)`,
  },
  {
    check: 'an order\'s amounts are the sum of its lines',
    sql: `SELECT o.id, o.number, o."netMinor", l.net, o."totalMinor" FROM "Order" o
      LEFT JOIN (SELECT "orderId", sum("grossMinor") gross, sum("netMinor") net, sum("taxMinor") tax FROM "OrderLine" GROUP BY 1) l ON l."orderId" = o.id
      WHERE o."netMinor" <> coalesce(l.net, 0) OR o."grossMinor" <> coalesce(l.gross, 0) OR o."discountMinor" <> o."grossMinor" - o."netMinor"
        OR o."totalMinor" <> o."netMinor" + o."freightMinor" + o."taxMinor"`,
  },
  {
    check: 'an invoice\'s amounts are the sum of its lines, and what its open item was made of',
    sql: `SELECT i.id, i.number, i."netMinor", l.net, i."totalMinor", o."amountMinor" FROM "Invoice" i
      LEFT JOIN (SELECT "invoiceId", sum("grossMinor") gross, sum("netMinor") net FROM "InvoiceLine" GROUP BY 1) l ON l."invoiceId" = i.id
      LEFT JOIN "OpenItem" o ON o.id = i."openItemId"
      WHERE i."netMinor" <> coalesce(l.net, 0) OR i."grossMinor" <> coalesce(l.gross, 0)
        OR i."totalMinor" <> i."netMinor" + i."freightMinor" + i."taxMinor"
        OR coalesce(o."amountMinor", 0) <> CASE i.kind WHEN 'INVOICE' THEN i."totalMinor" ELSE -i."totalMinor" END OR o."sourceId" <> i.id`,
  },
  {
    check: 'an order line was invoiced what its invoices say, and no more than was shipped',
    sql: `SELECT l.id, l.shipped, l.invoiced, i.quantity FROM "OrderLine" l LEFT JOIN (SELECT il."orderLineId", sum(il.quantity) quantity
        FROM "InvoiceLine" il JOIN "Invoice" i ON i.id = il."invoiceId" WHERE i.kind = 'INVOICE' GROUP BY 1) i ON i."orderLineId" = l.id
      WHERE l.invoiced <> coalesce(i.quantity, 0) OR l.invoiced > l.shipped`,
  },
  {
    check: 'credit notes never pass their invoice',
    sql: `SELECT i.id, i.number, i."totalMinor", c.credited FROM "Invoice" i JOIN (SELECT "creditsInvoiceId" id, sum("totalMinor") credited
        FROM "Invoice" WHERE kind = 'CREDIT_NOTE' GROUP BY 1) c ON c.id = i.id WHERE c.credited > i."totalMinor"`,
  },
  {
    check: 'a credit note is taken back by its mirror, and nothing else is below zero',
    sql: `SELECT n.id, n.number, n."totalMinor", c."totalMinor" AS credited FROM "Invoice" n
      LEFT JOIN "JournalEntry" r ON r."sourceId" = n.id AND r."reversesEntryId" IS NOT NULL LEFT JOIN "JournalEntry" e ON e.id = r."reversesEntryId" LEFT JOIN "Invoice" c ON c.id = e."sourceId"
      WHERE (n."totalMinor" < 0 OR r.id IS NOT NULL) AND (c.id IS NULL OR n.kind <> 'CREDIT_NOTE' OR n."creditsInvoiceId" IS DISTINCT FROM c."creditsInvoiceId"
        OR (n."netMinor", n."freightMinor", n."taxMinor", n."totalMinor") <> (-c."netMinor", -c."freightMinor", -c."taxMinor", -c."totalMinor"))`,
  },
  {
    check: 'an order\'s status is what its lines say',
    sql: `SELECT o.id, o.number, o.status, l.quantity, l.shipped, l.invoiced FROM "Order" o
      JOIN (SELECT "orderId", sum(quantity) quantity, sum(shipped) shipped, sum(invoiced) invoiced FROM "OrderLine" GROUP BY 1) l ON l."orderId" = o.id
      WHERE (o.status IN ('DRAFT', 'PLACED') AND l.shipped <> 0) OR (o.status = 'PART_SHIPPED' AND (l.shipped = 0 OR l.shipped = l.quantity))
        OR (o.status IN ('INVOICED', 'CLOSED') AND l.invoiced <> l.shipped)`,
  },
  {
    check: 'every posted document has its journal entry, and a reversed one its reverse',
    sql: `SELECT d.id, d.kind FROM (
        SELECT id, 'Invoice' kind, "totalMinor" AS worth, FALSE AS reversed FROM "Invoice"
        UNION ALL SELECT id, 'Payment', "amountMinor", status = 'REVERSED' FROM "Payment"
        UNION ALL SELECT id, 'Bill', "totalMinor", status = 'REVERSED' FROM "Bill"
        UNION ALL SELECT id, 'OrderCost', "totalMinor", status = 'REVERSED' FROM "OrderCost"
        UNION ALL SELECT id, 'LandedCost', "totalMinor", status = 'REVERSED' FROM "LandedCost"
        UNION ALL SELECT id, 'Receipt', "valueMinor", status = 'REVERSED' FROM "Receipt" WHERE "customerOrderId" IS NULL
        UNION ALL SELECT id, 'Shipment', "costMinor", status = 'REVERSED' FROM "Shipment") d
      WHERE d.worth <> 0 AND (NOT EXISTS (SELECT FROM "JournalEntry" e WHERE e."sourceId" = d.id)
        OR (d.reversed AND NOT EXISTS (SELECT FROM "JournalEntry" e JOIN "JournalEntry" r ON r."reversesEntryId" = e.id WHERE e."sourceId" = d.id)))`,
  },
];
