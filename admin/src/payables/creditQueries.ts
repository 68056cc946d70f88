import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query SupplierCreditList($first: Int, $after: String, $filter: SupplierCreditFilter, $orderBy: SupplierCreditOrderBy) {
    supplierCredits(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id number supplierReference creditedOn status
        total { amount currencyCode }
        unapplied { amount currencyCode }
        supplier { id name }
        bill { id number }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const totals = graphql(`
  query SupplierCreditTotals($filter: SupplierCreditFilter) {
    supplierCredits(first: 1, filter: $filter) { totals { total { amount currencyCode } unapplied { amount currencyCode } } }
  }
`);
const one = graphql(`
  query SupplierCredit($id: ID!) {
    node(id: $id) {
      ... on SupplierCredit {
        id number supplierReference creditedOn status reversedOn reason
        net { amount currencyCode }
        tax { amount currencyCode }
        total { amount currencyCode }
        unapplied { amount currencyCode }
        exchangeRate rateSource
        companyTotal { amount currencyCode }
        supplier { id name }
        bill { id number }
        openItem { id }
        lines { id no description quantity net { amount currencyCode } product { id name } account { id code name } }
        actions { name allowed reason }
      }
    }
  }
`);
const many = graphql(`
  query SupplierCreditsById($ids: [ID!]!) { nodes(ids: $ids) { ... on SupplierCredit { id number } } }
`);
const create = graphql(`
  mutation RecordSupplierCredit($input: RecordSupplierCreditInput!) {
    recordSupplierCredit(input: $input) {
      __typename
      ... on RecordSupplierCreditPayload { supplierCredit { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

export type SupplierCreditRow = ResultOf<typeof list>['supplierCredits']['nodes'][number];
export type SupplierCredit = RecordOf<ResultOf<typeof one>>;
export const supplierCreditQueries: Queries = { list, totals, one, many, create, input: ['supplierId', 'supplierReference', 'billId', 'creditedOn', 'currencyCode', 'exchangeRate', 'rateSource', 'lines', 'tax', 'reason'] };
