import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const chargeList = graphql(`
  query ChargeList($first: Int, $after: String, $filter: ChargeFilter, $orderBy: ChargeOrderBy) {
    charges(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id number kind status issuedOn dueOn customer { id name } total { amount currencyCode } open { amount currencyCode } credited { amount currencyCode } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const chargeTotals = graphql(`
  query ChargeTotals($filter: ChargeFilter) {
    charges(first: 1, filter: $filter) { totals { total { amount currencyCode } open { amount currencyCode } credited { amount currencyCode } } }
  }
`);
const chargeOne = graphql(`
  query Charge($id: ID!) {
    node(id: $id) {
      ... on Charge {
        id number kind status customerName billTo issuedOn dueOn reason reversedOn reversalReason createdByName recordedAt pdfPath customer { id name } payment { id number } openItem { id } net { amount currencyCode } tax { amount currencyCode } total { amount currencyCode } open { amount currencyCode } credited { amount currencyCode } exchangeRate companyTotal { amount currencyCode }
        lines { id no kind description from to spans amount { amount currencyCode } }
        credits { id creditedOn reason createdByName isReversed amount { amount currencyCode } }
        actions { name allowed reason }
      }
    }
  }
`);
export type Charge = RecordOf<ResultOf<typeof chargeOne>>;
const chargeById = graphql(`
  query ChargesById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Charge { id number } }
  }
`);
export type ChargeRow = ResultOf<typeof chargeList>['charges']['nodes'][number];
export const chargeQueries: Queries = { list: chargeList, totals: chargeTotals, one: chargeOne, many: chargeById };

const refundList = graphql(`
  query RefundList($first: Int, $after: String, $filter: RefundFilter, $orderBy: RefundOrderBy) {
    refunds(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id number status reason method paidOn createdByName createdAt customer { id name } amount { amount currencyCode } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const refundTotals = graphql(`
  query RefundTotals($filter: RefundFilter) {
    refunds(first: 1, filter: $filter) { totals { amount { amount currencyCode } } }
  }
`);
const refundOne = graphql(`
  query Refund($id: ID!) {
    node(id: $id) {
      ... on Refund {
        id number status reason note method paidOn createdByName createdAt paidByName reversedOn reversalReason customer { id name } amount { amount currencyCode } worth { amount currencyCode } paidFrom
        parts { id no amount { amount currencyCode } credit { number kind } }
        actions { name allowed reason }
      }
    }
  }
`);
export type Refund = RecordOf<ResultOf<typeof refundOne>>;
const refundById = graphql(`
  query RefundsById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Refund { id number } }
  }
`);
export type RefundRow = ResultOf<typeof refundList>['refunds']['nodes'][number];
export const refundQueries: Queries = { list: refundList, totals: refundTotals, one: refundOne, many: refundById };

const chargebackList = graphql(`
  query ChargebackList($first: Int, $after: String, $filter: ChargebackFilter, $orderBy: ChargebackOrderBy) {
    chargebacks(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id number status reason replyBy daysLeft ownerName openedOn customer { id name } payment { id number } amount { amount currencyCode } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const chargebackTotals = graphql(`
  query ChargebackTotals($filter: ChargebackFilter) {
    chargebacks(first: 1, filter: $filter) { totals { amount { amount currencyCode } fee { amount currencyCode } } }
  }
`);
const chargebackOne = graphql(`
  query Chargeback($id: ID!) {
    node(id: $id) {
      ... on Chargeback {
        id number status reason note reference openedOn replyBy daysLeft ownerName representedOn representedNote settledOn outcome isWrittenOff createdByName customer { id name } payment { id number } amount { amount currencyCode } fee { amount currencyCode }
        actions { name allowed reason }
      }
    }
  }
`);
export type Chargeback = RecordOf<ResultOf<typeof chargebackOne>>;
const chargebackById = graphql(`
  query ChargebacksById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Chargeback { id number } }
  }
`);
export type ChargebackRow = ResultOf<typeof chargebackList>['chargebacks']['nodes'][number];
export const chargebackQueries: Queries = { list: chargebackList, totals: chargebackTotals, one: chargebackOne, many: chargebackById };

const bounceList = graphql(`
  query BounceList($first: Int, $after: String, $filter: BounceFilter, $orderBy: BounceOrderBy, $mayChargesRead: Boolean!) {
    bounces(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id bouncedOn reason note withdrawnOn customer { id name } payment { id number } charge @include(if: $mayChargesRead) { id number } amount { amount currencyCode } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const bounceTotals = graphql(`
  query BounceTotals($filter: BounceFilter) {
    bounces(first: 1, filter: $filter) { totals { amount { amount currencyCode } } }
  }
`);
const bounceOne = graphql(`
  query Bounce($id: ID!, $mayChargesRead: Boolean!) {
    node(id: $id) { ... on Bounce { id bouncedOn reason note withdrawnOn customer { id name } payment { id number } charge @include(if: $mayChargesRead) { id number } amount { amount currencyCode } } }
  }
`);
const bounceById = graphql(`
  query BouncesById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Bounce { id bouncedOn } }
  }
`);
export type BounceRow = ResultOf<typeof bounceList>['bounces']['nodes'][number];
export const bounceQueries: Queries = { list: bounceList, totals: bounceTotals, one: bounceOne, many: bounceById };

const lateWaiverList = graphql(`
  query LateWaiverList($first: Int, $after: String, $filter: LateWaiverFilter, $orderBy: LateWaiverOrderBy) {
    lateWaivers(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id kind from to reason waivedByName recordedAt undoneAt customer { id name } debt { number } amount { amount currencyCode } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const lateWaiverTotals = graphql(`
  query LateWaiverTotals($filter: LateWaiverFilter) {
    lateWaivers(first: 1, filter: $filter) { totals { amount { amount currencyCode } } }
  }
`);
const lateWaiverOne = graphql(`
  query LateWaiver($id: ID!) {
    node(id: $id) {
      ... on LateWaiver {
        id kind from to reason waivedByName recordedAt undoneAt undoneByName customer { id name } debt { number } amount { amount currencyCode }
      }
    }
  }
`);
export type LateWaiver = RecordOf<ResultOf<typeof lateWaiverOne>>;
const lateWaiverById = graphql(`
  query LateWaiversById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on LateWaiver { id reason } }
  }
`);
export type LateWaiverRow = ResultOf<typeof lateWaiverList>['lateWaivers']['nodes'][number];
export const lateWaiverQueries: Queries = { list: lateWaiverList, totals: lateWaiverTotals, one: lateWaiverOne, many: lateWaiverById };

