import sql from 'sql-template-tag';
import { journalUpTo } from '../accounting/journalUpTo.ts';
import { day, id, instant, optional } from '../shared/input.ts';
import { minor, minus, plus, zero, type Minor } from '../shared/money.ts';
import { report } from '../shared/report.ts';
import type { Day } from '../shared/time.ts';

interface Row { supplier: string; name: string; code: string; owed: string; overdue: string; ahead: string; worth: string }
type Said = { minor: Minor; currencyCode: string };
export interface PayableCurrency { supplier: string; name: string; currencyCode: string; owed: Said; overdue: Said; paidAhead: Said; balance: Said; worth: Minor }
export interface PayablesByCurrency { on: Day; knownAt: Date | null; rows: PayableCurrency[]; worth: Minor }

/** What is owed by supplier and currency as of a day, as known at a time, with what it is in the books; the worths sum to account 2000. */
export const payablesByCurrency = report({
  args: { on: optional(day()), knownAt: optional(instant()), supplierId: optional(id('Supplier')) },
  statement: ({ on: asked, knownAt, supplierId }, { company, today }) => {
    const on = asked ?? today;
    return sql`WITH item AS (SELECT i."supplierId", i."currencyCode" AS code, i.kind, coalesce(i."dueOn", i."effectiveOn") AS due, -sum(l."amountMinor") AS open, -sum(l."companyMinor") AS worth
      FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" JOIN "OpenItem" i ON i.id = l."openItemId"
      WHERE a."companyId" = ${company.id} AND a.code = '2000' AND ${journalUpTo(on, knownAt ?? null)} AND ${supplierId ? sql`i."supplierId" = ${supplierId}` : sql`TRUE`} GROUP BY i.id HAVING sum(l."amountMinor") <> 0)
    SELECT s.id AS supplier, s.name, item.code, coalesce(sum(open) FILTER (WHERE kind = 'BILL'), 0)::text AS owed, coalesce(sum(open) FILTER (WHERE kind = 'BILL' AND due < ${on}::date), 0)::text AS overdue,
      coalesce(-sum(open) FILTER (WHERE kind <> 'BILL'), 0)::text AS ahead, sum(worth)::text AS worth
    FROM item JOIN "Supplier" s ON s.id = item."supplierId" GROUP BY s.id, item.code ORDER BY s.name, s.id, item.code`;
  },
  make: (rows: Row[], { on, knownAt }, ctx): PayablesByCurrency => {
    const of = (text: string) => minor(BigInt(text));
    const made = rows.map(({ supplier, name, code, worth, ...row }): PayableCurrency => {
      const said = (amount: Minor) => ({ minor: amount, currencyCode: code });
      return { supplier, name, currencyCode: code, owed: said(of(row.owed)), overdue: said(of(row.overdue)), paidAhead: said(of(row.ahead)), balance: said(minus(of(row.owed), of(row.ahead))), worth: of(worth) };
    });
    return { on: on ?? ctx.today, knownAt: knownAt ?? null, rows: made, worth: plus(zero, ...made.map((row) => row.worth)) };
  },
});
