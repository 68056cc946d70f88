// Revenue that was invoiced and is earned later stands on 2130 until the last day of its month.
import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { entryRows, mirrored, type LineDraft } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { systemContext } from '../context.ts';
import { consume, task } from '../events/consumers.ts';
import { addMonths } from '../payables/recurrence.ts';
import type { DeferralRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import type { Db } from '../shared/db.ts';
import { day, id, text } from '../shared/input.ts';
import { least, minus, negate, plus, printMoney, take, zero, type Minor } from '../shared/money.ts';
import { perform } from '../shared/perform.ts';
import { Refusal } from '../shared/refusal.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { addDays, type Day } from '../shared/time.ts';
import { insert, update } from '../shared/write.ts';
import { NothingDeferred, ReleaseReversed } from './refusals.ts';

/** Lines that move revenue which waited to its account, in its currency and at what it is in company money. */
const earned = ({ accountId, customerId, currencyCode }: Pick<DeferralRow, 'accountId' | 'customerId' | 'currencyCode'>, amount: Minor, company: Minor): LineDraft[] => [
  { account: '2130', amount: company, original: { amount, currencyCode }, customerId }, { accountId, amount: negate(company), original: { amount: negate(amount), currencyCode }, customerId },
];

const monthOf = (on: Day): Day => `${on.slice(0, 7)}-01` as Day;
const endOf = (month: Day): Day => addDays(addMonths(month, 1), -1);

export const releaseDeferrals = action({
  name: 'releaseDeferrals', permission: 'journal.post', describe: 'Posts the revenue that was deferred to a month, on its last day; done by itself once the month is over.',
  input: { month: { ...day(), describe: 'Any day of it.' } }, refusals: [...postingRefusals, NothingDeferred], payload: { release: 'record:DeferralRelease' },
  load: async (tx, { month: asked }, ctx) => {
    const month = monthOf(asked);
    const on = endOf(month);
    if (on > ctx.today) throw fieldRefused(['month'], 'day_after', { day: ctx.today });
    await holdPeriod(tx, ctx, on);
    const accounts = await loadAccounts(tx, ctx);
    const waiting = await selectRows(tx, 'Deferral', sql`t.month = ${month} AND t."releaseId" IS NULL AND t."amountMinor" > 0`, { lock: true });
    if (waiting.length === 0) throw NothingDeferred({ month });
    return { month, on, accounts, waiting, number: await takeNumber(tx, ctx, 'DFR', on) };
  },
  decide: ({ month, on, accounts, waiting, number }, _input, ctx) => {
    const [release, entryId] = [ctx.newId(), ctx.newId()];
    const { currencyCode } = ctx.company;
    const amount = plus(zero, ...waiting.map((each) => each.companyMinor));
    const groups = [...Map.groupBy(waiting, ({ accountId, customerId, currencyCode: code }) => `${accountId} ${customerId} ${code}`).values()];
    return {
      rows: [
        insert('DeferralRelease', { id: release, companyId: ctx.company.id, number, month, effectiveOn: on, entryId, currencyCode, amountMinor: amount, reversedOn: null, reversalReason: null }),
        ...entryRows(accounts, {
          kind: 'DEFERRAL', effectiveOn: on, source: { type: 'DeferralRelease', id: release }, memo: number,
          lines: groups.flatMap((of): LineDraft[] => {
            const [first] = of;
            return first ? earned(first, plus(zero, ...of.map((each) => each.amountMinor)), plus(zero, ...of.map((each) => each.companyMinor))) : [];
          }),
        }, ctx, entryId),
        ...waiting.map((each) => update('Deferral', each.id, { releaseId: release, version: each.version + 1 })),
      ],
      events: [{ kind: 'deferralsReleased', subjectType: 'DeferralRelease', subjectId: release, data: { number, month, amount: printMoney(amount, currencyCode) } }],
      result: { release },
    };
  },
});

export const reverseDeferralRelease = action({
  name: 'reverseDeferralRelease', permission: 'journal.post', describe: 'Takes the revenue of a month back, dated today: it waits again.',
  input: { releaseId: id('DeferralRelease'), reason: text({ max: 1000, lines: true }) }, refusals: [...postingRefusals, ReleaseReversed], payload: { release: 'record:DeferralRelease' },
  load: async (tx, { releaseId }, ctx) => {
    await holdPeriod(tx, ctx, ctx.today);
    const release = await lockRow(tx, 'DeferralRelease', releaseId);
    return {
      release, accounts: await loadAccounts(tx, ctx), deferrals: await selectRows(tx, 'Deferral', sql`t."releaseId" = ${releaseId}`, { lock: true }),
      lines: await selectRows(tx, 'JournalLine', sql`t."entryId" = ${release.entryId}`, { orderBy: sql`t.no` }),
    };
  },
  decide: ({ release, accounts, deferrals, lines }, { reason }, ctx) => {
    if (release.reversedOn) throw ReleaseReversed({ number: release.number });
    return {
      rows: [
        ...entryRows(accounts, { kind: 'REVERSAL', effectiveOn: ctx.today, source: { type: 'DeferralRelease', id: release.id }, memo: release.number, reversesEntryId: release.entryId, lines: mirrored(lines) }, ctx),
        update('DeferralRelease', release.id, { reversedOn: ctx.today, reversalReason: reason }), ...deferrals.map((each) => update('Deferral', each.id, { releaseId: null, version: each.version + 1 })),
      ],
      events: [{ kind: 'deferralsReversed', subjectType: 'DeferralRelease', subjectId: release.id, reason, data: { number: release.number } }],
      result: { release: release.id },
    };
  },
});

/** Not offered: what a credit note takes back of an invoice is earned no more; the latest months give way first. */
const cutDeferrals = action({
  name: 'cutDeferrals', permission: 'journal.post', describe: 'Lowers deferred revenue by what a credit note took back.', input: { invoiceId: id('Invoice'), creditNoteId: id('Invoice') }, refusals: [], payload: {},
  load: async (tx, { invoiceId, creditNoteId }, ctx) => {
    const waiting = await selectRows(tx, 'Deferral', sql`t."invoiceId" = ${invoiceId} AND t."releaseId" IS NULL AND t."amountMinor" > 0`, { lock: true, orderBy: sql`t.month DESC, t.id` });
    if (waiting.length === 0) return null;
    await holdPeriod(tx, ctx, ctx.today);
    const [note] = await selectRows(tx, 'Invoice', sql`t.id = ${creditNoteId}`);
    return { waiting, credited: note?.netMinor ?? zero, accounts: await loadAccounts(tx, ctx) };
  },
  decide: (found, { creditNoteId }, ctx) => {
    if (!found) return { rows: [], events: [], result: {} };
    let left: Minor = found.credited;
    const cuts = found.waiting.flatMap((each) => {
      const amount = least(left, each.amountMinor);
      left = minus(left, amount);
      return amount > zero ? [{ each, amount, company: take({ units: each.amountMinor, value: each.companyMinor }, amount) }] : [];
    });
    return {
      rows: [
        ...entryRows(found.accounts, {
          kind: 'DEFERRAL', effectiveOn: ctx.today, source: { type: 'Invoice', id: creditNoteId }, memo: null,
          // What it took off revenue stood here, and comes back to it.
          lines: cuts.flatMap(({ each, amount, company }) => earned(each, amount, company)),
        }, ctx),
        ...cuts.map(({ each, amount, company }) => update('Deferral', each.id, { amountMinor: minus(each.amountMinor, amount), companyMinor: minus(each.companyMinor, company), version: each.version + 1 })),
      ], events: [], result: {},
    };
  },
});
consume('invoiceCredited', 'deferrals', ({ subjectId, data }) => {
  const { creditNoteId } = (data ?? {}) as { creditNoteId?: string };
  return creditNoteId ? [task(cutDeferrals, { invoiceId: subjectId, creditNoteId })] : [];
});

/** Releases all months that are over; a month that is locked is left to somebody. Gives how many were. */
export async function releaseDueDeferrals(db: Db, now: Date): Promise<number> {
  const ctx = await systemContext(db, now, 'JOB');
  const months = await db.rows<{ month: Day }>(sql`SELECT DISTINCT month::text AS month FROM "Deferral" WHERE "releaseId" IS NULL AND "amountMinor" > 0 AND (month + interval '1 month - 1 day')::date <= ${ctx.today}::date ORDER BY 1`);
  let count = 0;
  for (const { month } of months) {
    try {
      await perform(releaseDeferrals, { month }, ctx);
      count += 1;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
  return count;
}
