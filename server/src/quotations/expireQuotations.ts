// By itself: quotations end the day after their last, and somebody is reminded before.
import sql from 'sql-template-tag';
import { systemContext } from '../context.ts';
import type { Db } from '../shared/db.ts';
import { message } from '../shared/messages.ts';
import { perform } from '../shared/perform.ts';
import { addDays, type Day } from '../shared/time.ts';
import { raiseTask, settleTask } from '../work/raiseTask.ts';
import { expireQuotation } from './answerQuotation.ts';

const REMIND_DAYS = 3;
const AT_ONCE = 1000;
const KIND = 'quotationEnding';

/** Each ends by itself, so that one that is being changed holds up no other. */
export async function expireQuotations(db: Db, now: Date): Promise<string> {
  const ctx = await systemContext(db, now, 'JOB');
  const over = await db.rows<{ id: string }>(sql`SELECT id FROM "Quotation" WHERE status = 'SENT' AND "validTo" < ${ctx.today} ORDER BY id LIMIT ${AT_ONCE}`);
  let expired = 0;
  for (const { id } of over) expired += Number((await perform(expireQuotation, { quotationId: id }, ctx)).result['expired']);
  const ending = await db.rows<{ id: string; number: string; whom: string; validTo: Day }>(sql`SELECT q.id, q.number, coalesce(c.name, q."prospectName") AS whom, q."validTo"::text AS "validTo"
    FROM "Quotation" q LEFT JOIN "Customer" c ON c.id = q."customerId" WHERE q.status = 'SENT' AND q."isNewest" AND q."validTo" BETWEEN ${ctx.today} AND ${addDays(ctx.today, REMIND_DAYS)}
    AND NOT EXISTS (SELECT FROM "Task" t WHERE t.kind = ${KIND} AND t."subjectId" = q.id AND t."createdAt" >= q."validTo"::timestamptz - interval '10 days') ORDER BY q.id LIMIT ${AT_ONCE}`);
  for (const { id, number, whom, validTo } of ending) {
    await perform(raiseTask, {
      kind: KIND, subjectId: { type: 'Quotation', uuid: id }, title: message(ctx.company.locale, 'task.quotationEnding', { number, customer: whom, day: validTo }), text: null, ownerRole: 'SALES', priority: 'NORMAL',
    }, ctx);
  }
  const answered = await db.rows<{ id: string }>(sql`SELECT DISTINCT q.id FROM "Task" t JOIN "Quotation" q ON q.id = t."subjectId" WHERE t.kind = ${KIND} AND t.status = 'OPEN' AND t."subjectType" = 'Quotation'
    AND (q.status <> 'SENT' OR q."validTo" > ${addDays(ctx.today, REMIND_DAYS)}) LIMIT ${AT_ONCE}`);
  for (const { id } of answered) await perform(settleTask, { kind: KIND, subjectId: { type: 'Quotation', uuid: id } }, ctx);
  return expired + ending.length + answered.length === 0 ? '' : `${expired} quotations expired, ${ending.length} reminders, ${answered.length} closed.`;
}
