// Commission as the books and a seller meet it over the API: a plan, an order, money in parts, a credit, a bounce, statement and payout.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiKey } from '../../server/src/access/createApiKey.ts';
import { createUser } from '../../server/src/access/createUser.ts';
import { creditInvoice } from '../../server/src/billing/creditInvoice.ts';
import { createSalesPerson } from '../../server/src/customers/salesPeople.ts';
import { runConsumers } from '../../server/src/events/consumers.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { reversePayment } from '../../server/src/payments/reversePayment.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { verify } from '../../server/src/verify.ts';
import { signIn, startTestServer, type TestServer } from '../support/server.ts';
import { settled } from '../support/settled.ts';
import { firstDay, later, startTrade, type Trade } from '../support/trade.ts';

let firm: Trade;
let server: TestServer;
let [ann, bob, invoice, order] = ['', '', '', ''];
let [books, second]: { key: string }[] = [];
let seller: { cookie: string };
const password = 'correct horse battery';

beforeAll(async () => {
  firm = await startTrade();
  server = await startTestServer({ database: firm.database });
  [ann, bob] = [globalId('SalesPerson', (await firm.act(createSalesPerson, { name: 'Ann' })).salesPerson ?? ''), globalId('SalesPerson', (await firm.act(createSalesPerson, { name: 'Bob' })).salesPerson ?? '')];
  await firm.act(createUser, { role: 'SALES', name: 'Ann', email: 'ann@example.com', password, salesPersonId: ann });
  seller = { cookie: await signIn(server.url, 'ann@example.com', password) };
  books = { key: (await firm.act(createApiKey, { name: 'one', role: 'CONTROLLER' })).key ?? '' };
  second = { key: (await firm.act(createApiKey, { name: 'two', role: 'CONTROLLER' })).key ?? '' };
});
afterAll(async () => {
  await server.close();
  await firm.close();
});

const follow = async () => {
  await settled(firm.db);
  server.now.set(`${firm.day}T09:00:00Z`);
  await runConsumers(firm.db, () => new Date(`${firm.day}T09:00:00Z`));
};
const act = async (name: string, input: object, field: string, as = books) => {
  const answer = await server.graphql(`mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { __typename ... on ${name[0]?.toUpperCase()}${name.slice(1)}Payload { ${field} } ... on Refusal { code message } ... on InputInvalid { fields { path code } } } }`, { input }, as);
  return answer.data[name];
};
const accruals = async (as: { key: string } | { cookie: string } | undefined) => (await server.graphql(`{ commissionAccruals(orderBy: EFFECTIVE_ON_ASC) { nodes { cause causeNumber effectiveOn base { amount } amount { amount } salesPerson { name } order { number } invoice { number } isStated } totals { amount { amount } } } }`, {}, as)).data.commissionAccruals;

test('an order is frozen under the plan of its day; commission follows each part of its money, and a credit note takes its part back', async () => {
  firm.day = later(firstDay, 5);
  server.now.set(`${firm.day}T08:00:00Z`);
  const customer = await firm.customer({ salesPersonId: ann });
  const made = await act('createCommissionPlan', { code: 'STD', name: 'Standard', startsOn: firstDay, rate: '0.05' }, 'commissionPlan { id terms { no rate orders } }');
  expect(made.commissionPlan.terms).toEqual([{ no: 1, rate: '0.05', orders: 0 }]);
  expect(await act('createCommissionPlan', { code: 'STD', name: 'Again', startsOn: firstDay, rate: '0.05' }, 'commissionPlan { id }')).toMatchObject({ code: 'COMMISSION_PLAN_TAKEN' });
  expect(await act('createCommissionPlan', { code: 'BAD', name: 'Bad', startsOn: firstDay, rate: '0.05', tiers: [{ from: '5', rate: '0.1' }] }, 'commissionPlan { id }')).toMatchObject({ fields: [{ path: ['span'] }] });
  const service = await firm.service();
  order = await firm.order(customer, [{ productId: service, quantity: '3', unitPrice: '33.33' }]);
  await follow();
  const frozen = await server.graphql('query ($id: ID!) { node(id: $id) { ... on Order { commissions { share salesPerson { name } } } } }', { id: order }, books);
  expect(frozen.data.node.commissions).toEqual([{ share: '1', salesPerson: { name: 'Ann' } }]);
  expect(await act('setOrderCommission', { orderId: order, reason: 'Both', shares: [{ salesPersonId: ann, share: '0.5' }, { salesPersonId: bob, share: '0.4' }] }, 'order { id }')).toMatchObject({ fields: [{ path: ['shares'], code: 'parts_whole' }] });
  expect(await act('setOrderCommission', { orderId: order, reason: 'Both', shares: [{ salesPersonId: ann, share: '0.5' }, { salesPersonId: bob, share: '0.5' }] }, 'order { commissions { share } }')).toMatchObject({ order: { commissions: [{ share: '0.5' }, { share: '0.5' }] } });
  const shipment = await firm.ship(order);
  const { invoiceShipments } = await import('../../server/src/billing/invoiceShipments.ts');
  invoice = globalId('Invoice', (await firm.act(invoiceShipments, { shipmentIds: [shipment] })).invoice ?? '');
  for (const amount of ['33.33', '33.33', '33.33']) await firm.act(recordPayment, { customerId: customer, amount, method: 'BANK', allocations: [{ invoiceId: invoice, amount }] });
  await follow();
  // 99.99 × 5 % = 5.00, in three payments: 1.67, 1.66, 1.67, each shared by two.
  expect((await accruals(books)).totals.amount.amount).toBe('5.00');
  expect((await accruals(seller)).totals.amount.amount).toBe('2.50');
  expect(await act('setOrderCommission', { orderId: order, reason: 'Late', shares: [{ salesPersonId: ann, share: '1' }] }, 'order { id }')).toMatchObject({ code: 'COMMISSION_ACCRUED' });
  firm.day = later(firm.day, 1);
  await firm.act(creditInvoice, { invoiceId: invoice, reason: 'Spoiled', lines: [{ invoiceLineId: (await server.graphql('query ($id: ID!) { node(id: $id) { ... on Invoice { lines { id } } } }', { id: invoice }, books)).data.node.lines[0].id, amount: '33.33' }] });
  await follow();
  expect((await accruals(books)).totals.amount.amount).toBe('3.33');
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
});

test('a statement is frozen, a payout needs a second person and never passes it; below zero is carried forward', async () => {
  const next = async (as: typeof books | typeof seller, on = firm.day) => (await server.graphql('query ($id: ID!, $on: Day) { nextCommissionStatement(salesPersonId: $id, on: $on) { opening { amount } accrued { amount } clawedBack { amount } paid { amount } closing { amount } lines { number isPayout amount { amount } payment { number } order { number } } } }', { id: ann, on }, as)).data.nextCommissionStatement;
  const before = await next(seller);
  expect([before.opening, before.accrued, before.clawedBack, before.closing].map(({ amount }) => amount)).toEqual(['0.00', '2.50', '-0.83', '1.67']);
  expect(before.lines.map(({ number }: { number: string }) => number.slice(0, 3))).toEqual(['PAY', 'PAY', 'PAY', 'CRN']);
  const made = await act('approveCommissionStatement', { salesPersonId: ann, endsOn: firm.day }, 'commissionStatement { id number status closing { amount } actions { name allowed } }');
  expect(made.commissionStatement).toMatchObject({ closing: { amount: '1.67' }, actions: [{ name: 'withdrawCommissionStatement', allowed: true }] });
  expect(await act('approveCommissionStatement', { salesPersonId: ann, endsOn: firm.day }, 'commissionStatement { id }')).toMatchObject({ code: 'COMMISSION_STATEMENT_KEPT' });
  expect((await next(seller)).closing.amount).toBe('1.67');
  expect((await server.graphql('{ commissionStatements { nodes { number } } }', {}, seller)).data.commissionStatements.nodes).toHaveLength(1);
  expect(await act('requestCommissionPayout', { salesPersonId: ann, amount: '1.68' }, 'commissionPayout { id }')).toMatchObject({ code: 'COMMISSION_EXCEEDED' });
  expect(await act('requestCommissionPayout', { salesPersonId: bob }, 'commissionPayout { id }')).toMatchObject({ code: 'COMMISSION_EXCEEDED' });
  const payout = (await act('requestCommissionPayout', { salesPersonId: ann }, 'commissionPayout { id amount { amount } status }')).commissionPayout;
  expect(payout).toMatchObject({ amount: { amount: '1.67' }, status: 'REQUESTED' });
  expect(await act('withdrawCommissionStatement', { commissionStatementId: made.commissionStatement.id, reason: 'x' }, 'commissionStatement { id }')).toMatchObject({ code: 'COMMISSION_STATEMENT_PAID' });
  expect(await act('postCommissionPayout', { commissionPayoutId: payout.id }, 'commissionPayout { id }')).toMatchObject({ code: 'COMMISSION_PAYOUT_OWN' });
  expect(await act('postCommissionPayout', { commissionPayoutId: payout.id }, 'commissionPayout { status entry { lines { amount { amount } account { code } } } }', second)).toMatchObject({ commissionPayout: { status: 'POSTED', entry: { lines: [{ amount: { amount: '1.67' }, account: { code: '2400' } }, { amount: { amount: '-1.67' }, account: { code: '1000' } }] } } });
  // The last payment bounces: what was paid for it is owed back.
  const [payment] = (await server.graphql('{ payments(first: 1, orderBy: NUMBER_DESC) { nodes { id } } }', {}, books)).data.payments.nodes;
  firm.day = later(firm.day, 3);
  await firm.act(reversePayment, { paymentId: payment.id, reason: 'Bounced' });
  await follow();
  const after = await next(seller);
  expect([after.opening.amount, after.paid.amount, after.closing.amount]).toEqual(['1.67', '-1.67', after.clawedBack.amount]);
  expect(await act('requestCommissionPayout', { salesPersonId: ann, amount: '0.01' }, 'commissionPayout { id }')).toMatchObject({ code: 'COMMISSION_EXCEEDED' });
  expect(await act('reverseCommissionPayout', { commissionPayoutId: payout.id, reason: 'Wrong account' }, 'commissionPayout { status }')).toMatchObject({ commissionPayout: { status: 'REVERSED' } });
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
});

test('reports tie to 5500 and 2400 on any day; a seller sees own figures and no ledger; a warehouse nothing', async () => {
  const report = (as: typeof books | typeof seller, by = 'PERSON') => server.graphql('query ($from: Day!, $to: Day!, $by: CommissionGrouping) { commissionsBy(from: $from, to: $to, by: $by) { groups { name net { amount } } net { amount } ledger { amount } difference { amount } } commissionBalances { people { name balance { amount } } ledger { amount } difference { amount } } }',
    { from: firstDay, to: firm.day, by }, as);
  for (const by of ['PERSON', 'MONTH', 'CUSTOMER', 'PLAN']) {
    const { data } = await report(books, by);
    expect(data.commissionsBy).toMatchObject({ difference: { amount: '0.00' }, ledger: { amount: data.commissionsBy.net.amount } });
  }
  const all = (await report(books)).data;
  expect(all.commissionBalances.difference.amount).toBe('0.00');
  expect(all.commissionBalances.people.map(({ name }: { name: string }) => name)).toEqual(['Ann', 'Bob']);
  const own = (await report(seller)).data;
  expect([own.commissionsBy.ledger, own.commissionBalances.ledger, own.commissionBalances.people.map(({ name }: { name: string }) => name)]).toEqual([null, null, ['Ann']]);
  const keyOf = (await firm.act(createApiKey, { name: 'wh', role: 'WAREHOUSE' })).key ?? '';
  expect((await server.graphql('{ commissionBalances { people { name } } }', {}, { key: keyOf })).errors[0]?.extensions.code).toBe('FORBIDDEN');
  expect((await server.graphql('query ($id: ID!) { nextCommissionStatement(salesPersonId: $id) { closing { amount } } }', { id: bob }, seller)).data.nextCommissionStatement).toBeNull();
});

test('a preview tells what other terms would have paid, and writes nothing', async () => {
  const { data } = await server.graphql(`query ($from: Day!, $to: Day!, $terms: PreviewCommissionTermsInput!) { previewCommissionPlan(from: $from, to: $to, terms: $terms) { people { name commission { amount } booked { amount } } commission { amount } booked { amount } } }`,
    { from: firstDay, to: firm.day, terms: { rate: '0.10' } }, books);
  const { commission, booked } = data.previewCommissionPlan;
  expect(Math.abs(Number(commission.amount) - 2 * Number(booked.amount))).toBeLessThanOrEqual(0.01);
  expect((await accruals(books)).totals.amount.amount).toBe(booked.amount);
});
