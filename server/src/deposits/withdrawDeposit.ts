import type { DepositRequestRow, OpenItemRow } from '../generated/rows.ts';
import { action, type DecideContext, type Decision } from '../shared/action.ts';
import { id, text } from '../shared/input.ts';
import { printMoney, zero } from '../shared/money.ts';
import { update } from '../shared/write.ts';
import { lockHeld, readDeposit } from './loadDeposit.ts';
import { demandToCome } from './moneyIn.ts';
import { DepositComplete } from './refusals.ts';

/** Nothing more is to come. */
export function withdrawnRows(deposit: DepositRequestRow, item: OpenItemRow, reason: string, ctx: DecideContext): Decision {
  demandToCome(deposit, item);
  const left = item.claimMinor ?? zero;
  item.claimMinor = zero;
  return {
    rows: [update('OpenItem', item.id, { claimMinor: zero }), update('DepositRequest', deposit.id, { withdrawnOn: ctx.today, withdrawReason: reason, version: deposit.version + 1 })],
    events: [{ kind: 'depositWithdrawn', subjectType: 'DepositRequest', subjectId: deposit.id, reason, data: { number: deposit.number, amount: printMoney(left, item.currencyCode) } }],
    result: { deposit: deposit.id },
  };
}

export const withdrawDeposit = action({
  name: 'withdrawDeposit', permission: 'deposits.write', describe: 'Asks no longer for what is still to come of a deposit. What was paid stays held.',
  input: { depositId: id('DepositRequest'), reason: text({ max: 1000, lines: true }) }, refusals: [DepositComplete], payload: { deposit: 'record:DepositRequest' },
  load: async (tx, { depositId }, ctx) => {
    const deposit = await readDeposit(tx, depositId, ctx);
    return { deposit, ...await lockHeld(tx, deposit) };
  },
  decide: ({ deposit, item }, { reason: why }, ctx) => withdrawnRows(deposit, item, why, ctx),
});
