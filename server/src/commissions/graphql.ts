import sql from 'sql-template-tag';
import { ownedCustomers } from '../customers/rowRights.ts';
import { timelineOf } from '../events/timeline.ts';
import { mutations } from '../mutations.ts';
import { reportQuery, reportType } from '../reports.ts';
import { col, column, entity, expression, extend, lines, money, one, pages } from '../shared/entity.ts';
import { bigintFact, isFact, itself, rowFact } from '../shared/facts.ts';
import { minor } from '../shared/money.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import './consumeCommissions.ts';
import { declineCommissionPayout, demandOther, demandPayout, postCommissionPayout, requestCommissionPayout, reverseCommissionPayout } from './payouts.ts';
import { createCommissionPlan, demandUnused, setCommissionTerms, updateCommissionPlan, withdrawCommissionTerms } from './plans.ts';
import { previewCommissionPlan, previewFields } from './previewPlan.ts';
import { CommissionAccrued } from './refusals.ts';
import { commissionBalances, commissionsBy, nextCommissionStatement } from './reports.ts';
import { setCustomerCommission, setOrderCommission } from './shares.ts';
import { approveCommissionStatement, demandWithdrawable, withdrawCommissionStatement } from './statements.ts';

const permission = 'commissions.read';
/** Sellers see their own rows. */
const rows = ownedCustomers;

/** Whoever shares in an order of somebody else's customer earns by it, and does not see it. */
const shared = { nullable: true, describe: 'Null where its customer is another person\'s.' };

entity('CommissionPlan', {
  permission, describe: 'How people who sell are paid for what customers have paid.',
  fields: { code: column(), name: column(), note: column(), isActive: column(), version: column() },
  manies: { terms: lines('CommissionTerms', 'planId'), timeline: timelineOf() },
  listing: { field: 'commissionPlans', defaultOrder: 'CODE_ASC', search: ['code', 'name'], orderBy: { CODE: 'code', NAME: 'name' } },
});
entity('CommissionTerms', {
  permission, describe: 'A version of a plan, for orders placed from its first day to the day before the next one.',
  fields: {
    no: column(), startsOn: column(), endsOn: column(), base: column(), rate: column('rate', { describe: 'Of what no rule is for.' }), span: column('span', { describe: 'After what tiers begin anew; none: no tiers.' }), createdByName: column(), recordedAt: column(), version: column(),
    orders: expression('int', (t) => sql`(SELECT count(DISTINCT x."orderId")::int FROM "OrderCommission" x WHERE x."termsId" = ${col(t, 'id')})`, { describe: 'How many orders are paid by them.' }),
  },
  ones: { plan: one('CommissionPlan', 'planId') },
  manies: { people: lines('CommissionTermsPerson', 'termsId', 'id'), rates: lines('CommissionRate', 'termsId'), tiers: lines('CommissionTier', 'termsId') },
  listing: { field: 'commissionTerms', defaultOrder: 'STARTS_ON_DESC', search: ['plan.name', 'plan.code'], orderBy: { STARTS_ON: 'startsOn', PLAN: 'plan.code' } },
});
entity('CommissionTermsPerson', { permission, fields: {}, ones: { terms: one('CommissionTerms', 'termsId'), salesPerson: one('SalesPerson', 'salesPersonId') } });
entity('CommissionRate', {
  permission, fields: { no: column(), channel: column(), rate: column() },
  ones: {
    terms: one('CommissionTerms', 'termsId'), salesPerson: one('SalesPerson', 'salesPersonId'), product: one('Product', 'productId'), category: one('Category', 'categoryId'), customer: one('Customer', 'customerId'), customerGroup: one('CustomerGroup', 'customerGroupId'),
  },
});
entity('CommissionTier', { permission, fields: { no: column(), currencyCode: column(), from: money('fromMinor'), rate: column() }, ones: { terms: one('CommissionTerms', 'termsId') } });
entity('CustomerCommission', {
  permission, rows, describe: 'Who shares in what a customer\'s orders bring.', fields: { no: column(), share: column() }, ones: { customer: one('Customer', 'customerId', { nullable: true, describe: 'Null where it is another person\'s.' }), salesPerson: one('SalesPerson', 'salesPersonId') },
});
entity('OrderCommission', {
  permission, rows, describe: 'Who is paid for an order, and by which terms: frozen when it is placed.', fields: { no: column(), share: column(), frozenAt: column() },
  ones: { order: one('Order', 'orderId', shared), terms: one('CommissionTerms', 'termsId'), salesPerson: one('SalesPerson', 'salesPersonId') },
});
entity('CommissionAccrual', {
  permission, rows, describe: 'What somebody earned by one application of money, or lost by one that was taken back or by a credit note. Written once.',
  fields: {
    cause: column(), causeOn: column('causeOn', { describe: 'The day of what brought it.' }), effectiveOn: column('effectiveOn', { describe: 'The day on which it is booked.' }), recordedAt: column(), currencyCode: column(),
    base: money(undefined, { describe: 'The person\'s part of the base that was paid for.' }), tier: money(undefined, { describe: 'What tiers make of it, within the amount.' }), amount: money(),
    causeNumber: expression('text', (t) => sql`coalesce((SELECT i.number FROM "Allocation" x JOIN "OpenItem" i ON i.id = x."creditItemId" WHERE x.id = ${col(t, 'causeId')}), (SELECT n.number FROM "Invoice" n WHERE n.id = ${col(t, 'causeId')}), '')`,
      { describe: 'Number of the payment or credit note.' }),
    isStated: expression('boolean', (t) => sql`EXISTS (SELECT FROM "CommissionStatementLine" l JOIN "CommissionStatement" s ON s.id = l."statementId" AND s.status = 'APPROVED' WHERE l."accrualId" = ${col(t, 'id')})`, { describe: 'It is on a statement that stands.' }),
  },
  ones: { salesPerson: one('SalesPerson', 'salesPersonId'), order: one('Order', 'orderId', shared), invoice: one('Invoice', 'invoiceId', shared), terms: one('CommissionTerms', 'termsId'), entry: one('JournalEntry', 'entryId', { permission: 'journal.read' }) },
  listing: {
    field: 'commissionAccruals', defaultOrder: 'EFFECTIVE_ON_DESC', totals: ['base', 'amount'], search: ['salesPerson.name', 'order.number', 'invoice.number', 'order.customer.name'],
    orderBy: { EFFECTIVE_ON: 'effectiveOn', AMOUNT: 'amount', PERSON: 'salesPerson.name', ORDER: 'order.number' }, describe: 'What people earned, cause by cause.',
  },
});
extend('Order', { manies: { commissions: lines('OrderCommission', 'orderId', 'no', { permission }), commissionAccruals: pages('CommissionAccrual', 'orderId', { permission }) } });
extend('Invoice', { manies: { commissionAccruals: pages('CommissionAccrual', 'invoiceId', { permission }) } });
extend('Customer', { manies: { commissions: lines('CustomerCommission', 'customerId', 'no', { permission }) } });

entity('CommissionStatement', {
  permission, rows, describe: 'What somebody earned since the statement before: frozen when it is approved.',
  fields: {
    number: column(), status: column(), startsOn: column(), endsOn: column(), currencyCode: column(), opening: money(), accrued: money(), clawedBack: money(undefined, { describe: 'Zero or negative.' }), paid: money(undefined, { describe: 'Zero or negative.' }), closing: money(),
    approvedByName: column(), approvedAt: column(), withdrawnAt: column(), withdrawnReason: column(), version: column(),
  },
  ones: { salesPerson: one('SalesPerson', 'salesPersonId') }, manies: { lines: pages('CommissionStatementLine', 'statementId'), timeline: timelineOf() },
  listing: {
    field: 'commissionStatements', defaultOrder: 'ENDS_ON_DESC', search: ['number', 'salesPerson.name'], totals: ['accrued', 'clawedBack', 'paid'], orderBy: { NUMBER: 'number', ENDS_ON: 'endsOn', PERSON: 'salesPerson.name', CLOSING: 'closing' },
  },
});
entity('CommissionStatementLine', {
  permission, rows: (alias, viewer) => {
    const own = ownedCustomers('s', viewer);
    return own && sql`EXISTS (SELECT FROM "CommissionStatement" s WHERE s.id = ${col(alias, 'statementId')} AND ${own})`;
  },
  fields: { no: column(), isReverse: column(), effectiveOn: column(), currencyCode: column(), amount: money() },
  ones: { statement: one('CommissionStatement', 'statementId'), accrual: one('CommissionAccrual', 'accrualId'), payout: one('CommissionPayout', 'payoutId') },
  listing: { field: 'commissionStatementLines', defaultOrder: 'NO_ASC', search: ['accrual.order.number', 'payout.number'], totals: ['amount'], orderBy: { NO: 'no', EFFECTIVE_ON: 'effectiveOn', AMOUNT: 'amount' } },
});
entity('CommissionPayout', {
  permission, rows, describe: 'Commission paid to somebody: asked for by one, posted by another.',
  fields: {
    number: column(), status: column(), paidOn: column(), currencyCode: column(), amount: money(), memo: column(), requestedByName: column(), requestedAt: column(), decidedByName: column(), decidedAt: column(), reason: column(), reversedOn: column(), version: column(),
  },
  ones: { salesPerson: one('SalesPerson', 'salesPersonId'), account: one('Account', 'accountId'), entry: one('JournalEntry', 'entryId', { permission: 'journal.read' }) }, manies: { timeline: timelineOf() },
  listing: {
    field: 'commissionPayouts', defaultOrder: 'PAID_ON_DESC', search: ['number', 'salesPerson.name', 'memo'], totals: ['amount'], orderBy: { NUMBER: 'number', PAID_ON: 'paidOn', PERSON: 'salesPerson.name', AMOUNT: 'amount', STATUS: 'status' },
  },
});

recordActions('CommissionPlan', {}, () => [recordAction('updateCommissionPlan', 'commissions.manage', () => undefined), recordAction('setCommissionTerms', 'commissions.manage', () => undefined)]);
recordActions('CommissionTerms', { terms: itself('CommissionTerms'), plan: rowFact('CommissionPlan', (t) => sql`f.id = ${col(t, 'planId')}`), orders: bigintFact((t) => sql`(SELECT count(DISTINCT x."orderId") FROM "OrderCommission" x WHERE x."termsId" = ${col(t, 'id')})`) },
  ({ terms, plan, orders }) => [recordAction('withdrawCommissionTerms', 'commissions.manage', () => demandUnused(terms, plan?.name ?? '', Number(orders)))]);
recordActions('CommissionPayout', { payout: itself('CommissionPayout') }, ({ payout }, { viewer }) => [
  recordAction('postCommissionPayout', 'commissions.pay', () => { demandPayout(payout, 'REQUESTED'); demandOther(payout, viewer); }),
  recordAction('declineCommissionPayout', 'commissions.pay', () => demandPayout(payout, 'REQUESTED')),
  recordAction('reverseCommissionPayout', 'commissions.pay', () => demandPayout(payout, 'POSTED')),
]);
recordActions('CommissionStatement', {
  statement: itself('CommissionStatement'),
  last: rowFact('CommissionStatement', (t) => sql`f."salesPersonId" = ${col(t, 'salesPersonId')} AND f.status = 'APPROVED' AND f."endsOn" > ${col(t, 'endsOn')}`),
  paid: bigintFact((t) => sql`(SELECT coalesce(sum(x."amountMinor"), 0) FROM "CommissionPayout" x WHERE x."salesPersonId" = ${col(t, 'salesPersonId')} AND x.status IN ('REQUESTED', 'POSTED') AND NOT EXISTS (SELECT FROM "CommissionStatementLine" l
    JOIN "CommissionStatement" s ON s.id = l."statementId" AND s.status = 'APPROVED' WHERE l."payoutId" = x.id AND NOT l."isReverse")) - ${col(t, 'paidMinor')}`),
}, ({ statement, last, paid }) => [recordAction('withdrawCommissionStatement', 'commissions.approve', () => demandWithdrawable(statement, last?.number, minor(paid)))]);
recordActions('Order', { isAccrued: isFact((t) => sql`EXISTS (SELECT FROM "CommissionAccrual" x WHERE x."orderId" = ${col(t, 'id')})`), order: itself('Order') }, ({ isAccrued, order }) => (order.placedOn === null ? [] : [
  recordAction('setOrderCommission', 'commissions.manage', () => { if (isAccrued) throw CommissionAccrued({ number: order.number ?? '' }); }),
]));
recordActions('Customer', {}, () => [recordAction('setCustomerCommission', 'commissions.manage', () => undefined)]);

reportType('CommissionGroup', 'What one person, customer, plan or month brought.', {
  salesPerson: 'record:SalesPerson?', customer: 'record:Customer?', plan: 'record:CommissionPlan?', month: 'text?', name: 'text', orders: 'int', base: 'money', accrued: 'money', clawedBack: 'money', net: 'money',
});
reportType('CommissionReport', 'Commissions between two days. What account 5500 holds besides is told as others; then nothing differs.', {
  from: 'day', to: 'day', by: 'enum:CommissionGrouping', groups: 'reports:CommissionGroup', base: 'money', accrued: 'money', clawedBack: 'money', net: 'money', ledger: 'money?', others: 'money?', difference: 'money?',
});
reportQuery('commissionsBy', { describe: 'Commissions between two days by person, month, customer or plan, beside account 5500. Sellers see their own.', permission, type: 'CommissionReport', report: commissionsBy });
reportType('CommissionBalance', 'What a person earned, lost again, was paid and is owed.', {
  salesPerson: 'record:SalesPerson', name: 'text', accrued: 'money', clawedBack: 'money', paid: 'money', asked: 'money', balance: 'money', stated: 'money?', statedOn: 'day?',
});
reportType('CommissionBalances', 'What people are owed on a day, beside account 2400.', {
  on: 'day', people: 'reports:CommissionBalance', accrued: 'money', clawedBack: 'money', paid: 'money', asked: 'money', balance: 'money', ledger: 'money?', others: 'money?', difference: 'money?',
});
reportQuery('commissionBalances', { describe: 'What people are owed as commission on a day, as known at a time. Sellers see their own.', permission, type: 'CommissionBalances', report: commissionBalances });
reportType('NextCommissionLine', 'What brought or took commission, down to order, invoice and payment.', {
  on: 'day', order: 'record:Order?', invoice: 'record:Invoice?', payment: 'record:Payment?', customerName: 'text?', cause: 'enum:CommissionCause?', number: 'text?', isPayout: 'boolean', base: 'money?', amount: 'money',
});
reportType('NextCommissionStatement', 'A statement as it would be approved: opening + accrued + clawed back + paid = closing.', {
  salesPerson: 'record:SalesPerson', on: 'day', lastEndsOn: 'day?', opening: 'money', accrued: 'money', clawedBack: 'money', paid: 'money', closing: 'money', lines: 'reports:NextCommissionLine',
});
reportQuery('nextCommissionStatement', { describe: 'The next statement of somebody up to a day, before it is approved.', permission, type: 'NextCommissionStatement', nullable: true, report: nextCommissionStatement });
reportType('PreviewedCommission', 'What a person would have earned, beside what was booked.', { salesPerson: 'record:SalesPerson', name: 'text', orders: 'int', base: 'money', commission: 'money', booked: 'money' });
reportType('CommissionPreview', 'What terms would have paid.', { from: 'day', to: 'day', people: 'reports:PreviewedCommission', base: 'money', commission: 'money', booked: 'money' });
reportQuery('previewCommissionPlan', {
  describe: 'What terms would have paid between two days for what was really paid; nothing is written.', permission: 'commissions.manage', type: 'CommissionPreview', args: previewFields, resolve: previewCommissionPlan,
});

mutations(createCommissionPlan, updateCommissionPlan, setCommissionTerms, withdrawCommissionTerms, setCustomerCommission, setOrderCommission, approveCommissionStatement, withdrawCommissionStatement,
  requestCommissionPayout, postCommissionPayout, declineCommissionPayout, reverseCommissionPayout);
