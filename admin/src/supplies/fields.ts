import type { Field } from '../shared/field.tsx';
import type { CostObjectRow, IssueRow } from './queries.ts';
import type { MenuPlanRow, PreparationRow, RecipeRow } from './recipeQueries.ts';

export const costObjectFields: readonly Field<CostObjectRow>[] = [
  { name: 'code', kind: 'text', sort: true, filter: true, card: 'detail' },
  { name: 'name', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'kind', kind: 'enum', enumName: 'CostObjectKind', sort: true, filter: true, card: 'detail' },
  { name: 'customer', kind: 'reference', reference: 'customers', sort: true, filter: true },
  { name: 'lastIssuedOn', kind: 'day', sort: true, filter: true },
  { name: 'isActive', kind: 'boolean', filter: true },
  { name: 'cost', kind: 'money', permission: 'costs.read', sort: true, filter: true, total: true, card: 'figure' },
  { name: 'createdAt', kind: 'instant', sort: true, filter: true, hidden: true },
];

export const issueFields: readonly Field<IssueRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'issuedOn', kind: 'day', sort: true, filter: true, card: 'detail' },
  { name: 'costObject', kind: 'reference', reference: 'costObjects', sort: true, filter: true, card: 'detail' },
  { name: 'kind', kind: 'enum', enumName: 'SupplyIssueKind', filter: true },
  { name: 'warehouse', kind: 'reference', reference: 'warehouses', sort: true, filter: true },
  { name: 'person', kind: 'text', filter: true },
  { name: 'note', kind: 'text', filter: true, hidden: true },
  { name: 'isReturned', kind: 'boolean', filter: true, hidden: true },
  { name: 'returned', kind: 'money', permission: 'costs.read', filter: true, total: true },
  { name: 'value', kind: 'money', permission: 'costs.read', sort: true, filter: true, total: true, card: 'figure' },
  { name: 'recordedAt', kind: 'instant', sort: true, filter: true, hidden: true },
];

export const recipeFields: readonly Field<RecipeRow>[] = [
  // The cell leads to the recipe itself.
  { name: 'product', kind: 'reference', reference: 'products', sort: true, filter: true, card: 'title', render: ({ product }) => product.name },
  { name: 'portions', kind: 'quantity', filter: true, card: 'detail' },
  { name: 'ingredients', kind: 'integer', sort: true, filter: true },
  { name: 'lastPreparedOn', kind: 'day', sort: true, filter: true },
  { name: 'isActive', kind: 'boolean', filter: true },
  { name: 'createdAt', kind: 'instant', sort: true, filter: true, hidden: true },
];

export const preparationFields: readonly Field<PreparationRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'preparedOn', kind: 'day', sort: true, filter: true, card: 'detail' },
  { name: 'product', kind: 'reference', reference: 'products', sort: true, filter: true, card: 'detail' },
  { name: 'portions', kind: 'quantity', sort: true, filter: true, total: true },
  { name: 'costObject', kind: 'reference', reference: 'costObjects', filter: true },
  { name: 'warehouse', kind: 'reference', reference: 'warehouses', filter: true, hidden: true },
  { name: 'status', kind: 'enum', enumName: 'PostingStatus', filter: true },
  { name: 'value', kind: 'money', permission: 'costs.read', sort: true, filter: true, total: true, card: 'figure' },
];

export const menuPlanFields: readonly Field<MenuPlanRow>[] = [
  { name: 'name', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'servedOn', kind: 'day', sort: true, filter: true, card: 'figure' },
  { name: 'warehouse', kind: 'reference', reference: 'warehouses', sort: true, filter: true, card: 'detail' },
  { name: 'costObject', kind: 'reference', reference: 'costObjects', filter: true },
  { name: 'createdAt', kind: 'instant', sort: true, filter: true, hidden: true },
];
