// Past sales as demand, as SQL: what was sold here before the firm had orders of its own, so that nothing counts twice.
import sql, { type Sql } from 'sql-template-tag';

/** The first day of which the firm's own orders or shipments tell; null while there are none. */
export const firstOwnDay = (companyId: string): Sql => sql`(SELECT least((SELECT min(o."placedOn") FROM "Order" o WHERE o."companyId" = ${companyId}),
  (SELECT m."effectiveOn" FROM "StockMove" m WHERE m."companyId" = ${companyId} AND m.kind = 'SHIPMENT' ORDER BY m."effectiveOn" LIMIT 1)))`;

/**
 * Rows "productId", "warehouseId", "soldOn", quantity (negative for what was taken back) of goods sold before the first own day.
 * What names no warehouse counts for the default one.
 */
export const pastDemand = (companyId: string): Sql => sql`(SELECT h."productId", coalesce(h."warehouseId", (SELECT w.id FROM "Warehouse" w WHERE w."isDefault" ORDER BY w.id LIMIT 1)) AS "warehouseId", h."soldOn", h.quantity
  FROM "SalesHistory" h CROSS JOIN (SELECT ${firstOwnDay(companyId)} AS day) f WHERE h."companyId" = ${companyId} AND h.kind <> 'CHARGE' AND h."productId" IS NOT NULL AND (f.day IS NULL OR h."soldOn" < f.day))`;
