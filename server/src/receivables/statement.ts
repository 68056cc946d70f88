import sql from 'sql-template-tag';
import { clipToHorizon } from '../shared/horizon.ts';
import { minor, negate, plus, zero, type Minor } from '../shared/money.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';

export interface StatementLine { on: Day; kind: string; number: string; openItem: string; debit: Minor; credit: Minor; balance: Minor }
export interface Statement { customer: string; from: Day; to: Day; knownAt: Date | null; opening: Minor; lines: StatementLine[]; closing: Minor; debit: Minor; credit: Minor }

interface Row { on: Day; kind: string; number: string; openItem: string; amount: string }

/**
 * What a customer was charged and what he paid between two days, both included, with the running balance. Applying money to
 * an invoice moves nothing between customer and firm, so it is left out; a reversal stands as a line of its own.
 */
export async function statement(customerId: string, from: Day, to: Day, asked: Date | null, ctx: Context): Promise<Statement> {
  const knownAt = await clipToHorizon(ctx.db, asked);
  const rows = await ctx.db.rows<Row>(sql`
    SELECT e."effectiveOn" AS "on", CASE WHEN e.kind = 'REVERSAL' THEN 'REVERSAL' ELSE i.kind::text END AS kind,
      i.number, i.id AS "openItem", sum(l."companyMinor")::text AS amount
    FROM "OpenItem" i JOIN "JournalLine" l ON l."openItemId" = i.id JOIN "JournalEntry" e ON e.id = l."entryId"
    WHERE i."customerId" = ${customerId} AND i."companyId" = ${ctx.company.id} AND l."effectiveOn" <= ${to} AND e."sourceType" <> 'Allocation'
      AND (${knownAt}::timestamptz IS NULL OR l."recordedAt" < ${knownAt}::timestamptz)
    GROUP BY e.id, i.id ORDER BY e."effectiveOn", e.sequence, i.number`);
  const amounts = rows.map((row) => ({ ...row, amount: minor(BigInt(row.amount)) }));
  const opening = plus(...amounts.filter((row) => row.on < from).map((row) => row.amount));
  let balance = opening;
  const lines = amounts.filter((row) => row.on >= from).map(({ amount, ...row }): StatementLine => {
    balance = plus(balance, amount);
    return { ...row, debit: amount > 0n ? amount : zero, credit: amount < 0n ? negate(amount) : zero, balance };
  });
  return {
    customer: customerId, from, to, knownAt, opening, lines, closing: balance,
    debit: plus(...lines.map((line) => line.debit)), credit: plus(...lines.map((line) => line.credit)),
  };
}
