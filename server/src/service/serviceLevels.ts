import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { OnTimeBy, ServiceDay, ServiceGrouping, ServicePeriod } from '../generated/rows.ts';
import { roundedQuotient } from '../shared/decimal.ts';
import { choice, integer, optional } from '../shared/input.ts';
import { none, parseQuantity, parseRate, type Quantity, type Rate } from '../shared/quantity.ts';
import { report } from '../shared/report.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import { outcomes, serviceArgs } from './orderOutcomes.ts';
import { stockDays } from './stockOuts.ts';

/** What is counted; by product, an order counts once for each of its products. */
export interface ServiceCounts {
  orders: number; judged: number; onTime: number; inFull: number; onTimeInFull: number; perfect: number;
  late: number; overdue: number; short: number; returned: number; credited: number; wrongPapers: number;
  /** Orders without a day to be held to, those whose day has not come, and those that were given up before anything left. */
  undated: number; pending: number; cancelled: number;
  /** At the first dispatch: of the orders of which it is known. */
  fillOrders: number; filledOrders: number; fillLines: number; filledLines: number; unitsOrdered: Quantity; unitsFilled: Quantity;
  completed: number; stockDays: number | null; outDays: number | null;
}
export interface ServiceFigures extends ServiceCounts {
  onTimeRate: Rate | null; inFullRate: Rate | null; onTimeInFullRate: Rate | null; perfectRate: Rate | null;
  orderFillRate: Rate | null; lineFillRate: Rate | null; unitFillRate: Rate | null; outRate: Rate | null; medianCycle: Rate | null; p90Cycle: Rate | null;
}
interface Head { label: string | null; product: string | null; customer: string | null; warehouse: string | null; salesPerson: string | null; month: string | null; channel: string | null }
interface ServiceLevels {
  from: Day; to: Day; heldTo: ServiceDay; onTimeBy: OnTimeBy; dated: ServicePeriod; toleranceDays: number; promiseDays: number | null; transitDays: number;
  count: number; rows: (Head & ServiceFigures)[]; totals: ServiceFigures;
}
interface Row extends Omit<ServiceCounts, 'unitsOrdered' | 'unitsFilled'>, Omit<Head, 'month' | 'channel'> {
  isWhole: boolean; key: string | null; unitsOrdered: string; unitsFilled: string; medianCycle: string | null; p90Cycle: string | null;
  heldTo: ServiceDay; onTimeBy: OnTimeBy; tolerance: number; promise: number | null; transit: number; count: number;
}

const records = { PRODUCT: ['Product', 'product'], CUSTOMER: ['Customer', 'customer'], WAREHOUSE: ['Warehouse', 'warehouse'], SALES_PERSON: ['SalesPerson', 'salesPerson'] } as const;
const nameOf = (by: ServiceGrouping): Sql => sql`CASE ${by}::text ${raw(Object.entries(records).map(([grouping, [table]]) =>
  `WHEN '${grouping}' THEN (SELECT name FROM "${table}" WHERE id = CASE WHEN length(g.key) = 36 THEN g.key::uuid END)`).join(' '))} ELSE g.key END`;
const recordsOf = (by: ServiceGrouping): Sql => join(Object.entries(records).map(([grouping, [, column]]) =>
  sql`CASE WHEN ${by}::text = ${raw(`'${grouping}'`)} THEN g.key::uuid END AS ${raw(`"${column}"`)}`));
const counted = (name: string, condition: string): string => `(count(*) FILTER (WHERE ${condition}))::int AS "${name}"`;
const counts = raw([
  'count(*)::int AS orders', counted('judged', 'o."isJudged"'), counted('onTime', 'o."isJudged" AND o."isOnTime"'), counted('inFull', 'o."isJudged" AND o."isInFull"'),
  counted('onTimeInFull', 'o."isJudged" AND o."isOnTime" AND o."isInFull"'), counted('perfect', 'o."isJudged" AND o."isPerfect"'),
  counted('late', 'o."isJudged" AND o."isDone" AND NOT o."isOnTime"'), counted('overdue', 'o."isJudged" AND NOT o."isDone"'), counted('short', 'o."isJudged" AND o."isDone" AND NOT o."isFull"'),
  counted('returned', 'o."isJudged" AND o."isReturned"'), counted('credited', 'o."isJudged" AND o."isCredited"'), counted('wrongPapers', 'o."isJudged" AND o."hasWrongPapers"'),
  counted('undated', `o.status <> 'CANCELLED' AND o.due IS NULL`), counted('pending', `o.status <> 'CANCELLED' AND o.due IS NOT NULL AND NOT o."isJudged"`), counted('cancelled', `o.status = 'CANCELLED'`),
  counted('fillOrders', 'o."isFilled" IS NOT NULL'), counted('filledOrders', 'o."isFilled"'),
  'coalesce(sum(o.lines) FILTER (WHERE o."isFilled" IS NOT NULL), 0)::int AS "fillLines"', 'coalesce(sum(o."linesFilled") FILTER (WHERE o."isFilled" IS NOT NULL), 0)::int AS "filledLines"',
  'coalesce(sum(o.ordered) FILTER (WHERE o."isFilled" IS NOT NULL), 0)::text AS "unitsOrdered"', 'coalesce(sum(o.filled) FILTER (WHERE o."isFilled" IS NOT NULL), 0)::text AS "unitsFilled"',
  'count(o.cycle)::int AS completed', 'round((percentile_cont(0.5) WITHIN GROUP (ORDER BY o.cycle))::numeric, 2)::text AS "medianCycle"',
  'round((percentile_cont(0.9) WITHIN GROUP (ORDER BY o.cycle))::numeric, 2)::text AS "p90Cycle"',
].join(', '));

/** In millionths; null of nothing. */
const share = (part: bigint | number, whole: bigint | number): Rate | null => (BigInt(whole) > 0n ? (roundedQuotient(BigInt(part) * 1_000_000n, BigInt(whole)) as Rate) : null);
const zeros = {
  orders: 0, judged: 0, onTime: 0, inFull: 0, onTimeInFull: 0, perfect: 0, late: 0, overdue: 0, short: 0, returned: 0, credited: 0, wrongPapers: 0, undated: 0, pending: 0, cancelled: 0,
  fillOrders: 0, filledOrders: 0, fillLines: 0, filledLines: 0, completed: 0,
};

/** Rates of what was counted. */
export function serviceFigures(counts: ServiceCounts, cycles: { medianCycle: Rate | null; p90Cycle: Rate | null }): ServiceFigures {
  const { judged, fillOrders, fillLines, unitsOrdered, stockDays: days } = counts;
  return {
    ...counts, ...cycles, onTimeRate: share(counts.onTime, judged), inFullRate: share(counts.inFull, judged), onTimeInFullRate: share(counts.onTimeInFull, judged),
    perfectRate: share(counts.perfect, judged), orderFillRate: share(counts.filledOrders, fillOrders), lineFillRate: share(counts.filledLines, fillLines),
    unitFillRate: share(counts.unitsFilled, unitsOrdered), outRate: days === null ? null : share(counts.outDays ?? 0, days),
  };
}

function figuresOf(row: Row | undefined): ServiceFigures {
  const given = Object.fromEntries(Object.keys(zeros).map((name) => [name, row?.[name as keyof typeof zeros] ?? 0])) as typeof zeros;
  return serviceFigures({
    ...given, unitsOrdered: parseQuantity(row?.unitsOrdered ?? '') ?? none, unitsFilled: parseQuantity(row?.unitsFilled ?? '') ?? none, stockDays: row?.stockDays ?? null, outDays: row?.outDays ?? null,
  }, { medianCycle: parseRate(row?.medianCycle ?? '') ?? null, p90Cycle: parseRate(row?.p90Cycle ?? '') ?? null });
}

/**
 * How customers were served: on time, in full, perfectly, from stock at once, and how long it took; with the days on which goods were
 * not there. Groups with most imperfect orders come first, months in their order. Definitions: docs/service.md.
 */
export const serviceLevels = report({
  args: { ...serviceArgs, by: choice('ServiceGrouping'), first: optional(integer({ min: 1, max: 500 })), skip: optional(integer()) },
  statement: ({ by, first, skip, ...asked }, asker) => sql`WITH ${outcomes(asked, asker, by)}, ${stockDays(asked, asker, by)},
    counted AS (SELECT o."isWhole", CASE WHEN NOT o."isWhole" THEN o.key END AS key, ${counts} FROM outcomes o GROUP BY 1, 2),
    figures AS (SELECT coalesce(c."isWhole", s."isWhole") AS "isWhole", coalesce(c.key, s.key) AS key, c.orders, ${raw(Object.keys(zeros).slice(1).map((name) => `c."${name}"`).join(', '))}, c."unitsOrdered", c."unitsFilled",
        c."medianCycle", c."p90Cycle", s."stockDays", s."outDays"
      FROM counted c FULL JOIN (SELECT * FROM stocked WHERE "isWhole" OR key IS NOT NULL) s ON s."isWhole" = c."isWhole" AND s.key IS NOT DISTINCT FROM c.key),
    page AS (SELECT f.*, (count(*) FILTER (WHERE NOT f."isWhole") OVER ())::int AS count, row_number() OVER (PARTITION BY f."isWhole"
        ORDER BY CASE WHEN ${by}::text = 'MONTH' THEN f.key END, coalesce(f.judged - f.perfect, 0) DESC, coalesce(f."outDays", 0) DESC, coalesce(f.orders, 0) DESC, f.key) AS rank FROM figures f)
    SELECT g.*, ${nameOf(by)} AS label, ${recordsOf(by)}, k.* FROM known k LEFT JOIN page g ON g."isWhole" OR (g.rank > ${skip ?? 0} AND g.rank <= ${skip ?? 0}::int + ${first ?? 100}::int) ORDER BY g."isWhole", g.rank`,
  make: (found: Row[], { from, to, by, heldTo, dated }): ServiceLevels => {
    if (to < from) throw fieldRefused(['to'], 'day_before', { day: from });
    const [any] = found;
    return {
      from, to, heldTo: heldTo ?? any?.heldTo ?? 'FIRST_ASKED', onTimeBy: any?.onTimeBy ?? 'DISPATCH', dated: dated ?? 'DUE', toleranceDays: any?.tolerance ?? 0, promiseDays: any?.promise ?? null,
      transitDays: any?.transit ?? 0, count: any?.count ?? 0, totals: figuresOf(found.find(({ isWhole }) => isWhole)),
      rows: found.filter(({ isWhole }) => isWhole === false).map((row) => ({
        label: row.label, product: row.product, customer: row.customer, warehouse: row.warehouse, salesPerson: row.salesPerson,
        month: by === 'MONTH' ? row.key : null, channel: by === 'CHANNEL' ? row.key : null, ...figuresOf(row),
      })),
    };
  },
});
