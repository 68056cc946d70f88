// Days on which goods that are kept were not there, as SQL (docs/service.md).
import sql, { raw, type Sql } from 'sql-template-tag';
import type { ServiceGrouping } from '../generated/rows.ts';
import { day, id, integer, optional } from '../shared/input.ts';
import { none, parseQuantity, type Quantity } from '../shared/quantity.ts';
import { report, type ReportAsker } from '../shared/report.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';

interface Asked { from: Day; to: Day; warehouseId?: string | null | undefined; productId?: string | null | undefined }
const keys: Partial<Record<ServiceGrouping, string>> = { PRODUCT: 's."productId"::text', WAREHOUSE: 's."warehouseId"::text', MONTH: `to_char(s.month, 'YYYY-MM')` };

/**
 * CTEs that end in `spans`: for each product in a warehouse that is kept there, how long its balance at the end of the day was what it was,
 * within the period and up to today: "productId", "warehouseId", balance, since, until (the first day after). Kept is what has a
 * reorder rule or par level there, waits for goods there, or went to customers from there in the year before the period's end.
 */
const spans = ({ from, to, warehouseId, productId }: Asked, { company, today }: ReportAsker): Sql => {
  const here = (alias: string): Sql => sql`${warehouseId ? sql`AND ${raw(alias)}."warehouseId" = ${warehouseId}` : sql``} ${productId ? sql`AND ${raw(alias)}."productId" = ${productId}` : sql``}`;
  return sql`kept AS (SELECT k."productId", k."warehouseId" FROM (
        SELECT r."productId", r."warehouseId" FROM "ReorderRule" r WHERE r."isActive" AND r."companyId" = ${company.id}
        UNION SELECT r."productId", r."warehouseId" FROM "ParLevel" r UNION SELECT l."productId", l."warehouseId" FROM "StockLevel" l WHERE l.backordered > 0
        UNION SELECT m."productId", m."warehouseId" FROM "StockMove" m WHERE m."companyId" = ${company.id} AND m.kind = 'SHIPMENT' AND m.quantity < 0 AND m."effectiveOn" BETWEEN ${to}::date - 365 AND ${to}::date) k
      JOIN "Product" p ON p.id = k."productId" AND p."isStocked" AND NOT p."isDiscontinued" AND NOT p."isJit"
      JOIN "Warehouse" w ON w.id = k."warehouseId" AND w.kind = 'SITE' AND w."isActive" WHERE TRUE ${here('k')}),
    balances AS (SELECT d."productId", d."warehouseId", d.day, lead(d.day) OVER pool AS next, sum(d.quantity) OVER pool AS balance
      FROM kept k JOIN "StockDay" d ON d."productId" = k."productId" AND d."warehouseId" = k."warehouseId" AND d.day <= ${to}::date WINDOW pool AS (PARTITION BY d."productId", d."warehouseId" ORDER BY d.day)),
    spans AS (SELECT b."productId", b."warehouseId", b.balance, greatest(b.day, ${from}::date) AS since, least(coalesce(b.next, ${to}::date + 1), ${to}::date + 1, ${today}::date + 1) AS until, b.day AS began
      FROM balances b WHERE least(coalesce(b.next, ${to}::date + 1), ${to}::date + 1, ${today}::date + 1) > greatest(b.day, ${from}::date))`;
};

/** CTEs that end in `stocked`: days kept and days without stock, of all ("isWhole") and by group; goods are no customer's. */
export const stockDays = (asked: Asked, asker: ReportAsker, by: ServiceGrouping): Sql => sql`${spans(asked, asker)},
    monthly AS (SELECT x."productId", x."warehouseId", x.balance, m::date AS month, least(x.until, (m + interval '1 month')::date) - greatest(x.since, m::date) AS days
      FROM spans x CROSS JOIN LATERAL generate_series(date_trunc('month', x.since::timestamp), (x.until - 1)::timestamp, interval '1 month') m),
    stocked AS (SELECT s.key, grouping(s.key) = 1 AS "isWhole", sum(s.days)::int AS "stockDays", coalesce(sum(s.days) FILTER (WHERE s.balance <= 0), 0)::int AS "outDays"
      FROM (SELECT CASE ${by}::text ${raw(Object.entries(keys).map(([grouping, key]) => `WHEN '${grouping}' THEN ${key}`).join(' '))} END AS key, s.days, s.balance FROM monthly s) s GROUP BY GROUPING SETS ((), (s.key)))`;

/** `since` is the first day without, `until` the day on which goods came; null: they have not in the period. `waiting` is what orders wait for there now. */
interface StockOut { product: string; warehouse: string; since: Day; until: Day | null; days: number; waiting: Quantity }
interface Row extends Omit<StockOut, 'waiting'> { waiting: string; count: number; allDays: number }
interface StockOuts { from: Day; to: Day; count: number; days: number; rows: StockOut[] }

/** Each time that goods which are kept were not there, longest first. */
export const stockOuts = report({
  args: { from: day(), to: day(), warehouseId: optional(id('Warehouse')), productId: optional(id('Product')), first: optional(integer({ min: 1, max: 200 })), skip: optional(integer()) },
  statement: ({ first, skip, ...asked }, asker) => sql`WITH ${spans(asked, asker)},
    episodes AS (SELECT b."productId", b."warehouseId", min(b.began) AS began, min(b.since) AS since, max(b.until) AS until, sum(b.until - b.since)::int AS days
      FROM (SELECT s.*, sum(CASE WHEN s.balance > 0 THEN 1 ELSE 0 END) OVER (PARTITION BY s."productId", s."warehouseId" ORDER BY s.since) AS run FROM spans s) b
      WHERE b.balance <= 0 GROUP BY b."productId", b."warehouseId", b.run)
    SELECT e."productId" AS product, e."warehouseId" AS warehouse, e.began::text AS since, CASE WHEN e.until <= least(${asked.to}::date, ${asker.today}::date) THEN e.until::text END AS until, e.days,
      coalesce((SELECT l.backordered FROM "StockLevel" l WHERE l."productId" = e."productId" AND l."warehouseId" = e."warehouseId"), 0)::text AS waiting,
      (count(*) OVER ())::int AS count, (sum(e.days) OVER ())::int AS "allDays"
    FROM episodes e JOIN "Product" p ON p.id = e."productId" ORDER BY e.days DESC, p.name, e.since, e."productId", e."warehouseId" LIMIT ${first ?? 50} OFFSET ${skip ?? 0}`,
  make: (found: Row[], { from, to }): StockOuts => {
    if (to < from) throw fieldRefused(['to'], 'day_before', { day: from });
    return { from, to, count: found[0]?.count ?? 0, days: found[0]?.allDays ?? 0, rows: found.map((row) => ({ ...row, waiting: parseQuantity(row.waiting) ?? none })) };
  },
});
