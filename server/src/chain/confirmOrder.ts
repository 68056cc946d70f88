// The customer has confirmed that goods and account are right: told by a person, by taking the goods, or by saying nothing.
import sql from 'sql-template-tag';
import { systemContext } from '../context.ts';
import { demandOwn } from '../customers/rowRights.ts';
import { consume, task, type Task } from '../events/consumers.ts';
import type { OrderRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import type { Db, Queryable, Tx } from '../shared/db.ts';
import { choice, day, id, optional, text } from '../shared/input.ts';
import { message } from '../shared/messages.ts';
import { perform } from '../shared/perform.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, update } from '../shared/write.ts';
import type { Context } from '../shared/viewer.ts';
import { usual, type Settings } from './limits.ts';
import { NothingToConfirm, OrderConfirmed, OrderNotConfirmed } from './refusals.ts';

const loadSettings = async (db: Queryable): Promise<Settings> => (await selectRows(db, 'ChainSettings', sql`TRUE`))[0] ?? usual;

async function load(tx: Tx, orderId: string, ctx: Context) {
  const order = await lockRow(tx, 'Order', orderId);
  demandOwn(await readRow(tx, 'Customer', order.customerId), ctx.viewer);
  const [confirmation] = await selectRows(tx, 'OrderConfirmation', sql`t."orderId" = ${orderId} AND t."withdrawnAt" IS NULL`, { lock: true });
  const [first] = await tx.rows<{ shippedOn: string | null }>(sql`SELECT min("shippedOn")::text AS "shippedOn" FROM "Shipment" WHERE "orderId" = ${orderId} AND status = 'POSTED'`);
  return { order, confirmation, shippedOn: first?.shippedOn ?? null };
}

/** Refuses before everything has left. */
export function demandConfirmable({ number, status }: Pick<OrderRow, 'number' | 'status'>): void {
  if (!['SHIPPED', 'INVOICED', 'CLOSED'].includes(status)) throw NothingToConfirm({ orderNumber: number ?? '' });
}

export const confirmOrder = action({
  name: 'confirmOrder', permission: 'orders.confirm', describe: 'Notes that the customer has confirmed goods and account of an order: who, how and when.',
  input: {
    orderId: id('Order'), means: choice('ConfirmationMeans'), name: { ...optional(text({ max: 200 })), describe: 'Who of the customer.' },
    confirmedOn: { ...optional(day()), describe: 'Today when left out.' }, note: optional(text({ max: 1000, lines: true })),
  },
  refusals: [OrderConfirmed, NothingToConfirm], payload: { order: 'record:Order' },
  load: (tx, { orderId }, ctx) => load(tx, orderId, ctx),
  decide: ({ order, confirmation, shippedOn }, { means, name, confirmedOn, note }, ctx) => {
    demandConfirmable(order);
    if (confirmation) throw OrderConfirmed({ orderNumber: order.number ?? '', confirmedOn: confirmation.confirmedOn });
    if (means === 'SILENCE' && ctx.viewer.kind !== 'SYSTEM') throw fieldRefused(['means'], 'choice_unknown');
    const on = confirmedOn ?? ctx.today;
    if (on > ctx.today) throw fieldRefused(['confirmedOn'], 'day_after', { day: ctx.today });
    if (shippedOn !== null && on < shippedOn) throw fieldRefused(['confirmedOn'], 'day_before', { day: shippedOn });
    return {
      rows: [insert('OrderConfirmation', {
        id: ctx.newId(), companyId: ctx.company.id, orderId: order.id, means, name: name ?? null, confirmedOn: on, note: note ?? null, recordedByName: ctx.viewer.name, recordedAt: ctx.now,
      })],
      events: [{ kind: 'orderConfirmed', subjectType: 'Order', subjectId: order.id, reason: note ?? null, data: { means, confirmedOn: on, name: name ?? null } }],
      result: { order: order.id },
    };
  },
});

export const withdrawConfirmation = action({
  name: 'withdrawConfirmation', permission: 'orders.confirm', describe: 'Takes back that the customer has confirmed an order.',
  input: { orderId: id('Order'), reason: text({ max: 1000, lines: true }) },
  refusals: [OrderNotConfirmed], payload: { order: 'record:Order' },
  load: (tx, { orderId }, ctx) => load(tx, orderId, ctx),
  decide: ({ order, confirmation }, { reason }, ctx) => {
    if (!confirmation) throw OrderNotConfirmed({ orderNumber: order.number ?? '' });
    return {
      rows: [update('OrderConfirmation', confirmation.id, { withdrawnAt: ctx.now, withdrawReason: reason })],
      events: [{ kind: 'orderConfirmationWithdrawn', subjectType: 'Order', subjectId: order.id, reason }],
      result: { order: order.id },
    };
  },
});

interface Delivered { id: string; deliveredOn: string; receivedBy: string | null }

/** Of some orders those of which everything has left and come to the customer, and that nobody has confirmed. */
const wholeDelivered = (tx: Tx, orderId: string): Promise<Delivered[]> => tx.rows<Delivered>(sql`
  SELECT o.id, max(s."deliveredOn")::text AS "deliveredOn", (array_agg(s."receivedBy" ORDER BY s."deliveredOn" DESC, s.id) FILTER (WHERE s."receivedBy" IS NOT NULL))[1] AS "receivedBy"
  FROM "Order" o JOIN "Shipment" s ON s."orderId" = o.id AND s.status = 'POSTED'
  WHERE o.id = ${orderId} AND o.status IN ('SHIPPED', 'INVOICED', 'CLOSED') AND NOT EXISTS (SELECT FROM "OrderConfirmation" c WHERE c."orderId" = o.id AND c."withdrawnAt" IS NULL)
  GROUP BY o.id HAVING bool_and(s."deliveredOn" IS NOT NULL)`);

for (const kind of ['shipmentDelivered', 'orderLineClosed', 'orderCancelled']) {
  consume(kind, 'confirmByDelivery', async ({ subjectId, subjectType }, _ctx, tx): Promise<Task[]> => {
    if (subjectType !== 'Order' || !(await loadSettings(tx)).confirmsByDelivery) return [];
    return (await wholeDelivered(tx, subjectId)).map(({ id: orderId, deliveredOn, receivedBy }) =>
      task(confirmOrder, { orderId, means: 'DELIVERY', name: receivedBy, confirmedOn: deliveredOn as OrderRow['placedOn'] }));
  });
}

// What was taken back is confirmed no more.
for (const kind of ['shipmentReversed', 'deliveryNotDelivered']) {
  consume(kind, 'confirmByDelivery', async ({ subjectId }, { company }, tx): Promise<Task[]> => {
    const orders = await tx.rows<{ id: string }>(sql`SELECT c."orderId" AS id FROM "OrderConfirmation" c WHERE c."withdrawnAt" IS NULL AND (c."orderId" = ${subjectId}
      OR (c.means = 'DELIVERY' AND EXISTS (SELECT FROM "Shipment" s WHERE s."orderId" = c."orderId" AND s."deliveryId" = ${subjectId}))) ORDER BY c."orderId"`);
    return orders.map((order) => task(withdrawConfirmation, { orderId: order.id, reason: message(company.locale, `chain.${kind}`) }));
  });
}

/** Confirms what customers have said nothing about for the days agreed, counted from the day on which the last of it came, else left. */
export async function confirmBySilence(db: Db, now: Date): Promise<number> {
  const { silenceDays } = await loadSettings(db);
  if (silenceDays === null) return 0;
  const ctx = await systemContext(db, now, 'JOB');
  const orders = await db.rows<{ id: string }>(sql`SELECT s."orderId" AS id FROM "ChainStage" s WHERE s."leftAt" IS NULL AND s.step = 'CONFIRMATION'
    AND NOT EXISTS (SELECT FROM "OrderConfirmation" c WHERE c."orderId" = s."orderId" AND c."withdrawnAt" IS NULL)
    AND (SELECT max(coalesce(h."deliveredOn", h."shippedOn")) FROM "Shipment" h WHERE h."orderId" = s."orderId" AND h.status = 'POSTED') <= ${ctx.today}::date - ${silenceDays}::int
    ORDER BY s."orderId" LIMIT 1000`);
  for (const order of orders) await perform(confirmOrder, { orderId: order.id, means: 'SILENCE' }, ctx);
  return orders.length;
}
