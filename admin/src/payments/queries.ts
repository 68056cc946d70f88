import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query PaymentList($first: Int, $after: String, $filter: PaymentFilter, $orderBy: PaymentOrderBy, $mayPurchasingRead: Boolean!) {
    payments(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id number direction method paidOn reference status
        amount { amount currencyCode }
        unapplied { amount currencyCode }
        customer { id name }
        supplier @include(if: $mayPurchasingRead) { id name }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

const totals = graphql(`
  query PaymentTotals($filter: PaymentFilter) {
    payments(first: 1, filter: $filter) {
      totals { amount { amount currencyCode } unapplied { amount currencyCode } }
    }
  }
`);

const one = graphql(`
  query Payment($id: ID!, $mayPurchasingRead: Boolean!) {
    node(id: $id) {
      ... on Payment {
        isConvertible exchangeRate worth { amount currencyCode } id number direction method paidOn reference status reversedOn reversalReason recordedAt payerName valueOn chequeNumber chequeBank chequeOn
        receipts { id number issuedOn }
        bounces { id withdrawnOn }
        amount { amount currencyCode }
        unapplied { amount currencyCode }
        customer { id name }
        supplier @include(if: $mayPurchasingRead) { id name }
        openItem { id }
        actions { name allowed reason }
      }
    }
  }
`);

const many = graphql(`
  query PaymentsById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Payment { id number } }
  }
`);

const create = graphql(`
  mutation RecordPayment($input: RecordPaymentInput!) {
    recordPayment(input: $input) {
      __typename
      ... on RecordPaymentPayload { payment { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

export type PaymentRow = ResultOf<typeof list>['payments']['nodes'][number];
export type Payment = RecordOf<ResultOf<typeof one>>;

export const paymentQueries: Queries = {
  list, totals, one, many, create,
  input: ['customerId', 'amount', 'currencyCode', 'companyAmount', 'paidOn', 'method', 'accountId', 'reference', 'debts', 'oldestFirst', 'payerName', 'valueOn', 'chequeNumber', 'chequeBank', 'chequeOn'],
};
