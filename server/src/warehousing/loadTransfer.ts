import sql from 'sql-template-tag';
import type { TransferLineRow, TransferRow, TransferStepLineRow, TransferStepRow } from '../generated/rows.ts';
import type { Tx } from '../shared/db.ts';
import { lockRow, selectRows } from '../shared/rows.ts';

export interface LoadedTransfer { transfer: TransferRow; lines: TransferLineRow[]; steps: TransferStepRow[]; stepLines: TransferStepLineRow[] }

/** A transfer, locked, with all that hangs on it. Its lock guards lines and steps. */
export async function lockTransfer(tx: Tx, transferId: string): Promise<LoadedTransfer> {
  const transfer = await lockRow(tx, 'Transfer', transferId);
  const lines = await selectRows(tx, 'TransferLine', sql`t."transferId" = ${transferId}`, { orderBy: sql`t.no` });
  const steps = await selectRows(tx, 'TransferStep', sql`t."transferId" = ${transferId}`, { orderBy: sql`t.no` });
  const stepLines = await selectRows(tx, 'TransferStepLine', sql`t."stepId" = ANY(${steps.map(({ id }) => id)}::uuid[])`, { orderBy: sql`t."stepId", t.no` });
  return { transfer, lines, steps, stepLines };
}
