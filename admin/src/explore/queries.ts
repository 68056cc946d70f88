import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';

export const datasetsQuery = graphql(`
  query Datasets {
    datasets {
      name
      label
      fields {
        path
        label
        kind
        relation
        operations
        buckets
        operators
        hasCompanyMoney
        values {
          value
          label
        }
      }
    }
  }
`);

export const exploreQuery = graphql(`
  query Explore(
    $dataset: Dataset!
    $dimensions: [DimensionInput!]!
    $measures: [MeasureInput!]!
    $filters: [ExploreFilterInput!]
    $orderBy: [ExploreOrderInput!]
    $limit: Int
  ) {
    explore(dataset: $dataset, dimensions: $dimensions, measures: $measures, filters: $filters, orderBy: $orderBy, limit: $limit) {
      columns {
        key
        label
        kind
        isMeasure
        currencyCode
        enumName
      }
      rows
      rowCount
      isTruncated
      elapsedMs
    }
  }
`);

export type Dataset = ResultOf<typeof datasetsQuery>['datasets'][number];
export type AskableField = Dataset['fields'][number];
export type Answer = ResultOf<typeof exploreQuery>['explore'];
export type Column = Answer['columns'][number];
