import { describe, expect, test } from 'vitest';
import { toApiFilter } from '../../admin/src/data/filter.ts';
import { presetRange } from '../../admin/src/data/presets.ts';
import { parseDay } from '../../admin/src/shared/days.ts';
import { csvCell } from '../../admin/src/shared/list/csvCell.ts';
import { moneyText, parseDecimal, shiftPoint, tellOwnCurrency } from '../../admin/src/shared/numbers.ts';

describe('a decimal as people type it', () => {
  test.each([
    ['1,234.5', '1234.5'],
    ['۱۲۳٫۴۵', '123.45'],
    ['١٬٢٣٤٫٥', '1234.5'],
    ['1 234', '1234'],
    ['(12.50)', '-12.50'],
    ['-5', '-5'],
    ['5-', '-5'],
    ['−0.1', '-0.1'],
    ['-0', '0'],
    ['007', '7'],
    ['.5', '0.5'],
    ['12345678901234567890.123456', '12345678901234567890.123456'],
  ])('%s is %s', (typed, decimal) => expect(parseDecimal(typed, 'en')).toBe(decimal));

  test.each(['', 'abc', '1.2.3', '.', '12a', '1e5'])('%j is no number', (typed) => expect(parseDecimal(typed, 'en')).toBeUndefined());

  test('the comma is the point where it is so in the language', () => expect(parseDecimal('1.234,50', 'de')).toBe('1234.50'));
});

test.each([
  ['8.25', -2, '0.0825'],
  ['0.0825', 2, '8.25'],
  ['100', -2, '1'],
  ['-5', -2, '-0.05'],
  ['1', 2, '100'],
  ['0', -2, '0'],
])('%s moved by %i places is %s', (value, places, moved) => expect(shiftPoint(value, places)).toBe(moved));

test('money keeps every digit, however large', () => {
  expect(moneyText({ amount: '9007199254740993.01', currencyCode: 'USD' })).toBe('$9,007,199,254,740,993.01');
});

test.each([
  ['USD', 'CAD', 'CA$40.00'], ['USD', 'USD', '$40.00'], ['USD', 'EUR', '€40.00'], ['CAD', 'CAD', '$40.00'], ['CAD', 'USD', 'USD\u00A040.00'], ['EUR', 'USD', '$40.00'], ['EUR', 'CAD', 'CA$40.00'],
])('in books of %s an amount of %s is %s: no two currencies bear the same sign', (own, currencyCode, text) => {
  tellOwnCurrency(own);
  expect(moneyText({ amount: '40', currencyCode })).toBe(text);
  tellOwnCurrency(undefined);
});

describe('a day as people type it', () => {
  const today = '2026-11-22';
  test.each([
    ['2026-12-16', '2026-12-16'],
    ['16.12.2026', '2026-12-16'],
    ['16/12/26', '2026-12-16'],
    ['16 Dec 2026', '2026-12-16'],
    ['1 March', '2026-03-01'],
    ['+30', '2026-12-22'],
    ['-22', '2026-10-31'],
  ])('%s is %s', (typed, day) => expect(parseDay(typed, today)).toBe(day));
  test.each(['', '31.02.2026', '2026-13-01', 'soon'])('%j is no day', (typed) => expect(parseDay(typed, today)).toBeUndefined());
});

describe('relative days, seen from 22 November 2026', () => {
  test.each([
    ['thisMonth', { from: '2026-11-01', to: '2026-11-30' }],
    ['lastMonth', { from: '2026-10-01', to: '2026-10-31' }],
    ['thisQuarter', { from: '2026-10-01', to: '2026-12-31' }],
    ['lastQuarter', { from: '2026-07-01', to: '2026-09-30' }],
    ['lastYear', { from: '2025-01-01', to: '2025-12-31' }],
    ['untilYesterday', { to: '2026-11-21' }],
    ['next7Days', { from: '2026-11-22', to: '2026-11-29' }],
  ] as const)('%s', (preset, range) => expect(presetRange(preset, '2026-11-22')).toEqual(range));
});

test('the short forms of a filter in the URL become the filter of the API', () => {
  const filter = { status: ['OVERDUE'], dueOn: { preset: 'yesterday' }, search: 'acme', customer: { is: 'x' }, city: undefined };
  expect(toApiFilter(filter, '2026-11-22')).toEqual({
    status: { in: ['OVERDUE'] },
    dueOn: { from: '2026-11-21', to: '2026-11-21' },
    search: 'acme',
    customer: { is: 'x' },
  });
});

test.each([
  ['=1+1', "'=1+1"],
  ['+49 30', "'+49 30"],
  ['-12.50', '-12.50'],
  ['@sum', "'@sum"],
  ['a,b', '"a,b"'],
  ['say "hi"', '"say ""hi"""'],
])('in a file %s is written as %s', (text, cell) => expect(csvCell(text)).toBe(cell));
