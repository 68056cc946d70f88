// Tax in prices and on top of them, rounded by line or by total: tables of cases, and the laws.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineAmounts } from '../../server/src/pricing/lineAmounts.ts';
import { priceLines, type LineToPrice } from '../../server/src/pricing/priceLines.ts';
import { noPromotions } from '../../server/src/pricing/promotions.ts';
import { roundedTaxes, withTax, withoutTax } from '../../server/src/pricing/taxes.ts';
import type { Minor } from '../../server/src/shared/money.ts';
import { parseQuantity, parseRate, parseUnitPrice, type Quantity, type Rate, type UnitPrice } from '../../server/src/shared/quantity.ts';
import type { Day } from '../../server/src/shared/time.ts';

const line = (price: string, quantity: string, tax: string, taxIncluded: boolean, more: Partial<LineToPrice> = {}): LineToPrice => ({
  productId: 'p', categoryId: null, quantity: parseQuantity(quantity) as Quantity, priced: { unitPrice: parseUnitPrice(price) as UnitPrice, quantity: parseQuantity(quantity) as Quantity },
  discountRate: 0n as Rate, less: 0n as Minor, taxCodeId: tax, taxRate: parseRate(tax) as Rate, taxIncluded, ...more,
});
const amountsOf = (lines: LineToPrice[], rounding: 'LINE' | 'TOTAL', currencyCode = 'USD') =>
  priceLines(lines, { currencyCode, rounding }, noPromotions, { customer: null, channel: 'CONSOLE', on: '2026-01-01' as Day }).lines.map(({ amounts }) => amounts);
const printed = (lines: LineToPrice[], rounding: 'LINE' | 'TOTAL', currencyCode?: string) => amountsOf(lines, rounding, currencyCode).map(({ net, tax }) => [Number(net), Number(tax)]);

describe('three times 33.33', () => {
  const three = (included: boolean) => [line('33.33', '1', '0.16', included), line('33.33', '1', '0.16', included), line('33.33', '1', '0.16', included)];
  test.each([
    ['on top, by line', false, 'LINE', [[3333, 533], [3333, 533], [3333, 533]]], // 5.3328 each
    ['on top, by total', false, 'TOTAL', [[3333, 534], [3333, 533], [3333, 533]]], // 15.9984 → 16.00
    ['included, by line', true, 'LINE', [[2873, 460], [2873, 460], [2873, 460]]], // 4.5972 each
    ['included, by total', true, 'TOTAL', [[2874, 459], [2874, 459], [2873, 460]]], // 13.7917 → 13.79, split 4.60 4.60 4.59
  ] as const)('%s', (_name, included, rounding, expected) => {
    const made = printed(three(included), rounding);
    if (rounding === 'TOTAL' && included) {
      expect(made.map(([net = 0, tax = 0]) => net + tax)).toEqual([3333, 3333, 3333]);
      expect(made.reduce((sum, [, tax = 0]) => sum + tax, 0)).toBe(1379);
    } else expect(made).toEqual(expected);
  });
});

describe('edges of a cent', () => {
  test.each([
    ['a cent on top', line('0.01', '1', '0.16', false), [1, 0]],
    ['a cent with tax', line('0.01', '1', '0.16', true), [1, 0]],
    ['four cents with tax', line('0.04', '1', '0.16', true), [3, 1]],
    ['nothing', line('0', '5', '0.16', true), [0, 0]],
    ['half a cent is a cent', line('0.005', '1', '0', false), [1, 0]],
    ['tax of a hundred per cent', line('0.03', '1', '1', true), [1, 2]],
    ['a fraction of a unit', line('9.99', '0.333333', '0.07', true), [311, 22]],
  ] as const)('%s', (_name, of, expected) => {
    expect(printed([of], 'LINE')).toEqual([expected]);
    expect(printed([of], 'TOTAL')).toEqual([expected]);
  });
  test('a hundred lines of three cents: by line no tax at all, by total what is due', () => {
    const lines = Array.from({ length: 100 }, () => line('0.03', '1', '0.15', false));
    const sum = (rounding: 'LINE' | 'TOTAL') => printed(lines, rounding).reduce((all, [, tax = 0]) => all + tax, 0);
    expect([sum('LINE'), sum('TOTAL')]).toEqual([0, 45]);
  });
  test('currencies without cents', () => {
    expect(printed([line('105', '3', '0.1', true)], 'LINE', 'JPY')).toEqual([[286, 29]]);
  });
});

test('several tax codes are rounded each for itself', () => {
  const lines = [line('0.33', '1', '0.07', false), line('0.33', '1', '0.19', false), line('0.33', '1', '0.07', false), line('0.33', '1', '0.19', false)];
  expect(printed(lines, 'LINE').map(([, tax]) => tax)).toEqual([2, 6, 2, 6]);
  expect(printed(lines, 'TOTAL').map(([, tax]) => tax)).toEqual([3, 7, 2, 6]); // 0.0462 → 0.05, 0.1254 → 0.13
});

const drawnLine = fc.record({ price: fc.bigInt(0n, 10n ** 12n), quantity: fc.bigInt(1n, 10n ** 9n), rate: fc.constantFrom(0n, 50_000n, 70_000n, 160_000n, 190_000n, 1_000_000n), included: fc.boolean(), discount: fc.bigInt(0n, 1_000_000n) });

test('whatever the lines: what is asked is what is paid, discounts are what gross and net differ by, and both roundings are a cent a line apart at most', () => {
  fc.assert(fc.property(fc.array(drawnLine, { minLength: 1, maxLength: 12 }), (drawn) => {
    const lines = drawn.map(({ price, quantity, rate, included, discount }) => line('0', '1', '0', included, {
      priced: { unitPrice: price as UnitPrice, quantity: quantity as Quantity }, taxRate: rate as Rate, taxCodeId: String(rate), discountRate: discount as Rate,
    }));
    const byLine = amountsOf(lines, 'LINE');
    const byTotal = amountsOf(lines, 'TOTAL');
    for (const [index, each] of [...byLine, ...byTotal].entries()) {
      expect(each.gross - each.discount).toBe(each.net);
      expect(each.net >= 0n && each.tax >= 0n && each.discount >= 0n).toBe(true);
      const of = lines[index % lines.length] as LineToPrice;
      const plain = lineAmounts({ ...of.priced, discountRate: of.discountRate, taxRate: of.taxRate, currencyCode: 'USD' });
      if (of.taxIncluded) expect(each.net + each.tax).toBe(plain.net); // the price is what is paid
      else expect(each.net).toBe(plain.net);
    }
    byLine.forEach((each, index) => {
      const other = byTotal[index]?.tax ?? 0n;
      expect(each.tax - other <= 1n && other - each.tax <= 1n).toBe(true);
    });
  }));
});

test('by total, the tax of a code is a share of the sum of its lines, to the cent', () => {
  fc.assert(fc.property(fc.array(fc.bigInt(0n, 10n ** 9n), { minLength: 1, maxLength: 30 }), fc.constantFrom(70_000n, 160_000n, 190_000n), (nets, taxRate) => {
    const lines = nets.map((net) => ({ amounts: { gross: net as Minor, net: net as Minor, discount: 0n as Minor, tax: 0n as Minor }, taxCodeId: 'x', taxRate: taxRate as Rate, taxIncluded: false }));
    const tax = roundedTaxes(lines, 'TOTAL').reduce((sum, each) => sum + each.tax, 0n);
    const due = nets.reduce((sum, net) => sum + net, 0n) * taxRate;
    expect(tax).toBe((2n * due + 1_000_000n) / 2_000_000n);
  }));
});

test('tax is taken out of a price and put into it', () => {
  expect(withoutTax(parseUnitPrice('116') as UnitPrice, parseRate('0.16') as Rate)).toBe(parseUnitPrice('100'));
  expect(withTax(parseUnitPrice('100') as UnitPrice, parseRate('0.16') as Rate)).toBe(parseUnitPrice('116'));
});
