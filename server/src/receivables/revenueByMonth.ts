import sql from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import { day } from '../shared/input.ts';
import { minor, plus, type Minor } from '../shared/money.ts';
import { report } from '../shared/report.ts';
import type { Day } from '../shared/time.ts';

export interface MonthOfRevenue { month: Day; to: Day; net: Minor; invoices: number }
export interface RevenueByMonth { from: Day; to: Day; rows: MonthOfRevenue[]; net: Minor }

type Row = Omit<MonthOfRevenue, 'net'> & { net: string };

/** Net of invoices less credit notes by month of issue, months without any included; of customers whom the viewer may see. */
export const revenueByMonth = report({
  args: { from: day(), to: day() },
  statement: ({ from, to }, { viewer, company }) => sql`
    SELECT greatest(m, ${from}::date)::text AS month, least((m + interval '1 month - 1 day')::date, ${to}::date)::text AS "to",
      coalesce(sum(CASE i.kind WHEN 'INVOICE' THEN coalesce(i."companyNetMinor", i."netMinor") ELSE -coalesce(i."companyNetMinor", i."netMinor") END), 0)::text AS net, count(i.id)::int AS invoices
    FROM (SELECT generate_series(date_trunc('month', ${from}::date), ${to}::date, interval '1 month')::date AS m) months
    LEFT JOIN "Invoice" i ON i."issuedOn" BETWEEN greatest(m, ${from}::date) AND least((m + interval '1 month - 1 day')::date, ${to}::date)
      AND i."companyId" = ${company.id} AND ${ownCustomers('customerId')('i', viewer) ?? sql`TRUE`}
    GROUP BY m ORDER BY m`,
  make: (found: Row[], { from, to }): RevenueByMonth => {
    const rows = found.map((row): MonthOfRevenue => ({ ...row, net: minor(BigInt(row.net)) }));
    return { from, to, rows, net: plus(...rows.map((row) => row.net)) };
  },
});
