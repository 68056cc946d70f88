import sql, { raw } from 'sql-template-tag';
import type { ServiceMiss, ServiceOutcome } from '../generated/rows.ts';
import { choice, integer, optional } from '../shared/input.ts';
import { none, parseQuantity, type Quantity } from '../shared/quantity.ts';
import { report } from '../shared/report.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import { outcomes, serviceArgs } from './orderOutcomes.ts';

/** Why it was not perfect: the days too late so far, or the units that did not come, where that is what is wrong. */
interface Why { miss: ServiceMiss; days: number | null; quantity: Quantity | null }
interface ServiceOrder {
  order: string; dueOn: Day | null; completedOn: Day | null; cycleDays: number | null; unitsOrdered: Quantity; unitsFilled: Quantity;
  isJudged: boolean; isOnTime: boolean; isInFull: boolean; isPerfect: boolean; isFilled: boolean | null; misses: Why[];
}
interface ServiceOrders { count: number; rows: ServiceOrder[] }
interface Row {
  order: string; dueOn: Day | null; completedOn: Day | null; cycleDays: number | null; ordered: string; filled: string; short: string; lateDays: number | null; count: number;
  isJudged: boolean; isOnTime: boolean; isInFull: boolean; isPerfect: boolean; isFilled: boolean | null; isDone: boolean; isFull: boolean; isReturned: boolean; isCredited: boolean; hasWrongPapers: boolean;
}

const meets: Record<ServiceOutcome, string> = {
  PERFECT: 'o."isJudged" AND o."isPerfect"', NOT_PERFECT: 'o."isJudged" AND NOT o."isPerfect"', NOT_ON_TIME: 'o."isJudged" AND NOT o."isOnTime"', NOT_IN_FULL: 'o."isJudged" AND NOT o."isInFull"',
  NOT_OTIF: 'o."isJudged" AND NOT (o."isOnTime" AND o."isInFull")', NOT_FILLED: 'o."isFilled" IS FALSE', NOT_JUDGED: 'NOT coalesce(o."isJudged", FALSE)',
};
const shows: Record<ServiceMiss, string> = {
  LATE: 'o."isDone" AND NOT o."isOnTime"', OVERDUE: 'NOT o."isDone"', SHORT: 'o."isDone" AND NOT o."isFull"', RETURNED: 'o."isReturned"', CREDITED: 'o."isCredited"', PAPERS: 'o."hasWrongPapers"',
};
const cases = (conditions: Record<string, string>): string => Object.entries(conditions).map(([name, condition]) => `WHEN '${name}' THEN ${condition}`).join(' ');

function missesOf(row: Row): Why[] {
  if (!row.isJudged) return [];
  const why = (miss: ServiceMiss, is: boolean, more: Partial<Why> = {}): Why[] => (is ? [{ miss, days: null, quantity: null, ...more }] : []);
  const short = parseQuantity(row.short) ?? none;
  return [
    ...why('LATE', row.isDone && !row.isOnTime, { days: row.lateDays }), ...why('OVERDUE', !row.isDone, { days: row.lateDays, quantity: short }), ...why('SHORT', row.isDone && !row.isFull, { quantity: short }),
    ...why('RETURNED', row.isReturned), ...why('CREDITED', row.isCredited), ...why('PAPERS', row.hasWrongPapers),
  ];
}

/** The orders behind service levels: what became of each and why it was not perfect, the latest due first. */
export const serviceOrders = report({
  args: { ...serviceArgs, outcome: optional(choice('ServiceOutcome')), miss: optional(choice('ServiceMiss')), first: optional(integer({ min: 1, max: 200 })), skip: optional(integer()) },
  statement: ({ outcome, miss, first, skip, ...asked }, asker) => sql`WITH ${outcomes(asked, asker)}
    SELECT o.id AS "order", o.due::text AS "dueOn", CASE WHEN o."isDone" THEN o.last::text END AS "completedOn", o.cycle AS "cycleDays", o.ordered::text AS ordered, o.filled::text AS filled, o.short::text AS short,
      CASE WHEN o."isDone" THEN o.last ELSE ${asker.today}::date END - o.due AS "lateDays", coalesce(o."isJudged", FALSE) AS "isJudged", o."isOnTime", o."isInFull", o."isPerfect", o."isFilled", o."isDone", o."isFull",
      o."isReturned", o."isCredited", o."hasWrongPapers", (count(*) OVER ())::int AS count
    FROM outcomes o WHERE (${outcome ?? null}::text IS NULL OR CASE ${outcome ?? null}::text ${raw(cases(meets))} END)
      AND (${miss ?? null}::text IS NULL OR (o."isJudged" AND CASE ${miss ?? null}::text ${raw(cases(shows))} END))
    ORDER BY o.day DESC, o.id DESC LIMIT ${first ?? 50} OFFSET ${skip ?? 0}`,
  make: (found: Row[], { from, to }): ServiceOrders => {
    if (to < from) throw fieldRefused(['to'], 'day_before', { day: from });
    return {
      count: found[0]?.count ?? 0,
      rows: found.map((row) => ({
        order: row.order, dueOn: row.dueOn, completedOn: row.completedOn, cycleDays: row.cycleDays, unitsOrdered: parseQuantity(row.ordered) ?? none, unitsFilled: parseQuantity(row.filled) ?? none,
        isJudged: row.isJudged, isOnTime: row.isOnTime, isInFull: row.isInFull, isPerfect: row.isPerfect, isFilled: row.isFilled, misses: missesOf(row),
      })),
    };
  },
});
