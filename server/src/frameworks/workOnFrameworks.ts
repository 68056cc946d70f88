// By itself: agreements end after their last day, somebody is reminded before, and planned call-offs become orders on their day.
import sql from 'sql-template-tag';
import { systemContext } from '../context.ts';
import { refusalMessage } from '../mutations.ts';
import { placeOrder } from '../orders/placeOrder.ts';
import { OrderStatusForbids } from '../orders/refusals.ts';
import type { Db } from '../shared/db.ts';
import { message } from '../shared/messages.ts';
import { perform } from '../shared/perform.ts';
import { Refusal } from '../shared/refusal.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { raiseTask, settleTask } from '../work/raiseTask.ts';
import { callOffFramework, noteCallFailure } from './callOff.ts';
import { expireFramework } from './moveFramework.ts';
import { FrameworkNothingPlanned } from './refusals.ts';

const AT_ONCE = 1000;
const [ENDING, FAILED] = ['frameworkEnding', 'frameworkCallFailed'];
const subject = (id: string) => ({ type: 'Framework', uuid: id });

interface Due { frameworkId: string; number: string; callOn: Day; orderId: string | null; status: string | null }

/** One day's planned call-offs of one agreement: an order is made once, and placed as soon as it can be. */
async function place({ frameworkId, number, callOn, orderId }: Due, ctx: Context): Promise<boolean> {
  try {
    const order = orderId ?? String((await perform(callOffFramework, { frameworkId, callOn }, ctx)).result['order']);
    await perform(placeOrder, { orderId: order, acceptBackorder: true }, ctx);
    await perform(noteCallFailure, { frameworkId, callOn, failure: null }, ctx);
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // Somebody else was faster: it is on an order, or that is placed.
    if (error.kind.code === FrameworkNothingPlanned.code || error.kind.code === OrderStatusForbids.code) return false;
    const why = refusalMessage(error, ctx.company.locale);
    await perform(noteCallFailure, { frameworkId, callOn, failure: why.slice(0, 1000) }, ctx);
    await perform(raiseTask, { kind: FAILED, subjectId: subject(frameworkId), title: message(ctx.company.locale, 'task.frameworkCallFailed', { number, day: callOn }), text: why, ownerRole: 'SALES', priority: 'HIGH' }, ctx);
    return false;
  }
}

/** What is due today or before, and has no placed order yet. */
const dueCalls = (db: Db, today: Day): Promise<Due[]> => db.rows<Due>(sql`SELECT DISTINCT c."frameworkId", f.number, c."callOn"::text AS "callOn", c."orderId", o.status::text AS status
  FROM "FrameworkCall" c JOIN "Framework" f ON f.id = c."frameworkId" LEFT JOIN "Order" o ON o.id = c."orderId"
  WHERE c."callOn" <= ${today} AND f.status = 'ACTIVE' AND (c."orderId" IS NULL OR o.status = 'DRAFT') ORDER BY 3, 1, 4 LIMIT ${AT_ONCE}`);

async function remind(db: Db, ctx: Context): Promise<number> {
  const ending = await db.rows<{ id: string; number: string; customer: string; validTo: Day; isShort: boolean }>(sql`SELECT f.id, f.number, c.name AS customer, f."validTo"::text AS "validTo",
      (coalesce(f."minimumMinor", 0) > f."calledMinor" OR EXISTS (SELECT FROM "FrameworkLine" l WHERE l."frameworkId" = f.id AND l.minimum > l.called)) AS "isShort"
    FROM "Framework" f JOIN "Customer" c ON c.id = f."customerId" WHERE f.status = 'ACTIVE' AND f."validTo" <= ${ctx.today}::date + f."remindDays"
    AND NOT EXISTS (SELECT FROM "Task" t WHERE t.kind = ${ENDING} AND t."subjectId" = f.id AND t."createdAt" >= f."validTo"::timestamptz - (f."remindDays" + 7) * interval '1 day') ORDER BY f.id LIMIT ${AT_ONCE}`);
  for (const { id, number, customer, validTo, isShort } of ending) {
    const title = message(ctx.company.locale, 'task.frameworkEnding', { number, customer, day: validTo });
    await perform(raiseTask, { kind: ENDING, subjectId: subject(id), title, text: isShort ? message(ctx.company.locale, 'task.frameworkShort') : null, ownerRole: 'SALES', priority: isShort ? 'HIGH' : 'NORMAL' }, ctx);
  }
  return ending.length;
}

/** Tasks whose cause is gone: extended, ended, or placed after all. */
async function settle(db: Db, ctx: Context): Promise<number> {
  const gone = await db.rows<{ id: string; kind: string }>(sql`SELECT DISTINCT f.id, t.kind FROM "Task" t JOIN "Framework" f ON f.id = t."subjectId" WHERE t.status = 'OPEN' AND t."subjectType" = 'Framework'
    AND ((t.kind = ${ENDING} AND (f.status <> 'ACTIVE' OR f."validTo" > ${ctx.today}::date + f."remindDays"))
      OR (t.kind = ${FAILED} AND NOT EXISTS (SELECT FROM "FrameworkCall" c WHERE c."frameworkId" = f.id AND c.failure IS NOT NULL))) LIMIT ${AT_ONCE}`);
  for (const { id, kind } of gone) await perform(settleTask, { kind, subjectId: subject(id) }, ctx);
  return gone.length;
}

/** Each by itself, so that one that is being changed holds up no other. */
export async function workOnFrameworks(db: Db, now: Date): Promise<string> {
  const ctx = await systemContext(db, now, 'JOB');
  const over = await db.rows<{ id: string }>(sql`SELECT id FROM "Framework" WHERE status = 'ACTIVE' AND "validTo" < ${ctx.today} ORDER BY id LIMIT ${AT_ONCE}`);
  let expired = 0;
  for (const { id } of over) expired += Number((await perform(expireFramework, { frameworkId: id }, ctx)).result['expired']);
  const due = await dueCalls(db, ctx.today);
  let placed = 0;
  for (const call of due) if (await place(call, ctx)) placed += 1;
  const reminded = await remind(db, ctx);
  const settled = await settle(db, ctx);
  return expired + due.length + reminded + settled === 0 ? '' : `${expired} agreements expired, ${placed} of ${due.length} planned call-offs placed, ${reminded} reminders, ${settled} closed.`;
}
