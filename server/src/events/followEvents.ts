import pg from 'pg';
import type { Db } from '../shared/db.ts';
import { NEWS_CHANNEL } from '../shared/news.ts';
import { runConsumers } from './consumers.ts';

const POLL_MS = 1000;

/** Follows the event log until stopped: woken by news, and looking by itself every second. `url` leads past any pooler. */
export async function followEvents({ db, url, now }: { db: Db; url: string; now: () => Date }): Promise<() => Promise<void>> {
  let running: Promise<unknown> | undefined;
  let isStopped = false;
  let again = false;
  const wake = (): void => {
    if (isStopped) return;
    if (running) { again = true; return; }
    // A lost database is found again by the next look; failures of a consumer are kept with its place.
    running = runConsumers(db, now).catch(() => undefined)
      .finally(() => { running = undefined; if (again) { again = false; wake(); } });
  };
  let listener: pg.Client | undefined;
  const listen = async (): Promise<void> => {
    if (isStopped || listener) return;
    const client = new pg.Client({ connectionString: url, application_name: 'hesabu news', connectionTimeoutMillis: 5000 });
    listener = client;
    const lost = () => { if (listener === client) listener = undefined; };
    client.on('error', lost).on('end', lost).on('notification', wake);
    await client.connect().then(() => client.query(`LISTEN ${NEWS_CHANNEL}`)).catch(lost);
  };
  await listen();
  const poll = setInterval(() => { wake(); void listen(); }, POLL_MS);
  wake();
  return async () => {
    isStopped = true;
    clearInterval(poll);
    await Promise.all([running, listener?.end().catch(() => undefined)]);
  };
}
