// Exports of the journal over HTTP, beside the one endpoint and behind the same gate: GET /books/exports/<id>
import sql from 'sql-template-tag';
import { demandRight, HttpRefused, routes, type RouteOptions } from '../fileRoutes.ts';
import { uuidOf } from '../shared/input.ts';
import { drained } from '../shared/pieces.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import { exportName, exportPieces } from './exportFile.ts';

/** Answers the paths of the books' files: streamed, the same bytes whenever it is fetched. */
export const bookRoutes = (options: RouteOptions) => routes(options, ['GET', 'HEAD'], async ({ request, response, path, ctx }) => {
  demandRight(ctx, 'journal.export');
  const [, given = ''] = /^\/books\/exports\/([\w%+=-]+)$/.exec(path) ?? [];
  const id = uuidOf(decodeURIComponent(given), 'JournalExport')?.uuid;
  const [row] = id ? await selectRows(ctx.db, 'JournalExport', sql`t.id = ${id} AND t."companyId" = ${ctx.company.id}`) : [];
  if (!row) throw new HttpRefused(404, 'NOT_FOUND', 'There is nothing here.');
  const firm = await readRow(ctx.db, 'Company', ctx.company.id);
  response.writeHead(200, {
    'cross-origin-resource-policy': 'same-origin', 'cache-control': 'private, no-cache', 'x-content-type-options': 'nosniff', 'content-type': row.form === 'CSV' ? 'text/csv; charset=utf-8' : row.form === 'DATEV' ? 'text/csv; charset=windows-1252' : 'application/xml; charset=utf-8',
    etag: `"${row.hash}"`, 'content-disposition': `attachment; filename="${exportName(row, row.number)}"`,
  });
  if (request.method === 'HEAD') { response.end(); return undefined; }
  for await (const piece of exportPieces(ctx.db, firm, row)) {
    if (response.destroyed) return undefined;
    if (!response.write(piece)) await drained(response);
  }
  response.end();
  return undefined;
});
