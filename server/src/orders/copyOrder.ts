import { action } from '../shared/action.ts';
import { id } from '../shared/input.ts';
import { insert } from '../shared/write.ts';
import { draftOrder } from './draft.ts';
import { loadDraftFacts } from './loadDraftFacts.ts';
import { lockOrder } from './loadOrder.ts';

export const copyOrder = action({
  name: 'copyOrder', describe: 'Drafts a new order with the same lines at today\'s list prices and the same discounts.', permission: 'orders.write',
  input: { orderId: id('Order') }, refusals: [], payload: { order: 'record:Order' },
  load: async (tx, input, ctx) => {
    const loaded = await lockOrder(tx, input.orderId, ctx);
    const productIds = loaded.lines.map((line) => line.productId);
    return { ...loaded, facts: await loadDraftFacts(tx, ctx, { customerId: loaded.order.customerId, warehouseId: loaded.order.warehouseId, productIds, on: ctx.today }) };
  },
  decide: ({ order: source, lines: sourceLines, facts }, _input, ctx) => {
    const { order, lines } = draftOrder({
      customerId: source.customerId, warehouseId: source.warehouseId, salesPersonId: source.salesPersonId, carrier: source.carrier, freight: source.freightMinor,
      lines: sourceLines.map((line) => ({
        productId: line.productId, quantity: line.quantity, discountRate: line.discountRate,
        unitPrice: facts.products.get(line.productId)?.listPrice ?? line.unitPrice,
      })),
    }, facts, ctx);
    return {
      rows: [insert('Order', order), ...lines.map((line) => insert('OrderLine', line))],
      events: [{ kind: 'orderCreated', subjectType: 'Order', subjectId: order.id, data: { customer: facts.customer.name, copyOf: source.number } }],
      result: { order: order.id },
    };
  },
});
