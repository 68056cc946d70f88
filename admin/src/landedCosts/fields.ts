import type { Field } from '../shared/field.tsx';
import type { LandedCostRow } from './queries.ts';

export const landedCostFields: readonly Field<LandedCostRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'chargedOn', kind: 'day', sort: true, filter: true, card: 'detail' },
  { name: 'supplier', kind: 'reference', reference: 'suppliers', sort: true, filter: true, card: 'detail' },
  { name: 'basis', kind: 'enum', enumName: 'LandedCostBasis', filter: true },
  { name: 'total', kind: 'money', sort: true, filter: true, total: true, card: 'figure' },
  { name: 'open', kind: 'money', sort: true, filter: true, total: true },
  { name: 'status', kind: 'enum', enumName: 'PostingStatus', filter: true, card: 'detail' },
  { name: 'note', kind: 'text', filter: true, hidden: true },
];
