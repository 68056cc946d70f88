import sql from 'sql-template-tag';
import type { DelayCause, ProcessStep } from '../generated/rows.ts';
import { choice, integer, optional } from '../shared/input.ts';
import { parseRate, type Rate } from '../shared/quantity.ts';
import { report } from '../shared/report.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { passages, processArgs, stretches } from './processTimes.ts';

/** A step that an order took, or a delay that it had; `until` null: it lasts. */
interface Stretch { order: string; step: ProcessStep | null; cause: DelayCause | null; since: Date; until: Date | null; hours: Rate; who: string; reason: string | null }
interface BottleneckOrders { count: number; hours: Rate; rows: Stretch[] }
interface Row extends Omit<Stretch, 'since' | 'until' | 'hours'> { since: string; until: string | null; hours: string; count: number; total: string }

const hoursIn = (text: string | undefined): Rate => parseRate(text ?? '0') ?? (0n as Rate);

/** The orders behind bottlenecks, longest first: those that took a step, or had a delay for a cause; of all delays when neither is named. */
export const bottleneckOrders = report({
  args: { ...processArgs, step: optional(choice('ProcessStep')), cause: optional(choice('DelayCause')), first: optional(integer({ min: 1, max: 200 })), skip: optional(integer()) },
  statement: ({ step, cause, first, skip, ...asked }, asker) => sql`WITH ${passages(asked, asker)}, ${stretches(asked, asker)},
    found AS (SELECT p.id AS "order", p.step, NULL AS cause, p.since, p.at AS until, p.hours, p."actorName" AS who, NULL AS reason FROM passages p WHERE p.step = ${step ?? null}::text
      UNION ALL SELECT s."orderId", NULL, s.cause, s.since, s.until, s.hours, s."actorName", s.reason FROM stretches s WHERE ${step ?? null}::text IS NULL AND (${cause ?? null}::text IS NULL OR s.cause = ${cause ?? null}::text))
    SELECT f."order", f.step, f.cause, to_char(f.since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS since, to_char(f.until AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS until, round(f.hours, 2)::text AS hours,
      f.who, f.reason, (count(*) OVER ())::int AS count, (sum(f.hours) OVER ())::text AS total FROM found f ORDER BY f.hours DESC, f.since, f."order" LIMIT ${first ?? 50} OFFSET ${skip ?? 0}`,
  make: (found: Row[], { from, to }): BottleneckOrders => {
    if (to < from) throw fieldRefused(['to'], 'day_before', { day: from });
    return {
      count: found[0]?.count ?? 0, hours: hoursIn(found[0]?.total),
      rows: found.map((row) => ({ ...row, since: new Date(row.since), until: row.until === null ? null : new Date(row.until), hours: hoursIn(row.hours) })),
    };
  },
});
