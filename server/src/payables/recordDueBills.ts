import sql from 'sql-template-tag';
import { systemContext } from '../context.ts';
import type { Db } from '../shared/db.ts';
import { perform } from '../shared/perform.ts';
import { Refusal } from '../shared/refusal.ts';
import { recordRecurringBill } from './recurringBills.ts';

const due = (db: Db, today: string) => db.rows<{ id: string }>(sql`SELECT id FROM "RecurringBill" WHERE "isActive" AND "nextOn" <= ${today} ORDER BY "nextOn", id`);

/** Records all turns that are due, those missed too; a template that cannot be recorded is passed over. Gives how many were. */
export async function recordDueBills(db: Db, now: Date): Promise<number> {
  const ctx = await systemContext(db, now, 'JOB');
  const refused = new Set<string>();
  let count = 0;
  for (let rows = await due(db, ctx.today); rows.some(({ id }) => !refused.has(id)); rows = await due(db, ctx.today)) {
    for (const { id } of rows.filter((row) => !refused.has(row.id))) {
      try {
        await perform(recordRecurringBill, { recurringBillId: id }, ctx);
        count += 1;
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refused.add(id);
      }
    }
  }
  return count;
}
