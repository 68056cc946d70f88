// Loading of the books for several requests at once: periods are held first, number series are locked last.
import sql, { type Sql } from 'sql-template-tag';
import { joined, locked, type Part } from '../shared/parts.ts';
import type { Known } from '../shared/known.ts';
import { yearOf, type Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { update, type Change } from '../shared/write.ts';
import { cachedAccounts, isShut, keepAccounts, type Accounts, type Series } from './books.ts';
import { DayInFuture, PeriodLocked, PeriodMissing } from './refusals.ts';

/** The periods of days (an array of dates), held open until commit. */
export const periodParts = (ctx: Context, days: Sql): Part[] => [
  locked('periods', 'Period', sql`t."companyId" = ${ctx.company.id}
    AND EXISTS (SELECT FROM unnest(${days}) d WHERE d BETWEEN t."startsOn" AND t."endsOn")`, { lock: 'SHARE' }),
  joined('open_periods', sql`SELECT p."startsOn", p."endsOn" FROM "Period" p WHERE p."companyId" = ${ctx.company.id} AND p."lockedAt" IS NULL AND p."closingAt" IS NULL
    AND EXISTS (SELECT FROM periods h WHERE h."lockedAt" IS NOT NULL OR h."closingAt" IS NOT NULL) AND p.id NOT IN (SELECT h.id FROM periods h WHERE h."lockedAt" IS NOT NULL)`),
];

/** Refuses to post on a day to come, a day of no period and a day of a locked one. */
export function demandOpenDay(known: Known, ctx: Context, day: Day): void {
  if (day > ctx.today) throw DayInFuture({ day, today: ctx.today });
  const [period] = known.rows('Period', ({ startsOn, endsOn }) => startsOn <= day && day <= endsOn);
  if (!period) throw PeriodMissing({ day });
  if (!isShut(period, ctx)) return;
  const open = known.joined('open_periods').filter(({ endsOn }) => String(endsOn) > day).map(({ startsOn }) => startsOn as Day);
  throw PeriodLocked({ day, firstOpenDay: open.sort()[0] ?? ctx.today });
}

/** The account ids, where the process does not know them yet. */
export const accountParts = (ctx: Context): Part[] => (cachedAccounts(ctx) ? []
  : [joined('accounts', sql`SELECT code, id FROM "Account" WHERE "companyId" = ${ctx.company.id}`)]);

export const accountsOf = (known: Known, ctx: Context): Accounts =>
  cachedAccounts(ctx) ?? keepAccounts(ctx, known.joined('accounts') as { code: string; id: string }[]);

/** The counters of a series for days, locked until commit: numbers have no gaps. The last part of all. Days to come have none. */
export const seriesPart = (ctx: Context, series: Series, days: readonly Day[]): Part => {
  const years = [...new Set(days.filter((each) => each <= ctx.today).map(yearOf))];
  const asked = sql`unnest(ARRAY(SELECT unnest(${years}::int[]))) AS y(year)`;
  return locked('number_series', 'NumberSeries', sql`t."companyId" = ${ctx.company.id} AND t.series = ${series} AND t.year IN (SELECT y.year FROM ${asked})`, {
    lacks: {
      select: sql`SELECT y.year FROM ${asked} WHERE NOT EXISTS (SELECT FROM number_series s WHERE s.year = y.year)`,
      make: (lacking) => sql`INSERT INTO "NumberSeries" (id, "companyId", series, year, next)
        SELECT gen_random_uuid(), ${ctx.company.id}, ${series}, y.year, 1 FROM unnest(${lacking.map(({ year }) => year)}::int[]) AS y(year)
        ON CONFLICT ("companyId", series, year) DO NOTHING`,
    },
  });
};

/** A document's number, and the row that counts on: among the rows of a decision, or the number is not taken. */
export interface Numbered { number: string; taken: Change }

/** The next number of a series, e.g. INV-2026-00042. */
export function nextNumber(known: Known, series: Series, day: Day): Numbered {
  const year = yearOf(day);
  const [counter] = known.rows('NumberSeries', (row) => row.series === series && row.year === year);
  if (!counter) throw new Error(`series ${series} ${year} is not loaded`);
  return {
    number: `${series}-${year}-${String(counter.next).padStart(5, '0')}`,
    taken: update('NumberSeries', counter.id, { next: counter.next + 1 }),
  };
}
