// What waits for whoever is signed in: counted with the first question, and anew when something happened that may ring.
import { request } from './client.ts';
import { graphql } from './graphql.ts';
import type { ResultOf } from './graphql.ts';
import { onNews } from './live.ts';
import { queryClient } from './queryClient.ts';
import { unreadAtStart } from './session.ts';

const countQuery = graphql(`
  query BellCount { bell { unread } }
`);

export const bellQuery = graphql(`
  query Bell($first: Int) {
    bell(first: $first) {
      unread total
      items { key kind kindLabel record recordType label detail actorName since age dueOn isUrgent isUnread }
    }
  }
`);
export type WaitingItem = NonNullable<ResultOf<typeof bellQuery>['bell']>['items'][number];

export const markBellReadMutation = graphql(`
  mutation MarkBellRead($input: MarkBellReadInput!) {
    markBellRead(input: $input) {
      __typename
      ... on MarkBellReadPayload { read }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

const KEY = ['bell', 'count'] as const;
/** How many things are unread. */
export const bellCount = {
  queryKey: KEY,
  queryFn: async ({ signal }: { signal: AbortSignal }) => (await request(countQuery, {}, { signal })).bell?.unread ?? 0,
  initialData: unreadAtStart,
  staleTime: Infinity,
};

// Kinds of events that something may wait for somebody from.
const rings = /^(comment|task|approval|stockWarning|warning|bill|import)/;
const PAUSE_MS = 300;
const REST_MS = 2000;

/** Counts anew soon after something happened that may ring, every two seconds at most, until the returned function is called. */
export function followBell(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = 0;
  const look = () => {
    timer = undefined;
    last = Date.now();
    void queryClient.invalidateQueries({ queryKey: ['bell'] });
    void queryClient.invalidateQueries({ queryKey: ['ask', 'Bell'] });
  };
  const leave = onNews(({ changes, isResync }) => {
    if (timer === undefined && (isResync || changes.some(({ kind }) => rings.test(kind)))) timer = setTimeout(look, Math.max(PAUSE_MS, last + REST_MS - Date.now()));
  });
  return () => { leave(); clearTimeout(timer); };
}
