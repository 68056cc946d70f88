import type { Field } from '../shared/field.tsx';
import type { DepositRow } from './queries.ts';

export const depositFields: readonly Field<DepositRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'customer', kind: 'reference', reference: 'customers', sort: true, filter: true, card: 'detail' },
  { name: 'order', kind: 'reference', reference: 'orders', filter: true, permission: 'orders.read' },
  { name: 'state', kind: 'enum', enumName: 'DepositState', filter: true, card: 'detail' },
  { name: 'requestedOn', kind: 'day', sort: true, filter: true },
  { name: 'dueOn', kind: 'day', sort: true, filter: true },
  { name: 'amount', kind: 'money', sort: true, filter: true, total: true },
  { name: 'toCome', kind: 'money', sort: true, filter: true, total: true },
  { name: 'held', kind: 'money', sort: true, filter: true, total: true, card: 'figure' },
  { name: 'used', kind: 'money', filter: true, total: true, hidden: true },
  { name: 'isOverdue', kind: 'boolean', filter: 'only' }, { name: 'isIdle', kind: 'boolean', filter: 'only' },
];
