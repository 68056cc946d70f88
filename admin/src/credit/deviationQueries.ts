import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query DeviationList($first: Int, $after: String, $filter: DeviationFilter, $orderBy: DeviationOrderBy) {
    deviations(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id field groupName actual norm tolerance basis members status foundAt nextOn reason decidedByName customer { id name } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const one = graphql(`
  query Deviation($id: ID!) {
    node(id: $id) { ... on Deviation { id version field groupName actual norm tolerance basis members status foundAt nextOn reason decidedAt decidedByName customer { id name } run { id number } actions { name allowed reason } } }
  }
`);
const many = graphql(`
  query DeviationsById($ids: [ID!]!) { nodes(ids: $ids) { ... on Deviation { id field actual } } }
`);
export type DeviationRow = ResultOf<typeof list>['deviations']['nodes'][number];
export type Deviation = RecordOf<ResultOf<typeof one>>;
export const deviationQueries: Queries = { list, one, many };

const runs = graphql(`
  query DeviationRunList($first: Int, $after: String, $filter: DeviationRunFilter, $orderBy: DeviationRunOrderBy) {
    deviationRuns(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id number status isYearly asOf askedByName createdAt finishedAt groups groupsDone customers found }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);
const run = graphql(`
  query DeviationRun($id: ID!) {
    node(id: $id) { ... on DeviationRun { id version number status isYearly toleranceDays toleranceTimes tolerancePoints asOf askedByName createdAt finishedAt groups groupsDone customers found actions { name allowed reason } } }
  }
`);
const runsById = graphql(`
  query DeviationRunsById($ids: [ID!]!) { nodes(ids: $ids) { ... on DeviationRun { id number } } }
`);
export type RunRow = ResultOf<typeof runs>['deviationRuns']['nodes'][number];
export type Run = RecordOf<ResultOf<typeof run>>;
export const runQueries: Queries = { list: runs, one: run, many: runsById };
