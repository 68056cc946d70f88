// Pure: the days on which a recurring bill falls.
import type { Recurrence } from '../generated/rows.ts';
import { addDays, type Day } from '../shared/time.ts';

const months: Record<Exclude<Recurrence, 'WEEK'>, number> = { MONTH: 1, QUARTER: 3, YEAR: 12 };

/** A day so many months on: the same day of the month, or its last where it has none such. */
export function addMonths(day: Day, count: number): Day {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const at = year * 12 + (month - 1) + count;
  const [y, m] = [Math.floor(at / 12), (at % 12) + 1];
  const last = new Date(Date.UTC(y, m, 0)).getUTCDate();
  return `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-${String(Math.min(date, last)).padStart(2, '0')}` as Day;
}

/** The turn-th day (0: the first): counted from the start, so that the end of a month does not wander. */
export const dayOfTurn = (startsOn: Day, every: Recurrence, turn: number): Day =>
  (every === 'WEEK' ? addDays(startsOn, 7 * turn) : addMonths(startsOn, months[every] * turn));

/** The next day after so many turns; null beyond the last. */
export function nextTurn({ startsOn, endsOn, every }: { startsOn: Day; endsOn: Day | null; every: Recurrence }, turns: number): Day | null {
  const day = dayOfTurn(startsOn, every, turns);
  return endsOn !== null && day > endsOn ? null : day;
}
