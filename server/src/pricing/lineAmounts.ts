import { extend, minus, share, type Minor } from '../shared/money.ts';
import { roundedQuotient } from '../shared/decimal.ts';
import type { Quantity, Rate, UnitPrice } from '../shared/quantity.ts';

export interface PricedLine {
  unitPrice: UnitPrice; quantity: Quantity; discountRate: Rate; taxRate: Rate; currencyCode: string;
  /** The price holds the tax. */
  taxIncluded?: boolean;
  /** Taken off beside the rate, in terms of the price. */
  less?: Minor;
}
/** All without tax but `tax`. */
export interface LineAmounts { gross: Minor; net: Minor; discount: Minor; tax: Minor }
/** In terms of the price: with tax where that is included. */
export interface AskedAmounts { gross: Minor; net: Minor }

const WHOLE = 1_000_000n;

/** The tax within an amount that holds it. */
export const taxWithin = (amount: Minor, rate: Rate): Minor => roundedQuotient(amount * rate, WHOLE + rate) as Minor;

/** What is asked for a line: gross and net are each rounded once from price and quantity. */
export function askedAmounts({ unitPrice, quantity, discountRate, currencyCode, less }: PricedLine): AskedAmounts {
  const gross = extend(unitPrice, quantity, currencyCode);
  const net = discountRate === 0n ? gross : extend(unitPrice, quantity, currencyCode, (WHOLE - discountRate) as Rate);
  return { gross, net: less ? minus(net, less < net ? less : net) : net };
}

/**
 * A line's amounts: gross and net are each rounded once from price and quantity; the discount is their difference and is
 * never rounded itself; tax is a share of the rounded net, or what the rounded price holds of it.
 */
export function lineAmounts(line: PricedLine): LineAmounts {
  const asked = askedAmounts(line);
  if (!line.taxIncluded) return { ...asked, discount: minus(asked.gross, asked.net), tax: share(asked.net, line.taxRate) };
  const tax = taxWithin(asked.net, line.taxRate);
  const net = minus(asked.net, tax);
  const gross = minus(asked.gross, taxWithin(asked.gross, line.taxRate));
  return { gross, net, discount: minus(gross, net), tax };
}
