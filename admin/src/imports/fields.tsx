import type { Field } from '../shared/field.tsx';
import { ReferenceLink } from '../shared/field.tsx';
import type { Import, ImportItem, ImportLine } from './queries.ts';
import { issuesOf } from './types.ts';

export const importFields: readonly Field<ImportItem>[] = [
  { name: 'fileName', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'subject', kind: 'enum', enumName: 'ImportSubject', sort: true, filter: true, card: 'detail' },
  { name: 'status', kind: 'enum', enumName: 'ImportStatus', sort: true, filter: true, card: 'figure' },
  { name: 'rowsTotal', kind: 'integer', sort: true, filter: true },
  { name: 'created', kind: 'integer', filter: true },
  { name: 'changed', kind: 'integer', filter: true },
  { name: 'unchanged', kind: 'integer', filter: true },
  { name: 'failed', kind: 'integer', filter: true },
  { name: 'setAside', kind: 'integer', filter: true },
  { name: 'askedByName', kind: 'text', filter: true },
  { name: 'createdAt', kind: 'instant', sort: true, filter: true },
  { name: 'finishedAt', kind: 'instant', filter: true, hidden: true },
];

export const importFacts: readonly Field<Import>[] = [
  { name: 'subject', kind: 'enum', enumName: 'ImportSubject' }, { name: 'rowsTotal', kind: 'integer' },
  { name: 'askedByName', kind: 'text' }, { name: 'createdAt', kind: 'instant' }, { name: 'finishedAt', kind: 'instant' },
];

export const lineFields: readonly Field<ImportLine>[] = [
  { name: 'line', kind: 'integer', sort: true, filter: true, card: 'title' },
  { name: 'status', kind: 'enum', enumName: 'ImportLineStatus', sort: true, filter: true, card: 'figure' },
  { name: 'oddity', kind: 'enum', enumName: 'ImportOddity', filter: true },
  { name: 'text', kind: 'text', filter: true, card: 'detail' },
  { name: 'issues', kind: 'text', render: ({ issues }) => issuesOf(issues).map(({ message }) => message).join(' ') || '–', csv: ({ issues }) => issuesOf(issues).map(({ message }) => message).join(' ') },
  { name: 'changes', kind: 'text', render: ({ changes }) => changes.join(', ') || '–', csv: ({ changes }) => changes.join(', ') },
  {
    name: 'subjectLabel', kind: 'text',
    render: ({ subject, subjectLabel }) => (subject ? <ReferenceLink value={{ id: subject, name: subjectLabel ?? '…' }} /> : '–'),
  },
];
