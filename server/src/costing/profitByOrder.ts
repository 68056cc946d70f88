import sql from 'sql-template-tag';
import { minor, minus, plus, type Minor } from '../shared/money.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';

export interface ProfitSums { revenue: Minor; cost: Minor; otherCost: Minor; margin: Minor }
export interface ProfitOfOrder extends ProfitSums { order: string; number: string; customerName: string }
export interface ProfitByOrder { from: Day; to: Day; rows: ProfitOfOrder[]; count: number; orders: ProfitSums; unattributed: ProfitSums; ledger: ProfitSums }

interface Row { id: string | null; number: string | null; customerName: string | null; revenue: string; cost: string; expense: string }

const sumsOf = (row: Pick<Row, 'revenue' | 'cost' | 'expense'>): ProfitSums => {
  const [revenue, cost, expense] = [minor(BigInt(row.revenue)), minor(BigInt(row.cost)), minor(BigInt(row.expense))];
  return { revenue, cost, otherCost: minus(expense, cost), margin: minus(revenue, expense) };
};
const add = (all: ProfitSums[]): ProfitSums => ({
  revenue: plus(...all.map((each) => each.revenue)), cost: plus(...all.map((each) => each.cost)),
  otherCost: plus(...all.map((each) => each.otherCost)), margin: plus(...all.map((each) => each.margin)),
});

/**
 * Profit by order between two days, best margin first (or worst), with what no order bears: orders + unattributed = ledger.
 * The ledger's figure comes from a sum of its own.
 */
export async function profitByOrder(from: Day, to: Day, page: { first: number; skip: number; worst: boolean }, ctx: Context): Promise<ProfitByOrder> {
  const figures = sql`coalesce(sum(-l."companyMinor") FILTER (WHERE a.type = 'REVENUE'), 0)::text AS revenue,
    coalesce(sum(l."companyMinor") FILTER (WHERE a.code IN ('5000', '5010')), 0)::text AS cost,
    coalesce(sum(l."companyMinor") FILTER (WHERE a.type = 'EXPENSE'), 0)::text AS expense`;
  const source = sql`FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" AND a.type IN ('REVENUE', 'EXPENSE')
    WHERE l."companyId" = ${ctx.company.id} AND l."effectiveOn" BETWEEN ${from} AND ${to}`;
  const found = await ctx.db.rows<Row & { isTotal: boolean }>(sql`
    SELECT f.*, o.number, c.name AS "customerName" FROM (
      SELECT l."orderId" AS id, grouping(l."orderId") = 1 AS "isTotal", ${figures} ${source} GROUP BY GROUPING SETS ((l."orderId"), ())) f
    LEFT JOIN "Order" o ON o.id = f.id LEFT JOIN "Customer" c ON c.id = o."customerId"`);
  const zeros = { revenue: '0', cost: '0', expense: '0' };
  const ofOrders = found.filter((row) => !row.isTotal && row.id !== null).map((row): ProfitOfOrder =>
    ({ order: row.id ?? '', number: row.number ?? '', customerName: row.customerName ?? '', ...sumsOf(row) }));
  const order = page.worst ? 1 : -1;
  ofOrders.sort((a, b) => (a.margin === b.margin ? (a.number < b.number ? -1 : 1) : (a.margin < b.margin ? -1 : 1) * order));
  return {
    from, to, rows: ofOrders.slice(page.skip, page.skip + page.first), count: ofOrders.length, orders: add(ofOrders),
    unattributed: sumsOf(found.find((row) => !row.isTotal && row.id === null) ?? zeros),
    ledger: sumsOf(found.find((row) => row.isTotal) ?? zeros),
  };
}
