import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query PaymentRunList($first: Int, $after: String, $filter: PaymentRunFilter, $orderBy: PaymentRunOrderBy) {
    paymentRuns(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id number status payOn dueUntil bills suppliers createdByName executedOn total { amount currencyCode } account { id code name } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const totals = graphql(`
  query PaymentRunTotals($filter: PaymentRunFilter) { paymentRuns(first: 1, filter: $filter) { totals { total { amount currencyCode } } } }
`);
const one = graphql(`
  query PaymentRun($id: ID!, $mayJournalRead: Boolean!) {
    node(id: $id) {
      ... on PaymentRun {
        id number status payOn dueUntil bills suppliers createdByName createdAt executedOn executedByName version
        total { amount currencyCode }
        companyTotal { amount currencyCode }
        cashBefore @include(if: $mayJournalRead) { amount currencyCode }
        account { id code name }
        lines {
          id no amount { amount currencyCode } supplier { id name }
          bill { id number supplierReference dueOn open { amount currencyCode } }
          payment { id number }
        }
        actions { name allowed reason }
      }
    }
  }
`);
const many = graphql(`
  query PaymentRunsById($ids: [ID!]!) { nodes(ids: $ids) { ... on PaymentRun { id number } } }
`);
const create = graphql(`
  mutation CreatePaymentRun($input: CreatePaymentRunInput!) {
    createPaymentRun(input: $input) {
      __typename
      ... on CreatePaymentRunPayload { paymentRun { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

export type PaymentRunRow = ResultOf<typeof list>['paymentRuns']['nodes'][number];
export type PaymentRun = RecordOf<ResultOf<typeof one>>;
export const paymentRunQueries: Queries = { list, totals, one, many, create, input: ['dueUntil', 'payOn', 'accountId', 'currencyCode'] };
