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
/** It is beyond tolerance, or beyond what its recorder may let be paid: `reason` is exception or approval. */
export const BillBlocked = refusal('BILL_BLOCKED', { number: 'text', reason: 'text' });
export const BillExceptionsNone = refusal('BILL_EXCEPTIONS_NONE', { number: 'text' });
/** Who recorded a bill does not accept what is wrong with it. */
export const BillOwn = refusal('BILL_OWN', { number: 'text' });
/** A supplier's credit note is about it: take that back first. */
export const BillCredited = refusal('BILL_CREDITED', { number: 'text', creditNumber: 'text' });
/** The paper is recorded already. */
export const SupplierCreditKnown = refusal('SUPPLIER_CREDIT_KNOWN', { number: 'text', supplierReference: 'text' });
export const CreditExceedsLine = refusal('CREDIT_EXCEEDS_LINE', { description: 'text', left: 'money' });
export const SupplierCreditReversed = refusal('SUPPLIER_CREDIT_REVERSED', { number: 'text' });
export const SupplierCreditApplied = refusal('SUPPLIER_CREDIT_APPLIED', { number: 'text' });
/** Nothing of it is to be recorded today. */
export const RecurringBillNotDue = refusal('RECURRING_BILL_NOT_DUE', { name: 'text' });
