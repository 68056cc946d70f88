import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';
import { deleteOrder } from './mutations.ts';

const list = graphql(`
  query OrderList($first: Int, $after: String, $filter: OrderFilter, $orderBy: OrderOrderBy) {
    orders(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id number status stage placedOn placedAt requiredOn shippedOn createdAt customerReference carrier shipToCity shipToCountry fulfilment isLate isShippedLate backordered
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
  query Order($id: ID!, $mayQuotationsRead: Boolean!, $mayProfitRead: Boolean!, $mayInvoicesRead: Boolean!, $mayShipmentsRead: Boolean!, $mayApprovalsRead: Boolean!, $mayChainRead: Boolean!) {
    node(id: $id) {
      ... on Order {
        id version number status placedOn placedAt requiredOn shippedOn createdAt customerReference note carrier channel choosesWarehouse warehouseCount
        shipToName shipToStreet shipToCity shipToRegion shipToPostalCode shipToCountry
        fulfilment quantity shipped reserved backordered isLate
        customer { id name }
        salesPerson { id name }
        quotation @include(if: $mayQuotationsRead) { id number }
        warehouse { id name }
        currencyCode exchangeRate companyTotal { amount currencyCode } taxRounding taxTreatment taxReason couponCodes discountRate less { amount currencyCode }
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
          id no description quantity entered enteredPrice unit { id code } unitPrice discountRate taxRate taxIncluded priceOrigin whyPrice less { amount currencyCode } discounts { id name amount { amount currencyCode } } shipped cancelled openQuantity reserved backordered isDropShipped
          product { id name }
          reservations(first: 20) { nodes { id reserved backordered ready why warehouse { id name } product { id name } lots { id quantity lot { id code goodUntil } } } }
          net { amount currencyCode }
        }
        approvals(first: 5) @include(if: $mayApprovalsRead) { nodes { id kind status reason decisionReason amount { amount currencyCode } requestedByName decidedByName } }
        stage shipPolicy priority
        isStuck @include(if: $mayChainRead)
        stays @include(if: $mayChainRead) { id step enteredAt leftAt outcome ownerName ownerRole isUnowned }
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
        unitPrice available short isDropShipped frameworkLeft priceOrigin why taxIncluded margin minimumMargin
        discounts { name amount { amount currencyCode } }
        net { amount currencyCode }
        sources { quantity why warehouse { id name } }
      }
      gross { amount currencyCode }
      discount { amount currencyCode }
      net { amount currencyCode }
      freight { amount currencyCode }
      tax { amount currencyCode }
      total { amount currencyCode }
      currencyCode exchangeRate worth { amount currencyCode }
      creditLimit @include(if: $mayCreditRead) { amount currencyCode }
      creditLeft @include(if: $mayCreditRead) { amount currencyCode }
      promotions { name couponCode isTaken why amount { amount currencyCode } }
      hints { promotion quantity product { id name } }
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
  input: ['couponCodes', 'discountRate', 'discountAmount', 'customerId', 'currencyCode', 'warehouseId', 'salesPersonId', 'requiredOn', 'customerReference', 'note', 'carrier', 'shipPolicy', 'priority', 'freight', 'shipTo', 'frameworkId', 'overCallReason', 'lines'],
  toForm: ({ customer, warehouse, choosesWarehouse, salesPerson, less, lines }: Order) => ({
    customerId: customer.id,
    warehouseId: choosesWarehouse ? '' : warehouse.id,
    salesPersonId: salesPerson?.id ?? '',
    discountAmount: less?.amount ?? '',
    lines: lines.map(({ product, quantity, entered, unit, unitPrice, enteredPrice, discountRate, less: lineLess, priceOrigin, taxIncluded, isDropShipped }) => ({
      productId: product.id, quantity: entered ?? quantity, unitId: unit?.id ?? '', discountRate, discountAmount: Number(lineLess.amount) > 0 ? lineLess.amount : '', isDropShipped,
      // A price that was neither typed nor quoted is looked up again.
      ...(priceOrigin === null || priceOrigin === 'TYPED' || priceOrigin === 'QUOTATION' ? { unitPrice: enteredPrice ?? unitPrice, taxIncluded } : { unitPrice: '' }),
    })),
  }),
};
