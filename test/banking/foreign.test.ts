// Lines of an account in euros of a firm that keeps its books in dollars: booked by themselves and by hand at the rate of their
// day, taken back exactly, and signed in euros.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acceptProposals, bookLine } from '../../server/src/banking/bookLine.ts';
import { saveCollectionAccount } from '../../server/src/banking/collectionAccounts.ts';
import { importStatement } from '../../server/src/banking/importStatement.ts';
import { matchAccount } from '../../server/src/banking/matchWaiting.ts';
import { signReconciliation, undoReconciliation } from '../../server/src/banking/reconcile.ts';
import { saveStatementRule } from '../../server/src/banking/textRules.ts';
import { identifyReceipt, undoBooking } from '../../server/src/banking/undoBooking.ts';
import { enterRate } from '../../server/src/currencies/enterRates.ts';
import { exchangeDifferences } from '../../server/src/currencies/reports.ts';
import { revalue } from '../../server/src/currencies/revalue.ts';
import { setTradingCurrency } from '../../server/src/currencies/settings.ts';
import { requestDeposit } from '../../server/src/deposits/requestDeposit.ts';
import { runConsumers } from '../../server/src/events/consumers.ts';
import '../../server/src/schema.ts'; // what a file may be at is told by the faces
import { recordBill } from '../../server/src/payables/recordBill.ts';
import { allocate } from '../../server/src/payments/allocate.ts';
import { convertCredit } from '../../server/src/payments/convertCredit.ts';
import { reversePayment } from '../../server/src/payments/reversePayment.ts';
import { createSupplier } from '../../server/src/purchasing/saveSupplier.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { Refusal } from '../../server/src/shared/refusal.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import { verify } from '../../server/src/verify.ts';
import { keepAttachment } from '../../server/src/work/attachments.ts';
import { settled as behind } from '../support/settled.ts';
import { later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let service: string;
const accountId = async (code: string) => globalId('Account', (await firm.one<{ id: string }>(sql`SELECT id FROM "Account" WHERE code = ${code}`)).id);
const isClean = async () => expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
const rate = (value: string, on = firm.day, currencyCode = 'EUR') => firm.act(enterRate, { currencyCode, ratedOn: on, rate: value });

const mapping = { delimiter: ';', decimal: '.', dayForm: 'YMD', skip: 0, bookedOn: 'Date', amount: 'Amount', balance: 'Balance', text: ['Text'], payerName: 'Name' };
interface Bank { id: string; ledger: string; code: string; balance: number }
const banks = new Map<string, Bank>();
async function bank(name: string, currencyCode: string, ledger: string): Promise<Bank> {
  const { collectionAccount = '' } = await firm.act(saveCollectionAccount, { name, kind: 'BANK', currencyCode, accountId: ledger, tolerance: currencyCode === 'JPY' ? '10' : '0.10', csvMapping: mapping });
  const made = { id: globalId('CollectionAccount', collectionAccount), ledger, code: currencyCode, balance: 0 };
  banks.set(name, made);
  return made;
}
let euro: Bank;
let yen: Bank;
let house: Bank;
/** A further account of the ledger that holds money: charts begin with three. */
async function furtherAccount(code: string): Promise<string> {
  await firm.db.rows(sql`INSERT INTO "Account" (id, "companyId", code, name, type, "isCash") SELECT gen_random_uuid(), "companyId", ${code}, 'Another bank', type, TRUE FROM "Account" WHERE code = '1000'`);
  return accountId(code);
}

beforeAll(async () => {
  firm = await startTrade();
  service = await firm.service();
  for (const code of ['EUR', 'JPY']) await firm.act(setTradingCurrency, { code });
  await rate('1.1');
  await rate('0.0067', firm.day, 'JPY');
  house = await bank('House bank', 'USD', await accountId('1000'));
  euro = await bank('Euro bank', 'EUR', await accountId('1050'));
  yen = await bank('Yen bank', 'JPY', await furtherAccount('1020'));
});
afterAll(() => firm.close());

const digits = (amount: number, code: string) => (code === 'JPY' ? String(amount) : `${amount < 0 ? '-' : ''}${Math.floor(Math.abs(amount) / 100)}.${String(Math.abs(amount) % 100).padStart(2, '0')}`);
interface Row { text: string; amount: number; name?: string }
/** A statement of today at an account, matched. */
async function take(at: Bank, rows: Row[]): Promise<void> {
  const file = ['Date;Amount;Balance;Text;Name', ...rows.map(({ text, amount, name = '' }) => {
    at.balance += amount;
    return [firm.day, digits(amount, at.code), digits(at.balance, at.code), text, name].join(';');
  })].join('\n');
  const { id } = await keepAttachment(await firm.context(), { subject: { type: 'CollectionAccount', uuid: uuid(at.id) }, fileName: 's.csv', chunks: (async function* () { yield Buffer.from(file); })(), bytesMax: 1_000_000, key: null });
  await firm.act(importStatement, { attachmentId: globalId('Attachment', id) });
  await matchAccount(await firm.context(), uuid(at.id));
}
const lineOf = (text: string) => firm.one<{ id: string; status: string; booked: string }>(sql`SELECT id, status::text, "bookedMinor"::text AS booked FROM "BankLine" WHERE text = ${text}`);
const lineId = async (text: string) => globalId('BankLine', (await lineOf(text)).id);
const book = async (text: string, split: Record<string, unknown>, currencyCode: string | null = 'EUR') => firm.act(bookLine, { lineId: await lineId(text), currencyCode, splits: [split] });
const refused = async (text: string, split: Record<string, unknown>, currencyCode: string | null = 'EUR') => firm.refusal(bookLine, { lineId: await lineId(text), currencyCode, splits: [split] });
const undo = async (text: string) => firm.act(undoBooking, { bookingId: globalId('LineBooking', (await firm.one<{ id: string }>(sql`SELECT b.id FROM "LineBooking" b JOIN "BankLine" l ON l.id = b."lineId" WHERE l.text = ${text} AND b."undoneAt" IS NULL`)).id), reason: 'wrong' });
/** What a line was last booked as: account, amount with its currency, company money. */
const posted = async (text: string) => (await firm.one<{ lines: string }>(sql`SELECT string_agg(a.code || ' ' || l."amountMinor" || ' ' || l."currencyCode" || ' ' || l."companyMinor", ', ' ORDER BY l.no) AS lines
  FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" WHERE l."entryId" = (SELECT b."entryId" FROM "LineBooking" b JOIN "BankLine" s ON s.id = b."lineId" WHERE s.text = ${text} ORDER BY b."bookedAt" DESC LIMIT 1)`)).lines;
async function invoiceOf(customer: string, amount: string, currencyCode = 'EUR') {
  const id = await firm.invoice(customer, [{ productId: service, quantity: '1', unitPrice: amount }], { currencyCode });
  return { id, number: (await firm.one<{ number: string }>(sql`SELECT number FROM "Invoice" WHERE id = ${uuid(id)}`)).number };
}
const open = (invoice: { id: string }) => firm.one<{ open: string; worth: string }>(sql`SELECT "openMinor"::text AS open, "companyOpenMinor"::text AS worth FROM "OpenItem" WHERE "sourceId" = ${uuid(invoice.id)}`);
const credit = (customer: string) => firm.one<Record<string, string>>(sql`SELECT "receivableMinor"::text AS receivable, "unappliedMinor"::text AS unapplied FROM "CreditAccount" WHERE "customerId" = ${uuid(customer)}`);
const held = (at: Bank) => firm.one<{ units: string; value: string }>(sql`SELECT coalesce(sum("amountMinor"), 0)::text AS units, coalesce(sum("companyMinor"), 0)::text AS value FROM "JournalLine" WHERE "accountId" = ${uuid(at.ledger)} AND "currencyCode" = ${at.code}`);
const differences = async () => answerReport(exchangeDifferences, { from: '2026-01-01' as never, to: '2026-12-31' as never }, await firm.context());

describe('money in', () => {
  test('that names its invoice is booked by itself at the rate of its day; the difference is realised, and gone when it is taken back', async () => {
    const customer = await firm.customer({ currencyCode: 'EUR' });
    const invoice = await invoiceOf(customer, '100');
    firm.day = later(firm.day, 1);
    await rate('1.2');
    await take(euro, [{ text: `RE ${invoice.number}`, amount: 10_000 }]);
    expect(await lineOf(`RE ${invoice.number}`)).toMatchObject({ status: 'BOOKED', booked: '10000' });
    expect(await posted(`RE ${invoice.number}`)).toBe('1050 10000 EUR 12000, 2100 -10000 EUR -12000');
    expect([await open(invoice), await credit(customer)]).toEqual([{ open: '0', worth: '0' }, { receivable: '0', unapplied: '0' }]);
    expect((await differences()).realised).toBe(1_000n);
    expect(await firm.one(sql`SELECT "currencyCode" AS code, "companyMinor"::text AS worth, "exchangeRate"::text AS rate FROM "Payment" WHERE "customerId" = ${uuid(customer)}`)).toEqual({ code: 'EUR', worth: '12000', rate: '1.2000000000' });
    await isClean();
    await undo(`RE ${invoice.number}`);
    expect([await open(invoice), await credit(customer), await held(euro)]).toEqual([{ open: '10000', worth: '11000' }, { receivable: '11000', unapplied: '0' }, { units: '0', value: '0' }]);
    expect((await differences()).realised).toBe(0n);
    expect(await lineOf(`RE ${invoice.number}`)).toMatchObject({ status: 'OPEN', booked: '0' });
    await matchAccount(await firm.context(), uuid(euro.id));
    expect(await open(invoice)).toEqual({ open: '0', worth: '0' });
    await isClean();
  });

  test('is booked in parts by hand, in its own currency: less by a fee, the rest on account, at what the bank gave', async () => {
    const customer = await firm.customer({ currencyCode: 'EUR' });
    const invoice = await invoiceOf(customer, '50');
    await take(euro, [{ text: 'by hand', amount: 7_000 }]);
    const part = { amount: '48', customerId: customer, invoices: [{ invoiceId: invoice.id, amount: '48', short: '2', shortReason: 'FEE' }] };
    expect(await refused('by hand', part, null)).toBe('CURRENCY_DIFFERS');
    expect(await refused('by hand', { ...part, amount: '70.01' })).toBe('LINE_EXCEEDED');
    await book('by hand', part);
    await book('by hand', { amount: '22', companyAmount: '25', customerId: customer, unappliedReason: 'PREPAYMENT' });
    expect(await posted('by hand')).toBe('1050 2200 EUR 2500, 2100 -2200 EUR -2500');
    expect([await open(invoice), await credit(customer)]).toEqual([{ open: '0', worth: '0' }, { receivable: '0', unapplied: '2500' }]);
    await isClean();
  });

  test('of a day without a usable rate waits, and says which currency and day; then it is booked', async () => {
    const customer = await firm.customer({ currencyCode: 'EUR' });
    const invoice = await invoiceOf(customer, '30');
    firm.day = later(firm.day, 20);
    await take(euro, [{ text: `late ${invoice.number}`, amount: 3_000 }]);
    expect((await lineOf(`late ${invoice.number}`)).status).toBe('OPEN');
    const refusal = await book(`late ${invoice.number}`, { amount: '30', unidentified: true }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal).toMatchObject({ kind: { code: 'RATE_OLD' }, facts: { currency: 'EUR', day: firm.day } });
    expect(await matchAccount(await firm.context(), uuid(euro.id))).toEqual({ lines: 0, booked: 0 });
    await rate('1.15');
    await behind(firm.db);
    await runConsumers(firm.db, () => new Date());
    expect(await matchAccount(await firm.context(), uuid(euro.id))).toEqual({ lines: 1, booked: 1 });
    expect(await open(invoice)).toEqual({ open: '0', worth: '0' });
    await isClean();
  });

  test('that names a debt in another currency, of which it is too much, is its customer\'s, on account, by a person\'s word; once changed it pays it', async () => {
    const customer = await firm.customer();
    const invoice = await invoiceOf(customer, '46', 'USD');
    await take(euro, [{ text: `for ${invoice.number}`, amount: 5_000 }]);
    const line = await lineOf(`for ${invoice.number}`);
    expect(line.status).toBe('OPEN');
    expect(await firm.one(sql`SELECT confidence::float8 AS confidence, "restMinor"::text AS rest, reasons->0->>'code' AS code, reasons->0->>'currency' AS currency FROM "MatchProposal" WHERE "lineId" = ${line.id} AND rank = 1`)).toEqual({ confidence: 0.65, rest: '5000', code: 'OTHER_CURRENCY', currency: 'USD' });
    await firm.act(acceptProposals, { lines: [{ lineId: globalId('BankLine', line.id) }] });
    expect(await firm.one(sql`SELECT n.reason::text, n.note FROM "UnappliedNote" n JOIN "OpenItem" i ON i.id = n."openItemId" WHERE i."customerId" = ${uuid(customer)}`)).toEqual({ reason: 'OTHER', note: invoice.number });
    const { id } = await firm.one<{ id: string }>(sql`SELECT id FROM "OpenItem" WHERE "customerId" = ${uuid(customer)} AND kind = 'PAYMENT'`);
    const { openItem = '' } = await firm.act(convertCredit, { creditItemId: globalId('OpenItem', id), into: { currencyCode: 'USD', amount: '46' } });
    await firm.act(allocate, { creditItemId: globalId('OpenItem', openItem), oldestFirst: true });
    expect(await open(invoice)).toEqual({ open: '0', worth: '0' });
    await isClean();
  });

  test('for a deposit of an order in its currency is held at what it was worth when it came, and taken back', async () => {
    const customer = await firm.customer({ currencyCode: 'EUR' });
    const orderId = await firm.order(customer, [{ productId: service, quantity: '1', unitPrice: '400' }], { currencyCode: 'EUR' });
    const { deposit = '' } = await firm.act(requestDeposit, { orderId, amount: '120', currencyCode: 'EUR' });
    const { number } = await firm.one<{ number: string }>(sql`SELECT number FROM "DepositRequest" WHERE id = ${deposit}`);
    await take(euro, [{ text: `deposit ${number}`, amount: 12_000 }]);
    const item = () => firm.one(sql`SELECT "openMinor"::text AS open, "companyOpenMinor"::text AS worth, "claimMinor"::text AS claim FROM "OpenItem" WHERE kind = 'DEPOSIT' AND "sourceId" = ${deposit}`);
    expect(await item()).toEqual({ open: '-12000', worth: '-13800', claim: '0' });
    await isClean();
    await undo(`deposit ${number}`);
    expect(await item()).toEqual({ open: '0', worth: '0', claim: '12000' });
    await isClean();
    await matchAccount(await firm.context(), uuid(euro.id));
  });

  test('of nobody known waits in 2120 in its currency until it is somebody\'s, at what it was worth when it came', async () => {
    const customer = await firm.customer({ currencyCode: 'EUR' });
    const invoice = await invoiceOf(customer, '20');
    await take(euro, [{ text: 'who is it', amount: 2_000 }]);
    await book('who is it', { amount: '20', unidentified: true });
    expect(await posted('who is it')).toBe('1050 2000 EUR 2300, 2120 -2000 EUR -2300');
    await undo('who is it');
    await book('who is it', { amount: '20', unidentified: true });
    firm.day = later(firm.day, 1);
    await rate('1.3');
    const { id } = await firm.one<{ id: string }>(sql`SELECT i.id FROM "OpenItem" i JOIN "Account" a ON a.id = i."accountId" WHERE a.code = '2120' AND i."openMinor" <> 0`);
    const who = { openItemId: globalId('OpenItem', id), customerId: customer, allocations: [{ invoiceId: invoice.id, amount: '20' }], reason: 'said so' };
    expect(await firm.refusal(identifyReceipt, who)).toBe('CURRENCY_DIFFERS');
    const { payment = '' } = await firm.act(identifyReceipt, { ...who, currencyCode: 'EUR' });
    expect(await firm.one(sql`SELECT "amountMinor"::text AS amount, "companyMinor"::text AS worth FROM "Payment" WHERE id = ${payment}`)).toEqual({ amount: '2000', worth: '2300' });
    expect(await open(invoice)).toEqual({ open: '0', worth: '0' });
    await isClean();
    await firm.act(reversePayment, { paymentId: globalId('Payment', payment), reason: 'not theirs' });
    expect(await firm.one(sql`SELECT "openMinor"::text AS open, "companyOpenMinor"::text AS worth FROM "OpenItem" WHERE id = ${id}`)).toEqual({ open: '-2000', worth: '-2300' });
    await isClean();
  });
});

describe('money out and between own accounts', () => {
  test('leaves at its share of what is in the books; what its day makes of it is realised', async () => {
    await firm.act(saveStatementRule, { name: 'Fees', contains: 'quarterly fee', accountId: await accountId('6000'), collectionAccountId: euro.id, isIn: false, isAutomatic: true });
    const before = await held(euro);
    const realised = (await differences()).realised;
    await take(euro, [{ text: 'Quarterly FEE', amount: -1_000 }]);
    const share = (1_000n * BigInt(before.value) + BigInt(before.units) / 2n) / BigInt(before.units);
    expect(await posted('Quarterly FEE')).toBe(`1050 -1000 EUR ${-share}, 6000 1000 EUR 1300, 7000 ${share - 1_300n} USD ${share - 1_300n}`);
    expect((await differences()).realised - realised).toBe(1_300n - share);
    expect((await differences()).rows.filter(({ currency }) => currency === null)).toEqual([]);
    await isClean();
    await undo('Quarterly FEE');
    expect(await held(euro)).toEqual(before);
    await isClean();
    await matchAccount(await firm.context(), uuid(euro.id));
  });

  test('to an own account in the books\' currency is what that bank gave, and its line there is linked to it', async () => {
    await take(euro, [{ text: 'to the house bank', amount: -5_000 }]);
    expect(await refused('to the house bank', { amount: '50', accountId: yen.ledger })).toBe('INPUT_INVALID');
    await book('to the house bank', { amount: '50', accountId: house.ledger, companyAmount: '61.25' });
    expect(await posted('to the house bank')).toMatch(/^1050 -5000 EUR -\d+, 1000 6125 USD 6125, 7000 -?\d+ USD -?\d+$/);
    await take(house, [{ text: 'from the euro bank', amount: 6_125 }, { text: 'into euros', amount: -1_000 }]);
    expect(await firm.act(acceptProposals, { lines: [{ lineId: await lineId('from the euro bank') }] })).toMatchObject({ booked: 1 });
    expect(await posted('from the euro bank')).toBe(await posted('to the house bank'));
    // Dollars do not say how many euros they became: the euro bank's own line does.
    expect(await refused('into euros', { amount: '10', accountId: euro.ledger }, null)).toBe('INPUT_INVALID');
    await isClean();
  });

  test('to an own account in the same currency nothing is realised', async () => {
    const second = await bank('Second euro bank', 'EUR', await furtherAccount('1030'));
    await take(euro, [{ text: 'to the second', amount: -2_000 }]);
    const before = await held(euro);
    await book('to the second', { amount: '20', accountId: second.ledger });
    const [after, there] = [await held(euro), await held(second)];
    expect(there.units).toBe('2000');
    expect(BigInt(after.value) + BigInt(there.value)).toBe(BigInt(before.value));
    await take(second, [{ text: 'from the first', amount: 2_000 }, { text: 'back again', amount: -2_000 }]);
    await firm.act(acceptProposals, { lines: [{ lineId: await lineId('from the first') }] });
    await book('back again', { amount: '20', accountId: euro.ledger });
    expect(await held(second)).toEqual({ units: '0', value: '0' });
    expect(await held(euro)).toEqual(before);
    await isClean();
    await undo('back again');
    await undo('from the first');
    await undo('to the second');
    expect(await held(second)).toEqual({ units: '0', value: '0' });
    await isClean();
  });

  test('to a supplier settles bills in company money, at what the bank took', async () => {
    const { supplier = '' } = await firm.act(createSupplier, { code: 'S1', name: 'Supplier' });
    await take(euro, [{ text: 'supplier', amount: -1_000 }]);
    await book('supplier', { amount: '10', supplierId: globalId('Supplier', supplier), companyAmount: '12.50' });
    expect(await posted('supplier')).toMatch(/^1050 -1000 EUR -\d+, 2000 1250 USD 1250, 7000 -?\d+ USD -?\d+$/);
    expect(await firm.one(sql`SELECT "amountMinor"::text AS amount, "currencyCode" AS code FROM "Payment" WHERE "supplierId" = ${supplier}`)).toEqual({ amount: '1250', code: 'USD' });
    const before = await held(euro);
    await undo('supplier');
    expect(BigInt((await held(euro)).units) - BigInt(before.units)).toBe(1_000n);
    await isClean();
  });
});

describe('money out to a supplier in the account\'s currency', () => {
  const rent = () => accountId('6300');
  const billOf = async (supplierId: string, net: string, currencyCode: string | null = 'EUR') => {
    const { bill = '' } = await firm.act(recordBill, { supplierId, supplierReference: `THEIRS-${net.replace('.', '')}`, currencyCode, expenseLines: [{ accountId: await rent(), description: 'Rent', net }] });
    return { id: globalId('Bill', bill), number: (await firm.one<{ number: string }>(sql`SELECT number FROM "Bill" WHERE id = ${bill}`)).number };
  };

  test('that names its bill is booked by itself: the account gives its share, the difference is realised, and taken back it is as before', async () => {
    await rate('1.1');
    await take(euro, [{ text: 'filled', amount: 100_000 }]);
    await book('filled', { amount: '1000', companyAmount: '1000', unidentified: true });
    const { supplier = '' } = await firm.act(createSupplier, { code: 'S2', name: 'Euro supplier', currencyCode: 'EUR' });
    const supplierId = globalId('Supplier', supplier);
    const bill = await billOf(supplierId, '123.45');
    expect(await open(bill)).toEqual({ open: '-12345', worth: '-13580' });
    const [before, realised] = [await held(euro), (await differences()).realised];
    firm.day = later(firm.day, 1);
    await rate('1.3');
    await take(euro, [{ text: `pays ${bill.number}`, amount: -12_345 }]);
    expect(await lineOf(`pays ${bill.number}`)).toMatchObject({ status: 'BOOKED', booked: '-12345' });
    expect(await posted(`pays ${bill.number}`)).toMatch(/^1050 -12345 EUR -\d+, 2000 12345 EUR 16049, 7000 -?\d+ USD -?\d+$/);
    expect(await open(bill)).toEqual({ open: '0', worth: '0' });
    // What left the account was worth its share there, and paid what was owed at the bill's rate.
    const share = BigInt(before.value) - BigInt((await held(euro)).value);
    expect((await differences()).realised - realised).toBe(13_580n - share);
    await isClean();
    await undo(`pays ${bill.number}`);
    expect([await open(bill), await held(euro), (await differences()).realised]).toEqual([{ open: '-12345', worth: '-13580' }, before, realised]);
    await isClean();
    // By hand, in part, at what the bank took; the rest of the line is paid ahead in euros.
    await book(`pays ${bill.number}`, { amount: '100', companyAmount: '125', supplierId, bills: [{ billId: bill.id, ownAmount: '80' }] });
    expect(await open(bill)).toEqual({ open: '-4345', worth: '-4780' });
    await book(`pays ${bill.number}`, { amount: '23.45', supplierId });
    expect(await firm.one(sql`SELECT sum("openMinor")::int AS open FROM "OpenItem" WHERE "supplierId" = ${supplier} AND kind = 'SUPPLIER_PAYMENT' AND "currencyCode" = 'EUR'`)).toEqual({ open: 2_000 + 2_345 });
    await isClean();
  });

  test('is told in the currency of its bills, and refused in another; a bill in company money is paid at what the bank took', async () => {
    const { supplier = '' } = await firm.act(createSupplier, { code: 'S3', name: 'Both' });
    const supplierId = globalId('Supplier', supplier);
    const [own, euros] = [await billOf(supplierId, '20.01', null), await billOf(supplierId, '30.02')];
    await take(euro, [{ text: 'either', amount: -5_000 }, { text: `names ${own.number}`, amount: -1_700 }]);
    expect(await refused('either', { amount: '30.02', supplierId, bills: [{ billId: euros.id, amount: '30.02' }] })).toBe('ALLOCATION_CURRENCY');
    expect(await refused('either', { amount: '30.02', supplierId, bills: [{ billId: own.id, ownAmount: '20.01' }] })).toBe('ALLOCATION_CURRENCY');
    expect(await refused('either', { amount: '30.02', supplierId, bills: [{ billId: euros.id }] })).toBe('INPUT_INVALID');
    await book('either', { amount: '30.02', supplierId, bills: [{ billId: euros.id, ownAmount: '30.02' }] });
    await book('either', { amount: '19.98', companyAmount: '20.01', supplierId, bills: [{ billId: own.id, amount: '20.01' }] });
    expect([await open(own), await open(euros)]).toEqual([{ open: '0', worth: '0' }, { open: '0', worth: '0' }]);
    const { supplier: third = '' } = await firm.act(createSupplier, { code: 'S4', name: 'In dollars' });
    const named = await billOf(globalId('Supplier', third), '22.04', null);
    await take(euro, [{ text: `names ${named.number}`, amount: -1_700 }]);
    expect(await firm.one(sql`SELECT p."supplierId" AS supplier, p.reasons->0->>'code' AS code FROM "MatchProposal" p JOIN "BankLine" l ON l.id = p."lineId" WHERE l.text = ${`names ${named.number}`} AND p.rank = 1`)).toEqual({ supplier: third, code: 'OTHER_CURRENCY' });
    await isClean();
  });
});

test('yen have no cents: read, booked and taken back as they are', async () => {
  const customer = await firm.customer({ currencyCode: 'JPY' });
  await rate('0.0067', firm.day, 'JPY');
  const invoice = await invoiceOf(customer, '5000', 'JPY');
  await take(yen, [{ text: `yen ${invoice.number}`, amount: 5_000 }, { text: 'yen by hand', amount: 1_500 }]);
  expect(await posted(`yen ${invoice.number}`)).toBe('1020 5000 JPY 3350, 2100 -5000 JPY -3350');
  expect(await refused('yen by hand', { amount: '1500.5', unidentified: true }, 'JPY')).toBe('INPUT_INVALID');
  await book('yen by hand', { amount: '1500', unidentified: true }, 'JPY');
  expect(await posted('yen by hand')).toBe('1020 1500 JPY 1005, 2120 -1500 JPY -1005');
  await isClean();
});

test('revaluation ties, and the account is signed in its own currency', async () => {
  firm.day = later(firm.day, 1);
  await rate('1.4', later(firm.day, -1));
  await rate('0.0067', later(firm.day, -1), 'JPY');
  const { units, value } = await held(euro);
  const { revaluation = '' } = await firm.act(revalue, { valuedOn: later(firm.day, -1) });
  const line = await firm.one<Record<string, string>>(sql`SELECT x."amountMinor"::text AS amount, x."bookedMinor"::text AS booked, x."valueMinor"::text AS value FROM "RevaluationLine" x WHERE x."revaluationId" = ${revaluation} AND x."openItemId" IS NULL AND x."accountId" = ${uuid(euro.ledger)}`);
  expect(line).toEqual({ amount: units, booked: value, value: String((BigInt(units) * 14n + 5n) / 10n) });
  const { reconciliation = '' } = await firm.act(signReconciliation, { collectionAccountId: euro.id, endsOn: firm.day, note: 'seen' });
  const signed = await firm.one<Record<string, string>>(sql`SELECT "currencyCode" AS code, "statementMinor"::text AS statement, ("ledgerMinor" - "ledgerOnlyMinor" + "statementOnlyMinor" + "openingMinor")::text AS explained, "ledgerMinor"::text AS ledger FROM "Reconciliation" WHERE id = ${reconciliation}`);
  expect(signed).toEqual({ code: 'EUR', statement: String(euro.balance), explained: String(euro.balance), ledger: units });
  await isClean();
  await firm.act(undoReconciliation, { reconciliationId: globalId('Reconciliation', reconciliation), reason: 'more' });
  await isClean();
});
