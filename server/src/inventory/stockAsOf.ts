import sql, { type Sql } from 'sql-template-tag';
import { journalUpTo } from '../accounting/journalUpTo.ts';
import { choice, day, instant, optional } from '../shared/input.ts';
import { minor, plus, zero, type Minor } from '../shared/money.ts';
import { parseQuantity, none, type Quantity } from '../shared/quantity.ts';
import { report } from '../shared/report.ts';
import { trimmed } from '../shared/textForms.ts';
import type { Day } from '../shared/time.ts';

export interface StockOfDay { product: string; warehouse: string; quantity: Quantity; value: Minor; bookedLater: Minor }
export interface StockAsOf { on: Day; knownAt: Date | null; basis: 'BOOKED' | 'RESTATED'; rows: StockOfDay[]; value: Minor; bookedLater: Minor }
interface Row { product: string; warehouse: string; quantity: string; value: string; later: string }

/** By product and warehouse, what was booked up to a day: as its journal says, or as daily totals do where all that is known counts. */
const bookedUpTo = (companyId: string, on: Day, knownAt: Date | null): Sql => (knownAt ? sql`
    SELECT coalesce(m."productId", j."productId") AS "productId", coalesce(m."warehouseId", j."warehouseId") AS "warehouseId", m.quantity, j.value
    FROM (SELECT "productId", "warehouseId", sum(quantity) AS quantity FROM "StockMove" WHERE "companyId" = ${companyId} AND "effectiveOn" <= ${on} AND "recordedAt" < ${knownAt} GROUP BY 1, 2) m
    FULL JOIN (SELECT l."productId", l."warehouseId", sum(l."companyMinor") AS value FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId"
      WHERE a."companyId" = ${companyId} AND a.code = '1300' AND ${journalUpTo(on, knownAt)} GROUP BY 1, 2) j USING ("productId", "warehouseId")`
  : sql`SELECT "productId", "warehouseId", sum(quantity) AS quantity, sum("valueMinor") AS value FROM "StockDay" WHERE day <= ${on} GROUP BY 1, 2`);

/**
 * The same with everything on the day to which it belongs: a correction takes the place of the receipt that it corrects, what an
 * issue cost more is on the issue's day. What is not moved to its orders yet stays on the day on which it was booked.
 */
const restatedUpTo = (companyId: string, on: Day, knownAt: Date | null): Sql => {
  const known = (alias: Sql) => (knownAt ? sql`${alias}."recordedAt" < ${knownAt}` : sql`TRUE`);
  return sql`SELECT "productId", "warehouseId", sum(quantity) AS quantity, sum(value) AS value FROM (
      SELECT m."productId", m."warehouseId", m.quantity, m."valueMinor" AS value FROM "StockMove" m
        LEFT JOIN "StockMove" c ON c.id = m."correctsMoveId" AND m."correctsMoveId" IS NOT NULL
        WHERE m."companyId" = ${companyId} AND m.kind <> 'COST' AND coalesce(c."effectiveOn", m."effectiveOn") <= ${on} AND ${known(sql`m`)}
      UNION ALL SELECT m."productId", m."warehouseId", 0, c."differenceMinor" * sign(m.quantity) FROM "CostAdjustment" c JOIN "StockMove" m ON m.id = c."moveId"
        LEFT JOIN "StockMove" r ON r.id = m."correctsMoveId" AND m."correctsMoveId" IS NOT NULL
        WHERE c."companyId" = ${companyId} AND coalesce(r."effectiveOn", m."effectiveOn") <= ${on} AND ${known(sql`c`)}
      UNION ALL SELECT "productId", "warehouseId", 0, -"amountMinor" FROM "CostAttribution" t WHERE "companyId" = ${companyId} AND "doneAt" IS NULL AND "effectiveOn" <= ${on} AND ${known(sql`t`)}
    ) s GROUP BY 1, 2`;
};

/**
 * What was in stock as of a day (default today), as known at a time (default now). BOOKED: the sum is the stock account's balance
 * of that day. RESTATED: with what was booked later about that day; zero units are worth zero on every day.
 */
export const stockAsOf = report({
  args: {
    on: optional(day()), knownAt: optional(instant()),
    basis: { ...optional(choice('StockBasis')), describe: 'BOOKED (default) ties to the trial balance; RESTATED has what became known later on the day to which it belongs.' },
  },
  statement: ({ on: day, knownAt, basis }, { company, today }, asked) => {
    const on = day ?? today;
    const booked = bookedUpTo(company.id, on, knownAt ?? null);
    if (basis !== 'RESTATED' && !asked('bookedLater') && !asked('rows.bookedLater')) {
      return sql`SELECT "productId" AS product, "warehouseId" AS warehouse, coalesce(quantity, 0)::text AS quantity, coalesce(value, 0)::text AS value, '0' AS later
        FROM (${booked}) b JOIN "Product" p ON p.id = "productId" WHERE coalesce(quantity, 0) <> 0 OR coalesce(value, 0) <> 0 ORDER BY p.name, "warehouseId", "productId"`;
    }
    const shown = basis === 'RESTATED' ? sql`r` : sql`b`;
    return sql`WITH b AS (${booked}), r AS (${restatedUpTo(company.id, on, knownAt ?? null)})
    SELECT "productId" AS product, "warehouseId" AS warehouse, coalesce(${shown}.quantity, 0)::text AS quantity, coalesce(${shown}.value, 0)::text AS value,
      (coalesce(r.value, 0) - coalesce(b.value, 0))::text AS later
    FROM b FULL JOIN r USING ("productId", "warehouseId") JOIN "Product" p ON p.id = "productId"
    WHERE coalesce(b.quantity, 0) <> 0 OR coalesce(b.value, 0) <> 0 OR coalesce(r.quantity, 0) <> 0 OR coalesce(r.value, 0) <> 0
    ORDER BY p.name, "warehouseId", "productId"`;
  },
  make: (found: Row[], { on, knownAt, basis }, ctx): StockAsOf => {
    const all = found.map(({ product, warehouse, quantity, value, later }): StockOfDay => ({
      product, warehouse, quantity: parseQuantity(trimmed(quantity)) ?? none, value: minor(BigInt(value)), bookedLater: minor(BigInt(later)),
    }));
    // Which rows there are does not hang on whether bookedLater is asked for: what was at zero then is none of them.
    const rows = basis === 'RESTATED' ? all : all.filter(({ quantity, value }) => quantity !== none || value !== zero);
    return { on: on ?? ctx.today, knownAt: knownAt ?? null, basis: basis ?? 'BOOKED', rows, value: plus(...all.map((row) => row.value)), bookedLater: plus(...all.map((row) => row.bookedLater)) };
  },
});
