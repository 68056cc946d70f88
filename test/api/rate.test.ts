// How much a partner's key may ask for in a while; people at the console are not counted.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foundFirm, type Firm } from '../support/firm.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { listen } from '../support/sse.ts';

const asked = '{ products(first: 50) { nodes { id sku } } }';
const started = new Date('2026-03-02T09:00:00Z');

describe.each(['on', 'off'])('with the compiled lane %s', (lane) => {
  let server: TestServer;
  let firm: Firm;
  beforeAll(async () => {
    server = await startTestServer({ env: { HESABU_RATE_PER_SECOND: '100', HESABU_LANE: lane } });
    firm = await foundFirm(server.db);
    server.now.set(started);
  });
  afterAll(() => server.close());

  test('a key that asks for too much is answered 429 with the time to wait, changes nothing, and may go on after it', async () => {
    const { token } = await firm.newKey('OWNER');
    const as = { key: token };
    const { extensions: { cost } } = await server.graphql(asked, {}, as);
    const times = Math.floor(1000 / Number(cost)) - 1;
    for (let time = 0; time < times; time += 1) expect((await server.graphql(asked, {}, as)).errors).toEqual([]);
    const refused = await server.graphql(asked, {}, as);
    const retryAfterSeconds = Number(refused.errors[0]?.extensions.retryAfterSeconds);
    expect(refused).toMatchObject({ status: 429, data: null, errors: [{ extensions: { code: 'RATE_LIMITED', cost, limit: 1000, retryAfterSeconds } }] });
    expect(retryAfterSeconds).toBeGreaterThan(0);
    expect(refused.headers.get('retry-after')).toBe(String(retryAfterSeconds));
    const create = await server.graphql(`mutation { ${Array.from({ length: 20 }, (_, n) => `m${n}: createTaxCode(input: { code: "R${n}", name: "x", rate: "0" }) { ... on CreateTaxCodePayload { taxCode { id code name rate } } }`).join(' ')} }`, {}, as);
    expect(create).toMatchObject({ status: 429, data: null });
    const other = await firm.newKey('OWNER');
    expect((await server.graphql(asked, {}, { key: other.token })).errors).toEqual([]);
    server.now.set(new Date(started.getTime() + retryAfterSeconds * 1000));
    expect((await server.graphql(asked, {}, as)).errors).toEqual([]);
    server.now.set(started);
  });

  test('an order costs its key once, also when it is declined', async () => {
    const { token } = await firm.newKey('OWNER');
    const order = `mutation { placeOrder(input: { order: { customerId: "${Buffer.from(`Customer:${firm.companyId}`).toString('base64')}", lines: [] } }) { ... on Refusal { code } } }`;
    const { data, extensions: { cost } } = await server.graphql(order, {}, { key: token });
    expect(data.placeOrder.code).toBe('NOT_FOUND');
    const times = Math.floor(1000 / Number(cost));
    for (let time = 1; time < times; time += 1) expect((await server.graphql(order, {}, { key: token })).status).toBe(200);
    expect((await server.graphql(order, {}, { key: token })).status).toBe(429);
  });

  test('a subscription costs, too; a person at the console is not counted', async () => {
    const { token } = await firm.newKey('OWNER');
    for (let time = 0; (await server.graphql(asked, {}, { key: token })).status !== 429; time += 1) expect(time).toBeLessThan(30);
    for (let time = 0; (await server.graphql('{ viewer { name } }', {}, { key: token })).status !== 429; time += 1) expect(time).toBeLessThan(300);
    const feed = await listen(server, { key: token });
    expect(await feed.next()).toBeUndefined();
    expect(feed).toMatchObject({ status: 429, errors: [{ extensions: { code: 'RATE_LIMITED' } }] });
    const cookie = await firm.cookie('OWNER', {});
    server.now.run();
    for (let time = 0; time < 15; time += 1) expect((await server.graphql(asked, {}, { cookie })).errors).toEqual([]);
    server.now.set(started);
  });
});
