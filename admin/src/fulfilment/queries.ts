import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const deliveries = graphql(`
  query DeliveryList($first: Int, $after: String, $filter: DeliveryFilter, $orderBy: DeliveryOrderBy) {
    deliveries(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id number status plannedOn customerName orderNumbers carrier trackingNumber shippedOn deliveredOn isLate lineCount parcelCount shortCount quantity packed weight
        customer { id name } warehouse { id name }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const deliveryTotals = graphql(`
  query DeliveryTotals($filter: DeliveryFilter) { deliveries(first: 1, filter: $filter) { totals { quantity packed } } }
`);
const delivery = graphql(`
  query Delivery($id: ID!) {
    node(id: $id) {
      ... on Delivery {
        id version number status plannedOn customerName shipTo orderNumbers carrier trackingNumber note shippedOn deliveredOn receivedBy createdAt pickedAt packedAt isLate shortCount weight
        customer { id name } warehouse { id name } pickList { id number }
        shipments { id number }
        lines { id no description sku unitCode planned picked packed shortReason isTracked lotsPromised order { id number } product { id name } }
        parcels { id no packaging weight length width height trackingNumber lines { id quantity deliveryLine { id description unitCode } lot { id code } } }
        actions { name allowed reason }
      }
    }
  }
`);
const deliveriesById = graphql(`
  query DeliveriesById($ids: [ID!]!) { nodes(ids: $ids) { ... on Delivery { id number } } }
`);
export type DeliveryRow = ResultOf<typeof deliveries>['deliveries']['nodes'][number];
export type Delivery = RecordOf<ResultOf<typeof delivery>>;
export type DeliveryLine = Delivery['lines'][number];
export const deliveryQueries: Queries = { list: deliveries, totals: deliveryTotals, one: delivery, many: deliveriesById };

const backorders = graphql(`
  query BackorderList($first: Int, $after: String, $filter: BackorderFilter, $orderBy: BackorderOrderBy) {
    backorders(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id reserved backordered waitingDays place expectedOn neededOn priority placedAt
        product { id name } warehouse { id name } order { id number customer { id name } } orderLine { id description openQuantity unitPrice }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const backorderTotals = graphql(`
  query BackorderTotals($filter: BackorderFilter) { backorders(first: 1, filter: $filter) { totals { reserved backordered } } }
`);
const backorder = graphql(`
  query Backorder($id: ID!) {
    node(id: $id) { ... on Backorder { id backordered reserved priority placedAt product { id name } warehouse { id name } order { id number } } }
  }
`);
const backordersById = graphql(`
  query BackordersById($ids: [ID!]!) { nodes(ids: $ids) { ... on Backorder { id product { id name } } } }
`);
export type Backorder = ResultOf<typeof backorders>['backorders']['nodes'][number];
export const backorderQueries: Queries = { list: backorders, totals: backorderTotals, one: backorder, many: backordersById };

const returns = graphql(`
  query CustomerReturnList($first: Int, $after: String, $filter: CustomerReturnFilter, $orderBy: CustomerReturnOrderBy, $mayCostsRead: Boolean!) {
    customerReturns(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id number status reason authorisedOn validUntil isExpired quantity received unsettled
        value @include(if: $mayCostsRead) { amount currencyCode }
        customer { id name } order { id number }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const returnTotals = graphql(`
  query CustomerReturnTotals($filter: CustomerReturnFilter, $mayCostsRead: Boolean!) {
    customerReturns(first: 1, filter: $filter) { totals { quantity received unsettled value @include(if: $mayCostsRead) { amount currencyCode } } }
  }
`);
const customerReturn = graphql(`
  query CustomerReturn($id: ID!, $mayCostsRead: Boolean!, $mayInvoicesRead: Boolean!) {
    node(id: $id) {
      ... on CustomerReturn {
        id version number status reason note authorisedOn validUntil isExpired restockingFeeRate quantity received unsettled createdAt
        value @include(if: $mayCostsRead) { amount currencyCode }
        creditedAmount @include(if: $mayInvoicesRead) { amount currencyCode }
        customer { id name } order { id number } warehouse { id name } replacementOrder { id number status }
        lines { id no description sku quantity received credited replaced unsettled missing reason product { id name } lot { id code } }
        receipts {
          id no number receivedOn status note warehouse { id name } actions { name allowed reason }
          lines { id quantity fate reason lotCodes product { id name } }
        }
        credits @include(if: $mayInvoicesRead) { id quantity creditNote { id number } }
        actions { name allowed reason }
      }
    }
  }
`);
const returnsById = graphql(`
  query CustomerReturnsById($ids: [ID!]!) { nodes(ids: $ids) { ... on CustomerReturn { id number } } }
`);
export type ReturnRow = ResultOf<typeof returns>['customerReturns']['nodes'][number];
export type CustomerReturn = RecordOf<ResultOf<typeof customerReturn>>;
export type ReturnReceipt = CustomerReturn['receipts'][number];
export const returnQueries: Queries = { list: returns, totals: returnTotals, one: customerReturn, many: returnsById };

/** What of a shipment may still be sent back. */
export const returnableQuery = graphql(`
  query Returnable($id: ID!) {
    node(id: $id) { ... on Shipment { id number lines { id quantity returnable product { id name } } } }
  }
`);

/** Deliveries that wait for the packer, and one by its number. */
export const toPackQuery = graphql(`
  query ToPack($filter: DeliveryFilter) {
    deliveries(first: 50, filter: $filter, orderBy: PLANNED_ON_ASC) { nodes { id number status plannedOn customerName orderNumbers lineCount } }
  }
`);
export const packingQuery = graphql(`
  query Packing($id: ID!) {
    node(id: $id) {
      ... on Delivery {
        id number status customerName shipTo note
        lines { id no description sku unitCode planned picked packed isTracked lotsPromised product { id } }
        parcels { id no packaging weight length width height trackingNumber lines { id quantity deliveryLine { id } lot { id code } } }
      }
    }
  }
`);
export type Packing = RecordOf<ResultOf<typeof packingQuery>>;
export const scanQuery = graphql(`
  query ScanToPack($code: String!) { scannedProducts(code: $code) { product { id name } quantity } }
`);
export const lotScanQuery = graphql(`
  query ScanLot($code: String!) { lots(first: 20, filter: { code: { is: $code } }) { nodes { id code product { id } } } }
`);

export const substitutionsQuery = graphql(`
  query OrderSubstitutions($id: ID!) {
    node(id: $id) {
      ... on Order {
        id
        substitutions { id status quantity unitPrice reason proposedAt proposedByName consentName consentMeans consentOn product { id name } orderLine { id description } actions { name allowed reason } }
        lines { id description openQuantity isDropShipped }
      }
    }
  }
`);

export const orderDeliveriesQuery = graphql(`
  query OrderDeliveries($id: ID!) {
    node(id: $id) {
      ... on Order { id deliveryLines { id description unitCode planned picked packed shortReason delivery { id number status plannedOn shippedOn } } }
    }
  }
`);
