// Pure: goods of an order line leave stock, whoever packed them.
import { partOf } from '../inventory/kitUnits.ts';
import type { LotPart } from '../inventory/lots.ts';
import type { LotGiven } from '../inventory/lotsInput.ts';
import { lotsByProduct } from '../inventory/lotsPromised.ts';
import { consume } from '../inventory/poolPromises.ts';
import { issue, type Pools } from '../inventory/pools.ts';
import type { OrderRow, ReservationRow } from '../generated/rows.ts';
import type { DecideContext } from '../shared/action.ts';
import { negate, plus, zero } from '../shared/money.ts';
import type { Quantity } from '../shared/quantity.ts';
import type { Day } from '../shared/time.ts';
import { demandStock, type ShipPart } from './rules.ts';
import type { LeftPart } from './shipmentRows.ts';

export interface Leaves {
  shipmentId: string;
  /** Lots that were named for the line. */
  named?: readonly LotGiven[];
  /** The lots that were fetched for a reservation. */
  lotsOf?(reservation: ReservationRow, units: Quantity): LotPart[];
  /** They left their bins when they were fetched. */
  isFetched?: boolean;
}

/** Takes a part out of stock at its cost, of a kit each component; a service costs nothing here. */
export function takeOut({ pools, order, shippedOn }: { pools: Pools; order: OrderRow; shippedOn: Day }, part: ShipPart,
  { shipmentId, named = [], lotsOf, isFetched }: Leaves, ctx: DecideContext): LeftPart {
  const { line, quantity, here } = part;
  if (here.length === 0) return { line, quantity, rows: [], cost: zero, credits: [] };
  demandStock(pools, part);
  const lots = lotsByProduct(pools.lots, here.map((each) => each.productId), named);
  const taken = here.map((reservation) => {
    const { productId, warehouseId, perKit } = reservation;
    const units = partOf(quantity, perKit);
    const consumed = consume(pools, reservation, units, { on: shippedOn, lots: lotsOf ? lotsOf(reservation, units) : lots.get(productId), path: lots.get(productId)?.[0]?.path });
    const { row, cost } = issue(pools, {
      productId, warehouseId, quantity: units, kind: 'SHIPMENT', effectiveOn: shippedOn, source: { type: 'Shipment', id: shipmentId }, orderId: order.id,
      ...(isFetched ? { bins: [] } : {}),
    }, ctx);
    return { rows: [...consumed, row], cost, credit: { account: '1300' as const, amount: negate(cost), productId, warehouseId } };
  });
  return {
    line, quantity, rows: taken.flatMap(({ rows }) => rows), cost: plus(zero, ...taken.map(({ cost }) => cost)), credits: taken.map(({ credit }) => credit),
  };
}
