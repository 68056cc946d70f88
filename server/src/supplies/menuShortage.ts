// What a menu will be short of on its day, known before service.
import sql, { join, type Sql } from 'sql-template-tag';
import type { Queryable } from '../shared/db.ts';
import { day, id, list, object, optional, quantity } from '../shared/input.ts';
import { none, parseQuantity, type Quantity } from '../shared/quantity.ts';
import { report } from '../shared/report.ts';
import { trimmed } from '../shared/textForms.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { readSite } from './issueSupplies.ts';
import { loadItems, recipeRows, recipesOf, type RecipeTextRow } from './loadRecipes.ts';
import { shortages, type Shortage, type StockFact } from './recipeRules.ts';

/** What of a site's goods can be used up to a day: free now, and expected until then. */
const stockRows = (warehouseId: Sql, on: Sql, productIds: Sql): Sql => sql`SELECT 'stock', jsonb_build_object('id', p.id, 'available', coalesce(l."onHand" - l.reserved, 0)::text,
    'requested', coalesce(l.requested, 0)::text, 'coming', (SELECT coalesce(sum(x.quantity - x.received), 0) FROM "PurchaseOrderLine" x JOIN "PurchaseOrder" o ON o.id = x."purchaseOrderId"
      WHERE x."productId" = p.id AND o."warehouseId" = ${warehouseId} AND o."customerOrderId" IS NULL AND o.status IN ('ORDERED', 'PART_RECEIVED') AND o."expectedOn" <= ${on} AND x.quantity > x.received)::text)::text, NULL
  FROM "Product" p LEFT JOIN "StockLevel" l ON l."productId" = p.id AND l."warehouseId" = ${warehouseId} WHERE p.id IN (${productIds})`;
const anyIngredient = sql`SELECT "productId" FROM "Recipe" UNION SELECT "productId" FROM "RecipeLine"`;

interface Stocked { id: string; available: string; coming: string; requested: string }
const amount = (text: string): Quantity => parseQuantity(trimmed(text)) ?? none;
const stockOf = (rows: readonly RecipeTextRow[]): ReadonlyMap<string, StockFact> => new Map(rows.filter(({ kind }) => kind === 'stock').map(({ body }): [string, StockFact] => {
  const { id: productId, available, coming, requested } = JSON.parse(body) as Stocked;
  return [productId, { available: amount(available), coming: amount(coming), requested: amount(requested) }];
}));

export interface ShortageRow extends Omit<Shortage, 'productId'> { product: string }
const told = (rows: readonly Shortage[]): ShortageRow[] => rows.map(({ productId, ...row }) => ({ product: productId, ...row }))
  .sort((a, b) => Number(a.short === none) - Number(b.short === none));

interface Asked { productId: string; portions: Quantity }

/** By the database, for any list of dishes. */
export async function loadShortages(db: Queryable, companyId: string, warehouseId: string, on: Day, plan: readonly Asked[]): Promise<ShortageRow[]> {
  const ids = plan.map(({ productId }) => productId);
  const named = ids.length > 0 ? sql`${anyIngredient} UNION SELECT p.id FROM "Product" p WHERE p.id IN (${join(ids)})` : anyIngredient;
  const rows = await db.rows<RecipeTextRow>(sql`${recipeRows(companyId)} UNION ALL ${stockRows(sql`${warehouseId}::uuid`, sql`${on}::date`, named)}`);
  const { recipes, items } = recipesOf(rows);
  const others = await loadItems(db, ids.filter((each) => !items.has(each)));
  return told(shortages(plan, recipes, new Map([...items, ...others]), stockOf(rows)));
}

/** A menu that is not kept: dishes and portions, a day, a site. */
export const shortageArgs = {
  lines: list(object('MenuLineInput', { productId: id('Product'), portions: quantity() }), { min: 1, max: 200 }),
  servedOn: { ...optional(day()), describe: 'Today when left out.' }, warehouseId: { ...optional(id('Warehouse')), describe: 'The default warehouse when left out.' },
};
export const recipeShortage = ({ lines, servedOn, warehouseId }: { lines: Asked[]; servedOn?: Day | null; warehouseId?: string | null }, ctx: Context): Promise<ShortageRow[]> =>
  ctx.db.transaction(async (tx) => {
    const site = await readSite(tx, warehouseId);
    return loadShortages(tx, ctx.company.id, site.id, servedOn ?? ctx.today, lines);
  });

interface PlanLine { productId: string; portions: string }
/** A kept plan's. */
export const menuPlanShortage = report({
  args: { menuPlanId: id('MenuPlan') }, records: { product: () => sql`${anyIngredient} UNION SELECT "productId" FROM "MenuPlanLine"` },
  statement: ({ menuPlanId }, { company }) => {
    const head = (column: Sql) => sql`(SELECT m.${column} FROM "MenuPlan" m WHERE m.id = ${menuPlanId} AND m."companyId" = ${company.id})`;
    return sql`${recipeRows(company.id)} UNION ALL ${stockRows(head(sql`"warehouseId"`), head(sql`"servedOn"`),
      sql`${anyIngredient} UNION SELECT "productId" FROM "MenuPlanLine" WHERE "planId" = ${menuPlanId}`)}
      UNION ALL SELECT 'plan', jsonb_build_object('lines', (SELECT jsonb_agg(jsonb_build_object('productId', x."productId", 'portions', x.portions::text) ORDER BY x.no) FROM "MenuPlanLine" x
        WHERE x."planId" = m.id))::text, NULL FROM "MenuPlan" m WHERE m.id = ${menuPlanId} AND m."companyId" = ${company.id}`;
  },
  make: (rows: RecipeTextRow[]): ShortageRow[] => {
    const plan = rows.find(({ kind }) => kind === 'plan');
    if (!plan) return []; // it was thrown away
    const { lines } = JSON.parse(plan.body) as { lines: PlanLine[] | null };
    const { recipes, items } = recipesOf(rows);
    return told(shortages((lines ?? []).map((line) => ({ productId: line.productId, portions: amount(line.portions) })), recipes, items, stockOf(rows)));
  },
});
