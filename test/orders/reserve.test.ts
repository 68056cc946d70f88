import { afterAll, beforeAll, expect, test } from 'vitest';
import { cancelOrder } from '../../server/src/orders/cancelOrder.ts';
import { placeOrder } from '../../server/src/orders/placeOrder.ts';
import { reserveStock } from '../../server/src/orders/reserveStock.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { verify } from '../../server/src/verify.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
beforeAll(async () => { firm = await startTrade(); });
afterAll(async () => {
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  await firm.close();
});

const line = (productId: string, quantity: string) => ({ productId, quantity, unitPrice: '1' });
const level = (productId: string) => firm.one(sql`SELECT reserved::float, backordered::float FROM "StockLevel" WHERE "productId" = ${uuid(productId)}`);
const placeLater = async (customerId: string, lines: object[]) =>
  globalId('Order', (await firm.act(placeOrder, { reserveLater: true, order: { customerId, lines } })).order ?? '');
const lineIds = async (orderId: string) =>
  (await firm.db.rows<{ id: string }>(sql`SELECT id FROM "OrderLine" WHERE "orderId" = ${uuid(orderId)} ORDER BY no`)).map(({ id }) => globalId('OrderLine', id));

test('an order may be taken without promising goods; then as much is promised as there is, the rest waits', async () => {
  const [customer, plenty, scarce] = [await firm.customer(), await firm.product('4', '100'), await firm.product('4', '3')];
  const id = await placeLater(customer, [line(plenty, '5'), line(scarce, '5')]);
  expect([await level(plenty), await level(scarce)]).toEqual([{ reserved: 0, backordered: 5 }, { reserved: 0, backordered: 5 }]);
  expect(await firm.one(sql`SELECT "openOrdersMinor" FROM "CreditAccount" WHERE "customerId" = ${uuid(customer)}`)).toEqual({ openOrdersMinor: '1000' });
  await firm.act(reserveStock, { orderId: id });
  expect([await level(plenty), await level(scarce)]).toEqual([{ reserved: 5, backordered: 0 }, { reserved: 3, backordered: 2 }]);
  expect(await firm.refusal(reserveStock, { orderId: id })).toBe('STOCK_SHORT');
  expect(await firm.one(sql`SELECT data->'lines'->1->>'quantity' AS quantity FROM "Event" WHERE kind = 'stockReserved' AND "subjectId" = ${uuid(id)}`)).toEqual({ quantity: '3' });
});

test('named lines get all that is wanted or nothing, and no more than waits', async () => {
  const [customer, product, other] = [await firm.customer(), await firm.product('4', '6'), await firm.product('4', '9')];
  const id = await placeLater(customer, [line(product, '4'), line(product, '4'), line(other, '2')]);
  const [first = '', second = '', third = ''] = await lineIds(id);
  const reserve = (...lines: [string, string][]) => firm.refusal(reserveStock, { orderId: id, lines: lines.map(([orderLineId, quantity]) => ({ orderLineId, quantity })) });
  expect(await reserve([first, '4'], [second, '3'])).toBe('STOCK_SHORT'); // the second sees what the first has taken
  expect(await level(product)).toEqual({ reserved: 0, backordered: 8 });
  expect(await reserve([first, '5'])).toBe('RESERVE_EXCEEDS_WAITING');
  expect(await reserve([first, '3'], [first, '2'])).toBe('RESERVE_EXCEEDS_WAITING');
  expect(await reserve([first, '0.5'])).toBe('INPUT_INVALID');
  expect(await reserve([globalId('OrderLine', '01890000-0000-7000-8000-000000000000'), '1'])).toBe('INPUT_INVALID');
  expect(await reserve([first, '4'], [second, '2'], [third, '1'])).toBeUndefined();
  expect([await level(product), await level(other)]).toEqual([{ reserved: 6, backordered: 2 }, { reserved: 1, backordered: 1 }]);
});

test('nothing is reserved twice: all reserved, not placed yet, or given up is refused', async () => {
  const [customer, product] = [await firm.customer(), await firm.product('4', '10')];
  const reserved = await firm.order(customer, [line(product, '2')]);
  expect(await firm.refusal(reserveStock, { orderId: reserved })).toBe('NOTHING_WAITING');
  await firm.act(cancelOrder, { orderId: reserved, reason: 'No' });
  expect(await firm.refusal(reserveStock, { orderId: reserved })).toBe('ORDER_STATUS_FORBIDS');
  expect(await firm.refusal(reserveStock, { orderId: globalId('Order', '01890000-0000-7000-8000-000000000000') })).toBe('NOT_FOUND');
});
