// Pure: what follows for moves that were booked before when something becomes known late. F over each pool concerned tells what
// its moves are worth; what differs from what is booked is posted today, pool by pool as far as the goods went.
import { entryRows, type LineDraft } from '../accounting/post.ts';
import type { StockLevelRow } from '../generated/rows.ts';
import type { DecideContext } from '../shared/action.ts';
import { minus, negate, plus, zero, type Minor } from '../shared/money.ts';
import { none } from '../shared/quantity.ts';
import { insert, update, type Change } from '../shared/write.ts';
import type { FoldMove, Folded } from './fold.ts';
import { bookedOf, foldPools, followersOf, type Made } from './foldPools.ts';
import { historyOf } from './history.ts';
import { LateFacts, type PoolHistory } from './lateFacts.ts';
import { layerRows } from './layerRows.ts';

/** So many issues are corrected by order in the transaction itself; of more, the sum is, and a job moves it to the orders. */
export const DIRECT_MAX = 1000;

export interface Settling {
  /** Pools in which something became known late, and all moves that this decision made, by pool. */
  late: readonly string[];
  made: Made;
  /** The first of them that was late. */
  cause: FoldMove | undefined;
  levelOf(key: string): StockLevelRow | undefined;
  set(level: StockLevelRow, columns: Partial<StockLevelRow>): void;
  ctx: DecideContext;
}

/** A move that is worth otherwise than is booked: by how much the pool's value changes. */
export interface Changed { move: FoldMove; difference: Minor }

export const changedMoves = (history: PoolHistory, made: readonly FoldMove[], { values }: Folded): Changed[] =>
  [...history.moves, ...made].flatMap((move) => {
    const difference = minus(values.get(move.id) ?? zero, bookedOf(history, move));
    return difference === 0n ? [] : [{ move, difference }];
  });

/** An issue costs so much more; a receipt is worth so much more. */
const adjustmentRow = ({ move, difference }: Changed, causeId: string, ctx: DecideContext): Change => insert('CostAdjustment', {
  id: ctx.newId(), companyId: ctx.company.id, moveId: move.id, causeId, effectiveOn: ctx.today,
  differenceMinor: move.quantity < none ? negate(difference) : difference,
});

/** Cost corrections by order and product: what goes from one pool into another sums to nothing. */
export function correctionLines(parts: readonly { orderId: string | null; productId: string; amount: Minor }[]): LineDraft[] {
  const sums = new Map<string, LineDraft & { amount: Minor }>();
  for (const { orderId, productId, amount } of parts) {
    const key = `${orderId} ${productId}`;
    const known = sums.get(key);
    if (known) known.amount = plus(known.amount, amount);
    else sums.set(key, { account: '5010', amount, orderId, productId });
  }
  return [...sums.values()];
}

interface PoolSettled { rows: Change[]; stock: LineDraft; corrections: { orderId: string | null; productId: string; amount: Minor }[] }

function settlePool(key: string, folded: Folded, causeId: string, { made, levelOf, set, ctx }: Settling): PoolSettled {
  const history = historyOf(ctx, key);
  const loaded = levelOf(key);
  const level = loaded ?? history.level;
  const { productId, warehouseId } = level;
  if (folded.units !== level.onHand) throw new Error(`pool ${level.id} has ${level.onHand}, its moves ${folded.units}`);
  const change = minus(folded.value, level.valueMinor);
  const changed = changedMoves(history, made.get(key) ?? [], folded);
  const followed = new Set(followersOf(key, history, made).map(({ issueId }) => issueId));
  const isMany = changed.length > DIRECT_MAX || history.isAttributing;
  // Goods that went into another pool are corrected at once: their value there follows from it.
  const now = isMany ? changed.filter(({ move }) => followed.has(move.id)) : changed;
  const rest = minus(change, plus(zero, ...now.map(({ difference }) => difference)));
  if (!isMany && rest !== 0n) throw new Error(`pool ${level.id} is off by ${rest}`);
  const columns = { valueMinor: folded.value, lastSequence: level.lastSequence + 1 };
  const rows = [
    ...now.map((each) => adjustmentRow(each, causeId, ctx)),
    ...(level.costingMethod === 'FIFO' ? layerRows({ key, layers: folded.layers }, history.layers) : []),
  ];
  if (isMany && (rest !== 0n || !history.isAttributing)) {
    rows.push(insert('CostAttribution', { id: ctx.newId(), companyId: ctx.company.id, productId, warehouseId, causeId, amountMinor: negate(rest), effectiveOn: ctx.today }));
  }
  if (change !== 0n) {
    rows.push(insert('StockMove', {
      id: ctx.newId(), companyId: ctx.company.id, productId, warehouseId, kind: 'COST', quantity: none, valueMinor: change, effectiveOn: ctx.today,
      sequence: columns.lastSequence, sourceType: 'StockMove', sourceId: causeId, orderId: null, reason: null, note: null,
      reversesMoveId: null, valuedByMoveId: null, correctsMoveId: null, actorId: ctx.viewer.id,
    }));
  }
  // Touched in any case: who has folded the pool before sees that something has changed.
  const kept = change === 0n ? { valueMinor: folded.value } : columns;
  if (loaded) set(level, kept);
  else rows.push(update('StockLevel', level.id, kept));
  return {
    rows, stock: { account: '1300', amount: change, productId, warehouseId },
    corrections: [...now.map(({ move, difference }) => ({ orderId: move.orderId, productId, amount: negate(difference) })), { orderId: null, productId, amount: negate(rest) }],
  };
}

/**
 * What is posted today for what became known late: the change of stock value by pool against cost corrections by order, and an
 * adjustment of each move that was booked otherwise. More is asked for until all pools concerned are known.
 */
export function settle(settling: Settling): Change[] {
  const { late, made, cause, ctx } = settling;
  const folded = foldPools(late, made, ctx);
  const causeId = cause?.id ?? made.get(late[0] ?? '')?.[0]?.id;
  if (causeId === undefined || !(ctx.more instanceof LateFacts)) throw new Error('nothing was late');
  const pools = [...folded].map(([key, each]) => settlePool(key, each, causeId, settling));
  return [
    ...pools.flatMap(({ rows }) => rows),
    ...entryRows(ctx.more.accounts, {
      kind: 'COST', effectiveOn: ctx.today, source: { type: 'StockMove', id: causeId },
      lines: [...pools.map(({ stock }) => stock), ...correctionLines(pools.flatMap(({ corrections }) => corrections))],
    }, ctx),
  ];
}
