// Pure: when a customer's credit is looked at next.
import type { CreditRisk, CustomerPolicyRow } from '../generated/rows.ts';
import type { Day } from '../shared/time.ts';

type Months = Pick<CustomerPolicyRow, `reviewMonths${CreditRisk}`>;
export const usualMonths: Months = { reviewMonthsA: 24, reviewMonthsB: 12, reviewMonthsC: 6, reviewMonthsD: 3, reviewMonthsE: 1 };

/** So many months later; beyond a month's end its last day. */
export function addMonths(on: Day, months: number): Day {
  const [year, month, date] = on.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10) as Day;
}

/** The next review by the class of risk; of who was never judged, as of class C. */
export const nextReview = (on: Day, risk: CreditRisk | null, policy: Months | undefined): Day => addMonths(on, (policy ?? usualMonths)[`reviewMonths${risk ?? 'C'}`]);
