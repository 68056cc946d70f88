// Loading of orders for several requests at once.
import sql from 'sql-template-tag';
import { customerOf } from '../customers/customerParts.ts';
import type { Known } from '../shared/known.ts';
import { idArray, locked, read, type Part } from '../shared/parts.ts';
import type { Context } from '../shared/viewer.ts';
import type { LoadedOrder } from './loadOrder.ts';

/** Orders by id, locked; their lines change under that lock only. */
export const orderParts = (ids: readonly (string | null | undefined)[]): Part[] => [
  locked('orders', 'Order', sql`t.id = ANY(${idArray(ids)})`, { guards: true }),
  read('order_lines', 'OrderLine', sql`t."orderId" = ANY(ARRAY(SELECT id FROM orders))`),
];

/** The customers of the orders, as an array. */
export const customersOfOrders = sql`ARRAY(SELECT "customerId" FROM orders)`;

/** The pools of the orders: where their goods are promised or wait, and where they may be served from. */
export const poolsOfOrders = sql`SELECT r."productId", r."warehouseId" FROM "Reservation" r WHERE r."orderId" = ANY(ARRAY(SELECT id FROM orders))
  UNION SELECT s."productId", s."warehouseId" FROM orders o JOIN "Reservation" r ON r."orderId" = o.id AND r."isLinked" AND cardinality(o."servedFrom") > 1
    JOIN "StockLevel" s ON s."productId" = r."productId" AND s."warehouseId"::text = ANY(o."servedFrom")`;

/** An order that the viewer may see, with its lines and customer; refuses NOT_FOUND. */
export function orderOf(known: Known, id: string, ctx: Context): LoadedOrder {
  const order = known.row('Order', id);
  return {
    order, customer: customerOf(known, order.customerId, ctx),
    lines: known.rows('OrderLine', (row) => row.orderId === id).sort((a, b) => a.no - b.no),
  };
}
