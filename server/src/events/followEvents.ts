import type { Db } from '../shared/db.ts';
import { runOnce } from './consumers.ts';
import { followNews } from './followNews.ts';

/**
 * Follows the event log until stopped: woken by news, it looks at what has happened since; every second it looks at every
 * consumer, for what another server has left or what is to be tried again. `url` leads past any pooler.
 */
export function followEvents({ db, url, now }: { db: Db; url: string; now: () => Date }): Promise<() => Promise<void>> {
  let seen: string | undefined;
  // A lost database is found again by the next look; failures of a consumer are kept with its place.
  const look = async (_isStopped: () => boolean, isNews: boolean): Promise<void> => { seen = await runOnce(db, now, isNews ? seen : undefined); };
  return followNews({ url, name: 'Events', pollMs: 1000, look });
}
