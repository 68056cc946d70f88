import sql, { type Sql } from 'sql-template-tag';
import type { StockWarningKind } from '../generated/rows.ts';
import type { Queryable } from '../shared/db.ts';
import { selectRows } from '../shared/rows.ts';
import { thingOf, type Standing } from './warnings.ts';

/** Open warnings that meet a condition (alias t), locked, with their orders; and how many episodes there were of all such things. */
export async function loadStanding(tx: Queryable, condition: Sql): Promise<Standing> {
  const open = await selectRows(tx, 'StockWarning', sql`t.status = 'OPEN' AND ${condition}`, { lock: true });
  const orders = await selectRows(tx, 'StockWarningOrder', sql`t."warningId" = ANY(${open.map(({ id }) => id)}::uuid[])`);
  const counts = await tx.rows<{ kind: StockWarningKind; productId: string; warehouseId: string; jitDemandId: string | null; episodes: number }>(
    sql`SELECT t.kind, t."productId", t."warehouseId", t."jitDemandId", max(t.episode) AS episodes FROM "StockWarning" t WHERE ${condition} GROUP BY 1, 2, 3, 4`);
  return { open, orders, episodes: new Map(counts.map((row) => [thingOf(row), row.episodes])) };
}
