// Shipping what a pick list has fetched for an order: exactly that, of those lots, and not out of the bins again.
import sql from 'sql-template-tag';
import type { OrderLineRow, PickLineRow, PickListRow, ReservationRow } from '../generated/rows.ts';
import type { LotPart } from '../inventory/lots.ts';
import { openQuantity } from '../orders/transitions.ts';
import type { Known } from '../shared/known.ts';
import { idArray, locked, type Part } from '../shared/parts.ts';
import { none, type Quantity } from '../shared/quantity.ts';
import { update, type Change } from '../shared/write.ts';
import { firstOf } from '../warehousing/lotsOfMove.ts';
import { demandPicked } from '../warehousing/pickRules.ts';
import { pickedLots, shippable } from '../warehousing/picks.ts';
import { NothingToShip } from './refusals.ts';

/** Pick lists and their lines, locked; no parts where nobody ships by a list. */
export function pickParts(ids: readonly (string | null | undefined)[]): Part[] {
  if (!ids.some(Boolean)) return [];
  return [
    locked('pick_lists', 'PickList', sql`t.id = ANY(${idArray(ids)})`),
    locked('pick_lines', 'PickLine', sql`t."pickListId" = ANY(ARRAY(SELECT id FROM pick_lists))`),
  ];
}

export interface PickedGoods {
  warehouseId: string;
  /** The order's lines, as far as they were fetched; services go with them. */
  wanted: { orderLineId: string; quantity: Quantity }[];
  lotsOf(reservation: ReservationRow, units: Quantity): LotPart[];
  /** Says with which shipment the goods have left. */
  rows(shipmentId: string): Change[];
}

/** What a list holds for an order; undefined where none is named. Refuses NOT_FOUND, PICK_LIST_STATE, NOTHING_TO_SHIP. */
export function pickedGoods(known: Known, pickListId: string | null | undefined, order: { id: string; number: string | null }, lines: readonly OrderLineRow[],
  reservations: readonly ReservationRow[]): PickedGoods | undefined {
  if (!pickListId) return undefined;
  const list: PickListRow = known.row('PickList', pickListId);
  const own: PickLineRow[] = known.rows('PickLine', (row) => row.pickListId === pickListId && row.orderId === order.id && row.shipmentId === null);
  demandPicked(list);
  const goods = shippable(own, reservations);
  if (goods.length === 0) throw NothingToShip({ order: order.id, orderNumber: order.number ?? '' });
  const services = lines.filter((line) => !line.isDropShipped && openQuantity(line) > none && !reservations.some((row) => row.orderLineId === line.id))
    .map((line) => ({ orderLineId: line.id, quantity: openQuantity(line) }));
  return {
    warehouseId: list.warehouseId, wanted: [...goods, ...services],
    lotsOf: (reservation, units) => firstOf(pickedLots(own, reservation.id), units),
    rows: (shipmentId) => own.map((line) => update('PickLine', line.id, { shipmentId })),
  };
}
