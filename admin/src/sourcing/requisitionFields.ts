import type { Field } from '../shared/field.tsx';
import type { RequisitionLineRow, RequisitionRow } from './requisitionQueries.ts';

export const requisitionFields: readonly Field<RequisitionRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'reason', kind: 'text', filter: true, card: 'detail' },
  { name: 'status', kind: 'enum', enumName: 'RequisitionStatus', sort: true, filter: true, card: 'detail' },
  { name: 'requestedByName', kind: 'text', filter: true },
  { name: 'neededOn', kind: 'day', sort: true, filter: true },
  { name: 'openLines', kind: 'integer', filter: true },
  { name: 'estimate', kind: 'money', permission: 'purchasing.read', filter: true, total: true, card: 'figure' },
  { name: 'warehouse', kind: 'reference', reference: 'warehouses', filter: true, hidden: true },
  { name: 'origin', kind: 'enum', enumName: 'RequisitionOrigin', filter: true, hidden: true },
  { name: 'isUrgent', kind: 'boolean', filter: true, hidden: true },
  { name: 'createdAt', kind: 'instant', sort: true, filter: true, hidden: true },
];

export const requisitionLineFields: readonly Field<RequisitionLineRow>[] = [
  { name: 'product', kind: 'reference', reference: 'products', sort: true, filter: true, card: 'title' },
  { name: 'requisition', kind: 'reference', reference: 'requisitions', filter: true, card: 'detail' },
  { name: 'neededOn', kind: 'day', sort: true, filter: true, card: 'detail' },
  { name: 'supplier', kind: 'reference', reference: 'suppliers', permission: 'purchasing.read', filter: true, hidden: true },
  { name: 'quantity', kind: 'quantity', sort: true, filter: true, total: true },
  { name: 'toOrder', kind: 'quantity', sort: true, filter: true, total: true, card: 'figure' },
  { name: 'onRequest', kind: 'quantity', permission: 'purchasing.read', filter: true },
  { name: 'drafted', kind: 'quantity', filter: true, hidden: true },
  { name: 'ordered', kind: 'quantity', filter: true },
  { name: 'note', kind: 'text', filter: true, hidden: true },
  { name: 'isToOrder', kind: 'boolean', filter: true, hidden: true },
];
