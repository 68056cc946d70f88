// Pure: how much of a product will be wanted. Forecasting takes this place: another function of the same shape.
import { roundedQuotient } from '../shared/decimal.ts';
import { none, type Quantity } from '../shared/quantity.ts';
import { daysBetween, type Day } from '../shared/time.ts';

/** What left for customers and own use on a day. */
export interface DayDemand { day: Day; quantity: Quantity }
/** The days of which history is known, both counted. */
export interface Window { from: Day; to: Day }
/** How much will be wanted in so many days after the window. */
export type Forecast = (history: readonly DayDemand[], window: Window, horizonDays: number) => Quantity;

/** Expected demand, by a simple moving average: the average day of the window, times the days that come; rounded half away from zero to a millionth. */
export const expectedDemand: Forecast = (history, { from, to }, horizonDays) => {
  const days = daysBetween(from, to) + 1;
  if (days <= 0 || horizonDays <= 0) return none;
  const wanted = history.filter(({ day }) => day >= from && day <= to).reduce((sum, { quantity }) => sum + quantity, 0n);
  return wanted <= 0n ? none : (roundedQuotient(wanted * BigInt(horizonDays), BigInt(days)) as Quantity);
};
