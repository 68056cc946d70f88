import { refusal } from '../shared/refusal.ts';

export const PriceOverlap = refusal('PRICE_OVERLAP', { productName: 'text', price: 'text', validFrom: 'day', validTo: 'text' });
export const PriceEnded = refusal('PRICE_ENDED', { validTo: 'day' });
