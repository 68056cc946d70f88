import type { Field } from '../shared/field.tsx';
import type { SupplierRow } from './queries.ts';

export const supplierFields: readonly Field<SupplierRow>[] = [
  { name: 'code', kind: 'text', sort: true, filter: true, card: 'detail' },
  { name: 'name', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'city', kind: 'text', sort: true, filter: true },
  { name: 'country', kind: 'text', sort: true, filter: true, card: 'detail' },
  { name: 'contactName', kind: 'text', filter: true, hidden: true },
  { name: 'openOrders', kind: 'integer', sort: true, filter: true },
  { name: 'owed', kind: 'money', permission: 'payables.read', sort: true, filter: true, total: true, card: 'figure' },
  { name: 'overdue', kind: 'money', permission: 'payables.read', filter: true, total: true },
  { name: 'paymentTermDays', kind: 'integer', filter: true, hidden: true },
  { name: 'isActive', kind: 'boolean', filter: true, hidden: true },
];
