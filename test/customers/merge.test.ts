// Customers that are there twice become one: what hangs on them moves, what was known before stays as it was known.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tokenHash } from '../../server/src/access/passwords.ts';
import { creditInvoice } from '../../server/src/billing/creditInvoice.ts';
import { mergeCustomers } from '../../server/src/customers/mergeCustomers.ts';
import { hangingTables } from '../../server/src/customers/mergeTables.ts';
import { findAllPairs, keepApart, suspectAgain } from '../../server/src/customers/pairs.ts';
import { updateCustomer } from '../../server/src/customers/updateCustomer.ts';
import { orderNow } from '../../server/src/orders/orderNow.ts';
import { placeOrder } from '../../server/src/orders/placeOrder.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { reversePayment } from '../../server/src/payments/reversePayment.ts';
import { unapply } from '../../server/src/payments/unapply.ts';
import { receivablesByAge } from '../../server/src/receivables/receivablesByAge.ts';
import { statement } from '../../server/src/receivables/statement.ts';
import { exposureAsOf } from '../../server/src/books/exposureAsOf.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { newId } from '../../server/src/shared/perform.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import { insert, write } from '../../server/src/shared/write.ts';
import { verify } from '../../server/src/verify.ts';
import { createTask } from '../../server/src/work/tasks.ts';
import { followedUp } from '../support/settled.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let server: TestServer;
let cookie = '';
beforeAll(async () => {
  firm = await startTrade();
  server = await startTestServer({ database: firm.database });
  const token = randomBytes(24).toString('base64url');
  const [userId, now] = [newId(), new Date()];
  const { company } = await firm.context();
  await firm.db.transaction((tx) => write(tx, [insert('User', { id: userId, companyId: company.id, email: `${userId}@example.com`, name: 'Owner', passwordHash: 'none', role: 'OWNER' })]));
  await firm.db.transaction((tx) => write(tx, [insert('Session', { id: newId(), userId, tokenHash: tokenHash(token), createdAt: now, lastSeenAt: now, expiresAt: new Date(now.getTime() + 3_600_000) })]));
  cookie = `hesabu_session=${token}`;
});
afterAll(async () => {
  await server.close();
  await firm.close();
});
const broken = async () => (await verify(firm.db)).filter(({ rows }) => rows.length > 0);
const follow = async () => {
  await followedUp(firm.db, () => new Date());
};
const pairs = async () => (await firm.db.rows<{ first: string; second: string; matches: string[]; status: string; id: string }>(
  sql`SELECT p.id, a.name AS first, b.name AS second, p.matches, p.status::text FROM "CustomerPair" p JOIN "Customer" a ON a.id = p."firstId" JOIN "Customer" b ON b.id = p."secondId" ORDER BY a.name, b.name`));

/** Two records of one firm with money, goods and talk on the first. */
async function twins(name: string) {
  const [old, kept] = [await firm.customer({ name: `${name} GmbH`, creditLimit: '5000', email: `${name}@old.example`.toLowerCase(), addresses: [{ kind: 'BILLING', street: 'Alt 1', city: 'Bonn', country: 'Germany' }] }),
    await firm.customer({ name: `${name} AG`, creditLimit: '9000', addresses: [{ kind: 'BILLING', street: 'Neu 1', city: 'Bonn', country: 'Germany' }] })];
  const product = await firm.product('4', '500');
  const line = (quantity: string) => [{ productId: product, quantity, unitPrice: '10' }];
  const invoice = await firm.invoice(old, line('10'));
  const paid = await firm.invoice(old, line('3'));
  const { payment = '' } = await firm.act(recordPayment, { customerId: old, amount: '50', method: 'BANK', allocations: [{ invoiceId: paid, amount: '30' }] });
  const order = await firm.order(old, line('7'));
  await firm.ship(await firm.order(old, line('2')));
  const own = await firm.invoice(kept, line('5'));
  await firm.act(createTask, { title: 'Call them', subjectId: old });
  return { old, kept, product, invoice, paid, payment: globalId('Payment', payment), order, own };
}
const exposures = async (...ids: string[]) => {
  const rows = [];
  for (const id of ids) rows.push(await firm.one(sql`SELECT "receivableMinor"::int AS receivable, "shippedNotInvoicedMinor"::int AS shipped, "openOrdersMinor"::int AS orders, "unappliedMinor"::int AS unapplied FROM "CreditAccount" WHERE "customerId" = ${uuid(id)}`));
  return rows;
};

describe('a merge', () => {
  test('moves what hangs on the one to the other, sums their credit, and leaves what was known as it was', async () => {
    const { old, kept, order, invoice, paid, payment } = await twins('Alfreds');
    const before = await firm.context();
    const asked = { on: firm.day, knownAt: new Date(Date.parse(`${firm.day}T08:00:00Z`) + 60_000) };
    const known = async () => [await answerReport(receivablesByAge, { on: asked.on, knownAt: before.now }, before), await answerReport(receivablesByAge, { on: asked.on, knownAt: before.now, customerId: uuid(old) }, before),
      await answerReport(receivablesByAge, { on: asked.on, knownAt: before.now, customerId: uuid(kept) }, before), await answerReport(statement, { customerId: uuid(old), from: firm.day, to: firm.day, knownAt: before.now }, before),
      await answerReport(exposureAsOf, { on: asked.on, knownAt: before.now }, before)];
    const then = await known();
    expect(await exposures(old, kept)).toEqual([{ receivable: 10_000, shipped: 2_000, orders: 7_000, unapplied: 2_000 }, { receivable: 5_000, shipped: 0, orders: 0, unapplied: 0 }]);

    await firm.act(mergeCustomers, { customerId: old, intoId: kept, reason: 'The same firm' });
    // What was shipped before is invoiced to the one that is left.
    await follow();

    expect(await exposures(old, kept)).toEqual([{ receivable: 0, shipped: 0, orders: 0, unapplied: 0 }, { receivable: 17_000, shipped: 0, orders: 7_000, unapplied: 2_000 }]);
    expect(await broken()).toEqual([]);
    expect(await known()).toEqual(then);
    const now = await firm.context();
    const end = '2027-12-31' as typeof firm.day;
    expect((await answerReport(receivablesByAge, { on: end }, now)).rows.map(({ name, balance }) => [name, balance])).toEqual([['Alfreds AG', 15_000n]]);
    expect((await answerReport(statement, { customerId: uuid(kept), from: firm.day, to: end }, now)).closing).toBe(15_000n);
    expect((await answerReport(exposureAsOf, { on: end }, now)).rows.map(({ name, exposure }) => [name, exposure])).toEqual([['Alfreds AG', 22_000n]]);
    // Papers say who they were made out to, and are found with the one that is left.
    const { data, errors } = await server.graphql(`query($id: ID!, $old: ID!) { invoices(filter: { customer: { is: $id } }) { totalCount nodes { customerName } } both: invoices(filter: { customer: { in: [$id] } }) { totalCount }
      orders(filter: { customer: { is: $id } }) { totalCount } tasks(filter: { subject: { is: $id } }) { totalCount } customers(filter: { search: "Alfreds GmbH" }) { nodes { name isActive mergedInto { id name } } }
      node(id: $old) { ... on Customer { mergedInto { id } addresses { id } timeline { nodes { kind } } } } kept: node(id: $id) { ... on Customer { addresses { isDefault } merged { name } email } } }`, { id: kept, old }, { cookie });
    expect(errors).toEqual([]);
    expect(data).toMatchObject({ invoices: { totalCount: 4 }, both: { totalCount: 4 }, orders: { totalCount: 5 }, tasks: { totalCount: 1 }, customers: { nodes: [{ name: 'Alfreds GmbH', isActive: false, mergedInto: { id: kept, name: 'Alfreds AG' } }] },
      node: { mergedInto: { id: kept }, addresses: [] }, kept: { merged: [{ name: 'Alfreds GmbH' }], email: 'alfreds@old.example' } });
    expect(data.kept.addresses.filter(({ isDefault }: { isDefault: boolean }) => isDefault)).toHaveLength(1);

    // What was posted before goes on with the one that is left.
    await firm.act(creditInvoice, { invoiceId: invoice, reason: 'Broken' });
    const { id } = await firm.one<{ id: string }>(sql`SELECT a.id FROM "Allocation" a JOIN "Invoice" i ON i."openItemId" = a."debitItemId" WHERE i.id = ${uuid(paid)}`);
    await firm.act(unapply, { allocationId: globalId('Allocation', id), reason: 'Another invoice' });
    await firm.act(reversePayment, { paymentId: payment, reason: 'Bounced' });
    expect(order).toBeTruthy();
    expect(await broken()).toEqual([]);
  });

  test('is told to whoever still uses the old id; its number still serves', async () => {
    const { old, kept, product } = await twins('Bolero');
    await firm.act(mergeCustomers, { customerId: old, intoId: kept, reason: 'The same firm' });
    const { code } = await firm.one<{ code: string }>(sql`SELECT code FROM "Customer" WHERE id = ${uuid(old)}`);
    for (const [name, input] of [['placeOrder', { order: { customerId: old, lines: [{ productId: product, quantity: '1' }] } }], ['recordPayment', { customerId: old, amount: '1', method: 'BANK' }], ['createOrder', { customerId: old, lines: [] }]] as const) {
      const type = name.charAt(0).toUpperCase() + name.slice(1);
      const { data } = await server.graphql(`mutation($input: ${type}Input!) { ${name}(input: $input) { __typename ... on InputInvalid { fields { code message } } } }`, { input }, { cookie });
      expect(data[name]).toEqual({ __typename: 'InputInvalid', fields: [{ code: 'customer_merged', message: `This customer was merged into another one: use the id ${kept}.` }] });
    }
    const { order = '' } = await firm.act(orderNow, { customerCode: code, lines: [{ productId: product, quantity: '1', unitPrice: '2' }] });
    expect(await firm.one(sql`SELECT "customerId" AS id FROM "Order" WHERE id = ${order}`)).toEqual({ id: uuid(kept) });
    expect(await broken()).toEqual([]);
  });

  test('follows a chain: who was merged before names the last', async () => {
    const [a, b, c] = [await firm.customer({ name: 'Chain One' }), await firm.customer({ name: 'Chain Two' }), await firm.customer({ name: 'Chain Three' })];
    await firm.act(mergeCustomers, { customerId: a, intoId: b, reason: 'Same' });
    await firm.act(mergeCustomers, { customerId: b, intoId: c, reason: 'Same' });
    expect(await firm.db.rows(sql`SELECT DISTINCT "mergedIntoId" AS id FROM "Customer" WHERE id IN (${uuid(a)}, ${uuid(b)})`)).toEqual([{ id: uuid(c) }]);
    expect(await broken()).toEqual([]);
  });

  test.each<[string, Record<string, unknown>, Record<string, unknown>, string | undefined]>([
    ['different tax numbers', { taxNumber: 'DE 111' }, { taxNumber: 'DE222' }, 'MERGE_CONTRADICTS'],
    ['the same tax number in another script', { taxNumber: 'DE-111' }, { taxNumber: 'ＤＥ１１１' }, undefined],
    ['a tax number known of one', { taxNumber: 'DE111' }, {}, undefined],
  ])('of two with %s', async (_case, one, other, refused) => {
    expect(await firm.refusal(mergeCustomers, { customerId: await firm.customer(one), intoId: await firm.customer(other), reason: 'Same' })).toBe(refused);
  });
  test('is refused of one record with itself, and of one that is merged', async () => {
    const [a, b] = [await firm.customer(), await firm.customer()];
    expect(await firm.refusal(mergeCustomers, { customerId: a, intoId: a, reason: 'Same' })).toBe('MERGE_CONTRADICTS');
    await firm.act(mergeCustomers, { customerId: a, intoId: b, reason: 'Same' });
    expect(await firm.refusal(mergeCustomers, { customerId: a, intoId: b, reason: 'Same' })).toBe('CUSTOMER_MERGED');
    expect(await firm.refusal(mergeCustomers, { customerId: b, intoId: a, reason: 'Same' })).toBe('CUSTOMER_MERGED');
  });
  test('asked for by two clients at once, each the other way round, happens once', async () => {
    const { old, kept } = await twins('Twice');
    const results = await Promise.all([firm.refusal(mergeCustomers, { customerId: old, intoId: kept, reason: 'Same' }), firm.refusal(mergeCustomers, { customerId: kept, intoId: old, reason: 'Same' })]);
    expect(results.map((each) => each ?? 'done').sort()).toEqual(['CUSTOMER_MERGED', 'done']);
    expect(await broken()).toEqual([]);
  });
  test('while orders come in for the old record loses none of them', async () => {
    const { old, kept, product } = await twins('Busy');
    const orders = Array.from({ length: 12 }, () => firm.refusal(placeOrder, { order: { customerId: old, lines: [{ productId: product, quantity: '1', unitPrice: '10' }] } }).catch((error: unknown) => error));
    await firm.refusal(mergeCustomers, { customerId: old, intoId: kept, reason: 'Same' });
    await Promise.all(orders);
    await follow();
    expect(await broken()).toEqual([]);
  });
});

test('every table that names a customer moves, is a ledger, or has rules of its own', async () => {
  const named = await firm.db.rows<{ table: string; column: string }>(sql`SELECT c.relname AS "table", a.attname AS "column" FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
    JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped WHERE c.relkind = 'r' AND a.attname ~* 'customer.*id' AND a.attname NOT IN ('customerOrderId', 'customerGroupId') ORDER BY 1`);
  const known = new Set((await hangingTables(firm.db)).map(({ table }) => table));
  expect(named.filter(({ table }) => !known.has(table)).map(({ table, column }) => `${table}.${column}`)).toEqual(['CreditAccount.customerId']);
  // Ledgers that name a customer stay as they were written: reports read these by what the customer has become.
  expect((await hangingTables(firm.db)).filter(({ isLedger, way }) => isLedger && way === 'customerId').map(({ table }) => table)).toEqual(['Allocation', 'ContractBilling', 'CreditAssessment', 'CreditGrant', 'CreditLimitMove', 'CreditMove', 'CreditRating', 'CreditReview',
    'DeliveryProof', 'EarlyDiscount', 'Invoice', 'JournalLine', 'LatePolicy', 'PaymentReceipt', 'ProvisionLine', 'SavedReport', 'StatementRunLine']);
});

describe('a pair that may be one', () => {
  test('is found when a customer is saved, told why, and forgotten when they are alike no more', async () => {
    await firm.customer({ name: 'شركة الأمل للتجارة', phone: '+254 700 123456' });
    const other = await firm.customer({ name: 'الامل للتجاره ذ.م.م' });
    await follow();
    expect((await pairs()).filter(({ first, second }) => `${first}${second}`.includes('مل'))).toMatchObject([{ matches: ['NAME'], status: 'SUSPECTED' }]);
    await firm.act(updateCustomer, { customerId: other, version: 1, name: 'Something Else' });
    await follow();
    expect((await pairs()).filter(({ first, second }) => `${first}${second}`.includes('مل'))).toMatchObject([{ status: 'GONE' }]);
  });
  test('that is said to be two is not suspected again, until that is taken back', async () => {
    await firm.customer({ name: '廣東電子有限公司' });
    await firm.customer({ name: '广东电子' });
    await findAllPairs(firm.db, new Date(`${firm.day}T10:00:00Z`));
    const mine = async () => (await pairs()).filter(({ first, second }) => `${first}${second}`.includes('广东'));
    const [pair] = await mine();
    expect(pair).toMatchObject({ matches: ['NAME'], status: 'SUSPECTED' });
    const pairId = globalId('CustomerPair', pair?.id ?? '');
    await firm.act(keepApart, { pairId, reason: 'A branch of another owner' });
    await findAllPairs(firm.db, new Date(`${firm.day}T11:00:00Z`));
    expect(await mine()).toMatchObject([{ status: 'DISTINCT' }]);
    expect(await firm.refusal(keepApart, { pairId, reason: 'x' })).toBe('PAIR_DECIDED');
    await firm.act(suspectAgain, { pairId });
    expect(await mine()).toMatchObject([{ status: 'SUSPECTED' }]);
  });
});
