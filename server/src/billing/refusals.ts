import { refusal } from '../shared/refusal.ts';

export const AlreadyInvoiced = refusal('ALREADY_INVOICED', { shipment: 'id:Shipment', shipmentNumber: 'text', invoiceNumber: 'text' });
export const NothingToInvoice = refusal('NOTHING_TO_INVOICE', { number: 'text' });
export const InvoiceSettled = refusal('INVOICE_SETTLED', { number: 'text' });
export const NotConsolidable = refusal('NOT_CONSOLIDABLE', { number: 'text', otherNumber: 'text' });
export const NothingDue = refusal('NOTHING_DUE', { day: 'day' });
export const InvoiceRunOver = refusal('INVOICE_RUN_OVER', { number: 'text', status: 'text' });
export const InvoiceCheckFailed = refusal('INVOICE_CHECK_FAILED', { shipmentNumber: 'text', description: 'text', rule: 'text', expected: 'text', actual: 'text' });
export const InvoiceHoldOver = refusal('INVOICE_HOLD_OVER', { status: 'text' });
