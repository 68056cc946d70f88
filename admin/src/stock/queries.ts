import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const levels = graphql(`
  query StockLevelList($first: Int, $after: String, $filter: StockLevelFilter, $orderBy: StockLevelOrderBy, $mayCostsRead: Boolean!) {
    stockLevels(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id onHand reserved available backordered incoming projected lastMoveOn
        value @include(if: $mayCostsRead) { amount currencyCode }
        product { id sku name }
        warehouse { id name }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const levelTotals = graphql(`
  query StockLevelTotals($filter: StockLevelFilter, $mayCostsRead: Boolean!) {
    stockLevels(first: 1, filter: $filter) {
      totals { onHand reserved available backordered incoming projected value @include(if: $mayCostsRead) { amount currencyCode } }
    }
  }
`);
const level = graphql(`
  query StockLevel($id: ID!, $mayCostsRead: Boolean!) {
    node(id: $id) {
      ... on StockLevel {
        id onHand reserved available backordered incoming projected lastMoveOn costingMethod
        value @include(if: $mayCostsRead) { amount currencyCode }
        product { id sku name unit { id code } }
        warehouse { id name }
      }
    }
  }
`);
const levelsById = graphql(`
  query StockLevelsById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on StockLevel { id product { id name } warehouse { id name } } }
  }
`);
export type StockLevelRow = ResultOf<typeof levels>['stockLevels']['nodes'][number];
export type StockLevel = RecordOf<ResultOf<typeof level>>;
export const levelQueries: Queries = {
  list: levels,
  totals: levelTotals,
  one: level,
  many: levelsById,
};

const moves = graphql(`
  query StockMoveList($first: Int, $after: String, $filter: StockMoveFilter, $orderBy: StockMoveOrderBy, $mayCostsRead: Boolean!) {
    stockMoves(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id kind reason quantity effectiveOn recordedAt note isReversed sourceType sourceId
        value @include(if: $mayCostsRead) { amount currencyCode }
        product { id sku name }
        warehouse { id name }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const moveTotals = graphql(`
  query StockMoveTotals($filter: StockMoveFilter, $mayCostsRead: Boolean!) {
    stockMoves(first: 1, filter: $filter) { totals { quantity value @include(if: $mayCostsRead) { amount currencyCode } } }
  }
`);
const move = graphql(`
  query StockMove($id: ID!, $mayCostsRead: Boolean!) {
    node(id: $id) {
      ... on StockMove {
        id kind reason quantity effectiveOn recordedAt note isReversed sourceType sourceId sequence
        value @include(if: $mayCostsRead) { amount currencyCode }
        bookedLater @include(if: $mayCostsRead) { amount currencyCode }
        worth @include(if: $mayCostsRead) { amount currencyCode }
        correctsMove { id kind effectiveOn product { id name } }
        product { id sku name }
        warehouse { id name }
        reversesMove { id kind effectiveOn }
        actions { name allowed reason }
      }
    }
  }
`);
const movesById = graphql(`
  query StockMovesById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on StockMove { id kind effectiveOn product { id name } } }
  }
`);
export type StockMoveRow = ResultOf<typeof moves>['stockMoves']['nodes'][number];
export type StockMove = RecordOf<ResultOf<typeof move>>;
export const moveQueries: Queries = {
  list: moves,
  totals: moveTotals,
  one: move,
  many: movesById,
};

const warehouses = graphql(`
  query WarehouseList($first: Int, $after: String, $filter: WarehouseFilter, $orderBy: WarehouseOrderBy) {
    warehouses(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id code name kind isDefault isActive priority city country binCount }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const warehouse = graphql(`
  query Warehouse($id: ID!) {
    node(id: $id) {
      ... on Warehouse { id version code name kind isDefault isActive allowsNegative priority country region city postalCode latitude longitude binCount }
    }
  }
`);
const warehousesById = graphql(`
  query WarehousesById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Warehouse { id code name } }
  }
`);
const createWarehouse = graphql(`
  mutation CreateWarehouse($input: CreateWarehouseInput!) {
    createWarehouse(input: $input) {
      __typename
      ... on CreateWarehousePayload { warehouse { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const updateWarehouse = graphql(`
  mutation UpdateWarehouse($input: UpdateWarehouseInput!) {
    updateWarehouse(input: $input) {
      __typename
      ... on UpdateWarehousePayload { warehouse { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);
export type WarehouseRow = ResultOf<typeof warehouses>['warehouses']['nodes'][number];
export type Warehouse = RecordOf<ResultOf<typeof warehouse>>;
export const warehouseQueries: Queries = {
  list: warehouses, one: warehouse, many: warehousesById, create: createWarehouse, update: updateWarehouse, inputId: 'warehouseId',
  input: ['code', 'name', 'isDefault', 'isActive', 'allowsNegative', 'priority', 'country', 'region', 'city', 'postalCode', 'latitude', 'longitude'],
};
