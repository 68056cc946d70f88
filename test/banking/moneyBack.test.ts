// Lines that take payments back or pay refunds: found by reference, with confidence and reasons, and booked.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acceptProposals, bookLine } from '../../server/src/banking/bookLine.ts';
import { saveCollectionAccount } from '../../server/src/banking/collectionAccounts.ts';
import { importStatement } from '../../server/src/banking/importStatement.ts';
import { matchAccount } from '../../server/src/banking/matchWaiting.ts';
import { undoBooking } from '../../server/src/banking/undoBooking.ts';
import { bouncePayment, withdrawBounce } from '../../server/src/charges/bounces.ts';
import { createRefund, payRefund, requestRefundApproval } from '../../server/src/charges/refunds.ts';
import { enterRate } from '../../server/src/currencies/enterRates.ts';
import { setTradingCurrency } from '../../server/src/currencies/settings.ts';
import { matchLines } from '../../server/src/matching/match.ts';
import { feesTold, returnReason } from '../../server/src/matching/moneyBack.ts';
import '../../server/src/schema.ts'; // what a file may be at is told by the faces
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { minor } from '../../server/src/shared/money.ts';
import { verify } from '../../server/src/verify.ts';
import { setApprovalLimit } from '../../server/src/work/approvalLimits.ts';
import { keepAttachment } from '../../server/src/work/attachments.ts';
import { later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';
import { multiplied, northwindSet, onlineRetailSet } from './labelled/invoices.ts';
import { feeMax, returnFeesOf } from './labelled/returnFees.ts';
import { returnsOf } from './labelled/returns.ts';

test.each([
  ['RETURN AM04', null, false, 'INSUFFICIENT_FUNDS'], ['Rücklastschrift AC04', null, false, 'ACCOUNT_CLOSED'], ['Unpaid cheque: stopped', null, false, 'STOPPED'], ['', 'PMNT.RDDT.UPDD RTRN MD06', false, 'OBJECTED'], ['', 'RTRN MD01', false, 'NO_MANDATE'],
  ['RTRN AC01', null, false, 'FORMAL'], ['Retour', null, false, 'OTHER'], ['x', null, true, 'OTHER'], ['Salary', null, false, undefined], ['Turnover', null, false, undefined],
] as const)('a bank says why by "%s" %s', (text, code, isReversal, is) => expect(returnReason({ text, code, isReversal })).toBe(is));

test('of the labelled lines what is booked by itself is right, and most of what bears a reference is', () => {
  const { lines, facts } = returnsOf(northwindSet());
  const proposals = matchLines({ invoices: [], bills: [], suppliers: [], entries: [], rules: [], threshold: 0.97, tolerance: minor(0), ...facts }, lines.map(({ line }) => line));
  const judged = lines.map(({ clue, line, is }) => {
    const [first] = proposals.get(line.id) ?? [];
    return { clue, isSure: (first?.confidence ?? 0) >= 0.97, isRight: !!first && first.paymentId === is.paymentId && first.refundId === is.refundId };
  });
  const sure = judged.filter(({ isSure }) => isSure);
  expect(sure.filter(({ isRight }) => isRight).length / sure.length).toBeGreaterThanOrEqual(0.995);
  const share = (clue: string, of: 'isSure' | 'isRight') => { const own = judged.filter((each) => each.clue === clue); return own.filter((each) => each[of]).length / own.length; };
  for (const clue of ['END_TO_END', 'NUMBER', 'CHEQUE', 'REFUND_NUMBER']) expect([clue, share(clue, 'isSure') >= 0.95]).toEqual([clue, true]);
  // What bears none, or waits for a second person, is proposed to a person.
  for (const clue of ['PAYER_ONLY', 'MARK_ONLY', 'REFUND_WAITS', 'SALARY', 'SUPPLIER']) expect([clue, share(clue, 'isSure')]).toEqual([clue, 0]);
  for (const clue of ['PAYER_ONLY', 'REFUND_PAYER', 'REFUND_WAITS']) expect([clue, share(clue, 'isRight') >= 0.9]).toEqual([clue, true]);
});

test.each([
  ['Rücklastschrift Entgelt 3,00', 2, [300n]], ['RTRN OAMT+100,00 COAM+4,5', 2, [450n]], ['Gebühr: EUR 7', 2, [700n]], ['incl. fee of 12.50 USD', 2, [1250n]], ['charges 3.00, costs 1.20', 2, [300n, 120n]], ['fee 300', 0, [300n]], ['fee 3.00', 0, []],
  ['fee 2026/42', 2, []], ['Coffee 3.00', 2, []], ['no costs', 2, []],
] as const)('a bank tells its fee by "%s" (%i places)', (text, places, fees) => expect(feesTold(text, places)).toEqual(fees));

test.each([[northwindSet(), 1], [northwindSet(), 2], [onlineRetailSet(), 3], [multiplied(northwindSet(), 4_000), 4]] as const)('of the labelled lines of returns with the bank\'s fee what is booked by itself is right (%#)', (set, seed) => {
  const { lines, received, customers } = returnFeesOf(set, seed);
  const proposals = matchLines({ invoices: [], bills: [], suppliers: [], entries: [], rules: [], threshold: 0.97, tolerance: minor(0), received, customers, fees: { most: feeMax, places: 2 } }, lines.map(({ line }) => line));
  const judged = lines.map(({ noise, line, is }) => {
    const [first] = proposals.get(line.id) ?? [];
    return { noise, isSure: (first?.confidence ?? 0) >= 0.97, isRight: is.paymentId !== undefined && first?.paymentId === is.paymentId && (first.fee ?? 0n) === is.fee };
  });
  const share = (of: typeof judged, is: 'isSure' | 'isRight') => of.filter((each) => each[is]).length / of.length;
  expect(share(judged.filter(({ isSure }) => isSure), 'isRight')).toBeGreaterThanOrEqual(0.995);
  for (const [noise, own] of Map.groupBy(judged, (each) => each.noise)) {
    if (['TOLD', 'FIELDS', 'LEFT', 'CHEQUE', 'NO_FEE'].includes(noise)) expect([noise, share(own, 'isSure') >= 0.95]).toEqual([noise, true]);
    else expect([noise, share(own, 'isSure')]).toEqual([noise, 0]);
    if (['NO_WORD', 'OTHER_FEE', 'PAYER_ONLY'].includes(noise)) expect([noise, share(own, 'isRight') >= 0.8]).toEqual([noise, true]);
  }
});

describe('a line of money out', () => {
  let firm: Trade;
  let service: string;
  let account: string;
  beforeAll(async () => {
    firm = await startTrade();
    service = await firm.service();
    const accountId = globalId('Account', (await firm.one<{ id: string }>(sql`SELECT id FROM "Account" WHERE code = '1000'`)).id);
    account = globalId('CollectionAccount', (await firm.act(saveCollectionAccount, {
      name: 'House bank', kind: 'BANK', accountId, bankAccountNo: 'DE89 3704 0044 0532 0130 00', csvMapping: { delimiter: ';', decimal: '.', dayForm: 'YMD', skip: 0, bookedOn: 'Date', amount: 'Amount', balance: 'Balance', text: ['Text'], payerName: 'Name', payerAccount: 'IBAN' },
    })).collectionAccount ?? '');
  });
  afterAll(async () => {
    expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
    await firm.close();
  });
  let balance = 1_000_000;
  const take = async (text: string, cents: number, name = '') => {
    balance += cents;
    const decimal = (amount: number) => (amount / 100).toFixed(2);
    const content = `Date;Amount;Balance;Text;Name;IBAN\n${firm.day};${decimal(cents)};${decimal(balance)};${text};${name};`;
    const { id } = await keepAttachment(await firm.context(), { subject: { type: 'CollectionAccount', uuid: uuid(account) }, fileName: 'statement.csv', chunks: (async function* () { yield Buffer.from(content); })(), bytesMax: 1_000_000, key: null });
    await firm.act(importStatement, { attachmentId: globalId('Attachment', id) });
    await matchAccount(await firm.context(), uuid(account));
    return firm.one<{ id: string; status: string; kind: string | null; confidence: string | null; reasons: { code: string }[] | null }>(sql`SELECT l.id, l.status::text, p.kind::text, p.confidence::text, p.reasons FROM "BankLine" l LEFT JOIN "MatchProposal" p ON p."lineId" = l.id AND p.rank = 1 WHERE l.text = ${text}`);
  };
  const paid = async (reference: string, price = '100', more = {}) => {
    const customerId = await firm.customer();
    const invoiceId = await firm.invoice(customerId, [{ productId: service, quantity: '1', unitPrice: price }]);
    const { payment = '' } = await firm.act(recordPayment, { customerId, amount: price, method: 'BANK', reference, allocations: [{ invoiceId, amount: price }], ...more });
    const { number } = await firm.one<{ number: string }>(sql`SELECT number FROM "Payment" WHERE id = ${payment}`);
    return { customerId, invoiceId, payment, number };
  };
  const openOf = async (invoiceId: string) => (await firm.one<{ open: string }>(sql`SELECT "openMinor"::text AS open FROM "OpenItem" WHERE "sourceId" = ${uuid(invoiceId)}`)).open;
  const bookingOf = (lineId: string) => firm.one<{ id: string; kind: string; automatic: boolean; onAccount: string }>(sql`SELECT b.id, b.kind::text, b."isAutomatic" AS automatic, (SELECT sum(j."companyMinor")::text FROM "JournalLine" j JOIN "Account" a ON a.id = j."accountId" AND a.code = '1000' WHERE j."entryId" = b."entryId") AS "onAccount"
    FROM "LineBooking" b WHERE b."lineId" = ${lineId} AND b."undoneAt" IS NULL`);

  test('takes a payment back by its reference: the invoice is open again, by the reason that the bank tells; undone, the line waits and finds the entry', async () => {
    const { invoiceId, payment } = await paid('DD-2026-778811');
    firm.day = later(firm.day, 5);
    const line = await take('RETURN AM04 DD-2026-778811', -10_000);
    expect(line).toMatchObject({ status: 'BOOKED', kind: 'RETURN', confidence: '0.985000' });
    expect(line.reasons?.map(({ code }) => code)).toEqual(['RETURNED', 'AMOUNT', 'REFERENCE']);
    expect([await openOf(invoiceId), await firm.one(sql`SELECT reason::text, "bouncedOn"::text AS on FROM "Bounce" WHERE "paymentId" = ${payment}`)]).toEqual(['10000', { reason: 'INSUFFICIENT_FUNDS', on: firm.day }]);
    const booking = await bookingOf(line.id);
    expect(booking).toMatchObject({ kind: 'RETURN', automatic: true, onAccount: '-10000' });
    await firm.act(undoBooking, { bookingId: globalId('LineBooking', booking.id), reason: 'To look at' });
    expect(await openOf(invoiceId)).toBe('10000');
    await matchAccount(await firm.context(), uuid(account));
    expect(await bookingOf(line.id)).toMatchObject({ kind: 'ENTRY', onAccount: '-10000' });
  });
  test('without a reference is a person\'s to book', async () => {
    const { invoiceId } = await paid('DD-2026-990011', '77.77');
    const line = await take('Rücklastschrift', -7_777);
    expect([line.status, line.kind, await openOf(invoiceId)]).toEqual(['OPEN', 'RETURN', '0']);
    expect(await firm.act(acceptProposals, { lines: [{ lineId: globalId('BankLine', line.id) }] })).toMatchObject({ booked: 1 });
    expect([await openOf(invoiceId), (await bookingOf(line.id)).kind]).toEqual(['7777', 'RETURN']);
  });
  test('that somebody has noted before is linked to its entry, by number', async () => {
    const { payment, number } = await paid('DD-2026-445566', '55.55');
    await firm.act(bouncePayment, { paymentId: globalId('Payment', payment), reason: 'STOPPED' });
    const line = await take(`Unpaid ${number}`, -5_555);
    expect([line.status, (await bookingOf(line.id)).kind]).toEqual(['BOOKED', 'ENTRY']);
    expect(await firm.one(sql`SELECT count(*)::int AS n FROM "Bounce" WHERE "paymentId" = ${payment}`)).toEqual({ n: 1 });
  });
  const feesOf = () => firm.one<{ fees: string }>(sql`SELECT coalesce(sum(j."companyMinor"), 0)::text AS fees FROM "JournalLine" j JOIN "Account" a ON a.id = j."accountId" AND a.code = '5400'`);
  const bookingsOf = (lineId: string) => firm.db.rows<{ id: string; kind: string; amount: string; onAccount: string }>(sql`SELECT b.id, b.kind::text, b."amountMinor"::text AS amount, (SELECT sum(j."companyMinor")::text FROM "JournalLine" j JOIN "Account" a ON a.id = j."accountId" AND a.code = '1000' WHERE j."entryId" = b."entryId") AS "onAccount"
    FROM "LineBooking" b WHERE b."lineId" = ${lineId} AND b."undoneAt" IS NULL ORDER BY b."amountMinor"`);
  test('takes a payment back together with the bank\'s fee: two entries by one step, undone as one, found again as one; withdrawn, all is as before', async () => {
    const { invoiceId, payment } = await paid('DD-2026-313131', '120');
    const line = await take('RETURN AM04 DD-2026-313131 fee 4.50', -12_450);
    expect(line).toMatchObject({ status: 'BOOKED', kind: 'RETURN', confidence: '0.980000' });
    expect(line.reasons?.map(({ code }) => code)).toEqual(['RETURNED', 'BANK_FEE', 'REFERENCE']);
    const both = [{ kind: 'RETURN', amount: '-12000', onAccount: '-12000' }, { kind: 'RETURN', amount: '-450', onAccount: '-450' }];
    expect([await openOf(invoiceId), await feesOf(), await bookingsOf(line.id)]).toMatchObject(['12000', { fees: '450' }, both]);
    expect(await firm.one(sql`SELECT "bankFeeMinor"::text AS fee, reason::text FROM "Bounce" WHERE "paymentId" = ${payment}`)).toEqual({ fee: '450', reason: 'INSUFFICIENT_FUNDS' });
    const [, fee] = await bookingsOf(line.id);
    await firm.act(undoBooking, { bookingId: globalId('LineBooking', fee?.id ?? ''), reason: 'To look at' });
    expect(await firm.one(sql`SELECT status::text, "bookedMinor"::text AS booked FROM "BankLine" WHERE id = ${line.id}`)).toEqual({ status: 'OPEN', booked: '0' });
    await matchAccount(await firm.context(), uuid(account));
    expect(await bookingsOf(line.id)).toMatchObject(both.map((each) => ({ ...each, kind: 'ENTRY' })));
    const { id } = await firm.one<{ id: string }>(sql`SELECT id FROM "Bounce" WHERE "paymentId" = ${payment}`);
    await firm.act(withdrawBounce, { bounceId: globalId('Bounce', id), reason: 'It was paid after all' });
    expect([await openOf(invoiceId), await feesOf()]).toEqual(['0', { fees: '0' }]);
  });
  test('with a fee that is only what is over is booked up to what the account says; beyond it waits', async () => {
    const { invoiceId } = await paid('DD-2026-414141', '80');
    const { invoiceId: other } = await paid('DD-2026-515151', '90');
    const line = await take('Unpaid DD-2026-414141', -8_000 - 3_000);
    expect([line.status, line.reasons?.[1], await openOf(invoiceId)]).toEqual(['BOOKED', { code: 'BANK_FEE', minor: '3000', how: 'LEFT' }, '8000']);
    const beyond = await take('Unpaid DD-2026-515151', -9_000 - 3_001);
    expect([beyond.status, beyond.kind, await openOf(other)]).toEqual(['OPEN', null, '0']);
  });
  test('is booked as a return and a fee by hand, exactly; a payment that came back is not returned twice', async () => {
    const { invoiceId, payment } = await paid('no reference', '60');
    const line = await take('nothing that anybody knows', -6_700);
    const lineId = globalId('BankLine', line.id);
    const split = { amount: '67', returnedPaymentId: globalId('Payment', payment), returnReason: 'STOPPED', bankFee: '7' };
    expect(await firm.refusal(bookLine, { lineId, splits: [{ ...split, bankFee: '6' }] })).toBe('ENTRY_NOT_OF_ACCOUNT');
    expect(await firm.refusal(bookLine, { lineId, splits: [{ ...split, bankFee: null }] })).toBe('ENTRY_NOT_OF_ACCOUNT');
    expect(await firm.refusal(bookLine, { lineId, splits: [{ ...split, amount: '33' }, { ...split, amount: '34' }] })).toBe('INPUT_INVALID');
    await firm.act(bookLine, { lineId, splits: [split] });
    expect([await openOf(invoiceId), await bookingsOf(line.id)]).toMatchObject(['6000', [{ amount: '-6000', onAccount: '-6000' }, { amount: '-700', onAccount: '-700' }]]);
    const again = await take('nothing again', -6_700);
    expect(await firm.refusal(bookLine, { lineId: globalId('BankLine', again.id), splits: [split] })).toBe('PAYMENT_REVERSED');
  });
  const drafted = async (amount: string) => {
    const customerId = await firm.customer();
    const { payment = '' } = await firm.act(recordPayment, { customerId, amount, method: 'BANK' });
    const { id } = await firm.one<{ id: string }>(sql`SELECT "openItemId" AS id FROM "Payment" WHERE id = ${payment}`);
    const { refund = '' } = await firm.act(createRefund, { customerId, parts: [{ creditItemId: globalId('OpenItem', id) }], reason: 'OVERPAYMENT' });
    return { refund, ...await firm.one<{ number: string }>(sql`SELECT number FROM "Refund" WHERE id = ${refund}`) };
  };
  const statusOf = (refund: string) => firm.one<{ status: string; on: string | null }>(sql`SELECT status::text, "paidOn"::text AS on FROM "Refund" WHERE id = ${refund}`);
  test('pays a drafted refund by its number, on its day', async () => {
    const { refund, number } = await drafted('33.33');
    const line = await take(`Refund ${number}`, -3_333);
    expect(line).toMatchObject({ status: 'BOOKED', kind: 'REFUND', confidence: '0.990000' });
    expect([await statusOf(refund), await bookingOf(line.id)]).toMatchObject([{ status: 'PAID', on: firm.day }, { kind: 'REFUND', onAccount: '-3333' }]);
  });
  test('pays a refund by hand, of another currency at what the bank took; undone and found again', async () => {
    await firm.act(setTradingCurrency, { code: 'EUR' });
    await firm.act(enterRate, { currencyCode: 'EUR', ratedOn: firm.day, rate: '1.5' });
    const customerId = await firm.customer();
    const { payment = '' } = await firm.act(recordPayment, { customerId, amount: '20', currencyCode: 'EUR', method: 'BANK' });
    const { id } = await firm.one<{ id: string }>(sql`SELECT "openItemId" AS id FROM "Payment" WHERE id = ${payment}`);
    const draft = async () => (await firm.act(createRefund, { customerId, parts: [{ creditItemId: globalId('OpenItem', id), amount: '10' }], currencyCode: 'EUR', reason: 'OVERPAYMENT' })).refund ?? '';
    const [refund, other] = [await draft(), await draft()];
    const { number } = await firm.one<{ number: string }>(sql`SELECT number FROM "Refund" WHERE id = ${refund}`);
    const line = await take(`Overseas ${number}`, -1_533);
    expect([line.status, line.kind]).toEqual(['OPEN', null]);
    const split = (of: string, amount = '15.33') => ({ lineId: globalId('BankLine', line.id), splits: [{ amount, refundId: globalId('Refund', of) }] });
    expect(await firm.refusal(bookLine, split((await drafted('15.32')).refund))).toBe('ENTRY_NOT_OF_ACCOUNT');
    await firm.act(bookLine, split(refund));
    expect([await statusOf(refund), await bookingOf(line.id), await firm.one(sql`SELECT "companyMinor"::int AS worth FROM "Refund" WHERE id = ${refund}`)]).toMatchObject([{ status: 'PAID', on: firm.day }, { kind: 'REFUND', onAccount: '-1533' }, { worth: 1533 }]);
    await firm.act(undoBooking, { bookingId: globalId('LineBooking', (await bookingOf(line.id)).id), reason: 'To look at' });
    expect([await statusOf(refund), await firm.refusal(bookLine, split(refund))]).toMatchObject([{ status: 'PAID' }, 'REFUND_STATE']);
    await matchAccount(await firm.context(), uuid(account));
    expect([await bookingOf(line.id), (await statusOf(other)).status]).toMatchObject([{ kind: 'ENTRY', onAccount: '-1533' }, 'DRAFT']);
  });
  test('finds the entry of a refund that is paid already', async () => {
    const { refund, number } = await drafted('44.44');
    await firm.act(payRefund, { refundId: globalId('Refund', refund) });
    const line = await take(`Refund ${number}`, -4_444);
    expect([line.status, (await bookingOf(line.id)).kind]).toEqual(['BOOKED', 'ENTRY']);
  });
  test('leaves a refund that needs a second person to people', async () => {
    await firm.act(setApprovalLimit, { kind: 'REFUND', role: 'COLLECTOR', amount: '10' });
    const { refund, number } = await drafted('66.66');
    const line = await take(`Refund ${number}`, -6_666);
    expect([line.status, line.kind, (await statusOf(refund)).status, line.reasons?.map(({ code }) => code)]).toEqual(['OPEN', 'REFUND', 'DRAFT', ['REFERENCE', 'REFUND_DUE', 'AMOUNT', 'SECOND_PERSON']]);
    expect(await firm.refusal(requestRefundApproval, { refundId: globalId('Refund', refund), reason: 'Asked' })).toBe('REFUND_APPROVAL_SUFFICES');
  });
});
