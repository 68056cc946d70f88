import { graphql } from '../data/graphql.ts';
import type { ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query SalesHistoryList($first: Int, $after: String, $filter: SalesHistoryFilter, $orderBy: SalesHistoryOrderBy) {
    salesHistory(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id soldOn kind reference code description quantity unitPrice currencyCode net { amount currencyCode } cancels
        product { id sku name }
        customer { id name }
        warehouse { id name }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const totals = graphql(`
  query SalesHistoryTotals($filter: SalesHistoryFilter) { salesHistory(first: 1, filter: $filter) { totals { quantity net { amount currencyCode } } } }
`);
const one = graphql(`
  query SalesHistoryLine($id: ID!) { node(id: $id) { ... on SalesHistory { id reference code soldOn } } }
`);
const many = graphql(`
  query SalesHistoryById($ids: [ID!]!) { nodes(ids: $ids) { ... on SalesHistory { id reference code soldOn } } }
`);

export type PastSale = ResultOf<typeof list>['salesHistory']['nodes'][number];
export const salesHistoryQueries: Queries = { list, totals, one, many };
