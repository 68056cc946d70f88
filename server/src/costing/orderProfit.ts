import sql from 'sql-template-tag';
import { minor, minus, plus, type Minor } from '../shared/money.ts';
import type { Context } from '../shared/viewer.ts';

export interface ProfitRow { account: string; code: string; name: string; type: string; amount: Minor; lines: number }
export interface OrderProfit { order: string; revenue: Minor; discount: Minor; credited: Minor; freight: Minor; netRevenue: Minor; cost: Minor; otherCost: Minor; margin: Minor; rows: ProfitRow[] }

interface Row { account: string; code: string; name: string; type: string; amount: string; lines: number }

/** The profit of an order: its profit-and-loss lines by account. Revenue accounts count credits positive, expenses debits. */
export async function orderProfit(orderId: string, ctx: Context): Promise<OrderProfit> {
  const found = await ctx.db.rows<Row>(sql`
    SELECT a.id AS account, a.code, a.name, a.type::text AS type, count(*)::int AS lines,
      sum(CASE a.type WHEN 'REVENUE' THEN -l."companyMinor" ELSE l."companyMinor" END)::text AS amount
    FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId"
    WHERE l."orderId" = ${orderId} AND l."companyId" = ${ctx.company.id} AND a.type IN ('REVENUE', 'EXPENSE') GROUP BY a.id ORDER BY a.code`);
  const rows = found.map((row): ProfitRow => ({ ...row, amount: minor(BigInt(row.amount)) }));
  const of = (...codes: string[]) => plus(...rows.filter((row) => codes.includes(row.code)).map((row) => row.amount));
  const ofType = (type: string) => plus(...rows.filter((row) => row.type === type).map((row) => row.amount));
  const [netRevenue, expense, cost] = [ofType('REVENUE'), ofType('EXPENSE'), of('5000', '5010')];
  return {
    order: orderId, revenue: of('4000'), discount: of('4100'), credited: of('4200'), freight: of('4010'), netRevenue, cost,
    otherCost: minus(expense, cost), margin: minus(netRevenue, expense), rows,
  };
}
