// A bucket of points that refills steadily: how much somebody may ask for in a while.

/** At most `capacity` points at once; `restorePerSecond` come back. */
export interface BucketRule { capacity: number; restorePerSecond: number }
/** The points that were left at an instant (ms). */
export interface Bucket { points: number; at: number }
export interface Taken { bucket: Bucket; isTaken: boolean; remaining: number; retryAfterSeconds: number }

/**
 * Takes points, or says after how many whole seconds there will be enough; what costs more than a full bucket takes a
 * full one. An unknown bucket is full; a clock that goes back restores nothing.
 */
export function takePoints(known: Bucket | undefined, cost: number, at: number, { capacity, restorePerSecond }: BucketRule): Taken {
  const passed = known ? Math.max(0, at - known.at) / 1000 : 0;
  const points = known ? Math.min(capacity, known.points + passed * restorePerSecond) : capacity;
  const wanted = Math.min(cost, capacity);
  const isTaken = points >= wanted;
  const left = isTaken ? points - wanted : points;
  const retryAfterSeconds = isTaken ? 0 : Math.max(1, Math.ceil((wanted - points) / restorePerSecond));
  return { bucket: { points: left, at: Math.max(at, known?.at ?? at) }, isTaken, remaining: Math.floor(left), retryAfterSeconds };
}

const KEPT_MAX = 10_000;

/** The buckets of one process, by whom they are of; of so many that memory would matter, the longest untouched are full again. */
export class Buckets {
  private readonly buckets = new Map<string, Bucket>();
  private readonly rule: BucketRule;

  constructor(rule: BucketRule) {
    this.rule = rule;
  }

  take(who: string, cost: number, now: Date): Taken {
    const taken = takePoints(this.buckets.get(who), cost, now.getTime(), this.rule);
    this.buckets.delete(who);
    this.buckets.set(who, taken.bucket);
    const oldest = this.buckets.keys().next().value;
    if (this.buckets.size > KEPT_MAX && oldest !== undefined) this.buckets.delete(oldest);
    return taken;
  }

  /** What taking would give; nothing is taken. */
  look(who: string, cost: number, now: Date): Taken {
    return takePoints(this.buckets.get(who), cost, now.getTime(), this.rule);
  }
}
