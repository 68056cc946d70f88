// Documents over HTTP, beside the one endpoint and behind the same gate:
//   GET  /documents/<kind>/<id>.pdf|.svg?lang=&from=&to=&supplier=&download   a record's document
//   GET  /documents/runs/<id>                                                 the file of a run: ZIP or PDF
//   GET  /documents/mails/<id>                                                a file of a mail, as it was sent
//   POST /documents/preview                                                   how a document would look under other settings, as SVG
import type { IncomingMessage, ServerResponse } from 'node:http';
import { demandRight, HttpRefused, routes, type RouteOptions } from '../fileRoutes.ts';
import type { Language } from '../generated/rows.ts';
import { refusalMessage } from '../mutations.ts';
import { entityOf } from '../shared/entity.ts';
import { uuidOf } from '../shared/input.ts';
import { Forbidden } from '../shared/perform.ts';
import { Refusal } from '../shared/refusal.ts';
import type { RequestContext } from '../shared/request.ts';
import { parseDay } from '../shared/time.ts';
import { hashOf, write, type Wanted } from './issue.ts';
import { documentKinds, kindOf } from './kinds.ts';
import { writings } from './languages.ts';
import { previewSettings } from './previewSettings.ts';
import { NotPrinted, print } from './printer.ts';
import { sendMailFile } from './sendMailFile.ts';
import { sendRun } from './sendRun.ts';

/** en, zh, zh-Hans, ar, fa, sw. */
function languageAsked(tag: string | null): Language | undefined {
  if (!tag) return undefined;
  const language = tag.slice(0, 2).toUpperCase();
  if (!(language in writings) || !/^[a-z]{2}(-\w+)*$/i.test(tag)) throw new HttpRefused(400, 'BAD_REQUEST', 'lang is one of en, zh, ar, fa, sw.');
  return language as Language;
}

function dayAsked(query: URLSearchParams, name: string) {
  const given = query.get(name);
  const day = given ? parseDay(given) : undefined;
  if (given && !day) throw new HttpRefused(400, 'BAD_REQUEST', `${name} is a day, YYYY-MM-DD.`);
  return day ? { [name]: day } : {};
}

function knownAsked(query: URLSearchParams) {
  const given = query.get('knownAt');
  const at = given ? new Date(given) : undefined;
  if (at && Number.isNaN(at.getTime())) throw new HttpRefused(400, 'BAD_REQUEST', 'knownAt is an instant, YYYY-MM-DDTHH:MM:SSZ.');
  return at ? { knownAt: at.toISOString() } : {};
}

const notFound = () => new HttpRefused(404, 'NOT_FOUND', 'There is nothing here.');

function wantedOf(kindPath: string, idText: string, query: URLSearchParams): Wanted {
  const kind = kindOf(kindPath);
  const id = kind && (/^[0-9a-f-]{36}$/.test(idText) ? idText : uuidOf(decodeURIComponent(idText), documentKinds[kind].entity)?.uuid);
  if (!kind || !id) throw notFound();
  const supplierId = uuidOf(query.get('supplier') ?? '', 'Supplier')?.uuid;
  return { kind, id, language: languageAsked(query.get('lang')), choices: { ...dayAsked(query, 'from'), ...dayAsked(query, 'to'), ...(query.get('form') === 'open-items' ? { form: 'OPEN_ITEMS' as const } : {}), ...knownAsked(query), ...(supplierId ? { supplierId } : {}) } };
}

/** What the browser may do with a document: show it, and nothing else. */
const apart = { 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:; object-src 'self'; frame-ancestors 'self'", 'cross-origin-resource-policy': 'same-origin', 'x-frame-options': 'SAMEORIGIN' };

async function sendDocument(request: IncomingMessage, response: ServerResponse, wanted: Wanted, form: string, query: URLSearchParams, ctx: RequestContext): Promise<void> {
  const made = await write(wanted, ctx);
  const tag = `"${hashOf(made)}${form === 'svg' ? '-s' : ''}"`;
  const headers = { ...apart, etag: tag, 'cache-control': 'private, no-cache', vary: 'cookie, authorization' };
  if (request.headers['if-none-match']?.split(/\s*,\s*/).includes(tag)) { response.writeHead(304, headers).end(); return; }
  const { file, pages } = await print(made.laid, form === 'svg' ? 'svg' : 'pdf');
  response.writeHead(200, {
    ...headers, 'content-type': form === 'svg' ? 'image/svg+xml' : 'application/pdf', 'content-length': file.length, 'content-language': writings[made.language].lang, 'x-pages': pages,
    'content-disposition': `${query.has('download') ? 'attachment' : 'inline'}; filename="${form === 'svg' ? made.fileName.replace(/pdf$/, 'svg') : made.fileName}"`,
  });
  response.end(request.method === 'HEAD' ? undefined : file);
}

async function sendPreview(request: IncomingMessage, response: ServerResponse, ctx: RequestContext): Promise<void> {
  demandRight(ctx, 'documents.manage');
  const { file } = await print(await previewSettings(request, ctx), 'svg');
  response.writeHead(200, { ...apart, 'content-type': 'image/svg+xml', 'cache-control': 'no-store', 'content-length': file.length }).end(file);
}

function refusedAs(error: unknown): HttpRefused | undefined {
  if (error instanceof Forbidden) return new HttpRefused(403, 'FORBIDDEN', error.message);
  if (error instanceof Refusal) return new HttpRefused(error.kind.code === 'NOT_FOUND' ? 404 : 422, error.kind.code, error.kind.code === 'NOT_FOUND' ? 'There is no such document.' : refusalMessage(error, 'en'));
  return error instanceof NotPrinted && error.isBusy ? new HttpRefused(503, 'UNAVAILABLE', 'Too many documents wait to be printed. Try again shortly.') : undefined;
}

/** Answers the paths of documents. */
export const documentRoutes = (options: RouteOptions) => routes(options, ['GET', 'HEAD', 'POST'], async ({ request, response, path, query, ctx }) => {
  if (path === '/documents/preview' && request.method === 'POST') {
    await sendPreview(request, response, ctx);
    return undefined;
  }
  if (request.method === 'POST') throw new HttpRefused(405, 'BAD_REQUEST', 'Ask for it by GET.');
  const [, list, fileId] = /^\/documents\/(runs|mails)\/([\w%+=-]+)$/.exec(path) ?? [];
  const [, kind = '', id = '', form = ''] = /^\/documents\/([a-z-]+)\/([\w%+=-]+)\.(pdf|svg)$/.exec(path) ?? [];
  if (list === 'runs') await sendRun(request, response, uuidOf(decodeURIComponent(fileId ?? ''), 'DocumentRun')?.uuid ?? '', ctx);
  else if (list === 'mails') await sendMailFile(request, response, uuidOf(decodeURIComponent(fileId ?? ''), 'MailAttachment')?.uuid ?? '', ctx);
  else {
    const wanted = wantedOf(kind, id, query);
    demandRight(ctx, entityOf(documentKinds[wanted.kind].entity).permission);
    await sendDocument(request, response, wanted, form, query, ctx);
  }
  return undefined;
}, refusedAs);
