// What waits for a second person is seen and taken back by nobody who may not: lists, records, questions and the log alike.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFramework } from '../../server/src/frameworks/draftFramework.ts';
import { activateFramework } from '../../server/src/frameworks/moveFramework.ts';
import type { Role } from '../../server/src/generated/rows.ts';
import { setCustomerPrice } from '../../server/src/pricing/customerPrices.ts';
import { createPromotion } from '../../server/src/pricing/savePromotion.ts';
import { setListPrice } from '../../server/src/pricing/setListPrice.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { setApprovalLimit } from '../../server/src/work/approvalLimits.ts';
import { keyOf } from '../documents/support.ts';
import { secondPeople } from '../support/second.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { firstDay, startTrade, type Trade } from '../support/trade.ts';

let firm: Trade;
let server: TestServer;
const changes: Record<string, string> = {};
beforeAll(async () => {
  firm = await startTrade();
  const second = await secondPeople(firm);
  await firm.act(setApprovalLimit, { kind: 'CUSTOMER_PRICE', userId: globalId('User', second.people['Clara'] ?? ''), amount: '1000', rate: '0.1' });
  const tea = await firm.product('4');
  await firm.act(setListPrice, { productId: tea, unitPrice: '10' });
  const customerId = await firm.customer();
  const made = async (kind: string, result: Promise<Record<string, string | null>>) => { changes[kind] = globalId('CustomerChange', String((await result)['change'])); };
  await made('PRICE', second.as('Clara', setCustomerPrice, { customerId, productId: tea, unitPrice: '5', reason: 'They buy much' }));
  await made('PROMOTION', second.as('Clara', createPromotion, { name: 'Secret', kind: 'LINE_RATE', rate: '0.5', reason: 'Season' }));
  const frameworkId = globalId('Framework', (await firm.act(createFramework, { customerId, validFrom: firstDay, validTo: '2026-12-31', lines: [{ productId: tea, unitPrice: '5' }] })).framework ?? '');
  await made('FRAMEWORK', second.as('Clara', activateFramework, { frameworkId, reason: 'A year' }));
  server = await startTestServer({ database: firm.database });
  server.now.set(`${firm.day}T09:00:00Z`);
});
afterAll(async () => {
  await server.close();
  await firm.close();
});

interface Asked { data: { customerChanges: { nodes: { field: string }[] } } | null; errors?: { extensions: { code: string } }[] }
const ask = async (role: Role, query: string, variables: Record<string, unknown> = {}) => await server.graphql(query, variables, { key: await keyOf(firm, role) }) as unknown as Asked;

test.each<[Role, string[] | 'FORBIDDEN', string[] | 'FORBIDDEN']>([
  ['OWNER', ['FRAMEWORK', 'PRICE', 'PROMOTION'], ['Customer', 'Framework', 'Promotion']], ['CONTROLLER', ['FRAMEWORK', 'PRICE', 'PROMOTION'], ['Customer', 'Framework', 'Promotion']],
  // Collectors see agreements, and no promotions.
  ['COLLECTOR', ['FRAMEWORK', 'PRICE'], ['Customer', 'Framework']], ['ANALYST', ['FRAMEWORK', 'PRICE', 'PROMOTION'], 'FORBIDDEN'], ['WAREHOUSE', 'FORBIDDEN', []], ['PARTNER', 'FORBIDDEN', 'FORBIDDEN'],
])('%s sees what waits as far as its records', async (role, fields, subjects) => {
  const listed = await ask(role, '{ customerChanges(first: 50) { nodes { field } } }');
  expect(listed.errors?.[0]?.extensions.code ?? listed.data?.customerChanges.nodes.map(({ field }) => field).sort()).toEqual(fields);
  const asked = await ask(role, '{ approvals(first: 50) { nodes { subjectType facts } } }') as unknown as { data: { approvals: { nodes: { subjectType: string }[] } } | null; errors?: Asked['errors'] };
  expect(asked.errors?.[0]?.extensions.code ?? asked.data?.approvals.nodes.map(({ subjectType }) => subjectType).sort()).toEqual(subjects);
});

test.each<[Role, string]>([['ANALYST', 'PRICE'], ['COLLECTOR', 'PRICE'], ['COLLECTOR', 'FRAMEWORK'], ['ANALYST', 'PROMOTION'], ['WAREHOUSE', 'PRICE']])('%s takes back no change of %s', async (role, kind) => {
  const { errors } = await ask(role, 'mutation ($input: WithdrawCustomerChangeInput!) { withdrawCustomerChange(input: $input) { __typename } }', { input: { changeId: changes[kind], reason: 'No' } });
  expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
});
