// Contracts in the customer's currency: prices, invoices, corrections and deferred revenue exact in both, and what they bring.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import '../../server/src/recurring/deferrals.ts';
import { creditInvoice } from '../../server/src/billing/creditInvoice.ts';
import { enterRate } from '../../server/src/currencies/enterRates.ts';
import { revalue } from '../../server/src/currencies/revalue.ts';
import { setTradingCurrency } from '../../server/src/currencies/settings.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { assignPriceList } from '../../server/src/pricing/assignPriceList.ts';
import { createPriceList } from '../../server/src/pricing/savePriceList.ts';
import { setListPrice } from '../../server/src/pricing/setListPrice.ts';
import { setPrices } from '../../server/src/pricing/setPrices.ts';
import { billContract, billDueContracts } from '../../server/src/recurring/billContract.ts';
import { changeContract, endContract, raiseContracts } from '../../server/src/recurring/changeContract.ts';
import { correctLeft } from '../../server/src/recurring/correctContract.ts';
import { releaseDueDeferrals, reverseDeferralRelease } from '../../server/src/recurring/deferrals.ts';
import { contractPreview, recurringRevenue } from '../../server/src/recurring/reports.ts';
import { createContract, updateContract } from '../../server/src/recurring/saveContract.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import type { Day } from '../../server/src/shared/time.ts';
import { verify } from '../../server/src/verify.ts';
import { followedUp } from '../support/settled.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let euro: string;
const rate = (value: string, currencyCode = 'EUR') => firm.act(enterRate, { currencyCode, ratedOn: firm.day, rate: value });
beforeAll(async () => {
  firm = await startTrade();
  for (const code of ['EUR', 'JPY']) await firm.act(setTradingCurrency, { code });
  firm.day = '2026-01-01' as Day;
  await rate('1.2345');
  await rate('0.0067', 'JPY');
  euro = await firm.customer({ currencyCode: 'EUR' });
});
afterAll(() => firm.close());

const on = (day: string) => { firm.day = day as Day; };
const run = async () => billDueContracts(firm.db, (await firm.context()).now);
const follow = async () => {
  const { now } = await firm.context();
  await followedUp(firm.db, () => now);
};
const rent = (price = '310', more = {}) => ({ description: 'Rent', quantity: '1', unitPrice: price, ...more });
const contract = async (more: Record<string, unknown> = {}) => globalId('Contract', (await firm.act(createContract, { customerId: euro, every: 'MONTH', startsOn: '2026-01-01', lines: [rent()], ...more })).contract ?? '');
const clean = async () => expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
const end = async (id: string, endsOn: string) => firm.act(endContract, { contractId: id, endsOn, waivesNotice: true, reason: 'Over' });
const documents = (id: string) => firm.db.rows(sql`SELECT v.kind::text AS kind, v."currencyCode" AS code, v."netMinor"::text AS net, v."companyNetMinor"::text AS worth FROM "ContractBilling" b JOIN "Invoice" v ON v.id = b."invoiceId" WHERE b."contractId" = ${uuid(id)} ORDER BY b."recordedAt", b.id`);
/** What of 2130 waits or is posted, in the currency and in the books. */
const waiting = (id: string) => firm.db.rows<{ month: string; amount: string; worth: string }>(sql`SELECT d.month::text AS month, d."amountMinor"::text AS amount, d."companyMinor"::text AS worth FROM "Deferral" d JOIN "ContractBilling" b ON b.id = d."billingId" WHERE b."contractId" = ${uuid(id)} AND d."releaseId" IS NULL ORDER BY d.month`);
const onAccount = async (code: string) => firm.db.rows(sql`SELECT l."currencyCode" AS code, sum(l."amountMinor")::text AS amount, sum(l."companyMinor")::text AS worth FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" WHERE a.code = ${code} GROUP BY 1 HAVING sum(l."amountMinor") <> 0 OR sum(l."companyMinor") <> 0 ORDER BY 1`);

describe('a contract', () => {
  test('is in the customer\'s currency, each period invoiced at the rate of its day; what is given back takes the rate of its invoice', async () => {
    const id = await contract();
    expect(await firm.one(sql`SELECT "currencyCode" AS code FROM "Contract" WHERE id = ${uuid(id)}`)).toEqual({ code: 'EUR' });
    await run();
    on('2026-01-11');
    await rate('2');
    await firm.act(changeContract, { contractId: id, fromOn: '2026-01-11', changes: [{ no: 1, quantity: '2' }], reason: 'One more' });
    await follow();
    await firm.act(changeContract, { contractId: id, fromOn: '2026-01-21', changes: [{ no: 1, unitPrice: '155' }], reason: 'Cheaper' });
    await follow();
    // 310.00 at 1.2345; 21 days of 310.00 more, at 2; 11 days of 310.00 back, of the newest.
    expect(await documents(id)).toEqual([
      { kind: 'INVOICE', code: 'EUR', net: '31000', worth: '38270' }, { kind: 'INVOICE', code: 'EUR', net: '21000', worth: '42000' }, { kind: 'CREDIT_NOTE', code: 'EUR', net: '11000', worth: '22000' },
    ]);
    await end(id, '2026-01-11');
    await follow();
    // Eleven days stay, 120.00: what is left of the second invoice goes, and the rest of the first at its own rate.
    expect((await documents(id)).slice(3)).toEqual([{ kind: 'CREDIT_NOTE', code: 'EUR', net: '19000', worth: '23456' }, { kind: 'CREDIT_NOTE', code: 'EUR', net: '10000', worth: '20000' }]);
    await clean();
  });

  test('without a rate of the day waits with a task, and is tried again', async () => {
    on('2026-02-20');
    const id = await contract({ startsOn: '2026-02-20' });
    await run();
    const held = () => firm.one<{ problem: string | null; tasks: number }>(sql`SELECT problem, (SELECT count(*)::int FROM "Task" t WHERE t.kind = 'contractHeld' AND t.status = 'OPEN' AND t."subjectId" = s.id) AS tasks FROM "Contract" s WHERE id = ${uuid(id)}`);
    expect(await held()).toEqual({ problem: expect.stringContaining('EUR'), tasks: 1 });
    expect(await firm.refusal(billContract, { contractId: id })).toBe('RATE_OLD');
    await rate('1.5');
    await run();
    expect([await held(), await documents(id)]).toEqual([{ problem: null, tasks: 0 }, [{ kind: 'INVOICE', code: 'EUR', net: '31000', worth: '46500' }]]);
    // A change that is charged at a later day's rate waits for that, too, and follows once it is entered.
    on('2026-03-10');
    await firm.act(changeContract, { contractId: id, fromOn: '2026-03-10', changes: [{ no: 1, quantity: '2' }], reason: 'More' });
    await follow();
    expect((await documents(id)).length).toBe(1);
    expect(await correctLeft(firm.db, (await firm.context()).now)).toBe('');
    await rate('1.4');
    await follow();
    // Ten of 28 days.
    expect((await documents(id)).slice(1)).toEqual([{ kind: 'INVOICE', code: 'EUR', net: '11072', worth: '15501' }]);
    await end(id, '2026-03-19');
    await follow();
    await clean();
  });

  test('may be in another currency than its customer\'s, and none that is not traded; it changes before its first day alone', async () => {
    on('2026-03-10');
    expect(await firm.refusal(createContract, { customerId: euro, every: 'MONTH', currencyCode: 'GBP', lines: [rent()] })).toBe('INPUT_INVALID');
    await rate('0.007', 'JPY');
    const yen = await contract({ currencyCode: 'JPY', startsOn: '2026-03-10', lines: [rent('1001')] });
    await run();
    expect(await documents(yen)).toEqual([{ kind: 'INVOICE', code: 'JPY', net: '1001', worth: '701' }]);
    const change = async (id: string, version: number, currencyCode: string) => firm.refusal(updateContract, { contractId: id, version, currencyCode });
    expect(await change(yen, 2, 'USD')).toBe('CONTRACT_IN_FORCE');
    const planned = await contract({ startsOn: '2026-04-01' });
    expect([await change(planned, 1, 'USD'), await firm.one(sql`SELECT "currencyCode" AS code FROM "Contract" WHERE id = ${uuid(planned)}`)]).toEqual([undefined, { code: 'USD' }]);
    expect(await change(planned, 2, 'GBP')).toBe('INPUT_INVALID');
    await end(planned, '2026-04-01');
    await end(yen, '2026-04-09');
  });

  test('of an order takes its currency with its prices', async () => {
    on('2026-03-11');
    const service = await firm.service();
    const orderId = await firm.order(await firm.customer(), [{ productId: service, quantity: '1', unitPrice: '50' }], { currencyCode: 'EUR' });
    expect(await firm.refusal(createContract, { orderId, every: 'MONTH', currencyCode: 'USD' })).toBe('CURRENCY_DIFFERS');
    const { contract: made = '' } = await firm.act(createContract, { orderId, every: 'MONTH', startsOn: '2026-03-11' });
    expect(await firm.one(sql`SELECT "currencyCode" AS code FROM "Contract" WHERE id = ${made}`)).toEqual({ code: 'EUR' });
    await end(globalId('Contract', made), '2026-03-11');
    await run();
  });

  test('takes prices of lists in its currency before those that are converted, on the preview as on the invoice', async () => {
    on('2026-04-01');
    await rate('1.25');
    const [listed, converted, buyer] = [await firm.service(), await firm.service(), await firm.customer({ currencyCode: 'EUR' })];
    for (const productId of [listed, converted]) await firm.act(setListPrice, { productId, unitPrice: '100', validFrom: '2026-01-01' });
    const priceListId = globalId('PriceList', (await firm.act(createPriceList, { name: 'Euros', currencyCode: 'EUR' })).priceList ?? '');
    await firm.act(setPrices, { priceListId, prices: [{ productId: listed, unitPrice: '77' }] });
    await firm.act(assignPriceList, { priceListId, customerId: buyer });
    const id = await contract({ customerId: buyer, startsOn: '2026-04-01', lines: [{ productId: listed, quantity: '1' }, { productId: converted, quantity: '1' }] });
    const told = await answerReport(contractPreview, { contractId: uuid(id) }, await firm.context());
    expect(told.periods[0]?.lines.map(({ net, why }) => [net, why?.includes('Euros')])).toEqual([[{ minor: 7700n, currencyCode: 'EUR' }, true], [{ minor: 8000n, currencyCode: 'EUR' }, false]]);
    expect([told.periods[0]?.net, told.periods[0]?.worth, told.ratedOn]).toEqual([{ minor: 15700n, currencyCode: 'EUR' }, 19625n, '2026-04-01']);
    await run();
    expect(await documents(id)).toEqual([{ kind: 'INVOICE', code: 'EUR', net: '15700', worth: '19625' }]);
    await end(id, '2026-04-30');
  });

  test('defers revenue at the rate of its invoice: whatever rates do it is released to the cent, the last part takes the rest', async () => {
    on('2026-05-01');
    await rate('1.3333');
    const before = await onAccount('2130');
    const id = await contract({ startsOn: '2026-05-01', every: 'QUARTER', defersRevenue: true, endsOn: '2026-07-31', lines: [rent('100'), rent('200.01', { discountRate: '0.07' })] });
    await run();
    // 286.01 euros, 381.34 in the books: by 31, 30 and 31 of 92 days of each line.
    expect(await documents(id)).toEqual([{ kind: 'INVOICE', code: 'EUR', net: '28601', worth: '38134' }]);
    const parts = await waiting(id);
    expect(parts.map(({ month, amount }) => [month, amount])).toEqual([['2026-06-01', '9326'], ['2026-07-01', '9637']]);
    const { own } = await firm.one<{ own: string }>(sql`SELECT (-sum(l."companyMinor"))::text AS own FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" AND a.code IN ('4000', '4100') WHERE l."entryId" IN (SELECT e.id FROM "JournalEntry" e WHERE e."sourceId" IN (SELECT b.id FROM "ContractBilling" b WHERE b."contractId" = ${uuid(id)} UNION SELECT b."invoiceId" FROM "ContractBilling" b WHERE b."contractId" = ${uuid(id)}))`);
    expect(Number(own) + parts.reduce((sum, { worth }) => sum + Number(worth), 0)).toBe(38134);
    await clean();
    on('2026-06-29');
    await rate('3');
    await rate('0.008', 'JPY');
    on('2026-06-30');
    await firm.act(revalue, { valuedOn: '2026-06-29' });
    expect(await waiting(id)).toEqual(parts);
    await releaseDueDeferrals(firm.db, (await firm.context()).now);
    expect(await firm.one(sql`SELECT "currencyCode" AS code, "amountMinor"::text AS amount FROM "DeferralRelease" WHERE month = '2026-06-01'`)).toEqual({ code: 'USD', amount: parts[0]?.worth });
    await clean();
    const { id: release } = await firm.one<{ id: string }>(sql`SELECT id FROM "DeferralRelease" WHERE month = '2026-06-01' AND "reversedOn" IS NULL`);
    await firm.act(reverseDeferralRelease, { releaseId: globalId('DeferralRelease', release), reason: 'Not yet' });
    expect(await waiting(id)).toEqual(parts);
    await clean();
    // A third of what waits is credited: the latest month gives way, at what it is in the books.
    const invoice = await firm.one<{ id: string; line: string }>(sql`SELECT v.id, l.id AS line FROM "ContractBilling" b JOIN "Invoice" v ON v.id = b."invoiceId" JOIN "InvoiceLine" l ON l."invoiceId" = v.id AND l.no = 1 WHERE b."contractId" = ${uuid(id)}`);
    await firm.act(creditInvoice, { invoiceId: globalId('Invoice', invoice.id), reason: 'Less', currencyCode: 'EUR', lines: [{ invoiceLineId: globalId('InvoiceLine', invoice.line), amount: '33' }] });
    await follow();
    expect((await waiting(id)).map(({ amount }) => amount)).toEqual(['9326', '6337']);
    on('2026-08-01');
    await releaseDueDeferrals(firm.db, (await firm.context()).now);
    expect([await waiting(id), await onAccount('2130')]).toEqual([[], before]);
    await firm.act(recordPayment, { customerId: euro, amount: '100', currencyCode: 'EUR', companyAmount: '140', method: 'BANK', oldestFirst: true });
    await clean();
  });

  test('brings a month what it does in its currency, and in company money at one rate for all months', async () => {
    on('2026-09-01');
    await rate('2');
    const own = await contract({ customerId: await firm.customer(), startsOn: '2026-08-01', lines: [rent('100')] });
    const other = await contract({ startsOn: '2026-08-01', lines: [rent('50')], raiseRate: null });
    await firm.act(raiseContracts, { contractIds: [other], rate: '0.1', fromOn: '2026-09-01', reason: 'Index' });
    const told = await answerReport(recurringRevenue, { from: '2026-08-01' as Day, to: '2026-09-30' as Day }, await firm.context());
    expect(told.months.map(({ month, started, raised, closing }) => [month, started, raised, closing])).toEqual([['2026-08-01', 20000n, 0n, 20000n], ['2026-09-01', 0n, 1000n, 21000n]]);
    expect(told.currencies.map(({ currencyCode, monthly, yearly, worth, ratedOn, contracts }) => [currencyCode, monthly.minor, yearly.minor, worth, ratedOn, contracts])).toEqual([['EUR', 5500n, 66000n, 11000n, '2026-09-01', 1], ['JPY', 0n, 0n, 0n, '2026-06-29', 0], ['USD', 10000n, 120000n, 10000n, null, 1]]);
    expect(told.currencies[0]?.months.map(({ closing }) => closing)).toEqual([{ minor: 5000n, currencyCode: 'EUR' }, { minor: 5500n, currencyCode: 'EUR' }]);
    expect(told.contracts.map(({ monthly, worth }) => [monthly, worth])).toEqual([[{ minor: 5500n, currencyCode: 'EUR' }, 11000n], [{ minor: 10000n, currencyCode: 'USD' }, 10000n]]);
    expect([told.monthly, told.yearly]).toEqual([21000n, 252000n]);
    for (const id of [own, other]) await end(id, '2026-09-30');
    await run();
    await clean();
  });
});
