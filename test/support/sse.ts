import type { TestServer, Asker } from './server.ts';

export interface FeedMessage {
  cursor: string;
  isResync: boolean;
  changes: { sequence: string; type: string; id: string; label: string | null; kind: string; kindLabel: string; isNew: boolean; isOwn: boolean; actorName?: string }[];
}
export interface Listening {
  status: number;
  /** What came back where it is no stream. */
  errors: { message: string; extensions: Record<string, unknown> }[];
  /** The next message; undefined when the feed has ended. */
  next(): Promise<FeedMessage | undefined>;
  /** Messages up to the first one with changes. */
  nextChanges(): Promise<FeedMessage | undefined>;
  /** As a client that goes away. */
  abort(): void;
}

const fields = 'cursor isResync changes { sequence recordedAt type id label kind kindLabel isNew isOwn }';

/** Subscribes over SSE as a client does. */
export async function listen(server: TestServer, as: Asker, args = '', selection = fields): Promise<Listening> {
  const leaving = new AbortController();
  const response = await server.subscribe(`subscription { recordsChanged${args} { ${selection} } }`, as, leaving.signal);
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) {
    const body = await response.json() as Pick<Listening, 'errors'>;
    return { status: response.status, errors: body.errors, next: async () => undefined, nextChanges: async () => undefined, abort: () => undefined };
  }
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const errors: Listening['errors'] = [];
  const next = async (): Promise<FeedMessage | undefined> => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end < 0) {
        const read = await reader?.read().catch(() => undefined);
        if (!read?.value) return undefined;
        text += read.value;
        continue;
      }
      const block = text.slice(0, end);
      text = text.slice(end + 2);
      if (block.startsWith('event: complete')) return undefined;
      const data = block.split('\n').find((line) => line.startsWith('data: '))?.slice(6);
      if (!data) continue; // a heartbeat
      const message = JSON.parse(data) as { data?: { recordsChanged: FeedMessage }; errors?: Listening['errors'] };
      errors.push(...message.errors ?? []);
      return message.data?.recordsChanged;
    }
  };
  const nextChanges = async () => {
    for (;;) {
      const message = await next();
      if (!message || message.changes.length > 0) return message;
    }
  };
  return { status: response.status, errors, next, nextChanges, abort: () => leaving.abort() };
}
