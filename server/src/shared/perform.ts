import sql from 'sql-template-tag';
import type { Action, AnyAction, Decision } from './action.ts';
import { claimOf, claimRow, replay, type Claim } from './claims.ts';
import { retried } from './conflicts.ts';
import type { Tx } from './db.ts';
import { eventRows, newId } from './eventRows.ts';
import { joinGroup, type Outcome } from './groups.ts';
import { readFields, type InputOf, type InputShape, type Reading } from './input.ts';
import { informed, MoreWanted } from './more.ts';
import { announce } from './news.ts';
import { InputRefused } from './sharedRefusals.ts';
import type { Context } from './viewer.ts';
import { write, type Change } from './write.ts';

export { newId, retried, type Outcome };

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

export interface PerformOptions { idempotencyKey?: string | null }

/** Reads the raw input of an action; refuses with every bad field at once. */
export function readInput<S extends InputShape, F>(declared: Action<S, F>, raw: unknown, ctx: Context): InputOf<S> {
  const reading: Reading = { currencyCode: ctx.company.currencyCode, issues: [] };
  const input = readFields(declared.input, raw as Record<string, unknown>, [], reading);
  if (reading.issues.length > 0) throw new InputRefused(reading.issues);
  return input;
}

const demand = (declared: { permission: string }, ctx: Context): void => {
  if (declared.permission !== 'public' && !ctx.viewer.permissions.has(declared.permission)) throw new Forbidden(declared.permission);
};

async function decideIn<S extends InputShape, F>(tx: Tx, declared: Action<S, F>, input: InputOf<S>, ctx: Context, wanted?: MoreWanted): Promise<Decision> {
  const facts = await declared.load(tx, input, ctx);
  const more = await wanted?.load(tx, ctx);
  const { now, today, viewer, company } = ctx;
  return declared.decide(facts, input, { now, today, viewer, company, newId, more });
}

async function carryOut<S extends InputShape, F>(tx: Tx, declared: Action<S, F>, input: InputOf<S>, ctx: Context, claim?: Claim, wanted?: MoreWanted): Promise<Outcome> {
  if (ctx.pinsClock) await tx.rows(sql`SELECT set_config('hesabu.clock', ${ctx.now.toISOString()}, true)`);
  const known = claim && await replay(tx, declared.name, claim);
  if (known) return { result: known, replayed: true };
  const decision = await decideIn(tx, declared, input, ctx, wanted);
  const kept = claim ? [claimRow(newId(), claim, declared.name, decision.result)] : [];
  await write(tx, [...decision.rows, ...eventRows(decision.events, ctx), ...kept]);
  return { result: decision.result, replayed: false };
}

/** Carries out an action inside a transaction that is already open, which must hold more than the action (a consumer's place). */
export async function performIn<S extends InputShape, F>(tx: Tx, declared: Action<S, F>, input: InputOf<S>, ctx: Context): Promise<Outcome> {
  demand(declared, ctx);
  return informed(async (wanted) => {
    await tx.rows(sql`SAVEPOINT deciding`);
    try {
      return await carryOut(tx, declared, input, ctx, undefined, wanted);
    } catch (error) {
      if (error instanceof MoreWanted) await tx.rows(sql`ROLLBACK TO SAVEPOINT deciding`);
      throw error;
    }
  });
}

/** Ends a rehearsal: what loading itself has written (a number taken, a row made) is rolled back. */
class Rehearsed extends Error {
  readonly rows: Change[];
  constructor(rows: Change[]) {
    super('rehearsed');
    this.rows = rows;
  }
}

/** The rows that an action would write now. Nothing is written; refusals are thrown as when it is carried out. */
export async function rehearse<S extends InputShape, F>(declared: Action<S, F>, input: InputOf<S>, ctx: Context): Promise<Change[]> {
  demand(declared, ctx);
  try {
    return await informed((wanted) => retried(ctx.db, async (tx) => {
      throw new Rehearsed((await decideIn(tx, declared, input, ctx, wanted)).rows);
    }));
  } catch (error) {
    if (error instanceof Rehearsed) return error.rows;
    throw error;
  }
}

/**
 * Carries out an action with input that has been read: one transaction in which facts are loaded and locked, the rule
 * decides, and rows, events and the idempotency key are written. Conflicts are tried again, at most five times.
 * Actions that load together share the transaction with others that arrived meanwhile; a rule that wants more decides again.
 * Refusals are thrown; nothing is written then.
 */
export async function perform<S extends InputShape, F>(declared: Action<S, F>, input: InputOf<S>, ctx: Context,
  { idempotencyKey }: PerformOptions = {}): Promise<Outcome> {
  demand(declared, ctx);
  const claim = declared.isIdempotent === false ? undefined : claimOf(ctx.viewer, idempotencyKey, input);
  const prepared = declared.prepare ? await declared.prepare(input, ctx) : input;
  const alone = (first?: MoreWanted) => informed((wanted) => retried(ctx.db, (tx) => carryOut(tx, declared, prepared, ctx, claim, wanted)), first);
  const outcome = declared.together
    ? await joinGroup(declared as AnyAction, prepared, ctx, claim).catch((error: unknown) => {
      if (error instanceof MoreWanted) return alone(error); // its group goes on without it
      throw error;
    })
    : await alone();
  if (!outcome.replayed) announce(ctx.db);
  return outcome;
}
