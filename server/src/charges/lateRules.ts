// Pure: what may be claimed of a debt that was paid late, or is not paid yet, up to any day.
import type { BaseRateRow, ChargeLineKind, DayCount, LatePolicyRow, LateRateMode } from '../generated/rows.ts';
import { roundedQuotient } from '../shared/decimal.ts';
import { inCompany, minor, plus, worthIn, zero, type Minor } from '../shared/money.ts';
import type { FxRate, Rate } from '../shared/quantity.ts';
import { addDays, daysBetween, type Day } from '../shared/time.ts';

export interface Policy extends Pick<LatePolicyRow, 'customerId' | 'groupId' | 'startsOn' | 'mode' | 'rate' | 'dayCount' | 'graceDays' | 'minimumMinor' | 'lumpSumMinor' | 'onCharges' | 'recordedAt'> {
  /** Where its amounts are not company money. */
  foreign?: Foreign;
}
export type Base = Pick<BaseRateRow, 'startsOn' | 'rate' | 'recordedAt'>;

/** Days, both included. */
export interface Days { from: Day; to: Day }
/** The currency of what is not company money, with what a unit of it is worth on the day of claiming. */
export interface Foreign { currencyCode: string; companyCode: string; rate: FxRate }
/** A debt with all that ever moved it, in its own currency. */
export interface Debt {
  id: string; number: string; kind: string; customerId: string; groupId: string | null; effectiveOn: Day;
  /** Parts by due day: what is not due before it. */
  dues: { on: Day; amount: Minor }[];
  /** What it became more (+) or less by, and when; a credit note counts from the debt's own day, as it was never owed. */
  moves: { on: Day; amount: Minor }[];
  /** Amounts that the customer disputes, from a day on, perhaps to a day. */
  disputes: { from: Day; to: Day | null; amount: Minor }[];
  /** Days for which interest was charged or let go already. */
  covered: Days[];
  hasLumpSum: boolean;
  foreign?: Foreign;
}

export interface Span extends Days { days: number; principal: Minor; rate: Rate; dayCount: DayCount }
export interface Claim {
  debt: Debt;
  /** What of it is late now. */
  late: Minor;
  daysLate: number;
  interest: Minor;
  lumpSum: Minor;
  /** Stretches of days that are neither charged nor let go yet. */
  stretches: Stretch[];
}
export interface Stretch extends Days { spans: Span[]; interest: Minor }

const latest = <T extends { startsOn: Day; recordedAt: Date }>(rows: readonly T[], on: Day): T | undefined => rows.filter(({ startsOn }) => startsOn <= on)
  .reduce<T | undefined>((best, row) => (!best || row.startsOn > best.startsOn || (row.startsOn === best.startsOn && row.recordedAt > best.recordedAt) ? row : best), undefined);

/** The policy that holds for a customer on a day: the customer's own, else the group's, else everybody's. */
export const policyOn = (policies: readonly Policy[], { customerId, groupId }: { customerId: string; groupId: string | null }, on: Day): Policy | undefined =>
  latest(policies.filter((each) => each.customerId === customerId), on)
  ?? (groupId ? latest(policies.filter((each) => each.groupId === groupId), on) : undefined)
  ?? latest(policies.filter((each) => each.customerId === null && each.groupId === null), on);

/** The rate a year on a day; a base rate that nobody has typed counts as none, and below zero there is no interest. */
export function rateOn({ mode, rate }: { mode: LateRateMode; rate: Rate }, bases: readonly Base[], on: Day): Rate {
  if (mode === 'NONE') return 0n as Rate;
  const sum = mode === 'FIXED' ? rate : rate + (latest(bases, on)?.rate ?? 0n);
  return (sum > 0n ? sum : 0n) as Rate;
}

const sum = (amounts: readonly Minor[]): Minor => plus(zero, ...amounts);
/** What is owed when a day begins. */
const owedAt = ({ moves }: Debt, day: Day): Minor => sum(moves.filter(({ on }) => on < day).map(({ amount }) => amount));
/** What of it is not due yet on a day, counted `grace` days later. */
const notDue = ({ dues }: Debt, day: Day, grace = 0): Minor => sum(dues.filter(({ on }) => addDays(on, grace) >= day).map(({ amount }) => amount));
const positive = (amount: Minor): Minor => (amount > 0n ? amount : zero);

/** What of a debt bears interest on a day: late for at least a day, not disputed. A payment counts from the day after it. */
export function principalOn(debt: Debt, day: Day): Minor {
  const disputed = sum(debt.disputes.filter(({ from, to }) => from <= day && (to === null || to > day)).map(({ amount }) => amount));
  return positive((owedAt(debt, day) - notDue(debt, day) - disputed) as Minor);
}

/** All days on which something may change, in order. */
function breaks(debt: Debt, policies: readonly Policy[], bases: readonly Base[], end: Day): Day[] {
  const days = [
    ...debt.dues.map(({ on }) => addDays(on, 1)), ...debt.moves.map(({ on }) => addDays(on, 1)), ...debt.disputes.flatMap(({ from, to }) => (to ? [from, to] : [from])),
    ...debt.covered.flatMap(({ from, to }) => [from, addDays(to, 1)]), ...policies.map(({ startsOn }) => startsOn), ...bases.map(({ startsOn }) => startsOn),
  ];
  return [...new Set(days)].filter((day) => day <= end).sort();
}

/** Whether it was late for longer than the grace of its policy, on any day up to one. */
function isLate(debt: Debt, policies: readonly Policy[], until: Day): boolean {
  const grace = policyOn(policies, debt, until)?.graceDays ?? 0;
  const days = [...debt.dues.map(({ on }) => addDays(on, grace + 1)), ...debt.moves.map(({ on }) => addDays(on, 1))].filter((day) => day <= until);
  return days.some((day) => owedAt(debt, day) - notDue(debt, day, grace) > 0n);
}

const YEARS = 365n * 360n;
const yearOf = (dayCount: DayCount): bigint => (dayCount === 'ACT_365' ? 365n : 360n);

/** Interest on spans: exact, rounded once, half away from zero. */
export const interestOf = (spans: readonly Span[]): Minor =>
  minor(roundedQuotient(spans.reduce((total, { principal, rate, days, dayCount }) => total + principal * rate * BigInt(days) * (YEARS / yearOf(dayCount)), 0n), 1_000_000n * YEARS));

/** The spans of a debt that bear interest and were neither charged nor let go, up to a day (included). */
function spansOf(debt: Debt, policies: readonly Policy[], bases: readonly Base[], until: Day): Span[] {
  const first = debt.dues.map(({ on }) => addDays(on, 1)).sort()[0];
  if (!first || first > until) return [];
  const starts = breaks(debt, policies, bases, until).filter((day) => day >= first);
  const spans: Span[] = [];
  starts.forEach((from, index) => {
    const next = starts[index + 1];
    const to = next ? addDays(next, -1) : until;
    const policy = policyOn(policies, debt, from);
    if (!policy || debt.covered.some((days) => days.from <= from && to <= days.to)) return;
    const [principal, rate] = [principalOn(debt, from), rateOn(policy, bases, from)];
    if (principal === 0n || rate === 0n) return;
    const last = spans.at(-1);
    if (last && last.principal === principal && last.rate === rate && last.dayCount === policy.dayCount && addDays(last.to, 1) === from) {
      last.to = to;
      last.days = daysBetween(last.from, to) + 1;
    } else spans.push({ from, to, days: daysBetween(from, to) + 1, principal, rate, dayCount: policy.dayCount });
  });
  return spans;
}

/** Spans joined where nothing between them was charged or let go; the last reaches to the day itself. What rounds to nothing waits. */
function stretchesOf({ covered }: Debt, spans: readonly Span[], until: Day): Stretch[] {
  const groups: Span[][] = [];
  spans.forEach((span, index) => {
    const before = spans[index - 1];
    const group = groups.at(-1);
    if (before && group && !covered.some(({ from }) => from > before.to && from < span.from)) group.push(span);
    else groups.push([span]);
  });
  return groups.flatMap((own) => {
    const [first, last] = [own[0], own.at(-1)];
    const interest = interestOf(own);
    if (!first || !last || interest === 0n) return [];
    const isFollowed = covered.some(({ from }) => from > last.to && from <= until);
    return [{ from: first.from, to: isFollowed ? last.to : until, spans: own, interest }];
  });
}

/** An amount of a debt or policy in company money. */
export const worthOf = ({ foreign }: Pick<Debt, 'foreign'>, amount: Minor): Minor => (foreign ? inCompany(amount, foreign.rate, foreign.currencyCode, foreign.companyCode) : amount);
export const isOneCurrency = (a: Pick<Debt, 'foreign'>, b: Pick<Debt, 'foreign'>): boolean => a.foreign?.currencyCode === b.foreign?.currencyCode;

/** An amount of a policy in the debt's currency: as it stands where both are in one, else by way of company money. */
function inDebt({ foreign }: Pick<Debt, 'foreign'>, policy: Policy, amount: Minor): Minor {
  if (isOneCurrency({ foreign }, policy)) return amount;
  const worth = worthOf(policy, amount);
  if (!foreign) return worth;
  return foreign.rate === 0n ? zero : worthIn(worth, foreign.rate, foreign.currencyCode, foreign.companyCode);
}

/** Whether interest is less than the policy asks for: in the currency of both, else in company money. */
const isBelow = (debt: Debt, policy: Policy, interest: Minor): boolean => (isOneCurrency(debt, policy) ? interest < policy.minimumMinor : worthOf(debt, interest) < worthOf(policy, policy.minimumMinor));

/** What may be claimed of a debt up to a day, whether it is paid meanwhile or not. */
export function claimOf(debt: Debt, policies: readonly Policy[], bases: readonly Base[], until: Day): Claim {
  const late = positive((owedAt(debt, addDays(until, 1)) - notDue(debt, until)) as Minor);
  const firstDue = debt.dues.map(({ on }) => on).sort()[0] ?? debt.effectiveOn;
  const daysLate = late > 0n ? Math.max(0, daysBetween(firstDue, until)) : 0;
  const policy = policyOn(policies, debt, until);
  if (!policy || !isLate(debt, policies, until)) return { debt, late, daysLate, interest: zero, lumpSum: zero, stretches: [] };
  const spans = debt.kind === 'CHARGE' && !policy.onCharges ? [] : spansOf(debt, policies, bases, until);
  const stretches = stretchesOf(debt, spans, until);
  return { debt, late, daysLate, interest: sum(stretches.map(({ interest }) => interest)), lumpSum: debt.kind === 'CHARGE' || debt.hasLumpSum ? zero : inDebt(debt, policy, policy.lumpSumMinor), stretches };
}

/** What is claimed of a customer in a currency: one charge. */
export interface CustomerClaim { customerId: string; foreign?: Foreign | undefined; claims: Claim[]; interest: Minor; lumpSum: Minor; /** Less interest than the policy asks for: it stays claimable. */ isBelowMinimum: boolean }

/** Whose charge a claim is in. */
export const chargeKey = ({ customerId, foreign }: Pick<CustomerClaim, 'customerId' | 'foreign'>): string => `${customerId} ${foreign?.currencyCode ?? ''}`;

/** Claims by customer and currency; those of whom nothing is claimed are left out. */
export function claimsByCustomer(claims: readonly Claim[], policies: readonly Policy[], until: Day): CustomerClaim[] {
  const found = claims.filter(({ interest, lumpSum }) => interest > 0n || lumpSum > 0n);
  return [...Map.groupBy(found, ({ debt }) => chargeKey(debt)).values()].flatMap((own) => {
    const debt = own[0]?.debt;
    if (!debt) return [];
    const interest = sum(own.map((claim) => claim.interest));
    const policy = policyOn(policies, debt, until);
    return [{ customerId: debt.customerId, foreign: debt.foreign, claims: own, interest, lumpSum: sum(own.map((claim) => claim.lumpSum)), isBelowMinimum: interest > 0n && !!policy && isBelow(debt, policy, interest) }];
  });
}

/** What of a claim is charged now: interest below the minimum waits. */
export const chargeable = ({ interest, lumpSum, isBelowMinimum }: Pick<CustomerClaim, 'interest' | 'lumpSum' | 'isBelowMinimum'>): Minor => plus(isBelowMinimum ? zero : interest, lumpSum);

export interface LateLine { kind: ChargeLineKind; claim: Claim; amount: Minor; stretch?: Stretch }
/** The parts that are charged or let go, by debt. */
export const lateLines = (claims: readonly Claim[], isBelowMinimum: boolean): LateLine[] => claims.flatMap((claim): LateLine[] => [
  ...(isBelowMinimum ? [] : claim.stretches.map((stretch) => ({ kind: 'INTEREST' as const, claim, amount: stretch.interest, stretch }))),
  ...(claim.lumpSum > 0n ? [{ kind: 'LUMP_SUM' as const, claim, amount: claim.lumpSum }] : []),
]);
