import { request } from './client.ts';
import { graphql } from './graphql.ts';
import type { ResultOf } from './graphql.ts';

const timelineQuery = graphql(`
  query Timeline($first: Int, $after: String, $subject: ID!) {
    events(first: $first, after: $after, filter: { subject: { is: $subject } }) {
      nodes {
        id kindLabel recordedAt actorName channel requestId reason changes
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export type TimelineEvent = ResultOf<typeof timelineQuery>['events']['nodes'][number];

export const fetchTimeline = async (subject: string, after: string | undefined, signal: AbortSignal) =>
  (await request(timelineQuery, { subject, first: 25, after: after ?? null }, { signal })).events;
