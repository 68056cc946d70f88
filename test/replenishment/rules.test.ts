// The planner's rule, the look ahead and the figures of the reports, as tables of cases.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectedDemand } from '../../server/src/replenishment/demand.ts';
import { excessOf } from '../../server/src/replenishment/overstock.ts';
import { balances, hitsOf, shortageOf, type Need, type Pool, type Supply } from '../../server/src/replenishment/projection.ts';
import { positionOf, propose, type PlanFacts } from '../../server/src/replenishment/rules.ts';
import { agesOf } from '../../server/src/replenishment/stockAge.ts';
import { classed } from '../../server/src/replenishment/stockClasses.ts';
import { turnoverOf } from '../../server/src/replenishment/stockTurnover.ts';
import { minor } from '../../server/src/shared/money.ts';
import { none, parseQuantity, parseRate, printQuantity, units, type Quantity, type Rate } from '../../server/src/shared/quantity.ts';
import { addDays, type Day } from '../../server/src/shared/time.ts';

const today = '2026-03-10' as Day;
const settings = { horizonDays: 30, coverDays: 30, historyDays: 90 };
const inDays = (days: number) => addDays(today, days);
const blank: PlanFacts = {
  productId: 'p', warehouseId: 'w', ruleId: 'r', supplierId: 's', leadTimeDays: 7, reorderPoint: units(10), maximum: null, orderQuantity: null, multiple: null, minimum: null,
  safetyStock: none, decimals: 0, onHand: none, reserved: none, held: none, backordered: none, incoming: none, requested: none, drafted: [], supplies: [], needs: [], history: [],
};
const on = (expectedOn: Day | null, quantity: number, purchaseOrderId: string | null = 'po'): Supply => ({ expectedOn, quantity: units(quantity), purchaseOrderId });
const need = (neededOn: Day | null, reserved: number, backordered: number, orderId = 'o', placedAt = '1'): Need =>
  ({ neededOn, reserved: units(reserved), backordered: units(backordered), orderId, placedAt });
const asks = (facts: Partial<PlanFacts>) => propose({ ...blank, ...facts }, settings, today);
const quantityOf = (facts: Partial<PlanFacts>) => { const found = asks(facts); return found && `${found.kind} ${printQuantity(found.quantity)}`; };

describe('what is to be ordered', () => {
  test.each([
    ['more than the point is there', { onHand: units(11), maximum: units(30) }, null],
    ['exactly the point is there: up to the maximum', { onHand: units(10), maximum: units(30) }, 'ORDER 20'],
    ['what is reserved and waited for counts', { onHand: units(20), reserved: units(8), backordered: units(4), maximum: units(30) }, 'ORDER 22'],
    ['what is on order counts', { onHand: units(1), incoming: units(20), maximum: units(30), supplies: [on(inDays(3), 20)] }, null],
    ['what is asked for counts', { onHand: units(1), requested: units(20), maximum: units(30) }, null],
    ['what is drafted counts', { onHand: units(1), drafted: [{ purchaseOrderId: 'd', quantity: units(20) }], maximum: units(30) }, null],
    ['a postponed order is not ordered again', { onHand: units(11), incoming: units(20), maximum: units(30), supplies: [on(inDays(90), 20)] }, null],
    ['multiples are rounded up', { onHand: units(5), maximum: units(30), multiple: units(12) }, 'ORDER 24'],
    ['not above the maximum, where less is enough', { onHand: units(3), maximum: units(30), multiple: units(12) }, 'ORDER 24'],
    ['above the maximum, where less would not lift it over the point', { onHand: none, maximum: units(15), multiple: units(10) }, 'ORDER 20'],
    ['no less than the minimum', { onHand: units(9), maximum: units(12), minimum: units(50) }, 'ORDER 50'],
    ['minimum and multiple', { onHand: units(9), maximum: units(40), minimum: units(10), multiple: units(4) }, 'ORDER 28'],
    ['a fixed quantity, once', { onHand: units(10), orderQuantity: units(25) }, 'ORDER 25'],
    ['a fixed quantity, as often as needed', { onHand: none, backordered: units(50), orderQuantity: units(25) }, 'ORDER 75'],
    ['neither maximum nor quantity: the days of cover', { onHand: units(4), history: [{ day: inDays(-1), quantity: units(90) }] }, 'ORDER 36'],
    ['neither, and no history: back above the point', { onHand: units(4) }, 'ORDER 7'],
    ['units with decimals', { onHand: units(4), decimals: 2 }, 'ORDER 6.01'],
    ['no point: demand in the lead time and safety stock', { reorderPoint: null, onHand: units(10), safetyStock: units(3), history: [{ day: inDays(-5), quantity: units(90) }] }, 'ORDER 30'],
    ['no point, and never any demand', { reorderPoint: null }, null],
    ['no point, no demand, yet somebody waits', { reorderPoint: null, backordered: units(2) }, 'ORDER 3'],
    ['an overdue order without which too little is there: ask for it, do not order again',
      { onHand: units(5), incoming: units(20), maximum: units(30), supplies: [on(inDays(-2), 20)] }, 'EXPEDITE 0'],
    ['an overdue order that is not needed', { onHand: units(50), incoming: units(20), supplies: [on(inDays(-2), 20)] }, null],
    ['enough is on order, but it comes after it is needed',
      { onHand: units(5), reserved: units(5), backordered: units(3), incoming: units(40), needs: [need(inDays(2), 5, 3)], supplies: [on(inDays(9), 40)] }, 'EXPEDITE 0'],
  ] as [string, Partial<PlanFacts>, string | null][])('%s', (_case, facts, expected) => expect(quantityOf(facts)).toBe(expected));

  test('shows its arithmetic line by line', () => {
    const found = asks({ onHand: units(9), reserved: units(2), incoming: units(1), requested: units(1), drafted: [{ purchaseOrderId: 'd', quantity: units(1) }],
      maximum: units(31), multiple: units(6), safetyStock: units(4), supplies: [on(inDays(-1), 1)], history: [{ day: inDays(-1), quantity: units(90) }] });
    expect(found?.steps.map(({ kind, quantity, day, isLate }) => [kind, printQuantity(quantity), ...(day ? [day, isLate] : [])])).toEqual([
      ['ON_HAND', '9'], ['RESERVED', '-2'], ['INCOMING', '1', '2026-03-09', true], ['REQUESTED', '1'], ['DRAFTED', '1'], ['PROJECTED', '10'],
      ['DEMAND_IN_LEAD_TIME', '7'], ['SAFETY_STOCK', '4'], ['REORDER_POINT', '10'], ['MAXIMUM', '31'], ['SHORT_OF_TARGET', '21'], ['MULTIPLE', '6'], ['PROPOSED', '18'],
    ]);
    expect(found).toMatchObject({ isLate: true, expectedOn: inDays(7), reorderPoint: units(10), projected: units(10) });
  });

  test('whatever is ordered lifts it over the point, is a multiple, and nothing more is asked for then', () => {
    const quantity = fc.integer({ min: 0, max: 300 }).map((whole) => units(whole));
    const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });
    const some = fc.integer({ min: 1, max: 40 }).map((whole) => units(whole));
    fc.assert(fc.property(fc.record({
      onHand: quantity, backordered: quantity, reserved: quantity, point: quantity, over: maybe(some), orderQuantity: maybe(some), multiple: maybe(some), minimum: maybe(some), daily: quantity,
    }), ({ point, over, daily, ...given }) => {
      const maximum = over === null ? null : (point + over) as Quantity;
      const facts: PlanFacts = { ...blank, ...given, reorderPoint: point, maximum, orderQuantity: maximum === null ? given.orderQuantity : null, history: [{ day: inDays(-3), quantity: daily }] };
      const found = propose(facts, settings, today);
      expect(propose(facts, settings, today)).toEqual(found);
      expect(found === null).toBe(positionOf(facts) > point);
      if (!found) return;
      expect(found.quantity % (given.multiple ?? units(1))).toBe(0n);
      expect(found.quantity).toBeGreaterThanOrEqual(given.minimum ?? 0n);
      const after = { ...facts, incoming: found.quantity, supplies: [{ purchaseOrderId: 'new', expectedOn: inDays(7), quantity: found.quantity }] };
      expect(positionOf(after)).toBeGreaterThan(point);
      expect(propose(after, settings, today)?.kind ?? null).not.toBe('ORDER');
    }), { numRuns: 2000, seed: 11 });
  });
});

describe('expected demand', () => {
  test('is the average day of the window, times the days that come', () => {
    const window = { from: inDays(-90), to: inDays(-1) };
    const history = [{ day: inDays(-90), quantity: units(30) }, { day: inDays(-1), quantity: units(15) }, { day: today, quantity: units(500) }, { day: inDays(-91), quantity: units(500) }];
    expect(printQuantity(expectedDemand(history, window, 7))).toBe('3.5');
    expect(printQuantity(expectedDemand(history, window, 1))).toBe('0.5');
    expect(expectedDemand([], window, 7)).toBe(none);
    expect(expectedDemand(history, window, 0)).toBe(none);
  });
});

describe('looking ahead', () => {
  const pool = (usable: number, needs: Need[], supplies: Supply[] = []): Pool => ({ usable: units(usable), needs, supplies });
  test('balances run day by day; what is overdue or has no day counts today', () => {
    const days = balances(pool(10, [need(inDays(-4), 2, 0), need(null, 1, 0), need(inDays(2), 0, 9)], [on(inDays(-1), 5), on(inDays(3), 4)]), today, 3);
    expect(days.map(({ day, balance }) => [day, printQuantity(balance)])).toEqual([[today, '12'], [inDays(1), '12'], [inDays(2), '3'], [inDays(3), '7']]);
    expect(days[0]).toMatchObject({ incoming: units(5), outgoing: units(3) });
  });

  test.each([
    ['nothing is short', pool(10, [need(inDays(2), 10, 0)]), 0, null],
    ['short from the day of the need', pool(10, [need(inDays(2), 10, 0), need(inDays(5), 0, 3, 'late', '2')]), 0, [inDays(5), '3', inDays(5), '3', [['late', inDays(5), '3']]]],
    ['goods come on the day itself', pool(0, [need(inDays(5), 0, 3)], [on(inDays(5), 3)]), 0, null],
    ['goods come a day later', pool(0, [need(inDays(5), 0, 3)], [on(inDays(6), 3)]), 0, [inDays(5), '3', inDays(5), '3', [['o', inDays(5), '3']]]],
    ['beyond the horizon nobody looks', pool(0, [need(inDays(31), 0, 3)]), 0, null],
    ['on the last day of the horizon one does', pool(0, [need(inDays(30), 0, 3)]), 0, [inDays(30), '3', inDays(30), '3', [['o', inDays(30), '3']]]],
    ['below the safety stock it is short, and no order is hit', pool(10, [need(inDays(1), 8, 0)]), 5, [inDays(1), '3', inDays(1), '3', []]],
    ['the worst day comes later', pool(4, [need(inDays(1), 0, 6, 'a', '1'), need(inDays(3), 0, 5, 'b', '2')]), 0,
      [inDays(1), '2', inDays(3), '7', [['a', inDays(1), '2'], ['b', inDays(3), '5']]]],
  ] as [string, Pool, number, unknown][])('%s', (_case, given, floor, expected) => {
    const found = shortageOf(given, units(floor), today, 30);
    expect(found && [found.shortOn, printQuantity(found.shortQuantity), found.worstOn, printQuantity(found.worstQuantity),
      found.hits.map(({ orderId, neededOn, missing }) => [orderId, neededOn, printQuantity(missing)])]).toEqual(expected);
  });

  test('who waits longest is served first, whatever day he needs it', () => {
    const given = pool(0, [need(inDays(9), 0, 5, 'old', '1'), need(inDays(2), 0, 5, 'new', '2')], [on(inDays(1), 5), on(inDays(8), 5)]);
    expect(hitsOf(given, today, 30)).toEqual([{ orderId: 'new', neededOn: inDays(2), missing: units(5) }]);
  });

  test('the last balance is what is projected, and a pool that covers its needs is never short', () => {
    const day = fc.integer({ min: -5, max: 30 }).map(inDays);
    const some = fc.integer({ min: 0, max: 20 });
    fc.assert(fc.property(fc.integer({ min: 0, max: 100 }), fc.array(fc.tuple(day, some, some)), fc.array(fc.tuple(day, some)), (usable, needs, supplies) => {
      const given = pool(usable, needs.map(([at, a, b], index) => need(at, a, b, `o${index}`, String(index))), supplies.map(([at, quantity]) => on(at, quantity)));
      const wanted = needs.reduce((sum, [, a, b]) => sum + a + b, 0);
      const coming = supplies.reduce((sum, [, quantity]) => sum + quantity, 0);
      expect(balances(given, today, 30).at(-1)?.balance).toBe(units(usable + coming - wanted));
      if (usable >= wanted) expect(shortageOf(given, none, today, 30)).toBeNull();
    }), { numRuns: 2000, seed: 12 });
  });
});

describe('stock by age', () => {
  const q = (...all: number[]) => all.map((each) => units(each));
  test.each([
    ['average: by units, to the cent', units(3), 1000n, q(1, 1, 1, 0), [0n, 0n, 0n, 0n], false, ['1', '1', '1', '0'], [334n, 333n, 333n, 0n]],
    ['first in first out: by what the layers cost', units(10), 150n, q(5, 5, 0, 0), [5000n, 10_000n, 0n, 0n], true, ['5', '5', '0', '0'], [50n, 100n, 0n, 0n]],
    ['less than nothing stands with the newest', (-units(2)) as Quantity, -20n, q(0, 0, 0, 0), [0n, 0n, 0n, 0n], false, ['-2', '0', '0', '0'], [-20n, 0n, 0n, 0n]],
    ['a value without units stands with the newest', none, 10n, q(0, 0, 0, 0), [0n, 0n, 0n, 0n], false, ['0', '0', '0', '0'], [10n, 0n, 0n, 0n]],
  ] as [string, Quantity, bigint, Quantity[], bigint[], boolean, string[], bigint[]][])('%s', (_case, onHand, value, layers, costs, isFifo, quantities, values) => {
    const found = agesOf(onHand, minor(value), layers, costs, isFifo);
    expect(found.quantity.map(printQuantity)).toEqual(quantities);
    expect(found.value).toEqual(values);
  });
});

describe('figures of stock', () => {
  const rate = (text: string) => parseRate(text) as Rate;
  test('turnover, days on hand and carrying cost come out as by hand', () => {
    // 30 days; 10 days at 300.00 and 20 at 150.00: average 200.00; 100.00 sold.
    const found = turnoverOf({ cost: minor(10_000n), units: units(4), sumOfDays: 10n * 30_000n + 20n * 15_000n, closing: minor(15_000n) }, 30, rate('0.365'));
    expect(found).toMatchObject({ averageValue: 20_000n, turnover: rate('0.5'), daysOnHand: rate('60'), carryingCost: 600n });
    expect(turnoverOf({ cost: minor(0), units: none, sumOfDays: 0n, closing: minor(0) }, 30, rate('0.2'))).toMatchObject({ turnover: null, daysOnHand: null, carryingCost: 0n });
  });

  test('the one that passes a threshold is in the higher class; what is not used is C', () => {
    const use = (product: string, value: number) => ({ product, value: minor(value), units: none, issues: 1 });
    const rows = classed([use('a', 70), use('b', 15), use('c', 10), use('d', 5), use('e', 0)], rate('0.8'), rate('0.95'));
    expect(rows.map(({ product, stockClass, cumulativeShare }) => [product, stockClass, cumulativeShare])).toEqual([
      ['a', 'A', rate('0.7')], ['b', 'A', rate('0.85')], ['c', 'B', rate('0.95')], ['d', 'C', rate('1')], ['e', 'C', rate('1')],
    ]);
    expect(classed([use('a', 0)], rate('0.8'), rate('0.95'))).toMatchObject([{ stockClass: 'C', share: 0n }]);
  });

  test('overstock is what more days than wanted do not need, in whole units, at its part of the value', () => {
    const of = (onHand: string, value: number, used: string) => excessOf(parseQuantity(onHand) ?? none, minor(value), parseQuantity(used) ?? none, 90, 60, 0);
    expect(of('100', 10_000, '90')).toEqual({ excess: units(40), excessValue: 4000n });
    expect(of('100', 10_000, '91')).toEqual({ excess: units(39), excessValue: 3900n });
    expect(of('100', 10_000, '0')).toEqual({ excess: units(100), excessValue: 10_000n });
    expect(of('60', 10_000, '90')).toEqual({ excess: none, excessValue: 0n });
  });
});
