import type { Db } from '../shared/db.ts';
import { Buckets } from '../shared/bucket.ts';
import { SignInLocked } from './refusals.ts';

/** Failures an hour from one address; beyond the accounts' own locks, this stops whoever tries one password on many accounts. */
export const FAILURES_AN_HOUR = 100;
const rule = { capacity: FAILURES_AN_HOUR, restorePerSecond: FAILURES_AN_HOUR / 3600 };
// A proxy on this machine speaks for everybody: its own limits must tell them apart.
const ownMachine = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

const failures = new WeakMap<Db, Buckets>();
const failuresOf = (db: Db): Buckets => {
  const known = failures.get(db) ?? new Buckets(rule);
  failures.set(db, known);
  return known;
};

interface Asking { db: Db; now: Date; ipAddress: string | null }
const addressOf = ({ ipAddress }: Asking): string | undefined => (ipAddress && !ownMachine.has(ipAddress) ? ipAddress : undefined);

/** Refuses SIGN_IN_LOCKED where too many attempts from this address have failed. */
export function demandFewFailures(asking: Asking): void {
  const address = addressOf(asking);
  const { isTaken, retryAfterSeconds } = address ? failuresOf(asking.db).look(address, 1, asking.now) : { isTaken: true, retryAfterSeconds: 0 };
  if (!isTaken) {
    throw SignInLocked({ until: new Date(asking.now.getTime() + retryAfterSeconds * 1000).toISOString(), seconds: retryAfterSeconds });
  }
}

export function countFailure(asking: Asking): void {
  const address = addressOf(asking);
  if (address) failuresOf(asking.db).take(address, 1, asking.now);
}
