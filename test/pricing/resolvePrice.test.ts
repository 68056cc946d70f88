// Which price counts, as a table of cases: one product, prices of every kind.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CustomerPriceRow, PriceListAssignmentRow, PriceListPriceRow, PriceListRow } from '../../server/src/generated/rows.ts';
import { resolvePrice, roundedPrice, type PriceAsked, type PriceFacts } from '../../server/src/pricing/resolvePrice.ts';
import { parseFxRate, parseQuantity, parseRate, parseUnitPrice, printUnitPrice, type FxRate, type Quantity, type Rate, type UnitPrice } from '../../server/src/shared/quantity.ts';
import type { Day } from '../../server/src/shared/time.ts';

const price = (text: string) => parseUnitPrice(text) as UnitPrice;
const rate = (text: string) => parseRate(text) as Rate;
const units = (text: string) => parseQuantity(text) as Quantity;

const list = (id: string, more: Partial<PriceListRow> = {}): PriceListRow => ({
  id, companyId: 'f', name: `List ${id}`, description: null, currencyCode: 'USD', validFrom: null, validTo: null, taxIncluded: false, adjustRate: null, baseListId: null, roundStep: null,
  roundEnding: 0n as UnitPrice, isActive: true, version: 1, ...more,
});
let count = 0;
const row = (priceListId: string, more: Partial<PriceListPriceRow>): PriceListPriceRow => ({
  id: `r${count += 1}`, priceListId, productId: null, templateId: null, categoryId: null, fromQuantity: 0n as Quantity, validFrom: '2026-01-01' as Day, validTo: null, unitPrice: null, rate: null, version: 1, ...more,
});
const at = (priceListId: string, unitPrice: string, more: Partial<PriceListPriceRow> = {}) => row(priceListId, { productId: 'p', unitPrice: price(unitPrice), ...more });
const own = (unitPrice: string, more: Partial<CustomerPriceRow> = {}): CustomerPriceRow => ({
  id: `c${count += 1}`, customerId: 'c', productId: 'p', currencyCode: 'USD', fromQuantity: 0n as Quantity, unitPrice: price(unitPrice), taxIncluded: false, validFrom: '2026-01-01' as Day, validTo: null, note: null, version: 1, ...more,
});
const to = (priceListId: string, more: Partial<PriceListAssignmentRow>): PriceListAssignmentRow => ({ id: `a${count += 1}`, priceListId, customerId: null, groupId: null, channel: null, priority: 1, ...more });

const asked = (more: Partial<PriceAsked> = {}): PriceAsked => ({
  product: { id: 'p', templateId: 't', categoryId: 'k', taxRate: rate('0.16'), listPrice: price('10') }, quantity: units('1'), on: '2026-06-15' as Day, customer: { id: 'c', groupId: 'g' }, channel: 'CONSOLE', ...more,
});
const facts = (more: Partial<PriceFacts> = {}): PriceFacts => ({ customerPrices: [], assignments: [], lists: [], prices: [], ...more });
const priced = (of: PriceFacts, more: Partial<PriceAsked> = {}) => {
  const { taken, candidates } = resolvePrice(asked(more), of);
  return { price: taken?.unitPrice == null ? null : printUnitPrice(taken.unitPrice), by: taken?.origin, not: candidates.filter(({ whyNot }) => whyNot !== null).map(({ whyNot }) => whyNot) };
};

const everything = facts({
  customerPrices: [own('1')], lists: [list('ofC'), list('ofG'), list('ofCh')], prices: [at('ofC', '2'), at('ofG', '3'), at('ofCh', '4')],
  assignments: [to('ofC', { customerId: 'c' }), to('ofG', { groupId: 'g' }), to('ofCh', { channel: 'CONSOLE' })],
});

describe('precedence', () => {
  test.each([
    ['the customer\'s own price goes before all', everything, {}, '1', 'CUSTOMER_PRICE', 4],
    ['then a list of the customer', { ...everything, customerPrices: [] }, {}, '2', 'CUSTOMER_LIST', 3],
    ['then a list of the group', { ...everything, customerPrices: [], assignments: everything.assignments.slice(1) }, {}, '3', 'GROUP_LIST', 2],
    ['then a list of the channel', { ...everything, customerPrices: [], assignments: everything.assignments.slice(2) }, {}, '4', 'CHANNEL_LIST', 1],
    ['then the list price', facts(), {}, '10', 'LIST_PRICE', 0],
    ['nobody in particular has the channel\'s', everything, { customer: null }, '4', 'CHANNEL_LIST', 1],
    ['another channel has none of it', everything, { customer: null, channel: 'API' as const }, '10', 'LIST_PRICE', 0],
    ['a customer without a group has none of the group\'s', { ...everything, customerPrices: [], assignments: everything.assignments.slice(1) }, { customer: { id: 'x', groupId: null } }, '4', 'CHANNEL_LIST', 1],
  ] as const)('%s', (_name, of, more, expected, by, others) => {
    const made = priced(of, more);
    expect(made).toMatchObject({ price: expected, by });
    expect(made.not).toEqual(Array.from({ length: others }, () => 'OUTRANKED'));
  });

  test('of several lists of a customer the lowest priority that has a price counts', () => {
    const two = { lists: [list('a'), list('b')], assignments: [to('a', { customerId: 'c', priority: 2 }), to('b', { customerId: 'c', priority: 1 })] };
    expect(priced(facts({ ...two, prices: [at('a', '5'), at('b', '6')] }))).toMatchObject({ price: '6', by: 'CUSTOMER_LIST' });
    expect(priced(facts({ ...two, prices: [at('a', '5')] }))).toMatchObject({ price: '5' });
  });
});

const one = (prices: PriceListPriceRow[], of: Partial<PriceListRow> = {}) => facts({ lists: [list('l', of)], assignments: [to('l', { customerId: 'c' })], prices });

describe('within a list', () => {
  test.each([
    ['the highest quantity that is reached', [at('l', '9'), at('l', '8', { fromQuantity: units('10') }), at('l', '7', { fromQuantity: units('100') })], '10', '8', ['QUANTITY', 'HIGHER_BREAK']],
    ['the quantity itself counts', [at('l', '9'), at('l', '8', { fromQuantity: units('10') })], '9.999999', '9', ['QUANTITY']],
    ['the latest first day of equal quantities', [at('l', '9'), at('l', '8', { validFrom: '2026-06-01' as Day, validTo: '2026-06-30' as Day })], '1', '8', ['LATER_PRICE']],
    ['a price to come does not', [at('l', '9'), at('l', '8', { validFrom: '2026-06-16' as Day })], '1', '9', ['NOT_YET']],
    ['a price that ended does not', [at('l', '9'), at('l', '8', { validFrom: '2026-06-01' as Day, validTo: '2026-06-14' as Day })], '1', '9', ['OVER']],
    ['the last day still counts', [at('l', '9'), at('l', '8', { validFrom: '2026-06-01' as Day, validTo: '2026-06-15' as Day })], '1', '8', ['LATER_PRICE']],
    ['a higher quantity goes before a later day', [at('l', '8', { fromQuantity: units('10') }), at('l', '9', { validFrom: '2026-06-01' as Day })], '10', '8', ['HIGHER_BREAK']],
    ['the product before its template before its category before all', [row('l', { rate: rate('0.1') }), row('l', { categoryId: 'k', rate: rate('0.2') }), row('l', { templateId: 't', unitPrice: price('6') }), at('l', '5')], '1', '5', ['NARROWER', 'NARROWER', 'NARROWER']],
    ['a narrower price even where a wider one is of more units', [at('l', '5'), row('l', { categoryId: 'k', rate: rate('0.9'), fromQuantity: units('10') })], '20', '5', ['NARROWER']],
  ] as const)('%s', (_name, prices, quantity, expected, not) => {
    const made = priced(one([...prices]), { quantity: units(quantity) });
    expect({ price: made.price, not: made.not.filter((each) => each !== 'OUTRANKED').sort() }).toEqual({ price: expected, not: [...not].sort() });
  });

  test.each([
    ['a rate off the list price', [row('l', { categoryId: 'k', rate: rate('0.15') })], {}, '8.5'],
    ['a rate on top', [row('l', { rate: rate('-0.05') })], {}, '10.5'],
    ['the list as a whole, rounded to 0.05', [], { adjustRate: rate('0.123'), roundStep: price('0.05') }, '8.75'],
    ['the list as a whole, ending in .99', [], { adjustRate: rate('0.2'), roundStep: price('1'), roundEnding: price('0.99') }, '7.99'],
    ['what it names goes before its rate', [at('l', '3')], { adjustRate: rate('0.5') }, '3'],
    ['prices with tax are worked out from one without', [], { adjustRate: rate('0'), taxIncluded: true }, '11.6'],
    ['a list that is not in use has no prices', [at('l', '3')], { isActive: false }, '10'],
    ['nor has one whose days are over', [at('l', '3')], { validTo: '2026-06-14' as Day }, '10'],
  ] as const)('%s', (_name, prices, of, expected) => {
    expect(priced(one([...prices], of)).price).toBe(expected);
  });

  test('rests on another list, and so on', () => {
    const chain = facts({
      lists: [list('top', { baseListId: 'mid', adjustRate: rate('0.1') }), list('mid', { baseListId: 'low', adjustRate: rate('0.5') }), list('low')], prices: [at('low', '8')], assignments: [to('top', { groupId: 'g' })],
    });
    expect(priced(chain)).toMatchObject({ price: '3.6', by: 'GROUP_LIST' });
    expect(priced({ ...chain, prices: [] })).toMatchObject({ price: '10', by: 'LIST_PRICE', not: ['NO_BASE'] });
  });
});

test('without any price it says so', () => {
  expect(priced(facts(), { product: { ...asked().product, listPrice: null } })).toEqual({ price: null, by: undefined, not: ['NONE'] });
});

test('exactly one candidate counts, or none, in whatever order the prices come', () => {
  const rows = fc.array(fc.record({ unitPrice: fc.integer({ min: 1, max: 99 }), from: fc.constantFrom(0, 5, 10), day: fc.constantFrom('2026-01-01', '2026-06-01', '2026-07-01'), wide: fc.boolean() }), { maxLength: 12 });
  fc.assert(fc.property(rows, fc.integer({ min: 1, max: 20 }), (drawn, quantity) => {
    const keyed = new Map(drawn.map((each) => [`${each.from} ${each.day} ${each.wide}`, each]));
    const prices = [...keyed.values()].map((each, index) => row('l', { id: `x${index}`, fromQuantity: units(String(each.from)), validFrom: each.day as Day, ...(each.wide ? { categoryId: 'k', rate: rate('0.1') } : { productId: 'p', unitPrice: price(String(each.unitPrice)) }) }));
    const more = { quantity: units(String(quantity)) };
    const { candidates, taken } = resolvePrice(asked(more), one(prices));
    expect(candidates.filter(({ whyNot }) => whyNot === null)).toEqual([taken]);
    expect(priced(one(prices.toReversed()), more)).toMatchObject({ price: printUnitPrice(taken?.unitPrice as UnitPrice), by: taken?.origin });
  }));
});

test.each([['4.20', '0.05', '0', '4.2'], ['4.225', '0.05', '0', '4.25'], ['4.48', '1', '0.99', '3.99'], ['4.49', '1', '0.99', '4.99'], ['0.10', '1', '0.99', '0.99'], ['12.34', '5', '0', '10']])(
  '%s rounded to %s with the ending %s is %s', (exact, step, ending, expected) => {
    expect(printUnitPrice(roundedPrice(price(exact), { roundStep: price(step), roundEnding: price(ending) }))).toBe(expected);
  });

describe('in a currency', () => {
  const euro = { currencyCode: 'EUR', companyCode: 'USD', rate: parseFxRate('1.25') as FxRate, convertsPrices: true };
  const lists = facts({ lists: [list('ofC'), list('ofG', { currencyCode: 'EUR' }), list('ofCh', { currencyCode: 'JPY' })], prices: [at('ofC', '2'), at('ofG', '3'), at('ofCh', '4')], assignments: everything.assignments });
  const whys = (money: PriceAsked['money']) => {
    const { taken, candidates } = resolvePrice(asked({ money }), lists);
    return [taken?.unitPrice == null ? null : printUnitPrice(taken.unitPrice), ...candidates.map(({ whyNot, otherCurrency }) => (otherCurrency ? `${whyNot} ${otherCurrency}` : whyNot))];
  };
  test.each([
    ['a price in it goes before converted ones', euro, ['3', 'CONVERTED', null, 'CURRENCY JPY', 'CONVERTED']],
    ['where nothing is converted, others do not count', { ...euro, convertsPrices: false }, ['3', 'CURRENCY USD', null, 'CURRENCY JPY', 'CURRENCY USD']],
    ['company money leaves other currencies out', { ...euro, currencyCode: 'USD', rate: null }, ['2', null, 'CURRENCY EUR', 'CURRENCY JPY', 'OUTRANKED']],
    ['in a third, company money is converted by precedence', { ...euro, currencyCode: 'KWD' }, ['1.6', null, 'CURRENCY EUR', 'CURRENCY JPY', 'OUTRANKED']],
  ] as const)('%s', (_name, money, expected) => expect(whys(money)).toEqual(expected));
});
