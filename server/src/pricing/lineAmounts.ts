import { extend, minus, share, type Minor } from '../shared/money.ts';
import type { Quantity, Rate, UnitPrice } from '../shared/quantity.ts';

export interface PricedLine { unitPrice: UnitPrice; quantity: Quantity; discountRate: Rate; taxRate: Rate; currencyCode: string }
export interface LineAmounts { gross: Minor; net: Minor; discount: Minor; tax: Minor }

const WHOLE = 1_000_000n;

/**
 * A line's amounts: gross and net are each rounded once from price and quantity; the discount is their difference and is
 * never rounded itself; tax is a share of the rounded net.
 */
export function lineAmounts({ unitPrice, quantity, discountRate, taxRate, currencyCode }: PricedLine): LineAmounts {
  const gross = extend(unitPrice, quantity, currencyCode);
  const net = extend(unitPrice, quantity, currencyCode, (WHOLE - discountRate) as Rate);
  return { gross, net, discount: minus(gross, net), tax: share(net, taxRate) };
}
