// A chargeback that is being dealt with.
import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts } from '../accounting/books.ts';
import type { ChargebackRow } from '../generated/rows.ts';
import type { EventDraft } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { id } from '../shared/input.ts';
import { message } from '../shared/messages.ts';
import { lockRow, selectRows } from '../shared/rows.ts';
import type { Context } from '../shared/viewer.ts';
import { update, type Change } from '../shared/write.ts';
import { settledRows } from '../work/taskRules.ts';
import { loadCharged } from './loadCharge.ts';

/** The task to answer one. */
export const REPLY = 'chargebackReply';

const tasksOf = (tx: Tx, chargebackId: string) => selectRows(tx, 'Task', sql`t.kind = ${REPLY} AND t.status = 'OPEN' AND t."subjectId" = ${chargebackId}::uuid`, { lock: true });

/** A chargeback, locked, with what stands in the books of it. */
export async function loadChargeback(tx: Tx, chargebackId: string, ctx: Context) {
  const accounts = await loadAccounts(tx, ctx);
  await holdPeriod(tx, ctx, ctx.today);
  const chargeback = await lockRow(tx, 'Chargeback', chargebackId);
  await loadCharged(tx, chargeback.customerId, ctx);
  const payment = await lockRow(tx, 'Payment', chargeback.paymentId);
  const entries = await selectRows(tx, 'JournalEntry', sql`t."sourceId" = ${chargebackId} AND t.kind = 'CHARGEBACK'`, { orderBy: sql`t."sourceRevision"` });
  const reversed = await selectRows(tx, 'JournalEntry', sql`t."reversesEntryId" = ANY(${entries.map((each) => each.id)}::uuid[])`);
  const standing = entries.filter((entry) => !reversed.some(({ reversesEntryId }) => reversesEntryId === entry.id));
  return {
    accounts, chargeback, payment, tasks: await tasksOf(tx, chargebackId), standing, revision: entries.length, undone: reversed.length,
    lines: await selectRows(tx, 'JournalLine', sql`t."entryId" = ANY(${standing.map((each) => each.id)}::uuid[])`, { orderBy: sql`t."entryId", t.no` }),
  };
}
type LoadedChargeback = Awaited<ReturnType<typeof loadChargeback>>;

/** How it ended: nobody has to answer it any more. */
export const ended = ({ chargeback, tasks }: LoadedChargeback, columns: Partial<ChargebackRow>, ctx: Parameters<typeof settledRows>[2]): { rows: Change[]; events: EventDraft[] } => {
  const done = settledRows(tasks, message(ctx.company.locale, 'task.causeGone'), ctx);
  return { rows: [...done.rows, update('Chargeback', chargeback.id, { ...columns, version: chargeback.version + 1 })], events: done.events };
};
export const chargebackInput = { chargebackId: id('Chargeback') };
export const chargebackPayload = { chargeback: 'record:Chargeback' as const };
