// Pure: how much of a product is left on each day to come, and who misses it.
import { add, fewest, most, none, subtract, type Quantity } from '../shared/quantity.ts';
import { addDays, type Day } from '../shared/time.ts';

/** Promised to an order, or waited for by it; needed on a day (none: at once). */
export interface Need { orderId: string; neededOn: Day | null; reserved: Quantity; backordered: Quantity; placedAt: string }
/** On its way (from a purchase order, where it is known) or only asked for. */
export interface Supply { purchaseOrderId: string | null; expectedOn: Day | null; quantity: Quantity; isRequested?: boolean }
export interface Pool {
  /** On hand less what is held back. */
  usable: Quantity;
  needs: readonly Need[];
  supplies: readonly Supply[];
}
export interface DayBalance { day: Day; incoming: Quantity; outgoing: Quantity; balance: Quantity }
export interface Hit { orderId: string; neededOn: Day; missing: Quantity }
export interface Shortage { shortOn: Day; shortQuantity: Quantity; worstOn: Day; worstQuantity: Quantity; hits: Hit[] }

/** The day on which something counts: what is overdue, or has no day, counts today. */
export const countsOn = (day: Day | null, today: Day): Day => (day === null || day < today ? today : day);
const sumOf = (quantities: Quantity[]): Quantity => quantities.reduce(add, none);
const needOf = ({ reserved, backordered }: Need): Quantity => add(reserved, backordered);

/** The balance at the end of today and of each day up to the horizon. The last is `projected`, as far as all falls within it. */
export function balances({ usable, needs, supplies }: Pool, today: Day, horizonDays: number): DayBalance[] {
  const byDay = new Map<Day, { incoming: Quantity; outgoing: Quantity }>();
  const on = (day: Day | null) => {
    const key = countsOn(day, today);
    const found = byDay.get(key) ?? { incoming: none, outgoing: none };
    byDay.set(key, found);
    return found;
  };
  for (const supply of supplies) { const at = on(supply.expectedOn); at.incoming = add(at.incoming, supply.quantity); }
  for (const need of needs) { const at = on(need.neededOn); at.outgoing = add(at.outgoing, needOf(need)); }
  let balance = usable;
  return Array.from({ length: horizonDays + 1 }, (_, index) => {
    const day = addDays(today, index);
    const { incoming, outgoing } = byDay.get(day) ?? { incoming: none, outgoing: none };
    balance = subtract(add(balance, incoming), outgoing);
    return { day, incoming, outgoing, balance };
  });
}

/**
 * Orders that will not have their goods on the day on which they need them. What is reserved is theirs; what comes goes to
 * who waits, oldest first, as a receipt gives it.
 */
export function hitsOf({ usable, needs, supplies }: Pool, today: Day, horizonDays: number): Hit[] {
  const waiting = needs.filter((need) => need.backordered > none).map((need) => ({ ...need, left: need.backordered, due: countsOn(need.neededOn, today) }))
    .sort((a, b) => (a.placedAt === b.placedAt ? (a.orderId < b.orderId ? -1 : 1) : a.placedAt < b.placedAt ? -1 : 1));
  const end = addDays(today, horizonDays);
  const days = [...new Set([today, ...supplies.map(({ expectedOn }) => countsOn(expectedOn, today)), ...waiting.map(({ due }) => due)])].filter((day) => day <= end).sort();
  let free = most(none, subtract(usable, sumOf(needs.map(({ reserved }) => reserved))));
  const hits: Hit[] = [];
  for (const day of days) {
    free = add(free, sumOf(supplies.filter((each) => countsOn(each.expectedOn, today) === day).map(({ quantity }) => quantity)));
    for (const each of waiting) {
      const given = fewest(each.left, free);
      each.left = subtract(each.left, given);
      free = subtract(free, given);
    }
    hits.push(...waiting.filter((each) => each.due === day && each.left > none).map((each) => ({ orderId: each.orderId, neededOn: day, missing: each.left })));
  }
  return hits;
}

/** The first day within the horizon on which less than the floor is left; null when there is none. */
export function shortageOf(pool: Pool, floor: Quantity, today: Day, horizonDays: number): Shortage | null {
  const short = balances(pool, today, horizonDays).filter(({ balance }) => balance < floor);
  const [first] = short;
  if (!first) return null;
  const worst = short.reduce((a, b) => (b.balance < a.balance ? b : a));
  return {
    shortOn: first.day, shortQuantity: subtract(floor, first.balance), worstOn: worst.day, worstQuantity: subtract(floor, worst.balance),
    hits: hitsOf(pool, today, horizonDays),
  };
}
