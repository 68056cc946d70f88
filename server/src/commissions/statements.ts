// Statements: what somebody earned since the one before, frozen when it is approved. What becomes known later of days before is
// on the next one; below zero is carried forward.
import sql, { type Sql } from 'sql-template-tag';
import { takeNumber } from '../accounting/books.ts';
import type { CommissionStatementRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import type { Queryable, Tx } from '../shared/db.ts';
import { day, id, text } from '../shared/input.ts';
import { minor, minus, plus, printMoney, zero, type Minor } from '../shared/money.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { addDays, type Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { insert, update } from '../shared/write.ts';
import { commissionLock } from './load.ts';
import { CommissionStatementEmpty, CommissionStatementKept, CommissionStatementNotLast, CommissionStatementPaid, CommissionStatementWithdrawn } from './refusals.ts';

/** An accrual, a payout or its reverse, not on a statement that stands. */
export interface Unstated { accrualId: string | null; payoutId: string | null; isReverse: boolean; on: Day; amount: string }

/** What of somebody's (alias p: a sales person) up to a day is on no statement that stands; as known at a time, if one is given. */
export const unstatedSql = (people: Sql, on: Day | Sql, knownAt: Date | null = null): Sql => {
  const standing = (column: 'accrualId' | 'payoutId', isReverse: boolean) => sql`NOT EXISTS (SELECT FROM "CommissionStatementLine" l JOIN "CommissionStatement" s ON s.id = l."statementId"
    WHERE ${column === 'accrualId' ? sql`l."accrualId"` : sql`l."payoutId"`} = x.id AND l."isReverse" = ${isReverse} AND ${knownAt ? sql`s."approvedAt" < ${knownAt} AND (s."withdrawnAt" IS NULL OR s."withdrawnAt" >= ${knownAt})` : sql`s.status = 'APPROVED'`})`;
  const known = (when: Sql) => (knownAt ? sql`${when} < ${knownAt}` : sql`TRUE`);
  return sql`SELECT x."salesPersonId", x.id AS "accrualId", NULL::uuid AS "payoutId", FALSE AS "isReverse", x."effectiveOn" AS "on", x."amountMinor" AS amount FROM "CommissionAccrual" x
      WHERE x."salesPersonId" IN (${people}) AND x."effectiveOn" <= ${on} AND x."amountMinor" <> 0 AND ${known(sql`x."recordedAt"`)} AND ${standing('accrualId', false)}
    UNION ALL SELECT x."salesPersonId", NULL, x.id, FALSE, x."paidOn", -x."amountMinor" FROM "CommissionPayout" x
      WHERE x."salesPersonId" IN (${people}) AND x."paidOn" <= ${on} AND x."entryId" IS NOT NULL AND ${known(sql`x."decidedAt"`)} AND ${standing('payoutId', false)}
    UNION ALL SELECT x."salesPersonId", NULL, x.id, TRUE, x."reversedOn", x."amountMinor" FROM "CommissionPayout" x
      WHERE x."salesPersonId" IN (${people}) AND x."reversedOn" <= ${on} AND ${known(sql`(SELECT r."recordedAt" FROM "JournalEntry" r WHERE r."reversesEntryId" = x."entryId")`)} AND ${standing('payoutId', true)}`;
};

export const lastStatement = async (db: Queryable, salesPersonId: string): Promise<CommissionStatementRow | undefined> =>
  (await selectRows(db, 'CommissionStatement', sql`t."salesPersonId" = ${salesPersonId} AND t.status = 'APPROVED'`, { orderBy: sql`t."endsOn" DESC, t."approvedAt" DESC` }))[0];

/** The sums of a statement: opening + accrued + clawed back + paid = closing. */
export function sumsOf(opening: Minor, lines: readonly Pick<Unstated, 'accrualId' | 'amount'>[]): { opening: Minor; accrued: Minor; clawedBack: Minor; paid: Minor; closing: Minor } {
  const of = (wanted: (accrualId: string | null, amount: bigint) => boolean) => plus(zero, ...lines.filter(({ accrualId, amount }) => wanted(accrualId, BigInt(amount))).map(({ amount }) => minor(BigInt(amount))));
  const [accrued, clawedBack, paid] = [of((id, amount) => id !== null && amount > 0n), of((id, amount) => id !== null && amount < 0n), of((id) => id === null)];
  return { opening, accrued, clawedBack, paid, closing: plus(opening, accrued, clawedBack, paid) };
}

async function loadStatement(tx: Tx, salesPersonId: string, endsOn: Day, ctx: Context) {
  await tx.rows(commissionLock);
  const person = await readRow(tx, 'SalesPerson', salesPersonId);
  const last = await lastStatement(tx, salesPersonId);
  const lines = await tx.rows<Unstated>(sql`SELECT "accrualId", "payoutId", "isReverse", "on"::text AS "on", amount::text AS amount FROM (${unstatedSql(sql`${salesPersonId}::uuid`, endsOn)}) x ORDER BY x."on", coalesce("accrualId", "payoutId"), "isReverse"`);
  return { person, last, lines, number: await takeNumber(tx, ctx, 'COM', ctx.today) };
}

export const approveCommissionStatement = action({
  name: 'approveCommissionStatement', permission: 'commissions.approve', describe: 'Freezes what somebody earned up to a day, since the statement before; what is learnt later of these days is on the next one.',
  input: { salesPersonId: id('SalesPerson'), endsOn: day() }, refusals: [CommissionStatementKept, CommissionStatementEmpty], payload: { commissionStatement: 'record:CommissionStatement' },
  load: (tx, { salesPersonId, endsOn }, ctx) => loadStatement(tx, salesPersonId, endsOn, ctx),
  decide: ({ person, last, lines, number }, { salesPersonId, endsOn }, ctx) => {
    const { id: companyId, currencyCode } = ctx.company;
    if (endsOn > ctx.today) throw fieldRefused(['endsOn'], 'day_to_come');
    if (last && last.endsOn >= endsOn) throw CommissionStatementKept({ number: last.number, endsOn: last.endsOn });
    const [first] = lines;
    if (!first && !last?.closingMinor) throw CommissionStatementEmpty({ name: person.name });
    const sums = sumsOf(last?.closingMinor ?? zero, lines);
    const statementId = ctx.newId();
    const startsOn = last ? addDays(last.endsOn, 1) : first?.on ?? endsOn;
    return {
      rows: [
        insert('CommissionStatement', {
          id: statementId, companyId, number, salesPersonId, status: 'APPROVED', startsOn, endsOn, currencyCode, openingMinor: sums.opening, accruedMinor: sums.accrued, clawedBackMinor: sums.clawedBack,
          paidMinor: sums.paid, closingMinor: sums.closing, approvedById: ctx.viewer.id, approvedByName: ctx.viewer.name, withdrawnAt: null, withdrawnReason: null,
        }),
        ...lines.map(({ accrualId, payoutId, isReverse, on, amount }, index) =>
          insert('CommissionStatementLine', { id: ctx.newId(), statementId, no: index + 1, accrualId, payoutId, isReverse, effectiveOn: on, currencyCode, amountMinor: minor(BigInt(amount)) })),
      ],
      events: [{ kind: 'commissionStatementApproved', subjectType: 'CommissionStatement', subjectId: statementId, data: { number, closing: printMoney(sums.closing, currencyCode) } }],
      result: { commissionStatement: statementId },
    };
  },
});

/** What is paid or asked for of somebody since a statement, which its closing pays for. */
export const paidSince = async (db: Queryable, salesPersonId: string): Promise<Minor> => {
  const [row] = await db.rows<{ paid: string }>(sql`SELECT coalesce(sum("amountMinor"), 0)::text AS paid FROM "CommissionPayout" x WHERE x."salesPersonId" = ${salesPersonId} AND x.status IN ('REQUESTED', 'POSTED')
    AND NOT EXISTS (SELECT FROM "CommissionStatementLine" l JOIN "CommissionStatement" s ON s.id = l."statementId" AND s.status = 'APPROVED' WHERE l."payoutId" = x.id AND NOT l."isReverse")`);
  return minor(BigInt(row?.paid ?? '0'));
};

/** Refuses a statement that was taken back, that others follow, or of which something was paid. */
export function demandWithdrawable(statement: Pick<CommissionStatementRow, 'number' | 'status' | 'openingMinor' | 'currencyCode'>, later: string | undefined, paid: Minor): void {
  const { number, currencyCode } = statement;
  if (statement.status === 'WITHDRAWN') throw CommissionStatementWithdrawn({ number });
  if (later) throw CommissionStatementNotLast({ number: later });
  if (paid > 0n && paid > statement.openingMinor) throw CommissionStatementPaid({ number, paid: { minor: paid, currencyCode } });
}

export const withdrawCommissionStatement = action({
  name: 'withdrawCommissionStatement', permission: 'commissions.approve', describe: 'Takes the last statement of somebody back: what was on it is on the next one.',
  input: { commissionStatementId: id('CommissionStatement'), reason: text({ max: 1000, lines: true }) },
  refusals: [CommissionStatementWithdrawn, CommissionStatementNotLast, CommissionStatementPaid], payload: { commissionStatement: 'record:CommissionStatement' },
  load: async (tx, { commissionStatementId }) => {
    await tx.rows(commissionLock);
    const statement = await lockRow(tx, 'CommissionStatement', commissionStatementId);
    const last = await lastStatement(tx, statement.salesPersonId);
    return { statement, later: last && last.id !== statement.id ? last.number : undefined, paid: minus(await paidSince(tx, statement.salesPersonId), statement.paidMinor) };
  },
  decide: ({ statement, later, paid }, { reason }, ctx) => {
    demandWithdrawable(statement, later, paid);
    return {
      rows: [update('CommissionStatement', statement.id, { status: 'WITHDRAWN', withdrawnAt: ctx.now, withdrawnReason: reason, version: statement.version + 1 })],
      events: [{ kind: 'commissionStatementWithdrawn', subjectType: 'CommissionStatement', subjectId: statement.id, reason, data: { number: statement.number } }],
      result: { commissionStatement: statement.id },
    };
  },
});

/** What may be paid to somebody: the closing of the last statement, less what is paid since, and never more than is still earned. */
export async function availableTo(db: Queryable, salesPersonId: string): Promise<Minor> {
  const last = await lastStatement(db, salesPersonId);
  const [row] = await db.rows<{ earned: string; paid: string }>(sql`SELECT (SELECT coalesce(sum("amountMinor"), 0) FROM "CommissionAccrual" WHERE "salesPersonId" = ${salesPersonId})::text AS earned,
    (SELECT coalesce(sum("amountMinor"), 0) FROM "CommissionPayout" WHERE "salesPersonId" = ${salesPersonId} AND status IN ('REQUESTED', 'POSTED'))::text AS paid`);
  const [approved, still] = [minus(last?.closingMinor ?? zero, await paidSince(db, salesPersonId)), minor(BigInt(row?.earned ?? '0') - BigInt(row?.paid ?? '0'))];
  const least = approved < still ? approved : still;
  return least > 0n ? least : zero;
}
