import { refusal } from '../shared/refusal.ts';

/** The state of the return does not allow the step. */
export const CustomerReturnState = refusal('CUSTOMER_RETURN_STATE', { number: 'text', status: 'text' });
/** More than was shipped and is not on other returns, than is authorised, or than came back. */
export const CustomerReturnExceeds = refusal('CUSTOMER_RETURN_EXCEEDS', { productName: 'text', wanted: 'quantity', left: 'quantity' });
/** That lot, or that piece, did not leave with the shipment, or is on another return. */
export const LotNotShipped = refusal('LOT_NOT_SHIPPED', { productName: 'text', lotCode: 'text', left: 'quantity' });
/** The last day on which its goods could come has passed. */
export const CustomerReturnExpired = refusal('CUSTOMER_RETURN_EXPIRED', { number: 'text', validUntil: 'text' });
/** Its shipment is not invoiced: there is nothing to credit. */
export const ReturnNotInvoiced = refusal('RETURN_NOT_INVOICED', { productName: 'text', shipmentNumber: 'text' });
/** Nothing of it came back that is neither credited nor replaced. */
export const NothingToSettle = refusal('NOTHING_TO_SETTLE', { number: 'text' });
/** A service, or goods of which no stock is kept, do not come back. */
export const ReturnNotStocked = refusal('RETURN_NOT_STOCKED', { productName: 'text' });
/** The order that replaces it is neither deleted nor cancelled. */
export const ReplacementStands = refusal('REPLACEMENT_STANDS', { number: 'text', orderNumber: 'text', status: 'text' });
export const NotReplaced = refusal('NOT_REPLACED', { number: 'text' });
/** An order replaces goods of it already. */
export const ReplacedAlready = refusal('REPLACED_ALREADY', { number: 'text' });
export const ReturnReceiptReversed = refusal('RETURN_RECEIPT_REVERSED', { number: 'text' });
/** What came with it is credited or replaced. */
export const ReturnReceiptSettled = refusal('RETURN_RECEIPT_SETTLED', { number: 'text', productName: 'text' });
/** Goods that it put into quarantine were released or written off since. */
export const QuarantineEnded = refusal('QUARANTINE_ENDED', { number: 'text', productName: 'text' });
/** An invoice, a counter-document, or a credit that was open when the firm began: there is no credit note to take back. */
export const NotACreditNote = refusal('NOT_A_CREDIT_NOTE', { number: 'text' });
export const CreditNoteReversed = refusal('CREDIT_NOTE_REVERSED', { number: 'text' });
/** Its money was given back: the refund is reversed first. */
export const CreditNoteRefunded = refusal('CREDIT_NOTE_REFUNDED', { number: 'text', refund: 'text' });
/** What a contract charges and gives back follows from the contract. */
export const CreditNoteOfContract = refusal('CREDIT_NOTE_OF_CONTRACT', { number: 'text', contract: 'text' });
