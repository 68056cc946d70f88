import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const stockCounts = graphql(`
  query StockCountList($first: Int, $after: String, $filter: StockCountFilter, $orderBy: StockCountOrderBy, $mayCountsReview: Boolean!, $mayCostsRead: Boolean!) {
    stockCounts(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id number kind status startedOn endedOn lineCount countedCount disagreedCount
        differentCount @include(if: $mayCountsReview)
        accuracy @include(if: $mayCountsReview)
        differenceValue @include(if: $mayCostsRead) { amount currencyCode }
        warehouse { id name }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const stockCountTotals = graphql(`
  query StockCountTotals($filter: StockCountFilter, $mayCostsRead: Boolean!) {
    stockCounts(first: 1, filter: $filter) { totals { differenceValue @include(if: $mayCostsRead) { amount currencyCode } } }
  }
`);
const stockCount = graphql(`
  query StockCount($id: ID!, $mayCountsReview: Boolean!, $mayCostsRead: Boolean!) {
    node(id: $id) {
      ... on StockCount {
        id version number kind status isBlind toleranceQuantity toleranceRate note startedOn startedAt endedOn postings lineCount countedCount disagreedCount
        differentCount @include(if: $mayCountsReview)
        accuracy @include(if: $mayCountsReview)
        differenceValue @include(if: $mayCostsRead) { amount currencyCode }
        grossDifferenceValue @include(if: $mayCostsRead) { amount currencyCode }
        warehouse { id name }
        sheets { id counterName openedAt entryCount }
        actions { name allowed reason }
      }
    }
  }
`);
const stockCountsById = graphql(`
  query StockCountsById($ids: [ID!]!) { nodes(ids: $ids) { ... on StockCount { id number warehouse { id name } } } }
`);
export type StockCountRow = ResultOf<typeof stockCounts>['stockCounts']['nodes'][number];
export type StockCount = RecordOf<ResultOf<typeof stockCount>>;
export const stockCountQueries: Queries = { list: stockCounts, totals: stockCountTotals, one: stockCount, many: stockCountsById };

const countLines = graphql(`
  query CountLineList($first: Int, $after: String, $filter: CountLineFilter, $orderBy: CountLineOrderBy, $mayCountsReview: Boolean!, $mayCostsRead: Boolean!) {
    countLines(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id no state round countedAt
        expected @include(if: $mayCountsReview)
        held @include(if: $mayCountsReview)
        counted @include(if: $mayCountsReview)
        difference @include(if: $mayCountsReview)
        isAccurate @include(if: $mayCountsReview)
        differenceValue @include(if: $mayCostsRead) { amount currencyCode }
        product { id sku name }
        bin { id code }
        lot { id code }
        stockCount { id number }
        entries { id quantity round recordedAt isCurrent sheet { id counterName } }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const countLineTotals = graphql(`
  query CountLineTotals($filter: CountLineFilter, $mayCostsRead: Boolean!) {
    countLines(first: 1, filter: $filter) { totals { differenceValue @include(if: $mayCostsRead) { amount currencyCode } } }
  }
`);
const countLine = graphql(`
  query CountLine($id: ID!) { node(id: $id) { ... on CountLine { id no product { id name } } } }
`);
const countLinesById = graphql(`
  query CountLinesById($ids: [ID!]!) { nodes(ids: $ids) { ... on CountLine { id no product { id name } } } }
`);
export type CountLineRow = ResultOf<typeof countLines>['countLines']['nodes'][number];
export const countLineQueries: Queries = { list: countLines, totals: countLineTotals, one: countLine, many: countLinesById };
