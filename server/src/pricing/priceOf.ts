import sql from 'sql-template-tag';
import type { Queryable } from '../shared/db.ts';
import type { Rate, UnitPrice } from '../shared/quantity.ts';
import { selectRows } from '../shared/rows.ts';
import type { Day } from '../shared/time.ts';
import { decodeValue } from '../shared/tables.ts';
import type { Context } from '../shared/viewer.ts';

/** A product as a line sells it. */
export interface Sellable {
  id: string; name: string; sku: string; unitCode: string; decimals: number; isStocked: boolean;
  taxCodeId: string | null; taxRate: Rate; listPrice: UnitPrice | null;
}

/** Products with unit, tax and the list price of a day; unknown ones are left out. */
export async function loadSellables(tx: Queryable, ctx: Context, productIds: string[], on: Day): Promise<Map<string, Sellable>> {
  const rows = await tx.rows<Record<string, unknown>>(sql`
    SELECT p.id, p.name, p.sku, u.code AS "unitCode", u.decimals, p."isStocked", x.id AS "taxCodeId", coalesce(x.rate, 0) AS "taxRate", l."unitPrice" AS "listPrice"
    FROM "Product" p JOIN "Unit" u ON u.id = p."unitId" LEFT JOIN "TaxCode" x ON x.id = p."taxCodeId"
      LEFT JOIN "ListPrice" l ON l."productId" = p.id AND l."currencyCode" = ${ctx.company.currencyCode}
        AND l."validFrom" <= ${on} AND (l."validTo" IS NULL OR l."validTo" >= ${on})
    WHERE p.id = ANY(${productIds}::uuid[])`);
  return new Map(rows.map((row) => [String(row.id), {
    ...(row as unknown as Sellable), taxRate: decodeValue('rate', row.taxRate) as Rate, listPrice: decodeValue('price', row.listPrice) as UnitPrice | null,
  }]));
}

export interface PriceAnswer { unitPrice: UnitPrice | null; source: 'LIST' | 'NONE'; validFrom: Day | null; validTo: Day | null }

/** What a product costs on a day, and why. */
export async function loadPrice(db: Queryable, ctx: Context, productId: string, on: Day): Promise<PriceAnswer> {
  const [price] = await selectRows(db, 'ListPrice', sql`t."productId" = ${productId} AND t."currencyCode" = ${ctx.company.currencyCode}
    AND t."validFrom" <= ${on} AND (t."validTo" IS NULL OR t."validTo" >= ${on})`);
  return { unitPrice: price?.unitPrice ?? null, source: price ? 'LIST' : 'NONE', validFrom: price?.validFrom ?? null, validTo: price?.validTo ?? null };
}
