// The invoices of an order: also those that cover several.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiKey } from '../../server/src/access/createApiKey.ts';
import { creditInvoice } from '../../server/src/billing/creditInvoice.ts';
import { invoiceShipments } from '../../server/src/billing/invoiceShipments.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

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

test('an order has its invoices and credit notes, also those that cover several orders, with their count and sums', async () => {
  const as = { key: (await firm.act(createApiKey, { name: 'all', role: 'CONTROLLER' })).key ?? '' };
  const [customer, service] = [await firm.customer(), await firm.service()];
  const lines = [{ productId: service, quantity: '1', unitPrice: '10' }];
  const orders = [await firm.order(customer, lines, { freight: '3' }), await firm.order(customer, [{ ...lines[0], unitPrice: '7' }], { freight: '2' })];
  const shipments = await Promise.all(orders.map((order) => firm.ship(order)));
  const invoice = globalId('Invoice', (await firm.act(invoiceShipments, { shipmentIds: shipments, isConsolidated: true })).invoice ?? '');
  const [line] = await firm.db.rows<{ id: string }>(sql`SELECT id FROM "InvoiceLine" WHERE "invoiceId" = ${uuid(invoice)}::uuid AND "orderId" = ${uuid(orders[0] ?? '')}::uuid`);
  const ofOne = globalId('Invoice', (await firm.act(creditInvoice, { invoiceId: invoice, reason: 'One of them', lines: [{ invoiceLineId: globalId('InvoiceLine', line?.id ?? '') }].map((each) => ({ ...each, quantity: '1' })) })).creditNote ?? '');
  const ofFreight = globalId('Invoice', (await firm.act(creditInvoice, { invoiceId: invoice, reason: 'Came late', freight: '2.50' })).creditNote ?? '');
  const ask = async (id: string | undefined, args = '') => (await server.graphql(`query ($id: ID!) { node(id: $id) { ... on Order { invoices(first: 5, orderBy: NUMBER_ASC${args}) { totalCount nodes { id } totals { total { amount } } pageInfo { hasNextPage } } } } }`, { id }, as)).data.node.invoices;
  const [first, second] = [await ask(orders[0]), await ask(orders[1])];
  expect(new Set(first.nodes.map(({ id }: { id: string }) => id))).toEqual(new Set([invoice, ofOne, ofFreight]));
  expect(new Set(second.nodes.map(({ id }: { id: string }) => id))).toEqual(new Set([invoice, ofFreight]));
  expect([first.totalCount, second.totalCount, (await ask(orders[1], ', filter: { kind: { is: CREDIT_NOTE } }')).totalCount]).toEqual([3, 2, 1]);
  // Many orders at once, each with its own.
  const { nodes } = (await server.graphql('query ($filter: OrderFilter) { orders(filter: $filter, orderBy: NUMBER_ASC) { nodes { id invoices(first: 1, orderBy: NUMBER_ASC) { nodes { id } pageInfo { hasNextPage } } } } }', { filter: { customer: { is: customer } } }, as)).data.orders;
  expect(nodes.map((each: { invoices: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean } } }) => [each.invoices.nodes.length, each.invoices.pageInfo.hasNextPage])).toEqual([[1, true], [1, true]]);
});
