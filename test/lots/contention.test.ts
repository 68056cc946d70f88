// Who gets the last piece: many at once, two lines of one order, two kinds of documents.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createProduct } from '../../server/src/catalogue/createProduct.ts';
import { adjustStock } from '../../server/src/inventory/adjustStock.ts';
import { holdStock } from '../../server/src/inventory/holdStock.ts';
import { recordOpeningStock } from '../../server/src/inventory/recordOpeningStock.ts';
import { placeOrder } from '../../server/src/orders/placeOrder.ts';
import { shipOrder } from '../../server/src/fulfilment/shipOrder.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { verify } from '../../server/src/verify.ts';
import { burst } from '../support/burst.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let warehouseId: string;
let unitId: string;
beforeAll(async () => {
  firm = await startTrade();
  warehouseId = globalId('Warehouse', (await firm.one<{ id: string }>(sql`SELECT id FROM "Warehouse" WHERE "isDefault"`)).id);
  unitId = globalId('Unit', (await firm.one<{ id: string }>(sql`SELECT id FROM "Unit" WHERE code = 'PCS'`)).id);
});
afterAll(() => firm.close());
const broken = async () => (await verify(firm.db)).filter(({ rows }) => rows.length > 0);

let count = 0;
async function pieces(serials: string, quantity: string): Promise<string> {
  count += 1;
  const { product = '' } = await firm.act(createProduct, { sku: `S${count}`, name: `Machine ${count}`, unitId, tracking: 'SERIAL' });
  const productId = globalId('Product', product);
  await firm.act(recordOpeningStock, { lines: [{ productId, warehouseId, quantity, unitCost: '100', serials }] });
  return productId;
}
const tally = (answers: (string | undefined)[]) => Object.fromEntries([...Map.groupBy(answers, (each) => each ?? 'DONE')].map(([code, all]) => [code, all.length]));
/** How often each piece is promised; none more than once. */
const promisedTwice = (productId: string) => firm.db.rows(sql`SELECT l.code FROM "ReservedLot" x JOIN "Lot" l ON l.id = x."lotId" WHERE l."productId" = ${uuid(productId)}
  GROUP BY 1 HAVING sum(x.quantity) > 1`);

test('a hundred and twenty orders race for thirty pieces with serial numbers: each piece is promised once', async () => {
  const product = await pieces('M001..M030', '30');
  const customers = await Promise.all(Array.from({ length: 10 }, () => firm.customer()));
  const line = { productId: product, quantity: '1', unitPrice: '200' };
  const shapes = [[line], [line, line], [{ ...line, quantity: '2' }]]; // also twice in one order
  const answers = await Promise.all(Array.from({ length: 120 }, (_, index) =>
    firm.refusal(placeOrder, { order: { customerId: customers[index % 10], lines: shapes[index % 3] } })));
  const [sold] = await firm.db.rows(sql`SELECT sum(reserved)::float AS pieces FROM "Reservation" WHERE "productId" = ${uuid(product)}`);
  expect(sold).toEqual({ pieces: 30 });
  expect(Object.keys(tally(answers)).sort()).toEqual(['DONE', 'STOCK_SHORT']);
  expect(await promisedTwice(product)).toEqual([]);
  expect(await broken()).toEqual([]);
}, 60_000);

test('an order, a hold and a correction race for the last piece: one of them has it', async () => {
  for (let round = 0; round < 8; round += 1) {
    const product = await pieces('ONE', '1');
    const customerId = await firm.customer();
    const answers = await burst(firm, [
      { action: placeOrder, input: { order: { customerId, lines: [{ productId: product, quantity: '1', unitPrice: '200' }] } } },
      { action: holdStock, input: { productId: product, warehouseId, quantity: '1', kind: 'DAMAGED', reason: 'Dropped' } },
      { action: adjustStock, input: { productId: product, warehouseId, quantity: '-1', reason: 'SPOILAGE' } },
      { action: placeOrder, input: { order: { customerId, lines: [{ productId: product, quantity: '1', unitPrice: '200' }] } } },
    ]);
    expect(answers.filter((each) => 'result' in each)).toHaveLength(1);
    expect(answers.some((each) => 'fault' in each)).toBe(false);
  }
  expect(await broken()).toEqual([]);
}, 60_000);

test('two shipments that name the same piece: it leaves once', async () => {
  const product = await pieces('P1, P2', '2');
  const orders = [await firm.order(await firm.customer(), [{ productId: product, quantity: '1', unitPrice: '9' }]), await firm.order(await firm.customer(), [{ productId: product, quantity: '1', unitPrice: '9' }])];
  const lineOf = async (order: string) => globalId('OrderLine', (await firm.one<{ id: string }>(sql`SELECT id FROM "OrderLine" WHERE "orderId" = ${uuid(order)}`)).id);
  const requests = [];
  for (const orderId of orders) requests.push({ action: shipOrder, input: { orderId, lines: [{ orderLineId: await lineOf(orderId), quantity: '1', serials: 'P1' }] } });
  const answers = await burst(firm, requests);
  expect(answers.filter((each) => 'result' in each)).toHaveLength(1);
  // Promised to the other order, or gone with it.
  expect(answers.some((each) => 'refused' in each && ['LOT_SHORT', 'INPUT_INVALID'].includes(each.refused))).toBe(true);
  expect(await broken()).toEqual([]);
}, 60_000);

test('the same new serial number comes in at two places at once: one receipt stands', async () => {
  const { createWarehouse } = await import('../../server/src/inventory/saveWarehouse.ts');
  const { warehouse = '' } = await firm.act(createWarehouse, { code: 'TWO', name: 'Second' });
  const product = await pieces('X0', '1');
  for (let round = 1; round < 6; round += 1) {
    const come = (place: string) => ({ action: adjustStock, input: { productId: product, warehouseId: place, quantity: '1', reason: 'FOUND', unitCost: '5', lots: [{ code: `X${round}` }] } });
    const answers = await burst(firm, [come(warehouseId), come(globalId('Warehouse', warehouse))]);
    expect(answers.filter((each) => 'result' in each)).toHaveLength(1);
    expect(answers.filter((each) => 'refused' in each).map((each) => each.refused)).toEqual(['INPUT_INVALID']);
  }
  expect(await broken()).toEqual([]);
}, 60_000);
