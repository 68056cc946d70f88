// Pure: the pools (product × warehouse) that an action has locked, as they change while it decides. Every function below
// changes the kept level in `pools` and returns the rows that it makes; `changes()` gives the levels' own rows at the end.
import type { MoveKind, MoveReason, ReservationRow, StockLevelRow } from '../generated/rows.ts';
import type { DecideContext } from '../shared/action.ts';
import { minor, negate, plus, type Minor } from '../shared/money.ts';
import { add, fitsPlaces, most, none, subtract, type Quantity } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import { insert, update, type Change } from '../shared/write.ts';
import { binBook, type BinBook, type BinPart } from './bins.ts';
import { isTracked, lotBook, type LotBook } from './lots.ts';
import type { LotGiven } from './lotsInput.ts';
import { issueLots, receiveLots } from './lotsMoved.ts';
import { StockNegative, StockReserved } from './refusals.ts';
import { valueBook, type Coming, type ValueBook } from './valueBook.ts';

/** What a refusal says of a pool's product and place, and whether more may leave than is there. */
export interface PoolNames { productName: string; warehouseName: string; decimals: number; allowsNegative?: boolean }

export interface Pools {
  level(productId: string, warehouseId: string): StockLevelRow;
  /** Whether the pool is among those locked. */
  has(productId: string, warehouseId: string): boolean;
  names(productId: string, warehouseId: string): PoolNames;
  /** A reservation as the decision has left it so far. */
  reservation(row: ReservationRow): ReservationRow;
  /** The new columns of a level; it is among `changes()` from then on. */
  set(level: StockLevelRow, columns: Partial<StockLevelRow>): void;
  setReservation(row: ReservationRow, columns: Partial<ReservationRow>): Change;
  /** What lies in bins; it follows the moves by itself. */
  readonly bins: BinBook;
  /** The lots of pools whose products are tracked; they follow moves and promises by themselves. */
  readonly lots: LotBook;
  /** What moves are worth; layers, and what follows from late knowledge. */
  readonly values: ValueBook;
  /** update('StockLevel', …) of all touched levels, and what follows from the moves. */
  changes(): Change[];
}

/** A pool by product and warehouse, as maps know it. */
export const keyOf = ({ productId, warehouseId }: { productId: string; warehouseId: string }): string => `${productId} ${warehouseId}`;

export function poolsOf(levels: StockLevelRow[], names: ReadonlyMap<string, PoolNames> = new Map(), bins: BinBook = binBook(),
  lots: LotBook = lotBook({ today: '0001-01-01' as Day }), values: ValueBook = valueBook()): Pools {
  const kept = new Map(levels.map((level) => [keyOf(level), { ...level }]));
  const touched = new Set<StockLevelRow>();
  const reservations = new Map<string, ReservationRow>();
  const pools: Pools = {
    bins, lots, values,
    level: (productId, warehouseId) => {
      const level = kept.get(keyOf({ productId, warehouseId }));
      if (!level) throw new Error(`pool ${productId} × ${warehouseId} is not loaded`);
      return level;
    },
    has: (productId, warehouseId) => kept.has(keyOf({ productId, warehouseId })),
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
    changes: () => {
      bins.settle({ ...pools, lotsOf: lots.moved, lotOnHand: (lotId, warehouseId) => lots.level(lotId, warehouseId).onHand });
      const valued = values.changes(pools.set, (key) => kept.get(key));
      return [...[...touched].map(({ id, productId: _product, warehouseId: _warehouse, tracking: _tracking, costingMethod: _costing, ...columns }) => update('StockLevel', id, columns)),
        ...valued, ...lots.changes(), ...bins.changes()];
    },
  };
  return pools;
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
  /** The issue whose cost a receipt has: the other side of a transfer, a customer's return. */
  valuedByMoveId?: string | null;
  /** The receipt whose quantity or cost it corrects, and whose place it takes. */
  correctsMoveId?: string | null;
  /** The bins that it goes into or comes out of; left out: those that are usual, see `bins.ts`. */
  bins?: BinPart[];
  /** Of a tracked product: the lots that it is. See receiveLots and issueLots for what is taken when they are left out. */
  lots?: readonly LotGiven[];
  /** Who sent goods that come in: kept with new lots. */
  supplierId?: string | null;
  /** Where the quantity stands in the input, for a field error. */
  path?: string[];
}

/** Refuses a quantity that has more decimal places than the product's unit. */
export function demandPlaces(pools: Pools, productId: string, warehouseId: string, quantity: Quantity, path = ['quantity']): void {
  const { decimals } = pools.names(productId, warehouseId);
  if (!fitsPlaces(quantity, decimals)) throw fieldRefused(path, 'decimal_places', { places: decimals });
}

/** A move with its own id and place, and its pool as it was before. */
function comingOf(pools: Pools, move: MoveDraft, quantity: Quantity, valueMinor: Minor, ctx: DecideContext): Coming {
  const level = pools.level(move.productId, move.warehouseId);
  const names = pools.names(move.productId, move.warehouseId);
  return {
    level: { ...level }, names, allowsNegative: !!names.allowsNegative,
    move: {
      id: move.id ?? ctx.newId(), kind: move.kind, quantity, valueMinor, effectiveOn: move.effectiveOn, sequence: level.lastSequence + 1, orderId: move.orderId ?? null,
      reversesMoveId: move.reversesMoveId ?? null, valuedByMoveId: move.valuedByMoveId ?? null, correctsMoveId: move.correctsMoveId ?? null,
    },
  };
}

function moved(pools: Pools, draft: MoveDraft, coming: Coming, ctx: DecideContext): { row: Change; moveId: string } {
  const { productId, warehouseId, source, reason, note } = draft;
  const { move } = coming;
  const level = pools.level(productId, warehouseId);
  pools.set(level, {
    onHand: add(level.onHand, move.quantity), valueMinor: plus(level.valueMinor, move.valueMinor), lastSequence: move.sequence,
    lastMoveOn: level.lastMoveOn !== null && level.lastMoveOn > move.effectiveOn ? level.lastMoveOn : move.effectiveOn,
  });
  const row = insert('StockMove', {
    ...move, companyId: ctx.company.id, productId, warehouseId, sourceType: source.type, sourceId: source.id, reason: reason ?? null, note: note ?? null,
    actorId: ctx.viewer.id,
  });
  pools.values.note(coming, ctx);
  if (move.quantity !== none) pools.bins.note({ ...draft, moveId: move.id, quantity: move.quantity, bins: draft.bins }, ctx);
  return { row, moveId: move.id };
}

/** Goods come in at a value, on any day of an open period. Nothing is promised to anybody by it: see `allocate`. */
export function receive(pools: Pools, move: MoveDraft & { value: Minor }, ctx: DecideContext): { row: Change; moveId: string } {
  demandPlaces(pools, move.productId, move.warehouseId, move.quantity, move.path);
  const made = moved(pools, move, comingOf(pools, move, move.quantity, move.value, ctx), ctx);
  const level = pools.level(move.productId, move.warehouseId);
  if (isTracked(level)) receiveLots(pools.lots, level, made.moveId, move, ctx);
  return made;
}

/**
 * Goods leave at their cost by the product's method; the cost given is positive. What they were reserved for is consumed first
 * (see `consume`), as an issue never takes what is promised to others. One that reverses a receipt takes back what that is worth.
 * Refuses STOCK_NEGATIVE (unless the warehouse allows it), STOCK_NEGATIVE_LATER, STOCK_RESERVED.
 */
export function issue(pools: Pools, move: MoveDraft, ctx: DecideContext): { row: Change; moveId: string; cost: Minor } {
  const { productId, warehouseId, quantity } = move;
  demandPlaces(pools, productId, warehouseId, quantity, move.path);
  const level = pools.level(productId, warehouseId);
  const { productName, warehouseName, allowsNegative } = pools.names(productId, warehouseId);
  if (quantity > level.onHand && !allowsNegative) throw StockNegative({ product: productId, productName, warehouseName, onHand: level.onHand, wanted: quantity });
  const available = subtract(level.onHand, level.reserved);
  if (quantity > available && !(allowsNegative && level.reserved === none)) {
    throw StockReserved({ product: productId, productName, warehouseName, available, reserved: level.reserved, wanted: quantity });
  }
  const draft = { ...move, correctsMoveId: move.correctsMoveId ?? move.reversesMoveId };
  const coming = comingOf(pools, draft, subtract(none, quantity), minor(0), ctx);
  const cost = pools.values.costOf(coming, ctx);
  const made = moved(pools, draft, { ...coming, move: { ...coming.move, valueMinor: negate(cost) } }, ctx);
  if (isTracked(level)) issueLots(pools.lots, level, made.moveId, move, pools.names(productId, warehouseId));
  return { ...made, cost };
}

/**
 * The cost of a receipt (`correctsMoveId`) turns out otherwise: what is left of it and what has left take their shares. Without
 * one, what is there is worth more or less; then an empty pool and a value below zero are faults of the caller.
 */
export function revalue(pools: Pools, move: Omit<MoveDraft, 'quantity' | 'kind'> & { value: Minor }, ctx: DecideContext): { row: Change; moveId: string } {
  const level = pools.level(move.productId, move.warehouseId);
  if (!move.correctsMoveId && (level.onHand <= none || plus(level.valueMinor, move.value) < 0n)) throw new Error(`pool ${level.id} cannot be revalued by ${move.value}`);
  const draft = { ...move, kind: 'VALUE' as const, quantity: none };
  return moved(pools, draft, comingOf(pools, draft, none, move.value, ctx), ctx);
}

/** More (or less) is on its way from suppliers. */
export function expect(pools: Pools, productId: string, warehouseId: string, difference: Quantity): void {
  const level = pools.level(productId, warehouseId);
  pools.set(level, { incoming: most(none, add(level.incoming, difference)) });
}
