// The parts in which an invoice falls due: made when it is posted, filled in the order of their days.
import sql, { raw, type Sql } from 'sql-template-tag';
import type { CustomerRow, PaymentTermPartRow } from '../generated/rows.ts';
import type { Queryable } from '../shared/db.ts';
import { minor, minus, plus, zero, type Minor } from '../shared/money.ts';
import { selectRows } from '../shared/rows.ts';
import { addDays, type Day } from '../shared/time.ts';

type Part = Pick<PaymentTermPartRow, 'share' | 'basis' | 'days' | 'monthDay'>;
export interface Instalment { dueOn: Day; amount: Minor }

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
const dayText = (year: number, month: number, day: number): Day =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(Math.min(day, daysIn(year, month))).padStart(2, '0')}` as Day;

/** The day on which a part falls due: days after the invoice's, then the end of that month, or the next such day of a month on or after it. */
export function dueDay(issuedOn: Day, { basis, days, monthDay }: Omit<Part, 'share'>): Day {
  const day = addDays(issuedOn, days);
  // What was to be paid before delivery is due with the invoice, where no deposit has covered it.
  if (basis === 'BEFORE_DELIVERY') return issuedOn;
  if (basis === 'INVOICE') return day;
  const [year = 0, month = 0] = day.split('-').map(Number);
  if (basis === 'MONTH_END') return dayText(year, month, 31);
  const own = dayText(year, month, monthDay ?? 1);
  if (own >= day) return own;
  return month === 12 ? dayText(year + 1, 1, monthDay ?? 1) : dayText(year, month + 1, monthDay ?? 1);
}

/** A total in the parts of a term, in the order of their days: each its share rounded down, the last what is left, so that they sum to it. Parts of nothing are none. */
export function instalmentsOf(total: Minor, issuedOn: Day, parts: readonly Part[]): Instalment[] {
  const due = parts.map((part) => ({ dueOn: dueDay(issuedOn, part), amount: minor((total * part.share) / 1_000_000n) }));
  const last = due.at(-1);
  if (!last) return [];
  last.amount = minus(total, plus(zero, ...due.slice(0, -1).map(({ amount }) => amount)));
  const byDay = [...Map.groupBy(due, ({ dueOn }) => dueOn)].map(([dueOn, of]) => ({ dueOn, amount: plus(...of.map(({ amount }) => amount)) }));
  return byDay.filter(({ amount }) => amount !== zero).sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
}

/** The parts of a customer's payment term; none: all is due at once, after its days. */
export const loadTermParts = (tx: Queryable, { paymentTermId }: Pick<CustomerRow, 'paymentTermId'>): Promise<PaymentTermPartRow[]> =>
  (paymentTermId ? selectRows(tx, 'PaymentTermPart', sql`t."termId" = ${paymentTermId}`, { orderBy: sql`t.no` }) : Promise.resolve([]));

/** Of open items (alias i, with an amount `open`): a row a part with its `dueOn` and what is `open` of it; items without parts as they are. */
export const byInstalment = (items: Sql): Sql => sql`SELECT i.id, i."customerId", i.kind, i.number, i."effectiveOn", p.no AS instalment, coalesce(p."dueOn", i."dueOn") AS "dueOn",
    CASE WHEN p.id IS NULL THEN i.open ELSE least(p."amountMinor", i.open - p."laterMinor") END AS open
  FROM (${items}) i LEFT JOIN "InvoiceInstalment" p ON p."openItemId" = i.id WHERE p.id IS NULL OR i.open > p."laterMinor"`;

/** Of an open item (alias): the first day on which something open of it falls due. */
export const nextDueSql = (alias: string): Sql => {
  const i = raw(alias);
  return sql`coalesce((SELECT min(p."dueOn") FROM "InvoiceInstalment" p WHERE p."openItemId" = ${i}.id AND ${i}."openMinor" > p."laterMinor"), ${i}."dueOn")`;
};
