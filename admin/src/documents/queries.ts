import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query DocumentRunList($first: Int, $after: String, $filter: DocumentRunFilter, $orderBy: DocumentRunOrderBy) {
    documentRuns(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id kind form language status total done failed createdAt finishedAt }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const one = graphql(`
  query DocumentRun($id: ID!) {
    node(id: $id) {
      ... on DocumentRun {
        id kind form language status total done failed hasFile path createdAt finishedAt version
        problems { id no label problem }
        actions { name allowed reason }
      }
    }
  }
`);
const many = graphql(`
  query DocumentRunsById($ids: [ID!]!) { nodes(ids: $ids) { ... on DocumentRun { id kind createdAt } } }
`);

export type DocumentRunRow = ResultOf<typeof list>['documentRuns']['nodes'][number];
export type DocumentRun = RecordOf<ResultOf<typeof one>>;
export const documentRunQueries: Queries = { list, one, many };
