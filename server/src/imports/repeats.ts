// Rows of a file that are there several times: told by their key, by all their cells, or merged to what most of them say.
import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { ImportRow } from '../generated/rows.ts';
import type { Tx } from '../shared/db.ts';
import type { Importable } from './importables.ts';
import { counters, mappingOf, optionsOf, type Counts } from './rules.ts';
import { importableOf } from './subjects.ts';

/** The text of a cell; an exact number of a spreadsheet stands in an array. */
const cellSql = (at: number): Sql => {
  const place = raw(String(at));
  return sql`btrim(coalesce(CASE jsonb_typeof(cells->${place}) WHEN 'array' THEN cells->${place}->>0 ELSE cells->>${place} END, ''))`;
};
const cellsSql = (columns: readonly number[]): Sql => join(columns.map(cellSql), ', ');

/** Rows with the same key as one above name that line; rows that tell none are told apart by nothing. */
const markKeys = (tx: Tx, { id }: ImportRow, columns: readonly number[]): Promise<unknown> =>
  tx.rows(sql`UPDATE "ImportLine" t SET "twiceOf" = k.twice FROM (SELECT id, CASE WHEN line <> first AND NOT "isBlank" THEN first END AS twice
      FROM (SELECT id, line, concat(${cellsSql(columns)}) = '' AS "isBlank", min(line) OVER (PARTITION BY ${cellsSql(columns)}) AS first FROM "ImportLine" WHERE "importId" = ${id} AND status <> 'SKIPPED') m) k
    WHERE t.id = k.id AND t."twiceOf" IS DISTINCT FROM k.twice`);

/** Rows that stand above cell by cell name that line; those that say the same as one above, however it is described, are counted on. Of an instant its day counts. */
async function markDuplicates(tx: Tx, row: ImportRow, { fields }: Importable): Promise<void> {
  const mapping = mappingOf(row);
  const isDay = (name: string) => fields.some((field) => field.name === name && 'scalar' in field.kind.shape && field.kind.shape.scalar === 'Day');
  const said = join(mapping.flatMap((name, at) => (name && name !== 'description' ? [isDay(name) ? sql`split_part(translate(${cellSql(at)}, 'T', ' '), ' ', 1)` : cellSql(at)] : [])), ', ');
  await tx.rows(sql`UPDATE "ImportLine" t SET "twiceOf" = k.twice, copy = k.copy FROM (SELECT id, CASE WHEN line <> first THEN first END AS twice, copy
      FROM (SELECT id, line, min(line) OVER (PARTITION BY cells) AS first, (row_number() OVER (PARTITION BY ${said} ORDER BY line))::int AS copy
        FROM "ImportLine" WHERE "importId" = ${row.id} AND status <> 'SKIPPED') m) k
    WHERE t.id = k.id AND (t."twiceOf" IS DISTINCT FROM k.twice OR t.copy <> k.copy)`);
}

/** Of the rows of one key, in whatever capitals, the one that says most, and most often, is taken. The others are done with. */
async function merge(tx: Tx, row: ImportRow, { key }: Importable): Promise<void> {
  const mapping = mappingOf(row);
  const keys = join(key.map((name) => mapping.indexOf(name)).filter((at) => at >= 0).map((at) => sql`lower(${cellSql(at)})`), ` || chr(31) || `);
  const own = mapping.flatMap((name, at) => (name && !key.includes(name) ? [at] : []));
  const said = own.length > 0 ? join(own.map(cellSql), ` || chr(31) || `) : sql`''`;
  const told = own.length > 0 ? join(own.map((at) => sql`(${cellSql(at)} <> '')::int`), ' + ') : sql`0`;
  const oddity = sql`CASE WHEN m.bare = '' THEN 'NO_KEY' WHEN m.said = best.said THEN 'REPEATED' ELSE 'DIFFERS' END`;
  const isTaken = sql`m.line = best.first AND m.bare <> ''`;
  await tx.rows(sql`WITH m AS (SELECT id, line, ${keys} AS key, replace(${keys}, chr(31), '') AS bare, ${said} AS said, ${told} AS told FROM "ImportLine" WHERE "importId" = ${row.id} AND status <> 'SKIPPED'),
      best AS (SELECT DISTINCT ON (key) key, said, first FROM (SELECT key, said, max(told) AS told, count(*) AS n, min(line) AS first FROM m GROUP BY key, said) c ORDER BY key, told DESC, n DESC, first)
    UPDATE "ImportLine" t SET "twiceOf" = CASE WHEN m.line <> best.first AND m.bare <> '' THEN best.first END,
      status = CASE WHEN ${isTaken} THEN t.status WHEN ${oddity} = 'REPEATED' THEN 'UNCHANGED' ELSE 'SET_ASIDE' END::"ImportLineStatus",
      oddity = CASE WHEN ${isTaken} THEN t.oddity ELSE (${oddity})::"ImportOddity" END, oddities = CASE WHEN ${isTaken} THEN t.oddities ELSE ARRAY[${oddity}] END,
      issues = CASE WHEN ${isTaken} THEN t.issues END, round = CASE WHEN ${isTaken} THEN t.round ELSE ${row.round} END
    FROM m JOIN best USING (key) WHERE t.id = m.id AND NOT t."isDone"`);
}

/** Rows of one document stand together: their place is its first line. */
async function placeTogether(tx: Tx, row: ImportRow, group: readonly string[]): Promise<void> {
  const columns = group.map((field) => mappingOf(row).indexOf(field)).filter((at) => at >= 0);
  await tx.rows(sql`UPDATE "ImportLine" t SET place = g.first FROM (SELECT id, min(line) OVER (PARTITION BY ${cellsSql(columns)}) AS first FROM "ImportLine" WHERE "importId" = ${row.id}) g
    WHERE t.id = g.id AND t.place <> g.first`);
}

/** Marks what stands in a file several times, as its kind has it. */
export async function markRepeats(tx: Tx, row: ImportRow): Promise<void> {
  const importable = importableOf(row.subject);
  if (importable.knowsDuplicates) {
    await markDuplicates(tx, row, importable);
    return;
  }
  if (importable.group) {
    await placeTogether(tx, row, importable.group);
    return;
  }
  const columns = importable.key.map((field) => mappingOf(row).indexOf(field)).filter((at) => at >= 0);
  if (columns.length === 0) return;
  await (optionsOf(row).merge ? merge(tx, row, importable) : markKeys(tx, row, columns));
}

/** The counts of an import, by its rows. */
export async function countsOf(tx: Tx, importId: string): Promise<Counts> {
  const rows = await tx.rows<{ status: string; n: number }>(sql`SELECT status::text, count(*)::int AS n FROM "ImportLine" WHERE "importId" = ${importId} GROUP BY 1`);
  const of = (name: string) => rows.find(({ status }) => status.replaceAll('_', '').toLowerCase() === name.toLowerCase())?.n ?? 0;
  return Object.fromEntries(counters.map((name) => [name, of(name)])) as Counts;
}
