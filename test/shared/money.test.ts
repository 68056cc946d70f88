import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundedQuotient } from '../../server/src/shared/decimal.ts';
import { currencyExponent, extend, minor, parseMoney, plus, printMoney, share, split, take, zero, type Minor } from '../../server/src/shared/money.ts';
import { parseQuantity, parseRate, parseUnitPrice, printQuantity, type Quantity, type Rate, type UnitPrice } from '../../server/src/shared/quantity.ts';

const price = (text: string) => parseUnitPrice(text) as UnitPrice;
const amount = (text: string) => parseQuantity(text) as Quantity;
const rate = (text: string) => parseRate(text) as Rate;

describe('rounding', () => {
  it.each([[5n, 2n, 3n], [-5n, 2n, -3n], [4n, 3n, 1n], [5n, 3n, 2n], [-1n, 2n, -1n], [0n, 7n, 0n]])(
    'rounds %s / %s half away from zero to %s', (a, b, expected) => expect(roundedQuotient(a, b)).toBe(expected));
});

describe('money as text', () => {
  it.each([['12.50', 'USD', 1250n], ['12.5', 'USD', 1250n], ['-0.01', 'EUR', -1n], ['7', 'JPY', 7n], ['1.234', 'KWD', 1234n], ['12.500', 'USD', 1250n]])(
    'reads %s %s', (text, code, expected) => expect(parseMoney(text, code)).toBe(expected));
  it.each([['12.505', 'USD'], ['1e3', 'USD'], ['0.5', 'JPY'], ['', 'USD'], ['1,5', 'USD'], ['٣', 'USD']])(
    'does not read %s as %s', (text, code) => expect(parseMoney(text, code)).toBeUndefined());
  it('prints what it reads, with all places of the currency', () => {
    fc.assert(fc.property(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), fc.constantFrom('USD', 'JPY', 'KWD'), (value, code) => {
      expect(parseMoney(printMoney(minor(value), code), code)).toBe(value);
    }));
    expect(printMoney(minor(-5), 'USD')).toBe('-0.05');
  });
  it('knows how many places a currency has', () => expect(['USD', 'JPY', 'KWD', 'XYZ'].map(currencyExponent)).toEqual([2, 0, 3, undefined]));
});

describe('price × quantity', () => {
  it.each([
    ['18', '10', undefined, 18000n], ['9.8', '0.333333', undefined, 327n], ['0.005', '1', undefined, 1n],
    // 14.40 × 5 at 15 % off is 61.20; 10.00 × 3 at 33.3333 % off is 20.00001, rounded once
    ['14.4', '5', '0.85', 6120n], ['10', '3', '0.666667', 2000n],
  ])('%s × %s, keeping %s, is %s cents', (unit, quantity, keep, expected) =>
    expect(extend(price(unit), amount(quantity), 'USD', keep === undefined ? undefined : rate(keep))).toBe(expected));
  it('takes a share of an amount', () => expect(share(minor(1005), rate('0.16'))).toBe(161n));
});

describe('splitting', () => {
  it('gives parts that sum to the whole and differ from the exact share by less than one unit', () => {
    fc.assert(fc.property(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 20 }),
      (whole, weights) => {
        const parts = split(minor(whole), weights);
        expect(plus(...parts)).toBe(whole);
        const total = weights.reduce((a, b) => a + b, 0n);
        if (total > 0n) {
          parts.forEach((part, index) => {
            const off = part * total - whole * (weights[index] ?? 0n);
            expect(off < total && off > -total).toBe(true);
          });
        }
      }));
  });
  it('gives the odd cent to the largest remainder, the earlier part first', () =>
    expect(split(minor(100), [1n, 1n, 1n])).toEqual([34n, 33n, 33n]));
});

describe('taking from a pool', () => {
  it('leaves no value where it leaves no units, and gives out all that came in', () => {
    fc.assert(fc.property(fc.bigInt({ min: 1n, max: 10n ** 9n }), fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.array(fc.bigInt({ min: 1n, max: 10n ** 8n }), { maxLength: 30 }),
      (start, value, parts) => {
        let pool = { units: start, value: minor(value) };
        let out: Minor = zero;
        for (const part of [...parts, start]) {
          const taken = part > pool.units ? pool.units : part;
          if (taken === 0n) continue;
          const worth = take(pool, taken);
          out = plus(out, worth);
          pool = { units: pool.units - taken, value: minor(pool.value - worth) };
        }
        expect([pool.units, pool.value, out]).toEqual([0n, 0n, value]);
      }));
  });
  it('makes 225 of an issue of 15 from 10 at 10 and 10 at 20', () =>
    expect(take({ units: 20n, value: minor(300) }, 15n)).toBe(225n));
});

describe('quantities as text', () => {
  it.each([['1.500000', '1.5'], ['-0.000001', '-0.000001'], ['100', '100'], ['0.0', '0']])('prints %s as %s', (given, printed) =>
    expect(printQuantity(amount(given))).toBe(printed));
  it('refuses a seventh place', () => expect(parseQuantity('0.0000001')).toBeUndefined());
});
