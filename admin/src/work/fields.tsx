import type { Field } from '../shared/field.tsx';
import { ReferenceLink } from '../shared/field.tsx';
import type { Task, TaskRow } from './queries.ts';

const subject: Field<Pick<TaskRow, 'subject' | 'subjectLabel'>> = {
  name: 'subjectLabel', kind: 'text', card: 'detail',
  render: ({ subject: id, subjectLabel }) => (id === null ? '–' : <ReferenceLink value={{ id, name: subjectLabel ?? '–' }} />),
  csv: ({ subjectLabel }) => subjectLabel ?? '',
};

export const taskFields: readonly Field<TaskRow>[] = [
  { name: 'title', kind: 'text', sort: true, filter: true, card: 'title' },
  { ...subject },
  { name: 'status', kind: 'enum', enumName: 'TaskStatus', sort: true, filter: true, card: 'detail' },
  { name: 'priority', kind: 'enum', enumName: 'TaskPriority', sort: true, filter: true, card: 'detail' },
  { name: 'dueOn', kind: 'day', sort: true, filter: true, card: 'figure' },
  { name: 'age', kind: 'integer', sort: true, filter: true },
  { name: 'ownerName', kind: 'text', sort: true, filter: true, card: 'detail' },
  { name: 'ownerRole', kind: 'enum', enumName: 'Role', filter: true },
  { name: 'isMine', kind: 'boolean', filter: 'only' },
  { name: 'isMyRoles', kind: 'boolean', filter: 'only' },
  { name: 'isUnowned', kind: 'boolean', filter: 'only' },
  { name: 'isOverdue', kind: 'boolean', filter: true, hidden: true },
  { name: 'kindLabel', kind: 'text', hidden: true },
  { name: 'createdByName', kind: 'text', filter: true, hidden: true },
  { name: 'createdAt', kind: 'instant', sort: true, filter: true, hidden: true },
  { name: 'closedByName', kind: 'text', filter: true, hidden: true },
  { name: 'closedAt', kind: 'instant', sort: true, filter: true, hidden: true },
];

export const taskFacts: readonly Field<Task>[] = [
  { ...subject },
  { name: 'ownerName', kind: 'text' },
  { name: 'ownerRole', kind: 'enum', enumName: 'Role' },
  { name: 'dueOn', kind: 'day' },
  { name: 'priority', kind: 'enum', enumName: 'TaskPriority' },
  { name: 'age', kind: 'integer' },
  { name: 'kindLabel', kind: 'text' },
  { name: 'createdByName', kind: 'text' },
  { name: 'createdAt', kind: 'instant' },
  { name: 'closedByName', kind: 'text' },
  { name: 'closedAt', kind: 'instant' },
];
