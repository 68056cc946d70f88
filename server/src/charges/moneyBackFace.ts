import sql from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import { timelineOf } from '../events/timeline.ts';
import { mutations } from '../mutations.ts';
import { reportQuery, reportType } from '../reports.ts';
import { col, column, companyBy, entity, expression, extend, lines, money, one, pages } from '../shared/entity.ts';
import { bigintFact, itself, rowFact, rowsFact } from '../shared/facts.ts';
import { boolean, id, list, optional } from '../shared/input.ts';
import { minor } from '../shared/money.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { todaySql } from '../shared/today.ts';
import { demandPosted } from '../payments/rules.ts';
import { bouncePayment, demandReceipt, withdrawBounce } from './bounces.ts';
import { reopenChargeback, withdrawChargeback } from './chargebackReverses.ts';
import { demandDisputable, demandState } from './chargebackRules.ts';
import { loseChargeback, openChargeback, representChargeback, winChargeback } from './chargebacks.ts';
import { refundFile } from './refundFile.ts';
import { demandDraft, demandPaid, demandRefundApprovalOpen, demandRefundApproved } from './refundRules.ts';
import { cancelRefund, createRefund, payRefund, requestRefundApproval, reverseRefund } from './refunds.ts';

const rows = ownCustomers('customerId');
const permission = 'refunds.read';
const paid = 'payments.read';
/** What came back or is disputed of a payment, in company money by the payment's rate. */
const ofPayment = { inCompany: companyBy('Payment', 'paymentId', (t) => col(t, 'amountMinor')) };

entity('Refund', {
  permission, rows, describe: 'Money that a customer gets back.',
  fields: {
    number: column(), status: column(), reason: column(), note: column(), method: column(), currencyCode: column(), amount: money(undefined, { inCompany: (t) => col(t, 'companyMinor') }),
    worth: money('companyMinor', { currency: 'company', describe: 'In company money: what its credits were worth in the books when it was drafted, and what it was paid at once it is.' }), paidOn: column(),
    paidFrom: expression('text', (t) => sql`(SELECT a.code || ' ' || a.name FROM "Account" a WHERE a.id = ${col(t, 'accountId')}) COLLATE "C"`, { describe: 'Code and name of the account that it leaves.' }), createdByName: column(), createdAt: column(), paidByName: column(), reversedOn: column(), reversalReason: column(), version: column(),
    bankHolder: column(undefined, { permission: 'customers.bank' }), bankAccount: column(undefined, { permission: 'customers.bank' }), bankCode: column(undefined, { permission: 'customers.bank' }),
  },
  ones: { customer: one('Customer', 'customerId'), account: one('Account', 'accountId', { permission: 'accounts.read' }), openItem: one('OpenItem', 'openItemId') },
  manies: { parts: lines('RefundPart', 'refundId'), entries: lines('JournalEntry', 'sourceId', 'sequence'), timeline: timelineOf() },
  listing: {
    field: 'refunds', defaultOrder: 'CREATED_AT_DESC', totals: ['amount'], search: ['number', 'customer.name', 'note'], describe: 'Money given back to customers.',
    orderBy: { CREATED_AT: 'createdAt', NUMBER: 'number', AMOUNT: 'amount', PAID_ON: 'paidOn', CUSTOMER: 'customer.name' }, emptyLast: ['paidOn'],
  },
});
entity('RefundPart', {
  permission, rows: (alias, viewer) => { const own = rows('r', viewer); return own && sql`EXISTS (SELECT FROM "Refund" r WHERE r.id = ${col(alias, 'refundId')} AND ${own})`; },
  describe: 'Of which credit how much is paid out.', fields: { no: column(), currencyCode: column(), amount: money() }, ones: { refund: one('Refund', 'refundId'), credit: one('OpenItem', 'creditItemId', { permission: 'openItems.read' }) },
});
entity('Bounce', {
  permission: paid, rows, describe: 'A payment that the bank took back.',
  fields: { bouncedOn: column(), reason: column(), note: column(), currencyCode: column(), amount: money(undefined, ofPayment), bankFee: money(undefined, { currency: 'company' }), withdrawnOn: column(), withdrawReason: column(), createdByName: column(), recordedAt: column() },
  ones: { customer: one('Customer', 'customerId'), payment: one('Payment', 'paymentId'), newPayment: one('Payment', 'newPaymentId'), charge: one('Charge', 'chargeId', { permission: 'charges.read' }) },
  listing: { field: 'bounces', defaultOrder: 'BOUNCED_ON_DESC', orderBy: { BOUNCED_ON: 'bouncedOn', AMOUNT: 'amount', CUSTOMER: 'customer.name' }, totals: ['amount'], search: ['payment.number', 'customer.name', 'note'], describe: 'Payments that came back.' },
});
entity('Chargeback', {
  permission: paid, rows, describe: 'A payment that the payer disputes at his bank; its provider holds the money until it is decided.',
  fields: {
    number: column(), status: column(), reason: column(), note: column(), reference: column(), currencyCode: column(), amount: money(undefined, ofPayment), fee: money(undefined, { currency: 'company' }), openedOn: column(), replyBy: column(), representedOn: column(), representedNote: column(),
    settledOn: column(), outcome: column(), isWrittenOff: column(), createdByName: column(), createdAt: column(), version: column(),
    ownerName: expression('text', (t) => sql`(SELECT u.name FROM "User" u WHERE u.id = ${col(t, 'ownerId')})`, { nullable: true, describe: 'Who answers it.' }),
    daysLeft: expression('int', (t) => sql`CASE WHEN ${col(t, 'status')} = 'OPEN' THEN (${col(t, 'replyBy')} - ${todaySql})::int END`, { nullable: true, describe: 'Until the last day of a reply, while it is to be answered.' }),
  },
  ones: { customer: one('Customer', 'customerId'), payment: one('Payment', 'paymentId'), openItem: one('OpenItem', 'openItemId', { permission: 'openItems.read' }) },
  manies: { entries: lines('JournalEntry', 'sourceId', 'sequence'), timeline: timelineOf() },
  listing: {
    field: 'chargebacks', defaultOrder: 'REPLY_BY_ASC', orderBy: { REPLY_BY: 'replyBy', NUMBER: 'number', AMOUNT: 'amount', OPENED_ON: 'openedOn', CUSTOMER: 'customer.name' }, totals: ['amount', 'fee'], search: ['number', 'reference', 'payment.number', 'customer.name'], describe: 'Disputed payments.',
  },
});
extend('Customer', { manies: { refunds: pages('Refund', 'customerId'), bounces: pages('Bounce', 'customerId'), chargebacks: pages('Chargeback', 'customerId') } });
extend('Payment', { manies: { bounces: lines('Bounce', 'paymentId', 'recordedAt'), chargebacks: lines('Chargeback', 'paymentId', 'number') } });

recordActions('Refund', {
  refund: itself('Refund'), approvals: rowsFact('Approval', (t) => sql`f."subjectId" = ${col(t, 'id')} AND f.kind = 'REFUND'`), limits: rowsFact('ApprovalLimit', () => sql`f.kind = 'REFUND'`),
}, ({ refund, approvals, limits }, ctx) => [
  recordAction('requestRefundApproval', 'refunds.draft', () => { demandDraft(refund); demandRefundApprovalOpen(refund, limits, approvals, ctx.viewer); }),
  recordAction('payRefund', 'refunds.pay', () => { demandDraft(refund); demandRefundApproved(refund, limits, approvals, ctx); }),
  recordAction('cancelRefund', 'refunds.draft', () => demandDraft(refund)), recordAction('reverseRefund', 'refunds.pay', () => demandPaid(refund)),
]);
recordActions('Customer', {}, () => [recordAction('createRefund', 'refunds.draft', () => undefined)]);
recordActions('Payment', {
  payment: itself('Payment'), disputed: bigintFact((t) => sql`(SELECT coalesce(sum(c."amountMinor"), 0) FROM "Chargeback" c WHERE c."paymentId" = ${col(t, 'id')} AND c.status NOT IN ('WON', 'WITHDRAWN'))`),
}, ({ payment, disputed }) => [
  recordAction('bouncePayment', 'payments.bounce', () => { demandReceipt(payment); demandPosted(payment); }),
  recordAction('openChargeback', 'chargebacks.manage', () => demandDisputable(payment, minor(1), minor(disputed))),
]);
recordActions('Chargeback', {
  chargeback: itself('Chargeback'), payment: rowFact('Payment', (t) => sql`f.id = ${col(t, 'paymentId')}`), disputed: bigintFact((t) => sql`(SELECT coalesce(sum(c."amountMinor"), 0) FROM "Chargeback" c WHERE c."paymentId" = ${col(t, 'paymentId')} AND c.id <> ${col(t, 'id')} AND c.status NOT IN ('WON', 'WITHDRAWN'))`),
}, ({ chargeback, payment, disputed }) => [
  recordAction('representChargeback', 'chargebacks.manage', () => demandState(chargeback, 'OPEN', 'REPRESENTED')), recordAction('winChargeback', 'chargebacks.manage', () => demandState(chargeback, 'OPEN', 'REPRESENTED')),
  recordAction('loseChargeback', 'chargebacks.manage', () => demandState(chargeback, 'OPEN', 'REPRESENTED')), recordAction('withdrawChargeback', 'chargebacks.manage', () => demandState(chargeback, 'OPEN', 'REPRESENTED')),
  recordAction('reopenChargeback', 'chargebacks.manage', () => { demandState(chargeback, 'WON', 'LOST'); if (payment) demandDisputable(payment, chargeback.amountMinor, minor(disputed)); }),
]);

reportType('RefundFile', 'A file for the bank.', { fileName: 'text', content: 'text' });
reportQuery('refundFile', {
  describe: 'Refunds for the bank as a file: SEPA (ISO 20022 pain.001.001.03; of other currencies than the euro without its service level) or CSV. They are of one account and currency; customers without a bank account are refused by name.', permission: 'refunds.pay', type: 'RefundFile', nullable: true,
  args: { refundIds: list(id('Refund'), { min: 1, max: 200 }), asCsv: { ...optional(boolean()), describe: 'CSV instead of SEPA.' } },
  resolve: ({ refundIds, asCsv }, ctx) => refundFile(refundIds, asCsv ? 'CSV' : 'SEPA', ctx),
});

mutations(createRefund, requestRefundApproval, payRefund, cancelRefund, reverseRefund, bouncePayment, withdrawBounce, openChargeback, representChargeback, winChargeback, loseChargeback, withdrawChargeback, reopenChargeback);
