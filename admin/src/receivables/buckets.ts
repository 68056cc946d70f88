import { addDays } from '../data/presets.ts';
import { listPath } from '../shared/record/SmartButtons.tsx';

export const BUCKETS = ['notDue', 'days1to30', 'days31to60', 'days61to90', 'daysOver90'] as const;
export type Bucket = (typeof BUCKETS)[number];

/** Due days of a bucket as seen from a day; the server's buckets are the same. */
export function dueRange(bucket: Bucket, on: string): { from?: string; to?: string } {
  const days: Record<Bucket, { from?: string; to?: string }> = {
    notDue: { from: on },
    days1to30: { from: addDays(on, -30), to: addDays(on, -1) },
    days31to60: { from: addDays(on, -60), to: addDays(on, -31) },
    days61to90: { from: addDays(on, -90), to: addDays(on, -61) },
    daysOver90: { to: addDays(on, -91) },
  };
  return days[bucket];
}

/** The invoices behind a bucket as it is today. */
export const bucketList = (bucket: Bucket, today: string): string =>
  listPath('invoices', { kind: ['INVOICE'], open: { min: '0.01' }, dueOn: dueRange(bucket, today) });
