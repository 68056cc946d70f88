// Pure: what may happen to a delivery when, and what of its orders' promises it is made of.
import type { DeliveryLineRow, DeliveryRow, DeliveryStatus, ParcelLineRow, ParcelRow, PickShortReason, ReservationRow } from '../generated/rows.ts';
import { hold } from '../inventory/holds.ts';
import { partOf } from '../inventory/kitUnits.ts';
import { freeOf } from '../inventory/poolPromises.ts';
import type { Pools } from '../inventory/pools.ts';
import { readyNow, unpromise } from '../inventory/promises.ts';
import type { DecideContext } from '../shared/action.ts';
import { add, fewest, most, none, subtract, type Quantity } from '../shared/quantity.ts';
import type { Change } from '../shared/write.ts';
import { DeliveryState, NothingToShip, ParcelsLabelled } from './refusals.ts';
import { readyFor } from './rules.ts';

/** The one table of a delivery's legal moves: rules, the field `actions` and tests read it. */
export const deliveryMoves = {
  updateDelivery: ['DRAFT', 'PICKED', 'PACKED'],
  splitDelivery: ['DRAFT'],
  mergeDeliveries: ['DRAFT'],
  pickDelivery: ['DRAFT'],
  saveParcels: ['PICKED'],
  packDelivery: ['PICKED'],
  stepBackDelivery: ['PICKED', 'PACKED'],
  cancelDelivery: ['DRAFT', 'PICKED', 'PACKED'],
  shipDelivery: ['PACKED'],
  confirmDelivered: ['SHIPPED'],
  revokeDelivered: ['DELIVERED'],
  reverseShipment: ['SHIPPED'],
} as const satisfies Record<string, readonly DeliveryStatus[]>;

export type DeliveryMove = keyof typeof deliveryMoves;

/** Refuses DELIVERY_STATE. */
export function demandDelivery({ number, status }: Pick<DeliveryRow, 'number' | 'status'>, move: DeliveryMove): void {
  if (!(deliveryMoves[move] as readonly DeliveryStatus[]).includes(status)) throw DeliveryState({ number, status });
}

/** Refuses PARCELS_LABELLED: what a carrier has a label for is not opened. */
export function demandUnlabelled({ number }: Pick<DeliveryRow, 'number'>, parcels: readonly Pick<ParcelRow, 'no' | 'isLabelled'>[]): void {
  const labelled = parcels.find(({ isLabelled }) => isLabelled);
  if (labelled) throw ParcelsLabelled({ number, parcelNo: labelled.no });
}

/** The reservations of an order line at a warehouse, as the decision has left them. */
export const hereOf = (pools: Pools, reservations: readonly ReservationRow[], orderLineId: string, warehouseId: string): ReservationRow[] =>
  reservations.filter((row) => row.orderLineId === orderLineId && row.warehouseId === warehouseId).map((row) => pools.reservation(row));

/** Units of a line that a delivery can be made of. */
export const plannable = (pools: Pools, here: readonly ReservationRow[]): Quantity => readyFor(here.map((row) => pools.reservation(row)));

/** So many more units of a line are underway; less than nothing: so many fewer. */
export const moveUnderway = (pools: Pools, here: readonly ReservationRow[], units: Quantity): Change[] => here.map((each) => {
  const row = pools.reservation(each);
  return pools.setReservation(row, { underway: fewest(row.reserved, most(none, add(row.underway, partOf(units, row.perKit)))) });
});

/** Units of a line for which a delivery keeps goods, by how far it is. */
export const keptOf = ({ status }: Pick<DeliveryRow, 'status'>, line: DeliveryLineRow): Quantity => {
  if (status === 'DRAFT') return line.planned;
  return status === 'PICKED' ? line.picked ?? none : status === 'PACKED' ? line.packed : none;
};

/**
 * Units of a line that were not found, or not packed: the customer waits for them again. What was missing or damaged is held
 * back, so that nobody is promised it until somebody has looked.
 */
export function comeShort(pools: Pools, here: readonly ReservationRow[], units: Quantity, { reason, number, deliveryId }: { reason: PickShortReason; number: string; deliveryId: string }, ctx: DecideContext): Change[] {
  const rows = [...moveUnderway(pools, here, subtract(none, units)), ...unpromise(pools, here, fewest(units, readyNow(pools, here)))];
  if (reason === 'OTHER') return rows;
  return [...rows, ...here.flatMap(({ productId, warehouseId, perKit }) => {
    const quantity = fewest(partOf(units, perKit), freeOf(pools.level(productId, warehouseId)));
    return quantity <= none ? [] : hold(pools, {
      productId, warehouseId, quantity, kind: reason === 'DAMAGED' ? 'DAMAGED' : 'MANUAL', reason: number, source: { type: 'Delivery', id: deliveryId },
    }, ctx).rows;
  })];
}

/** Refuses NOTHING_TO_SHIP where nothing is left of a delivery: it is cancelled then, not carried on. */
export function demandGoods(lines: readonly { orderId: string; quantity: Quantity }[], numberOf: (orderId: string) => string): void {
  const [first] = lines;
  if (first && lines.every(({ quantity }) => quantity === none)) throw NothingToShip({ order: first.orderId, orderNumber: numberOf(first.orderId) });
}

export interface ParcelDraft {
  packaging?: string | null; weight?: Quantity | null; length?: Quantity | null; width?: Quantity | null; height?: Quantity | null; trackingNumber?: string | null;
  lines: { deliveryLineId: string; quantity: Quantity; lotId: string | null }[];
}

/** What lies in parcels of each line. */
export const packedOf = (parcels: readonly { lines: readonly { deliveryLineId: string; quantity: Quantity }[] }[], deliveryLineId: string): Quantity =>
  parcels.flatMap(({ lines }) => lines).reduce((sum, line) => (line.deliveryLineId === deliveryLineId ? add(sum, line.quantity) : sum), none);

export interface Packed { parcels: ParcelRow[]; contents: ParcelLineRow[] }
