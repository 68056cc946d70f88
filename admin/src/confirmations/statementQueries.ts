import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query StatementScheduleList($first: Int, $after: String, $filter: StatementScheduleFilter, $orderBy: StatementScheduleOrderBy) {
    statementSchedules(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id name rhythm day condition form language startsOn isActive lastDueOn customer { id name } group { id name } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const one = graphql(`
  query StatementSchedule($id: ID!) {
    node(id: $id) {
      ... on StatementSchedule { id name rhythm day condition form language startsOn isActive lastDueOn createdAt version customer { id name } group { id name } actions { name allowed reason } }
    }
  }
`);
const many = graphql(`
  query StatementSchedulesById($ids: [ID!]!) { nodes(ids: $ids) { ... on StatementSchedule { id name } } }
`);
export const saveStatementSchedule = graphql(`
  mutation SaveStatementSchedule($input: SaveStatementScheduleInput!) {
    saveStatementSchedule(input: $input) {
      __typename
      ... on SaveStatementSchedulePayload { statementSchedule { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);
export const runStatementSchedule = graphql(`
  mutation RunStatementSchedule($input: RunStatementScheduleInput!) {
    runStatementSchedule(input: $input) {
      __typename
      ... on RunStatementSchedulePayload { statementRun { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);
export const scheduledStatements = graphql(`
  query ScheduledStatements($scheduleId: ID!) {
    scheduledStatements(scheduleId: $scheduleId) {
      on sent skipped balance { amount currencyCode }
      rows { name email outcome balance { amount currencyCode } overdue { amount currencyCode } customer { id name } }
    }
  }
`);
export type ScheduleRow = ResultOf<typeof list>['statementSchedules']['nodes'][number];
export type Schedule = RecordOf<ResultOf<typeof one>>;
export const scheduleQueries: Queries = { list, one, many };

const runs = graphql(`
  query StatementRunList($first: Int, $after: String, $filter: StatementRunFilter, $orderBy: StatementRunOrderBy) {
    statementRuns(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id number dueOn form sentCount skippedCount byName createdAt schedule { id name } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const run = graphql(`
  query StatementRun($id: ID!) {
    node(id: $id) { ... on StatementRun { id number dueOn fromOn form knownAt sentCount skippedCount byName createdAt schedule { id name } } }
  }
`);
const runsById = graphql(`
  query StatementRunsById($ids: [ID!]!) { nodes(ids: $ids) { ... on StatementRun { id number } } }
`);
export type StatementRunRow = ResultOf<typeof runs>['statementRuns']['nodes'][number];
export type StatementRun = RecordOf<ResultOf<typeof run>>;
export const runQueries: Queries = { list: runs, one: run, many: runsById };

const lines = graphql(`
  query StatementRunLineList($first: Int, $after: String, $filter: StatementRunLineFilter, $orderBy: StatementRunLineOrderBy, $mayMailRead: Boolean!) {
    statementRunLines(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id no outcome balance { amount currencyCode } overdue { amount currencyCode } customer { id name } run { id number } mail @include(if: $mayMailRead) { id subject } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const lineTotals = graphql(`
  query StatementRunLineTotals($filter: StatementRunLineFilter) { statementRunLines(first: 1, filter: $filter) { totals { balance { amount currencyCode } overdue { amount currencyCode } } } }
`);
const line = graphql(`
  query StatementRunLine($id: ID!) { node(id: $id) { ... on StatementRunLine { id no } } }
`);
const linesById = graphql(`
  query StatementRunLinesById($ids: [ID!]!) { nodes(ids: $ids) { ... on StatementRunLine { id no } } }
`);
export type StatementRunLineRow = ResultOf<typeof lines>['statementRunLines']['nodes'][number];
export const runLineQueries: Queries = { list: lines, totals: lineTotals, one: line, many: linesById };
