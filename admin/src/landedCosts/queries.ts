import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query LandedCostList($first: Int, $after: String, $filter: LandedCostFilter, $orderBy: LandedCostOrderBy) {
    landedCosts(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id number chargedOn basis status note
        total { amount currencyCode }
        open { amount currencyCode }
        supplier { id name }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const totals = graphql(`
  query LandedCostTotals($filter: LandedCostFilter) {
    landedCosts(first: 1, filter: $filter) { totals { total { amount currencyCode } open { amount currencyCode } } }
  }
`);
const one = graphql(`
  query LandedCost($id: ID!) {
    node(id: $id) {
      ... on LandedCost {
        id number chargedOn basis status reversedOn note recordedAt
        total { amount currencyCode }
        billed { amount currencyCode }
        open { amount currencyCode }
        supplier { id name }
        charges { id no kind description amount { amount currencyCode } }
        lines {
          id no measure
          share { amount currencyCode }
          product { id sku name }
          warehouse { id name }
          receiptLine { id quantity value { amount currencyCode } landed { amount currencyCode } receipt { id number } }
        }
        actions { name allowed reason }
      }
    }
  }
`);
const many = graphql(`
  query LandedCostsById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on LandedCost { id number } }
  }
`);
const create = graphql(`
  mutation PostLandedCost($input: PostLandedCostInput!) {
    postLandedCost(input: $input) {
      __typename
      ... on PostLandedCostPayload { landedCost { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

export type LandedCostRow = ResultOf<typeof list>['landedCosts']['nodes'][number];
export type LandedCost = RecordOf<ResultOf<typeof one>>;
export const landedCostQueries: Queries = { list, totals, one, many, create, input: ['supplierId', 'basis', 'note', 'charges', 'lines'] };
