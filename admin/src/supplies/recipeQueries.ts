import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const recipes = graphql(`
  query RecipeList($first: Int, $after: String, $filter: RecipeFilter, $orderBy: RecipeOrderBy) {
    recipes(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id portions ingredients isActive lastPreparedOn createdAt product { id sku name } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const recipe = graphql(`
  query Recipe($id: ID!) {
    node(id: $id) {
      ... on Recipe {
        id version portions instructions isActive lastPreparedOn createdAt
        product { id sku name isStocked unit { id code } }
        lines { id no entered yieldRate quantity note product { id sku name unit { id code } } unit { id code } }
        actions { name allowed reason }
      }
    }
  }
`);
const recipesById = graphql(`
  query RecipesById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Recipe { id product { id name } } }
  }
`);
const createRecipe = graphql(`
  mutation CreateRecipe($input: CreateRecipeInput!) {
    createRecipe(input: $input) {
      __typename
      ... on CreateRecipePayload { recipe { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const updateRecipe = graphql(`
  mutation UpdateRecipe($input: UpdateRecipeInput!) {
    updateRecipe(input: $input) {
      __typename
      ... on UpdateRecipePayload { recipe { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);
export type RecipeRow = ResultOf<typeof recipes>['recipes']['nodes'][number];
export type Recipe = RecordOf<ResultOf<typeof recipe>>;
export const recipeQueries: Queries = {
  list: recipes, one: recipe, many: recipesById, create: createRecipe, update: updateRecipe, inputId: 'recipeId',
  input: ['portions', 'instructions', 'isActive', 'lines'], createInput: ['productId', 'replacesComponents'],
  toForm: ({ product, lines }: Recipe) => ({
    productId: product.id,
    lines: lines.map(({ product: ingredient, unit, entered, yieldRate, note }) => ({ productId: ingredient.id, quantity: entered, unitId: unit.id, yieldRate, note: note ?? '' })),
  }),
};

export const menuCostsQuery = graphql(`
  query MenuCosts($activeOnly: Boolean) {
    menuCosts(activeOnly: $activeOnly) {
      recipe { id }
      product { id name }
      isActive portionCost price foodCostRate margin preparedOn lastCost lastFoodCostRate
    }
  }
`);
export const recipeCostQuery = graphql(`
  query RecipeCost($recipeId: ID!) {
    recipeCost(recipeId: $recipeId) {
      portionCost price foodCostRate margin preparedOn lastCost lastFoodCostRate
      batchCost { amount currencyCode }
      lines { quantity cost { amount currencyCode } product { id name unit { id code } } }
    }
  }
`);

const preparations = graphql(`
  query PreparationList($first: Int, $after: String, $filter: PreparationFilter, $orderBy: PreparationOrderBy, $mayCostsRead: Boolean!) {
    preparations(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id number status preparedOn portions
        value @include(if: $mayCostsRead) { amount currencyCode }
        product { id name }
        warehouse { id name }
        costObject { id name }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const preparationTotals = graphql(`
  query PreparationTotals($filter: PreparationFilter, $mayCostsRead: Boolean!) {
    preparations(first: 1, filter: $filter) { totals { portions value @include(if: $mayCostsRead) { amount currencyCode } } }
  }
`);
const preparation = graphql(`
  query Preparation($id: ID!, $mayCostsRead: Boolean!) {
    node(id: $id) {
      ... on Preparation {
        id number status preparedOn reversedOn portions note recordedAt
        value @include(if: $mayCostsRead) { amount currencyCode }
        product { id name unit { id code } }
        recipe { id product { id name } }
        warehouse { id name }
        costObject { id name }
        lines { id no planned quantity difference value @include(if: $mayCostsRead) { amount currencyCode } product { id sku name } }
        actions { name allowed reason }
      }
    }
  }
`);
const preparationsById = graphql(`
  query PreparationsById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Preparation { id number } }
  }
`);
export type PreparationRow = ResultOf<typeof preparations>['preparations']['nodes'][number];
export type Preparation = RecordOf<ResultOf<typeof preparation>>;
export const preparationQueries: Queries = { list: preparations, totals: preparationTotals, one: preparation, many: preparationsById };

const plans = graphql(`
  query MenuPlanList($first: Int, $after: String, $filter: MenuPlanFilter, $orderBy: MenuPlanOrderBy) {
    menuPlans(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id name servedOn createdAt warehouse { id name } costObject { id name } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const plan = graphql(`
  query MenuPlan($id: ID!) {
    node(id: $id) {
      ... on MenuPlan {
        id version name servedOn note createdAt
        warehouse { id name }
        costObject { id name }
        lines { id no portions product { id sku name isStocked unit { id code } recipes { id portions isActive } } }
        actions { name allowed reason }
      }
    }
  }
`);
const plansById = graphql(`
  query MenuPlansById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on MenuPlan { id name } }
  }
`);
const createMenuPlan = graphql(`
  mutation CreateMenuPlan($input: CreateMenuPlanInput!) {
    createMenuPlan(input: $input) {
      __typename
      ... on CreateMenuPlanPayload { menuPlan { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const updateMenuPlan = graphql(`
  mutation UpdateMenuPlan($input: UpdateMenuPlanInput!) {
    updateMenuPlan(input: $input) {
      __typename
      ... on UpdateMenuPlanPayload { menuPlan { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);
export type MenuPlanRow = ResultOf<typeof plans>['menuPlans']['nodes'][number];
export type MenuPlan = RecordOf<ResultOf<typeof plan>>;
export const menuPlanQueries: Queries = {
  list: plans, one: plan, many: plansById, create: createMenuPlan, update: updateMenuPlan, inputId: 'menuPlanId',
  input: ['name', 'servedOn', 'warehouseId', 'costObjectId', 'note', 'lines'],
  toForm: ({ warehouse, costObject, lines }: MenuPlan) => ({
    warehouseId: warehouse.id, costObjectId: costObject?.id ?? '', lines: lines.map(({ product, portions }) => ({ productId: product.id, portions })),
  }),
};
