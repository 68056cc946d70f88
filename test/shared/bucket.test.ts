import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyRate } from '../../server/src/rate.ts';
import { Buckets, takePoints, type Bucket } from '../../server/src/shared/bucket.ts';

const rule = { capacity: 100, restorePerSecond: 10 };
const at = (seconds: number) => new Date(seconds * 1000);

describe('a bucket of points', () => {
  it.each([
    ['is full for whoever is new', undefined, 30, 0, true, 70, 0],
    ['gives its last point', { points: 30, at: 0 }, 30, 0, true, 0, 0],
    ['gives nothing beyond it, and says when there will be enough', { points: 30, at: 0 }, 75, 0, false, 30, 5],
    ['fills up with time', { points: 0, at: 0 }, 40, 5000, true, 10, 0],
    ['is never fuller than full', { points: 90, at: 0 }, 0, 60_000, true, 100, 0],
    ['gives itself whole for what costs more than it holds', { points: 100, at: 0 }, 5000, 0, true, 0, 0],
    ['is not filled by a clock that goes back', { points: 10, at: 9000 }, 20, 0, false, 10, 1],
  ] as [string, Bucket | undefined, number, number, boolean, number, number][])('%s', (_name, bucket, cost, now, isTaken, remaining, retryAfterSeconds) => {
    expect(takePoints(bucket, cost, now, rule)).toMatchObject({ isTaken, remaining, retryAfterSeconds });
  });

  it('never gives more than it held and what came back, and keeps its word on when to come again', () => {
    fc.assert(fc.property(fc.array(fc.record({ wait: fc.integer({ min: 0, max: 20_000 }), cost: fc.integer({ min: 1, max: 150 }) }), { maxLength: 40 }), (asks) => {
      let bucket: Bucket | undefined;
      let now = 0;
      let given = 0;
      for (const { wait, cost } of asks) {
        now += wait;
        const taken = takePoints(bucket, cost, now, rule);
        bucket = taken.bucket;
        if (taken.isTaken) given += Math.min(cost, rule.capacity);
        else expect(takePoints(bucket, cost, now + taken.retryAfterSeconds * 1000, rule).isTaken).toBe(true);
      }
      expect(given).toBeLessThanOrEqual(rule.capacity + (now / 1000) * rule.restorePerSecond + 1e-6);
    }));
  });

  it('is of one alone: another\'s is untouched, and looking takes nothing', () => {
    const buckets = new Buckets(rule);
    expect(buckets.take('a', 100, at(0)).isTaken).toBe(true);
    expect(buckets.take('a', 1, at(0)).isTaken).toBe(false);
    expect(buckets.look('b', 100, at(0)).isTaken).toBe(true);
    expect(buckets.take('b', 100, at(0)).isTaken).toBe(true);
  });
});

it('a key that asks for too much is told when to come again', () => {
  const rate = new KeyRate(rule);
  expect(rate.charge('key', 80, at(0))).toBeUndefined();
  expect(rate.charge('key', 80, at(0))?.extensions).toEqual({ code: 'RATE_LIMITED', cost: 80, limit: 100, remaining: 20, retryAfterSeconds: 6,
    http: { status: 429, headers: { 'retry-after': '6' } } });
  expect(rate.charge('key', 80, at(6))).toBeUndefined();
});
