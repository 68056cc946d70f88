import sql, { raw } from 'sql-template-tag';
import { beforeClosing } from '../accounting/journalUpTo.ts';
import { boolean, day, integer, optional } from '../shared/input.ts';
import { minor, minus, type Minor } from '../shared/money.ts';
import { report } from '../shared/report.ts';
import type { Day } from '../shared/time.ts';

export interface ProfitSums { revenue: Minor; cost: Minor; otherCost: Minor; margin: Minor }
export interface ProfitOfOrder extends ProfitSums { order: string; number: string; customerName: string }
export interface ProfitByOrder { from: Day; to: Day; rows: ProfitOfOrder[]; count: number; orders: ProfitSums; unattributed: ProfitSums; ledger: ProfitSums }

interface Sums { revenue: string; cost: string; expense: string }
interface SumRow extends Sums { of: 'orders' | 'unattributed' | 'ledger'; order: null; count: number }
interface OrderRow extends Sums { of: 'order'; order: string; number: string; customerName: string }

const sumsOf = (row: Sums | undefined): ProfitSums => {
  const [revenue, cost, expense] = [row?.revenue, row?.cost, row?.expense].map((text) => minor(BigInt(text ?? '0'))) as [Minor, Minor, Minor];
  return { revenue, cost, otherCost: minus(expense, cost), margin: minus(revenue, expense) };
};
const told = (text: (name: string) => string) => raw(['revenue', 'cost', 'expense'].map(text).join(', '));
const figures = told((name) => `${name}::text`);
const totals = told((name) => `coalesce(sum(${name}), 0)::text`);
const PAGE_SIZE = 100;

/**
 * Profit by order between two days, best margin first (or worst), with what no order bears: orders + unattributed = ledger.
 * The ledger's figure comes from a sum of its own.
 */
export const profitByOrder = report({
  args: { from: day(), to: day(), first: optional(integer({ min: 1, max: 500 })), skip: optional(integer()), worstFirst: optional(boolean()) },
  statement: ({ from, to, first, skip, worstFirst }, { company }) => sql`
    WITH summed AS MATERIALIZED (SELECT l."orderId" AS id, grouping(l."orderId") = 1 AS "isTotal",
        coalesce(sum(-l."companyMinor") FILTER (WHERE a.type = 'REVENUE'), 0) AS revenue,
        coalesce(sum(l."companyMinor") FILTER (WHERE a.code IN ('5000', '5010')), 0) AS cost,
        coalesce(sum(l."companyMinor") FILTER (WHERE a.type = 'EXPENSE'), 0) AS expense
      FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" AND a.type IN ('REVENUE', 'EXPENSE')
      WHERE l."companyId" = ${company.id} AND l."effectiveOn" BETWEEN ${from} AND ${to} AND ${beforeClosing} GROUP BY GROUPING SETS ((l."orderId"), ())),
    ranked AS (SELECT s.*, coalesce(o.number, '') AS number, o."customerId",
        row_number() OVER (ORDER BY revenue - expense ${raw(worstFirst ? '' : 'DESC')}, coalesce(o.number, '') COLLATE "C", s.id) AS rank
      FROM summed s LEFT JOIN "Order" o ON o.id = s.id WHERE s.id IS NOT NULL ORDER BY rank LIMIT ${first ?? PAGE_SIZE} OFFSET ${skip ?? 0})
    SELECT 'order' AS "of", r.id AS "order", r.number, coalesce(c.name, '') AS "customerName", NULL::int AS count, r.rank, ${figures}
      FROM ranked r LEFT JOIN "Customer" c ON c.id = r."customerId"
    UNION ALL SELECT 'orders', NULL, NULL, NULL, count(*)::int, NULL, ${totals} FROM summed WHERE id IS NOT NULL
    UNION ALL SELECT CASE WHEN "isTotal" THEN 'ledger' ELSE 'unattributed' END, NULL, NULL, NULL, NULL, NULL, ${figures}
      FROM summed WHERE id IS NULL
    ORDER BY rank NULLS LAST`,
  make: (found: (OrderRow | SumRow)[], { from, to }): ProfitByOrder => {
    const sumRow = (of: SumRow['of']) => found.find((row): row is SumRow => row.of === of);
    const rows = found.flatMap((row): ProfitOfOrder[] => (row.of === 'order'
      ? [{ order: row.order, number: row.number, customerName: row.customerName, ...sumsOf(row) }] : []));
    return {
      from, to, rows, count: sumRow('orders')?.count ?? 0,
      orders: sumsOf(sumRow('orders')), unattributed: sumsOf(sumRow('unattributed')), ledger: sumsOf(sumRow('ledger')),
    };
  },
});
