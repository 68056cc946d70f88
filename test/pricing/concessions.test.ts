// How far prices lie below the list prices, and for whom that takes two.
import { describe, expect, test } from 'vitest';
import type { ApprovalLimitRow, PriceListPriceRow, PriceListRow } from '../../server/src/generated/rows.ts';
import { givesMore, greatest, isForTwo, offList, offRows, offWhole, type Listed, type ListFacts } from '../../server/src/pricing/concessions.ts';
import { minor } from '../../server/src/shared/money.ts';
import { parseRate, parseUnitPrice, type Rate, type UnitPrice } from '../../server/src/shared/quantity.ts';
import type { Viewer } from '../../server/src/shared/viewer.ts';

const price = (text: string) => parseUnitPrice(text) as UnitPrice;
const rate = (text: string) => parseRate(text) as Rate;
const given = (text: string, amount: number) => ({ rate: rate(text), amount: minor(amount) });

describe('a price without tax', () => {
  test.each([
    ['below the list price', '7', '10', given('0.3', 300)], ['at it', '10', '10', given('0', 0)], ['above it', '12', '10', given('0', 0)], ['of nothing', '0', '10', given('1', 1000)],
    ['by a third, rounded to six places', '2', '3', given('0.333333', 100)], ['by less than a cent', '9.999', '10', given('0.0001', 0)],
  ] as const)('%s', (_case, own, list, is) => expect(offList(price(own), price(list), 'USD')).toEqual(is));
  test('of what has no list price cannot be told', () => expect([offList(price('7'), null, 'USD'), offList(price('7'), price('0'), 'USD')]).toEqual([null, null]));
});

test('of several the greatest counts, part by part; what cannot be told takes all with it', () => {
  expect(greatest([given('0.1', 500), undefined, given('0.2', 100)])).toEqual(given('0.2', 500));
  expect(greatest([given('0.1', 500), null])).toBeNull();
  expect(greatest([undefined, undefined])).toBeUndefined();
  expect(greatest([])).toBeUndefined();
});

describe('a list', () => {
  const listed: Listed[] = [
    { id: 'tea', templateId: null, categoryId: 'drinks', listPrice: price('10'), taxRate: rate('0.2') }, { id: 'cup', templateId: 'cups', categoryId: null, listPrice: price('4'), taxRate: rate('0') },
    { id: 'mug', templateId: 'cups', categoryId: null, listPrice: price('8'), taxRate: rate('0') },
  ];
  const list = (id: string, more: Partial<PriceListRow> = {}): PriceListRow => ({ id, baseListId: null, currencyCode: 'USD', taxIncluded: false, adjustRate: null, ...more }) as PriceListRow; // what the rule reads
  const row = (more: Partial<PriceListPriceRow>): PriceListPriceRow => ({ priceListId: 'l', productId: null, templateId: null, categoryId: null, unitPrice: null, rate: null, ...more }) as PriceListPriceRow;
  const facts = (lists: PriceListRow[], prices: PriceListPriceRow[] = []): ListFacts => ({ lists, prices, listed, highest: price('20'), companyCode: 'USD' });
  test.each([
    ['a product\'s price', row({ productId: 'tea', unitPrice: price('7') }), {}, given('0.3', 300)], ['a price with tax', row({ productId: 'tea', unitPrice: price('9.6') }), { taxIncluded: true }, given('0.2', 200)],
    ['a template\'s price, beside its dearest variant', row({ templateId: 'cups', unitPrice: price('4') }), {}, given('0.5', 400)], ['a rate off a category', row({ categoryId: 'drinks', rate: rate('0.05') }), {}, given('0.05', 50)],
    ['a rate off everything', row({ rate: rate('0.1') }), {}, given('0.1', 200)], ['a rate on top', row({ rate: rate('-0.1') }), {}, undefined],
    ['a product without a list price', row({ productId: 'new', unitPrice: price('7') }), {}, null], ['another currency', row({ productId: 'tea', unitPrice: price('7') }), { currencyCode: 'EUR' }, null],
  ] as const)('by %s', (_case, one, more, is) => expect(offRows(list('l', more), [one], facts([]))).toEqual(is));
  test('that rests on another gives both rates, and all that it names', () => {
    const base = list('base', { adjustRate: rate('0.1') });
    const own = list('l', { baseListId: 'base', adjustRate: rate('0.1') });
    expect(offWhole(own, facts([own, base]))).toEqual(given('0.19', 380));
    expect(offWhole(own, facts([own, base], [row({ productId: 'tea', unitPrice: price('5') })]))).toEqual(given('0.5', 500));
    expect(offWhole(list('none'), facts([]))).toBeUndefined();
  });
});

describe('who needs a second person', () => {
  const viewer = { id: 'u', role: 'CONTROLLER' } as Viewer; // what the rule reads
  const limit = (amount: number, of: string | null, more: Partial<ApprovalLimitRow> = {}) => [{ kind: 'CUSTOMER_PRICE', role: 'CONTROLLER', userId: null, amountMinor: minor(amount), rate: of === null ? null : rate(of), ...more }] as ApprovalLimitRow[];
  test.each([
    ['within both', given('0.1', 100), limit(100, '0.1'), false], ['beyond the rate', given('0.100001', 100), limit(100, '0.1'), true], ['beyond the amount', given('0.1', 101), limit(100, '0.1'), true],
    ['whatever the rate, where none is told', given('0.9', 100), limit(100, null), false], ['no limit', given('1', 99_999), [], false], ['nothing is given', undefined, limit(0, '0'), false], ['it cannot be told', null, limit(99_999, '1'), true],
    ['the own limit goes before the role\'s', given('0.2', 0), [...limit(0, '0.1'), ...limit(0, '0.3', { userId: 'u', role: null })], false],
  ] as const)('%s', (_case, stake, limits, is) => expect(isForTwo(stake, limits, viewer)).toBe(is));
});

test.each([
  ['a new price', undefined, { unitPrice: '9', taxIncluded: false, validTo: null }, true], ['a lower one', '9', { unitPrice: '8', taxIncluded: false, validTo: null }, true], ['a higher one', '9', { unitPrice: '9.5', taxIncluded: false, validTo: null }, false],
  ['the same until an earlier day', '9', { unitPrice: '9', taxIncluded: false, validTo: '2026-01-31' }, false], ['the same that now holds the tax', '9', { unitPrice: '9', taxIncluded: true, validTo: null }, true],
] as const)('%s gives more than before: said rightly', (_case, before, after, is) =>
  expect(givesMore(before === undefined ? undefined : { unitPrice: price(before), taxIncluded: false, validTo: null }, { ...after, unitPrice: price(after.unitPrice) })).toBe(is));
