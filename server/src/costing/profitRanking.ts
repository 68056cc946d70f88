import sql, { join, raw, type Sql } from 'sql-template-tag';
import { beforeClosing } from '../accounting/journalUpTo.ts';
import type { ProfitGrouping } from '../generated/rows.ts';
import { boolean, choice, day, integer, optional } from '../shared/input.ts';
import { minor, minus, type Minor } from '../shared/money.ts';
import type { Rate } from '../shared/quantity.ts';
import { report } from '../shared/report.ts';
import type { Day } from '../shared/time.ts';

export interface ProfitFigures { revenue: Minor; cost: Minor; otherCost: Minor; profit: Minor; /** Profit by revenue; null without revenue. */ margin: Rate | null }
export interface ProfitGroup extends ProfitFigures {
  name: string; orders: number; product: string | null; category: string | null; customer: string | null; salesPerson: string | null; warehouse: string | null; month: string | null; channel: string | null;
}
export interface ProfitRanking { from: Day; to: Day; groups: ProfitGroup[]; count: number; grouped: ProfitFigures; unattributed: ProfitFigures; ledger: ProfitFigures }

interface Row { of: 'group' | 'grouped' | 'rest' | 'ledger'; key: string | null; name: string; count: number; revenue: string; cost: string; expense: string }
type Keyed = Row & Pick<ProfitGroup, 'product' | 'category' | 'customer' | 'salesPerson' | 'warehouse'>;

/** What a line belongs to, as text, by the grouping that was asked for: it may be known only when the question is put. */
const keys: Record<ProfitGrouping, string> = {
  PRODUCT: 'l."productId"::text', CATEGORY: 'p."categoryId"::text', CUSTOMER: 'coalesce(o."customerId", l."customerId")::text', SALES_PERSON: 'o."salesPersonId"::text',
  CHANNEL: 'o.channel::text', WAREHOUSE: 'coalesce(l."warehouseId", o."warehouseId")::text', MONTH: `to_char(l."effectiveOn", 'YYYY-MM')`,
};
/** Groupings that are records, with the column of their answer. */
const records = { PRODUCT: ['Product', 'product'], CATEGORY: ['Category', 'category'], CUSTOMER: ['Customer', 'customer'], SALES_PERSON: ['SalesPerson', 'salesPerson'], WAREHOUSE: ['Warehouse', 'warehouse'] } as const;
const keyOf = (by: ProfitGrouping): Sql => sql`CASE ${by}::text ${raw(Object.entries(keys).map(([grouping, key]) => `WHEN '${grouping}' THEN ${key}`).join(' '))} END`;
const nameOf = (by: ProfitGrouping): Sql => sql`CASE ${by}::text ${raw(Object.entries(records).map(([grouping, [table]]) =>
  `WHEN '${grouping}' THEN (SELECT name FROM "${table}" WHERE id = CASE WHEN length(g.key) = 36 THEN g.key::uuid END)`).join(' '))} ELSE g.key END`;
const recordsOf = (by: ProfitGrouping): Sql => join(Object.entries(records).map(([grouping, [, column]]) =>
  sql`CASE WHEN ${by}::text = ${raw(`'${grouping}'`)} THEN g.key::uuid END AS ${raw(`"${column}"`)}`));
const PAGE_SIZE = 100;
const sums = raw(`coalesce(sum(-s.company) FILTER (WHERE s.type = 'REVENUE'), 0) AS revenue, coalesce(sum(s.company) FILTER (WHERE s.code IN ('5000', '5010')), 0) AS cost,
  coalesce(sum(s.company) FILTER (WHERE s.type = 'EXPENSE'), 0) AS expense`);
const told = raw('revenue::text, cost::text, expense::text');

const figuresOf = (row: Pick<Row, 'revenue' | 'cost' | 'expense'> | undefined): ProfitFigures => {
  const [revenue, cost, expense] = [row?.revenue, row?.cost, row?.expense].map((text) => minor(BigInt(text ?? '0'))) as [Minor, Minor, Minor];
  const profit = minus(revenue, expense);
  return { revenue, cost, otherCost: minus(expense, cost), profit, margin: revenue > 0n ? rateOf(profit, revenue) : null };
};
/** In millionths, half away from zero. */
function rateOf(part: Minor, whole: Minor): Rate {
  const doubled = (part < 0n ? -part : part) * 2_000_000n;
  const rounded = (doubled + whole) / (whole * 2n);
  return (part < 0n ? -rounded : rounded) as Rate;
}

/**
 * Profit between two days by product, customer, sales person …, best first: by profit or, where asked, by margin. What belongs to
 * none of them is told apart, so that groups + unattributed = ledger; the ledger's figure is a sum of its own.
 */
export const profitRanking = report({
  args: {
    from: day(), to: day(), by: choice('ProfitGrouping'), first: optional(integer({ min: 1, max: 500 })), skip: optional(integer()),
    worstFirst: optional(boolean()), byMargin: { ...optional(boolean()), describe: 'By profit per revenue; what has no revenue comes last.' },
  },
  statement: ({ from, to, by, first, skip, worstFirst, byMargin }, { company }) => {
    const order = raw(`${byMargin ? `CASE WHEN revenue > 0 THEN (revenue - expense) / revenue END ${worstFirst ? '' : 'DESC'} NULLS LAST, ` : ''}revenue - expense ${worstFirst ? '' : 'DESC'}, key`);
    return sql`
      WITH booked AS MATERIALIZED (SELECT ${keyOf(by)} AS key, l."orderId", l."companyMinor" AS company, a.type::text AS type, a.code
          FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" AND a.type IN ('REVENUE', 'EXPENSE')
            LEFT JOIN "Order" o ON o.id = l."orderId" LEFT JOIN "Product" p ON p.id = l."productId"
          WHERE l."companyId" = ${company.id} AND l."effectiveOn" BETWEEN ${from} AND ${to} AND ${beforeClosing}),
        grouped AS MATERIALIZED (SELECT s.key, count(DISTINCT s."orderId")::int AS count, ${sums} FROM booked s GROUP BY s.key),
        ranked AS (SELECT *, row_number() OVER (ORDER BY ${order}) AS rank FROM grouped WHERE key IS NOT NULL ORDER BY rank LIMIT ${first ?? PAGE_SIZE} OFFSET ${skip ?? 0})
      SELECT 'group' AS "of", g.key, coalesce(${nameOf(by)}, '') AS name, g.count, g.rank, ${recordsOf(by)}, ${told} FROM ranked g
      UNION ALL SELECT 'grouped', NULL, '', count(*)::int, NULL, NULL, NULL, NULL, NULL, NULL, coalesce(sum(revenue), 0)::text, coalesce(sum(cost), 0)::text, coalesce(sum(expense), 0)::text FROM grouped WHERE key IS NOT NULL
      UNION ALL SELECT 'rest', NULL, '', count, NULL, NULL, NULL, NULL, NULL, NULL, ${told} FROM grouped WHERE key IS NULL
      UNION ALL SELECT 'ledger', NULL, '', 0, NULL, NULL, NULL, NULL, NULL, NULL, ${told} FROM (SELECT ${sums} FROM booked s) whole
      ORDER BY rank NULLS LAST`;
  },
  make: (found: Keyed[], { from, to, by }): ProfitRanking => {
    const sumRow = (of: Row['of']) => found.find((row) => row.of === of);
    return {
      from, to, count: sumRow('grouped')?.count ?? 0, grouped: figuresOf(sumRow('grouped')), unattributed: figuresOf(sumRow('rest')), ledger: figuresOf(sumRow('ledger')),
      groups: found.filter(({ of }) => of === 'group').map((row) => ({
        name: row.name, orders: row.count, product: row.product, category: row.category, customer: row.customer, salesPerson: row.salesPerson, warehouse: row.warehouse,
        month: by === 'MONTH' ? row.key : null, channel: by === 'CHANNEL' ? row.key : null, ...figuresOf(row),
      })),
    };
  },
});
