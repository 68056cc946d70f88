import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const parcels = graphql(`
  query ParcelLabelList($first: Int, $after: String, $filter: ParcelLabelFilter, $orderBy: ParcelLabelOrderBy, $mayCostsRead: Boolean!) {
    parcelLabels(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id trackingNumber carrierName serviceName customerName deliveryNumber status state stateAt promisedOn deliveredOn isLate daysLate weight measuredWeight differsInWeight createdAt
        price @include(if: $mayCostsRead) { amount currencyCode }
        delivery { id number } customer { id name }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const parcelTotals = graphql(`
  query ParcelLabelTotals($filter: ParcelLabelFilter, $mayCostsRead: Boolean!) {
    parcelLabels(first: 1, filter: $filter) { totals { weight price @include(if: $mayCostsRead) { amount currencyCode } } }
  }
`);
const parcel = graphql(`
  query ParcelLabel($id: ID!, $mayCostsRead: Boolean!, $mayProfitRead: Boolean!) {
    node(id: $id) {
      ... on ParcelLabel {
        id version trackingNumber parcelNo carrierName serviceName status state stateAt promisedOn boughtAt deliveredOn signedBy lateSince isLate daysLate weight measuredWeight differsInWeight problem requestedByName createdAt
        hasFile filePath followUrl
        price @include(if: $mayCostsRead) { amount currencyCode }
        orderCost @include(if: $mayProfitRead) { id number }
        delivery { id number } customer { id name }
        actions { name allowed reason }
      }
    }
  }
`);
const parcelsById = graphql(`
  query ParcelLabelsById($ids: [ID!]!) { nodes(ids: $ids) { ... on ParcelLabel { id trackingNumber } } }
`);
export type ParcelRow = ResultOf<typeof parcels>['parcelLabels']['nodes'][number];
export type ParcelLabel = RecordOf<ResultOf<typeof parcel>>;
export const parcelQueries: Queries = { list: parcels, totals: parcelTotals, one: parcel, many: parcelsById };

export const parcelScansQuery = graphql(`
  query ParcelScans($parcelLabelId: ID!) { parcelScans(parcelLabelId: $parcelLabelId) { kind occurredAt place description signedBy weight source recordedAt } }
`);

/** What carriers quoted for a delivery, its labels, and what is still being asked. */
export const deliveryCarrierQuery = graphql(`
  query DeliveryCarrier($id: ID!, $mayCostsRead: Boolean!, $mayCarriersRead: Boolean!) {
    node(id: $id) {
      ... on Delivery {
        id status
        parcels { id no weight isLabelled }
        labels { id parcelNo trackingNumber carrierName serviceName status state promisedOn isLate problem hasFile filePath price @include(if: $mayCostsRead) { amount currencyCode } actions { name allowed reason } }
        quotes @include(if: $mayCarriersRead) { id carrierName serviceName price { amount currencyCode } days promisedOn validUntil isValid }
        carrierRequests @include(if: $mayCarriersRead) { id verb status attempts problem dueAt createdAt carrierName }
        actions { name allowed reason }
      }
    }
  }
`);
export type DeliveryCarrier = RecordOf<ResultOf<typeof deliveryCarrierQuery>>;

const carriers = graphql(`
  query CarrierList($first: Int, $after: String, $filter: CarrierFilter, $orderBy: CarrierOrderBy) {
    carriers(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id code name adapter isActive underway lateCount failures lastAnsweredAt lastProblem }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const carrier = graphql(`
  query Carrier($id: ID!) {
    node(id: $id) {
      ... on Carrier {
        id version code name adapter isActive address timeoutMs trackingUrl simulation failures pausedUntil lastAnsweredAt lastProblem hasKey hasWebhookSecret webhookPath underway lateCount waitingCount
        account { id code name } supplier { id name }
        refusals { id day reason count lastAt }
        actions { name allowed reason }
      }
    }
  }
`);
const carriersById = graphql(`
  query CarriersById($ids: [ID!]!) { nodes(ids: $ids) { ... on Carrier { id name } } }
`);
const createCarrier = graphql(`mutation CreateCarrier($input: CreateCarrierInput!) { createCarrier(input: $input) { __typename
  ... on CreateCarrierPayload { carrier { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`);
const updateCarrier = graphql(`mutation UpdateCarrier($input: UpdateCarrierInput!) { updateCarrier(input: $input) { __typename
  ... on UpdateCarrierPayload { carrier { id version } } ... on ChangedMeanwhile { version fields { field mine theirs } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`);
export type CarrierRow = ResultOf<typeof carriers>['carriers']['nodes'][number];
export type Carrier = RecordOf<ResultOf<typeof carrier>>;
export const carrierQueries: Queries = {
  list: carriers, one: carrier, many: carriersById, create: createCarrier, update: updateCarrier, inputId: 'carrierId', createInput: ['code', 'adapter'],
  input: ['name', 'isActive', 'address', 'timeoutMs', 'accountId', 'supplierId', 'trackingUrl', 'simulation'], toForm: ({ account, supplier }: Carrier) => ({ accountId: account?.id ?? '', supplierId: supplier?.id ?? '' }),
};

const requests = graphql(`
  query CarrierRequestList($first: Int, $after: String, $filter: CarrierRequestFilter, $orderBy: CarrierRequestOrderBy) {
    carrierRequests(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id verb status attempts problem dueAt requestedByName createdAt finishedAt carrier { id name } delivery { id number } calls { id no outcome tookMs message recordedAt } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const requestOne = graphql(`
  query CarrierRequest($id: ID!) { node(id: $id) { ... on CarrierRequest { id verb status attempts problem createdAt } } }
`);
const requestsById = graphql(`
  query CarrierRequestsById($ids: [ID!]!) { nodes(ids: $ids) { ... on CarrierRequest { id verb } } }
`);
export type CarrierRequest = ResultOf<typeof requests>['carrierRequests']['nodes'][number];
export const requestQueries: Queries = { list: requests, one: requestOne, many: requestsById };

const webhooks = graphql(`
  query CarrierWebhookList($first: Int, $after: String, $filter: CarrierWebhookFilter, $orderBy: CarrierWebhookOrderBy) {
    carrierWebhooks(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id webhookId sentAt told stored unassigned body recordedAt carrier { id name } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const webhookOne = graphql(`
  query CarrierWebhook($id: ID!) { node(id: $id) { ... on CarrierWebhook { id webhookId recordedAt } } }
`);
const webhooksById = graphql(`
  query CarrierWebhooksById($ids: [ID!]!) { nodes(ids: $ids) { ... on CarrierWebhook { id webhookId } } }
`);
export type CarrierWebhook = ResultOf<typeof webhooks>['carrierWebhooks']['nodes'][number];
export const webhookQueries: Queries = { list: webhooks, one: webhookOne, many: webhooksById };

const scans = graphql(`
  query TrackingEventList($first: Int, $after: String, $filter: TrackingEventFilter, $orderBy: TrackingEventOrderBy) {
    trackingEvents(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id trackingNumber kind occurredAt place description signedBy source isAssigned recordedAt carrier { id name } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const scanOne = graphql(`
  query TrackingEvent($id: ID!) { node(id: $id) { ... on TrackingEvent { id trackingNumber kind occurredAt } } }
`);
const scansById = graphql(`
  query TrackingEventsById($ids: [ID!]!) { nodes(ids: $ids) { ... on TrackingEvent { id trackingNumber } } }
`);
export type TrackingEvent = ResultOf<typeof scans>['trackingEvents']['nodes'][number];
export const scanQueries: Queries = { list: scans, one: scanOne, many: scansById };

const bills = graphql(`
  query CarrierBillList($first: Int, $after: String, $filter: CarrierBillFilter, $orderBy: CarrierBillOrderBy) {
    carrierBills(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id reference billedOn lineCount differing total { amount currencyCode } carrier { id name } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const billTotals = graphql(`
  query CarrierBillTotals($filter: CarrierBillFilter) { carrierBills(first: 1, filter: $filter) { totals { total { amount currencyCode } } } }
`);
const bill = graphql(`
  query CarrierBill($id: ID!) {
    node(id: $id) {
      ... on CarrierBill {
        id reference billedOn lineCount differing recordedByName createdAt total { amount currencyCode } carrier { id name }
        lines { id no trackingNumber verdict weight labelWeight acceptedAt acceptedByName charged { amount currencyCode } labelPrice { amount currencyCode } difference { amount currencyCode } actions { name allowed reason } }
        actions { name allowed reason }
      }
    }
  }
`);
const billsById = graphql(`
  query CarrierBillsById($ids: [ID!]!) { nodes(ids: $ids) { ... on CarrierBill { id reference } } }
`);
const recordCarrierBill = graphql(`mutation RecordCarrierBill($input: RecordCarrierBillInput!) { recordCarrierBill(input: $input) { __typename
  ... on RecordCarrierBillPayload { carrierBill { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } } }`);
export type BillRow = ResultOf<typeof bills>['carrierBills']['nodes'][number];
export type CarrierBill = RecordOf<ResultOf<typeof bill>>;
export type BillLine = CarrierBill['lines'][number];
export const billQueries: Queries = { list: bills, totals: billTotals, one: bill, many: billsById, create: recordCarrierBill, input: ['carrierId', 'reference', 'billedOn', 'lines'] };
