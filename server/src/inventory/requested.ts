import { add, most, none, type Quantity } from '../shared/quantity.ts';
import type { Pools } from './pools.ts';

/** More (or less) is asked for by requisitions and not on order yet. */
export function ask(pools: Pools, productId: string, warehouseId: string, difference: Quantity): void {
  const level = pools.level(productId, warehouseId);
  pools.set(level, { requested: most(none, add(level.requested, difference)) });
}
