import sql from 'sql-template-tag';
import { customerParts } from '../customers/customerParts.ts';
import { demandLinePlaces } from '../inventory/promises.ts';
import { poolNamesOf, poolNamesPart, poolParts, poolsOfKnown } from '../inventory/poolParts.ts';
import { action } from '../shared/action.ts';
import { id, list, object, optional, quantity, type InputOf } from '../shared/input.ts';
import type { Known } from '../shared/known.ts';
import { locked, type Part } from '../shared/parts.ts';
import { printQuantity } from '../shared/quantity.ts';
import { together, type Asked } from '../shared/together.ts';
import type { Context } from '../shared/viewer.ts';
import { demandMove } from './moves.ts';
import { customersOfOrders, orderOf, orderParts, poolsOfOrders } from './orderParts.ts';
import { NothingWaiting, OrderStatusForbids, ReserveExceedsWaiting, StockShort } from './refusals.ts';
import { promiseWaiting } from './promising.ts';

const input = {
  orderId: id('Order'),
  lines: { ...optional(list(object('ReserveLineInput', { orderLineId: id('OrderLine'), quantity: quantity() }), { min: 1 })),
    describe: 'As much of everything that waits as is available when left out.' },
};

function parts(asked: readonly Asked<typeof input>[]): Part[] {
  const ofOrders = sql`t."orderId" = ANY(ARRAY(SELECT id FROM orders))`;
  return [
    ...orderParts(asked.map((each) => each.input.orderId)),
    ...customerParts(customersOfOrders),
    ...poolParts(poolsOfOrders),
    poolNamesPart(),
    locked('reservations', 'Reservation', ofOrders), // after the pools, whose locks they change under
  ];
}

function facts(known: Known, { orderId }: InputOf<typeof input>, ctx: Context) {
  const reservations = known.rows('Reservation', (row) => row.orderId === orderId);
  const loaded = orderOf(known, orderId, ctx);
  const pairs = poolNamesOf(known).filter(({ productId, warehouseId }) => reservations.some((row) => row.productId === productId
    && (row.warehouseId === warehouseId || loaded.order.servedFrom.includes(warehouseId))));
  return { ...loaded, reservations, pools: poolsOfKnown(known, pairs, poolNamesOf(known), ctx) };
}

export const reserveStock = action({
  name: 'reserveStock', permission: 'orders.write',
  describe: 'Promises what waits of a placed order out of what is available now: the lines named, or as much of all of them as there is.',
  input, payload: { order: 'record:Order' },
  refusals: [OrderStatusForbids, NothingWaiting, ReserveExceedsWaiting, StockShort],
  ...together({ parts, facts }),
  decide: ({ order, lines, reservations, pools }, { lines: wanted }, ctx) => {
    demandMove(order, 'reserveStock');
    wanted?.forEach(({ orderLineId, quantity: units }, index) => {
      const line = reservations.find((each) => each.orderLineId === orderLineId);
      if (line) demandLinePlaces(pools, line, units, ['lines', String(index), 'quantity']);
    });
    const promised = promiseWaiting(order, lines, reservations, pools, wanted, ctx);
    return {
      rows: [...promised.flatMap(({ row }) => row), ...pools.changes()],
      events: [{ kind: 'stockReserved', subjectType: 'Order', subjectId: order.id,
        data: { lines: promised.map(({ product, units }) => ({ product, quantity: printQuantity(units) })) } }],
      result: { order: order.id },
    };
  },
});
