import type { Field } from '../shared/field.tsx';
import type { SupplierCreditRow } from './creditQueries.ts';
import type { PaymentRunRow } from './runQueries.ts';
import type { RecurringBillRow } from './recurringQueries.ts';

export const supplierCreditFields: readonly Field<SupplierCreditRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'supplier', kind: 'reference', reference: 'suppliers', sort: true, filter: true, card: 'detail' },
  { name: 'supplierReference', kind: 'text', filter: true }, { name: 'bill', kind: 'reference', reference: 'bills', filter: true },
  { name: 'creditedOn', kind: 'day', sort: true, filter: true }, { name: 'status', kind: 'enum', enumName: 'PostingStatus', filter: true },
  { name: 'total', kind: 'money', sort: true, filter: true, total: true }, { name: 'unapplied', kind: 'money', sort: true, filter: true, total: true, card: 'figure' },
];
export const paymentRunFields: readonly Field<PaymentRunRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' }, { name: 'status', kind: 'enum', enumName: 'PaymentRunStatus', filter: true, card: 'detail' },
  { name: 'payOn', kind: 'day', sort: true, filter: true }, { name: 'dueUntil', kind: 'day', filter: true }, { name: 'suppliers', kind: 'integer' }, { name: 'bills', kind: 'integer' },
  { name: 'account', kind: 'reference', reference: 'accounts', filter: true }, { name: 'createdByName', kind: 'text', hidden: true }, { name: 'executedOn', kind: 'day', filter: true, hidden: true },
  { name: 'total', kind: 'money', sort: true, filter: true, total: true, card: 'figure' },
];
export const recurringBillFields: readonly Field<RecurringBillRow>[] = [
  { name: 'name', kind: 'text', sort: true, filter: true, card: 'title' }, { name: 'supplier', kind: 'reference', reference: 'suppliers', sort: true, filter: true, card: 'detail' },
  { name: 'every', kind: 'enum', enumName: 'Recurrence', filter: true }, { name: 'nextOn', kind: 'day', sort: true, filter: true }, { name: 'endsOn', kind: 'day', filter: true },
  { name: 'turns', kind: 'integer' }, { name: 'isActive', kind: 'boolean', filter: true }, { name: 'net', kind: 'money', total: true, filter: true, card: 'figure' },
];
