import sql from 'sql-template-tag';
import { ownedCustomers } from '../customers/rowRights.ts';
import { day, id, instant, optional } from '../shared/input.ts';
import { minor, negate, plus, zero, type Minor } from '../shared/money.ts';
import { report } from '../shared/report.ts';
import { NotFound } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';

export interface StatementLine { on: Day; kind: string; number: string; openItem: string; debit: Minor; credit: Minor; balance: Minor }
export interface Statement { customer: string; from: Day; to: Day; knownAt: Date | null; opening: Minor; lines: StatementLine[]; closing: Minor; debit: Minor; credit: Minor }

interface Moved { on: Day; kind: string; number: string; openItem: string; amount: string }
/** One at least if the customer is there and may be seen; without an open item if nothing was charged or paid. */
type Row = { customer: string } & (Moved | { openItem: null });

/**
 * What a customer was charged and what he paid between two days, both included, with the running balance. Applying money to
 * an invoice moves nothing between customer and firm, so it is left out; a reversal stands as a line of its own. Refuses
 * NOT_FOUND for a customer whom the viewer may not see.
 */
export const statement = report({
  args: { customerId: id('Customer'), from: day(), to: day(), knownAt: optional(instant()) },
  statement: ({ customerId, to, knownAt }, { viewer, company }) => sql`
    SELECT c.id AS customer, m."on", m.kind, m.number, m."openItem", m.amount FROM "Customer" c LEFT JOIN (
      SELECT i."customerId", e."effectiveOn" AS "on", e.sequence, CASE WHEN e.kind = 'REVERSAL' THEN 'REVERSAL' ELSE i.kind::text END AS kind,
        i.number, i.id AS "openItem", sum(l."companyMinor")::text AS amount
      FROM "OpenItem" i JOIN "JournalLine" l ON l."openItemId" = i.id JOIN "JournalEntry" e ON e.id = l."entryId"
      WHERE i."customerId" = ${customerId} AND i."companyId" = ${company.id} AND l."effectiveOn" <= ${to} AND e."sourceType" <> 'Allocation'
        AND ${knownAt ? sql`l."recordedAt" < ${knownAt}` : sql`TRUE`}
      GROUP BY e.id, i.id) m ON m."customerId" = c.id
    WHERE c.id = ${customerId} AND ${ownedCustomers('c', viewer) ?? sql`TRUE`} ORDER BY m."on", m.sequence, m.number, m."openItem"`,
  make: (rows: Row[], { customerId, from, to, knownAt }): Statement => {
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
  },
});
