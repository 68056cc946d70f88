// What must follow from an event elsewhere: a table (event kind → consumer), read in the order of the log.
import { systemContext } from '../context.ts';
import type { EventRow } from '../generated/rows.ts';
import { refusalMessage } from '../mutations.ts';
import type { Action, AnyAction } from '../shared/action.ts';
import type { Db, Tx } from '../shared/db.ts';
import type { InputOf, InputShape } from '../shared/input.ts';
import { announce } from '../shared/news.ts';
import { newId, performIn, retried } from '../shared/perform.ts';
import { Refusal } from '../shared/refusal.ts';
import type { Context } from '../shared/viewer.ts';
import { insert, write } from '../shared/write.ts';
import { advance, happenedSince, isDue, lockPlace, nextEvents, noteFailure } from './cursor.ts';

/** An action that follows from an event, with its input as a rule reads it. */
export interface Task { action: AnyAction; input: unknown }
export const task = <S extends InputShape, F>(declared: Action<S, F>, input: InputOf<S>): Task => ({ action: declared, input });

/** Says which actions follow from an event; none is an answer, too. It may read, in the transaction of the effect. */
export type Handler = (event: EventRow, ctx: Context, tx: Tx) => Promise<Task[]> | Task[];
/** The same of many events at once: what it says must be the same whether they come singly or together, and is not refused. */
export type HandlerOfMany = (events: EventRow[], ctx: Context, tx: Tx) => Promise<Task[]>;
/** Of many subjects of an event those from which something may follow, by one statement: the handler is asked of them alone. */
export type Concerned = (subjectIds: string[], tx: Tx) => Promise<string[]>;
interface Consumer { name: string; handlers: Map<string, Handler>; concerned: Map<string, Concerned>; ofMany?: HandlerOfMany }

const consumers = new Map<string, Consumer>();
export const allConsumers = (): Iterable<string> => consumers.keys();

/**
 * Declares that a consumer follows events of a kind, e.g. consume('orderShipped', 'invoiceShipments', …). Each event has exactly
 * one effect: actions and place are committed together. What an action refuses is noted on the subject, and the next event follows.
 */
export function consume(kind: string, name: string, handler: Handler, concerned?: Concerned): void {
  const known = consumers.get(name) ?? { name, handlers: new Map<string, Handler>(), concerned: new Map<string, Concerned>() };
  known.handlers.set(kind, handler);
  if (concerned) known.concerned.set(kind, concerned);
  consumers.set(name, known);
}

/** Declares a consumer that takes events of some kinds together: a burst has one effect, so that it never falls behind. */
export function consumeTogether(kinds: readonly string[], name: string, ofMany: HandlerOfMany): void {
  consumers.set(name, { name, handlers: new Map(kinds.map((kind) => [kind, () => []])), concerned: new Map(), ofMany });
}

// How many events are read at once: to be taken together, and to be passed where nothing follows from them.
const TOGETHER_MAX = 500;
const IN_TURN_MAX = 100;

type Step = 'done' | 'idle';

interface Following { consumer: Consumer; ctx: Context; refused: Refused | undefined; at(event: EventRow): void }
interface Refused { refusal: Refusal; event: string }

/** Follows up events together; gives the last that was followed. */
async function followTogether(tx: Tx, ofMany: HandlerOfMany, events: EventRow[], ctx: Context): Promise<EventRow> {
  for (const each of await ofMany(events, ctx, tx)) await performIn(tx, each.action, each.input as InputOf<InputShape>, ctx);
  return events.at(-1) as EventRow; // there are some
}

/** The events from which something may follow. */
async function concerning(tx: Tx, events: EventRow[], { concerned }: Consumer): Promise<Set<EventRow>> {
  const kept = new Set(events);
  for (const [kind, among] of concerned) {
    const own = events.filter((event) => event.kind === kind);
    const subjects = new Set(own.length > 0 ? await among([...new Set(own.map(({ subjectId }) => subjectId))], tx) : []);
    for (const event of own) if (!subjects.has(event.subjectId)) kept.delete(event);
  }
  return kept;
}

/** Follows up events up to the first that has an effect: its transaction is its own, and those without cost none. Gives the last that was followed. */
async function followInTurn(tx: Tx, events: EventRow[], { consumer, ctx, refused, at }: Following): Promise<EventRow> {
  const kept = await concerning(tx, events, consumer);
  for (const event of events) {
    if (!kept.has(event)) continue;
    at(event);
    // What follows bears the request of what it follows from.
    const following = { ...ctx, requestId: event.requestId };
    if (refused?.event === event.id) {
      await noteRefusal(tx, consumer, event, refused.refusal, following);
      return event;
    }
    const tasks = await consumer.handlers.get(event.kind)?.(event, following, tx) ?? [];
    for (const each of tasks) await performIn(tx, each.action, each.input as InputOf<InputShape>, following);
    if (tasks.length > 0) return event;
  }
  return events.at(-1) as EventRow; // there are some
}

/** Notes beside the subject what could not follow, and goes on: a person decides what to do. */
async function noteRefusal(tx: Tx, consumer: Consumer, event: EventRow, refused: Refusal, ctx: Context): Promise<void> {
  await write(tx, [insert('Event', {
    id: newId(), companyId: ctx.company.id, kind: 'effectRefused', subjectType: event.subjectType, subjectId: event.subjectId,
    actorKind: 'SYSTEM', actorId: null, actorName: ctx.viewer.name, channel: 'JOB', requestId: ctx.requestId,
    reason: refusalMessage(refused, ctx.company.locale).slice(0, 1000),
    data: { consumer: consumer.name, event: event.id, code: refused.kind.code },
  })]);
}

async function step(db: Db, consumer: Consumer, now: Date, refused?: Refused): Promise<Step> {
  let current: EventRow | undefined;
  const ctx = await systemContext(db, now, 'JOB');
  try {
    return await retried(db, async (tx) => {
      const kinds = [...consumer.handlers.keys()];
      const place = await lockPlace(tx, consumer.name, now);
      const events = place ? await nextEvents(tx, place, kinds, now, consumer.ofMany ? TOGETHER_MAX : IN_TURN_MAX) : [];
      if (!place || events.length === 0) return 'idle';
      [current] = events;
      const last = consumer.ofMany ? await followTogether(tx, consumer.ofMany, events, ctx) : await followInTurn(tx, events, { consumer, ctx, refused, at: (event) => { current = event; } });
      await advance(tx, place, last.sequence, now);
      return 'done';
    });
  } catch (error) {
    if (!(error instanceof Refusal) || !current || refused || consumer.ofMany) throw error;
    return step(db, consumer, now, { refusal: error, event: current.id });
  }
}

/** Follows up all events that are due for one consumer, those of transactions before `until` alone; a fault is kept with the place and tried again later. */
async function drain(db: Db, consumer: Consumer, now: () => Date, until?: string): Promise<number> {
  let count = 0;
  try {
    while (await isDue(db, consumer.name, [...consumer.handlers.keys()], now(), until) && await step(db, consumer, now()) === 'done') count += 1;
  } catch (error) {
    await noteFailure(db, consumer.name, error, now());
  }
  if (count > 0) announce(db);
  return count;
}

/** Follows up everything that is due, until nothing is: effects are events, too. Gives how often something was. */
export async function runConsumers(db: Db, now: () => Date): Promise<number> {
  let total = 0;
  for (let count = -1; count !== 0; total += count) {
    count = 0;
    for (const consumer of consumers.values()) count += await drain(db, consumer, now);
  }
  return total;
}

/**
 * One look: follows up what has happened by now, however much happens meanwhile. With `since`, to where an earlier look saw, only
 * those who listen to what happened since are looked at; without it, all. Gives to where this one saw.
 */
export async function runOnce(db: Db, now: () => Date, since?: string): Promise<string> {
  const all = [...consumers.values()];
  const { kinds, seen } = await happenedSince(db, since === undefined ? [] : [...new Set(all.flatMap(({ handlers }) => [...handlers.keys()]))], since ?? '0');
  for (const consumer of since === undefined ? all : all.filter(({ handlers }) => kinds.some((kind) => handlers.has(kind)))) await drain(db, consumer, now, seen);
  return seen;
}
