import type { Field } from '../shared/field.tsx';
import type { View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import type { QuotationRow } from './queries.ts';

const fields: readonly Field<QuotationRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'revision', kind: 'integer', filter: true },
  { name: 'whom', kind: 'text', sort: true, filter: true, card: 'detail' },
  { name: 'customer', kind: 'reference', reference: 'customers', filter: true, hidden: true },
  { name: 'status', kind: 'enum', enumName: 'QuotationStatus', sort: true, filter: true, card: 'detail' },
  { name: 'sentOn', kind: 'day', sort: true, filter: true },
  { name: 'validTo', kind: 'day', sort: true, filter: true },
  { name: 'expectedOn', kind: 'day', sort: true, filter: true },
  { name: 'total', kind: 'money', sort: true, filter: true, total: true, card: 'figure' },
  { name: 'open', kind: 'money', filter: true, total: true },
  { name: 'won', kind: 'money', filter: true, total: true },
  { name: 'lost', kind: 'money', filter: true, total: true },
  { name: 'lossReason', kind: 'enum', enumName: 'QuotationLoss', filter: true, hidden: true },
  { name: 'net', kind: 'money', filter: true, total: true, hidden: true },
  { name: 'salesPerson', kind: 'reference', reference: 'salesPeople', filter: true, hidden: true },
  { name: 'customerReference', kind: 'text', filter: true, hidden: true },
  { name: 'decidedOn', kind: 'day', sort: true, filter: true, hidden: true },
  { name: 'isOverdue', kind: 'boolean', filter: 'only' }, { name: 'isNewest', kind: 'boolean', filter: 'only' }, { name: 'isOrdered', kind: 'boolean', filter: true, hidden: true },
  { name: 'createdAt', kind: 'instant', sort: true, filter: true, hidden: true },
];
const views: readonly View[] = [
  { key: 'drafts', label: 'quotations.view.drafts', filter: { status: ['DRAFT'] } },
  { key: 'open', label: 'quotations.view.open', filter: { status: ['SENT'], isNewest: true }, sort: { field: 'expectedOn', order: 'ASC' } },
  { key: 'overdue', label: 'quotations.view.overdue', filter: { isOverdue: true }, sort: { field: 'expectedOn', order: 'ASC' } },
  { key: 'toOrder', label: 'quotations.view.toOrder', filter: { status: ['ACCEPTED'], isOrdered: false } },
  { key: 'won', label: 'quotations.view.won', filter: { status: ['ACCEPTED'] }, sort: { field: 'decidedOn', order: 'DESC' } },
  { key: 'lost', label: 'quotations.view.lost', filter: { status: ['DECLINED', 'EXPIRED'], isNewest: true }, sort: { field: 'decidedOn', order: 'DESC' } },
];

export const QuotationList = () => <RecordList fields={fields} views={views} sort={{ field: 'createdAt', order: 'DESC' }} />;
