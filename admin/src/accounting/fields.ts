import type { Field } from '../shared/field.tsx';
import type { AccountRow, EntryRow, LineRow, PeriodRow } from './queries.ts';

export const entryFields: readonly Field<EntryRow>[] = [
  { name: 'sequence', kind: 'text', sort: true, card: 'title' },
  { name: 'kind', kind: 'enum', enumName: 'EntryKind', filter: true, card: 'detail' },
  { name: 'effectiveOn', kind: 'day', sort: true, filter: true, card: 'detail' },
  { name: 'memo', kind: 'text', filter: true },
  { name: 'recordedAt', kind: 'instant', filter: true },
];

const named = (account: { code: string; name: string }) => `${account.code} ${account.name}`;

export const lineFields: readonly Field<LineRow>[] = [
  { name: 'effectiveOn', kind: 'day', sort: true, filter: true, card: 'detail' },
  { name: 'account', kind: 'reference', reference: 'accounts', filter: true, card: 'title', render: ({ account }) => named(account), csv: ({ account }) => named(account) },
  { name: 'entry', kind: 'text', render: ({ entry }) => `${entry.sequence} · ${entry.memo ?? ''}`, csv: ({ entry }) => String(entry.sequence) },
  { name: 'company', kind: 'money', filter: true, total: true, card: 'figure' },
  { name: 'customer', kind: 'reference', reference: 'customers', filter: true },
  { name: 'order', kind: 'reference', reference: 'orders', filter: true },
  { name: 'product', kind: 'reference', reference: 'products', filter: true, hidden: true },
  { name: 'supplier', kind: 'reference', reference: 'suppliers', filter: true, hidden: true },
  { name: 'taxCode', kind: 'reference', reference: 'taxCodes', filter: 'only' },
  { name: 'recordedAt', kind: 'instant', filter: true, hidden: true },
];

export const accountFields: readonly Field<AccountRow>[] = [
  { name: 'code', kind: 'text', sort: true, filter: true, card: 'detail' },
  { name: 'name', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'type', kind: 'enum', enumName: 'AccountType', filter: true, card: 'detail' },
  { name: 'isOpenItem', kind: 'boolean', filter: true },
  { name: 'isCash', kind: 'boolean', filter: true },
  { name: 'isActive', kind: 'boolean', filter: true, hidden: true },
];

export const periodFields: readonly Field<PeriodRow>[] = [
  { name: 'name', kind: 'text', filter: true, card: 'title' },
  { name: 'startsOn', kind: 'day', sort: true, filter: true, card: 'detail' },
  { name: 'endsOn', kind: 'day', filter: true, card: 'detail' },
  { name: 'closingAt', kind: 'instant', filter: true },
  { name: 'lockedAt', kind: 'instant', filter: true },
];
