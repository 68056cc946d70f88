// Pure: what a dish is made of. Quantities are exact fractions of millionths until they are asked for in an ingredient's unit.
import { roundedTo } from '../catalogue/units.ts';
import type { UnitRounding } from '../generated/rows.ts';
import { none, type Quantity, type Rate } from '../shared/quantity.ts';
import { RecipeCircle } from './refusals.ts';

export interface RecipeLineFact { productId: string; entered: Quantity; perNumerator: bigint; perDenominator: bigint; yieldRate: Rate }
export interface RecipeFact { productId: string; portions: Quantity; lines: readonly RecipeLineFact[] }
/** Recipes by the product that they make. */
export type Recipes = ReadonlyMap<string, RecipeFact>;
export interface ItemFact { id: string; name: string; isStocked: boolean; decimals: number; rounding: UnitRounding }
export type Items = ReadonlyMap<string, ItemFact>;

/** Millionths of a product's unit, as a fraction. */
export interface Exact { n: bigint; d: bigint }
const common = (a: bigint, b: bigint): bigint => (b === 0n ? a : common(b, a % b));
export const exact = (n: bigint, d = 1n): Exact => {
  const by = common(n < 0n ? -n : n, d) || 1n;
  return { n: n / by, d: d / by };
};
export const sum = (a: Exact, b: Exact): Exact => exact(a.n * b.d + b.n * a.d, a.d * b.d);
export const scaled = (a: Exact, by: Exact): Exact => exact(a.n * by.n, a.d * by.d);
const ZERO = exact(0n);
const WHOLE = 1_000_000n;

/** What one line takes of its ingredient for a number of portions, before peeling and trimming. */
export const grossOf = (line: RecipeLineFact, recipe: Pick<RecipeFact, 'portions'>, portions: Exact): Exact =>
  scaled(exact(line.entered * line.perNumerator * WHOLE, line.perDenominator * line.yieldRate * recipe.portions), portions);

export const inUnit = ({ n, d }: Exact, { decimals, rounding }: Pick<ItemFact, 'decimals' | 'rounding'>): Quantity => roundedTo(n, d, decimals, rounding);

/** Refuses a recipe that leads back to its own product by way of other recipes. */
export function demandNoCircle(productId: string, recipes: Recipes, nameOf: (id: string) => string): void {
  const visit = (id: string, passed: readonly string[]): void => {
    for (const line of recipes.get(id)?.lines ?? []) {
      if (line.productId === productId) throw RecipeCircle({ productName: nameOf(productId) });
      if (!passed.includes(line.productId)) visit(line.productId, [...passed, line.productId]);
    }
  };
  visit(productId, [productId]);
}

/**
 * What a number of portions takes out of stock: an ingredient that is not kept in stock is taken apart by its own recipe. One row
 * an ingredient, in the order in which they are met, rounded once by the rule of its unit.
 */
export function ingredientsOf(recipe: RecipeFact, portions: Quantity, recipes: Recipes, items: Items): { productId: string; quantity: Quantity }[] {
  const taken = new Map<string, Exact>();
  const take = ({ productId, ...made }: RecipeFact, many: Exact, passed: readonly string[]): void => {
    if (passed.includes(productId)) throw RecipeCircle({ productName: items.get(productId)?.name ?? '' });
    for (const line of made.lines) {
      const gross = grossOf(line, made, many);
      const item = items.get(line.productId);
      const inner = recipes.get(line.productId);
      if (item?.isStocked) taken.set(line.productId, sum(taken.get(line.productId) ?? ZERO, gross));
      else if (inner) take(inner, gross, [...passed, productId]);
    }
  };
  take(recipe, exact(portions), []);
  return [...taken].flatMap(([productId, gross]) => {
    const item = items.get(productId);
    return item ? [{ productId, quantity: inUnit(gross, item) }] : [];
  });
}

export interface StockFact { available: Quantity; coming: Quantity; requested: Quantity }
export interface Shortage { productId: string; needed: Quantity; available: Quantity; coming: Quantity; requested: Quantity; short: Quantity; toPrepare: Quantity }

/**
 * What a menu takes of stock, and what of it will be missing. Dishes and sauces that are kept in stock are taken as far as there
 * are any; the rest of them is to be prepared, and asks for its ingredients.
 */
export function shortages(plan: readonly { productId: string; portions: Quantity }[], recipes: Recipes, items: Items, stock: ReadonlyMap<string, StockFact>): Shortage[] {
  const empty: StockFact = { available: none, coming: none, requested: none };
  const needed = new Map<string, Exact>();
  const prepared = new Map<string, Exact>();
  const need = (productId: string, many: Exact, passed: readonly string[]): void => {
    const item = items.get(productId);
    const recipe = recipes.get(productId);
    if (!item || passed.includes(productId)) return;
    let rest = many;
    if (item.isStocked) {
      const before = needed.get(productId) ?? ZERO;
      needed.set(productId, sum(before, many));
      if (!recipe) return;
      const { available, coming } = stock.get(productId) ?? empty;
      // Of what is there, earlier dishes have had their part.
      const left = sum(exact(available + coming), exact(-before.n, before.d));
      const missing = sum(many, left.n > 0n ? exact(-left.n, left.d) : ZERO);
      if (missing.n <= 0n) return;
      rest = missing;
      prepared.set(productId, sum(prepared.get(productId) ?? ZERO, missing));
    }
    for (const line of recipe?.lines ?? []) if (recipe) need(line.productId, grossOf(line, recipe, rest), [...passed, productId]);
  };
  for (const { productId, portions } of plan) need(productId, exact(portions), []);
  return [...needed].flatMap(([productId, gross]) => {
    const item = items.get(productId);
    if (!item) return [];
    const { available, coming, requested } = stock.get(productId) ?? empty;
    const wanted = inUnit(gross, item);
    const toPrepare = inUnit(prepared.get(productId) ?? ZERO, item);
    const missing = wanted - available - coming;
    return [{ productId, needed: wanted, available, coming, requested, toPrepare, short: (recipes.has(productId) || missing < 0n ? none : missing) as Quantity }];
  });
}
