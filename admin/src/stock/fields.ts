import type { Field } from '../shared/field.tsx';
import type { StockLevelRow, StockMoveRow, WarehouseRow } from './queries.ts';

export const levelFields: readonly Field<StockLevelRow>[] = [
  // The cell leads to the level itself.
  { name: 'product', kind: 'reference', reference: 'products', sort: true, filter: true, card: 'title', render: ({ product }) => product.name },
  { name: 'warehouse', kind: 'reference', reference: 'warehouses', sort: true, filter: true, card: 'detail' },
  { name: 'onHand', kind: 'quantity', sort: true, filter: true, total: true, card: 'figure' },
  { name: 'reserved', kind: 'quantity', sort: true, filter: true, total: true, hidden: true },
  { name: 'available', kind: 'quantity', sort: true, filter: true, total: true },
  { name: 'backordered', kind: 'quantity', sort: true, filter: true, total: true },
  { name: 'incoming', kind: 'quantity', sort: true, filter: true, total: true },
  { name: 'projected', kind: 'quantity', sort: true, filter: true, total: true },
  { name: 'value', kind: 'money', permission: 'costs.read', sort: true, filter: true, total: true },
  { name: 'lastMoveOn', kind: 'day', sort: true, filter: true, hidden: true },
];

export const moveFields: readonly Field<StockMoveRow>[] = [
  { name: 'effectiveOn', kind: 'day', sort: true, filter: true, card: 'detail' },
  { name: 'product', kind: 'reference', reference: 'products', sort: true, filter: true, card: 'title' },
  { name: 'warehouse', kind: 'reference', reference: 'warehouses', filter: true },
  { name: 'kind', kind: 'enum', enumName: 'MoveKind', filter: true, card: 'detail' },
  { name: 'reason', kind: 'enum', enumName: 'MoveReason', filter: true },
  { name: 'quantity', kind: 'quantity', sort: true, filter: true, total: true, card: 'figure' },
  { name: 'value', kind: 'money', permission: 'costs.read', sort: true, filter: true, total: true },
  { name: 'note', kind: 'text', filter: true },
  { name: 'isReversed', kind: 'boolean', filter: true, hidden: true },
  { name: 'recordedAt', kind: 'instant', sort: true, filter: true, hidden: true },
];

/** Moves as they stand beside their product: newest first, without naming it. */
export const ownMoveFields = moveFields.filter(({ name }) => ['effectiveOn', 'warehouse', 'kind', 'reason', 'quantity', 'value', 'note'].includes(name));
export const ownLevelFields = levelFields.filter(({ name }) => name !== 'product' && name !== 'lastMoveOn');

export const warehouseFields: readonly Field<WarehouseRow>[] = [
  { name: 'code', kind: 'text', sort: true, filter: true, card: 'detail' },
  { name: 'name', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'city', kind: 'text', sort: true, filter: true },
  { name: 'priority', kind: 'integer', sort: true, filter: true },
  { name: 'binCount', kind: 'integer', filter: true },
  { name: 'isDefault', kind: 'boolean', filter: true },
  { name: 'kind', kind: 'enum', enumName: 'WarehouseKind', filter: true, hidden: true },
  { name: 'country', kind: 'text', filter: true, hidden: true },
  { name: 'isActive', kind: 'boolean', filter: true },
];
