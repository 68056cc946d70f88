import sql from 'sql-template-tag';
import type { StockHoldRow } from '../generated/rows.ts';
import type { Tx } from '../shared/db.ts';
import { selectRows } from '../shared/rows.ts';
import type { PoolKey } from './loadPools.ts';

/** What is held back in pools, what was placed first first; ask under the pools' locks, which guard it. */
export function loadHolds(tx: Tx, pairs: readonly PoolKey[]): Promise<StockHoldRow[]> {
  if (pairs.length === 0) return Promise.resolve([]);
  return selectRows(tx, 'StockHold', sql`t.quantity > 0 AND (t."productId", t."warehouseId") IN
    (SELECT * FROM unnest(${pairs.map(({ productId }) => productId)}::uuid[], ${pairs.map(({ warehouseId }) => warehouseId)}::uuid[]))`, { orderBy: sql`t."placedAt", t.id` });
}
