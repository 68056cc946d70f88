import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ListPriceRow } from '../../server/src/generated/rows.ts';
import { lineAmounts } from '../../server/src/pricing/lineAmounts.ts';
import { demandEnd, demandFreeSpan, priceOn } from '../../server/src/pricing/rules.ts';
import { parseQuantity, parseRate, parseUnitPrice, type Quantity, type Rate, type UnitPrice } from '../../server/src/shared/quantity.ts';
import { Refusal } from '../../server/src/shared/refusal.ts';
import type { Day } from '../../server/src/shared/time.ts';

const codeOf = (run: () => unknown): string | undefined => {
  try {
    run();
    return undefined;
  } catch (error) {
    return error instanceof Refusal ? error.kind.code : String(error);
  }
};

describe('the amounts of a line', () => {
  const amounts = (price: string, quantity: string, discount: string, tax = '0', currencyCode = 'USD') => {
    const made = lineAmounts({ unitPrice: parseUnitPrice(price) as UnitPrice, quantity: parseQuantity(quantity) as Quantity,
      discountRate: parseRate(discount) as Rate, taxRate: parseRate(tax) as Rate, currencyCode });
    return [made.gross, made.discount, made.net, made.tax].map(Number);
  };
  test.each([
    ['14', '12', '0', '0', [16800, 0, 16800, 0]],
    ['42.4', '35', '0.15', '0', [148400, 22260, 126140, 0]],
    ['0.005', '1', '0', '0', [1, 0, 1, 0]], // half away from zero
    ['7.45', '5', '0.05', '0', [3725, 186, 3539, 0]], // net 35.3875 is rounded, the discount is what is left
    ['10', '1', '0', '0.16', [1000, 0, 1000, 160]],
    ['0.03', '1', '0', '0.15', [3, 0, 3, 0]], // tax of 0.45 cents
    ['10', '3', '1', '0.16', [3000, 3000, 0, 0]],
  ])('%s × %s less %s taxed %s are %j', (price, quantity, discount, tax, expected) => {
    expect(amounts(price, quantity, discount, tax)).toEqual(expected);
  });
  test('a currency without cents is rounded to whole units', () => {
    expect(amounts('10.5', '1', '0', '0', 'JPY')).toEqual([11, 0, 11, 0]);
  });
  test('the discount is always what gross and net differ by, and never more than gross', () => {
    fc.assert(fc.property(fc.bigInt(0n, 10n ** 12n), fc.bigInt(1n, 10n ** 11n), fc.bigInt(0n, 1_000_000n), fc.bigInt(0n, 1_000_000n), (price, quantity, discount, tax) => {
      const made = lineAmounts({ unitPrice: price as UnitPrice, quantity: quantity as Quantity, discountRate: discount as Rate, taxRate: tax as Rate, currencyCode: 'USD' });
      expect(made.gross - made.discount).toBe(made.net);
      expect(made.net >= 0n && made.net <= made.gross && made.tax <= made.net).toBe(true);
    }));
  });
});

describe('list prices', () => {
  const price = (validFrom: string, validTo: string | null) =>
    ({ id: validFrom, productId: 'p', currencyCode: 'USD', unitPrice: 100n as UnitPrice, validFrom: validFrom as Day, validTo: validTo as Day | null, isInherited: false, version: 1 }) satisfies ListPriceRow;
  const span = (validFrom: string, validTo: string | null = null) => ({ validFrom: validFrom as Day, validTo: validTo as Day | null });
  const first = price('2026-01-01', '2026-03-31');
  const open = price('2026-04-01', null);
  test.each([
    ['before everything', span('2025-01-01', '2025-12-31'), false, undefined],
    ['over the first day of one', span('2025-06-01', '2026-01-01'), false, 'PRICE_OVERLAP'],
    ['within one', span('2026-02-01', '2026-02-02'), false, 'PRICE_OVERLAP'],
    ['from a day of the open one', span('2026-06-01'), false, 'PRICE_OVERLAP'],
    ['from a day of the open one, which ends the day before', span('2026-06-01'), true, undefined],
    ['from the day of the open one', span('2026-04-01'), true, 'PRICE_OVERLAP'],
    ['ending before it begins', span('2027-01-02', '2027-01-01'), false, 'INPUT_INVALID'],
  ])('a price %s', (_case, wanted, endsCurrent, code) => {
    expect(codeOf(() => demandFreeSpan('Chai', [first, open], wanted, endsCurrent))).toBe(code);
  });
  test('the price of a day is that whose span holds it', () => {
    expect(['2025-12-31', '2026-01-01', '2026-03-31', '2026-04-01', '2030-01-01'].map((day) => priceOn([first, open], day as Day)?.id))
      .toEqual([undefined, '2026-01-01', '2026-01-01', '2026-04-01', '2026-04-01']);
  });
  test.each([['2026-03-31', undefined], ['2026-05-31', undefined]])('an open price may end on any day from its first (%s)', (day, code) => {
    expect(codeOf(() => demandEnd(price('2026-01-01', null), day as Day))).toBe(code);
  });
  test('a price does not end before it begins nor later than it already does', () => {
    expect(codeOf(() => demandEnd(first, '2025-12-31' as Day))).toBe('INPUT_INVALID');
    expect(codeOf(() => demandEnd(first, '2026-04-01' as Day))).toBe('PRICE_ENDED');
  });
});
