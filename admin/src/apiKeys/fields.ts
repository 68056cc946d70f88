import type { Field } from '../shared/field.tsx';
import type { ApiKey, ApiKeyRow } from './queries.ts';

export const apiKeyFields: readonly Field<ApiKeyRow>[] = [
  { name: 'name', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'prefix', kind: 'text', filter: true, card: 'detail' },
  { name: 'role', kind: 'enum', enumName: 'Role', filter: true, card: 'detail' },
  { name: 'isGood', kind: 'boolean', filter: true },
  { name: 'expiresAt', kind: 'instant', filter: true },
  { name: 'lastUsedAt', kind: 'instant', sort: true, filter: true },
  { name: 'createdAt', kind: 'instant', sort: true, filter: true, hidden: true },
  { name: 'createdBy', kind: 'reference', reference: 'users', filter: true, hidden: true },
];

export const apiKeyFacts: readonly Field<ApiKey>[] = [
  { name: 'prefix', kind: 'text' },
  { name: 'role', kind: 'enum', enumName: 'Role' },
  { name: 'isGood', kind: 'boolean' },
  { name: 'expiresAt', kind: 'instant' },
  { name: 'revokedAt', kind: 'instant' },
  { name: 'lastUsedAt', kind: 'instant' },
  { name: 'createdAt', kind: 'instant' },
  { name: 'createdBy', kind: 'reference' },
];
