import type { Field } from '../shared/field.tsx';
import type { User, UserRow } from './queries.ts';

export const userFields: readonly Field<UserRow>[] = [
  { name: 'name', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'email', kind: 'text', sort: true, filter: true, card: 'detail' },
  { name: 'role', kind: 'enum', enumName: 'Role', sort: true, filter: true, card: 'detail' },
  { name: 'salesPerson', kind: 'reference', reference: 'salesPeople', filter: true },
  { name: 'isActive', kind: 'boolean', filter: true },
  { name: 'lastSeenAt', kind: 'instant', filter: true },
  { name: 'isDemo', kind: 'boolean', filter: true, hidden: true },
  { name: 'lockedUntil', kind: 'instant', filter: true, hidden: true },
  { name: 'createdAt', kind: 'instant', sort: true, filter: true, hidden: true },
];

export const userFacts: readonly Field<User>[] = [
  { name: 'role', kind: 'enum', enumName: 'Role' },
  { name: 'email', kind: 'text' },
  { name: 'isActive', kind: 'boolean' },
  { name: 'salesPerson', kind: 'reference' },
  { name: 'lastSeenAt', kind: 'instant' },
  { name: 'lockedUntil', kind: 'instant' },
  { name: 'createdAt', kind: 'instant' },
];
