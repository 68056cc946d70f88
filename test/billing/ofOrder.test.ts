// The invoices of an order: also those that cover several.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiKey } from '../../server/src/access/createApiKey.ts';
import { invoiceShipments } from '../../server/src/billing/invoiceShipments.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { startTrade, type Trade } from '../support/trade.ts';

let firm: Trade;
let server: TestServer;
beforeAll(async () => {
  firm = await startTrade();
  server = await startTestServer({ database: firm.database });
});
afterAll(async () => {
  await server.close();
  await firm.close();
});

test('an invoice of two orders is found by each of them, by none beside, and once by both', async () => {
  const as = { key: (await firm.act(createApiKey, { name: 'books', role: 'CONTROLLER' })).key ?? '' };
  const [customer, service] = [await firm.customer(), await firm.service()];
  const lines = [{ productId: service, quantity: '1', unitPrice: '10' }];
  const orders = [await firm.order(customer, lines), await firm.order(customer, lines), await firm.order(customer, lines)];
  const [one = '', two = '', three = ''] = await Promise.all(orders.map((order) => firm.ship(order)));
  await firm.act(invoiceShipments, { shipmentIds: [one, two], isConsolidated: true });
  await firm.act(invoiceShipments, { shipmentIds: [three] });
  const found = async (order: object) => (await server.graphql('query ($filter: InvoiceFilter) { invoices(filter: $filter, orderBy: NUMBER_ASC) { totalCount nodes { number order { id } } } }', { filter: { order } }, as)).data.invoices;
  const [first, second, third] = [await found({ is: orders[0] }), await found({ is: orders[1] }), await found({ is: orders[2] })];
  expect([first.totalCount, second.totalCount, third.totalCount]).toEqual([1, 1, 1]);
  expect(first).toEqual(second);
  expect([first.nodes[0].order, third.nodes[0].order.id]).toEqual([null, orders[2]]);
  expect((await found({ in: orders })).totalCount).toBe(2);
  expect((await found({ empty: true })).totalCount).toBe(1);
});
