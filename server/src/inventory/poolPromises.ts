// Pure: what of the pools that an action has locked is promised to order lines, and to whom the rest goes. Every function changes
// the pools and returns the rows that it makes; `here` are a line's reservations at one warehouse, quantities are in its units.
import type { ReservationRow, StockLevelRow } from '../generated/rows.ts';
import { add, fewest, most, none, subtract, type Quantity } from '../shared/quantity.ts';
import type { Day } from '../shared/time.ts';
import type { Change } from '../shared/write.ts';
import { byPlace, kitsIn, partOf, readyOf, totalOf, waitingOf } from './kitUnits.ts';
import { isTracked, promisableLots, promiseLots, releaseLots, type Freshness, type LotPart } from './lots.ts';
import type { LotGiven } from './lotsInput.ts';
import { chooseLots } from './lotsPromised.ts';
import type { Pools } from './pools.ts';
import { StockNegative, StockReserved } from './refusals.ts';

/** What of a pool is promised to nobody. */
export const freeOf = (level: StockLevelRow): Quantity => most(none, subtract(level.onHand, level.reserved));

/** What of a pool can be promised: all that is free; of a tracked product only lots that are good enough. */
export function promisable(pools: Pools, { productId, warehouseId, ...want }: Pick<ReservationRow, 'productId' | 'warehouseId'> & Freshness): Quantity {
  const level = pools.level(productId, warehouseId);
  return isTracked(level) ? fewest(freeOf(level), promisableLots(pools.lots, productId, warehouseId, want)) : freeOf(level);
}

/**
 * Takes from a reservation what was reserved and what waited; less than nothing adds to it. Lots of a tracked product follow,
 * those named first. The row as it is now.
 */
export function lower(pools: Pools, row: ReservationRow, reserved: Quantity, backordered: Quantity, first: readonly LotPart[] = []): Change[] {
  if (reserved === none && backordered === none) return [];
  const level = pools.level(row.productId, row.warehouseId);
  if (isTracked(level) && reserved > none) releaseLots(pools.lots, row, reserved, first);
  if (isTracked(level) && reserved < none) promiseLots(pools.lots, row, subtract(none, reserved));
  pools.set(level, { reserved: subtract(level.reserved, reserved), backordered: subtract(level.backordered, backordered) });
  const left = subtract(row.reserved, reserved);
  // Of goods that are gone, deliveries are short.
  return [pools.setReservation(row, { reserved: left, backordered: subtract(row.backordered, backordered), ...(row.underway > left ? { underway: left } : {}) })];
}

/** Gives a promise back, whole or in part: what waits first, then what is reserved. Call `allocate` after it. */
export function release(pools: Pools, reservation: ReservationRow, part?: Quantity): Change[] {
  const row = pools.reservation(reservation);
  const wanted = part ?? add(row.reserved, row.backordered);
  const backordered = fewest(wanted, row.backordered);
  return lower(pools, row, fewest(subtract(wanted, backordered), row.reserved), backordered);
}

/** What leaves: on which day (today when left out), and which lots where they are named. */
export interface Leaving { on?: Day; lots?: readonly LotGiven[]; path?: string[] }

/**
 * Ships against a promise: reserved goods first, then free ones that it still waits for. Followed by `issue` of the same
 * quantity, which takes the lots chosen here: those named, else those promised as far as they are good on the day. Refuses
 * STOCK_NEGATIVE where there is not as much, STOCK_RESERVED where the rest is promised to others.
 */
export function consume(pools: Pools, reservation: ReservationRow, shipped: Quantity, leaving: Leaving = {}): Change[] {
  const row = pools.reservation(reservation);
  const level = pools.level(row.productId, row.warehouseId);
  const free = freeOf(level);
  const { productName, warehouseName, allowsNegative } = pools.names(row.productId, row.warehouseId);
  if (shipped > add(row.reserved, free) && !(allowsNegative && level.reserved === row.reserved)) {
    if (shipped > level.onHand) throw StockNegative({ product: row.productId, productName, warehouseName, onHand: level.onHand, wanted: shipped });
    throw StockReserved({
      product: row.productId, productName, warehouseName, available: add(row.reserved, free), reserved: subtract(level.reserved, row.reserved), wanted: shipped,
    });
  }
  const reserved = fewest(shipped, row.reserved);
  const first = isTracked(level) ? chooseLots(pools.lots, level, row, shipped, leaving, pools.names(row.productId, row.warehouseId)) : [];
  return lower(pools, row, reserved, fewest(subtract(shipped, reserved), row.backordered), first);
}

/** Who comes first: the higher priority, then who placed first, then the line's id. */
const earlier = (a: ReservationRow, b: ReservationRow): number =>
  b.priority - a.priority || a.placedAt.getTime() - b.placedAt.getTime() || (a.orderLineId < b.orderLineId ? -1 : 1);

/** How many more units of a line its goods at a warehouse would make, at most as many as wanted. */
export function fillable(pools: Pools, here: readonly ReservationRow[], wanted: Quantity): Quantity {
  const rows = here.map((row) => pools.reservation(row));
  if (rows.length === 0) return none;
  const reach = rows.map((row) => subtract(kitsIn(add(row.reserved, promisable(pools, row)), row.perKit), readyOf(rows)));
  return most(none, reach.reduce(fewest, wanted));
}

/** Promises so many more units of a line out of what waits for it at a warehouse; no more than are `fillable`. */
export function fill(pools: Pools, here: readonly ReservationRow[], quantity: Quantity): Change[] {
  const rows = here.map((row) => pools.reservation(row));
  const target = add(readyOf(rows), quantity);
  return rows.flatMap((row) => {
    const missing = most(none, subtract(partOf(target, row.perKit), row.reserved));
    return lower(pools, row, subtract(none, missing), missing);
  });
}

/** Gives so many units of a line up: what waits first, then what is promised. Call `allocate` after it. */
export function releaseHere(pools: Pools, here: readonly ReservationRow[], quantity: Quantity): Change[] {
  const rows = here.map((row) => pools.reservation(row));
  const target = subtract(totalOf(rows), quantity);
  return rows.flatMap((row) => {
    const keeps = fewest(row.reserved, partOf(target, row.perKit));
    return lower(pools, row, subtract(row.reserved, keeps), subtract(row.backordered, subtract(partOf(target, row.perKit), keeps)));
  });
}

/** So many more units of a line wait here. */
export const waitHere = (pools: Pools, here: readonly ReservationRow[], quantity: Quantity): Change[] =>
  here.map((row) => pools.reservation(row)).flatMap((row) => lower(pools, row, none, subtract(none, partOf(quantity, row.perKit))));

/**
 * Fills what waits for a pool out of what is free: the higher priority first, then who placed first, then the order line's id. A kit is filled when all of its
 * components are there, and what waits in another warehouse comes here where its order may be served from here (see `loadWaiting`).
 */
export function allocate(pools: Pools, waiting: ReservationRow[], productId: string, warehouseId: string): Change[] {
  const isHere = (row: ReservationRow) => row.warehouseId === warehouseId;
  const lines = [...Map.groupBy(waiting, ({ orderLineId }) => orderLineId).values()]
    .filter((rows) => rows.some((row) => isHere(row) && row.productId === productId) && rows.every((row) => pools.has(row.productId, row.warehouseId)))
    .sort(([a], [b]) => (a && b ? earlier(a, b) : 0));
  return lines.flatMap((rows) => byPlace(rows.filter(isHere)).flatMap((here) => {
    const current = (place: readonly ReservationRow[]) => waitingOf(place.map((row) => pools.reservation(row)));
    const filled = fill(pools, here, fillable(pools, here, current(here)));
    const come = byPlace(rows.filter((row) => !isHere(row))).flatMap((there) => {
      const quantity = fillable(pools, here, current(there));
      return quantity === none ? [] : [...releaseHere(pools, there, quantity), ...waitHere(pools, here, quantity), ...fill(pools, here, quantity)];
    });
    return [...filled, ...come];
  }));
}

/**
 * Takes promises back until no more than `keep` of a pool is reserved: who placed last loses first, and waits again.
 * For goods that are gone whatever was promised.
 */
export function unreserve(pools: Pools, holders: ReservationRow[], productId: string, warehouseId: string, keep: Quantity): Change[] {
  const level = pools.level(productId, warehouseId);
  const own = holders.map((row) => pools.reservation(row))
    .filter((row) => row.productId === productId && row.warehouseId === warehouseId && row.reserved > none).sort((a, b) => earlier(b, a));
  return own.flatMap((row) => {
    const lost = fewest(row.reserved, most(none, subtract(level.reserved, keep)));
    return lower(pools, row, lost, subtract(none, lost));
  });
}
