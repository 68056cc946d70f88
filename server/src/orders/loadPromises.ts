import sql from 'sql-template-tag';
import type { OrderRow, ReservationRow } from '../generated/rows.ts';
import { loadPools, loadWaiting, type PoolKey } from '../inventory/loadPools.ts';
import type { Pools } from '../inventory/pools.ts';
import type { Tx } from '../shared/db.ts';
import { selectRows } from '../shared/rows.ts';
import type { Context } from '../shared/viewer.ts';

export interface Promises {
  pools: Pools; pairs: PoolKey[]; reservations: ReservationRow[];
  /** Who else waits for goods of the pools. */
  waiting: ReservationRow[];
}

/**
 * The promises to locked orders with their pools, and those of warehouses named or that may serve them, locked. A receipt may
 * have promised goods elsewhere before the locks were had: then it is tried again, as any conflict is.
 */
export async function loadPromises(tx: Tx, ctx: Context, orders: readonly Pick<OrderRow, 'id'>[], warehouseIds: readonly string[] = []): Promise<Promises> {
  const ids = orders.map(({ id }) => id);
  const pairs = await tx.rows<PoolKey & Record<string, unknown>>(sql`SELECT r."productId", r."warehouseId" FROM "Reservation" r WHERE r."orderId" = ANY(${ids}::uuid[])
    UNION SELECT r."productId", w.id FROM "Reservation" r CROSS JOIN unnest(${[...warehouseIds]}::uuid[]) AS w(id) WHERE r."orderId" = ANY(${ids}::uuid[])
    UNION SELECT s."productId", s."warehouseId" FROM "Order" o JOIN "Reservation" r ON r."orderId" = o.id AND r."isLinked"
      JOIN "StockLevel" s ON s."productId" = r."productId" AND s."warehouseId"::text = ANY(o."servedFrom") WHERE o.id = ANY(${ids}::uuid[])`);
  const pools = await loadPools(tx, ctx, pairs);
  const waiting = (await loadWaiting(tx, pairs)).filter(({ orderId }) => !ids.includes(orderId));
  const reservations = await selectRows(tx, 'Reservation', sql`t."orderId" = ANY(${ids}::uuid[])`, { orderBy: sql`t."warehouseId", t."productId"` });
  if (reservations.some(({ productId, warehouseId }) => !pools.has(productId, warehouseId))) throw Object.assign(new Error('promises keep moving'), { code: '40001' });
  return { pools, pairs, reservations, waiting };
}
