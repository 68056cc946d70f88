// A deposit of an order in another currency: asked for, paid, taken, released and taken back, in both currencies to the cent.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import '../../server/src/billing/invoiceShipped.ts';
import '../../server/src/deposits/followDeposits.ts';
import '../../server/src/orders/settleOrder.ts';
import { createTaxCode } from '../../server/src/accounting/createTaxCode.ts';
import { updateProduct } from '../../server/src/catalogue/updateProduct.ts';
import { saveCollectionAccount, setCollectionRules } from '../../server/src/banking/collectionAccounts.ts';
import { enterRate } from '../../server/src/currencies/enterRates.ts';
import { setTradingCurrency } from '../../server/src/currencies/settings.ts';
import { depositControl } from '../../server/src/deposits/depositControl.ts';
import { depositUse } from '../../server/src/deposits/depositUse.ts';
import { coverDeposit, receiveDeposit } from '../../server/src/deposits/moneyIn.ts';
import { applyDeposit, moveDeposit, releaseDeposit } from '../../server/src/deposits/moneyOut.ts';
import { requestDeposit } from '../../server/src/deposits/requestDeposit.ts';
import { setDepositTaxRules } from '../../server/src/deposits/settings.ts';
import { write } from '../../server/src/documents/issue.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { reversePayment } from '../../server/src/payments/reversePayment.ts';
import { unapply } from '../../server/src/payments/unapply.ts';
import '../../server/src/schema.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import { verify } from '../../server/src/verify.ts';
import { followedUp } from '../support/settled.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let service: string;
let taxed: string;
let taxCode: string;
beforeAll(async () => {
  firm = await startTrade();
  service = await firm.service();
  taxCode = globalId('TaxCode', (await firm.act(createTaxCode, { code: 'V20', name: 'VAT 20 %', rate: '0.2' })).taxCode ?? '');
  taxed = await firm.service();
  await firm.act(updateProduct, { productId: taxed, version: 1, taxCodeId: taxCode });
  await firm.act(setTradingCurrency, { code: 'EUR' });
  await firm.act(setTradingCurrency, { code: 'JPY' });
});
beforeEach(async () => {
  firm.day = firstDay;
  await rate('1.2');
});
afterAll(() => firm.close());

const rate = (value: string) => firm.act(enterRate, { currencyCode: 'EUR', ratedOn: firm.day, rate: value });
const follow = async () => {
  const { now } = await firm.context();
  await followedUp(firm.db, () => now);
};
const order = (customerId: string, productId = service, more = {}) => firm.order(customerId, [{ productId, quantity: '10', unitPrice: '100' }], { currencyCode: 'EUR', ...more });
const ask = async (input: Record<string, unknown>) => globalId('DepositRequest', (await firm.act(requestDeposit, input)).deposit ?? '');
const itemOf = (deposit: string) => firm.one<{ open: string; company: string; claim: string }>(sql`SELECT i."openMinor"::text AS open, i."companyOpenMinor"::text AS company, i."claimMinor"::text AS claim FROM "OpenItem" i JOIN "DepositRequest" d ON d."openItemId" = i.id WHERE d.id = ${uuid(deposit)}`);
const balance = async (code: string) => Number((await firm.one<{ sum: string }>(sql`SELECT coalesce(sum(l."companyMinor"), 0)::text AS sum FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" WHERE a.code = ${code}`)).sum);
const moved = async (codes: string[], work: () => Promise<unknown>) => {
  const before = await Promise.all(codes.map(balance));
  await work();
  const after = await Promise.all(codes.map(balance));
  return Object.fromEntries(codes.map((code, index) => [code, (after[index] ?? 0) - (before[index] ?? 0)]));
};
const holds = async () => {
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  const { difference, taxDifference } = await answerReport(depositControl, {}, await firm.context());
  expect([difference, taxDifference]).toEqual([0n, 0n]);
};
const invoiceOf = async (orderId: string) => globalId('Invoice', (await firm.one<{ id: string }>(sql`SELECT id FROM "Invoice" WHERE "orderId" = ${uuid(orderId)} ORDER BY number DESC LIMIT 1`)).id);
const openOf = (invoiceId: string) => firm.one<{ open: string; company: string }>(sql`SELECT "openMinor"::text AS open, "companyOpenMinor"::text AS company FROM "OpenItem" WHERE "sourceId" = ${uuid(invoiceId)}`);
const allocation = async (deposit: string) => globalId('Allocation', (await firm.one<{ id: string }>(sql`SELECT a.id FROM "DepositRequest" d JOIN "Allocation" a ON d."openItemId" = a."creditItemId" WHERE d.id = ${uuid(deposit)} AND a."amountMinor" > 0 ORDER BY a."recordedAt" DESC LIMIT 1`)).id);

test('thirty per cent of an order in euros is paid in euros, taken by its invoice, and the difference realised', async () => {
  const customerId = await firm.customer();
  const orderId = await order(customerId);
  const deposit = await ask({ orderId, share: '0.3' });
  const codes = ['1000', '1100', '2100', '2110', '7000'];
  await rate('1.1');
  expect(await moved(codes, () => firm.act(receiveDeposit, { depositId: deposit, method: 'BANK' }))).toEqual({ 1000: 330_00, 1100: 0, 2100: 0, 2110: -330_00, 7000: 0 });
  expect(await itemOf(deposit)).toEqual({ open: '-30000', company: '-33000', claim: '0' });
  await holds();
  await rate('1.3');
  await firm.ship(orderId);
  expect(await moved(['1100', '2110', '7000'], follow)).toEqual({ 1100: 1300_00 - 390_00, 2110: 330_00, 7000: 60_00 });
  const invoiceId = await invoiceOf(orderId);
  expect(await openOf(invoiceId)).toEqual({ open: '70000', company: '91000' });
  await holds();
  // Taken back and paid back: nothing is left of it in either currency.
  await firm.act(unapply, { allocationId: await allocation(deposit), reason: 'Wrong' });
  expect(await itemOf(deposit)).toEqual({ open: '-30000', company: '-33000', claim: '0' });
  expect(await openOf(invoiceId)).toEqual({ open: '100000', company: '130000' });
  const released = await firm.act(releaseDeposit, { depositId: deposit, amount: '100', currencyCode: 'EUR', reason: 'Too much' });
  expect(await firm.one(sql`SELECT "openMinor"::text AS open, "companyOpenMinor"::text AS company, "currencyCode" AS code FROM "OpenItem" WHERE id = ${released.openItem ?? ''}::uuid`)).toEqual({ open: '-10000', company: '-11000', code: 'EUR' });
  await firm.act(applyDeposit, { depositId: deposit, allocations: [{ invoiceId, amount: '50' }], currencyCode: 'EUR' });
  expect(await itemOf(deposit)).toEqual({ open: '-15000', company: '-16500', claim: '0' });
  await holds();
});

test('what the bank gave counts before the rate of the day; its payment is reversed exactly', async () => {
  const orderId = await order(await firm.customer());
  const deposit = await ask({ orderId, amount: '250', currencyCode: 'EUR' });
  const { payment = '' } = await firm.act(receiveDeposit, { depositId: deposit, amount: '200', currencyCode: 'EUR', companyAmount: '231.07', method: 'BANK' });
  expect(await itemOf(deposit)).toEqual({ open: '-20000', company: '-23107', claim: '5000' });
  await firm.act(receiveDeposit, { depositId: deposit, method: 'CASH' });
  expect(await itemOf(deposit)).toEqual({ open: '-25000', company: '-29107', claim: '0' });
  expect(await moved(['1000', '2110'], () => firm.act(reversePayment, { paymentId: globalId('Payment', payment), reason: 'Bounced' }))).toEqual({ 1000: -231_07, 2110: 231_07 });
  expect((await itemOf(deposit)).claim).toBe('20000');
  await holds();
});

test('an account of euros takes euros; money of the books and an account of a third currency are refused', async () => {
  const customerId = await firm.customer();
  const account = async (code: string) => globalId('Account', (await firm.one<{ id: string }>(sql`SELECT id FROM "Account" WHERE code = ${code}`)).id);
  const { collectionAccount = '' } = await firm.act(saveCollectionAccount, { name: 'Euro bank', kind: 'BANK', currencyCode: 'EUR', accountId: await account('1050') });
  const orderId = await order(customerId);
  const deposit = await ask({ orderId, share: '0.5' });
  expect(await firm.refusal(receiveDeposit, { depositId: deposit, amount: '500', method: 'BANK' })).toBe('CURRENCY_DIFFERS');
  expect(await firm.refusal(requestDeposit, { orderId, amount: '10' })).toBe('CURRENCY_DIFFERS');
  await firm.act(receiveDeposit, { depositId: deposit, amount: '100', currencyCode: 'EUR', method: 'BANK', accountId: await account('1050') });
  expect(await firm.one(sql`SELECT sum(l."amountMinor")::text AS amount, min(l."currencyCode") AS code FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" AND a.code = '1050'`)).toEqual({ amount: '10000', code: 'EUR' });
  await firm.act(setCollectionRules, { rules: [{ currencyCode: 'EUR', collectionAccountId: globalId('CollectionAccount', collectionAccount) }] });
  expect(await moved(['1050'], () => firm.act(receiveDeposit, { depositId: deposit, amount: '100', currencyCode: 'EUR', method: 'BANK' }))).toEqual({ 1050: 120_00 });
  const yen = await order(customerId, service, { currencyCode: 'EUR' });
  const other = await firm.order(customerId, [{ productId: service, quantity: '1', unitPrice: '100' }]);
  expect(await firm.refusal(moveDeposit, { depositId: deposit, orderId: other, reason: 'Not that' })).toBe('ALLOCATION_CURRENCY');
  expect(await firm.refusal(moveDeposit, { depositId: deposit, orderId: yen, amount: '60', reason: 'Of dollars?' })).toBe('CURRENCY_DIFFERS');
  const on = await firm.act(moveDeposit, { depositId: deposit, orderId: yen, amount: '60', currencyCode: 'EUR', reason: 'For that one' });
  expect(await itemOf(globalId('DepositRequest', on.deposit ?? ''))).toEqual({ open: '-6000', company: '-7200', claim: '0' });
  await holds();
});

test('money on account in euros covers it at what it was booked at', async () => {
  const customerId = await firm.customer();
  const deposit = await ask({ customerId, amount: '80', currencyCode: 'EUR' });
  const { payment = '' } = await firm.act(recordPayment, { customerId, amount: '100', currencyCode: 'EUR', companyAmount: '119', method: 'BANK' });
  const { item } = await firm.one<{ item: string }>(sql`SELECT "openItemId" AS item FROM "Payment" WHERE id = ${payment}::uuid`);
  expect(await firm.refusal(coverDeposit, { depositId: deposit, creditItemId: globalId('OpenItem', item), amount: '80' })).toBe('CURRENCY_DIFFERS');
  await firm.act(coverDeposit, { depositId: deposit, creditItemId: globalId('OpenItem', item) });
  expect(await itemOf(deposit)).toEqual({ open: '-8000', company: '-9520', claim: '0' });
  await holds();
});

test('tax due on receipt is booked in both currencies, invoiced, and taken off part by part; the final paper lists what it took', async () => {
  await firm.act(setDepositTaxRules, { rules: [{ isDue: true }] });
  const customerId = await firm.customer();
  const orderId = await order(customerId, taxed);
  const deposit = await ask({ orderId, share: '0.3' });
  await rate('1.1');
  const codes = ['2110', '2115', '2200'];
  expect(await moved(codes, () => firm.act(receiveDeposit, { depositId: deposit, amount: '120', currencyCode: 'EUR', method: 'BANK' }))).toEqual({ 2110: -132_00, 2115: 22_00, 2200: -22_00 });
  await rate('1.15');
  await firm.act(receiveDeposit, { depositId: deposit, companyAmount: '277.77', method: 'BANK' });
  await follow();
  await holds();
  const invoices = await firm.db.rows<{ id: string; number: string; net: string; tax: string }>(sql`SELECT v.id, v.number, v."netMinor"::text AS net, v."taxMinor"::text AS tax FROM "DepositInvoice" v WHERE v."depositRequestId" = ${uuid(deposit)} ORDER BY v.number`);
  expect(invoices.map(({ net, tax }) => [net, tax])).toEqual([['10000', '2000'], ['20000', '4000']]);
  const first = await write({ kind: 'DEPOSIT_INVOICE', id: invoices[0]?.id ?? '' }, await firm.context());
  expect(first.sheet.totals.map(({ label, cell }) => [label, 'amount' in cell ? cell.amount : null])).toEqual([['net', '100.00'], ['tax', '20.00'], ['taxInBooks', '22.00'], ['total', '120.00']]);
  await rate('1.25');
  const line = globalId('OrderLine', (await firm.one<{ id: string }>(sql`SELECT id FROM "OrderLine" WHERE "orderId" = ${uuid(orderId)}`)).id);
  await firm.ship(orderId, [{ orderLineId: line, quantity: '3' }]);
  await follow();
  await holds();
  const part = await write({ kind: 'INVOICE', id: uuid(await invoiceOf(orderId)) }, await firm.context());
  const texts = (rows: readonly (readonly unknown[])[] | undefined) => rows?.map((row) => row.map((cell) => { const { text, amount, day } = cell as Record<string, string | undefined>; return text ?? amount ?? day ?? null; }));
  expect(texts(part.sheet.breakdowns.find(({ label }) => label === 'deposits')?.rows)).toEqual([[invoices[0]?.number, firm.day, '90.00', '18.00', '108.00']]);
  expect(part.sheet.totals.slice(-3).map(({ label, cell }) => [label, 'amount' in cell ? cell.amount : null])).toEqual([['total', '360.00'], ['deposits', '-108.00'], ['leftToPay', '252.00']]);
  const [taken] = await firm.db.rows<{ id: string }>(sql`SELECT id FROM "Invoice" WHERE "orderId" = ${uuid(orderId)}`);
  await firm.ship(orderId);
  await follow();
  // What is left of the first deposit invoice, and the second: each by itself.
  const [rest] = await firm.db.rows<{ id: string; number: string }>(sql`SELECT id, number FROM "Invoice" WHERE "orderId" = ${uuid(orderId)} AND id <> ${taken?.id ?? ''}::uuid`);
  const last = await write({ kind: 'INVOICE', id: rest?.id ?? '' }, await firm.context());
  expect(texts(last.sheet.breakdowns.find(({ label }) => label === 'deposits')?.rows)).toEqual([[invoices[0]?.number, firm.day, '10.00', '2.00', '12.00'], [invoices[1]?.number, firm.day, '200.00', '40.00', '240.00']]);
  const use = await answerReport(depositUse, { depositId: uuid(deposit) }, await firm.context());
  expect(use.receipts.map(({ depositInvoice, number, amount, used, left, moved: away }) => [depositInvoice, number, ...[amount, used, left, away].map(({ minor }) => minor)])).toEqual([[invoices[0]?.id, invoices[0]?.number, 12000n, 12000n, 0n, 0n], [invoices[1]?.id, invoices[1]?.number, 24000n, 24000n, 0n, 0n]]);
  expect(use.uses.map(({ receipt, invoice, amount, net, tax }) => [receipt, invoice, amount.minor, net.minor, tax.minor])).toEqual([
    [invoices[0]?.number, taken?.id, 10800n, 9000n, 1800n], [invoices[0]?.number, rest?.id, 1200n, 1000n, 200n], [invoices[1]?.number, rest?.id, 24000n, 20000n, 4000n],
  ]);
  expect(await itemOf(deposit)).toEqual({ open: '0', company: '0', claim: '0' });
  expect(await balance('2115')).toBe(0);
  await holds();
  // Taken back in another order than it came: the tax of what is held comes out even.
  await firm.act(unapply, { allocationId: await allocation(deposit), reason: 'Wrong' });
  await follow();
  await holds();
});

test('one invoice that takes a deposit whole lists each deposit invoice by itself', async () => {
  const orderId = await order(await firm.customer(), taxed);
  const deposit = await ask({ orderId, share: '0.3' });
  for (const amount of ['120', '240']) await firm.act(receiveDeposit, { depositId: deposit, amount, currencyCode: 'EUR', method: 'BANK' });
  await follow();
  firm.day = later(firstDay, 3);
  await rate('1.2');
  await firm.ship(orderId);
  await follow();
  const { sheet, laid } = await write({ kind: 'INVOICE', id: uuid(await invoiceOf(orderId)), language: 'EN' }, await firm.context());
  const rows = laid.sheets[0]?.breakdowns.find(({ label }) => label === 'Deposits taken')?.rows.map((row) => row.map(([text = '']) => text.replace(/[\u2066-\u2069]/g, '')));
  expect(rows?.map(([, ...row]) => row)).toEqual([['5 January 2026', '100.00', '20.00', '120.00'], ['5 January 2026', '200.00', '40.00', '240.00']]);
  expect(rows?.every(([number]) => /^DPI-2026-\d{5}$/.test(number ?? ''))).toBe(true);
  expect(sheet.totals.at(-1)).toMatchObject({ label: 'leftToPay', cell: { amount: '840.00', currencyCode: 'EUR', named: true } });
  await holds();
});
