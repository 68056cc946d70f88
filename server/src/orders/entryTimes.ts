// How long orders take to type: from opening the form to placing, as the console measured it.
import sql from 'sql-template-tag';
import { ownCustomers } from '../customers/rowRights.ts';
import { day, optional } from '../shared/input.ts';
import { report } from '../shared/report.ts';

interface Row { month: string; orders: string; lines: string; median: string; p90: string; shortest: string; longest: string }
interface EntryTime { month: string; orders: number; lines: number; median: number; p90: number; shortest: number; longest: number }

/** A row a month of placing, and one of all months (`month` is empty), last. */
export const orderEntryTimes = report({
  args: { from: { ...optional(day()), describe: 'The first day of placing.' }, to: { ...optional(day()), describe: 'The last.' } },
  statement: ({ from, to }, { viewer }) => sql`SELECT coalesce(to_char(o."placedOn", 'YYYY-MM'), '') AS month, count(*)::text AS orders, coalesce(sum((SELECT count(*) FROM "OrderLine" l WHERE l."orderId" = o.id)), 0)::text AS lines,
      percentile_disc(0.5) WITHIN GROUP (ORDER BY o."entrySeconds")::text AS median, percentile_disc(0.9) WITHIN GROUP (ORDER BY o."entrySeconds")::text AS p90, min(o."entrySeconds")::text AS shortest, max(o."entrySeconds")::text AS longest
    FROM "Order" o WHERE o."entrySeconds" IS NOT NULL AND o.status <> 'DRAFT' AND (${from ?? null}::date IS NULL OR o."placedOn" >= ${from ?? null}::date) AND (${to ?? null}::date IS NULL OR o."placedOn" <= ${to ?? null}::date)
      AND ${ownCustomers('customerId')('o', viewer) ?? sql`TRUE`} GROUP BY GROUPING SETS ((to_char(o."placedOn", 'YYYY-MM')), ()) HAVING count(*) > 0 ORDER BY grouping(to_char(o."placedOn", 'YYYY-MM')), 1`,
  make: (rows: Row[]): EntryTime[] => rows.map(({ month, orders, lines, median, p90, shortest, longest }) =>
    ({ month, orders: Number(orders), lines: Number(lines), median: Number(median), p90: Number(p90), shortest: Number(shortest), longest: Number(longest) })),
});
