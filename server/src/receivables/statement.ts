import sql, { type Sql } from 'sql-template-tag';
import { itemsOf } from './openAsOf.ts';
import { ownedCustomers } from '../customers/rowRights.ts';
import { currency, day, id, instant, optional } from '../shared/input.ts';
import { minor, negate, plus, zero, type Minor } from '../shared/money.ts';
import { report } from '../shared/report.ts';
import { NotFound } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import type { Viewer } from '../shared/viewer.ts';

interface Said { minor: Minor; currencyCode: string }
interface Line<Amount> { on: Day; kind: string; number: string; openItem: string; debit: Amount; credit: Amount; balance: Amount }
interface Account<Amount> { opening: Amount; lines: Line<Amount>[]; closing: Amount; debit: Amount; credit: Amount }
interface Span { customer: string; from: Day; to: Day; knownAt: Date | null }
/** In one currency: of what was charged and paid in it, and what the closing balance is in the books. */
export interface CurrencyStatement extends Span, Account<Said> { currencyCode: string; worth: Minor }
/** In company money; `currencies`: the same by the currency of each charge and payment, whose worths sum to its closing balance. */
export interface Statement extends Span, Account<Minor> { currencies: CurrencyStatement[] }

/** `amount`: in the item's currency; none of what was realised by exchange, which is company money alone. */
interface Moved { on: Day; kind: string; number: string; openItem: string; currencyCode: string; amount: string | null; company: string }
/** One at least if the customer is there and may be seen; without an open item if nothing was charged or paid. */
type Row = { customer: string } & (Moved | { openItem: null });
type Read = Omit<Moved, 'amount' | 'company'> & { amount: Minor | null; company: Minor };

/** What items of a customer moved by, a row an entry and item; and what was realised as they were settled. */
function movedSql(customerId: string, to: Day, knownAt: Date | null, companyId: string, currencyCode: string | null): Sql {
  const known = knownAt ? sql`l."recordedAt" < ${knownAt}` : sql`TRUE`;
  const own = sql`${itemsOf(customerId, knownAt)} AND i."companyId" = ${companyId} AND ${currencyCode === null ? sql`TRUE` : sql`i."currencyCode" = ${currencyCode}`}`;
  return sql`SELECT e."effectiveOn" AS "on", e.sequence, CASE WHEN e.kind = 'REVERSAL' THEN 'REVERSAL' WHEN e."sourceType" = 'EarlyDiscount' THEN 'EARLY_DISCOUNT' WHEN e.kind = 'CONVERSION' THEN 'CONVERSION' WHEN e.kind = 'WRITE_OFF' THEN 'WRITE_OFF' WHEN e."sourceType" = 'ChargeCredit' THEN 'CHARGE_CREDIT' ELSE i.kind::text END AS kind,
      i.number, i.id AS "openItem", i."currencyCode", sum(l."amountMinor")::text AS amount, sum(l."companyMinor")::text AS company
    FROM "OpenItem" i JOIN "JournalLine" l ON l."openItemId" = i.id JOIN "JournalEntry" e ON e.id = l."entryId"
    WHERE ${own} AND l."effectiveOn" <= ${to} AND e."sourceType" NOT IN ('Allocation', 'CustomerMerge') AND ${known}
    GROUP BY e.id, i.id
    UNION ALL SELECT e."effectiveOn", e.sequence, 'EXCHANGE', min(i.number) FILTER (WHERE l."companyMinor" < 0), i."debitItemId", i."currencyCode", NULL, sum(l."companyMinor")::text
    FROM (SELECT i.*, a."entryId", a."debitItemId" FROM "Allocation" a JOIN "OpenItem" i ON i.id IN (a."debitItemId", a."creditItemId") WHERE a."differenceMinor" <> 0 AND ${own}) i
      JOIN "JournalLine" l ON l."entryId" = i."entryId" AND l."openItemId" = i.id JOIN "JournalEntry" e ON e.id = l."entryId" WHERE l."effectiveOn" <= ${to} AND ${known} GROUP BY e.id, i."debitItemId", i."currencyCode" HAVING sum(l."companyMinor") <> 0`;
}

const ofCustomer = (customerId: string, moved: Sql, viewer: Viewer): Sql => sql`SELECT c.id AS customer, m."on", m.kind, m.number, m."openItem", m."currencyCode", m.amount, m.company FROM "Customer" c LEFT JOIN (${moved}) m ON TRUE
    WHERE c.id = ${customerId} AND ${ownedCustomers('c', viewer) ?? sql`TRUE`} ORDER BY m."on", m.sequence, m.number, m."openItem"`;

interface Asked { customerId: string; from: Day; to: Day; knownAt?: Date | null }
const spanOf = ({ customerId, from, to, knownAt }: Asked): Span => ({ customer: customerId, from, to, knownAt: knownAt ?? null });

function readRows(rows: Row[], customerId: string): Read[] {
  if (rows.length === 0) throw NotFound({ type: 'Customer', id: customerId });
  return rows.flatMap((row) => (row.openItem === null ? [] : [{ ...row, amount: row.amount === null ? null : minor(BigInt(row.amount)), company: minor(BigInt(row.company)) }]));
}

function accountOf(moved: readonly (Omit<Read, 'amount'> & { amount: Minor })[], from: Day): Account<Minor> {
  const opening = plus(...moved.filter((row) => row.on < from).map((row) => row.amount));
  let balance = opening;
  const lines = moved.filter((row) => row.on >= from).map(({ amount, on, kind, number, openItem }): Line<Minor> => {
    balance = plus(balance, amount);
    return { on, kind, number, openItem, debit: amount > 0n ? amount : zero, credit: amount < 0n ? negate(amount) : zero, balance };
  });
  return { opening, lines, closing: balance, debit: plus(...lines.map((line) => line.debit)), credit: plus(...lines.map((line) => line.credit)) };
}

function inCurrency(rows: readonly Read[], currencyCode: string, asked: Asked): CurrencyStatement {
  const said = (amount: Minor): Said => ({ minor: amount, currencyCode });
  const { lines, opening, closing, debit, credit } = accountOf(rows.flatMap(({ amount, ...row }) => (amount === null ? [] : [{ ...row, amount }])), asked.from);
  return {
    ...spanOf(asked), currencyCode, opening: said(opening), closing: said(closing), debit: said(debit), credit: said(credit), worth: plus(zero, ...rows.map(({ company }) => company)),
    lines: lines.map((line) => ({ ...line, debit: said(line.debit), credit: said(line.credit), balance: said(line.balance) })),
  };
}

/** Nothing brought forward and nothing since: not told. */
const isSilent = ({ opening, lines, worth }: CurrencyStatement): boolean => opening.minor === zero && lines.length === 0 && worth === zero;

/**
 * What a customer was charged and what he paid between two days, both included, with the running balance. Applying money to
 * an invoice moves nothing between customer and firm, so it is left out; a reversal stands as a line of its own. Refuses
 * NOT_FOUND for a customer whom the viewer may not see.
 */
export const statement = report({
  args: { customerId: id('Customer'), from: day(), to: day(), knownAt: optional(instant()) },
  statement: ({ customerId, to, knownAt }, { viewer, company }) => ofCustomer(customerId, movedSql(customerId, to, knownAt ?? null, company.id, null), viewer),
  make: (rows: Row[], asked): Statement => {
    const moved = readRows(rows, asked.customerId);
    return {
      ...spanOf(asked), ...accountOf(moved.map(({ company, ...row }) => ({ ...row, company, amount: company })), asked.from),
      currencies: [...Map.groupBy(moved, ({ currencyCode }) => currencyCode)].map(([code, of]) => inCurrency(of, code, asked)).filter((each) => !isSilent(each)).sort((a, b) => (a.currencyCode < b.currencyCode ? -1 : 1)),
    };
  },
});

/** The same in one currency, of what was charged and paid in it. */
export const currencyStatement = report({
  args: { customerId: id('Customer'), currencyCode: currency(), from: day(), to: day(), knownAt: optional(instant()) },
  statement: ({ customerId, currencyCode, to, knownAt }, { viewer, company }) => ofCustomer(customerId, movedSql(customerId, to, knownAt ?? null, company.id, currencyCode), viewer),
  make: (rows: Row[], asked): CurrencyStatement => inCurrency(readRows(rows, asked.customerId), asked.currencyCode, asked),
});
