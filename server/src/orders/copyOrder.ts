import { rateRefusals } from '../currencies/refusals.ts';
import { noPrices, resolvePrice } from '../pricing/resolvePrice.ts';
import { action } from '../shared/action.ts';
import { id } from '../shared/input.ts';
import { none } from '../shared/quantity.ts';
import { insert } from '../shared/write.ts';
import { draftOrder } from './draft.ts';
import { asTyped } from './lineUnits.ts';
import { loadDraftFacts } from './loadDraftFacts.ts';
import { lockOrder } from './loadOrder.ts';

export const copyOrder = action({
  name: 'copyOrder', describe: 'Drafts a new order with the same lines at today\'s prices and the same typed discounts, without coupons.', permission: 'orders.write',
  input: { orderId: id('Order') }, refusals: [...rateRefusals], payload: { order: 'record:Order' },
  load: async (tx, input, ctx) => {
    const loaded = await lockOrder(tx, input.orderId, ctx);
    const productIds = loaded.lines.map((line) => line.productId);
    return { ...loaded, facts: await loadDraftFacts(tx, ctx, { currencyCode: loaded.order.currencyCode, customerId: loaded.order.customerId, warehouseId: loaded.order.choosesWarehouse ? undefined : loaded.order.warehouseId, productIds, lines: loaded.lines, on: ctx.today }) };
  },
  decide: ({ order: source, lines: sourceLines, facts }, _input, ctx) => {
    const hasPrice = (productId: string) => {
      const product = facts.products.get(productId);
      return !!product && resolvePrice({ ...facts, product, quantity: none }, facts.prices ?? noPrices).taken !== null;
    };
    const { order, lines, discounts } = draftOrder({
      currencyCode: source.currencyCode, customerId: source.customerId, warehouseId: source.choosesWarehouse ? undefined : source.warehouseId, salesPersonId: source.salesPersonId, carrier: source.carrier, freight: source.freightMinor,
      lines: sourceLines.map((line) => ({
        productId: line.productId, ...asTyped(line), discountRate: line.discountRate, discountAmount: line.lessMinor, isDropShipped: line.isDropShipped,
        ...(hasPrice(line.productId) ? {} : { unitPrice: line.enteredPrice ?? line.unitPrice, taxIncluded: line.taxIncluded }),
      })),
    }, facts, ctx);
    return {
      rows: [insert('Order', order), ...lines.map((line) => insert('OrderLine', line)), ...discounts.map((each) => insert('OrderDiscount', each))],
      events: [{ kind: 'orderCreated', subjectType: 'Order', subjectId: order.id, data: { customer: facts.customer.name, copyOf: source.number } }],
      result: { order: order.id },
    };
  },
});
