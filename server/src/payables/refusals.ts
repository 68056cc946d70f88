import { refusal } from '../shared/refusal.ts';

export const BillEmpty = refusal('BILL_EMPTY', {});
/** The supplier's number is on a posted bill of theirs already: the same paper twice. */
export const BillKnown = refusal('BILL_KNOWN', { bill: 'id:Bill', number: 'text', supplierReference: 'text' });
export const BillReversed = refusal('BILL_REVERSED', { number: 'text' });
export const BillSettled = refusal('BILL_SETTLED', { number: 'text', settled: 'money' });
export const ReceiptLineBilled = refusal('RECEIPT_LINE_BILLED', { number: 'text', productName: 'text' });
export const ReceiptOfOther = refusal('RECEIPT_OF_OTHER', { number: 'text', supplierName: 'text' });
/** Posted by documents alone. */
export const ControlAccountBilled = refusal('CONTROL_ACCOUNT_BILLED', { code: 'text', accountName: 'text' });
