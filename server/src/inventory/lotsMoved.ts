// Pure: which lots a stock move brings in or takes out. Called by `receive` and `issue` of pools.ts for tracked products.
import type { LotRow, StockLevelRow } from '../generated/rows.ts';
import type { DecideContext } from '../shared/action.ts';
import { add, none, printQuantity, subtract, units, type Quantity } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { addDays, type Day } from '../shared/time.ts';
import { freeOfLot, isGood, sumOf, type LotBook, type LotPart } from './lots.ts';
import type { LotGiven } from './lotsInput.ts';
import type { MoveDraft, PoolNames } from './pools.ts';
import { LotShort } from './refusals.ts';

type Level = Pick<StockLevelRow, 'productId' | 'warehouseId' | 'tracking'>;
type Moved = Pick<MoveDraft, 'quantity' | 'effectiveOn' | 'kind' | 'reversesMoveId' | 'valuedByMoveId' | 'lots' | 'path' | 'supplierId'>;

/** Where a move's lots stand in the input, beside its quantity. */
const lotsPath = (move: Pick<MoveDraft, 'path'>, given?: LotGiven): string[] => given?.path ?? [...(move.path ?? ['quantity']).slice(0, -1), 'lots'];

function demandSum(move: Moved, parts: readonly { quantity: Quantity }[]): void {
  if (sumOf(parts) === move.quantity) return;
  throw fieldRefused(lotsPath(move), 'lots_sum', { lots: printQuantity(sumOf(parts)), quantity: printQuantity(move.quantity) });
}

/** Refuses part of a piece, and a code that is named twice. */
function demandParts(level: Level, move: Moved, given: readonly LotGiven[]): void {
  const seen = new Set<string>();
  for (const each of given) {
    const key = each.lotId ?? each.code ?? '';
    if (seen.has(key)) throw fieldRefused(lotsPath(move, each), 'lot_twice', { lot: each.code ?? '' });
    seen.add(key);
    if (level.tracking === 'SERIAL' && each.quantity !== units(1)) throw fieldRefused(lotsPath(move, each), 'serial_one', { lot: each.code ?? '' });
  }
  demandSum(move, given);
}

/** The lots of a move that this one takes back, or whose goods it brings in: unsigned. */
function lotsOfOther(book: LotBook, { reversesMoveId, valuedByMoveId, quantity }: Moved): LotPart[] | undefined {
  const other = reversesMoveId ?? valuedByMoveId;
  if (!other) return undefined;
  const parts = book.moved(other).map(({ lotId, quantity: moved }) => ({ lotId, quantity: moved < none ? subtract(none, moved) : moved }));
  return sumOf(parts) === quantity ? parts : undefined;
}

/** The lot that is named, as far as it is loaded. */
const named = (book: LotBook, { productId }: Level, { lotId, code }: LotGiven): LotRow | undefined =>
  (lotId ? (book.has(lotId) ? book.lot(lotId) : undefined) : book.find(productId, code ?? ''));

const earlier = (a: Day | null | undefined, b: Day | null | undefined): Day | null => (a && b ? (a < b ? a : b) : a ?? b ?? null);

/** The last day on which a lot is promised. */
export const goodUntilOf = ({ expiresOn, bestBeforeOn }: Partial<Pick<LotRow, 'expiresOn' | 'bestBeforeOn'>>): Day | null => earlier(expiresOn, bestBeforeOn);

const dates = ['producedOn', 'bestBeforeOn', 'expiresOn'] as const;

/** A lot that comes in: the known one of that name, with which what is told of it must agree, or a new one. */
function lotIn(book: LotBook, level: Level, move: Moved, given: LotGiven, ctx: DecideContext): LotRow {
  const path = lotsPath(move, given);
  const known = named(book, level, given);
  if (given.lotId && known?.productId !== level.productId) throw fieldRefused(path, 'id_unknown', { type: 'Lot' });
  if (known) {
    const other = dates.find((date) => given[date] && given[date] !== known[date]);
    if (other) throw fieldRefused(path, 'lot_differs', { lot: known.code, day: known[other] ?? '–' });
    return known;
  }
  if (!given.code) throw fieldRefused(path, 'required');
  const produced = given.producedOn ?? null;
  const shelfLife = book.product(level.productId)?.shelfLifeDays ?? null;
  const expiresOn = given.expiresOn ?? (shelfLife !== null && !given.bestBeforeOn ? addDays(produced ?? move.effectiveOn, shelfLife) : null);
  const lot: LotRow = {
    id: ctx.newId(), productId: level.productId, code: given.code, producedOn: produced, bestBeforeOn: given.bestBeforeOn ?? null, expiresOn,
    goodUntil: goodUntilOf({ expiresOn, bestBeforeOn: given.bestBeforeOn }), supplierLot: given.supplierLot ?? null,
    supplierId: move.supplierId ?? null, receivedOn: move.effectiveOn, note: null, createdAt: ctx.now, version: 1,
  };
  if (produced && lot.goodUntil && lot.goodUntil < produced) throw fieldRefused(path, 'day_before', { day: produced });
  book.make(lot);
  return lot;
}

/**
 * The lots of goods that come in: as given, else those of the move that this one takes back or brings in (the other side of a
 * transfer, a return). Refuses fields: none given, sums that differ, a number twice or already here, dates that contradict the
 * lot, and goods from a supplier that have expired.
 */
export function receiveLots(book: LotBook, level: Level, moveId: string, move: Moved, ctx: DecideContext): void {
  const parts = move.lots?.length ? undefined : lotsOfOther(book, move);
  const given: readonly LotGiven[] = move.lots?.length ? move.lots : parts ?? [];
  if (given.length === 0) throw fieldRefused(lotsPath(move), level.tracking === 'SERIAL' ? 'serials_required' : 'lots_required');
  demandParts(level, move, given);
  for (const each of given) {
    const lot = lotIn(book, level, move, each, ctx);
    const here = book.level(lot.id, level.warehouseId);
    if (level.tracking === 'SERIAL' && book.isAnywhere(lot.id)) throw fieldRefused(lotsPath(move, each), 'serial_here', { lot: lot.code });
    if (move.kind === 'RECEIPT' && !isGood(lot, move.effectiveOn)) throw fieldRefused(lotsPath(move, each), 'lot_expired', { lot: lot.code, day: lot.goodUntil ?? '' });
    book.change(here, { onHand: add(here.onHand, each.quantity) });
    book.move(moveId, { lotId: lot.id, quantity: each.quantity });
  }
}

/** Free lots of a pool: what is good the shortest first, what is not good any more last. */
export function freeLots(book: LotBook, { productId, warehouseId }: Level, quantity: Quantity, on: Day): LotPart[] {
  const all = book.levels(productId, warehouseId).filter((level) => freeOfLot(level) > none);
  const parts: LotPart[] = [];
  let left = quantity;
  for (const level of [...all.filter(({ lotId }) => isGood(book.lot(lotId), on)), ...all.filter(({ lotId }) => !isGood(book.lot(lotId), on))]) {
    const part = left < freeOfLot(level) ? left : freeOfLot(level);
    if (part > none) parts.push({ lotId: level.lotId, quantity: part });
    left = subtract(left, part);
  }
  return parts;
}

/** The lots that are named, as far as they are here; refuses what is not a lot of the product. */
export function namedLots(book: LotBook, level: Level, move: Moved): LotPart[] {
  const given = move.lots ?? [];
  demandParts(level, move, given);
  return given.map((each) => {
    const lot = named(book, level, each);
    if (lot?.productId !== level.productId) throw fieldRefused(lotsPath(move, each), 'lot_not_here', { lot: each.code ?? '' });
    return { lotId: lot.id, quantity: each.quantity };
  });
}

/**
 * The lots of goods that leave: as given, those of the move that is taken back, those that `consume` has chosen, else first to
 * expire first. Never what is promised to others or held back: refuses LOT_SHORT.
 */
export function issueLots(book: LotBook, level: Level, moveId: string, move: Moved, names: PoolNames): void {
  const chosen = book.chosen(`${level.productId} ${level.warehouseId}`);
  const parts = chosen ?? (move.lots?.length ? namedLots(book, level, move)
    : (move.reversesMoveId ? lotsOfOther(book, move) : undefined) ?? freeLots(book, level, move.quantity, move.effectiveOn));
  for (const { lotId, quantity } of parts) {
    const here = book.level(lotId, level.warehouseId);
    if (quantity > freeOfLot(here)) {
      throw LotShort({ productName: names.productName, warehouseName: names.warehouseName, lotCode: book.lot(lotId).code, available: freeOfLot(here), wanted: quantity });
    }
    book.change(here, { onHand: subtract(here.onHand, quantity) });
    book.move(moveId, { lotId, quantity: subtract(none, quantity) });
  }
  if (sumOf(parts) < move.quantity) {
    throw LotShort({ productName: names.productName, warehouseName: names.warehouseName, lotCode: 'none', available: sumOf(parts), wanted: move.quantity });
  }
}
