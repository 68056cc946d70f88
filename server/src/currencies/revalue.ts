// Revaluation at the end of a period: what is unrealised is in the books on its last day, and gone on the next.
import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts, takeNumber, type Accounts } from '../accounting/books.ts';
import { entryRows, type LineDraft } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { action, type DecideContext } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { day, id, text } from '../shared/input.ts';
import { negate, plus, printMoney, zero, type Minor } from '../shared/money.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { addDays, type Day } from '../shared/time.ts';
import { insert, update, type Change } from '../shared/write.ts';
import { loadRates } from './rates.ts';
import { DayNotOver, NothingToRevalue, RevaluationNotLast, RevaluationReversed, rateRefusals } from './refusals.ts';
import { loadStanding, valued, type Valued } from './valuation.ts';

const permission = 'journal.post';
/** No two of them at once: each counts what the ones before have posted. */
const oneAtATime = (tx: Tx, companyId: string) => tx.rows(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`revaluation ${companyId}`}, 0))`);

/** By customer, supplier and currency: 1195 against 7010. */
const linesOf = (lines: readonly Valued[]): LineDraft[] => [...Map.groupBy(lines, (each) => `${each.customerId} ${each.supplierId} ${each.currencyCode}`).values()].flatMap((of): LineDraft[] => {
  const gain = plus(zero, ...of.map((each) => each.gain));
  const whose = { customerId: of[0]?.customerId ?? null, supplierId: of[0]?.supplierId ?? null };
  return [{ account: '1195', amount: gain, ...whose }, { account: '7010', amount: negate(gain), ...whose }];
});
const mirror = (lines: LineDraft[]): LineDraft[] => lines.map((line) => ({ ...line, amount: negate(line.amount) }));

export const revalue = action({
  name: 'revalue', permission, describe: 'Values what is open and held in other currencies at the rate of a day: the difference is unrealised, and mirrored on the next day. Done again for the day it posts what has changed since.',
  input: { valuedOn: day() }, refusals: [...postingRefusals, ...rateRefusals, NothingToRevalue, DayNotOver], payload: { revaluation: 'record:Revaluation' },
  load: async (tx, { valuedOn }, ctx) => {
    if (valuedOn >= ctx.today) throw DayNotOver({ day: valuedOn });
    const accounts = await loadAccounts(tx, ctx);
    await holdPeriod(tx, ctx, valuedOn);
    await holdPeriod(tx, ctx, addDays(valuedOn, 1));
    await oneAtATime(tx, ctx.company.id);
    const lines = valued(await loadStanding(tx, valuedOn, ctx), valuedOn, await loadRates(tx, ctx, [valuedOn]), ctx).filter((each) => each.gain !== zero);
    if (lines.length === 0) throw NothingToRevalue({ day: valuedOn });
    return { accounts, lines, number: await takeNumber(tx, ctx, 'REV', valuedOn) };
  },
  decide: ({ accounts, lines, number }, { valuedOn }, ctx) => {
    const { id: companyId, currencyCode } = ctx.company;
    const [revaluation, entryId, mirrorEntryId] = [ctx.newId(), ctx.newId(), ctx.newId()];
    const gain = plus(zero, ...lines.map((each) => each.gain));
    return {
      rows: [
        insert('Revaluation', { id: revaluation, companyId, number, valuedOn, currencyCode, gainMinor: gain, entryId, mirrorEntryId, reversedOn: null, reason: null, recordedByName: ctx.viewer.name }),
        ...lines.map((each, index) => insert('RevaluationLine', {
          id: ctx.newId(), revaluationId: revaluation, no: index + 1, openItemId: each.openItemId, accountId: each.accountId, name: each.name.slice(0, 200), currencyCode: each.currencyCode,
          amountMinor: each.amount, rate: each.rate, ratedOn: each.ratedOn, bookedMinor: each.booked, valueMinor: each.value, gainMinor: each.gain,
        })),
        ...bothDays(accounts, { id: revaluation, number, valuedOn }, linesOf(lines), 0, [entryId, mirrorEntryId], ctx),
      ],
      events: [{ kind: 'revalued', subjectType: 'Revaluation', subjectId: revaluation, data: { number, day: valuedOn, gain: printMoney(gain, currencyCode) } }],
      result: { revaluation },
    };
  },
});

/** The entry of the day and its mirror on the next. Gains and losses of one party may cancel: the entries stand, if only without lines to tell. */
function bothDays(accounts: Accounts, { id: sourceId, number, valuedOn }: { id: string; number: string; valuedOn: Day }, lines: LineDraft[], revision: number, ids: readonly [string, string], ctx: DecideContext): Change[] {
  const entry = (effectiveOn: Day, drafts: LineDraft[], at: number, entryId: string) =>
    entryRows(accounts, { kind: 'REVALUATION', effectiveOn, source: { type: 'Revaluation', id: sourceId, revision: revision + at }, memo: number, lines: drafts }, ctx, entryId);
  return [...entry(valuedOn, lines, 0, ids[0]), ...entry(addDays(valuedOn, 1), mirror(lines), 1, ids[1])];
}

/** Refuses what was taken back, and all but the last of its day: each rests on the ones before. */
export function demandLastOfDay({ status, number }: { status: string; number: string }, later: string | undefined): void {
  if (status !== 'POSTED') throw RevaluationReversed({ number });
  if (later) throw RevaluationNotLast({ number, later });
}

export const reverseRevaluation = action({
  name: 'reverseRevaluation', permission, describe: 'Takes a revaluation back, on its own days.',
  input: { revaluationId: id('Revaluation'), reason: text({ max: 1000, lines: true }) },
  refusals: [...postingRefusals, RevaluationReversed, RevaluationNotLast], payload: { revaluation: 'record:Revaluation' },
  load: async (tx, { revaluationId }, ctx) => {
    const accounts = await loadAccounts(tx, ctx);
    const [known] = await selectRows(tx, 'Revaluation', sql`t.id = ${revaluationId}`);
    if (known) for (const each of [known.valuedOn, addDays(known.valuedOn, 1)]) await holdPeriod(tx, ctx, each);
    await oneAtATime(tx, ctx.company.id);
    const revaluation = await lockRow(tx, 'Revaluation', revaluationId);
    const later = await selectRows(tx, 'Revaluation', sql`t."valuedOn" = ${revaluation.valuedOn} AND t.status = 'POSTED' AND t.number > ${revaluation.number}`, { orderBy: sql`t.number` });
    const lines = await selectRows(tx, 'JournalLine', sql`t."entryId" = ${revaluation.entryId}`, { orderBy: sql`t.no` });
    return { accounts, revaluation, later, lines };
  },
  decide: ({ accounts, revaluation, later, lines }, { reason }, ctx) => {
    demandLastOfDay(revaluation, later[0]?.number);
    const back = lines.map((line): LineDraft => ({ accountId: line.accountId, amount: negate(line.companyMinor as Minor), customerId: line.customerId, supplierId: line.supplierId }));
    return {
      rows: [
        ...bothDays(accounts, revaluation, back, 2, [ctx.newId(), ctx.newId()], ctx),
        update('Revaluation', revaluation.id, { status: 'REVERSED', reversedOn: ctx.today, reason }),
      ],
      events: [{ kind: 'revaluationReversed', subjectType: 'Revaluation', subjectId: revaluation.id, reason, data: { number: revaluation.number } }],
      result: { revaluation: revaluation.id },
    };
  },
});
