// Pure: the amounts of all lines of an order together: promotions, what was typed off the whole, tax by its rounding rule.
import type { DiscountKind, TaxRounding } from '../generated/rows.ts';
import { least, minus, plus, share, split, zero, type Minor } from '../shared/money.ts';
import type { Quantity, Rate, UnitPrice } from '../shared/quantity.ts';
import { askedAmounts, lineAmounts, type LineAmounts } from './lineAmounts.ts';
import { promoted, type Hint, type PromotionAsked, type PromotionFacts, type PromotionTold } from './promotions.ts';
import { roundedTaxes } from './taxes.ts';

export interface LineToPrice {
  productId: string; categoryId: string | null;
  /** In the product's unit. */
  quantity: Quantity;
  /** As they were typed: the amounts are made from these. */
  priced: { unitPrice: UnitPrice; quantity: Quantity };
  discountRate: Rate;
  /** Typed off the line, in terms of its price. */
  less: Minor;
  taxCodeId: string | null; taxRate: Rate; taxIncluded: boolean;
}

/** Off the whole order: a rate or an amount, typed by somebody. */
export interface OrderLess { discountRate?: Rate | null; lessMinor?: Minor | null }

/** A part of a line's discount beside its rate, without tax. */
export interface DiscountPart { kind: DiscountKind; promotionId: string | null; couponId: string | null; name: string; amount: Minor }
export interface PricedLines { lines: { amounts: LineAmounts; parts: DiscountPart[] }[]; told: PromotionTold[]; hints: Hint[] }

interface Off { line: number; amount: Minor; part: Omit<DiscountPart, 'amount'> }

/** What is typed off the whole, split over the lines by what is left of each. */
function typedOffs(left: readonly Minor[], { discountRate, lessMinor }: OrderLess): Off[] {
  const sum = plus(zero, ...left);
  const whole = discountRate ? share(sum, discountRate) : least(lessMinor ?? zero, sum);
  if (whole === zero) return [];
  return split(whole, left).flatMap((amount, line) =>
    (amount === zero ? [] : [{ line, amount, part: { kind: 'TYPED_ORDER' as const, promotionId: null, couponId: null, name: '' } }]));
}

/** The parts of a line's discount without tax; they and what the rate took off sum to it. */
function partsOf(line: LineToPrice, amounts: LineAmounts, offs: readonly Off[], currencyCode: string): DiscountPart[] {
  const own = [...(line.less > 0n ? [{ amount: line.less, part: { kind: 'TYPED_LINE' as const, promotionId: null, couponId: null, name: '' } }] : []), ...offs];
  if (own.length === 0) return [];
  if (!line.taxIncluded) return own.map(({ amount, part }) => ({ ...part, amount }));
  const { gross, net } = askedAmounts({ ...line.priced, discountRate: line.discountRate, taxRate: line.taxRate, currencyCode });
  const [, ...parts] = split(amounts.discount, [minus(gross, net), ...own.map(({ amount }) => amount)]);
  return own.map(({ part }, index) => ({ ...part, amount: parts[index] ?? zero }));
}

/** The amounts of lines; `less` of a line must not be more than what its rate leaves. */
export function priceLines(lines: readonly LineToPrice[], order: OrderLess & { currencyCode: string; rounding: TaxRounding }, facts: PromotionFacts, asked: PromotionAsked): PricedLines {
  const { currencyCode, rounding } = order;
  const left = lines.map((line) => askedAmounts({ ...line.priced, discountRate: line.discountRate, taxRate: line.taxRate, currencyCode, less: line.less }).net);
  const { offs: given, told, hints } = promoted(lines.map(({ productId, categoryId, quantity }, index) => ({ productId, categoryId, quantity, left: left[index] ?? zero })), facts, asked);
  const offs = given.map(({ line, amount, promotion, coupon }): Off =>
    ({ line, amount, part: { kind: 'PROMOTION', promotionId: promotion.id, couponId: coupon?.id ?? null, name: promotion.name } }));
  const after = left.map((amount, line) => minus(amount, plus(zero, ...offs.filter((off) => off.line === line).map((off) => off.amount))));
  offs.push(...typedOffs(after, order));
  const of = (line: number) => offs.filter((off) => off.line === line);
  const amounts = roundedTaxes(lines.map((line, index) => ({
    ...line, amounts: lineAmounts({ ...line.priced, discountRate: line.discountRate, taxRate: line.taxRate, taxIncluded: line.taxIncluded, currencyCode, less: plus(line.less, ...of(index).map(({ amount }) => amount)) }),
  })), rounding);
  return {
    told, hints,
    lines: lines.map((line, index) => {
      const own = amounts[index] as LineAmounts;
      return { amounts: own, parts: partsOf(line, own, of(index), currencyCode) };
    }),
  };
}
