// Loading of pools for several requests at once.
import sql, { type Sql } from 'sql-template-tag';
import type { Known } from '../shared/known.ts';
import { aside, joined, locked, type Part } from '../shared/parts.ts';
import type { Context } from '../shared/viewer.ts';
import { binBook, isBinned } from './bins.ts';
import { binParts } from './loadBins.ts';
import { layerParts } from './loadLayers.ts';
import { lotParts, lotsOfKnown } from './loadLots.ts';
import { isTracked } from './lots.ts';
import { keyOf, poolsOf, type PoolNames, type Pools } from './pools.ts';
import { isFifo, valueBook } from './valueBook.ts';

/**
 * The pools of pairs (a SELECT of "productId", "warehouseId"), locked in the order of (product, warehouse) and made when
 * missing. Pairs of unknown products and warehouses are left out. What lies in bins comes with goods that are to leave.
 */
export const poolParts = (pairs: Sql, { areLeaving = false }: { areLeaving?: boolean } = {}): Part[] => [
  // An index look-up a pair, however small or bloated the table.
  aside('asked_pools', sql`SELECT k."productId", k."warehouseId",
    (SELECT l.id FROM "StockLevel" l WHERE l."productId" = k."productId" AND l."warehouseId" = k."warehouseId") AS "levelId" FROM (${pairs}) k`),
  locked('stock_levels', 'StockLevel', sql`t.id = ANY(ARRAY(SELECT "levelId" FROM asked_pools))`, {
    orderBy: sql`t."productId", t."warehouseId"`,
    further: (known) => [...lotParts(known.rows('StockLevel', isTracked)), ...layerParts(known.rows('StockLevel', isFifo)),
      ...(areLeaving ? binParts(known.rows('StockLevel', isBinned)) : [])],
    lacks: {
      select: sql`SELECT k."productId", k."warehouseId" FROM asked_pools k WHERE k."levelId" IS NULL
        AND EXISTS (SELECT FROM "Product" WHERE id = k."productId") AND EXISTS (SELECT FROM "Warehouse" WHERE id = k."warehouseId")`,
      make: (lacking) => sql`INSERT INTO "StockLevel" (id, "productId", "warehouseId") SELECT gen_random_uuid(), k.*
        FROM unnest(${lacking.map(({ productId }) => productId)}::uuid[], ${lacking.map(({ warehouseId }) => warehouseId)}::uuid[]) AS k
        ORDER BY 2, 3 ON CONFLICT ("productId", "warehouseId") DO NOTHING`,
    },
  }),
];

/** What refusals say of the pools of `poolParts`. */
export const poolNamesPart = (): Part => joined('pool_names', sql`
  SELECT k."productId", k."warehouseId", p.name AS "productName", w.name AS "warehouseName", w."allowsNegative", p.decimals FROM asked_pools k
    JOIN LATERAL (SELECT p.name, u.decimals FROM "Product" p JOIN "Unit" u ON u.id = p."unitId" WHERE p.id = k."productId" LIMIT 1) p ON TRUE
    JOIN "Warehouse" w ON w.id = k."warehouseId"`);

export interface Pair { productId: string; warehouseId: string }
export type NamedPair = Pair & PoolNames;

export const poolNamesOf = (known: Known): NamedPair[] => known.joined('pool_names') as unknown as NamedPair[];

/** The pools of pairs, and their lots, as the requests before have left them. */
export function poolsOfKnown(known: Known, pairs: readonly Pair[], names: readonly NamedPair[], { today }: Pick<Context, 'today'>): Pools {
  const keys = new Set(pairs.map(keyOf));
  const levels = known.rows('StockLevel', (row) => keys.has(keyOf(row)));
  return poolsOf(levels, new Map(names.map((row) => [keyOf(row), row])), binBook({
    contents: known.rows('BinContent', (row) => keys.has(keyOf(row))), bins: known.rows('Bin', () => true),
  }), lotsOfKnown(known, levels, today), valueBook(known.rows('StockLayer', (row) => keys.has(keyOf(row)))));
}
