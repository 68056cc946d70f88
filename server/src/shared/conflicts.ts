import type { Db, TransactionOptions, Tx } from './db.ts';
import { WroteOtherwise } from './write.ts';

const ATTEMPTS_MAX = 5;

/**
 * Serialization failures and deadlocks, in the forms in which pg and Prisma report them, and a unique key that somebody
 * else has just taken: what is done again sees whose it is, and says so or goes on from there.
 */
function isConflict(error: unknown): boolean {
  if (error instanceof WroteOtherwise) return error.table === 'IdempotencyKey';
  const { code, meta } = error as { code?: string; meta?: { driverAdapterError?: { cause?: { kind?: string } }; code?: string } };
  return code === '40001' || code === '40P01' || code === '23505' || code === 'P2034'
    || (code === 'P2010' && (meta?.driverAdapterError?.cause?.kind === 'TransactionWriteConflict'
      || meta?.code === '40001' || meta?.code === '40P01'));
}

/** Runs work in a transaction; conflicts are tried again, at most five times. */
export async function retried<T>(db: Db, work: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction(work, options);
    } catch (error) {
      if (!isConflict(error) || attempt === ATTEMPTS_MAX) throw error;
      await new Promise((resolve) => { setTimeout(resolve, Math.random() * 20 * 2 ** attempt); });
    }
  }
}
