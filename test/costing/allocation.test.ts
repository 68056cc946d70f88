import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allocationParts, demandApart, demandBorne, type CategoryCost, type Measured } from '../../server/src/costing/allocation.ts';
import { chargedTo, sharesOf, type Bearer } from '../../server/src/costing/rules.ts';
import type { CostCategoryRow, CostDriver, OrderCostBasis } from '../../server/src/generated/rows.ts';
import { minor, plus, zero, type Minor } from '../../server/src/shared/money.ts';
import { units, type Quantity } from '../../server/src/shared/quantity.ts';
import type { Day } from '../../server/src/shared/time.ts';

const category = (driver: CostDriver): CostCategoryRow => ({ id: driver, companyId: 'c', code: driver, name: `by ${driver}`, group: 'OPERATIONS', driver, isActive: true, version: 1 });
const order = (orderId: string, own: Partial<Measured> = {}): Measured => ({ orderId, lines: 1, weight: units(1), value: minor(100n), minutes: 1, ...own });
const costing = (driver: CostDriver, cost: bigint, earlier: [string, bigint][] = []): CategoryCost =>
  ({ category: category(driver), cost: minor(cost), earlier: new Map(earlier.map(([id, amount]) => [id, minor(amount)])) });
const borne = (costs: CategoryCost[], orders: Measured[]) => allocationParts(costs, orders).map(({ amount, shares }) => [amount, Object.fromEntries(shares.map((share) => [share.orderId, share.amount]))]);

describe('costs of a period come to its orders', () => {
  const orders = [order('a', { lines: 1, weight: units(3), value: minor(5000n), minutes: 30 }), order('b', { lines: 2, weight: 0n as Quantity, value: minor(2500n), minutes: 0 }), order('c', { lines: 3, weight: units(1), value: minor(-100n), minutes: 10 })];
  test.each<[CostDriver, Record<string, bigint>]>([
    ['ORDER', { a: 34n, b: 33n, c: 33n }], ['LINE', { a: 17n, b: 33n, c: 50n }], ['WEIGHT', { a: 75n, c: 25n }], ['VALUE', { a: 67n, b: 33n }], ['TIME', { a: 75n, c: 25n }],
  ])('by %s, whole to the cent, nobody for nothing', (driver, expected) => {
    expect(borne([costing(driver, 100n)], orders)).toEqual([[100n, expected]]);
  });
  test('done again, what was booked since is added, and a credit takes off', () => {
    expect(borne([costing('ORDER', 100n, [['a', 34n], ['b', 33n], ['c', 33n]])], orders)).toEqual([[0n, {}]]);
    expect(borne([costing('ORDER', 130n, [['a', 34n], ['b', 33n], ['c', 33n]])], orders)).toEqual([[30n, { a: 10n, b: 10n, c: 10n }]]);
    expect(borne([costing('ORDER', 0n, [['a', 34n], ['b', 33n], ['c', 33n]])], orders)).toEqual([[-100n, { a: -34n, b: -33n, c: -33n }]]);
  });
  test('an order invoiced late takes its part of what is divided anew', () => {
    expect(borne([costing('ORDER', 102n, [['a', 50n], ['b', 50n]])], orders)).toEqual([[2n, { a: -16n, b: -16n, c: 34n }]]);
  });
  test('refuses costs that no order can bear, and a period with nothing left', () => {
    const at = { from: '2026-01-01' as Day, to: '2026-01-31' as Day, currencyCode: 'USD' };
    const code = (parts: () => unknown) => { try { parts(); return 'done'; } catch (error) { return (error as { kind: { code: string } }).kind.code; } };
    expect(code(() => demandBorne(allocationParts([costing('TIME', 5n)], [order('b', { minutes: 0 })]), at))).toBe('NOTHING_BEARS');
    expect(code(() => demandBorne(allocationParts([costing('ORDER', 5n, [['a', 5n]])], orders), at))).toBe('NOTHING_LEFT_TO_ALLOCATE');
    const known = [{ number: 'CAL-1', startsOn: at.from, endsOn: at.to }];
    expect(code(() => demandApart(known, at.from, at.to))).toBe('done');
    expect(code(() => demandApart(known, at.from, '2026-01-15' as Day))).toBe('ALLOCATION_OVERLAPS');
  });
  test('any costs, any orders, in any number of runs: what orders bear is the cost to the cent, and a run more brings nothing', () => {
    const drivers: CostDriver[] = ['ORDER', 'LINE', 'WEIGHT', 'VALUE', 'TIME'];
    const anyOrder = fc.record({ lines: fc.integer({ min: 1, max: 9 }), weight: fc.bigInt(0n, 10n ** 9n), value: fc.bigInt(-(10n ** 6n), 10n ** 7n), minutes: fc.integer({ min: 0, max: 600 }) });
    fc.assert(fc.property(fc.constantFrom(...drivers), fc.array(anyOrder, { minLength: 1, maxLength: 12 }), fc.array(fc.bigInt(-(10n ** 6n), 10n ** 7n), { minLength: 1, maxLength: 5 }), (driver, drawn, amounts) => {
      const known = [...drawn.map((own, index) => order(`o${index}`, { ...own, weight: own.weight as Quantity, value: minor(own.value) })), order('last')];
      let cost = 0n;
      let earlier = new Map<string, Minor>();
      // One order more is invoiced before each run.
      amounts.forEach((amount, index) => {
        cost += amount;
        const invoiced = known.slice(Math.max(0, known.length - 1 - index));
        const [part] = allocationParts([{ category: category(driver), cost: minor(cost), earlier }], invoiced);
        earlier = new Map([...new Set([...earlier.keys(), ...(part?.shares ?? []).map(({ orderId }) => orderId)])].map((id) => [id, plus(earlier.get(id) ?? zero, part?.shares.find(({ orderId }) => orderId === id)?.amount ?? zero)]));
        expect(plus(zero, ...earlier.values())).toBe(cost);
        expect(allocationParts([{ category: category(driver), cost: minor(cost), earlier }], invoiced)[0]).toMatchObject({ amount: 0n, shares: [] });
      });
    }), { numRuns: 500, seed: 7 });
  });
});

describe('a cost of several orders', () => {
  const bearer = (id: string, own: Partial<Bearer> & { net?: bigint; number?: string | null } = {}): Bearer =>
    ({ order: { id, number: own.number === undefined ? id : own.number, netMinor: minor(own.net ?? 100n) }, lines: own.lines ?? 1, quantity: own.quantity ?? units(1), weight: own.weight ?? units(0) });
  const known = [bearer('a', { net: 1000n, lines: 3, quantity: units(2), weight: units(5) }), bearer('b', { net: 2000n, lines: 1, quantity: units(8) }), bearer('d', { number: null })];
  const of = (basis: OrderCostBasis, given: { orderId: string; share?: Minor }[]) => sharesOf(minor(100n), basis, given, known, 'USD').map(({ share }) => share);
  const both = [{ orderId: 'a' }, { orderId: 'b' }];
  test.each<[OrderCostBasis, bigint[]]>([['VALUE', [33n, 67n]], ['QUANTITY', [20n, 80n]], ['WEIGHT', [100n, 0n]], ['LINES', [75n, 25n]], ['EQUAL', [50n, 50n]]])('by %s', (basis, expected) => {
    expect(of(basis, both)).toEqual(expected);
  });
  test('by hand it sums to the whole, or is refused; so are drafts, orders named twice, and nothing to divide by', () => {
    expect(of('MANUAL', [{ orderId: 'a', share: minor(1n) }, { orderId: 'b', share: minor(99n) }])).toEqual([1n, 99n]);
    expect(() => of('MANUAL', [{ orderId: 'a', share: minor(1n) }, { orderId: 'b', share: minor(98n) }])).toThrow('SHARES_DIFFER');
    expect(() => of('VALUE', [{ orderId: 'd' }])).toThrow('ORDER_NOT_PLACED');
    expect(() => of('VALUE', [{ orderId: 'a' }, { orderId: 'a' }])).toThrow();
    expect(() => of('WEIGHT', [{ orderId: 'b' }])).toThrow('NOTHING_TO_SHARE_BY');
  });
  test('each kind has an account of its own', () => {
    expect(new Set(Object.values(chargedTo)).size).toBe(5);
  });
});
