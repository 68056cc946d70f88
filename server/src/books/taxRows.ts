// Base and tax by code, from the journal alone.
import sql, { type Sql } from 'sql-template-tag';
import type { TaxSide } from '../generated/rows.ts';
import { minor, plus, zero, type Minor } from '../shared/money.ts';
import type { Rate } from '../shared/quantity.ts';
import type { Day } from '../shared/time.ts';

export interface TaxRow {
  side: TaxSide; taxCode: string | null; code: string; name: string; rate: Rate;
  base: Minor; tax: Minor; correctionBase: Minor; correctionTax: Minor;
}
export interface FoundTax { side: TaxSide; taxCode: string | null; code: string; name: string; rate: string; base: string; tax: string; correctionBase: string; correctionTax: string }

/**
 * Lines (alias l, of entries e on accounts a) that a tax return tells of: those with a code, and those of invoices, credit notes and bills
 * without one. What is paid to the tax office has neither. On 2115 stands the base of deposits whose tax is due on receipt.
 */
export const taxed: Sql = sql`((l."taxCodeId" IS NOT NULL AND NOT a."isOpenItem") OR (e."sourceType" = 'Invoice' AND (a.type = 'REVENUE' OR a.code = '2200'))
  OR (e."sourceType" IN ('Bill', 'SupplierCredit') AND a.code <> '2000'))`;

/** When the last return before a day was filed. */
export const filedBefore = (companyId: string, from: Day): Sql => sql`(SELECT max(r."knownAt") FROM "TaxReturn" r WHERE r."companyId" = ${companyId} AND r.status = 'FILED' AND r."endsOn" < ${from})`;

/**
 * Base and tax by side and code between two days, as known at a time; beside them what concerns earlier days and was learnt since
 * the return before was filed. Sales and purchases are both positive.
 */
export const taxRowsSql = (companyId: string, from: Day, to: Day, knownAt: Date | null): Sql => sql`
  SELECT x.side, x."taxCodeId" AS "taxCode", coalesce(c.code, '') AS code, coalesce(c.name, '') AS name, coalesce(c.rate, 0)::text AS rate,
    coalesce(sum(x.amount) FILTER (WHERE x.own AND NOT x."isTax"), 0)::text AS base, coalesce(sum(x.amount) FILTER (WHERE x.own AND x."isTax"), 0)::text AS tax,
    coalesce(sum(x.amount) FILTER (WHERE NOT x.own AND NOT x."isTax"), 0)::text AS "correctionBase", coalesce(sum(x.amount) FILTER (WHERE NOT x.own AND x."isTax"), 0)::text AS "correctionTax"
  FROM (SELECT l."taxCodeId", a.code IN ('2200', '1400') AS "isTax", l."effectiveOn" >= ${from} AS own,
      CASE WHEN a.code IN ('2200', '2115') OR (a.code <> '1400' AND a.type = 'REVENUE') THEN 'SALES' ELSE 'PURCHASES' END AS side,
      CASE WHEN a.code IN ('2200', '2115') OR (a.code <> '1400' AND a.type = 'REVENUE') THEN -l."companyMinor" ELSE l."companyMinor" END AS amount
    FROM "JournalLine" l JOIN "JournalEntry" e ON e.id = l."entryId" JOIN "Account" a ON a.id = l."accountId"
    WHERE l."companyId" = ${companyId} AND ${taxed} AND ${knownAt ? sql`l."recordedAt" < ${knownAt}` : sql`TRUE`}
      AND (l."effectiveOn" BETWEEN ${from} AND ${to} OR (l."effectiveOn" < ${from} AND l."recordedAt" >= ${filedBefore(companyId, from)}))) x
  LEFT JOIN "TaxCode" c ON c.id = x."taxCodeId" GROUP BY x.side, x."taxCodeId", c.code, c.name, c.rate
  HAVING bool_or(x.amount <> 0) ORDER BY x.side DESC, c.code NULLS LAST`;

export const taxRow = ({ side, taxCode, code, name, rate, ...amounts }: FoundTax): TaxRow => {
  const [whole = '0', part = ''] = rate.split('.');
  return {
    side, taxCode, code, name, rate: BigInt(`${whole}${part.padEnd(6, '0').slice(0, 6)}`) as Rate,
    base: minor(BigInt(amounts.base)), tax: minor(BigInt(amounts.tax)), correctionBase: minor(BigInt(amounts.correctionBase)), correctionTax: minor(BigInt(amounts.correctionTax)),
  };
};

/** What is owed: tax on sales less tax on purchases, corrections among them. */
export const payableOf = (rows: readonly TaxRow[]): Minor =>
  plus(zero, ...rows.map(({ side, tax, correctionTax }) => minor((side === 'SALES' ? 1n : -1n) * plus(tax, correctionTax))));
