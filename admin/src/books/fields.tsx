import type { Field } from '../shared/field.tsx';
import type { ManualJournalRow } from './journalQueries.ts';
import type { JournalTemplateRow } from './templateQueries.ts';
import type { TaxReturnRow } from './taxQueries.ts';
import type { SavedReportRow } from './savedQueries.ts';
import type { YearCloseRow } from './closingQueries.ts';

export const journalFields: readonly Field<ManualJournalRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'detail' },
  { name: 'memo', kind: 'text', filter: true, card: 'title' },
  { name: 'status', kind: 'enum', enumName: 'ManualJournalStatus', sort: true, filter: true, card: 'detail' },
  { name: 'effectiveOn', kind: 'day', sort: true, filter: true, card: 'detail' },
  { name: 'total', kind: 'money', sort: true, filter: true, total: true, card: 'figure' },
  { name: 'reverseOn', kind: 'day', filter: true },
  { name: 'isReversed', kind: 'boolean', filter: true, hidden: true },
  { name: 'approval', kind: 'enum', enumName: 'ApprovalStatus', filter: true, hidden: true },
  { name: 'createdByName', kind: 'text', filter: true },
  { name: 'createdAt', kind: 'instant', sort: true, filter: true, hidden: true },
];
export const templateFields: readonly Field<JournalTemplateRow>[] = [
  { name: 'name', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'memo', kind: 'text', filter: true, card: 'detail' },
  { name: 'amount', kind: 'money', filter: true, card: 'figure' },
  { name: 'everyMonths', kind: 'integer', filter: true },
  { name: 'nextOn', kind: 'day', sort: true, filter: true, card: 'detail' },
  { name: 'isReversing', kind: 'boolean', filter: true },
  { name: 'isActive', kind: 'boolean', filter: true },
];
export const taxReturnFields: readonly Field<TaxReturnRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'status', kind: 'enum', enumName: 'TaxReturnStatus', filter: true, card: 'detail' },
  { name: 'startsOn', kind: 'day', sort: true, filter: true, card: 'detail' },
  { name: 'endsOn', kind: 'day', filter: true, card: 'detail' },
  { name: 'payable', kind: 'money', sort: true, filter: true, card: 'figure' },
  { name: 'filedByName', kind: 'text', filter: true },
  { name: 'filedAt', kind: 'instant', filter: true },
];
export const savedReportFields: readonly Field<SavedReportRow>[] = [
  { name: 'name', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'kind', kind: 'enum', enumName: 'SavedReportKind', filter: true, card: 'detail' },
  { name: 'endsOn', kind: 'day', sort: true, filter: true, card: 'detail' },
  { name: 'knownAt', kind: 'instant', filter: true },
  { name: 'customer', kind: 'reference', reference: 'customers', filter: true, hidden: true },
  { name: 'period', kind: 'reference', reference: 'periods', filter: true },
  { name: 'savedByName', kind: 'text', filter: true },
  { name: 'recordedAt', kind: 'instant', sort: true, filter: true },
];
export const yearCloseFields: readonly Field<YearCloseRow>[] = [
  { name: 'year', kind: 'text', sort: true, card: 'title', filter: true },
  { name: 'endsOn', kind: 'day', filter: true, card: 'detail' },
  { name: 'result', kind: 'money', filter: true, card: 'figure' },
  { name: 'isStanding', kind: 'boolean', filter: true, card: 'detail' },
  { name: 'isReopening', kind: 'boolean', filter: true },
  { name: 'byName', kind: 'text', filter: true },
  { name: 'recordedAt', kind: 'instant', sort: true, filter: true },
];
