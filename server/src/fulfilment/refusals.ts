import { refusal } from '../shared/refusal.ts';

export const NothingToShip = refusal('NOTHING_TO_SHIP', { order: 'id:Order', orderNumber: 'text' });
export const ShipExceedsOrder = refusal('SHIP_EXCEEDS_ORDER', { productName: 'text', wanted: 'quantity', open: 'quantity' });
export const ShipmentInvoiced = refusal('SHIPMENT_INVOICED', { shipment: 'id:Shipment', shipmentNumber: 'text' });
export const ShipmentReversed = refusal('SHIPMENT_REVERSED', { shipment: 'id:Shipment', shipmentNumber: 'text' });
