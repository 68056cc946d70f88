// Pure: promising what waits of a placed order, and moving promises.
import type { OrderLineRow, OrderRow, ReservationRow } from '../generated/rows.ts';
import { byPlace } from '../inventory/kitUnits.ts';
import { fillable } from '../inventory/poolPromises.ts';
import type { Pools } from '../inventory/pools.ts';
import { moveUnits, placeFor, promiseHere, waitingNow } from '../inventory/promises.ts';
import type { DecideContext } from '../shared/action.ts';
import { add, none, subtract, type Quantity } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Change } from '../shared/write.ts';
import { ReserveExceedsWaiting, StockShort } from './refusals.ts';
import { demandWaiting } from './rules.ts';

/** The reservations of a line, by warehouse. */
export const placesOf = (reservations: readonly ReservationRow[], orderLineId: string): ReservationRow[][] =>
  byPlace(reservations.filter((each) => each.orderLineId === orderLineId));

const sum = (units: Quantity[]): Quantity => units.reduce(add, none);

interface Promised { product: string; units: Quantity; row: Change[] }

/** Promises so much of what waits of a line: where it waits, else from other warehouses that may serve the order. */
function promiseLine(pools: Pools, order: OrderRow, places: ReservationRow[][], wanted: Quantity, ctx: DecideContext): { rows: Change[]; units: Quantity } {
  const rows: Change[] = [];
  let left = wanted;
  for (const here of places) {
    const promised = promiseHere(pools, here, left);
    rows.push(...promised.rows);
    left = subtract(left, promised.units);
  }
  const waiting = places.filter((here) => waitingNow(pools, here) > none);
  for (const warehouseId of left > none ? order.servedFrom : []) {
    for (const from of waiting) {
      if (left === none || from[0]?.warehouseId === warehouseId || !from.every(({ productId }) => pools.has(productId, warehouseId))) continue;
      const { rows: opened, there } = placeFor(from, places.flat(), warehouseId, { by: 'CAME_IN' }, ctx);
      const waits = waitingNow(pools, from);
      const units = fillable(pools, there, waits < left ? waits : left);
      if (units === none) continue;
      rows.push(...opened, ...moveUnits(pools, from, there, units).rows);
      if (opened.length > 0) places.push(there);
      left = subtract(left, units);
    }
  }
  return { rows, units: subtract(wanted, left) };
}

/**
 * Promises waiting lines what is available now. Lines that are named get all that is wanted, or STOCK_SHORT is refused; without
 * names every line gets what there is, and STOCK_SHORT is refused where that is nothing at all.
 */
export function promiseWaiting(order: OrderRow, lines: OrderLineRow[], reservations: ReservationRow[], pools: Pools,
  named: { orderLineId: string; quantity: Quantity }[] | null | undefined, ctx: DecideContext): Promised[] {
  demandWaiting(order, reservations);
  const places = new Map(lines.map(({ id }) => [id, placesOf(reservations, id)]));
  const waitingOfLine = (id: string) => sum((places.get(id) ?? []).map((here) => waitingNow(pools, here)));
  const wanted = named ?? lines.map(({ id }) => ({ orderLineId: id, quantity: waitingOfLine(id) })).filter(({ quantity }) => quantity > none);
  const given = wanted.map(({ orderLineId, quantity }, index) => {
    const line = lines.find((each) => each.id === orderLineId);
    if (!line) throw fieldRefused(['lines', String(index), 'orderLineId'], 'id_unknown', { type: 'OrderLine' });
    const waiting = waitingOfLine(orderLineId);
    if (quantity > waiting) throw ReserveExceedsWaiting({ productName: line.description, wanted: quantity, waiting });
    const { rows, units } = promiseLine(pools, order, places.get(orderLineId) ?? [], quantity, ctx);
    const short = () => StockShort({ product: line.productId, productName: line.description, wanted: quantity, available: units, short: subtract(quantity, units) });
    if (named && units < quantity) throw short();
    return { product: line.description, units, row: rows, short };
  });
  const [first] = given;
  if (first && given.every(({ units }) => units === none)) throw first.short();
  return given.filter(({ units }) => units > none);
}
