import type { IncomingMessage, ServerResponse } from 'node:http';
import sql from 'sql-template-tag';
import type { Db } from '../shared/db.ts';
import { demandRight } from '../fileRoutes.ts';
import { entityOf, visible } from '../shared/entity.ts';
import { drained } from '../shared/pieces.ts';
import { selectRows } from '../shared/rows.ts';
import { NotFound } from '../shared/sharedRefusals.ts';
import type { RequestContext } from '../shared/request.ts';
import { pathOf } from './kinds.ts';
import { zipped } from './zip.ts';

async function* filesOf(db: Db, runId: string): AsyncGenerator<{ name: string; data: Buffer }> {
  for (let after = -1; ;) {
    const [file] = await db.rows<{ itemNo: number; name: string; data: Buffer }>(sql`
      SELECT "itemNo", name, data FROM "DocumentFile" WHERE "runId" = ${runId} AND "itemNo" > ${after} ORDER BY "itemNo" LIMIT 1`);
    if (!file) return;
    yield file;
    after = file.itemNo;
  }
}

/** Sends the file of a run to who asked for it. Refuses NOT_FOUND: not theirs, not ready, or forgotten. */
export async function sendRun(request: IncomingMessage, response: ServerResponse, id: string, ctx: RequestContext): Promise<void> {
  const { db, viewer } = ctx;
  const entity = entityOf('DocumentRun');
  demandRight(ctx, entity.permission);
  const [run] = id === '' ? [] : await selectRows(db, 'DocumentRun', sql`t.id = ${id} AND ${visible(entity, 't', viewer)}`);
  const [some] = run ? await db.rows(sql`SELECT 1 FROM "DocumentFile" WHERE "runId" = ${id} LIMIT 1`) : [];
  if (!run || !some || run.status === 'RUNNING') throw NotFound({ type: 'DocumentRun', id });
  const isZip = run.form === 'ZIP';
  const name = `${pathOf(run.kind)}s-${run.createdAt.toISOString().slice(0, 10)}.${isZip ? 'zip' : 'pdf'}`;
  response.writeHead(200, { 'cross-origin-resource-policy': 'same-origin', 'content-type': isZip ? 'application/zip' : 'application/pdf', 'cache-control': 'private, no-store', 'content-disposition': `${isZip ? 'attachment' : 'inline'}; filename="${name}"` });
  if (request.method === 'HEAD') { response.end(); return; }
  const files = filesOf(db, id);
  const pieces = isZip ? zipped(files) : (async function* () { for await (const { data } of files) yield data; })();
  for await (const piece of pieces) {
    if (response.destroyed) return;
    if (!response.write(piece)) await drained(response);
  }
  response.end();
}
