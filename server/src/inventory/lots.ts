// Pure: lots and serial numbers of tracked products as an action has loaded them and as they change while it decides. The pools'
// own functions (pools.ts) call these, so that whoever moves or promises goods moves and promises lots, too. A serial number is
// a lot of one unit.
import type { LotLevelRow, LotRow, ReservationRow, ReservedLotRow, StockLevelRow, Tracking } from '../generated/rows.ts';
import { newId } from '../shared/eventRows.ts';
import { add, fewest, none, subtract, type Quantity } from '../shared/quantity.ts';
import { addDays, type Day } from '../shared/time.ts';
import { insert, remove, update, type Change } from '../shared/write.ts';

export interface LotPart { lotId: string; quantity: Quantity }
/** What of a tracked product is known beside its lots. */
export interface TrackedProduct { id: string; name: string; tracking: Tracking; shelfLifeDays: number | null }
export interface LotFacts {
  today: Day; lots: LotRow[]; levels: LotLevelRow[]; reserved: ReservedLotRow[]; products: TrackedProduct[];
  /** Lots of moves that are to be reversed or that value others: signed. */
  moved: { moveId: string; lotId: string; quantity: Quantity }[];
}

export interface LotBook {
  readonly today: Day;
  /** Whether any of the pools is tracked. */
  isAny(): boolean;
  product(productId: string): TrackedProduct | undefined;
  has(lotId: string): boolean;
  lot(lotId: string): LotRow;
  /** A lot by what is printed on it, where it was loaded or has just been made. */
  find(productId: string, code: string): LotRow | undefined;
  /** A new lot. */
  make(lot: LotRow): void;
  /** What of a lot lies in a warehouse, as decided so far; empty where none ever did. */
  level(lotId: string, warehouseId: string): LotLevelRow;
  /** All of a pool: what is good the shortest first, then what came first. */
  levels(productId: string, warehouseId: string): LotLevelRow[];
  /** Whether any of a lot is on hand somewhere, as far as it was loaded. */
  isAnywhere(lotId: string): boolean;
  change(level: LotLevelRow, columns: Partial<Pick<LotLevelRow, 'onHand' | 'reserved' | 'held'>>): void;
  /** Which lots a reservation is promised: what is good the shortest first. */
  promised(reservationId: string): LotPart[];
  promise(reservationId: string, lotId: string, quantity: Quantity): void;
  /** Lots of a move, signed as the move is. */
  moved(moveId: string): LotPart[];
  move(moveId: string, part: LotPart): void;
  /** Parts that `consume` has chosen, for the `issue` that follows it. */
  choose(pool: string, parts: LotPart[]): void;
  chosen(pool: string): LotPart[] | undefined;
  /** Takes in what was loaded later. */
  take(facts: Partial<LotFacts>): void;
  /** Rows of holds and other things that came about with lots. */
  push(change: Change): void;
  changes(): Change[];
}

export const isTracked = ({ tracking }: Pick<StockLevelRow, 'tracking'>): boolean => tracking === 'LOT' || tracking === 'SERIAL';
const latest = '9999-12-31';

/** First to expire first, then first in; pieces of one receipt by their numbers' age. */
export const fefo = (a: LotRow, b: LotRow): number => {
  const [x, y] = [a, b].map((lot) => `${lot.goodUntil ?? latest} ${lot.receivedOn ?? latest} ${lot.id}`) as [string, string];
  return x < y ? -1 : x > y ? 1 : 0;
};

/** Whether a lot is good on a day and for so many days more. */
export const isGood = (lot: Pick<LotRow, 'goodUntil'>, on: Day, minimumDays: number | null = 0): boolean =>
  lot.goodUntil === null || lot.goodUntil >= addDays(on, minimumDays ?? 0);

export const freeOfLot = (level: Pick<LotLevelRow, 'onHand' | 'reserved'>): Quantity => subtract(level.onHand, level.reserved);
export const sumOf = (parts: readonly { quantity: Quantity }[]): Quantity => parts.reduce((sum, { quantity }) => add(sum, quantity), none);

export function lotBook(facts: Partial<LotFacts> & { today: Day }): LotBook {
  const products = new Map<string, TrackedProduct>();
  const lots = new Map<string, LotRow>();
  const byCode = new Map<string, LotRow>();
  const levels = new Map<string, LotLevelRow>();
  const reserved = new Map<string, ReservedLotRow>();
  const moves = new Map<string, LotPart[]>();
  const stored = new Set<object>();
  const touched = new Set<LotLevelRow>();
  const pledged = new Set<ReservedLotRow>();
  const chosen = new Map<string, LotPart[]>();
  const rows: Change[] = [];
  const keep = (lot: LotRow) => {
    lots.set(lot.id, lot);
    byCode.set(`${lot.productId} ${lot.code}`, lot);
  };
  const take = (more: Partial<LotFacts>) => {
    for (const product of more.products ?? []) products.set(product.id, product);
    for (const lot of more.lots ?? []) if (!lots.has(lot.id)) keep({ ...lot });
    for (const level of more.levels ?? []) {
      const key = `${level.lotId} ${level.warehouseId}`;
      if (levels.has(key)) continue;
      const own = { ...level };
      levels.set(key, own);
      stored.add(own);
    }
    for (const row of more.reserved ?? []) {
      const own = { ...row };
      reserved.set(`${row.reservationId} ${row.lotId}`, own);
      stored.add(own);
    }
    for (const { moveId, ...part } of more.moved ?? []) moves.set(moveId, [...moves.get(moveId) ?? [], part]);
  };
  const lot = (lotId: string): LotRow => {
    const found = lots.get(lotId);
    if (!found) throw new Error(`lot ${lotId} is not loaded`);
    return found;
  };
  take(facts);
  return {
    today: facts.today, take, lot,
    has: (lotId) => lots.has(lotId),
    isAny: () => products.size > 0,
    product: (productId) => products.get(productId),
    find: (productId, code) => byCode.get(`${productId} ${code}`),
    make: (made) => {
      keep(made);
      rows.push(insert('Lot', made));
    },
    level: (lotId, warehouseId) => {
      const key = `${lotId} ${warehouseId}`;
      const found = levels.get(key);
      if (found) return found;
      const made: LotLevelRow = { id: newId(), lotId, productId: lot(lotId).productId, warehouseId, onHand: none, reserved: none, held: none };
      levels.set(key, made);
      return made;
    },
    levels: (productId, warehouseId) => [...levels.values()].filter((level) => level.productId === productId && level.warehouseId === warehouseId)
      .sort((a, b) => fefo(lot(a.lotId), lot(b.lotId))),
    isAnywhere: (lotId) => [...levels.values()].some((level) => level.lotId === lotId && level.onHand > none),
    change: (level, columns) => {
      Object.assign(level, columns);
      touched.add(level);
    },
    promised: (reservationId) => [...reserved.values()].filter((row) => row.reservationId === reservationId && row.quantity > none)
      .sort((a, b) => fefo(lot(a.lotId), lot(b.lotId))).map(({ lotId, quantity }) => ({ lotId, quantity })),
    promise: (reservationId, lotId, quantity) => {
      const key = `${reservationId} ${lotId}`;
      const row = reserved.get(key) ?? { id: newId(), reservationId, lotId, quantity: none };
      row.quantity = add(row.quantity, quantity);
      reserved.set(key, row);
      pledged.add(row);
    },
    moved: (moveId) => moves.get(moveId) ?? [],
    move: (moveId, part) => {
      moves.set(moveId, [...moves.get(moveId) ?? [], part]);
      rows.push(insert('LotMove', { id: newId(), moveId, ...part }));
    },
    choose: (pool, parts) => { chosen.set(pool, parts); },
    chosen: (pool) => {
      const parts = chosen.get(pool);
      chosen.delete(pool);
      return parts;
    },
    push: (change) => { rows.push(change); },
    changes: () => [
      ...rows,
      ...[...touched].map((level) => {
        const { id, onHand, reserved: promised, held } = level;
        return stored.has(level) ? update('LotLevel', id, { onHand, reserved: promised, held }) : insert('LotLevel', { ...level });
      }),
      ...[...pledged].flatMap((row): Change[] => {
        if (!stored.has(row)) return row.quantity > none ? [insert('ReservedLot', { ...row })] : [];
        return [row.quantity > none ? update('ReservedLot', row.id, { quantity: row.quantity }) : remove('ReservedLot', row.id)];
      }),
    ],
  };
}

/** What a promise asks of lots: the day on which it is needed (default and at the earliest today), and days that they must last beyond. */
export type Freshness = Pick<ReservationRow, 'neededOn' | 'minimumShelfLifeDays'>;
export const neededDay = (book: Pick<LotBook, 'today'>, { neededOn }: Freshness): Day => (neededOn !== null && neededOn > book.today ? neededOn : book.today);

const goodLevels = (book: LotBook, productId: string, warehouseId: string, want: Freshness): LotLevelRow[] =>
  book.levels(productId, warehouseId).filter((level) => freeOfLot(level) > none && isGood(book.lot(level.lotId), neededDay(book, want), want.minimumShelfLifeDays));

/** How much of a pool can be promised in lots that are good enough. */
export const promisableLots = (book: LotBook, productId: string, warehouseId: string, want: Freshness): Quantity =>
  goodLevels(book, productId, warehouseId, want).reduce((sum, level) => add(sum, freeOfLot(level)), none);

type Holder = Pick<ReservationRow, 'id' | 'productId' | 'warehouseId'> & Freshness;

function pledge(book: LotBook, { id, warehouseId }: Pick<Holder, 'id' | 'warehouseId'>, lotId: string, quantity: Quantity): void {
  const level = book.level(lotId, warehouseId);
  book.change(level, { reserved: add(level.reserved, quantity) });
  book.promise(id, lotId, quantity);
}

/** Promises a reservation so many units of good lots, first to expire first; that there are as many was asked before. */
export function promiseLots(book: LotBook, reservation: Holder, quantity: Quantity): void {
  let left = quantity;
  for (const level of goodLevels(book, reservation.productId, reservation.warehouseId, reservation)) {
    const part = fewest(left, freeOfLot(level));
    if (part > none) pledge(book, reservation, level.lotId, part);
    left = subtract(left, part);
  }
  if (left > none) throw new Error(`${left} of ${reservation.productId} are promised in no lot`);
}

/** Takes promises of lots back: those named first, then what is good the longest. */
export function releaseLots(book: LotBook, reservation: Pick<Holder, 'id' | 'warehouseId'>, quantity: Quantity, first: readonly LotPart[] = []): void {
  let left = quantity;
  const give = (lotId: string, most: Quantity) => {
    const held = book.promised(reservation.id).find((each) => each.lotId === lotId)?.quantity ?? none;
    const part = fewest(fewest(left, most), held);
    if (part > none) pledge(book, reservation, lotId, subtract(none, part));
    left = subtract(left, part);
  };
  for (const { lotId, quantity: most } of first) give(lotId, most);
  for (const { lotId, quantity: most } of book.promised(reservation.id).toReversed()) give(lotId, most);
  if (left > none) throw new Error(`reservation ${reservation.id} is promised ${left} in no lot`);
}

/**
 * The lots that leave for a promise on a day: those it is promised and that are still good enough, then free good ones.
 * Fewer than wanted where there are no more.
 */
export function lotsToShip(book: LotBook, reservation: Holder, quantity: Quantity, on: Day): LotPart[] {
  const { id, productId, warehouseId, minimumShelfLifeDays } = reservation;
  const parts: LotPart[] = [];
  let left = quantity;
  const offer = (lotId: string, units: Quantity) => {
    const part = fewest(left, units);
    if (part <= none || !isGood(book.lot(lotId), on, minimumShelfLifeDays)) return;
    const same = parts.find((each) => each.lotId === lotId);
    if (same) same.quantity = add(same.quantity, part);
    else parts.push({ lotId, quantity: part });
    left = subtract(left, part);
  };
  for (const { lotId, quantity: units } of book.promised(id)) offer(lotId, units);
  for (const level of book.levels(productId, warehouseId)) offer(level.lotId, freeOfLot(level));
  return parts;
}
