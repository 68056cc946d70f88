import { createHash } from 'node:crypto';
import sql from 'sql-template-tag';
import { v7 as uuid } from 'uuid';
import type { Json } from '../generated/rows.ts';
import type { Action, Decision, EventDraft } from './action.ts';
import type { Db, Tx } from './db.ts';
import { readFields, type InputOf, type InputShape, type Reading } from './input.ts';
import { announce } from './news.ts';
import { IdempotencyInFlight, IdempotencyMismatch, InputRefused } from './sharedRefusals.ts';
import type { Context } from './viewer.ts';
import { insert, write, type Change } from './write.ts';

/** Thrown when the viewer's role does not hold the permission. */
export class Forbidden extends Error {
  readonly permission: string;
  /** What it was needed for, where that is a field. */
  readonly field: string | undefined;
  constructor(permission: string, field?: string) {
    super(field ? `${field} may not be seen with these rights.` : `The permission ${permission} is missing.`);
    this.permission = permission;
    this.field = field;
  }
}

export interface Outcome { result: Record<string, Json>; replayed: boolean }
export interface PerformOptions { idempotencyKey?: string | null }

const ATTEMPTS_MAX = 5;
export const newId = (): string => uuid();

/** Reads the raw input of an action; refuses with every bad field at once. */
export function readInput<S extends InputShape, F>(declared: Action<S, F>, raw: unknown, ctx: Context): InputOf<S> {
  const reading: Reading = { currencyCode: ctx.company.currencyCode, issues: [] };
  const input = readFields(declared.input, raw as Record<string, unknown>, [], reading);
  if (reading.issues.length > 0) throw new InputRefused(reading.issues);
  return input;
}

function eventRows(drafts: EventDraft[], ctx: Context): Change[] {
  return drafts.flatMap(({ personal, actor, companyId, ...draft }) => {
    const id = newId();
    const event = insert('Event', {
      ...draft, id, companyId: companyId ?? ctx.company.id, actorKind: ctx.viewer.kind, actorId: actor?.id ?? ctx.viewer.id,
      actorName: actor?.name ?? ctx.viewer.name, channel: ctx.channel, requestId: ctx.requestId,
    });
    const kept = personal && Object.keys(personal).length > 0 ? [insert('EventPersonal', { eventId: id, changes: personal })] : [];
    return [event, ...kept];
  });
}

const canonical = (_key: string, value: unknown): unknown => {
  if (typeof value === 'bigint') return `${value}n`;
  if (value && typeof value === 'object' && !Array.isArray(value)) {
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  return value;
};
const hashOf = (input: unknown) => createHash('sha256').update(JSON.stringify(input, canonical)).digest('hex');

interface Claim { scope: string; key: string; inputHash: string }

async function replay(tx: Tx, action: string, claim: Claim): Promise<Record<string, Json> | undefined> {
  const [lock] = await tx.rows<{ got: boolean }>(
    sql`SELECT pg_try_advisory_xact_lock(hashtextextended(${`${claim.scope} ${claim.key}`}, 0)) AS got`);
  if (!lock?.got) throw IdempotencyInFlight({ key: claim.key });
  const [known] = await tx.rows<{ action: string; inputHash: string; result: Record<string, Json> }>(
    sql`SELECT action, "inputHash", result FROM "IdempotencyKey" WHERE scope = ${claim.scope} AND key = ${claim.key}`);
  if (!known) return undefined;
  if (known.action !== action || known.inputHash !== claim.inputHash) throw IdempotencyMismatch({ key: claim.key });
  return known.result;
}

/** Serialization failures and deadlocks, in the forms in which pg and Prisma report them. */
function isConflict(error: unknown): boolean {
  const { code, meta } = error as { code?: string; meta?: { driverAdapterError?: { cause?: { kind?: string } }; code?: string } };
  return code === '40001' || code === '40P01' || code === 'P2034'
    || (code === 'P2010' && (meta?.driverAdapterError?.cause?.kind === 'TransactionWriteConflict'
      || meta?.code === '40001' || meta?.code === '40P01'));
}

const demand = (declared: { permission: string }, ctx: Context): void => {
  if (declared.permission !== 'public' && !ctx.viewer.permissions.has(declared.permission)) throw new Forbidden(declared.permission);
};

async function decideIn<S extends InputShape, F>(tx: Tx, declared: Action<S, F>, input: InputOf<S>, ctx: Context): Promise<Decision> {
  const facts = await declared.load(tx, input, ctx);
  const { now, today, viewer, company } = ctx;
  return declared.decide(facts, input, { now, today, viewer, company, newId });
}

async function carryOut<S extends InputShape, F>(tx: Tx, declared: Action<S, F>, input: InputOf<S>, ctx: Context, claim?: Claim): Promise<Outcome> {
  if (ctx.pinsClock) await tx.rows(sql`SELECT set_config('hesabu.clock', ${ctx.now.toISOString()}, true)`);
  const known = claim && await replay(tx, declared.name, claim);
  if (known) return { result: known, replayed: true };
  const decision = await decideIn(tx, declared, input, ctx);
  const kept = claim ? [insert('IdempotencyKey', { id: newId(), ...claim, action: declared.name, result: decision.result })] : [];
  await write(tx, [...decision.rows, ...eventRows(decision.events, ctx), ...kept]);
  return { result: decision.result, replayed: false };
}

/** Carries out an action inside a transaction that is already open, which must hold more than the action (a consumer's place). */
export async function performIn<S extends InputShape, F>(tx: Tx, declared: Action<S, F>, input: InputOf<S>, ctx: Context): Promise<Outcome> {
  demand(declared, ctx);
  return carryOut(tx, declared, input, ctx);
}

/** Runs work in a transaction; conflicts are tried again, at most five times. */
export async function retried<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction(work);
    } catch (error) {
      if (!isConflict(error) || attempt === ATTEMPTS_MAX) throw error;
      await new Promise((resolve) => { setTimeout(resolve, Math.random() * 20 * 2 ** attempt); });
    }
  }
}

/** The rows that an action would write now. Nothing is written; refusals are thrown as when it is carried out. */
export async function rehearse<S extends InputShape, F>(declared: Action<S, F>, input: InputOf<S>, ctx: Context): Promise<Change[]> {
  demand(declared, ctx);
  return retried(ctx.db, async (tx) => (await decideIn(tx, declared, input, ctx)).rows);
}

/**
 * Carries out an action with input that has been read: one transaction in which facts are loaded and locked, the rule
 * decides, and rows, events and the idempotency key are written. Conflicts are tried again, at most five times.
 * Refusals are thrown; nothing is written then.
 */
export async function perform<S extends InputShape, F>(declared: Action<S, F>, input: InputOf<S>, ctx: Context,
  { idempotencyKey }: PerformOptions = {}): Promise<Outcome> {
  demand(declared, ctx);
  const claim = idempotencyKey && declared.isIdempotent !== false
    ? { scope: `${ctx.viewer.kind}:${ctx.viewer.id ?? ''}`, key: idempotencyKey, inputHash: hashOf(input) } : undefined;
  const prepared = declared.prepare ? await declared.prepare(input, ctx) : input;
  const outcome = await retried(ctx.db, (tx) => carryOut(tx, declared, prepared, ctx, claim));
  if (!outcome.replayed) announce(ctx.db);
  return outcome;
}
