// What transfers, bins and counts ask of lots.
import type { LotPart } from '../inventory/lots.ts';
import type { Pools } from '../inventory/pools.ts';
import { fewest, none, subtract, type Quantity } from '../shared/quantity.ts';

/** The lots of a move as it was decided, without sign; none of products without lots. */
export const lotsOfMove = (pools: Pools, moveId: string): LotPart[] => pools.lots.moved(moveId)
  .map(({ lotId, quantity }) => ({ lotId, quantity: quantity < none ? subtract(none, quantity) : quantity }));

/** What is on hand of a product in a warehouse, or of one of its lots. */
export const onHandOf = (pools: Pools, productId: string, warehouseId: string, lotId: string | null): Quantity =>
  (lotId === null ? pools.level(productId, warehouseId).onHand : pools.lots.level(lotId, warehouseId).onHand);

/** The first of some lots, up to a quantity. */
export function firstOf(lots: readonly LotPart[], quantity: Quantity): LotPart[] {
  let left = quantity;
  return lots.flatMap(({ lotId, quantity: there }) => {
    const part = fewest(left, there);
    left = subtract(left, part);
    return part > none ? [{ lotId, quantity: part }] : [];
  });
}
