import { describe, expect, it } from 'vitest';
import { freightShares, isLate, pauseAfter, waitOf, whereabouts, type Scan } from '../../server/src/carriers/rules.ts';
import { isSigned, isTimely, sign } from '../../server/src/carriers/signature.ts';
import { chargedKilos, draw, priceOf, simulatedServices, simulationShape, toldBy, wayOf } from '../../server/src/carriers/simulation.ts';
import { keyOf, toldOf, toldShape } from '../../server/src/carriers/toldEvents.ts';
import type { ParcelState } from '../../server/src/generated/rows.ts';
import { minor } from '../../server/src/shared/money.ts';
import { parseQuantity, units } from '../../server/src/shared/quantity.ts';
import type { Day } from '../../server/src/shared/time.ts';

const scan = (kind: ParcelState, hour: number, more: Partial<Scan> = {}): Scan =>
  ({ kind, occurredAt: new Date(Date.UTC(2026, 0, 5, hour)), signedBy: null, weight: null, key: `${kind} ${hour}`, ...more });
const stateOf = (...scans: Scan[]) => whereabouts(scans).state;

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((first, at) => permutations(items.toSpliced(at, 1)).map((rest) => [first, ...rest]));
}

describe('where a parcel is', () => {
  it.each<[string, Scan[], ParcelState]>([
    ['nothing was told', [], 'LABELLED'],
    ['it was handed over', [scan('HANDED_OVER', 1)], 'HANDED_OVER'],
    ['an older scan comes late', [scan('OUT_FOR_DELIVERY', 9), scan('IN_TRANSIT', 5)], 'OUT_FOR_DELIVERY'],
    ['nobody was there, and it goes out again', [scan('OUT_FOR_DELIVERY', 1), scan('EXCEPTION', 2), scan('OUT_FOR_DELIVERY', 8)], 'OUT_FOR_DELIVERY'],
    ['it is scanned after it was delivered', [scan('DELIVERED', 5), scan('IN_TRANSIT', 7)], 'DELIVERED'],
    ['it is called lost after it was delivered', [scan('DELIVERED', 5), scan('LOST', 90)], 'DELIVERED'],
    ['a lost one turns up', [scan('LOST', 20), scan('IN_TRANSIT', 30)], 'IN_TRANSIT'],
    ['a lost one was delivered all the same', [scan('LOST', 20), scan('DELIVERED', 30)], 'DELIVERED'],
    ['it came back', [scan('EXCEPTION', 3), scan('RETURNED', 9)], 'RETURNED'],
    ['two things at one instant: what is further', [scan('DELIVERED', 5), scan('OUT_FOR_DELIVERY', 5)], 'DELIVERED'],
  ])('%s', (_what, scans, state) => expect(stateOf(...scans)).toBe(state));

  it('does not depend on the order in which things were told, nor on how often', () => {
    const six = [scan('HANDED_OVER', 1, { weight: units(3) }), scan('IN_TRANSIT', 4), scan('EXCEPTION', 6), scan('IN_TRANSIT', 8), scan('OUT_FOR_DELIVERY', 10), scan('DELIVERED', 12, { signedBy: 'Front desk' })];
    const all = permutations(six);
    expect(all).toHaveLength(720);
    expect(new Set(all.map((order) => JSON.stringify(whereabouts([...order, ...order.slice(0, 3)]), (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)))).size).toBe(1);
    expect(whereabouts(six)).toEqual({ state: 'DELIVERED', stateAt: new Date(Date.UTC(2026, 0, 5, 12)), signedBy: 'Front desk', measuredWeight: units(3) });
    // Any part of it, in any order, is where the latest of its scans by the carrier's clock puts it.
    for (const order of all.slice(0, 120)) for (let told = 1; told < 6; told += 1) expect(stateOf(...order.slice(0, told))).toBe(stateOf(...order.slice(0, told).toReversed()));
  });

  it('is late from the day after the promised one, until it has come, come back or been lost', () => {
    const label = { status: 'BOUGHT', state: 'IN_TRANSIT', promisedOn: '2026-01-08' as Day } as const;
    expect(isLate(label, '2026-01-08' as Day)).toBe(false);
    expect(isLate(label, '2026-01-09' as Day)).toBe(true);
    for (const state of ['DELIVERED', 'RETURNED', 'LOST'] as const) expect(isLate({ ...label, state }, '2026-01-09' as Day)).toBe(false);
    expect(isLate({ ...label, status: 'CANCELLED' }, '2026-01-09' as Day)).toBe(false);
  });
});

describe('a carrier that fails', () => {
  it('is asked again at growing distance, then given up', () => {
    expect([1, 2, 3, 4, 5, 6].map((attempts) => waitOf('LABEL', attempts))).toEqual([5, 15, 60, 300, 900, undefined]);
    expect(waitOf('RATE', 3)).toBeUndefined();
  });
  it('is left alone after five faults in a row, longer each time, half an hour at most', () => {
    expect([1, 4, 5, 6, 7, 20].map(pauseAfter)).toEqual([undefined, undefined, 60, 120, 240, 1800]);
  });
});

describe('freight', () => {
  it('is shared by the weight of an order\'s goods in the parcel, to the cent', () => {
    const goods = [{ orderId: 'a', weight: units(1), units: units(9) }, { orderId: 'b', weight: units(1), units: units(1) }, { orderId: 'c', weight: units(1), units: units(1) }];
    expect(freightShares(minor(1000), goods).map(({ share }) => share)).toEqual([334n, 333n, 333n]);
  });
  it('is shared by units where something has no weight', () => {
    expect(freightShares(minor(1000), [{ orderId: 'a', weight: units(0), units: units(3) }, { orderId: 'b', weight: units(5), units: units(1) }]).map(({ share }) => share)).toEqual([750n, 250n]);
  });
});

describe('a signature', () => {
  // The example of the Standard Webhooks specification.
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const given = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', seconds: '1614265330', body: '{"test": 2432232314}' };
  it('is the one of the specification', () => {
    const signature = sign(secret, given.id, Number(given.seconds), given.body);
    expect(signature).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
    expect(isSigned({ ...given, signature: `v1,AAAA v2,xyz ${signature}` }, ['whsec_AAAA', secret])).toBe(true);
  });
  it('does not hold for another body, id, time or secret, nor where there is none', () => {
    const signature = sign(secret, given.id, Number(given.seconds), given.body);
    expect([{ body: `${given.body} ` }, { id: 'msg_2' }, { seconds: '1614265331' }, { signature: '' }, { signature: signature.slice(3) }].map((other) => isSigned({ ...given, signature, ...other }, [secret]))).toEqual([false, false, false, false, false]);
    expect(isSigned({ ...given, signature }, [])).toBe(false);
  });
  it('is good for five minutes, either way', () => {
    const now = new Date(1_614_265_330_000);
    expect(['1614265030', '1614265630', '1614265029', '1614265631', '', 'x', '1e9'].map((seconds) => isTimely(seconds, now))).toEqual([true, true, false, false, false, false, false]);
  });
});

describe('what is told', () => {
  const event = { trackingNumber: 'A1', kind: 'DELIVERED', occurredAt: '2026-01-05T10:00:00+02:00', signedBy: '  Ann\u202E\u0007 ', weight: '2.5' };
  it('is read without signs that no text holds', () => {
    expect(toldOf(toldShape.parse(event))).toEqual({ id: null, trackingNumber: 'A1', kind: 'DELIVERED', occurredAt: new Date('2026-01-05T08:00:00Z'), place: null, description: null, signedBy: 'Ann', weight: parseQuantity('2.5') });
  });
  it('is known by the carrier\'s id, else by what it says', () => {
    const told = toldOf(toldShape.parse(event));
    expect(keyOf({ ...told, id: '7' })).toBe('i:7');
    expect(keyOf(told)).toBe(keyOf(toldOf(toldShape.parse({ ...event, occurredAt: '2026-01-05T08:00:00Z' }))));
    expect(keyOf(told)).not.toBe(keyOf({ ...told, place: 'Lisbon' }));
  });
  it.each([{ kind: 'LABELLED' }, { kind: 'EATEN' }, { trackingNumber: '' }, { trackingNumber: 'a b' }, { occurredAt: 'yesterday' }, { weight: '-1' }])('is refused where it is %j', (other) => {
    expect(toldShape.safeParse({ ...event, ...other }).success).toBe(false);
  });
});

describe('the simulator', () => {
  const box = { weight: parseQuantity('2.1') ?? units(0), length: units(50), width: units(40), height: units(40) };
  it('charges by weight or size, and more abroad', () => {
    const [economy] = simulatedServices;
    if (!economy) throw new Error('no service');
    expect(chargedKilos(box)).toBe(16n);
    expect(chargedKilos({ ...box, length: null })).toBe(3n);
    expect(priceOf(economy, box, false)).toBe(490n + 45n * 16n);
    expect(priceOf(economy, box, true)).toBe((490n + 45n * 16n) * 5n / 2n);
  });
  it('has the same bad days for the same seed', () => {
    const simulation = simulationShape.parse({ seed: 'x', late: 100, doubles: 100 });
    const sold = { trackingNumber: 'SIM1', soldAt: new Date('2026-01-05T09:00:00Z'), days: 3, weight: units(2) };
    const way = wayOf(simulation, sold);
    expect(way.at(-1)?.kind).toBe('DELIVERED');
    expect((way.at(-1)?.occurredAt.getTime() ?? 0) - sold.soldAt.getTime()).toBeGreaterThan(4 * 86_400_000);
    const told = toldBy(simulation, way, new Date('2027-01-01T00:00:00Z'));
    expect(told).toHaveLength(way.length * 2);
    expect(told).toEqual(toldBy(simulation, way, new Date('2027-01-01T00:00:00Z')));
    expect(new Set(told.map(keyOf)).size).toBe(way.length);
    expect(toldBy(simulation, way, new Date('2026-01-05T13:00:00Z')).map(({ kind }) => kind)).toEqual(['HANDED_OVER', 'HANDED_OVER']);
    expect(draw('x', 'a')).toBe(draw('x', 'a'));
  });
});
