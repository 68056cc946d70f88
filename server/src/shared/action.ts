import type { InputOf, InputShape } from './input.ts';
import type { Tx } from './db.ts';
import type { RefusalKind } from './refusal.ts';
import type { Json } from '../generated/rows.ts';
import type { Change } from './write.ts';
import type { RequestContext } from './request.ts';
import type { Together } from './together.ts';
import type { Context } from './viewer.ts';

/** What happened, to be written with the rows that made it so. */
export interface EventDraft {
  /** The action in the past: orderPlaced. */
  kind: string;
  subjectType: string;
  subjectId: string;
  reason?: string | null;
  /** { field: [before, after] } as people read it. */
  changes?: Record<string, [Json, Json]>;
  /** Like `changes`, for values that name a person. */
  personal?: Record<string, [Json, Json]>;
  data?: Record<string, Json>;
  /** Who did it, where that is not the viewer: signing in is done by who is not known before. */
  actor?: { id: string; name: string };
  /** The company, where the action itself makes it. */
  companyId?: string;
}

/** What a rule decided: the rows to write, what happened, and the ids (or values) of the payload. */
export interface Decision {
  rows: Change[];
  events: EventDraft[];
  result: Record<string, Json>;
}

export type DecideContext = Pick<Context, 'now' | 'today' | 'viewer' | 'company'> & {
  newId(): string;
  /** What was loaded because the rule had thrown MoreWanted. */
  more?: object | undefined;
};

/** The type of a payload field: a record by its id, or a plain value. A list is written `[Order]`. */
export type PayloadKind = `record:${string}` | `records:${string}` | `value:${string}` | 'text' | 'int' | 'boolean';

export interface Action<S extends InputShape = InputShape, F = unknown> {
  /** Verb and noun: the mutation's name. */
  name: string;
  describe: string;
  permission: string;
  input: S;
  refusals: readonly RefusalKind[];
  payload: Record<string, PayloadKind>;
  /** False where the answer must not be kept, as it holds a secret. */
  isIdempotent?: boolean;
  /** Slow work on the input before the transaction, such as hashing a password; its answer takes the input's place. */
  prepare?(input: InputOf<S>, ctx: Context): Promise<InputOf<S>>;
  /** Loads and locks all facts, in the order of docs/lanes.md; may throw NotFound. */
  load(tx: Tx, input: InputOf<S>, ctx: Context): Promise<F>;
  /** How it loads for several requests at once; `load` follows from it. See docs/writes.md. */
  together?: Together<S, F>;
  /** Pure: decides or throws a refusal. */
  decide(facts: F, input: InputOf<S>, ctx: DecideContext): Decision;
  /** After the commit of a request over HTTP: sets cookies, or throws a refusal that had to be counted. */
  after?(result: Record<string, Json>, ctx: RequestContext): void;
}

/** Declares an action: mutation, input type, result union, idempotency and event follow from it. */
export const action = <const S extends InputShape, F>(declared: Action<S, F>): Action<S, F> => declared;

// An action of any input: where actions are listed or performed by name.
// oxlint-disable-next-line no-explicit-any -- the input type of a listed action is known only to itself
export type AnyAction = Action<any, any>;
