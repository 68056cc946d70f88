// Goods bought for single orders: linked to them, ordered by a day, and whichever side slips takes the other along.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordOpeningStock } from '../../server/src/inventory/recordOpeningStock.ts';
import { createProduct } from '../../server/src/catalogue/createProduct.ts';
import { updateProduct } from '../../server/src/catalogue/updateProduct.ts';
import { cancelOrder } from '../../server/src/orders/cancelOrder.ts';
import { placeOrder } from '../../server/src/orders/placeOrder.ts';
import { rescheduleOrder } from '../../server/src/orders/rescheduleOrder.ts';
import { cancelPurchaseOrder } from '../../server/src/purchasing/cancelPurchaseOrder.ts';
import { deletePurchaseOrder } from '../../server/src/purchasing/draftPurchaseOrder.ts';
import { placePurchaseOrder } from '../../server/src/purchasing/placePurchaseOrder.ts';
import { receiveGoods } from '../../server/src/purchasing/receiveGoods.ts';
import { confirmPurchaseOrder } from '../../server/src/purchasing/redatePurchaseOrder.ts';
import { createSupplier } from '../../server/src/purchasing/saveSupplier.ts';
import { setSupplierProduct } from '../../server/src/purchasing/supplierProducts.ts';
import { orderJitDemands } from '../../server/src/replenishment/orderJitDemands.ts';
import { planReplenishment } from '../../server/src/replenishment/planReplenishment.ts';
import { setReorderRules } from '../../server/src/replenishment/reorderRules.ts';
import { syncJit } from '../../server/src/replenishment/syncJit.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { verify } from '../../server/src/verify.ts';
import { followedUp } from '../support/settled.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let supplierId: string;
let unitId: string;
let warehouseId: string;
beforeAll(async () => {
  firm = await startTrade();
  supplierId = globalId('Supplier', (await firm.act(createSupplier, { code: 'LAMPS', name: 'Lamps to measure' })).supplier ?? '');
  unitId = globalId('Unit', (await firm.one<{ id: string }>(sql`SELECT id FROM "Unit" WHERE code = 'PCS'`)).id);
  warehouseId = globalId('Warehouse', (await firm.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE "isDefault"`)).id);
});
afterAll(async () => {
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  await firm.close();
});

let count = 0;
/** Something that is made to measure in so many days. */
async function lamp(leadTimeDays: number): Promise<string> {
  count += 1;
  const productId = globalId('Product', (await firm.act(createProduct, { sku: `L${count}`, name: `Lamp ${count}`, unitId, isJit: true })).product ?? '');
  await firm.act(setSupplierProduct, { supplierId, productId, unitCost: '20', leadTimeDays });
  return productId;
}
const sell = async (lines: [productId: string, quantity: string][], requiredOn: string | null) => globalId('Order', (await firm.act(placeOrder, {
  order: { customerId: await firm.customer(), requiredOn, lines: lines.map(([productId, quantity]) => ({ productId, quantity, unitPrice: '50' })) }, acceptBackorder: true,
})).order ?? '');
const follow = async () => {
  await followedUp(firm.db, () => new Date(`${firm.day}T12:00:00Z`));
};
interface Demand { id: string; status: string; quantity: string; promised: string; needed: string; by: string; expected: string | null; purchaseOrderId: string | null }
const demands = (orderId: string) => firm.db.rows<Demand>(sql`SELECT d.id, d.status, trim_scale(d.quantity)::text AS quantity, d."promisedOn"::text AS promised, d."neededOn"::text AS needed, d."orderBy"::text AS by,
  d."expectedOn"::text AS expected, d."purchaseOrderId" FROM "JitDemand" d JOIN "OrderLine" l ON l.id = d."orderLineId" WHERE d."orderId" = ${uuid(orderId)} ORDER BY l.no`);
const warnings = async (orderId: string) => (await firm.db.rows<{ line: string }>(sql`SELECT w.kind || ' ' || w.status || ' ' || w.episode || ' ' || w."worstOn"::text AS line FROM "StockWarning" w
  JOIN "JitDemand" d ON d.id = w."jitDemandId" WHERE d."orderId" = ${uuid(orderId)} ORDER BY w."openedAt", w.id`)).map(({ line }) => line);
const requiredOn = async (orderId: string) => (await firm.one<{ day: string }>(sql`SELECT "requiredOn"::text AS day FROM "Order" WHERE id = ${uuid(orderId)}`)).day;
const buy = async (orderId: string): Promise<string> => {
  const demandIds = (await demands(orderId)).filter(({ status }) => status === 'TO_ORDER').map(({ id }) => globalId('JitDemand', id));
  const { purchaseOrders } = await firm.act(orderJitDemands, { demandIds }) as unknown as { purchaseOrders: string[] };
  return globalId('PurchaseOrder', purchaseOrders[0] ?? '');
};
const ordered = async (orderId: string): Promise<string> => {
  const purchaseOrderId = await buy(orderId);
  await firm.act(placePurchaseOrder, { purchaseOrderId });
  await follow();
  return purchaseOrderId;
};
const day = (days: number) => later(firstDay, days);

describe('what is bought for an order', () => {
  test('is linked when the order is placed, to be ordered by need less lead time, and once', async () => {
    const productId = await lamp(10);
    const orderId = await sell([[productId, '3']], day(30));
    await follow();
    expect(await demands(orderId)).toMatchObject([{ status: 'TO_ORDER', quantity: '3', promised: day(30), needed: day(30), by: day(20), expected: null }]);
    await firm.act(syncJit, {});
    await follow();
    expect(await demands(orderId)).toHaveLength(1);
    expect(await warnings(orderId)).toEqual([]);
    expect(await firm.one(sql`SELECT count(*)::int AS events FROM "Event" WHERE "subjectId" = ${uuid(orderId)} AND kind = 'jitDemandLinked'`)).toEqual({ events: 1 });
  });

  test('has no safety stock: the planner leaves it alone, whatever its rule says', async () => {
    const productId = await lamp(10);
    await firm.act(setReorderRules, { rules: [{ productId, warehouseId, reorderPoint: '50', maximum: '100', safetyStock: '20' }] });
    expect(await firm.act(planReplenishment, { productIds: [productId] })).toMatchObject({ open: 0, opened: 0 });
  });

  test('is only what is not there; an order without a day needs it as soon as it can come', async () => {
    const productId = await lamp(4);
    await firm.act(recordOpeningStock, { lines: [{ productId, warehouseId, quantity: '2', unitCost: '20' }] });
    const covered = await sell([[productId, '2']], day(9));
    const partly = await sell([[productId, '5']], null);
    await follow();
    expect(await demands(covered)).toEqual([]);
    expect(await demands(partly)).toMatchObject([{ quantity: '5', needed: day(4), by: day(0) }]);
  });

  test('becomes a line of a purchase order; drafts of a supplier are one', async () => {
    const [a, b] = [await lamp(10), await lamp(5)];
    const orderId = await sell([[a, '1'], [b, '2']], day(30));
    await follow();
    const purchaseOrderId = await buy(orderId);
    expect(await demands(orderId)).toMatchObject([{ status: 'DRAFTED', expected: day(30), purchaseOrderId: uuid(purchaseOrderId) }, { status: 'DRAFTED', purchaseOrderId: uuid(purchaseOrderId) }]);
    expect(await firm.refusal(orderJitDemands, { demandIds: (await demands(orderId)).map(({ id }) => globalId('JitDemand', id)) })).toBe('JIT_DEMAND_STATE');
    await firm.act(deletePurchaseOrder, { purchaseOrderId });
    await follow();
    expect(await demands(orderId)).toMatchObject([{ status: 'TO_ORDER', purchaseOrderId: null, expected: null }, { status: 'TO_ORDER' }]);
    const again = await ordered(orderId);
    expect(await demands(orderId)).toMatchObject([{ status: 'ORDERED', expected: day(30) }, { status: 'ORDERED' }]);
    await firm.act(receiveGoods, { purchaseOrderId: again });
    await follow();
    expect(await demands(orderId)).toMatchObject([{ status: 'RECEIVED' }, { status: 'RECEIVED' }]);
    await firm.ship(orderId);
    await follow();
    expect(await demands(orderId)).toMatchObject([{ status: 'RECEIVED' }, { status: 'RECEIVED' }]);
    expect(await warnings(orderId)).toEqual([]);
  });

  test('when it comes later, moves the order to its day and warns until it is there', async () => {
    const orderId = await sell([[await lamp(10), '1']], day(20));
    await follow();
    const purchaseOrderId = await ordered(orderId);
    await firm.act(confirmPurchaseOrder, { purchaseOrderId, expectedOn: day(26) });
    await follow();
    expect(await requiredOn(orderId)).toBe(day(26));
    expect(await demands(orderId)).toMatchObject([{ promised: day(20), needed: day(26), by: day(16), expected: day(26) }]);
    expect(await warnings(orderId)).toEqual([`JIT_LATE OPEN 1 ${day(26)}`]);
    expect(await firm.one(sql`SELECT "neededOn"::text AS day FROM "Reservation" WHERE "orderId" = ${uuid(orderId)}`)).toEqual({ day: day(26) });
    await follow();
    expect(await demands(orderId)).toMatchObject([{ promised: day(20), needed: day(26) }]);
    await firm.act(receiveGoods, { purchaseOrderId });
    await follow();
    expect(await warnings(orderId)).toEqual([`JIT_LATE CLOSED 1 ${day(26)}`]);
  });

  test('of several things, the order waits for the latest; the others keep their days', async () => {
    const [a, b] = [await lamp(10), await lamp(10)];
    const orderId = await sell([[a, '1'], [b, '1']], day(20));
    await follow();
    const purchaseOrderId = await ordered(orderId);
    const [first, second] = (await firm.db.rows<{ id: string }>(sql`SELECT id FROM "PurchaseOrderLine" WHERE "purchaseOrderId" = ${uuid(purchaseOrderId)} ORDER BY no`)).map(({ id }) => globalId('PurchaseOrderLine', id));
    await firm.act(confirmPurchaseOrder, { purchaseOrderId, lines: [{ purchaseOrderLineId: first, expectedOn: day(24) }, { purchaseOrderLineId: second, expectedOn: day(28) }] });
    await follow();
    expect(await requiredOn(orderId)).toBe(day(28));
    expect(await demands(orderId)).toMatchObject([{ promised: day(20), needed: day(28), expected: day(24) }, { promised: day(20), needed: day(28), expected: day(28) }]);
  });

  test('follows an order that is wanted later: the purchase order is put off with it', async () => {
    const orderId = await sell([[await lamp(10), '1']], day(20));
    await follow();
    const purchaseOrderId = await ordered(orderId);
    await firm.act(rescheduleOrder, { orderId, requiredOn: day(40), reason: 'The house is not ready' });
    await follow();
    expect(await demands(orderId)).toMatchObject([{ promised: day(40), needed: day(40), by: day(30), expected: day(40) }]);
    expect(await firm.one(sql`SELECT "expectedOn"::text AS day FROM "PurchaseOrder" WHERE id = ${uuid(purchaseOrderId)}`)).toEqual({ day: day(40) });
    expect(await firm.one(sql`SELECT reason, kind FROM "Event" WHERE "subjectId" = ${uuid(purchaseOrderId)} AND kind = 'purchaseOrderPostponed'`))
      .toMatchObject({ reason: expect.stringMatching(/^ORD-/) as string });
    expect(await warnings(orderId)).toEqual([]);
  });

  test('also while it is a draft', async () => {
    const orderId = await sell([[await lamp(10), '1']], day(20));
    await follow();
    const purchaseOrderId = await buy(orderId);
    await firm.act(rescheduleOrder, { orderId, requiredOn: day(40), reason: 'The house is not ready' });
    await follow();
    expect(await firm.one(sql`SELECT "expectedOn"::text AS day FROM "PurchaseOrderLine" WHERE "purchaseOrderId" = ${uuid(purchaseOrderId)}`)).toEqual({ day: day(40) });
  });

  test('an order that is wanted before its goods come is warned of, and left where it is', async () => {
    const orderId = await sell([[await lamp(10), '1']], day(20));
    await follow();
    await ordered(orderId);
    await firm.act(rescheduleOrder, { orderId, requiredOn: day(15), reason: 'They move in earlier' });
    await follow();
    await firm.act(syncJit, {});
    expect(await requiredOn(orderId)).toBe(day(15));
    expect(await warnings(orderId)).toEqual([`JIT_LATE OPEN 1 ${day(20)}`]);
  });

  test('that was not ordered in time is warned of, and one that is given up by the supplier is to be ordered again', async () => {
    const orderId = await sell([[await lamp(10), '1']], day(12));
    await follow();
    expect(await warnings(orderId)).toEqual([]);
    firm.day = day(3);
    await firm.act(syncJit, {});
    expect(await warnings(orderId)).toEqual([`JIT_LATE OPEN 1 ${day(13)}`]);
    const purchaseOrderId = await ordered(orderId);
    expect(await requiredOn(orderId)).toBe(day(13));
    await firm.act(cancelPurchaseOrder, { purchaseOrderId, reason: 'Out of glass' });
    await follow();
    expect(await demands(orderId)).toMatchObject([{ status: 'TO_ORDER', purchaseOrderId: null }]);
    firm.day = firstDay;
  });

  test('whose order is cancelled is not wanted: what is on order is warned of until it is cancelled, too', async () => {
    const [waiting, bought] = [await sell([[await lamp(10), '1']], day(20)), await sell([[await lamp(10), '1']], day(20))];
    await follow();
    const purchaseOrderId = await ordered(bought);
    for (const orderId of [waiting, bought]) await firm.act(cancelOrder, { orderId, reason: 'Changed their mind' });
    await follow();
    expect(await demands(waiting)).toMatchObject([{ status: 'CANCELLED' }]);
    expect(await demands(bought)).toMatchObject([{ status: 'CANCELLED', purchaseOrderId: uuid(purchaseOrderId) }]);
    expect(await warnings(waiting)).toEqual([]);
    expect(await warnings(bought)).toEqual([`JIT_SURPLUS OPEN 1 ${day(20)}`]);
    await firm.act(cancelPurchaseOrder, { purchaseOrderId, reason: 'Not wanted' });
    await follow();
    expect(await warnings(bought)).toEqual([`JIT_SURPLUS CLOSED 1 ${day(20)}`]);
  });

  test('a product that is kept in stock is not bought for orders', async () => {
    const productId = await firm.product('5', '1');
    const before = await sell([[productId, '3']], day(20));
    await follow();
    expect(await demands(before)).toEqual([]);
    await firm.act(updateProduct, { productId, version: 1, isJit: true });
    const after = await sell([[productId, '3']], day(20));
    await follow();
    expect(await demands(after)).toHaveLength(1);
  });
});
