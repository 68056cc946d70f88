// Pure: how the simulator behaves. All of it is drawn from its seed, so the same firm has the same bad days again.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { SimulatedLabelRow } from '../generated/rows.ts';
import { minor, type Minor } from '../shared/money.ts';
import { add, none, parseQuantity, type Quantity } from '../shared/quantity.ts';
import type { Package, Told } from './adapter.ts';

const rate = (usual: number) => z.number().int().min(0).max(100).default(usual);
/** Of a hundred calls or parcels, how many go wrong in each way. */
export const simulationShape = z.object({
  seed: z.string().max(60).default('1'),
  faults: rate(10), answersLost: rate(5), late: rate(15), lost: rate(3), exceptions: rate(10), returned: rate(2), wrongWeights: rate(10), doubles: rate(20),
});
export type Simulation = z.infer<typeof simulationShape>;

/** A number from 0 to 99, always the same for the same words. */
export const draw = (seed: string, ...words: readonly (string | number)[]): number =>
  createHash('sha256').update([seed, ...words].join('\n')).digest().readUInt32BE(0) % 100;

export type Mishap = 'ERROR' | 'TIMEOUT' | 'ANSWER_LOST';
/** What goes wrong with a call; a lost answer is one whose effect there was. */
export function mishapOf({ seed, faults, answersLost }: Simulation, verb: string, key: string, attempt: number): Mishap | undefined {
  const drawn = draw(seed, 'call', verb, key, attempt);
  if (drawn < faults) return draw(seed, 'how', verb, key, attempt) < 50 ? 'ERROR' : 'TIMEOUT';
  return drawn < faults + answersLost ? 'ANSWER_LOST' : undefined;
}

const services = [
  { code: 'ECONOMY', days: 5, base: 490n, perKilo: 45n }, { code: 'STANDARD', days: 3, base: 690n, perKilo: 70n }, { code: 'EXPRESS', days: 1, base: 1490n, perKilo: 160n },
] as const;
export type SimulatedService = (typeof services)[number];
export const simulatedServices: readonly SimulatedService[] = services;

const MICRO = 1_000_000n;
/** Whole kilograms that are charged: by weight, or by size at 5,000 cubic centimetres a kilogram. */
export function chargedKilos({ weight, length, width, height }: Package): bigint {
  const bySize = length && width && height ? (length * width * height) / (MICRO * MICRO * 5000n) : 0n;
  const kilos = (weight > bySize ? weight : bySize) as bigint;
  return (kilos + MICRO - 1n) / MICRO || 1n;
}

/** The price of a parcel: abroad at two and a half times of what it is at home. */
export function priceOf(service: SimulatedService, parcel: Package, isAbroad: boolean): Minor {
  const home = service.base + service.perKilo * chargedKilos(parcel);
  return minor(isAbroad ? (home * 5n) / 2n : home);
}

/** 9 digits from the key, and a check digit: no two labels of a seed are likely to share one. */
export function trackingNumberOf(seed: string, key: string): string {
  const digits = String(createHash('sha256').update(`${seed}\n${key}`).digest().readUInt32BE(4) % 1_000_000_000).padStart(9, '0');
  return `SIM${digits}${[...digits].reduce((sum, digit, at) => sum + Number(digit) * (at % 2 === 0 ? 3 : 1), 0) % 10}`;
}

type Fate = 'LOST' | 'RETURNED' | 'LATE' | 'ON_TIME';
function fateOf({ seed, lost, returned, late }: Simulation, number: string): Fate {
  const drawn = draw(seed, 'fate', number);
  if (drawn < lost) return 'LOST';
  if (drawn < lost + returned) return 'RETURNED';
  return drawn < lost + returned + late ? 'LATE' : 'ON_TIME';
}

const HOUR_MS = 3_600_000;
const signers = ['Front desk', 'M. Garcia', 'Neighbour', 'Goods in', 'J. Larsen'];

/** The whole way of a parcel, as it will have been; by the carrier's clock. */
export function wayOf(simulation: Simulation, sold: Pick<SimulatedLabelRow, 'trackingNumber' | 'soldAt' | 'days' | 'weight'>): Told[] {
  const { seed, exceptions, wrongWeights } = simulation;
  const { trackingNumber, soldAt, days } = sold;
  const fate = fateOf(simulation, trackingNumber);
  const whole = days * 24 + (fate === 'LATE' ? 48 + draw(seed, 'delay', trackingNumber) : -6);
  const at = (hours: number) => new Date(soldAt.getTime() + hours * HOUR_MS);
  const told = (id: string, kind: Told['kind'], hours: number, place: string, more: Partial<Told> = {}): Told => ({
    id: `${trackingNumber}-${id}`, trackingNumber, kind, occurredAt: at(hours), place, description: null, signedBy: null, weight: null, ...more,
  });
  const isWrong = draw(seed, 'weight', trackingNumber) < wrongWeights;
  const measured = { weight: isWrong ? add(sold.weight, add((sold.weight / 4n) as Quantity, parseQuantity('0.5') ?? none)) : sold.weight };
  const begin = [told('1', 'HANDED_OVER', 3, 'Pick-up', measured), told('2', 'IN_TRANSIT', 9, 'Sorting centre')];
  if (fate === 'LOST') return [...begin, told('8', 'LOST', (days + 6) * 24, 'Sorting centre')];
  const trouble = draw(seed, 'trouble', trackingNumber) < exceptions || fate === 'RETURNED'
    ? [told('3', 'EXCEPTION', whole - 8, 'Customer', { description: 'Nobody was there.' })] : [];
  if (fate === 'RETURNED') return [...begin, ...trouble, told('9', 'RETURNED', whole + 72, 'Sender')];
  return [
    ...begin, ...trouble, told('4', 'OUT_FOR_DELIVERY', whole - 4, 'Depot'),
    told('5', 'DELIVERED', whole, 'Customer', { signedBy: signers[draw(seed, 'signer', trackingNumber) % signers.length] ?? null }),
  ];
}

/** What has happened so far, as the simulator tells it: in any order, some of it twice. */
export function toldBy(simulation: Simulation, way: readonly Told[], now: Date): Told[] {
  const { seed, doubles } = simulation;
  const order = (each: Told, copy: number) => createHash('sha256').update(`${seed} ${each.id} ${copy}`).digest('hex');
  return way.filter(({ occurredAt }) => occurredAt <= now)
    .flatMap((each) => (draw(seed, 'double', each.id ?? '') < doubles ? [{ each, by: order(each, 1) }, { each, by: order(each, 2) }] : [{ each, by: order(each, 1) }]))
    .toSorted((a, b) => (a.by < b.by ? -1 : 1)).map(({ each }) => each);
}
