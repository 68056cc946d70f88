// Pure: how billing marks what it has invoiced. Lock the order first, then its shipments.
import type { ShipmentRow } from '../generated/rows.ts';
import { update, type Change } from '../shared/write.ts';

/** An invoice covers the shipment; it can no longer be taken back. */
export const invoicedShipmentRow = (shipment: Pick<ShipmentRow, 'id'>, invoiceId: string): Change => update('Shipment', shipment.id, { invoiceId });
