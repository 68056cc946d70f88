import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query CustomerPairList($first: Int, $after: String, $filter: CustomerPairFilter, $orderBy: CustomerPairOrderBy) {
    customerPairs(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id status matches foundAt decidedAt decidedByName reason first { id name code } second { id name code } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

const one = graphql(`
  query CustomerPair($id: ID!) {
    node(id: $id) {
      ... on CustomerPair {
        id version status matches foundAt decidedAt decidedByName reason
        first { id code name taxNumber email phone city country createdAt openOrderCount lastOrderOn }
        second { id code name taxNumber email phone city country createdAt openOrderCount lastOrderOn }
        actions { name allowed reason }
      }
    }
  }
`);

const many = graphql(`
  query CustomerPairsById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on CustomerPair { id first { id name } second { id name } } }
  }
`);

export const keepApart = graphql(`
  mutation KeepApart($input: KeepApartInput!) {
    keepApart(input: $input) {
      __typename
      ... on KeepApartPayload { pair { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

export const suspectAgain = graphql(`
  mutation SuspectAgain($input: SuspectAgainInput!) {
    suspectAgain(input: $input) {
      __typename
      ... on SuspectAgainPayload { pair { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

export type PairRow = ResultOf<typeof list>['customerPairs']['nodes'][number];
export type Pair = RecordOf<ResultOf<typeof one>>;
export const pairQueries: Queries = { list, one, many };
