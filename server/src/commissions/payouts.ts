// Paying commission out: asked for by one, posted by another, taken back by its mirror.
import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { entryRows, mirrored } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import type { CommissionPayoutRow, CommissionPayoutStatus } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import { day, id, money, optional, text } from '../shared/input.ts';
import { negate, printMoney } from '../shared/money.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Viewer } from '../shared/viewer.ts';
import { insert, update } from '../shared/write.ts';
import { commissionLock } from './load.ts';
import { CommissionExceeded, CommissionPayoutOwn, CommissionPayoutState } from './refusals.ts';
import { availableTo } from './statements.ts';

const permission = 'commissions.pay';

export const requestCommissionPayout = action({
  name: 'requestCommissionPayout', permission, describe: 'Asks for commission to be paid to somebody: at most what statements approve and is still earned. Somebody else approves it, which posts it.',
  input: { salesPersonId: id('SalesPerson'), amount: { ...optional(money()), describe: 'All that may be paid when left out.' }, paidOn: optional(day()), accountId: { ...optional(id('Account')), describe: 'The account of money that it leaves; default: Bank.' }, memo: optional(text({ max: 500 })) },
  refusals: [CommissionExceeded], payload: { commissionPayout: 'record:CommissionPayout' },
  load: async (tx, { salesPersonId, accountId }, ctx) => {
    await tx.rows(commissionLock);
    await readRow(tx, 'SalesPerson', salesPersonId);
    const account = accountId ? await readRow(tx, 'Account', accountId) : undefined;
    if (account && (!account.isCash || !account.isActive)) throw fieldRefused(['accountId'], 'account_not_cash');
    return { accountId: account?.id ?? (await loadAccounts(tx, ctx))['1000'], available: await availableTo(tx, salesPersonId), number: await takeNumber(tx, ctx, 'CPO', ctx.today) };
  },
  decide: ({ accountId, available, number }, { salesPersonId, amount = available, paidOn, memo }, ctx) => {
    const { id: companyId, currencyCode } = ctx.company;
    const wanted = amount ?? available;
    if (wanted > available || wanted === 0n) throw CommissionExceeded({ wanted: { minor: wanted, currencyCode }, available: { minor: available, currencyCode } });
    const commissionPayout = ctx.newId();
    return {
      rows: [insert('CommissionPayout', {
        id: commissionPayout, companyId, number, salesPersonId, status: 'REQUESTED', accountId, paidOn: paidOn ?? ctx.today, currencyCode, amountMinor: wanted, memo: memo ?? null, requestedById: ctx.viewer.id, requestedByName: ctx.viewer.name,
        decidedByName: null, decidedAt: null, reason: null, entryId: null, reversedOn: null,
      })],
      events: [{ kind: 'commissionPayoutRequested', subjectType: 'CommissionPayout', subjectId: commissionPayout, data: { number, amount: printMoney(wanted, currencyCode) } }],
      result: { commissionPayout },
    };
  },
});

/** Refuses what is not in the status that an action is for. */
export function demandPayout({ number, status }: Pick<CommissionPayoutRow, 'number' | 'status'>, wanted: CommissionPayoutStatus): void {
  if (status !== wanted) throw CommissionPayoutState({ number, status });
}
/** Refuses whoever asked for it. */
export function demandOther({ number, requestedById }: Pick<CommissionPayoutRow, 'number' | 'requestedById'>, { id: who }: Pick<Viewer, 'id'>): void {
  if (requestedById !== null && requestedById === who) throw CommissionPayoutOwn({ number });
}

const about = ({ id: subjectId }: CommissionPayoutRow) => ({ subjectType: 'CommissionPayout', subjectId });

export const postCommissionPayout = action({
  name: 'postCommissionPayout', permission, describe: 'Approves a payout that somebody else asked for, and posts it: what is owed as commission against the account of money.',
  input: { commissionPayoutId: id('CommissionPayout') }, refusals: [...postingRefusals, CommissionPayoutState, CommissionPayoutOwn], payload: { commissionPayout: 'record:CommissionPayout' },
  load: async (tx, { commissionPayoutId }, ctx) => {
    const { paidOn } = await readRow(tx, 'CommissionPayout', commissionPayoutId);
    await tx.rows(commissionLock);
    await holdPeriod(tx, ctx, paidOn);
    return { payout: await lockRow(tx, 'CommissionPayout', commissionPayoutId), accounts: await loadAccounts(tx, ctx) };
  },
  decide: ({ payout, accounts }, _input, ctx) => {
    demandPayout(payout, 'REQUESTED');
    demandOther(payout, ctx.viewer);
    const entryId = ctx.newId();
    return {
      rows: [
        update('CommissionPayout', payout.id, { status: 'POSTED', entryId, decidedByName: ctx.viewer.name, decidedAt: ctx.now, version: payout.version + 1 }),
        ...entryRows(accounts, {
          kind: 'COMMISSION', effectiveOn: payout.paidOn, source: { type: 'CommissionPayout', id: payout.id }, memo: payout.memo ?? payout.number,
          lines: [{ account: '2400', amount: payout.amountMinor }, { accountId: payout.accountId, amount: negate(payout.amountMinor) }],
        }, ctx, entryId),
      ],
      events: [{ kind: 'commissionPayoutPosted', ...about(payout), data: { number: payout.number } }], result: { commissionPayout: payout.id },
    };
  },
});

export const declineCommissionPayout = action({
  name: 'declineCommissionPayout', permission, describe: 'Declines a payout, or takes the own request back; nothing was posted.',
  input: { commissionPayoutId: id('CommissionPayout'), reason: text({ max: 1000, lines: true }) }, refusals: [CommissionPayoutState], payload: { commissionPayout: 'record:CommissionPayout' },
  load: async (tx, { commissionPayoutId }) => {
    await tx.rows(commissionLock);
    return lockRow(tx, 'CommissionPayout', commissionPayoutId);
  },
  decide: (payout, { reason }, ctx) => {
    demandPayout(payout, 'REQUESTED');
    return {
      rows: [update('CommissionPayout', payout.id, { status: 'DECLINED', decidedByName: ctx.viewer.name, decidedAt: ctx.now, reason, version: payout.version + 1 })],
      events: [{ kind: 'commissionPayoutDeclined', ...about(payout), reason, data: { number: payout.number } }], result: { commissionPayout: payout.id },
    };
  },
});

export const reverseCommissionPayout = action({
  name: 'reverseCommissionPayout', permission, describe: 'Takes a payout back, dated today: what was paid is owed again.',
  input: { commissionPayoutId: id('CommissionPayout'), reason: text({ max: 1000, lines: true }) }, refusals: [...postingRefusals, CommissionPayoutState], payload: { commissionPayout: 'record:CommissionPayout' },
  load: async (tx, { commissionPayoutId }, ctx) => {
    await tx.rows(commissionLock);
    await holdPeriod(tx, ctx, ctx.today);
    const payout = await lockRow(tx, 'CommissionPayout', commissionPayoutId);
    return { payout, accounts: await loadAccounts(tx, ctx), lines: await selectRows(tx, 'JournalLine', sql`t."entryId" = ${payout.entryId}`, { orderBy: sql`t.no` }) };
  },
  decide: ({ payout, accounts, lines }, { reason }, ctx) => {
    demandPayout(payout, 'POSTED');
    return {
      rows: [
        update('CommissionPayout', payout.id, { status: 'REVERSED', reversedOn: ctx.today, reason, version: payout.version + 1 }),
        ...entryRows(accounts, {
          kind: 'REVERSAL', effectiveOn: ctx.today, source: { type: 'CommissionPayout', id: payout.id }, memo: payout.number, lines: mirrored(lines), ...(payout.entryId ? { reversesEntryId: payout.entryId } : {}),
        }, ctx),
      ],
      events: [{ kind: 'commissionPayoutReversed', ...about(payout), reason, data: { number: payout.number } }], result: { commissionPayout: payout.id },
    };
  },
});
