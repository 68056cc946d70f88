import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tokenHash } from '../../server/src/access/passwords.ts';
import { createSalesPerson } from '../../server/src/customers/salesPeople.ts';
import { setListPrice } from '../../server/src/pricing/setListPrice.ts';
import type { Role } from '../../server/src/generated/rows.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { newId } from '../../server/src/shared/perform.ts';
import { insert, write } from '../../server/src/shared/write.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let server: TestServer;
const person: Record<string, string> = {};
const customer: Record<string, string> = {};
const cookies: Record<string, string> = {};
let product = '';

/** The cookie of somebody of a role who is signed in. */
async function signedIn(role: Role, salesPersonId: string | null): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  const id = newId();
  const now = new Date();
  const { company } = await firm.context();
  await firm.db.transaction((tx) => write(tx, [insert('User', { id, companyId: company.id, email: `${id}@example.com`, name: role, passwordHash: 'none', role, salesPersonId })]));
  await firm.db.transaction((tx) => write(tx, [insert('Session', { id: newId(), userId: id, tokenHash: tokenHash(token), createdAt: now, lastSeenAt: now, expiresAt: new Date(now.getTime() + 3_600_000) })]));
  return `hesabu_session=${token}`;
}
const ask = (who: string, query: string, variables: Record<string, unknown> = {}) => server.graphql(query, variables, { cookie: cookies[who] ?? '' });

beforeAll(async () => {
  firm = await startTrade();
  server = await startTestServer({ database: firm.database });
  for (const name of ['Nancy', 'Andrew']) {
    const { salesPerson = '' } = await firm.act(createSalesPerson, { name });
    person[name] = salesPerson;
    customer[name] = await firm.customer({ name: `${name} Trading GmbH`, email: `${name.toLowerCase()}@example.com`, phone: '+49 30 0074321', salesPersonId: globalId('SalesPerson', salesPerson),
      creditLimit: '100', addresses: [{ kind: 'BILLING', street: 'Obere Str. 57', city: 'Berlin', country: 'Germany' }] });
    cookies[name] = await signedIn('SALES', salesPerson);
  }
  for (const role of ['OWNER', 'WAREHOUSE', 'COLLECTOR'] as const) cookies[role] = await signedIn(role, null);
  product = await firm.product('4', '10');
  await firm.act(setListPrice, { productId: product, unitPrice: '6', validFrom: '2026-01-01' });
  for (const name of ['Nancy', 'Andrew']) await firm.invoice(customer[name] ?? '', [{ productId: product, quantity: '1', unitPrice: '10' }]);
});
afterAll(async () => {
  await server.close();
  await firm.close();
});

describe('a sales person', () => {
  test.each(['customers', 'orders', 'orderLines', 'shipments', 'shipmentLines', 'invoices', 'openItems'])('sees the own %s, in list, count and totals', async (field) => {
    const count = async (who: string) => (await ask(who, `{ ${field} { totalCount nodes { id } } }`)).data[field];
    const [own, all] = [await count('Nancy'), await count('OWNER')];
    expect([own.totalCount, own.nodes.length, all.totalCount]).toEqual([1, 1, 2]);
  });
  test('reads, searches and sums no record of another\'s', async () => {
    const { data } = await ask('Nancy', `query($id: ID!) { node(id: $id) { id } customers(filter: { search: "Andrew" }) { totalCount totals { receivable { amount } } } }`, { id: customer.Andrew });
    expect(data).toEqual({ node: null, customers: { totalCount: 0, totals: { receivable: { amount: '0.00' } } } });
  });
  test('cannot order for another\'s customer: there is no such customer', async () => {
    const { data } = await ask('Nancy', `mutation($input: CreateOrderInput!) { createOrder(input: $input) { __typename ... on Refusal { code } } }`, { input: { customerId: customer.Andrew, lines: [] } });
    expect(data.createOrder).toEqual({ __typename: 'NotFound', code: 'NOT_FOUND' });
  });
  test('may not set limits nor holds, and the buttons say so', async () => {
    const { data } = await ask('Nancy', `query($id: ID!) { node(id: $id) { ... on Customer { actions { name allowed reason } } } }`, { id: customer.Nancy });
    expect(data.node.actions.filter((each: { allowed: boolean }) => !each.allowed).map(({ name, reason }: Record<string, string>) => [name, reason])).toEqual(
      ['setCreditLimit', 'placeHold', 'releaseHold', 'setCustomerGroup', 'setCustomerTax', 'setCustomerPrice', 'mergeCustomers', 'setCustomerBank', 'createCharge', 'chargeLate', 'waiveLate', 'setCustomerCommission', 'recordRecovery', 'assessCredit', 'rateCredit', 'recordCreditReview'].map((name) => [name, 'Your role may not do this.']));
  });
});

test('a warehouse hand sees customers, but not their credit', async () => {
  expect((await ask('WAREHOUSE', '{ customers { nodes { name } totals { exposure { amount } } } }')).errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'credit.read' });
  expect((await ask('WAREHOUSE', '{ customers { totalCount } }')).data.customers.totalCount).toBe(2);
});

test('exposure, credit left and overdue are filters, orders and totals of the list', async () => {
  const { data, errors } = await ask('COLLECTOR', `{ customers(filter: { creditLeft: { min: "90" }, isOverLimit: false, isOnHold: false }, orderBy: EXPOSURE_DESC) {
    nodes { name exposure { amount } creditLeft { amount } receivable { amount } overdue { amount } city } totals { exposure { amount } } } }`);
  expect(errors).toEqual([]);
  expect(data.customers.totals.exposure.amount).toBe('20.00');
  expect(data.customers.nodes[0]).toMatchObject({ exposure: { amount: '10.00' }, creditLeft: { amount: '90.00' }, receivable: { amount: '10.00' }, city: 'Berlin' });
});

describe('a warning of doubles', () => {
  const similar = async (args: string) => (await ask('OWNER', `{ similarCustomers(${args}) { matches customer { name } } }`)).data.similarCustomers;
  test.each([
    ['name: "nancy trading"', [['Nancy Trading GmbH', ['NAME']]]],
    ['name: "Náncy-Trading, Ltd."', [['Nancy Trading GmbH', ['NAME']]]],
    ['email: "ANDREW@example.com"', [['Andrew Trading GmbH', ['EMAIL']]]],
    ['name: "Andrew Trading", phone: "030-0074321"', [['Andrew Trading GmbH', ['NAME', 'PHONE']], ['Nancy Trading GmbH', ['PHONE']]]],
    ['name: "Somebody Else"', []],
    ['phone: "1"', []],
  ])('%s', async (args, expected) => {
    expect((await similar(args)).map((each: { matches: string[]; customer: { name: string } }) => [each.customer.name, each.matches])).toEqual(expected);
  });
});

describe('an order while it is typed', () => {
  const preview = async (input: object, who = 'OWNER') => (await ask(who, `query($input: PreviewOrderInput!) { previewOrder(input: $input) {
    lines { unitPrice net { amount } discount { amount } available short } total { amount } creditLeft { amount } over { amount } warnings { code message } } }`, { input })).data.previewOrder;
  test('shows amounts, what is free after the lines above, credit left and what would be refused', async () => {
    expect(await preview({ customerId: customer.Nancy, freight: '1', lines: [
      { productId: product, quantity: '6', discountRate: '0.1' }, { productId: product, quantity: '6', unitPrice: '20' }, {}, { productId: product },
    ] })).toEqual({
      lines: [
        { unitPrice: '6', net: { amount: '32.40' }, discount: { amount: '3.60' }, available: '8', short: '0' },
        { unitPrice: '20', net: { amount: '120.00' }, discount: { amount: '0.00' }, available: '2', short: '4' },
        { unitPrice: null, net: { amount: '0.00' }, discount: { amount: '0.00' }, available: null, short: null },
        { unitPrice: '6', net: { amount: '0.00' }, discount: { amount: '0.00' }, available: '0', short: '0' },
      ],
      total: { amount: '153.40' }, creditLeft: { amount: '-63.40' }, over: { amount: '63.40' },
      warnings: [
        { code: 'CREDIT_LIMIT_EXCEEDED', message: 'Nancy Trading GmbH would owe USD\u00a063.40 more than the limit of USD\u00a0100.00: USD\u00a010.00 is taken already, the order adds USD\u00a0153.40.' },
        { code: 'STOCK_SHORT', message: expect.stringMatching(/6 wanted, 2 available, 4 short\.$/) },
      ],
    });
  });
  test('saves nothing', async () => {
    const before = await firm.one(sql`SELECT count(*) FROM "Order"`);
    await preview({ lines: [] });
    expect(await firm.one(sql`SELECT count(*) FROM "Order"`)).toEqual(before);
  });
});

test('what names a person is kept apart from the event, and shown to who may read customers', async () => {
  const updated = await ask('OWNER', `mutation($input: UpdateCustomerInput!) { updateCustomer(input: $input) { __typename ... on UpdateCustomerPayload { customer { timeline { nodes { kindLabel changes } } } } } }`,
    { input: { customerId: customer.Nancy, version: 1, contactName: 'Maria Anders', paymentTermDays: 10, reason: 'As agreed' } });
  expect(updated.data.updateCustomer.customer.timeline.nodes[0]).toEqual({ kindLabel: 'Customer updated', changes: { contactName: [null, 'Maria Anders'], paymentTermDays: [30, 10] } });
  expect(await firm.one(sql`SELECT e.changes, p.changes AS personal FROM "Event" e JOIN "EventPersonal" p ON p."eventId" = e.id WHERE e.kind = 'customerUpdated' AND e."subjectId" = ${uuid(customer.Nancy ?? '')}`))
    .toEqual({ changes: { paymentTermDays: [30, 10] }, personal: { contactName: [null, 'Maria Anders'] } });
});
