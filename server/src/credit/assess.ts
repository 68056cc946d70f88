// Pure: the score of a customer, with every input, its points and why; the same facts give the same bytes.
import { createHash } from 'node:crypto';
import type { CreditRisk } from '../generated/rows.ts';
import { currencyExponent, minor, printMoney, type Minor } from '../shared/money.ts';
import type { Day } from '../shared/time.ts';
import { unitOf, type Factor, type RiskRule, type Scorecard } from './scorecard.ts';

/** What is known of a customer as of a day. Amounts in the company's currency. */
export interface CreditFacts {
  customer: string; on: Day; knownAt: string; currencyCode: string;
  /** Settled by payments in the 365 days before the day; days beyond the due day × amount, of either sign. */
  paid: Minor; paidOnTime: Minor; lateWeighted: bigint; invoices: number;
  /** Fell due in these days and was still open. */
  overdue: Minor;
  sold: Minor; exposure: Minor;
  /** Null: no limit. */
  limit: Minor | null;
  /** Whole months since the first business; null: none yet. */
  months: number | null;
  disputes: number; shortPayments: number; bounces: number;
  rating: { source: string; grade: string; points: number; ratedOn: Day } | null;
  /** What the customer asks for, where there is an application. */
  requested: { limit: Minor; termDays: number } | null;
}

export interface Judged { factor: Factor; unit: string; value: number | null; points: number; weight: number; inputs: Record<string, string | number | null> }
export interface Assessment {
  customer: string; on: Day; knownAt: string; scorecard: number; currencyCode: string; score: number; risk: CreditRisk;
  factors: Judged[]; limit: string; termDays: number;
  /** How limit and terms follow: which way, and the figures that it takes. */
  formula: { way: 'SALES' | 'REQUEST' | 'NOTHING'; sold: string; months: number; sharePercent: number; requested: string | null; startMost: string; roundTo: string; classTermDays: number; requestedTermDays: number | null };
}

/** Half up, also of negative numbers; zero where there is nothing to divide by. */
const divided = (a: bigint, b: bigint): number => (b === 0n ? 0 : Number((2n * a + (a < 0n ? -b : b)) / (2n * b)));

const ratingInputs = (rating: CreditFacts['rating']): Judged['inputs'] => (rating ? { source: rating.source, grade: rating.grade, ratedOn: rating.ratedOn } : {});

const valueOf: Record<Factor, (facts: CreditFacts) => Pick<Judged, 'value' | 'inputs'>> = {
  DAYS_LATE: ({ paid, lateWeighted, invoices, currencyCode }) => ({
    value: paid > 0n ? divided(lateWeighted * 10n, paid) : null, inputs: { invoices, paid: printMoney(paid, currencyCode) },
  }),
  ON_TIME: ({ paid, paidOnTime, overdue, currencyCode }) => ({
    value: paid + overdue > 0n ? divided(paidOnTime * 100n, paid + overdue) : null,
    inputs: { onTime: printMoney(paidOnTime, currencyCode), paid: printMoney(paid, currencyCode), overdue: printMoney(overdue, currencyCode) },
  }),
  LIMIT_USE: ({ exposure, limit, currencyCode }) => ({
    value: limit === null ? null : limit > 0n ? divided((exposure > 0n ? exposure : 0n) * 100n, limit) : exposure > 0n ? 1000 : 0,
    inputs: { exposure: printMoney(exposure, currencyCode), limit: limit === null ? null : printMoney(limit, currencyCode) },
  }),
  RELATION: ({ months }) => ({ value: months, inputs: {} }),
  TROUBLE: ({ disputes, shortPayments, bounces }) => ({ value: disputes + shortPayments + bounces, inputs: { disputes, shortPayments, bounces } }),
  RATING: ({ rating }) => ({ value: rating?.points ?? null, inputs: ratingInputs(rating) }),
};

const lesser = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** What is proposed: so many months of what was sold a month, not more than asked for; of who has bought nothing, a share of the request. */
function proposed({ months, sharePercent, termDays }: RiskRule, { startMost, roundTo }: Scorecard, { sold, requested, currencyCode }: CreditFacts) {
  const unit = 10n ** BigInt(currencyExponent(currencyCode) ?? 2);
  const most = BigInt(startMost) * unit;
  const bySales = (sold * BigInt(months)) / 12n;
  const way = sold > 0n ? 'SALES' as const : requested ? 'REQUEST' as const : 'NOTHING' as const;
  const raw = way === 'SALES' ? (requested ? lesser(bySales, requested.limit) : bySales) : way === 'REQUEST' ? lesser((BigInt(requested?.limit ?? 0n) * BigInt(sharePercent)) / 100n, most) : 0n;
  const rounding = BigInt(roundTo) * unit;
  const limit = minor(raw - (raw % rounding));
  return {
    limit, termDays: limit === 0n ? 0 : Math.min(termDays, requested?.termDays ?? termDays),
    formula: {
      way, sold: printMoney(sold, currencyCode), months, sharePercent, requested: requested ? printMoney(requested.limit, currencyCode) : null, startMost: printMoney(minor(most), currencyCode), roundTo: printMoney(minor(rounding), currencyCode),
      classTermDays: termDays, requestedTermDays: requested?.termDays ?? null,
    },
  };
}

/** The score: Σ weight × points ÷ 100, rounded half up; the class is the first whose bound it reaches. */
export function assess(facts: CreditFacts, card: Scorecard, revision: number): Assessment & { limitMinor: Minor } {
  const judged = card.factors.map(({ factor, weight, steps, unknown }): Judged => {
    const { value, inputs } = valueOf[factor](facts);
    const step = value === null ? undefined : steps.find(({ upTo }) => upTo === null || value <= upTo);
    return { factor, unit: unitOf[factor], value, points: step?.points ?? unknown, weight, inputs };
  });
  const score = divided(BigInt(judged.reduce((sum, { points, weight }) => sum + points * weight, 0)), 100n);
  const found = card.classes.find(({ from }) => score >= from);
  if (!found) throw new Error('a scorecard without a class for every score');
  const { limit, termDays, formula } = proposed(found, card, facts);
  const { customer, on, knownAt, currencyCode } = facts;
  return { customer, on, knownAt, scorecard: revision, currencyCode, score, risk: found.risk, factors: judged, limit: printMoney(limit, currencyCode), termDays, formula, limitMinor: limit };
}

/** The assessment as it is kept, and its hash. */
export function kept({ limitMinor: _limitMinor, ...told }: Assessment & { limitMinor: Minor }): { content: string; hash: string } {
  const content = JSON.stringify(told);
  return { content, hash: createHash('sha256').update(content).digest('hex') };
}
