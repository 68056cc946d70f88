import type { View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import { purchaseOrderFields, receiptFields } from './fields.tsx';

const orderViews: readonly View[] = [
  { key: 'expected', label: 'purchasing.view.expected', filter: { status: ['ORDERED', 'PART_RECEIVED'] }, sort: { field: 'expectedOn', order: 'ASC' } },
  { key: 'late', label: 'purchasing.view.late', filter: { isLate: true }, sort: { field: 'expectedOn', order: 'ASC' } },
  { key: 'drafts', label: 'purchasing.view.drafts', filter: { status: ['DRAFT'] } },
];
export const PurchaseOrderList = () => <RecordList fields={purchaseOrderFields} views={orderViews} sort={{ field: 'createdAt', order: 'DESC' }} selectable />;

const receiptViews: readonly View[] = [
  { key: 'unbilled', label: 'purchasing.view.unbilled', filter: { isBilled: false, status: ['POSTED'] }, sort: { field: 'receivedOn', order: 'ASC' } },
  { key: 'reversed', label: 'purchasing.view.reversed', filter: { status: ['REVERSED'] } },
];
export const ReceiptList = () => <RecordList fields={receiptFields} views={receiptViews} sort={{ field: 'receivedOn', order: 'DESC' }} />;
