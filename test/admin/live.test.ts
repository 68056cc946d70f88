// What others do shows within a second on open lists and records, whichever server they work at.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { feedOf } from '../../server/src/events/feed.ts';
import { settled, startConsole } from '../support/console.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

const ui = startConsole();
let other: TestServer;
let customerId: string;
let productId: string;
beforeAll(async () => {
  other = await startTestServer({ database: ui.server.database });
  const found = await ui.ask<Record<'customers' | 'products', { nodes: { id: string }[] }>>(
    '{ customers(first: 1, filter: { code: { is: "PARIS" } }) { nodes { id } } products(first: 1) { nodes { id } } }');
  [customerId, productId] = [found.customers.nodes[0]?.id ?? '', found.products.nodes[0]?.id ?? ''];
  await ui.ask('mutation ($id: ID!) { setCreditLimit(input: { customerId: $id, limit: null, reason: "Test" }) { __typename } }', { id: customerId });
});
afterAll(() => other.close());

const controller = { role: 'CONTROLLER' };
/** How many listen at the server of the browser. */
const listening = (count: number) => expect.poll(() => feedOf(ui.server.db).size, { timeout: 45_000 }).toBe(count);
const answered = '... on Refusal { message } ... on InputInvalid { fields { path message } }';

async function placeOrder(server: TestServer): Promise<{ id: string; number: string }> {
  const { data, errors } = await server.graphql(`mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { ... on PlaceOrderPayload { order { id number } } ${answered} } }`,
    { input: { acceptBackorder: true, order: { customerId, lines: [{ productId, quantity: '1' }] } } }, controller);
  expect(errors).toEqual([]);
  expect(data.placeOrder.order).toMatchObject({ number: expect.any(String) });
  return data.placeOrder.order;
}

describe('an open list', () => {
  it('says "1 new" when another makes an order at another server, and shows it where one is', async () => {
    const page = await ui.open('/orders');
    await settled(page);
    await listening(1);
    const first = page.locator('main tbody tr').first();
    const before = await first.innerText();
    const { number } = await placeOrder(other);
    const news = page.getByRole('status').getByRole('button', { name: '1 new' });
    await news.waitFor();
    expect(await first.innerText()).toBe(before);
    await news.click();
    await page.getByRole('cell', { name: number, exact: true }).or(page.getByRole('link', { name: number })).first().waitFor();
    await news.waitFor({ state: 'detached' });
    await placeOrder(ui.server);
    await placeOrder(other);
    await page.getByRole('status').getByRole('button', { name: '2 new' }).waitFor();
  });

  it('says nothing of what one does oneself, here or in another tab', async () => {
    const page = await ui.open('/customers');
    await settled(page);
    await listening(1);
    const create = async (name: string, as: { role: string }) => {
      const { data } = await other.graphql(`mutation ($input: CreateCustomerInput!) { createCustomer(input: $input) { __typename ${answered} } }`, { input: { name } }, as);
      expect(data.createCustomer).toEqual({ __typename: 'CreateCustomerPayload' });
    };
    await create('My own customer', { role: 'OWNER' });
    await create('Their customer', controller);
    await page.getByRole('status').getByRole('button', { name: '1 new', exact: true }).waitFor();
  });
});

it('an open record says who changed it, and shows the change on request', async () => {
  const { id } = await placeOrder(other);
  const page = await ui.open(`/orders/${encodeURIComponent(id)}/show`);
  await settled(page);
  await listening(1);
  const { data } = await other.graphql(`mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { __typename ${answered} } }`,
    { input: { orderId: id, reason: 'Ordered twice' } }, controller);
  expect(data.cancelOrder.__typename).toBe('CancelOrderPayload');
  const status = page.getByRole('status').filter({ hasText: 'just now' });
  await status.getByText(/^Changed by \S.* just now$/).waitFor();
  await status.getByRole('button', { name: 'Refresh' }).click();
  await page.getByText('Cancelled', { exact: true }).first().waitFor();
  await page.getByText(/^Changed by/).waitFor({ state: 'detached' });
});

describe('the connection', () => {
  it('is one for all tabs, kept by another tab when the first is closed, and none when all are', async () => {
    const page = await ui.open('/orders');
    await settled(page);
    const second = await page.context().newPage();
    await second.goto('/orders');
    await settled(second);
    await listening(1);
    await placeOrder(other);
    for (const tab of [page, second]) await tab.getByRole('status').getByRole('button', { name: '1 new' }).waitFor();
    await page.close();
    await listening(1);
    await placeOrder(other);
    await second.getByRole('status').getByRole('button', { name: '2 new' }).waitFor();
    await second.close();
    await listening(0);
    expect(feedOf(other.db).size).toBe(0);
  });

  it('comes back by itself and tells what happened meanwhile', async () => {
    const page = await ui.open('/orders');
    await settled(page);
    await listening(1);
    await page.route('**/graphql?live', (route) => route.abort());
    ui.expectTrouble(/Failed to load resource/);
    ui.server.now.set(new Date(Date.now() + 61 * 60_000)); // a connection lives an hour
    await feedOf(ui.server.db).check();
    ui.server.now.run();
    await listening(0);
    await placeOrder(other);
    await page.unroute('**/graphql?live');
    await page.getByRole('status').getByRole('button', { name: '1 new' }).waitFor({ timeout: 45_000 });
    expect(feedOf(ui.server.db).size).toBe(1);
  });
});
