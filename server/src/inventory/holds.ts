// Pure: goods held back from promises. They stay on hand and count as reserved, for nobody.
import type { StockHoldKind, StockHoldRow } from '../generated/rows.ts';
import type { DecideContext } from '../shared/action.ts';
import { add, fewest, none, subtract, type Quantity } from '../shared/quantity.ts';
import { insert, update, type Change } from '../shared/write.ts';
import { freeOfLot, isTracked, sumOf, type LotPart } from './lots.ts';
import { freeLots } from './lotsMoved.ts';
import { freeOf } from './poolPromises.ts';
import { demandPlaces, type Pools } from './pools.ts';
import { LotShort, StockReserved } from './refusals.ts';

export interface HoldDraft {
  productId: string; warehouseId: string; quantity: Quantity; kind: StockHoldKind; reason?: string | null;
  /** Of a tracked product: which lots; those of `moveId` (a receipt made just now), else the first to expire, when left out. */
  lots?: readonly LotPart[]; moveId?: string;
  /** The document for which they are held. */
  source?: { type: string; id: string } | null;
  /** Where the quantity stands in the input. */
  path?: string[];
}

function keep(pools: Pools, { productId, warehouseId, lotId }: Pick<StockHoldRow, 'productId' | 'warehouseId' | 'lotId'>, difference: Quantity): void {
  const level = pools.level(productId, warehouseId);
  pools.set(level, { held: add(level.held, difference), reserved: add(level.reserved, difference) });
  if (lotId === null) return;
  const lot = pools.lots.level(lotId, warehouseId);
  pools.lots.change(lot, { held: add(lot.held, difference), reserved: add(lot.reserved, difference) });
}

/** Holds free goods back: one hold, or one a lot. Refuses STOCK_RESERVED, LOT_SHORT where fewer are free. */
export function hold(pools: Pools, draft: HoldDraft, ctx: DecideContext): { rows: Change[]; holds: StockHoldRow[] } {
  const { productId, warehouseId, quantity, kind } = draft;
  demandPlaces(pools, productId, warehouseId, quantity, draft.path);
  const level = pools.level(productId, warehouseId);
  const { productName, warehouseName } = pools.names(productId, warehouseId);
  if (quantity > freeOf(level)) {
    throw StockReserved({ product: productId, productName, warehouseName, available: freeOf(level), reserved: level.reserved, wanted: quantity });
  }
  const lots = !isTracked(level) ? [{ lotId: null, quantity }]
    : draft.lots ?? (draft.moveId ? pools.lots.moved(draft.moveId) : freeLots(pools.lots, level, quantity, ctx.today));
  for (const { lotId, quantity: wanted } of lots) {
    if (lotId === null) continue;
    const available = freeOfLot(pools.lots.level(lotId, warehouseId));
    if (wanted > available) throw LotShort({ productName, warehouseName, lotCode: pools.lots.lot(lotId).code, available, wanted });
  }
  if (sumOf(lots) !== quantity) throw LotShort({ productName, warehouseName, lotCode: 'none', available: sumOf(lots), wanted: quantity });
  const holds = lots.map(({ lotId, quantity: part }): StockHoldRow => {
    const row: StockHoldRow = {
      id: ctx.newId(), companyId: ctx.company.id, productId, warehouseId, lotId, kind, placed: part, quantity: part, reason: draft.reason ?? null,
      sourceType: draft.source?.type ?? null, sourceId: draft.source?.id ?? null, placedAt: ctx.now, placedById: ctx.viewer.id,
      releasedAt: null, releasedById: null, releaseReason: null,
    };
    keep(pools, row, part);
    return row;
  });
  return { rows: holds.map((row) => insert('StockHold', row)), holds };
}

/** Lets held goods go, all or a part; they are free then, or leave next. The hold given is changed. Call `allocate` after it. */
export function releaseHold(pools: Pools, held: StockHoldRow, { quantity, reason }: { quantity?: Quantity | null; reason?: string | null }, ctx: DecideContext): Change[] {
  const part = fewest(quantity ?? held.quantity, held.quantity);
  if (part <= none) return [];
  keep(pools, held, subtract(none, part));
  held.quantity = subtract(held.quantity, part);
  const end = held.quantity === none ? { releasedAt: ctx.now, releasedById: ctx.viewer.id, releaseReason: reason ?? null } : {};
  Object.assign(held, end);
  return [update('StockHold', held.id, { quantity: held.quantity, ...end })];
}
