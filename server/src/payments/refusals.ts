import { BillBlocked } from '../payables/refusals.ts';
import { NotAnInvoice } from '../receivables/refusals.ts';
import { refusal } from '../shared/refusal.ts';

export const AllocationCurrency = refusal('ALLOCATION_CURRENCY', { number: 'text', currency: 'text', paidIn: 'text' });
export const AllocationExceedsInvoice = refusal('ALLOCATION_EXCEEDS_INVOICE', { number: 'text', wanted: 'money', open: 'money' });
export const AllocationExceedsPayment = refusal('ALLOCATION_EXCEEDS_PAYMENT', { wanted: 'money', available: 'money' });
export const AllocationForeign = refusal('ALLOCATION_FOREIGN', { number: 'text' });
export const AllocationUnapplied = refusal('ALLOCATION_UNAPPLIED', { number: 'text' });
export const BillPaid = refusal('BILL_PAID', { number: 'text' });
/** What came to it is used already: take it back from there first. */
export const CreditUsed = refusal('CREDIT_USED', { number: 'text', wanted: 'money', left: 'money' });
export const NothingToAllocate = refusal('NOTHING_TO_ALLOCATE', { number: 'text' });
export const PaymentReversed = refusal('PAYMENT_REVERSED', { number: 'text', reversedOn: 'day' });
/** The payer disputes it, and the provider holds the money or has given it back. */
export const PaymentChargedBack = refusal('PAYMENT_CHARGED_BACK', { number: 'text', chargeback: 'text' });
/** What settling debts with money or a credit may meet. */
export const allocationRefusals = [
  AllocationCurrency, AllocationExceedsInvoice, AllocationExceedsPayment, AllocationForeign, NotAnInvoice, BillBlocked,
];

/** No bill that may be paid is due by then. */
export const PaymentRunEmpty = refusal('PAYMENT_RUN_EMPTY', { dueUntil: 'day' });
export const PaymentRunState = refusal('PAYMENT_RUN_STATE', { number: 'text', status: 'text' });
/** More than the role may pay at once: somebody else is to approve it. */
export const PaymentRunApprovalNeeded = refusal('PAYMENT_RUN_APPROVAL_NEEDED', { amount: 'money', limit: 'money' });
export const PaymentRunApprovalSuffices = refusal('PAYMENT_RUN_APPROVAL_SUFFICES', {});
/** A file for the bank needs an account on both sides. */
export const BankDetailsMissing = refusal('BANK_DETAILS_MISSING', { holder: 'text' });
