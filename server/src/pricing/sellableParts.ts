// Loading of what is sold for several requests at once.
import sql, { type Sql } from 'sql-template-tag';
import type { Known } from '../shared/known.ts';
import { joined, type Part } from '../shared/parts.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { leavingColumns, sellable, type Sellable } from './priceOf.ts';

/** Products with unit, tax and list price, for pairs (a SELECT of "productId", "on"). */
export const sellablePart = (ctx: Context, pairs: Sql): Part => joined('sellables', sql`
  SELECT k."on", p.id, p.name, p.sku, p."categoryId", p."templateId", u.code AS "unitCode", u.decimals, ${leavingColumns}, x.id AS "taxCodeId",
    coalesce(x.rate, 0)::text AS "taxRate", l."unitPrice"::text AS "listPrice"
  FROM (${pairs}) k JOIN LATERAL (SELECT p.* FROM "Product" p WHERE p.id = k."productId" LIMIT 1) p ON TRUE
    JOIN "Unit" u ON u.id = p."unitId" LEFT JOIN "TaxCode" x ON x.id = p."taxCodeId"
    LEFT JOIN LATERAL (SELECT l."unitPrice" FROM "ListPrice" l WHERE l."productId" = k."productId" AND l."currencyCode" = ${ctx.company.currencyCode}
      AND l."validFrom" <= k."on" AND (l."validTo" IS NULL OR l."validTo" >= k."on") LIMIT 1) l ON TRUE`);

/** Products of a day by id; unknown ones are left out. */
export const sellablesOf = (known: Known, productIds: readonly string[], on: Day): Map<string, Sellable> =>
  new Map(known.joined('sellables').filter((row) => row.on === on && productIds.includes(String(row.id))).map((row) => [String(row.id), sellable(row)]));
