import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query PaymentReceiptList($first: Int, $after: String, $filter: PaymentReceiptFilter, $orderBy: PaymentReceiptOrderBy) {
    paymentReceipts(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id number issuedOn issuedByName amount { amount currencyCode } onAccount { amount currencyCode } payment { id number } customer { id name } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const totals = graphql(`
  query PaymentReceiptTotals($filter: PaymentReceiptFilter) { paymentReceipts(first: 1, filter: $filter) { totals { amount { amount currencyCode } } } }
`);
const one = graphql(`
  query PaymentReceipt($id: ID!) {
    node(id: $id) {
      ... on PaymentReceipt {
        id number issuedOn issuedByName recordedAt
        amount { amount currencyCode }
        onAccount { amount currencyCode }
        payment { id number }
        customer { id name }
        lines { id no number amount { amount currencyCode } invoice { id number } }
      }
    }
  }
`);
const many = graphql(`
  query PaymentReceiptsById($ids: [ID!]!) { nodes(ids: $ids) { ... on PaymentReceipt { id number } } }
`);
export const issueReceipt = graphql(`
  mutation IssueReceipt($input: IssueReceiptInput!) {
    issueReceipt(input: $input) { __typename ... on IssueReceiptPayload { paymentReceipt { id } } ... on Refusal { code message } }
  }
`);
export type ReceiptRow = ResultOf<typeof list>['paymentReceipts']['nodes'][number];
export type PaymentReceipt = RecordOf<ResultOf<typeof one>>;
export const receiptQueries: Queries = { list, totals, one, many };
