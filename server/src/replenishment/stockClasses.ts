import sql, { raw } from 'sql-template-tag';
import { unitCostsSql } from '../pricing/marginParts.ts';
import { firstOwnDay, pastDemand } from '../salesHistory/pastDemand.ts';
import { roundedQuotient } from '../shared/decimal.ts';
import { day, fraction, id, optional } from '../shared/input.ts';
import { currencyExponent, minor, plus, type Minor } from '../shared/money.ts';
import { none, parseQuantity, parseRate, type Quantity, type Rate } from '../shared/quantity.ts';
import { report } from '../shared/report.ts';
import type { Day } from '../shared/time.ts';
import { isDemand } from './loadPlan.ts';

/** `past…` is the part of it that was sold before the firm's own orders, at what the goods cost now. */
interface ProductUse { product: string; value: Minor; units: Quantity; issues: number; pastValue: Minor; pastUnits: Quantity }
interface Place { rank: number; share: Rate; cumulativeShare: Rate; stockClass: 'A' | 'B' | 'C' }
type Classed = ProductUse & Place;
interface StockClasses {
  from: Day; to: Day; classAShare: Rate; classBShare: Rate; value: Minor; rows: Classed[];
  /** The first day of the firm's own orders: past sales count before it. What of them has no known cost counts nothing. */
  ownFrom: Day | null; pastValue: Minor; pastUncosted: number;
}
interface Row { product: string; value: string; units: string; issues: number; pastValue: string; pastUnits: string; isUncosted: boolean; ownFrom: Day | null; classAShare: string | null; classBShare: string | null }

const shareOf = (part: bigint, whole: bigint): Rate => (whole > 0n ? (roundedQuotient(part * 1_000_000n, whole) as Rate) : (0n as Rate));

/**
 * Classes by cumulative share of the value used, greatest first: a product is A while those before it have less than the
 * share of A, B while they have less than that of B; so that the one that passes a threshold is in the higher class. What
 * was not used is C. Rows come sorted.
 */
export function classed<T extends { value: Minor }>(rows: readonly T[], classAShare: Rate, classBShare: Rate): (T & Place)[] {
  const whole = plus(...rows.map(({ value }) => value));
  let before = 0n;
  return rows.map((row, index) => {
    const under = (limit: Rate) => row.value > 0n && before * 1_000_000n < limit * whole;
    const stockClass = under(classAShare) ? 'A' : under(classBShare) ? 'B' : 'C';
    before += row.value;
    return { ...row, rank: index + 1, share: shareOf(row.value, whole), cumulativeShare: shareOf(before, whole), stockClass };
  });
}

/** Products by the cost of what was sold and used between two days, past sales among it: which few make most of it. */
export const stockClasses = report({
  args: { from: day(), to: day(), warehouseId: optional(id('Warehouse')), classAShare: optional(fraction()), classBShare: optional(fraction()) },
  statement: ({ from, to, warehouseId }, { company }) => sql`
    WITH past AS MATERIALIZED (SELECT d."productId", greatest(sum(d.quantity), 0) AS units, (count(*) FILTER (WHERE d.quantity > 0))::int AS issues FROM ${pastDemand(company.id)} d
        JOIN "Product" g ON g.id = d."productId" AND g."isStocked" WHERE d."soldOn" BETWEEN ${from} AND ${to} ${warehouseId ? sql`AND d."warehouseId" = ${warehouseId}` : sql``} GROUP BY 1),
      costed AS (SELECT h."productId", h.units, h.issues, c.average IS NULL AS "isUncosted", coalesce(round(h.units * c.average::numeric * ${raw(String(10 ** (currencyExponent(company.currencyCode) ?? 2)))}), 0) AS value
        FROM past h JOIN (${unitCostsSql(sql`SELECT "productId" FROM past`, { company })}) c ON c."productId" = h."productId")
    SELECT p.id AS product, (coalesce(u.value, 0) + coalesce(h.value, 0))::text AS value, (coalesce(u.units, 0) + coalesce(h.units, 0))::text AS units, (coalesce(u.issues, 0) + coalesce(h.issues, 0))::int AS issues,
      coalesce(h.value, 0)::text AS "pastValue", coalesce(h.units, 0)::text AS "pastUnits", coalesce(h."isUncosted", FALSE) AS "isUncosted", ${firstOwnDay(company.id)}::text AS "ownFrom",
      t."classAShare"::text AS "classAShare", t."classBShare"::text AS "classBShare"
    FROM "Product" p
    LEFT JOIN (SELECT m."productId", -sum(m."valueMinor") AS value, -sum(m.quantity) AS units, count(*) AS issues FROM "StockMove" m
      WHERE m."companyId" = ${company.id} AND m."effectiveOn" BETWEEN ${from} AND ${to} AND ${isDemand} ${warehouseId ? sql`AND m."warehouseId" = ${warehouseId}` : sql``}
      GROUP BY 1) u ON u."productId" = p.id
    LEFT JOIN costed h ON h."productId" = p.id
    LEFT JOIN "ReplenishmentSettings" t ON t."companyId" = ${company.id}
    WHERE u.issues > 0 OR h.units > 0 OR EXISTS (SELECT FROM "StockLevel" l WHERE l."productId" = p.id AND l."onHand" <> 0 ${warehouseId ? sql`AND l."warehouseId" = ${warehouseId}` : sql``})
    ORDER BY coalesce(u.value, 0) + coalesce(h.value, 0) DESC, p.sku COLLATE "C", p.id`,
  make: (found: Row[], args): StockClasses => {
    const share = (given: Rate | null | undefined, kept: string | null | undefined, usual: string) => given ?? parseRate(kept ?? usual) ?? (0n as Rate);
    const classAShare = share(args.classAShare, found[0]?.classAShare, '0.8');
    const classBShare = share(args.classBShare, found[0]?.classBShare, '0.95');
    const rows = found.map((row): ProductUse => ({
      product: row.product, value: minor(BigInt(row.value)), units: parseQuantity(row.units) ?? none, issues: row.issues, pastValue: minor(BigInt(row.pastValue)), pastUnits: parseQuantity(row.pastUnits) ?? none,
    }));
    return {
      from: args.from, to: args.to, classAShare, classBShare, value: plus(...rows.map(({ value }) => value)), rows: classed(rows, classAShare, classBShare),
      ownFrom: found[0]?.ownFrom ?? null, pastValue: plus(...rows.map(({ pastValue }) => pastValue)), pastUncosted: found.filter(({ isUncosted }) => isUncosted).length,
    };
  },
});
