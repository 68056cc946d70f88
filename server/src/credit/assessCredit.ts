// Judging: scorecards, ratings from outside, and the assessment that is kept with all it was made of.
import sql from 'sql-template-tag';
import { lockCustomer, readCustomer } from '../customers/loadCustomer.ts';
import type { CreditApplicationRow } from '../generated/rows.ts';
import { action, type DecideContext, type EventDraft } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { clipToHorizon } from '../shared/horizon.ts';
import { choice, day, id, integer, list, object, optional, text } from '../shared/input.ts';
import type { Minor } from '../shared/money.ts';
import { answerOn } from '../shared/report.ts';
import { lockRow } from '../shared/rows.ts';
import { fieldRefused, InputRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { insert, update, type Change } from '../shared/write.ts';
import type { Assessment } from './assess.ts';
import { demandMove, moved } from './applicationMoves.ts';
import { creditAssessment } from './creditFacts.ts';
import { ApplicationStatusForbids } from './refusals.ts';
import { factors, issuesOf, type Factor, type Scorecard } from './scorecard.ts';

const whole = (max = 100) => integer({ max });

export const publishScorecard = action({
  name: 'publishScorecard', permission: 'credit.policy', describe: 'Publishes how customers are judged from now on. What was judged before names its own revision and stays as it is.',
  input: {
    factors: list(object('ScorecardFactorInput', {
      factor: { ...text({ max: 20 }), describe: factors.join(', ') }, weight: { ...whole(), describe: 'Percent; all together are 100.' }, unknown: { ...whole(), describe: 'Points where nothing is known.' },
      steps: list(object('ScorecardStepInput', { upTo: { ...optional(integer({ min: -10_000 })), describe: 'None of the last step.' }, points: whole() }), { min: 1, max: 20 }),
    }), { max: 20 }),
    classes: list(object('ScorecardClassInput', { risk: choice('CreditRisk'), from: whole(), months: whole(24), sharePercent: whole(), termDays: whole(720) }), { max: 5 }),
    startMost: { ...whole(1_000_000_000), describe: 'The most that is proposed for who has bought nothing yet, in whole units of the currency.' }, roundTo: { ...integer({ min: 1 }), describe: 'Limits are rounded down to whole ones of these.' },
    note: text({ max: 1000, lines: true }),
  },
  refusals: [], payload: { scorecard: 'record:CreditScorecard' },
  load: async (tx) => (await tx.rows<{ revision: number }>(sql`SELECT coalesce(max(revision), 0)::int AS revision FROM "CreditScorecard"`))[0]?.revision ?? 0,
  decide: (last, { note, factors: given, ...rest }, ctx) => {
    // Names that are none of ours are among the issues.
    const definition: Scorecard = { ...rest, factors: given.map(({ factor, steps, ...each }) => ({ ...each, factor: factor as Factor, steps: steps.map(({ upTo, points }) => ({ upTo: upTo ?? null, points })) })) };
    const issues = issuesOf(definition);
    if (issues.length > 0) throw new InputRefused(issues);
    const scorecard = ctx.newId();
    return {
      rows: [insert('CreditScorecard', { id: scorecard, companyId: ctx.company.id, revision: last + 1, definition: JSON.parse(JSON.stringify(definition)), note, publishedByName: ctx.viewer.name })],
      events: [{ kind: 'scorecardPublished', subjectType: 'Company', subjectId: ctx.company.id, reason: note, data: { revision: last + 1 } }], result: { scorecard },
    };
  },
});

export const rateCredit = action({
  name: 'rateCredit', permission: 'credit.manage', describe: 'Notes what somebody outside says of a customer\'s credit: an agency, a bank, an insurer. The latest that has not ended counts.',
  input: {
    customerId: id('Customer'), source: text({ max: 100 }), grade: { ...text({ max: 40 }), describe: 'As the source words it.' }, points: { ...whole(), describe: 'From 0, the worst, to 100.' },
    ratedOn: day(), validUntil: optional(day()),
  },
  refusals: [], payload: { customer: 'record:Customer', rating: 'record:CreditRating' },
  load: (tx, { customerId }, ctx) => readCustomer(tx, customerId, ctx),
  decide: (customer, { source, grade, points, ratedOn, validUntil = null }, ctx) => {
    if (ratedOn > ctx.today) throw fieldRefused(['ratedOn'], 'day_after', { day: ctx.today });
    if (validUntil && validUntil < ratedOn) throw fieldRefused(['validUntil'], 'day_before', { day: ratedOn });
    const rating = ctx.newId();
    return {
      rows: [insert('CreditRating', { id: rating, companyId: ctx.company.id, customerId: customer.id, source, grade, points, ratedOn, validUntil, recordedByName: ctx.viewer.name })],
      events: [{ kind: 'creditRated', subjectType: 'Customer', subjectId: customer.id, data: { source, grade, points } }], result: { customer: customer.id, rating },
    };
  },
});

type Told = Assessment & { limitMinor: Minor; content: string; hash: string };

/** A customer as judged now of a day, as far as is known for good. */
export const loadAssessment = async (tx: Tx, ctx: Context, customerId: string, on: Day, applicationId?: string): Promise<Told> =>
  answerOn(tx, creditAssessment, { customerId, on, knownAt: await clipToHorizon(tx, ctx.now), ...(applicationId ? { applicationId } : {}) }, ctx);

/** The rows that keep an assessment. */
export function assessmentRows(told: Told, applicationId: string | null, ctx: DecideContext): { id: string; rows: Change[]; events: EventDraft[] } {
  const assessment = ctx.newId();
  return {
    id: assessment,
    rows: [insert('CreditAssessment', {
      id: assessment, companyId: ctx.company.id, customerId: told.customer, applicationId, asOf: told.on, knownAt: new Date(told.knownAt), scorecardRevision: told.scorecard, score: told.score, risk: told.risk,
      limitMinor: told.limitMinor, currencyCode: told.currencyCode, termDays: told.termDays, content: told.content, hash: told.hash, byId: ctx.viewer.id, byName: ctx.viewer.name,
    })],
    events: [{ kind: 'creditAssessed', subjectType: 'Customer', subjectId: told.customer, data: { score: told.score, risk: told.risk, limit: told.limit, termDays: told.termDays, scorecard: told.scorecard } }],
  };
}

export const assessCredit = action({
  name: 'assessCredit', permission: 'credit.assess',
  describe: 'Judges a customer, by an application or as such, and keeps score, class, proposal and all inputs. Asked again for its day and time of knowledge it gives the same bytes.',
  input: { customerId: optional(id('Customer')), applicationId: { ...optional(id('CreditApplication')), describe: 'Instead of the customer: it is then assessed.' }, on: { ...optional(day()), describe: 'Today when left out.' } },
  refusals: [ApplicationStatusForbids], payload: { assessment: 'record:CreditAssessment', application: 'record:CreditApplication' },
  load: async (tx, { customerId, applicationId, on }, ctx) => {
    if (!customerId === !applicationId) throw fieldRefused(['customerId'], 'one_of', { fields: 'customerId, applicationId' });
    if (on && on > ctx.today) throw fieldRefused(['on'], 'day_after', { day: ctx.today });
    const application: CreditApplicationRow | undefined = applicationId ? await lockRow(tx, 'CreditApplication', applicationId) : undefined;
    const customer = await lockCustomer(tx, application?.customerId ?? String(customerId), ctx);
    return { application, told: await loadAssessment(tx, ctx, customer.id, on ?? ctx.today, application?.id) };
  },
  decide: ({ application, told }, _input, ctx) => {
    if (application) demandMove(application, 'assessCredit');
    const made = assessmentRows(told, application?.id ?? null, ctx);
    return {
      rows: [...made.rows, ...(application ? [update('CreditApplication', application.id, { status: moved(application, 'assessCredit', 'ASSESSED'), assessmentId: made.id, version: application.version + 1 })] : [])],
      events: [...made.events, ...(application ? [{ kind: 'applicationAssessed', subjectType: 'CreditApplication', subjectId: application.id, data: { score: told.score, risk: told.risk } }] : [])],
      result: { assessment: made.id, application: application?.id ?? null },
    };
  },
});
