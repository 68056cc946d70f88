// Pure: the lines of a draft as they would be typed again.
import type { OrderLineRow } from '../generated/rows.ts';
import { asTyped } from './lineUnits.ts';
import type { OrderLineInput } from './orderInput.ts';

/** Typed prices stay as they were typed; all others are looked up again. */
export const linesAgain = (lines: readonly OrderLineRow[]): OrderLineInput[] => lines.map((line): OrderLineInput => ({
  productId: line.productId, ...asTyped(line), discountRate: line.discountRate, discountAmount: line.lessMinor, isDropShipped: line.isDropShipped,
  ...(line.priceOrigin === 'TYPED' || line.priceOrigin === null ? { unitPrice: line.enteredPrice ?? line.unitPrice, taxIncluded: line.taxIncluded } : {}),
}));
