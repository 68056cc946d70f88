// Money in one currency for debts in another: proposed with what it comes to and what is gained, booked by one click or by hand,
// taken back exactly. The firm keeps its books in dollars and has banks in dollars, euros and yen.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acceptProposals, bookLine } from '../../server/src/banking/bookLine.ts';
import { saveCollectionAccount } from '../../server/src/banking/collectionAccounts.ts';
import { importStatement } from '../../server/src/banking/importStatement.ts';
import { matchAccount } from '../../server/src/banking/matchWaiting.ts';
import { undoBooking } from '../../server/src/banking/undoBooking.ts';
import { bouncePayment, withdrawBounce } from '../../server/src/charges/bounces.ts';
import { endEarlyPaymentOffer, publishEarlyPaymentOffer } from '../../server/src/earlyPayment/offers.ts';
import { enterRate } from '../../server/src/currencies/enterRates.ts';
import { exchangeDifferences } from '../../server/src/currencies/reports.ts';
import { setTradingCurrency } from '../../server/src/currencies/settings.ts';
import { matchLines } from '../../server/src/matching/match.ts';
import { recordBill } from '../../server/src/payables/recordBill.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { createSupplier } from '../../server/src/purchasing/saveSupplier.ts';
import '../../server/src/schema.ts'; // what a file may be at is told by the faces
import { globalId } from '../../server/src/shared/input.ts';
import { minor } from '../../server/src/shared/money.ts';
import type { Rate } from '../../server/src/shared/quantity.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import { verify } from '../../server/src/verify.ts';
import { keepAttachment } from '../../server/src/work/attachments.ts';
import { followedUp } from '../support/settled.ts';
import { later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';
import { multiplied, northwindSet, onlineRetailSet } from './labelled/invoices.ts';
import { hundredthsPer, otherCurrencyOf } from './labelled/otherCurrency.ts';

test.each([[northwindSet(), 1], [northwindSet(), 2], [onlineRetailSet(), 3], [multiplied(northwindSet(), 2_500), 4]] as const)('of the labelled lines nothing is booked by itself, and what is proposed as sure is right (%#)', (set, seed) => {
  const { lines, debts } = otherCurrencyOf(set, seed);
  const ratioOf = (code: string) => ({ of: hundredthsPer[code] ?? 0n, by: code === 'JPY' ? 10_000n : 100n });
  const rates = new Map(lines.flatMap(({ line }) => ['EUR', 'JPY'].map((code) => [`${line.bookedOn} ${code}`, ratioOf(code)] as const)));
  const customers = set.customers.map(({ code, name }) => ({ id: code, name, names: [], accounts: [] }));
  const proposals = matchLines({ invoices: [], bills: [], suppliers: [], entries: [], rules: [], threshold: 0.97, tolerance: minor(0), customers, elsewhere: debts, changing: { rates, within: 25_000n as Rate } }, lines.map(({ line }) => line));
  const judged = lines.map(({ noise, line, pays }) => {
    const [first] = proposals.get(line.id) ?? [];
    return { noise, confidence: first?.confidence ?? 0, isRight: pays.length > 0 && first?.parts.map(({ itemId }) => itemId).sort().join() === pays.toSorted().join() };
  });
  const share = (of: typeof judged) => of.filter(({ isRight }) => isRight).length / of.length;
  expect(Math.max(...judged.map(({ confidence }) => confidence))).toBeLessThan(0.97);
  expect(share(judged.filter(({ confidence }) => confidence >= 0.9))).toBeGreaterThanOrEqual(0.995);
  for (const [noise, own] of Map.groupBy(judged, (each) => each.noise)) {
    if (['NUMBER', 'NUMBER_OTHER_PAYER', 'PART', 'JOINT'].includes(noise)) expect([noise, share(own) >= 0.98]).toEqual([noise, true]);
    if (noise === 'PAYER') expect([noise, share(own) >= 0.85]).toEqual([noise, true]);
  }
});

describe('a line', () => {
  let firm: Trade;
  let service: string;
  interface Bank { id: string; ledger: string; code: string; balance: number }
  let house: Bank;
  let euro: Bank;
  let yen: Bank;
  const accountId = async (code: string) => globalId('Account', (await firm.one<{ id: string }>(sql`SELECT id FROM "Account" WHERE code = ${code}`)).id);
  const isClean = async () => expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  const rate = (value: string, currencyCode = 'EUR', on = firm.day) => firm.act(enterRate, { currencyCode, ratedOn: on, rate: value });
  const mapping = { delimiter: ';', decimal: '.', dayForm: 'YMD', skip: 0, bookedOn: 'Date', amount: 'Amount', balance: 'Balance', text: ['Text'], payerName: 'Name' };
  async function bank(name: string, currencyCode: string, ledger: string): Promise<Bank> {
    const { collectionAccount = '' } = await firm.act(saveCollectionAccount, { name, kind: 'BANK', currencyCode, accountId: ledger, csvMapping: mapping });
    return { id: globalId('CollectionAccount', collectionAccount), ledger, code: currencyCode, balance: 0 };
  }
  beforeAll(async () => {
    firm = await startTrade();
    service = await firm.service();
    for (const code of ['EUR', 'JPY']) await firm.act(setTradingCurrency, { code });
    await rate('1.1');
    await rate('0.0067', 'JPY');
    await firm.db.rows(sql`INSERT INTO "Account" (id, "companyId", code, name, type, "isCash") SELECT gen_random_uuid(), "companyId", '1020', 'Another bank', type, TRUE FROM "Account" WHERE code = '1000'`);
    house = await bank('House bank', 'USD', await accountId('1000'));
    euro = await bank('Euro bank', 'EUR', await accountId('1050'));
    yen = await bank('Yen bank', 'JPY', await accountId('1020'));
  });
  afterAll(() => firm.close());

  const follow = async () => {
    const { now } = await firm.context();
    await followedUp(firm.db, () => now);
  };
  const digits = (amount: number, code: string) => (code === 'JPY' ? String(amount) : (amount / 100).toFixed(2));
  async function take(at: Bank, text: string, amount: number, name = ''): Promise<void> {
    at.balance += amount;
    const file = `Date;Amount;Balance;Text;Name\n${firm.day};${digits(amount, at.code)};${digits(at.balance, at.code)};${text};${name}`;
    const { id } = await keepAttachment(await firm.context(), { subject: { type: 'CollectionAccount', uuid: uuid(at.id) }, fileName: 's.csv', chunks: (async function* () { yield Buffer.from(file); })(), bytesMax: 1_000_000, key: null });
    await firm.act(importStatement, { attachmentId: globalId('Attachment', id) });
    await matchAccount(await firm.context(), uuid(at.id));
  }
  const lineId = async (text: string) => globalId('BankLine', (await firm.one<{ id: string }>(sql`SELECT id FROM "BankLine" WHERE text = ${text}`)).id);
  const accept = async (text: string) => firm.act(acceptProposals, { lines: [{ lineId: await lineId(text) }] });
  const undo = async (text: string) => firm.act(undoBooking, { bookingId: globalId('LineBooking', (await firm.one<{ id: string }>(sql`SELECT b.id FROM "LineBooking" b JOIN "BankLine" l ON l.id = b."lineId" WHERE l.text = ${text} AND b."undoneAt" IS NULL`)).id), reason: 'wrong' });
  const proposed = (text: string) => firm.one<Record<string, unknown>>(sql`SELECT l.status::text AS status, m.confidence::float8 AS confidence, m."companyMinor"::text AS worth, m."realisedMinor"::text AS realised, (SELECT string_agg(i.number || ' ' || p."amountMinor" || ' ' || p."currencyCode", ', ' ORDER BY p.no) FROM "MatchProposalPart" p JOIN "OpenItem" i ON i.id = p."openItemId" WHERE p."proposalId" = m.id) AS parts,
    (SELECT string_agg(r->>'code', ' ') FROM jsonb_array_elements(m.reasons) r) AS reasons FROM "BankLine" l LEFT JOIN "MatchProposal" m ON m."lineId" = l.id AND m.rank = 1 WHERE l.text = ${text}`);
  const posted = async (text: string) => (await firm.one<{ lines: string }>(sql`SELECT string_agg(a.code || ' ' || l."amountMinor" || ' ' || l."currencyCode" || ' ' || l."companyMinor", ', ' ORDER BY l.no) AS lines
    FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" WHERE l."entryId" = (SELECT b."entryId" FROM "LineBooking" b JOIN "BankLine" s ON s.id = b."lineId" WHERE s.text = ${text} ORDER BY b."bookedAt" DESC LIMIT 1)`)).lines;
  async function invoiceOf(customer: string, amount: string, currencyCode = 'EUR') {
    const id = await firm.invoice(customer, [{ productId: service, quantity: '1', unitPrice: amount }], { currencyCode });
    return { id, number: (await firm.one<{ number: string }>(sql`SELECT number FROM "Invoice" WHERE id = ${uuid(id)}`)).number };
  }
  async function billOf(supplierId: string, net: string, currencyCode: string | null) {
    const { bill = '' } = await firm.act(recordBill, { supplierId, supplierReference: `T-${net}-${currencyCode}`, currencyCode, expenseLines: [{ accountId: await accountId('6300'), description: 'Rent', net }] });
    return { id: globalId('Bill', bill), number: (await firm.one<{ number: string }>(sql`SELECT number FROM "Bill" WHERE id = ${bill}`)).number };
  }
  const open = async ({ id }: { id: string }) => (await firm.one<{ open: string }>(sql`SELECT "openMinor" || ' ' || "companyOpenMinor" AS open FROM "OpenItem" WHERE "sourceId" = ${uuid(id)}`)).open;
  const held = async (at: Bank) => (await firm.one<{ held: string }>(sql`SELECT coalesce(sum("amountMinor"), 0) || ' ' || coalesce(sum("companyMinor"), 0) AS held FROM "JournalLine" WHERE "accountId" = ${uuid(at.ledger)} AND "currencyCode" = ${at.code}`)).held;
  const realised = async () => (await answerReport(exchangeDifferences, { from: '2026-01-01' as never, to: '2026-12-31' as never }, await firm.context())).realised;
  const supplier = async (name: string, currencyCode: string | null = null) => globalId('Supplier', (await firm.act(createSupplier, { code: name.slice(0, 6), name, currencyCode })).supplier ?? '');

  test('of the house bank pays an invoice in euros that it names: the amounts in both, what is gained, and all of it back', async () => {
    const customer = await firm.customer({ currencyCode: 'EUR' });
    const invoice = await invoiceOf(customer, '100');
    firm.day = later(firm.day, 1);
    await rate('1.2');
    // The bank gave 118 for what the day's rate makes 120 of; the books have 110.
    await take(house, `RE ${invoice.number}`, 11_800);
    expect(await proposed(`RE ${invoice.number}`)).toEqual({ status: 'OPEN', confidence: 0.95, worth: '11800', realised: '800', parts: `${invoice.number} 10000 EUR`, reasons: 'OTHER_CURRENCY CHANGED' });
    const before = await realised();
    expect(await accept(`RE ${invoice.number}`)).toMatchObject({ booked: 1 });
    expect(await posted(`RE ${invoice.number}`)).toBe('1000 11800 USD 11800, 2100 -10000 EUR -11800');
    expect([await open(invoice), await realised() - before]).toEqual(['0 0', 800n]);
    expect(await firm.one(sql`SELECT "currencyCode" AS code, "amountMinor"::text AS amount, "companyMinor"::text AS worth, "exchangeRate"::text AS rate FROM "Payment" WHERE "customerId" = ${uuid(customer)}`)).toEqual({ code: 'EUR', amount: '10000', worth: '11800', rate: '1.1800000000' });
    await isClean();
    await undo(`RE ${invoice.number}`);
    expect([await open(invoice), await realised()]).toEqual(['10000 11000', before]);
    await isClean();
    await matchAccount(await firm.context(), uuid(house.id));
    await accept(`RE ${invoice.number}`);
  });

  test('of the euro bank pays an invoice in dollars: the account has the euros at the rate of the day, and the rest is realised', async () => {
    const customer = await firm.customer();
    const invoice = await invoiceOf(customer, '46', 'USD');
    await take(euro, `for ${invoice.number}`, 3_800);
    // 38 euros are 45.60 dollars, 0.86 % less than the invoice.
    expect(await proposed(`for ${invoice.number}`)).toMatchObject({ confidence: 0.95, worth: '4560', realised: '-40', parts: `${invoice.number} 4600 USD` });
    const before = await realised();
    await accept(`for ${invoice.number}`);
    expect(await posted(`for ${invoice.number}`)).toBe('1050 3800 EUR 4560, 2100 -4600 USD -4600, 7000 40 USD 40');
    expect([await open(invoice), await realised() - before, await held(euro)]).toEqual(['0 0', -40n, '3800 4560']);
    await isClean();
    // It comes back, and then it had not: the euros leave and are there again.
    const { id } = await firm.one<{ id: string }>(sql`SELECT id FROM "Payment" WHERE "customerId" = ${uuid(customer)}`);
    await firm.act(bouncePayment, { paymentId: globalId('Payment', id), reason: 'OTHER' });
    expect([await open(invoice), await held(euro), await realised()]).toEqual(['4600 4600', '0 0', before]);
    const { id: bounceId } = await firm.one<{ id: string }>(sql`SELECT id FROM "Bounce" WHERE "paymentId" = ${id}`);
    await firm.act(withdrawBounce, { bounceId: globalId('Bounce', bounceId), reason: 'It had not' });
    expect([await open(invoice), await held(euro), await realised() - before]).toEqual(['0 0', '3800 4560', -40n]);
    await isClean();
  });

  test('of the euro bank pays an invoice in yen, found by its payer and its amount; off by more than the account allows it is not', async () => {
    const customer = await firm.customer({ name: 'Nippon Traders KK', currencyCode: 'JPY' });
    await rate('0.006', 'JPY');
    const invoice = await invoiceOf(customer, '20000', 'JPY');
    await rate('0.0066', 'JPY');
    // 109 euros are 130.80 dollars, 19,818 yen.
    await take(euro, 'thank you', 10_900, 'Nippon Traders KK');
    expect(await proposed('thank you')).toMatchObject({ confidence: 0.894, worth: '13080', realised: '1080', parts: `${invoice.number} 20000 JPY`, reasons: expect.stringMatching(/^CHANGED PAYER_NAME ALONE/) });
    await accept('thank you');
    expect(await posted('thank you')).toBe('1050 10900 EUR 13080, 2100 -20000 JPY -13080');
    expect(await open(invoice)).toBe('0 0');
    await isClean();
    await undo('thank you');
    expect(await open(invoice)).toBe('20000 12000');
    await take(euro, 'thanks again', 10_600, 'Nippon Traders KK');
    expect((await proposed('thanks again')).parts).toBe(null);
    await isClean();
  });

  test('of the house bank pays an invoice in euros in time, less its discount: by number, by payer, and taken back', async () => {
    await rate('1.2');
    const { earlyPaymentOffer = '' } = await firm.act(publishEarlyPaymentOffer, { name: '5 % in 10 days', discountRate: '0.05', days: 10 });
    const customer = await firm.customer({ name: 'Early Bird GmbH', currencyCode: 'EUR' });
    const [first, second] = [await invoiceOf(customer, '100'), await invoiceOf(customer, '700')];
    // 95 euros at 1.2 are 114; the bank gave 113.
    await take(house, `early ${first.number}`, 11_300);
    expect(await proposed(`early ${first.number}`)).toMatchObject({ status: 'OPEN', confidence: 0.95, worth: '11300', parts: `${first.number} 9500 EUR`, reasons: 'OTHER_CURRENCY CHANGED EARLY' });
    await accept(`early ${first.number}`);
    await follow();
    expect(await open(first)).toBe('0 0');
    expect(await firm.one(sql`SELECT d.kind::text AS kind, d."amountMinor"::text AS amount, d."currencyCode" AS code FROM "EarlyDiscount" d JOIN "OpenItem" i ON i.id = d."openItemId" WHERE i."sourceId" = ${uuid(first.id)}`)).toEqual({ kind: 'TAKEN', amount: '500', code: 'EUR' });
    await isClean();
    await undo(`early ${first.number}`);
    await follow();
    expect(await open(first)).toBe('10000 12000');
    await take(house, 'for what was sent', 79_700, 'Early Bird GmbH');
    expect(await proposed('for what was sent')).toMatchObject({ parts: `${second.number} 66500 EUR`, reasons: expect.stringMatching(/^CHANGED EARLY PAYER_NAME ALONE/) });
    // The whole is nearer, or the time is over: nothing is taken off.
    await take(house, `whole ${first.number}`, 11_900);
    expect(await proposed(`whole ${first.number}`)).toMatchObject({ parts: `${first.number} 10000 EUR`, reasons: 'OTHER_CURRENCY CHANGED' });
    firm.day = later(firm.day, 11);
    await rate('1.2');
    await rate('0.0066', 'JPY');
    await take(house, `late ${second.number}`, 79_800);
    expect(await proposed(`late ${second.number}`)).toMatchObject({ parts: `${second.number} 66500 EUR`, reasons: expect.stringMatching(/^OTHER_CURRENCY CHANGED PART/) });
    await firm.act(endEarlyPaymentOffer, { earlyPaymentOfferId: globalId('EarlyPaymentOffer', earlyPaymentOffer) });
    await isClean();
  });

  test('of the house bank pays a part of what it names, and is too much for what it names', async () => {
    const customer = await firm.customer({ currencyCode: 'EUR' });
    const [first, second] = [await invoiceOf(customer, '300'), await invoiceOf(customer, '55')];
    await take(house, `part of ${first.number}`, 12_000);
    expect(await proposed(`part of ${first.number}`)).toMatchObject({ confidence: 0.72, parts: `${first.number} 10000 EUR`, reasons: 'OTHER_CURRENCY CHANGED PART' });
    await accept(`part of ${first.number}`);
    expect(await open(first)).toBe('20000 24000');
    await take(house, `more than ${second.number}`, 9_000);
    expect(await proposed(`more than ${second.number}`)).toMatchObject({ confidence: 0.65, parts: null, worth: null });
    await isClean();
  });

  test('is booked by hand in the debt\'s currency, at what the bank gave; the rest stays in that currency', async () => {
    const customer = await firm.customer({ currencyCode: 'EUR' });
    const invoice = await invoiceOf(customer, '80');
    await take(house, 'by hand', 10_000);
    const book = async (split: Record<string, unknown>) => firm.act(bookLine, { lineId: await lineId('by hand'), splits: [split] });
    const refused = async (split: Record<string, unknown>) => firm.refusal(bookLine, { lineId: await lineId('by hand'), splits: [split] });
    const paid = { currencyCode: 'EUR', amount: '83', invoices: [{ invoiceId: invoice.id, amount: '80' }] };
    expect(await refused({ amount: '100', customerId: customer, paid })).toBe('UNAPPLIED_REASON_NEEDED');
    expect(await refused({ amount: '100', customerId: customer, paid: { ...paid, currencyCode: 'USD' } })).toBe('INPUT_INVALID');
    expect(await refused({ amount: '100', customerId: customer, paid: { ...paid, currencyCode: 'CHF' } })).toBe('INPUT_INVALID');
    expect(await refused({ amount: '100', customerId: customer, paid: { ...paid, amount: '79' } })).toBe('LINE_EXCEEDED');
    expect(await refused({ amount: '100', customerId: customer, paid, invoices: [{ invoiceId: invoice.id, amount: '80' }] })).toBe('INPUT_INVALID');
    expect(await refused({ amount: '100', unidentified: true, paid })).toBe('INPUT_INVALID');
    await book({ amount: '100', customerId: customer, unappliedReason: 'OVERPAYMENT', paid });
    expect(await posted('by hand')).toBe('1000 10000 USD 10000, 2100 -8300 EUR -10000');
    expect(await firm.one(sql`SELECT "openMinor"::text AS open FROM "OpenItem" WHERE "customerId" = ${uuid(customer)} AND kind = 'PAYMENT'`)).toEqual({ open: '-300' });
    await isClean();
    await undo('by hand');
    expect(await open(invoice)).toBe('8000 9600');
    await isClean();
  });

  test('pays a supplier\'s bill in another currency from either side: proposed, booked by one click, taken back', async () => {
    const [euros, dollars] = [await supplier('Euro supplier', 'EUR'), await supplier('Dollar supplier')];
    const foreign = await billOf(euros, '200', 'EUR');
    await take(house, `pays ${foreign.number}`, -24_300);
    expect(await proposed(`pays ${foreign.number}`)).toMatchObject({ confidence: 0.95, worth: '24300', realised: '-300', parts: `${foreign.number} 20000 EUR` });
    const before = await realised();
    await accept(`pays ${foreign.number}`);
    expect(await posted(`pays ${foreign.number}`)).toBe('1000 -24300 USD -24300, 2000 20000 EUR 24300');
    expect([await open(foreign), await realised() - before]).toEqual(['0 0', -300n]);
    await isClean();
    await undo(`pays ${foreign.number}`);
    expect([await open(foreign), await realised()]).toEqual(['-20000 -24000', before]);
    // Euros for a bill in company money: the account gives its share.
    await firm.act(recordPayment, { customerId: await firm.customer({ currencyCode: 'EUR' }), amount: '500', currencyCode: 'EUR', companyAmount: '550', method: 'BANK', accountId: euro.ledger });
    const own = await billOf(dollars, '60', null);
    const [units, value] = (await held(euro)).split(' ').map(Number) as [number, number];
    await take(euro, `pays ${own.number}`, -5_000);
    const share = Math.round(5_000 * value / units);
    expect(await proposed(`pays ${own.number}`)).toMatchObject({ confidence: 0.95, worth: '6000', realised: String(6_000 - share), parts: `${own.number} 6000 USD` });
    const then = await realised();
    await accept(`pays ${own.number}`);
    expect(await posted(`pays ${own.number}`)).toBe(`1050 -5000 EUR ${-share}, 2000 6000 USD 6000, 7000 ${share - 6_000} USD ${share - 6_000}`);
    expect([await open(own), await realised() - then, await held(euro)]).toEqual(['0 0', BigInt(6_000 - share), `${units - 5_000} ${value - share}`]);
    await isClean();
    await undo(`pays ${own.number}`);
    expect([await open(own), await realised(), await held(euro)]).toEqual(['-6000 -6000', then, `${units} ${value}`]);
    await isClean();
    // By hand, yen from the euro bank.
    const inYen = await supplier('Yen supplier', 'JPY');
    const bill = await billOf(inYen, '9000', 'JPY');
    await take(euro, 'yen by hand', -5_000);
    const split = { amount: '50', supplierId: inYen, paid: { currencyCode: 'JPY', amount: '9000', bills: [{ billId: bill.id, amount: '9000' }] } };
    await firm.act(bookLine, { lineId: await lineId('yen by hand'), currencyCode: 'EUR', splits: [split] });
    expect(await posted('yen by hand')).toBe(`1050 -5000 EUR ${-share}, 2000 9000 JPY 6000, 7000 ${share - 6_000} USD ${share - 6_000}`);
    expect(await open(bill)).toBe('0 0');
    await isClean();
  });

  test('of the euro bank takes a payment back with the bank\'s fee: what came leaves as it came, the fee takes its share, both are undone as one', async () => {
    const customer = await firm.customer({ currencyCode: 'EUR' });
    const invoice = await invoiceOf(customer, '100');
    const before = await held(euro);
    await firm.act(recordPayment, { customerId: customer, amount: '100', currencyCode: 'EUR', companyAmount: '125', method: 'BANK', accountId: euro.ledger, reference: 'E2E-EUR-777', allocations: [{ invoiceId: invoice.id, amount: '100' }] });
    await take(euro, 'RETURN MD06 E2E-EUR-777 fee 3.00', -10_300);
    const bookings = () => firm.db.rows<{ amount: string; lines: string }>(sql`SELECT b."amountMinor"::text AS amount, (SELECT string_agg(a.code || ' ' || l."amountMinor" || ' ' || l."currencyCode" || ' ' || l."companyMinor", ', ' ORDER BY l.no) FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" WHERE l."entryId" = b."entryId") AS lines
      FROM "LineBooking" b JOIN "BankLine" s ON s.id = b."lineId" WHERE s.text LIKE 'RETURN MD06%' AND b."undoneAt" IS NULL ORDER BY b."amountMinor"`);
    const [units, value] = before.split(' ').map(Number) as [number, number];
    const share = Math.round(300 * value / units);
    expect(await bookings()).toEqual([{ amount: '-10000', lines: '1050 -10000 EUR -12500, 2100 10000 EUR 12500' }, { amount: '-300', lines: `1050 -300 EUR ${-share}, 5400 300 EUR 360, 7000 ${share - 360} USD ${share - 360}` }]);
    expect([await held(euro), await open(invoice)]).toEqual([`${units - 300} ${value - share}`, '10000 12000']);
    await isClean();
    const { id } = await firm.one<{ id: string }>(sql`SELECT b.id FROM "LineBooking" b JOIN "BankLine" s ON s.id = b."lineId" WHERE s.text LIKE 'RETURN MD06%' AND b."amountMinor" = -10000`);
    await firm.act(undoBooking, { bookingId: globalId('LineBooking', id), reason: 'wrong' });
    expect(await bookings()).toEqual([]);
    await matchAccount(await firm.context(), uuid(euro.id));
    expect((await bookings()).map(({ amount }) => amount)).toEqual(['-10000', '-300']);
    await isClean();
  });

  test('of a day without a usable rate is proposed on account alone', async () => {
    const customer = await firm.customer({ currencyCode: 'EUR' });
    const invoice = await invoiceOf(customer, '10');
    firm.day = later(firm.day, 30);
    await take(house, `late ${invoice.number}`, 1_200);
    expect(await proposed(`late ${invoice.number}`)).toMatchObject({ confidence: 0.65, parts: null, worth: null });
    await take(yen, `later ${invoice.number}`, 1_200);
    expect(await proposed(`later ${invoice.number}`)).toMatchObject({ confidence: 0.65, parts: null });
    await isClean();
  });
});
