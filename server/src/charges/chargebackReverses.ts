// Chargebacks taken back: entered by mistake, or decided otherwise.
import { entryRows, mirrored } from '../accounting/post.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { moveCredit } from '../customers/credit.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import type { OpenItemRow } from '../generated/rows.ts';
import { lockSettled } from '../payments/loadAllocations.ts';
import { PaymentReversed } from '../payments/refusals.ts';
import { unapplyRows } from '../payments/rules.ts';
import { action } from '../shared/action.ts';
import { text } from '../shared/input.ts';
import { negate, plus, zero } from '../shared/money.ts';
import { update } from '../shared/write.ts';
import { amountOf, chargebackEvents, demandDisputable, demandState } from './chargebackRules.ts';
import { chargebackInput, chargebackPayload, disputedOf, ended, loadChargeback } from './loadChargeback.ts';
import { ChargebackExceeds, ChargebackState, DebtWrittenOff, NotAReceipt } from './refusals.ts';

const permission = 'chargebacks.manage';

export const withdrawChargeback = action({
  name: 'withdrawChargeback', permission, describe: 'Ends a chargeback that was entered by mistake: money and fee are as before it.',
  input: { ...chargebackInput, reason: text({ max: 1000, lines: true }) }, refusals: [...postingRefusals, ChargebackState], payload: chargebackPayload,
  load: (tx, { chargebackId }, ctx) => loadChargeback(tx, chargebackId, ctx),
  decide: (loaded, { reason }, ctx) => {
    const { chargeback, accounts, standing, lines, undone } = loaded;
    demandState(chargeback, 'OPEN', 'REPRESENTED');
    const made = ended(loaded, { status: 'WITHDRAWN', settledOn: ctx.today, outcome: reason }, ctx);
    return {
      rows: [...made.rows, ...standing.flatMap((entry, index) => entryRows(accounts, {
        kind: 'REVERSAL', effectiveOn: ctx.today, source: { type: 'Chargeback', id: chargeback.id, revision: undone + index }, memo: entry.memo, reversesEntryId: entry.id, lines: mirrored(lines.filter((line) => line.entryId === entry.id)),
      }, ctx))],
      events: [...made.events, ...chargebackEvents('chargebackWithdrawn', chargeback, reason, amountOf(chargeback))], result: { chargeback: chargeback.id },
    };
  },
});

export const reopenChargeback = action({
  name: 'reopenChargeback', permission, describe: 'Takes back how a chargeback was decided: its money is disputed again. What was owed again by it is settled by hand.',
  input: { ...chargebackInput, reason: text({ max: 1000, lines: true }) }, refusals: [...postingRefusals, ChargebackState, ChargebackExceeds, NotAReceipt, PaymentReversed, DebtWrittenOff], payload: chargebackPayload,
  load: async (tx, { chargebackId }, ctx) => {
    const loaded = await loadChargeback(tx, chargebackId, ctx);
    const { openItemId, customerId } = loaded.chargeback;
    const { items, allocations } = openItemId ? await lockSettled(tx, 'debitItemId', openItemId) : { items: new Map<string, OpenItemRow>(), allocations: [] };
    return { loaded, items, allocations, disputed: await disputedOf(tx, loaded.payment.id, chargebackId), account: await loadCredit(tx, customerId) };
  },
  decide: ({ loaded, items, allocations, disputed, account }, { reason }, ctx) => {
    const { chargeback, payment, accounts, standing, lines, undone } = loaded;
    demandState(chargeback, 'WON', 'LOST');
    // Once won, the payment may have been taken back, or disputed anew.
    demandDisputable(payment, chargeback.amountMinor, disputed);
    const settlement = standing.at(-1);
    const item = items.get(chargeback.openItemId ?? '');
    if (!settlement || settlement.sourceRevision === 0) throw new Error(`chargeback ${chargeback.id} lacks its settlement`);
    if (item && plus(item.openMinor, ...allocations.map(({ allocation }) => allocation.amountMinor)) !== chargeback.amountMinor) throw DebtWrittenOff({ number: chargeback.number });
    const taken = allocations.flatMap((facts) => unapplyRows(accounts, facts, items, account, reason, ctx));
    return {
      rows: [
        ...taken, ...entryRows(accounts, {
          kind: 'REVERSAL', effectiveOn: ctx.today, source: { type: 'Chargeback', id: chargeback.id, revision: undone }, memo: settlement.memo, reversesEntryId: settlement.id, lines: mirrored(lines.filter((line) => line.entryId === settlement.id)),
        }, ctx),
        ...(item ? [update('OpenItem', item.id, { openMinor: zero, companyOpenMinor: zero }), moveCredit(account, 'receivable', negate(item.companyOpenMinor))] : []),
        update('Chargeback', chargeback.id, { status: chargeback.representedOn ? 'REPRESENTED' : 'OPEN', settledOn: null, outcome: null, isWrittenOff: false, openItemId: null, version: chargeback.version + 1 }),
      ],
      events: chargebackEvents('chargebackReopened', chargeback, reason, amountOf(chargeback)), result: { chargeback: chargeback.id },
    };
  },
});
