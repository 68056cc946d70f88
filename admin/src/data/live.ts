// What others do, as they do it: one connection for all tabs of the browser, kept by one of those that are looked at.
import { operationName, request, sourceOf } from './client.ts';
import { eventsOf } from './eventStream.ts';
import type { Fault } from './faultsOf.ts';
import { graphql } from './graphql.ts';
import type { ResultOf } from './graphql.ts';

const recordsChanged = graphql(`
  subscription RecordsChanged($after: String, $mayEventsRead: Boolean!) {
    recordsChanged(after: $after) {
      cursor isResync
      changes { id type kind isNew isOwn actorName @include(if: $mayEventsRead) }
    }
  }
`);

const signedInQuery = graphql(`
  query SignedIn { viewer { kind } }
`);
const isSignedIn = (): Promise<boolean> => request(signedInQuery, {}).then(({ viewer }) => viewer !== null, () => false);

export type News = ResultOf<typeof recordsChanged>['recordsChanged'];
type Answer = { data?: { recordsChanged: News } | null; errors?: Fault[] };

// An address of its own, so that a proxy can let it stand.
const ADDRESS = '/graphql?live';
const NAME = 'hesabu-live';
const HIDDEN_MS = 60_000;
const WAIT_MS = 1000;
const WAIT_MAX_MS = 60_000;

const listeners = new Set<(news: News) => void>();
let cursor: string | undefined;

/** Hears what happens to records until the returned function is called. */
export function onNews(listener: (news: News) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function hear(news: News): void {
  cursor = news.cursor;
  for (const listener of listeners) listener(news);
}

const pause = (ms: number, signal: AbortSignal): Promise<void> => new Promise((resolve) => {
  const timer = setTimeout(resolve, ms);
  signal.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
});

/** Listens until the stream ends; gives whether anything was heard. */
async function listen(signal: AbortSignal, tell: (news: News) => void): Promise<boolean> {
  const leaving = new AbortController();
  const leave = () => leaving.abort();
  signal.addEventListener('abort', leave, { once: true });
  let heard = false;
  try {
    const response = await fetch(ADDRESS, {
      method: 'POST', credentials: 'same-origin', signal: leaving.signal,
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', 'x-hesabu-client': 'console' },
      body: JSON.stringify({ query: sourceOf(recordsChanged), variables: { after: cursor ?? null }, operationName: operationName(recordsChanged) }),
    });
    for await (const event of eventsOf(response, leave)) {
      const news = (event as Answer).data?.recordsChanged; // the protocol's shape
      if (!news) break;
      heard = true;
      tell(news);
    }
  } catch {
    // Cut off: it comes again with its cursor.
  } finally {
    signal.removeEventListener('abort', leave);
    leave();
  }
  return heard;
}

/** Listens again and again, where it left off, until told to stop; waits ever longer while nothing is to be had. */
async function keepListening(signal: AbortSignal, tell: (news: News) => void): Promise<void> {
  for (let wait = WAIT_MS, first = true; !signal.aborted; first = false) {
    const heard = (first || await isSignedIn()) && await listen(signal, tell);
    wait = heard ? WAIT_MS : Math.min(wait * 2, WAIT_MAX_MS);
    await pause(wait * (0.75 + Math.random() / 2), signal);
  }
}

/** Takes part until the returned function is called: this tab listens, or another one does and passes on what it hears. */
export function joinLive(): () => void {
  const channel = new BroadcastChannel(NAME);
  channel.addEventListener('message', ({ data }: MessageEvent<News>) => hear(data));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target but our own origin
  const tell = (news: News) => { hear(news); channel.postMessage(news); };
  let turn: AbortController | undefined;
  let hiding: ReturnType<typeof setTimeout> | undefined;
  const take = () => {
    clearTimeout(hiding);
    if (turn) return;
    const taken = new AbortController();
    turn = taken;
    // Whoever holds the lock listens; the others wait for it. Browsers have no locks over plain HTTP from elsewhere.
    if (!('locks' in navigator)) void keepListening(taken.signal, hear);
    else void navigator.locks.request(NAME, { signal: taken.signal }, () => keepListening(taken.signal, tell)).catch(() => undefined);
  };
  const release = () => { turn?.abort(); turn = undefined; };
  const look = () => {
    if (document.visibilityState === 'visible') take();
    else hiding = setTimeout(release, HIDDEN_MS);
  };
  look();
  document.addEventListener('visibilitychange', look);
  return () => {
    document.removeEventListener('visibilitychange', look);
    clearTimeout(hiding);
    release();
    channel.close();
  };
}
