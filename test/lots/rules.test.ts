import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CompanyRow, LotLevelRow, LotRow, ReservationRow, StockHoldRow, StockLevelRow } from '../../server/src/generated/rows.ts';
import { thresholdOf } from '../../server/src/inventory/expiryAlerts.ts';
import { refreshPool } from '../../server/src/inventory/expiry.ts';
import { hold, releaseHold } from '../../server/src/inventory/holds.ts';
import { lotBook, type LotFacts } from '../../server/src/inventory/lots.ts';
import { codesOf, lotsGiven, readSerials } from '../../server/src/inventory/lotsInput.ts';
import { allocate, consume, promisable, release, unreserve } from '../../server/src/inventory/poolPromises.ts';
import { issue, poolsOf, receive, type Pools } from '../../server/src/inventory/pools.ts';
import { reserveHere, restoreHere } from '../../server/src/inventory/promises.ts';
import type { DecideContext } from '../../server/src/shared/action.ts';
import { minor } from '../../server/src/shared/money.ts';
import { add, none, subtract, units, type Quantity } from '../../server/src/shared/quantity.ts';
import { Refusal } from '../../server/src/shared/refusal.ts';
import { InputRefused } from '../../server/src/shared/sharedRefusals.ts';
import { addDays, type Day } from '../../server/src/shared/time.ts';

const today = '2026-03-01' as Day;
let count = 0;
// A rule asks its context for no more than this.
const context = (on: Day = today) => ({ company: { id: 'company', currencyCode: 'USD' } as CompanyRow, viewer: { id: null }, today: on, now: new Date(count += 1),
  newId: () => `id${String((count += 1)).padStart(9, '0')}` }) as DecideContext;
const emptyLevel = { id: 'level', productId: 'p', warehouseId: 'w', onHand: none, reserved: none, held: none, backordered: none, incoming: none, requested: none,
  valueMinor: minor(0), lastMoveOn: null, lastSequence: 0, tracking: 'LOT' } as unknown as StockLevelRow; // what else the pool keeps is nothing to lots
const lot = (code: string, goodUntil: Day | null, more: Partial<LotRow> = {}): LotRow => ({
  id: `lot-${code}`, productId: 'p', code, producedOn: null, bestBeforeOn: null, expiresOn: goodUntil, goodUntil, supplierLot: null, supplierId: null,
  receivedOn: today, note: null, createdAt: new Date(0), version: 1, ...more,
});
const levelOf = (each: LotRow, onHand: Quantity): LotLevelRow => ({ id: `at-${each.id}`, lotId: each.id, productId: 'p', warehouseId: 'w', onHand, reserved: none, held: none });

/** A pool with lots: [code, units, last good day]. */
function poolOf(lots: [string, number, Day | null][], on: Day = today): Pools {
  const made = lots.map(([code, , goodUntil]) => lot(code, goodUntil));
  const facts: Partial<LotFacts> = {
    lots: made, levels: made.map((each, index) => levelOf(each, units(lots[index]?.[1] ?? 0))), products: [{ id: 'p', name: 'Milk', tracking: 'LOT', shelfLifeDays: null }],
  };
  const onHand = units(lots.reduce((sum, [, quantity]) => sum + quantity, 0));
  return poolsOf([{ ...emptyLevel, onHand, valueMinor: minor(100 * Number(onHand / 1_000_000n)) }], new Map(), undefined, lotBook({ ...facts, today: on }));
}
const want = (pools: Pools, quantity: number, more: { neededOn?: Day; minimumShelfLifeDays?: number } = {}, ctx = context()): ReservationRow => {
  const { here } = reserveHere(pools, { orderId: 'o', orderLineId: ctx.newId(), goods: [{ productId: 'p', perKit: null }], warehouseId: 'w', quantity: units(quantity),
    neededOn: more.neededOn ?? null, minimumShelfLifeDays: more.minimumShelfLifeDays ?? null, isLinked: false }, ctx);
  return here[0] as ReservationRow; // of one product there is one
};
const promised = (pools: Pools, { id }: ReservationRow) => pools.lots.promised(id).map(({ lotId, quantity }) => `${pools.lots.lot(lotId).code} ${quantity / 1_000_000n}`).join(', ');
const state = (pools: Pools) => pools.lots.levels('p', 'w').map(({ lotId, onHand, reserved, held }) =>
  `${pools.lots.lot(lotId).code} ${onHand / 1_000_000n}/${reserved / 1_000_000n}/${held / 1_000_000n}`);
const move = { productId: 'p', warehouseId: 'w', source: { type: 'Test', id: 's' }, effectiveOn: today, path: ['quantity'] };
const refusalOf = (work: () => unknown): string => {
  try {
    work();
    return 'done';
  } catch (error) {
    if (error instanceof InputRefused) return error.issues.map(({ path, code }) => `${path.join('.')} ${code}`).join();
    if (error instanceof Refusal) return error.kind.code;
    throw error;
  }
};
const in3 = addDays(today, 3);
const in9 = addDays(today, 9);
const gone = addDays(today, -1);

describe('first to expire first', () => {
  test.each<[string, [string, number, Day | null][], number, { neededOn?: Day; minimumShelfLifeDays?: number }, string]>([
    ['takes the shortest first', [['L', 5, in9], ['S', 2, in3]], 4, {}, 'S 2, L 2'],
    ['takes what never expires last', [['N', 5, null], ['L', 1, in9]], 3, {}, 'L 1, N 2'],
    ['takes a lot on its last day', [['T', 2, today]], 2, {}, 'T 2'],
    ['takes nothing that has expired', [['X', 5, gone], ['L', 1, in9]], 3, {}, 'L 1'],
    ['looks at the day on which it is needed', [['S', 5, in3], ['L', 1, in9]], 3, { neededOn: addDays(today, 4) }, 'L 1'],
    ['takes a needed day that is past for today', [['S', 5, in3]], 3, { neededOn: addDays(today, -30) }, 'S 3'],
    ['asks for the customer\'s days beyond it', [['S', 5, in3], ['L', 4, in9]], 3, { minimumShelfLifeDays: 4 }, 'L 3'],
    ['counts the customer\'s days from the needed day', [['L', 4, in9], ['N', 1, null]], 3, { neededOn: in3, minimumShelfLifeDays: 7 }, 'N 1'],
    ['takes a lot that lasts exactly as long', [['L', 4, in9]], 3, { neededOn: in3, minimumShelfLifeDays: 6 }, 'L 3'],
  ])('%s', (_what, lots, quantity, more, expected) => {
    const pools = poolOf(lots);
    const row = want(pools, quantity, more);
    expect(promised(pools, row)).toBe(expected);
    expect(row.reserved + row.backordered).toBe(units(quantity));
  });

  test('takes what came first of lots without a day', () => {
    const pools = poolsOf([{ ...emptyLevel, onHand: units(4) }], new Map(), undefined, lotBook({
      today, products: [{ id: 'p', name: 'Screws', tracking: 'LOT', shelfLifeDays: null }],
      lots: [lot('B', null, { receivedOn: in3 }), lot('A', null, { receivedOn: in9 })], levels: [levelOf(lot('B', null), units(2)), levelOf(lot('A', null), units(2))],
    }));
    expect(promised(pools, want(pools, 3))).toBe('B 2, A 1');
  });
});

describe('shipping', () => {
  test('takes the promised lots, and others where these will not do on the day any more', () => {
    const pools = poolOf([['S', 2, in3], ['L', 5, in9]]);
    const row = want(pools, 3);
    expect(promised(pools, row)).toBe('S 2, L 1');
    consume(pools, row, units(3), { on: addDays(today, 4) });
    issue(pools, { ...move, kind: 'SHIPMENT', quantity: units(3), effectiveOn: addDays(today, 4) }, context());
    expect(state(pools)).toEqual(['S 2/0/0', 'L 2/0/0']);
  });

  test('takes the lots that are named, and gives the promised ones back', () => {
    const pools = poolOf([['S', 2, in3], ['L', 5, in9]]);
    const row = want(pools, 2);
    consume(pools, row, units(1), { lots: [{ code: 'L', quantity: units(1) }] });
    issue(pools, { ...move, kind: 'SHIPMENT', quantity: units(1) }, context());
    expect(state(pools)).toEqual(['S 2/1/0', 'L 4/0/0']);
    expect(promised(pools, row)).toBe('S 1');
  });

  test('refuses a lot that is promised to others, will not last, is not here or does not sum up', () => {
    const pools = poolOf([['S', 2, in3], ['L', 5, in9]]);
    want(pools, 2);
    const row = want(pools, 4, { minimumShelfLifeDays: 5 });
    const ship = (lots: { code: string; quantity: Quantity }[], quantity = 1) => refusalOf(() => consume(pools, row, units(quantity), { lots, path: ['lines', '0', 'quantity'] }));
    expect(ship([{ code: 'S', quantity: units(1) }])).toBe('LOT_SHORT');
    release(pools, row);
    const picky = want(pools, 1, { minimumShelfLifeDays: 5 });
    expect(refusalOf(() => consume(pools, picky, units(1), { on: addDays(today, 6), lots: [{ code: 'L', quantity: units(1) }] }))).toBe('LOT_NOT_GOOD');
    expect(refusalOf(() => consume(pools, picky, units(1), { on: addDays(today, 6) }))).toBe('GOOD_LOTS_SHORT');
    expect(ship([{ code: 'Q', quantity: units(1) }])).toBe('lines.0.lots lot_not_here');
    expect(ship([{ code: 'L', quantity: units(2) }])).toBe('lines.0.lots lots_sum');
  });
});

describe('numbers', () => {
  test.each<[string, string[] | string]>([
    ['A1, A2\nA3', ['A1', 'A2', 'A3']], ['SN098..SN101', ['SN098', 'SN099', 'SN100', 'SN101']], ['X-7 … X-9; Y', ['X-7', 'X-8', 'X-9', 'Y']], ['  ', []],
    ['A1..B2', 'serials serials_range'], ['A9..A10', 'serials serials_range'], ['A5..A1', 'serials serials_range'], ['A1..A2..A3', 'serials serials_range'],
    ['A00000..A99999', 'serials serials_range'],
  ])('%s', (given, expected) => {
    expect(typeof expected === 'string' ? refusalOf(() => readSerials(given, ['serials'])) : readSerials(given, ['serials'])).toEqual(expected);
    if (typeof expected !== 'string') expect(codesOf({ serials: given })).toEqual(expected);
  });

  test('an only lot has the whole quantity, several have theirs', () => {
    expect(lotsGiven({ lots: [{ code: 'A' }] }, units(7), ['quantity'])?.map(({ quantity }) => quantity)).toEqual([units(7)]);
    expect(lotsGiven({ lots: [{ code: 'A' }, { code: 'B', quantity: units(2) }] }, units(3), ['quantity'])?.map(({ quantity }) => quantity)).toEqual([units(1), units(2)]);
    expect(lotsGiven({}, units(3), ['quantity'])).toBeUndefined();
  });

  test.each([[31, undefined], [30, 30], [8, 30], [7, 7], [0, 7], [-1, -1], [-400, -1]])('with %i days left the alert is that of %s', (days, threshold) => {
    expect(thresholdOf(days, { expiryNoticeDays: 30, expiryUrgentDays: 7 })).toBe(threshold);
  });
});

describe('whatever happens to a pool', () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('receive' as const), code: fc.constantFrom('A', 'B', 'C', 'D'), units: fc.integer({ min: 1, max: 5 }), days: fc.option(fc.integer({ min: -2, max: 12 })) }),
    fc.record({ do: fc.constant('want' as const), units: fc.integer({ min: 1, max: 6 }), needed: fc.option(fc.integer({ min: -2, max: 8 })), least: fc.option(fc.integer({ min: 0, max: 6 })) }),
    fc.record({ do: fc.constant('ship' as const), which: fc.nat(9), units: fc.integer({ min: 1, max: 4 }), named: fc.option(fc.constantFrom('A', 'B', 'C', 'D')) }),
    fc.record({ do: fc.constantFrom('release' as const, 'restore' as const), which: fc.nat(9), units: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ do: fc.constant('spoil' as const), units: fc.integer({ min: 1, max: 4 }), named: fc.option(fc.constantFrom('A', 'B', 'C', 'D')) }),
    fc.record({ do: fc.constant('hold' as const), units: fc.integer({ min: 1, max: 4 }) }),
    fc.record({ do: fc.constantFrom('unhold' as const, 'unreserve' as const), which: fc.nat(9), units: fc.integer({ min: 0, max: 4 }) }),
    fc.record({ do: fc.constant('night' as const), days: fc.integer({ min: 1, max: 3 }) }),
  );

  test('lots sum to their pool, promises to their lots, and no lot is promised or shipped that will not do', () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let on = today;
      let facts: LotFacts = { today, lots: [], levels: [], reserved: [], products: [{ id: 'p', name: 'Milk', tracking: 'LOT', shelfLifeDays: null }], moved: [] };
      let pools = poolsOf([{ ...emptyLevel }], new Map(), undefined, lotBook(facts));
      const rows: ReservationRow[] = [];
      const holds: StockHoldRow[] = [];
      const now = (row: ReservationRow) => pools.reservation(row);
      const at = <T>(list: T[], which: number): T | undefined => list[which % Math.max(list.length, 1)];
      const act = (each: (typeof steps)[number]): void => {
        const ctx = context(on);
        if (each.do === 'receive') {
          receive(pools, { ...move, kind: 'ADJUSTMENT', quantity: units(each.units), value: minor(100), effectiveOn: on,
            lots: [{ code: each.code, quantity: units(each.units), ...(pools.lots.find('p', each.code) || each.days === null ? {} : { expiresOn: addDays(on, each.days) }) }] }, ctx);
          allocate(pools, rows, 'p', 'w');
        } else if (each.do === 'want') {
          rows.push(want(pools, each.units, { ...(each.needed === null ? {} : { neededOn: addDays(on, each.needed) }), ...(each.least === null ? {} : { minimumShelfLifeDays: each.least }) }, ctx));
        } else if (each.do === 'ship') {
          const row = at(rows, each.which);
          if (!row) return;
          consume(pools, now(row), units(each.units), { on, ...(each.named ? { lots: [{ code: each.named, quantity: units(each.units) }] } : {}) });
          const { moveId } = issue(pools, { ...move, kind: 'SHIPMENT', quantity: units(each.units), effectiveOn: on }, ctx);
          for (const { lotId } of pools.lots.moved(moveId)) {
            const { goodUntil } = pools.lots.lot(lotId);
            expect(goodUntil === null || goodUntil >= addDays(on, row.minimumShelfLifeDays ?? 0)).toBe(true);
          }
        } else if (each.do === 'release' || each.do === 'restore') {
          const row = at(rows, each.which);
          if (row && each.do === 'release') release(pools, now(row), units(each.units));
          if (row && each.do === 'restore') restoreHere(pools, [now(row)], units(each.units));
        } else if (each.do === 'spoil') {
          issue(pools, { ...move, kind: 'ADJUSTMENT', quantity: units(each.units), effectiveOn: on, ...(each.named ? { lots: [{ code: each.named, quantity: units(each.units) }] } : {}) }, ctx);
        } else if (each.do === 'hold') {
          holds.push(...hold(pools, { productId: 'p', warehouseId: 'w', quantity: units(each.units), kind: 'MANUAL' }, ctx).holds);
        } else if (each.do === 'unhold') {
          const held = at(holds, each.which);
          if (held) releaseHold(pools, held, {}, ctx);
        } else if (each.do === 'unreserve') {
          unreserve(pools, rows, 'p', 'w', units(each.units));
        } else if (each.do === 'night') {
          on = addDays(on, each.days);
          // A new day is a new decision: what was known is loaded again.
          const levels = pools.lots.levels('p', 'w').map((level) => ({ ...level }));
          const reserved = rows.flatMap((row) => pools.lots.promised(row.id).map((part) => ({ id: `${row.id} ${part.lotId}`, reservationId: row.id, ...part })));
          facts = { ...facts, today: on, lots: levels.map(({ lotId }) => pools.lots.lot(lotId)), levels, reserved };
          rows.splice(0, rows.length, ...rows.map(now));
          pools = poolsOf([{ ...pools.level('p', 'w') }], new Map(), undefined, lotBook(facts));
          const { held } = refreshPool(pools, { holders: rows, waiting: rows.filter(({ backordered }) => backordered > none), holds }, 'p', 'w', context(on));
          expect(held.every(({ lotId }) => (pools.lots.lot(lotId).goodUntil ?? on) < on)).toBe(true);
          for (const row of rows) for (const { lotId } of pools.lots.promised(row.id)) expect((pools.lots.lot(lotId).goodUntil ?? on) >= on).toBe(true);
        }
      };
      for (const each of steps) {
        const before = JSON.stringify([pools.level('p', 'w'), state(pools)], (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
        try {
          act(each);
        } catch (error) {
          // A refused decision is thrown away whole; here the pool goes on, so only those that change nothing may be refused.
          if (!(error instanceof Refusal)) throw error;
          const after = JSON.stringify([pools.level('p', 'w'), state(pools)], (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
          if (before !== after) return;
        }
        const level = pools.level('p', 'w');
        const lots = pools.lots.levels('p', 'w');
        const sum = (what: (each: LotLevelRow) => Quantity) => lots.reduce((all, one) => add(all, what(one)), none);
        expect([sum((one) => one.onHand), sum((one) => one.reserved), sum((one) => one.held)]).toEqual([level.onHand, level.reserved, level.held]);
        expect(lots.every((one) => one.held >= 0n && one.held <= one.reserved && one.reserved <= one.onHand)).toBe(true);
        const own = rows.map(now);
        expect(own.reduce((all, row) => add(all, row.reserved), none)).toBe(subtract(level.reserved, level.held));
        for (const row of own) expect(pools.lots.promised(row.id).reduce((all, part) => add(all, part.quantity), none)).toBe(row.reserved);
        // Nobody waits for what is there and good enough for him, once goods came or a night passed.
        if (each.do === 'receive') for (const row of own) expect(row.backordered === none || promisable(pools, row) === none).toBe(true);
      }
    }), { numRuns: 400 });
  });
});
