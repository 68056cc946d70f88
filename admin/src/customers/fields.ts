import type { Field } from '../shared/field.tsx';
import type { CustomerRow } from './queries.ts';

export const customerFields: readonly Field<CustomerRow>[] = [
  { name: 'code', kind: 'text', sort: true, filter: true, card: 'detail' },
  { name: 'name', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'status', kind: 'enum', enumName: 'ApprovalStatus', filter: true },
  { name: 'city', kind: 'text', sort: true, filter: true, card: 'detail' },
  { name: 'country', kind: 'text', sort: true, filter: true, card: 'detail' },
  { name: 'contactName', kind: 'text', hidden: true },
  { name: 'salesPerson', kind: 'reference', reference: 'users' },
  { name: 'receivable', kind: 'money', sort: true, filter: true, total: true, card: 'figure' },
  { name: 'overdue', kind: 'money', sort: true, filter: true, total: true },
  { name: 'creditLimit', kind: 'money', sort: true, filter: true },
  { name: 'paymentTermDays', kind: 'integer', sort: true, filter: true, hidden: true },
  { name: 'createdOn', kind: 'day', sort: true, filter: true, hidden: true },
];
