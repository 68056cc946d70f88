import sql from 'sql-template-tag';
import { consume, task, type Task } from '../events/consumers.ts';
import type { OrderLineRow, OrderRow, PurchaseOrderLineRow } from '../generated/rows.ts';
import { allocate, releaseHere } from '../inventory/poolPromises.ts';
import { totalNow } from '../inventory/promises.ts';
import { dropShipDraft, type DropLine } from '../purchasing/dropShip.ts';
import { placePurchaseOrder } from '../purchasing/placePurchaseOrder.ts';
import { draftRefusals, loadDraftFacts } from '../purchasing/purchaseOrderInput.ts';
import { action } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { currency, id, list, object, optional, quantity, unitPrice } from '../shared/input.ts';
import { none, subtract, type Quantity } from '../shared/quantity.ts';
import { selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { update, type Change } from '../shared/write.ts';
import { demandDepositsPaid, loadDepositsDue } from './depositsDue.ts';
import { lockOrder } from './loadOrder.ts';
import { loadPromises } from './loadPromises.ts';
import { demandMove } from './moves.ts';
import { placesOf } from './promising.ts';
import { DeliveryUnderway, DepositUnpaid, NothingToDropShip, OrderStatusForbids } from './refusals.ts';
import { demandNotUnderway } from './rules.ts';
import { openQuantity } from './transitions.ts';

const line = object('DropShipLineInput', {
  orderLineId: id('OrderLine'),
  supplierId: { ...optional(id('Supplier')), describe: 'As the product says, else who is preferred, when left out.' },
  quantity: { ...optional(quantity()), describe: 'All that is open and on no other purchase order, when left out.' },
  unitCost: optional(unitPrice()),
  currencyCode: { ...optional(currency()), describe: 'ISO 4217, of unitCost, which the purchase order is in then. Told where the supplier quotes in another currency than the company\'s.' },
});

/** Lines of live purchase orders that serve lines of an order. */
export const loadDropLines = (tx: Tx, orderId: string): Promise<PurchaseOrderLineRow[]> => selectRows(tx, 'PurchaseOrderLine', sql`t."orderLineId" IS NOT NULL
  AND t."purchaseOrderId" IN (SELECT p.id FROM "PurchaseOrder" p WHERE p."customerOrderId" = ${orderId} AND p.status IN ('DRAFT', 'ORDERED', 'PART_RECEIVED'))`);

/** Live purchase orders for an order, locked, with their lines. */
export async function loadDropOrders(tx: Tx, orderId: string) {
  const dropOrders = await selectRows(tx, 'PurchaseOrder', sql`t."customerOrderId" = ${orderId} AND t.status IN ('DRAFT', 'ORDERED', 'PART_RECEIVED')`, { lock: true });
  return { dropOrders, dropLines: await selectRows(tx, 'PurchaseOrderLine', sql`t."purchaseOrderId" = ANY(${dropOrders.map((each) => each.id)}::uuid[])`) };
}

/** What of a line is open and on no purchase order for it. */
export const unordered = (each: OrderLineRow, known: readonly PurchaseOrderLineRow[]): Quantity =>
  known.reduce((left, other) => (other.orderLineId === each.id ? subtract(left, subtract(other.quantity, other.received)) : left), openQuantity(each));

/** Refuses NOTHING_TO_DROP_SHIP where no line is left that a supplier could send. */
export function demandDropShip(order: Pick<OrderRow, 'id' | 'number'>, lines: readonly OrderLineRow[], known: readonly PurchaseOrderLineRow[]): void {
  if (lines.some((each) => unordered(each, known) > none)) return;
  throw NothingToDropShip({ order: order.id, orderNumber: order.number ?? '' });
}

export const dropShipOrder = action({
  name: 'dropShipOrder', permission: 'purchasing.manage',
  describe: 'Drafts purchase orders for what suppliers send straight to the customer, one a supplier, with the customer\'s address. '
    + 'Lines that are named become drop shipped: what they were promised is free again. Nothing is ordered before the deposit that holds the order is paid.',
  input: { orderId: id('Order'), lines: { ...optional(list(line, { min: 1 })), describe: 'All lines that are drop shipped when left out.' } },
  refusals: [OrderStatusForbids, DepositUnpaid, DeliveryUnderway, NothingToDropShip, ...draftRefusals],
  payload: { order: 'record:Order', purchaseOrders: 'records:PurchaseOrder' },
  load: async (tx, { orderId, lines: named }, ctx) => {
    const loaded = await lockOrder(tx, orderId, ctx);
    const known = await loadDropLines(tx, orderId);
    const chosen = loaded.lines.map((each) => ({ each, given: named?.find(({ orderLineId }) => orderLineId === each.id) }))
      .filter(({ each, given }) => (named ? given : each.isDropShipped));
    const suppliers = await tx.rows<{ productId: string; supplierId: string | null }>(sql`SELECT p.id AS "productId", coalesce(p."dropSupplierId",
      (SELECT s."supplierId" FROM "SupplierProduct" s WHERE s."productId" = p.id ORDER BY s."isPreferred" DESC, s.id LIMIT 1)) AS "supplierId"
      FROM "Product" p WHERE p.id = ANY(${chosen.map(({ each }) => each.productId)}::uuid[])`);
    const asked = chosen.map(({ each, given }) => ({
      line: each, given, quantity: given?.quantity ?? unordered(each, known),
      supplierId: given?.supplierId ?? suppliers.find(({ productId }) => productId === each.productId)?.supplierId ?? null,
    }));
    const facts = new Map<string, Awaited<ReturnType<typeof loadDraftFacts>>>();
    for (const supplierId of new Set(asked.flatMap((each) => each.supplierId ?? []))) {
      facts.set(supplierId, await loadDraftFacts(tx, ctx, { supplierId, warehouseId: loaded.order.warehouseId, lines: asked.map((each) => each.line) }));
    }
    return { ...loaded, known, asked, facts, deposits: await loadDepositsDue(tx, [orderId]), ...await loadPromises(tx, ctx, [loaded.order]) };
  },
  decide: ({ order, lines, known, asked, facts, deposits, pools, pairs, reservations, waiting }, { lines: named }, ctx) => {
    demandMove(order, 'dropShipOrder');
    demandDepositsPaid(order.id, deposits);
    named?.forEach(({ orderLineId }, index) => {
      if (lines.every(({ id: lineId }) => lineId !== orderLineId)) throw fieldRefused(['lines', String(index), 'orderLineId'], 'id_unknown', { type: 'OrderLine' });
    });
    const wanted = asked.filter((each) => each.quantity > none);
    demandNotUnderway(order, reservations.filter((row) => wanted.some((each) => each.line.id === row.orderLineId)));
    if (wanted.length === 0) throw NothingToDropShip({ order: order.id, orderNumber: order.number ?? '' });
    const freed: Change[] = [];
    const bySupplier = new Map<string, DropLine[]>();
    for (const { line: each, given, quantity: units, supplierId } of wanted) {
      const at = String(named?.findIndex(({ orderLineId }) => orderLineId === each.id) ?? each.no - 1);
      if (units > unordered(each, known)) throw fieldRefused(['lines', at, 'quantity'], 'quantity_open');
      if (!supplierId) throw fieldRefused(['lines', at, 'supplierId'], 'required');
      for (const here of placesOf(reservations, each.id)) freed.push(...releaseHere(pools, here, totalNow(pools, here)));
      if (!each.isDropShipped) freed.push(update('OrderLine', each.id, { isDropShipped: true }));
      bySupplier.set(supplierId, [...bySupplier.get(supplierId) ?? [], { orderLineId: each.id, productId: each.productId, quantity: units, unitCost: given?.unitCost, currencyCode: given?.currencyCode }]);
    }
    const made = [...bySupplier].flatMap(([supplierId, parts]) => {
      const found = facts.get(supplierId);
      return found ? [{ supplier: found.supplier, ...dropShipDraft(found, order, parts, ctx) }] : [];
    });
    return {
      rows: [...freed, ...pairs.flatMap(({ productId, warehouseId }) => allocate(pools, waiting, productId, warehouseId)), ...pools.changes(), ...made.flatMap(({ rows }) => rows)],
      events: [
        ...made.flatMap(({ events }) => events),
        { kind: 'orderDropShipped', subjectType: 'Order', subjectId: order.id, data: {
          suppliers: made.map(({ supplier }) => supplier.name).join(', '),
          atOnce: made.filter(({ supplier }) => supplier.dropShipsAtOnce).map(({ purchaseOrderId }) => purchaseOrderId),
        } },
      ],
      result: { order: order.id, purchaseOrders: made.map(({ purchaseOrderId }) => purchaseOrderId) },
    };
  },
});

/**
 * What follows by itself where suppliers take such orders at once: they are drafted when the customer's order is placed, and placed. An
 * order that waits for a deposit waits with them; so does one of which the payment term wants a deposit that is not asked for yet.
 */
async function atOnce(tx: Tx, orderId: string): Promise<Task[]> {
  const lines = await tx.rows<{ id: string }>(sql`SELECT l.id FROM "OrderLine" l JOIN "Order" o ON o.id = l."orderId" JOIN "Product" p ON p.id = l."productId" JOIN "Supplier" s ON s.id = p."dropSupplierId"
    WHERE l."orderId" = ${orderId} AND o.status IN ('PLACED', 'PART_SHIPPED') AND l."isDropShipped" AND s."dropShipsAtOnce" AND s."isActive"
      AND NOT EXISTS (SELECT FROM "PurchaseOrderLine" b JOIN "PurchaseOrder" q ON q.id = b."purchaseOrderId" AND q.status <> 'CANCELLED' WHERE b."orderLineId" = l.id)
      AND NOT EXISTS (SELECT FROM "DepositRequest" d JOIN "OpenItem" i ON i.id = d."openItemId" WHERE d."orderId" = o.id AND d."holdsShipping" AND d."withdrawnOn" IS NULL AND i."claimMinor" > 0)
      AND (EXISTS (SELECT FROM "DepositRequest" d WHERE d."orderId" = o.id) OR o."totalMinor" = 0
        OR NOT EXISTS (SELECT FROM "Customer" c JOIN "PaymentTermPart" t ON t."termId" = c."paymentTermId" AND t.basis = 'BEFORE_DELIVERY' WHERE c.id = o."customerId")) ORDER BY l.no`);
  return lines.length > 0 ? [task(dropShipOrder, { orderId, lines: lines.map(({ id: orderLineId }) => ({ orderLineId })) })] : [];
}
const withDropShipped = async (orderIds: string[], tx: Tx): Promise<string[]> =>
  (await tx.rows<{ id: string }>(sql`SELECT DISTINCT l."orderId" AS id FROM "OrderLine" l WHERE l."orderId" = ANY(${orderIds}::uuid[]) AND l."isDropShipped"`)).map(({ id: orderId }) => orderId);
for (const kind of ['orderPlaced', 'orderDepositRequested']) consume(kind, 'dropShipOrders', ({ subjectId }, _ctx, tx) => atOnce(tx, subjectId), withDropShipped);
for (const kind of ['paymentAllocated', 'depositWithdrawn']) {
  consume(kind, 'dropShipOrders', async ({ subjectType, subjectId }, _ctx, tx) => {
    if (subjectType !== 'DepositRequest') return [];
    const [deposit] = await tx.rows<{ orderId: string | null }>(sql`SELECT "orderId" FROM "DepositRequest" WHERE id = ${subjectId}`);
    return deposit?.orderId ? atOnce(tx, deposit.orderId) : [];
  });
}
consume('orderDropShipped', 'dropShipOrders', ({ data }) =>
  ((data as { atOnce?: string[] } | null)?.atOnce ?? []).map((purchaseOrderId) => task(placePurchaseOrder, { purchaseOrderId })));
