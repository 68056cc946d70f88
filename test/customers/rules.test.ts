import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { creditLeft, exposureOf, moveCredit, type CreditPart } from '../../server/src/customers/credit.ts';
import { addressFor, codeFor, demandMayOrder, demandNoHold, printedAddress, steppedBack } from '../../server/src/customers/rules.ts';
import type { AddressRow, CreditAccountRow, HoldScope } from '../../server/src/generated/rows.ts';
import { minor } from '../../server/src/shared/money.ts';
import { Refusal } from '../../server/src/shared/refusal.ts';

const account = (limit: bigint | null = null): CreditAccountRow => ({
  id: 'a', companyId: 'c', customerId: 'k', currencyCode: 'USD', limitMinor: limit === null ? null : minor(limit), receivableMinor: minor(0),
  shippedNotInvoicedMinor: minor(0), openOrdersMinor: minor(0), unappliedMinor: minor(0), grantedOn: null, grantedUntil: null, version: 1,
});
const codeOf = (run: () => unknown): string | undefined => {
  try {
    run();
    return undefined;
  } catch (error) {
    return error instanceof Refusal ? error.kind.code : String(error);
  }
};

describe('a customer\'s exposure', () => {
  test('is what is owed and ordered, less money that is not applied', () => {
    const row = { ...account(10_000n), receivableMinor: minor(500), shippedNotInvoicedMinor: minor(200), openOrdersMinor: minor(300), unappliedMinor: minor(100) };
    expect([exposureOf(row), creditLeft(row)]).toEqual([900n, 9_100n]);
  });
  test('without a limit there is no credit left to speak of', () => expect(creditLeft(account())).toBeNull());
  test('several moves of one decision add up, each writing the sum so far', () => {
    const part = fc.constantFrom<CreditPart>('receivable', 'shippedNotInvoiced', 'openOrders', 'unapplied');
    fc.assert(fc.property(fc.array(fc.tuple(part, fc.integer({ min: -1000, max: 1000 }))), (moves) => {
      const row = account();
      const last = new Map<string, unknown>();
      for (const [name, by] of moves) {
        const change = moveCredit(row, name, minor(by));
        last.set(name, change.row[`${name}Minor`]);
      }
      for (const [name, value] of last) expect(value).toBe(moves.filter(([each]) => each === name).reduce((sum, [, by]) => sum + BigInt(by), 0n));
    }));
  });
});

describe('holds', () => {
  const customer = { id: 'k', name: 'Alfreds', isActive: true };
  const hold = (scope: HoldScope, releasedAt: Date | null = null) => ({ scope, reason: 'late', releasedAt });
  test.each<[string, ReturnType<typeof hold>[], boolean, string | undefined, string | undefined]>([
    ['no hold', [], true, undefined, undefined],
    ['a stop on orders', [hold('ORDER')], true, 'CUSTOMER_ON_HOLD', undefined],
    ['a stop on shipping', [hold('SHIP')], true, undefined, 'CUSTOMER_ON_HOLD'],
    ['a released hold', [hold('ORDER', new Date(0))], true, undefined, undefined],
    ['an inactive customer', [], false, 'CUSTOMER_INACTIVE', undefined],
  ])('%s', (_case, holds, isActive, ordering, shipping) => {
    expect(codeOf(() => demandMayOrder({ ...customer, isActive }, holds))).toBe(ordering);
    expect(codeOf(() => demandNoHold(customer, holds, 'SHIP'))).toBe(shipping);
  });
});

describe('addresses', () => {
  const address = (id: string, kind: AddressRow['kind'], isDefault: boolean): AddressRow =>
    ({ id, customerId: 'k', kind, name: null, street: 'Obere Str. 57', city: 'Berlin', region: null, postalCode: '12209', country: 'Germany', latitude: null, longitude: null, isDefault, version: 1 });
  const all = [address('b1', 'BILLING', true), address('s1', 'SHIPPING', false), address('s2', 'SHIPPING', true)];
  test('goods go to the default address for shipping, else to any of its kind, else to any', () => {
    expect([addressFor(all, 'SHIPPING')?.id, addressFor(all.slice(0, 2), 'SHIPPING')?.id, addressFor(all.slice(0, 1), 'SHIPPING')?.id, addressFor([], 'SHIPPING')])
      .toEqual(['s2', 's1', 'b1', undefined]);
  });
  test('a new default makes the others of its kind step back', () => {
    expect(steppedBack(all, 'SHIPPING', 's1').map((change) => change.row)).toEqual([{ id: 's2', isDefault: false, version: 2 }]);
  });
  test('is printed a line each, without what it lacks', () => {
    expect(printedAddress({ ...address('b', 'BILLING', true), name: 'Alfreds' })).toBe('Alfreds\nObere Str. 57\n12209 Berlin\nGermany');
  });
});

test.each([['Alfreds Futterkiste', [], 'ALFRE'], ['Alfreds Futterkiste', ['ALFRE', 'ALFRE2'], 'ALFRE3'], ['Él & Co', [], 'ELCO'], ['—', [], 'C'], ['شركة', [], 'شركة']])(
  'a customer %s beside %j gets the code %s', (name, taken, code) => expect(codeFor(name, new Set(taken))).toBe(code));
