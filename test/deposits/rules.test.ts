// How much of a deposit each invoice takes, and how much of it is tax.
import { describe, expect, test } from 'vitest';
import { depositShares, depositTaxes, isDueOnReceipt } from '../../server/src/deposits/rules.ts';
import { taxesOf } from '../../server/src/payments/heldTax.ts';
import { minor } from '../../server/src/shared/money.ts';

const claims = (...amounts: number[]) => amounts.map((amount) => ({ total: minor(amount), open: minor(amount) }));

describe('invoices take of a deposit', () => {
  test.each<[string, number, number[], number, number[]]>([
    ['all of it, where all is invoiced at once', 300_00, [1000_00], 0, [300_00]],
    ['a third, where a third is invoiced', 300_00, [333_00], 666_00, [100_00]],
    ['parts that sum to the whole', 100_00, [333_33, 333_33, 333_34], 0, [33_33, 33_33, 33_34]],
    ['the cent that is over by the largest remainder', 1, [200, 100], 0, [1, 0]],
    ['nothing, where nothing is held', 0, [500], 0, [0]],
    ['never more than is open', 300_00, [100_00], 0, [100_00]],
  ])('%s', (_case, held, amounts, later, taken) => {
    expect(depositShares(minor(held), claims(...amounts), minor(later))).toEqual(taken.map(BigInt));
  });
});

describe('tax is due on receipt', () => {
  const rules = [{ country: null, taxCodeId: null, isDue: false }, { country: 'Germany', taxCodeId: null, isDue: true }, { country: 'Germany', taxCodeId: 'zero', isDue: false }, { country: null, taxCodeId: 'books', isDue: true }];
  test.each([
    ['Germany', 'full', true], ['germany', 'full', true], ['Germany', 'zero', false], ['France', 'full', false], ['France', 'books', true], [null, 'full', false], ['Germany', 'books', true],
  ])('of %s, code %s: %s', (country, code, due) => { expect(isDueOnReceipt(rules, country, code)).toBe(due); });
  test('nowhere, where nothing is said', () => { expect(isDueOnReceipt([], 'Germany', 'full')).toBe(false); });

  test('a deposit is for each tax code by what that comes to', () => {
    const parts = [{ taxCodeId: 'full', total: minor(120_00), tax: minor(20_00) }, { taxCodeId: 'low', total: minor(105_00), tax: minor(5_00) }, { taxCodeId: null, total: minor(15_00), tax: minor(0) }];
    expect(depositTaxes(minor(120_00), parts, () => true)).toEqual([{ taxCodeId: 'full', net: '5000', tax: '1000' }, { taxCodeId: 'low', net: '5000', tax: '250' }]);
    expect(depositTaxes(minor(120_00), parts, (code) => code === 'low')).toEqual([{ taxCodeId: 'low', net: '5000', tax: '250' }]);
    expect(depositTaxes(minor(120_00), parts, () => false)).toBeNull();
  });

  test('the tax of what is held is all of it when all is held, and none when nothing is', () => {
    const item = { amountMinor: minor(-100_00), taxes: [{ taxCodeId: 'full', net: '8403', tax: '1597' }] };
    expect(taxesOf(item, minor(100_00), minor(100_00))).toEqual([{ taxCodeId: 'full', net: 8403n, tax: 1597n, companyNet: 8403n, companyTax: 1597n }]);
    expect(taxesOf(item, minor(33_33), minor(33_33))).toEqual([{ taxCodeId: 'full', net: 2800n, tax: 532n, companyNet: 2800n, companyTax: 532n }]);
    expect(taxesOf(item, minor(0), minor(0))).toEqual([{ taxCodeId: 'full', net: 0n, tax: 0n, companyNet: 0n, companyTax: 0n }]);
    // In another currency: its part of what is held in the books, whatever rates that came at.
    expect(taxesOf(item, minor(33_33), minor(40_01))).toEqual([{ taxCodeId: 'full', net: 2800n, tax: 532n, companyNet: 3361n, companyTax: 638n }]);
  });
});
