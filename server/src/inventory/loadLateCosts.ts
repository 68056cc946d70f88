import sql from 'sql-template-tag';
import type { StockMoveRow } from '../generated/rows.ts';
import type { Tx } from '../shared/db.ts';
import { selectRows } from '../shared/rows.ts';
import { add, none, type Quantity } from '../shared/quantity.ts';

export interface MoveHistory { move: StockMoveRow; units: Quantity; later: StockMoveRow[] }

/** Receipt moves by id with what was on hand after each and the moves of their pools since; ask under the pools' locks. */
export async function loadHistories(tx: Tx, moveIds: readonly string[]): Promise<Map<string, MoveHistory>> {
  const moves = await selectRows(tx, 'StockMove', sql`t.id = ANY(${[...moveIds]}::uuid[])`);
  const histories = new Map<string, MoveHistory>();
  for (const move of moves) {
    const pool = await selectRows(tx, 'StockMove', sql`t."productId" = ${move.productId} AND t."warehouseId" = ${move.warehouseId}`, { orderBy: sql`t.sequence` });
    const units = pool.filter((each) => each.sequence <= move.sequence).reduce((sum, each) => add(sum, each.quantity), none);
    histories.set(move.id, { move, units, later: pool.filter((each) => each.sequence > move.sequence) });
  }
  return histories;
}
