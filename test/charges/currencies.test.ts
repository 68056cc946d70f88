// Interest and fees in the currency of the debt: charged, let go, reversed, paid and valued, exact in it and in the books.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import '../../server/src/schema.ts';
import { saveCollectionAccount } from '../../server/src/banking/collectionAccounts.ts';
import { bouncePayment, withdrawBounce } from '../../server/src/charges/bounces.ts';
import { reopenChargeback, withdrawChargeback } from '../../server/src/charges/chargebackReverses.ts';
import { loseChargeback, openChargeback, winChargeback } from '../../server/src/charges/chargebacks.ts';
import { createCharge, creditCharge, reverseCharge, undoChargeCredit } from '../../server/src/charges/charge.ts';
import { chargeLate, undoWaiver, waiveLate } from '../../server/src/charges/chargeLate.ts';
import { createRefund, payRefund, requestRefundApproval, reverseRefund } from '../../server/src/charges/refunds.ts';
import { removeApprovalLimit, setApprovalLimit } from '../../server/src/work/approvalLimits.ts';
import { chargeFigures, lateClaims } from '../../server/src/charges/lateReport.ts';
import { saveChargeSettings, saveLatePolicy } from '../../server/src/charges/lateSettings.ts';
import { createTaxCode } from '../../server/src/accounting/createTaxCode.ts';
import { enterRate } from '../../server/src/currencies/enterRates.ts';
import { exchangeDifferences } from '../../server/src/currencies/reports.ts';
import { revalue } from '../../server/src/currencies/revalue.ts';
import { setTradingCurrency } from '../../server/src/currencies/settings.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { reversePayment } from '../../server/src/payments/reversePayment.ts';
import { receivablesByAge } from '../../server/src/receivables/receivablesByAge.ts';
import { statement } from '../../server/src/receivables/statement.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import type { Day } from '../../server/src/shared/time.ts';
import { verify } from '../../server/src/verify.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let service: string;
const at = (day: string) => { firm.day = day as Day; };
const rate = (value: string, currencyCode = 'EUR') => firm.act(enterRate, { currencyCode, ratedOn: firm.day, rate: value });
beforeAll(async () => {
  firm = await startTrade();
  service = await firm.service();
  at('2026-01-05');
  for (const code of ['EUR', 'JPY']) await firm.act(setTradingCurrency, { code });
  await rate('1.2');
  await rate('0.0067', 'JPY');
  await firm.act(saveLatePolicy, { startsOn: '2026-01-01', mode: 'FIXED', rate: '0.0365', lumpSum: '40', minimum: '1' });
});
afterAll(() => firm.close());
afterEach(async () => { expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]); });

const invoiced = (customer: string, amount: string, currencyCode = 'EUR') => firm.invoice(customer, [{ productId: service, quantity: '1', unitPrice: amount }], { currencyCode });
const chargesOf = (customer: string) => firm.db.rows<{ id: string; code: string; net: string; worth: string; open: string; books: string }>(sql`SELECT c.id, c."currencyCode" AS code, c."netMinor"::text AS net, coalesce(c."companyNetMinor", c."netMinor")::text AS worth, i."openMinor"::text AS open, i."companyOpenMinor"::text AS books
  FROM "Charge" c JOIN "OpenItem" i ON i.id = c."openItemId" WHERE c."customerId" = ${uuid(customer)}::uuid ORDER BY c.number`);
const figuresOf = (customer: string) => chargesOf(customer).then((rows) => rows.map(({ code, net, worth, open, books }) => [code, net, worth, open, books]));
const ledger = async (code: string) => Number((await firm.one<{ sum: string }>(sql`SELECT coalesce(sum(l."companyMinor"), 0)::text AS sum FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" WHERE a.code = ${code}`)).sum);
const claims = async (customer: string) => answerReport(lateClaims, { customerId: uuid(customer) }, await firm.context());

test('who is late in two currencies gets a charge in each: interest in it, the lump sum at the rate of the day', async () => {
  at('2026-01-05');
  const customer = await firm.customer({ paymentTermDays: 10 });
  for (const [amount, code] of [['1000', 'EUR'], ['500', 'USD']] as const) await invoiced(customer, amount, code);
  at('2026-02-24'); // forty days late
  expect(await firm.refusal(chargeLate, { customerId: customer })).toBe('RATE_OLD');
  await rate('1.25');
  const told = await claims(customer);
  expect(told.customers.map(({ currencyCode, interest, lumpSum, worth }) => [currencyCode, interest.minor, lumpSum.minor, worth])).toEqual([['EUR', 400n, 3200n, 4500n], ['USD', 200n, 4000n, 4200n]]);
  expect([told.claimable, told.currencies.map(({ currencyCode, claimable }) => [currencyCode, claimable.minor]), told.debts[0]?.explanation]).toEqual([8700n, [['EUR', 3600n], ['USD', 4200n]], '1000.00 × 0.0365 × 40/365']);
  expect((await firm.act(chargeLate, { customerId: customer })).charges).toBe(2);
  expect(await figuresOf(customer)).toEqual([['USD', '4200', '4200', '4200', '4200'], ['EUR', '3600', '4500', '3600', '4500']]);
  expect(await firm.one(sql`SELECT "currencyCode" AS code, "totalMinor"::text AS total FROM "ChargeRun" ORDER BY number DESC LIMIT 1`)).toEqual({ code: 'USD', total: '8700' });
  expect(await firm.one(sql`SELECT l.spans->0->>'principal' AS principal FROM "ChargeLine" l JOIN "Charge" c ON c.id = l."chargeId" AND c."currencyCode" = 'EUR' WHERE l.kind = 'INTEREST'`)).toEqual({ principal: '1000.00' });
  expect(await firm.refusal(chargeLate, { customerId: customer })).toBe('NOTHING_TO_CHARGE');
});

test('interest below the minimum, which is company money, waits in each currency for itself', async () => {
  at('2026-02-24');
  const customer = await firm.customer({ paymentTermDays: 0 });
  await firm.act(saveLatePolicy, { startsOn: '2026-01-01', mode: 'FIXED', rate: '0.0365', minimum: '1', customerId: customer });
  await invoiced(customer, '90', 'EUR');
  await invoiced(customer, '90', 'USD');
  at('2026-03-05'); // nine days: 0.08 each
  expect((await claims(customer)).customers.map(({ isBelowMinimum }) => isBelowMinimum)).toEqual([true, true]);
  at('2026-06-05'); // 101 days: 0.91 euros are 1.14 dollars
  await rate('1.25');
  expect((await claims(customer)).customers.map(({ currencyCode, isBelowMinimum, chargeable }) => [currencyCode, isBelowMinimum, chargeable.minor])).toEqual([['EUR', false, 91n], ['USD', true, 0n]]);
  await firm.act(chargeLate, { customerId: customer });
  expect(await figuresOf(customer)).toEqual([['EUR', '91', '114', '91', '114']]);
});

test('a policy has its amounts in a currency: as they stand for debts in it, at the rates of the day for others', async () => {
  at('2026-06-05');
  const customer = await firm.customer({ paymentTermDays: 10 });
  const terms = { startsOn: '2026-01-01', mode: 'FIXED', rate: '0.0365', customerId: customer, lumpSum: '40' };
  expect([await firm.refusal(saveLatePolicy, { ...terms, currencyCode: 'CAD' }), await firm.refusal(saveLatePolicy, { ...terms, currencyCode: 'JPY', lumpSum: '40.50' })]).toEqual(['INPUT_INVALID', 'INPUT_INVALID']);
  expect(await firm.refusal(saveLatePolicy, { ...terms, currencyCode: 'JPY' })).toBe('RATE_OLD');
  await firm.act(saveLatePolicy, { ...terms, currencyCode: 'EUR', minimum: '1' });
  expect(await firm.one(sql`SELECT "currencyCode" AS code, "lumpSumMinor"::text AS lump FROM "LatePolicy" WHERE "customerId" = ${uuid(customer)}::uuid`)).toEqual({ code: 'EUR', lump: '4000' });
  await invoiced(customer, '1000', 'EUR');
  await invoiced(customer, '1000', 'USD');
  at('2026-06-27'); // twelve days late: 1.20 each, of which 1.20 dollars are less than a euro
  expect((await claims(customer)).customers.map(({ currencyCode, interest, lumpSum, isBelowMinimum }) => [currencyCode, interest.minor, lumpSum.minor, isBelowMinimum])).toEqual([['EUR', 120n, 4000n, false], ['USD', 120n, 5000n, true]]);
  at('2026-07-25'); // the rate of June has grown old: nothing is charged by it
  expect(await firm.refusal(chargeLate, { customerId: customer })).toBe('RATE_OLD');
  await rate('1.5');
  await firm.act(chargeLate, { customerId: customer });
  expect(await figuresOf(customer)).toEqual([['USD', '6400', '6400', '6400', '6400'], ['EUR', '4400', '6600', '4400', '6600']]);
});

test('is let go in part, taken back, paid at another rate with the difference realised, and valued with other debts', async () => {
  at('2026-06-08');
  const customer = await firm.customer({ paymentTermDays: 0 });
  const { taxCode = '' } = await firm.act(createTaxCode, { code: 'FEE', name: 'VAT of fees', rate: '0.19' });
  await rate('1.3333');
  const earned = await ledger('4900');
  const { charge = '' } = await firm.act(createCharge, { customerId: customer, currencyCode: 'EUR', taxCodeId: globalId('TaxCode', taxCode), lines: [{ description: 'Reminder', amount: '10.01' }, { description: 'Courier', amount: '4.99' }] });
  const chargeId = globalId('Charge', charge);
  // 15.00 and 2.85 of tax: 23.80 in the books, of which 3.80 tax.
  expect([await figuresOf(customer), earned - await ledger('4900')]).toEqual([[['EUR', '1500', '2000', '1785', '2380']], 2000]);
  expect(await firm.refusal(creditCharge, { chargeId, amount: '5', reason: 'So' })).toBe('CURRENCY_DIFFERS');
  for (const amount of ['3.33', '7.11']) await firm.act(creditCharge, { chargeId, currencyCode: 'EUR', amount, reason: 'Good' });
  const [first] = await firm.db.rows<{ id: string }>(sql`SELECT id FROM "ChargeCredit" WHERE "chargeId" = ${charge}::uuid ORDER BY "amountMinor" LIMIT 1`);
  await firm.act(undoChargeCredit, { chargeCreditId: globalId('ChargeCredit', first?.id ?? ''), reason: 'No' });
  expect(await figuresOf(customer)).toEqual([['EUR', '1500', '2000', '1074', '1432']]);
  await firm.act(creditCharge, { chargeId, reason: 'All of it' });
  expect([await figuresOf(customer), earned - await ledger('4900')]).toEqual([[['EUR', '1500', '2000', '0', '0']], 0]);
  expect(await firm.refusal(createCharge, { customerId: customer, currencyCode: 'JPY', lines: [{ description: 'Fee', amount: '1001' }] })).toBe('RATE_OLD');
  // Paid at a better rate: the rest is gain.
  const { charge: other = '' } = await firm.act(createCharge, { customerId: customer, currencyCode: 'EUR', lines: [{ description: 'Fee', amount: '100' }] });
  const item = globalId('OpenItem', (await firm.one<{ id: string }>(sql`SELECT "openItemId" AS id FROM "Charge" WHERE id = ${other}::uuid`)).id);
  await firm.act(recordPayment, { customerId: customer, amount: '40', currencyCode: 'EUR', companyAmount: '60', method: 'BANK', debts: [{ openItemId: item, amount: '40' }] });
  expect((await figuresOf(customer)).at(-1)).toEqual(['EUR', '10000', '13333', '6000', '8000']);
  expect(await firm.refusal(reverseCharge, { chargeId: globalId('Charge', other), reason: 'No' })).toBe('CHARGE_TOUCHED');
  const differences = await answerReport(exchangeDifferences, { from: '2026-06-01' as Day, to: '2026-06-30' as Day }, await firm.context());
  expect(differences.rows.map(({ currency, realised }) => [currency, realised])).toEqual([['EUR', 667n]]);
  at('2026-06-09');
  await rate('0.0067', 'JPY');
  await rate('2');
  at('2026-06-10');
  await firm.act(revalue, { valuedOn: '2026-06-09' });
  const ctx = await firm.context();
  const [ages, told] = [await answerReport(receivablesByAge, { on: firm.day, customerId: uuid(customer) }, ctx), await answerReport(statement, { customerId: uuid(customer), from: '2026-06-01' as Day, to: firm.day }, ctx)];
  expect([ages.totals.balance, told.closing, told.currencies.map(({ currencyCode, closing }) => [currencyCode, closing.minor])]).toEqual([8000n, 8000n, [['EUR', 6000n]]]);
  const figures = await answerReport(chargeFigures, { from: '2026-06-08' as Day, to: '2026-06-10' as Day }, ctx);
  expect(figures.rows.filter((row) => row.customer === uuid(customer)).map(({ currencyCode, charged, credited, paid, open }) => [currencyCode, charged.minor, credited.minor, paid.minor, open.minor])).toEqual([['EUR', 11785n, 1785n, 4000n, 6000n]]);
});

test('is for invoices in its own currency, and reversed as if it had never been', async () => {
  at('2026-06-10');
  const customer = await firm.customer({ paymentTermDays: 0 });
  const invoiceId = await invoiced(customer, '100');
  const fee = (currencyCode?: string) => ({ customerId: customer, ...(currencyCode ? { currencyCode } : {}), lines: [{ description: 'Reminder', amount: '5', invoiceId }] });
  expect([await firm.refusal(createCharge, fee()), await firm.refusal(createCharge, fee('JPY'))]).toEqual(['CURRENCY_DIFFERS', 'CURRENCY_DIFFERS']);
  const earned = await ledger('4900');
  const { charge = '' } = await firm.act(createCharge, fee('EUR'));
  await rate('7');
  await firm.act(reverseCharge, { chargeId: globalId('Charge', charge), reason: 'Wrong' });
  expect([await figuresOf(customer), await ledger('4900')]).toEqual([[['EUR', '500', '1000', '0', '0']], earned]);
});

test('what is let go before it is charged is told in the currency of its debt', async () => {
  at('2026-06-10');
  await rate('2');
  const customer = await firm.customer({ paymentTermDays: 0 });
  await invoiced(customer, '1000');
  at('2026-06-20');
  expect((await firm.act(waiveLate, { customerId: customer, reason: 'Our slip' })).waived).toBe(2);
  expect(await firm.db.rows(sql`SELECT kind::text, "currencyCode" AS code, "amountMinor"::text AS amount FROM "LateWaiver" WHERE "customerId" = ${uuid(customer)}::uuid ORDER BY kind`)).toEqual([{ kind: 'INTEREST', code: 'EUR', amount: '100' }, { kind: 'LUMP_SUM', code: 'EUR', amount: '2000' }]);
  const told = await answerReport(lateClaims, { customerId: uuid(customer), all: true }, await firm.context());
  expect([told.claimable, told.waived, told.debts.map(({ waived }) => waived)]).toEqual([0n, 4200n, [{ minor: 2100n, currencyCode: 'EUR' }]]);
  const { id } = await firm.one<{ id: string }>(sql`SELECT id FROM "LateWaiver" WHERE "customerId" = ${uuid(customer)}::uuid AND kind = 'LUMP_SUM'`);
  await firm.act(undoWaiver, { lateWaiverId: globalId('LateWaiver', id), reason: 'Not ours' });
  await rate('2');
  await firm.act(chargeLate, { customerId: customer });
  expect(await figuresOf(customer)).toEqual([['EUR', '2000', '4000', '2000', '4000']]);
});

test('a payment that comes back costs the customer the fee in its currency', async () => {
  at('2026-06-20');
  await firm.act(saveChargeSettings, { bounceFee: '7.50', termDays: 14, replyNoticeDays: 5 });
  const customer = await firm.customer({ paymentTermDays: 0 });
  await invoiced(customer, '100');
  const pay = async () => globalId('Payment', (await firm.act(recordPayment, { customerId: customer, amount: '100', currencyCode: 'EUR', method: 'CHEQUE', oldestFirst: true })).payment ?? '');
  const first = await pay();
  await firm.act(bouncePayment, { paymentId: first, reason: 'STOPPED', bankFee: '3' });
  expect(await figuresOf(customer)).toEqual([['EUR', '375', '750', '375', '750']]);
  const { id } = await firm.one<{ id: string }>(sql`SELECT id FROM "Bounce" WHERE "paymentId" = ${uuid(first)}::uuid`);
  await firm.act(withdrawBounce, { bounceId: globalId('Bounce', id), reason: 'The bank was wrong' });
  expect((await figuresOf(customer)).at(-1)).toEqual(['EUR', '375', '750', '0', '0']);
  const { newPayment } = await firm.one<{ newPayment: string }>(sql`SELECT "newPaymentId" AS "newPayment" FROM "Bounce" WHERE id = ${id}::uuid`);
  const again = { paymentId: globalId('Payment', newPayment), reason: 'STOPPED', customerFee: '4' };
  expect(await firm.refusal(bouncePayment, again)).toBe('CURRENCY_DIFFERS');
  await firm.act(bouncePayment, { ...again, currencyCode: 'EUR' });
  expect((await figuresOf(customer)).at(-1)).toEqual(['EUR', '400', '800', '400', '800']);
});

/** What stands on an account, in its currencies and in the books. */
const stands = (code: string) => firm.db.rows(sql`SELECT l."currencyCode" AS code, sum(l."amountMinor")::int AS amount, sum(l."companyMinor")::int AS worth FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" WHERE a.code = ${code} GROUP BY 1 HAVING sum(l."amountMinor") <> 0 OR sum(l."companyMinor") <> 0 ORDER BY 1`);
const itemOf = (documentId: string) => firm.one(sql`SELECT "openMinor"::int AS open, "companyOpenMinor"::int AS worth FROM "OpenItem" WHERE "sourceId" = ${uuid(documentId)}::uuid`);

test('a disputed payment in another currency stands on its account at what it was, and leaves it so: won, lost, borne, withdrawn', async () => {
  at('2026-06-20');
  const account = globalId('Account', (await firm.one<{ id: string }>(sql`SELECT id FROM "Account" WHERE code = '1050'`)).id);
  await firm.act(saveCollectionAccount, { name: 'Euro bank', kind: 'BANK', currencyCode: 'EUR', accountId: account });
  const customer = await firm.customer({ paymentTermDays: 30 });
  const invoice = await invoiced(customer, '100'); // at 2: 200.00
  const { payment = '' } = await firm.act(recordPayment, { customerId: customer, amount: '100', currencyCode: 'EUR', companyAmount: '210', method: 'BANK', accountId: account, oldestFirst: true });
  const open = (more: Record<string, unknown> = {}) => ({ paymentId: globalId('Payment', payment), reason: 'FRAUD', replyBy: '2026-07-01', currencyCode: 'EUR', amount: '40', ...more });
  expect([await firm.refusal(openChargeback, open({ currencyCode: 'USD' })), await firm.refusal(openChargeback, open({ fee: '1' })), await firm.refusal(openChargeback, open({ companyAmount: '1' }))]).toEqual(['CURRENCY_DIFFERS', 'INPUT_INVALID', 'INPUT_INVALID']);
  const { chargeback = '' } = await firm.act(openChargeback, open({ ownFee: '1' }));
  const chargebackId = globalId('Chargeback', chargeback);
  expect([await stands('1060'), await stands('1050'), await firm.one(sql`SELECT "feeMinor"::int AS fee FROM "Chargeback" WHERE id = ${chargeback}::uuid`)]).toEqual([[{ code: 'EUR', amount: 4000, worth: 8400 }], [{ code: 'EUR', amount: 5900, worth: 12390 }], { fee: 210 }]);
  await firm.act(winChargeback, { chargebackId });
  expect([await stands('1060'), await stands('1050')]).toEqual([[], [{ code: 'EUR', amount: 9900, worth: 20790 }]]);
  await firm.act(reopenChargeback, { chargebackId, reason: 'No' });
  // Owed again in its currency, at what it stood at; what the payment gives back is what it took.
  await firm.act(loseChargeback, { chargebackId });
  expect([await stands('1060'), await itemOf(invoice)]).toEqual([[], { open: 4000, worth: 8000 }]);
  await firm.act(reopenChargeback, { chargebackId, reason: 'No' });
  await firm.act(loseChargeback, { chargebackId, isWrittenOff: true });
  expect([await stands('1060'), await firm.one(sql`SELECT sum(l."companyMinor")::int AS lost FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" AND a.code = '5700'`)]).toEqual([[], { lost: 8400 }]);
  await firm.act(reopenChargeback, { chargebackId, reason: 'No' });
  await firm.act(withdrawChargeback, { chargebackId, reason: 'A mistake' });
  expect(await stands('1050')).toEqual([{ code: 'EUR', amount: 10000, worth: 21000 }]);
});

test('one on an account in company money takes what the provider took, or its share', async () => {
  at('2026-06-20');
  const customer = await firm.customer({ paymentTermDays: 30 });
  const { payment = '' } = await firm.act(recordPayment, { customerId: customer, amount: '1000', currencyCode: 'JPY', companyAmount: '7.01', method: 'CARD' });
  const open = { paymentId: globalId('Payment', payment), reason: 'FRAUD', replyBy: '2026-07-01', currencyCode: 'JPY', amount: '300' };
  const bank = await ledger('1000');
  const { chargeback = '' } = await firm.act(openChargeback, { ...open, fee: '15' });
  expect([await stands('1060'), bank - await ledger('1000')]).toEqual([[{ code: 'JPY', amount: 300, worth: 210 }], 1710]);
  await firm.act(openChargeback, { ...open, companyAmount: '2.50' });
  expect(await stands('1060')).toEqual([{ code: 'JPY', amount: 600, worth: 460 }]);
  expect(await firm.refusal(openChargeback, { ...open, amount: '401' })).toBe('CHARGEBACK_EXCEEDS');
  await firm.act(winChargeback, { chargebackId: globalId('Chargeback', chargeback) });
});

test('money on account in another currency is given back in it: of an account in it its share, of one in company money at the rate or at what the bank took', async () => {
  at('2026-06-20');
  await rate('2');
  const customer = await firm.customer();
  const credit = async (amount: string, companyAmount: string, currencyCode = 'EUR') => {
    const { payment = '' } = await firm.act(recordPayment, { customerId: customer, amount, currencyCode, companyAmount, method: 'BANK' });
    return globalId('OpenItem', (await firm.one<{ id: string }>(sql`SELECT id FROM "OpenItem" WHERE "sourceId" = ${payment}::uuid`)).id);
  };
  const draft = async (creditItemId: string, more: Record<string, unknown> = {}) => globalId('Refund', (await firm.act(createRefund, { customerId: customer, parts: [{ creditItemId }], reason: 'OVERPAYMENT', ...more })).refund ?? '');
  const refundOf = (refundId: string) => firm.one(sql`SELECT status::text, "currencyCode" AS code, "amountMinor"::int AS amount, "companyMinor"::int AS worth FROM "Refund" WHERE id = ${uuid(refundId)}::uuid`);
  const changes = async () => (await answerReport(exchangeDifferences, { from: '2026-06-01' as Day, to: '2026-07-31' as Day }, await firm.context())).rows.filter((row) => row.customer === uuid(customer)).map(({ currency, realised }) => [currency, realised]);
  const owes = () => firm.one(sql`SELECT "receivableMinor"::int AS receivable, "unappliedMinor"::int AS unapplied FROM "CreditAccount" WHERE "customerId" = ${uuid(customer)}::uuid`);
  const euros = await credit('100', '150');
  const dollars = globalId('OpenItem', (await firm.one<{ id: string }>(sql`SELECT id FROM "OpenItem" WHERE "sourceId" = ${(await firm.act(recordPayment, { customerId: customer, amount: '9', method: 'BANK' })).payment ?? ''}::uuid`)).id);
  // Said in its currency, one currency at a time, from an account in it or in company money.
  expect(await firm.refusal(createRefund, { customerId: customer, parts: [{ creditItemId: euros, amount: '40' }], reason: 'OTHER' })).toBe('CURRENCY_DIFFERS');
  expect(await firm.refusal(createRefund, { customerId: customer, parts: [{ creditItemId: euros }, { creditItemId: dollars }], reason: 'OTHER' })).toBe('INPUT_INVALID');
  const euroBank = globalId('Account', (await firm.one<{ id: string }>(sql`SELECT id FROM "Account" WHERE code = '1050'`)).id);
  expect(await firm.refusal(createRefund, { customerId: customer, parts: [{ creditItemId: dollars }], reason: 'OTHER', accountId: euroBank })).toBe('INPUT_INVALID');
  const yen = await credit('500', '4', 'JPY');
  expect(await firm.refusal(createRefund, { customerId: customer, parts: [{ creditItemId: yen }], reason: 'OTHER', accountId: euroBank })).toBe('INPUT_INVALID');
  // From company money at the rate of the day: 40 euros stood at 60 and cost 80.
  const first = await draft(euros, { parts: [{ creditItemId: euros, amount: '40' }], currencyCode: 'EUR', accountId: globalId('Account', (await firm.one<{ id: string }>(sql`SELECT id FROM "Account" WHERE code = '1000'`)).id) });
  expect(await refundOf(first)).toEqual({ status: 'DRAFT', code: 'EUR', amount: 4000, worth: 6000 });
  const bank = await ledger('1000');
  await firm.act(payRefund, { refundId: first });
  expect([await refundOf(first), bank - await ledger('1000'), await itemOf(first), await changes()]).toEqual([{ status: 'PAID', code: 'EUR', amount: 4000, worth: 8000 }, 8000, { open: 0, worth: 0 }, [['EUR', -2000n]]]);
  await firm.act(reverseRefund, { refundId: first, reason: 'Came back' });
  expect([await ledger('1000'), await changes(), await owes(), (await firm.one(sql`SELECT "openMinor"::int AS open, "companyOpenMinor"::int AS worth FROM "OpenItem" WHERE id = ${uuid(euros)}::uuid`))]).toEqual([bank, [], { receivable: 0, unapplied: 15000 + 900 + 400 }, { open: -10000, worth: -15000 }]);
  // At what the bank took.
  const second = await draft(euros, { parts: [{ creditItemId: euros, amount: '40' }], currencyCode: 'EUR', accountId: globalId('Account', (await firm.one<{ id: string }>(sql`SELECT id FROM "Account" WHERE code = '1000'`)).id) });
  await firm.act(payRefund, { refundId: second, companyAmount: '81.50' });
  expect([await refundOf(second), bank - await ledger('1000'), await changes()]).toEqual([{ status: 'PAID', code: 'EUR', amount: 4000, worth: 8150 }, 8150, [['EUR', -2150n]]]);
  // From an account in euros: its share of what stands there, whatever the rate of the day makes of it.
  const [before] = await stands('1050') as { amount: number; worth: number }[];
  const third = await draft(euros, { accountId: euroBank });
  await firm.act(payRefund, { refundId: third });
  const [after] = await stands('1050') as { amount: number; worth: number }[];
  const share = Math.round(6000 * (before?.worth ?? 0) / (before?.amount ?? 1));
  expect([await refundOf(third), (before?.amount ?? 0) - (after?.amount ?? 0), (before?.worth ?? 0) - (after?.worth ?? 0), await changes(), await owes()])
    .toEqual([{ status: 'PAID', code: 'EUR', amount: 6000, worth: 12000 }, 6000, share, [['EUR', BigInt(-2150 - (share - 9000))]], { receivable: 0, unapplied: 900 + 400 }]);
  // What it paid back is owed again once the money it was of is taken back.
  await firm.act(reversePayment, { paymentId: globalId('Payment', (await firm.one<{ id: string }>(sql`SELECT "sourceId" AS id FROM "OpenItem" WHERE id = ${uuid(euros)}::uuid`)).id), reason: 'Bounced' });
  expect([await itemOf(second), await itemOf(third)]).toEqual([{ open: 4000, worth: 8150 }, { open: 6000, worth: 12000 }]);
  // A day without a rate that may be used asks for one, or for what the bank took.
  const fourth = await draft(yen);
  at('2026-08-01');
  expect(await firm.refusal(payRefund, { refundId: fourth })).toBe('RATE_OLD');
  await firm.act(payRefund, { refundId: fourth, companyAmount: '3' });
  expect(await refundOf(fourth)).toEqual({ status: 'PAID', code: 'JPY', amount: 500, worth: 300 });
});

test('what one may pay back alone is company money, whatever the currency', async () => {
  at('2026-06-20');
  const { role } = (await firm.context()).viewer;
  const { approvalLimit = '' } = await firm.act(setApprovalLimit, { kind: 'REFUND', role, amount: '50' });
  const customer = await firm.customer();
  const { payment = '' } = await firm.act(recordPayment, { customerId: customer, amount: '1000', currencyCode: 'JPY', companyAmount: '60', method: 'BANK' });
  const creditItemId = globalId('OpenItem', (await firm.one<{ id: string }>(sql`SELECT id FROM "OpenItem" WHERE "sourceId" = ${payment}::uuid`)).id);
  const draft = async (amount: string) => globalId('Refund', (await firm.act(createRefund, { customerId: customer, parts: [{ creditItemId, amount }], currencyCode: 'JPY', reason: 'OTHER' })).refund ?? '');
  const [small, large] = [await draft('100'), await draft('900')];
  expect(await firm.refusal(payRefund, { refundId: large, companyAmount: '50' })).toBe('REFUND_APPROVAL_NEEDED');
  expect(await firm.refusal(requestRefundApproval, { refundId: small, reason: 'x' })).toBe('REFUND_APPROVAL_SUFFICES');
  await firm.act(payRefund, { refundId: small, companyAmount: '6' });
  const { approval = '' } = await firm.act(requestRefundApproval, { refundId: large, reason: 'Paid too much' });
  expect(await firm.one(sql`SELECT "amountMinor"::int AS amount FROM "Approval" WHERE id = ${approval}::uuid`)).toEqual({ amount: 5400 });
  await firm.act(removeApprovalLimit, { approvalLimitId: globalId('ApprovalLimit', approvalLimit) });
});

test('what is disputed is valued with the rest, and is as before on the next day', async () => {
  at('2026-06-24');
  const customer = await firm.customer();
  const { payment = '' } = await firm.act(recordPayment, { customerId: customer, amount: '3000', currencyCode: 'JPY', companyAmount: '21', method: 'CARD' });
  const { chargeback = '' } = await firm.act(openChargeback, { paymentId: globalId('Payment', payment), reason: 'FRAUD', replyBy: '2026-07-01', currencyCode: 'JPY', amount: '1000' });
  const [held] = await stands('1060') as { amount: number; worth: number }[];
  at('2026-06-25');
  await rate('0.01', 'JPY');
  at('2026-06-26');
  const { revaluation = '' } = await firm.act(revalue, { valuedOn: '2026-06-25' });
  const value = held?.amount ?? 0; // a yen is a cent
  expect(await firm.one(sql`SELECT x."currencyCode" AS code, x."amountMinor"::int AS amount, x."bookedMinor"::int AS booked, x."valueMinor"::int AS value FROM "RevaluationLine" x JOIN "Account" a ON a.id = x."accountId" AND a.code = '1060' WHERE x."revaluationId" = ${revaluation}::uuid`))
    .toEqual({ code: 'JPY', amount: value, booked: held?.worth, value });
  expect(await firm.refusal(revalue, { valuedOn: '2026-06-25' })).toBe('NOTHING_TO_REVALUE');
  await firm.act(withdrawChargeback, { chargebackId: globalId('Chargeback', chargeback), reason: 'A mistake' });
});

test('a decision is not taken back once its payment is', async () => {
  at('2026-06-20');
  const customer = await firm.customer();
  const { payment = '' } = await firm.act(recordPayment, { customerId: customer, amount: '50', method: 'CARD' });
  const paymentId = globalId('Payment', payment);
  const dispute = async () => globalId('Chargeback', (await firm.act(openChargeback, { paymentId, reason: 'FRAUD', replyBy: '2026-07-01' })).chargeback ?? '');
  const chargebackId = await dispute();
  await firm.act(winChargeback, { chargebackId });
  const again = await dispute();
  expect(await firm.refusal(reopenChargeback, { chargebackId, reason: 'No' })).toBe('CHARGEBACK_EXCEEDS');
  await firm.act(withdrawChargeback, { chargebackId: again, reason: 'No' });
  await firm.act(reversePayment, { paymentId, reason: 'Bounced' });
  expect(await firm.refusal(reopenChargeback, { chargebackId, reason: 'No' })).toBe('PAYMENT_REVERSED');
});

test('yen worth less than a cent are owed, paid, disputed and won back all the same', async () => {
  at('2027-01-04');
  await rate('0.001', 'JPY');
  const customer = await firm.customer();
  const invoice = await invoiced(customer, '4', 'JPY');
  const { payment = '' } = await firm.act(recordPayment, { customerId: customer, amount: '4', currencyCode: 'JPY', method: 'CARD', oldestFirst: true });
  expect(await itemOf(invoice)).toEqual({ open: 0, worth: 0 });
  const disputed = await stands('1060');
  const { chargeback = '' } = await firm.act(openChargeback, { paymentId: globalId('Payment', payment), currencyCode: 'JPY', amount: '1', reason: 'FRAUD', replyBy: '2027-02-01' });
  const lines = () => firm.db.rows<{ line: string }>(sql`SELECT concat_ws(' ', l."currencyCode", l."amountMinor", l."companyMinor") AS line FROM "JournalEntry" e JOIN "JournalLine" l ON l."entryId" = e.id WHERE e."sourceId" = ${chargeback}::uuid ORDER BY e.sequence, l.no`).then((rows) => rows.map(({ line }) => line));
  expect(await lines()).toEqual(['JPY 1 0', 'USD 0 0']);
  const chargebackId = globalId('Chargeback', chargeback);
  await firm.act(loseChargeback, { chargebackId });
  expect(await itemOf(invoice)).toEqual({ open: 1, worth: 0 });
  await firm.act(reopenChargeback, { chargebackId, reason: 'No' });
  await firm.act(winChargeback, { chargebackId });
  expect(await stands('1060')).toEqual(disputed);
  await firm.act(reversePayment, { paymentId: globalId('Payment', payment), reason: 'No' });
  expect(await itemOf(invoice)).toEqual({ open: 4, worth: 0 });
  expect(await firm.act(recordPayment, { customerId: customer, amount: '1', currencyCode: 'JPY', method: 'CARD', oldestFirst: true })).toBeDefined();
});
