// The rules of credit by hand: the score, what is proposed, who needs a grant, when is looked again, who deviates.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { enums, type CreditAccountRow, type CreditApplicationStatus, type CustomerNormRow, type DeviationStatus } from '../../server/src/generated/rows.ts';
import { assess, kept, type CreditFacts } from '../../server/src/credit/assess.ts';
import { movesFrom, moves, type ApplicationMove } from '../../server/src/credit/applicationMoves.ts';
import { changedTolerances, changesFrom, deviationsOf, medianOf, mostOf, usualTolerances, type Found, type Member, type Tolerances } from '../../server/src/credit/deviations.ts';
import { addMonths, nextReview } from '../../server/src/credit/reviewDays.ts';
import { factors, firstScorecard, issuesOf, type Scorecard } from '../../server/src/credit/scorecard.ts';
import { demandGranted } from '../../server/src/customers/granted.ts';
import { minor } from '../../server/src/shared/money.ts';
import type { Rate } from '../../server/src/shared/quantity.ts';
import { Refusal } from '../../server/src/shared/refusal.ts';
import type { Day } from '../../server/src/shared/time.ts';

const on = '2026-06-30' as Day;
/** A customer of four years who pays in time: 1,200.00 sold in a year, a third of the limit used. */
const good: CreditFacts = {
  customer: 'c', on, knownAt: '2026-06-30T08:00:00.000Z', currencyCode: 'USD', paid: minor(100_000), paidOnTime: minor(100_000), lateWeighted: 0n, invoices: 10, overdue: minor(0), sold: minor(120_000),
  exposure: minor(10_000), limit: minor(30_000), months: 48, disputes: 0, shortPayments: 0, bounces: 0, rating: { source: 'Agency', grade: 'BB', points: 81, ratedOn: '2026-01-01' as Day }, requested: null,
};
const newcomer: CreditFacts = { ...good, paid: minor(0), paidOnTime: minor(0), invoices: 0, sold: minor(0), exposure: minor(0), limit: null, months: 0, rating: null, requested: { limit: minor(100_000), termDays: 14 } };
const judge = (facts: CreditFacts) => assess(facts, firstScorecard, 0);

describe('an assessment', () => {
  // Weights 30 25 15 10 10 10. The good one: 100 100 100 80 100 100 → 30+25+15+8+10+10 = 98.
  test.each<[string, Partial<CreditFacts>, number, string, string, number]>([
    ['of one who pays in time', {}, 98, 'A', '300.00', 60],
    ['of one who pays ten days late, half of it in time', { lateWeighted: 1_000_000n, paidOnTime: minor(50_000) }, 70, 'B', '200.00', 30], // 70 points of 30 (−9), 25 of 25 (−18.75): 70.25
    ['of one whose limit is passed', { exposure: minor(30_001) }, 88, 'A', '300.00', 60], // 100.003 % is 100: 35 points of 15 (−9.75), half up
    ['of one whose limit is passed by more', { exposure: minor(40_000) }, 83, 'B', '200.00', 30],
    ['without a limit', { limit: null }, 92, 'A', '300.00', 60], // 60 points of 15: −6
    ['with two disputes and a bounce', { disputes: 2, bounces: 1 }, 91, 'A', '300.00', 60], // 25 points of 10: −7.5, half up
    ['with more asked for than proposed', { requested: { limit: minor(100_000), termDays: 90 } }, 98, 'A', '300.00', 60],
    ['with less asked for than proposed', { requested: { limit: minor(12_345), termDays: 10 } }, 98, 'A', '100.00', 10],
    ['of one who never pays', { paid: minor(0), paidOnTime: minor(0), lateWeighted: 0n, invoices: 0, overdue: minor(120_000) }, 58, 'C', '100.00', 30], // nothing paid: 50 points; 0 % in time
  ])('%s', (_case, more, score, risk, limit, termDays) => {
    const told = judge({ ...good, ...more });
    const sum = told.factors.reduce((all, { points, weight }) => all + points * weight, 0);
    expect(told.score).toBe(Math.floor((sum + 50) / 100));
    expect({ score: told.score, risk: told.risk, limit: told.limit, termDays: told.termDays }).toEqual({ score, risk, limit, termDays });
  });
  test('of who has bought nothing yet is a share of what is asked for, and no more than the start', () => {
    // 50*30 + 50*25 + 60*15 + 20*10 + 100*10 + 50*10 = 5350 → 54: class C, half of 1,000.00 in fourteen days.
    expect(judge(newcomer)).toMatchObject({ score: 54, risk: 'C', limit: '500.00', termDays: 14, formula: { way: 'REQUEST', sharePercent: 50 } });
    expect(judge({ ...newcomer, requested: { limit: minor(100_000_000), termDays: 60 } })).toMatchObject({ limit: '5000.00', termDays: 30 });
    expect(judge({ ...newcomer, requested: null })).toMatchObject({ limit: '0.00', termDays: 0, formula: { way: 'NOTHING' } });
  });
  test('names every input with its points, and what is not known', () => {
    expect(judge(newcomer).factors.map(({ factor, value, points }) => [factor, value, points])).toEqual([['DAYS_LATE', null, 50], ['ON_TIME', null, 50], ['LIMIT_USE', null, 60], ['RELATION', 0, 20], ['TROUBLE', 0, 100], ['RATING', null, 50]]);
    expect(judge(good).factors[0]).toEqual({ factor: 'DAYS_LATE', unit: 'tenthsOfDays', value: 0, points: 100, weight: 30, inputs: { invoices: 10, paid: '1000.00' } });
  });
  test('of the same facts is the same bytes; of others it is not', () => {
    expect(kept(judge(good))).toEqual(kept(judge({ ...good })));
    expect(kept(judge(good)).hash).not.toBe(kept(judge({ ...good, exposure: minor(10_001) })).hash);
    expect(JSON.parse(kept(judge(good)).content)).not.toHaveProperty('limitMinor');
  });
  test('never scores better for paying later, using more, or more trouble', () => {
    fc.assert(fc.property(fc.integer({ min: -60, max: 200 }), fc.nat(100), fc.nat(9), fc.nat(50_000), (late, more, trouble, exposure) => {
      const facts = { ...good, lateWeighted: BigInt(late) * good.paid, disputes: trouble, exposure: minor(exposure) };
      const worse = { ...facts, lateWeighted: BigInt(late + more) * good.paid, disputes: trouble + 1, exposure: minor(exposure + more * 100) };
      expect(judge(worse).score).toBeLessThanOrEqual(judge(facts).score);
    }));
  });
});

describe('a scorecard', () => {
  const changed = (change: (card: Scorecard) => void): string[] => {
    const card = structuredClone(firstScorecard);
    change(card);
    return issuesOf(card).map(({ code }) => code);
  };
  test('of our own stands', () => expect(issuesOf(firstScorecard)).toEqual([]));
  test.each<[string, (card: Scorecard) => void, string]>([
    ['whose weights are not a hundred', (card) => { Object.assign(card.factors[0] ?? {}, { weight: 31 }); }, 'scorecard_weights'],
    ['that lacks an input', (card) => { card.factors.pop(); }, 'scorecard_factor'],
    ['whose steps fall', (card) => { Object.assign(card.factors[0]?.steps[1] ?? {}, { upTo: -1 }); }, 'scorecard_steps'],
    ['whose last step ends', (card) => { Object.assign(card.factors[0]?.steps.at(-1) ?? {}, { upTo: 999 }); }, 'scorecard_steps'],
    ['with more than a hundred points', (card) => { Object.assign(card.factors[0]?.steps[0] ?? {}, { points: 101 }); }, 'scorecard_points'],
    ['without a class for the worst', (card) => { Object.assign(card.classes[4] ?? {}, { from: 5 }); }, 'scorecard_classes'],
    ['whose classes are the other way round', (card) => { card.classes.reverse(); }, 'scorecard_classes'],
  ])('%s is none', (_case, change, code) => expect(changed(change)).toContain(code));
  test('gives points for every value', () => fc.assert(fc.property(fc.constantFrom(...factors), fc.integer(), (factor, value) => {
    expect(firstScorecard.factors.find((each) => each.factor === factor)?.steps.some(({ upTo }) => upTo === null || value <= upTo)).toBe(true);
  })));
});

// What the firm allows, written out.
const allowed: Record<ApplicationMove, string> = {
  updateCreditApplication: 'DRAFT', submitCreditApplication: 'DRAFT', answerCreditReference: 'SUBMITTED ASSESSED', assessCredit: 'SUBMITTED ASSESSED', proposeCredit: 'ASSESSED', declineCreditApplication: 'SUBMITTED ASSESSED',
  withdrawCreditApplication: 'DRAFT SUBMITTED ASSESSED PROPOSED', settleApplication: 'PROPOSED', expireApplication: 'SUBMITTED ASSESSED PROPOSED',
};
test.each((Object.keys(moves) as ApplicationMove[]).flatMap((move) => enums.CreditApplicationStatus.map((status): [ApplicationMove, CreditApplicationStatus] => [move, status])))('%s of an application that is %s', (move, status) =>
  expect(movesFrom(move, status) !== undefined).toBe(allowed[move].split(' ').includes(status)));

describe('a grant', () => {
  const account = (grantedOn: string | null, grantedUntil: string | null, unapplied = 0): CreditAccountRow => ({
    id: 'a', companyId: 'c', customerId: 'k', currencyCode: 'USD', limitMinor: minor(1000), receivableMinor: minor(0), shippedNotInvoicedMinor: minor(0), openOrdersMinor: minor(0), unappliedMinor: minor(unapplied), grantedOn: grantedOn as Day, grantedUntil: grantedUntil as Day, version: 1,
  });
  const customer = { id: 'k', name: 'K', createdAt: new Date('2026-03-01T12:00:00Z') };
  const of = (creditDemand: 'NONE' | 'NEW' | 'ALL', since: string | null = null) => ({ creditDemand, creditDemandSince: since as Day });
  test.each<[string, ReturnType<typeof of> | undefined, CreditAccountRow, boolean]>([
    ['is not asked for without a policy', undefined, account(null, null), true],
    ['is not asked for where nobody needs one', of('NONE'), account(null, null), true],
    ['is needed by everybody', of('ALL'), account(null, null), false],
    ['without an end lasts', of('ALL'), account('2026-01-01', null), true],
    ['lasts on its last day', of('ALL'), account('2026-01-01', on), true],
    ['has ended the day after', of('ALL'), account('2026-01-01', '2026-06-29'), false],
    ['is needed by who came on the day', of('NEW', '2026-03-01'), account(null, null), false],
    ['is not needed by who came before', of('NEW', '2026-03-02'), account(null, null), true],
    ['is not needed for what is paid for', of('ALL'), account(null, null, 500), true],
    ['is needed for a cent more', of('ALL'), account(null, null, 499), false],
  ])('%s', (_case, policy, credit, passes) => {
    let refused = false;
    try { demandGranted(customer, credit, policy, minor(500), on, 'UTC'); } catch (error) { refused = error instanceof Refusal; }
    expect(refused).toBe(!passes);
  });
});

test.each([['2026-01-31', 1, '2026-02-28'], ['2026-06-30', 12, '2027-06-30'], ['2024-02-29', 12, '2025-02-28'], ['2026-11-15', 3, '2027-02-15']])('%s and %i months is %s', (from, months, to) => expect(addMonths(from as Day, months)).toBe(to));
test('the next review follows the class; of who was never judged, class C', () => {
  expect((['A', 'B', 'C', 'D', 'E', null] as const).map((risk) => nextReview(on, risk, undefined))).toEqual(['2028-06-30', '2027-06-30', '2026-12-30', '2026-09-30', '2026-07-30', '2026-12-30']);
});

describe('who deviates', () => {
  const member = (name: string, more: Partial<Member> = {}): Member => ({ customerId: name, name, termDays: 30, limit: minor(10_000), discount: 0n as Rate, lists: '', ...more });
  const words = { currencyCode: 'USD', days: (days: number) => `${days} days`, within: (days: number) => `± ${days} days`, times: (times: string) => `× ${times}`, points: (points: string) => `± ${points}`, noLimit: 'No limit', none: 'None' };
  const three = [member('a'), member('b'), member('c')];
  const norm = (field: CustomerNormRow['field'], more: Partial<CustomerNormRow>): CustomerNormRow => ({ id: 'n', companyId: 'c', groupId: null, field, days: null, limitMinor: null, currencyCode: 'USD', rate: null, version: 1, ...more });
  const told = (members: Member[], norms: CustomerNormRow[] = []) => deviationsOf(members, norms, usualTolerances, words).map(({ customerId, field, actual, norm: usual, basis, members: count }) => [customerId, field, actual, usual, basis, count]);
  test.each<[string, Member[], CustomerNormRow[], unknown[]]>([
    ['nobody of a group that is alike', three, [], []],
    ['nobody of two', [member('a'), member('b', { termDays: 60 })], [], []],
    ['who has longer terms than the middle one', [...three, member('d', { termDays: 60 })], [], [['d', 'PAYMENT_TERMS', '60 days', '30 days', 'MEDIAN', 4]]],
    ['all but who has what was set', [member('a', { termDays: 14 }), member('b')], [norm('PAYMENT_TERMS', { days: 14 })], [['b', 'PAYMENT_TERMS', '30 days', '14 days', 'SET', 2]]],
    ['who has no limit', [...three, member('d', { limit: null })], [], [['d', 'CREDIT_LIMIT', 'No limit', 'USD 100.00', 'MEDIAN', 3]]],
    ['nobody at twice or half the limit', [...three, member('d', { limit: minor(20_000) }), member('e', { limit: minor(5000) })], [], []],
    ['who is beyond twice or below half', [...three, member('d', { limit: minor(20_001) }), member('e', { limit: minor(4999) })], [], [['d', 'CREDIT_LIMIT', 'USD 200.01', 'USD 100.00', 'MEDIAN', 5], ['e', 'CREDIT_LIMIT', 'USD 49.99', 'USD 100.00', 'MEDIAN', 5]]],
    ['whose discount is more than five points off', [...three, member('d', { discount: 50_000n as Rate }), member('e', { discount: 50_001n as Rate })], [], [['e', 'DISCOUNT', '5.0001 %', '0 %', 'MEDIAN', 5]]],
    ['nobody who bought nothing', [...three, member('d', { discount: null })], [], []],
    ['who has lists of their own', [...three, member('d', { lists: 'Gold' })], [], [['d', 'PRICE_LIST', 'Gold', 'None', 'MOST', 4]]],
    ['nobody where no list is what most have', [member('a'), member('b', { lists: 'Gold' }), member('c', { lists: 'Silver' })], [], []],
  ])('%s', (_case, members, norms, found) => expect(told(members, norms)).toEqual(found));
  const wider: Tolerances = { toleranceDays: 15, toleranceTimes: 2_500_000n as Rate, tolerancePoints: 100_000n as Rate };
  test.each<[string, Partial<Member>, boolean]>([
    ['days as far as they may be', { termDays: 45 }, false], ['days beyond', { termDays: 46 }, true], ['days fewer than may be', { termDays: 14 }, true],
    ['a limit of so many times', { limit: minor(25_000) }, false], ['a limit beyond', { limit: minor(25_001) }, true], ['a limit of that part', { limit: minor(4000) }, false], ['a limit below it', { limit: minor(3999) }, true],
    ['discounts as far as they may be', { discount: 100_000n as Rate }, false], ['discounts beyond', { discount: 100_001n as Rate }, true],
  ])('is told by the firm\'s tolerances: %s', (_case, more, isFound) => {
    const off = deviationsOf([...three, member('d', more)], [], wider, words);
    expect(off.map(({ customerId }) => customerId)).toEqual(isFound ? ['d'] : []);
    expect(off.every(({ tolerance }) => ['± 15 days', '× 2.5', '± 10'].includes(String(tolerance)))).toBe(true);
  });
  test('what becomes another of the tolerances is told, before and after', () => expect(changedTolerances(usualTolerances, { ...wider, toleranceDays: 0 })).toEqual({ toleranceTimes: ['2', '2.5'], tolerancePoints: ['0.05', '0.1'] }));
  test('the middle of an even count is the lower of the two', () => expect([medianOf([4n, 1n, 3n, 2n]), medianOf([1n, 2n]), mostOf(['x', 'x', 'y', 'y'])]).toEqual([2n, undefined, undefined]));

  const found: Found = { customerId: 'd', field: 'PAYMENT_TERMS', actual: '60 days', norm: '30 days', tolerance: '± 0 days', actualValue: '60', normValue: '30', basis: 'MEDIAN', members: 4 };
  const row = (status: DeviationStatus, more = {}) => ({ id: 'r', customerId: 'd', field: 'PAYMENT_TERMS' as const, status, actualValue: '60', normValue: '30', tolerance: '± 0 days' as string | null, nextOn: null as Day | null, ...more });
  test.each<[string, Found[], ReturnType<typeof row>[], [number, number, number]]>([
    ['is new', [found], [], [1, 0, 0]],
    ['is there already', [found], [row('OPEN')], [0, 0, 0]],
    ['has another norm by now', [found], [row('OPEN', { normValue: '14' })], [0, 1, 0]],
    ['has another tolerance by now', [found], [row('OPEN', { tolerance: null })], [0, 1, 0]],
    ['is gone', [], [row('OPEN')], [0, 0, 1]],
    ['is kept', [found], [row('KEPT', { nextOn: '2026-07-01' })], [0, 0, 0]],
    ['was kept until today', [found], [row('KEPT', { nextOn: on })], [1, 0, 0]],
    ['was kept as something else', [found], [row('KEPT', { nextOn: '2026-07-01', actualValue: '45' })], [1, 0, 0]],
    ['was kept, and the norm has moved', [found], [row('KEPT', { nextOn: '2026-07-01', normValue: '14' })], [0, 0, 0]],
  ])('what %s', (_case, now, known, counts) => {
    const { added, moved, gone } = changesFrom(now, known, on);
    expect([added.length, moved.length, gone.length]).toEqual(counts);
  });
});
