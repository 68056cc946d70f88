// Documents in other currencies from the order to the last cent of the money: amounts in both, differences realised, all taken back.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { creditInvoice } from '../../server/src/billing/creditInvoice.ts';
import { saveCollectionAccount } from '../../server/src/banking/collectionAccounts.ts';
import { enterRate } from '../../server/src/currencies/enterRates.ts';
import { exchangeDifferences } from '../../server/src/currencies/reports.ts';
import { revalue, reverseRevaluation } from '../../server/src/currencies/revalue.ts';
import { setCurrencyRule, setTradingCurrency } from '../../server/src/currencies/settings.ts';
import { setCreditLimit } from '../../server/src/customers/setCreditLimit.ts';
import { allocate } from '../../server/src/payments/allocate.ts';
import { convertCredit, reverseConversion } from '../../server/src/payments/convertCredit.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { reversePayment } from '../../server/src/payments/reversePayment.ts';
import { unapply } from '../../server/src/payments/unapply.ts';
import { recordOpeningInvoice } from '../../server/src/receivables/recordOpeningInvoice.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import { verify } from '../../server/src/verify.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let trade: Trade;
let product: string;
const rate = (currencyCode: string, value: string, day = trade.day) => trade.act(enterRate, { currencyCode, ratedOn: day, rate: value });

beforeAll(async () => {
  trade = await startTrade();
  product = await trade.service();
  for (const code of ['EUR', 'JPY', 'KWD']) await trade.act(setTradingCurrency, { code });
  await rate('EUR', '50');
  await rate('JPY', '0.0067');
  await rate('KWD', '3.25');
});
afterAll(() => trade.close());

interface Item { open: string; company: string; currency: string }
const item = (documentId: string) => trade.one<Item>(sql`SELECT "openMinor"::text AS open, "companyOpenMinor"::text AS company, "currencyCode" AS currency FROM "OpenItem" WHERE "sourceId" = ${uuid(documentId)}::uuid`);
const balance = async (code: string) => (await trade.one<{ sum: string }>(sql`SELECT coalesce(sum(l."companyMinor"), 0)::text AS sum FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" WHERE a.code = ${code}`)).sum;
const clean = async () => expect((await verify(trade.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
const sell = (customerId: string, unitPrice: string, currencyCode: string, more: Record<string, unknown> = {}) => trade.invoice(customerId, [{ productId: product, quantity: '1', unitPrice }], { currencyCode, ...more });
const pay = (customerId: string, amount: string, currencyCode: string | null, more: Record<string, unknown> = {}) => trade.act(recordPayment, { customerId, amount, currencyCode, method: 'BANK', ...more });

test('100 booked at 50, 20 paid and the bank gives 900: 100 is lost, and comes back when it is taken back', async () => {
  const customerId = await trade.customer();
  const invoice = await sell(customerId, '100', 'EUR');
  expect(await item(invoice)).toEqual({ open: '10000', company: '500000', currency: 'EUR' });
  const { payment = '' } = await pay(customerId, '20', 'EUR', { companyAmount: '900', allocations: [{ invoiceId: invoice, amount: '20' }] });
  expect(await item(invoice)).toEqual({ open: '8000', company: '400000', currency: 'EUR' });
  expect(await balance('7000')).toBe('10000');
  expect(await balance('1000')).toBe('90000');
  await clean();
  await trade.act(reversePayment, { paymentId: globalId('Payment', payment), reason: 'Bounced' });
  expect(await item(invoice)).toEqual({ open: '10000', company: '500000', currency: 'EUR' });
  expect([await balance('7000'), await balance('1000'), await balance('2100')]).toEqual(['0', '0', '0']);
  await clean();
});

test('parts in any order release everything: nothing open is worth nothing', async () => {
  const customerId = await trade.customer();
  await rate('EUR', '1.2345');
  const invoice = await sell(customerId, '100.01', 'EUR');
  await rate('EUR', '1.1111');
  const parts: string[] = [];
  for (const amount of ['33.33', '0.01', '16.66']) parts.push((await pay(customerId, amount, 'EUR', { allocations: [{ invoiceId: invoice, amount }] })).payment ?? '');
  const before = await item(invoice);
  const { id } = await trade.one<{ id: string }>(sql`SELECT a.id FROM "Allocation" a JOIN "Payment" p ON p."openItemId" = a."creditItemId" WHERE p.id = ${parts[0] ?? ''}::uuid`);
  await trade.act(unapply, { allocationId: globalId('Allocation', id), reason: 'Other' });
  await trade.act(allocate, { paymentId: globalId('Payment', parts[0] ?? ''), oldestFirst: true });
  expect((await item(invoice)).open).toBe(before.open);
  await pay(customerId, '100', 'EUR', { oldestFirst: true });
  expect(await item(invoice)).toEqual({ open: '0', company: '0', currency: 'EUR' });
  await clean();
});

test('yen have no cents and dinars have three places, in documents, ledger and payments', async () => {
  const customerId = await trade.customer({ currencyCode: 'JPY' });
  const yen = await sell(customerId, '1234', 'JPY', { freight: '17' });
  expect(await item(yen)).toEqual({ open: '1251', company: '838', currency: 'JPY' });
  const dinar = await sell(customerId, '1.005', 'KWD');
  expect(await item(dinar)).toEqual({ open: '1005', company: '327', currency: 'KWD' });
  await pay(customerId, '1251', 'JPY', { oldestFirst: true });
  expect((await item(yen)).open).toBe('0');
  expect((await item(dinar)).open).toBe('1005');
  await expect(pay(customerId, '1.5', 'JPY')).rejects.toThrow();
  await expect(pay(customerId, '1', null, { allocations: [{ invoiceId: dinar, amount: '1' }] })).rejects.toThrow('ALLOCATION_CURRENCY');
  await clean();
});

test('credit notes take the invoice\'s rate, and sum to it in both currencies', async () => {
  const customerId = await trade.customer();
  await rate('EUR', '1.2345');
  const invoice = await trade.invoice(customerId, ['3.33', '3.33', '3.35'].map((unitPrice) => ({ productId: product, quantity: '1', unitPrice })), { currencyCode: 'EUR' });
  await rate('EUR', '2');
  const lines = await trade.db.rows<{ id: string }>(sql`SELECT id FROM "InvoiceLine" WHERE "invoiceId" = ${uuid(invoice)}::uuid ORDER BY no`);
  const whole = await trade.one<{ total: string }>(sql`SELECT "companyTotalMinor"::text AS total FROM "Invoice" WHERE id = ${uuid(invoice)}::uuid`);
  for (const { id } of lines) await trade.act(creditInvoice, { invoiceId: invoice, reason: 'Back', lines: [{ invoiceLineId: globalId('InvoiceLine', id), quantity: '1' }] });
  const notes = await trade.one<{ total: string }>(sql`SELECT sum("companyTotalMinor")::text AS total FROM "Invoice" WHERE "creditsInvoiceId" = ${uuid(invoice)}::uuid`);
  expect(notes).toEqual(whole);
  expect(await item(invoice)).toEqual({ open: '0', company: '0', currency: 'EUR' });
  await clean();
});

test('an order is priced by the day\'s rate, which stays its own; limits count in company money', async () => {
  await rate('EUR', '2');
  const customerId = await trade.customer({ currencyCode: 'EUR' });
  await trade.act(setCreditLimit, { customerId, limit: '150', reason: 'So' });
  const orderId = await trade.order(customerId, [{ productId: product, quantity: '1', unitPrice: '60' }]);
  await rate('EUR', '3');
  expect(await trade.one(sql`SELECT "currencyCode" AS code, "exchangeRate"::float AS rate FROM "Order" WHERE id = ${uuid(orderId)}::uuid`)).toEqual({ code: 'EUR', rate: 2 });
  const exposed = () => trade.one<{ orders: string; shipped: string; owed: string }>(sql`SELECT "openOrdersMinor"::text AS orders, "shippedNotInvoicedMinor"::text AS shipped, "receivableMinor"::text AS owed FROM "CreditAccount" WHERE "customerId" = ${uuid(customerId)}::uuid`);
  expect(await exposed()).toEqual({ orders: '12000', shipped: '0', owed: '0' });
  await expect(trade.order(customerId, [{ productId: product, quantity: '1', unitPrice: '11' }])).rejects.toThrow('CREDIT_LIMIT_EXCEEDED');
  await trade.ship(orderId);
  expect(await exposed()).toEqual({ orders: '0', shipped: '12000', owed: '0' });
  await clean();
});

test('what has no rate, or too old a one, is refused by name', async () => {
  const customerId = await trade.customer();
  await trade.act(setTradingCurrency, { code: 'GBP' });
  await expect(trade.order(customerId, [{ productId: product, quantity: '1', unitPrice: '1' }], { currencyCode: 'GBP' })).rejects.toThrow('RATE_MISSING');
  await rate('GBP', '1.3', later(firstDay, -9));
  await expect(trade.order(customerId, [{ productId: product, quantity: '1', unitPrice: '1' }], { currencyCode: 'GBP' })).rejects.toThrow('RATE_OLD');
  await trade.act(setCurrencyRule, { maxAgeDays: 30 });
  expect(await trade.order(customerId, [{ productId: product, quantity: '1', unitPrice: '1' }], { currencyCode: 'GBP' })).not.toBe('');
  await expect(trade.order(customerId, [{ productId: product, quantity: '1', unitPrice: '1' }], { currencyCode: 'CHF' })).rejects.toThrow();
});

test('dollars pay an invoice in euros once the bank has changed them, and that is taken back', async () => {
  const customerId = await trade.customer();
  await rate('EUR', '1.08');
  const invoice = await sell(customerId, '100', 'EUR');
  const { payment = '' } = await pay(customerId, '110', null);
  const { id } = await trade.one<{ id: string }>(sql`SELECT "openItemId" AS id FROM "Payment" WHERE id = ${payment}::uuid`);
  const lost = Number(await balance('7000'));
  const { creditConversion = '', openItem = '' } = await trade.act(convertCredit, { creditItemId: globalId('OpenItem', id), into: { currencyCode: 'EUR', amount: '100' } });
  expect(Number(await balance('7000'))).toBe(lost);
  await trade.act(allocate, { creditItemId: globalId('OpenItem', openItem), oldestFirst: true });
  expect(await item(invoice)).toEqual({ open: '0', company: '0', currency: 'EUR' });
  expect(Number(await balance('7000')) - lost).toBe(-200);
  const conversion = { creditConversionId: globalId('CreditConversion', creditConversion), reason: 'No' };
  expect(await trade.refusal(reverseConversion, conversion)).toBe('CREDIT_USED');
  const allocated = await trade.one<{ id: string }>(sql`SELECT id FROM "Allocation" WHERE "creditItemId" = ${openItem}::uuid`);
  await trade.act(unapply, { allocationId: globalId('Allocation', allocated.id), reason: 'No' });
  await trade.act(reverseConversion, conversion);
  expect(await trade.one(sql`SELECT "openMinor"::text AS open FROM "OpenItem" WHERE id = ${id}::uuid`)).toEqual({ open: '-11000' });
  expect(Number(await balance('7000'))).toBe(lost);
  await clean();
});

test('at the end of a period what is open is worth the day\'s rate, the day after what it was; done again there is nothing new', async () => {
  const day = trade.day;
  trade.day = later(day, 10);
  await rate('EUR', '1.5', later(day, 9));
  await rate('JPY', '0.01', later(day, 9));
  await rate('KWD', '3', later(day, 9));
  await trade.act(saveCollectionAccount, { name: 'Euro bank', kind: 'BANK', currencyCode: 'EUR', accountId: globalId('Account', (await trade.one<{ id: string }>(sql`SELECT id FROM "Account" WHERE code = '1050'`)).id) });
  const customerId = await trade.customer();
  await pay(customerId, '10', 'EUR', { paidOn: later(day, 9), companyAmount: '11', accountId: globalId('Account', (await trade.one<{ id: string }>(sql`SELECT id FROM "Account" WHERE code = '1050'`)).id) });
  const on = { valuedOn: later(day, 9) };
  const { revaluation = '' } = await trade.act(revalue, on);
  const told = await trade.one<{ gain: string; lines: number; bank: string }>(sql`SELECT r."gainMinor"::text AS gain, count(*)::int AS lines, sum(x."gainMinor") FILTER (WHERE x."openItemId" IS NULL)::text AS bank FROM "Revaluation" r JOIN "RevaluationLine" x ON x."revaluationId" = r.id WHERE r.id = ${revaluation}::uuid GROUP BY r.id`);
  expect(told.bank).toBe('400');
  expect(told.lines).toBeGreaterThan(3);
  const on9 = await trade.one<{ sum: string }>(sql`SELECT sum(l."companyMinor")::text AS sum FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" AND a.code = '1195' WHERE l."effectiveOn" <= ${later(day, 9)}::date`);
  expect(on9.sum).toBe(told.gain);
  expect(await balance('7010')).toBe('0');
  expect(await trade.refusal(revalue, on)).toBe('NOTHING_TO_REVALUE');
  const report = await answerReport(exchangeDifferences, { from: later(day, 9), to: later(day, 9) }, await trade.context());
  expect(String(report.unrealised)).toBe(told.gain);
  const all = await answerReport(exchangeDifferences, { from: firstDay, to: trade.day }, await trade.context());
  expect(String(-all.realised)).toBe(await balance('7000'));
  await clean();
  await trade.act(reverseRevaluation, { revaluationId: globalId('Revaluation', revaluation), reason: 'Rate was wrong' });
  expect(await trade.one(sql`SELECT coalesce(sum(l."companyMinor"), 0)::text AS sum FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" AND a.code = '7010' WHERE l."effectiveOn" <= ${later(day, 9)}::date`)).toEqual({ sum: '0' });
  await trade.act(revalue, on);
  expect(await trade.refusal(revalue, { valuedOn: trade.day })).toBe('DAY_NOT_OVER');
  await clean();
});

test('an invoice of another book is taken over with its own worth', async () => {
  const customerId = await trade.customer();
  const { invoice = '' } = await trade.act(recordOpeningInvoice, { customerId, number: 'OLD-1', issuedOn: '2025-12-01', amount: '100', currencyCode: 'EUR', companyAmount: '123.45' });
  expect(await item(globalId('Invoice', invoice))).toEqual({ open: '10000', company: '12345', currency: 'EUR' });
  await clean();
});
