import type { Field } from '../shared/field.tsx';
import type { View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import type { FrameworkRow } from './queries.ts';

const fields: readonly Field<FrameworkRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'name', kind: 'text', filter: true, card: 'detail' },
  { name: 'customer', kind: 'reference', reference: 'customers', sort: true, filter: true, card: 'detail' },
  { name: 'status', kind: 'enum', enumName: 'FrameworkStatus', sort: true, filter: true, card: 'detail' },
  { name: 'validFrom', kind: 'day', sort: true, filter: true },
  { name: 'validTo', kind: 'day', sort: true, filter: true },
  { name: 'called', kind: 'money', sort: true, filter: true, total: true, card: 'figure' },
  { name: 'share', kind: 'percent' },
  { name: 'minimumLeft', kind: 'money', filter: true, total: true },
  { name: 'nextCallOn', kind: 'day', filter: true },
  { name: 'left', kind: 'money', hidden: true }, { name: 'maximum', kind: 'money', hidden: true },
  { name: 'currencyCode', kind: 'text', filter: true, hidden: true },
  { name: 'reference', kind: 'text', filter: true, hidden: true },
  { name: 'salesPerson', kind: 'reference', reference: 'salesPeople', filter: true, hidden: true },
  { name: 'isAutomatic', kind: 'boolean', filter: true, hidden: true },
  { name: 'isBelowMinimum', kind: 'boolean', filter: 'only' }, { name: 'isEnding', kind: 'boolean', filter: 'only' }, { name: 'hasFailure', kind: 'boolean', filter: 'only' },
  { name: 'createdAt', kind: 'instant', sort: true, filter: true, hidden: true },
];
const views: readonly View[] = [
  { key: 'drafts', label: 'frameworks.view.drafts', filter: { status: ['DRAFT'] } },
  { key: 'active', label: 'frameworks.view.active', filter: { status: ['ACTIVE'] }, sort: { field: 'validTo', order: 'ASC' } },
  { key: 'ending', label: 'frameworks.view.ending', filter: { isEnding: true }, sort: { field: 'validTo', order: 'ASC' } },
  { key: 'below', label: 'frameworks.view.below', filter: { isBelowMinimum: true, status: ['ACTIVE', 'ENDED', 'EXPIRED'] }, sort: { field: 'validTo', order: 'ASC' } },
  { key: 'failed', label: 'frameworks.view.failed', filter: { hasFailure: true } },
];

export const FrameworkList = () => <RecordList fields={fields} views={views} sort={{ field: 'createdAt', order: 'DESC' }} />;
