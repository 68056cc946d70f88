// Credit from application to review, over the product's own actions: who answers what, what is then in force, and that nothing slips past.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { permissionsOf } from '../../server/src/access/policy.ts';
import { createCreditApplication, declineCreditApplication, expireApplications, proposeCredit, submitCreditApplication, updateCreditApplication, withdrawCreditApplication } from '../../server/src/credit/applications.ts';
import { assessCredit, publishScorecard, rateCredit } from '../../server/src/credit/assessCredit.ts';
import { creditAssessment } from '../../server/src/credit/creditFacts.ts';
import { decideDeviations } from '../../server/src/credit/decideDeviations.ts';
import { cancelDeviationRun, startDeviationRun, startYearlyDeviations, workOnDeviations } from '../../server/src/credit/deviationRuns.ts';
import { setCustomerNorm, setDeviationTolerances } from '../../server/src/credit/norms.ts';
import { setCreditPolicy } from '../../server/src/credit/grantCredit.ts';
import { creditReviewPack, creditReviewsDue } from '../../server/src/credit/reviewPack.ts';
import { raiseCreditReviews, recordCreditReview } from '../../server/src/credit/reviews.ts';
import { firstScorecard } from '../../server/src/credit/scorecard.ts';
import { shortenTerms } from '../../server/src/credit/shortenTerms.ts';
import { createCustomerGroup } from '../../server/src/customers/customerGroups.ts';
import { setCustomerGroup } from '../../server/src/pricing/setCustomerGroup.ts';
import { setCreditLimit } from '../../server/src/customers/setCreditLimit.ts';
import { updateCustomer } from '../../server/src/customers/updateCustomer.ts';
import { cancelOrder } from '../../server/src/orders/cancelOrder.ts';
import { createOrder } from '../../server/src/orders/createOrder.ts';
import { placeOrder } from '../../server/src/orders/placeOrder.ts';
import { requestCreditOverride } from '../../server/src/orders/requestCreditOverride.ts';
import { takeUpOrder } from '../../server/src/orders/takeUpOrder.ts';
import { shipOrder } from '../../server/src/fulfilment/shipOrder.ts';
import { recordPayment } from '../../server/src/payments/recordPayment.ts';
import type { AnyAction } from '../../server/src/shared/action.ts';
import { globalId } from '../../server/src/shared/input.ts';
import { newId, perform, readInput } from '../../server/src/shared/perform.ts';
import { Refusal } from '../../server/src/shared/refusal.ts';
import { answerReport } from '../../server/src/shared/report.ts';
import type { Day } from '../../server/src/shared/time.ts';
import { insert, write } from '../../server/src/shared/write.ts';
import { verify } from '../../server/src/verify.ts';
import { setApprovalLimit } from '../../server/src/work/approvalLimits.ts';
import { decideApproval } from '../../server/src/work/decideApproval.ts';
import { followedUp } from '../support/settled.ts';
import { firstDay, later, sql, startTrade, uuid, type Trade } from '../support/trade.ts';

let firm: Trade;
const people: Record<string, string> = {};
const roles = { Clara: 'COLLECTOR', Conrad: 'CONTROLLER', Olga: 'OWNER' } as const;
type Name = keyof typeof roles;
const policy = { checksShipping: true, applicationDays: 30, reason: 'As agreed' };
beforeAll(async () => {
  firm = await startTrade();
  const { company } = await firm.context();
  for (const name of Object.keys(roles) as Name[]) {
    const id = newId();
    people[name] = id;
    await firm.db.transaction((tx) => write(tx, [insert('User', { id, companyId: company.id, email: `${name.toLowerCase()}@example.com`, name, passwordHash: 'none', role: roles[name] })]));
  }
});
afterAll(() => firm.close());

/** As somebody of the firm, by name: what came of it, or the code of the refusal with its facts. */
async function as(name: Name, declared: AnyAction, raw: Record<string, unknown>): Promise<Record<string, string | null> & { refused?: string }> {
  const ctx = await firm.context();
  const mine = { ...ctx, viewer: { ...ctx.viewer, kind: 'STAFF' as const, id: people[name] ?? '', name, role: roles[name], permissions: permissionsOf(roles[name]) } } as typeof ctx;
  try {
    return (await perform(declared, readInput(declared, raw, mine), mine)).result as Record<string, string | null>;
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.kind.code, ...('able' in error.facts ? { able: String(error.facts['able']) } : {}) };
    throw error;
  }
}
const follow = async () => {
  await followedUp(firm.db, () => new Date(`${firm.day}T23:00:00Z`));
};
const answer = async (approval: unknown, approve: boolean, who: Name = 'Conrad') => {
  const done = await as(who, decideApproval, { approvalId: globalId('Approval', String(approval)), approve, reason: 'Looked at' });
  await follow();
  return done;
};
const clean = async () => expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
const account = (customerId: string) => firm.one<{ limit: string | null; until: string | null; granted: boolean; days: number }>(sql`SELECT a."limitMinor"::text AS "limit", a."grantedUntil"::text AS until, a."grantedOn" IS NOT NULL AS granted, c."paymentTermDays" AS days
  FROM "CreditAccount" a JOIN "Customer" c ON c.id = a."customerId" WHERE c.id = ${uuid(customerId)}`);
const statusOf = async (application: unknown) => (await firm.one<{ status: string }>(sql`SELECT status::text FROM "CreditApplication" WHERE id = ${String(application)}`)).status;
const idOf = (application: unknown) => globalId('CreditApplication', String(application));

describe('an application', () => {
  test('is drafted, submitted, judged, proposed and answered by a second person; then limit, terms, grant and next review are in force', async () => {
    const customerId = await firm.customer({ paymentTermDays: 0 });
    const { application } = await as('Clara', createCreditApplication, { customerId, limit: '1000', termDays: 30, references: [{ name: 'Their bank', contact: '+1 555' }] });
    expect(await as('Conrad', createCreditApplication, { customerId, limit: '1', termDays: 30 })).toEqual({ refused: 'APPLICATION_UNDER_WAY' });
    expect(await as('Conrad', assessCredit, { applicationId: idOf(application) })).toEqual({ refused: 'APPLICATION_STATUS_FORBIDS' });
    await as('Clara', updateCreditApplication, { applicationId: idOf(application), version: 1, limit: '900', termDays: 30 });
    await as('Clara', submitCreditApplication, { applicationId: idOf(application) });
    await as('Conrad', assessCredit, { applicationId: idOf(application) });
    const assessed = await firm.one<{ score: number; risk: string; limit: string }>(sql`SELECT s.score, s.risk::text, s."limitMinor"::text AS "limit" FROM "CreditApplication" a JOIN "CreditAssessment" s ON s.id = a."assessmentId" WHERE a.id = ${application ?? ''}`);
    expect(assessed).toEqual({ score: 54, risk: 'C', limit: '45000' });
    const { approval } = await as('Conrad', proposeCredit, { applicationId: idOf(application), limit: '400', termDays: 14, validUntil: '2026-12-31', reason: 'To begin with' });
    // Neither who proposes nor who drafted it.
    expect([await answer(approval, true, 'Conrad'), await account(customerId)]).toEqual([{ refused: 'APPROVAL_OWN' }, { limit: null, until: null, granted: false, days: 0 }]);
    await answer(approval, true, 'Olga');
    expect([await statusOf(application), await account(customerId)]).toEqual(['APPROVED', { limit: '40000', until: '2026-12-31', granted: true, days: 14 }]);
    expect(await firm.one(sql`SELECT outcome::text, "nextReviewOn"::text AS next, "limitAfter"::text AS "limit" FROM "CreditReview" WHERE "customerId" = ${uuid(customerId)}`)).toEqual({ outcome: 'GRANTED', next: '2026-07-05', limit: '40000' });
    expect((await firm.db.rows<{ kind: string }>(sql`SELECT kind FROM "Event" WHERE "subjectId" = ${uuid(customerId)} AND kind IN ('creditLimitSet', 'paymentTermsSet', 'creditGranted') ORDER BY kind`)).map(({ kind }) => kind)).toEqual(['creditGranted', 'creditLimitSet', 'paymentTermsSet']);
    await clean();
  });
  test('that Clara drafted is not answered by her, even where her role might', async () => {
    const customerId = await firm.customer();
    const { application } = await as('Olga', createCreditApplication, { customerId, limit: '1000', termDays: 30, submit: true });
    await as('Clara', assessCredit, { applicationId: idOf(application) });
    const { approval } = await as('Clara', proposeCredit, { applicationId: idOf(application), limit: '400', termDays: 14, reason: 'So' });
    expect(await answer(approval, true, 'Olga')).toEqual({ refused: 'APPROVAL_OWN' });
    await answer(approval, false, 'Conrad');
    expect([await statusOf(application), await account(customerId)]).toEqual(['DECLINED', { limit: null, until: null, granted: false, days: 30 }]);
  });
  test('beyond the limit of who answers goes to somebody whose own suffices: a person\'s before the role\'s', async () => {
    await firm.act(setApprovalLimit, { kind: 'CREDIT_APPLICATION', role: 'CONTROLLER', amount: '500' });
    await firm.act(setApprovalLimit, { kind: 'CREDIT_APPLICATION', role: 'OWNER', amount: '5000' });
    const customerId = await firm.customer();
    const { application } = await as('Clara', createCreditApplication, { customerId, limit: '6000', termDays: 30, submit: true });
    await as('Clara', assessCredit, { applicationId: idOf(application) });
    const { approval } = await as('Clara', proposeCredit, { applicationId: idOf(application), limit: '600', termDays: 14, reason: 'So' });
    expect(await answer(approval, true)).toEqual({ refused: 'APPROVAL_BEYOND_LIMIT', able: expect.stringContaining('Olga') });
    await firm.act(setApprovalLimit, { kind: 'CREDIT_APPLICATION', userId: globalId('User', people['Conrad'] ?? ''), amount: '600' });
    expect((await answer(approval, true)).refused).toBeUndefined();
    expect(await statusOf(application)).toBe('APPROVED');
  });
  test('is withdrawn, declined, or expires with its question', async () => {
    const made = async () => {
      const { application } = await as('Clara', createCreditApplication, { customerId: await firm.customer(), limit: '100', termDays: 30, submit: true });
      await as('Clara', assessCredit, { applicationId: idOf(application) });
      return application;
    };
    const [withdrawn, declined, late] = [await made(), await made(), await made()];
    const { approval } = await as('Clara', proposeCredit, { applicationId: idOf(late), limit: '100', termDays: 14, reason: 'So' });
    await as('Clara', withdrawCreditApplication, { applicationId: idOf(withdrawn), reason: 'They pay first' });
    await as('Clara', declineCreditApplication, { applicationId: idOf(declined), reason: 'No' });
    expect(await expireApplications(firm.db, new Date('2026-02-04T12:00:00Z'))).toBe('');
    expect(await expireApplications(firm.db, new Date('2026-02-05T12:00:00Z'))).toBe('1 applications expired.');
    expect([await statusOf(withdrawn), await statusOf(declined), await statusOf(late), await answer(approval, true)]).toEqual(['WITHDRAWN', 'DECLINED', 'EXPIRED', { refused: 'APPROVAL_ALREADY' }]);
    await clean();
  });
});

test('an assessment asked again for its day and time of knowledge is the same to the byte, whatever has come since; as known now it is another', async () => {
  const customerId = await firm.customer({ creditLimit: '1000' });
  const service = await firm.service();
  for (const back of [0, 1]) {
    firm.day = later(firstDay, back * 40);
    await firm.invoice(customerId, [{ productId: service, quantity: '1', unitPrice: '100' }]);
  }
  firm.day = later(firstDay, 60);
  await firm.act(recordPayment, { customerId, amount: '100', method: 'BANK', oldestFirst: true });
  const { assessment = '' } = await firm.act(assessCredit, { customerId });
  const kept = await firm.one<{ content: string; hash: string; at: Date; on: Day }>(sql`SELECT content, hash, "knownAt" AS at, "asOf"::text AS "on" FROM "CreditAssessment" WHERE id = ${assessment}`);
  const again = async (knownAt: Date | null) => answerReport(creditAssessment, { customerId: uuid(customerId), on: kept.on, knownAt }, await firm.context());
  // Back-dated cash, a rating, a lower limit, an order, another scorecard: none of it was known.
  await firm.act(recordPayment, { customerId, amount: '100', method: 'BANK', paidOn: later(firstDay, 50), oldestFirst: true });
  await firm.act(rateCredit, { customerId, source: 'Agency', grade: 'D', points: 5, ratedOn: firstDay });
  await firm.act(setCreditLimit, { customerId, limit: '200', reason: 'Less' });
  await firm.act(publishScorecard, { factors: firstScorecard.factors, classes: firstScorecard.classes, startMost: 1, roundTo: 1, note: 'Harder' });
  firm.day = later(firstDay, 61);
  await firm.order(customerId, [{ productId: service, quantity: '1', unitPrice: '50' }]);
  expect((await again(new Date(kept.at))).content).toBe(kept.content);
  expect((await again(new Date(kept.at))).hash).toBe(kept.hash);
  const now = await again(null);
  expect([now.content === kept.content, now.scorecard, JSON.parse(kept.content).scorecard]).toEqual([false, 1, 0]);
  expect(now.factors.find(({ factor }) => factor === 'RATING')?.value).toBe(5);
});

describe('nothing is sold on credit without a grant', () => {
  test('once the firm wants one: of new customers, of all; those who were there go on until a day; what is paid for passes', async () => {
    const service = await firm.service();
    const line = [{ productId: service, quantity: '1', unitPrice: '10' }];
    const order = (customerId: string) => firm.refusal(placeOrder, { order: { customerId, lines: line } });
    const before = await firm.customer();
    await firm.act(setCreditPolicy, { ...policy, creditDemand: 'NEW', since: later(firm.day, 1) });
    firm.day = later(firm.day, 1);
    const fresh = await firm.customer();
    expect([await order(before), await order(fresh)]).toEqual([undefined, 'CREDIT_NOT_GRANTED']);
    await firm.act(recordPayment, { customerId: fresh, amount: '10', method: 'CASH' });
    expect([await order(fresh), await order(fresh)]).toEqual([undefined, 'CREDIT_NOT_GRANTED']);
    const { grandfathered } = await firm.act(setCreditPolicy, { ...policy, version: 1, creditDemand: 'ALL', grandfatherUntil: later(firm.day, 30) });
    expect(Number(grandfathered)).toBeGreaterThan(0);
    const newest = await firm.customer();
    expect([await order(before), await order(fresh), await order(newest)]).toEqual([undefined, undefined, 'CREDIT_NOT_GRANTED']);
    const { application } = await as('Clara', createCreditApplication, { customerId: newest, limit: '500', termDays: 30, submit: true });
    await as('Clara', assessCredit, { applicationId: idOf(application) });
    const { approval } = await as('Clara', proposeCredit, { applicationId: idOf(application), limit: '400', termDays: 14, validUntil: later(firm.day, 3), reason: 'So' });
    await answer(approval, true, 'Olga');
    expect(await order(newest)).toBeUndefined();
    firm.day = later(firm.day, 4);
    expect(await order(newest)).toBe('CREDIT_NOT_GRANTED');
    firm.day = later(firm.day, 27);
    expect(await order(before)).toBe('CREDIT_NOT_GRANTED');
    await firm.act(setCreditPolicy, { ...policy, version: 2, creditDemand: 'NONE' });
    expect(await order(newest)).toBeUndefined();
    await clean();
  });
});

describe('the limit', () => {
  const sold = async (limit: string, price: string) => {
    const service = await firm.service();
    const customerId = await firm.customer({ creditLimit: limit });
    return { customerId, service, orderId: await firm.order(customerId, [{ productId: service, quantity: '1', unitPrice: price }]) };
  };
  test('that was cut stops goods that were ordered, unless somebody lets the order pass', async () => {
    const { customerId, orderId } = await sold('100', '80');
    await firm.act(setCreditLimit, { customerId, limit: '50', reason: 'They pay late' });
    expect(await firm.refusal(shipOrder, { orderId })).toBe('CREDIT_LIMIT_PASSED');
    const { approval } = await as('Olga', requestCreditOverride, { orderId, reason: 'It is made for them' });
    expect(await answer(approval, true, 'Olga')).toEqual({ refused: 'APPROVAL_OWN' });
    await answer(approval, true);
    expect(await firm.refusal(shipOrder, { orderId })).toBeUndefined();
    await clean();
  });
  test('is not looked at when goods leave where the firm does not want that', async () => {
    const { customerId, orderId } = await sold('100', '80');
    await firm.act(setCreditLimit, { customerId, limit: '50', reason: 'They pay late' });
    const { version } = await firm.one<{ version: number }>(sql`SELECT version FROM "CustomerPolicy"`);
    await firm.act(setCreditPolicy, { ...policy, version, creditDemand: 'NONE', checksShipping: false });
    expect(await firm.refusal(shipOrder, { orderId })).toBeUndefined();
    await firm.act(setCreditPolicy, { ...policy, version: version + 1, creditDemand: 'NONE', checksShipping: true });
  });
  test('an override covers as much as was over, answered by who may give as much', async () => {
    await firm.act(setApprovalLimit, { kind: 'CREDIT_OVERRIDE', role: 'CONTROLLER', amount: '20' });
    const service = await firm.service();
    const customerId = await firm.customer({ creditLimit: '100' });
    const { order } = await firm.act(createOrder, { customerId, lines: [{ productId: service, quantity: '1', unitPrice: '130' }] });
    const orderId = globalId('Order', order ?? '');
    const { approval } = await as('Olga', requestCreditOverride, { orderId, reason: 'So' });
    expect(await answer(approval, true)).toMatchObject({ refused: 'APPROVAL_BEYOND_LIMIT' });
    await firm.act(setApprovalLimit, { kind: 'CREDIT_OVERRIDE', role: 'CONTROLLER', amount: '30' });
    await answer(approval, true);
    expect(await firm.refusal(placeOrder, { orderId })).toBeUndefined();
  });
  test('is checked when a cancelled order is opened again, which is then as it was placed', async () => {
    const { customerId, service, orderId } = await sold('100', '80');
    const product = await firm.product('1', '5');
    const other = await firm.order(customerId, [{ productId: product, quantity: '3', unitPrice: '5' }]);
    await firm.act(cancelOrder, { orderId, reason: 'Not now' });
    await firm.act(cancelOrder, { orderId: other, reason: 'Not now' });
    const taken = await firm.order(customerId, [{ productId: service, quantity: '1', unitPrice: '30' }]);
    expect(await firm.refusal(takeUpOrder, { orderId, reason: 'Now' })).toBe('CREDIT_LIMIT_EXCEEDED');
    expect(await firm.refusal(takeUpOrder, { orderId: other, reason: 'Now' })).toBeUndefined();
    expect(await firm.one(sql`SELECT o.status::text, o."openMinor"::int AS open, sum(r.reserved)::int AS reserved FROM "Order" o JOIN "Reservation" r ON r."orderId" = o.id WHERE o.id = ${uuid(other)} GROUP BY o.id`)).toEqual({ status: 'PLACED', open: 1500, reserved: 3 });
    expect(await firm.refusal(takeUpOrder, { orderId: taken, reason: 'x' })).toBe('ORDER_STATUS_FORBIDS');
    await firm.ship(other);
    await clean();
  });
  test('two that are opened again at once, and one beside a cut, do not both pass', async () => {
    const { customerId, orderId } = await sold('100', '60');
    await firm.act(cancelOrder, { orderId, reason: 'x' });
    const second = await firm.order(customerId, [{ productId: await firm.service(), quantity: '1', unitPrice: '70' }]);
    await firm.act(cancelOrder, { orderId: second, reason: 'x' });
    const both = await Promise.all([firm.refusal(takeUpOrder, { orderId, reason: 'x' }), firm.refusal(takeUpOrder, { orderId: second, reason: 'x' })]);
    expect(both.filter((code) => code === undefined)).toHaveLength(1);
    expect(both).toContain('CREDIT_LIMIT_EXCEEDED');
    const third = await sold('100', '90');
    const [shipped, cut] = await Promise.all([firm.refusal(shipOrder, { orderId: third.orderId }), firm.refusal(setCreditLimit, { customerId: third.customerId, limit: '10', reason: 'x' })]);
    expect(cut).toBeUndefined();
    // Whichever came first: it left before the cut, or not at all.
    expect([undefined, 'CREDIT_LIMIT_PASSED']).toContain(shipped);
    await clean();
  });
});

describe('a review', () => {
  test('is due by the class of risk, asked for once, and its outcome sets the next', async () => {
    const customerId = await firm.customer({ creditLimit: '500' });
    const due = async (until: Day) => (await answerReport(creditReviewsDue, { until }, await firm.context())).rows.filter(({ customer }) => customer === uuid(customerId));
    // Never judged: class C, six months after the limit was set.
    const [first] = await due(later(firm.day, 200));
    expect(first).toMatchObject({ risk: null, lastOn: null, limit: 50_000n });
    firm.day = later(firm.day, 190);
    const now = new Date(`${firm.day}T12:00:00Z`);
    await raiseCreditReviews(firm.db, now);
    expect(await raiseCreditReviews(firm.db, now)).toBe('');
    expect((await due(firm.day))[0]).toMatchObject({ ownerRole: 'COLLECTOR' });
    expect(await firm.refusal(recordCreditReview, { customerId, outcome: 'RAISE', limit: '500', reason: 'So' })).toBe('LIMIT_NOT_MOVED');
    await firm.act(assessCredit, { customerId });
    await firm.act(recordCreditReview, { customerId, outcome: 'CUT', limit: '300', reason: 'They buy less' });
    expect((await account(customerId)).limit).toBe('30000');
    expect(await due(firm.day)).toEqual([]);
    expect(await firm.one(sql`SELECT status::text FROM "Task" WHERE kind = 'creditReview' AND "subjectId" = ${uuid(customerId)}`)).toEqual({ status: 'DONE' });
    await firm.act(recordCreditReview, { customerId, outcome: 'HOLD', reason: 'Worse' });
    expect(await firm.one(sql`SELECT scope::text FROM "CustomerHold" WHERE "customerId" = ${uuid(customerId)}`)).toEqual({ scope: 'CREDIT' });
    await clean();
  });
  test('beyond the own limit waits for a second person', async () => {
    await firm.act(setApprovalLimit, { kind: 'CREDIT_LIMIT', role: 'COLLECTOR', amount: '100' });
    const customerId = await firm.customer({ creditLimit: '50' });
    const { change } = await as('Clara', recordCreditReview, { customerId, outcome: 'RAISE', limit: '200', reason: 'They grow' });
    expect([change === null, (await account(customerId)).limit]).toEqual([false, '5000']);
  });
  test('has a pack of twelve months: what was ordered, invoiced and paid, how late, and the peak of each month', async () => {
    const start = firm.day;
    const customerId = await firm.customer({ creditLimit: '1000', paymentTermDays: 10 });
    const service = await firm.service();
    await firm.invoice(customerId, [{ productId: service, quantity: '1', unitPrice: '100' }]);
    firm.day = later(start, 30);
    await firm.act(recordPayment, { customerId, amount: '100', method: 'BANK', oldestFirst: true });
    const pack = await answerReport(creditReviewPack, { customerId: uuid(customerId) }, await firm.context());
    expect(pack.months).toHaveLength(12);
    expect(pack).toMatchObject({ invoiced: 10_000n, ordered: 10_000n, paid: 10_000n, paidLate: 10_000n, daysLate: '20.0', peak: 10_000n, limit: 100_000n });
  });
});

describe('customers compared with their group', () => {
  test('who deviates is found once; kept until a day, or brought in line; a second run makes no new rows', async () => {
    const { customerGroup = '' } = await firm.act(createCustomerGroup, { name: 'Shops' });
    const groupId = globalId('CustomerGroup', customerGroup);
    const members = [];
    for (const paymentTermDays of [30, 30, 30, 60, 45]) {
      const customerId = await firm.customer({ paymentTermDays });
      await firm.act(setCustomerGroup, { customerId, groupId });
      members.push(customerId);
    }
    const run = async () => {
      const { run: id = '' } = await firm.act(startDeviationRun, {});
      await workOnDeviations(firm.db, id, () => new Date(`${firm.day}T12:00:00Z`));
      return firm.one<{ status: string; found: number }>(sql`SELECT r.status::text, sum(g.found)::int AS found FROM "DeviationRun" r JOIN "DeviationRunGroup" g ON g."runId" = r.id WHERE r.id = ${id} GROUP BY r.id`);
    };
    const inGroup = () => firm.db.rows<{ id: string; customer: string; status: string; norm: string; members: number }>(sql`SELECT id, "customerId" AS customer, status::text, norm, members FROM "Deviation" WHERE "groupId" = ${customerGroup} ORDER BY "actualValue"`);
    expect((await run()).status).toBe('DONE');
    const [middle, long] = await inGroup();
    expect([middle, long]).toMatchObject([{ customer: uuid(members[4] ?? ''), status: 'OPEN', norm: '30 days', members: 5 }, { customer: uuid(members[3] ?? ''), status: 'OPEN' }]);
    await firm.act(decideDeviations, { deviationIds: [globalId('Deviation', middle?.id ?? '')], keep: true, reason: 'By contract' });
    await firm.act(decideDeviations, { deviationIds: [globalId('Deviation', long?.id ?? '')], keep: false, reason: 'As the others' });
    expect((await account(members[3] ?? '')).days).toBe(30);
    expect(await firm.refusal(decideDeviations, { deviationIds: [globalId('Deviation', long?.id ?? '')], keep: true, reason: 'x' })).toBe('DEVIATION_DECIDED');
    expect((await run()).found).toBe(0);
    expect(await inGroup()).toHaveLength(2);
    // Set by hand, all deviate but who has it.
    await firm.act(setCustomerNorm, { groupId, field: 'PAYMENT_TERMS', days: 45, reason: 'New policy' });
    expect((await run()).found).toBe(4);
    firm.day = later(firm.day, 366);
    expect((await run()).found).toBe(0); // the one that was kept has the norm now
    await clean();
  });
  test('how far from the norm one may be is the firm\'s to say, with a reason; a run tells which it used, each row shows its own', async () => {
    const { customerGroup = '' } = await firm.act(createCustomerGroup, { name: 'Kiosks' });
    for (const [paymentTermDays, limit] of [[30, '1000'], [30, '1000'], [30, '1000'], [37, '1000'], [30, '2400']] as const) {
      const customerId = await firm.customer({ paymentTermDays });
      await firm.act(setCustomerGroup, { customerId, groupId: globalId('CustomerGroup', customerGroup) });
      await firm.act(setCreditLimit, { customerId, limit, reason: 'As agreed' });
    }
    const run = async () => {
      const { run: id = '' } = await firm.act(startDeviationRun, {});
      await workOnDeviations(firm.db, id, () => new Date(`${firm.day}T12:00:00Z`));
      return firm.one(sql`SELECT "toleranceDays" AS days, "toleranceTimes"::float AS times, "tolerancePoints"::float AS points FROM "DeviationRun" WHERE id = ${id}`);
    };
    const open = () => firm.db.rows(sql`SELECT field::text, tolerance FROM "Deviation" WHERE "groupId" = ${customerGroup} AND status = 'OPEN' ORDER BY 1`);
    expect(await run()).toEqual({ days: 0, times: 2, points: 0.05 });
    expect(await open()).toEqual([{ field: 'CREDIT_LIMIT', tolerance: 'up to 2 times, down to 1/2' }, { field: 'PAYMENT_TERMS', tolerance: '± 0 days' }]);
    const wider = { toleranceDays: 7, toleranceTimes: '2.3', tolerancePoints: '0.1', reason: 'Too many words about nothing' };
    expect(await firm.refusal(setDeviationTolerances, { ...wider, toleranceTimes: '0.5' })).toBe('INPUT_INVALID');
    await firm.act(setDeviationTolerances, wider);
    expect(await firm.refusal(setDeviationTolerances, { ...wider, version: 99 })).toBe('CHANGED_MEANWHILE');
    expect(await firm.one(sql`SELECT reason, changes->'toleranceDays' AS days, changes->'toleranceTimes' AS times FROM "Event" WHERE kind = 'deviationTolerancesSet' ORDER BY sequence DESC LIMIT 1`))
      .toEqual({ reason: wider.reason, days: ['0', '7'], times: ['2', '2.3'] });
    expect(await run()).toEqual({ days: 7, times: 2.3, points: 0.1 });
    expect(await open()).toEqual([{ field: 'CREDIT_LIMIT', tolerance: 'up to 2.3 times, down to 1/2.3' }]);
    await clean();
  });
  test('a run is taken up after a restart, stopped when it is cancelled, and begun by itself once a year', async () => {
    const { run: id = '' } = await firm.act(startDeviationRun, {});
    await workOnDeviations(firm.db, id, () => new Date(`${firm.day}T12:00:00Z`), () => true);
    await firm.act(cancelDeviationRun, { runId: globalId('DeviationRun', id) });
    await workOnDeviations(firm.db, id, () => new Date(`${firm.day}T12:00:00Z`));
    expect(await firm.one(sql`SELECT r.status::text, count(*) FILTER (WHERE g."isDone")::int AS done FROM "DeviationRun" r JOIN "DeviationRunGroup" g ON g."runId" = r.id WHERE r.id = ${id} GROUP BY r.id`)).toEqual({ status: 'CANCELLED', done: 0 });
    expect(await firm.refusal(cancelDeviationRun, { runId: globalId('DeviationRun', id) })).toBe('DEVIATION_RUN_OVER');
    expect(await startYearlyDeviations(firm.db, new Date(`${firm.day}T12:00:00Z`))).toBe('');
    expect(await startYearlyDeviations(firm.db, new Date(`${later(firm.day, 370)}T12:00:00Z`))).toBe('The yearly look at customers\' terms begun.');
  });
});

test('terms of many are shortened at once, of those alone who have longer ones; in the form a reason is asked', async () => {
  const [long, short] = [await firm.customer({ paymentTermDays: 60 }), await firm.customer({ paymentTermDays: 7 })];
  expect(await firm.act(shortenTerms, { customerIds: [long, short], paymentTermDays: 14, reason: 'Cash' })).toMatchObject({ shortened: 1 });
  expect([(await account(long)).days, (await account(short)).days]).toEqual([14, 7]);
  expect(await firm.refusal(shortenTerms, { customerIds: [long, short], paymentTermDays: 14, reason: 'Cash' })).toBe('NOTHING_TO_SHORTEN');
  expect(await firm.refusal(updateCustomer, { customerId: short, version: 1, paymentTermDays: 10 })).toBe('INPUT_INVALID');
  expect(await firm.refusal(updateCustomer, { customerId: short, version: 1, paymentTermDays: 10, reason: 'Agreed' })).toBeUndefined();
});
