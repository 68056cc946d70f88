import { request } from './client.ts';
import { graphql } from './graphql.ts';
import type { ResultOf } from './graphql.ts';
import type { Question } from './questions.ts';

const timelineQuery = graphql(`
  query Timeline($first: Int, $after: String, $subject: ID!) {
    events(first: $first, after: $after, filter: { subject: { is: $subject } }) {
      nodes {
        id kind kindLabel recordedAt actorName channel requestId reason changes
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export type TimelineEvent = ResultOf<typeof timelineQuery>['events']['nodes'][number];

type Page = ResultOf<typeof timelineQuery>['events'];
const FIRST = 25;

export const fetchTimeline = async (subject: string, after: string | undefined, signal: AbortSignal): Promise<Page> =>
  (await request(timelineQuery, { subject, first: FIRST, after: after ?? null }, { signal })).events;

/** The newest of what happened, as the list that grows page by page keeps it. */
export const timelineQuestion = (subject: string): Question => ({
  key: ['timeline', subject],
  document: timelineQuery,
  variables: { subject, first: FIRST, after: null },
  read: (data) => ({ pages: [(data as { events: Page }).events], pageParams: [undefined] }),
});
