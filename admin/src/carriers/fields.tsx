import type { Field } from '../shared/field.tsx';
import type { BillRow, CarrierRequest, CarrierRow, CarrierWebhook, ParcelRow, TrackingEvent } from './queries.ts';

export const parcelFields: readonly Field<ParcelRow>[] = [
  { name: 'trackingNumber', kind: 'text', sort: true, filter: true, card: 'title' }, { name: 'carrierName', kind: 'text', filter: true }, { name: 'serviceName', kind: 'text', filter: true, hidden: true },
  { name: 'customer', kind: 'reference', filter: true, card: 'detail' }, { name: 'delivery', kind: 'reference' }, { name: 'state', kind: 'enum', enumName: 'ParcelState', sort: true, filter: true },
  { name: 'status', kind: 'enum', enumName: 'LabelStatus', filter: true }, { name: 'stateAt', kind: 'instant', sort: true, filter: true }, { name: 'promisedOn', kind: 'day', sort: true, filter: true },
  { name: 'deliveredOn', kind: 'day', filter: true }, { name: 'daysLate', kind: 'integer', sort: true, filter: true, card: 'figure' }, { name: 'isLate', kind: 'boolean', filter: 'only' }, { name: 'isUnderway', kind: 'boolean', filter: 'only' },
  { name: 'differsInWeight', kind: 'boolean', filter: true, hidden: true }, { name: 'weight', kind: 'quantity', filter: true, total: true, hidden: true }, { name: 'measuredWeight', kind: 'quantity', filter: true, hidden: true },
  { name: 'price', kind: 'money', sort: true, filter: true, total: true, permission: 'costs.read' }, { name: 'createdAt', kind: 'instant', sort: true, filter: true, hidden: true },
];
export const carrierFields: readonly Field<CarrierRow>[] = [
  { name: 'name', kind: 'text', sort: true, filter: true, card: 'title' }, { name: 'code', kind: 'text', sort: true, filter: true }, { name: 'adapter', kind: 'enum', enumName: 'CarrierAdapter', filter: true, card: 'detail' },
  { name: 'isActive', kind: 'boolean', filter: true }, { name: 'underway', kind: 'integer', filter: true, card: 'figure' }, { name: 'lateCount', kind: 'integer', filter: true }, { name: 'failures', kind: 'integer', filter: true, hidden: true },
  { name: 'lastAnsweredAt', kind: 'instant', sort: true, filter: true }, { name: 'lastProblem', kind: 'text', filter: true },
];
export const requestFields: readonly Field<CarrierRequest>[] = [
  { name: 'verb', kind: 'enum', enumName: 'CarrierVerb', sort: true, filter: true, card: 'title' }, { name: 'status', kind: 'enum', enumName: 'CarrierRequestStatus', sort: true, filter: true, card: 'figure' }, { name: 'delivery', kind: 'reference' },
  { name: 'attempts', kind: 'integer', filter: true }, { name: 'problem', kind: 'text', filter: true, card: 'detail' }, { name: 'dueAt', kind: 'instant', filter: true }, { name: 'requestedByName', kind: 'text', filter: true },
  { name: 'createdAt', kind: 'instant', sort: true, filter: true },
];
export const webhookFields: readonly Field<CarrierWebhook>[] = [
  { name: 'recordedAt', kind: 'instant', sort: true, filter: true }, { name: 'webhookId', kind: 'text', filter: true, card: 'title' }, { name: 'told', kind: 'integer', filter: true }, { name: 'stored', kind: 'integer', filter: true, card: 'figure' },
  { name: 'unassigned', kind: 'integer', filter: true }, { name: 'sentAt', kind: 'instant', sort: true, filter: true }, { name: 'body', kind: 'text', hidden: true },
];
export const scanFields: readonly Field<TrackingEvent>[] = [
  { name: 'trackingNumber', kind: 'text', sort: true, filter: true, card: 'title' }, { name: 'carrier', kind: 'reference', filter: true }, { name: 'kind', kind: 'enum', enumName: 'ParcelState', filter: true, card: 'figure' }, { name: 'occurredAt', kind: 'instant', sort: true, filter: true },
  { name: 'place', kind: 'text', filter: true, card: 'detail' }, { name: 'description', kind: 'text', filter: true }, { name: 'signedBy', kind: 'text', filter: true, hidden: true }, { name: 'source', kind: 'enum', enumName: 'TrackingSource', filter: true },
  { name: 'isAssigned', kind: 'boolean', filter: true }, { name: 'recordedAt', kind: 'instant', sort: true, filter: true },
];
export const billFields: readonly Field<BillRow>[] = [
  { name: 'reference', kind: 'text', sort: true, filter: true, card: 'title' }, { name: 'carrier', kind: 'reference', filter: true, card: 'detail' }, { name: 'billedOn', kind: 'day', sort: true, filter: true }, { name: 'lineCount', kind: 'integer', filter: true },
  { name: 'differing', kind: 'integer', filter: true }, { name: 'total', kind: 'money', sort: true, filter: true, total: true, card: 'figure' },
];
