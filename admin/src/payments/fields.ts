import type { Field } from '../shared/field.tsx';
import type { PaymentRow } from './queries.ts';

export const paymentFields: readonly Field<PaymentRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'direction', kind: 'enum', enumName: 'PaymentDirection', filter: true, hidden: true },
  { name: 'customer', kind: 'reference', reference: 'customers', filter: true, sort: true, card: 'detail' },
  { name: 'supplier', kind: 'reference', reference: 'suppliers', permission: 'purchasing.read', filter: true, hidden: true },
  { name: 'paidOn', kind: 'day', sort: true, filter: true, card: 'detail' },
  { name: 'method', kind: 'enum', enumName: 'PaymentMethod', filter: true },
  { name: 'reference', kind: 'text', filter: true },
  { name: 'status', kind: 'enum', enumName: 'PostingStatus', filter: true },
  { name: 'amount', kind: 'money', sort: true, filter: true, total: true, card: 'figure' },
  { name: 'unapplied', kind: 'money', sort: true, filter: true, total: true },
];
