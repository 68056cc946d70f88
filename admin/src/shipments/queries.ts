import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query ShipmentList($first: Int, $after: String, $filter: ShipmentFilter, $orderBy: ShipmentOrderBy, $mayCostsRead: Boolean!) {
    shipments(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id number status shippedOn carrier trackingNumber quantity isInvoiced
        order { id number }
        customer { id name }
        warehouse { id name }
        freight { amount currencyCode }
        total { amount currencyCode }
        cost @include(if: $mayCostsRead) { amount currencyCode }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

const totals = graphql(`
  query ShipmentTotals($filter: ShipmentFilter, $mayCostsRead: Boolean!) {
    shipments(first: 1, filter: $filter) {
      totals {
        quantity
        freight { amount currencyCode }
        total { amount currencyCode }
        cost @include(if: $mayCostsRead) { amount currencyCode }
      }
    }
  }
`);

const one = graphql(`
  query Shipment($id: ID!, $mayCostsRead: Boolean!, $mayInvoicesRead: Boolean!) {
    node(id: $id) {
      ... on Shipment {
        id number status shippedOn reversedOn carrier trackingNumber quantity recordedAt isInvoiced lots deliveredOn receivedBy
        delivery { id number }
        order { id number }
        customer { id name }
        warehouse { id name }
        invoice @include(if: $mayInvoicesRead) { id number }
        freight { amount currencyCode }
        total { amount currencyCode }
        cost @include(if: $mayCostsRead) { amount currencyCode }
        lines {
          id no quantity
          product { id name }
          net { amount currencyCode }
          cost @include(if: $mayCostsRead) { amount currencyCode }
        }
        actions { name allowed reason }
      }
    }
  }
`);

const many = graphql(`
  query ShipmentsById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Shipment { id number } }
  }
`);

export const reverseShipment = graphql(`
  mutation ReverseShipment($input: ReverseShipmentInput!) {
    reverseShipment(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

export type ShipmentRow = ResultOf<typeof list>['shipments']['nodes'][number];
export type Shipment = RecordOf<ResultOf<typeof one>>;

export const shipmentQueries: Queries = { list, totals, one, many };
