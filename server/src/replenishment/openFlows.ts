// What is on its way and what is wanted, as SQL: one place says what counts as open.
import sql, { type Sql } from 'sql-template-tag';
import type { Queryable } from '../shared/db.ts';
import { readExact } from '../shared/facts.ts';
import { none, parseQuantity, type Quantity } from '../shared/quantity.ts';
import { keyOf } from '../inventory/pools.ts';
import type { Day } from '../shared/time.ts';
import type { Need, Supply } from './projection.ts';

/** Lines of purchase orders of which goods are still to come into stock: productId, warehouseId, quantity, expectedOn, purchaseOrderId. */
export const openPurchases: Sql = sql`SELECT pl."productId", po."warehouseId", pl.quantity - pl.received AS quantity, coalesce(pl."expectedOn", po."expectedOn") AS "expectedOn", po.id AS "purchaseOrderId"
  FROM "PurchaseOrderLine" pl JOIN "PurchaseOrder" po ON po.id = pl."purchaseOrderId"
  WHERE po.status IN ('ORDERED', 'PART_RECEIVED') AND pl.quantity > pl.received AND po."customerOrderId" IS NULL`;

/** Goods on their way from another warehouse: productId, warehouseId, quantity, expectedOn, and no purchase order. */
export const openTransfers: Sql = sql`SELECT tl."productId", t."toWarehouseId" AS "warehouseId", tl.dispatched - tl.received - tl.lost AS quantity, t."expectedOn", NULL::uuid AS "purchaseOrderId"
  FROM "TransferLine" tl JOIN "Transfer" t ON t.id = tl."transferId" WHERE t.status IN ('DISPATCHED', 'PART_RECEIVED') AND tl.dispatched > tl.received + tl.lost`;

/** Lines of drafts of purchase orders, less what is counted as requested: productId, warehouseId, quantity, purchaseOrderId. */
export const draftedPurchases: Sql = sql`SELECT pl."productId", po."warehouseId", pl.quantity - s.quantity AS quantity, po.id AS "purchaseOrderId"
  FROM "PurchaseOrderLine" pl JOIN "PurchaseOrder" po ON po.id = pl."purchaseOrderId"
  CROSS JOIN LATERAL (SELECT coalesce(sum(s.quantity), 0) AS quantity FROM "RequisitionSupply" s WHERE s."purchaseOrderLineId" = pl.id) s
  WHERE po.status = 'DRAFT' AND pl.quantity > s.quantity AND po."customerOrderId" IS NULL`;

/** In drafts of requisitions and in transfers that have not left yet: productId, warehouseId, quantity, and no purchase order. */
export const draftedOtherwise: Sql = sql`SELECT rl."productId", r."warehouseId", rl.quantity, NULL::uuid AS "purchaseOrderId"
    FROM "RequisitionLine" rl JOIN "Requisition" r ON r.id = rl."requisitionId" WHERE r.status = 'DRAFT'
  UNION ALL SELECT tl."productId", t."toWarehouseId", tl.quantity - tl.dispatched, NULL::uuid
    FROM "TransferLine" tl JOIN "Transfer" t ON t.id = tl."transferId" WHERE t.status IN ('DRAFT', 'DISPATCHED', 'PART_RECEIVED') AND tl.quantity > tl.dispatched`;

/**
 * Needs and supplies of pools as one JSON column each, `pools` being rows of productId, warehouseId. What is incoming beyond
 * purchase orders and transfers has neither order nor day; what is asked for is counted in full.
 */
export const flowsOf = (pools: Sql): Sql => sql`SELECT f."productId", f."warehouseId",
    coalesce(l."onHand", 0)::text AS "onHand", coalesce(l.held, 0)::text AS held, coalesce(l.incoming, 0)::text AS incoming, coalesce(l.requested, 0)::text AS requested,
    (SELECT coalesce(json_agg(json_build_object('orderId', r."orderId", 'neededOn', r."neededOn", 'reserved', r.reserved::text, 'backordered', r.backordered::text,
        'placedAt', to_char(r."placedAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')) ORDER BY r."placedAt", r.id), '[]')::text
      FROM "Reservation" r WHERE r."productId" = f."productId" AND r."warehouseId" = f."warehouseId" AND r.reserved + r.backordered > 0) AS needs,
    (SELECT coalesce(json_agg(json_build_object('purchaseOrderId', p."purchaseOrderId", 'expectedOn', p."expectedOn", 'quantity', p.quantity::text)
        ORDER BY p."expectedOn", p."purchaseOrderId"), '[]')::text
      FROM (${openPurchases} UNION ALL ${openTransfers}) p WHERE p."productId" = f."productId" AND p."warehouseId" = f."warehouseId") AS purchases
  FROM (${pools}) f LEFT JOIN "StockLevel" l ON l."productId" = f."productId" AND l."warehouseId" = f."warehouseId"`;

export interface FlowRow { productId: string; warehouseId: string; onHand: string; held: string; incoming: string; requested: string; needs: string; purchases: string }
export interface Flows { onHand: Quantity; held: Quantity; needs: Need[]; supplies: Supply[] }

const quantityIn = (text: string): Quantity => parseQuantity(text) ?? none;

/** Needs and supplies of one pool. `requestedOn`: when what is asked for may be there. */
export function readFlows(row: FlowRow, requestedOn: Day | null): Flows {
  const purchases = (readExact(row.purchases) as { purchaseOrderId: string; expectedOn: Day | null; quantity: string }[])
    .map((each): Supply => ({ ...each, quantity: quantityIn(each.quantity) }));
  const others = quantityIn(row.incoming) - purchases.reduce((sum, { quantity }) => sum + quantity, 0n);
  const requested = quantityIn(row.requested);
  return {
    onHand: quantityIn(row.onHand), held: quantityIn(row.held),
    needs: (readExact(row.needs) as { orderId: string; neededOn: Day | null; reserved: string; backordered: string; placedAt: string }[])
      .map((need) => ({ ...need, reserved: quantityIn(need.reserved), backordered: quantityIn(need.backordered) })),
    supplies: [
      ...purchases, ...(others > 0n ? [{ purchaseOrderId: null, expectedOn: null, quantity: others as Quantity }] : []),
      ...(requested > none ? [{ purchaseOrderId: null, expectedOn: requestedOn, quantity: requested, isRequested: true }] : []),
    ],
  };
}

/** The flows of pools by their key. */
export async function loadFlows(tx: Queryable, pools: readonly { productId: string; warehouseId: string; requestedOn?: Day | null }[]): Promise<Map<string, Flows>> {
  if (pools.length === 0) return new Map();
  const rows = await tx.rows<FlowRow>(flowsOf(sql`SELECT * FROM unnest(${pools.map(({ productId }) => productId)}::uuid[],
    ${pools.map(({ warehouseId }) => warehouseId)}::uuid[]) AS u("productId", "warehouseId")`));
  const asked = new Map(pools.map((pool) => [keyOf(pool), pool.requestedOn ?? null]));
  return new Map(rows.map((row) => [keyOf(row), readFlows(row, asked.get(keyOf(row)) ?? null)]));
}
