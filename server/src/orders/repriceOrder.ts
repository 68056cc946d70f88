import { rateRefusals } from '../currencies/refusals.ts';
import { couponRefusals } from '../pricing/coupons.ts';
import { action } from '../shared/action.ts';
import { id } from '../shared/input.ts';
import { changesOf } from '../shared/rows.ts';
import { insert, remove, update } from '../shared/write.ts';
import { draftLines, draftTotals } from './draft.ts';
import { linesAgain } from './linesAgain.ts';
import { loadDraftFacts } from './loadDraftFacts.ts';
import { loadDiscounts, lockOrder } from './loadOrder.ts';
import { demandMove } from './moves.ts';
import { OrderEmpty, OrderStatusForbids } from './refusals.ts';
import { demandLines } from './rules.ts';

export const repriceOrder = action({
  name: 'repriceOrder', permission: 'orders.write',
  describe: 'Gives a draft the prices, promotions and taxes of today. What was typed stays as it was typed.',
  input: { orderId: id('Order') }, refusals: [OrderStatusForbids, OrderEmpty, ...couponRefusals, ...rateRefusals], payload: { order: 'record:Order' },
  load: async (tx, { orderId }, ctx) => {
    const loaded = await lockOrder(tx, orderId, ctx);
    const given = linesAgain(loaded.lines);
    const { customerId, warehouseId, couponCodes, currencyCode } = loaded.order;
    return { ...loaded, given, discounts: await loadDiscounts(tx, orderId), facts: await loadDraftFacts(tx, ctx, { currencyCode, customerId, warehouseId, productIds: given.map(({ productId }) => productId), lines: given, on: ctx.today, couponCodes }) };
  },
  decide: ({ order, lines: before, given, discounts: off, customer, facts }, _input, ctx) => {
    demandMove(order, 'updateOrder');
    demandLines(order, before);
    const { discountRate, lessMinor, couponCodes } = order;
    const { lines, discounts } = draftLines({ id: order.id, path: ['lines'], codes: couponCodes, discountRate, lessMinor }, given, { ...facts, channel: order.channel }, before, ctx);
    const head = { ...draftTotals(lines, order.freightMinor), taxRounding: ctx.company.taxRounding, taxTreatment: customer.taxTreatment, taxReason: customer.taxReason, exchangeRate: facts.money?.rate ?? null };
    return {
      rows: [
        update('Order', order.id, { ...head, version: order.version + 1 }), ...off.map((each) => remove('OrderDiscount', each.id)),
        ...lines.map(({ id: lineId, ...columns }) => update('OrderLine', lineId, columns)), ...discounts.map((each) => insert('OrderDiscount', each)),
      ],
      events: [{ kind: 'orderRepriced', subjectType: 'Order', subjectId: order.id, changes: changesOf('Order', order, head, ctx.company.currencyCode) }],
      result: { order: order.id },
    };
  },
});
