// Pure: the pools (product × warehouse) that an action has locked, as they change while it decides. Every function below
// changes the kept level in `pools` and returns the rows that it makes; `changes()` gives the levels' own rows at the end.
import type { MoveKind, MoveReason, ReservationRow, StockLevelRow } from '../generated/rows.ts';
import type { DecideContext } from '../shared/action.ts';
import { minor, negate, plus, take, type Minor } from '../shared/money.ts';
import { add, fewest, fitsPlaces, most, none, subtract, type Quantity } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import { insert, update, type Change } from '../shared/write.ts';
import { MoveBackdated, StockNegative, StockReserved } from './refusals.ts';

/** What a refusal says of a pool's product and place. */
export interface PoolNames { productName: string; warehouseName: string; decimals: number }

export interface Pools {
  level(productId: string, warehouseId: string): StockLevelRow;
  names(productId: string, warehouseId: string): PoolNames;
  /** A reservation as the decision has left it so far. */
  reservation(row: ReservationRow): ReservationRow;
  /** The new columns of a level; it is among `changes()` from then on. */
  set(level: StockLevelRow, columns: Partial<StockLevelRow>): void;
  setReservation(row: ReservationRow, columns: Partial<ReservationRow>): Change;
  /** update('StockLevel', …) of all touched levels. */
  changes(): Change[];
}

/** A pool by product and warehouse, as maps know it. */
export const keyOf = ({ productId, warehouseId }: { productId: string; warehouseId: string }): string => `${productId} ${warehouseId}`;

export function poolsOf(levels: StockLevelRow[], names: ReadonlyMap<string, PoolNames> = new Map()): Pools {
  const kept = new Map(levels.map((level) => [keyOf(level), { ...level }]));
  const touched = new Set<StockLevelRow>();
  const reservations = new Map<string, ReservationRow>();
  return {
    level: (productId, warehouseId) => {
      const level = kept.get(keyOf({ productId, warehouseId }));
      if (!level) throw new Error(`pool ${productId} × ${warehouseId} is not loaded`);
      return level;
    },
    names: (productId, warehouseId) =>
      names.get(keyOf({ productId, warehouseId })) ?? { productName: productId, warehouseName: warehouseId, decimals: 6 },
    reservation: (row) => reservations.get(row.id) ?? row,
    set: (level, columns) => {
      Object.assign(level, columns);
      touched.add(level);
    },
    setReservation: (row, columns) => {
      reservations.set(row.id, { ...row, ...columns });
      return update('Reservation', row.id, columns);
    },
    changes: () => [...touched].map(({ id, productId: _product, warehouseId: _warehouse, ...columns }) => update('StockLevel', id, columns)),
  };
}

export interface MoveDraft {
  /** The move's own id, where something must name it beforehand. */
  id?: string;
  productId: string;
  warehouseId: string;
  /** Above zero; the function gives the sign. */
  quantity: Quantity;
  kind: MoveKind;
  effectiveOn: Day;
  source: { type: string; id: string };
  orderId?: string | null;
  reason?: MoveReason | null;
  note?: string | null;
  reversesMoveId?: string | null;
  /** Where the quantity stands in the input, for a field error. */
  path?: string[];
}

/** Refuses a quantity that has more decimal places than the product's unit. */
export function demandPlaces(pools: Pools, productId: string, warehouseId: string, quantity: Quantity, path = ['quantity']): void {
  const { decimals } = pools.names(productId, warehouseId);
  if (!fitsPlaces(quantity, decimals)) throw fieldRefused(path, 'decimal_places', { places: decimals });
}

function moved(pools: Pools, move: MoveDraft, quantity: Quantity, value: Minor, ctx: DecideContext): { row: Change; moveId: string } {
  const level = pools.level(move.productId, move.warehouseId);
  if (level.lastMoveOn !== null && move.effectiveOn < level.lastMoveOn) {
    const { productName } = pools.names(move.productId, move.warehouseId);
    throw MoveBackdated({ productName, day: move.effectiveOn, lastMoveOn: level.lastMoveOn });
  }
  const sequence = level.lastSequence + 1;
  pools.set(level, {
    onHand: add(level.onHand, quantity), valueMinor: plus(level.valueMinor, value), lastMoveOn: move.effectiveOn, lastSequence: sequence,
  });
  const moveId = move.id ?? ctx.newId();
  const row = insert('StockMove', {
    id: moveId, companyId: ctx.company.id, productId: move.productId, warehouseId: move.warehouseId, kind: move.kind, quantity,
    valueMinor: value, effectiveOn: move.effectiveOn, sequence, sourceType: move.source.type, sourceId: move.source.id,
    orderId: move.orderId ?? null, reason: move.reason ?? null, note: move.note ?? null, reversesMoveId: move.reversesMoveId ?? null,
    actorId: ctx.viewer.id,
  });
  return { row, moveId };
}

/** Goods come in at a value. Nothing is promised to anybody by it: see `allocate`. Refuses MOVE_BACKDATED. */
export function receive(pools: Pools, move: MoveDraft & { value: Minor }, ctx: DecideContext): { row: Change; moveId: string } {
  demandPlaces(pools, move.productId, move.warehouseId, move.quantity, move.path);
  return moved(pools, move, move.quantity, move.value, ctx);
}

/**
 * Goods leave at the pool's moving average; the cost given is positive. What they were reserved for is consumed first
 * (see `consume`), as an issue never takes what is promised to others. Refuses STOCK_NEGATIVE, STOCK_RESERVED, MOVE_BACKDATED.
 */
export function issue(pools: Pools, move: MoveDraft, ctx: DecideContext): { row: Change; moveId: string; cost: Minor } {
  const { productId, warehouseId, quantity } = move;
  demandPlaces(pools, productId, warehouseId, quantity, move.path);
  const level = pools.level(productId, warehouseId);
  const { productName, warehouseName } = pools.names(productId, warehouseId);
  if (quantity > level.onHand) throw StockNegative({ product: productId, productName, warehouseName, onHand: level.onHand, wanted: quantity });
  const available = subtract(level.onHand, level.reserved);
  if (quantity > available) {
    throw StockReserved({ product: productId, productName, warehouseName, available, reserved: level.reserved, wanted: quantity });
  }
  const cost = quantity === none ? minor(0) : take({ units: level.onHand, value: level.valueMinor }, quantity);
  return { ...moved(pools, move, subtract(none, quantity), negate(cost), ctx), cost };
}

/** The pool's value changes, its quantity does not; an empty pool and a value below zero are faults of the caller. */
export function revalue(pools: Pools, move: Omit<MoveDraft, 'quantity' | 'kind'> & { value: Minor }, ctx: DecideContext): { row: Change; moveId: string } {
  const level = pools.level(move.productId, move.warehouseId);
  if (level.onHand === none || plus(level.valueMinor, move.value) < 0n) throw new Error(`pool ${level.id} cannot be revalued by ${move.value}`);
  return moved(pools, { ...move, kind: 'VALUE', quantity: none }, none, move.value, ctx);
}

/** More (or less) is on its way from suppliers. */
export function expect(pools: Pools, productId: string, warehouseId: string, difference: Quantity): void {
  const level = pools.level(productId, warehouseId);
  pools.set(level, { incoming: most(none, add(level.incoming, difference)) });
}

const freeOf = (level: StockLevelRow): Quantity => most(none, subtract(level.onHand, level.reserved));

export interface Want {
  productId: string; warehouseId: string; quantity: Quantity; orderId: string; orderLineId: string; neededOn: Day | null; path?: string[];
  /** Nothing is promised yet: all of it waits. */
  isLater?: boolean;
}

/** Promises an order line what is available; the rest waits as backordered. */
export function reserve(pools: Pools, want: Want, ctx: DecideContext): { row: Change; reserved: Quantity; backordered: Quantity } {
  const { productId, warehouseId, quantity, path, isLater = false, ...line } = want;
  demandPlaces(pools, productId, warehouseId, quantity, path);
  const level = pools.level(productId, warehouseId);
  const reserved = isLater ? none : fewest(quantity, freeOf(level));
  const backordered = subtract(quantity, reserved);
  pools.set(level, { reserved: add(level.reserved, reserved), backordered: add(level.backordered, backordered) });
  const row = insert('Reservation', { id: ctx.newId(), productId, warehouseId, ...line, reserved, backordered, placedAt: ctx.now });
  return { row, reserved, backordered };
}

function lower(pools: Pools, row: ReservationRow, reserved: Quantity, backordered: Quantity): Change[] {
  if (reserved === none && backordered === none) return [];
  const level = pools.level(row.productId, row.warehouseId);
  pools.set(level, { reserved: subtract(level.reserved, reserved), backordered: subtract(level.backordered, backordered) });
  return [pools.setReservation(row, { reserved: subtract(row.reserved, reserved), backordered: subtract(row.backordered, backordered) })];
}

/** Promises part of what waits out of what is free: as much as is wanted and there. */
export function promise(pools: Pools, reservation: ReservationRow, wanted: Quantity): { rows: Change[]; units: Quantity; free: Quantity } {
  const row = pools.reservation(reservation);
  const free = freeOf(pools.level(row.productId, row.warehouseId));
  const units = fewest(fewest(wanted, row.backordered), free);
  return { rows: lower(pools, row, subtract(none, units), units), units, free };
}

/** Gives a promise back, whole or in part: what waits first, then what is reserved. Call `allocate` after it. */
export function release(pools: Pools, reservation: ReservationRow, part?: Quantity): Change[] {
  const row = pools.reservation(reservation);
  const wanted = part ?? add(row.reserved, row.backordered);
  const backordered = fewest(wanted, row.backordered);
  return lower(pools, row, fewest(subtract(wanted, backordered), row.reserved), backordered);
}

/**
 * Ships against a promise: reserved goods first, then free ones that it still waits for. Followed by `issue` of the same
 * quantity. Refuses STOCK_NEGATIVE where there is not as much, STOCK_RESERVED where the rest is promised to others.
 */
export function consume(pools: Pools, reservation: ReservationRow, shipped: Quantity): Change[] {
  const row = pools.reservation(reservation);
  const level = pools.level(row.productId, row.warehouseId);
  const free = freeOf(level);
  if (shipped > add(row.reserved, free)) {
    const { productName, warehouseName } = pools.names(row.productId, row.warehouseId);
    if (shipped > level.onHand) throw StockNegative({ product: row.productId, productName, warehouseName, onHand: level.onHand, wanted: shipped });
    throw StockReserved({
      product: row.productId, productName, warehouseName, available: add(row.reserved, free), reserved: subtract(level.reserved, row.reserved), wanted: shipped,
    });
  }
  const reserved = fewest(shipped, row.reserved);
  return lower(pools, row, reserved, fewest(subtract(shipped, reserved), row.backordered));
}

/** Promises again what a reversed shipment had taken: as much as is available, the rest waits. */
export function restore(pools: Pools, reservation: ReservationRow, quantity: Quantity): Change[] {
  const row = pools.reservation(reservation);
  const level = pools.level(row.productId, row.warehouseId);
  const reserved = fewest(quantity, freeOf(level));
  return lower(pools, row, subtract(none, reserved), subtract(reserved, quantity));
}

const earlier = (a: ReservationRow, b: ReservationRow): number =>
  a.placedAt.getTime() - b.placedAt.getTime() || (a.orderLineId < b.orderLineId ? -1 : 1);

/** Fills what waits for a pool out of what is free: who placed first, then the order line's id. */
export function allocate(pools: Pools, waiting: ReservationRow[], productId: string, warehouseId: string): Change[] {
  const level = pools.level(productId, warehouseId);
  const own = waiting.map((row) => pools.reservation(row))
    .filter((row) => row.productId === productId && row.warehouseId === warehouseId && row.backordered > none).sort(earlier);
  return own.flatMap((row) => {
    const filled = fewest(row.backordered, freeOf(level));
    return lower(pools, row, subtract(none, filled), filled);
  });
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
