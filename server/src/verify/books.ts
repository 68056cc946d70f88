import type { Check } from '../verify.ts';

const balanceOf = (code: string, dimension: string) => `SELECT x."${dimension}" AS id, sum(x."companyMinor") balance FROM "JournalLine" x
  JOIN "Account" a ON a.id = x."accountId" WHERE a.code IN ('${code}') GROUP BY 1`;

export const bookChecks: readonly Check[] = [
  {
    check: 'every entry balances and has at least two lines',
    sql: `SELECT e.id, e.kind, count(l.id) lines, sum(l."companyMinor") off FROM "JournalEntry" e LEFT JOIN "JournalLine" l ON l."entryId" = e.id
      GROUP BY e.id HAVING count(l.id) < 2 OR sum(l."companyMinor") <> 0`,
  },
  { check: 'debits equal credits', sql: `SELECT sum("companyMinor") off FROM "JournalLine" HAVING sum("companyMinor") <> 0` },
  {
    check: 'a line has the day and the company of its entry',
    sql: `SELECT l.id FROM "JournalLine" l JOIN "JournalEntry" e ON e.id = l."entryId"
      WHERE l."effectiveOn" <> e."effectiveOn" OR l."companyId" <> e."companyId"`,
  },
  {
    check: 'open amounts are the sum of their journal lines',
    sql: `SELECT i.id, i.kind, i.number, i."openMinor", j.amount, i."companyOpenMinor", j.company FROM "OpenItem" i
      LEFT JOIN (SELECT "openItemId", sum("amountMinor") amount, sum("companyMinor") company FROM "JournalLine" WHERE "openItemId" IS NOT NULL GROUP BY 1) j
        ON j."openItemId" = i.id
      WHERE i."openMinor" <> coalesce(j.amount, 0) OR i."companyOpenMinor" <> coalesce(j.company, 0)`,
  },
  {
    check: 'every line of an open-item account names its open item, on that account',
    sql: `SELECT l.id, a.code, i."accountId" FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" LEFT JOIN "OpenItem" i ON i.id = l."openItemId"
      WHERE (a."isOpenItem" AND i.id IS NULL) OR (i.id IS NOT NULL AND i."accountId" <> l."accountId")`,
  },
  {
    check: 'allocations stay within what is paid and what is owed',
    sql: `SELECT i.id, i.kind, i.number, i."amountMinor", s.applied FROM "OpenItem" i JOIN (
        SELECT id, sum(amount) applied FROM (SELECT "creditItemId" id, 'credit' AS side, "amountMinor" amount FROM "Allocation"
          UNION ALL SELECT "debitItemId", 'debit', "amountMinor" FROM "Allocation") a GROUP BY id, side) s ON s.id = i.id
      WHERE s.applied < 0 OR s.applied > abs(i."amountMinor")`,
  },
  {
    check: 'an open item passes neither zero nor its own amount',
    sql: `SELECT id, kind, number, "amountMinor", "openMinor" FROM "OpenItem"
      WHERE abs("openMinor") > abs("amountMinor") OR sign("openMinor") NOT IN (0, sign("amountMinor"))`,
  },
  {
    check: 'an allocation that was taken back was taken back whole, once',
    sql: `SELECT a.id, a."amountMinor", r."amountMinor" AS reversed FROM "Allocation" a JOIN "Allocation" r ON r."reversesAllocationId" = a.id
      WHERE r."amountMinor" <> -a."amountMinor" OR a."creditItemId" <> r."creditItemId" OR a."debitItemId" <> r."debitItemId"`,
  },
  {
    check: 'a customer\'s receivable is the receivables account',
    sql: `SELECT c."customerId", c."receivableMinor", j.balance FROM "CreditAccount" c FULL JOIN (${balanceOf('1100', 'customerId')}) j ON j.id = c."customerId"
      WHERE coalesce(c."receivableMinor", 0) <> coalesce(j.balance, 0)`,
  },
  {
    check: 'a customer\'s unapplied money is the accounts of customer credits and deposits',
    sql: `SELECT c."customerId", c."unappliedMinor", j.balance FROM "CreditAccount" c FULL JOIN (${balanceOf("2100', '2110", 'customerId')}) j ON j.id = c."customerId"
      WHERE coalesce(c."unappliedMinor", 0) <> -coalesce(j.balance, 0)`,
  },
  {
    check: 'a customer\'s open orders are the sum of what the orders still have to ship',
    sql: `SELECT c."customerId", c."openOrdersMinor", o.open FROM "CreditAccount" c FULL JOIN (SELECT "customerId", sum(hesabu_in_company("openMinor", "exchangeRate", "currencyCode")) open FROM "Order"
        WHERE status IN ('PLACED', 'PART_SHIPPED') GROUP BY 1) o ON o."customerId" = c."customerId"
      WHERE coalesce(c."openOrdersMinor", 0) <> coalesce(o.open, 0)`,
  },
  {
    check: 'a customer\'s goods shipped and not invoiced are the sum of such shipments',
    sql: `SELECT c."customerId", c."shippedNotInvoicedMinor", s.total FROM "CreditAccount" c FULL JOIN (SELECT "customerId", sum(hesabu_in_company("totalMinor", "exchangeRate", "currencyCode")) total FROM "Shipment"
        WHERE status = 'POSTED' AND "invoiceId" IS NULL GROUP BY 1) s ON s."customerId" = c."customerId"
      WHERE coalesce(c."shippedNotInvoicedMinor", 0) <> coalesce(s.total, 0)`,
  },
  {
    check: 'nothing was posted into a period after it was locked',
    sql: `SELECT e.id, e."effectiveOn", p.name FROM "JournalEntry" e JOIN "Period" p ON p."companyId" = e."companyId"
      AND e."effectiveOn" BETWEEN p."startsOn" AND p."endsOn" WHERE p."lockedAt" IS NOT NULL AND e."recordedAt" > p."lockedAt" AND e.kind <> 'YEAR_END'`,
  },
  {
    check: 'every dimension of a line names a record that is there',
    sql: ['customerId:Customer', 'supplierId:Supplier', 'orderId:Order', 'productId:Product', 'warehouseId:Warehouse', 'purchaseOrderId:PurchaseOrder']
      .map((pair) => pair.split(':')).map(([column, table]) => `SELECT l.id, '${column}' AS dimension FROM "JournalLine" l
        WHERE l."${column}" IS NOT NULL AND NOT EXISTS (SELECT FROM "${table}" d WHERE d.id = l."${column}")`).join(' UNION ALL '),
  },
];
