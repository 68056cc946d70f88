import { postingRefusals } from '../accounting/refusals.ts';
import { action } from '../shared/action.ts';
import { id, text } from '../shared/input.ts';
import { CreditUsed, PaymentChargedBack, PaymentReversed } from './refusals.ts';
import { loadReversal, reversalRows } from './reversal.ts';

export const reversePayment = action({
  name: 'reversePayment', permission: 'payments.post',
  describe: 'Undoes a payment in either direction, dated today: takes all its allocations and write-offs back and mirrors its posting.',
  input: { paymentId: id('Payment'), reason: text({ max: 1000, lines: true }) },
  refusals: [...postingRefusals, PaymentReversed, PaymentChargedBack, CreditUsed], payload: { payment: 'record:Payment' },
  load: (tx, { paymentId }, ctx) => loadReversal(tx, paymentId, ctx.today, ctx),
  decide: (facts, { reason }, ctx) => ({ ...reversalRows(facts, reason, ctx.today, ctx), result: { payment: facts.payment.id } }),
});
