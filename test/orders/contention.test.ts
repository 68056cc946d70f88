import { afterAll, beforeAll, expect, test } from 'vitest';
import { placeOrder } from '../../server/src/orders/placeOrder.ts';
import { setKitComponents } from '../../server/src/catalogue/kits.ts';
import { adjustStock } from '../../server/src/inventory/adjustStock.ts';
import { recordOpeningStock } from '../../server/src/inventory/recordOpeningStock.ts';
import { createWarehouse } from '../../server/src/inventory/saveWarehouse.ts';
import { removeAllocationRule, setAllocationRule } from '../../server/src/orders/allocationRules.ts';
import { cancelOrder } from '../../server/src/orders/cancelOrder.ts';
import { reallocateOrder } from '../../server/src/orders/reallocateOrder.ts';
import { reserveStock } from '../../server/src/orders/reserveStock.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { verify } from '../../server/src/verify.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
beforeAll(async () => { firm = await startTrade(); });
afterAll(() => firm.close());

const broken = async () => (await verify(firm.db)).filter(({ rows }) => rows.length > 0);
const tally = (answers: (string | undefined)[]) => {
  const counts: Record<string, number> = {};
  for (const answer of answers) counts[answer ?? 'PLACED'] = (counts[answer ?? 'PLACED'] ?? 0) + 1;
  return counts;
};

test('two hundred clients race for a hundred units in one- and two-line orders: exactly a hundred are promised', async () => {
  const product = await firm.product('4', '100');
  const other = await firm.product('2', '1000');
  const customers = await Promise.all(Array.from({ length: 20 }, () => firm.customer()));
  const line = (productId: string, quantity = '1') => ({ productId, quantity, unitPrice: '10' });
  const shapes = [
    [line(product)],
    [line(product), line(product)], // the second line sees what the first has taken
    [line(other), line(product)],
    [line(product), line(other)],
  ];
  const answers = await Promise.all(Array.from({ length: 200 }, (_, index) =>
    firm.refusal(placeOrder, { order: { customerId: customers[index % customers.length], lines: shapes[index % shapes.length] } })));
  const [sold] = await firm.db.rows<{ reserved: number; lines: number }>(sql`SELECT coalesce(sum(r.reserved), 0)::float AS reserved, count(*)::int AS lines
    FROM "Reservation" r WHERE r."productId" = ${uuid(product)}`);
  expect(sold).toEqual({ reserved: 100, lines: 100 });
  expect(Object.keys(tally(answers)).sort()).toEqual(['PLACED', 'STOCK_SHORT']);
  const [level] = await firm.db.rows(sql`SELECT reserved::float, backordered::float FROM "StockLevel" WHERE "productId" = ${uuid(product)}`);
  expect(level).toEqual({ reserved: 100, backordered: 0 });
  const [numbers] = await firm.db.rows<{ n: number; last: number }>(sql`SELECT count(*)::int AS n, max(right(number, 5)::int) AS last FROM "Order" WHERE number IS NOT NULL`);
  expect(numbers?.last).toBe(numbers?.n); // refused orders took no number
  expect(await broken()).toEqual([]);
}, 60_000);

test('forty clients race for one customer\'s last credit: the limit holds', async () => {
  const product = await firm.product('4', '1000');
  const customer = await firm.customer({ creditLimit: '105' });
  const answers = await Promise.all(Array.from({ length: 40 }, () =>
    firm.refusal(placeOrder, { order: { customerId: customer, lines: [{ productId: product, quantity: '1', unitPrice: '10' }] } })));
  expect(tally(answers)).toEqual({ PLACED: 10, CREDIT_LIMIT_EXCEEDED: 30 });
  expect(await firm.one(sql`SELECT "openOrdersMinor" FROM "CreditAccount" WHERE "customerId" = ${uuid(customer)}`)).toEqual({ openOrdersMinor: '10000' });
  expect(await broken()).toEqual([]);
}, 60_000);

test('two hundred clients race for the last hundred units, which lie in three warehouses: exactly a hundred are promised', async () => {
  const places = await Promise.all(['E1', 'E2'].map(async (code, index) => globalId('Warehouse', (await firm.act(createWarehouse, { code, name: code, priority: 10 + index })).warehouse ?? '')));
  const rule = globalId('AllocationRule', (await firm.act(setAllocationRule, { strategy: 'HIGHEST_STOCK' })).rule ?? '');
  const product = await firm.product('4', '40');
  await firm.act(recordOpeningStock, { lines: places.map((warehouseId, index) => ({ productId: product, warehouseId, quantity: index === 0 ? '35' : '25', unitCost: '4' })) });
  const customers = await Promise.all(Array.from({ length: 20 }, () => firm.customer()));
  const line = (quantity: string) => ({ productId: product, quantity, unitPrice: '10' });
  const answers = await Promise.all(Array.from({ length: 200 }, (_, index) =>
    firm.refusal(placeOrder, { order: { customerId: customers[index % customers.length], lines: index % 3 === 0 ? [line('1'), line('1')] : [line('1')] } })));
  expect(Object.keys(tally(answers)).sort()).toEqual(['PLACED', 'STOCK_SHORT']);
  expect(await firm.one(sql`SELECT sum("onHand")::float AS "onHand", sum(reserved)::float AS reserved, sum(backordered)::float AS backordered FROM "StockLevel" WHERE "productId" = ${uuid(product)}`))
    .toEqual({ onHand: 100, reserved: 100, backordered: 0 });
  expect(await broken()).toEqual([]);
  await firm.act(removeAllocationRule, { allocationRuleId: rule });
}, 60_000);

test('clients race for two kits that share a component, and for the component itself: none is promised twice', async () => {
  const [bolt, nut, plate] = [await firm.product('1', '60'), await firm.product('1', '1000'), await firm.product('1', '1000')];
  const kit = async (...components: [string, string][]) => {
    const productId = await firm.service();
    await firm.act(setKitComponents, { productId, version: 1, components: components.map(([id, quantity]) => ({ productId: id, quantity })) });
    return productId;
  };
  const [small, large] = [await kit([bolt, '2'], [nut, '1']), await kit([plate, '1'], [bolt, '3'])];
  const customers = await Promise.all(Array.from({ length: 10 }, () => firm.customer()));
  const wants = [small, large, bolt];
  const answers = await Promise.all(Array.from({ length: 120 }, (_, index) => firm.refusal(placeOrder, { order: {
    customerId: customers[index % customers.length], lines: [{ productId: wants[index % 3], quantity: '1', unitPrice: '10' }] } })));
  expect(Object.keys(tally(answers)).sort()).toEqual(['PLACED', 'STOCK_SHORT']);
  const taken = answers.reduce((sum, answer, index) => sum + (answer ? 0 : [2, 3, 1][index % 3] ?? 0), 0);
  expect(await firm.one(sql`SELECT "onHand"::float, reserved::float FROM "StockLevel" WHERE "productId" = ${uuid(bolt)}`)).toEqual({ onHand: 60, reserved: taken });
  expect(taken).toBeGreaterThan(57); // what is left makes nothing that was wanted, or one bolt or two
  const last = await Promise.all(Array.from({ length: 30 }, (_, index) => firm.refusal(placeOrder, { order: { customerId: customers[index % customers.length], lines: [{ productId: bolt, quantity: '1', unitPrice: '1' }] } })));
  expect(last.filter((answer) => answer === undefined)).toHaveLength(60 - taken);
  expect(await broken()).toEqual([]);
}, 60_000);

test('orders are placed, cancelled, moved and served by goods that come in, all at once over three warehouses: nothing is lost, and nobody hears of a deadlock', async () => {
  const main = globalId('Warehouse', (await firm.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE code = ${'MAIN'}`)).id);
  const places = [main, ...await Promise.all(['F1', 'F2'].map(async (code) => globalId('Warehouse', (await firm.act(createWarehouse, { code, name: code })).warehouse ?? '')))];
  await firm.act(setAllocationRule, { strategy: 'PRIORITY' });
  const goods = await Promise.all(Array.from({ length: 3 }, () => firm.product('2', '5')));
  await firm.act(recordOpeningStock, { lines: goods.flatMap((productId) => places.slice(1).map((warehouseId) => ({ productId, warehouseId, quantity: '5', unitCost: '2' }))) });
  const kit = await firm.service();
  await firm.act(setKitComponents, { productId: kit, version: 1, components: [{ productId: goods[0], quantity: '1' }, { productId: goods[1], quantity: '2' }] });
  const sold = [...goods, kit];
  const customers = await Promise.all(Array.from({ length: 10 }, () => firm.customer()));
  const order = async (index: number) => globalId('Order', (await firm.act(placeOrder, { acceptBackorder: true, order: { customerId: customers[index % 10], lines: [0, 1].map((next) =>
    ({ productId: sold[(index + next) % 4], quantity: String(1 + index % 3), unitPrice: '5' })) } })).order ?? '');
  const known = await Promise.all(Array.from({ length: 30 }, (_, index) => order(index)));
  const answers = await Promise.all(known.flatMap((orderId, index) => [
    order(index).then(() => undefined),
    index % 3 === 0 ? firm.refusal(cancelOrder, { orderId, reason: 'No' }) : firm.refusal(reserveStock, { orderId }),
    index % 2 === 0 ? firm.refusal(reallocateOrder, { orderId, reason: 'Elsewhere', ...(index % 4 === 0 ? { warehouseId: places[index % 3] } : {}) })
      : firm.refusal(adjustStock, { productId: goods[index % 3], warehouseId: places[index % 3], quantity: '4', unitCost: '2', reason: 'FOUND' }),
  ]));
  const refused = Object.keys(tally(answers)).filter((code) => !['PLACED', 'STOCK_SHORT', 'NOTHING_WAITING', 'ORDER_STATUS_FORBIDS', 'NOTHING_TO_REALLOCATE'].includes(code));
  expect(refused).toEqual([]);
  expect(await firm.db.rows(sql`SELECT id FROM "StockLevel" WHERE "onHand" - reserved < 0`)).toEqual([]);
  expect(await broken()).toEqual([]);
}, 90_000);
