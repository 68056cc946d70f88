import { refusal } from '../shared/refusal.ts';

export const NotAnInvoice = refusal('NOT_AN_INVOICE', { number: 'text' });
export const InvoiceCredited = refusal('INVOICE_CREDITED', { number: 'text' });
export const CreditExceedsQuantity = refusal('CREDIT_EXCEEDS_QUANTITY', { number: 'text', description: 'text', wanted: 'quantity', left: 'quantity' });
export const CreditExceedsAmount = refusal('CREDIT_EXCEEDS_AMOUNT', { number: 'text', wanted: 'money', left: 'money' });
