// POST /webhooks/carriers/<code>: what carriers tell of parcels. 2xx only when it is stored; else they send it again.
import type { IncomingMessage, ServerResponse } from 'node:http';
import sql from 'sql-template-tag';
import { webhookSecrets } from './keptSecrets.ts';
import { z } from 'zod';
import { system } from '../access/identify.ts';
import { systemContext } from '../context.ts';
import { isAway } from '../fault.ts';
import { HttpRefused, type RouteOptions } from '../fileRoutes.ts';
import type { CarrierRow, WebhookRefusalReason } from '../generated/rows.ts';
import type { Db } from '../shared/db.ts';
import { newId } from '../shared/newId.ts';
import { perform } from '../shared/perform.ts';
import { selectRows } from '../shared/rows.ts';
import { dayIn } from '../shared/time.ts';
import { recordTracking } from './recordTracking.ts';
import { isSigned, isTimely } from './signature.ts';
import { toldOf, toldShape } from './toldEvents.ts';

const BODY_MAX = 256_000;
const EVENTS_MAX = 500;
const AHEAD_MS = 86_400_000;
const messageShape = z.object({ events: z.array(toldShape).min(1).max(EVENTS_MAX) });

/** A message that is not taken in, and counted. */
class NotTaken extends HttpRefused {
  readonly reason: WebhookRefusalReason;
  constructor(reason: WebhookRefusalReason, status: number, code: string, sentence: string) {
    super(status, code, sentence);
    this.reason = reason;
  }
}

const tooLarge = () => new NotTaken('SIZE', 413, 'BODY_LARGE', `A message has at most ${BODY_MAX} bytes.`);

async function rawBody(request: IncomingMessage): Promise<string> {
  if (Number(request.headers['content-length'] ?? 0) > BODY_MAX) throw tooLarge();
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request.iterator({ destroyOnReturn: false })) {
    bytes += (piece as Buffer).length;
    if (bytes > BODY_MAX) throw tooLarge();
    pieces.push(piece as Buffer);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function readMessage(body: string, now: Date) {
  let found: unknown;
  try { found = JSON.parse(body); } catch { throw new NotTaken('BODY', 400, 'BODY_UNREADABLE', 'The body is no JSON.'); }
  const read = messageShape.safeParse(found);
  if (!read.success) {
    const said = read.error.issues.slice(0, 5).map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
    throw new NotTaken('BODY', 422, 'EVENTS_UNREADABLE', said.slice(0, 500));
  }
  const told = read.data.events.map(toldOf);
  const ahead = told.findIndex(({ occurredAt }) => occurredAt.getTime() > now.getTime() + AHEAD_MS);
  if (ahead >= 0) throw new NotTaken('BODY', 422, 'EVENT_TO_COME', `events.${ahead}: it is still to come.`);
  return told;
}

const headerOf = (request: IncomingMessage, name: string): string => { const value = request.headers[name]; return typeof value === 'string' ? value : ''; };

async function take(request: IncomingMessage, carrier: CarrierRow, { db, now }: Pick<RouteOptions, 'db' | 'now'>): Promise<object> {
  const body = await rawBody(request);
  const at = now();
  const signed = { id: headerOf(request, 'webhook-id'), seconds: headerOf(request, 'webhook-timestamp'), signature: headerOf(request, 'webhook-signature'), body };
  if (!/^[\x21-\x7e]{1,200}$/.test(signed.id) || !isSigned(signed, await webhookSecrets(db, carrier.id, at))) throw new NotTaken('SIGNATURE', 401, 'SIGNATURE_WRONG', 'The signature does not hold.');
  if (!isTimely(signed.seconds, at)) throw new NotTaken('TIME', 401, 'TIME_WRONG', 'webhook-timestamp is more than five minutes away.');
  const told = readMessage(body, at);
  const ctx = await systemContext(db, at, 'API', { ...system, name: carrier.name });
  const { result } = await perform(recordTracking, {
    carrierId: carrier.id, told, source: 'WEBHOOK', webhook: { webhookId: signed.id, sentAt: new Date(Number(signed.seconds) * 1000), body: body.replaceAll('\u0000', '') },
  }, ctx);
  const { stored, duplicates, unassigned, isReplay } = result;
  return { stored, duplicates, unassigned, replayed: isReplay };
}

async function count(db: Db, carrier: CarrierRow, reason: WebhookRefusalReason, now: Date): Promise<void> {
  const [company] = await db.rows<{ timeZone: string }>(sql`SELECT "timeZone" FROM "Company" WHERE id = ${carrier.companyId}`);
  await db.rows(sql`INSERT INTO "WebhookRefusal" (id, "companyId", "carrierId", day, reason, count, "lastAt")
    VALUES (${newId()}, ${carrier.companyId}, ${carrier.id}, ${dayIn(now, company?.timeZone ?? 'UTC')}::date, ${reason}::"WebhookRefusalReason", 1, ${now})
    ON CONFLICT ("carrierId", day, reason) DO UPDATE SET count = "WebhookRefusal".count + 1, "lastAt" = EXCLUDED."lastAt"`);
}

/** Answers carriers' messages. */
export const carrierWebhooks = (options: RouteOptions) => async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { db, now, logError } = options;
  const requestId = newId();
  const send = (status: number, body: object) => {
    if (response.headersSent) { response.destroy(); return; }
    request.resume();
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', 'x-request-id': requestId, ...(status < 300 ? {} : { connection: 'close' }) });
    response.end(JSON.stringify(body));
  };
  const refuse = (status: number, code: string, sentence: string) => send(status, { errors: [{ message: sentence, extensions: { code, requestId } }] });
  try {
    const [, code] = /^\/webhooks\/carriers\/([a-z0-9-]{1,40})$/.exec((request.url ?? '').split('?', 1)[0] ?? '') ?? [];
    const [carrier] = code ? await selectRows(db, 'Carrier', sql`t.code = ${code}`) : [];
    if (!carrier) throw new HttpRefused(404, 'NOT_FOUND', 'There is no such carrier.');
    if (request.method !== 'POST') throw new HttpRefused(405, 'BAD_REQUEST', 'Send it by POST.');
    try {
      send(200, await take(request, carrier, options));
    } catch (error) {
      if (error instanceof NotTaken) await count(db, carrier, error.reason, now());
      throw error;
    }
  } catch (error) {
    if (error instanceof HttpRefused) refuse(error.status, error.code, error.message);
    else if (request.destroyed && !request.complete) response.destroy(); // the carrier has gone
    else {
      logError(error, requestId);
      if (isAway(error)) refuse(503, 'UNAVAILABLE', 'The database is away. Try again shortly.');
      else refuse(500, 'INTERNAL', `Something went wrong (${requestId}).`);
    }
  }
};
