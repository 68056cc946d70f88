// Files over HTTP, beside the one endpoint and behind the same gate. Sessions need the console's own page, as everywhere.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { headersOf, KeyRefused, requestContext, type HeaderReader } from './context.ts';
import { isAway } from './fault.ts';
import { chargeKey } from './rate.ts';
import type { Db } from './shared/db.ts';
import { newId } from './shared/newId.ts';
import type { RequestContext } from './shared/request.ts';

/** A refusal with its HTTP status. */
export class HttpRefused extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, sentence: string) {
    super(sentence);
    this.status = status;
    this.code = code;
  }
}

export interface RouteOptions { db: Db; now: () => Date; secureCookies: boolean | undefined; logError: (error: unknown, requestId: string) => void }
interface Asked { request: IncomingMessage; response: ServerResponse; path: string; query: URLSearchParams; ctx: RequestContext }

const COST = 1000;

/** Lets those pass who are known and hold a permission, and charges a key for it. */
export function demandRight(ctx: RequestContext, permission: string): void {
  if (!ctx.isKnown) throw new HttpRefused(401, 'UNAUTHENTICATED', 'Sign in or send an API key.');
  if (!ctx.viewer.permissions.has(permission)) throw new HttpRefused(403, 'FORBIDDEN', `The permission ${permission} is missing.`);
  const limited = chargeKey(ctx, COST);
  if (limited) throw new HttpRefused(429, 'RATE_LIMITED', limited.message);
}

const formTypes = /^(application\/x-www-form-urlencoded|multipart\/|text\/plain)/i;

/**
 * What only our own page sends: the console's header; or, with a plain link or picture, the browser's word that it stands on a
 * page of this origin. A foreign page can send neither.
 */
function asOwnPage(request: IncomingMessage): HeaderReader {
  const headers = headersOf(request.headers);
  const site = headers.get('sec-fetch-site');
  const from = headers.get('referer');
  const isHere = site === 'same-origin' || (site === null && from !== null && URL.parse(from)?.host === headers.get('host'));
  const isReading = request.method === 'GET' || request.method === 'HEAD';
  return { get: (name) => headers.get(name) ?? (name === 'x-hesabu-client' && isReading && isHere ? 'page' : null) };
}

/** Answers requests by `handle`: what it gives is sent as JSON, undefined was answered by itself. `refusedAs` knows further refusals. */
export function routes({ db, now, secureCookies, logError }: RouteOptions, methods: readonly string[], handle: (asked: Asked) => Promise<object | undefined>,
  refusedAs: (error: unknown) => HttpRefused | undefined = () => undefined) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = newId();
    const [path = '', search = ''] = (request.url ?? '').split('?');
    const send = (status: number, body: object) => {
      request.resume();
      if (response.headersSent) { response.destroy(); return; }
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', 'x-request-id': requestId, ...(status === 200 ? {} : { connection: 'close' }) });
      response.end(JSON.stringify(body));
    };
    const refuse = ({ status, code, message }: HttpRefused) => send(status, { errors: [{ message, extensions: { code, requestId } }] });
    try {
      if (!methods.includes(request.method ?? '')) throw new HttpRefused(405, 'BAD_REQUEST', `Send it by ${methods.join(' or ')}.`);
      // The types that a foreign page's form can send are never read.
      if (request.method === 'POST' && formTypes.test(request.headers['content-type'] ?? 'text/plain')) throw new HttpRefused(415, 'BAD_REQUEST', 'Send application/octet-stream.');
      const ctx = await requestContext({ db, now: now(), headers: asOwnPage(request), method: 'POST', ipAddress: request.socket.remoteAddress ?? null, requestId, ...(secureCookies === undefined ? {} : { secureCookies }) });
      const answer = await handle({ request, response, path, query: new URLSearchParams(search), ctx });
      if (answer) send(200, answer);
    } catch (error) {
      const refused = error instanceof HttpRefused ? error : refusedAs(error);
      if (refused) refuse(refused);
      else if (error instanceof KeyRefused) refuse(new HttpRefused(401, 'UNAUTHENTICATED', 'The API key is not valid.'));
      else if (request.destroyed && !request.complete) response.destroy(); // the client has gone
      else {
        logError(error, requestId);
        refuse(isAway(error) ? new HttpRefused(503, 'UNAVAILABLE', 'The database is away. Try again shortly.') : new HttpRefused(500, 'INTERNAL', `Something went wrong (${requestId}).`));
      }
    }
  };
}
