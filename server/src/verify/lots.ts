import type { Check } from '../verify.ts';

export const lotChecks: readonly Check[] = [
  {
    check: 'the lots of a move of a tracked product sum to its quantity',
    sql: `SELECT m.id, m."productId", m.quantity, sum(l.quantity) AS lots FROM "StockMove" m JOIN "LotMove" l ON l."moveId" = m.id GROUP BY m.id
      HAVING sum(l.quantity) <> m.quantity
      UNION ALL SELECT m.id, m."productId", m.quantity, NULL FROM "StockMove" m JOIN "StockLevel" s USING ("productId", "warehouseId")
        WHERE s.tracking <> 'NONE' AND s."onHand" <> 0 AND m.quantity <> 0 AND NOT EXISTS (SELECT FROM "LotMove" l WHERE l."moveId" = m.id)
          AND m.sequence > (SELECT coalesce(max(e.sequence), 0) FROM (SELECT o.sequence, sum(o.quantity) OVER (ORDER BY o.sequence) AS left_over FROM "StockMove" o
            WHERE o."productId" = m."productId" AND o."warehouseId" = m."warehouseId") e WHERE e.left_over = 0)`,
  },
  {
    check: 'what of a lot lies in a warehouse is the sum of its moves',
    sql: `SELECT v."lotId", v."warehouseId", v."onHand", m.quantity FROM "LotLevel" v FULL JOIN (SELECT l."lotId", s."warehouseId", sum(l.quantity) quantity
        FROM "LotMove" l JOIN "StockMove" s ON s.id = l."moveId" GROUP BY 1, 2) m USING ("lotId", "warehouseId")
      WHERE coalesce(v."onHand", 0) <> coalesce(m.quantity, 0)`,
  },
  {
    check: 'a tracked pool is the sum of its lots: on hand, reserved and held',
    sql: `SELECT s."productId", s."warehouseId", s."onHand", v."onHand" AS "lotsOnHand", s.reserved, v.reserved AS "lotsReserved", s.held, v.held AS "lotsHeld"
      FROM "StockLevel" s LEFT JOIN (SELECT "productId", "warehouseId", sum("onHand") "onHand", sum(reserved) reserved, sum(held) held FROM "LotLevel" GROUP BY 1, 2) v
        USING ("productId", "warehouseId")
      WHERE s.tracking <> 'NONE' AND (s."onHand" <> coalesce(v."onHand", 0) OR s.reserved <> coalesce(v.reserved, 0) OR s.held <> coalesce(v.held, 0))
        OR s.tracking = 'NONE' AND coalesce(v."onHand", 0) <> 0`,
  },
  {
    check: 'what of a lot is reserved is promised to somebody or held back',
    sql: `SELECT v."lotId", v."warehouseId", v.reserved, v.held, r.quantity AS promised, h.quantity AS holds FROM "LotLevel" v
      FULL JOIN (SELECT x."lotId", r."warehouseId", sum(x.quantity) quantity FROM "ReservedLot" x JOIN "Reservation" r ON r.id = x."reservationId" GROUP BY 1, 2) r
        USING ("lotId", "warehouseId")
      FULL JOIN (SELECT "lotId", "warehouseId", sum(quantity) quantity FROM "StockHold" WHERE "lotId" IS NOT NULL GROUP BY 1, 2) h USING ("lotId", "warehouseId")
      WHERE (coalesce(v.reserved - v.held, 0) <> coalesce(r.quantity, 0) OR coalesce(v.held, 0) <> coalesce(h.quantity, 0))
        AND NOT EXISTS (SELECT FROM "Warehouse" w WHERE w.id = "warehouseId" AND w.kind = 'TRANSIT')`,
  },
  {
    check: 'an order line is promised as many units as lots are promised to it',
    sql: `SELECT r.id, r."orderId", r.reserved, x.quantity FROM "Reservation" r JOIN "StockLevel" s USING ("productId", "warehouseId")
      LEFT JOIN (SELECT "reservationId", sum(quantity) quantity FROM "ReservedLot" GROUP BY 1) x ON x."reservationId" = r.id
      WHERE coalesce(x.quantity, 0) <> CASE WHEN s.tracking = 'NONE' THEN 0 ELSE r.reserved END`,
  },
  {
    check: 'what is held of a pool is the sum of its holds, beside what lies in transit',
    sql: `SELECT s."productId", s."warehouseId", s.held, h.quantity FROM "StockLevel" s JOIN "Warehouse" w ON w.id = s."warehouseId"
      LEFT JOIN (SELECT "productId", "warehouseId", sum(quantity) quantity FROM "StockHold" GROUP BY 1, 2) h USING ("productId", "warehouseId")
      WHERE w.kind <> 'TRANSIT' AND s.held <> coalesce(h.quantity, 0)`,
  },
  {
    check: 'a serial number is in one place at most, and one piece',
    sql: `SELECT v."lotId", sum(v."onHand") AS "onHand" FROM "LotLevel" v JOIN "Lot" l ON l.id = v."lotId" JOIN "Product" p ON p.id = l."productId"
      WHERE p.tracking = 'SERIAL' GROUP BY 1 HAVING sum(v."onHand") > 1`,
  },
  {
    check: 'a pool knows whether its product is tracked',
    sql: `SELECT s.id, s.tracking, p.tracking AS product FROM "StockLevel" s JOIN "Product" p ON p.id = s."productId" WHERE s.tracking <> p.tracking`,
  },
];
