import { refusal } from '../shared/refusal.ts';

export const AlreadyInvoiced = refusal('ALREADY_INVOICED', { shipment: 'id:Shipment', shipmentNumber: 'text', invoiceNumber: 'text' });
export const NothingToInvoice = refusal('NOTHING_TO_INVOICE', { number: 'text' });
export const InvoiceSettled = refusal('INVOICE_SETTLED', { number: 'text' });
