import { ReferenceLink, Value } from '../shared/field.tsx';
import type { Field } from '../shared/field.tsx';
import type { DemandRow, ProposalRow, RuleRow, WarningRow } from './queries.ts';

/** A purchase order by its number, or as a draft where it has none yet. */
export const purchaseOrderLink = (order: { id: string; number: string | null } | null | undefined, draft: string) =>
  order ? <ReferenceLink value={{ id: order.id, number: order.number ?? draft }} /> : <Value field={{ kind: 'text' }} value={null} />;

export const proposalFields: readonly Field<ProposalRow>[] = [
  // The cell leads to the proposal itself.
  { name: 'product', kind: 'reference', reference: 'products', sort: true, filter: true, card: 'title', render: ({ product }) => product.name },
  { name: 'kind', kind: 'enum', enumName: 'ProposalKind', filter: true, hidden: true, card: 'detail' },
  { name: 'quantity', kind: 'quantity', sort: true, filter: true, total: true, card: 'figure' },
  { name: 'projected', kind: 'quantity', sort: true, filter: true },
  { name: 'reorderPoint', kind: 'quantity', filter: true, hidden: true },
  { name: 'shortOn', kind: 'day', sort: true, filter: true, card: 'detail' },
  { name: 'expectedOn', kind: 'day', sort: true, filter: true },
  { name: 'warehouse', kind: 'reference', reference: 'warehouses', sort: true, filter: true },
  { name: 'supplier', kind: 'reference', reference: 'suppliers', sort: true, filter: true, permission: 'purchasing.read' },
  { name: 'isLate', kind: 'boolean', filter: true, hidden: true },
  { name: 'status', kind: 'enum', enumName: 'ProposalStatus', sort: true, filter: true, hidden: true },
  { name: 'age', kind: 'integer', filter: true, hidden: true },
  { name: 'dismissedUntil', kind: 'day', filter: true, hidden: true },
  { name: 'closedAt', kind: 'instant', sort: true, filter: true, hidden: true },
];

export const ruleFields: readonly Field<RuleRow>[] = [
  { name: 'product', kind: 'reference', reference: 'products', sort: true, filter: true, card: 'title', render: ({ product }) => product.name },
  { name: 'warehouse', kind: 'reference', reference: 'warehouses', sort: true, filter: true, card: 'detail' },
  { name: 'reorderPoint', kind: 'quantity', sort: true, filter: true },
  { name: 'maximum', kind: 'quantity', sort: true, filter: true },
  { name: 'orderQuantity', kind: 'quantity', filter: true, hidden: true },
  { name: 'safetyStock', kind: 'quantity', filter: true },
  { name: 'multiple', kind: 'quantity', filter: true, hidden: true },
  { name: 'minimum', kind: 'quantity', filter: true, hidden: true },
  { name: 'leadTimeDays', kind: 'integer', sort: true, filter: true, hidden: true },
  { name: 'onHand', kind: 'quantity', sort: true, filter: true },
  { name: 'available', kind: 'quantity', sort: true, filter: true },
  { name: 'incoming', kind: 'quantity', sort: true, filter: true },
  { name: 'projectedNow', kind: 'quantity', sort: true, filter: true, card: 'figure' },
  { name: 'isLow', kind: 'boolean', filter: true, hidden: true },
  { name: 'supplier', kind: 'reference', reference: 'suppliers', filter: true, hidden: true, permission: 'purchasing.read' },
  { name: 'isActive', kind: 'boolean', filter: true, hidden: true },
];

export const warningFields: readonly Field<WarningRow>[] = [
  { name: 'product', kind: 'reference', reference: 'products', sort: true, filter: true, card: 'title', render: ({ product }) => product.name },
  { name: 'kind', kind: 'enum', enumName: 'StockWarningKind', filter: true, card: 'detail' },
  { name: 'warehouse', kind: 'reference', reference: 'warehouses', sort: true, filter: true },
  { name: 'shortOn', kind: 'day', sort: true, filter: true, card: 'detail' },
  { name: 'shortQuantity', kind: 'quantity', sort: true, filter: true, card: 'figure' },
  { name: 'worstQuantity', kind: 'quantity', sort: true, filter: true, hidden: true },
  { name: 'ordersHit', kind: 'integer', sort: true, filter: true },
  { name: 'ownerName', kind: 'text', filter: true },
  { name: 'age', kind: 'integer', sort: true, filter: true },
  { name: 'status', kind: 'enum', enumName: 'StockWarningStatus', filter: true, hidden: true },
  { name: 'openedOn', kind: 'day', filter: true, hidden: true },
  { name: 'closedOn', kind: 'day', filter: true, hidden: true },
  { name: 'episode', kind: 'integer', filter: true, hidden: true },
];

export const demandFields: readonly Field<DemandRow>[] = [
  { name: 'product', kind: 'reference', reference: 'products', sort: true, filter: true, card: 'title' },
  { name: 'order', kind: 'reference', reference: 'orders', sort: true, filter: true, card: 'detail' },
  { name: 'quantity', kind: 'quantity', filter: true, total: true, card: 'figure' },
  { name: 'orderBy', kind: 'day', sort: true, filter: true, card: 'detail' },
  { name: 'neededOn', kind: 'day', sort: true, filter: true },
  { name: 'promisedOn', kind: 'day', filter: true, hidden: true },
  { name: 'expectedOn', kind: 'day', sort: true, filter: true },
  { name: 'status', kind: 'enum', enumName: 'JitStatus', sort: true, filter: true },
  { name: 'isLate', kind: 'boolean', filter: true },
  { name: 'supplier', kind: 'reference', reference: 'suppliers', sort: true, filter: true, hidden: true, permission: 'purchasing.read' },
  { name: 'purchaseOrder', kind: 'reference', reference: 'purchaseOrders', filter: true, permission: 'purchasing.read', render: ({ purchaseOrder }) => purchaseOrderLink(purchaseOrder, '–') },
  { name: 'warehouse', kind: 'reference', reference: 'warehouses', filter: true, hidden: true },
];
