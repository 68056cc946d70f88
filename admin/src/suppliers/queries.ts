import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query SupplierList($first: Int, $after: String, $filter: SupplierFilter, $orderBy: SupplierOrderBy, $mayPayablesRead: Boolean!) {
    suppliers(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id code name contactName city country isActive paymentTermDays openOrders
        owed @include(if: $mayPayablesRead) { amount currencyCode }
        overdue @include(if: $mayPayablesRead) { amount currencyCode }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const totals = graphql(`
  query SupplierTotals($filter: SupplierFilter, $mayPayablesRead: Boolean!) {
    suppliers(first: 1, filter: $filter) { totals { owed @include(if: $mayPayablesRead) { amount currencyCode } overdue @include(if: $mayPayablesRead) { amount currencyCode } } }
  }
`);
const one = graphql(`
  query Supplier($id: ID!, $mayPayablesRead: Boolean!) {
    node(id: $id) {
      ... on Supplier {
        id version code name contactName contactTitle taxNumber email phone street city region postalCode country paymentTermDays currencyCode dropShipsAtOnce isActive openOrders
        owed @include(if: $mayPayablesRead) { amount currencyCode }
        overdue @include(if: $mayPayablesRead) { amount currencyCode }
        actions { name allowed reason }
      }
    }
  }
`);
const many = graphql(`
  query SuppliersById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Supplier { id code name } }
  }
`);
const create = graphql(`
  mutation CreateSupplier($input: CreateSupplierInput!) {
    createSupplier(input: $input) {
      __typename
      ... on CreateSupplierPayload { supplier { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
const update = graphql(`
  mutation UpdateSupplier($input: UpdateSupplierInput!) {
    updateSupplier(input: $input) {
      __typename
      ... on UpdateSupplierPayload { supplier { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);

export type SupplierRow = ResultOf<typeof list>['suppliers']['nodes'][number];
export type Supplier = RecordOf<ResultOf<typeof one>>;
export const supplierQueries: Queries = {
  list,
  totals,
  one,
  many,
  create,
  update,
  inputId: 'supplierId',
  input: [
    'code', 'name', 'contactName', 'contactTitle', 'taxNumber', 'email', 'phone', 'street', 'city', 'region', 'postalCode', 'country',
    'paymentTermDays', 'isActive', 'currencyCode',
  ],
};
