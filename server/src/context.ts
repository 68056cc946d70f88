import type { IncomingHttpHeaders } from 'node:http';
import { firstCompany, identifyKey, identifySession, loadCompany, nobody, system, type Known } from './access/identify.ts';
import type { Token } from './access/remembered.ts';
import { SECURE_SESSION_COOKIE, SESSION_COOKIE } from './access/sessionCookie.ts';
import type { Channel, CompanyRow } from './generated/rows.ts';
import type { Db, Queryable } from './shared/db.ts';
import { newId } from './shared/perform.ts';
import type { RequestContext } from './shared/request.ts';
import { dayIn } from './shared/time.ts';
import type { Context, Viewer } from './shared/viewer.ts';

const cookieOf = (header: string | null, name: string): string | undefined =>
  header?.split(';').map((part) => part.trim()).find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1);

/** A token in the request that nobody honours: answered 401. */
export class KeyRefused extends Error {}

/** The headers of a request: several of a name as one. */
export interface HeaderReader { get(name: string): string | null }
export const headersOf = (headers: IncomingHttpHeaders): HeaderReader => ({
  get: (name) => { const value = headers[name]; return value === undefined ? null : Array.isArray(value) ? value.join(', ') : value; },
});

export interface Asked { db: Db; now: Date; headers: HeaderReader; method: string; ipAddress: string | null; requestId: string; secureCookies?: boolean }

/** What a request shows of who sends it: a key, or our page's session cookie. */
export function tokenOf({ headers, method }: Pick<Asked, 'headers' | 'method'>): { token: Token | undefined; authorization: string | null } {
  const authorization = headers.get('authorization');
  const bearer = authorization?.match(/^Bearer\s+(\S+)$/i)?.[1];
  if (bearer) return { token: { kind: 'KEY', text: bearer }, authorization };
  const cookies = headers.get('cookie');
  const session = cookieOf(cookies, SECURE_SESSION_COOKIE) ?? cookieOf(cookies, SESSION_COOKIE);
  // A foreign page can make a browser send the cookie, but neither this header nor a body of our type.
  const isOurPage = method === 'POST' && headers.get('x-hesabu-client') !== null;
  return { token: session && isOurPage ? { kind: 'SESSION', text: session } : undefined, authorization };
}

/** The context of a request by whom it is known to be. */
export function contextOf({ db, now, headers, ipAddress, requestId, secureCookies }: Asked, known: Known | undefined, isKey: boolean, company: CompanyRow): RequestContext {
  const channel: Channel = isKey ? 'API' : 'CONSOLE';
  return {
    db, now, company, channel, requestId, ipAddress,
    today: dayIn(now, company.timeZone),
    viewer: known?.viewer ?? nobody,
    isKnown: !!known,
    idempotencyKey: headers.get('idempotency-key'),
    sessionId: known?.sessionId ?? null,
    userAgent: headers.get('user-agent')?.slice(0, 300) ?? null,
    isSecure: !!secureCookies || headers.get('x-forwarded-proto') === 'https',
    answer: { cookies: [], isReplayed: false },
    done: new Set(),
  };
}

/** Who asks, when, and with what rights: from the key or the session cookie of a request. */
export async function requestContext(asked: Asked): Promise<RequestContext> {
  const { db, now } = asked;
  const { token, authorization } = tokenOf(asked);
  const known = token && await (token.kind === 'KEY' ? identifyKey : identifySession)(db, token.text, now);
  const isKey = token?.kind === 'KEY' && !!known;
  if (authorization && !isKey) throw new KeyRefused();
  return contextOf(asked, known, isKey, await loadCompany(db, known?.companyId));
}

/** The context of work that nobody asked for over HTTP: jobs, consumers, commands, the demo company. */
export async function systemContext(db: Db, now: Date, channel: Channel, viewer: Viewer = system, by: Queryable = db): Promise<Context> {
  const company = await firstCompany(by);
  return { db, now, company, channel, viewer, today: dayIn(now, company.timeZone), requestId: newId() };
}
