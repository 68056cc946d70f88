import sql from 'sql-template-tag';
import type { CountLineRow, StockCountRow } from '../generated/rows.ts';
import type { Tx } from '../shared/db.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';

/** A session, locked: its lock guards its lines. */
export const lockCount = (tx: Tx, stockCountId: string): Promise<StockCountRow> => lockRow(tx, 'StockCount', stockCountId);

/** Lines of a session, by id or all, locked. Refuses ids of other sessions at their field. */
export async function lockCountLines(tx: Tx, count: Pick<StockCountRow, 'id'>, ids?: readonly string[] | null, field = 'countLineIds'): Promise<CountLineRow[]> {
  const lines = await selectRows(tx, 'CountLine', ids ? sql`t."stockCountId" = ${count.id} AND t.id = ANY(${[...ids]}::uuid[])` : sql`t."stockCountId" = ${count.id}`, { lock: true, orderBy: sql`t.no` });
  const unknown = ids?.findIndex((id) => !lines.some((line) => line.id === id)) ?? -1;
  if (unknown >= 0) throw fieldRefused([field, String(unknown)], 'id_unknown', { type: 'CountLine' });
  return lines;
}
