import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const categories = graphql(`
  query CategoryList($first: Int, $after: String, $filter: CategoryFilter, $orderBy: CategoryOrderBy) {
    categories(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id name description }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const category = graphql(`
  query Category($id: ID!) {
    node(id: $id) { ... on Category { id version name description } }
  }
`);
const categoriesById = graphql(`
  query CategoriesById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Category { id name } }
  }
`);
const createCategory = graphql(`
  mutation CreateCategory($input: CreateCategoryInput!) {
    createCategory(input: $input) {
      __typename
      ... on CreateCategoryPayload { category { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const updateCategory = graphql(`
  mutation UpdateCategory($input: UpdateCategoryInput!) {
    updateCategory(input: $input) {
      __typename
      ... on UpdateCategoryPayload { category { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);

export type CategoryRow = ResultOf<typeof categories>['categories']['nodes'][number];
export const categoryQueries: Queries = {
  list: categories, one: category, many: categoriesById, create: createCategory, update: updateCategory, inputId: 'categoryId', input: ['name', 'description'],
};

const units = graphql(`
  query UnitList($first: Int, $after: String, $filter: UnitFilter, $orderBy: UnitOrderBy) {
    units(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id code name decimals rounding dimension }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const unit = graphql(`
  query Unit($id: ID!) {
    node(id: $id) { ... on Unit { id version code name decimals rounding dimension numerator denominator } }
  }
`);
const unitsById = graphql(`
  query UnitsById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Unit { id code name } }
  }
`);
const createUnit = graphql(`
  mutation CreateUnit($input: CreateUnitInput!) {
    createUnit(input: $input) {
      __typename
      ... on CreateUnitPayload { unit { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const updateUnit = graphql(`
  mutation UpdateUnit($input: UpdateUnitInput!) {
    updateUnit(input: $input) {
      __typename
      ... on UpdateUnitPayload { unit { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);
export type UnitRow = ResultOf<typeof units>['units']['nodes'][number];
export const unitQueries: Queries = {
  list: units, one: unit, many: unitsById, create: createUnit, update: updateUnit, inputId: 'unitId', input: ['name', 'decimals', 'rounding', 'dimension', 'size', 'of'], createInput: ['code'],
  // 453.59237 g are told as 45,359,237 of 100,000.
  toForm: ({ numerator, denominator }: { numerator: string | null; denominator: string | null }) => ({ size: numerator ?? '', of: denominator ?? '' }),
};

const taxCodes = graphql(`
  query TaxCodeList($first: Int, $after: String, $filter: TaxCodeFilter, $orderBy: TaxCodeOrderBy) {
    taxCodes(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id code name rate isActive }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const taxCode = graphql(`
  query TaxCode($id: ID!) {
    node(id: $id) { ... on TaxCode { id code name rate isActive } }
  }
`);
const taxCodesById = graphql(`
  query TaxCodesById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on TaxCode { id code name } }
  }
`);
export const taxCodeQueries: Queries = { list: taxCodes, one: taxCode, many: taxCodesById };
