import type { OrderLineRow } from '../generated/rows.ts';
import { demandToldCurrency } from '../currencies/documentMoney.ts';
import { rateRefusals } from '../currencies/refusals.ts';
import { couponRefusals } from '../pricing/coupons.ts';
import { codeOf } from '../pricing/promotionParts.ts';
import { action } from '../shared/action.ts';
import { id, integer, list, object, optional } from '../shared/input.ts';
import { zero } from '../shared/money.ts';
import { patchOf } from '../shared/patch.ts';
import { changesOf, demandVersion } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, remove, update } from '../shared/write.ts';
import { demandLessRight, draftLines, draftTotals, lessOf, shipToOf } from './draft.ts';
import { linesAgain } from './linesAgain.ts';
import { loadDraftFacts } from './loadDraftFacts.ts';
import { loadDiscounts, lockOrder } from './loadOrder.ts';
import { demandMove } from './moves.ts';
import { orderHeadInput, orderLineInput, type OrderHeadInput, type OrderLineInput } from './orderInput.ts';
import { demandQuotedLeft, lockQuotedLeft } from './quotedLeft.ts';
import { OrderStatusForbids, QuotationLineExceeded } from './refusals.ts';

/** The lines to price: those given, or those that are there where something else changes their amounts; undefined: they stay. */
const linesOf = (before: OrderLineRow[], input: Pick<OrderHeadInput, 'couponCodes' | 'discountRate' | 'discountAmount'> & { lines?: OrderLineInput[] | null; customerId?: string | null }): OrderLineInput[] | undefined =>
  input.lines ?? (input.couponCodes || input.discountRate !== undefined || input.discountAmount !== undefined || input.customerId ? linesAgain(before) : undefined);

export const updateOrder = action({
  name: 'updateOrder', describe: 'Changes a draft. Lines that are given replace all lines.', permission: 'orders.write',
  input: {
    orderId: id('Order'), version: integer(), customerId: optional(id('Customer')), ...orderHeadInput,
    lines: optional(list(object('OrderLineInput', orderLineInput), { max: 500 })),
  },
  refusals: [OrderStatusForbids, QuotationLineExceeded, ...couponRefusals, ...rateRefusals], payload: { order: 'record:Order' },
  load: async (tx, input, ctx) => {
    const loaded = await lockOrder(tx, input.orderId, ctx);
    const { order } = loaded;
    const given = linesOf(loaded.lines, input);
    const quotedLeft = await lockQuotedLeft(tx, order);
    return { ...loaded, given, quotedLeft, discounts: await loadDiscounts(tx, order.id), facts: await loadDraftFacts(tx, ctx, {
      customerId: input.customerId ?? order.customerId, warehouseId: input.warehouseId === null ? null : input.warehouseId ?? order.warehouseId, salesPersonId: input.salesPersonId,
      currencyCode: input.currencyCode ?? order.currencyCode, productIds: (given ?? []).map((line) => line.productId), lines: given, on: ctx.today, couponCodes: input.couponCodes ?? order.couponCodes,
    }) };
  },
  decide: ({ order, lines: before, discounts: off, given, quotedLeft, facts }, input, ctx) => {
    demandMove(order, 'updateOrder');
    const after = {
      ...patchOf('Order', input, ['customerId', 'salesPersonId', 'requiredOn', 'customerReference', 'note', 'carrier', 'shipPolicy', 'priority', 'overCallReason', 'entrySeconds']),
      ...(input.warehouseId === undefined ? {} : { warehouseId: facts.warehouse?.id ?? order.warehouseId, choosesWarehouse: input.warehouseId === null }),
      ...(input.shipTo || (input.customerId && input.customerId !== order.customerId) ? shipToOf(input.shipTo, facts) : {}),
    };
    demandVersion('Order', order, input.version, after, ctx.company.currencyCode);
    if (!facts.warehouse) throw fieldRefused(['warehouseId'], 'id_unknown', { type: 'Warehouse' });
    if (!facts.isKnownSalesPerson) throw fieldRefused(['salesPersonId'], 'id_unknown', { type: 'SalesPerson' });
    const isOther = (input.currencyCode ?? order.currencyCode) !== order.currencyCode;
    // What was typed was typed in the currency before.
    if (isOther && !input.lines) throw fieldRefused(['lines'], 'currency_lines', { currency: order.currencyCode });
    demandToldCurrency(input, input.currencyCode ?? order.currencyCode, ctx);
    const lessAsked = lessOf({ discountRate: order.discountRate, discountAmount: isOther ? null : order.lessMinor, ...(input.discountRate === undefined && input.discountAmount === undefined ? {} : { discountRate: input.discountRate, discountAmount: input.discountAmount }) });
    demandLessRight(lessAsked, order, [], ctx);
    const codes = [...new Set((input.couponCodes ?? order.couponCodes).map(codeOf))];
    const made = given ? draftLines({ id: order.id, path: ['lines'], codes, ...lessAsked, frameworkId: input.frameworkId, isOutsideFrameworks: input.isOutsideFrameworks }, given, { ...facts, channel: order.channel }, before, ctx) : undefined;
    const lines = made?.lines ?? before;
    if (made) demandQuotedLeft(made.lines, quotedLeft);
    const { taxTreatment, taxReason } = facts.customer;
    const head = { ...after, ...draftTotals(lines, input.freight ?? (isOther ? zero : order.freightMinor)), currencyCode: facts.money?.currencyCode ?? order.currencyCode, exchangeRate: facts.money?.rate ?? null, ...(made ? { couponCodes: codes, ...lessAsked, taxRounding: ctx.company.taxRounding, taxTreatment, taxReason } : {}) };
    const lineChanges = !made ? [] : [
      ...off.map((each) => remove('OrderDiscount', each.id)),
      ...lines.map((line, index) => {
        const { id: lineId, ...columns } = line;
        return index < before.length ? update('OrderLine', lineId, columns) : insert('OrderLine', line);
      }),
      ...before.slice(lines.length).map((line) => remove('OrderLine', line.id)),
      ...made.discounts.map((each) => insert('OrderDiscount', each)),
    ];
    return {
      rows: [update('Order', order.id, { ...head, version: order.version + 1 }), ...lineChanges],
      events: [{ kind: 'orderUpdated', subjectType: 'Order', subjectId: order.id, changes: changesOf('Order', order, head, ctx.company.currencyCode) }],
      result: { order: order.id },
    };
  },
});
