import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query SavedReportList($first: Int, $after: String, $filter: SavedReportFilter, $orderBy: SavedReportOrderBy) {
    savedReports(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id kind name startsOn endsOn knownAt savedByName recordedAt customer { id name } period { id name } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const one = graphql(`
  query SavedReport($id: ID!) {
    node(id: $id) {
      ... on SavedReport {
        id kind name startsOn endsOn knownAt content hash savedByName recordedAt customer { id name } period { id name }
      }
    }
  }
`);
const many = graphql(`
  query SavedReportsById($ids: [ID!]!) { nodes(ids: $ids) { ... on SavedReport { id name } } }
`);

export type SavedReportRow = ResultOf<typeof list>['savedReports']['nodes'][number];
export type SavedReport = RecordOf<ResultOf<typeof one>>;
export const savedReportQueries: Queries = { list, one, many };
export const saveReport = graphql(`
  mutation SaveReport($input: SaveReportInput!) {
    saveReport(input: $input) { __typename ... on SaveReportPayload { savedReport { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);
export const checkSavedReport = graphql(`
  query CheckSavedReport($savedReportId: ID!) {
    checkSavedReport(savedReportId: $savedReportId) { isSame hash currentHash changes { key group label name column before after } }
  }
`);
/** What customers and accounts are called now: a saved report has their ids and codes alone. */
export const savedNames = graphql(`
  query SavedNames($ids: [ID!]!) { nodes(ids: $ids) { ... on Customer { id name } ... on Account { id name } } }
`);
