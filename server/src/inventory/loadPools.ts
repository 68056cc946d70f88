import sql from 'sql-template-tag';
import type { ReservationRow } from '../generated/rows.ts';
import type { Tx } from '../shared/db.ts';
import { selectRows } from '../shared/rows.ts';
import { decodeAll } from '../shared/tables.ts';
import type { Context } from '../shared/viewer.ts';
import { loadLinked, loadLinkedKeys } from './linkedPools.ts';
import { binBook } from './bins.ts';
import { loadBins } from './loadBins.ts';
import { loadLayers } from './loadLayers.ts';
import { loadLots } from './loadLots.ts';
import { poolsOf, type PoolNames, type Pools } from './pools.ts';
import { valueBook } from './valueBook.ts';

export interface PoolKey { productId: string; warehouseId: string }
type Found = Record<string, unknown> & PoolKey & PoolNames;

/**
 * Locks the pools of product × warehouse until commit, in the order of (product, warehouse); missing ones are made first.
 * Unknown products and warehouses are left out: asking such a pool for its level is a fault. Lots of tracked products come too.
 */
export async function loadPools(tx: Tx, ctx: Context, asked: readonly PoolKey[]): Promise<Pools> {
  if (asked.length === 0) return poolsOf([]);
  const pairs = [...asked, ...await loadLinkedKeys(tx, asked)];
  const wanted = sql`unnest(${pairs.map(({ productId }) => productId)}::uuid[], ${pairs.map(({ warehouseId }) => warehouseId)}::uuid[]) AS k("productId", "warehouseId")`;
  await tx.rows(sql`INSERT INTO "StockLevel" (id, "productId", "warehouseId")
    SELECT gen_random_uuid(), p.id, w.id FROM (SELECT DISTINCT * FROM ${wanted}) k JOIN "Product" p ON p.id = k."productId" JOIN "Warehouse" w ON w.id = k."warehouseId"
    WHERE NOT EXISTS (SELECT 1 FROM "StockLevel" l WHERE l."productId" = p.id AND l."warehouseId" = w.id)
    ORDER BY p.id, w.id ON CONFLICT ("productId", "warehouseId") DO NOTHING`);
  const rows = await tx.rows<Found>(sql`SELECT l.*, p.name AS "productName", w.name AS "warehouseName", w."allowsNegative", u.decimals
    FROM "StockLevel" l JOIN "Product" p ON p.id = l."productId" JOIN "Unit" u ON u.id = p."unitId" JOIN "Warehouse" w ON w.id = l."warehouseId"
    WHERE (l."productId", l."warehouseId") IN (SELECT k."productId", k."warehouseId" FROM ${wanted})
    ORDER BY l."productId", l."warehouseId" FOR UPDATE OF l`);
  const names = new Map(rows.map(({ productId, warehouseId, productName, warehouseName, decimals, allowsNegative }) =>
    [`${productId} ${warehouseId}`, { productName, warehouseName, decimals, allowsNegative: !!allowsNegative }]));
  const levels = decodeAll('StockLevel', rows);
  return poolsOf(levels, names, binBook(await loadBins(tx, levels)), await loadLots(tx, levels, ctx.today), valueBook(await loadLayers(tx, levels)));
}

/**
 * Reservations that wait for goods of the pools, and with those of kits, and of orders that may be served from here, all of
 * their lines; ask after `loadPools`, whose locks guard them.
 */
export async function loadWaiting(tx: Tx, pairs: readonly PoolKey[]): Promise<ReservationRow[]> {
  const linked = await loadLinked(tx, pairs);
  const known = new Set(linked.map(({ id }) => id));
  return [...(await loadReservations(tx, pairs, 'backordered')).filter(({ id }) => !known.has(id)), ...linked];
}

/** Reservations that hold goods of the pools; ask after `loadPools`. */
export const loadHolders = (tx: Tx, pairs: readonly PoolKey[]): Promise<ReservationRow[]> => loadReservations(tx, pairs, 'reserved');

function loadReservations(tx: Tx, pairs: readonly PoolKey[], which: 'reserved' | 'backordered'): Promise<ReservationRow[]> {
  if (pairs.length === 0) return Promise.resolve([]);
  const open = which === 'reserved' ? sql`t.reserved > 0` : sql`t.backordered > 0`;
  return selectRows(tx, 'Reservation', sql`${open} AND (t."productId", t."warehouseId") IN
    (SELECT * FROM unnest(${pairs.map(({ productId }) => productId)}::uuid[], ${pairs.map(({ warehouseId }) => warehouseId)}::uuid[]))`);
}
