import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exceeding, toleranceOf } from '../../server/src/payables/match.ts';
import { dayOfTurn, nextTurn } from '../../server/src/payables/recurrence.ts';
import { clearedBy } from '../../server/src/payables/rules.ts';
import { isIban } from '../../server/src/accounting/iban.ts';
import { minor, plus, zero } from '../../server/src/shared/money.ts';
import { none, parseRate, parseUnitPrice, subtract, units, type Quantity, type Rate, type UnitPrice } from '../../server/src/shared/quantity.ts';
import type { Day } from '../../server/src/shared/time.ts';

const price = (text: string) => parseUnitPrice(text) as UnitPrice; // well-formed here
const rate = (text: string) => parseRate(text) as Rate;
const tolerance = { supplierId: null, priceRate: rate('0.02'), priceMinor: minor(500), quantityRate: rate('0.1') };
const line = { lineNo: 1, productId: 'p', quantity: units(10), unitCost: price('10'), orderedCost: price('10'), open: units(10), currencyCode: 'USD' };

describe('the three-way match', () => {
  test.each([
    ['as ordered and received', {}, []],
    ['dearer within two per cent', { unitCost: price('10.20') }, []],
    ['dearer beyond two per cent', { unitCost: price('10.21') }, ['PRICE']],
    ['cheaper beyond two per cent', { unitCost: price('9.5') }, ['PRICE']],
    ['within two per cent, but beyond five of money', { quantity: units(1000), open: units(1000), unitCost: price('10.01') }, ['PRICE']],
    ['more than received within a tenth', { quantity: units(11) }, []],
    ['more than received beyond a tenth', { quantity: units(12) }, ['QUANTITY']],
    ['of goods that are billed already', { open: none }, ['QUANTITY']],
    ['both', { quantity: units(12), unitCost: price('11') }, ['PRICE', 'QUANTITY']],
  ])('%s', (_name, more, rules) => {
    expect(exceeding({ ...line, ...more }, tolerance).map(({ rule }) => rule)).toEqual(rules);
  });

  test('without any tolerance lets no cent pass, and a supplier\'s own comes before that of all', () => {
    expect(exceeding({ ...line, unitCost: price('10.001') }, undefined).map(({ difference }) => difference)).toEqual([1n]);
    const own = { ...tolerance, supplierId: 's', priceRate: rate('0.5'), priceMinor: null };
    expect(toleranceOf([tolerance, own], 's')).toBe(own);
    expect(toleranceOf([tolerance, own], 'other')).toBe(tolerance);
    expect(exceeding({ ...line, unitCost: price('14') }, own)).toEqual([]);
  });
});

test('parts of a receipt that are billed one after another take exactly what it was booked at', () => {
  fc.assert(fc.property(fc.bigInt(1n, 10n ** 9n), fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 12 }), (value, parts) => {
    let open = { units: units(parts.reduce((sum, part) => sum + part, 0)), value: minor(value) };
    const cleared = parts.map((part) => {
      const taken = clearedBy(open, units(part), price('3.33'), 'USD');
      open = { units: subtract(open.units, units(part)), value: minor(open.value - taken) };
      return taken;
    });
    expect(plus(zero, ...cleared)).toBe(value);
    expect(open).toEqual({ units: none, value: zero });
  }));
});

test('units that were billed and not received wait at the price of the bill', () => {
  expect(clearedBy({ units: units(10), value: minor(2000) }, units(12) as Quantity, price('2.5'), 'USD')).toBe(2500n);
});

describe('a recurring bill', () => {
  const at = (day: string) => day as Day;
  test.each([
    ['MONTH', '2026-01-31', [1, 2, 3, 12], ['2026-02-28', '2026-03-31', '2026-04-30', '2027-01-31']],
    ['QUARTER', '2026-11-30', [1, 2], ['2027-02-28', '2027-05-30']],
    ['YEAR', '2028-02-29', [1, 4], ['2029-02-28', '2032-02-29']],
    ['WEEK', '2026-12-28', [1], ['2027-01-04']],
  ] as const)('of every %s from %s falls on the days that people expect', (every, start, turns, days) => {
    expect(turns.map((turn) => dayOfTurn(at(start), every, turn))).toEqual(days);
  });

  test('ends with its last day', () => {
    const rent = { startsOn: at('2026-01-01'), endsOn: at('2026-03-01'), every: 'MONTH' } as const;
    expect([0, 1, 2, 3].map((turns) => nextTurn(rent, turns))).toEqual(['2026-01-01', '2026-02-01', '2026-03-01', null]);
  });
});

test('an IBAN holds by its check digits', () => {
  // Examples that the IBAN registry prints.
  for (const iban of ['DE89370400440532013000', 'GB29NWBK60161331926819', 'NO9386011117947', 'MT84MALT011000012345MTLCAST001S']) expect(isIban(iban)).toBe(true);
  for (const iban of ['DE88370400440532013000', 'DE8937040044053201300', 'de89370400440532013000', '', 'X']) expect(isIban(iban)).toBe(false);
});
