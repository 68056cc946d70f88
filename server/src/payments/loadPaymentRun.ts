import sql from 'sql-template-tag';
import type { ApprovalLimitRow, ApprovalRow, PaymentRunLineRow, PaymentRunRow } from '../generated/rows.ts';
import { blockSql } from '../payables/loadBlocked.ts';
import type { Queryable, Tx } from '../shared/db.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import type { Day } from '../shared/time.ts';

export interface LoadedRun { run: PaymentRunRow; lines: PaymentRunLineRow[]; approvals: ApprovalRow[]; limits: ApprovalLimitRow[] }

/** A run with its lines, locked. */
export async function loadRun(tx: Tx, id: string): Promise<LoadedRun> {
  const run = await lockRow(tx, 'PaymentRun', id);
  return {
    run, lines: await selectRows(tx, 'PaymentRunLine', sql`t."paymentRunId" = ${id}`, { orderBy: sql`t.no` }),
    approvals: await selectRows(tx, 'Approval', sql`t."subjectId" = ${id} AND t.kind = 'PAYMENT_RUN'`, { lock: true }),
    limits: await selectRows(tx, 'ApprovalLimit', sql`t.kind = 'PAYMENT_RUN'`),
  };
}

export interface Due { billId: string; supplierId: string; openItemId: string }

/** Bills of a currency that are due by a day and may be paid, and that no other run is about to pay. */
export const loadDue = (tx: Queryable, dueUntil: Day, currencyCode: string, supplierIds: readonly string[] | null): Promise<Due[]> => tx.rows<Due & Record<string, unknown>>(
  sql`SELECT b.id AS "billId", b."supplierId", b."openItemId" FROM "Bill" b JOIN "OpenItem" i ON i.id = b."openItemId" JOIN "Supplier" s ON s.id = b."supplierId"
    WHERE b.status = 'POSTED' AND i."openMinor" < 0 AND b."currencyCode" = ${currencyCode} AND b."dueOn" <= ${dueUntil} AND ${blockSql('b')} IS NULL
      AND (${supplierIds === null} OR b."supplierId" = ANY(${[...supplierIds ?? []]}::uuid[]))
      AND NOT EXISTS (SELECT FROM "PaymentRunLine" l JOIN "PaymentRun" r ON r.id = l."paymentRunId" WHERE l."billId" = b.id AND r.status = 'DRAFT')
    ORDER BY s.name, s.id, b."dueOn", b.number LIMIT 500`);
