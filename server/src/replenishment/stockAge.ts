import sql from 'sql-template-tag';
import { journalUpTo } from '../accounting/journalUpTo.ts';
import { day, id, optional } from '../shared/input.ts';
import { minor, plus, split, zero, type Minor } from '../shared/money.ts';
import { add, none, parseQuantity, type Quantity } from '../shared/quantity.ts';
import { report } from '../shared/report.ts';
import { slotted } from '../shared/slot.ts';
import { addDays, type Day } from '../shared/time.ts';
import { isDemand } from './loadPlan.ts';
import { groupBy, grouped, headColumns, headJoins, type GroupHead, type PoolHead } from './stockGroups.ts';

const DEAD_DAYS = 90;
export interface Ages { quantity: Quantity[]; value: Minor[] }
export interface AgeFigures {
  quantity: Quantity; value: Minor; quantity0to30: Quantity; quantity31to60: Quantity; quantity61to90: Quantity; quantityOver90: Quantity;
  value0to30: Minor; value31to60: Minor; value61to90: Minor; valueOver90: Minor; deadQuantity: Quantity; deadValue: Minor; oldestOn: Day | null; lastIssueOn: Day | null;
}
export interface StockAge { on: Day; deadDays: number; rows: (GroupHead & AgeFigures)[]; totals: AgeFigures }

interface Row extends PoolHead {
  onHand: string; value: string; costingMethod: string; units: string[]; costs: string[]; oldestOn: Day | null; lastIssueOn: Day | null; deadDays: number;
}
interface Pool extends PoolHead { ages: Ages; quantity: Quantity; value: Minor; isDead: boolean; oldestOn: Day | null; lastIssueOn: Day | null }

/**
 * Quantity and value of a pool by age. What is there came last: its layers are the newest receipts. The value is what is
 * booked, split by the layers' costs where they leave first in, first out, else by units: parts sum to the whole, to the cent.
 */
export function agesOf(onHand: Quantity, value: Minor, units: readonly Quantity[], costs: readonly bigint[], isFifo: boolean): Ages {
  const known = units.reduce((sum, each) => sum + each, 0n);
  const quantity = units.map((each, index): Quantity => (onHand <= none ? (index === 0 ? onHand : none)
    : index === units.length - 1 ? add(each, (onHand - known) as Quantity) : each));
  const weights = isFifo && costs.some((cost) => cost > 0n) ? costs.map((cost) => (cost > 0n ? cost : 0n)) : quantity.map((each) => (each > none ? each : 0n));
  return { quantity, value: split(value, weights) };
}

const sum = (all: readonly Quantity[]): Quantity => all.reduce(add, none);
const earliest = (days: (Day | null)[]): Day | null => days.reduce((a, b) => (a === null || (b !== null && b < a) ? b : a), null);
const latest = (days: (Day | null)[]): Day | null => days.reduce((a, b) => (a === null || (b !== null && b > a) ? b : a), null);

function figures(pools: readonly Pool[]): AgeFigures {
  const [q0, q1, q2, q3] = [0, 1, 2, 3].map((at) => sum(pools.map(({ ages }) => ages.quantity[at] ?? none))) as [Quantity, Quantity, Quantity, Quantity];
  const [v0, v1, v2, v3] = [0, 1, 2, 3].map((at) => plus(...pools.map(({ ages }) => ages.value[at] ?? zero))) as [Minor, Minor, Minor, Minor];
  const dead = pools.filter(({ isDead }) => isDead);
  return {
    quantity: sum(pools.map((each) => each.quantity)), value: plus(...pools.map((each) => each.value)),
    quantity0to30: q0, quantity31to60: q1, quantity61to90: q2, quantityOver90: q3, value0to30: v0, value31to60: v1, value61to90: v2, valueOver90: v3,
    deadQuantity: sum(dead.map((each) => each.quantity)), deadValue: plus(...dead.map((each) => each.value)),
    oldestOn: earliest(pools.map((each) => each.oldestOn)), lastIssueOn: latest(pools.map((each) => each.lastIssueOn)),
  };
}

/** Stock as of a day by how long it has been there: 0–30, 31–60, 61–90 and more days. Its sums are on hand and the stock account. */
export const stockAge = report({
  args: { on: optional(day()), warehouseId: optional(id('Warehouse')), groupBy },
  statement: ({ on: asked, warehouseId }, { company, today }) => {
    const on = asked ?? today;
    const here = warehouseId ? sql`AND m."warehouseId" = ${warehouseId}` : sql``;
    const back = (days: number) => slotted(on, (given) => addDays(given as Day, -days));
    return sql`WITH pools AS (SELECT m."productId", m."warehouseId", sum(m.quantity) AS "onHand", max(m."effectiveOn") FILTER (WHERE ${isDemand}) AS "lastIssueOn"
        FROM "StockMove" m WHERE m."companyId" = ${company.id} AND m."effectiveOn" <= ${on} ${here} GROUP BY 1, 2),
      received AS (SELECT m."productId", m."warehouseId", m."effectiveOn", m.quantity, m."valueMinor", m.quantity + coalesce(r.quantity, 0) AS units,
          sum(m.quantity + coalesce(r.quantity, 0)) OVER (PARTITION BY m."productId", m."warehouseId" ORDER BY m."effectiveOn" DESC, m.sequence DESC) AS newest
        FROM "StockMove" m LEFT JOIN "StockMove" r ON r."reversesMoveId" = m.id AND r."effectiveOn" <= ${on}
        WHERE m."companyId" = ${company.id} AND m."effectiveOn" <= ${on} AND m.quantity > 0 AND m."reversesMoveId" IS NULL ${here}),
      layers AS (SELECT d."productId", d."warehouseId", d."effectiveOn", d.quantity, d."valueMinor", least(d.units, l."onHand" - (d.newest - d.units)) AS units
        FROM received d JOIN pools l USING ("productId", "warehouseId") WHERE l."onHand" - (d.newest - d.units) > 0 AND d.units > 0),
      aged AS (SELECT "productId", "warehouseId", CASE WHEN "effectiveOn" >= ${back(30)} THEN 1 WHEN "effectiveOn" >= ${back(60)} THEN 2 WHEN "effectiveOn" >= ${back(90)} THEN 3 ELSE 4 END AS bucket,
          sum(units) AS units, round(sum(units * "valueMinor" / quantity) * 1000) AS cost, min("effectiveOn") AS oldest FROM layers GROUP BY 1, 2, 3),
      booked AS (SELECT l."productId", l."warehouseId", sum(l."companyMinor") AS value FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId"
        WHERE a."companyId" = ${company.id} AND a.code = '1300' AND l."productId" IS NOT NULL AND ${journalUpTo(on, null)}
          ${warehouseId ? sql`AND l."warehouseId" = ${warehouseId}` : sql``} GROUP BY 1, 2),
      found AS (SELECT "productId", "warehouseId", coalesce("onHand", 0) AS "onHand", coalesce(value, 0) AS value, "lastIssueOn" FROM pools FULL JOIN booked USING ("productId", "warehouseId"))
    SELECT ${headColumns}, p."costingMethod", f."onHand"::text AS "onHand", f.value::text AS value, f."lastIssueOn", b.units, b.costs, b.oldest AS "oldestOn",
      coalesce((SELECT t."deadDays" FROM "ReplenishmentSettings" t WHERE t."companyId" = ${company.id}), ${DEAD_DAYS}::int) AS "deadDays"
    FROM found f ${headJoins('f')}
    CROSS JOIN LATERAL (SELECT array_agg(coalesce(g.units, 0)::text ORDER BY n) AS units, array_agg(coalesce(g.cost, 0)::text ORDER BY n) AS costs, min(g.oldest) AS oldest
      FROM generate_series(1, 4) n LEFT JOIN aged g ON g.bucket = n AND g."productId" = f."productId" AND g."warehouseId" = f."warehouseId") b
    WHERE f."onHand" <> 0 OR f.value <> 0 ORDER BY p.name, w.name, p.id, w.id`;
  },
  make: (found: Row[], { on: asked, groupBy: by }, ctx): StockAge => {
    const on = asked ?? ctx.today;
    const deadDays = found[0]?.deadDays ?? DEAD_DAYS;
    const pools = found.map((row): Pool => {
      const [quantity, value] = [parseQuantity(row.onHand) ?? none, minor(BigInt(row.value))];
      const ages = agesOf(quantity, value, row.units.map((each) => parseQuantity(each) ?? none), row.costs.map((each) => BigInt(each)), row.costingMethod === 'FIFO');
      const since = addDays(on, -deadDays);
      const isDead = quantity > none && (row.lastIssueOn === null || row.lastIssueOn < since) && row.oldestOn !== null && row.oldestOn < since;
      return { ...row, quantity, value, ages, isDead };
    });
    return { on, deadDays, rows: grouped(pools, by ?? 'PRODUCT', figures), totals: figures(pools) };
  },
});
