/** Relative day ranges; a saved view keeps the name, so "this month" moves with the calendar. */
export const PRESETS = [
  'today',
  'yesterday',
  'last7Days',
  'last30Days',
  'thisMonth',
  'lastMonth',
  'thisQuarter',
  'lastQuarter',
  'thisYear',
  'lastYear',
  'untilYesterday',
  'next7Days',
] as const;
export type Preset = (typeof PRESETS)[number];
type Range = { from?: string; to?: string };

const iso = (date: Date): string => date.toISOString().slice(0, 10);
const utc = (year: number, month: number, day: number): string => iso(new Date(Date.UTC(year, month, day)));
export const addDays = (day: string, days: number): string =>
  iso(new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000));

/** From and to, both inclusive, of a preset as seen from `today`. */
export function presetRange(preset: Preset, today: string): Range {
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(5, 7)) - 1;
  const quarter = month - (month % 3);
  const months = (first: number, count: number): Range => ({ from: utc(year, first, 1), to: utc(year, first + count, 0) });
  const ranges: Record<Preset, () => Range> = {
    today: () => ({ from: today, to: today }),
    yesterday: () => ({ from: addDays(today, -1), to: addDays(today, -1) }),
    last7Days: () => ({ from: addDays(today, -6), to: today }),
    last30Days: () => ({ from: addDays(today, -29), to: today }),
    thisMonth: () => months(month, 1),
    lastMonth: () => months(month - 1, 1),
    thisQuarter: () => months(quarter, 3),
    lastQuarter: () => months(quarter - 3, 3),
    thisYear: () => months(0, 12),
    lastYear: () => months(-12, 12),
    untilYesterday: () => ({ to: addDays(today, -1) }),
    next7Days: () => ({ from: today, to: addDays(today, 7) }),
  };
  return ranges[preset]();
}
