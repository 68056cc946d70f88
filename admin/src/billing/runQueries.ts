import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query InvoiceRunList($first: Int, $after: String, $filter: InvoiceRunFilter, $orderBy: InvoiceRunOrderBy) {
    invoiceRuns(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id number status upTo issuedOn entries invoiced held failed askedByName createdAt finishedAt due { amount currencyCode } invoicedTotal { amount currencyCode } customer { id name } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const totals = graphql(`
  query InvoiceRunTotals($filter: InvoiceRunFilter) { invoiceRuns(first: 1, filter: $filter) { totals { due { amount currencyCode } invoicedTotal { amount currencyCode } } } }
`);
const one = graphql(`
  query InvoiceRun($id: ID!) {
    node(id: $id) {
      ... on InvoiceRun {
        id number status upTo issuedOn entries invoiced waiting held failed skipped askedByName createdAt finishedAt version
        due { amount currencyCode }
        invoicedTotal { amount currencyCode }
        customer { id name }
        actions { name allowed reason }
      }
    }
  }
`);
const many = graphql(`
  query InvoiceRunsById($ids: [ID!]!) { nodes(ids: $ids) { ... on InvoiceRun { id number } } }
`);
export const cancelInvoiceRun = graphql(`
  mutation CancelInvoiceRun($input: CancelInvoiceRunInput!) {
    cancelInvoiceRun(input: $input) { __typename ... on CancelInvoiceRunPayload { invoiceRun { id status } } ... on Refusal { code message } }
  }
`);
export const startInvoiceRun = graphql(`
  mutation StartInvoiceRun($input: StartInvoiceRunInput!) {
    startInvoiceRun(input: $input) {
      __typename
      ... on StartInvoiceRunPayload { invoiceRun { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const previewInvoiceRun = graphql(`
  query PreviewInvoiceRun($upTo: Day, $customerId: ID) {
    previewInvoiceRun(upTo: $upTo, customerId: $customerId) {
      upTo invoices shipments later
      total { amount currencyCode }
      laterTotal { amount currencyCode }
      rows { name cycle shipments from to total { amount currencyCode } customer { id } }
    }
  }
`);
export type InvoiceRunRow = ResultOf<typeof list>['invoiceRuns']['nodes'][number];
export type InvoiceRun = RecordOf<ResultOf<typeof one>>;
export const invoiceRunQueries: Queries = { list, totals, one, many };
