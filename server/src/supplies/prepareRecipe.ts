import sql from 'sql-template-tag';
import { holdPeriod, loadAccounts, takeNumber } from '../accounting/books.ts';
import { postingRefusals } from '../accounting/refusals.ts';
import { loadNamedLots } from '../inventory/loadLots.ts';
import { loadPools, loadWaiting } from '../inventory/loadPools.ts';
import { lotsGiven, lotsIn } from '../inventory/lotsInput.ts';
import { ProductNotStocked, stockRefusals, WarehouseInactive } from '../inventory/refusals.ts';
import { action } from '../shared/action.ts';
import { day, id, list, object, optional, quantity, quantityOrZero, text } from '../shared/input.ts';
import { printMoney } from '../shared/money.ts';
import { printQuantity } from '../shared/quantity.ts';
import { lockRow, readRow, selectRows } from '../shared/rows.ts';
import { demandStocked, readSite } from './issueSupplies.ts';
import { loadRecipes } from './loadRecipes.ts';
import { demandReversible, prepareRows, reversePreparationRows, usedOf } from './preparationRules.ts';
import { CostObjectClosed, PreparationReversed, RecipeInactive } from './refusals.ts';

const line = object('PreparationLineInput', { productId: id('Product'), quantity: { ...quantityOrZero(), describe: 'What was really used, in the ingredient\'s unit.' } });

export const prepareRecipe = action({
  name: 'prepareRecipe', permission: 'supplies.issue',
  describe: 'Carries a recipe out: ingredients leave at cost, and what is made comes into stock at their sum. A dish that is not kept in stock is charged to a cost object.',
  input: {
    recipeId: id('Recipe'), portions: { ...optional(quantity()), describe: 'One batch when left out.' }, warehouseId: optional(id('Warehouse')), preparedOn: optional(day()),
    costObjectId: { ...optional(id('CostObject')), describe: 'Who bears the cost of a dish that is not kept in stock.' }, note: optional(text({ max: 1000, lines: true })),
    lines: { ...optional(list(line)), describe: 'Ingredients of which more or less was used than the recipe asks for.' }, ...lotsIn,
  },
  refusals: [...postingRefusals, ...stockRefusals, ProductNotStocked, WarehouseInactive, CostObjectClosed, RecipeInactive],
  payload: { preparation: 'record:Preparation', recipe: 'record:Recipe' },
  load: async (tx, input, ctx) => {
    const preparedOn = input.preparedOn ?? ctx.today;
    await holdPeriod(tx, ctx, preparedOn);
    const recipe = await readRow(tx, 'Recipe', input.recipeId);
    const product = await readRow(tx, 'Product', recipe.productId);
    const costObject = input.costObjectId ? await readRow(tx, 'CostObject', input.costObjectId) : undefined;
    const { id: warehouseId } = await readSite(tx, input.warehouseId);
    const portions = input.portions ?? recipe.portions;
    const used = usedOf(await loadRecipes(tx, ctx.company.id), product.id, portions, input.lines ?? []);
    await demandStocked(tx, used.map(({ productId }) => productId));
    const made = product.isStocked ? [{ productId: product.id, warehouseId }] : [];
    const pools = await loadPools(tx, ctx, [...used.map(({ productId }) => ({ productId, warehouseId })), ...made]);
    await loadNamedLots(tx, pools, { named: [{ ...input, productId: product.id }] });
    return {
      recipe, product, costObject, used, warehouseId, portions, preparedOn, pools, waiting: await loadWaiting(tx, made),
      accounts: await loadAccounts(tx, ctx), number: await takeNumber(tx, ctx, 'PRP', preparedOn),
    };
  },
  decide: ({ warehouseId, portions, preparedOn, ...facts }, input, ctx) => {
    const { id: preparation, rows, value } = prepareRows(facts, { warehouseId, portions, preparedOn, note: input.note, lots: lotsGiven(input, portions, []) }, ctx);
    const { recipe, product, number, costObject } = facts;
    const data = { number, product: product.name, portions: printQuantity(portions), amount: printMoney(value, ctx.company.currencyCode) };
    return {
      rows, result: { preparation, recipe: recipe.id },
      events: [
        { kind: 'recipePrepared', subjectType: 'Recipe', subjectId: recipe.id, data: { ...data, preparationId: preparation } },
        { kind: 'preparationPosted', subjectType: 'Preparation', subjectId: preparation, data },
        ...(costObject ? [{ kind: 'suppliesCharged', subjectType: 'CostObject', subjectId: costObject.id, data }] : []),
      ],
    };
  },
});

export const reversePreparation = action({
  name: 'reversePreparation', permission: 'supplies.issue',
  describe: 'Takes a preparation back: the ingredients return at their cost, what was made leaves stock again.',
  input: { preparationId: id('Preparation'), reason: text({ max: 1000, lines: true }), on: optional(day()) },
  refusals: [...postingRefusals, ...stockRefusals, PreparationReversed], payload: { preparation: 'record:Preparation' },
  load: async (tx, { preparationId, on }, ctx) => {
    await holdPeriod(tx, ctx, on ?? ctx.today);
    const preparation = await lockRow(tx, 'Preparation', preparationId);
    demandReversible(preparation);
    const { productId, warehouseId, costObjectId } = preparation;
    const lines = await selectRows(tx, 'PreparationLine', sql`t."preparationId" = ${preparationId}`, { orderBy: sql`t.no` });
    const isStocked = costObjectId === null;
    const keys = lines.map((each) => ({ productId: each.productId, warehouseId }));
    const pools = await loadPools(tx, ctx, [...keys, ...(isStocked ? [{ productId, warehouseId }] : [])]);
    await loadNamedLots(tx, pools, { moveIds: [preparationId, ...lines.map((each) => each.id)] });
    const [entry] = await selectRows(tx, 'JournalEntry', sql`t."sourceId" = ${preparationId} AND t."reversesEntryId" IS NULL`);
    const entryLines = entry ? await selectRows(tx, 'JournalLine', sql`t."entryId" = ${entry.id}`, { orderBy: sql`t.no` }) : [];
    return { preparation, lines, isStocked, pools, waiting: await loadWaiting(tx, keys), accounts: await loadAccounts(tx, ctx), entry, entryLines };
  },
  decide: (facts, { reason, on }, ctx) => ({
    rows: reversePreparationRows(facts, { on: on ?? ctx.today, reason }, ctx), result: { preparation: facts.preparation.id },
    events: [{ kind: 'preparationReversed', subjectType: 'Preparation', subjectId: facts.preparation.id, reason }],
  }),
});
