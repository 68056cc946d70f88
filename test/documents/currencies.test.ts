// Statements in the currencies of what was charged and paid, and the papers of charges and deposits, in each language.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import '../../server/src/billing/invoiceShipped.ts';
import { chargeLate } from '../../server/src/charges/chargeLate.ts';
import { saveLatePolicy } from '../../server/src/charges/lateSettings.ts';
import { enterRate } from '../../server/src/currencies/enterRates.ts';
import { setCurrencyRule, setTradingCurrency } from '../../server/src/currencies/settings.ts';
import { receiveDeposit } from '../../server/src/deposits/moneyIn.ts';
import { requestDeposit } from '../../server/src/deposits/requestDeposit.ts';
import { runStatementSchedule, saveStatementSchedule } from '../../server/src/confirmations/statementSchedules.ts';
import { composed } from '../../server/src/documents/compose.ts';
import { issue, write } from '../../server/src/documents/issue.ts';
import type { Choices } from '../../server/src/documents/loading.ts';
import { mailFacts } from '../../server/src/documents/mailFacts.ts';
import '../../server/src/documents/sendDocuments.ts';
import type { DocumentKind, Language } from '../../server/src/generated/rows.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { receivablesByAge } from '../../server/src/receivables/receivablesByAge.ts';
import { statement } from '../../server/src/receivables/statement.ts';
import '../../server/src/schema.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import type { Day } from '../../server/src/shared/time.ts';
import { verify } from '../../server/src/verify.ts';
import { settled } from '../support/settled.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let service: string;
let customers: Record<'many' | 'euro' | 'own', string>;
const day = (text: string) => text as Day;
const sell = (customerId: string, unitPrice: string, currencyCode: string) => firm.invoice(customerId, [{ productId: service, quantity: '1', unitPrice }], { currencyCode });
const pay = (customerId: string, amount: string, currencyCode: string, more = {}) => firm.act(recordPayment, { customerId, amount, currencyCode, method: 'BANK', oldestFirst: true, ...more });
const laidOf = async (kind: DocumentKind, id: string, choices: Choices = {}, language: Language = 'EN') => {
  const { laid } = await write({ kind, id, language, choices }, await firm.context());
  const plain = (lines: string[]) => lines.map((line) => line.replace(/[\u2066-\u2069]/g, '')).join(' | ');
  const [sheet] = laid.sheets;
  return {
    text: JSON.stringify(laid), rows: sheet?.rows.map((row) => row.map(plain)), totals: sheet?.totals.map(({ label, value }) => [label, plain(value)]), facts: sheet?.facts.map(({ value }) => plain(value)),
    breakdowns: sheet?.breakdowns.map(({ label, rows }) => [label, ...rows.map((row) => row.map(plain))]),
  };
};

beforeAll(async () => {
  firm = await startTrade();
  firm.day = day('2026-01-05');
  service = await firm.service();
  await firm.act(setCurrencyRule, { maxAgeDays: 366 });
  for (const [code, rate] of [['EUR', '1.2'], ['JPY', '0.0067']] as const) {
    await firm.act(setTradingCurrency, { code });
    await firm.act(enterRate, { currencyCode: code, ratedOn: firm.day, rate });
  }
  customers = { many: await firm.customer({ email: 'many@example.com' }), euro: await firm.customer({ email: 'euro@example.com', currencyCode: 'EUR' }), own: await firm.customer({ email: 'own@example.com' }) };
  for (const customerId of [customers.many, customers.own]) await sell(customerId, '100', 'USD');
  for (const customerId of [customers.many, customers.euro]) await sell(customerId, '250.50', 'EUR');
  await sell(customers.many, '5000', 'JPY');
  firm.day = day('2026-02-10');
  await sell(customers.many, '80', 'EUR');
  await pay(customers.many, '200', 'EUR', { companyAmount: '230' });
  await pay(customers.many, '6000', 'JPY');
  await pay(customers.euro, '50', 'EUR');
  await pay(customers.own, '30', 'USD');
  firm.day = day('2026-02-20');
});
afterAll(async () => {
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  await firm.close();
});
const choices: Choices = { from: day('2026-02-01'), to: day('2026-02-20') };

test('who owes in several currencies sees each with its opening and closing balance, and what they are worth in the books', async () => {
  const { rows, totals, facts, breakdowns } = await laidOf('STATEMENT', uuid(customers.many), choices);
  expect(facts?.at(-1)).toBe('EUR, JPY, USD');
  expect(rows).toEqual([
    ['EUR'],
    ['1 February 2026', 'Balance brought forward', '', '', '250.50'],
    ['10 February 2026', expect.stringMatching(/^Invoice INV/), '80.00', '', '330.50'],
    ['10 February 2026', expect.stringMatching(/^Payment PAY/), '', '200.00', '130.50'],
    ['20 February 2026', 'Closing balance', '80.00', '200.00', '130.50'],
    ['JPY'],
    ['1 February 2026', 'Balance brought forward', '', '', '5,000'],
    ['10 February 2026', expect.stringMatching(/^Payment PAY/), '', '6,000', '-1,000'],
    ['20 February 2026', 'Closing balance', '', '6,000', '-1,000'],
    ['USD'],
    ['1 February 2026', 'Balance brought forward', '', '', '100.00'],
    ['20 February 2026', 'Closing balance', '', '', '100.00'],
  ]);
  expect(totals).toEqual([['Balance due', '130.50 EUR'], ['Balance in your favour', '1,000 JPY'], ['Balance due', '100.00 USD']]);
  expect(breakdowns).toEqual([
    ['Open by age', ['EUR', '80.00', '50.50', '0.00', '0.00', '0.00', '0.00'], ['JPY', '0', '0', '0', '0', '0', '-1,000'], ['USD', '0.00', '100.00', '0.00', '0.00', '0.00', '0.00']],
    ['Balances in the currency of our books', ['EUR', '130.50', '156.60'], ['JPY', '-1,000', '-6.70'], ['USD', '100.00', '100.00'], ['', '', '249.90 USD']],
  ]);
  // The sum is what the books say of the customer.
  const ages = await answerReport(receivablesByAge, { on: day('2026-02-20'), customerId: uuid(customers.many) }, await firm.context());
  expect(ages.totals.balance).toBe(24990n);
});

test('who owes in one other currency has a statement in it alone; who owes company money has one as ever', async () => {
  const euro = await laidOf('STATEMENT', uuid(customers.euro), choices);
  expect([euro.rows?.[0]?.[4], euro.totals, euro.breakdowns]).toEqual(['250.50', [['Charges', '0.00'], ['Payments and credits', '50.00'], ['Balance due', '200.50 EUR']], [['Open by age', ['0.00', '200.50', '0.00', '0.00', '0.00']]]]);
  const own = await laidOf('STATEMENT', uuid(customers.own), choices);
  expect([own.facts?.at(-1), own.totals, own.breakdowns]).toEqual(['USD', [['Charges', '0.00'], ['Payments and credits', '30.00'], ['Balance due', '70.00 USD']], [['Open by age', ['0.00', '70.00', '0.00', '0.00', '0.00']]]]);
  const items = await laidOf('STATEMENT', uuid(customers.many), { ...choices, form: 'OPEN_ITEMS' });
  expect([items.rows?.map(([first]) => first), items.breakdowns?.[0]?.length]).toEqual([['EUR', '5 January 2026', '10 February 2026', 'JPY', '10 February 2026', 'USD', '5 January 2026'], 4]);
});

test('as of a day, as known at a time, it is the same to the byte whatever is booked later; the mail names each balance', async () => {
  const { statementSchedule = '' } = await firm.act(saveStatementSchedule, { name: 'Monthly', rhythm: 'MONTH', day: 20, condition: 'BALANCE', form: 'ACTIVITY', startsOn: '2026-01-01' });
  await firm.act(runStatementSchedule, { scheduleId: globalId('StatementSchedule', statementSchedule), dueOn: '2026-02-20' });
  const mails = await firm.db.rows<{ id: string; body: string; options: Choices }>(sql`SELECT m."subjectId" AS id, m.body, a.options FROM "Mail" m JOIN "MailAttachment" a ON a."mailId" = m.id WHERE m.kind = 'STATEMENT'`);
  const bodyOf = (customer: string) => mails.find(({ id }) => id === uuid(customer))?.body ?? '';
  expect([bodyOf(customers.many), bodyOf(customers.euro), bodyOf(customers.own)].map((body) => /Balance: (.*)/.exec(body)?.[1])).toEqual(['130.50 EUR · -1,000 JPY · 100.00 USD', '200.50 EUR', '70.00 USD']);
  const hashes = async () => Promise.all(mails.map(async ({ id, options }) => createHash('sha256').update((await issue({ kind: 'STATEMENT', id, language: 'EN', choices: options }, await firm.context())).file).digest('hex')));
  const then = await hashes();
  await settled(firm.db);
  firm.day = day('2026-04-10');
  await firm.act(enterRate, { currencyCode: 'EUR', ratedOn: '2026-02-10', rate: '1.5' });
  for (const [code, amount] of [['EUR', '10'], ['JPY', '100'], ['USD', '5']] as const) await pay(customers.many, amount, code, { paidOn: '2026-02-15' });
  await pay(customers.euro, '10', 'EUR', { paidOn: '2026-02-15' });
  expect(await hashes()).toEqual(then);
  const now = await answerReport(statement, { customerId: uuid(customers.many), from: day('2026-02-01'), to: day('2026-02-20') }, await firm.context());
  expect(now.currencies.map(({ currencyCode, closing }) => [currencyCode, closing.minor])).toEqual([['EUR', 12050n], ['JPY', -1100n], ['USD', 9500n]]);
  expect(now.currencies.reduce((sum, { worth }) => sum + worth, 0n)).toBe(now.closing);
});

test('charges and deposits have all their words and numbers in each language, on paper and in the mail', async () => {
  await firm.act(saveLatePolicy, { startsOn: '2026-01-01', mode: 'FIXED', rate: '0.0865', lumpSum: '40' });
  await firm.act(chargeLate, { customerId: customers.own });
  const { id: charge } = await firm.one<{ id: string }>(sql`SELECT id FROM "Charge"`);
  const orderId = await firm.order(customers.euro, [{ productId: service, quantity: '1', unitPrice: '300' }], { currencyCode: 'EUR' });
  const { deposit = '' } = await firm.act(requestDeposit, { orderId, share: '0.5' });
  await firm.act(receiveDeposit, { depositId: globalId('DepositRequest', deposit), amount: '60', currencyCode: 'EUR', method: 'BANK' });
  const interest = await laidOf('CHARGE', charge);
  expect(interest.rows?.map((row) => [row[0], row[1]?.split(' | ').slice(1), row[4]])).toEqual([['Interest', ['100.00 × 8.65% × 6/365', '70.00 × 8.65% × 59/365'], '1.12'], ['Lump sum', [], '40.00']]);
  const open = await laidOf('STATEMENT', uuid(customers.euro), { form: 'OPEN_ITEMS', to: firm.day });
  expect(open.rows?.map(([, document]) => document)).toContainEqual(expect.stringMatching(/^Deposit DEP-/));
  for (const language of ['EN', 'ZH', 'AR', 'FA', 'SW'] as const) {
    const papers = [['CHARGE', charge, {}], ['DEPOSIT_REQUEST', deposit, {}], ['STATEMENT', uuid(customers.many), {}], ['STATEMENT', uuid(customers.many), { form: 'OPEN_ITEMS' }], ['STATEMENT', uuid(customers.euro), { form: 'OPEN_ITEMS' }]] as const;
    for (const [kind, id, of] of papers) expect([kind, language, /documents\.[\w.]+/.exec((await laidOf(kind, id, of, language)).text)?.[0]]).toEqual([kind, language, undefined]);
    for (const [kind, id] of [['CHARGE', charge], ['DEPOSIT_REQUEST', deposit]] as const) {
      const facts = (await mailFacts(firm.db, kind, [id])).get(id);
      const { subject, body } = facts ? composed(kind, facts, language, { head: undefined, templates: [] }, await firm.context()) : { subject: '', body: '' };
      expect([subject.includes(facts?.number ?? '?'), body.includes(facts?.currencyCode ?? '?'), /[{}]/.test(body)]).toEqual([true, true, false]);
    }
  }
});

test('a charge is printed and mailed in the currency of the debts it is for', async () => {
  await firm.act(enterRate, { currencyCode: 'EUR', ratedOn: firm.day, rate: '1.6' });
  await firm.act(chargeLate, { customerId: customers.euro });
  const { id } = await firm.one<{ id: string }>(sql`SELECT id FROM "Charge" WHERE "customerId" = ${uuid(customers.euro)}::uuid`);
  const sheet = await laidOf('CHARGE', id);
  // Forty dollars at 1.6.
  expect([sheet.rows?.map((row) => [row[0], row[4]]).at(-1), sheet.rows?.[0]?.[1]?.split(' | ')[1]]).toEqual([['Lump sum', '25.00'], expect.stringMatching(/^250\.50 × 8\.65% × \d+\/365$/)]);
  expect(sheet.totals?.at(-1)?.[1]).toMatch(/ EUR$/);
  const facts = (await mailFacts(firm.db, 'CHARGE', [id])).get(id);
  expect(facts?.currencyCode).toBe('EUR');
});
