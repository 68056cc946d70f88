// Receipts for money, and statements that are sent by themselves.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { issueReceipt } from '../../server/src/confirmations/issueReceipt.ts';
import { recordedSameDay, scheduledStatements } from '../../server/src/confirmations/reports.ts';
import { firstOf, lastDue, nextDue } from '../../server/src/confirmations/statementDays.ts';
import { runStatementSchedule, saveStatementSchedule, sendDueStatements } from '../../server/src/confirmations/statementSchedules.ts';
import { setCustomerCorrespondence } from '../../server/src/documents/correspondence.ts';
import { issue } from '../../server/src/documents/issue.ts';
import type { Choices } from '../../server/src/documents/loading.ts';
import '../../server/src/documents/sendDocuments.ts';
import { setMailRule } from '../../server/src/messaging/mailSettings.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { reversePayment } from '../../server/src/payments/reversePayment.ts';
import '../../server/src/schema.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import type { Day } from '../../server/src/shared/time.ts';
import { verify } from '../../server/src/verify.ts';
import { followedUp } from '../support/settled.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let trade: Trade;
let service: string;
let customers: Record<'owes' | 'late' | 'nothing' | 'nowhere' | 'declined', string>;
const day = (text: string) => text as Day;
const follow = async () => {
  const { now } = await trade.context();
  await followedUp(trade.db, () => now);
};
beforeAll(async () => {
  trade = await startTrade();
  trade.day = day('2026-03-02');
  service = await trade.service();
  const customer = (name: string, email: string | null, more = {}) => trade.customer({ name, ...(email ? { email } : {}), ...more });
  customers = {
    owes: await customer('Owes', 'owes@example.com'), late: await customer('Late', 'late@example.com', { paymentTermDays: 5 }), nothing: await customer('Nothing', 'nothing@example.com'),
    nowhere: await customer('Nowhere', null), declined: await customer('Declined', 'no@example.com'),
  };
  await trade.act(setCustomerCorrespondence, { customerId: customers.declined, declined: ['STATEMENT'] });
  for (const customerId of [customers.owes, customers.late, customers.nowhere, customers.declined]) await trade.invoice(customerId, [{ productId: service, quantity: '1', unitPrice: '100' }]);
});
afterAll(async () => {
  expect((await verify(trade.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  await trade.close();
});

test('the particulars of money are kept: payer, value date, cheque; a cheque\'s belong to a cheque', async () => {
  const customerId = customers.owes;
  expect(await trade.refusal(recordPayment, { customerId, amount: '1.00', method: 'WALLET', chequeNumber: '7' })).toBe('INPUT_INVALID');
  const { payment = '' } = await trade.act(recordPayment, { customerId, amount: '5.00', method: 'CHEQUE', payerName: 'Uncle', valueOn: '2026-03-04', chequeNumber: '000123', chequeBank: 'Village Bank', chequeOn: '2026-03-01', oldestFirst: true });
  expect(await trade.one(sql`SELECT method::text, "payerName", "valueOn"::text AS value, "chequeNumber", "chequeBank", "chequeOn"::text AS written FROM "Payment" WHERE id = ${payment}::uuid`))
    .toEqual({ method: 'CHEQUE', payerName: 'Uncle', value: '2026-03-04', chequeNumber: '000123', chequeBank: 'Village Bank', written: '2026-03-01' });
  const { paymentReceipt = '' } = await trade.act(issueReceipt, { paymentId: globalId('Payment', payment) });
  expect(await trade.one(sql`SELECT r.number, r."amountMinor"::text AS amount, r."onAccountMinor"::text AS rest, l."amountMinor"::text AS line FROM "PaymentReceipt" r JOIN "PaymentReceiptLine" l ON l."receiptId" = r.id WHERE r.id = ${paymentReceipt}::uuid`))
    .toEqual({ number: 'RCP-2026-00001', amount: '500', rest: '0', line: '500' });
  expect(await trade.refusal(issueReceipt, { paymentId: globalId('Payment', payment) })).toBe('RECEIPT_ISSUED');
  const paper = await issue({ kind: 'RECEIPT', id: paymentReceipt }, await trade.context());
  expect([paper.fileName, paper.pages]).toEqual(['receipt-RCP-2026-00001.pdf', 1]);
});

test('where receipts are sent by themselves, each payment gets one and one mail, however often it is followed', async () => {
  await follow();
  await trade.act(setMailRule, { kind: 'RECEIPT', isOn: true });
  const { payment = '' } = await trade.act(recordPayment, { customerId: customers.owes, amount: '7.00', method: 'CASH' });
  await follow();
  await follow();
  expect(await trade.db.rows(sql`SELECT r.number, m.kind::text, m."toAddress" FROM "PaymentReceipt" r JOIN "Mail" m ON m."subjectId" = r.id WHERE r."paymentId" = ${payment}::uuid`)).toEqual([{ number: 'RCP-2026-00002', kind: 'RECEIPT', toAddress: 'owes@example.com' }]);
  const out = await trade.act(recordPayment, { customerId: customers.owes, amount: '1.00', method: 'CASH' });
  await trade.act(reversePayment, { paymentId: globalId('Payment', out.payment ?? ''), reason: 'Slip' });
  await follow();
  expect(await trade.refusal(issueReceipt, { paymentId: globalId('Payment', out.payment ?? '') })).toBe('PAYMENT_REVERSED');
});

test('by month, how much of the money was recorded on its day', async () => {
  await trade.act(recordPayment, { customerId: customers.late, amount: '3.00', method: 'BANK', paidOn: '2026-02-27' });
  const told = await answerReport(recordedSameDay, { from: day('2026-02-01'), to: day('2026-03-31') }, await trade.context());
  expect(told.rows).toMatchObject([{ month: '2026-02-01', payments: 1, sameDay: 0, share: 0n, late: 300n }, { month: '2026-03-01', payments: 2, sameDay: 2, share: 1_000_000n, late: 0n }]);
});

test.each([
  ['WEEK', 1, '2026-03-04', '2026-03-02', '2026-03-09', '2026-02-24'], ['WEEK', 7, '2026-03-01', '2026-03-01', '2026-03-08', '2026-02-23'],
  ['MONTH', 31, '2026-03-30', '2026-02-28', '2026-03-31', '2026-02-01'], ['MONTH', 15, '2026-03-15', '2026-03-15', '2026-04-15', '2026-02-16'],
  ['MONTH', 5, '2026-01-04', '2025-12-05', '2026-01-05', '2025-11-06'], ['QUARTER', 10, '2026-04-09', '2026-01-10', '2026-04-10', '2025-10-11'], ['QUARTER', 31, '2026-05-01', '2026-04-30', '2026-07-31', '2026-02-01'],
] as const)('a %s on %i: as of %s due on %s, next on %s, told from %s', (rhythm, at, on, due, next, from) => {
  const schedule = { rhythm, day: at };
  expect([lastDue(schedule, day(on)), nextDue(schedule, day(on)), firstOf(schedule, day(due))]).toEqual([due, next, from]);
});

test('a schedule says who gets one and who does not; each is sent once, after a standstill too; the paper is the same to the byte whenever it is asked for', async () => {
  trade.day = day('2026-03-10');
  const { statementSchedule = '' } = await trade.act(saveStatementSchedule, { name: 'Monthly', rhythm: 'MONTH', day: 10, condition: 'BALANCE', form: 'OPEN_ITEMS', startsOn: '2026-03-01' });
  const wide = globalId('StatementSchedule', statementSchedule);
  const own = await trade.act(saveStatementSchedule, { name: 'Own', customerId: customers.late, rhythm: 'WEEK', day: 2, condition: 'OVERDUE', form: 'ACTIVITY', startsOn: '2026-03-01' });
  const preview = await answerReport(scheduledStatements, { scheduleId: statementSchedule }, await trade.context());
  expect(preview.rows.map(({ name, outcome }) => [name, outcome])).toEqual([['Declined', 'DECLINED'], ['Late', 'OTHER_SCHEDULE'], ['Nothing', 'NO_BALANCE'], ['Nowhere', 'NO_ADDRESS'], ['Owes', 'SENT']]);
  const now = () => new Date(`${trade.day}T12:00:00Z`);
  expect(await sendDueStatements(trade.db, now())).toBe('Statements of 2 schedules sent.');
  expect(await sendDueStatements(trade.db, now())).toBe('');
  expect(await trade.refusal(runStatementSchedule, { scheduleId: wide })).toBe('STATEMENTS_SENT');
  const lines = await trade.db.rows(sql`SELECT c.name, l.outcome::text, l."balanceMinor"::text AS balance FROM "StatementRunLine" l JOIN "StatementRun" r ON r.id = l."runId" AND r."scheduleId" = ${statementSchedule}::uuid JOIN "Customer" c ON c.id = l."customerId" ORDER BY l.no`);
  expect(lines).toEqual([{ name: 'Declined', outcome: 'DECLINED', balance: '10000' }, { name: 'Late', outcome: 'OTHER_SCHEDULE', balance: '9700' }, { name: 'Nothing', outcome: 'NO_BALANCE', balance: '0' }, { name: 'Nowhere', outcome: 'NO_ADDRESS', balance: '10000' }, { name: 'Owes', outcome: 'SENT', balance: '8800' }]);
  const mailed = await trade.one<{ options: Choices; id: string; subject: string }>(sql`SELECT a.options, m."subjectId" AS id, m.subject FROM "StatementRunLine" l JOIN "StatementRun" r ON r.id = l."runId" AND r."scheduleId" = ${statementSchedule}::uuid JOIN "Mail" m ON m.id = l."mailId" JOIN "MailAttachment" a ON a."mailId" = m.id`);
  expect(mailed.id).toBe(uuid(customers.owes));
  const paper = async () => createHash('sha256').update((await issue({ kind: 'STATEMENT', id: mailed.id, language: 'EN', choices: mailed.options }, await trade.context())).file).digest('hex');
  const then = await paper();
  trade.day = day('2026-06-20');
  await trade.act(recordPayment, { customerId: customers.owes, amount: '50.00', method: 'BANK', paidOn: '2026-03-05', oldestFirst: true });
  expect(await paper()).toBe(then);
  expect(await sendDueStatements(trade.db, now())).toBe('Statements of 2 schedules sent.');
  expect(await trade.db.rows(sql`SELECT "dueOn"::text AS due FROM "StatementRun" WHERE "scheduleId" = ${statementSchedule}::uuid ORDER BY 1`)).toEqual([{ due: '2026-03-10' }, { due: '2026-06-10' }]);
  expect(await trade.db.rows(sql`SELECT l.outcome::text FROM "StatementRunLine" l JOIN "StatementRun" r ON r.id = l."runId" AND r."scheduleId" = ${own.statementSchedule ?? ''}::uuid ORDER BY r."dueOn"`)).toEqual([{ outcome: 'SENT' }, { outcome: 'SENT' }]);
  await trade.act(saveStatementSchedule, { scheduleId: wide, name: 'Monthly', rhythm: 'MONTH', day: 10, condition: 'BALANCE', form: 'OPEN_ITEMS', isActive: false });
  expect(await trade.refusal(runStatementSchedule, { scheduleId: wide, dueOn: '2026-06-11' })).toBe('SCHEDULE_OFF');
  expect(await trade.refusal(saveStatementSchedule, { name: 'Bad', rhythm: 'WEEK', day: 8, condition: 'ALWAYS', form: 'ACTIVITY' })).toBe('INPUT_INVALID');
});
