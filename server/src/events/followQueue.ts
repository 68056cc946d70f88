// Works on what waits in a table wherever a server is up: each piece is one server's at a time, by a lock that ends with its
// connection, so that another goes on when this one is gone.
import pg from 'pg';
import type { Sql } from 'sql-template-tag';
import type { Db } from '../shared/db.ts';
import { followNews } from './followNews.ts';

interface Queue {
  /** In the lock's key, the connection's name and what is said of a failure. */
  name: string;
  /** The ids of what waits, in the order in which it is done. */
  waiting: Sql;
  /** One piece; ends early once it is stopped. */
  work(id: string, isStopped: () => boolean): Promise<unknown>;
}
export interface Following { db: Db; /** Leads past any pooler. */ url: string; now: () => Date; say?: (line: string) => void }

async function workOnAll({ name, waiting, work }: Queue, { db, url }: Following, isStopped: () => boolean): Promise<void> {
  const found = await db.rows<{ id: string }>(waiting);
  if (found.length === 0 || isStopped()) return;
  const client = new pg.Client({ connectionString: url, application_name: `hesabu ${name}`, connectionTimeoutMillis: 5000, keepAlive: true });
  let isLost = false;
  client.on('error', () => { isLost = true; }).on('end', () => { isLost = true; });
  await client.connect();
  try {
    for (const { id } of found) {
      if (isStopped() || isLost) return;
      const { rows: [taken] } = await client.query<{ is: boolean }>('SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS is', [`${name} ${id}`]);
      if (!taken?.is) continue;
      // What fails here (the database went away) is tried again by the next look.
      await work(id, () => isStopped() || isLost);
      await client.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [`${name} ${id}`]);
    }
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Follows a queue until stopped. */
export const followQueue = (queue: Queue, following: Following): Promise<() => Promise<void>> =>
  followNews({ url: following.url, name: queue.name, say: following.say, look: (isStopped) => workOnAll(queue, following, isStopped) });
