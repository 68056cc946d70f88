import sql from 'sql-template-tag';
import { beforeClosing } from '../accounting/journalUpTo.ts';
import { day } from '../shared/input.ts';
import { minor, minus, plus, type Minor } from '../shared/money.ts';
import { report } from '../shared/report.ts';
import type { Day } from '../shared/time.ts';

interface Sides { orders: Minor; unattributed: Minor; ledger: Minor; /** Ledger less the other two: zero. */ difference: Minor }
interface EquationRow extends Sides { account: string; code: string; name: string }
export interface ProfitEquation extends Sides { from: Day; to: Day; rows: EquationRow[] }

interface Row { account: string; code: string; name: string; orders: string; unattributed: string; ledger: string }
const sidesOf = (orders: Minor, unattributed: Minor, ledger: Minor): Sides => ({ orders, unattributed, ledger, difference: minus(minus(ledger, orders), unattributed) });

/** Each account of revenue and expense between two days: what orders bear + what none bears = the ledger, whose balance is summed apart. Credit positive: all sums to the profit. */
export const profitEquation = report({
  args: { from: day(), to: day() },
  statement: ({ from, to }, { company }) => sql`
    WITH borne AS (SELECT x.account, sum(x.company) AS company FROM (SELECT l."orderId", l."accountId" AS account, sum(-l."companyMinor") AS company FROM "JournalLine" l JOIN "Order" o ON o.id = l."orderId"
        WHERE l."companyId" = ${company.id} AND l."effectiveOn" BETWEEN ${from} AND ${to} GROUP BY 1, 2) x GROUP BY 1),
      rest AS (SELECT l."accountId" AS account, sum(-l."companyMinor") AS company FROM "JournalLine" l
        WHERE l."companyId" = ${company.id} AND l."effectiveOn" BETWEEN ${from} AND ${to} AND l."orderId" IS NULL AND ${beforeClosing} GROUP BY 1),
      ledger AS (SELECT l."accountId" AS account, sum(-l."companyMinor") AS company FROM "JournalEntry" e JOIN "JournalLine" l ON l."entryId" = e.id
        WHERE e."companyId" = ${company.id} AND e."effectiveOn" BETWEEN ${from} AND ${to} AND ${beforeClosing} GROUP BY 1)
    SELECT a.id AS account, a.code, a.name, coalesce(b.company, 0)::text AS orders, coalesce(r.company, 0)::text AS unattributed, s.company::text AS ledger
    FROM ledger s JOIN "Account" a ON a.id = s.account AND a.type IN ('REVENUE', 'EXPENSE') LEFT JOIN borne b ON b.account = a.id LEFT JOIN rest r ON r.account = a.id ORDER BY a.code`,
  make: (found: Row[], { from, to }): ProfitEquation => {
    const rows = found.map(({ orders, unattributed, ledger, ...row }): EquationRow => ({ ...row, ...sidesOf(minor(BigInt(orders)), minor(BigInt(unattributed)), minor(BigInt(ledger))) }));
    const total = (name: 'orders' | 'unattributed' | 'ledger') => plus(...rows.map((row) => row[name]));
    return { from, to, rows, ...sidesOf(total('orders'), total('unattributed'), total('ledger')) };
  },
});
