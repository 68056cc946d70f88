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

/** An order that the viewer may see, with its lines and customer; refuses NOT_FOUND. */
export function orderOf(known: Known, id: string, ctx: Context): LoadedOrder {
  const order = known.row('Order', id);
  return {
    order, customer: customerOf(known, order.customerId, ctx),
    lines: known.rows('OrderLine', (row) => row.orderId === id).sort((a, b) => a.no - b.no),
  };
}
