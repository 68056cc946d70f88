import { addDays } from '../data/presets.ts';
import { currentViewer } from '../data/session.ts';
import { currentLocale } from '../i18n/locale.ts';

const utc = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** A business day, "12 Dec 2026"; days have no hour, so no time zone may move them. */
export const dayText = (day: string): string =>
  new Intl.DateTimeFormat(currentLocale() === 'en' ? 'en-GB' : currentLocale(), {
    calendar: 'gregory',
    timeZone: 'UTC',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  }).format(utc(day));

export const monthText = (day: string): string =>
  new Intl.DateTimeFormat(currentLocale(), { calendar: 'gregory', timeZone: 'UTC', month: 'short', year: 'numeric' }).format(
    utc(day.length === 7 ? `${day}-01` : day),
  );

/** A moment as the viewer's own clock shows it, or else the company's: it agrees with business days, wherever the browser is. */
export const instantText = (instant: string): string =>
  new Intl.DateTimeFormat(currentLocale() === 'en' ? 'en-GB' : currentLocale(), {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: currentViewer()?.timeZone ?? currentViewer()?.company?.timeZone,
  }).format(new Date(instant));

const valid = (year: number, month: number, day: number): string | undefined => {
  const date = new Date(Date.UTC(year, month - 1, day));
  const same = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return same ? date.toISOString().slice(0, 10) : undefined;
};

/**
 * The ISO day that a person typed: "2026-12-16", "16.12.2026", "16/12/26", "16 Dec 2026", "+30" and "-7" from today.
 * Day comes before month, as `dayText` shows it. Undefined when it is no day.
 */
export function parseDay(typed: string, today: string): string | undefined {
  const text = typed.trim().toLowerCase();
  if (/^[+-]\d{1,4}$/.test(text)) return addDays(today, Number(text));
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (iso) return valid(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const parts = /^(\d{1,2})[./\s-]+(\d{1,2}|\p{L}+)\.?(?:[./\s-]+(\d{2}|\d{4}))?$/u.exec(text);
  if (!parts) return undefined;
  const month = /^\d/.test(parts[2] ?? '') ? Number(parts[2]) : monthNumber(parts[2] ?? '');
  const year = parts[3] === undefined ? Number(today.slice(0, 4)) : Number(parts[3]) + (parts[3].length === 2 ? 2000 : 0);
  return month ? valid(year, month, Number(parts[1])) : undefined;
}

function monthNumber(name: string): number | undefined {
  const format = new Intl.DateTimeFormat(currentLocale(), { calendar: 'gregory', timeZone: 'UTC', month: 'long' });
  const found = Array.from({ length: 12 }, (_, month) => format.format(new Date(Date.UTC(2026, month, 1))).toLowerCase());
  const at = name.length >= 3 ? found.findIndex((month) => month.startsWith(name)) : -1;
  return at < 0 ? undefined : at + 1;
}
