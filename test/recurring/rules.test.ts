// The periods of contracts, and what a part of one costs.
import { describe, expect, test } from 'vitest';
import { chargesOf, monthly, monthsIn, nextBilling, periodAfter, periodOf, raisedPrice, unpaused, type Line, type Terms } from '../../server/src/recurring/rules.ts';
import { minor } from '../../server/src/shared/money.ts';
import { parseQuantity, parseRate, parseUnitPrice, type Quantity, type Rate, type UnitPrice } from '../../server/src/shared/quantity.ts';
import type { Day } from '../../server/src/shared/time.ts';

const d = (text: string) => text as Day;
const terms = (more: Partial<Terms> = {}): Terms => ({ every: 'MONTH', intervals: 1, anchorOn: d('2026-01-01'), startsOn: d('2026-01-01'), endsOn: null, timing: 'ADVANCE', proratesEnds: true, raiseRate: null, ...more });
const line = (more: Partial<Line> = {}): Line => ({
  id: 'a', no: 1, validFrom: d('2000-01-01'), validTo: null, productId: null, description: 'Rent', accountId: null, taxCodeId: null, quantity: parseQuantity('1') as Quantity, unitPrice: parseUnitPrice('310') as UnitPrice,
  priceFrom: d('2026-01-01'), discountRate: 0n as Rate, ...more,
});
const rate = (text: string) => parseRate(text) as Rate;
const nets = (of: Terms, lines: Line[], day: string, pauses: { fromOn: Day; toOn: Day | null }[] = []) => {
  const period = periodOf(of, d(day));
  return period ? chargesOf(of, lines, pauses, period, 'USD', () => undefined).charges.map((each) => Number(each.net)) : null;
};

describe('a period', () => {
  test.each<[string, Partial<Terms>, string, [string, string] | null]>([
    ['of a month', {}, '2026-02-10', ['2026-02-01', '2026-02-28']],
    ['from the 31st: the last of a shorter month', { anchorOn: d('2026-01-31'), startsOn: d('2026-01-31') }, '2026-02-28', ['2026-02-28', '2026-03-30']],
    ['from the 31st: of the month after that the 31st again', { anchorOn: d('2026-01-31'), startsOn: d('2026-01-31') }, '2026-04-01', ['2026-03-31', '2026-04-29']],
    ['of a leap year', { every: 'YEAR', anchorOn: d('2024-02-29'), startsOn: d('2024-02-29') }, '2027-06-01', ['2027-02-28', '2028-02-28']],
    ['of a quarter', { every: 'QUARTER' }, '2026-05-05', ['2026-04-01', '2026-06-30']],
    ['of two weeks', { every: 'WEEK', intervals: 2, anchorOn: d('2026-01-05'), startsOn: d('2026-01-05') }, '2026-01-19', ['2026-01-19', '2026-02-01']],
    ['of ten days', { every: 'DAY', intervals: 10 }, '2026-01-10', ['2026-01-01', '2026-01-10']],
    ['that begins within it', { startsOn: d('2026-01-20') }, '2026-01-25', ['2026-01-20', '2026-01-31']],
    ['that begins before the anchor', { anchorOn: d('2026-02-01'), startsOn: d('2026-01-20') }, '2026-01-25', ['2026-01-20', '2026-01-31']],
    ['that ends within it', { endsOn: d('2026-03-10') }, '2026-03-05', ['2026-03-01', '2026-03-10']],
    ['before the contract', {}, '2025-12-31', null],
    ['after the contract', { endsOn: d('2026-03-10') }, '2026-03-11', null],
  ])('%s', (_case, more, on, expected) => {
    const period = periodOf(terms(more), d(on));
    expect(period ? [period.from, period.to] : null).toEqual(expected);
  });

  test('follows the one before without a gap', () => {
    const of = terms({ anchorOn: d('2026-01-31'), startsOn: d('2026-01-10') });
    let period = periodOf(of, d('2026-01-10'));
    for (let turn = 0; turn < 30 && period; turn += 1) {
      const next = periodAfter(of, period);
      expect(next?.from).toBe(new Date(Date.parse(period.to) + 86_400_000).toISOString().slice(0, 10));
      period = next;
    }
    expect.assertions(30);
  });

  test('is invoiced on its first day, or on the day after its last', () => {
    expect(nextBilling(terms(), d('2026-03-01'))).toEqual({ nextFrom: '2026-03-01', nextOn: '2026-03-01' });
    expect(nextBilling(terms({ timing: 'ARREARS', endsOn: d('2026-03-10') }), d('2026-03-01'))).toEqual({ nextFrom: '2026-03-01', nextOn: '2026-03-11' });
    expect(nextBilling(terms({ endsOn: d('2026-02-28') }), d('2026-03-01'))).toEqual({ nextFrom: null, nextOn: null });
  });
});

describe('a period costs', () => {
  test.each<[string, Terms, Line[], string, { fromOn: Day; toOn: Day | null }[], number[]]>([
    ['its price', terms(), [line()], '2026-01-01', [], [310_00]],
    ['its price in a short month, too', terms(), [line()], '2026-02-01', [], [310_00]],
    ['by day, where it begins within it', terms({ startsOn: d('2026-01-22') }), [line()], '2026-01-22', [], [100_00]],
    ['by day, where it ends within it', terms({ endsOn: d('2026-01-10') }), [line()], '2026-01-05', [], [100_00]],
    ['whole, where parts are not prorated', terms({ startsOn: d('2026-01-22'), proratesEnds: false }), [line()], '2026-01-22', [], [310_00]],
    ['by day, where a pause lies in it', terms(), [line()], '2026-01-01', [{ fromOn: d('2026-01-11'), toOn: d('2026-01-20') }], [210_00]],
    ['nothing, where it is paused', terms(), [line()], '2026-01-01', [{ fromOn: d('2025-12-20'), toOn: null }], []],
    ['two prices, where one changes within it', terms(), [line({ validTo: d('2026-01-10') }), line({ id: 'b', validFrom: d('2026-01-11'), unitPrice: parseUnitPrice('620') as UnitPrice })], '2026-01-01', [], [100_00, 420_00]],
    ['less its discount', terms(), [line({ discountRate: rate('0.1') })], '2026-01-01', [], [279_00]],
  ])('%s', (_case, of, lines, on, pauses, expected) => { expect(nets(of, lines, on, pauses)).toEqual(expected); });

  test('as much in two parts as whole, to the cent', () => {
    for (let day = 1; day < 31; day += 1) {
      const text = (n: number) => d(`2026-01-${String(n).padStart(2, '0')}`);
      const both = nets(terms(), [line({ unitPrice: parseUnitPrice('99.99') as UnitPrice, validTo: text(day) }), line({ id: 'b', unitPrice: parseUnitPrice('99.99') as UnitPrice, validFrom: text(day + 1) })], '2026-01-01');
      expect(both?.reduce((a, b) => a + b, 0)).toBe(99_99);
    }
  });
});

test('a price rises once for each whole year that it holds', () => {
  const price = parseUnitPrice('100') as UnitPrice;
  expect(['2026-12-31', '2027-01-01', '2029-05-01'].map((on) => raisedPrice(price, d('2026-01-01'), rate('0.1'), d(on)))).toEqual(['100', '110', '133.1'].map((text) => parseUnitPrice(text)));
});

test('what is paused is cut out of a span', () => {
  expect(unpaused({ from: d('2026-01-01'), to: d('2026-01-31') }, [{ fromOn: d('2026-01-05'), toOn: d('2026-01-06') }, { fromOn: d('2026-01-20'), toOn: null }]))
    .toEqual([{ from: '2026-01-01', to: '2026-01-04' }, { from: '2026-01-07', to: '2026-01-19' }]);
});

test('the days of a period by month', () => {
  expect(monthsIn({ from: d('2026-01-20'), to: d('2026-03-05') })).toEqual([{ month: '2026-01-01', days: 12 }, { month: '2026-02-01', days: 28 }, { month: '2026-03-01', days: 5 }]);
});

test.each<[Terms['every'], number, number]>([['MONTH', 1, 1200], ['MONTH', 3, 400], ['QUARTER', 1, 400], ['YEAR', 1, 100], ['WEEK', 1, 5214], ['DAY', 1, 36500]])('12.00 each %s (%i) is a month', (every, intervals, expected) => {
  expect(monthly({ every, intervals }, minor(1200))).toBe(BigInt(expected));
});
