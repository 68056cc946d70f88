import sql, { raw, type Sql } from 'sql-template-tag';
import { itemsOf } from './openAsOf.ts';
import { ownedCustomers } from '../customers/rowRights.ts';
import { currency, day, id, instant, optional } from '../shared/input.ts';
import { minor, negate, plus, zero, type Minor } from '../shared/money.ts';
import { report } from '../shared/report.ts';
import { NotFound } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import type { Viewer } from '../shared/viewer.ts';

export interface StatementLine { on: Day; kind: string; number: string; openItem: string; debit: Minor; credit: Minor; balance: Minor }
export interface Statement { customer: string; from: Day; to: Day; knownAt: Date | null; opening: Minor; lines: StatementLine[]; closing: Minor; debit: Minor; credit: Minor }

interface Moved { on: Day; kind: string; number: string; openItem: string; amount: string }
/** One at least if the customer is there and may be seen; without an open item if nothing was charged or paid. */
type Row = { customer: string } & (Moved | { openItem: null });

/** What items of a customer moved by, a row an entry and item: in company money with what was realised by exchange, or in one currency. */
function movedSql(customerId: string, to: Day, knownAt: Date | null, companyId: string, currencyCode: string | null): Sql {
  const known = knownAt ? sql`l."recordedAt" < ${knownAt}` : sql`TRUE`;
  const column = raw(currencyCode === null ? '"companyMinor"' : '"amountMinor"');
  const moved = sql`SELECT e."effectiveOn" AS "on", e.sequence, CASE WHEN e.kind = 'REVERSAL' THEN 'REVERSAL' WHEN e."sourceType" = 'EarlyDiscount' THEN 'EARLY_DISCOUNT' WHEN e.kind = 'CONVERSION' THEN 'CONVERSION' WHEN e.kind = 'WRITE_OFF' THEN 'WRITE_OFF' WHEN e."sourceType" = 'ChargeCredit' THEN 'CHARGE_CREDIT' ELSE i.kind::text END AS kind,
      i.number, i.id AS "openItem", sum(l.${column})::text AS amount
    FROM "OpenItem" i JOIN "JournalLine" l ON l."openItemId" = i.id JOIN "JournalEntry" e ON e.id = l."entryId"
    WHERE ${itemsOf(customerId, knownAt)} AND i."companyId" = ${companyId} AND l."effectiveOn" <= ${to} AND e."sourceType" NOT IN ('Allocation', 'CustomerMerge') AND ${known}
      AND ${currencyCode === null ? sql`TRUE` : sql`i."currencyCode" = ${currencyCode}`}
    GROUP BY e.id, i.id`;
  if (currencyCode !== null) return moved;
  return sql`${moved} UNION ALL SELECT e."effectiveOn", e.sequence, 'EXCHANGE', min(i.number) FILTER (WHERE l."companyMinor" < 0), i."debitItemId", sum(l."companyMinor")::text
    FROM (SELECT i.*, a."entryId", a."debitItemId" FROM "Allocation" a JOIN "OpenItem" i ON i.id IN (a."debitItemId", a."creditItemId") WHERE a."differenceMinor" <> 0 AND ${itemsOf(customerId, knownAt)} AND i."companyId" = ${companyId}) i
      JOIN "JournalLine" l ON l."entryId" = i."entryId" AND l."openItemId" = i.id JOIN "JournalEntry" e ON e.id = l."entryId" WHERE l."effectiveOn" <= ${to} AND ${known} GROUP BY e.id, i."debitItemId" HAVING sum(l."companyMinor") <> 0`;
}

const ofCustomer = (customerId: string, moved: Sql, viewer: Viewer): Sql => sql`SELECT c.id AS customer, m."on", m.kind, m.number, m."openItem", m.amount FROM "Customer" c LEFT JOIN (${moved}) m ON TRUE
    WHERE c.id = ${customerId} AND ${ownedCustomers('c', viewer) ?? sql`TRUE`} ORDER BY m."on", m.sequence, m.number, m."openItem"`;

function told(rows: Row[], { customerId, from, to, knownAt }: { customerId: string; from: Day; to: Day; knownAt?: Date | null }): Statement {
  if (rows.length === 0) throw NotFound({ type: 'Customer', id: customerId });
  const amounts = rows.flatMap((row) => (row.openItem === null ? [] : [{ ...row, amount: minor(BigInt(row.amount)) }]));
  const opening = plus(...amounts.filter((row) => row.on < from).map((row) => row.amount));
  let balance = opening;
  const lines = amounts.filter((row) => row.on >= from).map(({ amount, on, kind, number, openItem }): StatementLine => {
    balance = plus(balance, amount);
    return { on, kind, number, openItem, debit: amount > 0n ? amount : zero, credit: amount < 0n ? negate(amount) : zero, balance };
  });
  return {
    customer: customerId, from, to, knownAt: knownAt ?? null, opening, lines, closing: balance,
    debit: plus(...lines.map((line) => line.debit)), credit: plus(...lines.map((line) => line.credit)),
  };
}

/**
 * What a customer was charged and what he paid between two days, both included, with the running balance. Applying money to
 * an invoice moves nothing between customer and firm, so it is left out; a reversal stands as a line of its own. Refuses
 * NOT_FOUND for a customer whom the viewer may not see.
 */
export const statement = report({
  args: { customerId: id('Customer'), from: day(), to: day(), knownAt: optional(instant()) },
  statement: ({ customerId, to, knownAt }, { viewer, company }) => ofCustomer(customerId, movedSql(customerId, to, knownAt ?? null, company.id, null), viewer),
  make: (rows: Row[], given): Statement => told(rows, given),
});

/** The same in one currency, of what was charged and paid in it. */
export const currencyStatement = report({
  args: { customerId: id('Customer'), currencyCode: currency(), from: day(), to: day(), knownAt: optional(instant()) },
  statement: ({ customerId, currencyCode, to, knownAt }, { viewer, company }) => ofCustomer(customerId, movedSql(customerId, to, knownAt ?? null, company.id, currencyCode), viewer),
  make: (rows: Row[], given) => {
    const { currencyCode } = given;
    const said = (amount: Minor) => ({ minor: amount, currencyCode });
    const { lines, opening, closing, debit, credit, ...head } = told(rows, given);
    return {
      ...head, currencyCode, opening: said(opening), closing: said(closing), debit: said(debit), credit: said(credit),
      lines: lines.map((line) => ({ ...line, debit: said(line.debit), credit: said(line.credit), balance: said(line.balance) })),
    };
  },
});
