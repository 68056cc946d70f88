import { refusal } from '../shared/refusal.ts';

/** The quotation's status does not allow the action. */
export const QuotationStatusForbids = refusal('QUOTATION_STATUS_FORBIDS', { quotation: 'id:Quotation', quotationNumber: 'text', status: 'text' });
/** A later version was begun: it alone can be dealt with. */
export const QuotationSuperseded = refusal('QUOTATION_SUPERSEDED', { quotation: 'id:Quotation', quotationNumber: 'text' });
/** Its last day has passed: somebody with the right opens it again. */
export const QuotationExpired = refusal('QUOTATION_EXPIRED', { quotation: 'id:Quotation', quotationNumber: 'text', validTo: 'day' });
export const QuotationEmpty = refusal('QUOTATION_EMPTY', { quotation: 'id:Quotation' });
/** All that was accepted is on orders. */
export const QuotationOrdered = refusal('QUOTATION_ORDERED', { quotation: 'id:Quotation', quotationNumber: 'text' });
/** Orders were made of it. */
export const QuotationHasOrders = refusal('QUOTATION_HAS_ORDERS', { quotation: 'id:Quotation', quotationNumber: 'text' });
/** For a prospect: say first which customer that is. */
export const QuotationProspect = refusal('QUOTATION_PROSPECT', { quotation: 'id:Quotation', prospectName: 'text' });
export const QuotationHasCustomer = refusal('QUOTATION_HAS_CUSTOMER', { quotation: 'id:Quotation', customerName: 'text' });
/** The prospect may be a customer already. */
export const CustomerSimilar = refusal('CUSTOMER_SIMILAR', { customer: 'id:Customer', customerName: 'text', customerCode: 'text' });
