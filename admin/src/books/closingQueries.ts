import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query YearCloseList($first: Int, $after: String, $filter: YearCloseFilter, $orderBy: YearCloseOrderBy) {
    yearCloses(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id year startsOn endsOn isReopening isStanding byName recordedAt reason result { amount currencyCode } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const one = graphql(`
  query YearClose($id: ID!, $mayJournalRead: Boolean!) {
    node(id: $id) {
      ... on YearClose {
        id year startsOn endsOn isReopening isStanding byName recordedAt reason result { amount currencyCode } entry @include(if: $mayJournalRead) { id sequence }
        actions { name allowed reason }
      }
    }
  }
`);
const many = graphql(`
  query YearClosesById($ids: [ID!]!) { nodes(ids: $ids) { ... on YearClose { id year } } }
`);

export type YearCloseRow = ResultOf<typeof list>['yearCloses']['nodes'][number];
export type YearClose = RecordOf<ResultOf<typeof one>>;
export const yearCloseQueries: Queries = { list, one, many };
export const closeYear = graphql(`
  mutation CloseYear($input: CloseYearInput!) {
    closeYear(input: $input) { __typename ... on CloseYearPayload { yearClose { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const reopenYear = graphql(`
  mutation ReopenYear($input: ReopenYearInput!) {
    reopenYear(input: $input) { __typename ... on ReopenYearPayload { yearClose { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const setFiscalYear = graphql(`
  mutation SetFiscalYear($input: SetFiscalYearInput!) {
    setFiscalYear(input: $input) { __typename ... on SetFiscalYearPayload { company { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const lockPeriod = graphql(`
  mutation LockPeriod($input: LockPeriodInput!) {
    lockPeriod(input: $input) { __typename ... on LockPeriodPayload { period { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const beginPeriodClose = graphql(`
  mutation BeginPeriodClose($input: BeginPeriodCloseInput!) {
    beginPeriodClose(input: $input) { __typename ... on BeginPeriodClosePayload { period { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const endPeriodClose = graphql(`
  mutation EndPeriodClose($input: EndPeriodCloseInput!) {
    endPeriodClose(input: $input) { __typename ... on EndPeriodClosePayload { period { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const requestPeriodReopening = graphql(`
  mutation RequestPeriodReopening($input: RequestPeriodReopeningInput!) {
    requestPeriodReopening(input: $input) { __typename ... on RequestPeriodReopeningPayload { period { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const unlockPeriod = graphql(`
  mutation UnlockPeriod($input: UnlockPeriodInput!) {
    unlockPeriod(input: $input) { __typename ... on UnlockPeriodPayload { period { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const markPeriodCheck = graphql(`
  mutation MarkPeriodCheck($input: MarkPeriodCheckInput!) {
    markPeriodCheck(input: $input) { __typename ... on MarkPeriodCheckPayload { period { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const periodChecklist = graphql(`
  query PeriodChecklist($periodId: ID!) {
    periodChecklist(periodId: $periodId) { kind count isOpen status counted reason byName at }
  }
`);
export const compareQuery = graphql(`
  query CompareStatements($kind: StatementKind!, $from: Day!, $to: Day!, $compareWith: CompareWith!, $count: Int) {
    compareStatements(kind: $kind, from: $from, to: $to, compareWith: $compareWith, count: $count) {
      columns { from to }
      rows { code name type account { id } amounts { amount { amount currencyCode } } change { amount currencyCode } }
      totals { name amounts { amount { amount currencyCode } } change { amount currencyCode } }
    }
  }
`);
export const exposureQuery = graphql(`
  query ExposureAsOf($on: Day) {
    exposureAsOf(on: $on) { rows { name customer { id } receivable { amount currencyCode } unapplied { amount currencyCode } shippedNotInvoiced { amount currencyCode } openOrders { amount currencyCode } exposure { amount currencyCode } } totals { receivable { amount currencyCode } unapplied { amount currencyCode } shippedNotInvoiced { amount currencyCode } openOrders { amount currencyCode } exposure { amount currencyCode } } }
  }
`);
export const openingQuery = graphql(`
  query OpeningReport($upTo: Day) {
    openingReport(upTo: $upTo) {
      firstOn lastOn assets { amount currencyCode } liabilities { amount currencyCode } equity { amount currencyCode } opening { amount currencyCode }
      parts { part records told { amount currencyCode } ledger { amount currencyCode } difference { amount currencyCode } }
      accounts { code name account { id } balance { amount currencyCode } }
    }
  }
`);
