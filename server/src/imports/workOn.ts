// The work on one import: its rows are laid out, each round looks for rows that are there twice, then goes through what is
// left in batches. A batch and the marks of its rows are one transaction: after a crash the next server goes on behind it.
import sql, { raw } from 'sql-template-tag';
import { identified } from '../access/askedBy.ts';
import { carryOut, type Outcome } from './carryOut.ts';
import type { Cell } from './cellText.ts';
import type { ImportLineRow, ImportLineStatus, ImportRow, Json } from '../generated/rows.ts';
import { forget, keep, nothingForeseen, type Foreseen } from '../inventory/foreseeMoves.ts';
import { issueMessage } from '../mutations.ts';
import type { Db, Tx } from '../shared/db.ts';
import { eventRows } from '../shared/eventRows.ts';
import { announce } from '../shared/news.ts';
import { retried } from '../shared/perform.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import type { Context } from '../shared/viewer.ts';
import { update, write } from '../shared/write.ts';
import type { Env } from './importables.ts';
import { placeByDay } from './placeByDay.ts';
import { dayOf, endOf, mappingOf, optionsOf, tallied, type LineIssue } from './rules.ts';
import { countsOf, markRepeats } from './repeats.ts';
import { stageLines } from './stageLines.ts';
import { importableOf } from './subjects.ts';

const MANY = 1000;
const TOGETHER = 250;
const ALONE = 50;

const isWorking = ({ status }: Pick<ImportRow, 'status'>): boolean => status === 'CHECKING' || status === 'RUNNING';

/** Where a round stands, as long as this server works on it: the row tried last. */
type Last = Pick<ImportLineRow, 'place' | 'line'>;

export const envOf = (row: ImportRow, ctx: Context, foreseen?: Foreseen): Env => {
  const options = optionsOf(row);
  return { ctx, options, on: dayOf(options, ctx.today), importId: row.id, file: row.hash, ...(foreseen ? { foreseen } : {}) };
};

/** Which rows a round tries: all that had no effect yet. */
const tried = ({ round }: Pick<ImportRow, 'round'>) => sql`NOT t."isDone" AND t.round < ${round} AND t.status <> 'SKIPPED'`;

/** Marks rows that stand there several times, merges them where that is wanted, and counts what is to be tried. */
async function beginRound(db: Db, id: string): Promise<void> {
  await retried(db, async (tx) => {
    const row = await lockRow(tx, 'Import', id);
    // What a check has foreseen is gone with the server that did: it begins anew.
    const isAgain = row.begunRound === row.round && row.status === 'CHECKING' && !!importableOf(row.subject).carryOut;
    if (!isWorking(row) || (row.begunRound === row.round && !isAgain)) return;
    await tx.rows(sql`SET LOCAL statement_timeout = '5min'`);
    if (isAgain) await tx.rows(sql`UPDATE "ImportLine" SET round = ${row.round - 1} WHERE "importId" = ${id} AND round = ${row.round} AND NOT "isDone" AND status <> 'SKIPPED'`);
    await markRepeats(tx, row);
    await placeByDay(tx, row);
    const [left] = await tx.rows<{ n: number }>(sql`SELECT count(*)::int AS n FROM "ImportLine" t WHERE t."importId" = ${id} AND ${tried(row)}`);
    await write(tx, [update('Import', id, { begunRound: row.round, roundDone: 0, roundTotal: left?.n ?? 0, ...await countsOf(tx, id) })]);
  });
}

const statusOf = ({ status }: Outcome, isDry: boolean): ImportLineStatus =>
  (!isDry ? status : status === 'CREATED' ? 'WOULD_CREATE' : status === 'CHANGED' ? 'WOULD_CHANGE' : status);

/** What becomes of rows, with nothing left of it: all that it takes is done, and undone. */
export async function rehearseLines(tx: Tx, row: ImportRow, lines: readonly ImportLineRow[], ctx: Context, foreseen: Foreseen = nothingForeseen()): Promise<Outcome[]> {
  await tx.rows(sql`SAVEPOINT rehearsal`);
  const outcomes = await applyLines(tx, row, lines, ctx, foreseen);
  await tx.rows(sql`SET CONSTRAINTS ALL IMMEDIATE`);
  await tx.rows(sql`ROLLBACK TO SAVEPOINT rehearsal`);
  await tx.rows(sql`SET CONSTRAINTS ALL DEFERRED`);
  return outcomes;
}

// The cells are JSON of our own making.
const applyLines = (tx: Tx, row: ImportRow, lines: readonly ImportLineRow[], ctx: Context, foreseen?: Foreseen): Promise<Outcome[]> => carryOut(tx, importableOf(row.subject),
  lines.map(({ line, cells, twiceOf, copy, place }) => ({ line, cells: cells as unknown as Cell[], twiceOf, copy, place })), mappingOf(row), envOf(row, ctx, foreseen));

const told = (issues: readonly LineIssue[], locale: string): Json => issues.slice(0, 20).map(({ field, code, facts, message }) =>
  ({ field, code, message: message ?? issueMessage({ path: [], code, facts }, locale) }));

/** The mark of a row: what became of it, in words for who asked. */
export const lineChange = (line: Pick<ImportLineRow, 'id'>, outcome: Outcome, row: ImportRow, isDry: boolean, locale: string) => update('ImportLine', line.id, {
  status: statusOf(outcome, isDry), isDone: !isDry && outcome.status !== 'FAILED' && outcome.status !== 'SET_ASIDE', round: row.round, oddity: outcome.oddity, oddities: outcome.oddities,
  issues: outcome.issues.length > 0 ? told(outcome.issues, locale) : null, changes: outcome.changes,
  subjectType: outcome.subjectId === null || (isDry && outcome.status === 'CREATED') ? null : importableOf(row.subject).type,
  subjectId: isDry && outcome.status === 'CREATED' ? null : outcome.subjectId,
});

/** One batch behind a row; gives the last row tried, undefined when there are no more. */
async function batch(db: Db, id: string, now: () => Date, { after, foreseen }: { after: Last; foreseen: Foreseen }): Promise<Last | undefined> {
  return retried(db, async (tx) => {
    const row = await lockRow(tx, 'Import', id);
    if (!isWorking(row)) return undefined;
    forget(foreseen);
    const isDry = row.status === 'CHECKING';
    const importable = importableOf(row.subject);
    const size = importable.rowOf ?? importable.carryOut ? MANY : importable.factsOf ? TOGETHER : ALONE;
    const lines = await selectRows(tx, 'ImportLine', sql`t."importId" = ${id} AND (t.place, t.line) > (${after.place}, ${after.line}) AND ${tried(row)}`, { orderBy: sql`t.place, t.line LIMIT ${raw(String(size))}` });
    const last = lines.at(-1);
    // A document is not divided between two batches.
    if (importable.group && last) lines.push(...await selectRows(tx, 'ImportLine', sql`t."importId" = ${id} AND t.place = ${last.place} AND t.line > ${last.line} AND ${tried(row)}`, { orderBy: sql`t.line` }));
    const ctx = await identified(db, row, now(), tx);
    if (lines.length === 0) {
      await write(tx, [
        update('Import', id, { status: endOf(row.status), finishedAt: ctx.now, version: row.version + 1 }),
        ...eventRows([{ kind: isDry ? 'importChecked' : 'importRan', subjectType: 'Import', subjectId: id, data: {
          fileName: row.fileName, subject: row.subject, created: isDry ? row.wouldCreate : row.created, changed: isDry ? row.wouldChange : row.changed, unchanged: row.unchanged, failed: row.failed,
        } }], ctx),
      ]);
      return undefined;
    }
    const outcomes = await (isDry ? rehearseLines(tx, row, lines, ctx, foreseen) : applyLines(tx, row, lines, ctx));
    const changes = lines.map((line, index) => lineChange(line, outcomes[index] as Outcome, row, isDry, ctx.viewer.locale));
    await write(tx, [...changes, update('Import', id, {
      ...tallied(row, lines.map((line, index) => [line.status, statusOf(outcomes[index] as Outcome, isDry)])), roundDone: row.roundDone + lines.length,
    })]);
    return lines.at(-1);
  });
}

/** Goes on with an import until nothing is left of its round, somebody stops it, or this server stops. */
export async function workOn(db: Db, id: string, now: () => Date, isStopped: () => boolean = () => false): Promise<void> {
  const row = await readRow(db, 'Import', id);
  if (!isWorking(row)) return;
  if (!row.isStaged) await stageLines(db, row, isStopped);
  if (isStopped()) return;
  await beginRound(db, id);
  const foreseen = nothingForeseen();
  let after: Last | undefined = { place: -1, line: 0 };
  while (after && !isStopped()) {
    after = await batch(db, id, now, { after, foreseen });
    keep(foreseen);
    announce(db);
  }
}
