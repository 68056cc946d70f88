import sql from 'sql-template-tag';
import { day } from '../shared/input.ts';
import { minor, negate, plus, type Minor } from '../shared/money.ts';
import { report } from '../shared/report.ts';
import type { Day } from '../shared/time.ts';
import { beforeClosing } from './journalUpTo.ts';
import type { ResultRow } from './profitAndLoss.ts';

interface MonthAmount { month: string; amount: Minor }
interface MonthsRow extends ResultRow { months: MonthAmount[] }
export interface ResultByMonth { from: Day; to: Day; months: string[]; rows: MonthsRow[]; profits: MonthAmount[]; profit: Minor }

interface Row { account: string; code: string; name: string; type: ResultRow['type']; month: string; amount: string }

/** Profit and loss between two days, a column a month; revenue positive, expense positive, months without any are zero. */
export const resultByMonth = report({
  args: { from: day(), to: day() },
  statement: ({ from, to }, { company }) => sql`
    WITH months AS (SELECT to_char(m, 'YYYY-MM') AS month FROM generate_series(date_trunc('month', ${from}::date::timestamp), ${to}::date::timestamp, interval '1 month') m),
      booked AS (SELECT l."accountId", to_char(l."effectiveOn", 'YYYY-MM') AS month, sum(l."companyMinor") AS amount FROM "JournalLine" l
        WHERE l."companyId" = ${company.id} AND l."effectiveOn" BETWEEN ${from} AND ${to} AND ${beforeClosing} GROUP BY 1, 2)
    SELECT a.id AS account, a.code, a.name, a.type::text AS type, m.month, (coalesce(b.amount, 0) * CASE a.type WHEN 'REVENUE' THEN -1 ELSE 1 END)::text AS amount
    FROM "Account" a CROSS JOIN months m LEFT JOIN booked b ON b."accountId" = a.id AND b.month = m.month
    WHERE a.type IN ('REVENUE', 'EXPENSE') AND EXISTS (SELECT FROM booked x WHERE x."accountId" = a.id) ORDER BY a.code, m.month`,
  make: (found: Row[], { from, to }): ResultByMonth => {
    const months = [...new Set(found.map(({ month }) => month))];
    const rows = [...Map.groupBy(found, ({ account }) => account).values()].flatMap((own): MonthsRow[] => {
      const [first] = own;
      if (!first) return [];
      const cells = own.map(({ month, amount }) => ({ month, amount: minor(BigInt(amount)) }));
      const { account, code, name, type } = first;
      return [{ account, code, name, type, months: cells, amount: plus(...cells.map(({ amount }) => amount)) }];
    });
    const effect = ({ type }: MonthsRow, amount: Minor) => (type === 'REVENUE' ? amount : negate(amount));
    const profits = months.map((month, index) => ({ month, amount: plus(...rows.map((row) => effect(row, row.months[index]?.amount ?? minor(0n)))) }));
    return { from, to, months, rows, profits, profit: plus(...profits.map(({ amount }) => amount)) };
  },
});
