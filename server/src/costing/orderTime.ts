import { lockOrder } from '../orders/loadOrder.ts';
import { action } from '../shared/action.ts';
import { day, id, integer, optional, text } from '../shared/input.ts';
import { lockRow } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, update } from '../shared/write.ts';
import { OrderNotPlaced, OrderTimeWithdrawn } from './refusals.ts';

const DAY_MINUTES = 1440;

export const recordOrderTime = action({
  name: 'recordOrderTime', describe: 'Notes minutes worked for an order: what costs with the driver TIME are divided by.', permission: 'orders.time',
  input: { orderId: id('Order'), minutes: integer({ min: 1, max: DAY_MINUTES }), workedOn: { ...optional(day()), describe: 'Default: today.' }, note: optional(text({ max: 500 })) },
  refusals: [OrderNotPlaced], payload: { orderTime: 'record:OrderTime' },
  load: (tx, { orderId }, ctx) => lockOrder(tx, orderId, ctx),
  decide: ({ order }, { minutes, workedOn, note }, ctx) => {
    if (order.number === null) throw OrderNotPlaced({ order: order.id });
    const on = workedOn ?? ctx.today;
    if (on > ctx.today) throw fieldRefused(['workedOn'], 'day_after', { day: ctx.today });
    const orderTime = ctx.newId();
    return {
      rows: [insert('OrderTime', { id: orderTime, companyId: ctx.company.id, orderId: order.id, workedOn: on, minutes, note: note ?? null, workerId: ctx.viewer.id, workerName: ctx.viewer.name, withdrawnAt: null })],
      events: [{ kind: 'orderTimeRecorded', subjectType: 'Order', subjectId: order.id, reason: note, data: { minutes, day: on } }],
      result: { orderTime },
    };
  },
});

export const withdrawOrderTime = action({
  name: 'withdrawOrderTime', describe: 'Takes noted minutes back; allocations that were made stay.', permission: 'orders.time',
  input: { orderTimeId: id('OrderTime'), reason: text({ max: 1000, lines: true }) }, refusals: [OrderTimeWithdrawn], payload: { orderTime: 'record:OrderTime' },
  load: async (tx, { orderTimeId }, ctx) => {
    const row = await lockRow(tx, 'OrderTime', orderTimeId);
    await lockOrder(tx, row.orderId, ctx);
    return row;
  },
  decide: (row, { reason }, ctx) => {
    if (row.withdrawnAt) throw OrderTimeWithdrawn({});
    return {
      rows: [update('OrderTime', row.id, { withdrawnAt: ctx.now, version: row.version + 1 })],
      events: [{ kind: 'orderTimeWithdrawn', subjectType: 'Order', subjectId: row.orderId, reason, data: { minutes: row.minutes, day: row.workedOn } }],
      result: { orderTime: row.id },
    };
  },
});
