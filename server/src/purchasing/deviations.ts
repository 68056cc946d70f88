// Pure: whether a line is ordered as its supplier sells: at their price of the day, in a quantity that they deliver.
import type { PurchaseOrderLineRow } from '../generated/rows.ts';
import { printQuantity, printUnitPrice, type UnitPrice } from '../shared/quantity.ts';
import type { Refusal } from '../shared/refusal.ts';
import type { Day } from '../shared/time.ts';
import { lastPrice, otherQuantities, priceAt, type SupplyTerms } from './prices.ts';
import { SupplierPriceDiffers, SupplierPriceExpired, SupplierQuantity } from './refusals.ts';

type Line = Pick<PurchaseOrderLineRow, 'productId' | 'quantity' | 'unitCost' | 'currencyCode' | 'quotedCost' | 'quotedCurrencyCode' | 'priceSource' | 'priceValidTo'>;
interface Cost { unitCost: UnitPrice; currencyCode: string }

/** What a line has of its supplier's price: in their currency, where that is not the order's. */
const givenBy = ({ unitCost, currencyCode, quotedCost, quotedCurrencyCode }: Line): Cost => (quotedCost !== null && quotedCurrencyCode !== null ? { unitCost: quotedCost, currencyCode: quotedCurrencyCode } : { unitCost, currencyCode });
const said = ({ unitCost, currencyCode }: Cost): string => `${printUnitPrice(unitCost)} ${currencyCode}`;

/**
 * What is not as the supplier sells, the weightiest first; empty where all is well, or where the supplier is not known to
 * sell the product. A quoted price holds until its own day.
 */
export function lineDeviations(line: Line, terms: SupplyTerms | undefined, { on, productName }: { on: Day; productName: string }): Refusal[] {
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
    // Whatever the rates: what they ask is compared in what they ask it in.
    const given = givenBy(line);
    if (said(price) !== said(given)) found.push(SupplierPriceDiffers({ product, productName, asked: said(price), given: said(given) }));
  }
  const others = otherQuantities(terms, line.quantity);
  if (others) {
    found.push(SupplierQuantity({
      product, productName, quantity: line.quantity, lower: others.lower === null ? 'none' : printQuantity(others.lower), upper: others.upper,
    }));
  }
  return found;
}
