declare const dayBrand: unique symbol;
/** A calendar day, YYYY-MM-DD. Compares as text. */
export type Day = string & { readonly [dayBrand]: true };

/** The day that text names; undefined when there is no such day. */
export function parseDay(text: string): Day | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < '0001-01-01') return undefined;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? (text as Day) : undefined;
}

// Making one takes longer than all else of a request's context.
const formats = new Map<string, Intl.DateTimeFormat>();
function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  formats.set(timeZone, made);
  return made;
}

// A day lasts: within a minute of a zone's clock it is the same.
const MINUTE_MS = 60_000;
const lastDays = new Map<string, { minute: number; day: Day }>();

/** The day that it is at an instant in an IANA time zone. */
export function dayIn(instant: Date, timeZone: string): Day {
  const minute = Math.floor(instant.getTime() / MINUTE_MS);
  const last = lastDays.get(timeZone);
  if (last?.minute === minute) return last.day;
  const day = formatIn(timeZone).format(instant) as Day;
  lastDays.set(timeZone, { minute, day });
  return day;
}

export const addDays = (day: Day, days: number): Day =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10) as Day;

export const daysBetween = (from: Day, to: Day): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

export const yearOf = (day: Day): number => Number(day.slice(0, 4));

export const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};
