// Pure: the cost of receipts turns out otherwise: a bill asks another price, freight is charged, either is taken back.
import type { LineDraft } from '../accounting/post.ts';
import type { DecideContext } from '../shared/action.ts';
import { negate, type Minor } from '../shared/money.ts';
import type { Change } from '../shared/write.ts';
import { revalue, type Pools } from './pools.ts';

/** By how much a receipt's move is worth more or less. */
export interface CostDifference { moveId: string; productId: string; warehouseId: string; difference: Minor }
type Counter = { account: '5010' | '2310' } & Partial<Pick<LineDraft, 'supplierId'>>;
interface Why {
  source: { type: string; id: string };
  /** Where the money comes from. */
  counter: Counter;
  /** The move of the same source that is taken back, by the receipt's move. */
  reverses?: ReadonlyMap<string, string>;
}

/**
 * A pure cost correction is dated today. The lines sum to zero: stock by receipt against `counter`. What of it belongs to goods
 * that have left follows by itself with `pools.changes()`. The pools must be loaded.
 */
export function correctCosts(pools: Pools, differences: readonly CostDifference[], { source, counter, reverses }: Why, ctx: DecideContext): { rows: Change[]; lines: LineDraft[] } {
  const corrected = differences.filter(({ difference }) => difference !== 0n).map(({ moveId, productId, warehouseId, difference }) => ({
    row: revalue(pools, { productId, warehouseId, effectiveOn: ctx.today, source, value: difference, correctsMoveId: moveId, reversesMoveId: reverses?.get(moveId) ?? null }, ctx).row,
    lines: [
      { account: '1300', amount: difference, productId, warehouseId }, { ...counter, amount: negate(difference), productId, warehouseId },
    ] satisfies LineDraft[],
  }));
  return { rows: corrected.map(({ row }) => row), lines: corrected.flatMap(({ lines }) => lines) };
}
