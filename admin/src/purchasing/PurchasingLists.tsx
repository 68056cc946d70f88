import type { View } from '../shared/list/context.ts';
import { PrintSelected } from '../documents/PrintSelected.tsx';
import { RecordList } from '../shared/list/RecordList.tsx';
import { inspectionFields, purchaseOrderFields, receiptFields, supplierReturnFields } from './fields.tsx';

const orderViews: readonly View[] = [
  { key: 'expected', label: 'purchasing.view.expected', filter: { status: ['ORDERED', 'PART_RECEIVED'] }, sort: { field: 'expectedOn', order: 'ASC' } },
  { key: 'late', label: 'purchasing.view.late', filter: { isLate: true }, sort: { field: 'expectedOn', order: 'ASC' } },
  { key: 'unconfirmed', label: 'purchasing.view.unconfirmed', filter: { isUnconfirmed: true }, sort: { field: 'orderedOn', order: 'ASC' } },
  { key: 'drafts', label: 'purchasing.view.drafts', filter: { status: ['DRAFT'] } },
];
export const PurchaseOrderList = () => <RecordList fields={purchaseOrderFields} views={orderViews} sort={{ field: 'createdAt', order: 'DESC' }} bulkActions={(chosen) => <PrintSelected kind="PURCHASE_ORDER" {...chosen} />} selectable />;

const receiptViews: readonly View[] = [
  { key: 'unbilled', label: 'purchasing.view.unbilled', filter: { isBilled: false, status: ['POSTED'] }, sort: { field: 'receivedOn', order: 'ASC' } },
  { key: 'reversed', label: 'purchasing.view.reversed', filter: { status: ['REVERSED'] } },
];
export const ReceiptList = () => <RecordList fields={receiptFields} views={receiptViews} sort={{ field: 'receivedOn', order: 'DESC' }} />;

const inspectionViews: readonly View[] = [
  { key: 'open', label: 'purchasing.view.toInspect', filter: { status: ['OPEN'] }, sort: { field: 'openedOn', order: 'ASC' } },
  { key: 'rejected', label: 'purchasing.view.rejected', filter: { rejectShare: { min: '0.000001' } } },
];
export const InspectionList = () => <RecordList fields={inspectionFields} views={inspectionViews} sort={{ field: 'openedOn', order: 'ASC' }} />;

const returnViews: readonly View[] = [
  { key: 'replaced', label: 'purchasing.view.replaced', filter: { isReplaced: true, status: ['POSTED'] } },
  { key: 'reversed', label: 'purchasing.view.reversed', filter: { status: ['REVERSED'] } },
];
export const SupplierReturnList = () => <RecordList fields={supplierReturnFields} views={returnViews} sort={{ field: 'returnedOn', order: 'DESC' }} />;
