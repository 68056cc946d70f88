// What a session counts may be the class of its products.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { globalId } from '../../server/src/shared/input.ts';
import { cancelCount } from '../../server/src/warehousing/reviewCount.ts';
import { startCount } from '../../server/src/warehousing/startCount.ts';
import { sql, startTrade, type Trade } from '../support/trade.ts';

let firm: Trade;
let main: string;
beforeAll(async () => {
  firm = await startTrade();
  main = globalId('Warehouse', (await firm.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE "isDefault"`)).id);
});
afterAll(() => firm.close());

test('a class is the products that make most of what left, or the least', async () => {
  const products = await Promise.all(['80', '15', '4', '1', '1'].map((cost, index) => firm.product(cost, '100', { name: `Class ${index}` })));
  const customer = await firm.customer();
  for (const productId of products.slice(0, 4)) await firm.ship(await firm.order(customer, [{ productId, quantity: '1', unitPrice: '200' }]));
  const counted = async (stockClass: string) => {
    const { stockCount = '' } = await firm.act(startCount, { warehouseId: main, kind: 'CYCLE', stockClass });
    const rows = await firm.db.rows<{ name: string }>(sql`SELECT p.name FROM "CountLine" l JOIN "Product" p ON p.id = l."productId" WHERE l."stockCountId" = ${stockCount} ORDER BY p.name`);
    await firm.act(cancelCount, { stockCountId: globalId('StockCount', stockCount), reason: 'Only looked' });
    return rows.map(({ name }) => name);
  };
  // 80 of 100 reach the share of A; the next 15 that of B; what is left, and what did not leave, is C.
  expect(await counted('A')).toEqual(['Class 0']);
  expect(await counted('B')).toEqual(['Class 1']);
  expect(await counted('C')).toEqual(['Class 2', 'Class 3', 'Class 4']);
  expect(await firm.refusal(startCount, { warehouseId: main, kind: 'CYCLE', stockClass: 'D' })).toBe('INPUT_INVALID');
});
