import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const categories = graphql(`
  query CostCategoryList($first: Int, $after: String, $filter: CostCategoryFilter, $orderBy: CostCategoryOrderBy) {
    costCategories(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id code name group driver isActive }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const category = graphql(`
  query CostCategory($id: ID!) {
    node(id: $id) {
      ... on CostCategory { id version code name group driver isActive accounts { id account { id code name } } }
    }
  }
`);
const categoriesById = graphql(`
  query CostCategoriesById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on CostCategory { id code name } }
  }
`);
const createCategory = graphql(`
  mutation CreateCostCategory($input: CreateCostCategoryInput!) {
    createCostCategory(input: $input) {
      __typename
      ... on CreateCostCategoryPayload { costCategory { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const updateCategory = graphql(`
  mutation UpdateCostCategory($input: UpdateCostCategoryInput!) {
    updateCostCategory(input: $input) {
      __typename
      ... on UpdateCostCategoryPayload { costCategory { id version } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export type CostCategoryRow = ResultOf<typeof categories>['costCategories']['nodes'][number];
export type CostCategory = RecordOf<ResultOf<typeof category>>;
export const categoryQueries: Queries = {
  list: categories, one: category, many: categoriesById, create: createCategory, update: updateCategory, inputId: 'costCategoryId',
  input: ['code', 'name', 'group', 'driver', 'isActive', 'accountIds'], toForm: ({ accounts }: CostCategory) => ({ accountIds: accounts.map(({ account }) => account.id) }),
};

const costs = graphql(`
  query OrderCostList($first: Int, $after: String, $filter: OrderCostFilter, $orderBy: OrderCostOrderBy) {
    orderCosts(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id number kind incurredOn memo status total { amount currencyCode } costCategory { id name } supplier { id name } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const costTotals = graphql(`
  query OrderCostTotals($filter: OrderCostFilter) {
    orderCosts(first: 1, filter: $filter) { totals { total { amount currencyCode } } }
  }
`);
const cost = graphql(`
  query OrderCost($id: ID!) {
    node(id: $id) {
      ... on OrderCost {
        id number kind basis incurredOn memo status reversedOn recordedAt
        total { amount currencyCode }
        costCategory { id name }
        account { id code name }
        against { id code name }
        supplier { id name }
        lines { id no measure share { amount currencyCode } order { id number } }
        actions { name allowed reason }
      }
    }
  }
`);
const costsById = graphql(`
  query OrderCostsById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on OrderCost { id number } }
  }
`);
const recordCost = graphql(`
  mutation RecordOrderCost($input: RecordOrderCostInput!) {
    recordOrderCost(input: $input) {
      __typename
      ... on RecordOrderCostPayload { orderCost { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export type OrderCostRow = ResultOf<typeof costs>['orderCosts']['nodes'][number];
export type OrderCost = RecordOf<ResultOf<typeof cost>>;
export const costQueries: Queries = {
  list: costs, totals: costTotals, one: cost, many: costsById, create: recordCost,
  input: ['kind', 'amount', 'basis', 'orders', 'incurredOn', 'accountId', 'againstId', 'costCategoryId', 'supplierId', 'memo'],
};

const allocations = graphql(`
  query CostAllocationList($first: Int, $after: String, $filter: CostAllocationFilter, $orderBy: CostAllocationOrderBy) {
    costAllocations(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id number startsOn endsOn status recordedAt total { amount currencyCode } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const allocationTotals = graphql(`
  query CostAllocationTotals($filter: CostAllocationFilter) {
    costAllocations(first: 1, filter: $filter) { totals { total { amount currencyCode } } }
  }
`);
const allocation = graphql(`
  query CostAllocation($id: ID!) {
    node(id: $id) {
      ... on CostAllocation {
        id number startsOn endsOn status reversedOn recordedAt
        total { amount currencyCode }
        parts { id no driver orders costCategory { id name } cost { amount currencyCode } earlier { amount currencyCode } amount { amount currencyCode } }
        actions { name allowed reason }
      }
    }
  }
`);
const allocationsById = graphql(`
  query CostAllocationsById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on CostAllocation { id number } }
  }
`);
export type CostAllocationRow = ResultOf<typeof allocations>['costAllocations']['nodes'][number];
export type CostAllocation = RecordOf<ResultOf<typeof allocation>>;
export const allocationQueries: Queries = { list: allocations, totals: allocationTotals, one: allocation, many: allocationsById };

const shares = graphql(`
  query CostAllocationShareList($first: Int, $after: String, $filter: CostAllocationShareFilter, $orderBy: CostAllocationShareOrderBy) {
    costAllocationShares(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id no measure amount { amount currencyCode } costCategory { id name } order { id number } costAllocation { id number } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const shareTotals = graphql(`
  query CostAllocationShareTotals($filter: CostAllocationShareFilter) {
    costAllocationShares(first: 1, filter: $filter) { totals { amount { amount currencyCode } } }
  }
`);
export type CostAllocationShareRow = ResultOf<typeof shares>['costAllocationShares']['nodes'][number];
const share = graphql(`
  query CostAllocationShare($id: ID!) { node(id: $id) { ... on CostAllocationShare { id no } } }
`);
const sharesById = graphql(`
  query CostAllocationSharesById($ids: [ID!]!) { nodes(ids: $ids) { ... on CostAllocationShare { id no } } }
`);
export const shareQueries: Queries = { list: shares, totals: shareTotals, one: share, many: sharesById };

const times = graphql(`
  query OrderTimeList($first: Int, $after: String, $filter: OrderTimeFilter, $orderBy: OrderTimeOrderBy) {
    orderTimes(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id workedOn minutes note workerName withdrawnAt order { id number } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const timeTotals = graphql(`
  query OrderTimeTotals($filter: OrderTimeFilter) {
    orderTimes(first: 1, filter: $filter) { totals { minutes } }
  }
`);
const time = graphql(`
  query OrderTime($id: ID!) {
    node(id: $id) {
      ... on OrderTime { id workedOn minutes note workerName recordedAt withdrawnAt order { id number } actions { name allowed reason } }
    }
  }
`);
export type OrderTimeRow = ResultOf<typeof times>['orderTimes']['nodes'][number];
export type OrderTime = RecordOf<ResultOf<typeof time>>;
const timesById = graphql(`
  query OrderTimesById($ids: [ID!]!) { nodes(ids: $ids) { ... on OrderTime { id workedOn } } }
`);
export const timeQueries: Queries = { list: times, totals: timeTotals, one: time, many: timesById };
