import type { ReservationRow } from '../generated/rows.ts';
import { fill, fillable } from '../inventory/poolPromises.ts';
import { moveUnits, placeFor, readyNow, unpromise, waitingNow } from '../inventory/promises.ts';
import { action } from '../shared/action.ts';
import { id, optional, quantity, text } from '../shared/input.ts';
import { add, fewest, none, printQuantity, subtract, type Quantity } from '../shared/quantity.ts';
import { readRow } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Change } from '../shared/write.ts';
import { lockOrder } from './loadOrder.ts';
import { loadPromises } from './loadPromises.ts';
import { demandMove } from './moves.ts';
import { placesOf } from './promising.ts';
import { DeliveryUnderway, OrderStatusForbids, PromiseMissing, ReserveExceedsWaiting } from './refusals.ts';
import { demandNotUnderway } from './rules.ts';

const sellsSame = (a: readonly ReservationRow[], b: readonly ReservationRow[]) =>
  a.length === b.length && a.every((row) => b.some((each) => each.productId === row.productId && each.perKit === row.perKit));

export const moveReservation = action({
  name: 'moveReservation', permission: 'orders.allocate',
  describe: 'Hands goods that are promised to one order to another that waits for the same; the first waits for them again.',
  input: {
    fromOrderLineId: id('OrderLine'), toOrderLineId: id('OrderLine'), quantity: quantity(),
    warehouseId: { ...optional(id('Warehouse')), describe: 'Where the goods lie; the first that has as many promised when left out.' },
    reason: text({ max: 1000, lines: true }),
  },
  refusals: [OrderStatusForbids, PromiseMissing, ReserveExceedsWaiting, DeliveryUnderway], payload: { fromOrder: 'record:Order', toOrder: 'record:Order' },
  load: async (tx, { fromOrderLineId, toOrderLineId, warehouseId }, ctx) => {
    const [giver, taker] = [await readRow(tx, 'OrderLine', fromOrderLineId), await readRow(tx, 'OrderLine', toOrderLineId)];
    const orders = new Map<string, Awaited<ReturnType<typeof lockOrder>>>();
    for (const orderId of [...new Set([giver.orderId, taker.orderId])].sort()) orders.set(orderId, await lockOrder(tx, orderId, ctx));
    const known = [...orders.values()];
    return { giver, taker, orders: known.map(({ order }) => order), ...await loadPromises(tx, ctx, known.map(({ order }) => order), warehouseId ? [warehouseId] : []) };
  },
  decide: ({ giver, taker, orders, pools, reservations }, { quantity: units, warehouseId, reason }, ctx) => {
    if (giver.id === taker.id) throw fieldRefused(['toOrderLineId'], 'other_needed');
    for (const order of orders) {
      demandMove(order, 'reallocateOrder');
      demandNotUnderway(order, reservations.filter((row) => row.orderLineId === giver.id && row.orderId === order.id));
    }
    const [from, to] = [giver, taker].map((line) => placesOf(reservations, line.id)) as [ReservationRow[][], ReservationRow[][]];
    const source = from.find((here) => (warehouseId ? here[0]?.warehouseId === warehouseId : readyNow(pools, here) >= units));
    const promised = source ? readyNow(pools, source) : none;
    if (!source || promised < units) throw PromiseMissing({ productName: giver.description, promised, wanted: units });
    const where = source[0]?.warehouseId as string; // a place has at least one row
    if (!to.some((here) => sellsSame(source, here))) throw fieldRefused(['toOrderLineId'], 'other_product');
    const waiting = to.reduce((sum, here) => add(sum, waitingNow(pools, here)), none);
    if (waiting < units) throw ReserveExceedsWaiting({ productName: taker.description, wanted: units, waiting });
    const rows: Change[] = unpromise(pools, source, units);
    let left: Quantity = units;
    for (const here of to) {
      const part = fewest(left, waitingNow(pools, here));
      if (part === none) continue;
      if (here[0]?.warehouseId === where) rows.push(...fill(pools, here, fillable(pools, here, part)));
      else {
        const { rows: opened, there } = placeFor(here, reservations, where, { by: 'MOVED', reason }, ctx);
        // Only what waits moves: as many as are waiting are given up first.
        rows.push(...opened, ...moveUnits(pools, here, there, part).rows);
      }
      left = subtract(left, part);
    }
    const [first, second] = [giver, taker].map((line) => orders.find((order) => order.id === line.orderId)) as [(typeof orders)[number], (typeof orders)[number]];
    const data = { product: giver.description, quantity: printQuantity(units), from: first.number, to: second.number };
    return {
      rows: [...rows, ...pools.changes()],
      events: [...new Set([first.id, second.id])].map((subjectId) => ({ kind: 'reservationMoved', subjectType: 'Order', subjectId, reason, data })),
      result: { fromOrder: first.id, toOrder: second.id },
    };
  },
});
