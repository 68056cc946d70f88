import pg from 'pg';
import { NEWS_CHANNEL } from '../shared/news.ts';

const RETRY_MS = 1000;

interface Listening {
  /** Leads past any pooler. */
  url: string;
  onNews: () => void;
  /** It was deaf for a while and hears again: news may have been missed. */
  onHeardAgain?: () => void;
}

/** Listens for news until closed, on a connection of its own; a lost one is made again within a second or so. */
export async function hearNews({ url, onNews, onHeardAgain }: Listening): Promise<{ close(): Promise<void> }> {
  let client: pg.Client | undefined;
  let isClosed = false;
  let wasDeaf = false;
  const listen = async (): Promise<void> => {
    if (isClosed || client) return;
    const made = new pg.Client({ connectionString: url, application_name: 'hesabu news', connectionTimeoutMillis: 5000, keepAlive: true });
    client = made;
    const lost = () => {
      if (client !== made) return;
      client = undefined;
      wasDeaf = true;
    };
    made.on('error', lost).on('end', lost).on('notification', onNews);
    try {
      await made.connect();
      await made.query(`LISTEN ${NEWS_CHANNEL}`);
    } catch {
      lost();
      await made.end().catch(() => undefined);
      return;
    }
    if (wasDeaf) onHeardAgain?.();
    wasDeaf = false;
  };
  await listen();
  const retry = setInterval(() => void listen(), RETRY_MS);
  return {
    close: async () => {
      isClosed = true;
      clearInterval(retry);
      await client?.end().catch(() => undefined);
    },
  };
}
