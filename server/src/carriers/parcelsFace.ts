// The face of parcels under way: quotes, labels, and where each is.
import sql from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import { timelineOf } from '../events/timeline.ts';
import { mutations } from '../mutations.ts';
import { reportQuery, reportType } from '../reports.ts';
import { col, column, entity, entityOf, expression, extend, lines, money, one, visible, words } from '../shared/entity.ts';
import { itself, rowsFact } from '../shared/facts.ts';
import { globalId, id } from '../shared/input.ts';
import { parseQuantity } from '../shared/quantity.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { report } from '../shared/report.ts';
import { todaySql } from '../shared/today.ts';
import { askRates, demandParcels } from './askRates.ts';
import { buyLabels, cancelLabel, retryLabel } from './labels.ts';
import { noteTracking, trackParcel } from './parcels.ts';
import { demandLabel, labelMoveNames } from './rules.ts';

const isOpen = (t: string) => sql`(${col(t, 'status')} = 'BOUGHT' AND ${col(t, 'state')} NOT IN ('DELIVERED', 'RETURNED', 'LOST'))`;
const ofDelivery = (what: string) => (t: string) => sql`(SELECT ${col('d', what)} FROM "Delivery" d WHERE d.id = ${col(t, 'deliveryId')})`;

entity('ParcelLabel', {
  permission: 'shipments.read', rows: ownCustomers('customerId'), describe: 'A parcel with a carrier\'s label, and where it is.',
  fields: {
    parcelNo: column(), status: column(), state: column(), serviceName: column(), trackingNumber: column(), currencyCode: column(), price: money(undefined, { permission: 'costs.read', describe: 'What the carrier took for it; null until it is bought.' }),
    weight: column(undefined, { describe: 'Kilograms, as we weighed it.' }), measuredWeight: column(undefined, { describe: 'Kilograms, as the carrier did.' }), promisedOn: column(undefined, { describe: 'Day by which it is to be there.' }),
    boughtAt: column(), stateAt: column(undefined, { describe: 'When it came into its state, by the carrier\'s clock.' }), deliveredOn: column(), signedBy: column(), lateSince: column(undefined, { describe: 'Day on which it was told to be late; null: it is not, or it has come.' }),
    problem: column(undefined, { describe: 'Why it was given up, or not cancelled.' }), requestedByName: column(), createdAt: column(), version: column(),
    carrierName: expression('text', (t) => sql`(SELECT c.name FROM "Carrier" c WHERE c.id = ${col(t, 'carrierId')})`),
    customerName: expression('text', ofDelivery('customerName')), deliveryNumber: expression('text', ofDelivery('number')),
    isUnderway: expression('boolean', isOpen, { describe: 'It has a label, and has not come, come back or been lost.' }),
    isLate: expression('boolean', (t) => sql`(${isOpen(t)} AND ${col(t, 'promisedOn')} < ${todaySql})`),
    daysLate: expression('int', (t) => sql`(CASE WHEN ${col(t, 'status')} <> 'BOUGHT' THEN 0 ELSE greatest(0, coalesce(${col(t, 'deliveredOn')}, CASE WHEN ${isOpen(t)} THEN ${todaySql} END, ${col(t, 'promisedOn')}) - ${col(t, 'promisedOn')}) END)`, { describe: 'Days between what was promised and its coming, or today.' }),
    differsInWeight: expression('boolean', (t) => sql`coalesce(${col(t, 'measuredWeight')} <> ${col(t, 'weight')}, FALSE)`, { describe: 'The carrier weighed it otherwise.' }),
    hasFile: expression('boolean', (t) => sql`EXISTS (SELECT FROM "LabelFile" f WHERE f."labelId" = ${col(t, 'id')} AND ${col(t, 'status')} NOT IN ('CANCELLED', 'CANCELLING'))`),
    filePath: words(['id'], ({ id: label }) => `/labels/${encodeURIComponent(globalId('ParcelLabel', String(label)))}`, { describe: 'Where its label is read, under the same rights.' }),
    followUrl: expression('text', (t) => sql`(SELECT replace(c."trackingUrl", '{number}', ${col(t, 'trackingNumber')}) FROM "Carrier" c WHERE c.id = ${col(t, 'carrierId')})`, { nullable: true, askable: false, describe: 'Where people follow it.' }),
  },
  ones: { delivery: one('Delivery', 'deliveryId'), customer: one('Customer', 'customerId'), carrier: one('Carrier', 'carrierId'), orderCost: one('OrderCost', 'orderCostId', { describe: 'The cost of orders that it is.' }) },
  manies: { timeline: timelineOf() },
  listing: {
    field: 'parcelLabels', defaultOrder: 'CREATED_AT_DESC', search: ['trackingNumber', 'customerName', 'deliveryNumber', 'carrierName'], totals: ['price', 'weight'],
    orderBy: { CREATED_AT: 'createdAt', PROMISED_ON: 'promisedOn', STATE: 'state', STATE_AT: 'stateAt', TRACKING_NUMBER: 'trackingNumber', DAYS_LATE: 'daysLate', PRICE: 'price', CUSTOMER: 'customerName' },
  },
});
entity('CarrierQuote', {
  permission: 'carriers.read', describe: 'What a carrier would take for all parcels of a delivery.',
  fields: {
    serviceCode: column(), serviceName: column(), currencyCode: column(), price: money(), days: column(), promisedOn: column(), validUntil: column(), recordedAt: column(),
    carrierName: expression('text', (t) => sql`(SELECT c.name FROM "Carrier" c WHERE c.id = ${col(t, 'carrierId')})`),
    isValid: expression('boolean', (t) => sql`(${col(t, 'validUntil')} > hesabu_now() AND ${col(t, 'recordedAt')} >= coalesce((SELECT d."packedAt" FROM "Delivery" d WHERE d.id = ${col(t, 'deliveryId')}), ${col(t, 'recordedAt')}))`, { describe: 'It can be bought now.' }),
  },
  ones: { carrier: one('Carrier', 'carrierId'), delivery: one('Delivery', 'deliveryId') },
});
extend('Delivery', { manies: {
  labels: lines('ParcelLabel', 'deliveryId', 'parcelNo'), quotes: lines('CarrierQuote', 'deliveryId', 'priceMinor', { describe: 'The newest of each carrier.', where: (t) => sql`${col(t, 'requestId')} IN (SELECT DISTINCT ON (r."carrierId") r.id FROM "CarrierRequest" r
    WHERE r."deliveryId" = ${col(t, 'deliveryId')} AND r.verb = 'RATE' AND r.status = 'DONE' ORDER BY r."carrierId", r."createdAt" DESC, r.id)` }),
  carrierRequests: lines('CarrierRequest', 'deliveryId', 'createdAt'),
} });
extend('Parcel', { fields: { isLabelled: column(undefined, { describe: 'A carrier\'s label is on it, or asked for.' }) } });

interface Row { kind: string; occurredAt: string; place: string | null; description: string | null; signedBy: string | null; weight: string | null; source: string; recordedAt: string }
reportType('ParcelScan', 'Something that was told of a parcel.', {
  kind: 'enum:ParcelState', occurredAt: 'instant', place: 'text?', description: 'text?', signedBy: 'text?', weight: 'quantity?', source: 'enum:TrackingSource', recordedAt: 'instant',
});
reportQuery('parcelScans', {
  describe: 'What was told of a parcel, by the carrier\'s clock.', permission: 'shipments.read', type: 'ParcelScan', list: true,
  report: report({
    args: { parcelLabelId: id('ParcelLabel') },
    statement: ({ parcelLabelId }, { viewer }) => sql`SELECT e.kind, e."occurredAt", e.place, e.description, e."signedBy", e.weight::text AS weight, e.source, e."recordedAt" FROM "ParcelLabel" t
      JOIN "TrackingEvent" e ON e."carrierId" = t."carrierId" AND e."trackingNumber" = t."trackingNumber" WHERE t.id = ${parcelLabelId} AND ${visible(entityOf('ParcelLabel'), 't', viewer)}
      ORDER BY e."occurredAt" DESC, e.kind DESC, e.key`,
    make: (rows: Row[]) => rows.map((row) => ({ ...row, occurredAt: new Date(row.occurredAt), recordedAt: new Date(row.recordedAt), weight: row.weight === null ? null : parseQuantity(row.weight) ?? null })),
  }),
});

recordActions('Delivery', { delivery: itself('Delivery'), parcels: rowsFact('Parcel', (t) => sql`f."deliveryId" = ${col(t, 'id')}`) }, ({ delivery, parcels }) =>
  [recordAction('askRates', 'shipments.post', () => demandParcels(delivery, parcels))]);
recordActions('ParcelLabel', { label: itself('ParcelLabel') }, ({ label }) => labelMoveNames.map((move) => recordAction(move, 'shipments.post', () => demandLabel(label, move))));
mutations(askRates, buyLabels, retryLabel, cancelLabel, trackParcel, noteTracking);
