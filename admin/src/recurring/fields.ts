import type { Field } from '../shared/field.tsx';
import type { ContractRow } from './queries.ts';

export const contractFields: readonly Field<ContractRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'name', kind: 'text', sort: true, filter: true, card: 'detail' },
  { name: 'customer', kind: 'reference', reference: 'customers', sort: true, filter: true, card: 'detail' },
  { name: 'state', kind: 'enum', enumName: 'ContractState', filter: true, card: 'detail' },
  { name: 'every', kind: 'enum', enumName: 'ContractInterval', filter: true },
  { name: 'currencyCode', kind: 'text', filter: true, hidden: true },
  { name: 'timing', kind: 'enum', enumName: 'ContractTiming', filter: true, hidden: true },
  { name: 'startsOn', kind: 'day', sort: true, filter: true, hidden: true },
  { name: 'nextOn', kind: 'day', sort: true, filter: true },
  { name: 'endsOn', kind: 'day', sort: true, filter: true },
  { name: 'problem', kind: 'text', filter: true },
  { name: 'billed', kind: 'money', sort: true, filter: true, total: true, card: 'figure' },
  { name: 'isHeld', kind: 'boolean', filter: 'only' }, { name: 'endsSoon', kind: 'boolean', filter: 'only' },
];
