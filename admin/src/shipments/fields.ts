import type { Field } from '../shared/field.tsx';
import type { ShipmentRow } from './queries.ts';

export const shipmentFields: readonly Field<ShipmentRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'order', kind: 'reference', reference: 'orders', filter: true },
  { name: 'customer', kind: 'reference', reference: 'customers', sort: true, filter: true, card: 'detail' },
  { name: 'shippedOn', kind: 'day', sort: true, filter: true, card: 'detail' },
  { name: 'status', kind: 'enum', enumName: 'PostingStatus', filter: true },
  { name: 'isInvoiced', kind: 'boolean', filter: true },
  { name: 'carrier', kind: 'text', filter: true, hidden: true },
  { name: 'trackingNumber', kind: 'text', filter: true, hidden: true },
  { name: 'warehouse', kind: 'reference', reference: 'warehouses', filter: true, hidden: true },
  { name: 'quantity', kind: 'quantity', filter: true, total: true },
  { name: 'freight', kind: 'money', filter: true, total: true, hidden: true },
  { name: 'cost', kind: 'money', filter: true, total: true, hidden: true, permission: 'costs.read' },
  { name: 'total', kind: 'money', sort: true, filter: true, total: true, card: 'figure' },
];
