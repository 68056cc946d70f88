// Requests that arrive at once, in an order that is known.
import type { AnyAction } from '../../server/src/shared/action.ts';
import type { Db } from '../../server/src/shared/db.ts';
import { apart } from '../../server/src/shared/holding.ts';
import { perform, readInput, type Outcome } from '../../server/src/shared/perform.ts';
import { Refusal } from '../../server/src/shared/refusal.ts';
import type { Context } from '../../server/src/shared/viewer.ts';
import type { Trade } from './trade.ts';

export interface Request { action: AnyAction; input: Record<string, unknown>; key?: string; ctx?: Partial<Context> }
export type Reply = Outcome | { refused: string } | { fault: string };

const replyOf = (error: unknown): Reply => (error instanceof Refusal ? { refused: error.kind.code } : { fault: String(error) });

/** Sends requests so that each arrives before the first one's transaction has begun: the first goes alone, the others share. */
export const burst = (firm: Trade, requests: readonly Request[]): Promise<Reply[]> => apart(async () => {
  const contexts: Context[] = [];
  for (const { ctx } of requests) contexts.push({ ...await firm.context(), ...ctx });
  return Promise.all(requests.map(async ({ action, input, key }, index): Promise<Reply> => {
    try {
      const ctx = contexts[index] as Context;
      return await perform(action, readInput(action, input, ctx), ctx, { idempotencyKey: key });
    } catch (error) {
      return replyOf(error);
    }
  }));
});

/** The same requests one after another. */
export async function oneByOne(firm: Trade, requests: readonly Request[]): Promise<Reply[]> {
  const replies: Reply[] = [];
  for (const request of requests) replies.push(...await burst(firm, [request]));
  return replies;
}

/** The first words of every statement that the pool's connections are sent from now on. */
export function statementsOf(db: Db): string[] {
  const seen: string[] = [];
  const watched = new WeakSet<object>();
  db.pool.on('acquire', (client) => {
    if (watched.has(client)) return;
    watched.add(client);
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    const watch = (...args: unknown[]) => {
      const [first] = args as [string | { text: string }];
      seen.push((typeof first === 'string' ? first : first.text).trim().slice(0, 40).split(/\s+/).slice(0, 2).join(' '));
      return query(...args);
    };
    Object.assign(client, { query: watch });
  });
  return seen;
}
