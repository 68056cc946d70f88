import { describe, expect, test } from 'vitest';
import { generate } from './labelled/generate.ts';
import { multiplied, northwindSet, onlineRetailSet } from './labelled/invoices.ts';
import { noiseRates } from './labelled/noise.ts';
import { currencyRates, otherCurrencyOf } from './labelled/otherCurrency.ts';
import { feeRates, returnFeesOf } from './labelled/returnFees.ts';

describe('the labelled set of statement lines', () => {
  const sets = [northwindSet(), onlineRetailSet()];

  test('is made of the real orders, and is the same for a seed', () => {
    expect(sets[0]?.invoices).toHaveLength(830);
    expect(sets[0]?.invoices[0]).toMatchObject({ number: 'INV-1996-00001', customer: 'VINET', issuedOn: '1996-07-04', amountMinor: 47238n });
    expect(sets[1]?.invoices.length).toBeGreaterThan(10);
    for (const set of sets) expect(generate(set, 7)).toEqual(generate(set, 7));
  });

  test('has every class of noise, about as often as its rates say', () => {
    expect(Object.values(noiseRates).reduce((sum, rate) => sum + Math.round(rate * 100), 0)).toBe(100);
    const { lines } = generate(multiplied(northwindSet(), 20_000), 1);
    for (const [noise, rate] of Object.entries(noiseRates)) {
      const share = lines.filter((line) => line.noise === noise).length / lines.length;
      expect(share, noise).toBeGreaterThan(rate * 0.6);
      expect(share, noise).toBeLessThan(rate * 1.5 + 0.02);
    }
  });

  test('never labels more than a line brings, nor pays an invoice twice', () => {
    for (const set of sets) {
      const { lines } = generate(set, 3);
      const amounts = new Map(set.invoices.map(({ number, amountMinor }) => [number, amountMinor]));
      const numbers = lines.flatMap(({ pays }) => pays.map(({ number }) => number));
      expect(new Set(numbers).size).toBe(numbers.length);
      for (const { amountMinor, pays } of lines) {
        expect(pays.reduce((sum, each) => sum + each.amountMinor, 0n) <= amountMinor || pays.length === 0).toBe(true);
        expect(pays.every((each) => each.amountMinor <= (amounts.get(each.number) ?? 0n))).toBe(true);
      }
    }
  });

  test('has returns with the bank\'s fee, and money in other currencies, about as often as their rates say', () => {
    const set = multiplied(northwindSet(), 8_000);
    for (const [rates, lines] of [[feeRates, returnFeesOf(set, 5).lines], [currencyRates, otherCurrencyOf(set, 5).lines]] as const) {
      expect(Object.values(rates).reduce((sum, rate) => sum + Math.round(rate * 100), 0)).toBe(100);
      for (const [noise, rate] of Object.entries(rates)) {
        const share = lines.filter((line) => line.noise === noise).length / lines.length;
        expect([noise, share > rate * 0.7, share < rate * 1.4]).toEqual([noise, true, true]);
      }
    }
    expect(returnFeesOf(northwindSet(), 7)).toEqual(returnFeesOf(northwindSet(), 7));
    for (const { line, is } of returnFeesOf(northwindSet(), 7).lines) expect(is.fee === undefined || line.amount < 0n).toBe(true);
  });
});
