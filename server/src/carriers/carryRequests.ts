// Carries out what carriers are to be asked. A request is claimed by its row, asked outside of every transaction, then written
// down. A server that ends in between asks once more when the claim has passed: under the same key, by which a carrier tells.
import { createHash } from 'node:crypto';
import sql from 'sql-template-tag';
import { systemContext } from '../context.ts';
import type { CarrierOutcome, CarrierRequestRow, CarrierRow } from '../generated/rows.ts';
import type { Db, Tx } from '../shared/db.ts';
import { eventRows } from '../shared/eventRows.ts';
import { message } from '../shared/messages.ts';
import { announce } from '../shared/news.ts';
import { newId, performIn, retried } from '../shared/perform.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { decode } from '../shared/tables.ts';
import type { Context } from '../shared/viewer.ts';
import { insert, update, write } from '../shared/write.ts';
import { raiseTask, settleTask } from '../work/raiseTask.ts';
import { CarrierDeclined, type Label, type Service, type Told } from './adapter.ts';
import { adapterOf } from './adapters.ts';
import { bookFreight, unbookFreight } from './freightCost.ts';
import { loadConsignment, loadLabelOrder } from './loadConsignment.ts';
import { recordCancelled, recordCancelRefused, recordLabel, recordLabelFailed, recordRates } from './recordAnswers.ts';
import { recordTracking } from './recordTracking.ts';
import { FAULTS_MAX, pauseAfter, waitOf } from './rules.ts';

const TOGETHER = 8;
const CLAIM_MS = 180_000;

export interface Carrying { db: Db; now: () => Date; /** Of what is written down; the system's own when left out. */ context?: () => Promise<Context> }
type Answer = { verb: 'RATE'; services: Service[] } | { verb: 'LABEL'; label: Label } | { verb: 'TRACK'; told: Told[] } | { verb: 'CANCEL' };
interface Asked { outcome: CarrierOutcome; said: string | null; answer?: Answer; tookMs: number }

/** A carrier that fails is left alone; when its pause is over, one request tries whether it answers again. */
async function claim(db: Db, now: Date): Promise<CarrierRequestRow[]> {
  const rows = await db.rows<Record<string, unknown>>(sql`UPDATE "CarrierRequest" r SET "claimedUntil" = ${new Date(now.getTime() + CLAIM_MS)} FROM (
      SELECT q.id FROM "CarrierRequest" q JOIN (
        SELECT w.id, row_number() OVER (PARTITION BY w."carrierId" ORDER BY w."dueAt", w.id) AS place, c.failures FROM "CarrierRequest" w JOIN "Carrier" c ON c.id = w."carrierId"
        WHERE w.status = 'WAITING' AND w."dueAt" <= ${now} AND coalesce(w."claimedUntil" <= ${now}, TRUE) AND coalesce(c."pausedUntil" <= ${now}, TRUE)) d ON d.id = q.id
      WHERE q.status = 'WAITING' AND coalesce(q."claimedUntil" <= ${now}, TRUE) AND (d.failures < ${FAULTS_MAX} OR d.place = 1)
      ORDER BY q."dueAt", q.id LIMIT ${TOGETHER} FOR UPDATE OF q SKIP LOCKED) d
    WHERE r.id = d.id RETURNING r.*`);
  return rows.map((row) => decode('CarrierRequest', row));
}

async function answerOf(request: CarrierRequestRow, carrier: CarrierRow, signal: AbortSignal, ctx: Context, { db, now }: Carrying): Promise<Answer> {
  const adapter = await adapterOf(carrier, db, now);
  const call = { key: request.key, attempt: request.attempts + 1, signal };
  if (request.verb === 'RATE') return { verb: 'RATE', services: await adapter.rate(await loadConsignment(request, ctx), call) };
  const label = await readRow(db, 'ParcelLabel', request.labelId ?? '');
  if (request.verb === 'LABEL') return { verb: 'LABEL', label: await adapter.label(await loadLabelOrder(label.id, ctx), call) };
  if (request.verb === 'TRACK') return { verb: 'TRACK', told: await adapter.track(label.trackingNumber ?? '', call) };
  await adapter.cancel({ trackingNumber: label.trackingNumber, labelKey: label.id }, call);
  return { verb: 'CANCEL' };
}

async function ask(request: CarrierRequestRow, ctx: Context, carrying: Carrying): Promise<Asked> {
  const began = performance.now();
  const carrier = await readRow(carrying.db, 'Carrier', request.carrierId);
  const signal = AbortSignal.timeout(carrier.timeoutMs);
  const took = () => Math.round(performance.now() - began);
  try {
    const answer = await answerOf(request, carrier, signal, ctx, carrying);
    return { outcome: 'ANSWERED', said: null, answer, tookMs: took() };
  } catch (error) {
    if (signal.aborted) return { outcome: 'TIMEOUT', said: message(ctx.company.locale, 'carriers.noAnswer', { seconds: carrier.timeoutMs / 1000 }), tookMs: took() };
    const said = (error instanceof Error ? error.message : String(error)).slice(0, 1000);
    return { outcome: error instanceof CarrierDeclined ? 'DECLINED' : 'FAULT', said, tookMs: took() };
  }
}

/** Why an answer cannot be taken although there is one. */
async function unfit(tx: Tx, { labelId, carrierId }: CarrierRequestRow, { trackingNumber, currencyCode }: Label, ctx: Context): Promise<string | undefined> {
  const say = (key: string, facts: Record<string, string>) => message(ctx.company.locale, `carriers.${key}`, facts);
  if (currencyCode !== ctx.company.currencyCode) return say('otherCurrency', { currencyCode });
  const [other] = await selectRows(tx, 'ParcelLabel', sql`t."carrierId" = ${carrierId} AND t."trackingNumber" = ${trackingNumber} AND t.id <> ${labelId ?? ''}::uuid`);
  return other ? say('numberUsed', { number: trackingNumber }) : undefined;
}

async function takeLabel(tx: Tx, request: CarrierRequestRow, made: Label, ctx: Context): Promise<void> {
  const { file, ...label } = made;
  const problem = await unfit(tx, request, made, ctx);
  const asked = await readRow(tx, 'ParcelLabel', request.labelId ?? '');
  if (problem) { await performIn(tx, recordLabelFailed, { labelId: asked.id, problem }, ctx); return; }
  const orderCostId = await bookFreight(tx, { ...asked, trackingNumber: label.trackingNumber }, await readRow(tx, 'Carrier', asked.carrierId), label.price, ctx);
  await performIn(tx, recordLabel, { labelId: asked.id, label, orderCostId }, ctx);
  await tx.rows(sql`INSERT INTO "LabelFile" ("labelId", "mediaType", data, hash) VALUES (${asked.id}, ${label.mediaType}, ${file}, ${createHash('sha256').update(file).digest('hex')})
    ON CONFLICT ("labelId") DO UPDATE SET "mediaType" = EXCLUDED."mediaType", data = EXCLUDED.data, hash = EXCLUDED.hash`);
}

async function take(tx: Tx, request: CarrierRequestRow, answer: Answer, ctx: Context): Promise<void> {
  if (answer.verb === 'RATE') await performIn(tx, recordRates, { requestId: request.id, services: answer.services }, ctx);
  else if (answer.verb === 'TRACK') await performIn(tx, recordTracking, { carrierId: request.carrierId, told: answer.told, source: 'QUERY', webhook: null }, ctx);
  else if (answer.verb === 'LABEL') await takeLabel(tx, request, answer.label, ctx);
  else {
    const label = await readRow(tx, 'ParcelLabel', request.labelId ?? '');
    await unbookFreight(tx, label, message(ctx.company.locale, 'carriers.labelCancelled', { number: label.trackingNumber ?? '' }), ctx);
    await performIn(tx, recordCancelled, { labelId: label.id }, ctx);
  }
}

/** What was given up is told where somebody waits for it. */
async function giveUp(tx: Tx, { verb, labelId, deliveryId }: CarrierRequestRow, problem: string, ctx: Context): Promise<void> {
  if (labelId && verb === 'LABEL') await performIn(tx, recordLabelFailed, { labelId, problem }, ctx);
  else if (labelId && verb === 'CANCEL') await performIn(tx, recordCancelRefused, { labelId, problem }, ctx);
  else if (deliveryId && verb === 'RATE') await write(tx, eventRows([{ kind: 'ratesNotQuoted', subjectType: 'Delivery', subjectId: deliveryId, reason: problem }], ctx));
}

/** Counts faults in a row. A refusal is an answer, too. */
async function noteHealth(tx: Tx, carrierId: string, { outcome, said }: Asked, ctx: Context): Promise<void> {
  const row = await lockRow(tx, 'Carrier', carrierId);
  const cause = { kind: 'carrierAway', subjectId: { type: 'Carrier', uuid: carrierId } };
  if (outcome === 'ANSWERED' || outcome === 'DECLINED') {
    await write(tx, [
      update('Carrier', carrierId, { failures: 0, pausedUntil: null, lastAnsweredAt: ctx.now, lastProblem: outcome === 'DECLINED' ? said : null }),
      ...(row.failures >= FAULTS_MAX ? eventRows([{ kind: 'carrierBack', subjectType: 'Carrier', subjectId: carrierId }], ctx) : []),
    ]);
    if (row.failures >= FAULTS_MAX) await performIn(tx, settleTask, cause, ctx);
    return;
  }
  const failures = row.failures + 1;
  const pause = pauseAfter(failures);
  await write(tx, [
    update('Carrier', carrierId, { failures, lastProblem: said, pausedUntil: pause === undefined ? null : new Date(ctx.now.getTime() + pause * 1000) }),
    ...(failures === FAULTS_MAX ? eventRows([{ kind: 'carrierAway', subjectType: 'Carrier', subjectId: carrierId, reason: said }], ctx) : []),
  ]);
  if (failures === FAULTS_MAX) {
    await performIn(tx, raiseTask, { ...cause, title: message(ctx.company.locale, 'task.carrierAway', { carrier: row.name }), text: said, ownerRole: 'WAREHOUSE', priority: 'HIGH' }, ctx);
  }
}

async function writeDown(claimed: CarrierRequestRow, asked: Asked, ctx: Context, { db }: Carrying): Promise<void> {
  await retried(db, async (tx) => {
    const request = await lockRow(tx, 'CarrierRequest', claimed.id);
    if (request.status !== 'WAITING') return; // withdrawn meanwhile
    const attempts = request.attempts + 1;
    const { outcome, said, answer, tookMs } = asked;
    const wait = outcome === 'FAULT' || outcome === 'TIMEOUT' ? waitOf(request.verb, attempts) : undefined;
    if (answer) await take(tx, request, answer, ctx);
    else if (wait === undefined) await giveUp(tx, request, said ?? '', ctx);
    await write(tx, [
      insert('CarrierCall', { id: newId(), requestId: request.id, carrierId: request.carrierId, no: attempts, outcome, tookMs, message: said }),
      update('CarrierRequest', request.id, {
        attempts, claimedUntil: null, problem: said, status: answer ? 'DONE' : wait === undefined ? 'FAILED' : 'WAITING',
        dueAt: wait === undefined ? null : new Date(ctx.now.getTime() + wait * 1000), finishedAt: wait === undefined ? ctx.now : null,
      }),
      ...(wait !== undefined && request.deliveryId ? eventRows([{ kind: 'carrierAskedAgain', subjectType: 'Delivery', subjectId: request.deliveryId, reason: said, data: { verb: request.verb, attempts } }], ctx) : []),
    ]);
    await noteHealth(tx, request.carrierId, asked, ctx);
  });
}

/** Asks what is due, until nothing is; gives how many calls were made. */
export async function carryRequests(carrying: Carrying, isStopped: () => boolean = () => false): Promise<number> {
  const { db, now } = carrying;
  const context = carrying.context ?? (() => systemContext(db, now(), 'JOB'));
  let calls = 0;
  while (!isStopped()) {
    const requests = await claim(db, now());
    if (requests.length === 0) break;
    await Promise.all(requests.map(async (request) => {
      const asked = await ask(request, await context(), carrying);
      await writeDown(request, asked, await context(), carrying);
    }));
    calls += requests.length;
    announce(db);
  }
  return calls;
}
