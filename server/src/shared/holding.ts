// Who holds a connection and waits for a second one waits for ever, once everybody who holds one does. Under load that comes
// by chance; so that it shows at once, tests watch who holds one (test/support/holders.ts), and refuse a second. Statements of
// Prisma's are not seen: it does not tell who asks.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Pool, PoolClient } from 'pg';

interface Hold { isOver: boolean }
let holds: AsyncLocalStorage<Hold | undefined> | undefined;

/** From now on who holds a connection is refused a second one, of databases that are opened after this. */
export const watchHolders = (): void => { holds ??= new AsyncLocalStorage(); };

/** Runs work that holds a connection. */
export async function holding<T>(work: () => Promise<T>): Promise<T> {
  if (!holds) return work();
  const hold = { isOver: false };
  try {
    return await holds.run(hold, work);
  } finally {
    hold.isOver = true;
  }
}

/** Runs work for which nobody who holds a connection waits. */
export const apart = <T>(work: () => T): T => (holds ? holds.run(undefined, work) : work());

/** Refuses a connection of this pool to who holds one already. */
export function refuseSecond(pool: Pick<Pool, 'connect'>): void {
  const watched = holds;
  if (!watched) return;
  const connect = pool.connect.bind(pool) as () => Promise<PoolClient>;
  pool.connect = ((...args: []) => {
    const hold = watched.getStore();
    if (hold && !hold.isOver) throw new Error('A connection is asked for by who holds one: ask by the transaction, or before it.');
    return connect(...args);
  }) as Pool['connect'];
}
