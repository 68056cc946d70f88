import sql, { join } from 'sql-template-tag';
import { day, instant, optional } from '../shared/input.ts';
import { minor, minus, plus, zero, type Minor } from '../shared/money.ts';
import { report } from '../shared/report.ts';
import type { Day } from '../shared/time.ts';
import { payableOf, taxRow, taxRowsSql, type FoundTax, type TaxRow } from './taxRows.ts';

/** A tax account of the days: what moved it, what of that the return tells, and the rest, such as what was paid to the tax office. */
interface TaxAccount { account: string; code: string; name: string; movement: Minor; told: Minor; other: Minor }
export interface TaxReport { from: Day; to: Day; knownAt: Date | null; rows: TaxRow[]; payable: Minor; accounts: TaxAccount[] }

type Row = (FoundTax & { account: null }) | { account: string; code: string; name: string; base: string; tax: null };

/** What a return of the days would say now, with what ties it to the accounts 2200 and 1400. */
export const taxReport = report({
  args: { from: day(), to: day(), knownAt: optional(instant()) },
  statement: ({ from, to, knownAt }, { company }) => join([
    sql`SELECT NULL::uuid AS account, t.* FROM (${taxRowsSql(company.id, from, to, knownAt ?? null)}) t`,
    sql`SELECT a.id, NULL, NULL, a.code, a.name, NULL, coalesce((SELECT sum(l."companyMinor") FROM "JournalLine" l WHERE l."accountId" = a.id AND l."effectiveOn" BETWEEN ${from} AND ${to}
      AND ${knownAt ? sql`l."recordedAt" < ${knownAt}` : sql`TRUE`}), 0)::text, NULL, NULL, NULL FROM "Account" a WHERE a."companyId" = ${company.id} AND a.code IN ('1400', '2200')`,
  ], ' UNION ALL '),
  make: (found: Row[], { from, to, knownAt }): TaxReport => {
    const rows = found.flatMap((row) => (row.account === null ? [taxRow(row)] : []));
    const accounts = found.flatMap((row): TaxAccount[] => {
      if (row.account === null) return [];
      const isSales = row.code === '2200';
      const movement = minor((isSales ? -1n : 1n) * BigInt(row.base));
      const told = plus(zero, ...rows.filter(({ side }) => (side === 'SALES') === isSales).map(({ tax }) => tax));
      return [{ account: row.account, code: row.code, name: row.name, movement, told, other: minus(movement, told) }];
    });
    return { from, to, knownAt: knownAt ?? null, rows, payable: payableOf(rows), accounts };
  },
});
