// What of a customer changes only with a reason, and beyond a limit only with a second person.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expireChanges, withdrawCustomerChange } from '../../server/src/customers/answeredChange.ts';
import { createCustomer } from '../../server/src/customers/createCustomer.ts';
import { freedBy, judged } from '../../server/src/customers/daysToPay.ts';
import { demandParts, savePaymentTerm, setCustomerBank, setPaymentTerms } from '../../server/src/customers/paymentTerms.ts';
import { setCreditLimit } from '../../server/src/customers/setCreditLimit.ts';
import { updateCustomer } from '../../server/src/customers/updateCustomer.ts';
import { insert, write } from '../../server/src/shared/write.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { minor } from '../../server/src/shared/money.ts';
import { newId, perform, readInput } from '../../server/src/shared/perform.ts';
import type { Rate } from '../../server/src/shared/quantity.ts';
import { setApprovalLimit } from '../../server/src/work/approvalLimits.ts';
import { decideApproval } from '../../server/src/work/decideApproval.ts';
import { verify } from '../../server/src/verify.ts';
import type { AnyAction } from '../../server/src/shared/action.ts';
import { permissionsOf } from '../../server/src/access/policy.ts';
import { Refusal } from '../../server/src/shared/refusal.ts';
import { followedUp } from '../support/settled.ts';
import { firstDay, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
const people: Record<string, string> = {};
beforeAll(async () => {
  firm = await startTrade();
  const { company } = await firm.context();
  for (const [name, role] of [['Clara', 'COLLECTOR'], ['Conrad', 'CONTROLLER']] as const) {
    const id = newId();
    people[name] = id;
    await firm.db.transaction((tx) => write(tx, [insert('User', { id, companyId: company.id, email: `${name.toLowerCase()}@example.com`, name, passwordHash: 'none', role })]));
  }
  await firm.act(setApprovalLimit, { kind: 'CREDIT_LIMIT', role: 'COLLECTOR', amount: '1000' });
  await firm.act(setApprovalLimit, { kind: 'PAYMENT_TERMS', role: 'COLLECTOR', amount: '1000' });
  await firm.act(setApprovalLimit, { kind: 'CUSTOMER_BANK', role: 'COLLECTOR', amount: '0' });
});
afterAll(() => firm.close());

/** As somebody of the firm, by name: what came of it, or the code of the refusal. */
async function as(name: string, declared: AnyAction, raw: Record<string, unknown>): Promise<Record<string, string | null> & { refused?: string }> {
  const ctx = await firm.context();
  const role = name === 'Clara' ? 'COLLECTOR' : 'CONTROLLER';
  const mine = { ...ctx, viewer: { ...ctx.viewer, kind: 'STAFF' as const, id: people[name] ?? '', name, role, permissions: new Set([...permissionsOf(role), 'customers.manage', 'approvals.decide']) } } as typeof ctx;
  try {
    return (await perform(declared, readInput(declared, raw, mine), mine)).result as Record<string, string | null>;
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.kind.code };
    throw error;
  }
}
const follow = async () => {
  await followedUp(firm.db, () => new Date());
};
const limitOf = async (customerId: string) => (await firm.one<{ limit: string | null }>(sql`SELECT "limitMinor"::text AS "limit" FROM "CreditAccount" WHERE "customerId" = ${uuid(customerId)}`)).limit;
const changeOf = (change: string) => firm.one<Record<string, string>>(sql`SELECT status::text, "approvalId", "afterText" AS after, outcome FROM "CustomerChange" WHERE id = ${change}`);
const answer = async (change: string, approve: boolean, who = 'Conrad') => as(who, decideApproval, { approvalId: globalId('Approval', (await changeOf(change))['approvalId'] ?? ''), approve, reason: 'Looked at' });

describe('a credit limit', () => {
  test.each([['within the own limit', '1000', false], ['beyond it', '1000.01', true], ['without any bound', null, true], ['that becomes lower', '100', false]])('%s', async (_case, limit, waits) => {
    const customerId = await firm.customer({ creditLimit: '500' });
    const { change, refused } = await as('Clara', setCreditLimit, { customerId, limit, reason: 'They grow' });
    expect([refused, change !== null]).toEqual([undefined, waits]);
    expect(await limitOf(customerId)).toBe(waits ? '50000' : String(Number(limit) * 100));
  });
  test('that waits is set when a second person agrees, and never by who asked', async () => {
    const customerId = await firm.customer({ creditLimit: '500' });
    const { change } = await as('Clara', setCreditLimit, { customerId, limit: '5000', reason: 'They grow' });
    expect(await as('Clara', setCreditLimit, { customerId, limit: '6000', reason: 'More' })).toEqual({ refused: 'CHANGE_WAITS' });
    expect(await answer(String(change), true, 'Clara')).toEqual({ refused: 'APPROVAL_OWN' });
    await answer(String(change), true);
    await follow();
    expect([await limitOf(customerId), (await changeOf(String(change)))['status']]).toEqual(['500000', 'APPLIED']);
    expect(await firm.one(sql`SELECT changes, reason, data->>'askedBy' AS asked FROM "Event" WHERE kind = 'creditLimitSet' AND "subjectId" = ${uuid(customerId)} ORDER BY sequence DESC LIMIT 1`))
      .toEqual({ changes: { creditLimit: ['500.00', '5000.00'] }, reason: 'They grow', asked: 'Clara' });
  });
  test('is not set when it is rejected, taken back, too old, or overtaken', async () => {
    const asked = async () => {
      const customerId = await firm.customer({ creditLimit: '500' });
      return { customerId, change: String((await as('Clara', setCreditLimit, { customerId, limit: '5000', reason: 'They grow' })).change) };
    };
    const [rejected, taken, old, overtaken] = [await asked(), await asked(), await asked(), await asked()];
    await answer(rejected.change, false);
    await as('Clara', withdrawCustomerChange, { changeId: globalId('CustomerChange', taken.change), reason: 'A mistake' });
    await firm.db.rows(sql`UPDATE "CustomerChange" SET "expiresOn" = '2025-12-31' WHERE id = ${old.change}`);
    await expireChanges(firm.db, new Date(`${firstDay}T12:00:00Z`));
    await firm.db.rows(sql`UPDATE "CreditAccount" SET "limitMinor" = 70000 WHERE "customerId" = ${uuid(overtaken.customerId)}`);
    await answer(overtaken.change, true);
    await follow();
    expect(await Promise.all([rejected, taken, old, overtaken].map(async ({ customerId, change }) => [(await changeOf(change))['status'], await limitOf(customerId)])))
      .toEqual([['REJECTED', '50000'], ['WITHDRAWN', '50000'], ['EXPIRED', '50000'], ['WITHDRAWN', '70000']]);
    expect(await as('Clara', withdrawCustomerChange, { changeId: globalId('CustomerChange', taken.change), reason: 'x' })).toEqual({ refused: 'CHANGE_SETTLED' });
  });
  test('cannot be given to a new customer instead', async () => {
    expect(await as('Clara', createCustomer, { name: 'New', creditLimit: '5000' })).toEqual({ refused: 'INPUT_INVALID' });
  });
});

test('longer terms of a high limit take two, by whichever way; shorter ones do not', async () => {
  const customerId = await firm.customer({ creditLimit: '5000', paymentTermDays: 30 });
  expect((await as('Clara', setPaymentTerms, { customerId, paymentTermDays: 60, reason: 'They ask' })).change).not.toBeNull();
  expect(await as('Clara', updateCustomer, { customerId, version: 1, paymentTermDays: 60 })).toEqual({ refused: 'INPUT_INVALID' });
  const other = await firm.customer({ creditLimit: '5000', paymentTermDays: 30 });
  expect((await as('Clara', setPaymentTerms, { customerId: other, paymentTermDays: 14, reason: 'Late' })).change).toBeNull();
  expect(await firm.one(sql`SELECT "paymentTermDays" AS days FROM "Customer" WHERE id = ${uuid(other)}`)).toEqual({ days: 14 });
});

test('where money goes back to always takes two, and a false IBAN is none', async () => {
  const customerId = await firm.customer();
  expect(await as('Clara', setCustomerBank, { customerId, holder: 'X', account: 'DE00 3704 0044 0532 0130 00', reason: 'New bank' })).toEqual({ refused: 'INPUT_INVALID' });
  const { change } = await as('Clara', setCustomerBank, { customerId, holder: 'X', account: 'DE89 3704 0044 0532 0130 00', reason: 'New bank' });
  expect(await firm.one(sql`SELECT "bankAccount" AS account FROM "Customer" WHERE id = ${uuid(customerId)}`)).toEqual({ account: null });
  await answer(String(change), true);
  await follow();
  expect(await firm.one(sql`SELECT "bankAccount" AS account FROM "Customer" WHERE id = ${uuid(customerId)}`)).toEqual({ account: 'DE89370400440532013000' });
  // Of the account, history tells the last signs alone.
  expect(await firm.one(sql`SELECT changes FROM "Event" WHERE kind = 'customerBankSet' AND "subjectId" = ${uuid(customerId)}`)).toEqual({ changes: { bankAccount: [null, '…3000'] } });
});

describe('a way to pay', () => {
  const share = (text: string) => BigInt(Math.round(Number(text) * 1_000_000)) as Rate;
  const part = (text: string, basis: 'INVOICE' | 'MONTH_DAY' = 'INVOICE', monthDay: number | null = null) => ({ share: share(text), basis, days: 30, monthDay });
  test.each([['a whole', [part('1')], true], ['thirds to six places', [part('0.333333'), part('0.333333'), part('0.333334')], true], ['less than a whole', [part('0.5'), part('0.4')], false],
    ['a day of the month without its day', [part('1', 'MONTH_DAY')], false], ['a day where none is meant', [part('1', 'INVOICE', 5)], false]])('of %s', (_case, parts, stands) => {
    let refused = false;
    try { demandParts(parts); } catch { refused = true; }
    expect(refused).toBe(!stands);
  });
  test('is kept with its parts, and an invoice of its customer falls due in them', async () => {
    const { paymentTerm = '' } = await firm.act(savePaymentTerm, { code: 'HALF', name: 'Half at once, half at the end of the month', parts: [{ share: '0.5', basis: 'INVOICE', days: 0 }, { share: '0.5', basis: 'MONTH_END', days: 0 }] });
    const customerId = await firm.customer();
    await firm.act(setPaymentTerms, { customerId, paymentTermDays: 30, paymentTermId: globalId('PaymentTerm', paymentTerm), reason: 'As agreed' });
    await firm.invoice(customerId, [{ productId: await firm.product('1'), quantity: '1', unitPrice: '10.01' }]);
    expect(await firm.db.rows(sql`SELECT p."dueOn"::text AS "on", p."amountMinor"::int AS amount FROM "InvoiceInstalment" p JOIN "OpenItem" i ON i.id = p."openItemId" WHERE i."customerId" = ${uuid(customerId)} ORDER BY 1`))
      .toEqual([{ on: firstDay, amount: 500 }, { on: '2026-01-31', amount: 501 }]);
  });
});

test('days to pay are weighted by amount, and shorter terms free what is sold in as many days', () => {
  const row = { customer: 'k', name: 'K', termDays: 30, invoices: 2, paid: '30000', weighted: String(10_000 * 60 + 20_000 * 30), sold: '365000' };
  expect(judged(row, 14)).toMatchObject({ daysToPay: '40.0', daysLate: '10.0', isToShorten: true, newTermDays: 14, freed: 16_000n });
  expect(judged(row, 30)).toMatchObject({ isToShorten: false, freed: 0n });
  expect(freedBy(minor(100n), 5)).toBe(1n);
});

test('all of it holds', async () => expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]));
