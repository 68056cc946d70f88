import { Value } from '../shared/field.tsx';
import type { Field } from '../shared/field.tsx';
import type { InspectionRow, SupplierReturnRow } from './inspectionQueries.ts';
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
  { name: 'isUnconfirmed', kind: 'boolean', filter: true, hidden: true },
  { name: 'confirmedOn', kind: 'day', filter: true, hidden: true },
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

export const inspectionFields: readonly Field<InspectionRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'product', kind: 'reference', reference: 'products', sort: true, filter: true, card: 'detail' },
  { name: 'supplier', kind: 'reference', reference: 'suppliers', permission: 'purchasing.read', filter: true },
  { name: 'status', kind: 'enum', enumName: 'InspectionStatus', sort: true, filter: true, card: 'detail' },
  { name: 'openedOn', kind: 'day', sort: true, filter: true },
  { name: 'quantity', kind: 'quantity', sort: true, filter: true, total: true },
  { name: 'open', kind: 'quantity', filter: true, total: true, card: 'figure' },
  { name: 'accepted', kind: 'quantity', filter: true, total: true, hidden: true },
  { name: 'returned', kind: 'quantity', filter: true, total: true },
  { name: 'scrapped', kind: 'quantity', filter: true, total: true, hidden: true },
  { name: 'rejectShare', kind: 'percent', filter: true },
  { name: 'warehouse', kind: 'reference', reference: 'warehouses', filter: true, hidden: true },
  { name: 'closedOn', kind: 'day', filter: true, hidden: true },
];

export const supplierReturnFields: readonly Field<SupplierReturnRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'returnedOn', kind: 'day', sort: true, filter: true, card: 'detail' },
  { name: 'supplier', kind: 'reference', reference: 'suppliers', sort: true, filter: true, card: 'detail' },
  { name: 'receipt', kind: 'reference', reference: 'receipts', filter: true },
  { name: 'status', kind: 'enum', enumName: 'PostingStatus', filter: true },
  { name: 'isReplaced', kind: 'boolean', filter: true, hidden: true },
  { name: 'reason', kind: 'text', filter: true },
  { name: 'value', kind: 'money', sort: true, filter: true, total: true, card: 'figure' },
];
