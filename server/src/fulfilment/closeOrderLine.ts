import sql from 'sql-template-tag';
import { moveCredit } from '../customers/credit.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import type { ReservationRow } from '../generated/rows.ts';
import { allocate, releaseHere } from '../inventory/poolPromises.ts';
import type { Pools } from '../inventory/pools.ts';
import { totalNow } from '../inventory/promises.ts';
import { lockOrder } from '../orders/loadOrder.ts';
import { loadPromises } from '../orders/loadPromises.ts';
import { demandMove } from '../orders/moves.ts';
import { placesOf } from '../orders/promising.ts';
import { DeliveryUnderway, OrderStatusForbids } from '../orders/refusals.ts';
import { demandNotUnderway, worthOfOpen } from '../orders/rules.ts';
import { givenBackRows, loadRedemptions } from '../orders/redemptions.ts';
import { closedLineRows, openQuantity } from '../orders/transitions.ts';
import { movedCalls } from '../pricing/frameworkCalls.ts';
import { lockCalled } from '../pricing/frameworkParts.ts';
import { action } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { id, optional, quantity, text } from '../shared/input.ts';
import { minus, zero } from '../shared/money.ts';
import { fewest, none, printQuantity, subtract, type Quantity } from '../shared/quantity.ts';
import { readRow } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import type { Change } from '../shared/write.ts';
import { LineDropShipped, ShipExceedsOrder } from './refusals.ts';
import { demandFromStock } from './rules.ts';

/** The last day on which goods of an order left; null before. */
export async function loadLastShipped(tx: Tx, orderId: string): Promise<Day | null> {
  const [last] = await tx.rows<{ day: Day | null }>(sql`SELECT max("shippedOn")::text AS day FROM "Shipment" WHERE "orderId" = ${orderId} AND status = 'POSTED'`);
  return last?.day ?? null;
}

/** Gives so many units of a line up wherever they are promised: where they wait first. */
export function giveUp(pools: Pools, reservations: readonly ReservationRow[], orderLineId: string, units: Quantity): Change[] {
  let left = units;
  const waits = (here: readonly ReservationRow[]) => here.reduce((sum, row) => (sum + pools.reservation(row).backordered) as Quantity, none);
  return [...placesOf(reservations, orderLineId)].sort((a, b) => (waits(b) > waits(a) ? 1 : -1)).flatMap((here) => {
    const part = fewest(left, totalNow(pools, here));
    left = subtract(left, part);
    return part > none ? releaseHere(pools, here, part) : [];
  });
}

export const closeOrderLine = action({
  name: 'closeOrderLine', permission: 'orders.write',
  describe: 'Gives up what is open of an order line, or a part of it: it will not be shipped any more, and the rest of the order goes on. Its goods go to who waits for them.',
  input: { orderLineId: id('OrderLine'), quantity: { ...optional(quantity()), describe: 'All that is open when left out.' }, reason: text({ max: 1000, lines: true }) },
  refusals: [OrderStatusForbids, DeliveryUnderway, ShipExceedsOrder, LineDropShipped], payload: { order: 'record:Order' },
  load: async (tx, { orderLineId }, ctx) => {
    const { orderId } = await readRow(tx, 'OrderLine', orderLineId);
    const loaded = await lockOrder(tx, orderId, ctx);
    const frameworks = await lockCalled(tx, loaded.lines);
    const lastShippedOn = await loadLastShipped(tx, orderId);
    const redeemed = await loadRedemptions(tx, orderId);
    const credit = await loadCredit(tx, loaded.customer.id);
    return { ...loaded, frameworks, lastShippedOn, redeemed, credit, ...await loadPromises(tx, ctx, [loaded.order]) };
  },
  decide: ({ order, lines, frameworks, credit, pools, pairs, reservations, waiting, redeemed, lastShippedOn }, { orderLineId, quantity: given, reason }, ctx) => {
    demandMove(order, 'closeLine');
    const line = lines.find((each) => each.id === orderLineId);
    if (!line) throw fieldRefused(['orderLineId'], 'id_unknown', { type: 'OrderLine' });
    demandFromStock(line);
    demandNotUnderway(order, reservations.filter((row) => row.orderLineId === orderLineId));
    const open = openQuantity(line);
    const units = given ?? open;
    if (units > open || open === none) throw ShipExceedsOrder({ productName: line.description, wanted: units, open });
    const freed = giveUp(pools, reservations, line.id, units);
    const before = lines.map((each) => ({ ...each }));
    const exposed = worthOfOpen(order, ctx);
    const { rows, worth } = closedLineRows(order, lines, { orderLineId, quantity: units }, lastShippedOn);
    const passedOn = pairs.flatMap(({ productId, warehouseId }) => allocate(pools, waiting, productId, warehouseId));
    return {
      rows: [...freed, ...passedOn, ...pools.changes(), ...rows, ...movedCalls(frameworks, before, lines).rows,
        ...(order.status === 'CANCELLED' ? givenBackRows(redeemed, ctx.now) : []), ...(worth === zero ? [] : [moveCredit(credit, 'openOrders', minus(worthOfOpen(order, ctx), exposed))])],
      events: [{ kind: 'orderLineClosed', subjectType: 'Order', subjectId: order.id, reason, data: { product: line.description, quantity: printQuantity(units), status: order.status } }],
      result: { order: order.id },
    };
  },
});
