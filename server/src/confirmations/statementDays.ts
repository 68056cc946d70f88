// Pure: on which days a schedule's statements are due.
import type { StatementScheduleRow } from '../generated/rows.ts';
import { addDays, type Day } from '../shared/time.ts';

type Rhythm = Pick<StatementScheduleRow, 'rhythm' | 'day'>;

const text = (year: number, month: number, day: number): Day => {
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(Math.min(day, last)).padStart(2, '0')}` as Day;
};

/** The last day on or before a day on which statements are due; quarters begin in January, April, July and October. */
export function lastDue({ rhythm, day }: Rhythm, on: Day): Day {
  if (rhythm === 'WEEK') {
    const weekday = (new Date(`${on}T00:00:00Z`).getUTCDay() + 6) % 7 + 1;
    return addDays(on, -((weekday - day + 7) % 7));
  }
  const [year = 0, month = 0] = on.split('-').map(Number);
  const step = rhythm === 'MONTH' ? 1 : 3;
  const own = rhythm === 'MONTH' ? month : month - ((month - 1) % 3);
  const due = text(year, own, day);
  if (due <= on) return due;
  return own - step < 1 ? text(year - 1, own - step + 12, day) : text(year, own - step, day);
}

/** The day after the one before: where a statement of what happened begins. */
export const firstOf = (schedule: Rhythm, dueOn: Day): Day => addDays(lastDue(schedule, addDays(dueOn, -1)), 1);

/** When they are due next, after a day. */
export function nextDue(schedule: Rhythm, after: Day): Day {
  let day = addDays(after, 1);
  // At most a quarter and the days by which a month's end may be early.
  while (lastDue(schedule, day) <= after) day = addDays(day, 1);
  return day;
}
