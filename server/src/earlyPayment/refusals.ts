import { refusal } from '../shared/refusal.ts';

/** Three offers are in force at a time, no more: who pays must see at a glance what they are. */
export const OffersFull = refusal('OFFERS_FULL', { most: 'int', day: 'day', names: 'text' });
export const OfferEnded = refusal('OFFER_ENDED', { name: 'text', endsOn: 'day' });
export const DiscountTooMuch = refusal('DISCOUNT_TOO_MUCH', { number: 'text', wanted: 'money', open: 'money' });
/** Nothing is paid on it: a discount comes with money. */
export const DiscountWithoutMoney = refusal('DISCOUNT_WITHOUT_MONEY', { number: 'text' });
export const NoDiscountStands = refusal('NO_DISCOUNT_STANDS', { number: 'text' });
