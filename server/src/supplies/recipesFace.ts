import sql from 'sql-template-tag';
import { mutations } from '../mutations.ts';
import { reportQuery, reportType } from '../reports.ts';
import { col, column, entity, expression, extend, lines, money, one, pages } from '../shared/entity.ts';
import { itself } from '../shared/facts.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { menuCosts, recipeCost } from './menuCosts.ts';
import { createMenuPlan, deleteMenuPlan, requestShortage, updateMenuPlan } from './menuPlans.ts';
import { menuPlanShortage, recipeShortage, shortageArgs } from './menuShortage.ts';
import { demandReversible } from './preparationRules.ts';
import { prepareRecipe, reversePreparation } from './prepareRecipe.ts';
import { RecipeInactive } from './refusals.ts';
import { createRecipe, updateRecipe } from './saveRecipe.ts';

const permission = 'supplies.read';

entity('Recipe', {
  permission,
  fields: {
    portions: column(), instructions: column(), isActive: column(), createdAt: column(), version: column(),
    lastPreparedOn: expression('day', (t) => sql`(SELECT max(p."preparedOn") FROM "Preparation" p WHERE p."recipeId" = ${col(t, 'id')} AND p.status = 'POSTED')`, { nullable: true }),
    ingredients: expression('int', (t) => sql`(SELECT count(*)::int FROM "RecipeLine" l WHERE l."recipeId" = ${col(t, 'id')})`, { describe: 'How many.' }),
  },
  ones: { product: one('Product', 'productId') },
  manies: { lines: lines('RecipeLine', 'recipeId'), preparations: pages('Preparation', 'recipeId') },
  listing: {
    field: 'recipes', defaultOrder: 'PRODUCT_ASC', search: ['product.name', 'product.sku'],
    orderBy: { PRODUCT: 'product.name', LAST_PREPARED_ON: 'lastPreparedOn', CREATED_AT: 'createdAt', INGREDIENTS: 'ingredients' },
  },
});
entity('RecipeLine', {
  permission,
  fields: {
    no: column(), entered: column(), yieldRate: column(), note: column(),
    quantity: expression('quantity', (t) => sql`round(${col(t, 'entered')} * ${col(t, 'perNumerator')} / (${col(t, 'perDenominator')} * ${col(t, 'yieldRate')}), 6)`,
      { describe: 'What one batch takes, before peeling and trimming, in the ingredient\'s own unit.' }),
  },
  ones: { recipe: one('Recipe', 'recipeId'), product: one('Product', 'productId'), unit: one('Unit', 'unitId') },
  listing: {
    field: 'recipeLines', defaultOrder: 'PRODUCT_ASC', search: ['product.name', 'recipe.product.name'], orderBy: { PRODUCT: 'product.name', RECIPE: 'recipe.product.name' },
    describe: 'What goes into which dish.',
  },
});
entity('Preparation', {
  permission,
  fields: {
    number: column(), status: column(), preparedOn: column(), reversedOn: column(), portions: column(), note: column(), currencyCode: column(), recordedAt: column(),
    value: money(undefined, { permission: 'costs.read', describe: 'What its ingredients cost.' }),
  },
  ones: { recipe: one('Recipe', 'recipeId'), product: one('Product', 'productId'), warehouse: one('Warehouse', 'warehouseId'), costObject: one('CostObject', 'costObjectId') },
  manies: { lines: lines('PreparationLine', 'preparationId') },
  listing: {
    field: 'preparations', defaultOrder: 'PREPARED_ON_DESC', search: ['number', 'product.name', 'costObject.name', 'note'], totals: ['portions', 'value'],
    orderBy: { NUMBER: 'number', PREPARED_ON: 'preparedOn', PRODUCT: 'product.name', PORTIONS: 'portions', VALUE: 'value' },
  },
});
entity('PreparationLine', {
  permission,
  fields: {
    no: column(), planned: column(), quantity: column(), currencyCode: column(), value: money(undefined, { permission: 'costs.read' }),
    difference: expression('quantity', (t) => sql`${col(t, 'quantity')} - ${col(t, 'planned')}`, { describe: 'More (or less) than the recipe asks for.' }),
  },
  ones: { preparation: one('Preparation', 'preparationId'), product: one('Product', 'productId') },
});
entity('MenuPlan', {
  permission, fields: { name: column(), servedOn: column(), note: column(), createdAt: column(), version: column() },
  ones: { warehouse: one('Warehouse', 'warehouseId'), costObject: one('CostObject', 'costObjectId') },
  manies: { lines: lines('MenuPlanLine', 'planId') },
  listing: {
    field: 'menuPlans', defaultOrder: 'SERVED_ON_DESC', search: ['name', 'costObject.name', 'note'],
    orderBy: { NAME: 'name', SERVED_ON: 'servedOn', WAREHOUSE: 'warehouse.name', CREATED_AT: 'createdAt' },
  },
});
entity('MenuPlanLine', {
  permission, fields: { no: column(), portions: column() }, ones: { plan: one('MenuPlan', 'planId'), product: one('Product', 'productId') },
});
extend('Product', { manies: { recipes: lines('Recipe', 'productId', 'createdAt', { describe: 'What it is made of: one at most.' }), usedIn: pages('RecipeLine', 'productId') } });
extend('CostObject', { manies: { preparations: pages('Preparation', 'costObjectId'), menuPlans: pages('MenuPlan', 'costObjectId') } });

recordActions('Recipe', { recipe: itself('Recipe') }, ({ recipe }) => [recordAction('prepareRecipe', 'supplies.issue', () => {
  if (!recipe.isActive) throw RecipeInactive({ productName: '' });
})]);
recordActions('Preparation', { preparation: itself('Preparation') }, ({ preparation }) => [recordAction('reversePreparation', 'supplies.issue', () => demandReversible(preparation))]);
recordActions('MenuPlan', { plan: itself('MenuPlan') }, () => [recordAction('requestShortage', 'supplies.manage', () => undefined), recordAction('deleteMenuPlan', 'supplies.manage', () => undefined)]);

const dish = {
  recipe: 'record:Recipe', product: 'record:Product', portions: 'quantity', isActive: 'boolean', isStocked: 'boolean', batchCost: 'money?', portionCost: 'price?', price: 'price?',
  foodCostRate: 'rate?', margin: 'price?', preparedOn: 'day?', lastCost: 'price?', lastFoodCostRate: 'rate?',
} as const;
reportType('MenuItem', 'A dish: what a batch and a portion of it cost now, what part of its list price that is, and what it was when it was last made.', dish);
reportType('RecipeCostLine', 'An ingredient of a batch, in its own unit; null cost: it was never bought.', { product: 'record:Product', quantity: 'quantity', cost: 'money?' });
reportType('RecipeCost', 'A dish with each ingredient\'s cost.', { ...dish, lines: 'reports:RecipeCostLine' });
reportType('IngredientShortage', 'What a menu takes of a product at a site: free now, expected until the day, and short of it. `toPrepare`: to be made by its recipe.', {
  product: 'record:Product', needed: 'quantity', available: 'quantity', coming: 'quantity', requested: 'quantity', toPrepare: 'quantity', short: 'quantity',
});
reportQuery('menuCosts', { describe: 'All dishes by name, with what they cost and bring.', permission: 'costs.read', type: 'MenuItem', list: true, report: menuCosts });
reportQuery('recipeCost', { describe: 'What a recipe costs now, by ingredient.', permission: 'costs.read', type: 'RecipeCost', nullable: true, report: recipeCost });
reportQuery('menuPlanShortage', {
  describe: 'What a menu plan takes, what is missing first.', permission, type: 'IngredientShortage', list: true, report: menuPlanShortage,
});
reportQuery('recipeShortage', {
  describe: 'What a menu of dishes and portions would take at a site on a day, what is missing first.', permission, type: 'IngredientShortage', list: true,
  args: shortageArgs, resolve: recipeShortage,
});

mutations(createRecipe, updateRecipe, prepareRecipe, reversePreparation, createMenuPlan, updateMenuPlan, deleteMenuPlan, requestShortage);
