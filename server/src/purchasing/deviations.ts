// Pure: whether a line is ordered as its supplier sells: at their price of the day, in a quantity that they deliver.
import type { PurchaseOrderLineRow } from '../generated/rows.ts';
import { printQuantity, printUnitPrice, type UnitPrice } from '../shared/quantity.ts';
import type { Refusal } from '../shared/refusal.ts';
import type { Day } from '../shared/time.ts';
import { converted, lastPrice, otherQuantities, priceAt, type SupplyTerms } from './prices.ts';
import { SupplierPriceDiffers, SupplierPriceExpired, SupplierQuantity } from './refusals.ts';

type Line = Pick<PurchaseOrderLineRow, 'productId' | 'quantity' | 'unitCost' | 'priceSource' | 'priceValidTo'>;
interface Asked { on: Day; exchangeRate: UnitPrice | null; currencyCode: string; productName: string }

/**
 * What is not as the supplier sells, the weightiest first; empty where all is well, or where the supplier is not known to
 * sell the product. A quoted price holds until its own day.
 */
export function lineDeviations(line: Line, terms: SupplyTerms | undefined, { on, exchangeRate, currencyCode, productName }: Asked): Refusal[] {
  const found: Refusal[] = [];
  const { productId: product } = line;
  if (line.priceSource === 'QUOTE') {
    if (line.priceValidTo !== null && line.priceValidTo < on) found.push(SupplierPriceExpired({ product, productName, on, until: line.priceValidTo }));
    return found;
  }
  if (!terms) return found;
  const price = priceAt(terms, line.quantity, on);
  if (!price) found.push(SupplierPriceExpired({ product, productName, on, until: lastPrice(terms, line.quantity)?.validTo ?? 'none' }));
  else {
    const asked = price.currencyCode === currencyCode ? price.unitCost : exchangeRate ? converted(price.unitCost, exchangeRate) : undefined;
    if (asked !== undefined && asked !== line.unitCost) {
      found.push(SupplierPriceDiffers({ product, productName, asked: `${printUnitPrice(asked)} ${currencyCode}`, given: `${printUnitPrice(line.unitCost)} ${currencyCode}` }));
    }
  }
  const others = otherQuantities(terms, line.quantity);
  if (others) {
    found.push(SupplierQuantity({
      product, productName, quantity: line.quantity, lower: others.lower === null ? 'none' : printQuantity(others.lower), upper: others.upper,
    }));
  }
  return found;
}
