import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const lots = graphql(`
  query LotList($first: Int, $after: String, $filter: LotFilter, $orderBy: LotOrderBy, $mayCostsRead: Boolean!) {
    lots(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id code tracking goodUntil daysLeft isExpired bestBeforeOn expiresOn receivedOn supplierLot onHand reserved held available createdAt
        value @include(if: $mayCostsRead) { amount currencyCode }
        product { id sku name }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const lotTotals = graphql(`
  query LotTotals($filter: LotFilter, $mayCostsRead: Boolean!) {
    lots(first: 1, filter: $filter) { totals { onHand available value @include(if: $mayCostsRead) { amount currencyCode } } }
  }
`);
const lot = graphql(`
  query Lot($id: ID!, $mayCostsRead: Boolean!, $mayPurchasingRead: Boolean!) {
    node(id: $id) {
      ... on Lot {
        id version code tracking producedOn bestBeforeOn expiresOn goodUntil daysLeft isExpired supplierLot receivedOn note createdAt
        onHand reserved held available
        value @include(if: $mayCostsRead) { amount currencyCode }
        product { id sku name unit { id code } }
        supplier @include(if: $mayPurchasingRead) { id name }
        levels { id onHand reserved held available warehouse { id name } }
        actions { name allowed reason }
      }
    }
  }
`);
const lotsById = graphql(`
  query LotsById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Lot { id code } }
  }
`);
const updateLot = graphql(`
  mutation UpdateLot($input: UpdateLotInput!) {
    updateLot(input: $input) {
      __typename
      ... on UpdateLotPayload { lot { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);
export type LotRow = ResultOf<typeof lots>['lots']['nodes'][number];
export type Lot = RecordOf<ResultOf<typeof lot>>;
export const lotQueries: Queries = {
  list: lots, totals: lotTotals, one: lot, many: lotsById, update: updateLot, inputId: 'lotId',
  input: ['code', 'producedOn', 'bestBeforeOn', 'expiresOn', 'supplierLot', 'note', 'reason'],
};

const levels = graphql(`
  query LotLevelList($first: Int, $after: String, $filter: LotLevelFilter, $orderBy: LotLevelOrderBy, $mayCostsRead: Boolean!) {
    lotLevels(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id onHand reserved held available goodUntil daysLeft isExpired
        value @include(if: $mayCostsRead) { amount currencyCode }
        lot { id code } product { id sku name } warehouse { id name }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const levelTotals = graphql(`
  query LotLevelTotals($filter: LotLevelFilter, $mayCostsRead: Boolean!) {
    lotLevels(first: 1, filter: $filter) { totals { onHand reserved held available value @include(if: $mayCostsRead) { amount currencyCode } } }
  }
`);
const level = graphql(`
  query LotLevel($id: ID!, $mayCostsRead: Boolean!) {
    node(id: $id) {
      ... on LotLevel {
        id onHand reserved held available goodUntil daysLeft isExpired
        value @include(if: $mayCostsRead) { amount currencyCode }
        lot { id code } product { id sku name unit { id code } } warehouse { id name }
      }
    }
  }
`);
const levelsById = graphql(`
  query LotLevelsById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on LotLevel { id lot { id code } warehouse { id name } } }
  }
`);
export type LotLevelRow = ResultOf<typeof levels>['lotLevels']['nodes'][number];
export type LotLevel = RecordOf<ResultOf<typeof level>>;
export const lotLevelQueries: Queries = { list: levels, totals: levelTotals, one: level, many: levelsById };

const holds = graphql(`
  query StockHoldList($first: Int, $after: String, $filter: StockHoldFilter, $orderBy: StockHoldOrderBy) {
    stockHolds(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id kind placed quantity reason placedAt releasedAt isOpen product { id sku name } warehouse { id name } lot { id code } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const holdTotals = graphql(`
  query StockHoldTotals($filter: StockHoldFilter) { stockHolds(first: 1, filter: $filter) { totals { quantity } } }
`);
const hold = graphql(`
  query StockHold($id: ID!) {
    node(id: $id) {
      ... on StockHold {
        id kind placed quantity reason placedAt releasedAt releaseReason isOpen sourceType
        product { id sku name unit { id code } } warehouse { id name } lot { id code }
        actions { name allowed reason }
      }
    }
  }
`);
const holdsById = graphql(`
  query StockHoldsById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on StockHold { id kind product { id name } } }
  }
`);
export type StockHoldRow = ResultOf<typeof holds>['stockHolds']['nodes'][number];
export type StockHold = RecordOf<ResultOf<typeof hold>>;
export const holdQueries: Queries = { list: holds, totals: holdTotals, one: hold, many: holdsById };

export const traceQuery = graphql(`
  query LotTrace($lotId: ID!) {
    lotTrace(lotId: $lotId) {
      received shipped used writtenOff onHand
      steps {
        side depth kind reason on quantity documentType documentId documentLabel isReversed
        lot { id code product { id name } } move { id } warehouse { id name } order { id number } customer { id name } supplier { id name }
      }
    }
  }
`);
export type Trace = ResultOf<typeof traceQuery>['lotTrace'];
export type TraceStep = Trace['steps'][number];

export const alertsQuery = graphql(`
  query ExpiryAlerts($filter: ExpiryAlertFilter) {
    expiryAlerts(first: 100, filter: $filter, orderBy: GOOD_UNTIL_ASC) {
      nodes { id thresholdDays openedOn goodUntil lot { id code onHand product { id name } } }
      totalCount
    }
  }
`);
export type Alert = ResultOf<typeof alertsQuery>['expiryAlerts']['nodes'][number];

export const holdStock = graphql(`
  mutation HoldStock($input: HoldStockInput!) {
    holdStock(input: $input) {
      __typename
      ... on HoldStockPayload { level { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const releaseStockHold = graphql(`
  mutation ReleaseStockHold($input: ReleaseStockHoldInput!) {
    releaseStockHold(input: $input) {
      __typename
      ... on ReleaseStockHoldPayload { hold { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const writeOff = graphql(`
  mutation WriteOff($input: AdjustStockInput!) {
    adjustStock(input: $input) {
      __typename
      ... on AdjustStockPayload { move { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const writeOffLots = graphql(`
  mutation WriteOffLots($input: WriteOffLotsInput!) {
    writeOffLots(input: $input) {
      __typename
      ... on WriteOffLotsPayload { moves { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
