// Pure: promises to order lines, whatever they sell. `here` are the reservations of a line at one warehouse: one, or one for each
// component of a kit; quantities are in units of the line. Every function changes the pools, and returns the rows it makes.
import type { Json, ReservationRow } from '../generated/rows.ts';
import type { DecideContext } from '../shared/action.ts';
import { add, fewest, fitsPlaces, none, subtract, type Quantity } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import { insert, type Change } from '../shared/write.ts';
import { kitsIn, partOf, readyOf, totalOf, waitingOf } from './kitUnits.ts';
import { freeOfLot, isGood, neededDay, type Freshness } from './lots.ts';
import { fill, fillable, promisable, lower, releaseHere, waitHere } from './poolPromises.ts';
import { demandPlaces, type Pools } from './pools.ts';

/** What a line takes out of stock: the product itself, or a component of a kit with its units in one. */
export interface Goods { productId: string; perKit: Quantity | null }

export interface LineWant {
  orderId: string; orderLineId: string; goods: readonly Goods[]; warehouseId: string; quantity: Quantity; neededOn: Day | null;
  isLinked: boolean; because?: Json; path?: string[];
  /** Nothing is promised yet: all of it waits. */
  isLater?: boolean;
  /** Who comes first when goods are short: the highest. */
  priority?: number;
  /** Days that lots must still be good for when they are needed: the customer's. */
  minimumShelfLifeDays?: number | null;
}

/** A reservation of nothing, to be filled. */
function openRow(want: Omit<LineWant, 'quantity' | 'goods'>, { productId, perKit }: Goods, placedAt: Date, ctx: Pick<DecideContext, 'newId'>): ReservationRow {
  return {
    id: ctx.newId(), productId, warehouseId: want.warehouseId, orderId: want.orderId, orderLineId: want.orderLineId, reserved: none, backordered: none,
    perKit, isLinked: want.isLinked, because: want.because ?? null, placedAt, neededOn: want.neededOn,
    minimumShelfLifeDays: want.minimumShelfLifeDays ?? null, underway: none, priority: want.priority ?? 0,
  };
}

/** Units of a line that a warehouse could serve now. */
export const availableFor = (pools: Pools, goods: readonly Goods[], warehouseId: string, want: Freshness = { neededOn: null, minimumShelfLifeDays: null }): Quantity =>
  goods.map(({ productId, perKit }) => kitsIn(pools.has(productId, warehouseId) ? promisable(pools, { productId, warehouseId, ...want }) : none, perKit))
    .reduce((least, units) => (least === undefined ? units : fewest(least, units)), undefined as Quantity | undefined) ?? none;

/** The last good day of the goods that a warehouse would serve a line from first; null where they do not expire. */
export const firstToExpire = ({ lots }: Pools, goods: readonly Goods[], warehouseId: string, want: Freshness): Day | null =>
  goods.flatMap(({ productId }) => lots.levels(productId, warehouseId).filter((level) => freeOfLot(level) > none).map(({ lotId }) => lots.lot(lotId))
    .find((lot) => isGood(lot, neededDay(lots, want), want.minimumShelfLifeDays))?.goodUntil ?? []).sort()[0] ?? null;

/** Promises a line what a warehouse has of it, of kits whole ones; the rest waits there. */
export function reserveHere(pools: Pools, want: LineWant, ctx: DecideContext): { rows: Change[]; here: ReservationRow[]; reserved: Quantity; backordered: Quantity } {
  for (const { productId, perKit } of want.goods) {
    if (perKit === null) demandPlaces(pools, productId, want.warehouseId, want.quantity, want.path);
  }
  const opened = want.goods.map((each) => openRow(want, each, ctx.now, ctx));
  const waits = waitHere(pools, opened, want.quantity);
  const reserved = want.isLater ? none : fillable(pools, opened, want.quantity);
  const filled = fill(pools, opened, reserved);
  return {
    rows: [...opened.map((row) => insert('Reservation', row)), ...waits, ...filled],
    here: opened.map((row) => pools.reservation(row)), reserved, backordered: subtract(want.quantity, reserved),
  };
}

/** The line's reservations at another warehouse, those it has or new and empty ones. */
export function placeFor(here: readonly ReservationRow[], all: readonly ReservationRow[], warehouseId: string, because: Json, ctx: DecideContext): { rows: Change[]; there: ReservationRow[] } {
  const made = here.map((row) => {
    const known = all.find((each) => each.orderLineId === row.orderLineId && each.productId === row.productId && each.warehouseId === warehouseId);
    return { row: known ?? openRow({ ...row, warehouseId, because }, row, row.placedAt, ctx), isNew: !known };
  });
  return { rows: made.filter(({ isNew }) => isNew).map(({ row }) => insert('Reservation', row)), there: made.map(({ row }) => row) };
}

const now = (pools: Pools, rows: readonly ReservationRow[]) => rows.map((row) => pools.reservation(row));

export const readyNow = (pools: Pools, here: readonly ReservationRow[]): Quantity => readyOf(now(pools, here));
export const waitingNow = (pools: Pools, here: readonly ReservationRow[]): Quantity => waitingOf(now(pools, here));
export const totalNow = (pools: Pools, here: readonly ReservationRow[]): Quantity => totalOf(now(pools, here));

/** Promises of what waits here as much as is wanted and there. */
export function promiseHere(pools: Pools, here: readonly ReservationRow[], wanted: Quantity): { rows: Change[]; units: Quantity } {
  const units = fillable(pools, here, fewest(wanted, waitingNow(pools, here)));
  return { rows: fill(pools, here, units), units };
}

/** Takes so many promised units back; they wait. */
export function unpromise(pools: Pools, here: readonly ReservationRow[], units: Quantity): Change[] {
  const target = subtract(readyNow(pools, here), units);
  return now(pools, here).flatMap((row) => {
    const more = subtract(row.reserved, partOf(target, row.perKit));
    return more > none ? lower(pools, row, more, subtract(none, more)) : [];
  });
}

/** Promises again what a reversed shipment had taken: as much as is available, of kits whole ones; the rest waits. */
export function restoreHere(pools: Pools, here: readonly ReservationRow[], units: Quantity): Change[] {
  const waits = waitHere(pools, here, units);
  return [...waits, ...fill(pools, here, fillable(pools, here, units))];
}

/** Moves so many units of a line to another warehouse: promised there as far as they are there, the rest waits there. */
export function moveUnits(pools: Pools, from: readonly ReservationRow[], to: readonly ReservationRow[], units: Quantity): { rows: Change[]; reserved: Quantity } {
  const rows = [...releaseHere(pools, from, units), ...waitHere(pools, to, units)];
  const reserved = fillable(pools, to, units);
  return { rows: [...rows, ...fill(pools, to, reserved)], reserved };
}

/** Serves so many more units of a line from a warehouse: promised as far as they are there, the rest waits there. */
export function placeInto(pools: Pools, model: readonly ReservationRow[], all: readonly ReservationRow[], share: { warehouseId: string; quantity: Quantity; because: Json },
  ctx: DecideContext): { rows: Change[]; there: ReservationRow[]; opened: ReservationRow[] } {
  const { rows: opened, there } = placeFor(model, all, share.warehouseId, share.because, ctx);
  const waits = waitHere(pools, there, share.quantity);
  const filled = fill(pools, there, fillable(pools, there, share.quantity));
  const told = there.filter((row) => all.includes(row)).map((row) => pools.setReservation(pools.reservation(row), { because: share.because }));
  return { rows: [...opened, ...waits, ...filled, ...told], there, opened: there.filter((row) => !all.includes(row)) };
}

/** Units of a line that may leave from here now: what is promised to it, and what is free and it waits for. */
export function shippable(pools: Pools, here: readonly ReservationRow[]): Quantity {
  return add(readyNow(pools, here), fillable(pools, here, waitingNow(pools, here)));
}

/** Refuses a quantity of a line that its unit does not allow: kits are promised whole. */
export function demandLinePlaces(pools: Pools, { productId, warehouseId, perKit }: Pick<ReservationRow, 'productId' | 'warehouseId' | 'perKit'>, quantity: Quantity, path: string[]): void {
  if (perKit === null) demandPlaces(pools, productId, warehouseId, quantity, path);
  else if (!fitsPlaces(quantity, 0)) throw fieldRefused(path, 'decimal_places', { places: 0 });
}
