// What we use up ourselves, by who bears it: the lines of account 5220, so that the sums are its balance.
import sql, { type Sql } from 'sql-template-tag';
import { boolean, day, globalId, id, integer, optional } from '../shared/input.ts';
import { minor, zero, type Minor } from '../shared/money.ts';
import { report } from '../shared/report.ts';
import type { Day } from '../shared/time.ts';

/** Lines of 5220 with the cost object of their document; none: booked without one. */
const ownUse = (companyId: string): Sql => sql`SELECT l.id, l."effectiveOn", l."companyMinor" AS value, l."productId", l."warehouseId", e."sourceType", e."sourceId", e.sequence, l.no,
    coalesce(i."costObjectId", p."costObjectId") AS "costObjectId", coalesce(i.number, p.number, e.memo) AS number
  FROM "Account" a JOIN "JournalLine" l ON l."accountId" = a.id JOIN "JournalEntry" e ON e.id = l."entryId"
    LEFT JOIN "SupplyIssue" i ON e."sourceType" = 'SupplyIssue' AND i.id = e."sourceId" LEFT JOIN "Preparation" p ON e."sourceType" = 'Preparation' AND p.id = e."sourceId"
  WHERE a."companyId" = ${companyId} AND a.code = '5220'`;

const narrow = { from: day(), to: day(), costObjectId: optional(id('CostObject')), warehouseId: optional(id('Warehouse')) };

interface SumRow { level: number; costObject: string | null; product: string | null; warehouse: string | null; customer: string | null; month: string | null; documents: number; value: string }
export interface OwnUseSum { costObject: string | null; product: string | null; warehouse: string | null; customer: string | null; month: string | null; documents: number; value: Minor }
export interface OwnUseCosts {
  from: Day; to: Day; value: Minor; byCostObject: OwnUseSum[]; byProduct: OwnUseSum[]; byWarehouse: OwnUseSum[]; byCustomer: OwnUseSum[]; byMonth: OwnUseSum[];
}
/** grouping() of (cost object, product, warehouse, customer, month): a bit is 0 where the column is grouped by. */
const levels = { costObject: 0b01111, product: 0b10111, warehouse: 0b11011, customer: 0b11101, month: 0b11110, all: 0b11111 } as const;

/** Own use between two days by cost object, product, site, customer and month: each breakdown sums to the balance of 5220. */
export const ownUseCosts = report({
  args: narrow,
  statement: ({ from, to, costObjectId, warehouseId }, { company }) => sql`
    SELECT grouping(u."costObjectId", u."productId", u."warehouseId", c."customerId", to_char(u."effectiveOn", 'YYYY-MM')) AS level, u."costObjectId" AS "costObject",
      u."productId" AS product, u."warehouseId" AS warehouse, c."customerId" AS customer, to_char(u."effectiveOn", 'YYYY-MM') AS month,
      count(DISTINCT u."sourceId")::int AS documents, coalesce(sum(u.value), 0)::text AS value
    FROM (${ownUse(company.id)}) u LEFT JOIN "CostObject" c ON c.id = u."costObjectId"
    WHERE u."effectiveOn" BETWEEN ${from} AND ${to} AND ${costObjectId ? sql`u."costObjectId" = ${costObjectId}` : sql`TRUE`}
      AND ${warehouseId ? sql`u."warehouseId" = ${warehouseId}` : sql`TRUE`}
    GROUP BY GROUPING SETS ((u."costObjectId"), (u."productId"), (u."warehouseId"), (c."customerId"), (to_char(u."effectiveOn", 'YYYY-MM')), ())
    ORDER BY level, month, sum(u.value) DESC, u."costObjectId", u."productId", u."warehouseId", c."customerId"`,
  make: (found: SumRow[], { from, to }): OwnUseCosts => {
    const of = (level: number): OwnUseSum[] => found.filter((row) => row.level === level)
      .map(({ level: _level, value, ...row }) => ({ ...row, value: minor(BigInt(value)) }));
    return {
      from, to, value: of(levels.all)[0]?.value ?? zero, byCostObject: of(levels.costObject), byProduct: of(levels.product), byWarehouse: of(levels.warehouse),
      byCustomer: of(levels.customer), byMonth: of(levels.month),
    };
  },
});

interface LineRow { on: Day; number: string | null; sourceType: string; sourceId: string; costObject: string | null; product: string | null; warehouse: string | null; value: string }
export interface OwnUseLine { on: Day; number: string; source: string; sourceType: string; costObject: string | null; product: string | null; warehouse: string | null; value: Minor }
const PAGE_SIZE = 100;

/** The lines behind the sums, newest first. */
export const ownUseLines = report({
  args: { ...narrow, productId: optional(id('Product')), withoutCostObject: optional(boolean()), first: optional(integer({ min: 1, max: 500 })), skip: optional(integer()) },
  statement: ({ from, to, costObjectId, warehouseId, productId, withoutCostObject, first, skip }, { company }) => sql`
    SELECT u."effectiveOn" AS "on", u.number, u."sourceType", u."sourceId", u."costObjectId" AS "costObject", u."productId" AS product, u."warehouseId" AS warehouse, u.value::text AS value
    FROM (${ownUse(company.id)}) u WHERE u."effectiveOn" BETWEEN ${from} AND ${to} AND ${costObjectId ? sql`u."costObjectId" = ${costObjectId}` : sql`TRUE`}
      AND ${warehouseId ? sql`u."warehouseId" = ${warehouseId}` : sql`TRUE`} AND ${productId ? sql`u."productId" = ${productId}` : sql`TRUE`}
      AND ${withoutCostObject ? sql`u."costObjectId" IS NULL` : sql`TRUE`}
    ORDER BY u."effectiveOn" DESC, u.sequence DESC, u.no LIMIT ${first ?? PAGE_SIZE} OFFSET ${skip ?? 0}`,
  make: (found: LineRow[]): OwnUseLine[] => found.map(({ sourceId, number, value, ...row }) =>
    ({ ...row, number: number ?? '', source: globalId(row.sourceType, sourceId), value: minor(BigInt(value)) })),
});
