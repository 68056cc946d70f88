import sql from 'sql-template-tag';
import { exposureOf } from '../customers/credit.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import { action } from '../shared/action.ts';
import { id, text } from '../shared/input.ts';
import { printMoney, zero } from '../shared/money.ts';
import { selectRows } from '../shared/rows.ts';
import { ApprovalPending } from '../work/refusals.ts';
import { requestApprovalRows } from '../work/rules.ts';
import { lockOrder } from './loadOrder.ts';
import { demandMove } from './moves.ts';
import { CreditSuffices, OrderEmpty, OrderStatusForbids } from './refusals.ts';
import { addedBy, demandLines, overLimit } from './rules.ts';

export const requestCreditOverride = action({
  name: 'requestCreditOverride', permission: 'orders.write',
  describe: 'Asks a second person to let an order pass the customer\'s credit limit. It covers as much as is over the limit now: of a draft before it is placed, of a placed order before its goods leave, of a cancelled one before it is taken up again.',
  input: { orderId: id('Order'), reason: text({ max: 1000, lines: true }) },
  refusals: [OrderStatusForbids, OrderEmpty, CreditSuffices, ApprovalPending], payload: { order: 'record:Order', approval: 'record:Approval' },
  load: async (tx, input, ctx) => {
    const loaded = await lockOrder(tx, input.orderId, ctx);
    const approvals = await selectRows(tx, 'Approval', sql`t."subjectId" = ${loaded.order.id}`, { lock: true });
    return { ...loaded, approvals, credit: await loadCredit(tx, loaded.customer.id) };
  },
  decide: ({ order, lines, customer, approvals, credit }, { reason }, ctx) => {
    demandMove(order, 'requestCreditOverride');
    demandLines(order, lines);
    const over = overLimit(credit, addedBy(order, ctx));
    if (over === zero) throw CreditSuffices({ customerName: customer.name });
    const printed = (amount: typeof over) => printMoney(amount, ctx.company.currencyCode);
    const asked = requestApprovalRows({
      kind: 'CREDIT_OVERRIDE', subject: { type: 'Order', id: order.id }, amount: over, reason,
      facts: { customer: customer.name, limit: printed(credit.limitMinor ?? zero), exposure: printed(exposureOf(credit)), orderTotal: printMoney(order.totalMinor, order.currencyCode), over: printed(over) },
    }, approvals, ctx);
    return {
      rows: asked.rows,
      events: [...asked.events, { kind: 'creditOverrideRequested', subjectType: 'Order', subjectId: order.id, reason, data: { over: printed(over) } }],
      result: { order: order.id, approval: asked.id },
    };
  },
});
