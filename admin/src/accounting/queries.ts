import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const entryList = graphql(`
  query JournalEntryList($first: Int, $after: String, $filter: JournalEntryFilter, $orderBy: JournalEntryOrderBy) {
    journalEntries(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id sequence kind effectiveOn recordedAt memo source }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

const entry = graphql(`
  query JournalEntry($id: ID!) {
    node(id: $id) {
      ... on JournalEntry {
        id sequence kind effectiveOn recordedAt memo source sourceType
        reversesEntry { id sequence }
        reversedBy { id sequence }
        lines {
          id no
          company { amount currencyCode }
          account { id code name }
          customer { id name }
          supplier { id name }
          order { id number }
          product { id name }
          openItem { id number source }
        }
      }
    }
  }
`);

const entriesById = graphql(`
  query JournalEntriesById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on JournalEntry { id sequence } }
  }
`);

const postEntry = graphql(`
  mutation PostEntry($input: PostEntryInput!) {
    postEntry(input: $input) {
      __typename
      ... on PostEntryPayload { entry { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

export type EntryRow = ResultOf<typeof entryList>['journalEntries']['nodes'][number];
export type Entry = RecordOf<ResultOf<typeof entry>>;
export const entryQueries: Queries = { list: entryList, one: entry, many: entriesById, create: postEntry, input: ['effectiveOn', 'memo', 'lines'] };

const lineList = graphql(`
  query JournalLineList($first: Int, $after: String, $filter: JournalLineFilter, $orderBy: JournalLineOrderBy) {
    journalLines(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes {
        id effectiveOn recordedAt
        company { amount currencyCode }
        account { id code name }
        entry { id sequence kind memo }
        customer { id name }
        order { id number }
        product { id name }
        supplier { id name }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

const lineTotals = graphql(`
  query JournalLineTotals($filter: JournalLineFilter) {
    journalLines(first: 1, filter: $filter) { totals { company { amount currencyCode } } }
  }
`);

const line = graphql(`
  query JournalLine($id: ID!) { node(id: $id) { ... on JournalLine { id effectiveOn } } }
`);

const linesById = graphql(`
  query JournalLinesById($ids: [ID!]!) { nodes(ids: $ids) { ... on JournalLine { id } } }
`);

export type LineRow = ResultOf<typeof lineList>['journalLines']['nodes'][number];
export const lineQueries: Queries = { list: lineList, totals: lineTotals, one: line, many: linesById };

const accountList = graphql(`
  query AccountList($first: Int, $after: String, $filter: AccountFilter, $orderBy: AccountOrderBy) {
    accounts(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id code name type isOpenItem isCash isActive }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

const account = graphql(`
  query Account($id: ID!) { node(id: $id) { ... on Account { id code name type isOpenItem isCash isActive } } }
`);

const accountsById = graphql(`
  query AccountsById($ids: [ID!]!) { nodes(ids: $ids) { ... on Account { id code name } } }
`);

export type AccountRow = ResultOf<typeof accountList>['accounts']['nodes'][number];
export const accountQueries: Queries = { list: accountList, one: account, many: accountsById };

const periodList = graphql(`
  query PeriodList($first: Int, $after: String, $filter: PeriodFilter, $orderBy: PeriodOrderBy) {
    periods(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id name startsOn endsOn lockedAt closingAt }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

const period = graphql(`
  query Period($id: ID!) { node(id: $id) { ... on Period { id name startsOn endsOn lockedAt closingAt version actions { name allowed reason } } } }
`);

const periodsById = graphql(`
  query PeriodsById($ids: [ID!]!) { nodes(ids: $ids) { ... on Period { id name } } }
`);

const createPeriod = graphql(`
  mutation CreatePeriod($input: CreatePeriodInput!) {
    createPeriod(input: $input) {
      __typename
      ... on CreatePeriodPayload { period { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

export type PeriodRow = ResultOf<typeof periodList>['periods']['nodes'][number];
export type Period = RecordOf<ResultOf<typeof period>>;
export const periodQueries: Queries = { list: periodList, one: period, many: periodsById, create: createPeriod, input: ['name', 'startsOn', 'endsOn'] };
