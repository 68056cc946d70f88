import { action } from '../shared/action.ts';
import { id } from '../shared/input.ts';
import { remove } from '../shared/write.ts';
import { lockOrder } from './loadOrder.ts';
import { demandMove } from './moves.ts';
import { OrderStatusForbids } from './refusals.ts';

export const deleteOrder = action({
  name: 'deleteOrder', describe: 'Drops a draft. A placed order is cancelled instead.', permission: 'orders.write',
  input: { orderId: id('Order') }, refusals: [OrderStatusForbids], payload: { customer: 'record:Customer' },
  load: (tx, input, ctx) => lockOrder(tx, input.orderId, ctx),
  decide: ({ order, lines, customer }) => {
    demandMove(order, 'deleteOrder');
    return {
      rows: [...lines.map((line) => remove('OrderLine', line.id)), remove('Order', order.id)],
      events: [{ kind: 'orderDeleted', subjectType: 'Order', subjectId: order.id, data: { customer: customer.name } }],
      result: { customer: customer.id },
    };
  },
});
