import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Told } from '../../server/src/carriers/adapter.ts';
import { cancelLabel } from '../../server/src/carriers/labels.ts';
import { noteTracking, trackParcel } from '../../server/src/carriers/parcels.ts';
import { recordTracking } from '../../server/src/carriers/recordTracking.ts';
import { updateCarrier } from '../../server/src/carriers/saveCarrier.ts';
import { watchParcels } from '../../server/src/carriers/watchParcels.ts';
import { revokeDelivered } from '../../server/src/fulfilment/confirmDelivered.ts';
import { reverseShipment } from '../../server/src/fulfilment/reverseShipment.ts';
import { shipDelivery } from '../../server/src/fulfilment/shipDelivery.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { perform } from '../../server/src/shared/perform.ts';
import type { Day } from '../../server/src/shared/time.ts';
import { sql, uuid } from '../support/trade.ts';
import { calm, openYard, type LabelRow, type Yard } from './support.ts';

let yard: Yard;
let carrier: string;
beforeAll(async () => {
  yard = await openYard();
  carrier = await yard.carrier();
});
afterAll(() => yard.close());

const told = (trackingNumber: string | null, kind: Told['kind'], occurredAt: string, more: Partial<Told> = {}): Told =>
  ({ id: null, trackingNumber: trackingNumber ?? '', kind, occurredAt: new Date(occurredAt), place: null, description: null, signedBy: null, weight: null, ...more });
const tell = async (events: readonly Told[]) => (await perform(recordTracking, { carrierId: uuid(carrier), told: events, source: 'WEBHOOK', webhook: null }, await yard.firm.context())).result;
const at = (day: string, hour = 9) => {
  yard.firm.day = day as Day;
  yard.clock.now = new Date(`${day}T${String(hour).padStart(2, '0')}:30:00Z`);
};
const tasks = async (label: LabelRow) => (await yard.firm.db.rows<{ kind: string; status: string }>(sql`SELECT kind, status FROM "Task" WHERE "subjectId" = ${label.id}::uuid ORDER BY "createdAt", kind`)).map(({ kind, status }) => `${kind} ${status}`);
const deliveryOf = (delivery: string) => yard.firm.one(sql`SELECT status, "deliveredOn"::text, "receivedBy" FROM "Delivery" WHERE id = ${uuid(delivery)}::uuid`);
const sent = async (parcels = [{ weight: '2', quantity: '2' }]) => {
  const { delivery, order } = await yard.packed(parcels);
  await yard.labelled(delivery, carrier);
  await yard.firm.act(shipDelivery, { deliveryId: delivery });
  return { delivery, order, labels: await yard.labels(delivery) };
};
const [first] = [(rows: LabelRow[]) => rows[0] as LabelRow];

describe('a parcel under way', () => {
  it('is where the carrier\'s clock puts it, through a storm of late and repeated messages', async () => {
    at('2026-01-05');
    const { delivery, labels } = await sent();
    const number = first(labels).trackingNumber;
    const storm = [
      told(number, 'HANDED_OVER', '2026-01-05T10:00:00Z'), told(number, 'IN_TRANSIT', '2026-01-05T20:00:00Z'), told(number, 'EXCEPTION', '2026-01-06T07:00:00Z'), told(number, 'IN_TRANSIT', '2026-01-06T08:00:00Z'),
      told(number, 'OUT_FOR_DELIVERY', '2026-01-06T09:00:00Z', { id: 'E5' }), told(number, 'DELIVERED', '2026-01-06T10:00:00Z', { id: 'E6', signedBy: 'M. Sato' }),
    ];
    at('2026-01-06', 11);
    const order = [3, 5, 0, 0, 4, 1, 5, 2, 4, 3, 1];
    // All at once, on several connections: each event is stored once.
    const results = await Promise.all(order.map((index) => tell([storm[index] as Told, storm[(index + 1) % 6] as Told])));
    expect(results.reduce((sum, { stored }) => sum + Number(stored), 0)).toBe(6);
    expect(first(await yard.labels(delivery))).toMatchObject({ state: 'DELIVERED', signedBy: 'M. Sato', deliveredOn: '2026-01-06' });
    await yard.follow();
    expect(await deliveryOf(delivery)).toEqual({ status: 'DELIVERED', deliveredOn: '2026-01-06', receivedBy: 'M. Sato' });
    expect(await yard.firm.one(sql`SELECT "receivedBy" FROM "Shipment" WHERE "deliveryId" = ${uuid(delivery)}::uuid`)).toEqual({ receivedBy: 'M. Sato' });
    await yard.firm.act(revokeDelivered, { deliveryId: delivery, reason: 'The neighbour has it' });
    await yard.follow();
    expect(await deliveryOf(delivery)).toMatchObject({ status: 'SHIPPED' });
    await yard.clean();
  });

  it('brings its delivery home only with the last parcel, and not before the delivery has left', async () => {
    at('2026-01-06');
    const { delivery } = await yard.packed([{ weight: '1', quantity: '1' }, { weight: '1', quantity: '1' }]);
    await yard.labelled(delivery, carrier);
    const [one, two] = await yard.labels(delivery);
    at('2026-01-07');
    await tell([told(one?.trackingNumber ?? '', 'DELIVERED', '2026-01-06T15:00:00Z', { signedBy: 'Ann' })]);
    await yard.follow();
    await tell([told(two?.trackingNumber ?? '', 'DELIVERED', '2026-01-06T16:00:00Z')]);
    await yard.follow();
    expect(await deliveryOf(delivery)).toMatchObject({ status: 'PACKED' });
    await yard.firm.act(shipDelivery, { deliveryId: delivery });
    await yard.follow();
    expect(await deliveryOf(delivery)).toEqual({ status: 'DELIVERED', deliveredOn: '2026-01-07', receivedBy: 'Ann' });
    await yard.clean();
  });

  it('that is not known yet is kept, and found when its label comes', async () => {
    at('2026-01-07');
    expect(await tell([told('NOBODYS-1', 'IN_TRANSIT', '2026-01-07T08:00:00Z')])).toEqual({ stored: 1, duplicates: 0, unassigned: 1, isReplay: false });
    const { delivery } = await yard.packed();
    await yard.labelled(delivery, carrier);
    const label = first(await yard.labels(delivery));
    // What a carrier tells before its answer came: the label is put back, and asked for again.
    await yard.firm.db.rows(sql`UPDATE "ParcelLabel" SET status = 'FAILED', "trackingNumber" = NULL, "orderCostId" = NULL WHERE id = ${label.id}::uuid`);
    await tell([told(label.trackingNumber, 'HANDED_OVER', '2026-01-07T08:30:00Z')]);
    const { retryLabel } = await import('../../server/src/carriers/labels.ts');
    await yard.firm.act(retryLabel, { labelId: globalId('ParcelLabel', label.id) });
    await yard.carry();
    expect(first(await yard.labels(delivery))).toMatchObject({ status: 'BOUGHT', state: 'HANDED_OVER', trackingNumber: label.trackingNumber });
    expect(await yard.firm.refusal(cancelLabel, { labelId: globalId('ParcelLabel', label.id), reason: 'No' })).toBe('LABEL_MOVES');
    await yard.clean();
  });

  it('that is late is told once, has a task with its age, and the task ends when it comes', async () => {
    at('2026-01-08');
    const { delivery, labels } = await sent();
    const label = first(labels);
    expect(label.promisedOn).toBe('2026-01-13');
    at('2026-01-13');
    await yard.firm.act(watchParcels, {});
    expect(first(await yard.labels(delivery)).lateSince).toBe(null);
    at('2026-01-14');
    await yard.firm.act(watchParcels, {});
    at('2026-01-15');
    await yard.firm.act(watchParcels, {});
    expect(first(await yard.labels(delivery)).lateSince).toBe('2026-01-14');
    await yard.follow();
    expect(await tasks(label)).toEqual(['parcelLate OPEN']);
    expect(await yard.firm.db.rows(sql`SELECT "subjectType", data->>'days' days FROM "Event" WHERE kind = 'parcelLate' AND "subjectId" IN (${label.id}::uuid, ${uuid(delivery)}::uuid) ORDER BY 1`)).toEqual([{ subjectType: 'Delivery', days: '1' }, { subjectType: 'ParcelLabel', days: '1' }]);
    await tell([told(label.trackingNumber, 'DELIVERED', '2026-01-15T09:00:00Z')]);
    await yard.follow();
    expect(await tasks(label)).toEqual(['parcelLate DONE']);
    expect(first(await yard.labels(delivery))).toMatchObject({ lateSince: null, deliveredOn: '2026-01-15' });
    await yard.clean();
  });

  it('that is held up, lost or sent back is a task, until it is found', async () => {
    at('2026-01-08');
    const { delivery, labels } = await sent();
    const label = first(labels);
    await tell([told(label.trackingNumber, 'EXCEPTION', '2026-01-08T08:00:00Z')]);
    await yard.follow();
    expect(await tasks(label)).toEqual(['parcelException OPEN']);
    await tell([told(label.trackingNumber, 'LOST', '2026-01-08T09:00:00Z')]);
    await yard.follow();
    expect(await tasks(label)).toEqual(['parcelException DONE', 'parcelLost OPEN']);
    at('2026-01-09');
    expect(await yard.firm.refusal(noteTracking, { labelId: globalId('ParcelLabel', label.id), kind: 'LABELLED', description: 'They called.' })).toBe('INPUT_INVALID');
    expect(await yard.firm.refusal(noteTracking, { labelId: globalId('ParcelLabel', label.id), kind: 'DELIVERED', description: 'They called.', occurredAt: '2026-02-01T00:00:00Z' })).toBe('INPUT_INVALID');
    await yard.firm.act(noteTracking, { labelId: globalId('ParcelLabel', label.id), kind: 'DELIVERED', description: 'The customer called: it is there.', signedBy: 'Kim', occurredAt: '2026-01-08T18:00:00Z' });
    await yard.follow();
    expect(await tasks(label)).toEqual(['parcelException DONE', 'parcelLost DONE']);
    expect(await deliveryOf(delivery)).toMatchObject({ status: 'DELIVERED', receivedBy: 'Kim' });
    await yard.clean();
  });

  it('that does not leave after all is a task, until its label is cancelled', async () => {
    at('2026-01-09');
    const { delivery, labels } = await sent();
    const [shipment] = await yard.firm.db.rows<{ id: string }>(sql`SELECT id FROM "Shipment" WHERE "deliveryId" = ${uuid(delivery)}::uuid`);
    await yard.firm.act(reverseShipment, { shipmentId: globalId('Shipment', shipment?.id ?? ''), reason: 'The customer called it off' });
    await yard.follow();
    expect(await tasks(first(labels))).toEqual(['labelUnused OPEN']);
    await yard.firm.act(cancelLabel, { labelId: globalId('ParcelLabel', first(labels).id), reason: 'Called off' });
    await yard.carry();
    await yard.follow();
    expect(await tasks(first(labels))).toEqual(['labelUnused DONE']);
    await yard.clean();
  });

  it('is asked for when its carrier has said nothing for hours, and once only', async () => {
    at('2026-01-20');
    await yard.firm.act(updateCarrier, { carrierId: carrier, version: 1, simulation: { ...calm, doubles: 100, wrongWeights: 100 } });
    const { delivery } = await sent();
    at('2026-01-21', 18);
    const asked = async () => Number((await yard.firm.act(watchParcels, {})).asked);
    expect(await asked()).toBeGreaterThan(0);
    expect(await asked()).toBe(0);
    await yard.carry();
    const [label] = await yard.firm.db.rows<{ state: string; weight: string; measured: string }>(sql`SELECT state, trim_scale(weight)::text weight, trim_scale("measuredWeight")::text measured FROM "ParcelLabel" WHERE "deliveryId" = ${uuid(delivery)}::uuid`);
    expect(label).toEqual({ state: 'IN_TRANSIT', weight: '2', measured: '3' });
    await yard.firm.act(trackParcel, { labelId: globalId('ParcelLabel', first(await yard.labels(delivery)).id) });
    await yard.carry();
    expect(await yard.firm.one(sql`SELECT count(*)::int count FROM "TrackingEvent" WHERE "trackingNumber" = ${first(await yard.labels(delivery)).trackingNumber}`)).toEqual({ count: 2 });
    await yard.clean();
  });
});
