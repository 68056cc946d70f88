// Hot mutations are carried out once, whichever lane answers; each answer here is compared with the general lane's.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let customerId: string;
let productId: string;
beforeAll(async () => {
  server = await startTestServer({ template: 'northwind' });
  const { data } = await server.graphql('{ customers(filter: { code: { is: "ALFKI" } }) { nodes { id } } products(first: 100) { nodes { id available } } }', {}, { role: 'OWNER' });
  customerId = data.customers.nodes[0].id;
  // Of what there is most: every order here can be filled.
  productId = data.products.nodes.toSorted((a: { available: string }, b: { available: string }) => Number(b.available) - Number(a.available))[0].id;
});
afterAll(() => server.close());

const place = `mutation Place($input: PlaceOrderInput!, $key: String, $withLines: Boolean = false) { made: placeOrder(input: $input, idempotencyKey: $key) { __typename
  ... on PlaceOrderPayload { order { ...Head lines @include(if: $withLines) { no quantity product { sku } net { amount } } actions { name allowed reason } } }
  ... on Refusal { code message } ... on InputInvalid { fields { path code } } } } fragment Head on Order { id number status customer { name } total { amount currencyCode } }`;
const order = (more: object = {}, line: object = {}) => ({ order: { customerId, customerReference: 'LANE', lines: [{ productId, quantity: '1', ...line }], ...more } });
const newKey = async (role: string): Promise<{ key: string; id: string }> => {
  const { data } = await server.graphql(`mutation { createApiKey(input: { name: "A shop", role: ${role} }) { ... on CreateApiKeyPayload { key apiKey { id } } } }`, {}, { role: 'OWNER' });
  return { key: data.createApiKey.key, id: data.createApiKey.apiKey.id };
};
const placed = async (): Promise<number> => {
  const { rows } = await server.db.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM "Order" WHERE "customerReference" = 'LANE'`);
  return rows[0]?.n ?? 0;
};
const left = (reason: string): number => server.laneUse().general.get(reason) ?? 0;

test('an order is placed once and its answer read by one statement; the same key gives the same answer', async () => {
  const { key } = await newKey('PARTNER');
  await server.graphql('{ viewer { name } }', {}, { key });
  const [before, { compiled }] = [await placed(), server.laneUse()];
  for (const withLines of [false, true]) {
    const sent = () => server.graphql(place, { input: order(), key: `lane-${String(withLines)}`, withLines }, { key });
    const first = await sent();
    expect(first).toMatchObject({ status: 200, errors: [], data: { made: { __typename: 'PlaceOrderPayload', order: { status: 'PLACED', number: expect.stringMatching(/^ORD-/) } } } });
    expect(first.extensions).not.toHaveProperty('idempotentReplayed');
    const again = await sent();
    expect(again.data).toEqual(first.data);
    expect(again.extensions).toEqual({ ...first.extensions, idempotentReplayed: true });
  }
  expect(await placed()).toBe(before + 2);
  expect(server.laneUse().compiled).toBe(compiled + 4);
});

test('what is declined, or asked wrongly, is told by the general lane, and nothing is done twice', async () => {
  const { key } = await newKey('OWNER');
  await server.graphql('{ viewer { name } }', {}, { key });
  const [before, declined] = [await placed(), left('declined')];
  const ask = async (input: object, idempotencyKey?: string) => server.graphql(place, { input, key: idempotencyKey }, { key });
  expect((await ask(order({}, { quantity: '100000' }))).data.made).toMatchObject({ __typename: 'CreditLimitExceeded', code: 'CREDIT_LIMIT_EXCEEDED' });
  expect((await ask(order({}, { quantity: '-1' }))).data.made).toMatchObject({ __typename: 'InputInvalid', code: 'INPUT_INVALID' });
  expect((await ask(order({ lines: [] }))).data.made).toMatchObject({ code: 'ORDER_EMPTY' });
  expect((await ask(order(), 'not visible')).errors).toMatchObject([{ path: ['made'], extensions: { code: 'BAD_REQUEST' } }]);
  expect((await ask(order(), 'once')).data.made.order.status).toBe('PLACED');
  expect((await ask(order({}, { quantity: '2' }), 'once')).data.made).toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
  expect(left('declined') - declined).toBe(5);
  expect(await placed()).toBe(before + 1);
});

test('a key that was revoked, or may do less than it was remembered to, places nothing', async () => {
  const [gone, less] = [await newKey('OWNER'), await newKey('OWNER')];
  for (const { key } of [gone, less]) {
    for (let time = 0; time < 2; time += 1) expect((await server.graphql(place, { input: order() }, { key })).data.made.order.status).toBe('PLACED');
  }
  const before = await placed();
  const changed = left('rights changed');
  await server.graphql('mutation ($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) { __typename } }', { input: { apiKeyId: gone.id } }, { role: 'OWNER' });
  await server.db.pool.query(`UPDATE "ApiKey" SET scopes = '{orders.read}' WHERE id = $1`, [Buffer.from(less.id, 'base64').toString().split(':')[1]]);
  expect(await server.graphql(place, { input: order() }, { key: gone.key })).toMatchObject({ status: 401, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  expect((await server.graphql(place, { input: order() }, { key: less.key })).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  expect(left('rights changed') - changed).toBe(2);
  expect(await placed()).toBe(before);
});

test('a key that ends within the minute for which it is remembered places nothing after its end', async () => {
  const { key, id } = await newKey('OWNER');
  const ends = new Date(Date.now() + 20_000);
  await server.db.pool.query(`UPDATE "ApiKey" SET "expiresAt" = $2 WHERE id = $1`, [Buffer.from(id, 'base64').toString().split(':')[1], ends]);
  expect((await server.graphql(place, { input: order() }, { key })).status).toBe(200);
  server.now.set(new Date(ends.getTime() - 1));
  expect((await server.graphql(place, { input: order() }, { key })).status).toBe(200);
  server.now.set(ends);
  const before = await placed();
  expect((await server.graphql(place, { input: order() }, { key })).status).toBe(401);
  server.now.run();
  expect(await placed()).toBe(before);
});

test('among orders that are placed together, that of a key which was revoked meanwhile is the only one that is not', async () => {
  const [stays, goes] = [await newKey('OWNER'), await newKey('OWNER')];
  for (const { key } of [stays, goes]) for (let time = 0; time < 2; time += 1) await server.graphql(place, { input: order() }, { key });
  const before = await placed();
  await server.db.pool.query(`UPDATE "ApiKey" SET "revokedAt" = now() WHERE id = $1`, [Buffer.from(goes.id, 'base64').toString().split(':')[1]]);
  const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => server.graphql(place, { input: order() }, { key: n % 3 === 1 ? goes.key : stays.key })));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, (_, n) => (n % 3 === 1 ? 401 : 200)));
  expect(new Set(answers.flatMap(({ data }) => data?.made.order.number ?? [])).size).toBe(8);
  expect(await placed()).toBe(before + 8);
});

test('people at the console ship and are paid on the same way', async () => {
  const { data } = await server.graphql(place, { input: order() }, { role: 'OWNER' });
  const { compiled } = server.laneUse();
  const shipped = await server.graphql(`mutation ($input: ShipOrderInput!) { shipOrder(input: $input) { ... on ShipOrderPayload { shipment { id lines { quantity } } order { id number } } ... on Refusal { code } } }`,
    { input: { orderId: data.made.order.id } }, { role: 'OWNER' });
  expect(shipped.data.shipOrder).toMatchObject({ shipment: { lines: [{ quantity: '1' }] }, order: { id: data.made.order.id } });
  const paid = await server.graphql(`mutation ($input: RecordPaymentInput!) { recordPayment(input: $input) { ... on RecordPaymentPayload { payment { id amount { amount } customer { name } } } ... on Refusal { code } } }`,
    { input: { customerId, amount: '12.5', method: 'BANK', oldestFirst: true } }, { role: 'CONTROLLER' });
  expect(paid.data.recordPayment).toMatchObject({ payment: { amount: { amount: '12.50' } } });
  expect(server.laneUse().compiled).toBeGreaterThan(compiled);
});
