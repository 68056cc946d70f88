// Pure: what the moves of one decision are worth. A move at the end of its pool takes what it costs from what is kept; all else
// (dated back, a correction, below zero, at the cost of another issue) is known late, and F over the whole pool tells. `pools.ts`
// tells the book of every move; `changes()` gives the layers, and what follows for moves that were booked before.
import type { StockLayerRow, StockLevelRow } from '../generated/rows.ts';
import type { DecideContext } from '../shared/action.ts';
import { negate, zero, type Minor } from '../shared/money.ts';
import { add, none, subtract, type Quantity } from '../shared/quantity.ts';
import type { Day } from '../shared/time.ts';
import type { Change } from '../shared/write.ts';
import { issueOf, type FoldMove } from './fold.ts';
import { foldPools } from './foldPools.ts';
import { historyOf } from './history.ts';
import type { PoolHistory } from './lateFacts.ts';
import { settle } from './lateKnowledge.ts';
import { layerRows } from './layerRows.ts';
import { storeOf, type Store } from './layers.ts';
import { StockNegativeLater } from './refusals.ts';

export interface PoolNamed { productName: string; warehouseName: string }
/** A move that is about to be made: with its own id and place. */
export interface Coming { move: FoldMove; level: StockLevelRow; names: PoolNamed; allowsNegative: boolean }

export interface ValueBook {
  /** What goods that leave cost, above zero; what a correction takes back. Refuses a day since when they are not there. */
  costOf(coming: Coming, ctx: DecideContext): Minor;
  /** A move was made: with its value, and the level as it was before. */
  note(coming: Coming, ctx: DecideContext): void;
  /** What follows; `set` takes the new columns of levels. */
  changes(set: (level: StockLevelRow, columns: Partial<StockLevelRow>) => void, levelOf: (key: string) => StockLevelRow | undefined): Change[];
}

const keyOf = ({ productId, warehouseId }: { productId: string; warehouseId: string }) => `${productId} ${warehouseId}`;

export const isFifo = ({ costingMethod }: StockLevelRow): boolean => costingMethod === 'FIFO';

interface Own {
  store: Store | undefined;
  /** Units that came after the layers were loaded, where not all of them were: what lies between is not known. */
  after: Quantity | undefined;
  made: FoldMove[];
  isLate: boolean;
}

/** Refuses to take goods out on a day since when they were not there, and names the first day that would lack them. */
function demandDays({ move, names, allowsNegative }: Coming, history: PoolHistory, made: readonly FoldMove[]): void {
  if (allowsNegative) return;
  const byDay = new Map(history.days.map(({ day, quantity }): [Day, Quantity] => [day, quantity]));
  for (const each of [...made, move]) byDay.set(each.effectiveOn, add(byDay.get(each.effectiveOn) ?? none, each.quantity));
  let onHand = none;
  for (const [day, quantity] of [...byDay].sort(([a], [b]) => (a < b ? -1 : 1))) {
    onHand = add(onHand, quantity);
    if (day >= move.effectiveOn && onHand < none) {
      const wanted = subtract(none, move.quantity);
      throw StockNegativeLater({ productName: names.productName, warehouseName: names.warehouseName, day, onHand: add(onHand, wanted), wanted });
    }
  }
}

export function valueBook(layers: readonly StockLayerRow[] = []): ValueBook {
  const pools = new Map<string, Own>();
  const kept = Map.groupBy(layers, keyOf);
  let isSettled = false;
  let deciding: DecideContext | undefined;
  let cause: FoldMove | undefined;

  const ownOf = (level: StockLevelRow): Own => {
    const key = keyOf(level);
    const known = pools.get(key);
    if (known) return known;
    const own: Own = { store: undefined, after: undefined, made: [], isLate: false };
    pools.set(key, own);
    return own;
  };
  const storeIn = (own: Own, level: StockLevelRow): Store => {
    if (own.store) return own.store;
    own.store = storeOf(level.costingMethod, {
      units: level.onHand, value: level.valueMinor,
      layers: (kept.get(keyOf(level)) ?? []).toSorted((a, b) => (a.effectiveOn < b.effectiveOn ? -1 : a.effectiveOn > b.effectiveOn ? 1 : a.sequence - b.sequence)),
    });
    if (own.store.units !== level.onHand) own.after = none;
    return own.store;
  };
  /** Of many layers only the oldest are at hand. */
  const isAtHand = (own: Own, level: StockLevelRow, quantity: Quantity) => subtract(storeIn(own, level).units, own.after ?? none) >= quantity;
  /** The cost of an issue made in this very decision, where all of it comes in again. */
  const isKnownHere = (issueId: string, { quantity, valueMinor }: FoldMove): boolean => [...pools.values()].some(({ made, isLate: known }) =>
    !known && made.some((out) => out.id === issueId && out.quantity === -quantity && out.valueMinor === -valueMinor));
  const isLate = (own: Own, { move, level }: Coming): boolean => {
    const issue = issueOf(move);
    return own.isLate || move.correctsMoveId !== null || level.onHand < none || (level.lastMoveOn !== null && move.effectiveOn < level.lastMoveOn)
      || (move.quantity < none && -move.quantity > level.onHand) || (move.quantity === none && level.costingMethod === 'FIFO')
      || (issue !== null && !isKnownHere(issue, move));
  };

  return {
    costOf: (coming, ctx) => {
      const { move, level } = coming;
      const own = ownOf(level);
      const quantity = subtract(none, move.quantity);
      if (!isLate(own, coming) && isAtHand(own, level, quantity)) return storeIn(own, level).take(quantity);
      const history = historyOf(ctx, keyOf(level));
      demandDays(coming, history, own.made);
      own.isLate = true;
      const made = new Map([...pools].map(([key, { made: moves }]) => [key, moves]));
      const folded = foldPools([keyOf(level)], made.set(keyOf(level), [...own.made, move]), ctx);
      return negate(folded.get(keyOf(level))?.values.get(move.id) ?? zero);
    },
    note: (coming, ctx) => {
      const { move, level } = coming;
      const own = ownOf(level);
      if (isSettled) throw new Error('a move after the changes of its decision were taken');
      deciding = ctx;
      if (isLate(own, coming)) {
        historyOf(ctx, keyOf(level));
        own.isLate = true;
        cause ??= move;
      } else if (move.quantity > none) {
        const store = storeIn(own, level);
        if (own.after !== undefined) own.after = add(own.after, move.quantity);
        store.add({ id: move.id, effectiveOn: move.effectiveOn, sequence: move.sequence, units: move.quantity, valueMinor: move.valueMinor });
      } else if (move.quantity === none) storeIn(own, level).revalue(move.valueMinor);
      own.made.push(move);
    },
    changes: (set, levelOf) => {
      const late = [...pools].filter(([, { isLate: known }]) => known).map(([key]) => key);
      const levels = new Set([...pools.keys()].filter((key) => levelOf(key)?.costingMethod === 'FIFO'));
      const plain = [...pools].flatMap(([key, { store, isLate: known }]) => (!known && store && levels.has(key) ? [{ key, layers: store.layers() }] : []));
      const changes = plain.flatMap((each) => layerRows(each, kept.get(each.key) ?? []));
      if (late.length === 0 || !deciding) return changes;
      const made = new Map([...pools].map(([key, own]) => [key, own.made]));
      const settled = settle({ late, made, cause, levelOf, set, ctx: deciding });
      pools.clear();
      isSettled = true;
      return [...changes, ...settled];
    },
  };
}
