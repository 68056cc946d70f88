import sql from 'sql-template-tag';
import { pastDemand } from '../salesHistory/pastDemand.ts';
import { roundedQuotient } from '../shared/decimal.ts';
import { day, fraction, id, optional } from '../shared/input.ts';
import { minor, plus, type Minor } from '../shared/money.ts';
import { add, none, parseQuantity, parseRate, type Quantity, type Rate } from '../shared/quantity.ts';
import { report } from '../shared/report.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import { daysBetween, type Day } from '../shared/time.ts';
import { groupBy, grouped, headColumns, headJoins, type GroupHead, type PoolHead } from './stockGroups.ts';

const RATE = 200_000n as Rate;
const YEAR = 365n;
const MICRO = 1_000_000n;
export interface Turnover {
  costOfSales: Minor; unitsSold: Quantity; averageValue: Minor; closingValue: Minor;
  /** How often the stock was sold in the period; null without stock. */
  turnover: Rate | null;
  /** Days of the period ÷ turnover; null when nothing was sold. */
  daysOnHand: Rate | null;
  carryingCost: Minor;
}
/** `countedFrom`: the first day of the period of which stock is known; past sales of the period, of days without, count for nothing. */
export interface StockTurnover { from: Day; to: Day; countedFrom: Day; days: number; pastUnits: Quantity; carryingRate: Rate; rows: (GroupHead & Turnover)[]; totals: Turnover }
interface Row extends PoolHead { cost: string; units: string; sumOfDays: string; closing: string; carryingRate: string | null; firstOn: Day | null; pastUnits: string }
export interface Sums { cost: Minor; units: Quantity; sumOfDays: bigint; closing: Minor }

/**
 * Turnover = cost of what was sold ÷ average of the daily closing values; days on hand = days ÷ turnover; carrying cost =
 * rate × average value × days ÷ 365. `sumOfDays` is the sum of the daily closing values.
 */
export function turnoverOf({ cost, units, sumOfDays, closing }: Sums, days: number, rate: Rate): Turnover {
  const count = BigInt(days);
  return {
    costOfSales: cost, unitsSold: units, closingValue: closing, averageValue: minor(roundedQuotient(sumOfDays, count)),
    turnover: sumOfDays > 0n ? (roundedQuotient(cost * count * MICRO, sumOfDays) as Rate) : null,
    daysOnHand: cost > 0n && sumOfDays >= 0n ? (roundedQuotient(sumOfDays * MICRO, cost) as Rate) : null,
    carryingCost: minor(roundedQuotient(sumOfDays * rate, YEAR * MICRO)),
  };
}

const sumOf = (rows: readonly Sums[]): Sums => ({
  cost: plus(...rows.map(({ cost }) => cost)), units: rows.reduce((sum, { units }) => add(sum, units), none),
  sumOfDays: rows.reduce((sum, each) => sum + each.sumOfDays, 0n), closing: plus(...rows.map(({ closing }) => closing)),
});

/**
 * How fast stock is sold between two days, what lies there on average, and what keeping it costs. Values are the stock account's;
 * cost is that of the issues, and what became known of it later on the day on which it was booked.
 */
export const stockTurnover = report({
  args: { from: day(), to: day(), warehouseId: optional(id('Warehouse')), groupBy, carryingRate: { ...optional(fraction()), describe: 'A year\'s cost of keeping stock, as a fraction of its value. Default: the setting.' } },
  statement: ({ from, to, warehouseId }, { company }) => sql`
    WITH valued AS (SELECT l."productId", l."warehouseId", sum(l."companyMinor") AS closing,
        sum(l."companyMinor" * (${to}::date - greatest(l."effectiveOn", ${from}::date) + 1)) AS "sumOfDays"
      FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId" WHERE a."companyId" = ${company.id} AND a.code = '1300' AND l."productId" IS NOT NULL
        AND l."effectiveOn" <= ${to} ${warehouseId ? sql`AND l."warehouseId" = ${warehouseId}` : sql``} GROUP BY 1, 2),
    sold AS (SELECT "productId", "warehouseId", sum(cost) AS cost, sum(units) AS units FROM (
        SELECT m."productId", m."warehouseId", -m."valueMinor" AS cost, -m.quantity AS units FROM "StockMove" m
        WHERE m."companyId" = ${company.id} AND m."orderId" IS NOT NULL AND m."effectiveOn" BETWEEN ${from} AND ${to} ${warehouseId ? sql`AND m."warehouseId" = ${warehouseId}` : sql``}
        UNION ALL SELECT m."productId", m."warehouseId", CASE WHEN m.quantity < 0 THEN a."differenceMinor" ELSE -a."differenceMinor" END, 0 FROM "CostAdjustment" a JOIN "StockMove" m ON m.id = a."moveId"
        WHERE a."companyId" = ${company.id} AND m."orderId" IS NOT NULL AND a."effectiveOn" BETWEEN ${from} AND ${to} ${warehouseId ? sql`AND m."warehouseId" = ${warehouseId}` : sql``}) c
      GROUP BY 1, 2)
    SELECT ${headColumns}, coalesce(f.cost, 0)::text AS cost, coalesce(f.units, 0)::text AS units, coalesce(f."sumOfDays", 0)::text AS "sumOfDays", coalesce(f.closing, 0)::text AS closing,
      (SELECT t."carryingRate"::text FROM "ReplenishmentSettings" t WHERE t."companyId" = ${company.id}) AS "carryingRate",
      (SELECT m."effectiveOn"::text FROM "StockMove" m WHERE m."companyId" = ${company.id} ORDER BY m."effectiveOn" LIMIT 1) AS "firstOn",
      (SELECT coalesce(sum(d.quantity), 0)::text FROM ${pastDemand(company.id)} d WHERE d."soldOn" BETWEEN ${from} AND ${to} ${warehouseId ? sql`AND d."warehouseId" = ${warehouseId}` : sql``}) AS "pastUnits"
    FROM (SELECT * FROM valued FULL JOIN sold USING ("productId", "warehouseId")) f ${headJoins('f')}
    WHERE coalesce(f.cost, 0) <> 0 OR coalesce(f."sumOfDays", 0) <> 0 OR coalesce(f.units, 0) <> 0 ORDER BY p.name, w.name, p.id, w.id`,
  make: (found: Row[], { from, to, groupBy: by, carryingRate }): StockTurnover => {
    if (to < from) throw fieldRefused(['to'], 'day_before', { day: from });
    const firstOn = found[0]?.firstOn;
    const countedFrom = firstOn && firstOn > from ? firstOn : from;
    const days = daysBetween(countedFrom, to) + 1;
    const rate = carryingRate ?? parseRate(found[0]?.carryingRate ?? '') ?? RATE;
    const pools = found.map((row) => ({
      ...row, cost: minor(BigInt(row.cost)), units: parseQuantity(row.units) ?? none, sumOfDays: BigInt(row.sumOfDays), closing: minor(BigInt(row.closing)),
    }));
    const made = (rows: readonly Sums[]) => turnoverOf(sumOf(rows), days, rate);
    return { from, to, countedFrom, days, pastUnits: parseQuantity(found[0]?.pastUnits ?? '') ?? none, carryingRate: rate, rows: grouped(pools, by ?? 'PRODUCT', made), totals: made(pools) };
  },
});
