// A customer asks to buy on credit: drafted, submitted, judged, proposed, and answered by a second person.
import sql from 'sql-template-tag';
import { takeNumber } from '../accounting/books.ts';
import { systemContext } from '../context.ts';
import { lockCustomer, readCustomer } from '../customers/loadCustomer.ts';
import type { ApprovalRow, CreditApplicationRow, CreditReferenceRow } from '../generated/rows.ts';
import { action, type DecideContext, type Decision, type EventDraft } from '../shared/action.ts';
import type { Db, Tx } from '../shared/db.ts';
import { boolean, day, id, integer, list, moneyOrZero, object, optional, text } from '../shared/input.ts';
import { printMoney, zero } from '../shared/money.ts';
import { perform } from '../shared/perform.ts';
import { demandVersion, lockRow, selectRows } from '../shared/rows.ts';
import { fieldRefused, NotFound } from '../shared/sharedRefusals.ts';
import { addDays, type Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { insert, remove, update, type Change } from '../shared/write.ts';
import { ApprovalPending } from '../work/refusals.ts';
import { requestApprovalRows, withdrawRows } from '../work/rules.ts';
import { demandMove, moved, type ApplicationMove } from './applicationMoves.ts';
import { ApplicationStatusForbids, ApplicationUnderWay } from './refusals.ts';

const subject = (application: Pick<CreditApplicationRow, 'id'>) => ({ subjectType: 'CreditApplication', subjectId: application.id });
const APPLICATION_DAYS = 30;

const input = {
  limit: moneyOrZero(), termDays: integer({ max: 720 }), note: { ...optional(text({ max: 4000, lines: true })), describe: 'What the customer says for it.' },
  references: { ...optional(list(object('CreditReferenceInput', { name: text({ max: 200 }), contact: optional(text({ max: 300 })) }), { max: 10 })), describe: 'Whom may be asked: suppliers, a bank.' },
};
const referenceRows = (applicationId: string, references: readonly { name: string; contact?: string | null }[], ctx: DecideContext): Change[] =>
  references.map(({ name, contact = null }, at) => insert('CreditReference', { id: ctx.newId(), applicationId, no: at + 1, name, contact, answer: null }));

/** From submitting on, the days of the firm count. */
const submitted = (days: number, ctx: DecideContext) => ({ submittedOn: ctx.today, expiresOn: addDays(ctx.today, days) });
const loadDays = async (tx: Tx): Promise<number> => (await selectRows(tx, 'CustomerPolicy', sql`TRUE`))[0]?.applicationDays ?? APPLICATION_DAYS;

/** An application that the viewer may see, locked; a partner's key sees what it sent. */
async function lockApplication(tx: Tx, applicationId: string, ctx: Context): Promise<CreditApplicationRow> {
  const application = await lockRow(tx, 'CreditApplication', applicationId);
  if (ctx.viewer.kind === 'PARTNER' && application.createdById !== ctx.viewer.id) throw NotFound({ type: 'CreditApplication', id: applicationId });
  await readCustomer(tx, application.customerId, ctx);
  return application;
}
const loadReferences = (tx: Tx, applicationId: string): Promise<CreditReferenceRow[]> => selectRows(tx, 'CreditReference', sql`t."applicationId" = ${applicationId}`, { orderBy: sql`t.no` });
const loadQuestions = (tx: Tx, applicationId: string): Promise<ApprovalRow[]> => selectRows(tx, 'Approval', sql`t."subjectId" = ${applicationId}`, { lock: true });

export const createCreditApplication = action({
  name: 'createCreditApplication', permission: 'creditApplications.write',
  describe: 'Drafts an application of a customer for credit, or submits it at once; documents are sent as files at the record. One is under way at a time.',
  input: { customerId: id('Customer'), ...input, submit: { ...optional(boolean()), describe: 'Submits it at once.' } },
  refusals: [ApplicationUnderWay], payload: { application: 'record:CreditApplication' },
  load: async (tx, { customerId }, ctx) => {
    const customer = await lockCustomer(tx, customerId, ctx);
    const [other] = await selectRows(tx, 'CreditApplication', sql`t."customerId" = ${customer.id} AND t.status IN ('DRAFT', 'SUBMITTED', 'ASSESSED', 'PROPOSED')`);
    return { customer, other, days: await loadDays(tx), number: await takeNumber(tx, ctx, 'CRA', ctx.today) };
  },
  decide: ({ customer, other, days, number }, { limit, termDays, note = null, references, submit }, ctx) => {
    if (other) throw ApplicationUnderWay({ customerName: customer.name, number: other.number });
    const application = ctx.newId();
    const handedIn: EventDraft[] = submit ? [{ kind: 'applicationSubmitted', ...subject({ id: application }), data: { number } }] : [];
    return {
      rows: [
        insert('CreditApplication', {
          id: application, companyId: ctx.company.id, number, customerId: customer.id, requestedLimitMinor: limit, currencyCode: ctx.company.currencyCode, requestedTermDays: termDays, note, createdById: ctx.viewer.id,
          createdByKind: ctx.viewer.kind, createdByName: ctx.viewer.name, submittedOn: null, expiresOn: null, assessmentId: null, limitMinor: null, termDays: null, nextReviewOn: null, validUntil: null, approvalId: null,
          decidedAt: null, decidedByName: null, outcome: null, ...(submit ? { status: 'SUBMITTED' as const, ...submitted(days, ctx) } : {}),
        }),
        ...referenceRows(application, references ?? [], ctx),
      ],
      events: [
        { kind: 'applicationDrafted', ...subject({ id: application }), data: { number, customer: customer.name, limit: printMoney(limit, ctx.company.currencyCode), termDays } },
        ...handedIn,
      ],
      result: { application },
    };
  },
});

export const updateCreditApplication = action({
  name: 'updateCreditApplication', permission: 'creditApplications.write', describe: 'Changes an application that is not submitted yet.',
  input: { applicationId: id('CreditApplication'), version: integer(), ...input }, refusals: [ApplicationStatusForbids], payload: { application: 'record:CreditApplication' },
  load: async (tx, { applicationId }, ctx) => ({ application: await lockApplication(tx, applicationId, ctx), references: await loadReferences(tx, applicationId) }),
  decide: ({ application, references: before }, { version, limit, termDays, note = null, references }, ctx) => {
    demandMove(application, 'updateCreditApplication');
    demandVersion('CreditApplication', application, version, { requestedLimitMinor: limit, requestedTermDays: termDays, note }, ctx.company.currencyCode);
    const given = references ?? [];
    return {
      rows: [
        update('CreditApplication', application.id, { requestedLimitMinor: limit, requestedTermDays: termDays, note, version: application.version + 1 }),
        ...before.slice(given.length).map((row) => remove('CreditReference', row.id)),
        ...given.map(({ name, contact = null }, at) => {
          const old = before[at];
          return old ? update('CreditReference', old.id, { name, contact }) : insert('CreditReference', { id: ctx.newId(), applicationId: application.id, no: at + 1, name, contact, answer: null });
        }),
      ],
      events: [{ kind: 'applicationUpdated', ...subject(application), data: { limit: printMoney(limit, ctx.company.currencyCode), termDays } }], result: { application: application.id },
    };
  },
});

export const submitCreditApplication = action({
  name: 'submitCreditApplication', permission: 'creditApplications.write', describe: 'Hands an application in: it is judged as it is, and expires unless it is answered in time.',
  input: { applicationId: id('CreditApplication') }, refusals: [ApplicationStatusForbids], payload: { application: 'record:CreditApplication' },
  load: async (tx, { applicationId }, ctx) => ({ application: await lockApplication(tx, applicationId, ctx), days: await loadDays(tx) }),
  decide: ({ application, days }, _input, ctx) => ({
    rows: [update('CreditApplication', application.id, { status: (demandMove(application, 'submitCreditApplication'), moved(application, 'submitCreditApplication', 'SUBMITTED')), ...submitted(days, ctx), version: application.version + 1 })],
    events: [{ kind: 'applicationSubmitted', ...subject(application), data: { number: application.number } }], result: { application: application.id },
  }),
});

export const answerCreditReference = action({
  name: 'answerCreditReference', permission: 'credit.assess', describe: 'Notes what somebody who was named has said of the applicant.',
  input: { referenceId: id('CreditReference'), answer: text({ max: 1000, lines: true }) }, refusals: [ApplicationStatusForbids], payload: { application: 'record:CreditApplication' },
  load: async (tx, { referenceId }, ctx) => {
    const reference = await lockRow(tx, 'CreditReference', referenceId);
    return { reference, application: await lockApplication(tx, reference.applicationId, ctx) };
  },
  decide: ({ reference, application }, { answer }) => {
    demandMove(application, 'answerCreditReference');
    return {
      rows: [update('CreditReference', reference.id, { answer })],
      events: [{ kind: 'referenceAnswered', ...subject(application), reason: answer, data: { name: reference.name } }], result: { application: application.id },
    };
  },
});

export const proposeCredit = action({
  name: 'proposeCredit', permission: 'credit.assess',
  describe: 'Proposes limit and terms for an assessed application: a second person whose own limit suffices answers; neither who proposes nor who drafted it.',
  input: {
    applicationId: id('CreditApplication'), limit: moneyOrZero(), termDays: integer({ max: 720 }), validUntil: { ...optional(day()), describe: 'The last day on which it lets the customer buy on credit; without an end when left out.' },
    nextReviewOn: { ...optional(day()), describe: 'By the class of risk when left out.' }, reason: text({ max: 1000, lines: true }),
  },
  refusals: [ApplicationStatusForbids, ApprovalPending], payload: { application: 'record:CreditApplication', approval: 'record:Approval' },
  load: async (tx, { applicationId }, ctx) => {
    const application = await lockApplication(tx, applicationId, ctx);
    const [assessment] = await selectRows(tx, 'CreditAssessment', sql`t.id = ${application.assessmentId}`);
    return { application, assessment, customer: await readCustomer(tx, application.customerId, ctx), known: await loadQuestions(tx, applicationId) };
  },
  decide: ({ application, assessment, customer, known }, { limit, termDays, validUntil = null, nextReviewOn = null, reason }, ctx) => {
    demandMove(application, 'proposeCredit');
    for (const [name, on] of [['validUntil', validUntil], ['nextReviewOn', nextReviewOn]] as const) if (on && on <= ctx.today) throw fieldRefused([name], 'day_before', { day: ctx.today });
    const asked = requestApprovalRows({
      kind: 'CREDIT_APPLICATION', subject: { type: 'CreditApplication', id: application.id }, amount: limit, reason, draftedById: application.createdByKind === 'STAFF' ? application.createdById : null,
      facts: {
        customer: customer.name, requested: printMoney(application.requestedLimitMinor, application.currencyCode), limit: printMoney(limit, application.currencyCode), termDays,
        score: assessment?.score ?? null, risk: assessment?.risk ?? null, proposed: printMoney(assessment?.limitMinor ?? zero, application.currencyCode),
      },
    }, known, ctx);
    return {
      rows: [...asked.rows, update('CreditApplication', application.id, {
        status: moved(application, 'proposeCredit', 'PROPOSED'), limitMinor: limit, termDays, validUntil, nextReviewOn, approvalId: asked.id, version: application.version + 1,
      })],
      events: [...asked.events, { kind: 'creditProposed', ...subject(application), reason, data: { limit: printMoney(limit, application.currencyCode), termDays } }], result: { application: application.id, approval: asked.id },
    };
  },
});

/** The end of an application without credit; what waits for an answer is taken back. */
function ended(application: CreditApplicationRow, move: ApplicationMove, status: 'DECLINED' | 'WITHDRAWN' | 'EXPIRED', outcome: string | null, known: readonly ApprovalRow[], ctx: DecideContext): Decision {
  demandMove(application, move);
  const withdrawn = withdrawRows(known);
  const kind = { DECLINED: 'applicationDeclined', WITHDRAWN: 'applicationWithdrawn', EXPIRED: 'applicationExpired' }[status];
  return {
    rows: [...withdrawn.rows, update('CreditApplication', application.id, { status: moved(application, move, status), outcome, decidedAt: ctx.now, decidedByName: ctx.viewer.name, version: application.version + 1 })],
    events: [...withdrawn.events, { kind, ...subject(application), reason: outcome, data: { number: application.number } }], result: { application: application.id },
  };
}

const ending = (name: 'declineCreditApplication' | 'withdrawCreditApplication', permission: string, describe: string, status: 'DECLINED' | 'WITHDRAWN') => action({
  name, permission, describe, input: { applicationId: id('CreditApplication'), reason: text({ max: 1000, lines: true }) }, refusals: [ApplicationStatusForbids], payload: { application: 'record:CreditApplication' },
  load: async (tx, { applicationId }, ctx) => ({ application: await lockApplication(tx, applicationId, ctx), known: await loadQuestions(tx, applicationId) }),
  decide: ({ application, known }, { reason }, ctx) => ended(application, name, status, reason, known, ctx),
});
export const declineCreditApplication = ending('declineCreditApplication', 'credit.assess', 'Says no to an application.', 'DECLINED');
export const withdrawCreditApplication = ending('withdrawCreditApplication', 'creditApplications.write', 'Takes an application back that is not answered yet.', 'WITHDRAWN');

/** Not offered: ends what nobody has answered in time. */
const expireApplication = action({
  name: 'expireApplication', permission: 'credit.assess', describe: 'Ends an application that waited too long.', input: { applicationId: id('CreditApplication') }, refusals: [], payload: { expired: 'int' },
  load: async (tx, { applicationId }) => ({ application: await lockRow(tx, 'CreditApplication', applicationId), known: await loadQuestions(tx, applicationId) }),
  decide: ({ application, known }, _input, ctx) => {
    const isLate = application.expiresOn !== null && application.expiresOn < ctx.today && ['SUBMITTED', 'ASSESSED', 'PROPOSED'].includes(application.status) && known.every(({ status }) => status !== 'APPROVED');
    return isLate ? { ...ended(application, 'expireApplication', 'EXPIRED', null, known, ctx), result: { expired: 1 } } : { rows: [], events: [], result: { expired: 0 } };
  },
});

/** By itself, each day. */
export async function expireApplications(db: Db, now: Date): Promise<string> {
  const ctx = await systemContext(db, now, 'JOB');
  let count = 0;
  const late = await db.rows<{ id: string; on: Day }>(sql`SELECT id FROM "CreditApplication" WHERE status IN ('SUBMITTED', 'ASSESSED', 'PROPOSED') AND "expiresOn" < ${ctx.today} ORDER BY id LIMIT 1000`);
  for (const { id: applicationId } of late) count += Number((await perform(expireApplication, { applicationId }, ctx)).result['expired']);
  return count === 0 ? '' : `${count} applications expired.`;
}
