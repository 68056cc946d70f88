import sql, { type Sql } from 'sql-template-tag';
import type { InvoiceCycle, OrderStatus } from '../generated/rows.ts';
import type { Queryable } from '../shared/db.ts';
import { minor } from '../shared/money.ts';
import type { Day } from '../shared/time.ts';
import type { DueShipment } from './invoiceCycles.ts';

interface Row {
  id: string; number: string; orderId: string; customerId: string; shippedOn: Day; orderStatus: OrderStatus; total: string; basis: string;
  cycle: InvoiceCycle; day: number | null; isConsolidated: boolean;
}

/** Shipments shipped up to a day that no invoice covers and no run waits for or holds, as JSON-ready rows, oldest first. */
export const dueShipmentsSql = (companyId: string, upTo: Day, customerId: string | null): Sql => sql`
  SELECT s.id, s.number, s."orderId", s."customerId", s."shippedOn"::text AS "shippedOn", o.status::text AS "orderStatus", hesabu_in_company(s."totalMinor", s."exchangeRate", s."currencyCode")::text AS total,
    coalesce(c.cycle, 'SHIPMENT')::text AS cycle, c.day, coalesce(c."isConsolidated", FALSE) AS "isConsolidated",
    concat_ws('|', o."currencyCode", o."taxRounding", o."taxTreatment", o."taxReason", CASE WHEN EXISTS (SELECT FROM "Address" a WHERE a."customerId" = s."customerId") THEN ''
      ELSE concat_ws('|', o."shipToName", o."shipToStreet", o."shipToCity", o."shipToRegion", o."shipToPostalCode", o."shipToCountry") END) AS basis
  FROM "Shipment" s JOIN "Order" o ON o.id = s."orderId" LEFT JOIN "InvoiceSchedule" c ON c."customerId" = s."customerId"
  WHERE s."companyId" = ${companyId} AND s.status = 'POSTED' AND s."invoiceId" IS NULL AND s."shippedOn" <= ${upTo}
    AND ${customerId ? sql`s."customerId" = ${customerId}` : sql`TRUE`}
    AND s.id::text NOT IN (SELECT unnest(e."shipmentIds") FROM "InvoiceRunEntry" e WHERE e.status IN ('WAITING', 'HELD'))
  ORDER BY s."customerId", s."shippedOn", s.number`;

export const dueOf = (rows: Row[]): DueShipment[] => rows.map(({ total, ...row }) => ({ ...row, total: minor(BigInt(total)) }));
export type DueRow = Row;

export const loadDue = async (db: Queryable, companyId: string, upTo: Day, customerId: string | null): Promise<DueShipment[]> =>
  dueOf(await db.rows<Row>(dueShipmentsSql(companyId, upTo, customerId)));
