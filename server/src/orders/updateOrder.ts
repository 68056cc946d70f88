import { action } from '../shared/action.ts';
import { id, integer, list, object, optional } from '../shared/input.ts';
import { patchOf } from '../shared/patch.ts';
import { changesOf, demandVersion } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, remove, update } from '../shared/write.ts';
import { draftLines, draftTotals, shipToOf } from './draft.ts';
import { loadDraftFacts } from './loadDraftFacts.ts';
import { lockOrder } from './loadOrder.ts';
import { demandMove } from './moves.ts';
import { orderHeadInput, orderLineInput } from './orderInput.ts';
import { OrderStatusForbids } from './refusals.ts';

export const updateOrder = action({
  name: 'updateOrder', describe: 'Changes a draft. Lines that are given replace all lines.', permission: 'orders.write',
  input: {
    orderId: id('Order'), version: integer(), customerId: optional(id('Customer')), ...orderHeadInput,
    lines: optional(list(object('OrderLineInput', orderLineInput), { max: 500 })),
  },
  refusals: [OrderStatusForbids], payload: { order: 'record:Order' },
  load: async (tx, input, ctx) => {
    const loaded = await lockOrder(tx, input.orderId, ctx);
    const { order } = loaded;
    return { ...loaded, facts: await loadDraftFacts(tx, ctx, {
      customerId: input.customerId ?? order.customerId, warehouseId: input.warehouseId ?? order.warehouseId, salesPersonId: input.salesPersonId,
      productIds: (input.lines ?? []).map((line) => line.productId), on: ctx.today,
    }) };
  },
  decide: ({ order, lines: before, facts }, input, ctx) => {
    demandMove(order, 'updateOrder');
    const after = {
      ...patchOf('Order', input, ['customerId', 'warehouseId', 'salesPersonId', 'requiredOn', 'customerReference', 'note', 'carrier']),
      ...(input.shipTo || (input.customerId && input.customerId !== order.customerId) ? shipToOf(input.shipTo, facts) : {}),
    };
    demandVersion('Order', order, input.version, after, ctx.company.currencyCode);
    if (!facts.warehouse) throw fieldRefused(['warehouseId'], 'id_unknown', { type: 'Warehouse' });
    if (!facts.isKnownSalesPerson) throw fieldRefused(['salesPersonId'], 'id_unknown', { type: 'SalesPerson' });
    const lines = input.lines ? draftLines(order.id, input.lines, facts.products, before, ctx) : before;
    const head = { ...after, ...draftTotals(lines, input.freight ?? order.freightMinor) };
    const lineChanges = !input.lines ? [] : [
      ...lines.map((line, index) => {
        const { id: lineId, ...columns } = line;
        return index < before.length ? update('OrderLine', lineId, columns) : insert('OrderLine', line);
      }),
      ...before.slice(lines.length).map((line) => remove('OrderLine', line.id)),
    ];
    return {
      rows: [update('Order', order.id, { ...head, version: order.version + 1 }), ...lineChanges],
      events: [{ kind: 'orderUpdated', subjectType: 'Order', subjectId: order.id, changes: changesOf('Order', order, head, ctx.company.currencyCode) }],
      result: { order: order.id },
    };
  },
});
