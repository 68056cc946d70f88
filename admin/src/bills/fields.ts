import type { Field } from '../shared/field.tsx';
import type { BillRow } from './queries.ts';

export const billFields: readonly Field<BillRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'supplier', kind: 'reference', reference: 'suppliers', sort: true, filter: true, card: 'detail' },
  { name: 'supplierReference', kind: 'text', filter: true },
  { name: 'billedOn', kind: 'day', sort: true, filter: true },
  { name: 'dueOn', kind: 'day', sort: true, filter: true, card: 'detail' },
  { name: 'status', kind: 'enum', enumName: 'PostingStatus', filter: true, hidden: true },
  { name: 'total', kind: 'money', sort: true, filter: true, total: true },
  { name: 'open', kind: 'money', sort: true, filter: true, total: true, card: 'figure' },
  { name: 'currencyCode', kind: 'text', filter: true, hidden: true },
  { name: 'companyTotal', kind: 'money', filter: true, hidden: true },
  { name: 'openWorth', kind: 'money', filter: true, hidden: true },
  { name: 'match', kind: 'enum', enumName: 'BillMatch', filter: true, hidden: true },
  { name: 'block', kind: 'text', hidden: true, filter: true },
  { name: 'isOverdue', kind: 'boolean', filter: true, hidden: true },
  { name: 'purchaseOrder', kind: 'reference', reference: 'purchaseOrders', filter: true, hidden: true },
  { name: 'net', kind: 'money', filter: true, total: true, hidden: true },
  { name: 'tax', kind: 'money', filter: true, total: true, hidden: true },
];
