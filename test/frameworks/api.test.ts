// Agreements, favourites and times of entry as the API tells them: in both lanes, under the rights of who asks.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFramework } from '../../server/src/frameworks/draftFramework.ts';
import { activateFramework } from '../../server/src/frameworks/moveFramework.ts';
import { planCallOffs } from '../../server/src/frameworks/callOff.ts';
import { dropFavourite, keepFavourite } from '../../server/src/orders/favourites.ts';
import { orderNow } from '../../server/src/orders/orderNow.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { keyOf } from '../documents/support.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let server: TestServer;
let key: string;
beforeAll(async () => {
  firm = await startTrade();
  server = await startTestServer({ database: firm.database });
  key = await keyOf(firm, 'OWNER');
  server.now.set(`${firm.day}T09:00:00Z`);
});
afterAll(async () => {
  await server.close();
  await firm.close();
});
const ask = async (query: string, variables: Record<string, unknown> = {}, by = key) => (await server.graphql(query, variables, { key: by })) as unknown as { data: never; errors?: { extensions: { code: string } }[] };

test('an agreement tells what was called off, shipped and is left, what is missing to its minimum, and what may be done', async () => {
  const [tea, customerId] = [await firm.product('1'), await firm.customer({ name: 'Tea Shop' })];
  const frameworkId = globalId('Framework', (await firm.act(createFramework, {
    customerId, name: 'Tea', validFrom: firstDay, validTo: '2030-12-31', maximumAmount: '500', lines: [{ productId: tea, unitPrice: '8', minimum: '50', maximum: '60' }, { productId: tea, unitPrice: '7', fromQuantity: '20' }],
  })).framework ?? '');
  await firm.act(activateFramework, { frameworkId });
  const line = globalId('FrameworkLine', (await firm.one<{ id: string }>(sql`SELECT id FROM "FrameworkLine" WHERE "frameworkId" = ${uuid(frameworkId)}`)).id);
  await firm.act(planCallOffs, { frameworkId, calls: [{ frameworkLineId: line, callOn: later(firstDay, 9), quantity: '5' }] });
  const orderId = globalId('Order', (await firm.act(orderNow, { customerId, lines: [{ productId: tea, quantity: '25' }] })).order ?? '');
  await firm.ship(orderId);
  const { data } = await ask(`query ($id: ID!, $filter: FrameworkFilter) {
    node(id: $id) { ... on Framework {
      number status called { amount } left { amount } share isBelowMinimum isEnding hasFailure nextCallOn shippedValue { amount } invoicedValue { amount }
      lines { called shipped invoiced drafted planned left minimumLeft unitPrice prices { fromQuantity unitPrice } product { name } }
      calls { callOn quantity order { id } line { product { id } } } orderLines(first: 5) { nodes { quantity whyPrice frameworkLine { id } framework { number } order { number } } } actions { name allowed }
      timeline(first: 10) { nodes { kind } }
    } }
    frameworks(filter: $filter, orderBy: CALLED_DESC) { nodes { name customer { name } } totalCount totals { called { amount } minimumLeft { amount } } }
    frameworkLines(filter: { product: { is: "${tea}" } }) { nodes { called } totals { called } }
  }`, { id: frameworkId, filter: { isBelowMinimum: true, search: 'tea shop' } });
  expect(data).toMatchObject({
    node: {
      number: 'AGR-2026-00001', status: 'ACTIVE', called: { amount: '175.00' }, left: { amount: '325.00' }, share: '0.35', isBelowMinimum: true, isEnding: false, hasFailure: false, nextCallOn: later(firstDay, 9), shippedValue: { amount: '175.00' }, invoicedValue: { amount: '0.00' },
      lines: [{ called: '25', shipped: '25', invoiced: '0', drafted: '0', planned: '5', left: '35', minimumLeft: '25', unitPrice: '8', prices: [{ fromQuantity: '0', unitPrice: '8' }, { fromQuantity: '20', unitPrice: '7' }] }],
      calls: [{ quantity: '5', order: null }], orderLines: { nodes: [{ quantity: '25', whyPrice: expect.stringContaining('AGR-2026-00001') as string, framework: { number: 'AGR-2026-00001' } }] },
    },
    frameworks: { nodes: [{ name: 'Tea', customer: { name: 'Tea Shop' } }], totalCount: 1, totals: { called: { amount: '175.00' } } }, frameworkLines: { nodes: [{ called: '25' }], totals: { called: '25' } },
  });
  const actions = (data as { node: { actions: { name: string; allowed: boolean }[] } }).node.actions.filter(({ allowed }) => allowed).map(({ name }) => name);
  expect(actions).toEqual(['callOffFramework', 'planCallOffs', 'extendFramework', 'endFramework']);
  const preview = await ask('query ($input: PreviewOrderInput!) { previewOrder(input: $input) { lines { unitPrice priceOrigin why frameworkLeft frameworkLine { id } } net { amount } } }', { input: { customerId, lines: [{ productId: tea, quantity: '10' }] } });
  expect(preview.data).toMatchObject({ previewOrder: { lines: [{ unitPrice: '8', priceOrigin: 'FRAMEWORK', frameworkLeft: '35', frameworkLine: { id: line } }], net: { amount: '80.00' } } });
  const refused = await ask('mutation ($input: OrderNowInput!) { orderNow(input: $input) { __typename ... on FrameworkExceeded { code message left wanted } } }', { input: { customerId, frameworkNumber: 'AGR-2026-00001', lines: [{ productId: tea, quantity: '36' }] } });
  expect(refused.data).toMatchObject({ orderNow: { code: 'FRAMEWORK_EXCEEDED', left: '35', wanted: '36' } });
});

test('the warehouse reads agreements and makes none; sales sees those of the own customers', async () => {
  const [warehouse, sales] = [await keyOf(firm, 'WAREHOUSE'), await keyOf(firm, 'SALES')];
  expect((await ask('{ frameworks { totalCount } }', {}, warehouse)).data).toEqual({ frameworks: { totalCount: 1 } });
  const made = await ask('mutation ($input: EndFrameworkInput!) { endFramework(input: $input) { __typename } }', { input: { frameworkId: globalId('Framework', '00000000-0000-7000-8000-000000000000'), reason: 'x' } }, sales);
  expect(made.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
});

test('favourites are kept once for each product of a customer, and go again', async () => {
  const [tea, customerId] = [await firm.product('1'), await firm.customer()];
  const keep = (quantity: string | null) => firm.act(keepFavourite, { customerId, productId: tea, quantity });
  await Promise.all([keep('2'), keep('3')]);
  const { favourite = '' } = await keep('12');
  const kept = await ask('query ($id: ID!) { favourites(filter: { customer: { is: $id } }) { nodes { id quantity product { id } } totalCount } }', { id: customerId });
  expect(kept.data).toMatchObject({ favourites: { nodes: [{ quantity: '12', product: { id: tea } }], totalCount: 1 } });
  await firm.act(dropFavourite, { favouriteId: globalId('Favourite', favourite) });
  expect((await ask('{ favourites { totalCount } }')).data).toEqual({ favourites: { totalCount: 0 } });
});

test('how long orders took is told by month and for all, in the middle and for nine in ten', async () => {
  const [tea, customerId] = [await firm.product('1'), await firm.customer()];
  for (const entrySeconds of [20, 30, 90]) await firm.act(orderNow, { customerId, entrySeconds, lines: [{ productId: tea, quantity: '1', unitPrice: '5' }] });
  const { data } = await ask('query ($from: Day, $to: Day) { orderEntryTimes(from: $from, to: $to) { month orders lines median p90 shortest longest } }', { from: firstDay, to: firstDay });
  const row = { orders: 3, lines: 3, median: 30, p90: 90, shortest: 20, longest: 90 };
  expect(data).toEqual({ orderEntryTimes: [{ month: '2026-01', ...row }, { month: '', ...row }] });
  expect(await firm.refusal(orderNow, { customerId, entrySeconds: 0, lines: [{ productId: tea, quantity: '1', unitPrice: '5' }] })).toBe('INPUT_INVALID');
});
