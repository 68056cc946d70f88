// The compiled lane: answers an operation with one statement, or leaves it to the general lane.
import type { GraphQLSchema } from 'graphql';
import { Memory, type Token } from '../access/remembered.ts';
import { isNestedBeyond, NESTING_MAX } from '../nesting.ts';
import { chargeKey, mayAsk } from '../rate.ts';
import { AskerChanged } from '../shared/asker.ts';
import type { Db, Leaving } from '../shared/db.ts';
import type { Outcome } from '../shared/perform.ts';
import { nameOf } from '../shared/prepared.ts';
import type { RequestContext } from '../shared/request.ts';
import type { Run } from '../shared/slot.ts';
import { BrokenPromise, filled } from './fill.ts';
import { Answers, carryOut, type Mutation } from './mutation.ts';
import { Plans, type Prepared, type Ready } from './plans.ts';
import { Together } from './together.ts';

/** How often which lane answered, and why the compiled one did not. */
export interface LaneUse {
  compiled: number;
  general: ReadonlyMap<string, number>;
  /** The last errors behind the reason `error`. */
  faults: readonly string[];
}
const FAULTS_MAX = 10;

interface Asked { body: string; token: Token | undefined; now: Date; left: Leaving; analystsFailed(error: unknown): void; contextOf(remembered: NonNullable<Awaited<ReturnType<Memory['find']>>>): RequestContext }

const parameters = new Set(['query', 'variables', 'operationName', 'extensions']);
interface Parameters { query: string; variables: Record<string, unknown>; operationName: string | undefined }

/** What a body asks; undefined when it is not as plain as the compiled lane wants it. */
function parametersOf(body: string): Parameters | undefined {
  let given: unknown;
  try {
    given = JSON.parse(body);
  } catch {
    return undefined;
  }
  if (!given || typeof given !== 'object' || Array.isArray(given)) return undefined;
  const { query, variables, operationName, extensions } = given as Record<string, unknown>;
  if (typeof query !== 'string' || (extensions !== undefined && extensions !== null) || !Object.keys(given).every((key) => parameters.has(key))) return undefined;
  if (variables !== undefined && variables !== null && (typeof variables !== 'object' || Array.isArray(variables))) return undefined;
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string') return undefined;
  if (isNestedBeyond(variables, NESTING_MAX)) return undefined;
  return { query, variables: (variables ?? {}) as Record<string, unknown>, operationName: operationName ?? undefined };
}

interface Mutating { mutation: Mutation; prepared: Prepared; ready: Ready; run: Run; ctx: RequestContext; forget(): void }

/** What the lane made of an operation. */
export interface Answered {
  /** The answer as JSON; undefined leaves the operation to the general lane, from the start. */
  text?: string;
  /** Of a mutation that was carried out: for the general lane, which must not do it again, and the answer read anew. */
  performed?: { ctx: RequestContext; again(): Promise<string | undefined> };
}
type Tried = { text: string; performed?: Answered['performed'] } | { reason: string; performed?: Answered['performed'] };

export class Lane {
  readonly #db: Db;
  readonly #memory: Memory;
  readonly #plans: Plans;
  readonly #answers: Answers;
  readonly #together: Together;
  readonly #schema: GraphQLSchema;
  readonly #isOn: boolean;
  #compiled = 0;
  #faults: string[] = [];
  readonly #general = new Map<string, number>();
  constructor({ schema, db, isOn }: { schema: GraphQLSchema; db: Db; isOn: boolean }) {
    this.#db = db;
    this.#memory = new Memory(db);
    this.#plans = new Plans(schema);
    this.#answers = new Answers(db);
    this.#together = new Together(db);
    this.#schema = schema;
    this.#isOn = isOn;
  }

  get use(): LaneUse {
    return { compiled: this.#compiled, general: this.#general, faults: this.#faults };
  }

  async answer(asked: Asked): Promise<Answered> {
    if (!this.#isOn) return {};
    const tried = await this.#try(asked);
    if ('text' in tried) this.#compiled += 1;
    else this.#general.set(tried.reason, (this.#general.get(tried.reason) ?? 0) + 1);
    return tried;
  }

  async #try({ body, token, now, left, analystsFailed, contextOf }: Asked): Promise<Tried> {
    if (!token) return { reason: 'nobody' };
    const given = parametersOf(body);
    if (!given) return { reason: 'request' };
    let isWithAnalysts = false;
    try {
      const prepared = this.#plans.prepare(given.query, given.operationName, given.variables);
      if ('reason' in prepared) return prepared;
      const remembered = await this.#memory.find(token, now);
      if (!remembered) return { reason: 'nobody' };
      const ctx = contextOf(remembered);
      const ready = this.#plans.find(prepared, remembered, ctx);
      if ('reason' in ready) return ready;
      // Refused in the general lane's words.
      if (!mayAsk(ctx, prepared.cost)) return { reason: 'rate' };
      const { plan, name } = ready;
      const run: Run = { variables: prepared.variables, viewer: ctx.viewer, today: ctx.today, remembered, started: performance.now() };
      const { mutation } = prepared.known;
      if (mutation) return await this.#mutate({ mutation, prepared, ready, run, ctx: { ...ctx, asker: remembered }, forget: () => this.#memory.forget(token) });
      const { before } = plan;
      const mayRun = !before || await this.#db.readText({ name: nameOf(before.text), text: before.text, values: before.values(run) }, left) !== null;
      isWithAnalysts = !!before && mayRun;
      const data = !mayRun ? null : before ? await this.#db.readText({ name, text: plan.text, values: plan.values(run) }, left, this.#db.analystPool) : await this.#together.read(ready, plan.values(run), left);
      if (data === null) {
        this.#memory.forget(token);
        return { reason: 'rights changed' };
      }
      const text = `{"data":${filled(data, plan.fills, ctx, run)},"extensions":{"cost":${prepared.cost}}}`;
      chargeKey(ctx, prepared.cost);
      return { text };
    } catch (error) {
      // Whatever it is, the general lane meets it too, and says it in its own words; a read may safely run twice.
      if (error instanceof BrokenPromise) return { reason: error.message || 'null' };
      if (isWithAnalysts) {
        analystsFailed(error);
        return { reason: 'explore failed' };
      }
      this.#noteFault(error);
      return { reason: 'error' };
    }
  }
  /** Carries a mutation out and reads its answer. From then on nothing is done again: the general lane is told what became of it. */
  async #mutate({ mutation, prepared, ready, run, ctx, forget }: Mutating): Promise<Tried> {
    if (chargeKey(ctx, prepared.cost)) return { reason: 'rate' };
    let outcome: Outcome;
    const known = (performed: NonNullable<RequestContext['performed']>): RequestContext => ({ ...ctx, performed });
    try {
      outcome = await carryOut(mutation, { schema: this.#schema }, prepared.variables, ctx);
    } catch (error) {
      if (!(error instanceof AskerChanged)) return { reason: 'declined', performed: { ctx: known(() => Promise.reject(error)), again: async () => undefined } };
      forget();
      return { reason: 'rights changed' };
    }
    const extensions = JSON.stringify({ cost: prepared.cost, ...(outcome.replayed ? { idempotentReplayed: true } : {}) });
    const read = async (): Promise<string> => {
      const of = { ...run, results: [outcome.result] };
      const data = await this.#answers.read(ready, of, outcome.result);
      if (data === null) throw new BrokenPromise();
      return `{"data":${filled(data, ready.plan.fills, ctx, of)},"extensions":${extensions}}`;
    };
    const again = () => read().catch((error: unknown) => { this.#noteFault(error); return undefined; });
    const performed = { ctx: known(() => Promise.resolve(outcome)), again };
    const text = await again();
    return text === undefined ? { reason: 'answer', performed } : { text, performed };
  }

  #noteFault(error: unknown): void {
    if (!(error instanceof BrokenPromise)) this.#faults = [...this.#faults, String(error)].slice(-FAULTS_MAX);
  }
}
