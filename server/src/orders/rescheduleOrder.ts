import sql from 'sql-template-tag';
import type { OrderRow, ReservationRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import { day, id, text } from '../shared/input.ts';
import { selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import { update, type Change } from '../shared/write.ts';
import { lockOrder } from './loadOrder.ts';
import { demandMove } from './moves.ts';
import { OrderStatusForbids } from './refusals.ts';

/** The rows of an order that is wanted on another day: what it is promised is needed then. */
export const rescheduledRows = (order: OrderRow, reservations: readonly ReservationRow[], requiredOn: Day): Change[] => [
  update('Order', order.id, { requiredOn, version: order.version + 1 }),
  ...reservations.map(({ id: reservation }) => update('Reservation', reservation, { neededOn: requiredOn })),
];

export const rescheduleOrder = action({
  name: 'rescheduleOrder', permission: 'orders.write',
  describe: 'Moves the day on which a placed order is wanted. What is bought for it alone is put off with it.',
  input: { orderId: id('Order'), requiredOn: day(), reason: text({ max: 1000, lines: true }) },
  refusals: [OrderStatusForbids], payload: { order: 'record:Order' },
  load: async (tx, { orderId }, ctx) => {
    const { order } = await lockOrder(tx, orderId, ctx);
    return { order, reservations: await selectRows(tx, 'Reservation', sql`t."orderId" = ${order.id}`, { lock: true }) };
  },
  decide: ({ order, reservations }, { requiredOn, reason }) => {
    demandMove(order, 'rescheduleOrder');
    if (order.placedOn !== null && requiredOn < order.placedOn) throw fieldRefused(['requiredOn'], 'day_before', { day: order.placedOn });
    return {
      rows: rescheduledRows(order, reservations, requiredOn),
      events: [{ kind: 'orderRescheduled', subjectType: 'Order', subjectId: order.id, reason, changes: { requiredOn: [order.requiredOn, requiredOn] } }],
      result: { order: order.id },
    };
  },
});
