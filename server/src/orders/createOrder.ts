import { rateRefusals } from '../currencies/refusals.ts';
import { couponRefusals } from '../pricing/coupons.ts';
import { action } from '../shared/action.ts';
import { insert } from '../shared/write.ts';
import { draftOrder } from './draft.ts';
import { loadDraftFacts } from './loadDraftFacts.ts';
import { orderInput } from './orderInput.ts';

export const createOrder = action({
  name: 'createOrder', describe: 'Drafts an order: nothing is promised until it is placed.', permission: 'orders.write',
  input: orderInput, refusals: [...couponRefusals, ...rateRefusals], payload: { order: 'record:Order' },
  load: (tx, input, ctx) => loadDraftFacts(tx, ctx, { ...input, productIds: input.lines.map((line) => line.productId), on: ctx.today }),
  decide: (facts, input, ctx) => {
    const { order, lines, discounts } = draftOrder(input, facts, ctx);
    return {
      rows: [insert('Order', order), ...lines.map((line) => insert('OrderLine', line)), ...discounts.map((each) => insert('OrderDiscount', each))],
      events: [{ kind: 'orderCreated', subjectType: 'Order', subjectId: order.id, data: { customer: facts.customer.name } }],
      result: { order: order.id },
    };
  },
});
