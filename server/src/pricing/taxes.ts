// Pure: how the tax of a document is rounded, and what of a price is left for those who pay none.
import type { TaxRounding, TaxTreatment } from '../generated/rows.ts';
import { roundedQuotient } from '../shared/decimal.ts';
import { minus, plus, share, split, zero } from '../shared/money.ts';
import type { Rate, UnitPrice } from '../shared/quantity.ts';
import { taxWithin, type LineAmounts } from './lineAmounts.ts';

export interface TaxedLine { amounts: LineAmounts; taxCodeId: string | null; taxRate: Rate; taxIncluded: boolean }

const WHOLE = 1_000_000n;

/**
 * The amounts of lines under a rounding rule. LINE: each as it is. TOTAL: the tax of all lines of a code and rate is worked
 * out once on their sum and split over them, the largest remainder first, so that the lines sum to it. A price that holds
 * the tax stays what it is: its net gives way.
 */
export function roundedTaxes(lines: readonly TaxedLine[], rounding: TaxRounding): LineAmounts[] {
  const amounts = lines.map((line) => line.amounts);
  if (rounding === 'LINE') return amounts;
  const groups = Map.groupBy(lines.map((line, index) => ({ ...line, index })), ({ taxCodeId, taxRate, taxIncluded }) => `${taxCodeId} ${taxRate} ${taxIncluded}`);
  for (const [first, ...others] of groups.values()) {
    if (!first) continue;
    const group = [first, ...others];
    const weights = group.map(({ amounts: { net, tax }, taxIncluded }) => (taxIncluded ? plus(net, tax) : net));
    const sum = plus(zero, ...weights);
    const taxes = split(first.taxIncluded ? taxWithin(sum, first.taxRate) : share(sum, first.taxRate), weights);
    group.forEach(({ amounts: before, taxIncluded, index }, place) => {
      const tax = taxes[place] ?? zero;
      const net = taxIncluded ? minus(plus(before.net, before.tax), tax) : before.net;
      amounts[index] = { gross: plus(net, before.discount), net, discount: before.discount, tax };
    });
  }
  return amounts;
}

/** A price with the tax taken out of it, at all places of a price. */
export const withoutTax = (price: UnitPrice, rate: Rate): UnitPrice => roundedQuotient(price * WHOLE, WHOLE + rate) as UnitPrice;
/** A price with the tax put into it. */
export const withTax = (price: UnitPrice, rate: Rate): UnitPrice => roundedQuotient(price * (WHOLE + rate), WHOLE) as UnitPrice;

/** What a line is taxed by: nothing for who is exempt or owes the tax himself. */
export const taxOf = (product: { taxCodeId: string | null; taxRate: Rate }, treatment: TaxTreatment): { taxCodeId: string | null; taxRate: Rate } =>
  (treatment === 'STANDARD' ? { taxCodeId: product.taxCodeId, taxRate: product.taxRate } : { taxCodeId: null, taxRate: 0n as Rate });

