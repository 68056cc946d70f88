import sql, { raw } from 'sql-template-tag';
import { daysToPay } from '../customers/daysToPay.ts';
import { ownCustomers } from '../customers/rowRights.ts';
import { timelineOf } from '../events/timeline.ts';
import { mutations } from '../mutations.ts';
import { reportQuery, reportType } from '../reports.ts';
import { col, column, entity, expression, extend, money, one, pages } from '../shared/entity.ts';
import { itself } from '../shared/facts.ts';
import { id, integer, list } from '../shared/input.ts';
import { plus, zero } from '../shared/money.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { answerReport } from '../shared/report.ts';
import { todaySql } from '../shared/today.ts';
import { decideDeviations, demandUndecided } from './decideDeviations.ts';
import { cancelDeviationRun, demandRunning, startDeviationRun } from './deviationRuns.ts';
import { setCustomerNorm, setDeviationTolerances } from './norms.ts';
import { creditReviewPack, creditReviewsDue } from './reviewPack.ts';
import { recordCreditReview, reviewDueSql, riskSql } from './reviews.ts';
import { shortenTerms } from './shortenTerms.ts';

const read = 'credit.read';

entity('CreditReview', {
  permission: read, rows: ownCustomers('customerId'), describe: 'What came of looking at a customer\'s credit.',
  fields: {
    dueOn: column(), reviewedOn: column(), outcome: column(), risk: column(), limitBefore: money('limitBefore'), limitAfter: money('limitAfter'), currencyCode: column(), reason: column(), nextReviewOn: column(), recordedAt: column(), byName: column(),
  },
  ones: { customer: one('Customer', 'customerId', { formerly: 'mergedIntoId' }), assessment: one('CreditAssessment', 'assessmentId'), change: one('CustomerChange', 'changeId', { describe: 'Waits, or waited, for a second person.' }) },
  listing: { field: 'creditReviews', orderBy: { RECORDED_AT: 'recordedAt', REVIEWED_ON: 'reviewedOn', NEXT_REVIEW_ON: 'nextReviewOn' }, defaultOrder: 'RECORDED_AT_DESC', search: ['customer.name', 'reason', 'byName'] },
});
extend('Customer', {
  fields: {
    creditRisk: expression('enum:CreditRisk', (t) => riskSql(col(t, 'id')), { nullable: true, permission: read, describe: 'By the last assessment.' }),
    creditReviewOn: expression('day', (t) => reviewDueSql(col(t, 'id')), { nullable: true, permission: read, describe: 'When the limit is to be looked at next; null without a limit.' }),
    isReviewDue: expression('boolean', (t) => sql`coalesce(${reviewDueSql(col(t, 'id'))} <= ${todaySql}, FALSE)`, { permission: read }),
  },
  manies: { creditReviews: pages('CreditReview', 'customerId', { permission: read }) },
});
recordActions('Customer', {}, () => [recordAction('recordCreditReview', 'credit.manage', () => undefined)]);

reportType('CreditReviewDue', 'A limit that is to be looked at.', {
  customer: 'record:Customer', name: 'text', risk: 'enum:CreditRisk?', limit: 'money', exposure: 'money', dueOn: 'day', daysOverdue: 'int', lastOn: 'day?', lastOutcome: 'enum:CreditReviewOutcome?', ownerName: 'text?', ownerRole: 'enum:Role?',
});
reportType('CreditReviewsDue', 'Limits that are to be looked at by a day.', { until: 'day', overdue: 'int', rows: 'reports:CreditReviewDue' });
reportQuery('creditReviewsDue', { describe: 'Whose credit is to be looked at up to a day, the longest overdue first. At most 2,000.', permission: read, type: 'CreditReviewsDue', report: creditReviewsDue });
reportType('ReviewMonth', 'A month of a customer. `daysLate`: on average of what was paid, beyond the due day; `peak`: the highest exposure of a day.', {
  month: 'day', orders: 'int', ordered: 'money', invoices: 'int', invoiced: 'money', paid: 'money', paidLate: 'money', daysLate: 'text?', peak: 'money', shortPayments: 'int',
});
reportType('ReviewEvent', 'Something that happened: HOLD, OVERRIDE, SHORT_PAYMENT, BOUNCE, REVIEW.', { kind: 'text', on: 'day', text: 'text?', amount: 'money?', by: 'text?' });
reportType('CreditReviewPack', 'Twelve months of a customer, to decide on the limit.', {
  customer: 'record:Customer', name: 'text', on: 'day', limit: 'money?', risk: 'enum:CreditRisk?', dueOn: 'day?', months: 'reports:ReviewMonth', ordered: 'money', invoiced: 'money', paid: 'money', paidLate: 'money', daysLate: 'text?', peak: 'money', told: 'reports:ReviewEvent',
});
reportQuery('creditReviewPack', { describe: 'Twelve months of a customer up to a day: orders, invoices, payments and how late, the peak of the exposure by month; holds, overrides, short payments and reviews.', permission: read, type: 'CreditReviewPack', report: creditReviewPack });

const groups = (value: string) => (t: string) => sql`(SELECT ${raw(value)} FROM "DeviationRunGroup" g WHERE g."runId" = ${col(t, 'id')})`;
entity('DeviationRun', {
  permission: 'customers.compare', describe: 'One look at the terms of all customers.',
  fields: {
    number: column(), status: column(), isYearly: column(undefined, { describe: 'Begun by itself.' }), asOf: column(), askedByName: column(), createdAt: column(), finishedAt: column(), version: column(),
    toleranceDays: column(undefined, { describe: 'How far from the norm it let pass: days to pay.' }), toleranceTimes: column(undefined, { describe: 'Of limits: so many times the norm, and down to that part of it.' }), tolerancePoints: column(undefined, { describe: 'Of discounts, as a fraction.' }),
    groups: expression('int', groups('count(*)::int')), groupsDone: expression('int', groups('count(*) FILTER (WHERE g."isDone")::int')), customers: expression('int', groups('coalesce(sum(g.customers), 0)::int')), found: expression('int', groups('coalesce(sum(g.found), 0)::int'), { describe: 'New ones.' }),
  },
  manies: { timeline: timelineOf() },
  listing: { field: 'deviationRuns', orderBy: { CREATED_AT: 'createdAt', NUMBER: 'number' }, defaultOrder: 'CREATED_AT_DESC', search: ['number', 'askedByName'] },
});
entity('Deviation', {
  permission: 'customers.compare', describe: 'A customer whose terms are not those of the group.',
  fields: {
    field: column(), groupName: column(), actual: column(), norm: column(), tolerance: column(undefined, { describe: 'How far from the norm one may be; null of price lists.' }), basis: column(undefined, { describe: 'Set by hand, the middle one, or what most have.' }), members: column(undefined, { describe: 'Of how many the norm is.' }), status: column(), foundAt: column(),
    decidedAt: column(), decidedByName: column(), reason: column(), nextOn: column(undefined, { describe: 'When a kept one is looked at again.' }), version: column(),
  },
  ones: { customer: one('Customer', 'customerId'), run: one('DeviationRun', 'runId'), group: one('CustomerGroup', 'groupId') },
  listing: { field: 'deviations', orderBy: { FOUND_AT: 'foundAt', CUSTOMER: 'customer.name', FIELD: 'field', NEXT_ON: 'nextOn', GROUP_NAME: 'groupName' }, defaultOrder: 'FOUND_AT_DESC', search: ['customer.name', 'groupName', 'actual', 'norm', 'reason'] },
});
entity('CustomerNorm', {
  permission: 'customers.compare', describe: 'What is usual in a group, where somebody has said so.',
  fields: { field: column(), days: column(), limit: money('limitMinor'), currencyCode: column(), rate: column(), version: column() }, ones: { group: one('CustomerGroup', 'groupId') },
  listing: { field: 'customerNorms', orderBy: { FIELD: 'field' }, defaultOrder: 'FIELD_ASC' },
});
recordActions('DeviationRun', { run: itself('DeviationRun') }, ({ run }) => [recordAction('cancelDeviationRun', 'customers.compare', () => demandRunning(run))]);
recordActions('Deviation', { deviation: itself('Deviation') }, ({ deviation }) => [recordAction('decideDeviations', 'customers.compare', () => demandUndecided(deviation, ''))]);

reportType('Shortening', 'What shorter terms of a customer would free.', { customer: 'record:Customer', name: 'text', termDays: 'int', newTermDays: 'int', freed: 'money' });
reportType('ShorteningPreview', 'Whose terms would become shorter, and what cash that frees.', { rows: 'reports:Shortening', freed: 'money' });
reportQuery('shorteningPreview', {
  describe: 'Which of some customers would get shorter terms, and what cash that frees; nothing is saved.', permission: 'credit.terms', type: 'ShorteningPreview',
  args: { customerIds: list(id('Customer'), { min: 1, max: 200 }), paymentTermDays: integer({ max: 720 }) },
  resolve: async ({ customerIds, paymentTermDays }, ctx) => {
    const { rows } = await answerReport(daysToPay, { newTermDays: paymentTermDays }, ctx);
    const chosen = rows.filter(({ customer, isToShorten }) => isToShorten && customerIds.includes(customer));
    return { rows: chosen, freed: plus(zero, ...chosen.map(({ freed }) => freed)) };
  },
});

mutations(recordCreditReview, startDeviationRun, cancelDeviationRun, setCustomerNorm, setDeviationTolerances, decideDeviations, shortenTerms);
