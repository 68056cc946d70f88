import sql from 'sql-template-tag';
import type { CustomerReturnLineRow, CustomerReturnRow } from '../generated/rows.ts';
import { lockOrder, type LoadedOrder } from '../orders/loadOrder.ts';
import type { Tx } from '../shared/db.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import type { Context } from '../shared/viewer.ts';

export interface LoadedReturn extends Omit<LoadedOrder, 'lines'> { orderLines: LoadedOrder['lines']; customerReturn: CustomerReturnRow; lines: CustomerReturnLineRow[] }

/** A return with its order, locked. */
export async function lockReturn(tx: Tx, ctx: Context, returnId: string): Promise<LoadedReturn> {
  const { orderId } = await readRow(tx, 'CustomerReturn', returnId);
  const { order, customer, lines: orderLines } = await lockOrder(tx, orderId, ctx);
  const customerReturn = await lockRow(tx, 'CustomerReturn', returnId);
  return { order, customer, orderLines, customerReturn, lines: await selectRows(tx, 'CustomerReturnLine', sql`t."returnId" = ${returnId}`, { orderBy: sql`t.no` }) };
}

/** Shipments of the goods of return lines. */
export const shipmentsOf = async (tx: Tx, lines: readonly CustomerReturnLineRow[]): Promise<string[]> =>
  [...new Set((await selectRows(tx, 'ShipmentLine', sql`t.id = ANY(${lines.map(({ shipmentLineId }) => shipmentLineId)}::uuid[])`)).map(({ shipmentId }) => shipmentId))];
