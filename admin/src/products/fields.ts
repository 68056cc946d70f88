import type { Field } from '../shared/field.tsx';
import type { ProductRow } from './queries.ts';
import type { CategoryRow } from './references.ts';

export const productFields: readonly Field<ProductRow>[] = [
  { name: 'sku', kind: 'text', sort: true, filter: true, card: 'detail' },
  { name: 'name', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'category', kind: 'reference', reference: 'categories', sort: true, filter: true, card: 'detail' },
  { name: 'currentPrice', kind: 'price', filter: true },
  { name: 'onHand', kind: 'quantity', sort: true, filter: true, total: true, card: 'figure' },
  { name: 'reserved', kind: 'quantity', filter: true, total: true, hidden: true },
  { name: 'available', kind: 'quantity', sort: true, filter: true, total: true },
  { name: 'incoming', kind: 'quantity', sort: true, filter: true, total: true, hidden: true },
  { name: 'backordered', kind: 'quantity', sort: true, filter: true, total: true },
  { name: 'projected', kind: 'quantity', sort: true, filter: true, total: true },
  { name: 'reorderPoint', kind: 'quantity', sort: true, filter: true, hidden: true },
  { name: 'stockValue', kind: 'money', permission: 'costs.read', sort: true, filter: true, total: true, hidden: true },
  { name: 'isKit', kind: 'boolean', filter: true, hidden: true },
  { name: 'kitAvailable', kind: 'quantity', sort: true, filter: true, hidden: true },
  { name: 'costingMethod', kind: 'enum', enumName: 'CostingMethod', filter: true, hidden: true },
  { name: 'weight', kind: 'quantity', filter: true, hidden: true },
  { name: 'tracking', kind: 'enum', enumName: 'Tracking', filter: true, hidden: true },
  { name: 'template', kind: 'reference', reference: 'productTemplates', sort: true, filter: true, hidden: true },
  { name: 'isVariant', kind: 'boolean', filter: true, hidden: true },
  { name: 'isLow', kind: 'boolean', filter: true, hidden: true },
  { name: 'isShort', kind: 'boolean', filter: true, hidden: true },
  { name: 'isDiscontinued', kind: 'boolean', filter: true, hidden: true },
  { name: 'unit', kind: 'reference', reference: 'units', hidden: true },
  { name: 'createdAt', kind: 'instant', sort: true, filter: true, hidden: true },
];

export const categoryFields: readonly Field<CategoryRow>[] = [
  { name: 'name', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'description', kind: 'text', filter: true, card: 'detail' },
];
