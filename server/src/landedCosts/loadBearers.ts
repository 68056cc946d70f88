import sql from 'sql-template-tag';
import type { Queryable } from '../shared/db.ts';
import { plus } from '../shared/money.ts';
import { selectRows } from '../shared/rows.ts';
import type { Bearer } from './rules.ts';

/** Receipt lines that may bear charges, with what they are worth by now; their receipts are locked where `lock` is set. */
export async function loadBearers(tx: Queryable, ids: readonly string[], lock: boolean): Promise<Bearer[]> {
  const receipts = await selectRows(tx, 'Receipt', sql`t.id IN (SELECT "receiptId" FROM "ReceiptLine" WHERE id = ANY(${[...ids]}::uuid[]))`, { lock });
  const lines = await selectRows(tx, 'ReceiptLine', sql`t.id = ANY(${[...ids]}::uuid[])`);
  const products = await selectRows(tx, 'Product', sql`t.id = ANY(${lines.map(({ productId }) => productId)}::uuid[])`);
  // A receipt line's move bears its id; corrections of its cost name it.
  const moves = await selectRows(tx, 'StockMove', sql`t.id = ANY(${[...ids]}::uuid[])`);
  const corrections = await selectRows(tx, 'StockMove', sql`t."correctsMoveId" = ANY(${[...ids]}::uuid[]) AND t.kind = 'VALUE'`);
  return lines.flatMap((line) => {
    const receipt = receipts.find(({ id }) => id === line.receiptId);
    const product = products.find(({ id }) => id === line.productId);
    if (!receipt || !product) return [];
    const value = plus(line.valueMinor, ...corrections.filter(({ correctsMoveId }) => correctsMoveId === line.id).map(({ valueMinor }) => valueMinor));
    return [{ line, receipt, productName: product.name, weight: product.weight, isStocked: moves.some(({ id }) => id === line.id), value }];
  });
}
