import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';
import { deleteOrder } from './mutations.ts';

const list = graphql(`
  query OrderList($first: Int, $after: String, $filter: OrderFilter, $orderBy: OrderOrderBy) {
    orders(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id number status placedOn placedAt requiredOn shippedOn createdAt customerReference carrier shipToCity shipToCountry fulfilment isLate isShippedLate backordered
        customer { id name }
        salesPerson { id name }
        net { amount currencyCode }
        freight { amount currencyCode }
        tax { amount currencyCode }
        discount { amount currencyCode }
        total { amount currencyCode }
        open { amount currencyCode }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

const totals = graphql(`
  query OrderTotals($filter: OrderFilter) {
    orders(first: 1, filter: $filter) {
      totals {
        net { amount currencyCode }
        freight { amount currencyCode }
        tax { amount currencyCode }
        discount { amount currencyCode }
        total { amount currencyCode }
        open { amount currencyCode }
      }
    }
  }
`);

const one = graphql(`
  query Order($id: ID!, $mayProfitRead: Boolean!, $mayInvoicesRead: Boolean!, $mayShipmentsRead: Boolean!, $mayApprovalsRead: Boolean!) {
    node(id: $id) {
      ... on Order {
        id version number status placedOn placedAt requiredOn shippedOn createdAt customerReference note carrier
        shipToName shipToStreet shipToCity shipToRegion shipToPostalCode shipToCountry
        fulfilment quantity shipped reserved backordered isLate
        customer { id name }
        salesPerson { id name }
        warehouse { id name }
        gross { amount currencyCode }
        discount { amount currencyCode }
        net { amount currencyCode }
        freight { amount currencyCode }
        tax { amount currencyCode }
        total { amount currencyCode }
        open { amount currencyCode }
        invoiced @include(if: $mayInvoicesRead) { amount currencyCode }
        margin @include(if: $mayProfitRead) { amount currencyCode }
        lines {
          id no description quantity unitPrice discountRate taxRate shipped cancelled openQuantity reserved backordered
          product { id name }
          net { amount currencyCode }
        }
        approvals(first: 5) @include(if: $mayApprovalsRead) { nodes { id status reason decisionReason amount { amount currencyCode } requestedByName decidedByName } }
        shipments(first: 50) @include(if: $mayShipmentsRead) { nodes { id number status shippedOn } }
        actions { name allowed reason }
      }
    }
  }
`);

const many = graphql(`
  query OrdersById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Order { id number status } }
  }
`);

const create = graphql(`
  mutation CreateOrder($input: CreateOrderInput!) {
    createOrder(input: $input) {
      __typename
      ... on CreateOrderPayload { order { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

const update = graphql(`
  mutation UpdateOrder($input: UpdateOrderInput!) {
    updateOrder(input: $input) {
      __typename
      ... on UpdateOrderPayload { order { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);

export const previewOrder = graphql(`
  query PreviewOrder($input: PreviewOrderInput!, $mayCreditRead: Boolean!) {
    previewOrder(input: $input) {
      lines {
        unitPrice available short
        net { amount currencyCode }
      }
      gross { amount currencyCode }
      discount { amount currencyCode }
      net { amount currencyCode }
      freight { amount currencyCode }
      tax { amount currencyCode }
      total { amount currencyCode }
      creditLimit @include(if: $mayCreditRead) { amount currencyCode }
      creditLeft @include(if: $mayCreditRead) { amount currencyCode }
      warnings { code message }
    }
  }
`);

export type OrderRow = ResultOf<typeof list>['orders']['nodes'][number];
export type Order = RecordOf<ResultOf<typeof one>>;
export type OrderLine = Order['lines'][number];

export const orderQueries: Queries = {
  list,
  totals,
  one,
  many,
  create,
  update,
  delete: deleteOrder,
  inputId: 'orderId',
  input: ['customerId', 'warehouseId', 'salesPersonId', 'requiredOn', 'customerReference', 'note', 'carrier', 'freight', 'shipTo', 'lines'],
  toForm: ({ customer, warehouse, salesPerson, lines }: Order) => ({
    customerId: customer.id,
    warehouseId: warehouse.id,
    salesPersonId: salesPerson?.id ?? '',
    lines: lines.map(({ product, quantity, unitPrice, discountRate }) => ({ productId: product.id, quantity, unitPrice, discountRate })),
  }),
};
