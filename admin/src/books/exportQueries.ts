import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query JournalExportList($first: Int, $after: String, $filter: JournalExportFilter, $orderBy: JournalExportOrderBy) {
    journalExports(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id number form startsOn endsOn entries lines exportedByName recordedAt total { amount currencyCode } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const one = graphql(`
  query JournalExport($id: ID!) {
    node(id: $id) { ... on JournalExport { id number form startsOn endsOn knownAt entries lines bytes hash exportedByName recordedAt total { amount currencyCode } } }
  }
`);
const many = graphql(`
  query JournalExportsById($ids: [ID!]!) { nodes(ids: $ids) { ... on JournalExport { id number } } }
`);
const create = graphql(`
  mutation ExportJournal($input: ExportJournalInput!) {
    exportJournal(input: $input) { __typename ... on ExportJournalPayload { journalExport { id } } ... on Refusal { code message } ... on InputInvalid { fields { path code message } } }
  }
`);

export type JournalExportRow = ResultOf<typeof list>['journalExports']['nodes'][number];
export type JournalExport = RecordOf<ResultOf<typeof one>>;
export const journalExportQueries: Queries = { list, one, many, create, input: ['form', 'startsOn', 'endsOn'] };
