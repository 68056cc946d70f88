import type { Field } from '../shared/field.tsx';
import type { TemplateRow } from './queries.ts';

export const templateFields: readonly Field<TemplateRow>[] = [
  { name: 'code', kind: 'text', sort: true, filter: true, card: 'detail' },
  { name: 'name', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'category', kind: 'reference', reference: 'categories', sort: true, filter: true, card: 'detail' },
  { name: 'variantCount', kind: 'integer', filter: true },
  { name: 'unitPrice', kind: 'price', filter: true },
  { name: 'onHand', kind: 'quantity', sort: true, filter: true, total: true, card: 'figure' },
  { name: 'available', kind: 'quantity', sort: true, filter: true, total: true },
  { name: 'backordered', kind: 'quantity', filter: true, total: true, hidden: true },
  { name: 'stockValue', kind: 'money', permission: 'costs.read', sort: true, filter: true, total: true, hidden: true },
  { name: 'revenue', kind: 'money', permission: 'invoices.read', sort: true, filter: true, total: true },
  { name: 'hasVariants', kind: 'boolean', filter: 'only' },
  { name: 'createdAt', kind: 'instant', sort: true, filter: true, hidden: true },
];
