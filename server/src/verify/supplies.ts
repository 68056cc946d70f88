import type { Check } from '../verify.ts';

export const supplyChecks: readonly Check[] = [
  {
    check: 'what is handed out and brought back is worth its lines, and its own-use postings',
    sql: `SELECT i.id, i.number, i."valueMinor", l.value AS lines, j.value AS posted FROM "SupplyIssue" i
      LEFT JOIN (SELECT "issueId", sum("valueMinor") value FROM "SupplyIssueLine" GROUP BY 1) l ON l."issueId" = i.id
      LEFT JOIN (SELECT e."sourceId", sum(x."companyMinor") value FROM "JournalEntry" e JOIN "JournalLine" x ON x."entryId" = e.id JOIN "Account" a ON a.id = x."accountId"
        WHERE a.code = '5220' AND e."sourceType" = 'SupplyIssue' GROUP BY 1) j ON j."sourceId" = i.id
      WHERE i."valueMinor" <> coalesce(l.value, 0) OR i."valueMinor" <> coalesce(j.value, 0)`,
  },
  {
    check: 'every line of own use has its move, of its quantity and cost',
    sql: `SELECT l.id, i.number, l.quantity, l."valueMinor", m.quantity AS moved, m."valueMinor" AS booked FROM "SupplyIssueLine" l JOIN "SupplyIssue" i ON i.id = l."issueId"
      LEFT JOIN "StockMove" m ON m.id = l.id
      WHERE m.id IS NULL OR m."productId" <> l."productId" OR m."warehouseId" <> i."warehouseId" OR m."valueMinor" <> -l."valueMinor"
        OR m.quantity <> CASE i.kind WHEN 'ISSUE' THEN -l.quantity ELSE l.quantity END`,
  },
  {
    check: 'no more of own use comes back than went out, and all of it at its cost',
    sql: `SELECT l.id, l.quantity, r.quantity AS back, l."valueMinor", r.value FROM "SupplyIssueLine" l
      JOIN (SELECT "returnsLineId", sum(quantity) quantity, -sum("valueMinor") value FROM "SupplyIssueLine" WHERE "returnsLineId" IS NOT NULL GROUP BY 1) r ON r."returnsLineId" = l.id
      WHERE r.quantity > l.quantity OR r.value > l."valueMinor" OR (r.quantity = l.quantity AND r.value <> l."valueMinor")`,
  },
  {
    check: 'a preparation costs what its ingredients did, and is booked so until it is taken back',
    sql: `SELECT p.id, p.number, p."valueMinor", l.value AS lines, j.value AS stock, j.used FROM "Preparation" p
      LEFT JOIN (SELECT "preparationId", sum("valueMinor") value FROM "PreparationLine" GROUP BY 1) l ON l."preparationId" = p.id
      LEFT JOIN (SELECT e."sourceId", sum(x."companyMinor") FILTER (WHERE a.code = '1300') value, sum(x."companyMinor") FILTER (WHERE a.code = '5220') used
        FROM "JournalEntry" e JOIN "JournalLine" x ON x."entryId" = e.id JOIN "Account" a ON a.id = x."accountId" WHERE e."sourceType" = 'Preparation' GROUP BY 1) j ON j."sourceId" = p.id
      WHERE p."valueMinor" <> coalesce(l.value, 0) OR coalesce(j.used, 0) <> CASE WHEN p."costObjectId" IS NULL OR p.status = 'REVERSED' THEN 0 ELSE p."valueMinor" END
        OR (p.status = 'POSTED' AND coalesce(j.value, 0) <> CASE WHEN p."costObjectId" IS NULL THEN 0 ELSE -p."valueMinor" END)`,
  },
  {
    check: 'a quantity typed in another unit is its factor times what was typed',
    sql: `SELECT 'OrderLine' AS of, id FROM "OrderLine" WHERE entered * "perNumerator" <> quantity * "perDenominator"
      UNION ALL SELECT 'PurchaseOrderLine', id FROM "PurchaseOrderLine" WHERE entered * "perNumerator" <> quantity * "perDenominator"
      UNION ALL SELECT 'ReceiptLine', id FROM "ReceiptLine" WHERE entered * "perNumerator" <> quantity * "perDenominator"
      UNION ALL SELECT 'SupplyIssueLine', id FROM "SupplyIssueLine" WHERE entered * "perNumerator" <> quantity * "perDenominator"`,
  },
];
