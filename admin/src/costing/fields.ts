import type { Field } from '../shared/field.tsx';
import type { CostAllocationRow, CostAllocationShareRow, CostCategoryRow, OrderCostRow, OrderTimeRow } from './queries.ts';

export const categoryFields: readonly Field<CostCategoryRow>[] = [
  { name: 'code', kind: 'text', sort: true, filter: true, card: 'detail' }, { name: 'name', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'group', kind: 'enum', enumName: 'CostGroup', filter: true, card: 'detail' }, { name: 'driver', kind: 'enum', enumName: 'CostDriver', filter: true, card: 'figure' },
  { name: 'isActive', kind: 'boolean', filter: true },
];
export const costFields: readonly Field<OrderCostRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' }, { name: 'incurredOn', kind: 'day', sort: true, filter: true, card: 'detail' },
  { name: 'kind', kind: 'enum', enumName: 'OrderCostKind', filter: true, card: 'detail' }, { name: 'memo', kind: 'text', filter: true },
  { name: 'costCategory', kind: 'reference', reference: 'costCategories', filter: true }, { name: 'supplier', kind: 'reference', reference: 'suppliers', filter: true, hidden: true },
  { name: 'total', kind: 'money', sort: true, filter: true, total: true, card: 'figure' }, { name: 'status', kind: 'enum', enumName: 'PostingStatus', filter: true },
];
export const allocationFields: readonly Field<CostAllocationRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' }, { name: 'startsOn', kind: 'day', filter: true, card: 'detail' }, { name: 'endsOn', kind: 'day', sort: true, filter: true, card: 'detail' },
  { name: 'total', kind: 'money', sort: true, filter: true, total: true, card: 'figure' }, { name: 'status', kind: 'enum', enumName: 'PostingStatus', filter: true }, { name: 'recordedAt', kind: 'instant', sort: true },
];
export const shareFields: readonly Field<CostAllocationShareRow>[] = [
  { name: 'order', kind: 'reference', reference: 'orders', filter: true, card: 'title' }, { name: 'costCategory', kind: 'reference', reference: 'costCategories', filter: true, card: 'detail' },
  { name: 'costAllocation', kind: 'reference', reference: 'costAllocations', filter: true }, { name: 'measure', kind: 'quantity' },
  { name: 'amount', kind: 'money', sort: true, filter: true, total: true, card: 'figure' },
];
export const timeFields: readonly Field<OrderTimeRow>[] = [
  { name: 'workedOn', kind: 'day', sort: true, filter: true, card: 'detail' }, { name: 'order', kind: 'reference', reference: 'orders', filter: true, card: 'title' }, { name: 'workerName', kind: 'text', filter: true, card: 'detail' },
  { name: 'minutes', kind: 'integer', sort: true, filter: true, total: true, card: 'figure' }, { name: 'note', kind: 'text', filter: true }, { name: 'withdrawnAt', kind: 'instant', filter: true, hidden: true },
];
