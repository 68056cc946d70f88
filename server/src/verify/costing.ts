import type { Check } from '../verify.ts';

export const costingChecks: readonly Check[] = [
  {
    check: 'a cost of orders is the sum of its shares, and each order was charged its share until it is taken back',
    sql: `SELECT c.id, c.number, c."totalMinor", l.shares, j.borne FROM "OrderCost" c
      LEFT JOIN (SELECT "orderCostId", sum("shareMinor") shares FROM "OrderCostLine" GROUP BY 1) l ON l."orderCostId" = c.id
      LEFT JOIN (SELECT e."sourceId", x."orderId", sum(x."companyMinor") borne FROM "JournalEntry" e JOIN "JournalLine" x ON x."entryId" = e.id
        WHERE e."sourceType" = 'OrderCost' AND x."orderId" IS NOT NULL GROUP BY 1, 2) j ON j."sourceId" = c.id
      LEFT JOIN "OrderCostLine" o ON o."orderCostId" = c.id AND o."orderId" = j."orderId"
      WHERE c."totalMinor" <> coalesce(l.shares, 0) OR coalesce(j.borne, 0) <> CASE c.status WHEN 'POSTED' THEN coalesce(o."shareMinor", 0) ELSE 0 END
        OR (c.status = 'POSTED' AND (SELECT count(*) FROM "OrderCostLine" z WHERE z."orderCostId" = c.id AND z."shareMinor" <> 0)
          <> (SELECT count(*) FROM "JournalEntry" e JOIN "JournalLine" x ON x."entryId" = e.id WHERE e."sourceId" = c.id AND x."orderId" IS NOT NULL))`,
  },
  {
    check: 'an allocation brings to orders, category by category, what it takes from costs that none bore, and nothing else',
    sql: `SELECT c.id, c.number, c."totalMinor", p."costCategoryId", p."amountMinor", s.shares, j.borne, j.gathered FROM "CostAllocation" c
      LEFT JOIN "CostAllocationPart" p ON p."costAllocationId" = c.id
      LEFT JOIN (SELECT "costAllocationId", "costCategoryId", sum("amountMinor") shares FROM "CostAllocationShare" GROUP BY 1, 2) s ON s."costAllocationId" = c.id AND s."costCategoryId" = p."costCategoryId"
      LEFT JOIN (SELECT e."sourceId", x."costCategoryId", sum(x."companyMinor") FILTER (WHERE a.code = '6910') borne, sum(x."companyMinor") FILTER (WHERE a.code = '6900') gathered
        FROM "JournalEntry" e JOIN "JournalLine" x ON x."entryId" = e.id JOIN "Account" a ON a.id = x."accountId" WHERE e."sourceType" = 'CostAllocation' GROUP BY 1, 2) j
        ON j."sourceId" = c.id AND j."costCategoryId" = p."costCategoryId"
      WHERE p.id IS NULL OR p."amountMinor" <> coalesce(s.shares, 0) OR coalesce(j.borne, 0) <> CASE c.status WHEN 'POSTED' THEN p."amountMinor" ELSE 0 END
        OR coalesce(j.gathered, 0) <> -coalesce(j.borne, 0) OR c."totalMinor" <> (SELECT sum(z."amountMinor") FROM "CostAllocationPart" z WHERE z."costAllocationId" = c.id)`,
  },
  {
    check: 'what orders bear and what none bears is the ledger, for each account',
    sql: `SELECT a.code, sum(l."companyMinor") AS ledger, sum(l."companyMinor") FILTER (WHERE o.id IS NOT NULL) AS orders FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" AND a.type IN ('REVENUE', 'EXPENSE')
      LEFT JOIN "Order" o ON o.id = l."orderId" GROUP BY a.id
      HAVING sum(l."companyMinor") <> coalesce(sum(l."companyMinor") FILTER (WHERE o.id IS NOT NULL), 0) + coalesce(sum(l."companyMinor") FILTER (WHERE l."orderId" IS NULL), 0)`,
  },
];
