import { NotAnInvoice } from '../receivables/refusals.ts';
import { refusal } from '../shared/refusal.ts';

export const AllocationExceedsInvoice = refusal('ALLOCATION_EXCEEDS_INVOICE', { number: 'text', wanted: 'money', open: 'money' });
export const AllocationExceedsPayment = refusal('ALLOCATION_EXCEEDS_PAYMENT', { wanted: 'money', available: 'money' });
export const AllocationForeign = refusal('ALLOCATION_FOREIGN', { number: 'text' });
export const AllocationUnapplied = refusal('ALLOCATION_UNAPPLIED', { number: 'text' });
export const BillPaid = refusal('BILL_PAID', { number: 'text' });
export const NothingToAllocate = refusal('NOTHING_TO_ALLOCATE', { number: 'text' });
export const PaymentReversed = refusal('PAYMENT_REVERSED', { number: 'text', reversedOn: 'day' });
/** What settling debts with money or a credit may meet. */
export const allocationRefusals = [AllocationExceedsInvoice, AllocationExceedsPayment, AllocationForeign, NotAnInvoice];
