import { graphql } from '../data/graphql.ts';
import type { RecordOf, ResultOf } from '../data/graphql.ts';
import type { Queries } from '../data/resource.ts';

const list = graphql(`
  query EventList($first: Int, $after: String, $filter: EventFilter, $orderBy: EventOrderBy) {
    events(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      nodes { id kind kindLabel recordedAt subjectType subject subjectLabel actorKind actorName channel reason requestId }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

const one = graphql(`
  query Event($id: ID!) {
    node(id: $id) {
      ... on Event { id kind kindLabel recordedAt subjectType subject subjectLabel actorKind actorName channel reason requestId changes }
    }
  }
`);

const many = graphql(`
  query EventsById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Event { id kindLabel } }
  }
`);

export type EventRow = ResultOf<typeof list>['events']['nodes'][number];
export type EventRecord = RecordOf<ResultOf<typeof one>>;

export const eventQueries: Queries = { list, one, many };
