// Recurring bills are recorded by themselves: each day, and once a rate is there that one waited for.
import sql from 'sql-template-tag';
import { systemContext } from '../context.ts';
import { hasRate, loadRates } from '../currencies/rates.ts';
import { consume, task, type Handler } from '../events/consumers.ts';
import type { RecurringBillRow } from '../generated/rows.ts';
import { refusalMessage } from '../mutations.ts';
import type { Db, Tx } from '../shared/db.ts';
import { message } from '../shared/messages.ts';
import { perform } from '../shared/perform.ts';
import { Refusal } from '../shared/refusal.ts';
import { selectRows } from '../shared/rows.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { raiseTask, settleTask } from '../work/raiseTask.ts';
import { nextTurn } from './recurrence.ts';
import { recordRecurringBill } from './recurringBills.ts';

const causeOf = (uuid: string) => ({ kind: 'billHeld', subjectId: { type: 'RecurringBill', uuid } });
const due = (db: Db, today: string) => db.rows<{ id: string; name: string; nextOn: Day }>(sql`SELECT id, name, "nextOn"::text AS "nextOn" FROM "RecurringBill" WHERE "isActive" AND "nextOn" <= ${today} ORDER BY "nextOn", id`);

/** Records all turns that are due, those missed too; of a template that cannot be recorded somebody is asked, and it is tried again. Gives how many were. */
export async function recordDueBills(db: Db, now: Date): Promise<number> {
  const ctx = await systemContext(db, now, 'JOB');
  const refused = new Set<string>();
  let count = 0;
  for (let rows = await due(db, ctx.today); rows.some(({ id }) => !refused.has(id)); rows = await due(db, ctx.today)) {
    for (const { id, name, nextOn } of rows.filter((row) => !refused.has(row.id))) {
      try {
        await perform(recordRecurringBill, { recurringBillId: id }, ctx);
        await perform(settleTask, causeOf(id), ctx);
        count += 1;
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refused.add(id);
        // Somebody else was faster.
        if (error.kind.code === 'RECURRING_BILL_NOT_DUE') continue;
        const { locale } = ctx.company;
        await perform(raiseTask, { ...causeOf(id), title: message(locale, 'task.billHeld', { name, day: nextOn }).slice(0, 200), text: refusalMessage(error, locale).slice(0, 4000), ownerRole: 'CONTROLLER', priority: 'HIGH' }, ctx);
      }
    }
  }
  await settleGone(db, ctx);
  return count;
}

/** What could not be recorded and need not be any more (ended, put off, or recorded by hand) is no task. */
async function settleGone(db: Db, ctx: Context): Promise<void> {
  const rows = await db.rows<{ id: string }>(sql`SELECT r.id FROM "RecurringBill" r JOIN "Task" t ON t."subjectId" = r.id AND t.kind = 'billHeld' AND t.status = 'OPEN'
    WHERE NOT r."isActive" OR r."nextOn" IS NULL OR r."nextOn" > ${ctx.today}`);
  for (const { id } of rows) await perform(settleTask, causeOf(id), ctx);
}

/** The days that are due of a template. */
function dueDays(row: RecurringBillRow, today: Day): Day[] {
  const days: Day[] = [];
  for (let on = row.nextOn; on !== null && on <= today; on = nextTurn(row, row.turns + days.length)) days.push(on);
  return days;
}

async function recordable(tx: Tx, row: RecurringBillRow, ctx: Context) {
  const days = dueDays(row, ctx.today);
  const rates = await loadRates(tx, ctx, days);
  const missing = days.findIndex((on) => !hasRate(rates, row.currencyCode, on));
  const ready = missing < 0 ? days : days.slice(0, missing);
  return [...ready.map(() => task(recordRecurringBill, { recurringBillId: row.id })), ...(missing < 0 ? [task(settleTask, causeOf(row.id))] : [])];
}
const recordWaiting: Handler = async ({ data }, ctx, tx) => {
  const { currency = '' } = (data ?? {}) as { currency?: string }; // as the rate's event tells it
  const rows = await selectRows(tx, 'RecurringBill', sql`t."isActive" AND t."currencyCode" = ${currency} AND t."nextOn" <= ${ctx.today}`, { orderBy: sql`t."nextOn", t.id` });
  const tasks = [];
  for (const row of rows) tasks.push(...await recordable(tx, row, ctx));
  return tasks;
};
for (const kind of ['rateEntered', 'ratesImported']) consume(kind, 'recordWaitingBills', recordWaiting);
