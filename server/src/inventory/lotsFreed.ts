// Pure: makes goods free that are held back or promised, as they are about to leave whatever was promised.
import type { ReservationRow, StockHoldRow } from '../generated/rows.ts';
import type { DecideContext } from '../shared/action.ts';
import { fewest, most, none, subtract, type Quantity } from '../shared/quantity.ts';
import type { Change } from '../shared/write.ts';
import { releaseHold } from './holds.ts';
import { freeOfLot, type LotPart } from './lots.ts';
import { lower, unreserve } from './poolPromises.ts';
import type { Pools } from './pools.ts';

interface Leaving { productId: string; warehouseId: string; quantity: Quantity; lots?: readonly LotPart[] }

const lastFirst = (a: ReservationRow, b: ReservationRow): number => a.priority - b.priority || b.placedAt.getTime() - a.placedAt.getTime() || (a.orderLineId < b.orderLineId ? 1 : -1);

/** Takes promises of a lot back until as much of it is free: who placed last loses first, and waits again. */
function unreserveLot(pools: Pools, holders: readonly ReservationRow[], { lotId, quantity }: LotPart, warehouseId: string): Change[] {
  const here = pools.lots.level(lotId, warehouseId);
  return [...holders].filter((row) => row.warehouseId === warehouseId).sort(lastFirst).flatMap((holder) => {
    const row = pools.reservation(holder);
    const held = pools.lots.promised(row.id).find((each) => each.lotId === lotId)?.quantity ?? none;
    const lost = fewest(held, most(none, subtract(quantity, freeOfLot(here))));
    return lower(pools, row, lost, subtract(none, lost), [{ lotId, quantity: lost }]);
  });
}

/** Takes promises back until the goods are free: of the lots named, else of the pool. */
export function freeParts(pools: Pools, { productId, warehouseId, quantity, lots }: Leaving, holders: ReservationRow[]): Change[] {
  const level = pools.level(productId, warehouseId);
  return lots ? lots.flatMap((part) => unreserveLot(pools, holders, part, warehouseId))
    : unreserve(pools, holders, productId, warehouseId, most(level.held, subtract(level.onHand, quantity)));
}

/** Lets go of holds of the lots named until as much of each is free: what is written off was often held back before. */
export function releaseForLots(pools: Pools, holds: readonly StockHoldRow[], lots: readonly LotPart[], warehouseId: string, reason: string | null | undefined,
  ctx: DecideContext): Change[] {
  return lots.flatMap(({ lotId, quantity }) => {
    let missing = subtract(quantity, freeOfLot(pools.lots.level(lotId, warehouseId)));
    return holds.filter((held) => held.lotId === lotId && held.warehouseId === warehouseId).flatMap((held) => {
      const part = fewest(held.quantity, most(none, missing));
      missing = subtract(missing, part);
      return part > none ? releaseHold(pools, held, { quantity: part, reason }, ctx) : [];
    });
  });
}

export interface Freeing { holders: ReservationRow[]; holds: readonly StockHoldRow[] }
export interface Going extends Leaving {
  freesReservations?: boolean | null;
  /** The held goods that they are. */
  held?: StockHoldRow; note?: string | null;
}

/** Makes way for goods that leave by an adjustment: held ones are let go first, promises are taken back where that is asked for. */
export function makeWay(pools: Pools, { holders, holds }: Freeing, going: Going, ctx: DecideContext): Change[] {
  const { warehouseId, lots, held, freesReservations, note } = going;
  return [
    ...(held ? releaseHold(pools, held, { quantity: going.quantity, reason: note }, ctx) : []),
    ...(lots && !held ? releaseForLots(pools, holds, lots, warehouseId, note, ctx) : []),
    ...(freesReservations ? freeParts(pools, going, holders) : []),
  ];
}
