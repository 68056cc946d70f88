// Pure: what a dish costs, by what its ingredients cost now.
import { roundedQuotient } from '../shared/decimal.ts';
import type { Minor } from '../shared/money.ts';
import { none, type Quantity, type Rate, type UnitPrice } from '../shared/quantity.ts';
import { exact, grossOf, inUnit, scaled, sum, type Exact, type Items, type RecipeFact, type Recipes } from './recipeRules.ts';

/** What an amount of an ingredient cost: both above zero, e.g. all of it in stock and its value. Null: nobody knows. */
export interface Worth { value: Minor; quantity: Quantity }
export type Worths = ReadonlyMap<string, Worth | null>;

/** Minor units per millionth of a product's unit; undefined where an ingredient's cost is not known. */
function unitCost(productId: string, recipes: Recipes, items: Items, worths: Worths, passed: readonly string[]): Exact | undefined {
  const worth = worths.get(productId);
  if (items.get(productId)?.isStocked && worth) return exact(worth.value, worth.quantity);
  const recipe = recipes.get(productId);
  if (!recipe || passed.includes(productId)) return undefined;
  const batch = batchCost(recipe, recipes, items, worths, passed);
  return batch && exact(batch.n, batch.d * recipe.portions);
}

/** Of all lines of one batch; undefined where one of them is not known. */
function batchCost(recipe: RecipeFact, recipes: Recipes, items: Items, worths: Worths, passed: readonly string[]): Exact | undefined {
  return recipe.lines.reduce<Exact | undefined>((total, line) => {
    const cost = total && unitCost(line.productId, recipes, items, worths, [...passed, recipe.productId]);
    return total && cost && sum(total, scaled(grossOf(line, recipe, exact(recipe.portions)), cost));
  }, exact(0n));
}

const rounded = ({ n, d }: Exact): bigint => roundedQuotient(n, d);

export interface DishLine { productId: string; quantity: Quantity; cost: Minor | null }
export interface DishCost {
  /** Of one batch, by line; each rounded for itself. */
  lines: DishLine[];
  batchCost: Minor | null;
  /** Of one portion, at 10⁻⁸. */
  portionCost: UnitPrice | null;
  price: UnitPrice | null;
  /** Cost of a portion ÷ its price. */
  foodCostRate: Rate | null;
  /** Price less cost of a portion. */
  margin: UnitPrice | null;
}

/** `places`: the minor units of one main unit, e.g. 100. */
export function dishCost(recipe: RecipeFact, recipes: Recipes, items: Items, worths: Worths, price: UnitPrice | null, places: bigint): DishCost {
  const lines = recipe.lines.map((line): DishLine => {
    const cost = unitCost(line.productId, recipes, items, worths, [recipe.productId]);
    const gross = grossOf(line, recipe, exact(recipe.portions));
    const item = items.get(line.productId);
    return { productId: line.productId, quantity: item ? inUnit(gross, item) : none, cost: cost ? (rounded(scaled(gross, cost)) as Minor) : null };
  });
  const batch = batchCost(recipe, recipes, items, worths, []);
  const portionCost = batch ? (rounded(exact(batch.n * 1_000_000n * 10n ** 8n, batch.d * recipe.portions * places)) as UnitPrice) : null;
  const isPriced = price !== null && price > 0n && portionCost !== null;
  return {
    lines, batchCost: batch ? (rounded(batch) as Minor) : null, portionCost, price,
    foodCostRate: isPriced ? (roundedQuotient(portionCost * 1_000_000n, price) as Rate) : null,
    margin: isPriced ? ((price - portionCost) as UnitPrice) : null,
  };
}
