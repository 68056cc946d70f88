import sql from 'sql-template-tag';
import { entityOf, visible } from '../shared/entity.ts';
import { id } from '../shared/input.ts';
import type { ProfitTerm } from '../generated/rows.ts';
import { minor, minus, negate, plus, zero, type Minor } from '../shared/money.ts';
import { report } from '../shared/report.ts';
import { NotFound } from '../shared/sharedRefusals.ts';
import { profitTerms, termOf } from './profitTerms.ts';

/** `amount` is its effect on the profit, `running` what is left with it and all before it. */
export interface TermOfProfit { term: ProfitTerm; amount: Minor; running: Minor; lines: number }
export interface ProfitRow { term: ProfitTerm; account: string; code: string; name: string; type: string; amount: Minor; lines: number }
export interface OrderProfit { order: string; revenue: Minor; discount: Minor; credited: Minor; freight: Minor; netRevenue: Minor; cost: Minor; otherCost: Minor; margin: Minor; terms: TermOfProfit[]; rows: ProfitRow[] }

interface Booked { account: string; code: string; name: string; type: string; amount: string; lines: number }
/** One at least if the order is there and may be seen; without an account if nothing is booked on it. */
type Row = { order: string } & (Booked | { account: null });

/**
 * The profit of an order: its profit-and-loss lines by account. Revenue accounts count credits positive, expenses debits.
 * Refuses NOT_FOUND for an order that the viewer may not see.
 */
export const orderProfit = report({
  args: { orderId: id('Order') },
  statement: ({ orderId }, { viewer, company }) => sql`
    SELECT o.id AS "order", b.* FROM "Order" o LEFT JOIN (
      SELECT a.id AS account, a.code, a.name, a.type::text AS type, count(*)::int AS lines,
        sum(CASE a.type WHEN 'REVENUE' THEN -l."companyMinor" ELSE l."companyMinor" END)::text AS amount
      FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId"
      WHERE l."orderId" = ${orderId} AND l."companyId" = ${company.id} AND a.type IN ('REVENUE', 'EXPENSE') GROUP BY a.id) b ON TRUE
    WHERE o.id = ${orderId} AND ${visible(entityOf('Order'), 'o', viewer)} ORDER BY b.code`,
  make: (found: Row[], { orderId }): OrderProfit => {
    if (found.length === 0) throw NotFound({ type: 'Order', id: orderId });
    const rows = found.flatMap((row): ProfitRow[] => (row.account === null ? []
      : [{ term: termOf(row.code), account: row.account, code: row.code, name: row.name, type: row.type, lines: row.lines, amount: minor(BigInt(row.amount)) }]));
    const of = (...codes: string[]) => plus(...rows.filter((row) => codes.includes(row.code)).map((row) => row.amount));
    const ofType = (type: string) => plus(...rows.filter((row) => row.type === type).map((row) => row.amount));
    const [netRevenue, expense, cost] = [ofType('REVENUE'), ofType('EXPENSE'), of('5000', '5010')];
    let running = zero;
    const terms = profitTerms.flatMap((term): TermOfProfit[] => {
      const own = rows.filter((row) => row.term === term);
      if (own.length === 0) return [];
      const amount = plus(...own.map((row) => (row.type === 'REVENUE' ? row.amount : negate(row.amount))));
      running = plus(running, amount);
      return [{ term, amount, running, lines: own.reduce((sum, { lines }) => sum + lines, 0) }];
    });
    return {
      order: orderId, revenue: of('4000'), discount: of('4100'), credited: of('4200'), freight: of('4010'), netRevenue, cost,
      otherCost: minus(expense, cost), margin: minus(netRevenue, expense), terms, rows,
    };
  },
});
