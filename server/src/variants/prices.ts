// List prices that variants have from their template.
import type { ListPriceRow, ProductTemplateRow } from '../generated/rows.ts';
import { demandFreeSpan } from '../pricing/rules.ts';
import type { UnitPrice } from '../shared/quantity.ts';
import { insert, update, type Change } from '../shared/write.ts';
import type { Day } from '../shared/time.ts';

interface Priced { productId: string; productName: string; unitPrice: UnitPrice; validFrom: Day; isInherited: boolean; currencyCode: string }

/** Whether a variant has a price of its own on a day or after it: the template's then leaves it alone. */
export const hasOwnPrice = (prices: readonly ListPriceRow[], on: Day): boolean =>
  prices.some((price) => !price.isInherited && (price.validTo === null || price.validTo >= on));

/**
 * The rows that make a price hold from a day on, until further notice: what began on that very day is changed, what held
 * before ends the day before. Refuses PRICE_OVERLAP where another is planned for later.
 */
export function priceRows(prices: ListPriceRow[], { productName, ...price }: Priced, newId: () => string): Change[] {
  const same = prices.find(({ validFrom, validTo }) => validFrom === price.validFrom && validTo === null);
  if (same) {
    if (same.unitPrice === price.unitPrice && same.isInherited === price.isInherited) return [];
    return [update('ListPrice', same.id, { unitPrice: price.unitPrice, isInherited: price.isInherited, version: same.version + 1 })];
  }
  return [...demandFreeSpan(productName, prices, { validFrom: price.validFrom, validTo: null }, true), insert('ListPrice', { id: newId(), ...price, validTo: null })];
}

/** The price that a new variant begins with; none where the template has none. */
export const firstPrice = (template: ProductTemplateRow, productId: string, productName: string, currencyCode: string, today: Day, newId: () => string): Change[] =>
  (template.unitPrice === null ? [] : priceRows([], {
    productId, productName, currencyCode, unitPrice: template.unitPrice, isInherited: true,
    validFrom: template.unitPriceFrom && template.unitPriceFrom > today ? template.unitPriceFrom : today,
  }, newId));
