// Pure: what a line of an order is sold at: the price typed, or the one that customer, group, channel or list have for it.
import type { Channel, CustomerRow, Json, OrderLineRow, PriceOrigin } from '../generated/rows.ts';
import type { DocumentMoney } from '../currencies/documentMoney.ts';
import type { Sellable } from '../pricing/priceOf.ts';
import { noPrices, resolvePrice, type Candidate, type PriceFacts } from '../pricing/resolvePrice.ts';
import { taxOf, withoutTax } from '../pricing/taxes.ts';
import { becauseOf } from '../pricing/whyPrice.ts';
import { add, none, printUnitPrice, type Quantity, type Rate, type UnitPrice } from '../shared/quantity.ts';
import type { Day } from '../shared/time.ts';
import { inOwnUnit, type OwnLine, type UnitsOf } from './lineUnits.ts';

export interface PriceTerms {
  prices?: PriceFacts;
  customer: Pick<CustomerRow, 'id' | 'groupId' | 'taxTreatment'> | null;
  channel: Channel;
  on: Day;
  /** Units by product over all lines: breaks are of what is bought together. */
  units: ReadonlyMap<string, Quantity>;
  /** What the line is called off from. */
  agreed?: Candidate | undefined;
  /** The currency of the document. */
  money?: DocumentMoney | undefined;
}
export interface LinePrice {
  own: OwnLine;
  origin: PriceOrigin;
  because: Json;
  taxIncluded: boolean;
  tax: { taxCodeId: string | null; taxRate: Rate };
  /** What it would be sold at were nothing typed, in the unit typed. */
  usual: UnitPrice | null;
}
export interface TypedLine { productId: string; quantity: Quantity; unitId?: string | null; unitPrice?: UnitPrice | null; taxIncluded?: boolean | null }

/** Units by product over lines in their own units. */
export function unitsByProduct(lines: readonly { productId: string; quantity: Quantity }[]): Map<string, Quantity> {
  const units = new Map<string, Quantity>();
  for (const { productId, quantity } of lines) units.set(productId, add(units.get(productId) ?? none, quantity));
  return units;
}

interface Usual { taken: Candidate | null; price: UnitPrice | null; taxIncluded: boolean; taxTaken: boolean }

/** The price that precedence gives; for who pays no tax without the tax that it holds. */
function usualPrice(product: Sellable, quantity: Quantity, terms: PriceTerms): Usual {
  const { taken } = resolvePrice({ ...terms, product, quantity }, { ...(terms.prices ?? noPrices), ...(terms.agreed ? { agreed: [terms.agreed] } : {}) });
  const price = taken?.unitPrice ?? null;
  const isTaxed = (terms.customer?.taxTreatment ?? 'STANDARD') === 'STANDARD';
  if (price === null || !taken?.taxIncluded || isTaxed) return { taken, price, taxIncluded: taken?.taxIncluded ?? false, taxTaken: false };
  return { taken, price: withoutTax(price, product.taxRate), taxIncluded: false, taxTaken: true };
}

/** A line in its product's own unit at its price. Refuses what does not convert, at the line's fields. */
export function linePrice(line: TypedLine, product: Sellable, units: UnitsOf | undefined, path: string[], terms: PriceTerms): LinePrice {
  const asked = inOwnUnit(line, product, units, path);
  const { taken, price, taxIncluded, taxTaken } = usualPrice(product, terms.units.get(product.id) ?? asked.quantity, terms);
  const priced = { ...product, listPrice: price };
  const usual = inOwnUnit({ ...line, unitPrice: null }, priced, units, path);
  const own = line.unitPrice === null || line.unitPrice === undefined ? usual : inOwnUnit(line, priced, units, path);
  const treatment = terms.customer?.taxTreatment ?? 'STANDARD';
  const isUsual = own.priced.unitPrice === usual.priced.unitPrice && (line.taxIncluded ?? taxIncluded) === taxIncluded;
  const because = isUsual && taken ? becauseOf(taken, taxTaken ? { taxTaken } : {})
    : { by: 'TYPED', ...(price === null ? {} : { listPrice: printUnitPrice(price) }) };
  return {
    own, origin: isUsual && taken ? taken.origin : 'TYPED', because,
    taxIncluded: treatment === 'STANDARD' && (isUsual ? taxIncluded : line.taxIncluded ?? taxIncluded), tax: taxOf(product, treatment), usual: usual.priced.unitPrice,
  };
}

/** Whether a line was typed at this price before: who changes the rest of a draft keeps what somebody else was free to type. */
export const wasTyped = (kept: readonly Pick<OrderLineRow, 'productId' | 'unitPrice' | 'enteredPrice' | 'discountRate' | 'lessMinor' | 'priceOrigin'>[], productId: string, price: UnitPrice | null): boolean =>
  kept.some((line) => line.productId === productId && (line.enteredPrice ?? line.unitPrice) === price && (line.priceOrigin === 'TYPED' || line.priceOrigin === null));
