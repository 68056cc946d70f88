// Recipes and the products that they lead to. There are hundreds of them at most: all in two statements.
import sql, { join, type Sql } from 'sql-template-tag';
import type { RecipeLineRow, RecipeRow } from '../generated/rows.ts';
import type { Queryable } from '../shared/db.ts';
import { decode, decodeAll } from '../shared/tables.ts';
import type { ItemFact, Items, RecipeFact, Recipes } from './recipeRules.ts';

export interface LoadedRecipes { recipes: Recipes; items: Items }

/** One statement's rows: recipes with their lines, and every product of either. */
export const recipeRows = (companyId: string): Sql => sql`
  SELECT 'recipe' AS kind, to_jsonb(r)::text AS body, (SELECT coalesce(jsonb_agg(to_jsonb(l) ORDER BY l.no), '[]')::text FROM "RecipeLine" l WHERE l."recipeId" = r.id) AS lines
    FROM "Recipe" r WHERE r."companyId" = ${companyId}
  UNION ALL SELECT 'item', jsonb_build_object('id', p.id, 'name', p.name, 'isStocked', p."isStocked", 'decimals', u.decimals, 'rounding', u.rounding)::text, NULL
    FROM "Product" p JOIN "Unit" u ON u.id = p."unitId"
    WHERE p.id IN (SELECT "productId" FROM "Recipe" UNION SELECT "productId" FROM "RecipeLine" UNION SELECT "productId" FROM "MenuPlanLine")`;

export interface RecipeTextRow { kind: string; body: string; lines: string | null }

export function recipesOf(rows: readonly RecipeTextRow[]): LoadedRecipes & { heads: ReadonlyMap<string, RecipeRow> } {
  const heads = new Map<string, RecipeRow>();
  const recipes = new Map<string, RecipeFact>();
  const items = new Map<string, ItemFact>();
  for (const { kind, body, lines } of rows) {
    if (kind === 'item') {
      const item = JSON.parse(body) as ItemFact;
      items.set(item.id, item);
    } else if (kind === 'recipe') {
      const head = decode('Recipe', JSON.parse(body) as Record<string, unknown>);
      heads.set(head.productId, head);
      recipes.set(head.productId, recipeFact(head, decodeAll('RecipeLine', JSON.parse(lines ?? '[]') as Record<string, unknown>[])));
    }
  }
  return { heads, recipes, items };
}

export const recipeFact = ({ productId, portions }: Pick<RecipeRow, 'productId' | 'portions'>, lines: readonly RecipeLineRow[]): RecipeFact => ({
  productId, portions, lines: lines.map((line) => ({
    productId: line.productId, entered: line.entered, perNumerator: line.perNumerator, perDenominator: line.perDenominator, yieldRate: line.yieldRate,
  })),
});

export const loadRecipes = async (db: Queryable, companyId: string): Promise<ReturnType<typeof recipesOf>> => recipesOf(await db.rows<RecipeTextRow>(recipeRows(companyId)));

/** Facts of further products, where a plan names such as no recipe does. */
export async function loadItems(db: Queryable, productIds: readonly string[]): Promise<Items> {
  const rows = productIds.length === 0 ? [] : await db.rows<ItemFact>(sql`SELECT p.id, p.name, p."isStocked", u.decimals, u.rounding::text AS rounding
    FROM "Product" p JOIN "Unit" u ON u.id = p."unitId" WHERE p.id IN (${join([...productIds])})`);
  return new Map(rows.map((row) => [row.id, row]));
}
