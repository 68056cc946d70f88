// Requests that arrive while a commit is under way form the next group: they load, write and commit together (docs/writes.md).
import sql from 'sql-template-tag';
import type { Json } from '../generated/rows.ts';
import type { Action, Decision } from './action.ts';
import { askersPart, demandUnchanged } from './asker.ts';
import { claimBook, claimRow, claimsPart, placeOf, type Claim, type ClaimBook } from './claims.ts';
import { retried } from './conflicts.ts';
import type { Db, Tx } from './db.ts';
import { eventRows, newId } from './eventRows.ts';
import type { InputOf, InputShape } from './input.ts';
import type { Known } from './known.ts';
import { loadKnown, RowsLacking } from './together.ts';
import type { Context } from './viewer.ts';
import { write, type Change } from './write.ts';

export interface Outcome { result: Record<string, Json>; replayed: boolean }
type Answer = { outcome: Outcome } | { error: unknown };

/** A request in a group. Its input type is known to its own action only. */
interface Member {
  action: Action;
  input: InputOf<InputShape>;
  ctx: Context;
  claim?: Claim;
  /** On the process's own clock, in ms. */
  arrived: number;
  settle(answer: Answer): void;
}

const GROUP_MAX = 32;
const ALONE_AT_ONCE = 4;
/** As long as a request waits for a connection, too. */
const WAIT_MAX_MS = 15_000;

class WaitedTooLong extends Error { readonly code = '57014'; }

/** Decides one request on what is known by now; what it refuses leaves nothing behind. */
function decideOne({ action, input, ctx, claim }: Member, known: Known, book: ClaimBook): { outcome: Outcome; rows: Change[] } {
  const replayed = claim && book.replayed(action.name, claim);
  if (replayed) return { outcome: { result: replayed, replayed: true }, rows: [] };
  const { now, today, viewer, company } = ctx;
  const decision: Decision = action.decide(action.together?.facts(known, input, ctx), input, { now, today, viewer, company, newId });
  known.fold(decision.rows);
  if (claim) book.keep(action.name, claim, decision.result);
  const kept = claim ? [claimRow(newId(), claim, action.name, decision.result)] : [];
  return { outcome: { result: decision.result, replayed: false }, rows: [...decision.rows, ...eventRows(decision.events, ctx), ...kept] };
}

async function decideAll(tx: Tx, members: readonly Member[]): Promise<Answer[]> {
  const [first, last] = [members[0], members.at(-1)];
  if (last?.ctx.pinsClock) await tx.rows(sql`SELECT set_config('hesabu.clock', ${last.ctx.now.toISOString()}, true)`);
  const claims = members.flatMap(({ claim }) => claim ?? []);
  const askers = members.flatMap(({ ctx }) => ctx.asker ?? []);
  const known = await loadKnown(tx, [
    ...(askers.length > 0 ? [askersPart(askers)] : []), ...(claims.length > 0 ? [claimsPart(claims)] : []), ...first?.action.together?.parts(members) ?? [],
  ]);
  const demand = demandUnchanged(known.joined('askers'));
  const book = claimBook(known.joined('claims'));
  const rows: Change[] = [];
  const answers = members.map((member): Answer => {
    try {
      demand(member.ctx.asker);
      const { outcome, rows: decided } = decideOne(member, known, book);
      rows.push(...decided);
      return { outcome };
    } catch (error) {
      return { error }; // its own refusal or fault: the others do not hear of it
    }
  });
  await write(tx, rows);
  return answers;
}

/** Carries members out in one transaction. Rows that all of them need are made beforehand, in a transaction of their own. */
async function carryOutAll(db: Db, members: readonly Member[], transact: (work: (tx: Tx) => Promise<Answer[]>) => Promise<Answer[]>): Promise<Answer[]> {
  for (let made = 0; ; made += 1) {
    try {
      return await transact((tx) => decideAll(tx, members));
    } catch (error) {
      if (!(error instanceof RowsLacking) || made === 3) throw error;
      for (const make of error.makes) await db.rows(make);
    }
  }
}

async function alone(db: Db, member: Member): Promise<void> {
  try {
    if (performance.now() - member.arrived > WAIT_MAX_MS) throw new WaitedTooLong('waited too long for its turn');
    const [answer] = await carryOutAll(db, [member], (work) => retried(db, work, { plansOnce: true }));
    if (answer) member.settle(answer);
  } catch (error) {
    member.settle({ error });
  }
}

/** Each by itself, a few at once; those of one key one after another. */
async function eachAlone(db: Db, members: readonly Member[]): Promise<void> {
  const chains = Map.groupBy(members, (member) => (member.claim ? placeOf(member.claim) : member)).values();
  await Promise.all(Array.from({ length: ALONE_AT_ONCE }, async () => {
    for (const chain of chains) for (const member of chain) await alone(db, member);
  }));
}

/**
 * One transaction for all. Whatever goes wrong before the commit is rolled back, and each is carried out alone. A commit
 * that fails may have happened: then all are told, as nobody knows.
 */
async function carryOutGroup(db: Db, members: readonly Member[]): Promise<void> {
  let isWritten = false;
  try {
    const answers = await carryOutAll(db, members, (work) => db.transaction(async (tx) => {
      const decided = await work(tx);
      isWritten = true;
      return decided;
    }, { plansOnce: true }));
    members.forEach((member, index) => member.settle(answers[index] as Answer));
  } catch (error) {
    if (isWritten) for (const member of members) member.settle({ error });
    else await eachAlone(db, members);
  }
}

interface Lane { waiting: Member[]; isBusy: boolean }
const lanesOf = new WeakMap<Db, Map<string, Lane>>();

async function run(db: Db, lane: Lane): Promise<void> {
  lane.isBusy = true;
  while (lane.waiting.length > 0) {
    const members = lane.waiting.splice(0, GROUP_MAX);
    const late = members.filter((member) => performance.now() - member.arrived > WAIT_MAX_MS);
    for (const member of late) member.settle({ error: new WaitedTooLong('waited too long for its turn') });
    const [only, ...others] = members.filter((member) => !late.includes(member));
    if (only && others.length === 0) await alone(db, only);
    else if (only) await carryOutGroup(db, [only, ...others]);
  }
  lane.isBusy = false;
}

/** Joins the lane of an action and a company: at once when it is free, else with the next group. Permissions come before it. */
export function joinGroup(action: Action, input: InputOf<InputShape>, ctx: Context, claim: Claim | undefined): Promise<Outcome> {
  const lanes = lanesOf.get(ctx.db) ?? new Map<string, Lane>();
  lanesOf.set(ctx.db, lanes);
  const name = `${ctx.company.id} ${action.name} ${ctx.pinsClock ? 'pinned' : ''}`;
  const lane = lanes.get(name) ?? { waiting: [], isBusy: false };
  lanes.set(name, lane);
  return new Promise((resolve, reject) => {
    lane.waiting.push({
      action, input, ctx, claim, arrived: performance.now(),
      settle: (answer) => ('error' in answer ? reject(answer.error) : resolve(answer.outcome)),
    });
    if (!lane.isBusy) void run(ctx.db, lane);
  });
}
