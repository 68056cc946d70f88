import { daysBetween, type Day } from '../shared/time.ts';

/** Ages of a debt by days past its due day: not due (up to 0), then months. The last has no end. */
export const buckets = ['notDue', 'days1to30', 'days31to60', 'days61to90', 'daysOver90'] as const;
export type Bucket = (typeof buckets)[number];

/** The bucket of a due day as of a day. */
export function bucketOf(dueOn: Day, on: Day): Bucket {
  const late = daysBetween(dueOn, on);
  if (late <= 0) return 'notDue';
  if (late <= 30) return 'days1to30';
  if (late <= 60) return 'days31to60';
  return late <= 90 ? 'days61to90' : 'daysOver90';
}
