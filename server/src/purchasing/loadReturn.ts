import sql from 'sql-template-tag';
import { loadAccounts } from '../accounting/books.ts';
import { loadNamedLots } from '../inventory/loadLots.ts';
import { loadPools, loadWaiting } from '../inventory/loadPools.ts';
import type { Tx } from '../shared/db.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import type { Context } from '../shared/viewer.ts';
import type { ReturnFacts } from './supplierReturnRules.ts';

/** A receipt with all that a return of its goods touches, locked; the number is taken last, by the caller. */
export async function loadReturnFacts(tx: Tx, ctx: Context, receiptId: string, moveIds: readonly string[] = []) {
  const order = await lockRow(tx, 'PurchaseOrder', (await readRow(tx, 'Receipt', receiptId)).purchaseOrderId);
  const receipt = await lockRow(tx, 'Receipt', receiptId);
  const orderLines = await selectRows(tx, 'PurchaseOrderLine', sql`t."purchaseOrderId" = ${order.id}`, { orderBy: sql`t.no` });
  const receiptLines = await selectRows(tx, 'ReceiptLine', sql`t."receiptId" = ${receiptId}`, { orderBy: sql`t.no` });
  const returned = await selectRows(tx, 'SupplierReturnLine', sql`t."receiptLineId" = ANY(${receiptLines.map(({ id }) => id)}::uuid[])
    AND EXISTS (SELECT FROM "SupplierReturn" r WHERE r.id = t."supplierReturnId" AND r.status = 'POSTED')`);
  const inspections = await selectRows(tx, 'Inspection', sql`t."receiptId" = ${receiptId}`, { lock: true });
  const keys = [...receiptLines, ...orderLines].map(({ productId }) => ({ productId, warehouseId: receipt.warehouseId }));
  const pools = await loadPools(tx, ctx, keys);
  await loadNamedLots(tx, pools, { moveIds: [...receiptLines.map(({ id }) => id), ...moveIds] });
  const holds = await selectRows(tx, 'StockHold', sql`t."sourceId" = ANY(${inspections.map(({ id }) => id)}::uuid[]) AND t.quantity > 0`, { orderBy: sql`t."placedAt", t.id` });
  const facts: Omit<ReturnFacts, 'number'> = { order, orderLines, receipt, receiptLines, returned, pools, accounts: await loadAccounts(tx, ctx) };
  return { ...facts, inspections, holds, waiting: await loadWaiting(tx, keys) };
}
