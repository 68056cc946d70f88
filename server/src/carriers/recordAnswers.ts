// What came of asking a carrier, by verb. Not offered: whoever carries requests out writes it down by these.
import sql from 'sql-template-tag';
import type { DeliveryRow } from '../generated/rows.ts';
import { action, type EventDraft } from '../shared/action.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { addDays } from '../shared/time.ts';
import { insert, update, type Change } from '../shared/write.ts';
import type { Label, Service } from './adapter.ts';
import { handedOver, holdNumbers, movedRows, scansOf } from './recordTracking.ts';

const permission = 'shipments.post';
const both = (label: { id: string; deliveryId: string }, event: Omit<EventDraft, 'subjectType' | 'subjectId'>): EventDraft[] => [
  { ...event, subjectType: 'ParcelLabel', subjectId: label.id }, { ...event, subjectType: 'Delivery', subjectId: label.deliveryId },
];

export const recordRates = action({
  name: 'recordRates', permission, describe: 'Keeps what a carrier quoted.',
  input: { requestId: handedOver<string>(), services: handedOver<readonly Service[]>() }, refusals: [], payload: { quotes: 'int' },
  load: async (tx, { requestId }) => readRow(tx, 'CarrierRequest', requestId),
  decide: ({ id: requestId, carrierId, deliveryId }, { services }, ctx) => {
    if (!deliveryId) return { rows: [], events: [], result: { quotes: 0 } }; // a test
    return {
      rows: services.map(({ code, name, price, currencyCode, days, validUntil }) => insert('CarrierQuote', {
        id: ctx.newId(), requestId, deliveryId, carrierId, serviceCode: code, serviceName: name, priceMinor: price, currencyCode, days, promisedOn: addDays(ctx.today, days), validUntil,
      })),
      events: [{ kind: 'ratesQuoted', subjectType: 'Delivery', subjectId: deliveryId, data: { quotes: services.length } }], result: { quotes: services.length },
    };
  },
});

export const recordLabel = action({
  name: 'recordLabel', permission, describe: 'Keeps the label that a carrier made, and what was told of its parcel meanwhile.',
  input: { labelId: handedOver<string>(), label: handedOver<Omit<Label, 'file'>>(), orderCostId: handedOver<string | null>() }, refusals: [], payload: { label: 'record:ParcelLabel' },
  load: async (tx, { labelId, label: { trackingNumber } }) => {
    const asked = await readRow(tx, 'ParcelLabel', labelId);
    await holdNumbers(tx, asked.carrierId, [trackingNumber]);
    const delivery = await lockRow(tx, 'Delivery', asked.deliveryId);
    return {
      label: await lockRow(tx, 'ParcelLabel', labelId), delivery, parcel: (await selectRows(tx, 'Parcel', sql`t.id = ${asked.parcelId}`, { lock: true }))[0],
      carrier: await readRow(tx, 'Carrier', asked.carrierId), scans: await scansOf(tx, asked.carrierId, [trackingNumber]),
    };
  },
  decide: ({ label, delivery, parcel, carrier, scans }, { label: { trackingNumber, price, promisedOn }, orderCostId }, ctx) => {
    const bought = { status: 'BOUGHT' as const, trackingNumber, priceMinor: price, promisedOn: promisedOn ?? label.promisedOn, boughtAt: ctx.now, orderCostId, problem: null };
    const moved = movedRows({ ...label, ...bought }, scans, ctx);
    return {
      rows: [
        update('ParcelLabel', label.id, { ...bought, version: label.version + 1 }), ...moved.rows, ...(parcel ? [update('Parcel', parcel.id, { trackingNumber })] : []),
        ...(delivery.trackingNumber === null || label.parcelNo === 1 ? [update('Delivery', delivery.id, { trackingNumber, version: delivery.version + 1 })] : []),
      ],
      events: [...both(label, { kind: 'labelBought', data: { parcel: label.parcelNo, number: trackingNumber, carrier: carrier.name, service: label.serviceName } }), ...moved.events],
      result: { label: label.id },
    };
  },
});

export const recordLabelFailed = action({
  name: 'recordLabelFailed', permission, describe: 'Notes that a label was given up, and why.',
  input: { labelId: handedOver<string>(), problem: handedOver<string>() }, refusals: [], payload: { label: 'record:ParcelLabel' },
  load: (tx, { labelId }) => lockRow(tx, 'ParcelLabel', labelId),
  decide: (label, { problem }) => ({
    rows: [update('ParcelLabel', label.id, { status: 'FAILED', problem, version: label.version + 1 })],
    events: both(label, { kind: 'labelFailed', reason: problem, data: { parcel: label.parcelNo } }), result: { label: label.id },
  }),
});

/** Whose first number is what its parcels' labels say. */
const withoutNumber = (delivery: DeliveryRow, number: string | null): Change[] =>
  (number !== null && delivery.trackingNumber === number ? [update('Delivery', delivery.id, { trackingNumber: null, version: delivery.version + 1 })] : []);

export const recordCancelled = action({
  name: 'recordCancelled', permission, describe: 'Notes that a carrier cancelled a label: its parcel bears none any more.',
  input: { labelId: handedOver<string>() }, refusals: [], payload: { label: 'record:ParcelLabel' },
  load: async (tx, { labelId }) => {
    const { deliveryId, parcelId } = await readRow(tx, 'ParcelLabel', labelId);
    const delivery = await lockRow(tx, 'Delivery', deliveryId);
    return { delivery, label: await lockRow(tx, 'ParcelLabel', labelId), parcel: (await selectRows(tx, 'Parcel', sql`t.id = ${parcelId}`, { lock: true }))[0] };
  },
  decide: ({ delivery, label, parcel }) => ({
    rows: [
      update('ParcelLabel', label.id, { status: 'CANCELLED', problem: null, version: label.version + 1 }), ...withoutNumber(delivery, label.trackingNumber),
      ...(parcel ? [update('Parcel', parcel.id, { isLabelled: false, trackingNumber: parcel.trackingNumber === label.trackingNumber ? null : parcel.trackingNumber })] : []),
    ],
    events: both(label, { kind: 'labelCancelled', data: { parcel: label.parcelNo, number: label.trackingNumber } }), result: { label: label.id },
  }),
});

export const recordCancelRefused = action({
  name: 'recordCancelRefused', permission, describe: 'Notes that a carrier did not cancel a label, and why.',
  input: { labelId: handedOver<string>(), problem: handedOver<string>() }, refusals: [], payload: { label: 'record:ParcelLabel' },
  load: (tx, { labelId }) => lockRow(tx, 'ParcelLabel', labelId),
  decide: (label, { problem }) => ({
    rows: [update('ParcelLabel', label.id, { status: label.trackingNumber === null ? 'FAILED' : 'BOUGHT', problem, version: label.version + 1 })],
    events: both(label, { kind: 'labelCancelRefused', reason: problem, data: { parcel: label.parcelNo, number: label.trackingNumber } }), result: { label: label.id },
  }),
});
