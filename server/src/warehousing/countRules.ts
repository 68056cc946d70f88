// Pure: what a count session says of its lines, and what may happen to it when.
import type { CountEntryRow, CountLineRow, StockCountRow, StockCountStatus } from '../generated/rows.ts';
import { currencyExponent, extend, minor, negate, type Minor } from '../shared/money.ts';
import { none, subtract, type Quantity, type Rate, type UnitPrice } from '../shared/quantity.ts';
import { CountNotAgreed, CountPosted, CountState } from './refusals.ts';

/** In which status each action on a session is legal. */
export const legal = {
  openCountSheet: ['COUNTING'],
  enterCounts: ['COUNTING'],
  finishCounting: ['COUNTING'],
  resumeCounting: ['REVIEW'],
  recountLines: ['COUNTING', 'REVIEW'],
  acceptCount: ['REVIEW'],
  postCount: ['REVIEW'],
  closeCount: ['REVIEW'],
  cancelCount: ['COUNTING', 'REVIEW'],
  reverseCount: ['REVIEW', 'POSTED'],
} as const satisfies Record<string, readonly StockCountStatus[]>;
export type CountAction = keyof typeof legal;

type Session = Pick<StockCountRow, 'number' | 'status' | 'postings'>;
/** Refuses COUNT_STATE; and to give up a session whose differences have been posted, or take back one of which none has. */
export function demandCount({ number, status, postings }: Session, name: CountAction): void {
  const allowed: readonly StockCountStatus[] = legal[name];
  if (!allowed.includes(status) || (name === 'reverseCount' && postings === 0)) throw CountState({ number, status });
  if (name === 'cancelCount' && postings > 0) throw CountPosted({ number });
}

type Entry = Pick<CountEntryRow, 'id' | 'sheetId' | 'round' | 'quantity' | 'book'>;
type Line = Pick<CountLineRow, 'expected' | 'round' | 'unitCost'>;
export type Settled = Pick<CountLineRow, 'counted' | 'difference' | 'differenceMinor' | 'state'>;

/** What an entry would have found at the start: what was counted, less what moved from then until it was. */
export const asOfStart = ({ quantity, book }: Pick<Entry, 'quantity' | 'book'>, { expected }: Pick<Line, 'expected'>): Quantity =>
  subtract(quantity, subtract(book, expected));

/** What a difference is worth; nothing tells where the cost of a unit is not known. */
export const worthOf = (difference: Quantity, unitCost: UnitPrice | null, currencyCode: string): Minor | null => {
  if (unitCost === null) return difference === none ? minor(0) : null;
  return difference < none ? negate(extend(unitCost, subtract(none, difference), currencyCode)) : extend(unitCost, difference, currencyCode);
};

/** A line with a result. */
export function settledAt(line: Line, counted: Quantity, currencyCode: string): Settled {
  const difference = subtract(counted, line.expected);
  return { counted, difference, differenceMinor: worthOf(difference, line.unitCost, currencyCode), state: 'COUNTED' };
}

/** What entries say of a line, in the order in which they were made: the newest of each sheet in the line's round; they must agree. */
export function settled(line: Line, entries: readonly Entry[], currencyCode: string): Settled {
  const bySheet = new Map(entries.filter(({ round }) => round === line.round).map((entry) => [entry.sheetId, entry]));
  const [first, ...others] = [...bySheet.values()].map((entry) => asOfStart(entry, line));
  if (first === undefined) return { counted: null, difference: null, differenceMinor: null, state: 'OPEN' };
  if (others.some((other) => other !== first)) return { counted: null, difference: null, differenceMinor: null, state: 'DISAGREED' };
  return settledAt(line, first, currencyCode);
}

const magnitude = (quantity: Quantity): Quantity => (quantity < none ? subtract(none, quantity) : quantity);

/** Whether a difference is within tolerance: so many units, or such a part of what was expected. */
export const isAccurate = ({ difference, expected }: { difference: Quantity; expected: Quantity }, tolerance: { quantity: Quantity; rate: Rate }): boolean =>
  magnitude(difference) <= tolerance.quantity || magnitude(difference) * 1_000_000n <= magnitude(expected) * tolerance.rate;

/** The cost of a unit in a pool, to eight places; null where nothing is there to tell. */
export function unitCostOf({ onHand, valueMinor }: { onHand: Quantity; valueMinor: Minor }, currencyCode: string): UnitPrice | null {
  if (onHand <= none || valueMinor <= 0n) return null;
  const scale = 10n ** BigInt(14 - (currencyExponent(currencyCode) ?? 2));
  return ((valueMinor * scale + onHand / 2n) / onHand) as UnitPrice;
}

/** Refuses to post a line of which nothing is known, or about which counters disagree. */
export function demandPostable(line: Pick<CountLineRow, 'state'>, productName: string): void {
  if (line.state !== 'COUNTED') throw CountNotAgreed({ productName });
}
