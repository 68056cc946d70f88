// Pure: F, the fold over all moves of a pool in the order of their places. What it gives is what is true by all that is known now.
import type { StockMoveRow } from '../generated/rows.ts';
import { minor, minus, negate, plus, take, zero, type Minor } from '../shared/money.ts';
import { add, fewest, none, subtract, type Quantity } from '../shared/quantity.ts';
import { storeOf, type Costing, type Layer } from './layers.ts';

/** A move as F reads it: those of kind COST are what F said before, and left out. */
export type FoldMove = Pick<StockMoveRow, 'id' | 'kind' | 'quantity' | 'valueMinor' | 'effectiveOn' | 'sequence' | 'orderId'
  | 'reversesMoveId' | 'valuedByMoveId' | 'correctsMoveId'>;

/** An issue of another pool, as far as a receipt here has its cost. */
export interface Elsewhere { units: Quantity; cost: Minor }
export interface FoldFacts {
  costing: Costing;
  moves: readonly FoldMove[];
  /** Issues of other pools by id, whose cost receipts of this one have. */
  issues?: ReadonlyMap<string, Elsewhere>;
  /** Receipts in other pools that have the cost of an issue, by its id: they share its rounding. */
  sharing?: ReadonlyMap<string, readonly Sharing[]>;
}
export type Sharing = Pick<FoldMove, 'id' | 'effectiveOn' | 'quantity'>;
/** Units that left although they were not there, at their cost as far as it is known; the next receipt fills them. */
export interface Shortage { moveId: string; units: Quantity; value: Minor }

export interface Folded {
  units: Quantity;
  /** Less the shortages at their cost as far as known. */
  value: Minor;
  /** What each move adds to the pool's value: issues and corrections downwards are below zero. */
  values: ReadonlyMap<string, Minor>;
  /** What each issue costs as far as receipts in other pools have its cost (see `receive`). */
  passedOn: ReadonlyMap<string, Minor>;
  layers: Layer[];
  shortages: Shortage[];
}

/** The issue whose cost a receipt has: its own reverse's, the other side's of a transfer, a return's. */
export const issueOf = ({ quantity, reversesMoveId, valuedByMoveId, correctsMoveId }: FoldMove): string | null =>
  (quantity > none && correctsMoveId === null ? reversesMoveId ?? valuedByMoveId : null);

const inPlace = (moves: readonly FoldMove[]): FoldMove[] => {
  const byId = new Map(moves.map((move) => [move.id, move]));
  const place = (move: FoldMove) => (move.correctsMoveId === null ? move : byId.get(move.correctsMoveId) ?? move);
  return moves.map((move) => ({ move, at: place(move) }))
    .sort((a, b) => (a.at.effectiveOn < b.at.effectiveOn ? -1 : a.at.effectiveOn > b.at.effectiveOn ? 1
      : a.at.sequence - b.at.sequence || a.move.sequence - b.move.sequence)).map(({ move }) => move);
};

/** The value of a part of an issue that comes back: parts in the order of their days sum to the whole. */
export function shareOf(whole: Elsewhere, part: Sharing, all: readonly Sharing[]): Minor {
  const before = all.filter(({ id, effectiveOn }) => id !== part.id && (effectiveOn < part.effectiveOn || (effectiveOn === part.effectiveOn && id < part.id)))
    .reduce((sum, { quantity }) => add(sum, quantity), none);
  const upTo = (units: Quantity) => take({ units: whole.units, value: whole.cost }, units);
  return minus(upTo(add(before, part.quantity)), before === none ? zero : upTo(before));
}

/** Corrections downwards and of value, which change their receipt before it is put into the pool. */
function mergedInto(moves: readonly FoldMove[]): Map<string, FoldMove[]> {
  const merged = new Map<string, FoldMove[]>();
  for (const move of moves) {
    if (move.correctsMoveId === null || move.quantity > none) continue;
    const known = merged.get(move.correctsMoveId);
    if (known) known.push(move);
    else merged.set(move.correctsMoveId, [move]);
  }
  return merged;
}

/** F. Whatever the order in which moves became known, the same moves at the same places give the same. */
export function fold({ costing, moves, issues = new Map(), sharing = new Map() }: FoldFacts): Folded {
  const ordered = inPlace(moves.filter(({ kind }) => kind !== 'COST'));
  const merged = mergedInto(ordered);
  const store = storeOf(costing, { units: none, value: zero, layers: [] });
  const values = new Map<string, Minor>();
  const issued = new Map<string, { units: Quantity; cost: Minor; passedOn: Minor }>();
  const shortages: Shortage[] = [];
  let last = { units: none, value: zero }; // the last known cost
  let lastIssue: string | undefined;
  let waiting = zero; // a change of value that found nothing to change

  const leftOf = (receipt: FoldMove): Quantity => (merged.get(receipt.id) ?? []).reduce((sum, { quantity }) => add(sum, quantity), receipt.quantity);
  const shares = new Map<string, Sharing[]>();
  for (const move of ordered) {
    const issue = issueOf(move);
    if (issue === null) continue;
    const known = shares.get(issue) ?? shares.set(issue, [...sharing.get(issue) ?? []]).get(issue) as Sharing[];
    known.push({ id: move.id, effectiveOn: move.effectiveOn, quantity: leftOf(move) });
  }

  const addCost = (issueId: string, amount: Minor, isPassedOn: boolean) => {
    const entry = issued.get(issueId);
    if (!entry) return;
    entry.cost = plus(entry.cost, amount);
    if (isPassedOn) entry.passedOn = plus(entry.passedOn, amount);
  };
  const worthOf = (receipt: FoldMove): Minor => {
    const issue = issueOf(receipt);
    const whole = issue === null ? undefined : issued.get(issue) ?? issues.get(issue);
    if (issue === null || !whole) return receipt.valueMinor;
    return leftOf(receipt) === none ? take({ units: whole.units, value: whole.cost }, receipt.quantity)
      : shareOf(whole, { ...receipt, quantity: leftOf(receipt) }, shares.get(issue) ?? []);
  };

  /**
   * Fills shortages first. What is filled by goods whose own cost is another issue's stays as it was known for those elsewhere:
   * goods that go round through several pools would have to know their cost before it is known.
   */
  const receive = (move: FoldMove): void => {
    const corrections = merged.get(move.id) ?? [];
    const worth = worthOf(move);
    let units = move.quantity;
    let value = plus(worth, ...corrections.filter(({ quantity }) => quantity === none).map(({ valueMinor }) => valueMinor));
    values.set(move.id, worth);
    for (const correction of corrections) {
      const part = correction.quantity === none ? negate(correction.valueMinor) : take({ units, value }, -correction.quantity);
      values.set(correction.id, negate(part));
      if (correction.quantity === none) continue;
      units = add(units, correction.quantity);
      value = minus(value, part);
    }
    if (units <= none) return;
    [value, waiting] = [plus(value, waiting), zero];
    const known = { units, value };
    for (let shortage = shortages[0]; shortage && units > none; shortage = shortages[0]) {
      const part = fewest(units, shortage.units);
      const paid = take({ units, value }, part);
      const booked = take({ units: shortage.units, value: shortage.value }, part);
      addCost(shortage.moveId, minus(paid, booked), issueOf(move) === null);
      [units, value] = [subtract(units, part), minus(value, paid)];
      [shortage.units, shortage.value] = [subtract(shortage.units, part), minus(shortage.value, booked)];
      if (shortage.units === none) shortages.shift();
    }
    if (units > none) store.add({ id: move.id, effectiveOn: move.effectiveOn, sequence: move.sequence, units, valueMinor: value });
    last = costing === 'FIFO' || store.units === none ? known : { units: store.units, value: store.value };
  };

  const issue = (move: FoldMove): void => {
    const wanted = subtract(none, move.quantity);
    const part = fewest(wanted, store.units);
    const short = subtract(wanted, part);
    let cost = store.take(part);
    if (short > none) {
      const value = last.units === none ? zero : minor(take({ units: last.units, value: last.value }, short));
      shortages.push({ moveId: move.id, units: short, value });
      cost = plus(cost, value);
    }
    issued.set(move.id, { units: wanted, cost, passedOn: cost });
    lastIssue = move.id;
  };

  const revalue = ({ id, valueMinor }: FoldMove): void => {
    values.set(id, valueMinor);
    if (store.units > none) store.revalue(valueMinor);
    else if (lastIssue === undefined) waiting = plus(waiting, valueMinor);
    else addCost(lastIssue, valueMinor, true);
  };

  for (const move of ordered) {
    if (move.correctsMoveId !== null && move.quantity <= none) continue; // with its receipt
    if (move.quantity > none) receive(move);
    else if (move.quantity < none) issue(move);
    else revalue(move);
  }
  for (const [id, { cost }] of issued) values.set(id, negate(cost));
  const short = shortages.reduce((sum, { units }) => add(sum, units), none);
  return {
    units: subtract(store.units, short), value: plus(store.value, waiting, negate(plus(zero, ...shortages.map(({ value }) => value)))),
    values, passedOn: new Map([...issued].map(([id, { passedOn }]) => [id, passedOn])), layers: store.layers(), shortages,
  };
}
