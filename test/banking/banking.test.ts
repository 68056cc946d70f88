import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explainUnapplied } from '../../server/src/banking/unapplied.ts';
import { acceptProposals, bookLine } from '../../server/src/banking/bookLine.ts';
import { identifyReceipt, undoBooking } from '../../server/src/banking/undoBooking.ts';
import { saveCollectionAccount, setCollectionRules } from '../../server/src/banking/collectionAccounts.ts';
import { importStatement, removeStatement } from '../../server/src/banking/importStatement.ts';
import { matchAccount } from '../../server/src/banking/matchWaiting.ts';
import { signReconciliation, undoReconciliation } from '../../server/src/banking/reconcile.ts';
import { saveStatementRule } from '../../server/src/banking/textRules.ts';
import { lockPeriod, unlockPeriod } from '../../server/src/books/closePeriod.ts';
import '../../server/src/schema.ts'; // what a file may be at is told by the faces
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { reversePayment } from '../../server/src/payments/reversePayment.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { verify } from '../../server/src/verify.ts';
import { keepAttachment } from '../../server/src/work/attachments.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let service: string;
let account: string;
const accountId = async (code: string) => globalId('Account', (await firm.one<{ id: string }>(sql`SELECT id FROM "Account" WHERE code = ${code}`)).id);

beforeAll(async () => {
  firm = await startTrade();
  service = await firm.service();
  account = globalId('CollectionAccount', (await firm.act(saveCollectionAccount, {
    name: 'House bank', kind: 'BANK', accountId: await accountId('1000'), bankAccountNo: 'DE89 3704 0044 0532 0130 00', tolerance: '0.10',
    csvMapping: { delimiter: ';', decimal: '.', dayForm: 'YMD', skip: 0, bookedOn: 'Date', amount: 'Amount', balance: 'Balance', text: ['Text'], payerName: 'Name', payerAccount: 'IBAN' },
  })).collectionAccount ?? '');
});
afterAll(() => firm.close());

const send = async (content: string | Buffer, at = account) => globalId('Attachment', (await keepAttachment(await firm.context(), {
  subject: { type: 'CollectionAccount', uuid: uuid(at) }, fileName: 'statement.csv', chunks: (async function* () { yield Buffer.from(content); })(), bytesMax: 1_000_000, key: null,
})).id);

interface Row { text: string; amount: number; name?: string; iban?: string; on?: string }
let balance = 100_000;
const cents = (amount: number) => `${amount < 0 ? '-' : ''}${Math.floor(Math.abs(amount) / 100)}.${String(Math.abs(amount) % 100).padStart(2, '0')}`;
const csv = (rows: Row[]): string => ['Date;Amount;Balance;Text;Name;IBAN', ...rows.map(({ text, amount, name = '', iban = '', on }) => {
  balance += amount;
  return [on ?? firm.day, cents(amount), cents(balance), text, name, iban].join(';');
})].join('\n');
const take = async (rows: Row[], isMatched = true) => {
  const result = await firm.act(importStatement, { attachmentId: await send(csv(rows)) });
  if (isMatched) await matchAccount(await firm.context(), uuid(account));
  return result as unknown as { statements: string[]; lines: number; known: number };
};
const lineOf = (text: string) => firm.one<{ id: string; status: string; booked: string }>(sql`SELECT id, status::text, "bookedMinor"::text AS booked FROM "BankLine" WHERE text = ${text}`);
const invoiceOf = async (customer: string, amount: string) => {
  const id = await firm.invoice(customer, [{ productId: service, quantity: '1', unitPrice: amount }]);
  const { number } = await firm.one<{ number: string }>(sql`SELECT number FROM "Invoice" WHERE id = ${uuid(id)}`);
  return { id, number };
};
const open = async (invoice: { id: string }) => (await firm.one<{ open: string }>(sql`SELECT "openMinor"::text AS open FROM "OpenItem" WHERE "sourceId" = ${uuid(invoice.id)}`)).open;
const credit = (customer: string) => firm.one<Record<string, string>>(sql`SELECT "receivableMinor"::text AS receivable, "unappliedMinor"::text AS unapplied FROM "CreditAccount" WHERE "customerId" = ${uuid(customer)}`);
const codes = async (line: string) => (await firm.one<{ codes: string }>(sql`SELECT string_agg(a.code || ' ' || l."companyMinor", ', ' ORDER BY e.sequence, l.no) AS codes FROM "BankLine" s JOIN "LineBooking" b ON b."lineId" = s.id
  JOIN "JournalEntry" e ON e.id = b."entryId" JOIN "JournalLine" l ON l."entryId" = e.id JOIN "Account" a ON a.id = l."accountId" WHERE s.text = ${line}`)).codes;
const bookingOf = async (text: string) => globalId('LineBooking', (await firm.one<{ id: string }>(sql`SELECT b.id FROM "LineBooking" b JOIN "BankLine" l ON l.id = b."lineId" WHERE l.text = ${text} AND b."undoneAt" IS NULL`)).id);
const book = async (text: string, splits: Record<string, unknown>[]) => firm.act(bookLine, { lineId: globalId('BankLine', (await lineOf(text)).id), splits });
const refusedBook = async (text: string, splits: Record<string, unknown>[]) => firm.refusal(bookLine, { lineId: globalId('BankLine', (await lineOf(text)).id), splits });
const isClean = async () => expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);

describe('a statement', () => {
  test('is taken in once: the same file, and another that covers the same days, bring nothing twice', async () => {
    const rows = [{ text: 'first', amount: 100 }, { text: 'same', amount: 250 }, { text: 'same', amount: 250 }];
    const file = csv(rows);
    const made = await firm.act(importStatement, { attachmentId: await send(file) });
    expect(made).toMatchObject({ lines: 3, known: 0 });
    expect(await firm.act(importStatement, { attachmentId: await send(file) })).toEqual({ ...made, lines: 0, known: 3 });
    const longer = `${file}\n${firm.day};1.00;${cents(balance += 100)};more;;`;
    expect(await firm.act(importStatement, { attachmentId: await send(longer) })).toMatchObject({ lines: 1, known: 3 });
    expect(await firm.one(sql`SELECT count(*)::int AS n FROM "BankLine"`)).toEqual({ n: 4 });
    expect(await firm.one(sql`SELECT max(abs("gapMinor"))::int AS gap FROM "BankStatement"`)).toEqual({ gap: 0 });
    await isClean();
  });

  test('whose lines do not bring its closing balance is refused, with the difference; a gap before it is told', async () => {
    const attachmentId = await send(':20:X\n:25:DE89370400440532013000\n:28C:5/1\n:60F:C260105USD100,00\n:61:2601050105C5,00NTRFNONREF\n:62F:C260105USD105,01\n');
    const refused = await firm.act(importStatement, { attachmentId }).catch((error: { facts: unknown; kind: { code: string } }) => error);
    expect(refused).toMatchObject({ kind: { code: 'STATEMENT_UNBALANCED' }, facts: { difference: { minor: 1n, currencyCode: 'USD' } } });
    expect(await firm.refusal(importStatement, { attachmentId: await send(':20:X\n:25:9999999999\n:60F:C260105USD1,00\n:62F:C260105USD1,00\n') })).toBe('STATEMENT_ACCOUNT_UNKNOWN');
    expect(await firm.refusal(importStatement, { attachmentId: await send('nothing that is a statement') })).toBe('STATEMENT_UNREADABLE');
    const far = await firm.act(importStatement, { attachmentId: await send(':20:X\n:25:0532013000\n:28C:9/1\n:60F:C260105USD2000,00\n:62F:C260105USD2000,00\n') });
    const [statement = ''] = far.statements as unknown as string[];
    expect(await firm.one(sql`SELECT "gapMinor"::text AS gap, "lineCount" AS lines FROM "BankStatement" WHERE id = ${statement}`)).toEqual({ gap: String(200_000 - balance), lines: 0 });
    await firm.act(removeStatement, { statementId: globalId('BankStatement', statement) });
    await isClean();
  });
});

describe('lines', () => {
  test('that are sure are booked by themselves: payment, allocation and books as if recorded by hand', async () => {
    const customer = await firm.customer();
    const [a, b] = [await invoiceOf(customer, '100'), await invoiceOf(customer, '60')];
    await take([{ text: `Invoice ${a.number}`, amount: 10_000 }, { text: `${b.number} part`, amount: 2_500, name: 'X' }, { text: 'who knows', amount: 777 }]);
    expect([await open(a), await open(b)]).toEqual(['0', '6000']);
    expect(await codes(`Invoice ${a.number}`)).toBe('1000 10000, 2100 -10000');
    expect(await credit(customer)).toEqual({ receivable: '6000', unapplied: '0' });
    const waiting = await lineOf(`${b.number} part`);
    expect(waiting.status).toBe('OPEN');
    expect(await firm.one(sql`SELECT p.kind::text, p.confidence::float8 < 0.97 AS unsure, jsonb_array_length(p.reasons) > 0 AS told FROM "MatchProposal" p WHERE p."lineId" = ${waiting.id} AND rank = 1`)).toEqual({ kind: 'CUSTOMER', unsure: true, told: true });
    expect(await firm.act(acceptProposals, { lines: [{ lineId: globalId('BankLine', waiting.id) }] })).toMatchObject({ booked: 1, left: 0 });
    expect(await firm.act(acceptProposals, { lines: [{ lineId: globalId('BankLine', waiting.id) }] })).toMatchObject({ booked: 0, left: 1 });
    expect(await open(b)).toBe('3500');
    await isClean();
  });

  test('taken back restore invoice, credit and line exactly, and may be booked again', async () => {
    const customer = await firm.customer();
    const invoice = await invoiceOf(customer, '80');
    await take([{ text: `RE ${invoice.number}`, amount: 8_000 }]);
    expect(await open(invoice)).toBe('0');
    await firm.act(undoBooking, { bookingId: await bookingOf(`RE ${invoice.number}`), reason: 'wrong' });
    expect([await open(invoice), await credit(customer)]).toEqual(['8000', { receivable: '8000', unapplied: '0' }]);
    expect(await lineOf(`RE ${invoice.number}`)).toMatchObject({ status: 'OPEN', booked: '0' });
    await matchAccount(await firm.context(), uuid(account));
    expect(await open(invoice)).toBe('0');
    await isClean();
  });

  test('are split over customers, invoices and accounts; what stays on account needs a reason', async () => {
    const [one, two] = [await firm.customer(), await firm.customer()];
    const [a, b] = [await invoiceOf(one, '30'), await invoiceOf(two, '50')];
    await take([{ text: 'joint', amount: 9_000 }]);
    const splits = [{ amount: '30', customerId: one, invoices: [{ invoiceId: a.id, amount: '30' }] }, { amount: '55', customerId: two, invoices: [{ invoiceId: b.id, amount: '50' }] }];
    expect(await refusedBook('joint', splits)).toBe('UNAPPLIED_REASON_NEEDED');
    expect(await refusedBook('joint', [{ amount: '90.01', customerId: one, unappliedReason: 'PREPAYMENT' }])).toBe('LINE_EXCEEDED');
    expect(await refusedBook('joint', [{ amount: '1', customerId: one, supplierId: one }])).toBe('INPUT_INVALID');
    expect(await refusedBook('joint', [{ amount: '90', accountId: await accountId('1100') }])).toBe('LEDGER_ACCOUNT_CLOSED');
    await book('joint', [splits[0] ?? {}, { ...splits[1], unappliedReason: 'OVERPAYMENT', note: 'paid twice?' }]);
    expect(await lineOf('joint')).toMatchObject({ status: 'OPEN', booked: '8500' });
    await book('joint', [{ amount: '5', accountId: await accountId('4900'), note: 'interest' }]);
    expect(await lineOf('joint')).toMatchObject({ status: 'BOOKED', booked: '9000' });
    expect([await open(a), await open(b), (await credit(two)).unapplied]).toEqual(['0', '0', '500']);
    expect(await refusedBook('joint', splits)).toBe('LINE_BOOKED');
    await isClean();
  });

  test('paid short: a fee, a discount with its tax and a slip are written off, a dispute stays open; reversing restores all', async () => {
    const customer = await firm.customer();
    const [fee, discount, dispute] = [await invoiceOf(customer, '100'), await invoiceOf(customer, '200'), await invoiceOf(customer, '300')];
    await take([{ text: 'short ones', amount: 57_600 }]);
    await book('short ones', [{ amount: '576', customerId: customer, invoices: [
      { invoiceId: fee.id, amount: '95', short: '5', shortReason: 'FEE' }, { invoiceId: discount.id, amount: '196', short: '4', shortReason: 'DISCOUNT' }, { invoiceId: dispute.id, amount: '285', shortReason: 'DISPUTE' },
    ] }]);
    expect([await open(fee), await open(discount), await open(dispute)]).toEqual(['0', '0', '1500']);
    const { codes: written } = await firm.one<{ codes: string }>(sql`SELECT string_agg(a.code || ' ' || l."companyMinor", ', ' ORDER BY e."sourceRevision", l.no) AS codes FROM "ShortPayment" s JOIN "JournalEntry" e ON e.id = s."entryId"
      JOIN "JournalLine" l ON l."entryId" = e.id JOIN "Account" a ON a.id = l."accountId" WHERE s."customerId" = ${uuid(customer)}`);
    expect(written).toBe('5400 500, 1100 -500, 4300 400, 1100 -400');
    await isClean();
    const { id } = await firm.one<{ id: string }>(sql`SELECT id FROM "Payment" WHERE "customerId" = ${uuid(customer)}`);
    await firm.act(undoBooking, { bookingId: await bookingOf('short ones'), reason: 'not theirs' });
    expect(await firm.refusal(reversePayment, { paymentId: globalId('Payment', id), reason: 'again' })).toBe('PAYMENT_REVERSED');
    expect([await open(fee), await open(discount), await open(dispute), await credit(customer)]).toEqual(['10000', '20000', '30000', { receivable: '60000', unapplied: '0' }]);
    await isClean();
  });

  test('of nobody known wait in 2120 until somebody is named, and go back there', async () => {
    const customer = await firm.customer();
    const invoice = await invoiceOf(customer, '40');
    await take([{ text: 'mystery', amount: 4_000 }]);
    await book('mystery', [{ amount: '40', unidentified: true }]);
    expect(await codes('mystery')).toBe('1000 4000, 2120 -4000');
    const { id } = await firm.one<{ id: string }>(sql`SELECT i.id FROM "OpenItem" i JOIN "Account" a ON a.id = i."accountId" WHERE a.code = '2120' AND i."openMinor" <> 0`);
    const openItemId = globalId('OpenItem', id);
    await firm.act(explainUnapplied, { openItemId, reason: 'OTHER', note: 'the bank was asked', targetOn: later(firm.day, 5) });
    const { payment = '' } = await firm.act(identifyReceipt, { openItemId, customerId: customer, allocations: [{ invoiceId: invoice.id, amount: '40' }], reason: 'bank said' });
    expect(await open(invoice)).toBe('0');
    expect(await firm.refusal(undoBooking, { bookingId: await bookingOf('mystery'), reason: 'x' })).toBe('RECEIPT_IDENTIFIED');
    await isClean();
    await firm.act(reversePayment, { paymentId: globalId('Payment', payment), reason: 'somebody else' });
    expect([await open(invoice), (await firm.one<{ open: string }>(sql`SELECT "openMinor"::text AS open FROM "OpenItem" WHERE id = ${id}`)).open]).toEqual(['4000', '-4000']);
    await firm.act(undoBooking, { bookingId: await bookingOf('mystery'), reason: 'x' });
    await isClean();
  });

  test('follow rules by their text, and are linked to what was recorded by hand', async () => {
    await firm.act(saveStatementRule, { name: 'Bank fees', contains: 'maintenance fee', accountId: await accountId('6000'), isIn: false, isAutomatic: true });
    const customer = await firm.customer({ name: 'Handmade Goods' });
    const { payment = '' } = await firm.act(recordPayment, { customerId: customer, amount: '12.34', method: 'BANK', reference: 'HAND-1' });
    await take([{ text: 'Account MAINTENANCE FEE', amount: -900 }, { text: 'transfer', amount: 1_234, name: 'HANDMADE GOODS' }]);
    expect(await codes('Account MAINTENANCE FEE')).toBe('1000 -900, 6000 900');
    expect(await firm.one(sql`SELECT b.kind::text, b."paymentId" AS payment FROM "LineBooking" b JOIN "BankLine" l ON l.id = b."lineId" WHERE l.text = 'transfer'`)).toEqual({ kind: 'ENTRY', payment });
    await firm.act(undoBooking, { bookingId: await bookingOf('Account MAINTENANCE FEE'), reason: 'other account' });
    await isClean();
  });

  test('are not booked on a locked day, nor beyond what an invoice still owes', async () => {
    const customer = await firm.customer();
    const invoice = await invoiceOf(customer, '20');
    await take([{ text: 'locked', amount: 3_000 }]);
    expect(await refusedBook('locked', [{ amount: '30', customerId: customer, invoices: [{ invoiceId: invoice.id, amount: '30' }] }])).toBe('ALLOCATION_EXCEEDS_INVOICE');
    const { id } = await firm.one<{ id: string }>(sql`SELECT id FROM "Period" WHERE "startsOn" <= ${firm.day}::date AND "endsOn" >= ${firm.day}::date`);
    await firm.act(lockPeriod, { periodId: globalId('Period', id), reason: 'test' });
    expect(await refusedBook('locked', [{ amount: '30', unidentified: true }])).toBe('PERIOD_LOCKED');
    await firm.act(unlockPeriod, { periodId: globalId('Period', id), reason: 'test' });
    await isClean();
  });
});

test('money goes to the account that a rule names, by method and group', async () => {
  const till = globalId('CollectionAccount', (await firm.act(saveCollectionAccount, { name: 'Gateway', kind: 'GATEWAY', accountId: await accountId('1050') })).collectionAccount ?? '');
  await firm.act(setCollectionRules, { rules: [{ method: 'CARD', collectionAccountId: till }] });
  const customer = await firm.customer();
  const codeOf = async (method: string) => {
    const { payment = '' } = await firm.act(recordPayment, { customerId: customer, amount: '1', method });
    return (await firm.one<{ code: string }>(sql`SELECT a.code FROM "Payment" p JOIN "Account" a ON a.id = p."accountId" WHERE p.id = ${payment}`)).code;
  };
  expect([await codeOf('CARD'), await codeOf('BANK'), await codeOf('CASH')]).toEqual(['1050', '1000', '1010']);
  expect(await firm.refusal(saveCollectionAccount, { name: 'Twice', kind: 'BANK', accountId: await accountId('1050') })).toBe('COLLECTION_ACCOUNT_TAKEN');
  await isClean();
});

test('an account is signed up to a day when all that differs is explained, and its lines are locked until that is undone', async () => {
  const day = firm.day;
  const refused = await firm.refusal(signReconciliation, { collectionAccountId: account, endsOn: day });
  expect(refused).toBe('RECONCILIATION_NOTE_NEEDED'); // the bank began with 1,000.00, the books with nothing
  const { reconciliation = '' } = await firm.act(signReconciliation, { collectionAccountId: account, endsOn: day, note: 'Opening balance is booked next week.' });
  const row = await firm.one<Record<string, string>>(sql`SELECT "statementMinor"::text AS statement, "ledgerMinor"::text AS ledger, "openingMinor"::text AS opening FROM "Reconciliation" WHERE id = ${reconciliation}`);
  expect(row).toMatchObject({ statement: String(balance), opening: '100000' });
  const { id } = await firm.one<{ id: string }>(sql`SELECT b.id FROM "LineBooking" b WHERE b."undoneAt" IS NULL LIMIT 1`);
  expect(await firm.refusal(undoBooking, { bookingId: globalId('LineBooking', id), reason: 'late' })).toBe('LINE_RECONCILED');
  expect(await firm.refusal(signReconciliation, { collectionAccountId: account, endsOn: day, note: 'x' })).toBe('RECONCILIATION_SIGNED');
  firm.day = later(firstDay, 1);
  await isClean();
  await firm.act(undoReconciliation, { reconciliationId: globalId('Reconciliation', reconciliation), reason: 'found more' });
  await firm.act(undoBooking, { bookingId: globalId('LineBooking', id), reason: 'late' });
  await isClean();
});
