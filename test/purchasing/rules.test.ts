import { describe, expect, test } from 'vitest';
import type { SupplierPriceRow } from '../../server/src/generated/rows.ts';
import { lineDeviations } from '../../server/src/purchasing/deviations.ts';
import { lastPrice, nextBreak, orderable, otherQuantities, priceAt, type SupplyTerms } from '../../server/src/purchasing/prices.ts';
import { isInspected, mostToCome, toleratedOver } from '../../server/src/purchasing/receivingRules.ts';
import { parseQuantity, parseUnitPrice, printQuantity, printUnitPrice, units, type Quantity, type Rate, type UnitPrice } from '../../server/src/shared/quantity.ts';
import type { Day } from '../../server/src/shared/time.ts';

const q = (text: string) => parseQuantity(text) as Quantity;
const p = (text: string) => parseUnitPrice(text) as UnitPrice;
const day = (text: string) => text as Day;
const price = (from: string, unitCost: string, validFrom: string | null = null, validTo: string | null = null): SupplierPriceRow =>
  ({ id: `${from} ${unitCost}`, supplierProductId: 's', minimumQuantity: q(from), unitCost: p(unitCost), validFrom: validFrom as Day | null, validTo: validTo as Day | null });
const terms = (more: Partial<SupplyTerms> = {}): SupplyTerms => ({
  id: 't', supplierId: 's', productId: 'p', currencyCode: 'USD', unitCost: p('5'), leadTimeDays: 7, isPreferred: true, supplierSku: null, minimumQuantity: null,
  orderMultiple: null, validFrom: null, validTo: null, version: 1, prices: [], ...more,
});

describe('the price of a supplier', () => {
  const prices = [price('10', '4.5'), price('100', '4', '2026-02-01', '2026-02-28'), price('10', '4.2', '2026-03-01'), price('0', '4.9', '2026-01-10', '2026-01-20')];
  test.each([
    ['below the first break the list price counts', '9', '2026-02-10', '5', 'LIST'],
    ['at a break its price', '10', '2026-02-10', '4.5', 'BREAK'],
    ['at the greatest quantity reached', '250', '2026-02-10', '4', 'BREAK'],
    ['after the last day of a break the smaller one counts', '250', '2026-03-05', '4.2', 'BREAK'],
    ['of two from the same quantity, the one that began last', '10', '2026-03-01', '4.2', 'BREAK'],
    ['the last day still counts', '100', '2026-02-28', '4', 'BREAK'],
    ['an offer for some days takes the place of the list price', '1', '2026-01-15', '4.9', 'BREAK'],
  ])('%s', (_why, quantity, on, unitCost, source) => {
    const found = priceAt(terms({ prices }), q(quantity), day(on));
    expect(found && { unitCost: printUnitPrice(found.unitCost), source: found.source }).toEqual({ unitCost, source });
  });

  test('is none before and after its days, and the last that held is still known', () => {
    const expired = terms({ validFrom: day('2026-01-01'), validTo: day('2026-01-31') });
    expect(priceAt(expired, units(1), day('2025-12-31'))).toBeUndefined();
    expect(priceAt(expired, units(1), day('2026-02-01'))).toBeUndefined();
    expect(lastPrice(expired, units(1))?.validTo).toBe('2026-01-31');
    expect(nextBreak(terms({ prices }), units(9), day('2026-02-10'))?.from).toBe(q('10'));
    expect(nextBreak(terms({ prices }), units(300), day('2026-02-10'))).toBeUndefined();
  });
});

describe('the quantities that a supplier delivers', () => {
  test.each([
    ['any', null, null, '7', null],
    ['at least ten: seven is not', '10', null, '7', { lower: null, upper: '10' }],
    ['at least ten: ten is', '10', null, '10', null],
    ['dozens: thirteen is between two', null, '12', '13', { lower: '12', upper: '24' }],
    ['dozens: five has nothing below', null, '12', '5', { lower: null, upper: '12' }],
    ['dozens, at least twenty: the next whole dozen', '20', '12', '3', { lower: null, upper: '24' }],
    ['dozens, at least twenty: twelve is too few', '20', '12', '12', { lower: null, upper: '24' }],
    ['quarters of a kilogram', null, '0.25', '1.3', { lower: '1.25', upper: '1.5' }],
  ])('%s', (_why, minimum, multiple, quantity, expected) => {
    const rule = { minimumQuantity: minimum ? q(minimum) : null, orderMultiple: multiple ? q(multiple) : null };
    const found = otherQuantities(rule, q(quantity));
    expect(found && { lower: found.lower === null ? null : printQuantity(found.lower), upper: printQuantity(found.upper) }).toEqual(expected);
    expect(otherQuantities(rule, orderable(rule, q(quantity)))).toBeNull();
  });
});

describe('a line that is not as its supplier sells', () => {
  const asked = { on: day('2026-02-10'), productName: 'Tea' };
  const line = (more = {}) => ({ productId: 'p', quantity: units(12), unitCost: p('5'), currencyCode: 'USD', quotedCost: null, quotedCurrencyCode: null, priceSource: 'LIST' as const, priceValidTo: null, ...more });
  const codes = (of: Parameters<typeof lineDeviations>[0], by: SupplyTerms | undefined, more = {}) => lineDeviations(of, by, { ...asked, ...more }).map(({ kind }) => kind.code);
  test('is told with all that deviates', () => {
    expect(codes(line(), terms())).toEqual([]);
    expect(codes(line({ unitCost: p('4.99') }), terms())).toEqual(['SUPPLIER_PRICE_DIFFERS']);
    expect(codes(line(), terms({ validTo: day('2026-02-09') }))).toEqual(['SUPPLIER_PRICE_EXPIRED']);
    expect(codes(line({ quantity: units(7) }), terms({ orderMultiple: units(6) }))).toEqual(['SUPPLIER_QUANTITY']);
    expect(codes(line({ quantity: units(7), unitCost: p('1') }), terms({ orderMultiple: units(6) }))).toEqual(['SUPPLIER_PRICE_DIFFERS', 'SUPPLIER_QUANTITY']);
    expect(codes(line({ unitCost: p('1') }), undefined)).toEqual([]);
  });
  test('keeps a quoted price until its own day', () => {
    const quoted = line({ unitCost: p('1'), priceSource: 'QUOTE', priceValidTo: day('2026-02-10') });
    expect(codes(quoted, terms())).toEqual([]);
    expect(codes(quoted, terms(), { on: day('2026-02-11') })).toEqual(['SUPPLIER_PRICE_EXPIRED']);
  });
  test('is compared in what the supplier asks it in, whatever the rates', () => {
    const foreign = terms({ currencyCode: 'EUR' });
    expect(codes(line({ currencyCode: 'EUR' }), foreign)).toEqual([]);
    expect(codes(line({ unitCost: p('5.5'), quotedCost: p('5'), quotedCurrencyCode: 'EUR' }), foreign)).toEqual([]);
    expect(codes(line({ unitCost: p('5.5'), quotedCost: p('4.9'), quotedCurrencyCode: 'EUR' }), foreign)).toEqual(['SUPPLIER_PRICE_DIFFERS']);
    expect(codes(line(), foreign)).toEqual(['SUPPLIER_PRICE_DIFFERS']);
  });
});

describe('rules of receiving', () => {
  const rate = (text: string) => BigInt(Math.round(Number(text) * 1_000_000)) as Rate;
  const rule = (supplierId: string | null, productId: string | null, more: { inspects?: boolean; overRate?: Rate; overQuantity?: Quantity }) =>
    ({ supplierId, productId, inspects: null, overRate: null, overQuantity: null, ...more });
  const rules = [
    rule(null, null, { overRate: rate('0.1') }), rule('s', null, { inspects: true, overQuantity: units(3) }), rule(null, 'p', { inspects: false }),
    rule('s', 'p', { overRate: rate('0.5'), overQuantity: units(4) }),
  ];
  test('the narrowest that says something about a matter decides it', () => {
    expect(isInspected(rules, 's', 'other')).toBe(true);
    expect(isInspected(rules, 's', 'p')).toBe(false);
    expect(isInspected(rules, 'x', 'y')).toBe(false);
  });
  test.each([
    ['of all: a tenth', 'x', 'y', '25', 0, '2'],
    ['of all: a tenth, in grams', 'x', 'y', '0.025', 3, '0.002'],
    ['of the supplier: three units, whatever was ordered', 's', 'other', '5', 0, '3'],
    ['of the supplier\'s product: half, at most four', 's', 'p', '6', 0, '3'],
    ['of the supplier\'s product: half, at most four of many', 's', 'p', '100', 0, '4'],
  ])('tolerate more %s', (_why, supplierId, productId, ordered, decimals, over) => {
    const tolerated = toleratedOver(rules, supplierId, productId, q(ordered), decimals);
    expect(printQuantity(tolerated)).toBe(over);
    expect(mostToCome({ quantity: q(ordered), received: q(ordered) }, tolerated)).toBe(tolerated);
  });
});
