import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OpenItemRow } from '../../server/src/generated/rows.ts';
import { demandSettlements, inDueOrder, oldestFirst, settledOn } from '../../server/src/payments/rules.ts';
import { minor } from '../../server/src/shared/money.ts';
import { Refusal } from '../../server/src/shared/refusal.ts';
import type { Day } from '../../server/src/shared/time.ts';

const item = (id: string, open: number | bigint, dueOn = '2026-01-31', more: Partial<OpenItemRow> = {}): OpenItemRow => ({
  id, number: id, kind: 'INVOICE', customerId: 'c', supplierId: null, openMinor: minor(open), amountMinor: minor(open), currencyCode: 'USD', claimMinor: null, effectiveOn: '2026-01-01' as Day,
  dueOn: dueOn as Day, ...more,
} as OpenItemRow); // the columns that the rule reads
const code = (work: () => void) => {
  try {
    work();
    return undefined;
  } catch (error) {
    return error instanceof Refusal ? error.kind.code : error;
  }
};

describe('oldest first', () => {
  test('fills by due day, then number, until the money is used up', () => {
    const debts = [item('INV-3', 50, '2026-02-01'), item('INV-2', 30, '2026-01-01'), item('INV-1', 20, '2026-01-01')];
    expect(inDueOrder(debts).map(({ id }) => id)).toEqual(['INV-1', 'INV-2', 'INV-3']);
    expect(oldestFirst(minor(60), debts).map(({ debit, amount }) => [debit.id, amount])).toEqual([['INV-1', 20n], ['INV-2', 30n], ['INV-3', 10n]]);
  });

  test('never gives a debt more than it is, nor all of them more than the money', () => {
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 9n }), fc.array(fc.bigInt({ min: 1n, max: 10n ** 8n }), { maxLength: 20 }), (money, opens) => {
      const debts = opens.map((open, index) => item(`INV-${index}`, open));
      const given = oldestFirst(minor(money), debts);
      const sum = given.reduce((total, { amount }) => total + amount, 0n);
      const owed = opens.reduce((total, open) => total + open, 0n);
      expect(given.every(({ debit, amount }) => amount > 0n && amount <= debit.openMinor)).toBe(true);
      expect(sum).toBe(money < owed ? money : owed);
      expect(() => demandSettlements(given, minor(money), { customerId: 'c', supplierId: null, currencyCode: 'USD' })).not.toThrow();
    }));
  });
});

describe('a settlement', () => {
  const payer = { customerId: 'c', supplierId: null, currencyCode: 'USD' };
  test.each([
    ['ALLOCATION_EXCEEDS_INVOICE', [{ debit: item('a', 10), amount: minor(11) }]],
    ['ALLOCATION_EXCEEDS_PAYMENT', [{ debit: item('a', 90), amount: minor(60) }, { debit: item('b', 90), amount: minor(41) }]],
    ['ALLOCATION_FOREIGN', [{ debit: item('a', 10, '2026-01-31', { customerId: 'other' }), amount: minor(1) }]],
    ['ALLOCATION_CURRENCY', [{ debit: item('a', 10, '2026-01-31', { currencyCode: 'EUR' }), amount: minor(1) }]],
    ['NOT_AN_INVOICE', [{ debit: item('a', -10, '2026-01-31', { kind: 'CREDIT_NOTE' }), amount: minor(1) }]],
    ['INPUT_INVALID', [{ debit: item('a', 10), amount: minor(1) }, { debit: item('a', 10), amount: minor(1) }]],
    [undefined, [{ debit: item('a', 60), amount: minor(60) }, { debit: item('b', 40), amount: minor(40) }]],
  ])('is refused as %s', (refused, settlements) => {
    expect(code(() => demandSettlements(settlements, minor(100), payer))).toBe(refused);
  });

  test('is dated when both stand in the books', () => {
    const of = (effectiveOn: string) => ({ effectiveOn: effectiveOn as Day });
    expect(settledOn('2026-01-05' as Day, of('2026-01-05'), of('2026-01-01'))).toBe('2026-01-05');
    expect(settledOn('2026-01-05' as Day, of('2026-01-05'), of('2026-01-09'))).toBe('2026-01-09');
  });
});
