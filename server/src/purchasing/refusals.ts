import { refusal } from '../shared/refusal.ts';

export const SupplierInactive = refusal('SUPPLIER_INACTIVE', { supplier: 'id:Supplier', supplierName: 'text' });
/** The action does not fit the status; `status` is the enum's value. */
export const PurchaseOrderState = refusal('PURCHASE_ORDER_STATE', { number: 'text', status: 'text' });
export const PurchaseOrderEmpty = refusal('PURCHASE_ORDER_EMPTY', {});
export const ReceivedTooMuch = refusal('RECEIVED_TOO_MUCH', { productName: 'text', open: 'quantity', wanted: 'quantity' });
export const NothingToReceive = refusal('NOTHING_TO_RECEIVE', { number: 'text' });
export const ReceiptReversed = refusal('RECEIPT_REVERSED', { number: 'text' });
export const ReceiptBilled = refusal('RECEIPT_BILLED', { number: 'text' });
