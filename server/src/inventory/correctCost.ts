import type { LineDraft } from '../accounting/post.ts';
import type { StockMoveRow } from '../generated/rows.ts';
import type { DecideContext } from '../shared/action.ts';
import { minus, negate, plus, zero, type Minor } from '../shared/money.ts';
import { none, type Quantity } from '../shared/quantity.ts';
import type { Change } from '../shared/write.ts';
import { revalue, type Pools } from './pools.ts';
import { spread } from './rules.ts';

/** A receipt whose cost turns out otherwise, and what happened in its pool since. */
export interface LateCost { move: StockMoveRow; units: Quantity; later: StockMoveRow[]; difference: Minor }

/**
 * A difference in a receipt's cost that is known only now, dated today: what is still on hand takes its share into the
 * pool's value, what has left goes to cost corrections by order. The lines sum to zero; the other side is 5010 without order.
 */
export function correctCost(pools: Pools, { move, units, later, difference }: LateCost, source: { type: string; id: string },
  ctx: DecideContext): { rows: Change[]; lines: LineDraft[] } {
  const { productId, warehouseId } = move;
  const level = pools.level(productId, warehouseId);
  const found = spread(difference, units, later);
  // Rounding may leave the pool a cent short of what it should give up.
  const short = plus(level.valueMinor, found.remaining) < 0n ? plus(level.valueMinor, found.remaining) : zero;
  const remaining = level.onHand === none ? zero : minus(found.remaining, short);
  const rest = minus(difference, plus(remaining, ...found.byOrder.map(({ amount }) => amount)));
  const rows = remaining === 0n ? [] : [revalue(pools, { productId, warehouseId, effectiveOn: ctx.today, source, value: remaining }, ctx).row];
  const cost = (amount: Minor, orderId: string | null): LineDraft => ({ account: '5010', amount, productId, warehouseId, orderId });
  return {
    rows,
    lines: [
      { account: '1300', amount: remaining, productId, warehouseId },
      ...found.byOrder.map(({ orderId, amount }) => cost(amount, orderId)),
      cost(rest, null), cost(negate(difference), null),
    ],
  };
}
