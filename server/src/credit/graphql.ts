import sql from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import { timelineOf } from '../events/timeline.ts';
import { mutations } from '../mutations.ts';
import { reportQuery, reportType } from '../reports.ts';
import { col, column, entity, expression, extend, lines, money, one, pages, visible, entityOf } from '../shared/entity.ts';
import { itself } from '../shared/facts.ts';
import { message } from '../shared/messages.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { report } from '../shared/report.ts';
import { todaySql } from '../shared/today.ts';
import { demandMove, type ApplicationMove } from './applicationMoves.ts';
import { answerCreditReference, createCreditApplication, declineCreditApplication, proposeCredit, submitCreditApplication, updateCreditApplication, withdrawCreditApplication } from './applications.ts';
import { assessCredit, publishScorecard, rateCredit } from './assessCredit.ts';
import { creditAssessment } from './creditFacts.ts';
import { setCreditPolicy } from './grantCredit.ts';
import { firstScorecard, type Scorecard } from './scorecard.ts';

const permission = 'creditApplications.read';
const read = 'credit.read';

entity('CreditApplication', {
  permission, describe: 'A customer asks to buy on credit. A partner\'s key sees what it sent.',
  rows: (alias, viewer) => (viewer.kind === 'PARTNER' ? sql`${col(alias, 'createdById')} = ${viewer.id}::uuid` : ownCustomers('customerId')(alias, viewer)),
  fields: {
    number: column(), status: column(), requestedLimit: money('requestedLimitMinor'), requestedTermDays: column(), note: column(undefined, { describe: 'What the customer says for it.' }), currencyCode: column(),
    createdAt: column(), createdByName: column(), submittedOn: column(), expiresOn: column(undefined, { describe: 'It ends by itself after this day, unless it is answered.' }),
    limit: money('limitMinor', { permission: read, describe: 'What is proposed, then in force.' }), termDays: column(undefined, { permission: read }), nextReviewOn: column(undefined, { permission: read }), validUntil: column(undefined, { describe: 'The last day on which it lets the customer buy on credit.' }),
    decidedAt: column(), decidedByName: column(undefined, { permission: read }), outcome: column(), version: column(),
    score: expression('int', (t) => sql`(SELECT s.score FROM "CreditAssessment" s WHERE s.id = ${col(t, 'assessmentId')})`, { nullable: true, permission: read }),
    risk: expression('enum:CreditRisk', (t) => sql`(SELECT s.risk FROM "CreditAssessment" s WHERE s.id = ${col(t, 'assessmentId')})`, { nullable: true, permission: read }),
    isLate: expression('boolean', (t) => sql`(${col(t, 'status')} IN ('SUBMITTED', 'ASSESSED', 'PROPOSED') AND coalesce(${col(t, 'expiresOn')} <= ${todaySql} + 3, FALSE))`, { describe: 'It expires within three days.' }),
  },
  ones: {
    customer: one('Customer', 'customerId', { permission: 'customers.read' }), assessment: one('CreditAssessment', 'assessmentId', { permission: read }), approval: one('Approval', 'approvalId', { permission: 'approvals.read' }),
  },
  manies: { references: lines('CreditReference', 'applicationId'), timeline: timelineOf() },
  listing: {
    field: 'creditApplications', defaultOrder: 'CREATED_AT_DESC', totals: ['requestedLimit'], search: ['number', 'customer.name', 'createdByName'],
    orderBy: { CREATED_AT: 'createdAt', NUMBER: 'number', STATUS: 'status', EXPIRES_ON: 'expiresOn', REQUESTED_LIMIT: 'requestedLimit', CUSTOMER: 'customer.name' },
  },
});
entity('CreditReference', {
  permission, rows: (alias, viewer) => sql`EXISTS (SELECT FROM "CreditApplication" about WHERE about.id = ${col(alias, 'applicationId')} AND ${visible(entityOf('CreditApplication'), 'about', viewer)})`,
  fields: { no: column(), name: column(), contact: column(), answer: column(undefined, { permission: read, describe: 'What they have said.' }) }, ones: { application: one('CreditApplication', 'applicationId') },
});
entity('CreditAssessment', {
  permission: read, rows: ownCustomers('customerId'), describe: 'How a customer was judged, with all that it was judged on. Asked again for its day and time of knowledge, it is the same to the byte.',
  fields: {
    asOf: column(), knownAt: column(), scorecardRevision: column(), score: column(), risk: column(), limit: money('limitMinor', { describe: 'Proposed.' }), currencyCode: column(), termDays: column(), content: column(undefined, { askable: false, describe: 'Inputs, points and formulas, as JSON.' }),
    hash: column(undefined, { describe: 'SHA-256 of the content.' }), recordedAt: column(), byName: column(),
  },
  ones: { customer: one('Customer', 'customerId', { formerly: 'mergedIntoId' }), application: one('CreditApplication', 'applicationId', { permission }) },
  listing: { field: 'creditAssessments', orderBy: { RECORDED_AT: 'recordedAt', SCORE: 'score', RISK: 'risk' }, defaultOrder: 'RECORDED_AT_DESC', search: ['customer.name', 'byName'] },
});
entity('CreditScorecard', {
  permission: read, describe: 'A published way to judge customers; the last one counts.',
  fields: { revision: column(), definition: column(undefined, { askable: false }), note: column(), publishedAt: column(), publishedByName: column() },
  listing: { field: 'creditScorecards', orderBy: { REVISION: 'revision' }, defaultOrder: 'REVISION_DESC' },
});
entity('CreditRating', {
  permission: read, rows: ownCustomers('customerId'), describe: 'What somebody outside says of a customer\'s credit.',
  fields: { source: column(), grade: column(), points: column(), ratedOn: column(), validUntil: column(), recordedAt: column(), recordedByName: column() }, ones: { customer: one('Customer', 'customerId', { formerly: 'mergedIntoId' }) },
  listing: { field: 'creditRatings', orderBy: { RATED_ON: 'ratedOn', RECORDED_AT: 'recordedAt' }, defaultOrder: 'RATED_ON_DESC', search: ['source', 'grade', 'customer.name'] },
});
entity('CreditGrant', {
  permission: read, rows: ownCustomers('customerId'), describe: 'That a customer may buy on credit, from a day; the last one counts.',
  fields: { kind: column(), grantedOn: column(), validUntil: column(), reason: column(), recordedAt: column(), byName: column() }, ones: { customer: one('Customer', 'customerId', { formerly: 'mergedIntoId' }), application: one('CreditApplication', 'applicationId', { permission }) },
  listing: { field: 'creditGrants', orderBy: { RECORDED_AT: 'recordedAt' }, defaultOrder: 'RECORDED_AT_DESC', search: ['customer.name', 'reason'] },
});

extend('CustomerPolicy', {
  fields: {
    creditDemand: column(undefined, { describe: 'Who buys on credit only with an approved application.' }), creditDemandSince: column(), checksShipping: column(undefined, { describe: 'Goods leave only while the customer is within the limit.' }), applicationDays: column(),
    reviewMonthsA: column(), reviewMonthsB: column(), reviewMonthsC: column(), reviewMonthsD: column(), reviewMonthsE: column(),
    toleranceDays: column(undefined, { permission: 'customers.compare', describe: 'How many days from their group\'s norm terms may be before a review tells of it.' }), toleranceTimes: column(undefined, { permission: 'customers.compare', describe: 'How many times the norm a limit may be, and down to which part of it.' }),
    tolerancePoints: column(undefined, { permission: 'customers.compare', describe: 'By how much discounts may be off, as a fraction.' }),
  },
});
const account = (value: 'grantedOn' | 'grantedUntil') => (t: string) => sql`(SELECT ${col('k', value)} FROM "CreditAccount" k WHERE k."customerId" = ${col(t, 'id')})`;
extend('Customer', {
  fields: {
    creditGrantedOn: expression('day', account('grantedOn'), { nullable: true, permission: read, describe: 'Since when the customer may buy on credit.' }),
    creditGrantedUntil: expression('day', account('grantedUntil'), { nullable: true, permission: read, describe: 'The last day of that; null: without an end.' }),
  },
  manies: { creditApplications: pages('CreditApplication', 'customerId', { permission }), creditAssessments: pages('CreditAssessment', 'customerId', { permission: read }) },
});

const allowed = (name: ApplicationMove, right: string) => ({ name, right });
const offered = [allowed('updateCreditApplication', 'creditApplications.write'), allowed('submitCreditApplication', 'creditApplications.write'), allowed('answerCreditReference', 'credit.assess'), allowed('assessCredit', 'credit.assess'),
  allowed('proposeCredit', 'credit.assess'), allowed('declineCreditApplication', 'credit.assess'), allowed('withdrawCreditApplication', 'creditApplications.write')];
recordActions('CreditApplication', { application: itself('CreditApplication') }, ({ application }) => offered.map(({ name, right }) => recordAction(name, right, () => demandMove(application, name))));
recordActions('Customer', {}, () => [
  recordAction('assessCredit', 'credit.assess', () => undefined), recordAction('rateCredit', 'credit.manage', () => undefined), recordAction('createCreditApplication', 'creditApplications.write', () => undefined),
]);

reportType('JudgedFactor', 'One input of an assessment: its value, the points it gives, and why.', { factor: 'text', label: 'text', value: 'int?', points: 'int', weight: 'int', why: 'text' });
reportType('CreditAssessmentReport', 'A customer judged as of a day, as known at a time.', {
  customer: 'record:Customer', on: 'day', knownAt: 'text', scorecard: 'int', score: 'int', risk: 'enum:CreditRisk', limit: 'money', termDays: 'int', factors: 'reports:JudgedFactor', why: 'text', content: 'text', hash: 'text',
});
reportQuery('creditAssessment', {
  describe: 'A customer judged as of a day, as known at a time, by the scorecard of that time: the same question gives the same bytes (`content`). Nothing is kept.', permission: read, type: 'CreditAssessmentReport',
  report: report({
    args: creditAssessment.args, records: { customer: ({ customerId }) => sql`SELECT ${customerId}::uuid` }, statement: (args, asker, asked) => creditAssessment.statement?.(args, asker, asked),
    make: (rows: Parameters<typeof creditAssessment.make>[0], given, ctx) => {
      const told = creditAssessment.make(rows, given, ctx);
      const { locale } = ctx.viewer;
      return {
        ...told, limit: told.limitMinor, why: message(locale, 'credit.formula', { ...told.formula, requested: told.formula.requested ?? '', requestedTermDays: told.formula.requestedTermDays ?? -1, limit: told.limit, termDays: told.termDays }),
        factors: told.factors.map(({ factor, value, points, weight, inputs }) => ({
          factor, label: message(locale, `credit.factor.${factor}`), value, points, weight,
          why: value === null ? message(locale, 'credit.unknown') : message(locale, `credit.why.${factor}`, { ...Object.fromEntries(Object.entries(inputs).map(([name, each]) => [name, each ?? ''])), value, tenths: String(Math.abs(value) % 10), whole: String(Math.trunc(value / 10)) }),
        })),
      };
    },
  }),
});

reportType('ScorecardStep', 'Points up to a value; without one, beyond all others.', { upTo: 'int?', points: 'int' });
reportType('ScorecardFactor', 'What one input counts.', { factor: 'text', label: 'text', weight: 'int', unknown: 'int', steps: 'reports:ScorecardStep' });
reportType('ScorecardClass', 'A class of risk, from a score on.', { risk: 'enum:CreditRisk', from: 'int', months: 'int', sharePercent: 'int', termDays: 'int' });
reportType('Scorecard', 'How customers are judged now.', { revision: 'int', note: 'text?', factors: 'reports:ScorecardFactor', classes: 'reports:ScorecardClass', startMost: 'int', roundTo: 'int' });
reportQuery('scorecard', {
  describe: 'How customers are judged now: the last published scorecard, or the built-in one (revision 0).', permission: read, type: 'Scorecard',
  report: report({
    args: {}, statement: () => sql`SELECT s.revision, s.definition, s.note FROM "CreditScorecard" s ORDER BY s.revision DESC LIMIT 1`,
    make: ([row]: { revision: number; definition: Scorecard; note: string }[], _args, ctx) => {
      const card = row?.definition ?? firstScorecard;
      return { ...card, revision: row?.revision ?? 0, note: row?.note ?? null, factors: card.factors.map((each) => ({ ...each, label: message(ctx.viewer.locale, `credit.factor.${each.factor}`) })) };
    },
  }),
});

mutations(publishScorecard, rateCredit, assessCredit, createCreditApplication, updateCreditApplication, submitCreditApplication, answerCreditReference, proposeCredit, declineCreditApplication, withdrawCreditApplication, setCreditPolicy);
