import type { Field } from '../shared/field.tsx';
import { shareText } from '../shared/numbers.ts';
import type { CountLineRow, StockCountRow } from './countQueries.ts';
import type { BinRow, PickListRow, TransferRow } from './queries.ts';

export const transferFields: readonly Field<TransferRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'fromWarehouse', kind: 'reference', reference: 'warehouses', sort: true, filter: true, card: 'detail' },
  { name: 'toWarehouse', kind: 'reference', reference: 'warehouses', sort: true, filter: true, card: 'detail' },
  { name: 'status', kind: 'enum', enumName: 'TransferStatus', sort: true, filter: true, card: 'detail' },
  { name: 'dispatchedOn', kind: 'day', sort: true, filter: true },
  { name: 'expectedOn', kind: 'day', sort: true, filter: true },
  { name: 'quantity', kind: 'quantity', filter: true, total: true },
  { name: 'onItsWay', kind: 'quantity', sort: true, filter: true, total: true, card: 'figure' },
  { name: 'lost', kind: 'quantity', filter: true, total: true },
  { name: 'isLate', kind: 'boolean', filter: true, hidden: true },
  { name: 'receivedOn', kind: 'day', filter: true, hidden: true },
  { name: 'createdAt', kind: 'instant', sort: true, filter: true, hidden: true },
];

export const binFields: readonly Field<BinRow>[] = [
  { name: 'code', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'warehouse', kind: 'reference', reference: 'warehouses', sort: true, filter: true, card: 'detail' },
  { name: 'zone', kind: 'text', sort: true, filter: true, card: 'detail' },
  { name: 'sequence', kind: 'integer', sort: true, filter: true },
  { name: 'distance', kind: 'quantity', sort: true, filter: true },
  { name: 'capacity', kind: 'quantity', filter: true },
  { name: 'products', kind: 'integer', sort: true, filter: true },
  { name: 'quantity', kind: 'quantity', sort: true, filter: true, total: true, card: 'figure' },
  { name: 'isActive', kind: 'boolean', filter: true, hidden: true },
];

export const pickListFields: readonly Field<PickListRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'warehouse', kind: 'reference', reference: 'warehouses', sort: true, filter: true, card: 'detail' },
  { name: 'status', kind: 'enum', enumName: 'PickListStatus', sort: true, filter: true, card: 'detail' },
  { name: 'orderCount', kind: 'integer', filter: true },
  { name: 'lineCount', kind: 'integer', filter: true, card: 'figure' },
  { name: 'shortCount', kind: 'integer', filter: true },
  { name: 'isShipped', kind: 'boolean', filter: true },
  { name: 'createdAt', kind: 'instant', sort: true, filter: true },
  { name: 'pickedAt', kind: 'instant', filter: true, hidden: true },
];

const review = 'counts.review';
export const stockCountFields: readonly Field<StockCountRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'warehouse', kind: 'reference', reference: 'warehouses', sort: true, filter: true, card: 'detail' },
  { name: 'kind', kind: 'enum', enumName: 'CountKind', filter: true },
  { name: 'status', kind: 'enum', enumName: 'StockCountStatus', sort: true, filter: true, card: 'detail' },
  { name: 'startedOn', kind: 'day', sort: true, filter: true },
  { name: 'countedCount', kind: 'integer', filter: true },
  { name: 'lineCount', kind: 'integer', filter: true, card: 'figure' },
  { name: 'differentCount', kind: 'integer', filter: true, permission: review },
  { name: 'accuracy', kind: 'percent', sort: true, filter: true, permission: review, render: ({ accuracy }) => (accuracy ? shareText(accuracy) : '–') },
  { name: 'differenceValue', kind: 'money', filter: true, total: true, permission: 'costs.read' },
  { name: 'endedOn', kind: 'day', sort: true, filter: true, hidden: true },
];

export const countLineFields: readonly Field<CountLineRow>[] = [
  { name: 'product', kind: 'reference', reference: 'products', sort: true, filter: true, card: 'title' },
  { name: 'bin', kind: 'reference', reference: 'bins', sort: true, filter: true, card: 'detail' },
  { name: 'lot', kind: 'reference' },
  { name: 'state', kind: 'enum', enumName: 'CountLineState', sort: true, filter: true, card: 'detail' },
  { name: 'expected', kind: 'quantity', filter: true, permission: review },
  { name: 'held', kind: 'quantity', filter: true, permission: review, hidden: true },
  { name: 'counted', kind: 'quantity', filter: true, permission: review },
  { name: 'difference', kind: 'quantity', sort: true, filter: true, permission: review, card: 'figure' },
  { name: 'differenceValue', kind: 'money', sort: true, filter: true, total: true, permission: 'costs.read' },
  { name: 'isAccurate', kind: 'boolean', filter: true, permission: review },
  { name: 'stockCount', kind: 'reference', reference: 'stockCounts', filter: true, hidden: true },
  { name: 'countedAt', kind: 'instant', sort: true, filter: true, hidden: true },
];
