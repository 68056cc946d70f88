// Late interest, fees, money given back, payments that come back and chargebacks: each step to the cent, and verify after each.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import '../../server/src/schema.ts';
import { creditInvoice } from '../../server/src/billing/creditInvoice.ts';
import { bouncePayment, withdrawBounce } from '../../server/src/charges/bounces.ts';
import { reopenChargeback, withdrawChargeback } from '../../server/src/charges/chargebackReverses.ts';
import { loseChargeback, openChargeback, representChargeback, winChargeback } from '../../server/src/charges/chargebacks.ts';
import { createCharge, creditCharge, reverseCharge, undoChargeCredit } from '../../server/src/charges/charge.ts';
import { chargeLate, undoWaiver, waiveLate } from '../../server/src/charges/chargeLate.ts';
import { recordBaseRate, saveChargeSettings, saveLatePolicy } from '../../server/src/charges/lateSettings.ts';
import { cancelRefund, createRefund, payRefund, reverseRefund } from '../../server/src/charges/refunds.ts';
import { allocate } from '../../server/src/payments/allocate.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import { reversePayment } from '../../server/src/payments/reversePayment.ts';
import { globalId } from '../../server/src/shared/input.ts';
import type { Day } from '../../server/src/shared/time.ts';
import { verify } from '../../server/src/verify.ts';
import { sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
let service: string;
beforeAll(async () => {
  firm = await startTrade();
  service = await firm.service();
  firm.day = '2026-01-05' as Day;
  await firm.act(saveLatePolicy, { startsOn: '2026-01-01', mode: 'FIXED', rate: '0.0365', lumpSum: '40' });
});
afterAll(() => firm.close());
afterEach(async () => { expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]); });

const at = (day: string) => { firm.day = day as Day; };
const invoiced = (customer: string, amount: string) => firm.invoice(customer, [{ productId: service, quantity: '1', unitPrice: amount }]);
const openOf = async (sourceId: string) => (await firm.one<{ open: string }>(sql`SELECT "openMinor"::text AS open FROM "OpenItem" WHERE "sourceId" = ${sourceId}::uuid`)).open;
const owes = async (customer: string) => {
  const { receivable, unapplied } = await firm.one<{ receivable: string; unapplied: string }>(sql`SELECT "receivableMinor"::text AS receivable, "unappliedMinor"::text AS unapplied FROM "CreditAccount" WHERE "customerId" = ${uuid(customer)}::uuid`);
  return [Number(receivable), Number(unapplied)];
};
const ledger = async (code: string) => Number((await firm.one<{ sum: string }>(sql`SELECT coalesce(sum(l."companyMinor"), 0)::text AS sum FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" WHERE a.code = ${code}`)).sum);
const itemOf = async (sourceId: string) => globalId('OpenItem', (await firm.one<{ id: string }>(sql`SELECT id FROM "OpenItem" WHERE "sourceId" = ${sourceId}::uuid`)).id);

test('who pays late is charged interest and a lump sum once, also after the invoice is paid, and a second time nothing', async () => {
  at('2026-01-05');
  const customer = await firm.customer({ paymentTermDays: 10 });
  const invoice = await invoiced(customer, '1000');
  at('2026-01-25'); // due on the 15th: ten days late
  await firm.act(recordPayment, { customerId: customer, amount: '1000', method: 'BANK', oldestFirst: true });
  at('2026-02-20');
  const { chargeRun = '', charges } = await firm.act(chargeLate, { customerId: customer });
  expect(charges).toBe(1);
  const charge = await firm.one<{ id: string; total: string; due: string }>(sql`SELECT id, "totalMinor"::text AS total, "dueOn"::text AS due FROM "Charge" WHERE "runId" = ${chargeRun}::uuid`);
  expect(charge).toMatchObject({ total: '4100', due: '2026-03-06' });
  expect(await firm.db.rows(sql`SELECT kind::text, "amountMinor"::text AS amount, "fromOn"::text AS "from", "toOn"::text AS "to" FROM "ChargeLine" WHERE "chargeId" = ${charge.id}::uuid ORDER BY no`)).toEqual([
    { kind: 'INTEREST', amount: '100', from: '2026-01-16', to: '2026-02-20' }, { kind: 'LUMP_SUM', amount: '4000', from: null, to: null },
  ]);
  expect(await owes(customer)).toEqual([4100, 0]);
  expect(await openOf(uuid(invoice))).toBe('0');
  expect(await firm.refusal(chargeLate, { customerId: customer })).toBe('NOTHING_TO_CHARGE');
  // Let go in part, taken back, paid as any debt, and no more can be let go than is open.
  await firm.act(creditCharge, { chargeId: globalId('Charge', charge.id), amount: '40', reason: 'A good customer' });
  expect(await owes(customer)).toEqual([100, 0]);
  const credit = await firm.one<{ id: string }>(sql`SELECT id FROM "ChargeCredit" WHERE "chargeId" = ${charge.id}::uuid`);
  await firm.act(undoChargeCredit, { chargeCreditId: globalId('ChargeCredit', credit.id), reason: 'No' });
  expect(await firm.refusal(undoChargeCredit, { chargeCreditId: globalId('ChargeCredit', credit.id), reason: 'No' })).toBe('CHARGE_CREDIT_REVERSED');
  await firm.act(recordPayment, { customerId: customer, amount: '30', method: 'BANK', debts: [{ openItemId: await itemOf(charge.id), amount: '30' }] });
  expect(await openOf(charge.id)).toBe('1100');
  expect(await firm.refusal(creditCharge, { chargeId: globalId('Charge', charge.id), amount: '12', reason: 'x' })).toBe('CHARGE_CREDIT_EXCEEDS');
  expect(await firm.refusal(reverseCharge, { chargeId: globalId('Charge', charge.id), reason: 'x' })).toBe('CHARGE_TOUCHED');
  await firm.act(recordPayment, { customerId: customer, amount: '11', method: 'BANK', oldestFirst: true });
  expect(await owes(customer)).toEqual([0, 0]);
});

test('only the days since the last charge are charged; a charge that is reversed leaves its days to be charged again', async () => {
  at('2026-01-05');
  const customer = await firm.customer({ paymentTermDays: 10 });
  await invoiced(customer, '1000');
  at('2026-01-25');
  await firm.act(chargeLate, { customerId: customer });
  at('2026-02-04');
  await firm.act(chargeLate, { customerId: customer });
  const totals = () => firm.db.rows(sql`SELECT "totalMinor"::text AS total, status::text FROM "Charge" WHERE "customerId" = ${uuid(customer)}::uuid ORDER BY number`);
  expect(await totals()).toEqual([{ total: '4100', status: 'POSTED' }, { total: '100', status: 'POSTED' }]);
  const { id } = await firm.one<{ id: string }>(sql`SELECT id FROM "Charge" WHERE "customerId" = ${uuid(customer)}::uuid ORDER BY number LIMIT 1`);
  await firm.act(reverseCharge, { chargeId: globalId('Charge', id), reason: 'Wrong' });
  expect(await owes(customer)).toEqual([100_100, 0]);
  await firm.act(chargeLate, { customerId: customer });
  expect((await totals()).at(-1)).toEqual({ total: '4100', status: 'POSTED' });
});

test('what is let go is never charged, until that is taken back', async () => {
  at('2026-01-05');
  const customer = await firm.customer({ paymentTermDays: 10 });
  await invoiced(customer, '1000');
  at('2026-01-25');
  expect((await firm.act(waiveLate, { customerId: customer, reason: 'Our slip' })).waived).toBe(2);
  expect(await firm.refusal(chargeLate, { customerId: customer })).toBe('NOTHING_TO_CHARGE');
  const { id } = await firm.one<{ id: string }>(sql`SELECT id FROM "LateWaiver" WHERE "customerId" = ${uuid(customer)}::uuid AND kind = 'INTEREST'`);
  await firm.act(undoWaiver, { lateWaiverId: globalId('LateWaiver', id), reason: 'Not ours' });
  expect(await firm.refusal(undoWaiver, { lateWaiverId: globalId('LateWaiver', id), reason: 'Not ours' })).toBe('WAIVER_UNDONE');
  await firm.act(chargeLate, { customerId: customer });
  expect(await owes(customer)).toEqual([100_100, 0]);
});

test('points above the base rate follow the rates that somebody typed with their source', async () => {
  at('2026-01-05');
  const customer = await firm.customer({ paymentTermDays: 10 });
  await firm.act(saveLatePolicy, { startsOn: '2026-01-01', mode: 'BASE_PLUS', rate: '0.03', customerId: customer });
  await firm.act(recordBaseRate, { startsOn: '2025-07-01', rate: '0.0065', source: 'Central bank, notice of 1 July' });
  await firm.act(recordBaseRate, { startsOn: '2026-01-21', rate: '0.043', source: 'Central bank, notice of 21 January' });
  await invoiced(customer, '1000');
  at('2026-01-25');
  await firm.act(chargeLate, { customerId: customer });
  expect(await owes(customer)).toEqual([100_000 + 50 + 100, 0]); // five days of ten cents, five of twenty
});

test('an invoice is reminded with a fee, credited, paid, and re-opened as its payment comes back: the balance is right at each step', async () => {
  at('2026-01-05');
  await firm.act(saveChargeSettings, { bounceFee: '7.50', termDays: 14, replyNoticeDays: 5 });
  const customer = await firm.customer({ paymentTermDays: 10 });
  const invoice = await invoiced(customer, '500');
  expect(await owes(customer)).toEqual([50_000, 0]);
  at('2026-01-20');
  await firm.act(createCharge, { customerId: customer, reason: 'Reminded', lines: [{ description: 'Reminder', amount: '5', invoiceId: invoice }] });
  expect(await owes(customer)).toEqual([50_500, 0]);
  at('2026-01-22');
  const line = await firm.one<{ id: string }>(sql`SELECT id FROM "InvoiceLine" WHERE "invoiceId" = ${uuid(invoice)}::uuid`);
  await firm.act(creditInvoice, { invoiceId: invoice, reason: 'Damaged', lines: [{ invoiceLineId: globalId('InvoiceLine', line.id), amount: '100' }] });
  expect(await owes(customer)).toEqual([40_500, 0]);
  at('2026-01-24');
  const { payment = '' } = await firm.act(recordPayment, { customerId: customer, amount: '405', method: 'CHEQUE', oldestFirst: true });
  expect(await owes(customer)).toEqual([0, 0]);
  at('2026-01-28');
  const bank = await ledger('1000');
  const { charge = '' } = await firm.act(bouncePayment, { paymentId: globalId('Payment', payment), bouncedOn: '2026-01-27', reason: 'INSUFFICIENT_FUNDS', bankFee: '3' });
  expect(await owes(customer)).toEqual([40_500 + 750, 0]);
  expect(await ledger('1000')).toBe(bank - 40_500 - 300);
  expect(await firm.one(sql`SELECT "openMinor"::text AS open, "dueOn"::text AS due FROM "OpenItem" WHERE "sourceId" = ${uuid(invoice)}::uuid`)).toEqual({ open: '40000', due: '2026-01-15' });
  expect(await firm.refusal(bouncePayment, { paymentId: globalId('Payment', payment), reason: 'OTHER' })).toBe('PAYMENT_REVERSED');
  // It had not bounced after all.
  const { id } = await firm.one<{ id: string }>(sql`SELECT id FROM "Bounce" WHERE "paymentId" = ${payment}::uuid`);
  await firm.act(withdrawBounce, { bounceId: globalId('Bounce', id), reason: 'The bank was wrong' });
  expect(await owes(customer)).toEqual([0, 0]);
  expect(await ledger('1000')).toBe(bank);
  expect(await firm.one(sql`SELECT status::text FROM "Charge" WHERE id = ${charge}::uuid`)).toEqual({ status: 'REVERSED' });
  expect(await firm.refusal(withdrawBounce, { bounceId: globalId('Bounce', id), reason: 'x' })).toBe('BOUNCE_WITHDRAWN');
});

test('money on account is paid back, never more than is open; what paid for it and comes back then is owed again', async () => {
  at('2026-02-02');
  const customer = await firm.customer();
  const { payment = '' } = await firm.act(recordPayment, { customerId: customer, amount: '100', method: 'BANK' });
  const creditItemId = await itemOf(payment);
  expect(await firm.refusal(createRefund, { customerId: customer, parts: [{ creditItemId, amount: '100.01' }], reason: 'OVERPAYMENT' })).toBe('REFUND_EXCEEDS_CREDIT');
  expect(await firm.refusal(createRefund, { customerId: await firm.customer(), parts: [{ creditItemId }], reason: 'OTHER' })).toBe('NOT_A_CREDIT');
  const made = await Promise.all(['60', '60'].map((amount) => firm.act(createRefund, { customerId: customer, parts: [{ creditItemId, amount }], reason: 'OVERPAYMENT' })));
  const [first = '', second = ''] = made.map(({ refund }) => globalId('Refund', refund ?? ''));
  const bank = await ledger('1000');
  await firm.act(payRefund, { refundId: first });
  expect(await owes(customer)).toEqual([0, 4000]);
  expect(await ledger('1000')).toBe(bank - 6000);
  expect(await firm.refusal(payRefund, { refundId: second })).toBe('REFUND_EXCEEDS_CREDIT');
  expect(await firm.refusal(payRefund, { refundId: first })).toBe('REFUND_STATE');
  await firm.act(cancelRefund, { refundId: second, reason: 'Twice' });
  await firm.act(reverseRefund, { refundId: first, reason: 'Came back' });
  expect(await owes(customer)).toEqual([0, 10_000]);
  expect(await ledger('1000')).toBe(bank);
  const { refund = '' } = await firm.act(createRefund, { customerId: customer, parts: [{ creditItemId }], reason: 'OVERPAYMENT' });
  await firm.act(payRefund, { refundId: globalId('Refund', refund) });
  await firm.act(reversePayment, { paymentId: globalId('Payment', payment), reason: 'Bounced' });
  expect(await owes(customer)).toEqual([10_000, 0]);
  expect(await openOf(refund)).toBe('10000');
  // What is owed by it is paid as any debt.
  await firm.act(recordPayment, { customerId: customer, amount: '100', method: 'BANK', oldestFirst: true });
  expect(await owes(customer)).toEqual([0, 0]);
});

test('a refund beyond one\'s limit waits for a second person', async () => {
  at('2026-02-02');
  const { setApprovalLimit } = await import('../../server/src/work/approvalLimits.ts');
  const { removeApprovalLimit } = await import('../../server/src/work/approvalLimits.ts');
  const { requestRefundApproval } = await import('../../server/src/charges/refunds.ts');
  const { role } = (await firm.context()).viewer;
  const { approvalLimit = '' } = await firm.act(setApprovalLimit, { kind: 'REFUND', role, amount: '50' });
  const customer = await firm.customer();
  const { payment = '' } = await firm.act(recordPayment, { customerId: customer, amount: '100', method: 'BANK' });
  const { refund = '' } = await firm.act(createRefund, { customerId: customer, parts: [{ creditItemId: await itemOf(payment) }], reason: 'OTHER' });
  const refundId = globalId('Refund', refund);
  expect(await firm.refusal(payRefund, { refundId })).toBe('REFUND_APPROVAL_NEEDED');
  const { approval = '' } = await firm.act(requestRefundApproval, { refundId, reason: 'Paid too much' });
  expect(await firm.refusal(requestRefundApproval, { refundId, reason: 'Again' })).toBe('APPROVAL_PENDING');
  await firm.db.rows(sql`UPDATE "Approval" SET status = 'APPROVED' WHERE id = ${approval}::uuid`);
  await firm.act(payRefund, { refundId });
  expect(await owes(customer)).toEqual([0, 0]);
  await firm.act(removeApprovalLimit, { approvalLimitId: globalId('ApprovalLimit', approvalLimit) });
});

test('a disputed payment stands on its own account; won it comes back, lost its invoice is owed again or the firm bears it', async () => {
  at('2026-02-02');
  const customer = await firm.customer({ paymentTermDays: 10 });
  const invoice = await invoiced(customer, '200');
  const { payment = '' } = await firm.act(recordPayment, { customerId: customer, amount: '200', method: 'CARD', oldestFirst: true });
  const bank = await ledger('1000');
  const opened = { paymentId: globalId('Payment', payment), amount: '150', reason: 'NOT_RECEIVED', replyBy: '2026-02-12', fee: '15' };
  const { chargeback = '' } = await firm.act(openChargeback, opened);
  const id = { chargebackId: globalId('Chargeback', chargeback) };
  expect([await ledger('1060'), await ledger('1000') - bank]).toEqual([15_000, -16_500]);
  expect(await firm.one(sql`SELECT status::text, "dueOn"::text AS due FROM "Task" WHERE "subjectId" = ${chargeback}::uuid`)).toEqual({ status: 'OPEN', due: '2026-02-12' });
  expect(await firm.refusal(openChargeback, { ...opened, amount: '50.01' })).toBe('CHARGEBACK_EXCEEDS');
  expect(await firm.refusal(reversePayment, { paymentId: globalId('Payment', payment), reason: 'x' })).toBe('PAYMENT_CHARGED_BACK');
  await firm.act(representChargeback, { ...id, note: 'Proof of delivery sent' });
  expect(await firm.one(sql`SELECT status::text FROM "Task" WHERE "subjectId" = ${chargeback}::uuid`)).toEqual({ status: 'DONE' });
  await firm.act(winChargeback, id);
  expect([await ledger('1060'), await ledger('1000') - bank, await openOf(uuid(invoice))]).toEqual([0, -1500, '0']);
  expect(await firm.refusal(loseChargeback, id)).toBe('CHARGEBACK_STATE');
  await firm.act(reopenChargeback, { ...id, reason: 'Second round' });
  await firm.act(loseChargeback, id);
  expect([await ledger('1060'), await openOf(uuid(invoice)), await owes(customer)]).toEqual([0, '15000', [15_000, 0]]);
  await firm.act(reopenChargeback, { ...id, reason: 'Third round' });
  expect([await ledger('1060'), await owes(customer)]).toEqual([15_000, [15_000, 15_000]]);
  await firm.act(allocate, { paymentId: globalId('Payment', payment), oldestFirst: true });
  const lost = await ledger('5700');
  await firm.act(loseChargeback, { ...id, isWrittenOff: true });
  expect([await ledger('1060'), await ledger('5700') - lost, await openOf(uuid(invoice)), await owes(customer)]).toEqual([0, 15_000, '0', [0, 0]]);
  const { chargeback: other = '' } = await firm.act(openChargeback, { ...opened, amount: '50' });
  await firm.act(withdrawChargeback, { chargebackId: globalId('Chargeback', other), reason: 'Entered twice' });
  expect(await ledger('1060')).toBe(0);
});
