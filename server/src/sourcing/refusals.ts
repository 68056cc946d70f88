import { refusal } from '../shared/refusal.ts';

/** The action does not fit the request's status; `status` is the enum's value. */
export const QuoteRequestState = refusal('QUOTE_REQUEST_STATE', { number: 'text', status: 'text' });
export const QuoteRequestEmpty = refusal('QUOTE_REQUEST_EMPTY', {});
export const NotInvited = refusal('NOT_INVITED', { number: 'text', supplierName: 'text' });
export const NotQuoted = refusal('NOT_QUOTED', { supplierName: 'text', productName: 'text', quantity: 'quantity' });
export const QuoteExpired = refusal('QUOTE_EXPIRED', { supplierName: 'text', until: 'day' });
/** More would be awarded than was asked for and is left. */
export const AwardedTooMuch = refusal('AWARDED_TOO_MUCH', { productName: 'text', left: 'quantity', wanted: 'quantity' });
