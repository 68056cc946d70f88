import type { Field } from '../shared/field.tsx';
import type { InvoiceRunEntryRow } from './entryQueries.ts';
import type { InvoiceRunRow } from './runQueries.ts';

export const invoiceRunFields: readonly Field<InvoiceRunRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'status', kind: 'enum', enumName: 'InvoiceRunStatus', filter: true, card: 'detail' },
  { name: 'issuedOn', kind: 'day', sort: true, filter: true },
  { name: 'upTo', kind: 'day', sort: true, filter: true },
  { name: 'entries', kind: 'integer', filter: true },
  { name: 'invoiced', kind: 'integer', filter: true },
  { name: 'held', kind: 'integer', filter: true },
  { name: 'failed', kind: 'integer', filter: true },
  { name: 'due', kind: 'money', total: true },
  { name: 'invoicedTotal', kind: 'money', total: true, card: 'figure' },
  { name: 'customer', kind: 'reference', reference: 'customers', filter: true, hidden: true },
  { name: 'askedByName', kind: 'text', filter: true },
  { name: 'createdAt', kind: 'instant', sort: true, filter: true },
  { name: 'finishedAt', kind: 'instant', filter: true, hidden: true },
];
export const invoiceRunEntryFields: readonly Field<InvoiceRunEntryRow>[] = [
  { name: 'no', kind: 'integer', sort: true, card: 'title' },
  { name: 'run', kind: 'reference', reference: 'invoiceRuns', filter: true },
  { name: 'customer', kind: 'reference', reference: 'customers', sort: true, filter: true, card: 'detail' },
  { name: 'cycle', kind: 'enum', enumName: 'InvoiceCycle', filter: true },
  { name: 'status', kind: 'enum', enumName: 'InvoiceRunEntryStatus', sort: true, filter: true },
  { name: 'shipments', kind: 'text' },
  { name: 'invoice', kind: 'reference', reference: 'invoices', filter: true },
  { name: 'reason', kind: 'text', filter: true },
  { name: 'total', kind: 'money', sort: true, filter: true, total: true, card: 'figure' },
];
