import { refusal } from '../shared/refusal.ts';

export const NothingToShip = refusal('NOTHING_TO_SHIP', { order: 'id:Order', orderNumber: 'text' });
export const ShipExceedsOrder = refusal('SHIP_EXCEEDS_ORDER', { productName: 'text', wanted: 'quantity', open: 'quantity' });
export const ShipmentInvoiced = refusal('SHIPMENT_INVOICED', { shipment: 'id:Shipment', shipmentNumber: 'text' });
export const ShipmentReversed = refusal('SHIPMENT_REVERSED', { shipment: 'id:Shipment', shipmentNumber: 'text' });
/** Goods of it are on a return that is not cancelled. */
export const ShipmentReturned = refusal('SHIPMENT_RETURNED', { shipment: 'id:Shipment', shipmentNumber: 'text' });
/** The order, or this line of it, leaves only when all of it is there. */
export const ShipPolicyForbids = refusal('SHIP_POLICY_FORBIDS', { order: 'id:Order', orderNumber: 'text', policy: 'text', productName: 'text' });
/** The delivery's state does not allow the step. */
export const DeliveryState = refusal('DELIVERY_STATE', { number: 'text', status: 'text' });
/** A carrier's label is on its parcels, or asked for: it is cancelled first. */
export const ParcelsLabelled = refusal('PARCELS_LABELLED', { number: 'text', parcelNo: 'int' });
/** Deliveries that go elsewhere, or on another day, do not become one. */
export const DeliveriesDiffer = refusal('DELIVERIES_DIFFER', { number: 'text', other: 'text', what: 'text' });
/** More of a line than was planned, or than was picked. */
export const DeliveryExceeds = refusal('DELIVERY_EXCEEDS', { productName: 'text', wanted: 'quantity', most: 'quantity' });
/** Goods of this order that the list has fetched are in another delivery already. */
export const PickListPacked = refusal('PICK_LIST_PACKED', { number: 'text', delivery: 'text' });
/** Another product is proposed for the line already, and not answered. */
export const SubstitutionPending = refusal('SUBSTITUTION_PENDING', { productName: 'text' });
export const SubstitutionState = refusal('SUBSTITUTION_STATE', { status: 'text' });
/** Nobody who waits for it would be served before who has it. */
export const NothingToRedistribute = refusal('NOTHING_TO_REDISTRIBUTE', { productName: 'text', warehouseName: 'text' });
/** A supplier sends it straight to the customer: it leaves with the supplier's dispatch. */
export const LineDropShipped = refusal('LINE_DROP_SHIPPED', { productName: 'text' });
