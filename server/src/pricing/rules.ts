import type { ListPriceRow } from '../generated/rows.ts';
import { printUnitPrice } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { addDays, type Day } from '../shared/time.ts';
import { update, type Change } from '../shared/write.ts';
import { PriceEnded, PriceOverlap } from './refusals.ts';

export interface Span { validFrom: Day; validTo: Day | null }

const overlaps = (a: Span, b: Span) =>
  (a.validTo === null || a.validTo >= b.validFrom) && (b.validTo === null || b.validTo >= a.validFrom);

/** The price of a day among a product's prices. */
export const priceOn = <P extends Span>(prices: P[], day: Day): P | undefined =>
  prices.find((price) => overlaps(price, { validFrom: day, validTo: day }));

/**
 * What a new span needs of the prices that are there: nothing, or that the open-ended one ends the day before when
 * `endsCurrent`. Refuses PRICE_OVERLAP.
 */
export function demandFreeSpan(productName: string, prices: ListPriceRow[], span: Span, endsCurrent: boolean): Change[] {
  if (span.validTo !== null && span.validTo < span.validFrom) throw fieldRefused(['validTo'], 'day_before', { day: span.validFrom });
  return prices.filter((price) => overlaps(price, span)).map((price) => {
    if (endsCurrent && price.validTo === null && price.validFrom < span.validFrom) {
      return update('ListPrice', price.id, { validTo: addDays(span.validFrom, -1), version: price.version + 1 });
    }
    throw PriceOverlap({ productName, price: printUnitPrice(price.unitPrice), validFrom: price.validFrom, validTo: price.validTo ?? 'none' });
  });
}

/** A price ends on a day of its span, not later than it already does. */
export function demandEnd(price: ListPriceRow, validTo: Day): void {
  if (validTo < price.validFrom) throw fieldRefused(['validTo'], 'day_before', { day: price.validFrom });
  if (price.validTo !== null && price.validTo <= validTo) throw PriceEnded({ validTo: price.validTo });
}
