import { refusal } from '../shared/refusal.ts';

export const SupplierInactive = refusal('SUPPLIER_INACTIVE', { supplier: 'id:Supplier', supplierName: 'text' });
/** The action does not fit the status; `status` is the enum's value. */
export const PurchaseOrderState = refusal('PURCHASE_ORDER_STATE', { number: 'text', status: 'text' });
export const PurchaseOrderEmpty = refusal('PURCHASE_ORDER_EMPTY', {});
/** `open` are still to come; `most` are taken, as `over` more than ordered are tolerated. */
export const ReceivedTooMuch = refusal('RECEIVED_TOO_MUCH', { productName: 'text', open: 'quantity', most: 'quantity', over: 'quantity', wanted: 'quantity' });
export const NothingToReceive = refusal('NOTHING_TO_RECEIVE', { number: 'text' });
export const ReceiptReversed = refusal('RECEIPT_REVERSED', { number: 'text' });
export const ReceiptBilled = refusal('RECEIPT_BILLED', { number: 'text' });

/** The action does not fit the requisition's status; `status` is the enum's value. */
export const RequisitionState = refusal('REQUISITION_STATE', { number: 'text', status: 'text' });
export const RequisitionEmpty = refusal('REQUISITION_EMPTY', {});
/** All of a line is on purchase orders, on drafts of them, or given up. */
export const RequisitionLineOrdered = refusal('REQUISITION_LINE_ORDERED', { number: 'text', productName: 'text' });
export const RequisitionWithoutSupplier = refusal('REQUISITION_WITHOUT_SUPPLIER', { productName: 'text' });
/** The amount is beyond what the own role may order alone. */
export const PurchaseApprovalNeeded = refusal('PURCHASE_APPROVAL_NEEDED', { amount: 'money', limit: 'money' });
export const PurchaseApprovalSuffices = refusal('PURCHASE_APPROVAL_SUFFICES', {});
/** No price of the supplier's holds on the day; `until`: the last that did (none: not known). */
export const SupplierPriceExpired = refusal('SUPPLIER_PRICE_EXPIRED', { product: 'id:Product', productName: 'text', on: 'day', until: 'text' });
/** The line's cost is not what the supplier asks. */
export const SupplierPriceDiffers = refusal('SUPPLIER_PRICE_DIFFERS', { product: 'id:Product', productName: 'text', asked: 'text', given: 'text' });
/** The supplier does not deliver this quantity; `lower` (none: nothing below) and `upper` are the nearest that they do. */
export const SupplierQuantity = refusal('SUPPLIER_QUANTITY', { product: 'id:Product', productName: 'text', quantity: 'quantity', lower: 'text', upper: 'quantity' });
export const PurchaseOverrideForbidden = refusal('PURCHASE_OVERRIDE_FORBIDDEN', {});
export const ReturnedTooMuch = refusal('RETURNED_TOO_MUCH', { productName: 'text', left: 'quantity', wanted: 'quantity' });
export const ReturnReversed = refusal('RETURN_REVERSED', { number: 'text' });
/** Some of its goods went back, or were inspected: that is taken back first. */
export const ReceiptReturned = refusal('RECEIPT_RETURNED', { number: 'text' });
export const ReceiptInspected = refusal('RECEIPT_INSPECTED', { number: 'text' });
export const InspectionState = refusal('INSPECTION_STATE', { number: 'text', status: 'text' });
export const InspectedTooMuch = refusal('INSPECTED_TOO_MUCH', { number: 'text', productName: 'text', open: 'quantity', wanted: 'quantity' });
export const InspectionResultFixed = refusal('INSPECTION_RESULT_FIXED', { reason: 'text' });
/** Its goods go from the supplier straight to the customer: they cannot come into stock. */
export const DropShipped = refusal('DROP_SHIPPED', { number: 'text' });
export const NotDropShipped = refusal('NOT_DROP_SHIPPED', { number: 'text' });
/** The supplier has credited the goods: that is taken back first. */
export const ReturnCredited = refusal('RETURN_CREDITED', { number: 'text', creditNumber: 'text' });
