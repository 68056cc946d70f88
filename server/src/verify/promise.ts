import type { Check } from '../verify.ts';

export const promiseChecks: readonly Check[] = [
  {
    check: 'an open reservation belongs to an order that waits for its goods, and to no more than its line asks',
    sql: `SELECT r."orderLineId", r."productId", o.number, o.status, l.quantity, l.shipped, r.held FROM (SELECT "orderId", "orderLineId", "productId",
        max("perKit") AS "perKit", sum(reserved + backordered) AS held FROM "Reservation" GROUP BY 1, 2, 3 HAVING sum(reserved + backordered) > 0) r
      LEFT JOIN "OrderLine" l ON l.id = r."orderLineId" LEFT JOIN "Order" o ON o.id = r."orderId"
      WHERE o.id IS NULL OR l.id IS NULL OR o.status NOT IN ('PLACED', 'PART_SHIPPED') OR l."isDropShipped"
        OR r.held <> (l.quantity - l.shipped - l.cancelled) * coalesce(r."perKit", 1)`,
  },
  {
    check: 'no reservation is below zero',
    sql: `SELECT id, "orderLineId", reserved, backordered FROM "Reservation" WHERE reserved < 0 OR backordered < 0`,
  },
  {
    check: 'components of a kit are promised and wait for whole kits, at every warehouse as many of each',
    sql: `SELECT "orderLineId", "warehouseId", min((reserved + backordered) / "perKit") AS least, max((reserved + backordered) / "perKit") AS most FROM "Reservation"
      WHERE "perKit" IS NOT NULL GROUP BY 1, 2
      HAVING min((reserved + backordered) / "perKit") <> max((reserved + backordered) / "perKit") OR min((reserved + backordered) / "perKit") % 1 <> 0`,
  },
  {
    check: 'a kit is made of goods that are kept in stock, and of no kits',
    sql: `SELECT k.id, p.sku, c.sku AS component FROM "KitComponent" k JOIN "Product" p ON p.id = k."kitProductId" JOIN "Product" c ON c.id = k."componentProductId"
      WHERE NOT p."isKit" OR p."isStocked" OR c."isKit" OR NOT c."isStocked"
      UNION ALL SELECT p.id, p.sku, NULL FROM "Product" p WHERE p."isKit" AND NOT EXISTS (SELECT FROM "KitComponent" k WHERE k."kitProductId" = p.id)`,
  },
  {
    check: 'what a supplier sent straight to a customer is a shipment of the same cost, and stands or was taken back with it',
    sql: `SELECT r.id, r.number, r.status, r."valueMinor", s.number AS shipment, s.status AS "shipmentStatus", s."costMinor" FROM "Receipt" r
      FULL JOIN (SELECT * FROM "Shipment" WHERE "receiptId" IS NOT NULL) s ON s."receiptId" = r.id
      WHERE (r."customerOrderId" IS NOT NULL OR s.id IS NOT NULL)
        AND (r.id IS NULL OR s.id IS NULL OR r."customerOrderId" IS DISTINCT FROM s."orderId" OR r.status <> s.status OR r."valueMinor" <> s."costMinor")`,
  },
  {
    check: 'drop-shipped goods never touch stock',
    sql: `SELECT m.id, m."sourceType", m."sourceId" FROM "StockMove" m WHERE m."sourceId" IN (SELECT id FROM "Receipt" WHERE "customerOrderId" IS NOT NULL
        UNION ALL SELECT id FROM "Shipment" WHERE "receiptId" IS NOT NULL)`,
  },
  {
    check: 'no more of an order line is on order with suppliers for the customer than is open of it',
    sql: `SELECT l.id, l."orderId", l.quantity, l.shipped, l.cancelled, p.ordered FROM "OrderLine" l JOIN (SELECT pl."orderLineId", sum(pl.quantity - pl.received) AS ordered
        FROM "PurchaseOrderLine" pl JOIN "PurchaseOrder" po ON po.id = pl."purchaseOrderId" WHERE po."customerOrderId" IS NOT NULL AND po.status IN ('ORDERED', 'PART_RECEIVED')
        GROUP BY 1) p ON p."orderLineId" = l.id WHERE p.ordered > l.quantity - l.shipped - l.cancelled OR NOT l."isDropShipped"`,
  },
];
