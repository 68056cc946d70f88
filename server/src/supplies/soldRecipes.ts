// Pure: a dish that is not kept in stock is sold as a set of its ingredients, as a kit is: orders promise them, shipments take them.
import { componentRows } from '../catalogue/kits.ts';
import type { KitComponentRow, ProductRow } from '../generated/rows.ts';
import { none, units } from '../shared/quantity.ts';
import { update, type Change } from '../shared/write.ts';
import { ingredientsOf, type Items, type Recipes } from './recipeRules.ts';

/** The dishes whose portions a recipe goes into: its own, and those that are made with it. */
export function dishesWith(productId: string, recipes: Recipes, items: Items): string[] {
  const found = new Set([productId]);
  for (let grew = true; grew;) {
    grew = false;
    for (const recipe of recipes.values()) {
      const usesIt = recipe.lines.some((line) => found.has(line.productId) && items.get(line.productId)?.isStocked === false);
      if (usesIt && !found.has(recipe.productId)) {
        found.add(recipe.productId);
        grew = true;
      }
    }
  }
  return [...found];
}

/**
 * What one portion of each dish takes, in whole steps of the ingredients' units by their rounding rules; what is less than
 * half a step is not taken singly. Orders that are placed keep what they were placed with.
 */
export function soldRows(dishes: readonly ProductRow[], recipes: Recipes, items: Items, before: readonly KitComponentRow[], newId: () => string): Change[] {
  return dishes.filter(({ isStocked }) => !isStocked).flatMap((dish) => {
    const recipe = recipes.get(dish.id);
    const parts = recipe ? ingredientsOf(recipe, units(1), recipes, items).filter(({ quantity }) => quantity > none) : [];
    const own = before.filter((each) => each.kitProductId === dish.id);
    const isKit = parts.length > 0;
    return [
      ...componentRows(dish.id, own, parts, newId),
      ...(dish.isKit === isKit ? [] : [update('Product', dish.id, { isKit, version: dish.version + 1 })]),
    ];
  });
}
