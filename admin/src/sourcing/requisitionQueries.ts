import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query RequisitionList($first: Int, $after: String, $filter: RequisitionFilter, $orderBy: RequisitionOrderBy, $mayPurchasingRead: Boolean!) {
    requisitions(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id number status origin neededOn reason requestedByName createdAt openLines isUrgent
        warehouse { id name } estimate @include(if: $mayPurchasingRead) { amount currencyCode }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const totals = graphql(`
  query RequisitionTotals($filter: RequisitionFilter, $mayPurchasingRead: Boolean!) {
    requisitions(first: 1, filter: $filter) { totals { estimate @include(if: $mayPurchasingRead) { amount currencyCode } } }
  }
`);
const one = graphql(`
  query Requisition($id: ID!, $mayPurchasingRead: Boolean!) {
    node(id: $id) {
      ... on Requisition {
        id version number status origin neededOn reason requestedByName submittedAt decidedByName decidedAt decisionReason createdAt openLines isUrgent
        warehouse { id name } estimate @include(if: $mayPurchasingRead) { amount currencyCode }
        lines {
          id no quantity drafted ordered closed toOrder neededOn note onRequest @include(if: $mayPurchasingRead)
          product { id sku name unit { id code } } supplier @include(if: $mayPurchasingRead) { id name }
          supplies(first: 20) @include(if: $mayPurchasingRead) { nodes { id quantity purchaseOrderLine { id purchaseOrder { id number status } } } }
        }
        actions { name allowed reason }
      }
    }
  }
`);
const many = graphql(`
  query RequisitionsById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Requisition { id number } }
  }
`);
const create = graphql(`
  mutation CreateRequisition($input: CreateRequisitionInput!) {
    createRequisition(input: $input) {
      __typename
      ... on CreateRequisitionPayload { requisition { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const update = graphql(`
  mutation UpdateRequisition($input: UpdateRequisitionInput!) {
    updateRequisition(input: $input) {
      __typename
      ... on UpdateRequisitionPayload { requisition { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);
export type RequisitionRow = ResultOf<typeof list>['requisitions']['nodes'][number];
export type Requisition = RecordOf<ResultOf<typeof one>>;
export const requisitionQueries: Queries = {
  list, totals, one, many, create, update, inputId: 'requisitionId', input: ['warehouseId', 'neededOn', 'reason', 'lines'], createInput: ['submit'],
  toForm: ({ warehouse, lines }: Requisition) => ({
    warehouseId: warehouse.id,
    lines: lines.map(({ product, quantity, neededOn, note, supplier }) => ({ productId: product.id, quantity, neededOn: neededOn ?? '', note: note ?? '', supplierId: supplier?.id ?? '' })),
  }),
};

const lines = graphql(`
  query RequisitionLineList($first: Int, $after: String, $filter: RequisitionLineFilter, $orderBy: RequisitionLineOrderBy, $mayPurchasingRead: Boolean!) {
    requisitionLines(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id quantity drafted ordered closed toOrder neededOn note isToOrder onRequest @include(if: $mayPurchasingRead)
        product { id name } supplier @include(if: $mayPurchasingRead) { id name } requisition { id number }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const lineTotals = graphql(`
  query RequisitionLineTotals($filter: RequisitionLineFilter) {
    requisitionLines(first: 1, filter: $filter) { totals { quantity toOrder } }
  }
`);
const line = graphql(`
  query RequisitionLine($id: ID!) {
    node(id: $id) { ... on RequisitionLine { id quantity toOrder product { id name } requisition { id number } } }
  }
`);
const linesById = graphql(`
  query RequisitionLinesById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on RequisitionLine { id product { id name } requisition { id number } } }
  }
`);
export type RequisitionLineRow = ResultOf<typeof lines>['requisitionLines']['nodes'][number];
export const requisitionLineQueries: Queries = { list: lines, totals: lineTotals, one: line, many: linesById };
