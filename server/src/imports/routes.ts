// Files over HTTP, beside the one endpoint and behind the same gate: a file streams in to POST /imports/files, and its rows
// stream out of POST /imports/failed: those that were refused, or what else the query names. Sessions need the console's header, as everywhere.
import type { IncomingMessage, ServerResponse } from 'node:http';
import sql, { type Sql } from 'sql-template-tag';
import { demandRight, HttpRefused, routes, type RouteOptions } from '../fileRoutes.ts';
import type { ImportRow, ImportSubject } from '../generated/rows.ts';
import { globalId, uuidOf } from '../shared/input.ts';
import { message } from '../shared/messages.ts';
import { drained } from '../shared/pieces.ts';
import type { RequestContext } from '../shared/request.ts';
import { selectRows } from '../shared/rows.ts';
import { enumValues } from '../shared/tables.ts';
import { textOf, type Cell } from './cellText.ts';
import { FILE_BYTES_MAX, FileRefused } from './fileRows.ts';
import { keepFile } from './keepFile.ts';
import { outcomeSql } from './oddityReport.ts';
import { sheetOf } from './rules.ts';
import { importableOf, missingRights } from './subjects.ts';

async function upload(request: IncomingMessage, query: URLSearchParams, ctx: RequestContext): Promise<string> {
  demandRight(ctx, 'imports.run');
  const subject = query.get('subject') ?? '';
  if (!enumValues('ImportSubject').includes(subject)) throw new HttpRefused(400, 'BAD_REQUEST', `subject is one of ${enumValues('ImportSubject').join(', ')}.`);
  const missing = missingRights(importableOf(subject as ImportSubject), ctx.viewer);
  if (missing.length > 0) throw new HttpRefused(403, 'FORBIDDEN', `The permission ${missing.join(', ')} is missing.`);
  if (Number(request.headers['content-length'] ?? 0) > FILE_BYTES_MAX) throw new FileRefused('import_large', { max: FILE_BYTES_MAX / 1_000_000 });
  return keepFile(ctx, { subject: subject as ImportSubject, fileName: query.get('name') ?? 'file', chunks: request });
}

// A cell that a spreadsheet would run as a formula is told as text; a plain number is one.
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[-+]?[\d.,]+$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;

const PAGE = 1000;

/** Which rows are asked for: those to which one thing was done, and that one oddity decided on; those that were refused where nothing is said. */
function wanted(query: URLSearchParams): Sql {
  const [outcome, oddity] = [query.get('outcome') ?? 'REFUSED', query.get('oddity')];
  if (!enumValues('OddityOutcome').includes(outcome)) throw new HttpRefused(400, 'BAD_REQUEST', `outcome is one of ${enumValues('OddityOutcome').join(', ')}.`);
  if (oddity !== null && !enumValues('ImportOddity').includes(oddity)) throw new HttpRefused(400, 'BAD_REQUEST', `oddity is one of ${enumValues('ImportOddity').join(', ')}.`);
  return sql`${outcomeSql('t')} = ${outcome} ${oddity === null ? sql`` : sql`AND t.oddity = ${oddity}::"ImportOddity"`}`;
}

/** Rows of a file as they stand there, with what was done and why in a last column. */
async function* chosenRows(ctx: RequestContext, row: ImportRow, which: Sql): AsyncGenerator<string> {
  const { columns } = sheetOf(row);
  yield `\uFEFF${csvLine([...columns, message(ctx.viewer.locale, 'import.reasons')])}`;
  for (let after = 0; ;) {
    const lines = await selectRows(ctx.db, 'ImportLine', sql`t."importId" = ${row.id} AND t.line > ${after} AND ${which}`, { orderBy: sql`t.line LIMIT ${PAGE}` });
    if (lines.length === 0) return;
    yield lines.map(({ cells, issues, oddity }) => {
      // Both are JSON of our own making.
      const texts = (cells as unknown as Cell[]).map(textOf);
      const reasons = (issues as unknown as { field: string | null; message: string }[] | null ?? []).map(({ field, message: sentence }) => (field ? `${field}: ${sentence}` : sentence));
      const odd = oddity ? [message(ctx.viewer.locale, `enum.ImportOddity.${oddity}`)] : [];
      return csvLine([...columns.map((_, at) => texts[at] ?? ''), [...odd, ...reasons].join(' ')]);
    }).join('');
    after = lines.at(-1)?.line ?? after;
  }
}

async function download(query: URLSearchParams, ctx: RequestContext, response: ServerResponse): Promise<void> {
  demandRight(ctx, 'imports.read');
  const id = uuidOf(query.get('id') ?? '', 'Import')?.uuid;
  const [row] = id ? await selectRows(ctx.db, 'Import', sql`t.id = ${id} AND t."companyId" = ${ctx.company.id}`) : [];
  if (!row) throw new HttpRefused(404, 'NOT_FOUND', 'There is no such import.');
  const which = wanted(query);
  response.writeHead(200, { 'content-type': 'text/csv; charset=utf-8', 'cache-control': 'no-store', 'content-disposition': 'attachment' });
  for await (const piece of chosenRows(ctx, row, which)) {
    if (response.destroyed) return;
    if (!response.write(piece)) await drained(response);
  }
  response.end();
}

const refusedAs = (error: unknown): HttpRefused | undefined => (error instanceof FileRefused
  ? new HttpRefused(error.code === 'import_large' ? 413 : 422, 'FILE_REFUSED', message('en', `input.${error.code}`, error.facts)) : undefined);

/** Answers the paths of imports. */
export const importRoutes = (options: RouteOptions) => routes(options, ['POST'], async ({ request, response, path, query, ctx }) => {
  if (path === '/imports/files') return { importId: globalId('Import', await upload(request, query, ctx)) };
  if (path === '/imports/failed') {
    await download(query, ctx, response);
    return undefined;
  }
  throw new HttpRefused(404, 'NOT_FOUND', 'There is nothing here.');
}, refusedAs);
