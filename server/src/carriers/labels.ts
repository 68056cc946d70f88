// What people do with labels: buy, try again, cancel.
import sql from 'sql-template-tag';
import { action } from '../shared/action.ts';
import { id, list, optional, text } from '../shared/input.ts';
import { none } from '../shared/quantity.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { insert, update } from '../shared/write.ts';
import { demandParcels, requestRow } from './askRates.ts';
import { CarrierInactive, LabelMoves, LabelState, LabelUnderway, NotPackedForLabels, ParcelHasLabel, ParcelNotWeighed, RateCurrency, RateExpired } from './refusals.ts';
import { demandActive, demandLabel } from './rules.ts';

const permission = 'shipments.post';

export const buyLabels = action({
  name: 'buyLabels', permission,
  describe: 'Buys labels for the parcels of a delivery, as a carrier has quoted them. They come by themselves; what they cost becomes a cost of the orders whose goods are in them.',
  input: { quoteId: id('CarrierQuote'), parcelIds: { ...optional(list(id('Parcel'), { min: 1, max: 200 })), describe: 'All that have none yet when left out.' } },
  refusals: [NotPackedForLabels, ParcelNotWeighed, CarrierInactive, RateExpired, RateCurrency, ParcelHasLabel], payload: { delivery: 'record:Delivery', labels: 'records:ParcelLabel' },
  load: async (tx, { quoteId }) => {
    const quote = await readRow(tx, 'CarrierQuote', quoteId);
    const delivery = await lockRow(tx, 'Delivery', quote.deliveryId);
    return {
      quote, delivery, carrier: await readRow(tx, 'Carrier', quote.carrierId),
      parcels: await selectRows(tx, 'Parcel', sql`t."deliveryId" = ${delivery.id}`, { lock: true, orderBy: sql`t.no` }),
      live: await selectRows(tx, 'ParcelLabel', sql`t."deliveryId" = ${delivery.id} AND t.status <> 'CANCELLED'`),
    };
  },
  decide: ({ quote, delivery, carrier, parcels, live }, { parcelIds }, ctx) => {
    const bearing = (parcelId: string) => live.some((label) => label.parcelId === parcelId);
    const unknown = parcelIds?.findIndex((each) => !parcels.some((parcel) => parcel.id === each)) ?? -1;
    if (unknown >= 0) throw fieldRefused(['parcelIds', String(unknown)], 'id_unknown', { type: 'Parcel' });
    const chosen = parcels.filter((parcel) => (parcelIds ? parcelIds.includes(parcel.id) : !bearing(parcel.id)));
    demandParcels(delivery, parcels);
    demandActive(carrier);
    const stuck = chosen.find((parcel) => bearing(parcel.id)) ?? (chosen.length === 0 ? parcels[0] : undefined);
    if (stuck) throw ParcelHasLabel({ parcelNo: stuck.no });
    // Parcels that were opened since may be others now.
    if (quote.validUntil <= ctx.now || (delivery.packedAt && quote.recordedAt < delivery.packedAt)) throw RateExpired({ serviceName: quote.serviceName });
    if (quote.currencyCode !== ctx.company.currencyCode) throw RateCurrency({ currencyCode: quote.currencyCode });
    const made = chosen.map((parcel) => ({ parcel, id: ctx.newId() }));
    return {
      rows: [
        ...made.flatMap(({ parcel, id: labelId }) => [
          insert('ParcelLabel', {
            id: labelId, companyId: ctx.company.id, carrierId: carrier.id, deliveryId: delivery.id, parcelId: parcel.id, parcelNo: parcel.no, customerId: delivery.customerId, quoteId: quote.id,
            serviceCode: quote.serviceCode, serviceName: quote.serviceName, trackingNumber: null, priceMinor: null, currencyCode: quote.currencyCode, weight: parcel.weight ?? none, // demandParcels has refused it
           
            measuredWeight: null, promisedOn: quote.promisedOn, boughtAt: null, stateAt: null, deliveredOn: null, signedBy: null, lateSince: null, problem: null, orderCostId: null, requestedByName: ctx.viewer.name,
          }),
          update('Parcel', parcel.id, { isLabelled: true }),
          requestRow({ carrierId: carrier.id, verb: 'LABEL', deliveryId: delivery.id, labelId, key: labelId }, ctx),
        ]),
        update('Delivery', delivery.id, { carrier: carrier.name, version: delivery.version + 1 }),
      ],
      events: [
        { kind: 'labelsAsked', subjectType: 'Delivery', subjectId: delivery.id, data: { carrier: carrier.name, service: quote.serviceName, labels: made.length } },
        ...made.map(({ id: labelId }) => ({ kind: 'labelAsked', subjectType: 'ParcelLabel', subjectId: labelId, data: { carrier: carrier.name, service: quote.serviceName } })),
      ],
      result: { delivery: delivery.id, labels: made.map((each) => each.id) },
    };
  },
});
export const retryLabel = action({
  name: 'retryLabel', permission, describe: 'Asks for a label once more that was given up. The carrier knows it by its key: where it had made one, that is the one.',
  input: { labelId: id('ParcelLabel') }, refusals: [LabelState, CarrierInactive], payload: { label: 'record:ParcelLabel' },
  load: async (tx, { labelId }) => {
    const label = await lockRow(tx, 'ParcelLabel', labelId);
    return { label, carrier: await readRow(tx, 'Carrier', label.carrierId) };
  },
  decide: ({ label, carrier }, _input, ctx) => {
    demandLabel(label, 'retryLabel');
    demandActive(carrier);
    return {
      rows: [
        update('ParcelLabel', label.id, { status: 'REQUESTED', problem: null, version: label.version + 1 }),
        requestRow({ carrierId: carrier.id, verb: 'LABEL', deliveryId: label.deliveryId, labelId: label.id, key: label.id }, ctx),
      ],
      events: [{ kind: 'labelAskedAgain', subjectType: 'ParcelLabel', subjectId: label.id }, { kind: 'labelAskedAgain', subjectType: 'Delivery', subjectId: label.deliveryId, data: { parcel: label.parcelNo } }],
      result: { label: label.id },
    };
  },
});

export const cancelLabel = action({
  name: 'cancelLabel', permission, describe: 'Cancels a label that its carrier has not taken over yet. What it cost is taken back when the carrier has agreed.',
  input: { labelId: id('ParcelLabel'), reason: text({ max: 1000, lines: true }) }, refusals: [LabelState, LabelMoves, LabelUnderway], payload: { label: 'record:ParcelLabel' },
  load: async (tx, { labelId }) => {
    const label = await lockRow(tx, 'ParcelLabel', labelId);
    return {
      label, parcel: (await selectRows(tx, 'Parcel', sql`t.id = ${label.parcelId}`, { lock: true }))[0],
      waiting: await selectRows(tx, 'CarrierRequest', sql`t."labelId" = ${labelId} AND t.verb = 'LABEL' AND t.status = 'WAITING'`, { lock: true }),
    };
  },
  decide: ({ label, parcel, waiting }, { reason }, ctx) => {
    demandLabel(label, 'cancelLabel');
    const isUnasked = label.status === 'REQUESTED';
    // Once asked, a label may have been sold whatever was answered: the carrier is asked again under the same key first.
    if (isUnasked && waiting.some(({ attempts, claimedUntil }) => attempts > 0 || claimedUntil !== null)) throw LabelUnderway({});
    return {
      rows: [
        update('ParcelLabel', label.id, { status: isUnasked ? 'CANCELLED' : 'CANCELLING', version: label.version + 1 }),
        ...waiting.map((each) => update('CarrierRequest', each.id, { status: 'WITHDRAWN', dueAt: null, finishedAt: ctx.now })),
        ...(isUnasked ? (parcel ? [update('Parcel', parcel.id, { isLabelled: false })] : []) : [requestRow({ carrierId: label.carrierId, verb: 'CANCEL', deliveryId: label.deliveryId, labelId: label.id, key: `cancel-${label.id}` }, ctx)]),
      ],
      events: ['ParcelLabel', 'Delivery'].map((type) => ({
        kind: isUnasked ? 'labelCancelled' : 'labelCancelAsked', subjectType: type, subjectId: type === 'Delivery' ? label.deliveryId : label.id, reason, data: { parcel: label.parcelNo, number: label.trackingNumber },
      })),
      result: { label: label.id },
    };
  },
});
