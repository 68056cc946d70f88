// Orders through the whole chain, many at once: what one costs when there are ten times as many. `HESABU_ORDERS=1000,10000`
// chooses how many; without it a few hundred prove that the chain holds.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { invoiceShipments } from '../../server/src/billing/invoiceShipments.ts';
import { shipOrder } from '../../server/src/fulfilment/shipOrder.ts';
import { placeOrder } from '../../server/src/orders/placeOrder.ts';
import { reserveStock } from '../../server/src/orders/reserveStock.ts';
import { recordOpeningStock } from '../../server/src/inventory/recordOpeningStock.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { verify } from '../../server/src/verify.ts';
import { sql, startTrade, type Trade } from '../support/trade.ts';

const sizes = (process.env.HESABU_ORDERS ?? '40,200').split(',').map(Number);
const CLIENTS = 16;
const PRODUCTS = 50;
const CUSTOMERS = 50;

let trade: Trade;
beforeAll(async () => { trade = await startTrade(); });
afterAll(() => trade.close());

/** So many at a time, in order of their numbers. */
async function each<T>(items: readonly T[], work: (item: T, index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++) await work(items[index] as T, index);
  };
  await Promise.all(Array.from({ length: CLIENTS }, worker));
}

it('an order costs no more than half as much again when there are ten times as many', async () => {
  const warehouseId = globalId('Warehouse', (await trade.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE code = 'MAIN'`)).id);
  const customers: string[] = [];
  const products: string[] = [];
  for (let at = 0; at < CUSTOMERS; at += 1) customers.push(await trade.customer());
  for (let at = 0; at < PRODUCTS; at += 1) products.push(await trade.product('4.00', '1'));
  const spent: number[] = [];
  for (const size of sizes) {
    const all = Array.from({ length: size }, (_, index) => index);
    const began = performance.now();
    const times: Record<string, number> = {};
    const timed = async (name: string, work: () => Promise<void>) => {
      const at = performance.now();
      await work();
      times[name] = Math.round(performance.now() - at);
    };
    const orders: string[] = [];
    await timed('place', () => each(all, async (index) => {
      const lines = [0, 1, 2].map((no) => ({ productId: products[(index * 3 + no) % PRODUCTS], quantity: '2', unitPrice: '10' }));
      orders.push(globalId('Order', (await trade.act(placeOrder, { reserveLater: true, order: { customerId: customers[index % CUSTOMERS], lines } })).order ?? ''));
    }));
    // Goods come after the orders: each is allocated by itself.
    await timed('goods', async () => {
      for (const productId of products) await trade.act(recordOpeningStock, { lines: [{ productId, warehouseId, quantity: String(Math.ceil((size * 6) / PRODUCTS) + 10), unitCost: '4' }] });
    });
    await timed('allocate', () => each(orders, (orderId) => trade.refusal(reserveStock, { orderId })));
    const shipments: string[] = [];
    await timed('ship', () => each(orders, async (orderId) => { shipments.push(globalId('Shipment', (await trade.act(shipOrder, { orderId })).shipment ?? '')); }));
    const runs = Array.from({ length: Math.ceil(size / 200) }, (_, index) => shipments.slice(index * 200, index * 200 + 200));
    await timed('invoice', async () => { for (const run of runs) await trade.act(invoiceShipments, { shipmentIds: run }); });
    spent.push((performance.now() - began) / size);
    const before = await trade.one<{ entries: string }>(sql`SELECT count(*)::text entries FROM "JournalEntry"`);
    await timed('again', async () => { for (const run of runs) expect(await trade.refusal(invoiceShipments, { shipmentIds: run })).toBe('ALREADY_INVOICED'); });
    expect(await trade.one(sql`SELECT count(*)::text entries FROM "JournalEntry"`)).toEqual(before);
    await timed('verify', async () => expect((await verify(trade.db)).filter(({ rows }) => rows.length > 0)).toEqual([]));
    process.stdout.write(`${size} orders: ${spent.at(-1)?.toFixed(2)} ms an order ${JSON.stringify(times)}\n`);
  }
  const [few, many] = [spent[0] ?? 0, spent.at(-1) ?? 0];
  expect(many).toBeLessThan(few * 1.5 + 5);
  expect(await trade.one(sql`SELECT count(*)::int open FROM "Order" WHERE status <> 'INVOICED'`)).toEqual({ open: 0 });
}, 3_000_000);
