import sql, { type Sql } from 'sql-template-tag';
import type { Queryable } from '../shared/db.ts';
import { day, id, optional } from '../shared/input.ts';
import type { Quantity, Rate, UnitPrice } from '../shared/quantity.ts';
import { report } from '../shared/report.ts';
import type { Day } from '../shared/time.ts';
import { decodeValue } from '../shared/tables.ts';
import type { Context } from '../shared/viewer.ts';

/** A part of a kit as its recipe is now. */
export interface SoldComponent { productId: string; name: string; decimals: number; perKit: Quantity }

/** A product as a line sells it. */
export interface Sellable {
  id: string; name: string; sku: string; unitCode: string; decimals: number; isStocked: boolean;
  categoryId: string | null; templateId: string | null; taxCodeId: string | null; taxRate: Rate; listPrice: UnitPrice | null;
  /** Of a kit its parts; else none. */
  components: SoldComponent[];
  /** Who sends it straight to customers; null: it is sold from stock. */
  dropSupplierId: string | null;
}

/** What of a product (p) tells how it leaves: from stock, as parts of a kit, or from its supplier. */
export const leavingColumns: Sql = sql`p."isStocked", p."dropSupplierId", CASE WHEN p."isKit" THEN (
  SELECT json_agg(json_build_object('productId', k."componentProductId", 'name', c.name, 'decimals', cu.decimals, 'perKit', k.quantity::text) ORDER BY k."componentProductId")
    FROM "KitComponent" k JOIN "Product" c ON c.id = k."componentProductId" JOIN "Unit" cu ON cu.id = c."unitId" WHERE k."kitProductId" = p.id) END AS components`;

/** A row of products as the database gave it. */
export const sellable = (row: Record<string, unknown>): Sellable => ({
  ...(row as unknown as Sellable), taxRate: decodeValue('rate', row.taxRate) as Rate, listPrice: decodeValue('price', row.listPrice) as UnitPrice | null,
  components: ((row.components ?? []) as SoldComponent[]).map((each) => ({ ...each, perKit: decodeValue('quantity', each.perKit) as Quantity })),
});

/** Products with unit, tax and the list price of a day; unknown ones are left out. */
export async function loadSellables(tx: Queryable, ctx: Context, productIds: string[], on: Day): Promise<Map<string, Sellable>> {
  const rows = await tx.rows<Record<string, unknown>>(sql`
    SELECT p.id, p.name, p.sku, p."categoryId", p."templateId", u.code AS "unitCode", u.decimals, ${leavingColumns}, x.id AS "taxCodeId", coalesce(x.rate, 0) AS "taxRate", l."unitPrice" AS "listPrice"
    FROM "Product" p JOIN "Unit" u ON u.id = p."unitId" LEFT JOIN "TaxCode" x ON x.id = p."taxCodeId"
      LEFT JOIN "ListPrice" l ON l."productId" = p.id AND l."currencyCode" = ${ctx.company.currencyCode}
        AND l."validFrom" <= ${on} AND (l."validTo" IS NULL OR l."validTo" >= ${on})
    WHERE p.id = ANY(${productIds}::uuid[])`);
  return new Map(rows.map((row) => [String(row.id), sellable(row)]));
}

export interface PriceAnswer { unitPrice: UnitPrice | null; source: 'LIST' | 'NONE'; validFrom: Day | null; validTo: Day | null }

interface PriceRow { unitPrice: string; validFrom: Day; validTo: Day | null }

/** What a product costs on a day (default today), and why. */
export const priceOf = report({
  args: { productId: id('Product'), on: optional(day()) },
  statement: ({ productId, on }, { company, today }) => sql`SELECT l."unitPrice"::text AS "unitPrice", l."validFrom", l."validTo" FROM "ListPrice" l
    WHERE l."productId" = ${productId} AND l."currencyCode" = ${company.currencyCode}
      AND l."validFrom" <= ${on ?? today} AND (l."validTo" IS NULL OR l."validTo" >= ${on ?? today})`,
  make: ([price]: PriceRow[]): PriceAnswer => (price
    ? { unitPrice: decodeValue('price', price.unitPrice) as UnitPrice, source: 'LIST', validFrom: price.validFrom, validTo: price.validTo }
    : { unitPrice: null, source: 'NONE', validFrom: null, validTo: null }),
});
