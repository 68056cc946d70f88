import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { invoiceShipments } from '../../server/src/billing/invoiceShipments.ts';
import { placeHold } from '../../server/src/customers/holds.ts';
import { reverseShipment } from '../../server/src/fulfilment/reverseShipment.ts';
import { shipOrder } from '../../server/src/fulfilment/shipOrder.ts';
import { placeOrder } from '../../server/src/orders/placeOrder.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { verify } from '../../server/src/verify.ts';
import { later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
beforeAll(async () => { firm = await startTrade(); });
afterAll(() => firm.close());

const order = (id: string) => firm.one<Record<string, string>>(sql`SELECT *, "shippedOn"::text FROM "Order" WHERE id = ${uuid(id)}`);
const credit = (customerId: string) => firm.one<Record<string, string>>(sql`SELECT "openOrdersMinor", "shippedNotInvoicedMinor" FROM "CreditAccount" WHERE "customerId" = ${uuid(customerId)}`);
const level = (productId: string) => firm.one(sql`SELECT "onHand"::float, reserved::float, backordered::float, "valueMinor" FROM "StockLevel" WHERE "productId" = ${uuid(productId)}`);
const lineIds = async (orderId: string) => (await firm.db.rows<{ id: string }>(sql`SELECT id FROM "OrderLine" WHERE "orderId" = ${uuid(orderId)} ORDER BY no`)).map(({ id }) => globalId('OrderLine', id));
const balances = async (orderId: string) => Object.fromEntries((await firm.db.rows<{ code: string; amount: string }>(sql`SELECT a.code, sum(l."companyMinor")::text AS amount
  FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" WHERE l."orderId" = ${uuid(orderId)} GROUP BY a.code HAVING sum(l."companyMinor") <> 0`)).map(({ code, amount }) => [code, amount]));

describe('shipping', () => {
  test('in parts takes goods at average cost, freight first, and moves the exposure by what left', async () => {
    const customer = await firm.customer();
    const product = await firm.product('3.3333', '9'); // 30.00 in all
    const id = await firm.order(customer, [{ productId: product, quantity: '3', unitPrice: '3.3333' }], { freight: '5' });
    const [line = ''] = await lineIds(id);
    const first = await firm.ship(id, [{ orderLineId: line, quantity: '1' }]);
    expect(await order(id)).toMatchObject({ status: 'PART_SHIPPED', totalMinor: '1500', openMinor: '667', shippedOn: null });
    expect(await credit(customer)).toEqual({ openOrdersMinor: '667', shippedNotInvoicedMinor: '833' });
    expect(await firm.one(sql`SELECT number, "totalMinor", "freightMinor", "costMinor" FROM "Shipment" WHERE id = ${uuid(first)}`))
      .toEqual({ number: 'SHP-2026-00001', totalMinor: '833', freightMinor: '500', costMinor: '333' });
    firm.day = later(firm.day, 1);
    await firm.ship(id);
    expect(await order(id)).toMatchObject({ status: 'SHIPPED', openMinor: '0', shippedOn: firm.day });
    expect(await credit(customer)).toEqual({ openOrdersMinor: '0', shippedNotInvoicedMinor: '1500' });
    expect(await level(product)).toEqual({ onHand: 6, reserved: 0, backordered: 0, valueMinor: '2000' });
    expect(await balances(id)).toEqual({ 1310: '1000' });
  });

  test('takes what is reserved; what waits stays open until goods come', async () => {
    const customer = await firm.customer();
    const product = await firm.product('4', '10');
    const { order: made = '' } = await firm.act(placeOrder, { acceptBackorder: true,
      order: { customerId: customer, lines: [{ productId: product, quantity: '7', unitPrice: '1' }, { productId: product, quantity: '7', unitPrice: '1' }] } });
    const id = globalId('Order', made);
    await firm.ship(id);
    expect(await order(id)).toMatchObject({ status: 'PART_SHIPPED', openMinor: '400' });
    expect(await level(product)).toEqual({ onHand: 0, reserved: 0, backordered: 4, valueMinor: '0' });
    expect(await firm.refusal(shipOrder, { orderId: id })).toBe('NOTHING_TO_SHIP');
  });

  test('never takes what is promised to others, more than is open, or goods of a customer on hold', async () => {
    const [customer, other] = [await firm.customer(), await firm.customer()];
    const product = await firm.product('4', '10');
    await firm.order(other, [{ productId: product, quantity: '8', unitPrice: '1' }]);
    const { order: made = '' } = await firm.act(placeOrder, { acceptBackorder: true, order: { customerId: customer, lines: [{ productId: product, quantity: '5', unitPrice: '1' }] } });
    const id = globalId('Order', made);
    const [line = ''] = await lineIds(id);
    const ship = (quantity: string, more = {}) => firm.refusal(shipOrder, { orderId: id, lines: [{ orderLineId: line, quantity }], ...more });
    expect(await ship('3')).toBe('STOCK_SHORT');
    expect(await ship('6')).toBe('SHIP_EXCEEDS_ORDER');
    expect(await ship('0.5')).toBe('INPUT_INVALID');
    expect(await ship('1', { shippedOn: later(firm.day, 1) })).toBe('DAY_IN_FUTURE');
    expect(await ship('1', { shippedOn: later(firm.day, -1) })).toBe('INPUT_INVALID');
    await firm.act(placeHold, { customerId: customer, scope: 'SHIP', reason: 'Address is wrong' });
    expect(await ship('1')).toBe('CUSTOMER_ON_HOLD');
    expect(await level(product)).toMatchObject({ onHand: 10, reserved: 10, backordered: 3 });
  });
});

describe('taking a shipment back', () => {
  test('restores goods at the cost at which they left, the promise, the exposure and the books', async () => {
    const customer = await firm.customer();
    const product = await firm.product('4', '10');
    const id = await firm.order(customer, [{ productId: product, quantity: '6', unitPrice: '10' }], { freight: '1' });
    const before = [await level(product), await credit(customer)];
    const shipment = await firm.ship(id);
    await firm.act(reverseShipment, { shipmentId: shipment, reason: 'Wrong truck' });
    expect([await level(product), await credit(customer)]).toEqual(before);
    expect(await order(id)).toMatchObject({ status: 'PLACED', openMinor: '6100', shippedOn: null });
    expect(await balances(id)).toEqual({});
    expect(await firm.refusal(reverseShipment, { shipmentId: shipment, reason: 'Again' })).toBe('SHIPMENT_REVERSED');
    const [line = ''] = await lineIds(id);
    await firm.ship(id, [{ orderLineId: line, quantity: '2' }]); // freight goes with it again
    const rest = await firm.ship(id);
    expect(await firm.one(sql`SELECT sum("totalMinor")::text AS total FROM "Shipment" WHERE "orderId" = ${uuid(id)} AND status = 'POSTED'`)).toEqual({ total: '6100' });
    await firm.act(invoiceShipments, { shipmentIds: [rest] });
    expect(await firm.refusal(reverseShipment, { shipmentId: rest, reason: 'Too late' })).toBe('SHIPMENT_INVOICED');
  });
});

test('after all of it the whole database proves true', async () => {
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
});
