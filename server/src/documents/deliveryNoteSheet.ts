import sql from 'sql-template-tag';
import type { Language, PostingStatus } from '../generated/rows.ts';
import type { Day } from '../shared/time.ts';
import { companyOf, languageOfParty, loaded, many, quantity, type Loader } from './loading.ts';
import { addressLines, code, day, end, fill, text, told } from './sheet.ts';

interface Row {
  number: string; status: PostingStatus; shippedOn: Day; carrier: string | null; trackingNumber: string | null; customerId: string; language: Language | null; recordedAt: string;
  orderNumber: string | null; customerReference: string | null; customer: { name: string; code: string }; warehouse: string; note: string | null;
  shipToName: string | null; shipToStreet: string | null; shipToCity: string | null; shipToRegion: string | null; shipToPostalCode: string | null; shipToCountry: string | null;
  lines: { description: string; sku: string; quantity: string; ordered: string; unit: string; lots: string[] }[];
}

/** What left for a customer: no prices, room to sign. */
export const deliveryNoteSheet: Loader = async (db, id, { company }) => {
  const it = await loaded<Row>(db, 'Shipment', id, sql`
    SELECT s.number, s.status, s."shippedOn", s.carrier, s."trackingNumber", s."customerId", ${languageOfParty(sql`s."customerId"`)} AS language, s."recordedAt",
      o.number AS "orderNumber", o."customerReference", o.note, jsonb_build_object('name', c.name, 'code', c.code) AS customer, w.name AS warehouse,
      o."shipToName", o."shipToStreet", o."shipToCity", o."shipToRegion", o."shipToPostalCode", o."shipToCountry",
      ${many(sql`ol.description, p.sku, trim_scale(l.quantity)::text AS quantity, trim_scale(ol.quantity)::text AS ordered, u.code AS unit,
        (SELECT coalesce(jsonb_agg(DISTINCT t.code ORDER BY t.code), '[]') FROM "StockMove" m JOIN "LotMove" n ON n."moveId" = m.id JOIN "Lot" t ON t.id = n."lotId"
          WHERE m."sourceId" = s.id AND m."productId" = l."productId" AND m."reversesMoveId" IS NULL) AS lots`,
      sql`"ShipmentLine" l JOIN "OrderLine" ol ON ol.id = l."orderLineId" JOIN "Product" p ON p.id = l."productId" JOIN "Unit" u ON u.id = p."unitId" WHERE l."shipmentId" = s.id`, sql`l.no`)} AS lines
    FROM "Shipment" s JOIN "Order" o ON o.id = s."orderId" JOIN "Customer" c ON c.id = s."customerId" JOIN "Warehouse" w ON w.id = s."warehouseId" WHERE s.id = ${id}`);
  const hasLots = it.lines.some(({ lots }) => lots.length > 0);
  return {
    kind: 'DELIVERY_NOTE', number: it.number, mark: it.status === 'REVERSED' ? 'REVERSED' : null, fixedAt: new Date(it.recordedAt), currencyCode: null,
    company: companyOf(company), party: { type: 'Customer', id: it.customerId, language: it.language },
    facts: told([
      { label: 'shippedOn', cell: day(it.shippedOn) }, { label: 'orderNumber', cell: code(it.orderNumber) }, { label: 'customerReference', cell: code(it.customerReference) },
      { label: 'customerNumber', cell: code(it.customer.code) }, { label: 'carrier', cell: text(it.carrier) }, { label: 'trackingNumber', cell: code(it.trackingNumber) },
      { label: 'warehouse', cell: text(it.warehouse) },
    ]),
    parties: [{ label: 'shipTo', name: it.shipToName ?? it.customer.name,
      lines: addressLines({ street: it.shipToStreet, city: it.shipToCity, region: it.shipToRegion, postalCode: it.shipToPostalCode, country: it.shipToCountry }) }],
    columns: [fill('item'), ...(hasLots ? [{ label: 'lots', align: 'start', width: 'auto' } as const] : []), end('ordered'), end('shipped')],
    rows: it.lines.map(({ description, sku, quantity: shipped, ordered, unit, lots }) => [
      text(description, [sku]), ...(hasLots ? [{ form: 'text', text: lots[0] ?? null, more: lots.slice(1) } as const] : []), quantity(ordered, unit), quantity(shipped, unit),
    ]),
    totals: [], breakdowns: [], notes: it.note ? [{ label: 'note', text: it.note }] : [], signatures: ['delivered', 'received'], showsPayment: false,
  };
};
