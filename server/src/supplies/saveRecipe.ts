import sql from 'sql-template-tag';
import { factorOf, one, type ProductUnits } from '../catalogue/units.ts';
import { loadProductUnits } from '../catalogue/unitsLoad.ts';
import type { KitComponentRow, ProductRow, RecipeLineRow, RecipeRow } from '../generated/rows.ts';
import { action, type DecideContext } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { boolean, fraction, id, integer, list, object, optional, quantity, text } from '../shared/input.ts';
import { patchOf } from '../shared/patch.ts';
import { fitsPlaces, type Quantity, type Rate } from '../shared/quantity.ts';
import { changesOf, demandVersion, lockRow, selectRows } from '../shared/rows.ts';
import { fieldRefused } from '../shared/sharedRefusals.ts';
import type { Context } from '../shared/viewer.ts';
import { insert, remove, update, type Change } from '../shared/write.ts';
import { loadRecipes, recipeFact, type LoadedRecipes } from './loadRecipes.ts';
import { demandNoCircle } from './recipeRules.ts';
import { RecipeCircle, RecipeComponents } from './refusals.ts';
import { dishesWith, soldRows } from './soldRecipes.ts';

const line = object('RecipeLineInput', {
  productId: id('Product'), quantity: { ...quantity(), describe: 'Of one batch, ready for use.' }, unitId: { ...optional(id('Unit')), describe: 'The ingredient\'s own when left out.' },
  yieldRate: { ...optional(fraction()), describe: 'What is left after peeling and trimming: 0.85 means that 15 per cent are lost. 1 when left out.' },
  note: optional(text({ max: 500 })),
});
const portions = { ...quantity(), describe: 'How many of its product\'s unit one batch gives.' };
const head = { instructions: optional(text({ max: 5000, lines: true })), isActive: optional(boolean()) };
interface GivenLine { productId: string; quantity: Quantity; unitId?: string | null; yieldRate?: Rate | null; note?: string | null }

interface Facts {
  known: LoadedRecipes; products: ProductRow[]; units: ReadonlyMap<string, ProductUnits>;
  /** The dish and those that are made with it, locked, and what their portions take so far. */
  dishes: ProductRow[]; components: KitComponentRow[];
}
async function loadFacts(tx: Tx, ctx: Context, productId: string, lines: readonly GivenLine[]): Promise<Facts> {
  // Recipes change one after another, so that no two of them make a circle.
  await tx.rows(sql`SELECT id FROM "Recipe" WHERE "companyId" = ${ctx.company.id} ORDER BY id FOR UPDATE`);
  const ids = [productId, ...lines.map((each) => each.productId)];
  const known = await loadRecipes(tx, ctx.company.id);
  const dishIds = dishesWith(productId, known.recipes, known.items);
  return {
    known, dishes: await selectRows(tx, 'Product', sql`t.id = ANY(${dishIds}::uuid[])`, { lock: true }),
    components: await selectRows(tx, 'KitComponent', sql`t."kitProductId" = ANY(${dishIds}::uuid[])`),
    products: await selectRows(tx, 'Product', sql`t.id = ANY(${ids}::uuid[])`), units: await loadProductUnits(tx, ids),
  };
}

type Columns = Omit<RecipeLineRow, 'id' | 'recipeId'>;

/** What a portion takes when it is sold, of this dish and of those made with it. */
function sold({ known, dishes, components, units }: Facts, recipe: Pick<RecipeRow, 'productId' | 'portions'>, lines: readonly Columns[], products: readonly ProductRow[], newId: () => string): Change[] {
  const recipes = new Map(known.recipes).set(recipe.productId, factOf(recipe, lines));
  const items = new Map(known.items);
  for (const { id: itemId, name, isStocked } of products) {
    const unit = units.get(itemId)?.stockUnit;
    if (unit) items.set(itemId, { id: itemId, name, isStocked, decimals: unit.decimals, rounding: unit.rounding });
  }
  return soldRows(dishes, recipes, items, components, newId);
}
const factOf = (recipe: Pick<RecipeRow, 'productId' | 'portions'>, lines: readonly Columns[]) => recipeFact(recipe, lines.map((each) => ({ ...each, id: '', recipeId: '' })));

/** The lines of a recipe, each with the factor of its unit; refuses what has neither stock nor a recipe of its own. */
function recipeLines({ known, products, units }: Facts, product: ProductRow, given: readonly GivenLine[]): Columns[] {
  return given.map((each, index): Columns => {
    const path = ['lines', String(index)];
    const ingredient = products.find((row) => row.id === each.productId);
    const unit = units.get(each.productId);
    if (!ingredient || !unit) throw fieldRefused([...path, 'productId'], 'id_unknown', { type: 'Product' });
    if (ingredient.id === product.id) throw RecipeCircle({ productName: product.name });
    if (!ingredient.isStocked && !known.recipes.has(ingredient.id)) throw fieldRefused([...path, 'productId'], 'ingredient_empty');
    if (each.yieldRate === 0n) throw fieldRefused([...path, 'yieldRate'], 'number_above', { above: '0' });
    const unitId = each.unitId ?? ingredient.unitId;
    const per = unitId === ingredient.unitId ? one : factorOf(unit, unitId, [...path, 'unitId']);
    return {
      no: index + 1, productId: ingredient.id, entered: each.quantity, unitId, perNumerator: per.numerator, perDenominator: per.denominator,
      yieldRate: each.yieldRate ?? (1_000_000n as Rate), note: each.note ?? null,
    };
  });
}

function demandRecipe(facts: Facts, product: ProductRow, recipe: Pick<RecipeRow, 'productId' | 'portions'>, lines: readonly Columns[]): void {
  const unit = facts.units.get(product.id);
  if (unit && !fitsPlaces(recipe.portions, unit.stockUnit.decimals)) throw fieldRefused(['portions'], 'decimal_places', { places: unit.stockUnit.decimals });
  const all = new Map(facts.known.recipes).set(product.id, factOf(recipe, lines));
  demandNoCircle(product.id, all, (productId) => facts.products.find((each) => each.id === productId)?.name ?? facts.known.items.get(productId)?.name ?? '');
}

const lineRows = (recipeId: string, before: readonly RecipeLineRow[], after: readonly Columns[], ctx: DecideContext): Change[] => [
  ...after.map((each, index) => {
    const old = before[index];
    return old ? update('RecipeLine', old.id, { ...each, no: old.no }) : insert('RecipeLine', { id: ctx.newId(), recipeId, ...each });
  }),
  ...before.slice(after.length).map((old) => remove('RecipeLine', old.id)),
];

export const createRecipe = action({
  name: 'createRecipe', permission: 'supplies.manage',
  describe: 'Says what a product is made of. An ingredient is kept in stock, or has a recipe of its own and is made with it.',
  input: {
    productId: id('Product'), portions, ...head, lines: list(line, { min: 1, max: 200 }),
    replacesComponents: { ...optional(boolean()), describe: 'Of a kit whose components were set by hand: the recipe takes their place. Without it, such a recipe is refused.' },
  },
  refusals: [RecipeCircle, RecipeComponents], payload: { recipe: 'record:Recipe' },
  load: (tx, { productId, lines }, ctx) => loadFacts(tx, ctx, productId, lines),
  decide: (facts, { productId, portions: many, instructions, isActive, lines: given, replacesComponents }, ctx) => {
    const product = facts.products.find((each) => each.id === productId);
    if (!product) throw fieldRefused(['productId'], 'id_unknown', { type: 'Product' });
    if (facts.known.recipes.has(productId)) throw fieldRefused(['productId'], 'taken');
    if (product.isKit && !replacesComponents) throw RecipeComponents({ productName: product.name });
    const recipe = ctx.newId();
    const lines = recipeLines(facts, product, given);
    demandRecipe(facts, product, { productId, portions: many }, lines);
    return {
      rows: [
        insert('Recipe', { id: recipe, companyId: ctx.company.id, productId, portions: many, instructions: instructions ?? null, isActive: isActive ?? true }),
        ...lineRows(recipe, [], lines, ctx), ...sold(facts, { productId, portions: many }, lines, facts.products, ctx.newId),
      ],
      events: [{ kind: 'recipeCreated', subjectType: 'Recipe', subjectId: recipe, data: { product: product.name } }],
      result: { recipe },
    };
  },
});

export const updateRecipe = action({
  name: 'updateRecipe', permission: 'supplies.manage', describe: 'Changes a recipe; lines, when given, replace all lines. What was prepared by it stays as it was.',
  input: { recipeId: id('Recipe'), version: integer(), portions: optional(portions), ...head, lines: optional(list(line, { min: 1, max: 200 })) },
  refusals: [RecipeCircle], payload: { recipe: 'record:Recipe' },
  load: async (tx, input, ctx) => {
    const recipe = await lockRow(tx, 'Recipe', input.recipeId);
    const before = await selectRows(tx, 'RecipeLine', sql`t."recipeId" = ${recipe.id}`, { orderBy: sql`t.no` });
    return { recipe, before, facts: await loadFacts(tx, ctx, recipe.productId, input.lines ?? []) };
  },
  decide: ({ recipe, before, facts }, input, ctx) => {
    const after = patchOf('Recipe', input, ['portions', 'instructions', 'isActive']);
    demandVersion('Recipe', recipe, input.version, after, ctx.company.currencyCode);
    const product = facts.products.find((each) => each.id === recipe.productId);
    if (!product) throw new Error(`recipe ${recipe.id} makes nothing`);
    const lines = input.lines ? recipeLines(facts, product, input.lines) : before;
    demandRecipe(facts, product, { ...recipe, ...after }, lines);
    return {
      rows: [update('Recipe', recipe.id, { ...after, version: recipe.version + 1 }), ...(input.lines ? lineRows(recipe.id, before, lines, ctx) : []),
        ...sold(facts, { ...recipe, ...after }, lines, facts.products, ctx.newId)],
      events: [{
        kind: 'recipeUpdated', subjectType: 'Recipe', subjectId: recipe.id, changes: changesOf('Recipe', recipe, after, ctx.company.currencyCode),
        ...(input.lines ? { data: { lines: lines.length } } : {}),
      }],
      result: { recipe: recipe.id },
    };
  },
});
