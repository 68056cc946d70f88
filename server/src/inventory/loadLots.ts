// Loading of lots. All changes under the pools' locks: asked after they are held, it is read as it stands.
import sql from 'sql-template-tag';
import type { StockLevelRow } from '../generated/rows.ts';
import type { Tx } from '../shared/db.ts';
import type { Known } from '../shared/known.ts';
import { idArray, joined, read, type Part } from '../shared/parts.ts';
import { selectRows } from '../shared/rows.ts';
import { loadKnown } from '../shared/together.ts';
import type { Day } from '../shared/time.ts';
import { isTracked, lotBook, type LotBook, type LotFacts, type TrackedProduct } from './lots.ts';
import { codesOf, type LotsGiven } from './lotsInput.ts';
import type { Pools } from './pools.ts';

interface Pair { productId: string; warehouseId: string }
type Level = Pick<StockLevelRow, 'productId' | 'warehouseId' | 'tracking'>;

/** The lots of tracked pools; no parts at all where none is tracked. Stated under the pools' locks. */
export function lotParts(levels: readonly Level[]): Part[] {
  const tracked = levels.filter(isTracked);
  if (tracked.length === 0) return [];
  const pairs = sql`SELECT * FROM unnest(${tracked.map(({ productId }) => productId)}::uuid[], ${tracked.map(({ warehouseId }) => warehouseId)}::uuid[])`;
  return [
    joined('tracked_products', sql`SELECT p.id, p.name, p.tracking, p."shelfLifeDays" FROM "Product" p WHERE p.id = ANY(${idArray(tracked.map(({ productId }) => productId))})`),
    // Also what is empty in one of the pools and lies in another: goods may be moved between them.
    read('lot_levels', 'LotLevel', sql`(t."productId", t."warehouseId") IN (${pairs}) AND t."lotId" IN
      (SELECT o."lotId" FROM "LotLevel" o WHERE o."onHand" > 0 AND (o."productId", o."warehouseId") IN (${pairs}))`),
    read('lots', 'Lot', sql`t.id = ANY(ARRAY(SELECT "lotId" FROM lot_levels))`),
    read('reserved_lots', 'ReservedLot', sql`t."lotId" = ANY(ARRAY(SELECT "lotId" FROM lot_levels WHERE reserved > 0))`),
  ];
}

/** The lots of pools as a group of requests knows them. */
export function lotsOfKnown(known: Known, pairs: readonly Pair[], today: Day): LotBook {
  const products = known.joined('tracked_products') as unknown as TrackedProduct[];
  const keys = new Set(pairs.map(({ productId, warehouseId }) => `${productId} ${warehouseId}`));
  const levels = products.length === 0 ? [] : known.rows('LotLevel', (row) => keys.has(`${row.productId} ${row.warehouseId}`));
  const ids = new Set(levels.map(({ lotId }) => lotId));
  return lotBook({ today, products, levels, ...(ids.size === 0 ? {} : { lots: known.rows('Lot', (row) => ids.has(row.id)), reserved: known.rows('ReservedLot', (row) => ids.has(row.lotId)) }) });
}

/** The lots of pools that are locked. */
export async function loadLots(tx: Tx, levels: readonly Level[], today: Day): Promise<LotBook> {
  const parts = lotParts(levels);
  return parts.length === 0 ? lotBook({ today }) : lotsOfKnown(await loadKnown(tx, parts), levels, today);
}

export interface NamedLots extends LotsGiven { productId: string }

/**
 * Lots that an input names for goods that come in, wherever they lie, and lots of moves that are taken back or whose goods come
 * in elsewhere. Ask after `loadPools`; costs nothing where nothing is tracked.
 */
export async function loadNamedLots(tx: Tx, pools: Pools, { named = [], moveIds = [] }: { named?: readonly NamedLots[]; moveIds?: readonly string[] }): Promise<void> {
  const codes = named.filter(({ productId }) => pools.lots.product(productId)).flatMap((each) => codesOf(each).map((code) => ({ productId: each.productId, code })));
  const ids = named.flatMap(({ lots }) => (lots ?? []).flatMap(({ lotId }) => lotId ?? []));
  const facts: Partial<LotFacts> = {};
  if (moveIds.length > 0 && pools.lots.isAny()) {
    const moved = await selectRows(tx, 'LotMove', sql`t."moveId" = ANY(${[...moveIds]}::uuid[])`);
    facts.moved = moved.map(({ moveId, lotId, quantity }) => ({ moveId, lotId, quantity }));
  }
  if (pools.lots.isAny() && (codes.length > 0 || ids.length > 0 || facts.moved?.length)) {
    facts.lots = await selectRows(tx, 'Lot', sql`t.id = ANY(${[...ids, ...(facts.moved ?? []).map(({ lotId }) => lotId)]}::uuid[]) OR (t."productId", t.code) IN
      (SELECT * FROM unnest(${codes.map(({ productId }) => productId)}::uuid[], ${codes.map(({ code }) => code)}::text[]))`, { lock: true });
    facts.levels = await selectRows(tx, 'LotLevel', sql`t."lotId" = ANY(${facts.lots.map(({ id }) => id)}::uuid[])`);
  }
  pools.lots.take(facts);
}
