import { loadPools } from '../inventory/loadPools.ts';
import { loadSellables } from '../pricing/priceOf.ts';
import { action } from '../shared/action.ts';
import { id, list, text } from '../shared/input.ts';
import { none } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { update } from '../shared/write.ts';
import { loadDropLines, unordered } from './dropShipOrder.ts';
import { lockOrder } from './loadOrder.ts';
import { demandMove } from './moves.ts';
import { NothingToDropShip, OrderStatusForbids } from './refusals.ts';
import { goodsOf, reserveLines } from './reserving.ts';
import { openQuantity } from './transitions.ts';

export const stockOrderLines = action({
  name: 'stockOrderLines', permission: 'orders.allocate',
  describe: 'Serves drop-shipped lines from stock instead, as far as they are on no purchase order: what is available is promised, the rest waits.',
  input: { orderId: id('Order'), orderLineIds: list(id('OrderLine'), { min: 1 }), reason: text({ max: 1000, lines: true }) },
  refusals: [OrderStatusForbids, NothingToDropShip], payload: { order: 'record:Order' },
  load: async (tx, { orderId, orderLineIds }, ctx) => {
    const loaded = await lockOrder(tx, orderId, ctx);
    const products = await loadSellables(tx, ctx, loaded.lines.map((line) => line.productId), ctx.today);
    const chosen = loaded.lines.filter((line) => orderLineIds.includes(line.id));
    const goods = chosen.flatMap((line) => goodsOf(products.get(line.productId), { isDropShipped: false }));
    const pools = await loadPools(tx, ctx, goods.map(({ productId }) => ({ productId, warehouseId: loaded.order.warehouseId })));
    return { ...loaded, products, pools, known: await loadDropLines(tx, orderId) };
  },
  decide: ({ order, lines, customer, products, pools, known }, { orderLineIds, reason }, ctx) => {
    demandMove(order, 'dropShipOrder');
    const chosen = orderLineIds.map((lineId, index) => {
      const line = lines.find((each) => each.id === lineId);
      if (!line?.isDropShipped) throw fieldRefused(['orderLineIds', String(index)], 'id_unknown', { type: 'OrderLine' });
      const open = openQuantity(line);
      if (open === none || unordered(line, known) < open) throw NothingToDropShip({ order: order.id, orderNumber: order.number ?? '' });
      return { ...line, isDropShipped: false, quantity: open };
    });
    const { rows } = reserveLines(order, customer, chosen, products, pools, undefined, { acceptBackorder: true }, ['orderLineIds'], ctx);
    return {
      rows: [...chosen.map((line) => update('OrderLine', line.id, { isDropShipped: false })), ...rows, ...pools.changes()],
      events: [{ kind: 'orderStocked', subjectType: 'Order', subjectId: order.id, reason, data: { lines: chosen.map(({ description }) => description).join(', ') } }],
      result: { order: order.id },
    };
  },
});
