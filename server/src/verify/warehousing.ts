import type { Check } from '../verify.ts';

const steps = (kind: string) => `coalesce(sum(l.quantity) FILTER (WHERE s.kind = '${kind}' AND s.status = 'POSTED'), 0)`;

export const warehousingChecks: readonly Check[] = [
  {
    check: 'what lies in bins is the sum of the moves between bins',
    sql: `SELECT c."binId", c."productId", c."lotId", c.quantity, m.quantity AS moved
      FROM (SELECT "binId", "productId", "lotId", sum(quantity) quantity FROM "BinContent" GROUP BY 1, 2, 3) c
      FULL JOIN (SELECT "binId", "productId", "lotId", sum(quantity) quantity FROM (
          SELECT "toBinId" AS "binId", "productId", "lotId", quantity FROM "BinMove" WHERE "toBinId" IS NOT NULL
          UNION ALL SELECT "fromBinId", "productId", "lotId", -quantity FROM "BinMove" WHERE "fromBinId" IS NOT NULL) x GROUP BY 1, 2, 3) m
        ON m."binId" = c."binId" AND m."productId" = c."productId" AND m."lotId" IS NOT DISTINCT FROM c."lotId"
      WHERE coalesce(c.quantity, 0) <> coalesce(m.quantity, 0)`,
  },
  {
    check: 'a pool has in bins what lies in its bins, and no more than is on hand',
    sql: `SELECT l."productId", l."warehouseId", l."onHand", l.binned, c.quantity FROM "StockLevel" l
      FULL JOIN (SELECT "productId", "warehouseId", sum(quantity) quantity FROM "BinContent" GROUP BY 1, 2) c USING ("productId", "warehouseId")
      WHERE coalesce(l.binned, 0) <> coalesce(c.quantity, 0) OR coalesce(l.binned, 0) > greatest(l."onHand", 0)`,
  },
  {
    check: 'goods lie in bins of the warehouse that has them',
    sql: `SELECT c.id, c."binId" FROM "BinContent" c JOIN "Bin" b ON b.id = c."binId" WHERE b."warehouseId" <> c."warehouseId"
      UNION ALL SELECT l.id, l."defaultBinId" FROM "StockLevel" l JOIN "Bin" b ON b.id = l."defaultBinId" WHERE b."warehouseId" <> l."warehouseId"`,
  },
  {
    check: 'a transfer\'s lines have left, come and been lost as its steps say',
    sql: `SELECT t.id, t.dispatched, t.received, t.lost, s.dispatched AS "stepsDispatched", s.received AS "stepsReceived", s.lost AS "stepsLost" FROM "TransferLine" t
      LEFT JOIN (SELECT l."transferLineId" id, ${steps('DISPATCH')} dispatched, ${steps('RECEIPT')} received, ${steps('SHORTAGE')} lost
        FROM "TransferStepLine" l JOIN "TransferStep" s ON s.id = l."stepId" GROUP BY 1) s USING (id)
      WHERE t.dispatched <> coalesce(s.dispatched, 0) OR t.received <> coalesce(s.received, 0) OR t.lost <> coalesce(s.lost, 0)`,
  },
  {
    check: 'a transfer\'s status is what its lines say',
    sql: `SELECT t.id, t.number, t.status FROM "Transfer" t JOIN (SELECT "transferId", sum(dispatched) dispatched, sum(received + lost) ended
        FROM "TransferLine" GROUP BY 1) l ON l."transferId" = t.id
      WHERE t.status::text <> CASE WHEN l.dispatched = 0 THEN CASE t.status WHEN 'CANCELLED' THEN 'CANCELLED' ELSE 'DRAFT' END
        WHEN l.ended = l.dispatched THEN 'RECEIVED' WHEN l.ended > 0 THEN 'PART_RECEIVED' ELSE 'DISPATCHED' END`,
  },
  {
    check: 'what lies in transit is what transfers have on their way, and nobody can be promised it',
    sql: `SELECT p."productId", p."onHand", p.held, p.reserved, w.quantity FROM
      (SELECT l."warehouseId", l."productId", l."onHand", l.held, l.reserved FROM "StockLevel" l JOIN "Warehouse" w ON w.id = l."warehouseId" WHERE w.kind = 'TRANSIT') p
      FULL JOIN (SELECT t."transitWarehouseId" AS "warehouseId", l."productId", sum(l.dispatched - l.received - l.lost) quantity FROM "TransferLine" l
        JOIN "Transfer" t ON t.id = l."transferId" WHERE t."transitWarehouseId" IS NOT NULL GROUP BY 1, 2) w USING ("warehouseId", "productId")
      WHERE coalesce(p."onHand", 0) <> coalesce(w.quantity, 0) OR coalesce(p.held, 0) <> coalesce(p."onHand", 0) OR coalesce(p.reserved, 0) <> coalesce(p."onHand", 0)
      UNION ALL SELECT v."productId", v."onHand", v.held, v.reserved, NULL FROM "LotLevel" v JOIN "Warehouse" t ON t.id = v."warehouseId"
        WHERE t.kind = 'TRANSIT' AND (v.held <> v."onHand" OR v.reserved <> v."onHand")`,
  },
  {
    // What became known since may have left nothing of its cost: then its reverse has no entry.
    check: 'every step of a transfer that cost something has its entry, and one taken back its reverse',
    sql: `SELECT s.id, s.kind FROM "TransferStep" s WHERE s."valueMinor" <> 0 AND (
        NOT EXISTS (SELECT FROM "JournalEntry" e WHERE e."sourceId" = s."transferId" AND e.kind = 'TRANSFER' AND e."sourceRevision" = s.no)
        OR (s.status = 'REVERSED' AND EXISTS (SELECT FROM "TransferStepLine" l JOIN "StockMove" r ON r."reversesMoveId" = l."moveId" WHERE l."stepId" = s.id AND r."valueMinor" <> 0)
          AND NOT EXISTS (SELECT FROM "JournalEntry" e WHERE e."sourceId" = s."transferId" AND e.kind = 'REVERSAL' AND e."sourceRevision" = s.no)))`,
  },
  {
    check: 'a count line is off by what was counted less what was expected',
    sql: `SELECT id, expected, counted, difference, state FROM "CountLine" WHERE difference IS DISTINCT FROM counted - expected
      OR (state IN ('COUNTED', 'POSTED')) <> (counted IS NOT NULL)`,
  },
];
