// The work on a run: documents are printed a few at a time and kept as they are made. After a crash the next server goes on
// behind the last one; a merged file is begun again, as it is set in one piece.
import sql from 'sql-template-tag';
import type { DocumentRunItemRow, DocumentRunRow } from '../generated/rows.ts';
import { identified } from '../access/askedBy.ts';
import { isAway } from '../fault.ts';
import { refusalMessage } from '../mutations.ts';
import type { Db } from '../shared/db.ts';
import { eventRows } from '../shared/eventRows.ts';
import { announce } from '../shared/news.ts';
import { retried } from '../shared/perform.ts';
import { Refusal } from '../shared/refusal.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import type { Context } from '../shared/viewer.ts';
import { update, write as writeRows } from '../shared/write.ts';
import { write, type Written } from './issue.ts';
import { bound, type Laid } from './layOut.ts';
import type { Choices } from './loading.ts';
import { NotPrinted, print } from './printer.ts';

/** Whether it is worth trying again by itself. */
const mayPass = (error: unknown): boolean => isAway(error) || (error instanceof NotPrinted && error.isBusy);
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 500);

/** Two threads set pages; a few more are put into words meanwhile. */
const TOGETHER = 8;

interface Done { item: DocumentRunItemRow; file?: Buffer; laid?: Laid; name: string; problem: string | null }

async function printed(run: DocumentRunRow, item: DocumentRunItemRow, ctx: Context): Promise<Done> {
  try {
    // Written by printDocuments.
    const made: Written = await write({ kind: run.kind, id: item.documentId, language: run.language ?? undefined, choices: run.choices as Choices }, ctx);
    if (run.form === 'MERGED') return { item, laid: made.laid, name: made.fileName, problem: null };
    return { item, file: (await print(made.laid)).file, name: made.fileName, problem: null };
  } catch (error) {
    if (mayPass(error)) throw error;
    return { item, name: '', problem: error instanceof Refusal ? refusalMessage(error, ctx.viewer.locale) : reasonOf(error) };
  }
}

async function keep(db: Db, run: DocumentRunRow, done: readonly Done[]): Promise<boolean> {
  return db.transaction(async (tx) => {
    const { status } = await lockRow(tx, 'DocumentRun', run.id);
    if (status !== 'RUNNING') return false;
    for (const { item, file, name } of done) {
      if (file) await tx.rows(sql`INSERT INTO "DocumentFile" ("runId", "itemNo", name, data) VALUES (${run.id}, ${item.no}, ${name}, ${file}) ON CONFLICT DO NOTHING`);
    }
    await writeRows(tx, done.map(({ item, problem }) => update('DocumentRunItem', item.id, { isDone: true, problem: problem?.slice(0, 500) ?? null })));
    return true;
  });
}

async function finish(db: Db, run: DocumentRunRow, laid: readonly Laid[], ctx: Context): Promise<void> {
  let merged: Buffer | undefined;
  let problem: string | undefined;
  try {
    merged = laid.length > 0 ? (await print(bound(laid, laid.map(({ title }) => title).join(', ').slice(0, 200)))).file : undefined;
  } catch (error) {
    if (mayPass(error)) throw error;
    problem = reasonOf(error);
  }
  await retried(db, async (tx) => {
    const row = await lockRow(tx, 'DocumentRun', run.id);
    if (row.status !== 'RUNNING') return;
    if (merged) await tx.rows(sql`INSERT INTO "DocumentFile" ("runId", "itemNo", name, data) VALUES (${run.id}, 0, ${'documents.pdf'}, ${merged}) ON CONFLICT DO NOTHING`);
    if (problem) await tx.rows(sql`UPDATE "DocumentRunItem" SET problem = coalesce(problem, ${problem}) WHERE "runId" = ${run.id}`);
    const [told] = await tx.rows<{ failed: number }>(sql`SELECT count(problem)::int AS failed FROM "DocumentRunItem" WHERE "runId" = ${run.id}`);
    await writeRows(tx, [
      update('DocumentRun', run.id, { status: 'DONE', finishedAt: ctx.now, version: row.version + 1 }),
      ...eventRows([{ kind: 'documentsPrinted', subjectType: 'DocumentRun', subjectId: run.id, data: { document: run.kind, failed: told?.failed ?? 0 } }], ctx),
    ]);
  });
}

/** Goes on with a run until all is printed, somebody stops it, or this server stops. */
export async function workOnRun(db: Db, id: string, now: () => Date, isStopped: () => boolean = () => false): Promise<void> {
  const run = await readRow(db, 'DocumentRun', id);
  const laid: Laid[] = [];
  for (let after = 0; ;) {
    if (run.status !== 'RUNNING' || isStopped()) return;
    const ctx = await identified(db, run, now());
    const left = run.form === 'MERGED' ? sql`t.no > ${after}` : sql`NOT t."isDone"`;
    const items = await selectRows(db, 'DocumentRunItem', sql`t."runId" = ${id} AND ${left}`, { orderBy: sql`t.no LIMIT ${TOGETHER}` });
    if (items.length === 0) return finish(db, run, laid, ctx);
    const done = await Promise.all(items.map((item) => printed(run, item, ctx)));
    if (!await keep(db, run, done)) return;
    laid.push(...done.flatMap((each) => each.laid ?? []));
    after = items.at(-1)?.no ?? after;
    announce(db);
  }
}

/** Forgets the files of runs that were asked for before an instant; what was printed can be printed again. */
export async function forgetRunFiles(db: Db, before: Date): Promise<string> {
  const gone = await db.rows(sql`DELETE FROM "DocumentFile" f USING "DocumentRun" r WHERE r.id = f."runId" AND r.status <> 'RUNNING' AND r."createdAt" < ${before} RETURNING f."runId"`);
  return gone.length === 0 ? '' : `${gone.length} printed files forgotten.`;
}
