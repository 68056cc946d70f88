import sql from 'sql-template-tag';
import type { Tx } from '../shared/db.ts';
import { minor } from '../shared/money.ts';
import { none, parseQuantity } from '../shared/quantity.ts';
import { selectRows } from '../shared/rows.ts';
import { loadReceivables } from './loadBilled.ts';
import type { Billed, GivenCreditLine, Returned } from './supplierCreditRules.ts';

/** The lines of bills and returns that a credit names, with their receipts locked, and what credits have taken of them. */
export async function loadCredited(tx: Tx, lines: readonly GivenCreditLine[], supplierId: string): Promise<{ billed: Billed[]; returned: Returned[] }> {
  const ids = (field: 'billLineId' | 'supplierReturnLineId') => lines.flatMap((line) => line[field] ?? []);
  // Receipts are locked first: whoever takes a bill or a return back has their lock, too, and what stands is read under it.
  const named = await tx.rows<{ id: string }>(sql`SELECT "receiptLineId" AS id FROM "BillLine" WHERE id = ANY(${ids('billLineId')}::uuid[]) AND "receiptLineId" IS NOT NULL
    UNION SELECT "receiptLineId" FROM "SupplierReturnLine" WHERE id = ANY(${ids('supplierReturnLineId')}::uuid[])`);
  const received = await loadReceivables(tx, named.map(({ id }) => id), true);
  const billLines = await selectRows(tx, 'BillLine', sql`t.id = ANY(${ids('billLineId')}::uuid[]) AND t."receiptLineId" IS NOT NULL
    AND t."billId" IN (SELECT b.id FROM "Bill" b WHERE b."supplierId" = ${supplierId} AND b.status = 'POSTED')`);
  const returnLines = await selectRows(tx, 'SupplierReturnLine', sql`t.id = ANY(${ids('supplierReturnLineId')}::uuid[])
    AND t."supplierReturnId" IN (SELECT r.id FROM "SupplierReturn" r WHERE r."supplierId" = ${supplierId} AND r.status = 'POSTED')`);
  const credited = await tx.rows<{ id: string; units: string; net: string; cleared: string }>(sql`SELECT coalesce(l."billLineId", l."supplierReturnLineId") AS id,
      sum(l.quantity)::text AS units, sum(l."netMinor")::text AS net, coalesce(sum(l."clearedMinor"), 0)::text AS cleared
    FROM "SupplierCreditLine" l JOIN "SupplierCredit" c ON c.id = l."supplierCreditId"
    WHERE c.status = 'POSTED' AND (l."billLineId" = ANY(${ids('billLineId')}::uuid[]) OR l."supplierReturnLineId" = ANY(${ids('supplierReturnLineId')}::uuid[])) GROUP BY 1`);
  const receivedOf = (id: string | null) => received.find(({ line }) => line.id === id);
  return {
    billed: billLines.flatMap((line): Billed[] => {
      const [found, sums] = [receivedOf(line.receiptLineId), credited.find(({ id }) => id === line.id)];
      const taken = { units: parseQuantity(sums?.units ?? '0') ?? none, net: minor(BigInt(sums?.net ?? 0)), cleared: minor(BigInt(sums?.cleared ?? 0)) };
      return found ? [{ line, received: found, credited: taken }] : [];
    }),
    returned: returnLines.flatMap((line): Returned[] => {
      const found = receivedOf(line.receiptLineId);
      return found ? [{ line, received: found, isCredited: credited.some(({ id }) => id === line.id) }] : [];
    }),
  };
}
