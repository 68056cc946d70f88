import type { Db, TransactionOptions, Tx } from './db.ts';
import { WroteOtherwise } from './write.ts';

const ATTEMPTS_MAX = 5;

/** Names that two may make at once: whoever came second finds it made when it is done again. */
const racedNames = ['Lot_productId_code_key', 'Task_cause', 'BellRead_userId_kind_itemId_key', 'ChainStage_orderId_no_key', 'ChainException_open'];

/**
 * Serialization failures and deadlocks, in the forms in which pg and Prisma report them, and a key that somebody else has
 * just taken: what is done again sees it.
 */
function isConflict(error: unknown): boolean {
  if (error instanceof WroteOtherwise) return error.table === 'IdempotencyKey';
  const { code, constraint, meta } = error as { code?: string; constraint?: string; meta?: { driverAdapterError?: { cause?: { kind?: string } }; code?: string } };
  if (code === '23505' && racedNames.includes(constraint ?? '')) return true;
  return code === '40001' || code === '40P01' || code === 'P2034'
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
