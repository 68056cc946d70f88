import sql from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import { day, id, instant, optional } from '../shared/input.ts';
import { minor, minus, plus, zero, type Minor } from '../shared/money.ts';
import { report } from '../shared/report.ts';
import type { Day } from '../shared/time.ts';
import { customerThen, itemsOf, laterThan } from './openAsOf.ts';

interface Row { customer: string; name: string; code: string; receivable: string; overdue: string; unapplied: string; worth: string }
type Said = { minor: Minor; currencyCode: string };
export interface CurrencyBalance { customer: string; name: string; currencyCode: string; receivable: Said; overdue: Said; unapplied: Said; balance: Said; worth: Minor }
export interface ReceivablesByCurrency { on: Day; knownAt: Date | null; rows: CurrencyBalance[]; worth: Minor }

/** What is open by customer and currency as of a day, as known at a time, with what it is in the books; the worths sum to accounts 1100, 2100 and 2110. */
export const receivablesByCurrency = report({
  args: { on: optional(day()), knownAt: optional(instant()), customerId: optional(id('Customer')) },
  statement: ({ on, knownAt, customerId }, { viewer, company, today }) => {
    const known = knownAt ?? null;
    const [day2, own] = [on ?? today, ownCustomers('customerId')('i', viewer) ?? sql`TRUE`];
    return sql`WITH later AS (SELECT l."openItemId" AS id, sum(l."amountMinor")::bigint AS amount, sum(l."companyMinor")::bigint AS company FROM "JournalLine" l WHERE l."openItemId" IS NOT NULL AND ${laterThan(day2, known)} GROUP BY 1),
      items AS (SELECT ${customerThen(known)} AS customer, i."currencyCode" AS code, coalesce(i."dueOn", i."effectiveOn") AS due, i."openMinor" - coalesce(later.amount, 0) AS open, i."companyOpenMinor" - coalesce(later.company, 0) AS worth
        FROM "OpenItem" i LEFT JOIN later ON later.id = i.id WHERE i."companyId" = ${company.id} AND i."customerId" IS NOT NULL AND (i."openMinor" <> 0 OR later.amount IS NOT NULL)
          AND ${customerId ? itemsOf(customerId, known) : sql`TRUE`} AND ${own})
    SELECT c.id AS customer, c.name, i.code, coalesce(sum(i.open) FILTER (WHERE i.open > 0), 0)::text AS receivable, coalesce(sum(i.open) FILTER (WHERE i.open > 0 AND i.due < ${day2}::date), 0)::text AS overdue,
      coalesce(-sum(i.open) FILTER (WHERE i.open < 0), 0)::text AS unapplied, sum(i.worth)::text AS worth
    FROM items i JOIN "Customer" c ON c.id = i.customer WHERE i.open <> 0 GROUP BY c.id, i.code ORDER BY c.name, c.id, i.code`;
  },
  make: (rows: Row[], { on, knownAt }, ctx): ReceivablesByCurrency => {
    const of = (text: string) => minor(BigInt(text));
    const made = rows.map(({ customer, name, code, worth, ...row }): CurrencyBalance => {
      const said = (amount: Minor) => ({ minor: amount, currencyCode: code });
      return { customer, name, currencyCode: code, receivable: said(of(row.receivable)), overdue: said(of(row.overdue)), unapplied: said(of(row.unapplied)), balance: said(minus(of(row.receivable), of(row.unapplied))), worth: of(worth) };
    });
    return { on: on ?? ctx.today, knownAt: knownAt ?? null, rows: made, worth: plus(zero, ...made.map((row) => row.worth)) };
  },
});
