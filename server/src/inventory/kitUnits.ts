// Pure: what reservations come to in units of their order line. A line of goods has one reservation a warehouse, a line that
// sells a kit one for each component, which are promised in whole kits.
import type { ReservationRow } from '../generated/rows.ts';
import { add, fewest, none, subtract, units, type Quantity } from '../shared/quantity.ts';

type Part = Pick<ReservationRow, 'reserved' | 'backordered' | 'perKit'>;

/** Units of a component in so many whole kits; the units themselves where the line is no kit. */
export const partOf = (quantity: Quantity, perKit: Quantity | null): Quantity =>
  (perKit === null ? quantity : (quantity * perKit / units(1)) as Quantity);

/** Whole kits that units of a component would make. */
export const kitsIn = (quantity: Quantity, perKit: Quantity | null): Quantity => (perKit === null ? quantity : units(quantity / perKit));

/** Units of a line that are promised at a warehouse: of a kit, those of which every component is. */
export const readyOf = (rows: readonly Part[]): Quantity =>
  rows.map((row) => kitsIn(row.reserved, row.perKit)).reduce(fewest, rows[0] ? kitsIn(rows[0].reserved, rows[0].perKit) : none);

/** Units of a line that are promised or wait at a warehouse. */
export const totalOf = ([first]: readonly Part[]): Quantity => (first ? kitsIn(add(first.reserved, first.backordered), first.perKit) : none);

export const waitingOf = (rows: readonly Part[]): Quantity => subtract(totalOf(rows), readyOf(rows));

/** The reservations of each order line at each warehouse, in the order in which they are given. */
export const byPlace = (rows: readonly ReservationRow[]): ReservationRow[][] =>
  [...Map.groupBy(rows, ({ orderLineId, warehouseId }) => `${orderLineId} ${warehouseId}`).values()];
