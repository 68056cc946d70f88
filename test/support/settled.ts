import { expect } from 'vitest';
import { runConsumers } from '../../server/src/events/consumers.ts';
import type { Db } from '../../server/src/shared/db.ts';

/**
 * Waits until the transactions of all events are behind the horizon: consumers read no event before every older
 * transaction of the PostgreSQL has ended, and tests beside this one have theirs.
 */
export const settled = (db: Db): Promise<unknown> => expect.poll(async () => {
  const { rows } = await db.pool.query<{ ended: boolean }>(`SELECT coalesce(max(txid::text::bigint), 0)
    < pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS ended FROM "Event"`);
  return rows[0]?.ended;
}, { timeout: 20_000, interval: 20 }).toBe(true);

/** Follows up all events, and those that come of them: each only once what ran beside it has ended. */
export async function followedUp(db: Db, now: () => Date): Promise<void> {
  do await settled(db); while (await runConsumers(db, now) > 0);
}
