// Conversion between units is exact, there and back; what lands between two steps is refused with its neighbours.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  conversionsOf, convert, extendEntered, inverse, isSame, nearestEntered, ratio, roundedTo, takeQuantity, times, type Definition, type ProductUnits, type UnitFacts,
} from '../../server/src/catalogue/units.ts';
import { extend } from '../../server/src/shared/money.ts';
import { parseQuantity, parseUnitPrice, printQuantity, type Quantity, type UnitPrice } from '../../server/src/shared/quantity.ts';
import { InputRefused } from '../../server/src/shared/sharedRefusals.ts';

const unit = (id: string, more: Partial<UnitFacts> = {}): UnitFacts =>
  ({ id, code: id, decimals: 0, rounding: 'HALF_AWAY', dimension: null, numerator: null, denominator: null, ...more });
const units = new Map([
  unit('PCS', { dimension: 'COUNT', numerator: 1n, denominator: 1n }), unit('DOZ', { dimension: 'COUNT', numerator: 12n, denominator: 1n }),
  unit('CASE'), unit('PALLET'), unit('BAG'), unit('G', { dimension: 'MASS', numerator: 1n, denominator: 1n }),
  unit('KG', { decimals: 3, dimension: 'MASS', numerator: 1000n, denominator: 1n }),
  unit('LB', { decimals: 3, dimension: 'MASS', numerator: 45359237n, denominator: 100000n }),
  unit('OZ', { decimals: 2, dimension: 'MASS', numerator: 45359237n, denominator: 1600000n }),
].map((each) => [each.id, each]));
const is = (unitId: string, numerator: number, perUnitId: string, denominator = 1): Definition =>
  ({ unitId, perUnitId, numerator: BigInt(numerator), denominator: BigInt(denominator) });
const factor = (stock: string, definitions: Definition[], of: string) => {
  const found = conversionsOf(stock, definitions, units).factors.get(of);
  return found && `${found.numerator}/${found.denominator}`;
};
const quantity = (text: string): Quantity => parseQuantity(text) as Quantity;

describe('what a product\'s units are', () => {
  it.each([
    ['a kilogram is a thousand grams', 'G', [], 'KG', '1000/1'],
    ['a pound is its exact part of a kilogram', 'KG', [], 'LB', '45359237/100000000'],
    ['sixteen ounces are a pound', 'LB', [], 'OZ', '1/16'],
    ['a case is twelve pieces', 'PCS', [is('CASE', 12, 'PCS')], 'CASE', '12/1'],
    ['a pallet is forty cases of twelve', 'PCS', [is('CASE', 12, 'PCS'), is('PALLET', 40, 'CASE')], 'PALLET', '480/1'],
    ['whatever the order in which it was told', 'PCS', [is('PALLET', 40, 'CASE'), is('CASE', 12, 'PCS')], 'PALLET', '480/1'],
    ['three bags are ten kilograms', 'KG', [is('BAG', 10, 'KG', 3)], 'BAG', '10/3'],
    ['a bag of a product kept in grams', 'G', [is('BAG', 25, 'KG')], 'BAG', '25000/1'],
    ['an egg of fifty grams gives every unit of mass', 'PCS', [is('PCS', 50, 'G')], 'KG', '20/1'],
    ['stock in cases gives the piece', 'CASE', [is('CASE', 12, 'PCS')], 'PCS', '1/12'],
    ['and the dozen with it', 'CASE', [is('CASE', 12, 'PCS')], 'DOZ', '1/1'],
    ['a bag of nothing known does not convert', 'PCS', [], 'BAG', undefined],
    ['nor does a mass', 'PCS', [is('CASE', 12, 'PCS')], 'KG', undefined],
  ])('%s', (_name, stock, definitions, of, expected) => {
    expect(factor(stock, definitions, of)).toBe(expected);
  });

  it.each([
    ['against what everybody knows', 'KG', [is('G', 2, 'KG')]],
    ['by two of its own', 'PCS', [is('CASE', 12, 'PCS'), is('PALLET', 40, 'CASE'), is('CASE', 13, 'PCS')]],
    ['by way of a dimension', 'PCS', [is('CASE', 10, 'KG'), is('PCS', 1, 'KG'), is('CASE', 12, 'PCS')]],
    ['in a circle that leads elsewhere', 'PCS', [is('CASE', 12, 'PCS'), is('PALLET', 40, 'CASE'), is('PCS', 40, 'PALLET')]],
  ])('a contradiction is found: %s', (_name, stock, definitions) => {
    expect(conversionsOf(stock, definitions, units).contradicted).toBeDefined();
  });

  it('a circle that does not touch the product\'s unit leads nowhere', () => {
    expect(conversionsOf('KG', [is('CASE', 12, 'BAG'), is('BAG', 2, 'CASE')], units).unlinked).toEqual(['CASE', 'BAG']);
  });
});

const factors = fc.tuple(fc.bigInt(1n, 10_000n), fc.bigInt(1n, 10_000n)).map(([a, b]) => ratio(a, b));

describe('conversion', () => {
  it('is exact there and back wherever it lands on a step', () => {
    fc.assert(fc.property(fc.bigInt(0n, 10n ** 15n), factors, fc.integer({ min: 0, max: 6 }), (given, by, places) => {
      const there = convert(given as Quantity, by, places);
      if (!('exact' in there)) return;
      expect(convert(there.exact, inverse(by), 6)).toEqual({ exact: given });
    }), { numRuns: 2000 });
  });

  it('goes through a third unit as it goes at once', () => {
    fc.assert(fc.property(factors, factors, factors, (a, b, c) => {
      expect(isSame(times(times(a, b), c), times(a, times(b, c)))).toBe(true);
      expect(isSame(times(a, inverse(a)), ratio(1n, 1n))).toBe(true);
    }), { numRuns: 2000 });
  });

  it('else lies between the two steps that it names', () => {
    fc.assert(fc.property(fc.bigInt(0n, 10n ** 12n), factors, fc.integer({ min: 0, max: 6 }), (given, by, places) => {
      const there = convert(given as Quantity, by, places);
      if ('exact' in there) return;
      const exact = given * by.numerator;
      expect(there.below * by.denominator < exact && exact < there.above * by.denominator).toBe(true);
      expect(there.above - there.below).toBe(10n ** BigInt(6 - places));
    }), { numRuns: 2000 });
  });

  it('names the nearest quantities that do, and none nearer does', () => {
    fc.assert(fc.property(fc.bigInt(1n, 40n), fc.bigInt(1n, 30n), fc.bigInt(1n, 30n), fc.integer({ min: 0, max: 1 }), (count, n, d, places) => {
      const by = ratio(n, d);
      const given = (count * 1_000_000n) as Quantity;
      if ('exact' in convert(given, by, places)) return;
      const [below, above] = nearestEntered(given, by, places, 0);
      for (let each = below; each <= above; each += 1_000_000n) {
        expect('exact' in convert(each as Quantity, by, places)).toBe(each === below || each === above);
      }
    }), { numRuns: 500 });
  });

  it.each([
    ['HALF_AWAY', '2.5', '3'], ['HALF_AWAY', '2.4', '2'], ['UP', '2.1', '3'], ['UP', '2', '2'], ['DOWN', '2.9', '2'],
  ] as const)('rounds what is computed by the rule of the unit: %s makes %s to %s', (rule, given, expected) => {
    expect(printQuantity(roundedTo(quantity(given), 1n, 0, rule))).toBe(expected);
  });
});

const inPieces: ProductUnits = { productId: 'p', stockUnit: units.get('PCS') as UnitFacts, units, factors: conversionsOf('PCS', [is('CASE', 12, 'PCS'), is('BAG', 3, 'PCS', 2)], units).factors };
const refused = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    if (error instanceof InputRefused) return error.issues[0];
    throw error;
  }
  return undefined;
};

describe('a line typed in another unit', () => {
  it('keeps what was typed and the factor of the day beside the product\'s own quantity', () => {
    expect(takeQuantity(inPieces, { quantity: quantity('2'), unitId: 'CASE' }, ['lines', '0'])).toEqual({
      quantity: quantity('24'), columns: { unitId: 'CASE', entered: quantity('2'), perNumerator: 12n, perDenominator: 1n },
    });
    expect(takeQuantity(inPieces, { quantity: quantity('2'), unitId: 'PCS' }, []).columns.unitId).toBeNull();
  });

  it('is refused where it lands between two pieces, with the quantities that do not', () => {
    expect(refused(() => takeQuantity(inPieces, { quantity: quantity('3'), unitId: 'BAG' }, ['lines', '0']))).toEqual({
      path: ['lines', '0', 'quantity'], code: 'unit_between', facts: { unit: 'BAG', into: 'PCS', below: '2', above: '4' },
    });
    expect(refused(() => takeQuantity(inPieces, { quantity: quantity('1'), unitId: 'BAG' }, []))?.facts).toMatchObject({ above: '2' });
    expect(refused(() => takeQuantity(inPieces, { quantity: quantity('0.5'), unitId: 'CASE' }, []))?.code).toBe('decimal_places');
    expect(refused(() => takeQuantity(inPieces, { quantity: quantity('1'), unitId: 'KG' }, []))?.code).toBe('unit_foreign');
  });

  it('is worth its price a case times its cases to the cent, however the pieces come', () => {
    fc.assert(fc.property(fc.bigInt(1n, 10n ** 12n), fc.bigInt(1n, 500n), fc.bigInt(1n, 10_000n), (price, cases, pieces) => {
      const per = { perNumerator: pieces, perDenominator: 1n };
      const whole = (cases * pieces * 1_000_000n) as Quantity;
      expect(extendEntered(price as UnitPrice, whole, per, 'USD')).toBe(extend(price as UnitPrice, (cases * 1_000_000n) as Quantity, 'USD'));
    }), { numRuns: 2000 });
    // 1,000,000 pieces of cases of three at 1.00: by the piece at 0.33333333 a cent would be lost.
    expect(extendEntered(parseUnitPrice('1') as UnitPrice, quantity('3000000'), { perNumerator: 3n, perDenominator: 1n }, 'USD')).toBe(100_000_000n);
  });
});
