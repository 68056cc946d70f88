// What a carrier is told of a delivery.
import sql from 'sql-template-tag';
import type { CarrierRequestRow, ParcelRow } from '../generated/rows.ts';
import type { Db } from '../shared/db.ts';
import { units } from '../shared/quantity.ts';
import { readRow, selectRows } from '../shared/rows.ts';
import type { Context } from '../shared/viewer.ts';
import type { Consignment, LabelOrder, Package, Place } from './adapter.ts';

const packageOf = ({ weight, length, width, height }: ParcelRow): Package => ({ weight: weight ?? units(0), length, width, height });

async function placesOf(db: Db, deliveryId: string, companyName: string): Promise<{ reference: string; from: Place; to: Place }> {
  const delivery = await readRow(db, 'Delivery', deliveryId);
  const warehouse = await readRow(db, 'Warehouse', delivery.warehouseId);
  const [order] = await db.rows<{ country: string | null }>(sql`SELECT o."shipToCountry" AS country FROM "DeliveryLine" l JOIN "Order" o ON o.id = l."orderId" WHERE l."deliveryId" = ${deliveryId} ORDER BY l.no LIMIT 1`);
  const city = [warehouse.postalCode, warehouse.city].filter(Boolean).join(' ');
  const [name = delivery.customerName, ...lines] = delivery.shipTo.split('\n');
  return {
    reference: delivery.number, to: { name, lines, country: order?.country ?? null },
    from: { name: companyName, lines: [warehouse.name, city, warehouse.region, warehouse.country].flatMap((each) => each || []), country: warehouse.country },
  };
}

const sample: Consignment = {
  reference: 'TEST', from: { name: 'Sender', lines: [], country: null }, to: { name: 'Recipient', lines: [], country: null }, currencyCode: '',
  parcels: [{ weight: units(1), length: units(20), width: units(20), height: units(20) }],
};

/** All parcels of a delivery; without one, a parcel of a kilogram, for a test. */
export async function loadConsignment({ deliveryId }: Pick<CarrierRequestRow, 'deliveryId'>, { db, company }: Context): Promise<Consignment> {
  if (!deliveryId) return { ...sample, currencyCode: company.currencyCode };
  const parcels = await selectRows(db, 'Parcel', sql`t."deliveryId" = ${deliveryId}`, { orderBy: sql`t.no` });
  return { ...await placesOf(db, deliveryId, company.name), parcels: parcels.map(packageOf), currencyCode: company.currencyCode };
}

/** One parcel, as it was weighed when its label was asked for. */
export async function loadLabelOrder(labelId: string, { db, company }: Context): Promise<LabelOrder> {
  const label = await readRow(db, 'ParcelLabel', labelId);
  const parcels = await selectRows(db, 'Parcel', sql`t."deliveryId" = ${label.deliveryId}`);
  const parcel = parcels.find(({ id }) => id === label.parcelId);
  return {
    ...await placesOf(db, label.deliveryId, company.name), parcel: { ...(parcel ? packageOf(parcel) : { length: null, width: null, height: null }), weight: label.weight },
    parcelNo: label.parcelNo, parcelCount: parcels.length, serviceCode: label.serviceCode, currencyCode: company.currencyCode,
  };
}
