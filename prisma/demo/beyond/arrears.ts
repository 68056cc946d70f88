// What is late, comes back or is lost: interest and fees, cheques and cards, money given back, provisions and write-offs.
import sql from 'sql-template-tag';
import { postProvision, saveProvisionMatrix } from '../../../server/src/badDebts/provisionRuns.ts';
import { recordRecovery } from '../../../server/src/badDebts/recoveries.ts';
import { provideFor } from '../../../server/src/badDebts/specificProvisions.ts';
import { saveBadDebtSettings } from '../../../server/src/badDebts/settings.ts';
import { writeOffDebt } from '../../../server/src/badDebts/writeOffs.ts';
import { bouncePayment } from '../../../server/src/charges/bounces.ts';
import { openChargeback, representChargeback, winChargeback } from '../../../server/src/charges/chargebacks.ts';
import { createCharge, creditCharge } from '../../../server/src/charges/charge.ts';
import { chargeLate, waiveLate } from '../../../server/src/charges/chargeLate.ts';
import { recordBaseRate, saveChargeSettings, saveLatePolicy } from '../../../server/src/charges/lateSettings.ts';
import { createRefund, payRefund } from '../../../server/src/charges/refunds.ts';
import { saveHoldRule } from '../../../server/src/customers/holdRules.ts';
import { setCustomerBank } from '../../../server/src/customers/paymentTerms.ts';
import { recordPayment } from '../../../server/src/payments/recordPayment.ts';
import { globalId } from '../../../server/src/shared/input.ts';
import { setApprovalLimit } from '../../../server/src/work/approvalLimits.ts';
import { addDays, type Day } from '../../../server/src/shared/time.ts';
import { step, type Firm, type Step } from './firm.ts';
import { kept, sell, uuid } from './trading.ts';

interface Paid { key: string; ago: number; customer: string; amount: string; method: string; invoice?: string; share?: string; more?: Record<string, unknown> }
const pay = ({ key, ago, customer, amount, method, invoice, share = amount, more }: Paid): Step => step(ago, async (firm) => {
  const { payment = '' } = await firm.act(recordPayment, `paid ${key}`, ago, {
    customerId: await firm.of('Customer', customer), amount, method, reference: key, ...more, ...(invoice ? { allocations: [{ invoiceId: kept(firm, `invoice ${invoice}`), amount: share }] } : {}),
  }, 'COLLECTOR');
  firm.kept.set(`payment ${key}`, payment);
});
const creditOf = async (firm: Firm, payment: string): Promise<string> => {
  const [row] = await firm.rows<{ id: string }>(sql`SELECT "openItemId" AS id FROM "Payment" WHERE id = ${uuid(kept(firm, `payment ${payment}`))}::uuid`);
  return globalId('OpenItem', row?.id ?? '');
};
const debtOf = async (firm: Firm, invoice: string): Promise<string> => {
  const [row] = await firm.rows<{ id: string }>(sql`SELECT "openItemId" AS id FROM "Invoice" WHERE id = ${uuid(kept(firm, `invoice ${invoice}`))}::uuid`);
  return globalId('OpenItem', row?.id ?? '');
};

const settings: Step[] = [
  step(46, async (firm) => {
    await firm.act(recordBaseRate, 'base rate', 46, { startsOn: firm.day(300), rate: '0.0525', source: 'Prime rate, published by the Federal Reserve' }, 'CONTROLLER');
    await firm.act(saveLatePolicy, 'late policy', 46, { startsOn: firm.day(300), mode: 'BASE_PLUS', rate: '0.06', graceDays: 5, minimum: '5.00', lumpSum: '25.00' }, 'CONTROLLER');
    await firm.act(saveChargeSettings, 'charge settings', 46, { bounceFee: '35.00', termDays: 14, replyNoticeDays: 5 }, 'CONTROLLER');
    await firm.act(saveBadDebtSettings, 'bad debt settings', 46, { relievesTax: false, small: '10.00', smallAfterDays: 60 }, 'CONTROLLER');
    await firm.act(setApprovalLimit, 'limit of write-offs', 46, { kind: 'WRITE_OFF', role: 'COLLECTOR', amount: '100.00' }, 'OWNER');
    await firm.act(saveHoldRule, 'hold rule', 46, { name: 'A payment came back', cause: 'BOUNCED_PAYMENTS', days: 30, scope: 'ORDER', releasesItself: true }, 'CONTROLLER');
    const rates = [['NOT_DUE', '0.005'], ['DAYS_1_30', '0.02'], ['DAYS_31_60', '0.1'], ['DAYS_61_90', '0.3'], ['DAYS_OVER_90', '0.6']].map(([bucket, rate]) => ({ bucket, rate }));
    await firm.act(saveProvisionMatrix, 'matrix', 46, { startsOn: firm.day(300), note: 'From what was lost in the last three years.', rates: [...rates, { bucket: 'DAYS_31_60', riskClass: 'D', rate: '0.25' }] }, 'CONTROLLER');
  }),
];

/** A lodge that pays late, whose cheque comes back and which disputes a card payment. */
const lodge: Step[] = [
  ...sell({ key: 'OLYMP-221', customer: 'OLYMP', placed: 46, shipped: 45, lines: [{ sku: 'HS-711', quantity: '48' }] }),
  ...sell({ key: 'OLYMP-222', customer: 'OLYMP', placed: 44, shipped: 43, lines: [{ sku: 'SV-901', quantity: '12' }] }),
  ...sell({ key: 'OLYMP-223', customer: 'OLYMP', placed: 33, shipped: 32, lines: [{ sku: 'HS-711', quantity: '24' }] }),
  ...sell({ key: 'OLYMP-224', customer: 'OLYMP', placed: 27, shipped: 26, lines: [{ sku: 'HS-711', quantity: '20' }] }),
  ...sell({ key: 'OLYMP-225', customer: 'OLYMP', placed: 21, shipped: 20, lines: [{ sku: 'SV-901', quantity: '4' }] }),
  pay({ key: 'OLYMP-221', ago: 24, customer: 'OLYMP', amount: '566.40', method: 'CHEQUE', invoice: 'OLYMP-221', more: { chequeNumber: '004417', chequeBank: 'Strait Savings Bank' } }),
  step(19, (firm) => firm.act(bouncePayment, 'cheque back', 19, { paymentId: kept(firm, 'payment OLYMP-221'), reason: 'INSUFFICIENT_FUNDS', bankFee: '12.00', note: 'Presented twice.' }, 'CONTROLLER')),
  pay({ key: 'OLYMP-223', ago: 25, customer: 'OLYMP', amount: '283.20', method: 'CARD', invoice: 'OLYMP-223' }),
  pay({ key: 'OLYMP-224', ago: 17, customer: 'OLYMP', amount: '236.00', method: 'CARD', invoice: 'OLYMP-224' }),
  step(16, async (firm) => {
    const { chargeback = '' } = await firm.act(openChargeback, 'chargeback', 16, { paymentId: kept(firm, 'payment OLYMP-223'), reason: 'NOT_RECEIVED', reference: 'CB-77120', fee: '15.00', replyBy: firm.day(2), note: 'They say that the jars never came.' }, 'COLLECTOR');
    firm.kept.set('chargeback', chargeback);
  }),
  step(12, (firm) => firm.act(representChargeback, 'chargeback answered', 12, { chargebackId: kept(firm, 'chargeback'), note: 'Delivery note with the signature of the kitchen.' }, 'COLLECTOR')),
  step(4, (firm) => firm.act(winChargeback, 'chargeback won', 4, { chargebackId: kept(firm, 'chargeback'), outcome: 'The bank accepts the signature.' }, 'CONTROLLER')),
  step(3, (firm) => firm.act(openChargeback, 'chargeback open', 3, { paymentId: kept(firm, 'payment OLYMP-224'), amount: '59.00', reason: 'NOT_AS_DESCRIBED', reference: 'CB-78044', fee: '15.00', replyBy: firm.day(-7), note: 'Five jars crystallised, says the guest house.' }, 'COLLECTOR')),
  step(14, async (firm) => firm.act(chargeLate, 'late interest', 14, { customerId: await firm.of('Customer', 'OLYMP'), ignoresMinimum: true }, 'CONTROLLER')),
  step(13, async (firm) => {
    const { charge = '' } = await firm.act(createCharge, 'fee', 13, { customerId: await firm.of('Customer', 'OLYMP'), reason: 'Second delivery attempt', lines: [{ description: 'Second delivery attempt, gate was locked', amount: '45.00', invoiceId: kept(firm, 'invoice OLYMP-223') }] }, 'CONTROLLER');
    firm.kept.set('fee', charge);
  }),
  step(11, (firm) => firm.act(creditCharge, 'fee in part', 11, { chargeId: kept(firm, 'fee'), amount: '20.00', reason: 'The driver came an hour late himself.' }, 'CONTROLLER')),
];

/** Interest of everybody who is late, and of one who is let go. */
const interest: Step[] = [
  step(6, async (firm) => {
    const late = await firm.rows<{ id: string }>(sql`SELECT o."customerId" AS id FROM "OpenItem" o JOIN "Customer" c ON c.id = o."customerId"
      WHERE o.kind = 'INVOICE' AND o."openMinor" > 0 AND o."dueOn" < ${firm.day(12)} AND o."currencyCode" = ${firm.demo.ctx.company.currencyCode} GROUP BY o."customerId", c.code ORDER BY min(o."dueOn"), c.code LIMIT 4`);
    for (const [index, { id }] of late.entries()) {
      const customerId = globalId('Customer', id);
      if (index === 1) await firm.act(waiveLate, 'interest let go', 6, { customerId, reason: 'A customer of thirty years; they have promised to pay this week.' }, 'CONTROLLER');
      else await firm.act(chargeLate, `interest ${index}`, 6, { customerId, ignoresMinimum: true }, 'CONTROLLER');
    }
  }),
];

/** Paid twice, paid too much: one is paid back, one is drafted. */
const refunds: Step[] = [
  step(24, async (firm) => {
    for (const [code, holder, account] of [['PIKES', 'Pike Street Events', '4400117723'], ['OLYMP', 'Olympic Peninsula Lodge', '2071190045']]) {
      await firm.act(setCustomerBank, `bank of ${code}`, 24, { customerId: await firm.of('Customer', code ?? ''), holder, account, bankCode: '999000119', reason: 'As on their letter.' }, 'CONTROLLER');
    }
  }),
  ...sell({ key: 'PIKES-226', customer: 'PIKES', placed: 34, shipped: 33, lines: [{ sku: 'HS-711', quantity: '30' }] }),
  pay({ key: 'PIKES-226', ago: 28, customer: 'PIKES', amount: '354.00', method: 'BANK', invoice: 'PIKES-226' }),
  pay({ key: 'PIKES-226 again', ago: 26, customer: 'PIKES', amount: '354.00', method: 'BANK' }),
  step(23, async (firm) => {
    const { refund = '' } = await firm.act(createRefund, 'refund', 23, { customerId: await firm.of('Customer', 'PIKES'), parts: [{ creditItemId: await creditOf(firm, 'PIKES-226 again') }], reason: 'PAID_TWICE', note: 'Their bank sent it twice.' }, 'COLLECTOR');
    firm.kept.set('refund', refund);
  }),
  step(22, (firm) => firm.act(payRefund, 'refund paid', 22, { refundId: kept(firm, 'refund') }, 'CONTROLLER')),
  pay({ key: 'OLYMP-225', ago: 10, customer: 'OLYMP', amount: '284.00', method: 'BANK', invoice: 'OLYMP-225', share: '248.00' }),
  step(5, async (firm) => firm.act(createRefund, 'refund drafted', 5, { customerId: await firm.of('Customer', 'OLYMP'), parts: [{ creditItemId: await creditOf(firm, 'OLYMP-225') }], reason: 'OVERPAYMENT', note: 'Figures turned round: 284 for 248.' }, 'COLLECTOR')),
];

/** A debt that is provided for by hand, a little one given up and half of it recovered, one that waits for a second person. */
const losses: Step[] = [
  step(18, async (firm) => firm.act(provideFor, 'provision by hand', 18, { openItemId: await debtOf(firm, 'OLYMP-222'), amount: '400.00', reason: 'The lodge is for sale; its bank has closed the line.' }, 'CONTROLLER')),
  ...sell({ key: 'CEDAR-227', customer: 'CEDAR', placed: 44, shipped: 43, lines: [{ sku: 'HS-711', quantity: '7' }] }),
  step(9, async (firm) => firm.act(writeOffDebt, 'write-off', 9, { openItemId: await debtOf(firm, 'CEDAR-227'), amount: '42.60', reason: 'SETTLEMENT', note: 'Broken jars, found too late to prove; half by agreement.' }, 'COLLECTOR')),
  step(2, async (firm) => firm.act(recordRecovery, 'recovery', 2, { customerId: await firm.of('Customer', 'CEDAR'), amount: '20.00', method: 'BANK', reference: 'CEDAR-227', note: 'Their insurer pays a part after all.' }, 'COLLECTOR')),
  step(3, async (firm) => firm.act(writeOffDebt, 'write-off asked', 3, { openItemId: await debtOf(firm, 'OLYMP-222'), amount: '300.00', reason: 'UNCOLLECTIBLE', note: 'The owners cannot be reached.' }, 'COLLECTOR')),
  step(0, (firm) => firm.act(postProvision, 'provision', 0, { asOf: addDays(`${firm.lastDay.slice(0, 7)}-01` as Day, -1) }, 'CONTROLLER')),
];

export const arrears: Step[] = [...settings, ...lodge, ...interest, ...refunds, ...losses];
