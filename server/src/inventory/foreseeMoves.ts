// What would be refused of many moves, told in parts: quantities alone, day by day, so that nothing need be written to find out.
// What each part would do to its pools is known to the next.
import sql from 'sql-template-tag';
import type { StockLevelRow } from '../generated/rows.ts';
import type { Tx } from '../shared/db.ts';
import { add, fewest, fitsPlaces, most, none, parseQuantity, subtract, type Quantity } from '../shared/quantity.ts';
import { Refusal } from '../shared/refusal.ts';
import { decodeAll } from '../shared/tables.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import type { PoolKey } from './loadPools.ts';
import { lotsGiven } from './lotsInput.ts';
import { keyOf, type PoolNames } from './pools.ts';
import { demandTold, loadBounds, type MoveTold } from './recordMoves.ts';
import { StockNegative, StockNegativeLater, StockReserved } from './refusals.ts';
import { demandSign } from './rules.ts';

type Level = Pick<StockLevelRow, 'productId' | 'onHand' | 'reserved' | 'backordered' | 'lastMoveOn' | 'tracking'>;
/** A pool as it would be after the moves foreseen so far. */
export interface PoolForeseen { level: Level; names: PoolNames; days: Map<Day, Quantity> }
type PoolsForeseen = Map<string, PoolForeseen>;
/** Pools by key: as they are kept from part to part, and as this part leaves them, which may have to be told anew. */
export interface Foreseen { readonly kept: PoolsForeseen; readonly now: PoolsForeseen }

export const nothingForeseen = (): Foreseen => ({ kept: new Map(), now: new Map() });

/** A part is told anew, or done with. */
export const forget = ({ now }: Foreseen): void => now.clear();
export function keep({ kept, now }: Foreseen): void {
  for (const [key, pool] of now) kept.set(key, pool);
  now.clear();
}

async function load(tx: Tx, pairs: readonly PoolKey[], { kept, now }: Foreseen): Promise<void> {
  for (const key of new Set(pairs.map(keyOf))) {
    const pool = kept.get(key);
    if (pool) now.set(key, { ...pool, level: { ...pool.level }, days: new Map(pool.days) });
  }
  const wanted = pairs.filter((pair) => !now.has(keyOf(pair)));
  if (wanted.length === 0) return;
  const keys = sql`(SELECT DISTINCT * FROM unnest(${wanted.map(({ productId }) => productId)}::uuid[], ${wanted.map(({ warehouseId }) => warehouseId)}::uuid[]) AS k("productId", "warehouseId")) k`;
  const found = await tx.rows<PoolKey & PoolNames & { ownTracking: Level['tracking']; level: Record<string, unknown> | null }>(sql`SELECT p.id AS "productId", w.id AS "warehouseId", p.name AS "productName", p.tracking AS "ownTracking",
      w.name AS "warehouseName", w."allowsNegative", u.decimals, l.id IS NOT NULL AS known
    FROM ${keys} JOIN "Product" p ON p.id = k."productId" JOIN "Unit" u ON u.id = p."unitId" JOIN "Warehouse" w ON w.id = k."warehouseId"
      LEFT JOIN "StockLevel" l ON l."productId" = p.id AND l."warehouseId" = w.id`);
  const levels = new Map(decodeAll('StockLevel', await tx.rows<Record<string, unknown>>(sql`SELECT l.* FROM ${keys} JOIN "StockLevel" l USING ("productId", "warehouseId")`)).map((level) => [keyOf(level), level]));
  const days = Map.groupBy(await tx.rows<PoolKey & { day: Day; quantity: string }>(sql`SELECT d."productId", d."warehouseId", d.day::text AS day, d.quantity::text AS quantity
    FROM ${keys} JOIN "StockDay" d USING ("productId", "warehouseId")`), keyOf);
  for (const { productId, warehouseId, ownTracking, productName, warehouseName, decimals, allowsNegative } of found) {
    const key = keyOf({ productId, warehouseId });
    const level = levels.get(key) ?? { productId, onHand: none, reserved: none, backordered: none, lastMoveOn: null, tracking: ownTracking };
    now.set(key, {
      level: { ...level }, names: { productName, warehouseName, decimals, allowsNegative },
      days: new Map((days.get(key) ?? []).map(({ day, quantity }) => [day, parseQuantity(quantity) ?? none])),
    });
  }
}

/** Refuses the first day that would lack goods which leave on a day of the past. */
function demandDays({ names, days }: PoolForeseen, wanted: Quantity, on: Day): void {
  let onHand = none;
  for (const [day, quantity] of [...new Map(days).set(on, days.get(on) ?? none)].sort(([a], [b]) => (a < b ? -1 : 1))) {
    onHand = add(onHand, quantity);
    if (day >= on && onHand < wanted) throw StockNegativeLater({ productName: names.productName, warehouseName: names.warehouseName, day, onHand, wanted });
  }
}

/** Pure: does to the pool what a move would do to its quantities. Refuses what `recordMoves` would refuse, but for what lots alone tell. */
export function foresee(pool: PoolForeseen, told: MoveTold): void {
  const { level, names, days } = pool;
  const { quantity, reason, on } = told;
  if (reason) demandSign(quantity, reason);
  const size = quantity < none ? subtract(none, quantity) : quantity;
  const lots = lotsGiven(told, size, ['quantity']);
  if (!fitsPlaces(size, names.decimals)) throw fieldRefused(['quantity'], 'decimal_places', { places: names.decimals });
  const next = { ...level, onHand: add(level.onHand, quantity), lastMoveOn: level.lastMoveOn !== null && level.lastMoveOn > on ? level.lastMoveOn : on };
  if (quantity > none) {
    if (level.tracking !== 'NONE' && !lots) throw fieldRefused(['lots'], level.tracking === 'SERIAL' ? 'serials_required' : 'lots_required');
    if (told.unitCost == null && level.onHand === none) throw fieldRefused(['unitCost'], 'required');
    const filled = fewest(level.backordered, most(none, subtract(next.onHand, level.reserved)));
    Object.assign(next, { reserved: add(level.reserved, filled), backordered: subtract(level.backordered, filled) });
  } else {
    const facts = { product: level.productId, productName: names.productName, warehouseName: names.warehouseName, wanted: size };
    if (size > level.onHand && !names.allowsNegative) throw StockNegative({ ...facts, onHand: level.onHand });
    const available = subtract(level.onHand, level.reserved);
    if (size > available && !(names.allowsNegative && level.reserved === none)) throw StockReserved({ ...facts, available, reserved: level.reserved });
    if (!names.allowsNegative && level.lastMoveOn !== null && on < level.lastMoveOn) demandDays(pool, size, on);
  }
  days.set(on, add(days.get(on) ?? none, quantity));
  Object.assign(level, next);
}

/** Which moves would be refused, and why. Nothing is written or locked but for the reading. */
export async function foreseeMoves(tx: Tx, told: readonly MoveTold[], ctx: Context, foreseen: Foreseen): Promise<(Refusal | undefined)[]> {
  if (told.length === 0) return [];
  const bounds = await loadBounds(tx, told, ctx);
  await load(tx, told, foreseen);
  const refused: (Refusal | undefined)[] = told.map(() => undefined);
  for (const { move, index } of told.map((each, at) => ({ move: each, index: at })).sort((a, b) => (a.move.on < b.move.on ? -1 : a.move.on > b.move.on ? 1 : a.index - b.index))) {
    try {
      demandTold(bounds, move);
      const pool = foreseen.now.get(keyOf(move));
      if (pool) foresee(pool, move);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused[index] = error;
    }
  }
  return refused;
}
