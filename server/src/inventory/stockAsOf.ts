import sql from 'sql-template-tag';
import { journalUpTo } from '../accounting/journalUpTo.ts';
import { clipToHorizon } from '../shared/horizon.ts';
import { minor, plus, type Minor } from '../shared/money.ts';
import { parseQuantity, none, type Quantity } from '../shared/quantity.ts';
import { trimmed } from '../shared/textForms.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';

export interface StockOfDay { product: string; warehouse: string; quantity: Quantity; value: Minor }
export interface StockAsOf { on: Day; knownAt: Date | null; rows: StockOfDay[]; value: Minor }
interface Row { product: string; warehouse: string; quantity: string; value: string }

/** What was in stock as of a day, as known at a time (null: now), and its booked value: its sum is the stock account's balance. */
export async function stockAsOf(on: Day, asked: Date | null, ctx: Context): Promise<StockAsOf> {
  const knownAt = await clipToHorizon(ctx.db, asked);
  const known = knownAt ? sql`m."recordedAt" < ${knownAt}` : sql`TRUE`;
  const found = await ctx.db.rows<Row>(sql`
    WITH moved AS (SELECT m."productId", m."warehouseId", sum(m.quantity) AS quantity FROM "StockMove" m
        WHERE m."companyId" = ${ctx.company.id} AND m."effectiveOn" <= ${on} AND ${known} GROUP BY 1, 2),
      booked AS (SELECT l."productId", l."warehouseId", sum(l."companyMinor") AS value FROM "JournalLine" l JOIN "Account" a ON a.id = l."accountId"
        WHERE a."companyId" = ${ctx.company.id} AND a.code = '1300' AND ${journalUpTo(on, knownAt)} GROUP BY 1, 2)
    SELECT "productId" AS product, "warehouseId" AS warehouse, coalesce(quantity, 0)::text AS quantity, coalesce(value, 0)::text AS value
    FROM moved FULL JOIN booked USING ("productId", "warehouseId") JOIN "Product" p ON p.id = "productId"
    WHERE coalesce(quantity, 0) <> 0 OR coalesce(value, 0) <> 0 ORDER BY p.name, "warehouseId"`);
  const rows = found.map(({ product, warehouse, quantity, value }): StockOfDay =>
    ({ product, warehouse, quantity: parseQuantity(trimmed(quantity)) ?? none, value: minor(BigInt(value)) }));
  return { on, knownAt, rows, value: plus(...rows.map((row) => row.value)) };
}
