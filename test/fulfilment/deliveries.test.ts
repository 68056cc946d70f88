import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cancelOrder } from '../../server/src/orders/cancelOrder.ts';
import { recordOpeningStock } from '../../server/src/inventory/recordOpeningStock.ts';
import { cancelDelivery, mergeDeliveries, splitDelivery, updateDelivery } from '../../server/src/fulfilment/changeDelivery.ts';
import { confirmDelivered, revokeDelivered } from '../../server/src/fulfilment/confirmDelivered.ts';
import { packDelivery, saveParcels } from '../../server/src/fulfilment/packDelivery.ts';
import { pickDelivery } from '../../server/src/fulfilment/pickDelivery.ts';
import { planDeliveries } from '../../server/src/fulfilment/planDeliveries.ts';
import { reverseShipment } from '../../server/src/fulfilment/reverseShipment.ts';
import { shipDelivery } from '../../server/src/fulfilment/shipDelivery.ts';
import { shipOrder } from '../../server/src/fulfilment/shipOrder.ts';
import { stepBackDelivery } from '../../server/src/fulfilment/stepBackDelivery.ts';
import { makePickList } from '../../server/src/warehousing/makePickList.ts';
import { pickGoods } from '../../server/src/warehousing/pickGoods.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { verify } from '../../server/src/verify.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let trade: Trade;
beforeAll(async () => { trade = await startTrade(); });
afterAll(() => trade.close());

const plan = async (orderIds: string[], more: Record<string, unknown> = {}) =>
  ((await trade.act(planDeliveries, { orderIds, ...more })).deliveries as unknown as string[]).map((id) => globalId('Delivery', id));
const planned = async (orderIds: string[], more?: Record<string, unknown>) => (await plan(orderIds, more))[0] ?? '';
const delivery = (id: string) => trade.one<{ status: string; number: string }>(sql`SELECT status, number FROM "Delivery" WHERE id = ${uuid(id)}::uuid`);
const linesOf = async (id: string) => (await trade.db.rows<{ id: string; no: number; description: string; orderId: string; planned: string; picked: string | null; packed: string }>(
  sql`SELECT id, no, description, "orderId", trim_scale(planned)::text planned, trim_scale(picked)::text picked, trim_scale(packed)::text packed FROM "DeliveryLine" WHERE "deliveryId" = ${uuid(id)}::uuid ORDER BY no`))
  .map((line) => ({ ...line, id: globalId('DeliveryLine', line.id) }));
const promise = (orderId: string) => trade.one<{ reserved: string; backordered: string; underway: string }>(
  sql`SELECT trim_scale(sum(reserved))::text reserved, trim_scale(sum(backordered))::text backordered, trim_scale(sum(underway))::text underway FROM "Reservation" WHERE "orderId" = ${uuid(orderId)}::uuid`);
const statusOf = async (orderId: string) => (await trade.one<{ status: string }>(sql`SELECT status FROM "Order" WHERE id = ${uuid(orderId)}::uuid`)).status;
const clean = async () => expect((await verify(trade.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
const walked = async (id: string) => {
  await trade.act(pickDelivery, { deliveryId: id });
  await trade.act(packDelivery, { deliveryId: id });
  return trade.act(shipDelivery, { deliveryId: id });
};

describe('a delivery', () => {
  it('is planned, picked, packed, shipped and delivered, and each step is taken once', async () => {
    const product = await trade.product('4.00', '20');
    const order = await trade.order(await trade.customer(), [{ productId: product, quantity: '5', unitPrice: '10' }]);
    const id = await planned([order]);
    expect(await promise(order)).toEqual({ reserved: '5', backordered: '0', underway: '5' });
    expect(await trade.refusal(packDelivery, { deliveryId: id })).toBe('DELIVERY_STATE');
    await walked(id);
    expect(await trade.refusal(shipDelivery, { deliveryId: id })).toBe('DELIVERY_STATE');
    expect(await promise(order)).toEqual({ reserved: '0', backordered: '0', underway: '0' });
    expect(await statusOf(order)).toBe('SHIPPED');
    await trade.act(confirmDelivered, { deliveryId: id, receivedBy: 'Front desk' });
    expect(await trade.one(sql`SELECT d.status, s."receivedBy", s."customerName" IS NOT NULL named, s."deliveryId" = d.id linked FROM "Delivery" d JOIN "Shipment" s ON s."deliveryId" = d.id WHERE d.id = ${uuid(id)}::uuid`))
      .toEqual({ status: 'DELIVERED', receivedBy: 'Front desk', named: true, linked: true });
    const { shipment } = await trade.one<{ shipment: string }>(sql`SELECT id shipment FROM "Shipment" WHERE "deliveryId" = ${uuid(id)}::uuid`);
    expect(await trade.refusal(reverseShipment, { shipmentId: globalId('Shipment', shipment), reason: 'No' })).toBe('DELIVERY_STATE');
    await trade.act(revokeDelivered, { deliveryId: id, reason: 'The wrong door' });
    expect((await delivery(id)).status).toBe('SHIPPED');
    await clean();
  });

  it('keeps its goods from everybody else: the order is not shipped, cancelled or planned around it', async () => {
    const product = await trade.product('4.00', '5');
    const order = await trade.order(await trade.customer(), [{ productId: product, quantity: '5', unitPrice: '10' }]);
    const id = await planned([order]);
    expect(await trade.refusal(planDeliveries, { orderIds: [order] })).toBe('NOTHING_TO_SHIP');
    expect(await trade.refusal(shipOrder, { orderId: order })).toBe('NOTHING_TO_SHIP');
    const line = await trade.one<{ id: string }>(sql`SELECT id FROM "OrderLine" WHERE "orderId" = ${uuid(order)}::uuid`);
    expect(await trade.refusal(shipOrder, { orderId: order, lines: [{ orderLineId: globalId('OrderLine', line.id), quantity: '1' }] })).toBe('STOCK_SHORT');
    expect(await trade.refusal(cancelOrder, { orderId: order, reason: 'No' })).toBe('DELIVERY_UNDERWAY');
    await trade.act(cancelDelivery, { deliveryId: id, reason: 'Not today' });
    expect(await promise(order)).toEqual({ reserved: '5', backordered: '0', underway: '0' });
    await trade.act(cancelOrder, { orderId: order, reason: 'No' });
    await clean();
  });

  it('ships exactly what was packed; what was not found waits again and is held back until somebody has looked', async () => {
    const product = await trade.product('4.00', '10');
    const order = await trade.order(await trade.customer(), [{ productId: product, quantity: '10', unitPrice: '10' }]);
    const id = await planned([order]);
    const [line] = await linesOf(id);
    expect(await trade.refusal(pickDelivery, { deliveryId: id, lines: [{ deliveryLineId: line?.id, picked: '8' }] })).toBe('INPUT_INVALID');
    await trade.act(pickDelivery, { deliveryId: id, lines: [{ deliveryLineId: line?.id, picked: '8', shortReason: 'NOT_FOUND' }] });
    expect(await promise(order)).toEqual({ reserved: '8', backordered: '2', underway: '8' });
    expect(await trade.one(sql`SELECT trim_scale(sum(quantity))::text held FROM "StockHold" WHERE "sourceId" = ${uuid(id)}::uuid`)).toEqual({ held: '2' });
    expect(await trade.refusal(packDelivery, { deliveryId: id, parcels: [{ lines: [{ deliveryLineId: line?.id, quantity: '9' }] }] })).toBe('DELIVERY_EXCEEDS');
    expect(await trade.refusal(packDelivery, { deliveryId: id, parcels: [{ lines: [{ deliveryLineId: line?.id, quantity: '7' }] }] })).toBe('INPUT_INVALID');
    await trade.act(packDelivery, {
      deliveryId: id, shorts: [{ deliveryLineId: line?.id, shortReason: 'DAMAGED' }],
      parcels: [{ packaging: 'Box', weight: '2.5', length: '30', width: '20', height: '10', lines: [{ deliveryLineId: line?.id, quantity: '4' }] }, { trackingNumber: 'T2', lines: [{ deliveryLineId: line?.id, quantity: '3' }] }],
    });
    expect(await promise(order)).toEqual({ reserved: '7', backordered: '3', underway: '7' });
    await trade.act(shipDelivery, { deliveryId: id });
    expect(await statusOf(order)).toBe('PART_SHIPPED');
    expect(await trade.one(sql`SELECT trim_scale(sum(l.quantity))::text quantity, max(s."trackingNumber") tracking FROM "Shipment" s JOIN "ShipmentLine" l ON l."shipmentId" = s.id WHERE s."orderId" = ${uuid(order)}::uuid`))
      .toEqual({ quantity: '7', tracking: 'T2' });
    await clean();
  });

  it('is packed bit by bit, opened again, and planned again', async () => {
    const product = await trade.product('4.00', '10');
    const order = await trade.order(await trade.customer(), [{ productId: product, quantity: '6', unitPrice: '10' }]);
    const id = await planned([order]);
    await trade.act(pickDelivery, { deliveryId: id });
    const [line] = await linesOf(id);
    const parcel = (quantity: string) => ({ lines: [{ deliveryLineId: line?.id, quantity }] });
    await trade.act(saveParcels, { deliveryId: id, parcels: [parcel('2'), parcel('1')] });
    await trade.act(saveParcels, { deliveryId: id, parcels: [parcel('6')] });
    await trade.act(packDelivery, { deliveryId: id });
    expect((await linesOf(id))[0]).toMatchObject({ picked: '6', packed: '6' });
    await trade.act(stepBackDelivery, { deliveryId: id, reason: 'Wrong box' });
    expect((await delivery(id)).status).toBe('PICKED');
    await trade.act(stepBackDelivery, { deliveryId: id, reason: 'Back to the shelf' });
    expect((await linesOf(id))[0]).toMatchObject({ planned: '6', picked: null, packed: '0' });
    expect(await promise(order)).toEqual({ reserved: '6', backordered: '0', underway: '6' });
    await trade.act(updateDelivery, { deliveryId: id, lines: [{ deliveryLineId: line?.id, planned: '4' }], reason: 'The van is full' });
    expect(await promise(order)).toEqual({ reserved: '6', backordered: '0', underway: '4' });
    await clean();
  });

  it('is made of several orders, is split and merged, and each order has its own shipment', async () => {
    const product = await trade.product('4.00', '50');
    const customer = await trade.customer();
    const [a, b] = [await trade.order(customer, [{ productId: product, quantity: '5', unitPrice: '10' }]), await trade.order(customer, [{ productId: product, quantity: '3', unitPrice: '12' }])];
    const other = await trade.order(await trade.customer(), [{ productId: product, quantity: '1', unitPrice: '10' }]);
    const made = await plan([a, b, other]);
    expect(made).toHaveLength(2);
    const together = (await Promise.all(made.map(async (id) => ({ id, lines: await linesOf(id) })))).find(({ lines }) => lines.length === 2);
    const id = together?.id ?? '';
    const lines = await linesOf(id);
    const second = globalId('Delivery', (await trade.act(splitDelivery, { deliveryId: id, lines: [{ deliveryLineId: lines[0]?.id, quantity: '2' }, { deliveryLineId: lines[1]?.id, quantity: '3' }] })).second ?? '');
    expect((await linesOf(second)).map((line) => line.planned)).toEqual(['2', '3']);
    expect(await trade.refusal(mergeDeliveries, { deliveryIds: made })).toBe('DELIVERIES_DIFFER');
    await trade.act(mergeDeliveries, { deliveryIds: [id, second] });
    expect((await linesOf(id)).map((line) => line.planned).sort()).toEqual(['3', '5']);
    expect((await delivery(second)).status).toBe('CANCELLED');
    await walked(id);
    expect(await trade.one(sql`SELECT count(*)::int shipments, count(DISTINCT "orderId")::int orders, sum("totalMinor")::text total FROM "Shipment" WHERE "deliveryId" = ${uuid(id)}::uuid`))
      .toEqual({ shipments: 2, orders: 2, total: '8600' });
    const shipment = await trade.one<{ id: string }>(sql`SELECT id FROM "Shipment" WHERE "deliveryId" = ${uuid(id)}::uuid AND "orderId" = ${uuid(a)}::uuid`);
    await trade.act(reverseShipment, { shipmentId: globalId('Shipment', shipment.id), reason: 'Came back' });
    expect((await delivery(id)).status).toBe('SHIPPED');
    expect(await promise(a)).toEqual({ reserved: '5', backordered: '0', underway: '0' });
    await clean();
  });

  it('is fetched with a pick list, which is used once', async () => {
    const product = await trade.product('4.00', '10');
    const order = await trade.order(await trade.customer(), [{ productId: product, quantity: '5', unitPrice: '10' }]);
    const pickListId = globalId('PickList', (await trade.act(makePickList, { orderIds: [order] })).pickList ?? '');
    const id = await planned([order]);
    expect(await trade.refusal(pickDelivery, { deliveryId: id, pickListId })).toBe('PICK_LIST_STATE');
    await trade.act(pickGoods, { pickListId });
    await trade.act(pickDelivery, { deliveryId: id, pickListId });
    await trade.act(packDelivery, { deliveryId: id });
    await trade.act(shipDelivery, { deliveryId: id });
    expect(await trade.one(sql`SELECT count(*)::int shipped FROM "PickLine" WHERE "pickListId" = ${uuid(pickListId)}::uuid AND "shipmentId" IS NOT NULL`)).toEqual({ shipped: 1 });
    await clean();
  });

  it('says by serial number what lies in a parcel, and those pieces leave', async () => {
    const product = await trade.product('4.00', '1', { tracking: 'SERIAL' }).catch(() => '');
    expect(product).toBe(''); // pieces come in with their numbers
    const made = await trade.act((await import('../../server/src/catalogue/createProduct.ts')).createProduct, { sku: 'SER', name: 'Engine', unitId: globalId('Unit', (await trade.one<{ id: string }>(sql`SELECT id FROM "Unit" WHERE code = 'PCS'`)).id), tracking: 'SERIAL' });
    const productId = globalId('Product', made.product ?? '');
    const warehouseId = globalId('Warehouse', (await trade.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE code = 'MAIN'`)).id);
    await trade.act(recordOpeningStock, { lines: [{ productId, warehouseId, quantity: '3', unitCost: '50', serials: 'E1..E3' }] });
    const order = await trade.order(await trade.customer(), [{ productId, quantity: '2', unitPrice: '90' }]);
    const id = await planned([order]);
    await trade.act(pickDelivery, { deliveryId: id });
    const [line] = await linesOf(id);
    const packed = (serials: string, quantity = '2') => ({ deliveryId: id, parcels: [{ lines: [{ deliveryLineId: line?.id, quantity, serials }] }] });
    expect(await trade.refusal(packDelivery, packed('E2,E9'))).toBe('INPUT_INVALID');
    expect(await trade.refusal(packDelivery, packed('E2'))).toBe('INPUT_INVALID');
    await trade.act(packDelivery, packed('E2,E3'));
    await trade.act(shipDelivery, { deliveryId: id });
    expect((await trade.db.rows<{ code: string }>(sql`SELECT l.code FROM "LotMove" v JOIN "Lot" l ON l.id = v."lotId" JOIN "StockMove" m ON m.id = v."moveId" WHERE m.kind = 'SHIPMENT' AND m."orderId" = ${uuid(order)}::uuid ORDER BY 1`)).map(({ code }) => code))
      .toEqual(['E2', 'E3']);
    await clean();
  });
});

describe('what may leave before all is there', () => {
  it('is nothing of a complete order that still waits, and whole lines where lines go together', async () => {
    const [few, many] = [await trade.product('4.00', '2'), await trade.product('4.00', '10')];
    const customer = await trade.customer({ shipPolicy: 'COMPLETE' });
    const lines = [{ productId: few, quantity: '3', unitPrice: '10' }, { productId: many, quantity: '3', unitPrice: '10' }];
    const place = async (more: Record<string, unknown> = {}) => globalId('Order', (await trade.act((await import('../../server/src/orders/placeOrder.ts')).placeOrder, { acceptBackorder: true, order: { customerId: customer, lines, ...more } })).order ?? '');
    const complete = await place();
    expect(await trade.refusal(shipOrder, { orderId: complete })).toBe('SHIP_POLICY_FORBIDS');
    expect(await trade.refusal(planDeliveries, { orderIds: [complete] })).toBe('SHIP_POLICY_FORBIDS');
    await trade.act(cancelOrder, { orderId: complete, reason: 'Again' });
    const whole = await place({ shipPolicy: 'WHOLE_LINES' });
    await trade.act(shipOrder, { orderId: whole });
    expect(await trade.one(sql`SELECT count(*)::int lines, trim_scale(sum(shipped))::text shipped FROM "OrderLine" WHERE "orderId" = ${uuid(whole)}::uuid AND shipped > 0`)).toEqual({ lines: 1, shipped: '3' });
    const parts = await place({ shipPolicy: 'PARTIAL' });
    expect(await trade.refusal(shipOrder, { orderId: parts })).toBeUndefined();
    await clean();
  });
});
