import { Value } from '../shared/field.tsx';
import type { Field } from '../shared/field.tsx';
import type { PurchaseOrderRow, ReceiptRow } from './queries.ts';

export const purchaseOrderFields: readonly Field<PurchaseOrderRow>[] = [
  {
    name: 'number', kind: 'text', sort: true, filter: true, card: 'title',
    // A draft has no number yet.
    render: ({ number, status }) => number ?? <Value field={{ kind: 'enum', enumName: 'PurchaseOrderStatus' }} value={status} />,
  },
  { name: 'supplier', kind: 'reference', reference: 'suppliers', sort: true, filter: true, card: 'detail' },
  { name: 'status', kind: 'enum', enumName: 'PurchaseOrderStatus', sort: true, filter: true, card: 'detail' },
  { name: 'orderedOn', kind: 'day', sort: true, filter: true },
  { name: 'expectedOn', kind: 'day', sort: true, filter: true },
  { name: 'warehouse', kind: 'reference', reference: 'warehouses', filter: true, hidden: true },
  { name: 'received', kind: 'money', filter: true, total: true },
  { name: 'total', kind: 'money', sort: true, filter: true, total: true, card: 'figure' },
  { name: 'isLate', kind: 'boolean', filter: true, hidden: true },
  { name: 'createdAt', kind: 'instant', sort: true, filter: true, hidden: true },
];

export const receiptFields: readonly Field<ReceiptRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'receivedOn', kind: 'day', sort: true, filter: true, card: 'detail' },
  { name: 'supplier', kind: 'reference', reference: 'suppliers', sort: true, filter: true, card: 'detail' },
  { name: 'purchaseOrder', kind: 'reference', reference: 'purchaseOrders', filter: true },
  { name: 'status', kind: 'enum', enumName: 'PostingStatus', filter: true },
  { name: 'isBilled', kind: 'boolean', filter: true },
  { name: 'value', kind: 'money', sort: true, filter: true, total: true, card: 'figure' },
  { name: 'warehouse', kind: 'reference', reference: 'warehouses', filter: true, hidden: true },
];
