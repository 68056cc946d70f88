// The work on a run of invoices: entry by entry, each in a transaction of its own, so that a crash loses nothing and
// whoever goes on finds what is left.
import sql from 'sql-template-tag';
import { isAway } from '../fault.ts';
import { followQueue, type Following } from '../events/followQueue.ts';
import { systemContext } from '../context.ts';
import { identified } from '../access/askedBy.ts';
import { refusalMessage } from '../mutations.ts';
import type { Db } from '../shared/db.ts';
import { eventRows } from '../shared/eventRows.ts';
import { announce } from '../shared/news.ts';
import { perform, retried } from '../shared/perform.ts';
import { Refusal } from '../shared/refusal.ts';
import { lockRow, readRow } from '../shared/rows.ts';
import type { Context } from '../shared/viewer.ts';
import { update, write } from '../shared/write.ts';
import { recheckInvoiceHolds } from './holds.ts';
import { invoiceEntry, startInvoiceRun } from './invoiceRuns.ts';

/** Numbers are given one after another: more at once would only wait. */
const TOGETHER = 4;
const ROUND = 100;

async function carryOut(db: Db, id: string, ctx: Context): Promise<void> {
  try {
    await perform(invoiceEntry, { entryId: id }, ctx);
  } catch (error) {
    if (isAway(error)) throw error;
    const reason = (error instanceof Refusal ? refusalMessage(error, ctx.company.locale) : error instanceof Error ? error.message : String(error)).slice(0, 1000);
    await db.rows(sql`UPDATE "InvoiceRunEntry" SET status = 'FAILED', reason = ${reason} WHERE id = ${id} AND status = 'WAITING'`);
  }
}

async function finish(db: Db, id: string, ctx: Context): Promise<void> {
  await retried(db, async (tx) => {
    const run = await lockRow(tx, 'InvoiceRun', id);
    if (run.status !== 'RUNNING') return;
    const [told] = await tx.rows<{ waiting: number; held: number; invoiced: number; failed: number }>(sql`SELECT count(*) FILTER (WHERE status = 'WAITING')::int AS waiting,
      count(*) FILTER (WHERE status = 'HELD')::int AS held, count(*) FILTER (WHERE status = 'INVOICED')::int AS invoiced, count(*) FILTER (WHERE status = 'FAILED')::int AS failed
      FROM "InvoiceRunEntry" WHERE "runId" = ${id}`);
    if (!told || told.waiting > 0) return;
    const { held, invoiced, failed } = told;
    await write(tx, [
      update('InvoiceRun', id, held > 0 ? { status: 'HELD', version: run.version + 1 } : { status: 'DONE', finishedAt: ctx.now, version: run.version + 1 }),
      ...eventRows([{ kind: held > 0 ? 'invoiceRunHeld' : 'invoiceRunFinished', subjectType: 'InvoiceRun', subjectId: id, data: { number: run.number, invoiced, failed, held } }], ctx),
    ]);
  });
}

/** Goes on with a run until nothing of it waits, somebody cancels it, or this server stops. */
export async function workOnInvoiceRun(db: Db, id: string, now: () => Date, isStopped: () => boolean = () => false): Promise<void> {
  const run = await readRow(db, 'InvoiceRun', id);
  for (;;) {
    if (isStopped()) return;
    const ctx = await identified(db, run, now());
    const waiting = await db.rows<{ id: string }>(sql`SELECT e.id FROM "InvoiceRunEntry" e JOIN "InvoiceRun" r ON r.id = e."runId" AND r.status = 'RUNNING'
      WHERE e."runId" = ${id} AND e.status = 'WAITING' ORDER BY e.no LIMIT ${ROUND}`);
    if (waiting.length === 0) {
      await finish(db, id, ctx);
      return announce(db);
    }
    for (let from = 0; from < waiting.length && !isStopped(); from += TOGETHER) {
      await Promise.all(waiting.slice(from, from + TOGETHER).map((entry) => carryOut(db, entry.id, ctx)));
    }
    announce(db);
  }
}

/** Makes the invoices of runs until stopped. What is being posted is finished first. */
export const followInvoiceRuns = (following: Following): Promise<() => Promise<void>> => followQueue({
  name: 'invoices', waiting: sql`SELECT id FROM "InvoiceRun" WHERE status = 'RUNNING' ORDER BY "createdAt", id`,
  work: (id, isStopped) => workOnInvoiceRun(following.db, id, following.now, isStopped),
}, following);

/** Begins the nightly run, where anything is due. */
export async function startNightlyRun(db: Db, now: Date): Promise<string> {
  const ctx = await systemContext(db, now, 'JOB');
  const { checked } = (await perform(recheckInvoiceHolds, {}, ctx)).result;
  try {
    await perform(startInvoiceRun, {}, ctx);
    return 'A run of invoices begun.';
  } catch (error) {
    if (error instanceof Refusal && error.kind.code === 'NOTHING_DUE') return checked === 0 ? '' : `${String(checked)} held entries looked at again.`;
    throw error;
  }
}
