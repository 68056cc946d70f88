import sql from 'sql-template-tag';
import type { PurchaseOrderLineRow, PurchaseOrderRow } from '../generated/rows.ts';
import type { PoolKey } from '../inventory/loadPools.ts';
import type { Queryable } from '../shared/db.ts';
import { minor, minus, priceInCompany } from '../shared/money.ts';
import { parseQuantity, none, subtract } from '../shared/quantity.ts';
import { selectRows } from '../shared/rows.ts';
import type { Receivable } from './rules.ts';

interface Settled { id: string; billed: string; units: string; value: string }

/** Receipt lines with their receipts, which are locked where `lock` is set: no two bills take the same goods. */
export async function loadReceivables(tx: Queryable, ids: string[], lock: boolean): Promise<Receivable[]> {
  if (ids.length === 0) return [];
  const receipts = await selectRows(tx, 'Receipt', sql`t.id IN (SELECT "receiptId" FROM "ReceiptLine" WHERE id = ANY(${ids}::uuid[]))`, { lock });
  const lines = await selectRows(tx, 'ReceiptLine', sql`t.id = ANY(${ids}::uuid[])`);
  const settled = await tx.rows<Settled>(sql`SELECT x.id, x.billed::text, x.units::text, x.value::text FROM (
    SELECT l.id, (SELECT count(*) FROM "BillLine" b JOIN "Bill" h ON h.id = b."billId" WHERE b."receiptLineId" = l.id AND h.status = 'POSTED') AS billed,
      ${settledSql('quantity')} AS units, ${settledSql('value')} AS value FROM "ReceiptLine" l WHERE l.id = ANY(${ids}::uuid[])) x`);
  const orderLines = await selectRows(tx, 'PurchaseOrderLine', sql`t.id = ANY(${lines.map((line) => line.purchaseOrderLineId)}::uuid[])`);
  const orders = await selectRows(tx, 'PurchaseOrder', sql`t.id = ANY(${receipts.map((receipt) => receipt.purchaseOrderId)}::uuid[])`);
  const products = await selectRows(tx, 'Product', sql`t.id = ANY(${lines.map((line) => line.productId)}::uuid[])`);
  const units = await selectRows(tx, 'Unit', sql`t.id = ANY(${products.map((each) => each.unitId)}::uuid[])`);
  return lines.flatMap((line) => {
    const receipt = receipts.find((each) => each.id === line.receiptId);
    const orderLine = orderLines.find((each) => each.id === line.purchaseOrderLineId);
    const product = products.find((each) => each.id === line.productId);
    const order = orders.find((each) => each.id === receipt?.purchaseOrderId);
    const known = settled.find(({ id }) => id === line.id);
    if (!receipt || !orderLine || !order || !product || !known) return [];
    const open = { units: subtract(line.quantity, parseQuantity(known.units) ?? none), value: minus(line.valueMinor, minor(BigInt(known.value))) };
    return [{ line, receipt, productName: product.name, decimals: units.find(({ id }) => id === product.unitId)?.decimals ?? 0, ...orderedAt(orderLine, order), open, bills: Number(known.billed) }];
  });
}

/** What a unit was ordered at in company money, and (`quoted`) in the currency of the order, else that in which the supplier asked for it. */
function orderedAt({ unitCost, quotedCost, quotedCurrencyCode }: PurchaseOrderLineRow, { exchangeRate, currencyCode }: PurchaseOrderRow): Pick<Receivable, 'unitCost' | 'quoted'> {
  if (exchangeRate !== null) return { unitCost: priceInCompany(unitCost, exchangeRate), quoted: { unitCost, currencyCode } };
  return { unitCost, quoted: quotedCost !== null && quotedCurrencyCode !== null ? { unitCost: quotedCost, currencyCode: quotedCurrencyCode } : null };
}

/**
 * What of a receipt's line `l` is settled, as SQL: billed, less what suppliers credited of it, and sent back. Units or what they
 * took off received not invoiced.
 */
export function settledSql(what: 'quantity' | 'value') {
  const [billed, credited, returned] = what === 'quantity'
    ? [sql`b.quantity`, sql`c.quantity`, sql`r.quantity`] : [sql`b."clearedMinor"`, sql`coalesce(c."clearedMinor", 0)`, sql`r."valueMinor"`];
  return sql`(coalesce((SELECT sum(${billed}) FROM "BillLine" b JOIN "Bill" h ON h.id = b."billId" WHERE b."receiptLineId" = l.id AND h.status = 'POSTED'), 0)
    - coalesce((SELECT sum(${credited}) FROM "SupplierCreditLine" c JOIN "SupplierCredit" h ON h.id = c."supplierCreditId" AND h.status = 'POSTED'
        LEFT JOIN "BillLine" b ON b.id = c."billLineId" LEFT JOIN "SupplierReturnLine" s ON s.id = c."supplierReturnLineId"
        WHERE b."receiptLineId" = l.id OR s."receiptLineId" = l.id), 0)
    + coalesce((SELECT sum(${returned}) FROM "SupplierReturnLine" r JOIN "SupplierReturn" h ON h.id = r."supplierReturnId"
        WHERE r."receiptLineId" = l.id AND h.status = 'POSTED'), 0))`;
}

export const poolKeysOf = (lines: Receivable[]): PoolKey[] => lines.map(({ line, receipt }) => ({ productId: line.productId, warehouseId: receipt.warehouseId }));
