import sql from 'sql-template-tag';
import { day, instant, optional } from '../shared/input.ts';
import { minor, minus, plus, type Minor } from '../shared/money.ts';
import { report } from '../shared/report.ts';
import type { Day } from '../shared/time.ts';
import { beforeClosing } from './journalUpTo.ts';

export interface ResultRow { account: string; code: string; name: string; type: 'REVENUE' | 'EXPENSE'; amount: Minor }
export interface ProfitAndLoss { from: Day; to: Day; knownAt: Date | null; rows: ResultRow[]; revenue: Minor; expense: Minor; profit: Minor }

type Row = Omit<ResultRow, 'amount'> & { amount: string };

/** Revenue and expense between two days, both included, as known at a time (default now). Revenue positive, expense positive. */
export const profitAndLoss = report({
  args: { from: day(), to: day(), knownAt: optional(instant()) },
  statement: ({ from, to, knownAt }, { company }) => sql`
    SELECT a.id AS account, a.code, a.name, a.type::text AS type,
      sum(CASE a.type WHEN 'REVENUE' THEN -l."companyMinor" ELSE l."companyMinor" END)::text AS amount
    FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId"
    WHERE l."companyId" = ${company.id} AND a.type IN ('REVENUE', 'EXPENSE') AND l."effectiveOn" BETWEEN ${from} AND ${to}
      AND ${beforeClosing} AND ${knownAt ? sql`l."recordedAt" < ${knownAt}` : sql`TRUE`}
    GROUP BY a.id ORDER BY a.code`,
  make: (found: Row[], { from, to, knownAt }): ProfitAndLoss => {
    const rows = found.map((row): ResultRow => ({ ...row, amount: minor(BigInt(row.amount)) }));
    const total = (type: ResultRow['type']) => plus(...rows.filter((row) => row.type === type).map((row) => row.amount));
    const [revenue, expense] = [total('REVENUE'), total('EXPENSE')];
    return { from, to, knownAt: knownAt ?? null, rows, revenue, expense, profit: minus(revenue, expense) };
  },
});
