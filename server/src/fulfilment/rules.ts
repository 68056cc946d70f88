// Pure: what a shipment takes, and what it is worth.
import type { CustomerRow, OrderLineRow, OrderRow, ReservationRow, ShipmentLineRow, ShipmentRow, ShipPolicy } from '../generated/rows.ts';
import { kitsIn, readyOf, totalOf } from '../inventory/kitUnits.ts';
import type { Pools } from '../inventory/pools.ts';
import { shippable } from '../inventory/promises.ts';
import { StockShort } from '../orders/refusals.ts';
import { openQuantity } from '../orders/transitions.ts';
import { minor, minus, plus, take, zero, type Minor } from '../shared/money.ts';
import { add, fewest, most, none, subtract, type Quantity } from '../shared/quantity.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { LineDropShipped, NothingToShip, ShipExceedsOrder, ShipmentInvoiced, ShipmentReturned, ShipmentReversed, ShipPolicyForbids } from './refusals.ts';

/** A part of an order line to ship; without reservations it is a service, of which no stock is kept. */
export interface ShipPart { line: OrderLineRow; quantity: Quantity; here: ReservationRow[] }

interface Wanted { orderLineId: string; quantity: Quantity }

/** Units of a line at a warehouse that deliveries are made of. */
const underwayOf = (here: readonly ReservationRow[]): Quantity => here.map((row) => -kitsIn(-row.underway as Quantity, row.perKit) as Quantity).reduce(most, none);

/** Units of a line that are promised at a warehouse and in no delivery yet. */
export const readyFor = (here: readonly ReservationRow[]): Quantity =>
  most(none, readyOf(here.map((row) => ({ ...row, reserved: subtract(row.reserved, row.underway) }))));

/** What can be shipped of a line from a warehouse without being asked: what is promised there, all of a service. */
const readyAt = (line: OrderLineRow, here: ReservationRow[], isService: boolean): Quantity =>
  fewest(openQuantity(line), isService ? openQuantity(line) : readyFor(here));

/** What may leave of an order before all of it is there: as it says itself, else as its customer wants it. */
export const policyOf = (order: Pick<OrderRow, 'shipPolicy'>, customer: Pick<CustomerRow, 'shipPolicy'>): ShipPolicy => order.shipPolicy ?? customer.shipPolicy;

/** Refuses parts that the order's policy does not let leave: of whole lines, and of whole orders, nothing may wait. */
export function demandPolicy(order: OrderRow, policy: ShipPolicy, lines: readonly OrderLineRow[], reservations: readonly ReservationRow[], parts: readonly { line: OrderLineRow; quantity: Quantity; here: readonly ReservationRow[] }[]): void {
  if (policy === 'PARTIAL') return;
  const isWhole = (line: OrderLineRow, part: (typeof parts)[number] | undefined): boolean => {
    const open = openQuantity(line);
    if (open === none || line.isDropShipped || part?.quantity === open) return true;
    const own = reservations.filter((each) => each.orderLineId === line.id);
    const places = [...Map.groupBy(own, ({ warehouseId }) => warehouseId).values()];
    const promised = places.reduce((sum, here) => add(sum, readyOf(here)), none);
    // Goods of several warehouses leave in as many parcels; each takes all that is promised there.
    return own.length === 0 || (promised === open && (!part || part.quantity === readyOf(part.here)));
  };
  const partOf = (line: OrderLineRow) => parts.find((each) => each.line.id === line.id);
  const short = lines.find((line) => (policy === 'COMPLETE' || partOf(line)) && !isWhole(line, partOf(line)));
  if (short) throw ShipPolicyForbids({ order: order.id, orderNumber: order.number ?? '', policy, productName: short.description });
}

/** Refuses what a supplier sends straight to the customer. */
export function demandFromStock(line: Pick<OrderLineRow, 'isDropShipped' | 'description'>): void {
  if (line.isDropShipped) throw LineDropShipped({ productName: line.description });
}

export interface ShipPlan { warehouseId: string; parts: ShipPart[] }

/**
 * The parts to ship from one warehouse: what is wanted, or all that is promised there. Which warehouse, where none is named:
 * the order's own where it has all that is wanted (or anything), else the first that has. Refuses more than is open of a line.
 */
export function planShipment(order: OrderRow, lines: OrderLineRow[], reservations: ReservationRow[], wanted: Wanted[] | null | undefined, named?: string | null, policy: ShipPolicy = 'PARTIAL'): ShipPlan {
  const asked = wanted?.map(({ orderLineId, quantity }, index) => {
    const line = lines.find((each) => each.id === orderLineId);
    if (!line) throw fieldRefused(['lines', String(index), 'orderLineId'], 'id_unknown', { type: 'OrderLine' });
    demandFromStock(line);
    return { line, quantity };
  });
  const ofLine = (line: OrderLineRow) => reservations.filter((each) => each.orderLineId === line.id);
  const planned = (warehouseId: string): ShipPart[] => lines.filter((line) => !line.isDropShipped).map((line) => {
    const own = ofLine(line);
    const here = own.filter((each) => each.warehouseId === warehouseId);
    const quantity = asked ? asked.reduce((sum, part) => (part.line === line ? add(sum, part.quantity) : sum), none) : readyAt(line, here, own.length === 0);
    return { line, quantity, here };
  }).filter(({ quantity }) => quantity > none);
  const others = [...new Set(reservations.map((each) => each.warehouseId))].filter((each) => each !== order.warehouseId).sort();
  const suffices = (parts: ShipPart[]) => parts.length > 0 && parts.every(({ line, quantity, here }) => ofLine(line).length === 0 || quantity <= totalOf(here));
  // Services alone leave from anywhere: goods come first.
  const hasGoods = (parts: ShipPart[]) => suffices(parts) && parts.some(({ here }) => here.length > 0);
  const places = [order.warehouseId, ...others];
  const warehouseId = named ?? places.find((each) => hasGoods(planned(each))) ?? places.find((each) => suffices(planned(each))) ?? order.warehouseId;
  const parts = planned(warehouseId);
  for (const { line, quantity } of parts) {
    if (quantity > openQuantity(line)) throw ShipExceedsOrder({ productName: line.description, wanted: quantity, open: openQuantity(line) });
  }
  // Without being asked, whole lines leave; of a whole order, all or nothing.
  const kept = policy === 'WHOLE_LINES' && !asked ? parts.filter(({ line, quantity }) => quantity === openQuantity(line)) : parts;
  if (kept.length === 0) throw NothingToShip({ order: order.id, orderNumber: order.number ?? '' });
  demandPolicy(order, policy, lines, reservations, kept);
  return { warehouseId, parts: kept };
}

/** Refuses to ship more than is promised to a line at a warehouse or free there; call it before each part, as the pools change. */
export function demandStock(pools: Pools, { line, quantity, here }: ShipPart): void {
  const available = subtract(shippable(pools, here), underwayOf(here.map((row) => pools.reservation(row))));
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

/** A shipment is taken back once, and not after it was invoiced, or goods of it came back: then a return is the way. */
export function demandReversible(shipment: Pick<ShipmentRow, 'id' | 'number' | 'status' | 'invoiceId'>, returned: readonly unknown[]): void {
  if (returned.length > 0) throw ShipmentReturned({ shipment: shipment.id, shipmentNumber: shipment.number });
  if (shipment.status !== 'POSTED') throw ShipmentReversed({ shipment: shipment.id, shipmentNumber: shipment.number });
  if (shipment.invoiceId !== null) throw ShipmentInvoiced({ shipment: shipment.id, shipmentNumber: shipment.number });
}
