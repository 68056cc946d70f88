import type { Check } from '../verify.ts';

export const billingChecks: readonly Check[] = [
  {
    check: 'the invoice of a run\'s entry covers shipments of that entry and no others',
    sql: `SELECT e.id, e."runId", e.no FROM "InvoiceRunEntry" e WHERE e.status = 'INVOICED' AND (NOT EXISTS (SELECT FROM "Shipment" s WHERE s."invoiceId" = e."invoiceId")
      OR EXISTS (SELECT FROM "Shipment" s WHERE s."invoiceId" = e."invoiceId" AND NOT s.id::text = ANY(e."shipmentIds")))`,
  },
  {
    check: 'a run of invoices that is over has nothing that waits or is held, and no shipment waits in two',
    sql: `SELECT r.id, r.number, r.status::text FROM "InvoiceRun" r JOIN "InvoiceRunEntry" e ON e."runId" = r.id
        WHERE (r.status IN ('DONE', 'CANCELLED') AND e.status IN ('WAITING', 'HELD')) OR (r.status = 'HELD' AND e.status = 'WAITING')
      UNION ALL SELECT min(e."runId"::text)::uuid, s.id, 'twice' FROM "InvoiceRunEntry" e, unnest(e."shipmentIds") AS s(id) WHERE e.status IN ('WAITING', 'HELD') GROUP BY s.id HAVING count(*) > 1`,
  },
  {
    check: 'the instalments of an invoice sum to it, in the order of their days, and each knows what falls due after it',
    sql: `SELECT n."invoiceId", n.no FROM (SELECT p.*, sum(p."amountMinor") OVER (PARTITION BY p."invoiceId") AS whole, row_number() OVER w AS place,
        coalesce(sum(p."amountMinor") OVER (PARTITION BY p."invoiceId" ORDER BY p.no ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING), 0) AS later, lag(p."dueOn") OVER w AS before
        FROM "InvoiceInstalment" p WINDOW w AS (PARTITION BY p."invoiceId" ORDER BY p.no)) n LEFT JOIN "Invoice" i ON i.id = n."invoiceId"
      WHERE n.whole IS DISTINCT FROM i."totalMinor" OR n."openItemId" <> i."openItemId" OR n.place <> n.no OR n.later <> n."laterMinor" OR n.before >= n."dueOn"`,
  },
  {
    check: 'what has left and is on no invoice is, at cost, the account of goods shipped and not invoiced',
    sql: `SELECT x.ledger, x.goods FROM (SELECT (SELECT coalesce(sum(l."companyMinor"), 0) FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" AND a.code = '1310') AS ledger,
      (SELECT coalesce(sum(s."costMinor"), 0) FROM "Shipment" s WHERE s.status = 'POSTED' AND s."invoiceId" IS NULL) - (SELECT coalesce(sum(b."valueMinor"), 0) FROM "ReturnReceiptLine" b JOIN "ReturnReceipt" r ON r.id = b."receiptId" AND r.status = 'POSTED'
        JOIN "ShipmentLine" l ON l.id = b."shipmentLineId" JOIN "Shipment" s ON s.id = l."shipmentId" WHERE s.status = 'POSTED' AND s."invoiceId" IS NULL) AS goods) x WHERE x.ledger <> x.goods`,
  },
  {
    check: 'nothing is held of what is invoiced',
    sql: `SELECT h.id, h.rule, s.number FROM "InvoiceHold" h JOIN "Shipment" s ON s.id = h."shipmentId" WHERE h.status = 'OPEN' AND s."invoiceId" IS NOT NULL`,
  },
];
