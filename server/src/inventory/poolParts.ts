// Loading of pools for several requests at once.
import sql, { type Sql } from 'sql-template-tag';
import type { Known } from '../shared/known.ts';
import { aside, joined, locked, type Part } from '../shared/parts.ts';
import { poolsOf, type PoolNames, type Pools } from './pools.ts';

/**
 * The pools of pairs (a SELECT of "productId", "warehouseId"), locked in the order of (product, warehouse) and made when
 * missing. Pairs of unknown products and warehouses are left out.
 */
export const poolParts = (pairs: Sql): Part[] => [
  // An index look-up a pair, however small or bloated the table.
  aside('asked_pools', sql`SELECT k."productId", k."warehouseId",
    (SELECT l.id FROM "StockLevel" l WHERE l."productId" = k."productId" AND l."warehouseId" = k."warehouseId") AS "levelId" FROM (${pairs}) k`),
  joined('pool_names', sql`SELECT k."productId", k."warehouseId", p.name AS "productName", w.name AS "warehouseName", u.decimals
    FROM asked_pools k JOIN "Product" p ON p.id = k."productId" JOIN "Warehouse" w ON w.id = k."warehouseId" JOIN "Unit" u ON u.id = p."unitId"`),
  locked('stock_levels', 'StockLevel', sql`t.id = ANY(ARRAY(SELECT "levelId" FROM asked_pools))`, {
    orderBy: sql`t."productId", t."warehouseId"`,
    lacks: {
      select: sql`SELECT n."productId", n."warehouseId" FROM pool_names n
        WHERE NOT EXISTS (SELECT FROM stock_levels l WHERE l."productId" = n."productId" AND l."warehouseId" = n."warehouseId")`,
      make: (lacking) => sql`INSERT INTO "StockLevel" (id, "productId", "warehouseId") SELECT gen_random_uuid(), k.*
        FROM unnest(${lacking.map(({ productId }) => productId)}::uuid[], ${lacking.map(({ warehouseId }) => warehouseId)}::uuid[]) AS k
        ORDER BY 2, 3 ON CONFLICT ("productId", "warehouseId") DO NOTHING`,
    },
  }),
];

interface Pair { productId: string; warehouseId: string }

/** The pools of pairs as the requests before have left them. */
export function poolsOfKnown(known: Known, pairs: readonly Pair[]): Pools {
  const isAsked = (row: Pair) => pairs.some((pair) => pair.productId === row.productId && pair.warehouseId === row.warehouseId);
  const names = known.joined('pool_names') as unknown as (Pair & PoolNames)[];
  return poolsOf(known.rows('StockLevel', isAsked), new Map(names.filter(isAsked).map((row) => [`${row.productId} ${row.warehouseId}`, row])));
}
