import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query DisputeList($first: Int, $after: String, $filter: InvoiceDisputeFilter, $orderBy: InvoiceDisputeOrderBy) {
    disputes(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id number reason personName channel raisedOn status resolution ageDays amount { amount currencyCode } invoice { id number } customer { id name } owner { id name } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const totals = graphql(`
  query DisputeTotals($filter: InvoiceDisputeFilter) { disputes(first: 1, filter: $filter) { totals { amount { amount currencyCode } } } }
`);
const one = graphql(`
  query InvoiceDispute($id: ID!) {
    node(id: $id) {
      ... on InvoiceDispute {
        id number reason text personName channel raisedOn status resolution resolutionText resolvedOn resolvedByName ageDays version
        amount { amount currencyCode }
        invoice { id number total { amount currencyCode } open { amount currencyCode } creditNotes { id number } }
        customer { id name }
        owner { id name }
        creditNote { id number }
        lines { id no line { id description quantity unitCode net { amount currencyCode } tax { amount currencyCode } } }
        actions { name allowed reason }
      }
    }
  }
`);
const many = graphql(`
  query DisputesById($ids: [ID!]!) { nodes(ids: $ids) { ... on InvoiceDispute { id number } } }
`);
export const disputeInvoice = graphql(`
  mutation DisputeInvoice($input: DisputeInvoiceInput!) {
    disputeInvoice(input: $input) {
      __typename
      ... on DisputeInvoicePayload { dispute { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const assignDispute = graphql(`
  mutation AssignDispute($input: AssignDisputeInput!) {
    assignDispute(input: $input) {
      __typename
      ... on AssignDisputePayload { dispute { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);
export const resolveDispute = graphql(`
  mutation ResolveDispute($input: ResolveDisputeInput!) {
    resolveDispute(input: $input) {
      __typename
      ... on ResolveDisputePayload { dispute { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);
export type DisputeRow = ResultOf<typeof list>['disputes']['nodes'][number];
export type Dispute = RecordOf<ResultOf<typeof one>>;
export const disputeQueries: Queries = { list, totals, one, many };
