import sql from 'sql-template-tag';
import type { Queryable } from '../shared/db.ts';
import { selectRows } from '../shared/rows.ts';
import type { SupplyTerms } from './prices.ts';

/** At what terms a supplier sells products; those they do not sell are left out. */
export async function loadTerms(tx: Queryable, supplierId: string, productIds: readonly string[]): Promise<SupplyTerms[]> {
  const rows = await selectRows(tx, 'SupplierProduct', sql`t."supplierId" = ${supplierId} AND t."productId" = ANY(${[...productIds]}::uuid[])`);
  const prices = await selectRows(tx, 'SupplierPrice', sql`t."supplierProductId" = ANY(${rows.map(({ id }) => id)}::uuid[])`);
  return rows.map((row) => ({ ...row, prices: prices.filter(({ supplierProductId }) => supplierProductId === row.id) }));
}
