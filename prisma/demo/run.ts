// How the demo company is loaded: every step is an action of the product, under a key, at an instant of its own.
import type { Action } from '../../server/src/shared/action.ts';
import type { InputShape } from '../../server/src/shared/input.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { perform, readInput } from '../../server/src/shared/perform.ts';
import { Refusal } from '../../server/src/shared/refusal.ts';
import type { Day } from '../../server/src/shared/time.ts';
import type { Context, Viewer } from '../../server/src/shared/viewer.ts';
import { instantOf } from './assumptions.ts';

export interface When { on: Day; minute?: number }

export interface Demo {
  ctx: Context;
  /**
   * Performs an action with input as a client would send it; the answer's records are global ids. The same key again
   * resolves what it did before, so that an interrupted load goes on where it stopped.
   */
  act<S extends InputShape, F>(declared: Action<S, F>, key: string, raw: Record<string, unknown>, when: When, viewer?: Viewer): Promise<Record<string, string>>;
}

/** Nothing is dated after `now`: the evening of the last day may be still to come. */
export const demoRun = (ctx: Context, now: Date): Demo => ({
  ctx,
  async act(declared, key, raw, { on, minute = 0 }, viewer = ctx.viewer) {
    const at: Context = { ...ctx, viewer, now: new Date(Math.min(instantOf(on, minute).getTime(), now.getTime())), today: on, pinsClock: true };
    try {
      const { result } = await perform(declared, readInput(declared, raw, at), at, { idempotencyKey: `demo ${key}` });
      return Object.fromEntries(Object.entries(result).map(([name, value]) => {
        const kind = declared.payload[name] ?? 'text';
        return [name, kind.startsWith('record:') && typeof value === 'string' ? globalId(kind.slice(7), value) : String(value)];
      }));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const details = 'issues' in error ? error.issues : error.facts;
      const facts = JSON.stringify(details, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
      throw new Error(`The demo company stopped at ${key}: ${error.kind.code} ${facts}`, { cause: error });
    }
  },
});

/** Runs work over items, a few at a time. */
export async function inParallel<T>(items: readonly T[], width: number, work: (item: T) => Promise<unknown>): Promise<void> {
  const queue = [...items];
  await Promise.all(Array.from({ length: width }, async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  }));
}
