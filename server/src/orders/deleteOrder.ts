import { action } from '../shared/action.ts';
import { id } from '../shared/input.ts';
import { remove } from '../shared/write.ts';
import { loadDiscounts, lockOrder } from './loadOrder.ts';
import { demandMove } from './moves.ts';
import { OrderStatusForbids } from './refusals.ts';

export const deleteOrder = action({
  name: 'deleteOrder', describe: 'Drops a draft. A placed order is cancelled instead.', permission: 'orders.write',
  input: { orderId: id('Order') }, refusals: [OrderStatusForbids], payload: { customer: 'record:Customer' },
  load: async (tx, input, ctx) => ({ ...await lockOrder(tx, input.orderId, ctx), discounts: await loadDiscounts(tx, input.orderId) }),
  decide: ({ order, lines, customer, discounts }) => {
    demandMove(order, 'deleteOrder');
    return {
      rows: [...discounts.map(({ id: discountId }) => remove('OrderDiscount', discountId)), ...lines.map((line) => remove('OrderLine', line.id)), remove('Order', order.id)],
      events: [{ kind: 'orderDeleted', subjectType: 'Order', subjectId: order.id, data: { customer: customer.name } }],
      result: { customer: customer.id },
    };
  },
});
