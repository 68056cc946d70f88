import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { ChainStep, DelayCause, DelayKind, ProcessGrouping, ProcessStep } from '../generated/rows.ts';
import { choice, integer, optional } from '../shared/input.ts';
import { parseRate, type Rate } from '../shared/quantity.ts';
import { report } from '../shared/report.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import { ordersAsked } from './orderOutcomes.ts';
import { delayKinds, handOffs, passages, processArgs, stretches } from './processTimes.ts';

interface Times { count: number; orders: number; medianHours: Rate; p90Hours: Rate; totalHours: Rate }
interface StepTimes extends Times { step: ProcessStep }
interface StageTimes extends Times { stage: ChainStep; handOffs: number; wentBack: number }
interface StepGroup extends StepTimes { label: string | null; customer: string | null; warehouse: string | null; salesPerson: string | null; channel: string | null; month: string | null }
interface Delayed { cause: DelayCause; kind: DelayKind; count: number; orders: number; stillOpen: number; hours: Rate }
interface Bottlenecks {
  from: Day; to: Day; stages: StageTimes[]; steps: StepTimes[]; count: number; groups: StepGroup[]; causes: Delayed[]; delayHours: Rate;
  handOffs: number; handOffOrders: number; orders: number; reworked: number; stopped: number;
}
interface Row {
  of: 'stage' | 'step' | 'group' | 'cause' | 'hands' | 'kinds'; name: string | null; key: string | null; label: string | null; customer: string | null; warehouse: string | null; salesPerson: string | null;
  count: number; orders: number; more: number | null; median: string | null; p90: string | null; total: string | null;
}

const keys: Record<ProcessGrouping, string> = {
  OWNER: 'p."actorName"', CUSTOMER: 'p."customerId"::text', WAREHOUSE: 'p."warehouseId"::text', CHANNEL: 'p.channel::text', SALES_PERSON: 'p."salesPersonId"::text',
  MONTH: `to_char(p.at AT TIME ZONE (SELECT zone FROM bounds), 'YYYY-MM')`,
};
const records = { CUSTOMER: ['Customer', 'customer'], WAREHOUSE: ['Warehouse', 'warehouse'], SALES_PERSON: ['SalesPerson', 'salesPerson'] } as const;
const recordsOf = (by: ProcessGrouping): Sql => join(Object.entries(records).map(([grouping, [, column]]) => sql`CASE WHEN ${by}::text = ${raw(`'${grouping}'`)} THEN g.key::uuid END AS ${raw(`"${column}"`)}`));
const nameOf = (by: ProcessGrouping): Sql => sql`CASE ${by}::text ${raw(Object.entries(records).map(([grouping, [table]]) =>
  `WHEN '${grouping}' THEN (SELECT name FROM "${table}" WHERE id = CASE WHEN length(g.key) = 36 THEN g.key::uuid END)`).join(' '))} ELSE g.key END`;
const times = raw(`count(*)::int AS count, count(DISTINCT p.id)::int AS orders, round((percentile_cont(0.5) WITHIN GROUP (ORDER BY p.hours))::numeric, 2)::text AS median,
  round((percentile_cont(0.9) WITHIN GROUP (ORDER BY p.hours))::numeric, 2)::text AS p90, sum(p.hours) AS total`);
const order: readonly ProcessStep[] = ['ALLOCATED', 'PLANNED', 'PICKED', 'PACKED', 'SHIPPED', 'DELIVERED', 'INVOICED', 'SETTLED'];
const hoursIn = (text: string | null): Rate => parseRate(text ?? '0') ?? (0n as Rate);
const timesIn = (row: Row): Times => ({ count: row.count, orders: row.orders, medianHours: hoursIn(row.median), p90Hours: hoursIn(row.p90), totalHours: hoursIn(row.total) });
const timesOf = (row: Row): StepTimes => ({ step: row.name as ProcessStep, ...timesIn(row) });
const stages: readonly ChainStep[] = ['ORDER', 'INVOICE', 'RECONCILIATION', 'CONFIRMATION'];
const CAUSES = 5;

/**
 * Where orders spend their time: how long each step took that ended in the period, what delays began in it (most hours first), how much
 * was done again, and how often an order went from hand to hand. Definitions: docs/service.md.
 */
export const bottlenecks = report({
  args: { ...processArgs, by: optional(choice('ProcessGrouping')), causes: { ...optional(integer({ min: 1, max: 20 })), describe: 'How many causes of delay; five when left out.' }, first: optional(integer({ min: 1, max: 500 })), skip: optional(integer()) },
  statement: ({ by, causes, first, skip, ...asked }, asker) => sql`WITH ${passages(asked, asker)}, ${handOffs}, ${stretches(asked, asker)},
      kinds AS (SELECT CASE s.cause ${raw(Object.entries(delayKinds).map(([cause, kind]) => `WHEN '${cause}' THEN '${kind}'`).join(' '))} END AS kind, s.* FROM stretches s),
      stays AS (SELECT p.step, (count(*) FILTER (WHERE p.outcome = 'BACK'))::text AS key, sum(p."handOffs")::int AS more, ${times} FROM (SELECT o.id, c.step, c.outcome, c."handOffs", round((extract(epoch FROM c."leftAt" - c."enteredAt") / 3600)::numeric, 4) AS hours
          FROM bounds b JOIN "ChainStage" c ON c."leftAt" >= b.since AND c."leftAt" < b.until JOIN "Order" o ON o.id = c."orderId" WHERE ${ordersAsked(asked, asker)}) p GROUP BY 1),
      groups AS (SELECT p.step, ${by ? sql`CASE ${by}::text ${raw(Object.entries(keys).map(([grouping, key]) => `WHEN '${grouping}' THEN ${key}`).join(' '))} END` : sql`NULL::text`} AS key, ${times} FROM passages p
        WHERE ${by ? sql`TRUE` : sql`FALSE`} GROUP BY 1, 2)
    SELECT 'step' AS "of", p.step AS name, NULL AS key, NULL AS label, NULL::uuid AS customer, NULL::uuid AS warehouse, NULL::uuid AS "salesPerson", p.count, p.orders, NULL::int AS more, p.median, p.p90, p.total::text AS total, 0 AS rank
      FROM (SELECT p.step, ${times} FROM passages p GROUP BY 1) p
    UNION ALL SELECT 'stage', p.step::text, p.key, NULL, NULL, NULL, NULL, p.count, p.orders, p.more, p.median, p.p90, p.total::text, 0 FROM stays p
    UNION ALL (SELECT 'group', g.step, g.key, ${by ? nameOf(by) : sql`NULL`}, ${by ? recordsOf(by) : sql`NULL, NULL, NULL`}, g.count, g.orders, (count(*) OVER ())::int, g.median, g.p90, g.total::text, (row_number() OVER (ORDER BY g.total DESC, g.step, g.key))::int
      FROM groups g ORDER BY g.total DESC, g.step, g.key LIMIT ${first ?? 100} OFFSET ${skip ?? 0})
    UNION ALL (SELECT 'cause', s.cause, NULL, NULL, NULL, NULL, NULL, count(*)::int, count(DISTINCT s."orderId")::int, (count(*) FILTER (WHERE s.until IS NULL))::int, NULL, NULL, sum(s.hours)::text,
      (row_number() OVER (ORDER BY sum(s.hours) DESC, s.cause))::int FROM stretches s GROUP BY s.cause ORDER BY sum(s.hours) DESC, s.cause LIMIT ${causes ?? CAUSES})
    UNION ALL SELECT 'kinds', k.kind, NULL, NULL, NULL, NULL, NULL, count(*)::int, count(DISTINCT k."orderId")::int, NULL, NULL, NULL, sum(k.hours)::text, 0 FROM kinds k GROUP BY k.kind
    UNION ALL SELECT 'hands', NULL, NULL, NULL, NULL, NULL, NULL, (count(*) FILTER (WHERE h."isOther" AND h.at >= b.since AND h.at < b.until))::int, (count(DISTINCT h.id) FILTER (WHERE h."isOther" AND h.at >= b.since AND h.at < b.until))::int,
      (SELECT count(*)::int FROM touched), NULL, NULL, NULL, 0 FROM bounds b LEFT JOIN hands h ON TRUE
    ORDER BY "of", rank`,
  make: (found: Row[], { from, to, by }): Bottlenecks => {
    if (to < from) throw fieldRefused(['to'], 'day_before', { day: from });
    const all = (of: Row['of']) => found.filter((row) => row.of === of);
    const [hands] = all('hands');
    const ofKind = (kind: DelayKind) => all('kinds').find(({ name }) => name === kind);
    const groups = all('group');
    return {
      from, to, stages: all('stage').map((row) => ({ stage: row.name as ChainStep, handOffs: row.more ?? 0, wentBack: Number(row.key ?? 0), ...timesIn(row) })).toSorted((a, b) => stages.indexOf(a.stage) - stages.indexOf(b.stage)),
      steps: all('step').map(timesOf).toSorted((a, b) => order.indexOf(a.step) - order.indexOf(b.step)), count: groups[0]?.more ?? 0,
      groups: groups.map((row) => ({
        ...timesOf(row), label: row.label, customer: row.customer, warehouse: row.warehouse, salesPerson: row.salesPerson, channel: by === 'CHANNEL' ? row.key : null, month: by === 'MONTH' ? row.key : null,
      })),
      causes: all('cause').map((row) => ({ cause: row.name as DelayCause, kind: delayKinds[row.name as DelayCause], count: row.count, orders: row.orders, stillOpen: row.more ?? 0, hours: hoursIn(row.total) })),
      delayHours: all('kinds').reduce((sum, { total }) => (sum + hoursIn(total)) as Rate, 0n as Rate),
      handOffs: hands?.count ?? 0, handOffOrders: hands?.orders ?? 0, orders: hands?.more ?? 0, reworked: ofKind('REWORK')?.orders ?? 0, stopped: ofKind('MISSING')?.orders ?? 0,
    };
  },
});
