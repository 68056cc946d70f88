import type { Db } from '../shared/db.ts';
import { runConsumers } from './consumers.ts';
import { hearNews } from './hearNews.ts';

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
  const news = await hearNews({ url, onNews: wake });
  const poll = setInterval(wake, POLL_MS);
  wake();
  return async () => {
    isStopped = true;
    clearInterval(poll);
    await Promise.all([running, news.close()]);
  };
}
