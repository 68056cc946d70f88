import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query CustomerList($first: Int, $after: String, $filter: CustomerFilter, $orderBy: CustomerOrderBy) {
    customers(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id code name contactName city country status paymentTermDays createdOn
        creditLimit { amount currencyCode }
        receivable { amount currencyCode }
        overdue { amount currencyCode }
        salesPerson { id name }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

const totals = graphql(`
  query CustomerTotals($filter: CustomerFilter) {
    customers(first: 1, filter: $filter) {
      totals {
        receivable { amount currencyCode }
        overdue { amount currencyCode }
      }
    }
  }
`);

const one = graphql(`
  query Customer($id: ID!) {
    node(id: $id) {
      ... on Customer {
        id version code name contactName taxNumber email phone address postalCode city country
        status paymentTermDays createdOn
        creditLimit { amount currencyCode }
        receivable { amount currencyCode }
        overdue { amount currencyCode }
        salesPerson { id name }
      }
    }
  }
`);

const many = graphql(`
  query CustomersById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Customer { id code name } }
  }
`);

const create = graphql(`
  mutation CreateCustomer($input: CreateCustomerInput!) {
    createCustomer(input: $input) {
      __typename
      ... on CreateCustomerPayload { customer { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

const update = graphql(`
  mutation UpdateCustomer($input: UpdateCustomerInput!) {
    updateCustomer(input: $input) {
      __typename
      ... on UpdateCustomerPayload { customer { id version } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);

export type CustomerRow = ResultOf<typeof list>['customers']['nodes'][number];
export type Customer = RecordOf<ResultOf<typeof one>>;

export const customerQueries: Queries = {
  list,
  totals,
  one,
  many,
  create,
  update,
  input: [
    'code', 'name', 'contactName', 'taxNumber', 'email', 'phone',
    'address', 'postalCode', 'city', 'country', 'paymentTermDays', 'creditLimit',
  ],
};
