// What follows from where a parcel is: its delivery is delivered, somebody looks after what went wrong.
import sql from 'sql-template-tag';
import { consume, task, type Task } from '../events/consumers.ts';
import { confirmDelivered } from '../fulfilment/confirmDelivered.ts';
import type { EventRow, ParcelLabelRow, ParcelState } from '../generated/rows.ts';
import type { Tx } from '../shared/db.ts';
import { message } from '../shared/messages.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { raiseTask, settleTask } from '../work/raiseTask.ts';
import { bookFreight, unbookFreight } from './freightCost.ts';
import { update, write } from '../shared/write.ts';
import { endStates } from './rules.ts';

/** What is a task as long as a parcel is in the state. */
const troubles: Partial<Record<ParcelState, { kind: string; priority: 'HIGH' | 'NORMAL' }>> = {
  LOST: { kind: 'parcelLost', priority: 'HIGH' }, RETURNED: { kind: 'parcelReturned', priority: 'HIGH' }, EXCEPTION: { kind: 'parcelException', priority: 'NORMAL' },
};
const subjectOf = ({ id }: Pick<ParcelLabelRow, 'id'>) => ({ type: 'ParcelLabel', uuid: id });

async function factsOf(tx: Tx, label: ParcelLabelRow) {
  const [facts] = await tx.rows<{ carrier: string; customer: string }>(sql`SELECT c.name AS carrier, d."customerName" AS customer FROM "Carrier" c, "Delivery" d WHERE c.id = ${label.carrierId} AND d.id = ${label.deliveryId}`);
  return { number: label.trackingNumber ?? '', carrier: facts?.carrier ?? '', customer: facts?.customer ?? '' };
}

/** A delivery has come when all its parcels have, and no earlier than it left: on the last one's day, to whoever signed last. */
async function arrival(tx: Tx, deliveryId: string, today: Day): Promise<Task[]> {
  const delivery = await readRow(tx, 'Delivery', deliveryId);
  if (delivery.status !== 'SHIPPED') return [];
  const [open] = await tx.rows<{ open: number; count: number }>(sql`SELECT count(*) FILTER (WHERE l.state IS DISTINCT FROM 'DELIVERED')::int AS open, count(*)::int AS count
    FROM "Parcel" p LEFT JOIN "ParcelLabel" l ON l."parcelId" = p.id AND l.status <> 'CANCELLED' WHERE p."deliveryId" = ${deliveryId}`);
  if (!open || open.open > 0 || open.count === 0) return [];
  const labels = await selectRows(tx, 'ParcelLabel', sql`t."deliveryId" = ${deliveryId} AND t.state = 'DELIVERED' AND t.status <> 'CANCELLED'`, { orderBy: sql`t."stateAt", t.id` });
  const [last] = labels.toReversed();
  const told = last?.deliveredOn ?? today;
  const on = delivery.shippedOn && told < delivery.shippedOn ? delivery.shippedOn : told;
  const signedBy = labels.toReversed().find((label) => label.signedBy)?.signedBy ?? null;
  return [task(confirmDelivered, { deliveryId, deliveredOn: on > today ? today : on, receivedBy: signedBy })];
}

async function moved({ subjectType, subjectId, data }: EventRow, { company, today }: Context, tx: Tx): Promise<Task[]> {
  if (subjectType !== 'ParcelLabel') return [];
  const label = await readRow(tx, 'ParcelLabel', subjectId);
  const to = (data as { to: ParcelState }).to; // written by movedRows
  const facts = await factsOf(tx, label);
  const trouble = troubles[to];
  return [
    ...Object.values(troubles).filter((each) => each !== trouble).map(({ kind }) => task(settleTask, { kind, subjectId: subjectOf(label) })),
    ...(endStates.includes(to) ? [task(settleTask, { kind: 'parcelLate', subjectId: subjectOf(label) })] : []),
    ...(trouble ? [task(raiseTask, { kind: trouble.kind, subjectId: subjectOf(label), title: message(company.locale, `task.${trouble.kind}`, facts).slice(0, 200), ownerRole: 'WAREHOUSE' as const, priority: trouble.priority })] : []),
    ...(to === 'DELIVERED' ? await arrival(tx, label.deliveryId, today) : []),
  ];
}

consume('parcelMoved', 'followParcels', moved);
consume('deliveryShipped', 'followParcels', ({ subjectId }, { today }, tx) => arrival(tx, subjectId, today));
consume('parcelLate', 'followParcels', async ({ subjectType, subjectId }, { company }, tx) => {
  if (subjectType !== 'ParcelLabel') return [];
  const label = await readRow(tx, 'ParcelLabel', subjectId);
  if (label.lateSince === null) return []; // it has come meanwhile
  const text = message(company.locale, 'task.parcelLate.text', { promisedOn: label.promisedOn });
  return [task(raiseTask, { kind: 'parcelLate', subjectId: subjectOf(label), title: message(company.locale, 'task.parcelLate', await factsOf(tx, label)).slice(0, 200), text, ownerRole: 'WAREHOUSE', priority: 'HIGH' })];
});
consume('labelFailed', 'followParcels', async ({ subjectType, subjectId, reason }, { company }, tx) => {
  if (subjectType !== 'ParcelLabel') return [];
  const label = await readRow(tx, 'ParcelLabel', subjectId);
  return [task(raiseTask, { kind: 'labelFailed', subjectId: subjectOf(label), title: message(company.locale, 'task.labelFailed', await factsOf(tx, label)).slice(0, 200), text: reason, ownerRole: 'WAREHOUSE', priority: 'HIGH' })];
});
for (const kind of ['labelBought', 'labelCancelled', 'labelAskedAgain']) {
  consume(kind, 'followParcels', ({ subjectType, subjectId }) => (subjectType === 'ParcelLabel'
    ? ['labelFailed', ...(kind === 'labelCancelled' ? ['labelUnused'] : [])].map((cause) => task(settleTask, { kind: cause, subjectId: { type: subjectType, uuid: subjectId } })) : []));
}
// Goods that do not leave after all: their labels cost money until somebody cancels them.
consume('shipmentReversed', 'followParcels', async ({ subjectType, subjectId }, { company }, tx) => {
  if (subjectType !== 'Delivery' || (await readRow(tx, 'Delivery', subjectId)).status !== 'CANCELLED') return [];
  const labels = await selectRows(tx, 'ParcelLabel', sql`t."deliveryId" = ${subjectId} AND t.status = 'BOUGHT' AND t.state = 'LABELLED'`);
  return Promise.all(labels.map(async (label) => task(raiseTask, {
    kind: 'labelUnused', subjectId: subjectOf(label), title: message(company.locale, 'task.labelUnused', await factsOf(tx, label)).slice(0, 200), ownerRole: 'WAREHOUSE' as const, priority: 'NORMAL' as const,
  })));
});

/** What the carrier charged takes the place of the label's price, or the label's price that of the charge. */
async function rebook({ data }: EventRow, ctx: Context, tx: Tx): Promise<Task[]> {
  const { line: lineId } = data as { line: string }; // written by acceptCharge and withdrawCharge
  const line = await readRow(tx, 'CarrierBillLine', lineId);
  const bill = await readRow(tx, 'CarrierBill', line.carrierBillId);
  const [label] = await selectRows(tx, 'ParcelLabel', sql`t."carrierId" = ${bill.carrierId} AND t."trackingNumber" = ${line.trackingNumber}`, { lock: true });
  if (!label || label.status !== 'BOUGHT' || label.priceMinor === null) return [];
  if (!await unbookFreight(tx, label, message(ctx.company.locale, 'carriers.charged', { reference: bill.reference }), ctx)) return [];
  const orderCostId = await bookFreight(tx, label, await readRow(tx, 'Carrier', label.carrierId), line.acceptedAt ? line.chargedMinor : label.priceMinor, ctx);
  await write(tx, [update('ParcelLabel', label.id, { orderCostId, version: label.version + 1 })]);
  return [];
}
consume('chargeAccepted', 'followCharges', rebook);
consume('chargeWithdrawn', 'followCharges', rebook);
