// Pure: how customers are judged. A scorecard is published and never changed; an assessment names the one it was made with.
import type { CreditRisk } from '../generated/rows.ts';
import type { FieldIssue } from '../shared/sharedRefusals.ts';

export const factors = ['DAYS_LATE', 'ON_TIME', 'LIMIT_USE', 'RELATION', 'TROUBLE', 'RATING'] as const;
export type Factor = (typeof factors)[number];

/** Points for values up to a bound; the last step has none. In the factor's own unit: see `unitOf`. */
export interface Step { upTo: number | null; points: number }
export interface FactorRule { factor: Factor; weight: number; steps: Step[]; /** Points where nothing is known. */ unknown: number }
/** A class of risk, from a score on: how many months of sales are a limit, how much of a first request, how long they may take to pay. */
export interface RiskRule { risk: CreditRisk; from: number; months: number; sharePercent: number; termDays: number }
export interface Scorecard {
  factors: FactorRule[]; classes: RiskRule[];
  /** The most that is proposed for who has bought nothing yet, in the company's currency; limits are rounded down to whole `roundTo`. */
  startMost: number; roundTo: number;
}

/** In what a factor is told: tenths of a day beyond terms, percent, months, occurrences, points of the source. */
export const unitOf = { DAYS_LATE: 'tenthsOfDays', ON_TIME: 'percent', LIMIT_USE: 'percent', RELATION: 'months', TROUBLE: 'times', RATING: 'points' } as const satisfies Record<Factor, string>;

const steps = (...pairs: [number | null, number][]): Step[] => pairs.map(([upTo, points]) => ({ upTo, points }));

/** Revision 0: what counts until the firm publishes its own. It is never changed, as assessments name it. */
export const firstScorecard: Scorecard = {
  factors: [
    { factor: 'DAYS_LATE', weight: 30, steps: steps([0, 100], [50, 85], [100, 70], [200, 45], [400, 20], [null, 0]), unknown: 50 },
    { factor: 'ON_TIME', weight: 25, steps: steps([39, 0], [59, 25], [79, 55], [89, 75], [97, 90], [null, 100]), unknown: 50 },
    { factor: 'LIMIT_USE', weight: 15, steps: steps([50, 100], [75, 80], [90, 60], [100, 35], [null, 0]), unknown: 60 },
    { factor: 'RELATION', weight: 10, steps: steps([5, 20], [11, 40], [23, 60], [59, 80], [null, 100]), unknown: 0 },
    { factor: 'TROUBLE', weight: 10, steps: steps([0, 100], [1, 60], [3, 25], [null, 0]), unknown: 100 },
    { factor: 'RATING', weight: 10, steps: steps([20, 0], [40, 30], [60, 55], [80, 80], [null, 100]), unknown: 50 },
  ],
  classes: [
    { risk: 'A', from: 85, months: 3, sharePercent: 100, termDays: 60 }, { risk: 'B', from: 70, months: 2, sharePercent: 80, termDays: 30 },
    { risk: 'C', from: 50, months: 1, sharePercent: 50, termDays: 30 }, { risk: 'D', from: 30, months: 1, sharePercent: 20, termDays: 14 }, { risk: 'E', from: 0, months: 0, sharePercent: 0, termDays: 0 },
  ],
  startMost: 5000, roundTo: 50,
};

const isWhole = (value: unknown, most: number): boolean => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= most;

/** What is wrong with a scorecard that somebody wants to publish; nothing where it stands. */
export function issuesOf({ factors: rules, classes, startMost, roundTo }: Scorecard): FieldIssue[] {
  const issues: FieldIssue[] = [];
  const no = (path: (string | number)[], code: string, facts?: FieldIssue['facts']) => issues.push({ path: ['scorecard', ...path.map(String)], code, facts });
  for (const factor of factors) if (rules.filter((each) => each.factor === factor).length !== 1) no(['factors'], 'scorecard_factor', { factor });
  if (rules.reduce((sum, { weight }) => sum + weight, 0) !== 100) no(['factors'], 'scorecard_weights', { sum: rules.reduce((sum, { weight }) => sum + weight, 0) });
  rules.forEach(({ steps: own, unknown, weight }, at) => {
    if (!isWhole(weight, 100) || !isWhole(unknown, 100) || own.some(({ points }) => !isWhole(points, 100))) no(['factors', at], 'scorecard_points');
    const bounds = own.map(({ upTo }) => upTo);
    if (own.length === 0 || bounds.at(-1) !== null || bounds.slice(0, -1).some((bound, index) => bound === null || !Number.isInteger(bound) || (index > 0 && bound <= Number(bounds[index - 1])))) no(['factors', at, 'steps'], 'scorecard_steps');
  });
  if (classes.map(({ risk }) => risk).join('') !== 'ABCDE' || classes.at(-1)?.from !== 0 || classes.some(({ from }, at) => !isWhole(from, 100) || (at > 0 && from >= Number(classes[at - 1]?.from)))) no(['classes'], 'scorecard_classes');
  if (classes.some(({ months, sharePercent, termDays }) => !isWhole(months, 24) || !isWhole(sharePercent, 100) || !isWhole(termDays, 720))) no(['classes'], 'scorecard_points');
  if (!isWhole(startMost, 1_000_000_000) || !isWhole(roundTo, 1_000_000) || roundTo === 0) no(['startMost'], 'scorecard_points');
  return issues;
}
