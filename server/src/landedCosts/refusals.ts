import { refusal } from '../shared/refusal.ts';

export const LandedCostReversed = refusal('LANDED_COST_REVERSED', { number: 'text' });
/** A bill has settled some of it. */
export const LandedCostBilled = refusal('LANDED_COST_BILLED', { number: 'text' });
/** A bill asks for more than is still accrued. */
export const LandedCostSettled = refusal('LANDED_COST_SETTLED', { number: 'text', open: 'money', wanted: 'money' });
/** By weight, each product must have one. */
export const WeightMissing = refusal('WEIGHT_MISSING', { product: 'id:Product', productName: 'text' });
/** The goods went straight to a customer, and were never in stock. */
export const ReceiptNotStocked = refusal('RECEIPT_NOT_STOCKED', { number: 'text' });
