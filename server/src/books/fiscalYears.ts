import sql from 'sql-template-tag';
import { beforeClosing } from '../accounting/journalUpTo.ts';
import { minor, type Minor } from '../shared/money.ts';
import { report } from '../shared/report.ts';
import type { Day } from '../shared/time.ts';

interface FiscalYear { year: number; startsOn: Day; endsOn: Day; isOver: boolean; openPeriods: number; entries: number; result: Minor; close: string | null }
export interface FiscalYears { month: number; years: FiscalYear[] }

type Row = Omit<FiscalYear, 'result'> & { month: number; result: string };

/** The fiscal years from the first entry to today, the latest first: what each earned, and its close where it stands. */
export const fiscalYears = report({
  args: {},
  statement: (_args, { company, today }) => sql`
    WITH firm AS (SELECT c."fiscalMonth" AS month, coalesce((SELECT min(e."effectiveOn") FROM "JournalEntry" e WHERE e."companyId" = c.id), ${today}::date) AS first FROM "Company" c WHERE c.id = ${company.id}),
      years AS (SELECT f.month, s::date AS "startsOn", (s + interval '1 year' - interval '1 day')::date AS "endsOn" FROM firm f,
        generate_series(make_date(extract(year FROM f.first)::int - (extract(month FROM f.first) < f.month)::int, f.month, 1)::timestamp, ${today}::date::timestamp, interval '1 year') s)
    SELECT y.month, extract(year FROM y."endsOn")::int AS year, y."startsOn", y."endsOn", y."endsOn" < ${today}::date AS "isOver",
      (SELECT count(*)::int FROM "Period" p WHERE p."companyId" = ${company.id} AND p."lockedAt" IS NULL AND p."startsOn" <= y."endsOn" AND p."endsOn" >= y."startsOn") AS "openPeriods",
      (SELECT count(*)::int FROM "JournalEntry" e WHERE e."companyId" = ${company.id} AND e."effectiveOn" BETWEEN y."startsOn" AND y."endsOn") AS entries,
      coalesce((SELECT -sum(l."companyMinor") FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" AND a.type IN ('REVENUE', 'EXPENSE')
        WHERE l."companyId" = ${company.id} AND l."effectiveOn" BETWEEN y."startsOn" AND y."endsOn" AND ${beforeClosing}), 0)::text AS result,
      (SELECT CASE WHEN NOT z."isReopening" THEN z.id END FROM "YearClose" z WHERE z."companyId" = ${company.id} AND z.year = extract(year FROM y."endsOn")::int ORDER BY z."recordedAt" DESC, z.id DESC LIMIT 1) AS close
    FROM years y ORDER BY y."startsOn" DESC`,
  make: (rows: Row[]): FiscalYears => ({ month: rows[0]?.month ?? 1, years: rows.map(({ month: _month, result, ...year }) => ({ ...year, result: minor(BigInt(result)) })) }),
});
