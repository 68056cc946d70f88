import type { Field } from '../shared/field.tsx';
import { ReferenceLink } from '../shared/field.tsx';
import type { Backorder, DeliveryRow, ReturnRow } from './queries.ts';

export const deliveryFields: readonly Field<DeliveryRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'status', kind: 'enum', enumName: 'DeliveryStatus', sort: true, filter: true, card: 'detail' },
  { name: 'customer', kind: 'reference', reference: 'customers', filter: true, card: 'detail' },
  { name: 'orderNumbers', kind: 'text', filter: true },
  { name: 'plannedOn', kind: 'day', sort: true, filter: true, card: 'detail' },
  { name: 'isLate', kind: 'boolean', filter: 'only' },
  { name: 'warehouse', kind: 'reference', reference: 'warehouses', filter: true, hidden: true },
  { name: 'lineCount', kind: 'integer', filter: true },
  { name: 'shortCount', kind: 'integer', filter: true, hidden: true },
  { name: 'parcelCount', kind: 'integer', filter: true },
  { name: 'weight', kind: 'quantity', filter: true, hidden: true },
  { name: 'quantity', kind: 'quantity', filter: true, total: true },
  { name: 'packed', kind: 'quantity', filter: true, total: true, card: 'figure' },
  { name: 'carrier', kind: 'text', filter: true, hidden: true },
  { name: 'trackingNumber', kind: 'text', filter: true, hidden: true },
  { name: 'shippedOn', kind: 'day', sort: true, filter: true, hidden: true },
  { name: 'deliveredOn', kind: 'day', filter: true, hidden: true },
];

export const backorderFields: readonly Field<Backorder>[] = [
  { name: 'product', kind: 'reference', reference: 'products', sort: true, filter: true, card: 'title' },
  { name: 'order', kind: 'reference', reference: 'orders', filter: true, card: 'detail' },
  { name: 'customer', kind: 'reference', render: ({ order }) => <ReferenceLink value={order.customer} />, csv: ({ order }) => order.customer.name },
  { name: 'warehouse', kind: 'reference', reference: 'warehouses', filter: true },
  { name: 'backordered', kind: 'quantity', sort: true, filter: true, total: true, card: 'figure' },
  { name: 'reserved', kind: 'quantity', filter: true, total: true, hidden: true },
  { name: 'waitingDays', kind: 'integer', sort: true, filter: true },
  { name: 'priority', kind: 'integer', sort: true, filter: true },
  { name: 'place', kind: 'integer', filter: true },
  { name: 'expectedOn', kind: 'day', sort: true, filter: true, card: 'detail' },
  { name: 'neededOn', kind: 'day', sort: true, filter: true },
  { name: 'placedAt', kind: 'instant', sort: true, filter: true, hidden: true },
];

export const returnFields: readonly Field<ReturnRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'status', kind: 'enum', enumName: 'ReturnStatus', sort: true, filter: true, card: 'detail' },
  { name: 'customer', kind: 'reference', reference: 'customers', sort: true, filter: true, card: 'detail' },
  { name: 'order', kind: 'reference', reference: 'orders', filter: true },
  { name: 'reason', kind: 'enum', enumName: 'ReturnReason', filter: true },
  { name: 'authorisedOn', kind: 'day', sort: true, filter: true },
  { name: 'validUntil', kind: 'day', sort: true, filter: true },
  { name: 'isExpired', kind: 'boolean', filter: 'only' },
  { name: 'quantity', kind: 'quantity', filter: true, total: true },
  { name: 'received', kind: 'quantity', filter: true, total: true },
  { name: 'unsettled', kind: 'quantity', filter: true, total: true, card: 'figure' },
  { name: 'value', kind: 'money', filter: true, total: true, hidden: true, permission: 'costs.read' },
];
