import { GraphQLError } from 'graphql';
import { Buckets, type BucketRule } from './shared/bucket.ts';

/** So many points of cost at once, and so many a second: far above what a well-made client asks for. */
export const KEY_RATE: BucketRule = { capacity: 1_000_000, restorePerSecond: 100_000 };

/**
 * What an API key may ask for in a while, in points of cost (guard.ts), within one process. `charge` is called by the gate
 * of either lane after an operation was judged and before it runs, for viewers of kind PARTNER.
 */
export class KeyRate {
  private readonly buckets: Buckets;
  private readonly capacity: number;

  constructor(rule: BucketRule = KEY_RATE) {
    this.buckets = new Buckets(rule);
    this.capacity = rule.capacity;
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
