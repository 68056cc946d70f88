// The examples of docs/api.md, as a partner would send them.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { workspaceFolder } from '../../server/src/settings.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

const blocks = [...readFileSync(path.join(workspaceFolder, 'docs/api.md'), 'utf8').matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, text]) => text ?? '');
const example = (name: string) => blocks.find((text) => text.includes(` ${name}(`)) ?? '';

let server: TestServer;
let key: string;
beforeAll(async () => {
  server = await startTestServer({ template: 'demo' });
  const { data } = await server.graphql('mutation { createApiKey(input: { name: "A shop", role: PARTNER }) { ... on CreateApiKeyPayload { key } } }', {}, { role: 'OWNER' });
  key = data.createApiKey.key;
});
afterAll(() => server.close());

test('a partner finds, orders and pays; sent twice, it happens once', async () => {
  const as = { key };
  const found = await server.graphql(example('Find'), { sku: 'NW-001', customer: 'ALFKI' }, as);
  expect(found.errors).toEqual([]);
  const [productId, customerId] = [found.data.products.nodes[0].id, found.data.customers.nodes[0].id];

  const counted = async () => (await server.graphql('query ($filter: OrderFilter) { orders(filter: $filter) { totalCount } }', { filter: { customer: { is: customerId } } }, as)).data.orders.totalCount as number;
  const before = await counted();
  const placed = await server.graphql(example('Order'), { customerId, productId, reference: 'PO-4711' }, as);
  expect(placed.data.placeOrder).toMatchObject({ __typename: 'PlaceOrderPayload', order: { status: 'PLACED', number: expect.stringMatching(/^ORD-/) } });
  const again = await server.graphql(example('Order'), { customerId, productId, reference: 'PO-4711' }, as);
  expect(again.data).toEqual(placed.data);
  expect(again.extensions.idempotentReplayed).toBe(true);
  expect(await counted()).toBe(before + 1);

  const paid = await server.graphql(example('Pay'), { customerId, reference: 'BANK-1' }, as);
  expect(paid.data.recordPayment).toMatchObject({ __typename: 'RecordPaymentPayload', payment: { amount: { amount: '25.00', currencyCode: 'USD' } } });
  expect((await server.graphql(example('Pay'), { customerId, reference: 'BANK-1' }, as)).data).toEqual(paid.data);
});

test('twenty orders of one reference at once are one order', async () => {
  const { data } = await server.graphql(example('Find'), { sku: 'NW-002', customer: 'ANTON' }, { key });
  const variables = { customerId: data.customers.nodes[0].id, productId: data.products.nodes[0].id, reference: 'RACE-1' };
  const answers = await Promise.all(Array.from({ length: 20 }, () => server.graphql(example('Order'), variables, { key })));
  expect(answers.filter(({ status, errors }) => status !== 200 || errors.length > 0)).toEqual([]);
  const numbers = answers.flatMap((answer) => answer.data.placeOrder.order?.number ?? []);
  expect(new Set(numbers).size).toBe(1);
  const { data: listed } = await server.graphql('{ orders(filter: { customerReference: { is: "RACE-1" } }) { totalCount } }', {}, { key });
  expect(listed.orders.totalCount).toBe(1);
});
