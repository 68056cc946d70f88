// What is bought for single orders follows them, and they follow it: after every event of either side, and once a day.
import sql, { type Sql } from 'sql-template-tag';
import { consumeTogether, task } from '../events/consumers.ts';
import type { OrderRow, PurchaseOrderLineRow, PurchaseOrderRow } from '../generated/rows.ts';
import { rescheduledRows } from '../orders/rescheduleOrder.ts';
import { postponePurchaseOrder, redatedDraft } from '../purchasing/redatePurchaseOrder.ts';
import { action, type DecideContext, type EventDraft } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { id, list, optional } from '../shared/input.ts';
import { none, parseQuantity, printQuantity } from '../shared/quantity.ts';
import { selectRows } from '../shared/rows.ts';
import type { Day } from '../shared/time.ts';
import { insert, update, type Change } from '../shared/write.ts';
import { jitWarning, neededAt, settle, type DemandColumns, type JitFacts } from './jitRules.ts';
import { loadStanding } from './loadWarnings.ts';
import { reconcile, type Found } from './warnings.ts';

interface LineRow { orderLineId: string; warehouseId: string; backordered: string; supplierId: string | null; leadTimeDays: number }

/** Lines of orders of products that are bought for them, and lines that have such a demand already. */
const linesSql = (orders: Sql): Sql => sql`SELECT l.id AS "orderLineId", coalesce(d."warehouseId", r."warehouseId", o."warehouseId") AS "warehouseId",
    coalesce(r.backordered, 0)::text AS backordered, s."supplierId", coalesce(s."leadTimeDays", 7) AS "leadTimeDays"
  FROM "OrderLine" l JOIN "Order" o ON o.id = l."orderId" JOIN "Product" p ON p.id = l."productId"
  LEFT JOIN "JitDemand" d ON d."orderLineId" = l.id
  LEFT JOIN LATERAL (SELECT sum(r.backordered) AS backordered, (array_agg(r."warehouseId" ORDER BY r.backordered DESC, r.id))[1] AS "warehouseId"
    FROM "Reservation" r WHERE r."orderLineId" = l.id AND r."productId" = l."productId") r ON TRUE
  LEFT JOIN LATERAL (SELECT sp."supplierId", sp."leadTimeDays" FROM "SupplierProduct" sp JOIN "Supplier" s ON s.id = sp."supplierId"
    WHERE sp."productId" = l."productId" AND s."isActive" ORDER BY sp."isPreferred" DESC, sp.id LIMIT 1) s ON TRUE
  WHERE ${orders} AND o.status <> 'DRAFT' AND (d.id IS NOT NULL OR (p."isJit" AND p."isStocked" AND o.status IN ('PLACED', 'PART_SHIPPED')))
  ORDER BY l."orderId", l.no`;

async function loadJit(tx: Tx, orderIds: readonly string[] | null) {
  await tx.rows(sql`SELECT pg_advisory_xact_lock(hashtext('syncJit'))`);
  const ids = orderIds ? [...orderIds] : (await tx.rows<{ orderId: string }>(sql`SELECT DISTINCT d."orderId" FROM "JitDemand" d
    WHERE d.status IN ('TO_ORDER', 'DRAFTED', 'ORDERED') OR EXISTS (SELECT FROM "StockWarning" w WHERE w."jitDemandId" = d.id AND w.status = 'OPEN')`)).map(({ orderId }) => orderId);
  const orders = await selectRows(tx, 'Order', sql`t.id = ANY(${ids}::uuid[])`, { lock: true });
  const demands = await selectRows(tx, 'JitDemand', sql`t."orderId" = ANY(${ids}::uuid[])`, { lock: true });
  const purchases = await selectRows(tx, 'PurchaseOrder', sql`t.id = ANY(${demands.flatMap(({ purchaseOrderId }) => purchaseOrderId ?? [])}::uuid[])`, { lock: true });
  const purchaseLines = await selectRows(tx, 'PurchaseOrderLine', sql`t."purchaseOrderId" = ANY(${purchases.map((each) => each.id)}::uuid[])`);
  const products = await selectRows(tx, 'Product', sql`t.id = ANY(${purchaseLines.map(({ productId }) => productId)}::uuid[])`);
  const found = await tx.rows<LineRow>(linesSql(sql`l."orderId" = ANY(${ids}::uuid[])`));
  const lines = await selectRows(tx, 'OrderLine', sql`t.id = ANY(${found.map(({ orderLineId }) => orderLineId)}::uuid[])`);
  const reservations = await selectRows(tx, 'Reservation', sql`t."orderId" = ANY(${ids}::uuid[])`, { lock: true });
  const standing = await loadStanding(tx, sql`t."jitDemandId" = ANY(${demands.map((each) => each.id)}::uuid[])`);
  const facts = found.flatMap((row): JitFacts[] => {
    const line = lines.find((each) => each.id === row.orderLineId);
    const order = orders.find((each) => each.id === line?.orderId);
    const demand = demands.find((each) => each.orderLineId === row.orderLineId);
    const bought = purchaseLines.find((each) => each.id === demand?.purchaseOrderLineId);
    const from = purchases.find((each) => each.id === bought?.purchaseOrderId);
    return line && order ? [{
      order, line, demand, warehouseId: row.warehouseId, supplierId: row.supplierId, leadTimeDays: row.leadTimeDays,
      backordered: parseQuantity(row.backordered) ?? none, purchase: bought && from ? { order: from, line: bought } : undefined,
    }] : [];
  });
  return { facts, reservations, standing, purchaseLines, names: new Map(products.map(({ id: productId, name }) => [productId, name])) };
}

const columns = ['supplierId', 'quantity', 'leadTimeDays', 'promisedOn', 'neededOn', 'orderBy', 'status', 'purchaseOrderId', 'purchaseOrderLineId', 'expectedOn'] as const;
const isSame = (a: DemandColumns, b: DemandColumns): boolean => columns.every((column) => a[column] === b[column]);

interface PutOff { purchase: PurchaseOrderRow; lines: { line: PurchaseOrderLineRow; to: Day }[]; orderNumbers: string[] }

/** Rows and events of purchase orders whose goods are wanted later, by purchasing's own rules. */
function putOff(all: readonly PutOff[], purchaseLines: readonly PurchaseOrderLineRow[], names: Map<string, string>, ctx: DecideContext): { rows: Change[]; events: EventDraft[] } {
  const made = all.map(({ purchase, lines, orderNumbers }): { rows: Change[]; events: EventDraft[] } => {
    const reason = orderNumbers.join(', ');
    if (purchase.status === 'DRAFT') return redatedDraft(purchase, lines, reason);
    const facts = { order: purchase, lines: purchaseLines.filter(({ purchaseOrderId }) => purchaseOrderId === purchase.id), names };
    return postponePurchaseOrder.decide(facts, {
      purchaseOrderId: purchase.id, reason, lines: lines.map(({ line, to }) => ({ purchaseOrderLineId: line.id, expectedOn: to })),
    }, ctx);
  });
  return { rows: made.flatMap(({ rows }) => rows), events: made.flatMap(({ events }) => events) };
}

/** All that follows for the lines of orders. An order waits for the latest of what is bought for it. */
function settleAll(facts: readonly JitFacts[], ctx: DecideContext) {
  const rows: Change[] = [];
  const events: EventDraft[] = [];
  const found: Found[] = [];
  const moved = new Map<string, { order: OrderRow; to: Day }>();
  const off = new Map<string, PutOff>();
  const settled = facts.map((each) => ({ each, ...settle(each) }));
  for (const { each: { order }, orderTo } of settled) {
    const known = moved.get(order.id);
    if (orderTo && (!known || orderTo > known.to)) moved.set(order.id, { order, to: orderTo });
  }
  for (const { each, demand, purchaseTo } of settled) {
    const { demand: before, order, purchase } = each;
    if (!demand) continue;
    const to = moved.get(order.id)?.to;
    const after = to ? neededAt(demand, to) : demand;
    const demandId = before?.id ?? ctx.newId();
    if (!before) {
      rows.push(insert('JitDemand', { id: demandId, companyId: ctx.company.id, ...after }));
      events.push({ kind: 'jitDemandLinked', subjectType: 'Order', subjectId: order.id, data: { productId: after.productId, quantity: printQuantity(after.quantity), orderBy: after.orderBy } });
    } else if (!isSame(before, after)) rows.push(update('JitDemand', demandId, { ...after, version: before.version + 1 }));
    if (purchase && purchaseTo) {
      const known = off.get(purchase.order.id) ?? { purchase: purchase.order, lines: [], orderNumbers: [] };
      off.set(purchase.order.id, known);
      known.lines.push({ line: purchase.line, to: purchaseTo });
      known.orderNumbers.push(...(known.orderNumbers.includes(order.number ?? '') ? [] : [order.number ?? '']));
    }
    const wrong = jitWarning(demandId, after, each, ctx.today);
    if (wrong) found.push(wrong);
  }
  return { rows, events, found, moved: [...moved.values()], off: [...off.values()] };
}

export const syncJit = action({
  name: 'syncJit', permission: 'replenishment.manage',
  describe: 'Brings what is bought for single orders in line with them, and them with it: now. It also happens by itself.',
  input: { orderIds: optional(list(id('Order'), { max: 1000 })) }, refusals: [], payload: { warnings: 'int' },
  load: (tx, { orderIds }) => loadJit(tx, orderIds ?? null),
  decide: ({ facts, reservations, standing, purchaseLines, names }, _input, ctx) => {
    const { rows, events, found, moved, off } = settleAll(facts, ctx);
    const later = putOff(off, purchaseLines, names, ctx);
    const warned = reconcile(found, standing, ctx);
    const late = moved.flatMap(({ order, to }) => rescheduledRows(order, reservations.filter(({ orderId }) => orderId === order.id), to));
    return {
      rows: [...rows, ...late, ...later.rows, ...warned.rows],
      events: [
        ...events, ...later.events, ...warned.events,
        ...moved.map(({ order, to }) => ({
          kind: 'orderPostponed', subjectType: 'Order', subjectId: order.id, changes: { requiredOn: [order.requiredOn, to] as [string | null, string] },
        })),
      ],
      result: { warnings: found.length },
    };
  },
});

const ofOrders = ['orderPlaced', 'orderCancelled', 'orderTakenUp', 'orderShipped', 'shipmentReversed', 'orderRescheduled', 'orderPostponed', 'stockReserved',
  'orderReallocated', 'orderAllocated', 'reservationMoved', 'orderDropShipped', 'orderStocked'];
const ofPurchases = ['purchaseOrderPlaced', 'purchaseOrderConfirmed', 'purchaseOrderPostponed', 'purchaseOrderUpdated', 'purchaseOrderDeleted', 'purchaseOrderCancelled',
  'goodsReceived', 'receiptReversed'];

consumeTogether([...ofOrders, ...ofPurchases], 'syncJit', async (events, _ctx, tx) => {
  const ids = (type: string) => [...new Set(events.filter(({ subjectType }) => subjectType === type).map(({ subjectId }) => subjectId))];
  const met = await tx.rows<{ orderId: string }>(sql`SELECT d."orderId" FROM "JitDemand" d
      WHERE d."orderId" = ANY(${ids('Order')}::uuid[]) OR d."purchaseOrderId" = ANY(${ids('PurchaseOrder')}::uuid[])
    UNION SELECT l."orderId" FROM "OrderLine" l JOIN "Product" p ON p.id = l."productId" WHERE l."orderId" = ANY(${ids('Order')}::uuid[]) AND p."isJit"
    ORDER BY 1`);
  return met.length > 0 ? [task(syncJit, { orderIds: met.map(({ orderId }) => orderId) })] : [];
});
