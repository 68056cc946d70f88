// Money as staff and partners meet it over the API: rights, rows, idempotency, refusals and figures.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApiKey } from '../../server/src/access/createApiKey.ts';
import { createUser } from '../../server/src/access/createUser.ts';
import { createSalesPerson } from '../../server/src/customers/salesPeople.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { signIn, startTestServer, type TestServer } from '../support/server.ts';
import { startTrade, type Trade } from '../support/trade.ts';

let firm: Trade;
let server: TestServer;
let [own, foreign] = ['', ''];
const invoices: string[] = [];
const keys = new Map<string, { key: string }>();
let sales: { cookie: string };
const password = 'correct horse battery';

beforeAll(async () => {
  firm = await startTrade();
  server = await startTestServer({ database: firm.database });
  const { salesPerson = '' } = await firm.act(createSalesPerson, { name: 'Sally' });
  const salesPersonId = globalId('SalesPerson', salesPerson);
  await firm.act(createUser, { role: 'SALES', name: 'Sally', email: 'sally@example.com', password, salesPersonId });
  sales = { cookie: await signIn(server.url, 'sally@example.com', password) };
  [own, foreign] = [await firm.customer({ salesPersonId }), await firm.customer()];
  const service = await firm.service();
  for (const customer of [own, foreign]) invoices.push(await firm.invoice(customer, [{ productId: service, quantity: '1', unitPrice: '100' }]));
  for (const role of ['CONTROLLER', 'PARTNER', 'WAREHOUSE', 'COLLECTOR']) {
    keys.set(role, { key: (await firm.act(createApiKey, { name: role, role })).key ?? '' });
  }
});
afterAll(async () => {
  await server.close();
  await firm.close();
});

const record = `mutation ($input: RecordPaymentInput!, $key: String) { recordPayment(input: $input, idempotencyKey: $key) {
  __typename ... on RecordPaymentPayload { payment { id number unapplied { amount } } } ... on Refusal { code message }
  ... on AllocationExceedsInvoice { number open { amount currencyCode } } ... on InputInvalid { fields { path code } } } }`;

describe('payments over the API', () => {
  test('happen once under a key, whatever is sent again', async () => {
    const input = { customerId: foreign, amount: '30.00', method: 'BANK', paidOn: firm.day, allocations: [{ invoiceId: invoices[1], amount: '30.00' }] };
    const first = await server.graphql(record, { input, key: 'pay-1' }, keys.get('PARTNER'));
    const again = await server.graphql(record, { input, key: 'pay-1' }, keys.get('PARTNER'));
    expect(first.data.recordPayment).toMatchObject({ __typename: 'RecordPaymentPayload', payment: { unapplied: { amount: '0.00' } } });
    expect(again.data).toEqual(first.data);
    expect(again.extensions).toMatchObject({ idempotentReplayed: true });
    const other = await server.graphql(record, { input: { ...input, amount: '31.00' }, key: 'pay-1' }, keys.get('PARTNER'));
    expect(other.data.recordPayment.code).toBe('IDEMPOTENCY_MISMATCH');
  });

  test('are refused with the facts, or with the field', async () => {
    const of = async (more: object) => (await server.graphql(record, { input: { customerId: foreign, amount: '500', method: 'BANK', paidOn: firm.day, ...more } }, keys.get('COLLECTOR'))).data.recordPayment;
    expect(await of({ allocations: [{ invoiceId: invoices[1], amount: '500' }] })).toMatchObject({
      code: 'ALLOCATION_EXCEEDS_INVOICE', open: { amount: '70.00', currencyCode: 'USD' }, message: expect.stringContaining('USD') });
    expect(await of({ amount: '-5' })).toMatchObject({ fields: [{ path: ['amount'], code: 'number_above' }] });
    expect(await of({ amount: '5.001' })).toMatchObject({ fields: [{ path: ['amount'], code: 'decimal_places' }] });
    expect(await of({ customerId: invoices[0] })).toMatchObject({ fields: [{ path: ['customerId'], code: 'id_unknown' }] });
    expect(await of({ allocations: [{ invoiceId: globalId('Invoice', '018f0000-0000-7000-8000-000000000000'), amount: '1' }] })).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('and invoices are seen by whom the policy says, whole or not at all', async () => {
    const forbidden = async (query: string, role: string) => (await server.graphql(query, {}, keys.get(role))).errors[0]?.extensions.code;
    expect(await forbidden('{ invoices { totalCount } }', 'WAREHOUSE')).toBe('FORBIDDEN');
    expect(await forbidden('{ trialBalance { debit { amount } } }', 'COLLECTOR')).toBe('FORBIDDEN');
    expect(await forbidden('{ profitByOrder(from: "2026-01-01", to: "2026-12-31") { count } }', 'PARTNER')).toBe('FORBIDDEN');
    expect(await forbidden('{ receivablesByAge { totals { receivable { amount } } } }', 'COLLECTOR')).toBeUndefined();
  });

  test('of a sales person are those of the own customers, in lists, sums and reports alike', async () => {
    const query = `query ($id: ID!) { invoices { totalCount totals { total { amount } } } receivablesByAge { totals { receivable { amount } } rows { name } }
      revenueByMonth(from: "2026-01-01", to: "2026-12-31") { net { amount } } statement(customerId: $id, from: "2026-01-01", to: "2026-12-31") { closing { amount } } node(id: $id) { id } }`;
    const { data } = await server.graphql(query, { id: foreign }, sales);
    expect(data).toMatchObject({
      invoices: { totalCount: 1, totals: { total: { amount: '100.00' } } }, receivablesByAge: { totals: { receivable: { amount: '100.00' } } },
      revenueByMonth: { net: { amount: '100.00' } }, statement: null, node: null,
    });
    expect(data.receivablesByAge.rows).toHaveLength(1);
  });

  test('reports answer bad questions as bad requests', async () => {
    const { errors } = await server.graphql('{ statement(customerId: "x", from: "2026-01-01", to: "2026-12-31") { closing { amount } } }', {}, keys.get('CONTROLLER'));
    expect(errors[0]?.extensions.code).toBe('BAD_REQUEST');
  });
});
