// What every dish costs now, was when it was last made, and is sold for.
import sql, { type Sql } from 'sql-template-tag';
import { boolean, id, optional } from '../shared/input.ts';
import { currencyExponent, minor, type Minor } from '../shared/money.ts';
import { none, parseQuantity, parseUnitPrice, type Quantity, type Rate, type UnitPrice } from '../shared/quantity.ts';
import { report } from '../shared/report.ts';
import { NotFound } from '../shared/sharedRefusals.ts';
import { trimmed } from '../shared/textForms.ts';
import type { Day } from '../shared/time.ts';
import { recipeRows, recipesOf, type RecipeTextRow } from './loadRecipes.ts';
import { dishCost, type DishCost, type Worth } from './recipeCosts.ts';

/** Facts of one product: what is in stock and its value, else its last receipt, else what its supplier asks; price; last preparation. */
const productRows = (companyId: string, today: string, currencyCode: string): Sql => sql`SELECT 'product', jsonb_build_object('id', p.id,
    'onHand', (SELECT sum(l."onHand") FROM "StockLevel" l WHERE l."productId" = p.id AND l."onHand" > 0)::text,
    'value', (SELECT sum(l."valueMinor") FROM "StockLevel" l WHERE l."productId" = p.id AND l."onHand" > 0)::text,
    'last', (SELECT jsonb_build_object('quantity', m.quantity::text, 'value', m."valueMinor"::text) FROM "StockMove" m
      WHERE m."productId" = p.id AND m.quantity > 0 AND m."valueMinor" > 0 ORDER BY m."effectiveOn" DESC, m."recordedAt" DESC, m.id LIMIT 1),
    'asked', (SELECT s."unitCost"::text FROM "SupplierProduct" s WHERE s."productId" = p.id AND s."currencyCode" = ${currencyCode} ORDER BY s."isPreferred" DESC, s.id LIMIT 1),
    'price', (SELECT x."unitPrice"::text FROM "ListPrice" x WHERE x."productId" = p.id AND x."currencyCode" = ${currencyCode} AND x."validFrom" <= ${today}::date
      AND (x."validTo" IS NULL OR x."validTo" >= ${today}::date) ORDER BY x."validFrom" DESC LIMIT 1),
    'prepared', (SELECT jsonb_build_object('on', q."preparedOn"::text, 'portions', q.portions::text, 'value', q."valueMinor"::text) FROM "Preparation" q
      WHERE q."productId" = p.id AND q.status = 'POSTED' ORDER BY q."preparedOn" DESC, q."recordedAt" DESC LIMIT 1))::text, NULL
  FROM "Product" p WHERE p.id IN (SELECT r."productId" FROM "Recipe" r WHERE r."companyId" = ${companyId} UNION SELECT "productId" FROM "RecipeLine")`;

interface Told {
  id: string; onHand: string | null; value: string | null; last: { quantity: string; value: string } | null; asked: string | null; price: string | null;
  prepared: { on: Day; portions: string; value: string } | null;
}

const amount = (text: string | null | undefined): Quantity => parseQuantity(trimmed(text ?? '0')) ?? none;
const price = (text: string | null): UnitPrice | null => (text === null ? null : parseUnitPrice(trimmed(text)) ?? null);

function worthOf({ onHand, value, last, asked }: Told, places: bigint): Worth | null {
  if (amount(onHand) > none && value !== null) return { quantity: amount(onHand), value: minor(BigInt(value)) };
  if (last) return { quantity: amount(last.quantity), value: minor(BigInt(last.value)) };
  // A price of 10⁻⁸ a unit is worth as many minor units, of 10⁸ units.
  const unit = price(asked);
  return unit === null ? null : { quantity: (10n ** 14n) as Quantity, value: (unit * places) as Minor };
}

export interface MenuItem extends Omit<DishCost, 'lines'> {
  recipe: string; product: string; portions: Quantity; isActive: boolean; isStocked: boolean; preparedOn: Day | null;
  /** Cost of a portion when it was last made, and its share of today's price. */
  lastCost: UnitPrice | null; lastFoodCostRate: Rate | null;
}
export interface RecipeCost extends MenuItem { lines: { product: string; quantity: Quantity; cost: Minor | null }[] }

function menuOf(rows: readonly RecipeTextRow[], currencyCode: string): RecipeCost[] {
  const { heads, recipes, items } = recipesOf(rows);
  const places = 10n ** BigInt(currencyExponent(currencyCode) ?? 2);
  const told = new Map(rows.filter(({ kind }) => kind === 'product').map(({ body }) => JSON.parse(body) as Told).map((each) => [each.id, each]));
  const worths = new Map([...told].map(([productId, each]) => [productId, worthOf(each, places)]));
  return [...recipes.values()].flatMap((recipe): RecipeCost[] => {
    const head = heads.get(recipe.productId);
    const facts = told.get(recipe.productId);
    const item = items.get(recipe.productId);
    if (!head || !item) return [];
    const { lines, ...cost } = dishCost(recipe, recipes, items, worths, price(facts?.price ?? null), places);
    const made = facts?.prepared;
    const lastCost = made ? ((BigInt(made.value) * 10n ** 14n) / (amount(made.portions) * places)) as UnitPrice : null;
    return [{
      ...cost, recipe: head.id, product: head.productId, portions: head.portions, isActive: head.isActive, isStocked: item.isStocked, preparedOn: made?.on ?? null, lastCost,
      lastFoodCostRate: lastCost !== null && cost.price ? ((lastCost * 1_000_000n) / cost.price) as Rate : null,
      lines: lines.map((each) => ({ product: each.productId, quantity: each.quantity, cost: each.cost })),
    }];
  }).sort((a, b) => {
    const [first, second] = [items.get(a.product)?.name ?? '', items.get(b.product)?.name ?? ''];
    return first < second ? -1 : first > second ? 1 : 0;
  });
}

const statementOf = (companyId: string, today: string, currencyCode: string): Sql => sql`${recipeRows(companyId)} UNION ALL ${productRows(companyId, today, currencyCode)}`;

/** The records that the reports show. */
const records = {
  recipe: () => sql`SELECT id FROM "Recipe"`, product: () => sql`SELECT "productId" FROM "Recipe" UNION SELECT "productId" FROM "RecipeLine"`,
};

/** All dishes by name, with what they cost and bring. */
export const menuCosts = report({
  args: { activeOnly: optional(boolean()) }, records,
  statement: (_args, { company, today }) => statementOf(company.id, today, company.currencyCode),
  make: (rows: RecipeTextRow[], { activeOnly }, ctx): MenuItem[] => menuOf(rows, ctx.company.currencyCode).filter(({ isActive }) => isActive || !activeOnly)
    .map(({ lines: _lines, ...item }) => item),
});

/** One dish, with each ingredient's part of a batch. */
export const recipeCost = report({
  args: { recipeId: id('Recipe') }, records,
  statement: (_args, { company, today }) => statementOf(company.id, today, company.currencyCode),
  make: (rows: RecipeTextRow[], { recipeId }, ctx): RecipeCost => {
    const found = menuOf(rows, ctx.company.currencyCode).find(({ recipe }) => recipe === recipeId);
    if (!found) throw NotFound({ type: 'Recipe', id: recipeId });
    return found;
  },
});
