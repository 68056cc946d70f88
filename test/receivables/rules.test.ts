import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { InvoiceLineRow } from '../../server/src/generated/rows.ts';
import { bucketOf } from '../../server/src/receivables/buckets.ts';
import { creditParts, leftOf } from '../../server/src/receivables/rules.ts';
import { sumByAge } from '../../server/src/receivables/receivablesByAge.ts';
import { minor, type Minor } from '../../server/src/shared/money.ts';
import { units, type Quantity } from '../../server/src/shared/quantity.ts';
import type { Day } from '../../server/src/shared/time.ts';

const day = (text: string) => text as Day;
const line = (quantity: bigint, gross: bigint, net: bigint, tax: bigint): InvoiceLineRow => ({
  id: 'l', shipmentLineId: 's', description: 'Chai', quantity: units(quantity), grossMinor: minor(gross), netMinor: minor(net), taxMinor: minor(tax),
} as InvoiceLineRow); // the columns that the rule reads

describe('age', () => {
  test.each([
    ['2026-03-31', 'notDue'], ['2026-04-01', 'notDue'], ['2026-03-30', 'days1to30', '2026-03-31'], ['2026-03-02', 'days1to30'], ['2026-03-01', 'days31to60'],
    ['2026-01-31', 'days31to60', '2026-04-01'], ['2026-01-30', 'days61to90', '2026-04-01'], ['2026-01-01', 'days61to90', '2026-04-01'], ['2025-12-31', 'daysOver90', '2026-04-01'],
  ])('what is due on %s is %s', (due, bucket, on = due > '2026-03-30' ? '2026-03-31' : '2026-04-01') => {
    expect(bucketOf(day(due), day(on))).toBe(bucket);
  });

  test('buckets sum to the receivable, and credits stand apart', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: -9999, max: 9999 }), fc.integer({ min: 0, max: 200 }))), (items) => {
      const dated = items.map(([open, late]) => ({ open: minor(open), effectiveOn: day('2026-01-01'),
        dueOn: new Date(Date.parse('2026-06-30') - late * 86_400_000).toISOString().slice(0, 10) as Day }));
      const sums = sumByAge(dated, day('2026-06-30'));
      expect(sums.receivable - sums.unapplied).toBe(sums.balance);
      expect(sums.balance).toBe(dated.reduce((sum, item) => sum + item.open, 0n));
    }));
  });
});

describe('credit notes', () => {
  test('of parts, in any number, take exactly the invoice', () => {
    fc.assert(fc.property(fc.bigInt({ min: 1n, max: 40n }), fc.bigInt({ min: 0n, max: 99_999n }), fc.array(fc.bigInt({ min: 1n, max: 9n }), { maxLength: 8 }), (quantity, net, parts) => {
      const invoice = { freightMinor: minor(77) };
      const lines = [line(quantity, net + 5n, net, net / 6n)];
      const credited: { shipmentLineId: string; creditsLineId: string; quantity: Quantity; grossMinor: Minor; netMinor: Minor; taxMinor: Minor }[] = [];
      let freight = minor(0);
      const take = (wish?: bigint) => {
        const made = creditParts(leftOf(invoice, lines, credited, freight), wish ? [{ invoiceLineId: 'l', quantity: units(wish) }] : null, null, 'INV-1', 'USD');
        credited.push(...made.lines.map((each) => ({ shipmentLineId: 's', creditsLineId: 'l', quantity: each.quantity, grossMinor: each.gross, netMinor: each.net, taxMinor: each.tax })));
        freight = minor(freight + made.freight);
      };
      for (const part of parts) { try { take(part); } catch { /* more than is left: refused, nothing taken */ } }
      try { take(); } catch { /* nothing is left */ }
      const sum = (column: 'quantity' | 'grossMinor' | 'netMinor' | 'taxMinor') => credited.reduce((total, each) => total + each[column], 0n);
      expect([sum('quantity'), sum('netMinor'), sum('taxMinor'), freight]).toEqual([units(quantity), net, net / 6n, 77n]);
    }));
  });
});
