// Two servers over one database, as partners and staff meet them over HTTP: they behave as one.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verify } from '../../server/src/verify.ts';
import { startTestServer, type Answer, type TestServer } from '../support/server.ts';

const owner = { role: 'OWNER' };
const refusal = '... on Refusal { __typename code message } ... on InputInvalid { fields { path message } }';

describe('two servers on one database', () => {
  let one: TestServer;
  let two: TestServer;
  beforeAll(async () => {
    one = await startTestServer({ template: 'demo' });
    two = await startTestServer({ database: one.database });
  });
  afterAll(async () => {
    expect((await verify(one.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
    await two.close();
    await one.close();
  });

  const firstId = async (field: string, filter = '{}') =>
    ((await one.graphql(`{ ${field}(first: 1, filter: ${filter}) { nodes { id } } }`, {}, owner)).data[field].nodes[0].id) as string;

  async function newProduct(quantity: string): Promise<string> {
    const [unitId, warehouseId] = [await firstId('units', '{ code: { is: "PCS" } }'), await firstId('warehouses')];
    const made = await one.graphql(`mutation ($input: CreateProductInput!) { createProduct(input: $input) { ... on CreateProductPayload { product { id } } ${refusal} } }`,
      { input: { sku: `RACE-${quantity}`, name: 'Last units', unitId } }, owner);
    const productId = made.data.createProduct.product.id as string;
    const opened = await one.graphql(`mutation ($input: RecordOpeningStockInput!) { recordOpeningStock(input: $input) { __typename ${refusal} } }`,
      { input: { lines: [{ productId, warehouseId, quantity, unitCost: '3' }] } }, owner);
    expect(opened.data.recordOpeningStock.__typename).toBe('RecordOpeningStockPayload');
    return productId;
  }

  async function newKey(): Promise<string> {
    const { data } = await one.graphql(`mutation { createApiKey(input: { name: "Shop", role: PARTNER }) { ... on CreateApiKeyPayload { key } } }`, {}, owner);
    return data.createApiKey.key;
  }

  const place = (server: TestServer, key: string, customerId: string, lines: object[]): Promise<Answer> => server.graphql(
    `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { ... on PlaceOrderPayload { order { number } } ${refusal} } }`,
    { input: { order: { customerId, lines } } }, { key });

  it('sells a hundred units a hundred times to two hundred clients, half of them at each', async () => {
    const [productId, key] = [await newProduct('100'), await newKey()];
    const customerId = await firstId('customers', '{ code: { is: "PARIS" } }'); // has no order yet
    await one.graphql(`mutation ($id: ID!) { setCreditLimit(input: { customerId: $id, limit: null, reason: "Race" }) { __typename } }`, { id: customerId }, owner);
    const line = { productId, quantity: '1', unitPrice: '5' };
    const answers = await Promise.all(Array.from({ length: 200 }, (_, index) =>
      place(index % 2 === 0 ? one : two, key, customerId, index % 4 < 2 ? [line] : [line, line])));
    expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
    const placed = answers.filter(({ data }) => data.placeOrder.order).length;
    const refused = answers.filter(({ data }) => data.placeOrder.code === 'STOCK_SHORT').length;
    expect(placed + refused).toBe(200);
    const { data } = await two.graphql('query ($id: ID!) { node(id: $id) { ... on Product { onHand reserved available backordered } } orderLines(filter: { product: { is: $id } }, first: 1) { totals { quantity } } }',
      { id: productId }, owner);
    expect(data.node).toEqual({ onHand: '100', reserved: '100', available: '0', backordered: '0' });
    expect(data.orderLines.totals.quantity).toBe('100');
  }, 90_000);

  it('sees at the other server what one has just written, and honours its sessions there', async () => {
    const name = 'Café des Deux Serveurs';
    const { data } = await one.graphql(`mutation ($input: CreateCustomerInput!) { createCustomer(input: $input) { ... on CreateCustomerPayload { customer { id } } ${refusal} } }`, { input: { name } }, owner);
    const seen = await two.graphql('query ($id: ID!) { node(id: $id) { ... on Customer { name } } customers(filter: { search: "cafe serveurs" }) { totalCount } }', { id: data.createCustomer.customer.id }, owner);
    expect([seen.data.node.name, seen.data.customers.totalCount]).toEqual([name, 1]);
  });

  it('answers a repeated request the same from the other server', async () => {
    const input = { code: 'TWICE', name: 'Once only' };
    const mutation = 'mutation ($input: CreateCustomerInput!) { createCustomer(input: $input, idempotencyKey: "two-servers") { ... on CreateCustomerPayload { customer { id } } } }';
    const key = await newKeyOf('CONTROLLER');
    const first = await one.graphql(mutation, { input }, { key });
    const again = await two.graphql(mutation, { input }, { key });
    expect(again.data).toEqual(first.data);
    expect(again.extensions.idempotentReplayed).toBe(true);
  });

  async function newKeyOf(role: string): Promise<string> {
    const { data } = await one.graphql('mutation ($role: Role!) { createApiKey(input: { name: "Desk", role: $role }) { ... on CreateApiKeyPayload { key } } }', { role }, owner);
    return data.createApiKey.key;
  }
});
