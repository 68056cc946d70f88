import sql from 'sql-template-tag';
import type { PoolKey } from '../inventory/loadPools.ts';
import type { Queryable } from '../shared/db.ts';
import { selectRows } from '../shared/rows.ts';
import type { Receivable } from './rules.ts';

/** Receipt lines with their receipts, which are locked where `lock` is set: a line is billed once. */
export async function loadReceivables(tx: Queryable, ids: string[], lock: boolean): Promise<Receivable[]> {
  if (ids.length === 0) return [];
  const receipts = await selectRows(tx, 'Receipt', sql`t.id IN (SELECT "receiptId" FROM "ReceiptLine" WHERE id = ANY(${ids}::uuid[]))`, { lock });
  const lines = await selectRows(tx, 'ReceiptLine', sql`t.id = ANY(${ids}::uuid[])`);
  const billed = await tx.rows<{ id: string }>(sql`SELECT l."receiptLineId" AS id FROM "BillLine" l JOIN "Bill" b ON b.id = l."billId"
    WHERE b.status = 'POSTED' AND l."receiptLineId" = ANY(${ids}::uuid[])`);
  const orderLines = await selectRows(tx, 'PurchaseOrderLine', sql`t.id = ANY(${lines.map((line) => line.purchaseOrderLineId)}::uuid[])`);
  const products = await selectRows(tx, 'Product', sql`t.id = ANY(${lines.map((line) => line.productId)}::uuid[])`);
  return lines.flatMap((line) => {
    const receipt = receipts.find((each) => each.id === line.receiptId);
    const orderLine = orderLines.find((each) => each.id === line.purchaseOrderLineId);
    const product = products.find((each) => each.id === line.productId);
    return receipt && orderLine && product ? [{ line, receipt, productName: product.name, unitCost: orderLine.unitCost, isBilled: billed.some(({ id }) => id === line.id) }] : [];
  });
}

export const poolKeysOf = (lines: Receivable[]): PoolKey[] => lines.map(({ line, receipt }) => ({ productId: line.productId, warehouseId: receipt.warehouseId }));
