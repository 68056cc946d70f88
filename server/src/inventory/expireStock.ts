import sql from 'sql-template-tag';
import { action, type EventDraft } from '../shared/action.ts';
import type { Db, Tx } from '../shared/db.ts';
import { id } from '../shared/input.ts';
import { perform } from '../shared/perform.ts';
import { none, printQuantity } from '../shared/quantity.ts';
import type { Context } from '../shared/viewer.ts';
import { refreshPool, type Refreshed } from './expiry.ts';
import { loadHolds } from './loadHolds.ts';
import { loadHolders, loadPools, loadWaiting, type PoolKey } from './loadPools.ts';
import { allocate } from './poolPromises.ts';
import type { Pools } from './pools.ts';

/** All that `refreshPool` asks of pools, with them. */
export async function loadRefreshing(tx: Tx, ctx: Context, keys: readonly PoolKey[]) {
  const pools = await loadPools(tx, ctx, keys);
  return { pools, holders: await loadHolders(tx, keys), waiting: await loadWaiting(tx, keys), holds: await loadHolds(tx, keys) };
}

/** What a refresh is to be told of: held and released lots, and orders whose promises moved or wait again. */
export function refreshEvents(pools: Pools, productId: string, warehouseId: string, { shifted, held, released }: Refreshed): EventDraft[] {
  const { productName, warehouseName } = pools.names(productId, warehouseId);
  return [
    ...held.map(({ lotId, quantity }) => ({ kind: 'lotExpired', subjectType: 'Lot', subjectId: lotId, data: { quantity: printQuantity(quantity), warehouse: warehouseName } })),
    ...released.map(({ lotId, quantity }) => ({ kind: 'lotGoodAgain', subjectType: 'Lot', subjectId: lotId, data: { quantity: printQuantity(quantity), warehouse: warehouseName } })),
    ...shifted.map(({ orderId, lots, moved, lost }) => ({
      kind: lost > none ? 'promiseLost' : 'promiseMoved', subjectType: 'Order', subjectId: orderId,
      data: { product: productName, lots: lots.join(', '), moved: printQuantity(moved), waits: printQuantity(lost) },
    })),
  ];
}

export const expireStock = action({
  name: 'expireStock', permission: 'stock.manage',
  describe: 'Brings a product in a warehouse to its day: expired lots are held back, and promises on lots that will not last move to others or wait again.',
  input: { productId: id('Product'), warehouseId: id('Warehouse') }, refusals: [], payload: { level: 'record:StockLevel' },
  load: (tx, input, ctx) => loadRefreshing(tx, ctx, [input]),
  decide: ({ pools, ...facts }, { productId, warehouseId }, ctx) => {
    const refreshed = refreshPool(pools, facts, productId, warehouseId, ctx);
    return {
      rows: [...refreshed.rows, ...pools.changes()], events: refreshEvents(pools, productId, warehouseId, refreshed),
      result: { level: pools.level(productId, warehouseId).id },
    };
  },
});

/** Serves who waits for goods of a pool: for those whose promise was lost as part of a kit. */
export const serveWaiting = action({
  name: 'serveWaiting', permission: 'stock.manage', describe: 'Promises what is free of a product in a warehouse to who waits for it, oldest first.',
  input: { productId: id('Product'), warehouseId: id('Warehouse') }, refusals: [], payload: { level: 'record:StockLevel' },
  load: async (tx, input, ctx) => ({ pools: await loadPools(tx, ctx, [input]), waiting: await loadWaiting(tx, [input]) }),
  decide: ({ pools, waiting }, { productId, warehouseId }) => ({
    rows: [...allocate(pools, waiting, productId, warehouseId), ...pools.changes()], events: [], result: { level: pools.level(productId, warehouseId).id },
  }),
});

/** Pools with something to bring to a day: expired lots that are free, promises on lots that will not last, holds of lots that are good. */
const stalePools = (db: Db, ctx: Context): Promise<PoolKey[]> => db.rows<PoolKey & Record<string, unknown>>(sql`
  SELECT v."productId", v."warehouseId" FROM "LotLevel" v JOIN "Lot" l ON l.id = v."lotId" WHERE v."onHand" > v.reserved AND l."goodUntil" < ${ctx.today}
  UNION SELECT r."productId", r."warehouseId" FROM "ReservedLot" x JOIN "Reservation" r ON r.id = x."reservationId" JOIN "Lot" l ON l.id = x."lotId"
    WHERE l."goodUntil" < greatest(${ctx.today}::date, r."neededOn") + coalesce(r."minimumShelfLifeDays", 0)
  UNION SELECT h."productId", h."warehouseId" FROM "StockHold" h JOIN "Lot" l ON l.id = h."lotId"
    WHERE h.kind = 'EXPIRED' AND h.quantity > 0 AND (l."goodUntil" IS NULL OR l."goodUntil" >= ${ctx.today})
  ORDER BY 1, 2`);

/** Brings all pools to the company's day; says how many. Doing it twice does no harm. */
export async function expireAll(ctx: Context): Promise<number> {
  const stale = await stalePools(ctx.db, ctx);
  for (const pool of stale) {
    await perform(expireStock, pool, ctx);
    await perform(serveWaiting, pool, ctx);
  }
  return stale.length;
}
