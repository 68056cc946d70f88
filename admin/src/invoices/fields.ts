import type { Field } from '../shared/field.tsx';
import type { InvoiceRow } from './queries.ts';

export const invoiceFields: readonly Field<InvoiceRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'kind', kind: 'enum', enumName: 'InvoiceKind', filter: true, hidden: true },
  { name: 'customer', kind: 'reference', reference: 'customers', filter: true, sort: true, card: 'detail' },
  { name: 'issuedOn', kind: 'day', sort: true, filter: true },
  { name: 'dueOn', kind: 'day', sort: true, filter: true },
  { name: 'paymentState', kind: 'enum', enumName: 'InvoicePaymentState', filter: true, card: 'detail' },
  { name: 'overdueDays', kind: 'integer', sort: true, filter: true, hidden: true, render: ({ overdueDays }) => (overdueDays > 0 ? overdueDays : null) },
  { name: 'total', kind: 'money', sort: true, filter: true, total: true },
  { name: 'open', kind: 'money', sort: true, filter: true, total: true, card: 'figure' },
  { name: 'balance', kind: 'money', filter: true, total: true, hidden: true },
  { name: 'net', kind: 'money', filter: true, total: true, hidden: true },
  { name: 'signedNet', kind: 'money', filter: true, total: true },
  { name: 'order', kind: 'reference', reference: 'orders', filter: true, hidden: true },
  { name: 'customerReference', kind: 'text', filter: true, hidden: true },
  { name: 'proofState', kind: 'enum', enumName: 'ProofState', filter: true, hidden: true },
  { name: 'unconfirmedDays', kind: 'integer', filter: true, hidden: true },
  { name: 'sentAt', kind: 'instant', filter: true, hidden: true },
  { name: 'confirmationOwner', kind: 'text', filter: true, hidden: true },
  { name: 'disputed', kind: 'money', filter: true, hidden: true },
  { name: 'isOverdue', kind: 'boolean', filter: 'only' },
];
