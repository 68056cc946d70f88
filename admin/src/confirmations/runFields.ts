import type { Field } from '../shared/field.tsx';
import type { StatementRunLineRow, StatementRunRow } from './statementQueries.ts';

export const runFields: readonly Field<StatementRunRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'schedule', kind: 'reference', reference: 'statementSchedules', filter: true, card: 'detail' },
  { name: 'dueOn', kind: 'day', sort: true, filter: true, card: 'detail' }, { name: 'form', kind: 'enum', enumName: 'StatementForm', filter: true },
  { name: 'sentCount', kind: 'integer', filter: true, card: 'figure' }, { name: 'skippedCount', kind: 'integer', filter: true }, { name: 'byName', kind: 'text', filter: true }, { name: 'createdAt', kind: 'instant', sort: true, filter: true },
];

export const runLineFields: readonly Field<StatementRunLineRow>[] = [
  { name: 'customer', kind: 'reference', reference: 'customers', sort: true, filter: true, card: 'title' },
  { name: 'outcome', kind: 'enum', enumName: 'StatementOutcome', sort: true, filter: true, card: 'detail' },
  { name: 'mail', kind: 'reference', reference: 'mails', permission: 'mail.read' },
  { name: 'run', kind: 'reference', reference: 'statementRuns', filter: true, hidden: true },
  { name: 'overdue', kind: 'money', filter: true, total: true }, { name: 'balance', kind: 'money', sort: true, filter: true, total: true, card: 'figure' },
];
