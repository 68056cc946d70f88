import sql from 'sql-template-tag';
import type { DeliveryLineRow, DeliveryRow } from '../generated/rows.ts';
import { lockOrder, type LoadedOrder } from '../orders/loadOrder.ts';
import { loadPromises, type Promises } from '../orders/loadPromises.ts';
import type { Tx } from '../shared/db.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import type { Context } from '../shared/viewer.ts';
import type { Packed } from './deliveryRules.ts';

export const linesOfDelivery = (tx: Tx, deliveryId: string): Promise<DeliveryLineRow[]> =>
  selectRows(tx, 'DeliveryLine', sql`t."deliveryId" = ${deliveryId}`, { orderBy: sql`t.no` });

/** What lies in a delivery's parcels. */
export async function loadParcels(tx: Tx, deliveryId: string): Promise<Packed> {
  const parcels = await selectRows(tx, 'Parcel', sql`t."deliveryId" = ${deliveryId}`, { orderBy: sql`t.no` });
  return { parcels, contents: await selectRows(tx, 'ParcelLine', sql`t."parcelId" = ANY(${parcels.map(({ id }) => id)}::uuid[])`, { orderBy: sql`t."parcelId", t.no` }) };
}

/** Orders by id, locked in the order of their ids. */
export async function lockOrders(tx: Tx, orderIds: readonly string[], ctx: Context): Promise<LoadedOrder[]> {
  const loaded: LoadedOrder[] = [];
  for (const orderId of [...new Set(orderIds)].sort()) loaded.push(await lockOrder(tx, orderId, ctx));
  return loaded;
}

export interface LoadedDelivery extends Promises, Packed { delivery: DeliveryRow; lines: DeliveryLineRow[]; orders: LoadedOrder[] }

/** A delivery with its orders, locked, and the promises that it is made of. Its lines may have changed before the locks were had: then it is tried again. */
export async function loadDelivery(tx: Tx, ctx: Context, deliveryId: string): Promise<LoadedDelivery> {
  await readRow(tx, 'Delivery', deliveryId);
  const asked = await linesOfDelivery(tx, deliveryId);
  const orders = await lockOrders(tx, asked.map(({ orderId }) => orderId), ctx);
  const delivery = await lockRow(tx, 'Delivery', deliveryId);
  const lines = await linesOfDelivery(tx, deliveryId);
  if (lines.some((line) => !orders.some(({ order }) => order.id === line.orderId))) throw Object.assign(new Error('lines keep moving'), { code: '40001' });
  return { delivery, lines, orders, ...await loadParcels(tx, deliveryId), ...await loadPromises(tx, ctx, orders.map(({ order }) => order)) };
}
