import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const inspections = graphql(`
  query InspectionList($first: Int, $after: String, $filter: InspectionFilter, $orderBy: InspectionOrderBy, $mayPurchasingRead: Boolean!) {
    inspections(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id number status quantity open accepted returned scrapped rejectShare openedOn closedOn
        product { id name } warehouse { id name } supplier @include(if: $mayPurchasingRead) { id name }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const inspectionTotals = graphql(`
  query InspectionTotals($filter: InspectionFilter) {
    inspections(first: 1, filter: $filter) { totals { quantity open accepted returned scrapped } }
  }
`);
const inspection = graphql(`
  query Inspection($id: ID!, $mayPurchasingRead: Boolean!) {
    node(id: $id) {
      ... on Inspection {
        id version number status quantity open accepted returned scrapped rejectShare openedOn closedOn
        product { id sku name tracking unit { id code } } warehouse { id name }
        supplier @include(if: $mayPurchasingRead) { id name }
        receipt @include(if: $mayPurchasingRead) { id number }
        purchaseOrder @include(if: $mayPurchasingRead) { id number }
        results { id no outcome quantity reason note inspectedOn actorName isReversal isReversed lot { id code } supplierReturn @include(if: $mayPurchasingRead) { id number } }
        actions { name allowed reason }
      }
    }
  }
`);
const inspectionsById = graphql(`
  query InspectionsById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Inspection { id number } }
  }
`);
export type InspectionRow = ResultOf<typeof inspections>['inspections']['nodes'][number];
export type Inspection = RecordOf<ResultOf<typeof inspection>>;
export const inspectionQueries: Queries = { list: inspections, totals: inspectionTotals, one: inspection, many: inspectionsById };

const returns = graphql(`
  query SupplierReturnList($first: Int, $after: String, $filter: SupplierReturnFilter, $orderBy: SupplierReturnOrderBy) {
    supplierReturns(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id number returnedOn status isReplaced reason value { amount currencyCode } supplier { id name } receipt { id number } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const returnTotals = graphql(`
  query SupplierReturnTotals($filter: SupplierReturnFilter) {
    supplierReturns(first: 1, filter: $filter) { totals { value { amount currencyCode } } }
  }
`);
const oneReturn = graphql(`
  query SupplierReturn($id: ID!) {
    node(id: $id) {
      ... on SupplierReturn {
        id number returnedOn status reversedOn isReplaced reason recordedAt
        value { amount currencyCode }
        supplier { id name } receipt { id number } purchaseOrder { id number } warehouse { id name }
        lines { id no quantity value { amount currencyCode } product { id sku name } }
        actions { name allowed reason }
      }
    }
  }
`);
const returnsById = graphql(`
  query SupplierReturnsById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on SupplierReturn { id number } }
  }
`);
export type SupplierReturnRow = ResultOf<typeof returns>['supplierReturns']['nodes'][number];
export type SupplierReturn = RecordOf<ResultOf<typeof oneReturn>>;
export const supplierReturnQueries: Queries = { list: returns, totals: returnTotals, one: oneReturn, many: returnsById };
