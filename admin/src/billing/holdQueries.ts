import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query InvoiceHoldList($first: Int, $after: String, $filter: InvoiceHoldFilter, $orderBy: InvoiceHoldOrderBy) {
    invoiceHolds(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id rule expected actual status ownerRole raisedAt ageDays description customer { id name } order { id number } shipment { id number } owner { id name } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const one = graphql(`
  query InvoiceHold($id: ID!) {
    node(id: $id) {
      ... on InvoiceHold {
        id rule expected actual status ownerRole raisedAt ageDays description decidedAt decidedByName reason version
        customer { id name }
        order { id number }
        shipment { id number }
        owner { id name }
        actions { name allowed reason }
      }
    }
  }
`);
const many = graphql(`
  query InvoiceHoldsById($ids: [ID!]!) { nodes(ids: $ids) { ... on InvoiceHold { id rule description } } }
`);
export const acceptInvoiceHold = graphql(`
  mutation AcceptInvoiceHold($input: AcceptInvoiceHoldInput!) {
    acceptInvoiceHold(input: $input) {
      __typename
      ... on AcceptInvoiceHoldPayload { invoiceHold { id status } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const takeInvoiceHold = graphql(`
  mutation TakeInvoiceHold($input: TakeInvoiceHoldInput!) {
    takeInvoiceHold(input: $input) { __typename ... on TakeInvoiceHoldPayload { invoiceHold { id } } ... on Refusal { code message } }
  }
`);
export const recheckInvoiceHolds = graphql(`
  mutation RecheckInvoiceHolds($input: RecheckInvoiceHoldsInput!) {
    recheckInvoiceHolds(input: $input) { __typename ... on RecheckInvoiceHoldsPayload { checked } ... on Refusal { code message } }
  }
`);
export const invoiceChecksQuery = graphql(`
  query InvoiceChecks($id: ID!) { node(id: $id) { ... on Company { id invoicePriceRate invoiceDiscountRate invoiceQuantityRate checksInvoiceUnits } } }
`);
export const setInvoiceChecks = graphql(`
  mutation SetInvoiceChecks($input: SetInvoiceChecksInput!) {
    setInvoiceChecks(input: $input) {
      __typename
      ... on SetInvoiceChecksPayload { company { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export type InvoiceHoldRow = ResultOf<typeof list>['invoiceHolds']['nodes'][number];
export type InvoiceHold = RecordOf<ResultOf<typeof one>>;
export const invoiceHoldQueries: Queries = { list, one, many };
