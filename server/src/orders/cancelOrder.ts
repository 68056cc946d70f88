import sql from 'sql-template-tag';
import { moveCredit } from '../customers/credit.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import { loadPools, loadWaiting } from '../inventory/loadPools.ts';
import { allocate, release } from '../inventory/pools.ts';
import { action } from '../shared/action.ts';
import { id, text } from '../shared/input.ts';
import { negate, zero } from '../shared/money.ts';
import { selectRows } from '../shared/rows.ts';
import type { Day } from '../shared/time.ts';
import { lockOrder } from './loadOrder.ts';
import { demandMove } from './moves.ts';
import { OrderStatusForbids } from './refusals.ts';
import { cancelledRows } from './transitions.ts';

export const cancelOrder = action({
  name: 'cancelOrder', permission: 'orders.write',
  describe: 'Gives up what is not shipped: goods promised to it go to who waits for them, its credit is free again.',
  input: { orderId: id('Order'), reason: text({ max: 1000, lines: true }) },
  refusals: [OrderStatusForbids], payload: { order: 'record:Order' },
  load: async (tx, input, ctx) => {
    const loaded = await lockOrder(tx, input.orderId, ctx);
    const credit = await loadCredit(tx, loaded.customer.id);
    const pairs = await tx.rows<{ productId: string; warehouseId: string }>(
      sql`SELECT "productId", "warehouseId" FROM "Reservation" WHERE "orderId" = ${loaded.order.id} AND (reserved > 0 OR backordered > 0)`);
    const pools = await loadPools(tx, ctx, pairs);
    // Under the pools' locks: what a receipt has just promised is seen.
    const reservations = await selectRows(tx, 'Reservation', sql`t."orderId" = ${loaded.order.id}`);
    const [last] = await tx.rows<{ day: Day | null }>(
      sql`SELECT max("shippedOn")::text AS day FROM "Shipment" WHERE "orderId" = ${loaded.order.id} AND status = 'POSTED'`);
    return { ...loaded, credit, pairs, pools, reservations, waiting: await loadWaiting(tx, pairs), lastShippedOn: last?.day ?? null };
  },
  decide: ({ order, lines, credit, pairs, pools, reservations, waiting, lastShippedOn }, { reason }) => {
    demandMove(order, 'cancelOrder');
    const open = order.openMinor;
    const released = reservations.flatMap((reservation) => release(pools, reservation));
    const given = pairs.flatMap(({ productId, warehouseId }) => allocate(pools, waiting.filter((row) => row.orderId !== order.id), productId, warehouseId));
    return {
      rows: [
        ...released, ...given, ...pools.changes(), ...cancelledRows(order, lines, lastShippedOn),
        ...(open === zero ? [] : [moveCredit(credit, 'openOrders', negate(open))]),
      ],
      events: [{ kind: 'orderCancelled', subjectType: 'Order', subjectId: order.id, reason, data: { status: order.status } }],
      result: { order: order.id },
    };
  },
});
