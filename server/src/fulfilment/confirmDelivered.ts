import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { day, id, optional, text } from '../shared/input.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { update } from '../shared/write.ts';
import { demandDelivery } from './deliveryRules.ts';
import { DeliveryState } from './refusals.ts';

async function load(tx: Tx, deliveryId: string) {
  const delivery = await lockRow(tx, 'Delivery', deliveryId);
  return { delivery, shipments: await selectRows(tx, 'Shipment', sql`t."deliveryId" = ${deliveryId} AND t.status = 'POSTED'`, { lock: true }) };
}

export const confirmDelivered = action({
  name: 'confirmDelivered', permission: 'shipments.post', describe: 'Notes that a delivery has come to the customer, on which day and who took it.',
  input: { deliveryId: id('Delivery'), deliveredOn: { ...optional(day()), describe: 'Today when left out.' }, receivedBy: optional(text({ max: 200 })) },
  refusals: [DeliveryState], payload: { delivery: 'record:Delivery' },
  load: (tx, { deliveryId }) => load(tx, deliveryId),
  decide: ({ delivery, shipments }, { deliveredOn, receivedBy = null }, ctx) => {
    demandDelivery(delivery, 'confirmDelivered');
    const on = deliveredOn ?? ctx.today;
    if (delivery.shippedOn && on < delivery.shippedOn) throw fieldRefused(['deliveredOn'], 'day_before', { day: delivery.shippedOn });
    if (on > ctx.today) throw fieldRefused(['deliveredOn'], 'day_after', { day: ctx.today });
    const columns = { deliveredOn: on, receivedBy };
    return {
      rows: [update('Delivery', delivery.id, { status: 'DELIVERED', ...columns, version: delivery.version + 1 }), ...shipments.map((each) => update('Shipment', each.id, columns))],
      events: [
        { kind: 'deliveryDelivered', subjectType: 'Delivery', subjectId: delivery.id, data: { number: delivery.number, deliveredOn: on } },
        ...shipments.map((each) => ({ kind: 'shipmentDelivered', subjectType: 'Order', subjectId: each.orderId, data: { number: each.number, deliveredOn: on } })),
      ],
      result: { delivery: delivery.id },
    };
  },
});

export const revokeDelivered = action({
  name: 'revokeDelivered', permission: 'shipments.post', describe: 'Takes back that a delivery has come to the customer.',
  input: { deliveryId: id('Delivery'), reason: text({ max: 1000, lines: true }) },
  refusals: [DeliveryState], payload: { delivery: 'record:Delivery' },
  load: (tx, { deliveryId }) => load(tx, deliveryId),
  decide: ({ delivery, shipments }, { reason }) => {
    demandDelivery(delivery, 'revokeDelivered');
    const columns = { deliveredOn: null, receivedBy: null };
    return {
      rows: [update('Delivery', delivery.id, { status: 'SHIPPED', ...columns, version: delivery.version + 1 }), ...shipments.map((each) => update('Shipment', each.id, columns))],
      events: [{ kind: 'deliveryNotDelivered', subjectType: 'Delivery', subjectId: delivery.id, reason }],
      result: { delivery: delivery.id },
    };
  },
});
