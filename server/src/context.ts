import { identifyKey, identifySession, loadCompany, nobody, system } from './access/identify.ts';
import { SECURE_SESSION_COOKIE, SESSION_COOKIE } from './access/sessionCookie.ts';
import type { Channel } from './generated/rows.ts';
import type { Db } from './shared/db.ts';
import { newId } from './shared/perform.ts';
import type { RequestContext } from './shared/request.ts';
import { dayIn } from './shared/time.ts';
import type { Context, Viewer } from './shared/viewer.ts';

const cookieOf = (header: string | null, name: string): string | undefined =>
  header?.split(';').map((part) => part.trim()).find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1);

/** A token in the request that nobody honours: answered 401. */
export class KeyRefused extends Error {}

interface Asked { db: Db; now: Date; headers: Headers; method: string; ipAddress: string | null; requestId: string; secureCookies?: boolean }

/** Who asks, when, and with what rights: from the key or the session cookie of a request. */
export async function requestContext({ db, now, headers, method, ipAddress, requestId, secureCookies }: Asked): Promise<RequestContext> {
  const authorization = headers.get('authorization');
  const cookies = headers.get('cookie');
  const bearer = authorization?.match(/^Bearer\s+(\S+)$/i)?.[1];
  const token = cookieOf(cookies, SECURE_SESSION_COOKIE) ?? cookieOf(cookies, SESSION_COOKIE);
  // A foreign page can make a browser send the cookie, but neither this header nor a body of our type.
  const isOurPage = method === 'POST' && headers.has('x-hesabu-client');
  const byKey = bearer ? await identifyKey(db, bearer, now) : undefined;
  if (authorization && !byKey) throw new KeyRefused();
  const known = byKey ?? (token && isOurPage ? await identifySession(db, token, now) : undefined);
  const company = await loadCompany(db, known?.companyId);
  const channel: Channel = byKey ? 'API' : 'CONSOLE';
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

/** The context of work that nobody asked for over HTTP: jobs, consumers, commands, the demo company. */
export async function systemContext(db: Db, now: Date, channel: Channel, viewer: Viewer = system): Promise<Context> {
  const company = await loadCompany(db);
  return { db, now, company, channel, viewer, today: dayIn(now, company.timeZone), requestId: newId() };
}
