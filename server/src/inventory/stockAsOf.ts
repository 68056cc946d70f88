import sql from 'sql-template-tag';
import { journalUpTo } from '../accounting/journalUpTo.ts';
import { day, instant, optional } from '../shared/input.ts';
import { minor, plus, type Minor } from '../shared/money.ts';
import { parseQuantity, none, type Quantity } from '../shared/quantity.ts';
import { report } from '../shared/report.ts';
import { trimmed } from '../shared/textForms.ts';
import type { Day } from '../shared/time.ts';

export interface StockOfDay { product: string; warehouse: string; quantity: Quantity; value: Minor }
export interface StockAsOf { on: Day; knownAt: Date | null; rows: StockOfDay[]; value: Minor }
interface Row { product: string; warehouse: string; quantity: string; value: string }

/** What was in stock as of a day (default today), as known at a time (default now), and its booked value: its sum is the stock account's balance. */
export const stockAsOf = report({
  args: { on: optional(day()), knownAt: optional(instant()) },
  statement: ({ on: asked, knownAt }, { company, today }) => {
    const on = asked ?? today;
    return sql`WITH moved AS (SELECT m."productId", m."warehouseId", sum(m.quantity) AS quantity FROM "StockMove" m
        WHERE m."companyId" = ${company.id} AND m."effectiveOn" <= ${on} AND ${knownAt ? sql`m."recordedAt" < ${knownAt}` : sql`TRUE`} GROUP BY 1, 2),
      booked AS (SELECT l."productId", l."warehouseId", sum(l."companyMinor") AS value FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId"
        WHERE a."companyId" = ${company.id} AND a.code = '1300' AND ${journalUpTo(on, knownAt ?? null)} GROUP BY 1, 2)
    SELECT "productId" AS product, "warehouseId" AS warehouse, coalesce(quantity, 0)::text AS quantity, coalesce(value, 0)::text AS value
    FROM moved FULL JOIN booked USING ("productId", "warehouseId") JOIN "Product" p ON p.id = "productId"
    WHERE coalesce(quantity, 0) <> 0 OR coalesce(value, 0) <> 0 ORDER BY p.name, "warehouseId", "productId"`;
  },
  make: (found: Row[], { on, knownAt }, ctx): StockAsOf => {
    const rows = found.map(({ product, warehouse, quantity, value }): StockOfDay =>
      ({ product, warehouse, quantity: parseQuantity(trimmed(quantity)) ?? none, value: minor(BigInt(value)) }));
    return { on: on ?? ctx.today, knownAt: knownAt ?? null, rows, value: plus(...rows.map((row) => row.value)) };
  },
});
