// What may be claimed of late payment, worked out by hand.
import { expect, test } from 'vitest';
import { claimOf, claimsByCustomer, rateOn, worthOf, type Base, type Debt, type Policy } from '../../server/src/charges/lateRules.ts';
import { minor } from '../../server/src/shared/money.ts';
import { parseFxRate, parseRate, type FxRate, type Rate } from '../../server/src/shared/quantity.ts';
import type { Day } from '../../server/src/shared/time.ts';

const rate = (text: string) => parseRate(text) as Rate;
const day = (text: string) => text as Day;
const money = (cents: number) => minor(cents);
const policy = (more: Partial<Policy> = {}): Policy => ({
  customerId: null, groupId: null, startsOn: day('2025-01-01'), mode: 'FIXED', rate: rate('0.0365'), dayCount: 'ACT_365', graceDays: 0, minimumMinor: money(0), lumpSumMinor: money(0), onCharges: false, recordedAt: new Date(0), ...more,
});
const debt = (more: Partial<Debt> = {}): Debt => ({
  id: 'i', number: 'INV-1', kind: 'INVOICE', customerId: 'c', groupId: 'g', effectiveOn: day('2026-01-01'), dues: [{ on: day('2026-01-31'), amount: money(100_000) }],
  moves: [{ on: day('2026-01-01'), amount: money(100_000) }], disputes: [], covered: [], hasLumpSum: false, ...more,
});
const claimed = (of: Debt, until: string, policies = [policy()], bases: Base[] = []) => {
  const { interest, lumpSum, late, daysLate, stretches } = claimOf(of, policies, bases, day(until));
  return { interest: Number(interest), lumpSum: Number(lumpSum), late: Number(late), daysLate, days: stretches.flatMap(({ spans }) => spans.map((span) => span.days)) };
};

test('1,000.00 at 3.65 % bears ten cents a day, from the day after it was due', () => {
  expect(claimed(debt(), '2026-01-31')).toMatchObject({ interest: 0, late: 0, daysLate: 0 });
  expect(claimed(debt(), '2026-02-01')).toMatchObject({ interest: 10, late: 100_000, daysLate: 1 });
  expect(claimed(debt(), '2026-02-10')).toMatchObject({ interest: 100, daysLate: 10, days: [10] });
});

test('a part paid in the middle bears interest up to the day of its payment, and the claim stays when all is paid', () => {
  const part = debt({ moves: [{ on: day('2026-01-01'), amount: money(100_000) }, { on: day('2026-02-10'), amount: money(-60_000) }] });
  // Ten days of 1,000.00 at 10 cents, ten of 400.00 at 4.
  expect(claimed(part, '2026-02-20')).toMatchObject({ interest: 140, late: 40_000, days: [10, 10] });
  const paid = debt({ moves: [...part.moves, { on: day('2026-02-20'), amount: money(-40_000) }] });
  expect(claimed(paid, '2026-02-20')).toMatchObject({ interest: 140, late: 0 });
  expect(claimed(paid, '2026-06-30')).toMatchObject({ interest: 140, late: 0, days: [10, 10] });
});

test('a rate that changes in the middle counts from its day', () => {
  const policies = [policy(), policy({ startsOn: day('2026-02-06'), rate: rate('0.073') })];
  expect(claimed(debt(), '2026-02-10', policies)).toMatchObject({ interest: 5 * 10 + 5 * 20, days: [5, 5] });
});

test('points above the base rate follow the base rate of each day, and never fall below zero', () => {
  const policies = [policy({ mode: 'BASE_PLUS', rate: rate('0.03') })];
  const bases: Base[] = [{ startsOn: day('2025-07-01'), rate: rate('0.0065'), recordedAt: new Date(0) }, { startsOn: day('2026-02-06'), rate: rate('0.043'), recordedAt: new Date(0) }];
  expect(claimed(debt(), '2026-02-10', policies, bases)).toMatchObject({ interest: 5 * 10 + 5 * 20 });
  expect(rateOn({ mode: 'BASE_PLUS', rate: rate('0.005') }, [{ startsOn: day('2025-01-01'), rate: rate('-0.0088'), recordedAt: new Date(0) }], day('2026-01-01'))).toBe(0n);
  // The latest word on a day replaces an earlier one.
  expect(rateOn({ mode: 'BASE_PLUS', rate: rate('0.03') }, [...bases, { startsOn: day('2026-02-06'), rate: rate('0.01'), recordedAt: new Date(1) }], day('2026-03-01'))).toBe(rate('0.04'));
});

test('days over 360 bear more than days over 365, rounded once', () => {
  expect(claimed(debt(), '2026-03-02', [policy({ dayCount: 'ACT_360', rate: rate('0.05') })])).toMatchObject({ interest: 417 });
  expect(claimed(debt(), '2026-03-02', [policy({ dayCount: 'ACT_365', rate: rate('0.05') })])).toMatchObject({ interest: 411 });
});

test('within the grace nothing is claimed; past it, from the first day', () => {
  const graced = [policy({ graceDays: 5, lumpSumMinor: money(4_000) })];
  expect(claimed(debt(), '2026-02-05', graced)).toMatchObject({ interest: 0, lumpSum: 0 });
  expect(claimed(debt(), '2026-02-06', graced)).toMatchObject({ interest: 60, lumpSum: 4_000 });
  const intime = debt({ moves: [...debt().moves, { on: day('2026-02-05'), amount: money(-100_000) }] });
  expect(claimed(intime, '2026-06-01', graced)).toMatchObject({ interest: 0, lumpSum: 0 });
  const justLate = debt({ moves: [...debt().moves, { on: day('2026-02-06'), amount: money(-100_000) }] });
  expect(claimed(justLate, '2026-06-01', graced)).toMatchObject({ interest: 60, lumpSum: 4_000 });
});

test('what a credit note took off was never owed', () => {
  const credited = debt({ moves: [{ on: day('2026-01-01'), amount: money(100_000) }, { on: day('2026-01-01'), amount: money(-40_000) }] });
  expect(claimed(credited, '2026-02-10')).toMatchObject({ interest: 60, late: 60_000 });
});

test('a disputed part bears nothing while it is disputed', () => {
  const disputed = debt({ disputes: [{ from: day('2026-02-06'), to: day('2026-02-08'), amount: money(30_000) }] });
  // Five days of 1,000.00, two of 700.00, three of 1,000.00.
  expect(claimed(disputed, '2026-02-10')).toMatchObject({ interest: 50 + 14 + 30, days: [5, 2, 3] });
});

test('instalments bear interest each from its own day', () => {
  const parts = debt({ dues: [{ on: day('2026-01-31'), amount: money(40_000) }, { on: day('2026-02-05'), amount: money(60_000) }] });
  expect(claimed(parts, '2026-02-10')).toMatchObject({ interest: 5 * 4 + 5 * 10, days: [5, 5], late: 100_000 });
});

test('only days that were neither charged nor let go are claimed, holes too', () => {
  const covered = debt({ covered: [{ from: day('2026-02-01'), to: day('2026-02-04') }, { from: day('2026-02-07'), to: day('2026-02-08') }], hasLumpSum: true });
  expect(claimed(covered, '2026-02-10', [policy({ lumpSumMinor: money(4_000) })])).toMatchObject({ interest: 40, lumpSum: 0, days: [2, 2] });
  expect(claimed(debt({ covered: [{ from: day('2026-02-01'), to: day('2026-02-10') }] }), '2026-02-10')).toMatchObject({ interest: 0 });
});

test('interest and fees bear none, unless the policy says so', () => {
  expect(claimed(debt({ kind: 'CHARGE' }), '2026-02-10', [policy({ lumpSumMinor: money(4_000) })])).toMatchObject({ interest: 0, lumpSum: 0 });
  expect(claimed(debt({ kind: 'CHARGE' }), '2026-02-10', [policy({ onCharges: true, lumpSumMinor: money(4_000) })])).toMatchObject({ interest: 100, lumpSum: 0 });
});

test('a customer\'s own policy goes before the group\'s, and that before everybody\'s; without one nothing is claimed', () => {
  const [all, group, own] = [policy(), policy({ groupId: 'g', rate: rate('0.073') }), policy({ customerId: 'c', mode: 'NONE' })];
  expect(claimed(debt(), '2026-02-10', [all, group])).toMatchObject({ interest: 200 });
  expect(claimed(debt(), '2026-02-10', [all, group, own])).toMatchObject({ interest: 0 });
  expect(claimed(debt(), '2026-02-10', [])).toMatchObject({ interest: 0, lumpSum: 0 });
  // Days before the first policy bear nothing.
  expect(claimed(debt(), '2026-02-10', [policy({ startsOn: day('2026-02-06') })])).toMatchObject({ interest: 50, days: [5] });
});

test('interest of a customer below the minimum waits, lump sums do not', () => {
  const policies = [policy({ minimumMinor: money(250), lumpSumMinor: money(4_000) })];
  const claims = [claimOf(debt(), policies, [], day('2026-02-10')), claimOf(debt({ id: 'j' }), policies, [], day('2026-02-10'))];
  expect(claimsByCustomer(claims, policies, day('2026-02-10'))).toMatchObject([{ customerId: 'c', interest: 200n, lumpSum: 8_000n, isBelowMinimum: true }]);
  const later = claims.map(({ debt: of }) => claimOf(of, policies, [], day('2026-02-15')));
  expect(claimsByCustomer(later, policies, day('2026-02-15'))).toMatchObject([{ interest: 300n, isBelowMinimum: false }]);
});

test.each<[string, string, number, number]>([
  // A lump sum of 40.00 dollars, by what a unit of the currency is worth.
  ['EUR', '1.25', 3_200, 4_000], ['JPY', '0.0067', 5_970, 4_000], ['KWD', '3.25', 12_308, 4_000], ['EUR', '0', 0, 0],
])('a lump sum of company money is, of a debt in %s at %s, %i of its smallest unit', (currencyCode, value, lumpSum, worth) => {
  const foreign = { currencyCode, companyCode: 'USD', rate: parseFxRate(value) ?? (0n as FxRate) };
  const claim = claimOf(debt({ foreign }), [policy({ lumpSumMinor: money(4_000) })], [], day('2026-02-10'));
  expect([Number(claim.interest), Number(claim.lumpSum), Number(worthOf({ foreign }, claim.lumpSum))]).toEqual([100, lumpSum, worth]);
});

test.each<[string, string, number]>([
  // Forty euros, a euro worth 1.25 dollars: of debts in euros themselves, in dollars, and in others by way of dollars.
  ['EUR', '1.25', 4_000], ['USD', '1', 5_000], ['JPY', '0.0067', 7_463], ['KWD', '3.25', 15_385],
])('a lump sum of a policy in euros is, of a debt in %s at %s, %i of its smallest unit', (currencyCode, value, lumpSum) => {
  const euro = { currencyCode: 'EUR', companyCode: 'USD', rate: parseFxRate('1.25') as FxRate };
  const foreign = currencyCode === 'USD' ? {} : { foreign: { currencyCode, companyCode: 'USD', rate: parseFxRate(value) as FxRate } };
  expect(claimOf(debt(foreign), [policy({ lumpSumMinor: money(4_000), foreign: euro })], [], day('2026-02-10')).lumpSum).toBe(BigInt(lumpSum));
});

test('a minimum in euros is compared in euros where the debt is, else in company money', () => {
  const euro = { currencyCode: 'EUR', companyCode: 'USD', rate: parseFxRate('1.25') as FxRate };
  const policies = [policy({ minimumMinor: money(90), foreign: euro })];
  const below = (more: Partial<Debt>, until: string) => claimsByCustomer([claimOf(debt(more), policies, [], day(until))], policies, day(until))[0]?.isBelowMinimum;
  // 0.80 and 0.90 after eight and nine days; in dollars it is 1.13, which 1.10 after eleven days is not.
  expect([below({ foreign: euro }, '2026-02-08'), below({ foreign: euro }, '2026-02-09'), below({}, '2026-02-11'), below({}, '2026-02-12')]).toEqual([true, false, true, false]);
});

test('claims of a customer are apart by currency, each beside the minimum at its rate', () => {
  const policies = [policy({ minimumMinor: money(120) })];
  const euro = { currencyCode: 'EUR', companyCode: 'USD', rate: parseFxRate('1.25') as FxRate };
  const claims = [debt(), debt({ id: 'e', foreign: euro }), debt({ id: 'j', foreign: { ...euro, currencyCode: 'JPY', rate: parseFxRate('0.0067') as FxRate } })].map((each) => claimOf(each, policies, [], day('2026-02-10')));
  expect(claimsByCustomer(claims, policies, day('2026-02-10')).map(({ foreign, interest, isBelowMinimum }) => [foreign?.currencyCode, interest, isBelowMinimum])).toEqual([[undefined, 100n, true], ['EUR', 100n, false], ['JPY', 100n, true]]);
});
