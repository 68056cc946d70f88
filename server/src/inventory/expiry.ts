// Pure: what the passing of days, or other dates of a lot, do to a pool's promises and holds.
import type { ReservationRow, StockHoldRow } from '../generated/rows.ts';
import type { DecideContext } from '../shared/action.ts';
import { add, fewest, none, subtract, type Quantity } from '../shared/quantity.ts';
import type { Day } from '../shared/time.ts';
import type { Change } from '../shared/write.ts';
import { hold, releaseHold } from './holds.ts';
import { freeOfLot, isGood, isTracked, type LotPart } from './lots.ts';
import { allocate, lower } from './poolPromises.ts';
import type { Pools } from './pools.ts';

export interface Refreshing { holders: ReservationRow[]; waiting: ReservationRow[]; holds: StockHoldRow[] }
/** A promise that lots could not keep: how much of it other lots keep, how much waits again. */
export interface Shifted { orderId: string; productId: string; lots: string[]; moved: Quantity; lost: Quantity }
export interface Refreshed { rows: Change[]; shifted: Shifted[]; held: LotPart[]; released: LotPart[] }

/** The day on which a promise is needed: not before today. */
const dayOf = ({ neededOn }: Pick<ReservationRow, 'neededOn'>, today: Day): Day => (neededOn !== null && neededOn > today ? neededOn : today);

/**
 * Brings a tracked pool to its day: lots that were held as expired and are good again are let go; promises on lots that will
 * not be good when they are needed move to other lots, or wait again; what has expired and is free is held back; then who waits
 * is served. Components of kits that lost a lot are served by `serveWaiting`, which sees whole kits.
 */
export function refreshPool(pools: Pools, { holders, waiting, holds }: Refreshing, productId: string, warehouseId: string, ctx: DecideContext): Refreshed {
  const level = pools.level(productId, warehouseId);
  if (!isTracked(level)) return { rows: [], shifted: [], held: [], released: [] };
  const book = pools.lots;
  const rows: Change[] = [];
  const released = holds.filter((each) => each.kind === 'EXPIRED' && each.lotId !== null && each.quantity > none && isGood(book.lot(each.lotId), ctx.today)).map((each) => {
    const part = { lotId: each.lotId ?? '', quantity: each.quantity };
    rows.push(...releaseHold(pools, each, {}, ctx));
    return part;
  });
  const own = holders.filter((row) => row.productId === productId && row.warehouseId === warehouseId);
  const lost = own.flatMap((holder) => {
    const row = pools.reservation(holder);
    const bad = book.promised(row.id).filter(({ lotId }) => !isGood(book.lot(lotId), dayOf(row, ctx.today), row.minimumShelfLifeDays));
    const units = bad.reduce((sum, { quantity }) => add(sum, quantity), none);
    if (units === none) return [];
    rows.push(...lower(pools, row, units, subtract(none, units), bad));
    return [{ row, units, lots: bad.map(({ lotId }) => book.lot(lotId).code) }];
  });
  const held = book.levels(productId, warehouseId).filter((each) => !isGood(book.lot(each.lotId), ctx.today) && freeOfLot(each) > none).map((each) => {
    const part = { lotId: each.lotId, quantity: freeOfLot(each) };
    rows.push(...hold(pools, { productId, warehouseId, quantity: part.quantity, kind: 'EXPIRED', lots: [part] }, ctx).rows);
    return part;
  });
  const known = new Set(waiting.map(({ id }) => id));
  const after = lost.filter(({ row }) => !row.isLinked && !known.has(row.id)).map(({ row }) => row);
  if (lost.length > 0 || released.length > 0) rows.push(...allocate(pools, [...waiting, ...after], productId, warehouseId));
  const shifted = lost.map(({ row, units, lots }): Shifted => {
    // What of it was promised again since it was lowered.
    const moved = fewest(units, subtract(pools.reservation(row).reserved, subtract(row.reserved, units)));
    return { orderId: row.orderId, productId, lots, moved, lost: subtract(units, moved) };
  });
  return { rows, shifted, held, released };
}
