// A file streams in to POST /files?subject=…&name=… and out of GET /files/:id, whole or a range of it.
import type { IncomingMessage, ServerResponse } from 'node:http';
import sql from 'sql-template-tag';
import { demandRight, HttpRefused, routes, type RouteOptions } from '../fileRoutes.ts';
import type { AttachmentRow } from '../generated/rows.ts';
import type { Db } from '../shared/db.ts';
import { entityOf, visible } from '../shared/entity.ts';
import { globalId, uuidOf } from '../shared/input.ts';
import { message } from '../shared/messages.ts';
import { drained } from '../shared/pieces.ts';
import { Refusal } from '../shared/refusal.ts';
import type { RequestContext } from '../shared/request.ts';
import { selectRows } from '../shared/rows.ts';
import { keepAttachment, PIECE_BYTES, UploadRefused } from './attachments.ts';
import { byteRange } from './byteRange.ts';
import { isShown } from './fileType.ts';
import { subjectOf } from './subject.ts';

const visibleAscii = /^[\u0021-\u007E]{1,200}$/;

async function upload(request: IncomingMessage, query: URLSearchParams, ctx: RequestContext, bytesMax: number, response: ServerResponse): Promise<object> {
  demandRight(ctx, 'files.write');
  const subject = subjectOf(query.get('subject') ?? '');
  if (!subject) throw new HttpRefused(400, 'BAD_REQUEST', 'subject is the id of a record.');
  const key = request.headers['idempotency-key'] ?? null;
  if (key !== null && (typeof key !== 'string' || !visibleAscii.test(key))) throw new HttpRefused(400, 'BAD_REQUEST', 'An idempotency key is 1 to 200 visible ASCII characters.');
  if (Number(request.headers['content-length'] ?? 0) > bytesMax) throw new UploadRefused(413, 'file_large', { max: bytesMax / 1_000_000 });
  const { id, isReplayed } = await keepAttachment(ctx, { subject, fileName: query.get('name') ?? 'file', chunks: request.iterator({ destroyOnReturn: false }), bytesMax, key });
  if (isReplayed) response.setHeader('idempotent-replayed', 'true');
  return { attachmentId: globalId('Attachment', id) };
}

/** The pieces that hold a range, cut to it; one is in memory at a time. */
async function* pieces(db: Db, id: string, from: number, to: number): AsyncGenerator<Buffer> {
  for (let no = Math.floor(from / PIECE_BYTES); no <= Math.floor(to / PIECE_BYTES); no += 1) {
    const [piece] = await db.rows<{ data: Buffer }>(sql`SELECT data FROM "AttachmentChunk" WHERE "attachmentId" = ${id} AND no = ${no}`);
    if (!piece) throw new Error('The file was removed while it was sent.');
    yield piece.data.subarray(Math.max(0, from - no * PIECE_BYTES), Math.min(piece.data.length, to - no * PIECE_BYTES + 1));
  }
}

// A PDF is shown by the browser's own viewer, which a sandbox would keep from doing so.
const policyOf = (type: string): string => (type === 'application/pdf'
  ? "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'" : "default-src 'none'; sandbox; frame-ancestors 'self'");

function headersOf({ mediaType, fileName, hash }: AttachmentRow, inline: boolean): Record<string, string> {
  const name = fileName.replaceAll(/[^\u0020-\u007E]|["\\]/g, '_');
  const star = encodeURIComponent(fileName).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return {
    'content-type': mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : mediaType,
    'content-disposition': `${inline && isShown(mediaType) ? 'inline' : 'attachment'}; filename="${name}"; filename*=UTF-8''${star}`,
    'content-security-policy': policyOf(mediaType), 'x-frame-options': 'SAMEORIGIN', 'cross-origin-resource-policy': 'same-origin', 'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-cache', etag: `"${hash}"`, 'accept-ranges': 'bytes',
  };
}

async function find(ctx: RequestContext, globalIdGiven: string): Promise<AttachmentRow> {
  demandRight(ctx, 'files.read');
  const id = uuidOf(globalIdGiven, 'Attachment')?.uuid;
  const [file] = id ? await selectRows(ctx.db, 'Attachment', sql`t.id = ${id} AND ${visible(entityOf('Attachment'), 't', ctx.viewer)}`) : [];
  if (!file) throw new HttpRefused(404, 'NOT_FOUND', 'There is no such file.');
  if (file.status === 'REMOVED') throw new HttpRefused(410, 'FILE_REMOVED', message(ctx.viewer.locale, 'refusal.FILE_REMOVED', { name: file.fileName }));
  return file;
}

async function download(request: IncomingMessage, response: ServerResponse, query: URLSearchParams, ctx: RequestContext, id: string): Promise<void> {
  const file = await find(ctx, id);
  const headers = headersOf(file, query.has('inline'));
  if (request.headers['if-none-match'] === headers.etag) {
    response.writeHead(304, headers).end();
    return;
  }
  const isSame = !request.headers['if-range'] || request.headers['if-range'] === headers.etag;
  const range = byteRange(isSame ? request.headers.range : undefined, file.bytes);
  if (range === 'beyond') {
    response.writeHead(416, { 'content-range': `bytes */${file.bytes}`, 'cache-control': 'no-store' }).end();
    return;
  }
  const { from, to } = range ?? { from: 0, to: file.bytes - 1 };
  response.writeHead(range ? 206 : 200, { ...headers, 'content-length': to - from + 1, ...(range ? { 'content-range': `bytes ${from}-${to}/${file.bytes}` } : {}) });
  if (request.method !== 'HEAD') {
    for await (const piece of pieces(ctx.db, file.id, from, to)) {
      if (response.destroyed) return;
      if (!response.write(piece)) await drained(response);
    }
  }
  response.end();
}

function refusedAs(error: unknown): HttpRefused | undefined {
  if (error instanceof UploadRefused) return new HttpRefused(error.status, error.code.toUpperCase(), message('en', `input.${error.code}`, error.facts));
  if (error instanceof Refusal && error.kind.code === 'NOT_FOUND') return new HttpRefused(404, 'NOT_FOUND', 'There is no such record.');
  return undefined;
}

/** Answers the paths of files at records. */
export const workRoutes = (options: RouteOptions & { fileBytesMax: number }) => routes(options, ['GET', 'HEAD', 'POST'], async ({ request, response, path, query, ctx }) => {
  if (path === '/files' && request.method === 'POST') return upload(request, query, ctx, options.fileBytesMax, response);
  const [, id] = /^\/files\/([\w%+=-]+)$/.exec(path) ?? [];
  if (!id || request.method === 'POST') throw new HttpRefused(404, 'NOT_FOUND', 'There is nothing here.');
  await download(request, response, query, ctx, decodeURIComponent(id));
  return undefined;
}, refusedAs);
