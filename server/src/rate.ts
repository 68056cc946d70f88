import { GraphQLError } from 'graphql';
import { Buckets, type BucketRule } from './shared/bucket.ts';
import type { Db } from './shared/db.ts';
import type { Context } from './shared/viewer.ts';

const BURST_SECONDS = 10;
/** So many points of cost a second, and what ten seconds restore at once. */
export const ruleOf = (pointsPerSecond: number): BucketRule => ({ capacity: pointsPerSecond * BURST_SECONDS, restorePerSecond: pointsPerSecond });

/** What an API key may ask for in a while, in points of cost (guard.ts), within one process. */
export class KeyRate {
  private readonly buckets: Buckets;
  private readonly capacity: number;

  constructor(rule: BucketRule) {
    this.buckets = new Buckets(rule);
    this.capacity = rule.capacity;
  }

  /** Whether so much is left; nothing is taken. */
  has(keyId: string, cost: number, now: Date): boolean {
    return this.buckets.look(keyId, cost, now).isTaken;
  }

  /** Takes the cost of an operation from its key's bucket; a refusal (429, with `retry-after`) where too little is left. */
  charge(keyId: string, cost: number, now: Date): GraphQLError | undefined {
    const { isTaken, remaining, retryAfterSeconds } = this.buckets.take(keyId, cost, now);
    if (isTaken) return undefined;
    return new GraphQLError(`This key asks for too much. Try again in ${retryAfterSeconds} s.`, { extensions: {
      code: 'RATE_LIMITED', cost, limit: this.capacity, remaining, retryAfterSeconds,
      http: { status: 429, headers: { 'retry-after': String(retryAfterSeconds) } },
    } });
  }
}

const rates = new WeakMap<Db, KeyRate>();

/** Limits the keys of a server; 0 points a second: not at all. */
export function limitKeys(db: Db, pointsPerSecond: number): void {
  if (pointsPerSecond > 0) rates.set(db, new KeyRate(ruleOf(pointsPerSecond)));
}

type Asking = Pick<Context, 'db' | 'viewer' | 'now'>;

/** Whether a key may ask for so much now: the compiled lane looks first, and charges when it has answered. */
export const mayAsk = ({ db, viewer, now }: Asking, cost: number): boolean =>
  viewer.kind !== 'PARTNER' || !viewer.id || (rates.get(db)?.has(viewer.id, cost, now) ?? true);

/** Charges a judged operation to its key; a refusal, and no charge, where it has asked for too much. */
export const chargeKey = ({ db, viewer, now }: Asking, cost: number): GraphQLError | undefined =>
  (viewer.kind === 'PARTNER' && viewer.id ? rates.get(db)?.charge(viewer.id, cost, now) : undefined);
