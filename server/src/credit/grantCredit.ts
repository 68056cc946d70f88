// What an answer to an application brings about: limit, terms, grant and next review in one transaction; and grants of those who were there before.
import sql from 'sql-template-tag';
import { approvedChange } from '../customers/control.ts';
import { loadCredit } from '../customers/loadCredit.ts';
import { consume, task } from '../events/consumers.ts';
import type { CreditAccountRow, CreditGrantKind } from '../generated/rows.ts';
import { action, type DecideContext } from '../shared/action.ts';
import { boolean, choice, day, id, integer, optional, text } from '../shared/input.ts';
import { changesOf, demandVersion, lockRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { decodeAll } from '../shared/tables.ts';
import type { Day } from '../shared/time.ts';
import { insert, update, type Change } from '../shared/write.ts';
import { useApprovalRows } from '../work/rules.ts';
import { moved } from './applicationMoves.ts';
import { nextReview, usualMonths } from './reviewDays.ts';

interface Grant { account: CreditAccountRow; kind: CreditGrantKind; applicationId: string | null; on: Day; validUntil: Day | null; reason: string }

/** A grant, and what the credit account keeps of it. */
const grantRows = ({ account, kind, applicationId, on, validUntil, reason }: Grant, ctx: DecideContext): Change[] => [
  insert('CreditGrant', { id: ctx.newId(), companyId: ctx.company.id, customerId: account.customerId, kind, applicationId, grantedOn: on, validUntil, reason, byName: ctx.viewer.name }),
  update('CreditAccount', account.id, { grantedOn: on, grantedUntil: validUntil }),
];

/** Not offered: what a second person has said of an application is done. */
const settleApplication = action({
  name: 'settleApplication', permission: 'credit.manage', describe: 'Puts an answered application into force.', input: { approvalId: id('Approval') }, refusals: [], payload: { settled: 'int' },
  load: async (tx, { approvalId }) => {
    const [application] = await selectRows(tx, 'CreditApplication', sql`t."approvalId" = ${approvalId} AND t.status = 'PROPOSED'`, { lock: true });
    if (!application) return undefined;
    const customer = await lockRow(tx, 'Customer', application.customerId);
    const approval = await lockRow(tx, 'Approval', approvalId);
    const [decider] = await selectRows(tx, 'User', sql`t.id = ${approval.decidedById}`);
    const [assessment] = await selectRows(tx, 'CreditAssessment', sql`t.id = ${application.assessmentId}`);
    const [policy] = await selectRows(tx, 'CustomerPolicy', sql`TRUE`);
    return { application, customer, approval, decider, assessment, policy, account: await loadCredit(tx, customer.id) };
  },
  decide: (facts, _input, ctx) => {
    if (!facts || (facts.approval.status !== 'APPROVED' && facts.approval.status !== 'REJECTED')) return { rows: [], events: [], result: { settled: 0 } };
    const { application, customer, approval, decider, assessment, policy, account } = facts;
    const about = { subjectType: 'CreditApplication', subjectId: application.id, reason: approval.decisionReason };
    const answered = { decidedAt: ctx.now, decidedByName: decider?.name ?? ctx.viewer.name, outcome: approval.decisionReason, version: application.version + 1 };
    if (approval.status === 'REJECTED') {
      return { rows: [update('CreditApplication', application.id, { ...answered, status: moved(application, 'settleApplication', 'DECLINED') })], events: [{ kind: 'applicationDeclined', ...about, data: { number: application.number } }], result: { settled: 1 } };
    }
    const [limit, termDays] = [application.limitMinor, application.termDays];
    if (limit === null || termDays === null) throw new Error(`application ${application.id} was proposed without a limit`);
    const nextReviewOn = application.nextReviewOn ?? nextReview(ctx.today, assessment?.risk ?? null, policy);
    const changed = approvedChange(customer, account, { limit, termDays }, application.number, ctx);
    return {
      rows: [
        ...changed.rows, ...useApprovalRows(approval), ...grantRows({ account, kind: 'APPLICATION', applicationId: application.id, on: ctx.today, validUntil: application.validUntil, reason: application.number }, ctx),
        update('CreditApplication', application.id, { ...answered, status: moved(application, 'settleApplication', 'APPROVED'), nextReviewOn }),
        insert('CreditReview', {
          id: ctx.newId(), companyId: ctx.company.id, customerId: customer.id, dueOn: null, reviewedOn: ctx.today, outcome: 'GRANTED', risk: assessment?.risk ?? null, assessmentId: assessment?.id ?? null, currencyCode: application.currencyCode,
          limitBefore: account.limitMinor, limitAfter: limit, changeId: null, reason: application.number, nextReviewOn, byName: answered.decidedByName,
        }),
      ],
      events: [...changed.events, { kind: 'applicationApproved', ...about, data: { number: application.number } }, { kind: 'creditGranted', subjectType: 'Customer', subjectId: customer.id, reason: approval.decisionReason, data: { number: application.number } }],
      result: { settled: 1 },
    };
  },
});
for (const kind of ['approvalGiven', 'approvalRefused']) {
  consume(kind, 'settleApplications', ({ subjectType, data }) => {
    const { approvalId } = data as { approvalId?: string };
    return subjectType === 'CreditApplication' && approvalId ? [task(settleApplication, { approvalId })] : [];
  });
}

const months = { ...optional(integer({ min: 1, max: 120 })), describe: 'From one review of credit to the next.' };

export const setCreditPolicy = action({
  name: 'setCreditPolicy', permission: 'credit.policy',
  describe: 'Says who buys on credit only with an approved application, whether goods leave beyond the limit, and how often credit is looked at. Who has a credit account already goes on by a dated entry, unless that is not wanted.',
  input: {
    version: optional(integer()), creditDemand: choice('CreditDemand'), since: { ...optional(day()), describe: 'Of NEW: customers that are there since this day; today when left out.' },
    grandfather: { ...optional(boolean()), describe: 'Of ALL: customers that are there now go on; true when left out.' }, grandfatherUntil: { ...optional(day()), describe: 'The last day on which they do; without an end when left out.' },
    checksShipping: boolean(), applicationDays: integer({ min: 1, max: 365 }), reviewMonthsA: months, reviewMonthsB: months, reviewMonthsC: months, reviewMonthsD: months, reviewMonthsE: months, reason: text({ max: 1000, lines: true }),
  },
  refusals: [], payload: { customerPolicy: 'record:CustomerPolicy', grandfathered: 'int' },
  load: async (tx, { creditDemand, grandfather }, ctx) => {
    const [known] = await selectRows(tx, 'CustomerPolicy', sql`t."companyId" = ${ctx.company.id}`, { lock: true });
    const begins = creditDemand === 'ALL' && known?.creditDemand !== 'ALL' && grandfather !== false;
    // In the order of their ids, as all who lock several accounts do.
    const accounts = begins ? decodeAll('CreditAccount', await tx.rows<Record<string, unknown>>(sql`SELECT a.* FROM "CreditAccount" a WHERE a."grantedOn" IS NULL AND a."companyId" = ${ctx.company.id} ORDER BY a.id FOR UPDATE`)) : [];
    return { known, accounts };
  },
  decide: ({ known, accounts }, { version, creditDemand, since, grandfatherUntil = null, grandfather: _grandfather, reason, ...given }, ctx) => {
    if (grandfatherUntil && grandfatherUntil < ctx.today) throw fieldRefused(['grandfatherUntil'], 'day_before', { day: ctx.today });
    const each = (letter: keyof typeof usualMonths) => given[letter] ?? known?.[letter] ?? usualMonths[letter];
    const after = {
      creditDemand, creditDemandSince: creditDemand === 'NEW' ? since ?? known?.creditDemandSince ?? ctx.today : null, checksShipping: given.checksShipping, applicationDays: given.applicationDays,
      reviewMonthsA: each('reviewMonthsA'), reviewMonthsB: each('reviewMonthsB'), reviewMonthsC: each('reviewMonthsC'), reviewMonthsD: each('reviewMonthsD'), reviewMonthsE: each('reviewMonthsE'),
    };
    if (known) demandVersion('CustomerPolicy', known, version, after, ctx.company.currencyCode);
    const customerPolicy = known?.id ?? ctx.newId();
    return {
      rows: [
        known ? update('CustomerPolicy', known.id, { ...after, version: known.version + 1 }) : insert('CustomerPolicy', { id: customerPolicy, companyId: ctx.company.id, ...after }),
        ...accounts.flatMap((account) => grantRows({ account, kind: 'GRANDFATHERED', applicationId: null, on: ctx.today, validUntil: grandfatherUntil, reason }, ctx)),
      ],
      events: [{ kind: 'creditPolicySet', subjectType: 'Company', subjectId: ctx.company.id, reason, data: { creditDemand, grandfathered: accounts.length }, ...(known ? { changes: changesOf('CustomerPolicy', known, after, ctx.company.currencyCode) } : {}) }],
      result: { customerPolicy, grandfathered: accounts.length },
    };
  },
});
