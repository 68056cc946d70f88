// Money to suppliers over the API: in part, ahead, applied later, taken back and reversed; the ledger says the same.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApiKey } from '../../server/src/access/createApiKey.ts';
import { createSupplier } from '../../server/src/purchasing/saveSupplier.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { verify } from '../../server/src/verify.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { sql, startTrade, type Trade } from '../support/trade.ts';

let firm: Trade;
let server: TestServer;
let supplierId = '';
let expense = '';
let papers = 0;
const keys = new Map<string, { key: string }>();

beforeAll(async () => {
  firm = await startTrade();
  server = await startTestServer({ database: firm.database });
  server.now.set(`${firm.day}T09:00:00Z`);
  supplierId = globalId('Supplier', (await firm.act(createSupplier, { code: 'TEAS', name: 'Tea House', paymentTermDays: 30 })).supplier ?? '');
  expense = globalId('Account', (await firm.one<{ id: string }>(sql`SELECT id FROM "Account" WHERE type = 'EXPENSE' AND NOT "isOpenItem" AND NOT "isCash" AND code LIKE '6%' ORDER BY code LIMIT 1`)).id);
  for (const role of ['CONTROLLER', 'COLLECTOR', 'ANALYST']) keys.set(role, { key: (await firm.act(createApiKey, { name: role, role })).key ?? '' });
});
afterAll(async () => {
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  await server.close();
  await firm.close();
});

const ask = async (query: string, variables: Record<string, unknown> = {}, role = 'CONTROLLER') => {
  const { data, errors } = await server.graphql(query, variables, keys.get(role));
  expect(errors).toEqual([]);
  return data;
};
const refused = '... on Refusal { code message } ... on InputInvalid { fields { path code } }';
const mutate = async (name: string, type: string, input: Record<string, unknown>, more: string) =>
  (await ask(`mutation ($input: ${type}!) { ${name}(input: $input) { __typename ${more} ${refused} } }`, { input }))[name];
const pay = (amount: string, more: Record<string, unknown> = {}) => mutate('paySupplier', 'PaySupplierInput', { supplierId, amount, paidOn: firm.day, method: 'BANK', ...more },
  '... on PaySupplierPayload { payment { id number amount { amount } unapplied { amount } supplier { id } } }');
const bill = async (net: string, dueOn: string): Promise<string> => (await mutate('recordBill', 'RecordBillInput',
  { supplierId, supplierReference: `R-${(papers += 1)}`, billedOn: firm.day, dueOn, expenseLines: [{ accountId: expense, description: 'Rent', net }] },
  '... on RecordBillPayload { bill { id } }')).bill.id;
const billIs = async (id: string, role?: string) => (await ask('query ($id: ID!) { node(id: $id) { ... on Bill { open { amount } actions { name allowed reason } } } }', { id }, role)).node;
const openOf = async (...ids: string[]): Promise<string[]> => Promise.all(ids.map(async (id) => (await billIs(id)).open.amount));
const actionOf = async (id: string, name: string, role?: string) => (await billIs(id, role)).actions.find((each: { name: string }) => each.name === name);
/** What the report says is owed less what is paid ahead, and what account 2000 says. */
const owed = async (): Promise<[string, string]> => {
  const { payablesByAge: { total } } = await ask('{ payablesByAge { total { balance { amount } } } }');
  const { cents } = await firm.one<{ cents: string }>(sql`SELECT coalesce(-sum(l."companyMinor"), 0)::text AS cents FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" WHERE a.code = '2000'`);
  return [total.balance.amount.replace('.', '').replace(/^(-?)0+(?=\d)/, '$1'), cents];
};
const agrees = async (cents: string) => expect(await owed()).toEqual([cents, cents]);
const allocationsOf = async (paymentId: string) => (await ask('query ($id: ID!) { node(id: $id) { ... on Payment { unapplied { amount } status openItem { allocationsFrom { id amount { amount } debitItem { source } } } actions { name allowed } } } }', { id: paymentId })).node;

describe('a supplier', () => {
  test('is paid in part, and the bill stays open with the rest', async () => {
    const rent = await bill('100.00', '2026-02-04');
    expect(await actionOf(rent, 'paySupplier')).toEqual({ name: 'paySupplier', allowed: true, reason: null });
    const paid = await pay('40.00', { allocations: [{ billId: rent, amount: '40.00' }] });
    expect(paid).toMatchObject({ __typename: 'PaySupplierPayload', payment: { unapplied: { amount: '0.00' }, supplier: { id: supplierId } } });
    expect(await openOf(rent)).toEqual(['60.00']);
    expect(await actionOf(rent, 'reverseBill')).toMatchObject({ allowed: false });
    await agrees('6000');
    expect(await pay('61.00', { allocations: [{ billId: rent, amount: '61.00' }] })).toMatchObject({ code: 'ALLOCATION_EXCEEDS_INVOICE' });
    expect(await pay('50.00', { allocations: [{ billId: rent, amount: '60.00' }] })).toMatchObject({ code: 'ALLOCATION_EXCEEDS_PAYMENT' });
    await pay('60.00', { allocations: [{ billId: rent, amount: '60.00' }] });
    expect(await actionOf(rent, 'paySupplier')).toEqual({ name: 'paySupplier', allowed: false, reason: expect.stringMatching(/^BIL-.* is paid\.$/) });
    await agrees('0');
  });

  test('paid more than is open holds the rest, which settles a later bill; taken back, both are as before', async () => {
    const first = await bill('30.00', '2026-02-01');
    const { previewSupplierPayment: preview } = await ask(`query ($id: ID!) { previewSupplierPayment(supplierId: $id, amount: "50.00") {
      applied { amount } unapplied { amount } payable { amount } allocations { bill { id } supplierReference total { amount } open { amount } amount { amount } left { amount } } } }`, { id: supplierId });
    expect(preview).toEqual({
      applied: { amount: '30.00' }, unapplied: { amount: '20.00' }, payable: { amount: '30.00' },
      allocations: [{ bill: { id: first }, supplierReference: `R-${papers}`, total: { amount: '30.00' }, open: { amount: '30.00' }, amount: { amount: '30.00' }, left: { amount: '0.00' } }],
    });
    const { payment } = await pay('50.00', { oldestFirst: true });
    expect(payment).toMatchObject({ unapplied: { amount: '20.00' } });
    await agrees('-2000');
    const allocate = (input: object) => mutate('allocate', 'AllocateInput', { paymentId: payment.id, ...input }, '... on AllocatePayload { payment { unapplied { amount } } }');
    expect(await allocate({ oldestFirst: true })).toMatchObject({ code: 'NOTHING_TO_ALLOCATE', message: expect.stringContaining('nothing is open') });
    const second = await bill('70.00', '2026-02-20');
    await agrees('5000');
    expect(await allocate({ bills: [{ billId: second, amount: '25.00' }] })).toMatchObject({ code: 'ALLOCATION_EXCEEDS_PAYMENT' });
    expect(await allocate({ bills: [{ billId: second, amount: '20.00' }] })).toMatchObject({ payment: { unapplied: { amount: '0.00' } } });
    expect(await openOf(first, second)).toEqual(['0.00', '50.00']);
    await agrees('5000');

    const { openItem: { allocationsFrom } } = await allocationsOf(payment.id);
    const applied = allocationsFrom.find((each: { debitItem: { source: string } }) => each.debitItem.source === second);
    expect(applied).toMatchObject({ amount: { amount: '20.00' } });
    const unapply = () => mutate('unapply', 'UnapplyInput', { allocationId: applied.id, reason: 'The other bill' }, '... on UnapplyPayload { allocation { isReversed } }');
    expect(await unapply()).toMatchObject({ allocation: { isReversed: true } });
    expect([(await allocationsOf(payment.id)).unapplied.amount, ...await openOf(first, second)]).toEqual(['20.00', '0.00', '70.00']);
    await agrees('5000');
    expect(await unapply()).toMatchObject({ code: 'ALLOCATION_UNAPPLIED' });

    const reverse = () => mutate('reversePayment', 'ReversePaymentInput', { paymentId: payment.id, reason: 'The bank sent it back' }, '... on ReversePaymentPayload { payment { status } }');
    expect(await reverse()).toMatchObject({ payment: { status: 'REVERSED' } });
    expect(await openOf(first, second)).toEqual(['30.00', '70.00']);
    expect((await allocationsOf(payment.id)).actions).toEqual([{ name: 'allocate', allowed: false }, { name: 'reversePayment', allowed: false }, { name: 'bouncePayment', allowed: false }, { name: 'openChargeback', allowed: false }]);
    await agrees('10000');
    expect(await reverse()).toMatchObject({ code: 'PAYMENT_REVERSED' });
    await pay('100.00', { oldestFirst: true });
    expect(await openOf(first, second)).toEqual(['0.00', '0.00']);
    await agrees('0');
  });

  test('is paid by those who may, and the others are told', async () => {
    const rent = await bill('10.00', '2026-02-04');
    expect(await actionOf(rent, 'paySupplier', 'ANALYST')).toEqual({ name: 'paySupplier', allowed: false, reason: expect.any(String) });
    const mutation = 'mutation ($input: PaySupplierInput!) { paySupplier(input: $input) { __typename } }';
    for (const role of ['ANALYST', 'COLLECTOR']) {
      const { errors } = await server.graphql(mutation, { input: { supplierId, amount: '10', method: 'BANK', oldestFirst: true } }, keys.get(role));
      expect(errors[0]?.extensions.code).toBe('FORBIDDEN');
    }
    const { payment } = await pay('4.00');
    const allocate = 'mutation ($input: AllocateInput!) { allocate(input: $input) { __typename } }';
    const { data, errors } = await server.graphql(allocate, { input: { paymentId: payment.id, oldestFirst: true } }, keys.get('COLLECTOR'));
    expect([data?.allocate?.__typename, errors[0]?.extensions.code]).toContain('FORBIDDEN');
    expect(await openOf(rent)).toEqual(['10.00']);
    const { node } = await ask('query ($id: ID!) { node(id: $id) { ... on Supplier { owed { amount } actions { name allowed } } } }', { id: supplierId });
    expect(node).toEqual({ owed: { amount: '6.00' }, actions: [{ name: 'paySupplier', allowed: true }] });
  });
});
