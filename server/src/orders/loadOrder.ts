import sql from 'sql-template-tag';
import type { CustomerRow, OrderDiscountRow, OrderLineRow, OrderRow } from '../generated/rows.ts';
import { readCustomer } from '../customers/loadCustomer.ts';
import type { Tx } from '../shared/db.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import type { Context } from '../shared/viewer.ts';

export interface LoadedOrder { order: OrderRow; lines: OrderLineRow[]; customer: CustomerRow }

/** Lines of an order; they change under its lock only. */
export const loadOrderLines = (tx: Tx, orderId: string): Promise<OrderLineRow[]> =>
  selectRows(tx, 'OrderLine', sql`t."orderId" = ${orderId}`, { orderBy: sql`t.no` });

/** An order that the viewer may see, locked until commit, with its lines and customer. */
export async function lockOrder(tx: Tx, orderId: string, ctx: Context): Promise<LoadedOrder> {
  const order = await lockRow(tx, 'Order', orderId);
  return { order, customer: await readCustomer(tx, order.customerId, ctx), lines: await loadOrderLines(tx, orderId) };
}

/** What was taken off an order's lines; it changes under the order's lock only. */
export const loadDiscounts = (tx: Tx, orderId: string): Promise<OrderDiscountRow[]> => selectRows(tx, 'OrderDiscount', sql`t."orderId" = ${orderId}`);
