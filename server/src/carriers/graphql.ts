import sql, { raw } from 'sql-template-tag';
import { timelineOf } from '../events/timeline.ts';
import { mutations } from '../mutations.ts';
import { recordsQuery } from '../reports.ts';
import { col, column, entity, expression, lines, money, one, pages, words } from '../shared/entity.ts';
import { isFact, itself, rowFact, rowsFact } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { acceptCharge, demandAcceptable, demandAccepted, demandUnaccepted, isRepeated, recordCarrierBill, removeCarrierBill, verdictOf, withdrawCharge } from './carrierBills.ts';
import { renewWebhookSecret, setCarrierKey } from './carrierSecrets.ts';
import { createCarrier, updateCarrier } from './saveCarrier.ts';
import { testCarrier } from './askRates.ts';
import './followParcels.ts';
import './mailParcels.ts';

const permission = 'carriers.read';
const ofCarrier = (what: string, rest: string) => (t: string) => sql`(SELECT ${raw(what)} FROM ${raw(rest)} AND x."carrierId" = ${col(t, 'id')})`;

entity('Carrier', {
  permission, describe: 'Who takes parcels to customers. What it is asked with cannot be read.',
  fields: {
    code: column(), name: column(), adapter: column(), isActive: column(), address: column(), timeoutMs: column(), trackingUrl: column(), simulation: column(undefined, { askable: false }), createdAt: column(), version: column(),
    failures: column(undefined, { describe: 'Faults in a row; at five it is left alone for a while.' }), pausedUntil: column(), lastAnsweredAt: column(), lastProblem: column(),
    hasKey: expression('boolean', (t) => sql`EXISTS (SELECT FROM "CarrierSecret" x WHERE x."carrierId" = ${col(t, 'id')} AND x."apiKey" IS NOT NULL)`),
    hasWebhookSecret: expression('boolean', (t) => sql`EXISTS (SELECT FROM "CarrierSecret" x WHERE x."carrierId" = ${col(t, 'id')} AND x."webhookSecret" IS NOT NULL)`),
    webhookPath: words(['code'], ({ code }) => `/webhooks/carriers/${String(code)}`, { describe: 'Where it sends what happens to parcels.' }),
    underway: expression('int', ofCarrier('count(*)::int', `"ParcelLabel" x WHERE x.status = 'BOUGHT' AND x.state NOT IN ('DELIVERED', 'RETURNED', 'LOST')`), { describe: 'Parcels that it has and has not brought.' }),
    lateCount: expression('int', ofCarrier('count(*)::int', `"ParcelLabel" x WHERE x."lateSince" IS NOT NULL`)),
    waitingCount: expression('int', ofCarrier('count(*)::int', `"CarrierRequest" x WHERE x.status = 'WAITING'`), { describe: 'What it is still to be asked.' }),
  },
  ones: { account: one('Account', 'accountId'), supplier: one('Supplier', 'supplierId') },
  manies: { requests: pages('CarrierRequest', 'carrierId'), webhooks: pages('CarrierWebhook', 'carrierId'), refusals: lines('WebhookRefusal', 'carrierId', 'day'), bills: pages('CarrierBill', 'carrierId'), timeline: timelineOf() },
  listing: { field: 'carriers', orderBy: { NAME: 'name', CODE: 'code', LAST_ANSWERED_AT: 'lastAnsweredAt' }, defaultOrder: 'NAME_ASC', search: ['name', 'code'], totals: [] },
});
entity('CarrierRequest', {
  permission, describe: 'Something that a carrier is asked, and what came of it.',
  fields: {
    verb: column(), status: column(), attempts: column(), dueAt: column(undefined, { describe: 'When it is tried next; null: nothing is left to do.' }), problem: column(undefined, { describe: 'Why the last try failed.' }),
    requestedByName: column(), createdAt: column(), finishedAt: column(),
    carrierName: expression('text', (t) => sql`(SELECT c.name FROM "Carrier" c WHERE c.id = ${col(t, 'carrierId')})`),
  },
  ones: { carrier: one('Carrier', 'carrierId'), delivery: one('Delivery', 'deliveryId'), label: one('ParcelLabel', 'labelId') }, manies: { calls: lines('CarrierCall', 'requestId') },
  listing: {
    field: 'carrierRequests', orderBy: { CREATED_AT: 'createdAt', STATUS: 'status', VERB: 'verb' }, defaultOrder: 'CREATED_AT_DESC', search: ['problem', 'requestedByName'],
    describe: 'What carriers are and were asked.',
  },
});
entity('CarrierCall', { permission, describe: 'A try to ask a carrier.', fields: { no: column(), outcome: column(), tookMs: column(undefined, { describe: 'Milliseconds.' }), message: column(), recordedAt: column() } });
entity('CarrierWebhook', {
  permission, describe: 'A message of a carrier that was taken in.',
  fields: {
    webhookId: column(), sentAt: column(), told: column(undefined, { describe: 'Events in it.' }), stored: column(undefined, { describe: 'Events that were new.' }),
    unassigned: column(undefined, { describe: 'New events whose parcel was not known.' }), body: column(undefined, { askable: false }), recordedAt: column(),
  },
  ones: { carrier: one('Carrier', 'carrierId') },
  listing: { field: 'carrierWebhooks', orderBy: { RECORDED_AT: 'recordedAt', SENT_AT: 'sentAt' }, defaultOrder: 'RECORDED_AT_DESC', search: ['webhookId'], totals: ['told', 'stored', 'unassigned'] },
});
entity('WebhookRefusal', { permission, describe: 'Messages that were not taken in, of a day and a reason.', fields: { day: column(), reason: column(), count: column(), lastAt: column() } });
entity('TrackingEvent', {
  permission, describe: 'What a carrier told of a parcel.',
  fields: {
    trackingNumber: column(), kind: column(), occurredAt: column(undefined, { describe: 'By the carrier\'s clock.' }), place: column(), description: column(), signedBy: column(), weight: column(undefined, { describe: 'Kilograms.' }), source: column(), recordedAt: column(),
    isAssigned: expression('boolean', (t) => sql`EXISTS (SELECT FROM "ParcelLabel" x WHERE x."carrierId" = ${col(t, 'carrierId')} AND x."trackingNumber" = ${col(t, 'trackingNumber')})`, { describe: 'It is known whose parcel it is.' }),
  },
  ones: { carrier: one('Carrier', 'carrierId') },
  listing: { field: 'trackingEvents', orderBy: { RECORDED_AT: 'recordedAt', OCCURRED_AT: 'occurredAt', TRACKING_NUMBER: 'trackingNumber' }, defaultOrder: 'RECORDED_AT_DESC', search: ['trackingNumber', 'place'] },
});

const labelPrice = (t: string) => sql`(SELECT p."priceMinor" FROM "ParcelLabel" p JOIN "CarrierBill" b ON b.id = ${col(t, 'carrierBillId')} AND b."carrierId" = p."carrierId" WHERE p."trackingNumber" = ${col(t, 'trackingNumber')})`;
const verdict = (t: string) => sql`(SELECT CASE WHEN p."priceMinor" IS NULL THEN 'UNKNOWN' WHEN ${isRepeated(t)} THEN 'TWICE' WHEN p.status = 'CANCELLED' THEN 'CANCELLED'
    WHEN ${col(t, 'chargedMinor')} > p."priceMinor" THEN 'DEARER' WHEN ${col(t, 'chargedMinor')} < p."priceMinor" THEN 'CHEAPER' ELSE 'EQUAL' END::"CarrierBillVerdict"
  FROM "CarrierBill" b LEFT JOIN "ParcelLabel" p ON p."carrierId" = b."carrierId" AND p."trackingNumber" = ${col(t, 'trackingNumber')} WHERE b.id = ${col(t, 'carrierBillId')})`;
const ofLines = (what: string) => (t: string) => sql`(SELECT ${raw(what)} FROM "CarrierBillLine" x WHERE x."carrierBillId" = ${col(t, 'id')})`;

entity('CarrierBill', {
  permission, describe: 'What a carrier billed, beside the prices of its labels.',
  fields: {
    reference: column(), billedOn: column(), currencyCode: column(), total: money(), recordedByName: column(), createdAt: column(), version: column(), lineCount: expression('int', ofLines('count(*)::int')),
    differing: expression('int', (t) => sql`(SELECT count(*)::int FROM "CarrierBillLine" x WHERE x."carrierBillId" = ${col(t, 'id')} AND x."acceptedAt" IS NULL AND ${verdict('x')} <> 'EQUAL')`, { describe: 'Charges that are not as the labels cost, and not accepted.' }),
  },
  ones: { carrier: one('Carrier', 'carrierId') }, manies: { lines: lines('CarrierBillLine', 'carrierBillId'), timeline: timelineOf() },
  listing: { field: 'carrierBills', orderBy: { BILLED_ON: 'billedOn', REFERENCE: 'reference', TOTAL: 'total' }, defaultOrder: 'BILLED_ON_DESC', search: ['reference', 'carrier.name'], totals: ['total'] },
});
entity('CarrierBillLine', {
  permission, describe: 'What a carrier charged for a parcel.',
  fields: {
    no: column(), trackingNumber: column(), currencyCode: column(), charged: money(), weight: column(), acceptedAt: column(), acceptedByName: column(),
    labelPrice: expression('money', labelPrice, { nullable: true, currency: (t) => col(t, 'currencyCode'), describe: 'What its label cost.' }),
    difference: expression('money', (t) => sql`(${col(t, 'chargedMinor')} - coalesce(${labelPrice(t)}, 0))`, { currency: (t) => col(t, 'currencyCode') }),
    verdict: expression('enum:CarrierBillVerdict', verdict),
    labelWeight: expression('quantity', (t) => sql`(SELECT p.weight FROM "ParcelLabel" p JOIN "CarrierBill" b ON b.id = ${col(t, 'carrierBillId')} AND b."carrierId" = p."carrierId" WHERE p."trackingNumber" = ${col(t, 'trackingNumber')})`, { nullable: true, describe: 'Kilograms, as we weighed it.' }),
  },
  ones: { carrierBill: one('CarrierBill', 'carrierBillId') },
  listing: {
    field: 'carrierBillLines', orderBy: { NO: 'no', CHARGED: 'charged', DIFFERENCE: 'difference', TRACKING_NUMBER: 'trackingNumber' }, defaultOrder: 'NO_ASC', search: ['trackingNumber'], totals: ['charged', 'difference'],
  },
});
recordsQuery('carrierChoices', { describe: 'Carriers that may be asked.', entity: 'Carrier', args: {}, most: 50, where: (t) => col(t, 'isActive'), order: (t) => col(t, 'name') });

recordActions('Carrier', { carrier: itself('Carrier') }, () => [
  recordAction('testCarrier', 'carriers.manage', () => undefined), recordAction('setCarrierKey', 'carriers.manage', () => undefined), recordAction('renewWebhookSecret', 'carriers.manage', () => undefined),
]);
recordActions('CarrierBill', { lines: rowsFact('CarrierBillLine', (t) => sql`f."carrierBillId" = ${col(t, 'id')} AND f."acceptedAt" IS NOT NULL`) }, ({ lines: accepted }) =>
  [recordAction('removeCarrierBill', 'carriers.manage', () => demandUnaccepted(accepted))]);
recordActions('CarrierBillLine', {
  line: itself('CarrierBillLine'), wasCharged: isFact(isRepeated),
  label: rowFact('ParcelLabel', (t) => sql`f."trackingNumber" = ${col(t, 'trackingNumber')} AND f."carrierId" = (SELECT b."carrierId" FROM "CarrierBill" b WHERE b.id = ${col(t, 'carrierBillId')})`),
}, ({ line, label, wasCharged }) => [
  recordAction('acceptCharge', 'profit.post', () => demandAcceptable(line, verdictOf(line.chargedMinor, label, wasCharged))), recordAction('withdrawCharge', 'profit.post', () => demandAccepted(line)),
]);
mutations(createCarrier, updateCarrier, setCarrierKey, renewWebhookSecret, testCarrier, recordCarrierBill, removeCarrierBill, acceptCharge, withdrawCharge);
