// Pure: which part of what is owed is taken as lost, by age and class of risk.
import type { LineDraft } from '../accounting/post.ts';
import type { AgeBucket, ProvisionMatrixRow, ProvisionRateRow } from '../generated/rows.ts';
import { negate, plus, share, zero, type Minor } from '../shared/money.ts';
import type { Rate } from '../shared/quantity.ts';
import type { Day } from '../shared/time.ts';

export interface Base { customerId: string; riskClass: string | null; bucket: AgeBucket; base: Minor }
export interface ProvisionPart extends Base { rate: Rate; amount: Minor }
export type Matrix = ProvisionMatrixRow & { rates: ProvisionRateRow[] };

/** The matrix of a day: the last that begins by then, of one day the one written last. */
export const matrixOn = (known: readonly Matrix[], on: Day): Matrix | undefined => known.filter(({ startsOn }) => startsOn <= on)
  .reduce<Matrix | undefined>((best, each) => (!best || each.startsOn > best.startsOn || (each.startsOn === best.startsOn && each.recordedAt > best.recordedAt) ? each : best), undefined);

/** The rate of an age and class: the class's own, else that of all. */
export const rateFor = ({ rates }: Pick<Matrix, 'rates'>, bucket: AgeBucket, riskClass: string | null): Rate =>
  (rates.find((each) => each.bucket === bucket && each.riskClass !== null && each.riskClass === riskClass) ?? rates.find((each) => each.bucket === bucket && each.riskClass === null))?.rate ?? (0n as Rate);

/** What is provided for each part; each is rounded by itself, and parts of nothing are left out. */
export const provisionParts = (bases: readonly Base[], matrix: Matrix): ProvisionPart[] => bases.map((each) => {
  const rate = rateFor(matrix, each.bucket, each.riskClass);
  return { ...each, rate, amount: share(each.base, rate) };
}).filter(({ amount }) => amount > 0n);

/** 5700 and 1190 by customer. */
export function provisionLines(parts: readonly { customerId: string; amount: Minor }[]): LineDraft[] {
  return [...Map.groupBy(parts, ({ customerId }) => customerId)].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([customerId, own]): LineDraft[] => {
    const amount = plus(zero, ...own.map((each) => each.amount));
    return [{ account: '5700', amount, customerId }, { account: '1190', amount: negate(amount), customerId }];
  });
}
