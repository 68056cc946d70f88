// Bills, credits and payments of suppliers in other currencies, from the paper to the last cent of the money: balanced in both,
// differences realised exactly, all taken back.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTaxCode } from '../../server/src/accounting/createTaxCode.ts';
import { saveCollectionAccount } from '../../server/src/banking/collectionAccounts.ts';
import { taxRow, taxRowsSql, type FoundTax } from '../../server/src/books/taxRows.ts';
import { enterRate } from '../../server/src/currencies/enterRates.ts';
import { exchangeDifferences } from '../../server/src/currencies/reports.ts';
import { revalue, reverseRevaluation } from '../../server/src/currencies/revalue.ts';
import { setTradingCurrency } from '../../server/src/currencies/settings.ts';
import { postLandedCost } from '../../server/src/landedCosts/postLandedCost.ts';
import { cashOut } from '../../server/src/payables/cashOut.ts';
import { payablesByAge } from '../../server/src/payables/payablesByAge.ts';
import { payablesByCurrency } from '../../server/src/payables/payablesByCurrency.ts';
import { recordBill } from '../../server/src/payables/recordBill.ts';
import { recordOpeningBill } from '../../server/src/payables/recordOpeningBill.ts';
import { recordSupplierCredit, reverseSupplierCredit } from '../../server/src/payables/recordSupplierCredit.ts';
import { reverseBill } from '../../server/src/payables/reverseBill.ts';
import { setMatchTolerance } from '../../server/src/payables/setMatchTolerance.ts';
import { allocate } from '../../server/src/payments/allocate.ts';
import { setBankDetails } from '../../server/src/payments/bankDetails.ts';
import { createPaymentRun, updatePaymentRun } from '../../server/src/payments/createPaymentRun.ts';
import { executePaymentRun } from '../../server/src/payments/executePaymentRun.ts';
import { paymentFile } from '../../server/src/payments/paymentFile.ts';
import { paySupplier } from '../../server/src/payments/paySupplier.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { reversePayment } from '../../server/src/payments/reversePayment.ts';
import { unapply } from '../../server/src/payments/unapply.ts';
import { createPurchaseOrder } from '../../server/src/purchasing/draftPurchaseOrder.ts';
import { placePurchaseOrder } from '../../server/src/purchasing/placePurchaseOrder.ts';
import { receiveGoods } from '../../server/src/purchasing/receiveGoods.ts';
import { createSupplier } from '../../server/src/purchasing/saveSupplier.ts';
import { setSupplierProduct } from '../../server/src/purchasing/supplierProducts.ts';
import { returnToSupplier } from '../../server/src/purchasing/supplierReturns.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import { verify } from '../../server/src/verify.ts';
import { later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let [rent, euroAccount, taxCodeId] = ['', '', ''];
let papers = 0;
const paper = () => `P-${(papers += 1)}`;
const rate = (value: string, currencyCode = 'EUR', on = firm.day) => firm.act(enterRate, { currencyCode, ratedOn: on, rate: value });

beforeAll(async () => {
  firm = await startTrade();
  rent = globalId('Account', (await firm.one<{ id: string }>(sql`SELECT id FROM "Account" WHERE code = '6300'`)).id);
  for (const code of ['EUR', 'JPY']) await firm.act(setTradingCurrency, { code });
  await rate('50');
  await rate('0.0067', 'JPY');
  euroAccount = globalId('Account', (await firm.one<{ id: string }>(sql`SELECT id FROM "Account" WHERE code = '1050'`)).id);
  await firm.act(saveCollectionAccount, { name: 'Euro bank', kind: 'BANK', currencyCode: 'EUR', accountId: euroAccount });
  taxCodeId = globalId('TaxCode', (await firm.act(createTaxCode, { code: 'P19', name: 'P19', rate: '0.19' })).taxCode ?? '');
});
afterAll(async () => {
  await clean();
  await firm.close();
});

const clean = async () => expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
const supplier = async (more: Record<string, unknown> = {}) => globalId('Supplier', (await firm.act(createSupplier, { code: paper(), name: `Supplier ${papers}`, currencyCode: 'EUR', paymentTermDays: 0, ...more })).supplier ?? '');
const expense = (net: string, more: Record<string, unknown> = {}) => ({ expenseLines: [{ accountId: rent, description: 'Rent', net, ...more }] });
const bill = async (supplierId: string, input: Record<string, unknown>) => globalId('Bill', (await firm.act(recordBill, { supplierId, supplierReference: paper(), currencyCode: 'EUR', ...input })).bill ?? '');
const pay = async (supplierId: string, amount: string, more: Record<string, unknown> = {}) => globalId('Payment', (await firm.act(paySupplier, { supplierId, amount, currencyCode: 'EUR', method: 'BANK', oldestFirst: true, ...more })).payment ?? '');
/** What is open of a document, in its own currency and in the books: a bill's below zero. */
const item = async (documentId: string) => { const { open, worth } = await firm.one<{ open: string; worth: string }>(sql`SELECT "openMinor"::text AS open, "companyOpenMinor"::text AS worth FROM "OpenItem" WHERE "sourceId" = ${uuid(documentId)}`); return [Number(open), Number(worth)]; };
const balance = async (code: string) => Number((await firm.one<{ sum: string }>(sql`SELECT coalesce(sum(l."companyMinor"), 0)::text AS sum FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" WHERE a.code = ${code}`)).sum);
/** How much an account moved by what was done. */
const moved = async (code: string, done: () => Promise<unknown>) => { const before = await balance(code); await done(); return await balance(code) - before; };
const entry = async (documentId: string) => (await firm.one<{ lines: string }>(sql`SELECT string_agg(a.code || ' ' || l."amountMinor" || ' ' || l."currencyCode" || ' ' || l."companyMinor", ', ' ORDER BY l.no) AS lines FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId"
  JOIN "JournalEntry" e ON e.id = l."entryId" WHERE e."sourceId" = ${uuid(documentId)} AND e."sourceRevision" = 0 AND e."reversesEntryId" IS NULL`)).lines;
const held = () => firm.one<{ units: string; value: string }>(sql`SELECT coalesce(sum("amountMinor"), 0)::text AS units, coalesce(sum("companyMinor"), 0)::text AS value FROM "JournalLine" WHERE "accountId" = ${uuid(euroAccount)} AND "currencyCode" = 'EUR'`);
/** Reports of what is owed say what account 2000 says, on any day. */
async function ties(): Promise<void> {
  const ctx = await firm.context();
  const [age, currencies, owed] = [await answerReport(payablesByAge, {}, ctx), await answerReport(payablesByCurrency, {}, ctx), BigInt(-await balance('2000'))];
  expect([age.total.balance, currencies.worth]).toEqual([owed, owed]);
}
/** Goods ordered in euros at a rate of the order's own (none: in dollars), and received. */
async function goods(supplierId: string, quantity: string, price: string, exchangeRate: string | null) {
  const productId = await firm.product('1', '1');
  if (exchangeRate) await firm.act(setSupplierProduct, { supplierId, productId, currencyCode: 'EUR', unitCost: price });
  const line = exchangeRate ? { productId, quantity } : { productId, quantity, unitCost: price };
  const told = exchangeRate ? { exchangeRate, rateSource: 'Their offer' } : { currencyCode: 'USD' };
  const purchaseOrderId = globalId('PurchaseOrder', (await firm.act(createPurchaseOrder, { supplierId, ...told, lines: [line] })).purchaseOrder ?? '');
  await firm.act(placePurchaseOrder, { purchaseOrderId });
  const { receipt = '' } = await firm.act(receiveGoods, { purchaseOrderId });
  const { id } = await firm.one<{ id: string }>(sql`SELECT id FROM "ReceiptLine" WHERE "receiptId" = ${receipt}`);
  return { productId, receiptId: globalId('Receipt', receipt), receiptLineId: globalId('ReceiptLine', id) };
}
const stock = async (productId: string) => Number((await firm.one<{ value: string }>(sql`SELECT "valueMinor"::text AS value FROM "StockLevel" WHERE "productId" = ${uuid(productId)} AND "onHand" > 0`)).value);
const exceptions = (billId: string) => firm.db.rows(sql`SELECT rule::text, "expectedX" AS expected FROM (SELECT rule, expected::float AS "expectedX", "billId" FROM "BillException") x WHERE "billId" = ${uuid(billId)}`);

describe('a bill', () => {
  test('for an expense is posted in its currency and in company money, tax and all, and is gone when taken back', async () => {
    const supplierId = await supplier();
    const id = await bill(supplierId, { ...expense('100.01', { taxCodeId }), tax: '19.00' });
    expect(await entry(id)).toBe('6300 10001 EUR 500050, 1400 1900 EUR 95000, 2000 -11901 EUR -595050');
    expect(await item(id)).toEqual([-11_901, -595_050]);
    expect(await firm.one(sql`SELECT "exchangeRate"::float AS rate, "rateSource" AS source, "companyNetMinor"::text AS net, "companyTaxMinor"::text AS tax, "companyTotalMinor"::text AS total FROM "Bill" WHERE id = ${uuid(id)}`))
      .toEqual({ rate: 50, source: null, net: '500050', tax: '95000', total: '595050' });
    const taxes = async () => (await firm.db.rows<FoundTax>(taxRowsSql((await firm.context()).company.id, firm.day, firm.day, null))).map(taxRow).map(({ base, tax }) => [Number(base), Number(tax)]);
    expect(await taxes()).toEqual([[500_050, 95_000]]);
    await ties();
    await clean();
    await firm.act(reverseBill, { billId: id, reason: 'Not ours' });
    expect([await item(id), await balance('6300')]).toEqual([[0, 0], 0]);
    expect((await taxes()).flat().every((amount) => amount === 0)).toBe(true);
    await clean();
  });

  test('is at the rate that is typed where its source is told, and else refused; what the firm does not trade in, too', async () => {
    const supplierId = await supplier();
    const given = { supplierId, supplierReference: paper(), currencyCode: 'EUR', ...expense('10') };
    expect(await firm.refusal(recordBill, { ...given, exchangeRate: '49.5' })).toBe('INPUT_INVALID');
    expect(await firm.refusal(recordBill, { ...given, currencyCode: null, exchangeRate: '49.5', rateSource: 'Their paper' })).toBe('INPUT_INVALID');
    expect(await firm.refusal(recordBill, { ...given, currencyCode: 'GBP' })).toBe('INPUT_INVALID');
    expect(await firm.refusal(recordBill, { ...given, currencyCode: 'JPY', billedOn: later(firm.day, -1) })).toBe('RATE_MISSING');
    const id = await bill(supplierId, { ...expense('10'), exchangeRate: '49.5', rateSource: 'Their paper' });
    expect(await item(id)).toEqual([-1000, -49_500]);
    await firm.act(reverseBill, { billId: id, reason: 'Test' });
  });

  test('in yen has no cents; one that was open before is taken over at what it was in the other books', async () => {
    const supplierId = await supplier({ currencyCode: 'JPY' });
    const id = await bill(supplierId, { currencyCode: 'JPY', ...expense('1251') });
    expect(await item(id)).toEqual([-1251, -838]);
    expect(await firm.refusal(recordBill, { supplierId, supplierReference: paper(), currencyCode: 'JPY', ...expense('12.5') })).toBe('INPUT_INVALID');
    const { bill: old = '' } = await firm.act(recordOpeningBill, { supplierId, supplierReference: paper(), billedOn: later(firm.day, -30), amount: '1000', currencyCode: 'JPY', companyAmount: '7.01' });
    expect(await item(globalId('Bill', old))).toEqual([-1000, -701]);
    await pay(supplierId, '2251', { currencyCode: 'JPY' });
    expect([await item(id), await item(globalId('Bill', old))]).toEqual([[0, 0], [0, 0]]);
    await ties();
    await clean();
  });

  test('for goods ordered in its currency agrees with the order in that, whatever the rates; the goods cost what the bill is worth', async () => {
    const supplierId = await supplier();
    const { productId, receiptLineId } = await goods(supplierId, '10', '2', '48');
    expect(await stock(productId)).toBe(96_000 + 100);
    const id = await bill(supplierId, { receiptLines: [{ receiptLineId }] });
    expect(await firm.one(sql`SELECT match::text, "totalMinor"::text AS total, "companyTotalMinor"::text AS worth FROM "Bill" WHERE id = ${uuid(id)}`)).toEqual({ match: 'MATCHED', total: '2000', worth: '100000' });
    expect(await entry(id)).toBe('2300 2000 EUR 96000, 5010 4000 USD 4000, 2000 -2000 EUR -100000');
    expect(await stock(productId)).toBe(100_000 + 100);
    await clean();
    await firm.act(reverseBill, { billId: id, reason: 'Again' });
    expect(await stock(productId)).toBe(96_000 + 100);
    const dear = await bill(supplierId, { receiptLines: [{ receiptLineId, quantity: '4', unitCost: '2.5' }] });
    expect(await exceptions(dear)).toEqual([{ rule: 'PRICE', expected: 2 }]);
    expect(await firm.one(sql`SELECT "differenceMinor"::text AS difference, "currencyCode" AS code FROM "BillException" WHERE "billId" = ${uuid(dear)}`)).toEqual({ difference: '200', code: 'EUR' });
    await bill(supplierId, { receiptLines: [{ receiptLineId }] });
    expect(await balance('2300')).toBe(0);
    expect(await stock(productId)).toBe(50_000 + 60_000 + 100);
    await clean();
  });

  test('for goods ordered in company money needs its price, and agrees with the order in company money, within what is tolerated', async () => {
    const supplierId = await supplier();
    const { receiptLineId } = await goods(supplierId, '10', '100', null);
    expect(await firm.refusal(recordBill, { supplierId, supplierReference: paper(), currencyCode: 'EUR', receiptLines: [{ receiptLineId }] })).toBe('INPUT_INVALID');
    const near = await bill(supplierId, { receiptLines: [{ receiptLineId, quantity: '5', unitCost: '2' }] });
    expect(await exceptions(near)).toEqual([]);
    const far = await bill(supplierId, { receiptLines: [{ receiptLineId, quantity: '2', unitCost: '2.01' }] });
    expect(await exceptions(far)).toEqual([{ rule: 'PRICE', expected: 100 }]);
    expect(await firm.one(sql`SELECT "differenceMinor"::text AS difference, "currencyCode" AS code FROM "BillException" WHERE "billId" = ${uuid(far)}`)).toEqual({ difference: '100', code: 'USD' });
    // One dollar, of which two cents of an euro are a part.
    await firm.act(setMatchTolerance, { supplierId, price: '1' });
    const { receiptLineId: quoted } = await goods(supplierId, '10', '2', '50');
    expect(await exceptions(await bill(supplierId, { receiptLines: [{ receiptLineId: quoted, quantity: '1', unitCost: '2.02' }] }))).toEqual([]);
    expect(await exceptions(await bill(supplierId, { receiptLines: [{ receiptLineId: quoted, quantity: '1', unitCost: '2.03' }] }))).toHaveLength(1);
    await clean();
  });

  test('for freight settles what was accrued in company money', async () => {
    const supplierId = await supplier();
    const { receiptLineId } = await goods(supplierId, '10', '100', null);
    const { landedCost = '' } = await firm.act(postLandedCost, { basis: 'VALUE', charges: [{ kind: 'FREIGHT', amount: '50' }], lines: [{ receiptLineId }] });
    const landedCostId = globalId('LandedCost', landedCost);
    expect(await firm.refusal(recordBill, { supplierId, supplierReference: paper(), currencyCode: 'EUR', landedCostLines: [{ landedCostId, net: '1.01' }] })).toBe('LANDED_COST_SETTLED');
    const id = await bill(supplierId, { landedCostLines: [{ landedCostId, net: '1' }] });
    expect([await entry(id), await balance('2310')]).toEqual(['2310 100 EUR 5000, 2000 -100 EUR -5000', 0]);
    await firm.act(reverseBill, { billId: id, reason: 'Test' });
    expect(await balance('2310')).toBe(-5000);
    await bill(supplierId, { landedCostLines: [{ landedCostId, net: '1' }] });
    await clean();
  });
});

describe('a supplier\'s credit', () => {
  test('lowers price and units of a bill in its currency, at the rate of its own day, and settles it with the difference realised', async () => {
    const [supplierId, waiting] = [await supplier(), await balance('2300')];
    const { productId, receiptLineId, receiptId } = await goods(supplierId, '10', '2', '50');
    const billed = await bill(supplierId, { receiptLines: [{ receiptLineId, quantity: '12' }] });
    expect(await exceptions(billed)).toEqual([{ rule: 'QUANTITY', expected: 10 }]);
    const { id: line } = await firm.one<{ id: string }>(sql`SELECT id FROM "BillLine" WHERE "billId" = ${uuid(billed)}`);
    const billLineId = globalId('BillLine', line);
    firm.day = later(firm.day, 1);
    await rate('60');
    const credit = (input: Record<string, unknown>, more: Record<string, unknown> = {}) => ({ supplierId, supplierReference: paper(), billId: billed, currencyCode: 'EUR', reason: 'Two never came', lines: [{ billLineId, ...input }], ...more });
    expect(await firm.refusal(recordSupplierCredit, credit({ net: '1' }, { currencyCode: null }))).toBe('CURRENCY_DIFFERS');
    expect(await firm.refusal(recordSupplierCredit, credit({ net: '1' }, { currencyCode: null, billId: null }))).toBe('CURRENCY_DIFFERS');
    const { supplierCredit = '' } = await firm.act(recordSupplierCredit, credit({ quantity: '2', net: '5' }, { tax: '0.50' }));
    const made = globalId('SupplierCredit', supplierCredit);
    expect(await entry(made)).toBe('2000 550 EUR 33000, 2300 -500 EUR -20000, 5010 -10000 USD -10000, 1400 -50 EUR -3000');
    expect([await item(made), await balance('2300')]).toEqual([[550, 33_000], waiting]);
    expect(await stock(productId)).toBe(100_000 - 10_000 + 100);
    await firm.act(reverseSupplierCredit, { supplierCreditId: made, reason: 'Wrong' });
    expect([await item(made), await stock(productId)]).toEqual([[0, 0], 100_000 + 100]);
    const { supplierCredit: again = '' } = await firm.act(recordSupplierCredit, credit({ quantity: '2', net: '4' }, { exchangeRate: '50', rateSource: 'The bill\'s' }));
    expect(await item(globalId('SupplierCredit', again))).toEqual([400, 20_000]);
    const { id: creditItemId } = await firm.one<{ id: string }>(sql`SELECT id FROM "OpenItem" WHERE "sourceId" = ${again}`);
    await clean();
    // Nobody has accepted that too many were billed.
    expect(await firm.refusal(allocate, { creditItemId: globalId('OpenItem', creditItemId), currencyCode: 'EUR', bills: [{ billId: billed, amount: '4' }] })).toBe('BILL_BLOCKED');
    const other = await bill(supplierId, expense('3'));
    expect(await moved('7000', () => firm.act(allocate, { creditItemId: globalId('OpenItem', creditItemId), oldestFirst: true }))).toBe(15_000 - 18_000);
    expect([await item(other), await item(globalId('SupplierCredit', again))]).toEqual([[0, 0], [100, 5000]]);
    // Goods that went back are paid for in euros, too.
    const { supplierReturn = '' } = await firm.act(returnToSupplier, { receiptId, reason: 'Bad', lines: [{ receiptLineId, quantity: '1' }] });
    const { id: returned } = await firm.one<{ id: string }>(sql`SELECT id FROM "SupplierReturnLine" WHERE "supplierReturnId" = ${supplierReturn}`);
    await firm.act(recordSupplierCredit, { supplierId, supplierReference: paper(), currencyCode: 'EUR', reason: 'Back', lines: [{ supplierReturnLineId: globalId('SupplierReturnLine', returned), net: '2' }] });
    expect(await balance('2300')).toBe(waiting);
    await ties();
    await clean();
  });
});

describe('money to a supplier', () => {
  test('from company money at what the bank took realises the difference, in parts, taken back and reversed, to the cent', async () => {
    const supplierId = await supplier();
    const id = await bill(supplierId, { ...expense('100'), exchangeRate: '50', rateSource: 'Example' });
    expect(await firm.refusal(paySupplier, { supplierId, amount: '20', method: 'BANK', allocations: [{ billId: id, amount: '20' }] })).toBe('ALLOCATION_CURRENCY');
    let payment = '';
    const part = { companyAmount: '1100', oldestFirst: null, allocations: [{ billId: id, amount: '20' }] };
    expect(await moved('7000', async () => { payment = await pay(supplierId, '20', part); })).toBe(10_000);
    expect([await item(id), await item(payment), await balance('1000')]).toEqual([[-8000, -400_000], [0, 0], expect.any(Number)]);
    expect(await entry(payment)).toBe('1000 -110000 USD -110000, 2000 2000 EUR 110000');
    await clean();
    const { id: allocation } = await firm.one<{ id: string }>(sql`SELECT a.id FROM "Allocation" a JOIN "Payment" p ON p."openItemId" = a."creditItemId" WHERE p.id = ${uuid(payment)}`);
    expect(await moved('7000', () => firm.act(unapply, { allocationId: globalId('Allocation', allocation), reason: 'Other' }))).toBe(-10_000);
    expect([await item(id), await item(payment)]).toEqual([[-10_000, -500_000], [2000, 110_000]]);
    await firm.act(allocate, { paymentId: payment, oldestFirst: true });
    expect(await moved('7000', () => firm.act(reversePayment, { paymentId: payment, reason: 'Bounced' }))).toBe(-10_000);
    expect([await item(id), await item(payment)]).toEqual([[-10_000, -500_000], [0, 0]]);
    // Parts in any order release everything: nothing open is worth nothing.
    for (const [amount, companyAmount] of [['33.33', '1700.01'], ['0.01', '0.47'], ['66.66', '3300']] as const) await pay(supplierId, amount, { companyAmount });
    expect(await item(id)).toEqual([0, 0]);
    await ties();
    await clean();
  });

  test('from an account in its currency takes its share of what stands there; what the rate makes of it beyond that is realised', async () => {
    const [supplierId, customerId] = [await supplier(), await firm.customer({ currencyCode: 'EUR' })];
    await firm.act(recordPayment, { customerId, amount: '100', currencyCode: 'EUR', companyAmount: '5500', method: 'BANK', accountId: euroAccount });
    expect(await held()).toEqual({ units: '10000', value: '550000' });
    const id = await bill(supplierId, { ...expense('40'), exchangeRate: '50', rateSource: 'Example' });
    const before = await balance('7000');
    const payment = await pay(supplierId, '40', { accountId: euroAccount });
    // The day's rate is 60: of the account 2200 leaves, the money is 2400, the bill was 2000.
    expect(await entry(payment)).toBe('1050 -4000 EUR -220000, 2000 4000 EUR 240000, 7000 -20000 USD -20000');
    expect([await item(id), await held(), await balance('7000') - before]).toEqual([[0, 0], { units: '6000', value: '330000' }, -20_000 + 40_000]);
    const { rows } = await answerReport(exchangeDifferences, { from: firm.day, to: firm.day }, await firm.context());
    expect(rows.filter((row) => row.supplier === uuid(supplierId)).map(({ currency, realised }) => [currency, realised])).toEqual([['EUR', -20_000n]]);
    expect(await firm.refusal(paySupplier, { supplierId, amount: '1000', currencyCode: 'JPY', method: 'BANK', accountId: euroAccount })).toBe('INPUT_INVALID');
    expect(await firm.refusal(paySupplier, { supplierId, amount: '10', method: 'BANK', accountId: euroAccount })).toBe('INPUT_INVALID');
    await clean();
    await firm.act(reversePayment, { paymentId: payment, reason: 'Came back' });
    expect([await item(id), await held(), await balance('7000')]).toEqual([[-4000, -200_000], { units: '10000', value: '550000' }, before]);
    await pay(supplierId, '100', { accountId: euroAccount });
    expect(await held()).toEqual({ units: '0', value: '0' });
    await ties();
    await clean();
  });

  test('by a run pays bills of one currency, at the rate of its day or what the bank takes, with a file that says which', async () => {
    const [first, second] = [await supplier(), await supplier()];
    const supplierIds = [first, second];
    const [one, other] = [await bill(first, { ...expense('30'), dueOn: firm.day }), await bill(second, { ...expense('10.01'), dueOn: firm.day })];
    const own = await bill(first, { ...expense('5'), currencyCode: null, dueOn: firm.day });
    const ctx = await firm.context();
    expect((await answerReport(cashOut, {}, ctx)).weeks[0]?.due).toBe(BigInt((await firm.one<{ worth: string }>(sql`SELECT (-sum("companyOpenMinor"))::text AS worth FROM "OpenItem" WHERE kind = 'BILL'`)).worth));
    expect(await firm.refusal(createPaymentRun, { dueUntil: firm.day, supplierIds, accountId: euroAccount, currencyCode: 'JPY' })).toBe('INPUT_INVALID');
    const { paymentRun = '' } = await firm.act(createPaymentRun, { dueUntil: firm.day, supplierIds, currencyCode: 'EUR' });
    const run = () => firm.one(sql`SELECT "currencyCode" AS code, "totalMinor"::text AS total, "companyTotalMinor"::text AS worth, status::text FROM "PaymentRun" WHERE id = ${paymentRun}`);
    expect(await run()).toEqual({ code: 'EUR', total: '4001', worth: '240060', status: 'DRAFT' });
    const paymentRunId = globalId('PaymentRun', paymentRun);
    expect(await firm.refusal(updatePaymentRun, { paymentRunId, version: 1, lines: [{ billId: one, amount: '20' }, { billId: other, amount: '10.01' }] })).toBe('CURRENCY_DIFFERS');
    expect(await firm.refusal(updatePaymentRun, { paymentRunId, version: 1, currencyCode: 'EUR', lines: [{ billId: own, amount: '5' }] })).toBe('ALLOCATION_CURRENCY');
    await firm.act(updatePaymentRun, { paymentRunId, version: 1, currencyCode: 'EUR', lines: [{ billId: one, amount: '20' }, { billId: other, amount: '10.01' }] });
    expect(await run()).toMatchObject({ total: '3001', worth: '180060' });
    const bank = globalId('Account', (await firm.one<{ id: string }>(sql`SELECT id FROM "Account" WHERE code = '1000'`)).id);
    for (const each of supplierIds) await firm.act(setBankDetails, { supplierId: each, holder: 'Supplier', iban: 'DE89370400440532013000', reason: 'By letter' });
    await firm.act(setBankDetails, { accountId: bank, holder: 'Trading Firm', iban: 'GB29NWBK60161331926819', reason: 'By letter' });
    const { content } = await paymentFile({ paymentRunId: paymentRun, format: 'SEPA' }, ctx);
    for (const part of ['<InstdAmt Ccy="EUR">20.00</InstdAmt>', '<InstdAmt Ccy="EUR">10.01</InstdAmt>', '<CtrlSum>30.01</CtrlSum>', '<Cd>SEPA</Cd>']) expect(content).toContain(part);
    await firm.act(executePaymentRun, { paymentRunId, companyAmount: '1800.61' });
    const paid = await firm.db.rows(sql`SELECT "amountMinor"::int AS amount, "companyMinor"::int AS worth FROM "Payment" WHERE reference = (SELECT number FROM "PaymentRun" WHERE id = ${paymentRun}) ORDER BY number`);
    expect(paid).toEqual([{ amount: 2000, worth: 120_001 }, { amount: 1001, worth: 60_060 }]);
    expect([await item(one), await item(other), await item(own)]).toEqual([[-1000, -60_000], [0, 0], [-500, -500]]);
    const { paymentRun: dollars = '' } = await firm.act(createPaymentRun, { dueUntil: firm.day, supplierIds });
    expect(await firm.one(sql`SELECT "totalMinor"::text AS total, "companyTotalMinor" AS worth FROM "PaymentRun" WHERE id = ${dollars}`)).toEqual({ total: '500', worth: null });
    expect((await paymentFile({ paymentRunId: dollars, format: 'SEPA' }, ctx)).content).not.toContain('SvcLvl');
    const { paymentRun: euros = '' } = await firm.act(createPaymentRun, { dueUntil: firm.day, supplierIds, accountId: euroAccount });
    await firm.act(executePaymentRun, { paymentRunId: globalId('PaymentRun', euros) });
    expect(await item(one)).toEqual([0, 0]);
    await ties();
    await clean();
  });
});

describe('what is owed in another currency', () => {
  test('is valued at the end of a day, mirrored on the next; done twice there is nothing new; taken back it is as before', async () => {
    const supplierId = await supplier();
    firm.day = later(firm.day, 5);
    await rate('50');
    await firm.act(reversePayment, { paymentId: await pay(supplierId, '1', { accountId: euroAccount }), reason: 'The account is as it was' });
    await bill(supplierId, expense('100'));
    const day = firm.day;
    firm.day = later(day, 2);
    await rate('55', 'EUR', day);
    const unrealised = async () => (await answerReport(exchangeDifferences, { from: day, to: day }, await firm.context())).rows.filter((row) => row.supplier === uuid(supplierId)).map((row) => row.unrealised);
    const { revaluation = '' } = await firm.act(revalue, { valuedOn: day });
    expect(await unrealised()).toEqual([-50_000n]);
    expect(await firm.refusal(revalue, { valuedOn: day })).toBe('NOTHING_TO_REVALUE');
    expect(await balance('7010')).toBe(0);
    await clean();
    // What is told later of that day is valued as well.
    await bill(supplierId, { ...expense('10'), billedOn: day, exchangeRate: '50', rateSource: 'Example' });
    const { revaluation: second = '' } = await firm.act(revalue, { valuedOn: day });
    expect(await unrealised()).toEqual([-55_000n]);
    const ctx = await firm.context();
    expect((await answerReport(payablesByCurrency, { on: day, supplierId: uuid(supplierId) }, ctx)).rows).toMatchObject([{ currencyCode: 'EUR', owed: { minor: 11_000n, currencyCode: 'EUR' }, balance: { minor: 11_000n }, worth: 550_000n }]);
    expect((await answerReport(payablesByCurrency, { on: later(day, -1), supplierId: uuid(supplierId) }, ctx)).rows).toEqual([]);
    for (const each of [second, revaluation]) await firm.act(reverseRevaluation, { revaluationId: globalId('Revaluation', each), reason: 'Wrong rate' });
    expect(await unrealised()).toEqual([]);
    await ties();
  });
});
