// Pure: what a shipment takes, and what it is worth.
import type { OrderLineRow, OrderRow, ReservationRow, ShipmentLineRow, ShipmentRow } from '../generated/rows.ts';
import type { Pools } from '../inventory/pools.ts';
import { StockShort } from '../orders/refusals.ts';
import { openQuantity } from '../orders/transitions.ts';
import { minor, minus, plus, take, zero, type Minor } from '../shared/money.ts';
import { add, fewest, most, none, subtract, type Quantity } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { NothingToShip, ShipExceedsOrder, ShipmentInvoiced, ShipmentReversed } from './refusals.ts';

/** A part of an order line to ship; without a reservation it is a service, of which no stock is kept. */
export interface ShipPart { line: OrderLineRow; quantity: Quantity; reservation?: ReservationRow }

interface Wanted { orderLineId: string; quantity: Quantity }

/** What can be shipped of a line without being asked: what is reserved, all of a service. */
const readyOf = (line: OrderLineRow, reservation: ReservationRow | undefined): Quantity =>
  fewest(openQuantity(line), reservation ? reservation.reserved : openQuantity(line));

/** The parts to ship: what is wanted, or all that is reserved. Refuses more than is open of a line. */
export function planShipment(order: OrderRow, lines: OrderLineRow[], reservations: ReservationRow[], wanted: Wanted[] | null | undefined): ShipPart[] {
  const reservationOf = (line: OrderLineRow) => reservations.find((each) => each.orderLineId === line.id);
  const asked = wanted?.map(({ orderLineId, quantity }, index) => {
    const line = lines.find((each) => each.id === orderLineId);
    if (!line) throw fieldRefused(['lines', String(index), 'orderLineId'], 'id_unknown', { type: 'OrderLine' });
    return { line, quantity };
  });
  const parts = lines.map((line): ShipPart => ({
    line, reservation: reservationOf(line),
    quantity: asked ? asked.reduce((sum, part) => (part.line === line ? add(sum, part.quantity) : sum), none) : readyOf(line, reservationOf(line)),
  }));
  for (const { line, quantity } of parts) {
    if (quantity > openQuantity(line)) throw ShipExceedsOrder({ productName: line.description, wanted: quantity, open: openQuantity(line) });
  }
  const shipped = parts.filter((part) => part.quantity > none);
  if (shipped.length === 0) throw NothingToShip({ order: order.id, orderNumber: order.number ?? '' });
  return shipped;
}

/** Refuses to ship more than is reserved for a line or free; call it before each part, as the pools change. */
export function demandStock(pools: Pools, { line, quantity, reservation }: ShipPart & { reservation: ReservationRow }): void {
  const level = pools.level(reservation.productId, reservation.warehouseId);
  const available = add(pools.reservation(reservation).reserved, most(none, subtract(level.onHand, level.reserved)));
  if (quantity <= available) return;
  throw StockShort({ product: line.productId, productName: line.description, wanted: quantity, available, short: subtract(quantity, available) });
}

export interface ShippedAmounts { gross: Minor; net: Minor; tax: Minor }
type Posted = Pick<ShipmentLineRow, 'orderLineId' | 'grossMinor' | 'netMinor' | 'taxMinor'>;

/**
 * What a part of a line is worth: the share of all that is shipped by then, less what is posted already, so that the parts
 * of a line sum to the line whatever is shipped, taken back and shipped again. `line.shipped` is before this part.
 */
export function shippedAmounts(line: OrderLineRow, quantity: Quantity, posted: Posted[]): ShippedAmounts {
  const own = posted.filter((each) => each.orderLineId === line.id);
  const part = (whole: Minor, before: Minor[]) =>
    minus(take({ units: line.quantity, value: whole }, add(line.shipped, quantity)), plus(zero, ...before));
  return {
    gross: part(line.grossMinor, own.map((each) => each.grossMinor)),
    net: part(line.netMinor, own.map((each) => each.netMinor)),
    tax: part(line.taxMinor, own.map((each) => each.taxMinor)),
  };
}

/** Freight goes with the first shipment that stands. */
export const freightLeft = (order: Pick<OrderRow, 'freightMinor'>, posted: Pick<ShipmentRow, 'freightMinor'>[]): Minor =>
  minus(order.freightMinor, plus(minor(0), ...posted.map((each) => each.freightMinor)));

/** A shipment is taken back once, and not after it was invoiced: then a credit note is the way. */
export function demandReversible(shipment: Pick<ShipmentRow, 'id' | 'number' | 'status' | 'invoiceId'>): void {
  if (shipment.status !== 'POSTED') throw ShipmentReversed({ shipment: shipment.id, shipmentNumber: shipment.number });
  if (shipment.invoiceId !== null) throw ShipmentInvoiced({ shipment: shipment.id, shipmentNumber: shipment.number });
}
