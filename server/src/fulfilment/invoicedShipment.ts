import type { ShipmentRow } from '../generated/rows.ts';
import { update, type Change } from '../shared/write.ts';

/** An invoice covers a shipment from now on: it cannot be reversed any more. */
export function invoicedShipment(shipment: ShipmentRow, invoiceId: string): Change {
  shipment.invoiceId = invoiceId;
  return update('Shipment', shipment.id, { invoiceId });
}
