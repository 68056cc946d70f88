// Pure: which warehouses serve an order that names none, and why.
import type { AllocationRuleRow, AllocationStrategy, Channel, Json, OrderRow, WarehouseRow } from '../generated/rows.ts';
import { fewest, none, printQuantity, subtract, type Quantity } from '../shared/quantity.ts';
import type { Day } from '../shared/time.ts';

/** The rule for orders of a channel: its own, else the one for all; none: the default warehouse serves. */
export const ruleFor = (rules: readonly AllocationRuleRow[], channel: Channel): AllocationRuleRow | undefined =>
  rules.find((rule) => rule.isActive && rule.channel === channel) ?? rules.find((rule) => rule.isActive && rule.channel === null);

/** The warehouses that may serve by a rule, in the order of their priority. */
export const allowedPlaces = (rule: Pick<AllocationRuleRow, 'warehouseIds'>, warehouses: readonly WarehouseRow[]): WarehouseRow[] => warehouses
  .filter(({ id, isActive, kind }) => isActive && kind === 'SITE' && (rule.warehouseIds.length === 0 || rule.warehouseIds.includes(id)))
  .sort((a, b) => a.priority - b.priority || (a.code < b.code ? -1 : 1));

type ShipTo = Pick<OrderRow, 'shipToCity' | 'shipToRegion' | 'shipToPostalCode' | 'shipToCountry' | 'shipToLatitude' | 'shipToLongitude'>;
export type NearnessBy = 'DISTANCE' | 'POSTAL_CODE' | 'CITY' | 'REGION' | 'COUNTRY' | 'ELSEWHERE';

const EARTH_KM = 6371;
// Degrees come in millionths; an angle is no money, so floats do.
const radians = (degrees: bigint) => Number(degrees) / 1_000_000 * Math.PI / 180;

/** Great-circle distance in whole kilometres. */
export function kilometres(from: { latitude: bigint; longitude: bigint }, to: { latitude: bigint; longitude: bigint }): number {
  const [a, b] = [radians(from.latitude), radians(to.latitude)];
  const half = Math.sin((b - a) / 2) ** 2 + Math.cos(a) * Math.cos(b) * Math.sin((radians(to.longitude) - radians(from.longitude)) / 2) ** 2;
  return Math.round(2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(half))));
}

const same = (a: string | null, b: string | null) => a !== null && b !== null && a.trim().toLowerCase() === b.trim().toLowerCase();

/** How near a warehouse is: by coordinates where both are known, else by what their addresses share, taken as so many kilometres. */
export function nearness(warehouse: WarehouseRow, to: ShipTo): { by: NearnessBy; km: number } {
  const { latitude, longitude } = warehouse;
  if (latitude !== null && longitude !== null && to.shipToLatitude !== null && to.shipToLongitude !== null) {
    return { by: 'DISTANCE', km: kilometres({ latitude, longitude }, { latitude: to.shipToLatitude, longitude: to.shipToLongitude }) };
  }
  if (!same(warehouse.country, to.shipToCountry)) return { by: 'ELSEWHERE', km: 20_000 };
  if (same(warehouse.postalCode, to.shipToPostalCode)) return { by: 'POSTAL_CODE', km: 5 };
  if (same(warehouse.city, to.shipToCity)) return { by: 'CITY', km: 25 };
  return same(warehouse.region, to.shipToRegion) ? { by: 'REGION', km: 250 } : { by: 'COUNTRY', km: 1000 };
}

/** A warehouse as a line meets it. */
export interface Candidate {
  warehouse: WarehouseRow;
  /** Units of the line that it has free. */
  free: Quantity;
  /** When the goods that would leave first expire; null: they do not, or nothing is there. */
  expiresOn: Day | null;
}
export interface Ranked extends Candidate { because: { by: NearnessBy | 'PRIORITY' | 'STOCK' | 'EXPIRY'; value: string } }

const compare = <T extends string | number | bigint>(a: T, b: T) => (a < b ? -1 : a > b ? 1 : 0);

/** Candidates (in the order of priority) as a strategy asks them, each with what it was judged by. Ties stay in the order of priority. */
export function ranked(strategy: AllocationStrategy, candidates: readonly Candidate[], to: ShipTo): Ranked[] {
  const judged = candidates.map((each): Ranked & { km: number } => {
    if (strategy === 'NEAREST') {
      const near = nearness(each.warehouse, to);
      return { ...each, km: near.km, because: { by: near.by, value: String(near.km) } };
    }
    if (strategy === 'HIGHEST_STOCK') return { ...each, km: 0, because: { by: 'STOCK', value: printQuantity(each.free) } };
    if (strategy === 'FIRST_EXPIRING') return { ...each, km: 0, because: { by: 'EXPIRY', value: each.expiresOn ?? '' } };
    return { ...each, km: 0, because: { by: 'PRIORITY', value: String(each.warehouse.priority) } };
  });
  // What has nothing to give cannot expire first.
  const expiry = (each: Candidate) => (each.free > none ? each.expiresOn ?? '9999-12-31' : '9999-12-32');
  const sorted = judged.sort((a, b) => {
    if (strategy === 'NEAREST') return a.km - b.km;
    if (strategy === 'HIGHEST_STOCK') return compare(b.free, a.free);
    return strategy === 'FIRST_EXPIRING' ? compare(expiry(a), expiry(b)) : 0;
  });
  return sorted.map(({ km: _km, ...each }) => each);
}

/** A part of a line at a warehouse: how many units it is to have there, promised or waiting. */
export interface Share { warehouseId: string; quantity: Quantity; because: Json }
export type Covers = 'ORDER' | 'LINE' | 'PART' | 'WAITS';

/**
 * Where a line is served from. The first warehouse asked that has all of it; else, where lines may be split, each in turn gives
 * what it has; else the one that has most. What none has waits at the first asked that has any, or the first.
 */
export function sharesOf(quantity: Quantity, asked: readonly Ranked[], { splitsLines, strategy }: Pick<AllocationRuleRow, 'splitsLines' | 'strategy'>): Share[] {
  const because = ({ because: { by, value } }: Ranked, covers: Covers): Json =>
    ({ strategy, by, value, covers, of: asked.length });
  const whole = asked.find((each) => each.free >= quantity);
  if (whole) return [{ warehouseId: whole.warehouse.id, quantity, because: because(whole, 'LINE') }];
  const having = asked.filter((each) => each.free > none);
  const [first] = asked;
  if (!first) return [];
  if (having.length === 0) return [{ warehouseId: first.warehouse.id, quantity, because: because(first, 'WAITS') }];
  if (!splitsLines) {
    const fullest = having.reduce((best, each) => (each.free > best.free ? each : best));
    return [{ warehouseId: fullest.warehouse.id, quantity, because: because(fullest, 'PART') }];
  }
  let left = quantity;
  const shares = having.flatMap((each) => {
    const part = fewest(left, each.free);
    left = subtract(left, part);
    return part === none ? [] : [{ warehouseId: each.warehouse.id, quantity: part, because: because(each, 'PART') }];
  });
  // The rest waits where the first part comes from.
  return shares.map((share, index) => (index === 0 ? { ...share, quantity: (share.quantity + left) as Quantity } : share));
}
