import sql from 'sql-template-tag';
import { clipToHorizon } from '../shared/horizon.ts';
import { minor, minus, plus, type Minor } from '../shared/money.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';

export interface ResultRow { account: string; code: string; name: string; type: 'REVENUE' | 'EXPENSE'; amount: Minor }
export interface ProfitAndLoss { from: Day; to: Day; knownAt: Date | null; rows: ResultRow[]; revenue: Minor; expense: Minor; profit: Minor }

/** Revenue and expense between two days, both included, as known at a time (null: now). Revenue positive, expense positive. */
export async function profitAndLoss(from: Day, to: Day, asked: Date | null, ctx: Context): Promise<ProfitAndLoss> {
  const knownAt = await clipToHorizon(ctx.db, asked);
  const found = await ctx.db.rows<Omit<ResultRow, 'amount'> & { amount: string }>(sql`
    SELECT a.id AS account, a.code, a.name, a.type::text AS type,
      sum(CASE a.type WHEN 'REVENUE' THEN -l."companyMinor" ELSE l."companyMinor" END)::text AS amount
    FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId"
    WHERE l."companyId" = ${ctx.company.id} AND a.type IN ('REVENUE', 'EXPENSE') AND l."effectiveOn" BETWEEN ${from} AND ${to}
      AND (${knownAt}::timestamptz IS NULL OR l."recordedAt" < ${knownAt}::timestamptz)
    GROUP BY a.id ORDER BY a.code`);
  const rows = found.map((row): ResultRow => ({ ...row, amount: minor(BigInt(row.amount)) }));
  const total = (type: ResultRow['type']) => plus(...rows.filter((row) => row.type === type).map((row) => row.amount));
  const [revenue, expense] = [total('REVENUE'), total('EXPENSE')];
  return { from, to, knownAt, rows, revenue, expense, profit: minus(revenue, expense) };
}
