// Pure: what a supplier asks for a product at a quantity on a day, and which quantities they deliver.
import type { PriceSource, SupplierPriceRow, SupplierProductRow } from '../generated/rows.ts';
import { most, none, type Quantity, type UnitPrice } from '../shared/quantity.ts';
import type { Day } from '../shared/time.ts';

/** A product as a supplier sells it, with its prices by quantity and by days. */
export interface SupplyTerms extends SupplierProductRow { prices: SupplierPriceRow[] }
export interface FoundPrice { unitCost: UnitPrice; currencyCode: string; from: Quantity; source: PriceSource; validFrom: Day | null; validTo: Day | null }

/** All prices of a product: the one for any quantity, then those from a quantity on. */
const pricesOf = (terms: SupplyTerms): FoundPrice[] => [
  { unitCost: terms.unitCost, currencyCode: terms.currencyCode, from: none, source: 'LIST', validFrom: terms.validFrom, validTo: terms.validTo },
  ...terms.prices.map(({ unitCost, minimumQuantity, validFrom, validTo }): FoundPrice =>
    ({ unitCost, currencyCode: terms.currencyCode, from: minimumQuantity, source: 'BREAK', validFrom, validTo })),
];
const holdsOn = ({ validFrom, validTo }: FoundPrice, on: Day): boolean => (validFrom === null || validFrom <= on) && (validTo === null || validTo >= on);
/** The greatest quantity first, then who began last. */
const nearer = (a: FoundPrice, b: FoundPrice): number =>
  (a.from === b.from ? ((b.validFrom ?? '') < (a.validFrom ?? '') ? -1 : 1) : b.from > a.from ? 1 : -1);

/** The price that holds for a quantity on a day; undefined where none does. */
export const priceAt = (terms: SupplyTerms, quantity: Quantity, on: Day): FoundPrice | undefined =>
  pricesOf(terms).filter((price) => price.from <= quantity && holdsOn(price, on)).sort(nearer)[0];

/** The price that held last for a quantity, whatever the day: what a draft begins with when none holds now. */
export const lastPrice = (terms: SupplyTerms, quantity: Quantity): FoundPrice | undefined =>
  pricesOf(terms).filter((price) => price.from <= quantity).sort((a, b) => ((b.validTo ?? '9') < (a.validTo ?? '9') ? -1 : (b.validTo ?? '9') > (a.validTo ?? '9') ? 1 : nearer(a, b)))[0];

/** The next quantity from which a unit costs less on that day; undefined where more does not help. */
export function nextBreak(terms: SupplyTerms, quantity: Quantity, on: Day): FoundPrice | undefined {
  const now = priceAt(terms, quantity, on);
  return pricesOf(terms).filter((price) => price.from > quantity && holdsOn(price, on) && (!now || price.unitCost < now.unitCost))
    .sort((a, b) => -nearer(a, b))[0];
}

const up = (value: bigint, step: bigint) => ((value + step - 1n) / step) * step;

/** Null where a quantity may be ordered; else the nearest that may: below it (null: none) and above. */
export function otherQuantities({ minimumQuantity, orderMultiple }: Pick<SupplierProductRow, 'minimumQuantity' | 'orderMultiple'>, quantity: Quantity):
  { lower: Quantity | null; upper: Quantity } | null {
  const least = minimumQuantity ?? none;
  if (orderMultiple === null) return quantity >= least ? null : { lower: null, upper: least };
  if (quantity >= least && quantity % orderMultiple === 0n) return null;
  const lower = (quantity / orderMultiple) * orderMultiple;
  return {
    lower: lower >= most(least, 1n as Quantity) ? lower as Quantity : null,
    upper: up(most(quantity, most(least, 1n as Quantity)), orderMultiple) as Quantity,
  };
}

/** The least quantity that may be ordered and is not below what is wanted. */
export const orderable = (terms: Pick<SupplierProductRow, 'minimumQuantity' | 'orderMultiple'>, wanted: Quantity): Quantity =>
  otherQuantities(terms, wanted)?.upper ?? wanted;
