import sql from 'sql-template-tag';
import { moveCredit } from '../customers/credit.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import { allocate, release } from '../inventory/poolPromises.ts';
import { movedCalls } from '../pricing/frameworkCalls.ts';
import { lockCalled } from '../pricing/frameworkParts.ts';
import { action } from '../shared/action.ts';
import { id, text } from '../shared/input.ts';
import { negate, zero } from '../shared/money.ts';
import type { Day } from '../shared/time.ts';
import { givenUpRows } from '../purchasing/dropShip.ts';
import { loadDropOrders } from './dropShipOrder.ts';
import { lockOrder } from './loadOrder.ts';
import { loadPromises } from './loadPromises.ts';
import { demandMove } from './moves.ts';
import { givenBackRows, loadRedemptions } from './redemptions.ts';
import { DeliveryUnderway, OrderStatusForbids } from './refusals.ts';
import { demandNotUnderway, worthOfOpen } from './rules.ts';
import { cancelledRows } from './transitions.ts';

export const cancelOrder = action({
  name: 'cancelOrder', permission: 'orders.write',
  describe: 'Gives up what is not shipped: goods promised to it go to who waits for them, its credit is free again, promotions and coupons are given back where nothing was shipped, and what suppliers were to send the customer is cancelled.',
  input: { orderId: id('Order'), reason: text({ max: 1000, lines: true }) },
  refusals: [OrderStatusForbids, DeliveryUnderway], payload: { order: 'record:Order' },
  load: async (tx, input, ctx) => {
    const loaded = await lockOrder(tx, input.orderId, ctx);
    const frameworks = await lockCalled(tx, loaded.lines);
    const redeemed = await loadRedemptions(tx, loaded.order.id);
    const dropped = await loadDropOrders(tx, loaded.order.id);
    const credit = await loadCredit(tx, loaded.customer.id);
    const promises = await loadPromises(tx, ctx, [loaded.order]);
    const [last] = await tx.rows<{ day: Day | null }>(
      sql`SELECT max("shippedOn")::text AS day FROM "Shipment" WHERE "orderId" = ${loaded.order.id} AND status = 'POSTED'`);
    return { ...loaded, ...promises, ...dropped, frameworks, redeemed, credit, lastShippedOn: last?.day ?? null };
  },
  decide: ({ order, lines, credit, pairs, pools, reservations, waiting, dropOrders, dropLines, frameworks, redeemed, lastShippedOn }, { reason }, ctx) => {
    demandMove(order, 'cancelOrder');
    demandNotUnderway(order, reservations);
    const givenUp = givenUpRows(dropOrders, dropLines, ctx.today, reason);
    const open = worthOfOpen(order, ctx);
    const before = lines.map((line) => ({ ...line }));
    const cancelled = cancelledRows(order, lines, lastShippedOn);
    const released = reservations.flatMap((reservation) => release(pools, reservation));
    const given = pairs.flatMap(({ productId, warehouseId }) => allocate(pools, waiting, productId, warehouseId));
    return {
      rows: [
        ...givenUp.rows, ...released, ...given, ...pools.changes(), ...cancelled, ...movedCalls(frameworks, before, lines).rows,
        ...(lines.some((line) => line.shipped > 0n) ? [] : givenBackRows(redeemed, ctx.now)),
        ...(open === zero ? [] : [moveCredit(credit, 'openOrders', negate(open))]),
      ],
      events: [...givenUp.events, { kind: 'orderCancelled', subjectType: 'Order', subjectId: order.id, reason, data: { status: order.status } }],
      result: { order: order.id },
    };
  },
});
