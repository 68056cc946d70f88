import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CompanyRow, ReservationRow, StockLevelRow } from '../../server/src/generated/rows.ts';
import { allocate, consume, release, unreserve } from '../../server/src/inventory/poolPromises.ts';
import { issue, poolsOf, receive, type Pools } from '../../server/src/inventory/pools.ts';
import { reserveHere, restoreHere } from '../../server/src/inventory/promises.ts';
import { demandSign } from '../../server/src/inventory/rules.ts';
import type { DecideContext } from '../../server/src/shared/action.ts';
import { minor, zero, type Minor } from '../../server/src/shared/money.ts';
import { none, parseQuantity, units, type Quantity } from '../../server/src/shared/quantity.ts';
import type { Day } from '../../server/src/shared/time.ts';

const today = '2026-03-01' as Day;
let count = 0;
// A rule asks its context for no more than this.
const ctx = { company: { id: 'company', currencyCode: 'USD' } as CompanyRow, viewer: { id: null }, today, now: new Date(0), newId: () => `id${String((count += 1)).padStart(9, '0')}` } as DecideContext;
const level = (more: Partial<StockLevelRow> = {}): StockLevelRow => ({
  id: 'level', productId: 'p', warehouseId: 'w', onHand: none, reserved: none, held: none, backordered: none, incoming: none, requested: none,
  binned: none, defaultBinId: null, tracking: 'NONE', costingMethod: 'MOVING_AVERAGE', valueMinor: zero, lastMoveOn: null, lastSequence: 0, ...more,
});
const at = { productId: 'p', warehouseId: 'w', effectiveOn: today, source: { type: 'Test', id: 's' } };
const take = (pools: Pools, quantity: Quantity) => issue(pools, { ...at, kind: 'ADJUSTMENT', quantity }, ctx).cost;
const give = (pools: Pools, quantity: Quantity, value: Minor) => receive(pools, { ...at, kind: 'RECEIPT', quantity, value }, ctx);
const want = (pools: Pools, quantity: Quantity, second = 0) => {
  const { here: [row] } = reserveHere(pools, { goods: [{ productId: 'p', perKit: null }], warehouseId: 'w', quantity, orderId: 'o', orderLineId: ctx.newId(), neededOn: null, isLinked: false }, { ...ctx, now: new Date(second) });
  return row as ReservationRow; // goods of one product make one reservation
};
const state = (pools: Pools) => {
  const { onHand, valueMinor } = pools.level('p', 'w');
  return [onHand, valueMinor];
};
const part = (text: string) => parseQuantity(text) as Quantity;

describe('the moving average', () => {
  test('values what leaves at the average of what is there', () => {
    const pools = poolsOf([level()]);
    give(pools, units(10), minor(100_00));
    give(pools, units(10), minor(200_00));
    expect(take(pools, units(15))).toBe(225_00n);
    expect(state(pools)).toEqual([units(5), 75_00n]);
  });

  test('leaves no value behind when nothing is left', () => {
    const pools = poolsOf([level()]);
    for (const value of [100, 100, 101]) give(pools, units(1), minor(value));
    expect(take(pools, units(3))).toBe(301n);
    expect(state(pools)).toEqual([none, 0n]);
  });

  test('loses no cent over seventy small issues', () => {
    const pools = poolsOf([level()]);
    give(pools, units(2), minor(9_26));
    give(pools, units(5), minor(15_20));
    let cost = 0n;
    for (let n = 0; n < 70; n += 1) cost += take(pools, part('0.1'));
    expect([cost, ...state(pools)]).toEqual([24_46n, none, 0n]);
  });

  test('rounds each issue half away from zero', () => {
    const pools = poolsOf([level()]);
    give(pools, units(3), minor(10_00));
    expect([take(pools, units(1)), take(pools, units(1)), ...state(pools)]).toEqual([3_33n, 3_34n, units(1), 3_33n]);
  });

  test('refuses what is not there, what is promised and a broken piece', () => {
    const code = (work: () => unknown) => {
      try {
        work();
      } catch (error) {
        return (error as { kind: { code: string } }).kind.code;
      }
      return 'done';
    };
    const named = poolsOf([level()], new Map([['p w', { productName: 'Tea', warehouseName: 'Main', decimals: 0 }]]));
    give(named, units(5), minor(500));
    expect(code(() => take(named, units(6)))).toBe('STOCK_NEGATIVE');
    want(named, units(3));
    expect(code(() => take(named, units(3)))).toBe('STOCK_RESERVED');
    expect(code(() => give(named, part('0.5'), minor(1)))).toBe('INPUT_INVALID');
    expect(state(named)).toEqual([units(5), 500n]);
  });
});

describe('promises', () => {
  test('two lines of one product see each other: the second waits for what the first was promised', () => {
    const pools = poolsOf([level({ onHand: units(10), valueMinor: minor(1000) })]);
    const [first, second] = [want(pools, units(7)), want(pools, units(7))];
    expect([first.reserved, first.backordered, second.reserved, second.backordered]).toEqual([units(7), none, units(3), units(4)]);
  });

  test('goods that come serve who ordered first, and then the next', () => {
    const pools = poolsOf([level()]);
    const [late, early] = [want(pools, units(5), 2), want(pools, units(5), 1)];
    give(pools, units(7), minor(700));
    allocate(pools, [late, early], 'p', 'w');
    expect([pools.reservation(early).reserved, pools.reservation(late).reserved, pools.reservation(late).backordered]).toEqual([units(5), units(2), units(3)]);
  });

  test('shipping uses up the promise before what is free, and no more than both', () => {
    const pools = poolsOf([level({ onHand: units(10), valueMinor: minor(1000) })]);
    want(pools, units(4));
    const own = want(pools, units(8));
    expect(own.reserved).toBe(units(6));
    expect(() => consume(pools, own, units(7))).toThrow('STOCK_RESERVED');
    consume(pools, own, units(6));
    take(pools, units(6));
    expect(pools.reservation(own)).toMatchObject({ reserved: none, backordered: units(2) });
    expect(pools.level('p', 'w')).toMatchObject({ onHand: units(4), reserved: units(4), backordered: units(2) });
  });

  test('when promised goods are gone, whoever ordered last waits again', () => {
    const pools = poolsOf([level({ onHand: units(10), valueMinor: minor(1000) })]);
    const [early, late] = [want(pools, units(5), 1), want(pools, units(5), 2)];
    unreserve(pools, [early, late], 'p', 'w', units(7));
    take(pools, units(3));
    expect([pools.reservation(early).reserved, pools.reservation(late).reserved, pools.reservation(late).backordered]).toEqual([units(5), units(2), units(3)]);
  });

  test('a part that is given back is taken from what waits first', () => {
    const pools = poolsOf([level({ onHand: units(3), valueMinor: minor(3) })]);
    const row = want(pools, units(5));
    release(pools, row, units(3));
    expect(pools.reservation(row)).toMatchObject({ reserved: units(2), backordered: none });
    restoreHere(pools, [row], units(2));
    expect(pools.reservation(row)).toMatchObject({ reserved: units(3), backordered: units(1) });
  });
});

const step = fc.record({
  kind: fc.constantFrom('give', 'take', 'want', 'ship', 'release', 'allocate', 'unreserve', 'restore'),
  size: fc.bigInt({ min: 0n, max: 20_000_000n }), value: fc.bigInt({ min: 0n, max: 100_000n }), which: fc.nat({ max: 20 }),
});

test('whatever happens: quantity and value are those of the moves, none without the other, and promises are what lines hold', () => {
  fc.assert(fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
    const pools = poolsOf([level()]);
    const rows: ReservationRow[] = [];
    let [received, cost, moved] = [0n, 0n, 0n];
    for (const [index, { kind, size, value, which }] of steps.entries()) {
      const quantity = size as Quantity;
      const row = rows[which % Math.max(1, rows.length)];
      try {
        if (kind === 'give' && size > 0n) {
          give(pools, quantity, minor(value));
          received += value;
          moved += size;
        }
        if (kind === 'take') {
          cost += take(pools, quantity);
          moved -= size;
        }
        if (kind === 'want') rows.push(want(pools, quantity, index));
        if (kind === 'ship' && row) {
          consume(pools, row, quantity);
          cost += take(pools, quantity);
          moved -= size;
        }
        if (kind === 'release' && row) release(pools, row, size % 2n === 0n ? quantity : undefined);
        if (kind === 'restore' && row) restoreHere(pools, [row], quantity);
        if (kind === 'allocate') allocate(pools, rows, 'p', 'w');
        if (kind === 'unreserve') unreserve(pools, rows, 'p', 'w', quantity);
      } catch (error) {
        expect(['STOCK_NEGATIVE', 'STOCK_RESERVED']).toContain((error as Error).message);
      }
      const { onHand, reserved, backordered, valueMinor } = pools.level('p', 'w');
      expect([onHand, valueMinor]).toEqual([moved, received - cost]);
      expect(onHand > 0n || (onHand === 0n && valueMinor === 0n)).toBe(true);
      expect(reserved >= 0n && reserved <= onHand && valueMinor >= 0n).toBe(true);
      const held = rows.map((each) => pools.reservation(each));
      expect([held.reduce((sum, each) => sum + each.reserved, 0n), held.reduce((sum, each) => sum + each.backordered, 0n)]).toEqual([reserved, backordered]);
      expect(held.every((each) => each.reserved >= 0n && each.backordered >= 0n)).toBe(true);
    }
  }), { numRuns: 300 });
});

test.each([['FOUND', -1, 'quantity_in'], ['SPOILAGE', 1, 'quantity_out'], ['OWN_USE', 1, 'quantity_out'], ['COUNT', 0, 'quantity_zero']] as const)(
  'an adjustment because of %s by %i is refused: %s', (reason, size, code) => {
    expect(() => demandSign(units(size), reason)).toThrow(expect.objectContaining({ issues: [expect.objectContaining({ code })] }));
  });
