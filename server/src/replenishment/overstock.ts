import sql from 'sql-template-tag';
import { journalUpTo } from '../accounting/journalUpTo.ts';
import { pastDemand } from '../salesHistory/pastDemand.ts';
import { roundedQuotient } from '../shared/decimal.ts';
import { day, id, integer, optional } from '../shared/input.ts';
import { minor, plus, take, zero, type Minor } from '../shared/money.ts';
import { add, none, parseQuantity, type Quantity, type Rate } from '../shared/quantity.ts';
import { report } from '../shared/report.ts';
import type { Day } from '../shared/time.ts';
import { isDemand } from './loadPlan.ts';
import { groupBy, grouped, headColumns, headJoins, type GroupHead, type PoolHead } from './stockGroups.ts';

const usual = { overstockDays: 90, historyDays: 90 };
const MICRO = 1_000_000n;
export interface Over {
  quantity: Quantity; value: Minor;
  /** What leaves on an average day. */
  dailyUse: Quantity;
  /** For how many days it lasts; null when nothing leaves. */
  coverDays: Rate | null;
  excess: Quantity; excessValue: Minor; lastIssueOn: Day | null;
}
export interface Overstock { on: Day; coverDays: number; historyDays: number; rows: (GroupHead & Over)[]; excessValue: Minor; value: Minor }
interface Row extends PoolHead { onHand: string; value: string; used: string; decimals: number; lastIssueOn: Day | null; overstockDays: number; historyDays: number }
interface Pool extends PoolHead { quantity: Quantity; value: Minor; used: Quantity; excess: Quantity; excessValue: Minor; lastIssueOn: Day | null }

/** What is more than so many days of use need: whole units, and their part of the value. */
export function excessOf(onHand: Quantity, value: Minor, used: Quantity, historyDays: number, coverDays: number, decimals: number): { excess: Quantity; excessValue: Minor } {
  const step = 10n ** BigInt(6 - decimals);
  const needed = used * BigInt(coverDays);
  const steps = BigInt(historyDays) * step;
  const kept = used <= 0n ? 0n : ((needed + steps - 1n) / steps) * step;
  const excess = (onHand > kept ? onHand - kept : 0n) as Quantity;
  return { excess, excessValue: excess === none ? zero : take({ units: onHand, value }, excess) };
}

const figures = (historyDays: number) => (pools: readonly Pool[]): Over => {
  const total = (of: (pool: Pool) => Quantity) => pools.reduce((sum, pool) => add(sum, of(pool)), none);
  const [quantity, used] = [total((pool) => pool.quantity), total((pool) => pool.used)];
  return {
    quantity, value: plus(...pools.map(({ value }) => value)), dailyUse: roundedQuotient(used, BigInt(historyDays)) as Quantity,
    coverDays: used > none ? (roundedQuotient(quantity * BigInt(historyDays) * MICRO, used) as Rate) : null,
    excess: total((pool) => pool.excess), excessValue: plus(...pools.map(({ excessValue }) => excessValue)),
    lastIssueOn: pools.reduce<Day | null>((last, pool) => (pool.lastIssueOn !== null && (last === null || pool.lastIssueOn > last) ? pool.lastIssueOn : last), null),
  };
};

/** Stock that lasts for more days than it should, by what left in the days before, past sales among it: as of a day, most value first. */
export const overstock = report({
  args: { on: optional(day()), coverDays: { ...optional(integer({ min: 1, max: 3650 })), describe: 'Stock for more days than this is too much. Default: the setting.' }, warehouseId: optional(id('Warehouse')), groupBy },
  statement: ({ on: asked, warehouseId }, { company, today }) => {
    const on = asked ?? today;
    const here = warehouseId ? sql`AND m."warehouseId" = ${warehouseId}` : sql``;
    return sql`WITH known AS (SELECT coalesce(max(t."overstockDays"), ${usual.overstockDays}::int) AS "overstockDays", coalesce(max(t."historyDays"), ${usual.historyDays}::int) AS "historyDays"
        FROM "ReplenishmentSettings" t WHERE t."companyId" = ${company.id}),
      pools AS (SELECT m."productId", m."warehouseId", sum(m.quantity) AS "onHand", max(m."effectiveOn") FILTER (WHERE ${isDemand}) AS "lastIssueOn",
          coalesce(-sum(m.quantity) FILTER (WHERE m."effectiveOn" > ${on}::date - (SELECT "historyDays" FROM known) AND ${isDemand}), 0) AS used
        FROM "StockMove" m WHERE m."companyId" = ${company.id} AND m."effectiveOn" <= ${on} ${here} GROUP BY 1, 2 HAVING sum(m.quantity) > 0),
      past AS MATERIALIZED (SELECT d."productId", d."warehouseId", sum(d.quantity) AS quantity FROM ${pastDemand(company.id)} d
        WHERE d."soldOn" > ${on}::date - (SELECT "historyDays" FROM known) AND d."soldOn" <= ${on} GROUP BY 1, 2),
      booked AS (SELECT l."productId", l."warehouseId", sum(l."companyMinor") AS value FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId"
        WHERE a."companyId" = ${company.id} AND a.code = '1300' AND l."productId" IS NOT NULL AND ${journalUpTo(on, null)} GROUP BY 1, 2)
    SELECT ${headColumns}, f."onHand"::text AS "onHand", coalesce(b.value, 0)::text AS value, greatest(f.used + coalesce((SELECT sum(d.quantity) FROM past d WHERE d."productId" = f."productId" AND d."warehouseId" = f."warehouseId"), 0), 0)::text AS used, u.decimals, f."lastIssueOn", k."overstockDays", k."historyDays"
    FROM pools f ${headJoins('f')} JOIN "Unit" u ON u.id = p."unitId" CROSS JOIN known k
    LEFT JOIN booked b ON b."productId" = f."productId" AND b."warehouseId" = f."warehouseId" ORDER BY p.name, w.name, p.id, w.id`;
  },
  make: (found: Row[], { on, coverDays: asked, groupBy: by }, ctx): Overstock => {
    const { overstockDays, historyDays } = found[0] ?? usual;
    const coverDays = asked ?? overstockDays;
    const pools = found.map((row): Pool => {
      const [quantity, value, used] = [parseQuantity(row.onHand) ?? none, minor(BigInt(row.value)), parseQuantity(row.used) ?? none];
      return { ...row, quantity, value, used, ...excessOf(quantity, value, used, historyDays, coverDays, row.decimals) };
    }).filter(({ excess }) => excess > none);
    const rows = grouped(pools, by ?? 'PRODUCT_AND_WAREHOUSE', figures(historyDays))
      .sort((a, b) => (a.excessValue === b.excessValue ? (String(a.label) < String(b.label) ? -1 : 1) : a.excessValue > b.excessValue ? -1 : 1));
    return { on: on ?? ctx.today, coverDays, historyDays, rows, excessValue: plus(...rows.map(({ excessValue }) => excessValue)), value: plus(...rows.map(({ value }) => value)) };
  },
});
