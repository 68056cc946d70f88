// Looks ahead: which products will be short within the horizon, when, by how much, and whose orders that hits.
import sql, { type Sql } from 'sql-template-tag';
import { consumeTogether, task } from '../events/consumers.ts';
import type { EventRow } from '../generated/rows.ts';
import { keyOf } from '../inventory/pools.ts';
import { action } from '../shared/action.ts';
import type { Queryable, Tx } from '../shared/db.ts';
import { id, list, optional } from '../shared/input.ts';
import { none, parseQuantity, subtract, type Quantity } from '../shared/quantity.ts';
import { addDays, type Day } from '../shared/time.ts';
import { loadStanding } from './loadWarnings.ts';
import { loadFlows, type Flows } from './openFlows.ts';
import { shortageOf } from './projection.ts';
import { loadSettings } from './settings.ts';
import { reconcile, type Found } from './warnings.ts';

interface Watched { productId: string; warehouseId: string; floor: Quantity }

/**
 * Pools that may be short: what is on hand does not cover what is promised and waited for, above the floor; whatever comes and
 * whenever, all others cannot be. What is bought for single orders is watched with them.
 */
const uncovered = (products: Sql): Sql => sql`SELECT l."productId", l."warehouseId", coalesce(r."safetyStock", 0)::text AS floor, coalesce(r."leadTimeDays", s."leadTimeDays", 7) AS "leadTimeDays"
  FROM "StockLevel" l JOIN "Product" p ON p.id = l."productId" JOIN "Warehouse" w ON w.id = l."warehouseId"
  LEFT JOIN "ReorderRule" r ON r."productId" = l."productId" AND r."warehouseId" = l."warehouseId" AND r."isActive"
  LEFT JOIN LATERAL (SELECT sp."leadTimeDays" FROM "SupplierProduct" sp WHERE sp."productId" = l."productId" ORDER BY sp."isPreferred" DESC, sp.id LIMIT 1) s ON TRUE
  WHERE p."isStocked" AND NOT p."isJit" AND w."isActive" AND w.kind = 'SITE' AND ${products}
    AND l."onHand" - l.reserved - l.backordered < coalesce(r."safetyStock", 0)`;

interface Seen { watched: (Watched & Flows)[]; horizonDays: number; standing: Awaited<ReturnType<typeof loadStanding>> }

async function loadWatched(tx: Queryable, productIds: readonly string[] | null, today: Day): Promise<Seen> {
  await tx.rows(sql`SELECT pg_advisory_xact_lock(hashtext('watchStock'))`);
  const { horizonDays } = await loadSettings(tx);
  const of = (alias: Sql) => (productIds ? sql`${alias} = ANY(${[...productIds]}::uuid[])` : sql`TRUE`);
  const standing = await loadStanding(tx, sql`t.kind = 'SHORTAGE' AND ${of(sql`t."productId"`)}`);
  const pools = await tx.rows<{ productId: string; warehouseId: string; floor: string; leadTimeDays: number }>(uncovered(of(sql`l."productId"`)));
  const flows = await loadFlows(tx, pools.map((pool) => ({ ...pool, requestedOn: addDays(today, pool.leadTimeDays) })));
  return {
    horizonDays, standing,
    watched: pools.flatMap(({ productId, warehouseId, floor }) => {
      const found = flows.get(keyOf({ productId, warehouseId }));
      return found ? [{ productId, warehouseId, floor: parseQuantity(floor) ?? none, ...found }] : [];
    }),
  };
}

/** What will be short, of what was looked at. */
const shortages = ({ watched, horizonDays }: Seen, today: Day): Found[] => watched.flatMap(({ productId, warehouseId, floor, onHand, held, needs, supplies }): Found[] => {
  const short = shortageOf({ usable: subtract(onHand, held), needs, supplies }, floor, today, horizonDays);
  return short ? [{ kind: 'SHORTAGE', productId, warehouseId, jitDemandId: null, floor, ...short }] : [];
});

export const watchStock = action({
  name: 'watchStock', permission: 'replenishment.manage',
  describe: 'Looks ahead for shortages now: warnings open, are brought up to date, and close themselves. It also happens by itself.',
  input: { productIds: optional(list(id('Product'), { max: 1000 })) },
  refusals: [], payload: { open: 'int' },
  load: (tx, { productIds }, ctx) => loadWatched(tx, productIds ?? null, ctx.today),
  decide: (seen, _input, ctx) => {
    const found = shortages(seen, ctx.today);
    return { ...reconcile(found, seen.standing, ctx), result: { open: found.length } };
  },
});

const ofOrders = ['orderPlaced', 'orderCancelled', 'orderTakenUp', 'orderShipped', 'orderRescheduled', 'orderPostponed', 'stockReserved', 'shipmentReversed', 'orderReallocated', 'orderAllocated',
  'reservationMoved', 'orderDropShipped', 'orderStocked'];
const ofPurchases = ['purchaseOrderPlaced', 'purchaseOrderConfirmed', 'purchaseOrderPostponed', 'purchaseOrderCancelled', 'goodsReceived', 'receiptReversed', 'goodsReturned', 'returnReversed'];
const ofRequisitions = ['requisitionSubmitted', 'requisitionApproved', 'requisitionCancelled', 'requisitionRejected'];
const ofProducts = ['stockAdjusted', 'stockAdjustmentReversed', 'openingStockRecorded', 'stockHeld', 'stockHoldReleased', 'stockCounted'];
const ofLots = ['lotExpired', 'lotGoodAgain', 'lotWrittenOff'];
/** Documents whose moves bear their ids. */
const ofDocuments = ['countPosted', 'countReversed', 'transferDispatched', 'transferReceived', 'transferClosed', 'transferStepReversed', 'preparationPosted', 'preparationReversed',
  'suppliesIssued', 'suppliesReturned'];

/** Products of which something happened, where that may open, change or close a warning. */
async function touched(tx: Tx, events: EventRow[]): Promise<string[]> {
  const ids = (type: string) => [...new Set(events.filter(({ subjectType }) => subjectType === type).map(({ subjectId }) => subjectId))];
  const documents = [...new Set(events.filter(({ kind }) => ofDocuments.includes(kind)).map(({ subjectId }) => subjectId))];
  const rows = await tx.rows<{ productId: string }>(sql`
    WITH met AS (SELECT r."productId" FROM "Reservation" r WHERE r."orderId" = ANY(${ids('Order')}::uuid[])
      UNION SELECT l."productId" FROM "PurchaseOrderLine" l WHERE l."purchaseOrderId" = ANY(${ids('PurchaseOrder')}::uuid[])
      UNION SELECT l."productId" FROM "RequisitionLine" l WHERE l."requisitionId" = ANY(${ids('Requisition')}::uuid[])
      UNION SELECT l."productId" FROM "Lot" l WHERE l.id = ANY(${ids('Lot')}::uuid[])
      UNION SELECT m."productId" FROM "StockMove" m WHERE m."sourceId" = ANY(${documents}::uuid[])
      UNION SELECT l."productId" FROM "TransferLine" l WHERE l."transferId" = ANY(${ids('Transfer')}::uuid[])
      UNION SELECT unnest(${ids('Product')}::uuid[]))
    SELECT DISTINCT m."productId" FROM met m WHERE EXISTS (SELECT FROM "StockWarning" w WHERE w."productId" = m."productId" AND w.status = 'OPEN' AND w.kind = 'SHORTAGE')
      OR EXISTS (${uncovered(sql`l."productId" = m."productId"`)}) ORDER BY 1`);
  return rows.map(({ productId }) => productId);
}

consumeTogether([...ofOrders, ...ofPurchases, ...ofRequisitions, ...ofProducts, ...ofLots, ...ofDocuments], 'watchStock', async (events, _ctx, tx) => {
  const productIds = await touched(tx, events);
  return productIds.length > 0 ? [task(watchStock, { productIds })] : [];
});
