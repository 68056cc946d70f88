// Loading of minimum margins, and of what goods cost: read only where there is a rule.
import sql, { raw, type Sql } from 'sql-template-tag';
import type { Queryable } from '../shared/db.ts';
import type { Known } from '../shared/known.ts';
import { currencyExponent } from '../shared/money.ts';
import { joined, read, type Part } from '../shared/parts.ts';
import type { UnitPrice } from '../shared/quantity.ts';
import { selectRows } from '../shared/rows.ts';
import { decodeValue } from '../shared/tables.ts';
import type { Context } from '../shared/viewer.ts';
import type { MarginFacts, UnitCosts } from './margins.ts';

/**
 * What one unit of products (a SELECT of "productId") costs: the average of what is on hand, and what came in last; where
 * nothing ever came, what the preferred supplier asks.
 */
export function unitCostsSql(products: Sql, ctx: Pick<Context, 'company'>): Sql {
  const { currencyCode } = ctx.company;
  const main = raw(String(10 ** (currencyExponent(currencyCode) ?? 2)));
  return sql`SELECT p."productId", coalesce(l.average, i.last, o."unitCost")::text AS average, coalesce(i.last, l.average, o."unitCost")::text AS last
    FROM (SELECT DISTINCT k."productId" FROM (${products}) k) p
    LEFT JOIN LATERAL (SELECT round(sum(s."valueMinor") / nullif(sum(s."onHand"), 0) / ${main}, 8) AS average FROM "StockLevel" s WHERE s."productId" = p."productId" AND s."onHand" > 0) l ON TRUE
    LEFT JOIN LATERAL (SELECT round(m."valueMinor" / m.quantity / ${main}, 8) AS last FROM "StockMove" m WHERE m."productId" = p."productId" AND m.kind IN ('RECEIPT', 'OPENING') AND m.quantity > 0
      ORDER BY m."effectiveOn" DESC, m."recordedAt" DESC, m.sequence DESC LIMIT 1) i ON TRUE
    LEFT JOIN LATERAL (SELECT x."unitCost" FROM "SupplierProduct" x WHERE x."productId" = p."productId" AND x."currencyCode" = ${currencyCode} ORDER BY x."isPreferred" DESC, x."unitCost" LIMIT 1) o ON TRUE`;
}

const withComponents = (products: Sql): Sql => sql`SELECT w."productId" FROM (${products}) w UNION SELECT k."componentProductId" FROM "KitComponent" k WHERE k."kitProductId" IN (SELECT w."productId" FROM (${products}) w)`;

/** Parts with the rules, and with costs of products (a SELECT of "productId") where there is any rule. */
export const marginParts = (ctx: Context, products: Sql): Part[] => [
  read('margin_rules', 'MarginRule', sql`t."companyId" = ${ctx.company.id}`),
  joined('margin_costs', unitCostsSql(sql`SELECT g."productId" FROM (${withComponents(products)}) g WHERE EXISTS (SELECT FROM margin_rules)`, ctx)),
  read('margin_limits', 'ApprovalLimit', sql`t.kind = 'MARGIN_OVERRIDE' AND EXISTS (SELECT FROM margin_rules)`),
];

const costsOf = (rows: readonly Record<string, unknown>[]): Map<string, UnitCosts> => new Map(rows.map(({ productId, average, last }) => [String(productId), {
  productId: String(productId), average: average === null ? null : decodeValue('price', average) as UnitPrice, last: last === null ? null : decodeValue('price', last) as UnitPrice,
}]));

export const marginsOf = (known: Known): MarginFacts => ({ rules: known.rows('MarginRule', () => true), costs: costsOf(known.joined('margin_costs')) });

/** The same by statements of their own. */
export async function loadMargins(tx: Queryable, ctx: Context, productIds: readonly string[]): Promise<MarginFacts> {
  const rules = await selectRows(tx, 'MarginRule', sql`t."companyId" = ${ctx.company.id}`);
  if (rules.length === 0 || productIds.length === 0) return { rules, costs: new Map() };
  return { rules, costs: costsOf(await tx.rows(unitCostsSql(withComponents(sql`SELECT unnest(${[...productIds]}::uuid[]) AS "productId"`), ctx))) };
}
