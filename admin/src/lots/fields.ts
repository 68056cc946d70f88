import type { Field } from '../shared/field.tsx';
import type { LotLevelRow, LotRow, StockHoldRow } from './queries.ts';

export const lotFields: readonly Field<LotRow>[] = [
  { name: 'code', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'product', kind: 'reference', reference: 'products', sort: true, filter: true, card: 'detail' },
  { name: 'goodUntil', kind: 'day', sort: true, filter: true, card: 'detail' },
  { name: 'daysLeft', kind: 'integer', sort: true, filter: true },
  { name: 'onHand', kind: 'quantity', sort: true, filter: true, total: true, card: 'figure' },
  { name: 'available', kind: 'quantity', sort: true, filter: true, total: true },
  { name: 'reserved', kind: 'quantity', filter: true, hidden: true },
  { name: 'held', kind: 'quantity', filter: true },
  { name: 'value', kind: 'money', permission: 'costs.read', sort: true, filter: true, total: true },
  { name: 'supplierLot', kind: 'text', filter: true, hidden: true },
  { name: 'receivedOn', kind: 'day', sort: true, filter: true, hidden: true },
  { name: 'bestBeforeOn', kind: 'day', filter: true, hidden: true },
  { name: 'expiresOn', kind: 'day', filter: true, hidden: true },
  { name: 'isExpired', kind: 'boolean', filter: true, hidden: true },
  { name: 'tracking', kind: 'enum', enumName: 'Tracking', filter: true, hidden: true },
];

export const lotLevelFields: readonly Field<LotLevelRow>[] = [
  // The cell leads to the lot in its place.
  { name: 'lot', kind: 'reference', reference: 'lots', sort: true, filter: true, card: 'detail', render: ({ lot }) => lot.code },
  { name: 'product', kind: 'reference', reference: 'products', sort: true, filter: true, card: 'title' },
  { name: 'warehouse', kind: 'reference', reference: 'warehouses', sort: true, filter: true, card: 'detail' },
  { name: 'goodUntil', kind: 'day', sort: true, filter: true, card: 'detail' },
  { name: 'daysLeft', kind: 'integer', sort: true, filter: true },
  { name: 'onHand', kind: 'quantity', sort: true, filter: true, total: true, card: 'figure' },
  { name: 'available', kind: 'quantity', sort: true, filter: true, total: true },
  { name: 'reserved', kind: 'quantity', filter: true, total: true, hidden: true },
  { name: 'held', kind: 'quantity', sort: true, filter: true, total: true },
  { name: 'value', kind: 'money', permission: 'costs.read', sort: true, filter: true, total: true },
  { name: 'isExpired', kind: 'boolean', filter: true, hidden: true },
];

export const holdFields: readonly Field<StockHoldRow>[] = [
  { name: 'product', kind: 'reference', reference: 'products', sort: true, filter: true, card: 'title', render: ({ product }) => product.name },
  { name: 'lot', kind: 'reference', reference: 'lots', filter: true, card: 'detail' },
  { name: 'warehouse', kind: 'reference', reference: 'warehouses', filter: true, card: 'detail' },
  { name: 'kind', kind: 'enum', enumName: 'StockHoldKind', filter: true, card: 'detail' },
  { name: 'quantity', kind: 'quantity', sort: true, filter: true, total: true, card: 'figure' },
  { name: 'placed', kind: 'quantity', filter: true, hidden: true },
  { name: 'reason', kind: 'text', filter: true },
  { name: 'placedAt', kind: 'instant', sort: true, filter: true },
  { name: 'releasedAt', kind: 'instant', sort: true, filter: true, hidden: true },
  { name: 'isOpen', kind: 'boolean', filter: true, hidden: true },
];
export const ownHoldFields = holdFields.filter(({ name }) => ['warehouse', 'kind', 'quantity', 'reason', 'placedAt', 'releasedAt'].includes(name));
export const ownLotFields = lotFields.filter(({ name }) => ['code', 'goodUntil', 'daysLeft', 'onHand', 'available', 'held', 'value'].includes(name));
