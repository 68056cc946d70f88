// Deposits: asked for, paid, held, taken by invoices, moved, given back. Nothing of it is revenue.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import '../../server/src/billing/invoiceShipped.ts';
import '../../server/src/deposits/followDeposits.ts';
import '../../server/src/orders/settleOrder.ts';
import { createTaxCode } from '../../server/src/accounting/createTaxCode.ts';
import { creditInvoice } from '../../server/src/billing/creditInvoice.ts';
import { updateProduct } from '../../server/src/catalogue/updateProduct.ts';
import { savePaymentTerm, setPaymentTerms } from '../../server/src/customers/paymentTerms.ts';
import { depositControl } from '../../server/src/deposits/depositControl.ts';
import { coverDeposit, receiveDeposit } from '../../server/src/deposits/moneyIn.ts';
import { applyDeposit, moveDeposit, releaseDeposit } from '../../server/src/deposits/moneyOut.ts';
import { requestDeposit } from '../../server/src/deposits/requestDeposit.ts';
import { setDepositSettings, setDepositTaxRules } from '../../server/src/deposits/settings.ts';
import { withdrawDeposit } from '../../server/src/deposits/withdrawDeposit.ts';
import { shipOrder } from '../../server/src/fulfilment/shipOrder.ts';
import { cancelOrder } from '../../server/src/orders/cancelOrder.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { reversePayment } from '../../server/src/payments/reversePayment.ts';
import { unapply } from '../../server/src/payments/unapply.ts';
import { receivablesByAge } from '../../server/src/receivables/receivablesByAge.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import { verify } from '../../server/src/verify.ts';
import { followedUp } from '../support/settled.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let service: string;
beforeAll(async () => {
  firm = await startTrade();
  service = await firm.service();
});
beforeEach(() => { firm.day = firstDay; });
afterAll(() => firm.close());

const follow = async () => {
  const { now } = await firm.context();
  await followedUp(firm.db, () => now);
};
const order = (customer: string, price = '1000', more = {}) => firm.order(customer, [{ productId: service, quantity: '10', unitPrice: String(Number(price) / 10) }], more);
const ask = async (input: Record<string, unknown>) => globalId('DepositRequest', (await firm.act(requestDeposit, input)).deposit ?? '');
const balances = async (...codes: string[]) => Object.fromEntries((await firm.db.rows<{ code: string; sum: string }>(sql`SELECT a.code, coalesce(sum(l."companyMinor"), 0)::text AS sum FROM "Account" a LEFT JOIN "JournalLine" l ON l."accountId" = a.id GROUP BY a.code`))
  .filter(({ code }) => codes.includes(code)).map(({ code, sum }) => [code, Number(sum)]));
const moved = async (codes: string[], work: () => Promise<unknown>) => {
  const before = await balances(...codes);
  await work();
  const after = await balances(...codes);
  return Object.fromEntries(codes.map((code) => [code, (after[code] ?? 0) - (before[code] ?? 0)]));
};
const itemOf = (deposit: string) => firm.one<{ open: string; claim: string }>(sql`SELECT i."openMinor"::text AS open, i."claimMinor"::text AS claim FROM "OpenItem" i JOIN "DepositRequest" d ON d."openItemId" = i.id WHERE d.id = ${uuid(deposit)}`);
const holds = async () => expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
const allocation = async (deposit: string, side: 'creditItemId' | 'debitItemId') => globalId('Allocation', (await firm.db.rows<{ id: string; side: string }>(sql`SELECT a.id, CASE WHEN a."creditItemId" = d."openItemId" THEN 'creditItemId' ELSE 'debitItemId' END AS side
  FROM "DepositRequest" d JOIN "Allocation" a ON d."openItemId" IN (a."creditItemId", a."debitItemId") WHERE d.id = ${uuid(deposit)} AND a."amountMinor" > 0 ORDER BY a."recordedAt" DESC`)).find((each) => each.side === side)?.id ?? '');

describe('a deposit', () => {
  test('asks for a share of an order and posts nothing; its payment is owed to the customer, not earned', async () => {
    const orderId = await order(await firm.customer());
    const all = ['1000', '1100', '2100', '2110', '4000'];
    let deposit = '';
    expect(await moved(all, async () => { deposit = await ask({ orderId, share: '0.3' }); })).toEqual({ 1000: 0, 1100: 0, 2100: 0, 2110: 0, 4000: 0 });
    expect(await moved(all, () => firm.act(receiveDeposit, { depositId: deposit, method: 'BANK' }))).toEqual({ 1000: 300_00, 1100: 0, 2100: 0, 2110: -300_00, 4000: 0 });
    expect(await itemOf(deposit)).toEqual({ open: '-30000', claim: '0' });
    expect(await firm.refusal(receiveDeposit, { depositId: deposit, method: 'BANK' })).toBe('DEPOSIT_COMPLETE');
    await holds();
  });

  test('is never more than the order, all deposits together', async () => {
    const orderId = await order(await firm.customer());
    await ask({ orderId, share: '0.6' });
    expect(await firm.refusal(requestDeposit, { orderId, amount: '400.01' })).toBe('DEPOSIT_EXCEEDS');
    expect(await firm.refusal(requestDeposit, { orderId, amount: '400' })).toBeUndefined();
  });

  test('holds shipping until it is paid, unless the firm or the request says otherwise', async () => {
    const [first, second] = [await order(await firm.customer()), await order(await firm.customer())];
    const deposit = await ask({ orderId: first, amount: '100' });
    await ask({ orderId: second, amount: '100', holdsShipping: false });
    expect(await firm.refusal(shipOrder, { orderId: first })).toBe('DEPOSIT_UNPAID');
    await firm.act(receiveDeposit, { depositId: deposit, amount: '99.99', method: 'BANK' });
    expect(await firm.refusal(shipOrder, { orderId: first })).toBe('DEPOSIT_UNPAID');
    await firm.act(receiveDeposit, { depositId: deposit, method: 'CASH' });
    expect(await firm.refusal(shipOrder, { orderId: first })).toBeUndefined();
    expect(await firm.refusal(shipOrder, { orderId: second })).toBeUndefined();
  });

  test('is taken by part invoices by what they come to, to the cent, and wholly by the last', async () => {
    const customer = await firm.customer();
    const orderId = await firm.order(customer, [{ productId: service, quantity: '3', unitPrice: '33.33' }]);
    const deposit = await ask({ orderId, amount: '50' });
    await firm.act(receiveDeposit, { depositId: deposit, method: 'BANK' });
    await follow();
    const line = globalId('OrderLine', (await firm.one<{ id: string }>(sql`SELECT id FROM "OrderLine" WHERE "orderId" = ${uuid(orderId)}`)).id);
    const taken: string[] = [];
    for (let part = 0; part < 3; part += 1) {
      await firm.ship(orderId, [{ orderLineId: line, quantity: '1' }]);
      await follow();
      taken.push((await itemOf(deposit)).open);
    }
    expect(taken).toEqual(['-3333', '-1666', '0']);
    expect((await firm.db.rows<{ open: string }>(sql`SELECT i."openMinor"::text AS open FROM "OpenItem" i JOIN "Invoice" v ON v.id = i."sourceId" WHERE v."orderId" = ${uuid(orderId)} ORDER BY v.number`)).map(({ open }) => open)).toEqual(['1666', '1666', '1667']);
    await holds();
  });

  test('that is paid after its order was invoiced is taken at once', async () => {
    const orderId = await order(await firm.customer());
    const deposit = await ask({ orderId, amount: '250', holdsShipping: false });
    await firm.ship(orderId);
    await follow();
    await firm.act(receiveDeposit, { depositId: deposit, method: 'BANK' });
    await follow();
    expect(await itemOf(deposit)).toEqual({ open: '0', claim: '0' });
  });

  test('waits for somebody where the firm wants to apply it by hand, to invoices named', async () => {
    await firm.act(setDepositSettings, { holdsShipping: true, appliesItself: false, dueDays: 3 });
    const customer = await firm.customer();
    const orderId = await order(customer);
    const deposit = await ask({ orderId, amount: '400' });
    await firm.act(receiveDeposit, { depositId: deposit, method: 'BANK' });
    await firm.ship(orderId);
    await follow();
    expect((await itemOf(deposit)).open).toBe('-40000');
    const invoiceId = globalId('Invoice', (await firm.one<{ id: string }>(sql`SELECT id FROM "Invoice" WHERE "orderId" = ${uuid(orderId)}`)).id);
    expect(await firm.refusal(applyDeposit, { depositId: deposit, allocations: [{ invoiceId, amount: '400.01' }] })).toBe('ALLOCATION_EXCEEDS_PAYMENT');
    await firm.act(applyDeposit, { depositId: deposit, allocations: [{ invoiceId, amount: '150' }] });
    await firm.act(applyDeposit, { depositId: deposit });
    expect((await itemOf(deposit)).open).toBe('0');
    await firm.act(unapply, { allocationId: await allocation(deposit, 'creditItemId'), reason: 'Wrong' });
    expect((await itemOf(deposit)).open).toBe('-25000');
    await firm.act(setDepositSettings, { holdsShipping: true, appliesItself: true, dueDays: 7, version: 1 });
    await holds();
  });

  test('is covered by money on account, and gives it back when that is unapplied', async () => {
    const customer = await firm.customer();
    const orderId = await order(customer);
    const deposit = await ask({ orderId, amount: '200' });
    const { payment = '' } = await firm.act(recordPayment, { customerId: customer, amount: '500', method: 'BANK' });
    const { item } = await firm.one<{ item: string }>(sql`SELECT "openItemId" AS item FROM "Payment" WHERE id = ${payment}`);
    expect(await moved(['2100', '2110'], () => firm.act(coverDeposit, { depositId: deposit, creditItemId: globalId('OpenItem', item) }))).toEqual({ 2100: 200_00, 2110: -200_00 });
    await firm.act(unapply, { allocationId: await allocation(deposit, 'debitItemId'), reason: 'Not this' });
    expect(await itemOf(deposit)).toEqual({ open: '0', claim: '20000' });
    await holds();
  });

  test('that was used is not taken back from under its invoice; once it is off there, its payment is reversed exactly', async () => {
    const orderId = await order(await firm.customer());
    const deposit = await ask({ orderId, amount: '300' });
    const { payment = '' } = await firm.act(receiveDeposit, { depositId: deposit, method: 'BANK' });
    await firm.ship(orderId);
    await follow();
    const paymentId = globalId('Payment', payment);
    expect(await firm.refusal(reversePayment, { paymentId, reason: 'Bounced' })).toBe('CREDIT_USED');
    await firm.act(unapply, { allocationId: await allocation(deposit, 'creditItemId'), reason: 'Bounced' });
    expect(await moved(['1000', '2100', '2110'], () => firm.act(reversePayment, { paymentId, reason: 'Bounced' }))).toEqual({ 1000: -300_00, 2100: 0, 2110: 300_00 });
    expect(await itemOf(deposit)).toEqual({ open: '0', claim: '30000' });
    await holds();
  });

  test('moves to another order with its reason, and back', async () => {
    const customer = await firm.customer();
    const [from, to] = [await order(customer), await order(customer)];
    const deposit = await ask({ orderId: from, amount: '300' });
    await firm.act(receiveDeposit, { depositId: deposit, method: 'BANK' });
    const { deposit: other = '' } = await firm.act(moveDeposit, { depositId: deposit, orderId: to, amount: '120', reason: 'Ordered anew' });
    expect((await itemOf(deposit)).open).toBe('-18000');
    expect(await itemOf(globalId('DepositRequest', other))).toEqual({ open: '-12000', claim: '0' });
    await firm.act(unapply, { allocationId: await allocation(deposit, 'creditItemId'), reason: 'Back' });
    expect((await itemOf(deposit)).open).toBe('-30000');
    expect(await firm.refusal(moveDeposit, { depositId: deposit, orderId: await order(await firm.customer()), reason: 'Whose?' })).toBe('INPUT_INVALID');
    await holds();
  });

  test('of an order that is cancelled is asked for no longer, and what was paid is on account', async () => {
    const customer = await firm.customer();
    const orderId = await order(customer);
    const deposit = await ask({ orderId, amount: '300' });
    await firm.act(receiveDeposit, { depositId: deposit, amount: '80', method: 'BANK' });
    await firm.act(cancelOrder, { orderId, reason: 'Changed their mind' });
    expect(await moved(['2100', '2110'], follow)).toEqual({ 2100: -80_00, 2110: 80_00 });
    expect(await itemOf(deposit)).toEqual({ open: '0', claim: '0' });
    expect(await firm.refusal(requestDeposit, { orderId, amount: '1' })).toBe('DEPOSIT_ORDER_OVER');
    const ages = await answerReport(receivablesByAge, { customerId: uuid(customer) }, await firm.context());
    expect(ages.totals).toMatchObject({ unapplied: 80_00n, deposits: 0n, balance: -80_00n });
    await holds();
  });

  test('is released in part, for a reason, and stands apart by age', async () => {
    const customer = await firm.customer();
    const deposit = await ask({ customerId: customer, amount: '100' });
    await firm.act(receiveDeposit, { depositId: deposit, amount: '130', method: 'BANK' });
    await firm.act(releaseDeposit, { depositId: deposit, amount: '25', reason: 'Less is needed' });
    const ages = await answerReport(receivablesByAge, { customerId: uuid(customer) }, await firm.context());
    expect(ages.totals).toMatchObject({ unapplied: 55_00n, deposits: 75_00n, balance: -130_00n });
    expect(await firm.refusal(releaseDeposit, { depositId: deposit, amount: '75.01', reason: 'More' })).toBe('DEPOSIT_EXCEEDS');
    await holds();
  });

  test('lowers the exposure of its customer as soon as it is paid', async () => {
    const customer = await firm.customer();
    const orderId = await order(customer);
    const deposit = await ask({ orderId, amount: '300' });
    const exposure = () => firm.one<{ e: string }>(sql`SELECT ("receivableMinor" + "openOrdersMinor" + "shippedNotInvoicedMinor" - "unappliedMinor")::text AS e FROM "CreditAccount" WHERE "customerId" = ${uuid(customer)}`);
    expect((await exposure()).e).toBe('100000');
    await firm.act(receiveDeposit, { depositId: deposit, method: 'BANK' });
    expect((await exposure()).e).toBe('70000');
    await firm.ship(orderId);
    await follow();
    expect((await exposure()).e).toBe('70000');
  });

  test('is asked for by itself, where the payment term has a part before delivery', async () => {
    const { paymentTerm = '' } = await firm.act(savePaymentTerm, { code: 'PRE', name: '40 % before delivery', parts: [{ share: '0.4', basis: 'BEFORE_DELIVERY', days: 5 }, { share: '0.6', basis: 'INVOICE', days: 30 }] });
    const customer = await firm.customer();
    await firm.act(setPaymentTerms, { customerId: customer, paymentTermDays: 30, paymentTermId: globalId('PaymentTerm', paymentTerm), reason: 'New' });
    const orderId = await order(customer);
    await follow();
    const row = await firm.one<{ amount: string; due: string }>(sql`SELECT "amountMinor"::text AS amount, "dueOn"::text AS due FROM "DepositRequest" WHERE "orderId" = ${uuid(orderId)}`);
    expect(row).toEqual({ amount: '40000', due: later(firstDay, 5) });
    await follow();
    expect((await firm.db.rows(sql`SELECT id FROM "DepositRequest" WHERE "orderId" = ${uuid(orderId)}`)).length).toBe(1);
  });

  test('is withdrawn as far as nothing came, and then no longer holds the order', async () => {
    const orderId = await order(await firm.customer());
    const deposit = await ask({ orderId, amount: '300' });
    await firm.act(withdrawDeposit, { depositId: deposit, reason: 'Known well' });
    expect(await firm.refusal(withdrawDeposit, { depositId: deposit, reason: 'Again' })).toBe('DEPOSIT_COMPLETE');
    expect(await firm.refusal(shipOrder, { orderId })).toBeUndefined();
  });
});

describe('tax on a deposit', () => {
  test('is due when it is received, with an invoice of its own, and off again with the final invoice', async () => {
    const taxCodeId = globalId('TaxCode', (await firm.act(createTaxCode, { code: 'DE19', name: 'Standard', rate: '0.19' })).taxCode ?? '');
    const productId = await firm.service();
    await firm.act(updateProduct, { productId, version: 1, taxCodeId });
    await firm.act(setDepositTaxRules, { rules: [{ taxCodeId, isDue: true }] });
    const customer = await firm.customer();
    const orderId = await firm.order(customer, [{ productId, quantity: '1', unitPrice: '1000' }]);
    const deposit = await ask({ orderId, amount: '357' });
    const codes = ['2110', '2115', '2200', '4000'];
    expect(await moved(codes, () => firm.act(receiveDeposit, { depositId: deposit, amount: '119', method: 'BANK' }))).toEqual({ 2110: -119_00, 2115: 19_00, 2200: -19_00, 4000: 0 });
    await firm.act(receiveDeposit, { depositId: deposit, method: 'BANK' });
    await follow();
    expect(await firm.db.rows(sql`SELECT "netMinor"::int AS net, "taxMinor"::int AS tax, "totalMinor"::int AS total FROM "DepositInvoice" ORDER BY number`)).toEqual([{ net: 100_00, tax: 19_00, total: 119_00 }, { net: 200_00, tax: 38_00, total: 238_00 }]);
    await firm.act(unapply, { allocationId: await allocation(deposit, 'debitItemId'), reason: 'Bounced' });
    await follow();
    expect(await firm.db.rows(sql`SELECT count(*)::int AS n FROM "DepositInvoice" WHERE "cancelledOn" IS NOT NULL`)).toEqual([{ n: 1 }]);
    const control = async () => answerReport(depositControl, {}, await firm.context());
    expect(await control()).toMatchObject({ difference: 0n, taxDifference: 0n });
    await firm.act(withdrawDeposit, { depositId: deposit, reason: 'Enough' });
    const held = -Number((await itemOf(deposit)).open);
    await follow();
    expect(await moved(codes, async () => { await firm.ship(orderId); await follow(); })).toMatchObject({ 2110: held, 4000: -1000_00 });
    expect((await control()).taxAccount).toBe(0n);
    const invoiceId = globalId('Invoice', (await firm.one<{ id: string }>(sql`SELECT id FROM "Invoice" WHERE "orderId" = ${uuid(orderId)}`)).id);
    await firm.act(creditInvoice, { invoiceId, reason: 'Returned' });
    await holds();
  });
});
