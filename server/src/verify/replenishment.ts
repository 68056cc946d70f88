import type { Check } from '../verify.ts';

export const replenishmentChecks: readonly Check[] = [
  {
    check: 'the arithmetic of a proposal adds up to what it proposes',
    sql: `SELECT p.id, p.projected, p.quantity, s.* FROM "ReorderProposal" p CROSS JOIN LATERAL (SELECT
        sum(s.quantity) FILTER (WHERE s.kind IN ('ON_HAND', 'RESERVED', 'BACKORDERED', 'INCOMING', 'REQUESTED', 'DRAFTED')) AS summed,
        max(s.quantity) FILTER (WHERE s.kind = 'PROJECTED') AS "stepProjected", max(s.quantity) FILTER (WHERE s.kind = 'PROPOSED') AS "stepProposed",
        max(s.quantity) FILTER (WHERE s.kind = 'REORDER_POINT') AS "stepPoint"
      FROM "ReorderStep" s WHERE s."proposalId" = p.id) s
      WHERE s.summed IS DISTINCT FROM p.projected OR s."stepProjected" IS DISTINCT FROM p.projected OR s."stepProposed" IS DISTINCT FROM p.quantity
        OR s."stepPoint" IS DISTINCT FROM p."reorderPoint"`,
  },
  {
    check: 'episodes of a warning are counted without gaps, and only the last is open',
    sql: `SELECT * FROM (SELECT w.id, w.kind, w."productId", w."warehouseId", w.status, w.episode, row_number() OVER thing AS place, lead(w.id) OVER thing AS later
        FROM "StockWarning" w WINDOW thing AS (PARTITION BY w.kind, w."productId", w."warehouseId", w."jitDemandId" ORDER BY w.episode)) w
      WHERE episode <> place OR (status = 'OPEN' AND later IS NOT NULL)`,
  },
  {
    check: 'what is bought for an order is of its line, and of the line of the purchase order that buys it',
    sql: `SELECT d.* FROM "JitDemand" d LEFT JOIN "OrderLine" l ON l.id = d."orderLineId" LEFT JOIN "PurchaseOrderLine" p ON p.id = d."purchaseOrderLineId"
      WHERE l.id IS NULL OR l."orderId" <> d."orderId" OR l."productId" <> d."productId"
        OR (p.id IS NOT NULL AND (p."purchaseOrderId" <> d."purchaseOrderId" OR p."productId" <> d."productId"))`,
  },
];
