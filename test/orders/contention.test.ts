import { afterAll, beforeAll, expect, test } from 'vitest';
import { placeOrder } from '../../server/src/orders/placeOrder.ts';
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
