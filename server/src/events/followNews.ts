// Looks for work again and again wherever a server is up: the one loop of consumers, mails, carriers and every queue.
import { hearNews } from './hearNews.ts';

const POLL_MS = 2000;
// So that what comes in a burst is done together, a look rests before the next: so many times as long as it took, at most so long.
const REST_TIMES = 3;
const REST_MAX_MS = 300;

interface Look {
  /** Leads past any pooler. */
  url: string;
  /** In what is said of a failure. */
  name: string;
  say?: ((line: string) => void) | undefined;
  /** How often it looks by itself. */
  pollMs?: number;
  /** One look, which ends early once it is stopped. What fails is tried again by the next. `isNews`: it was woken, and does not look by itself. */
  look(isStopped: () => boolean, isNews: boolean): Promise<unknown>;
}

/** Looks until stopped: woken by news, also such as came during a look, and by itself every two seconds. What is under way comes to its next stop first. */
export async function followNews({ url, name, say, pollMs = POLL_MS, look }: Look): Promise<() => Promise<void>> {
  let running: Promise<unknown> | undefined;
  let resting: NodeJS.Timeout | undefined;
  let isStopped = false;
  const asked = { news: false, poll: false };
  const next = (): void => {
    if (isStopped || running || resting || !(asked.news || asked.poll)) return;
    const isNews = !asked.poll;
    Object.assign(asked, { news: false, poll: false });
    const began = performance.now();
    running = look(() => isStopped, isNews).catch((error: unknown) => say?.(`${name}: ${error instanceof Error ? error.message : String(error)}`))
      .finally(() => {
        running = undefined;
        if (!isStopped) resting = setTimeout(() => { resting = undefined; next(); }, Math.min(REST_MAX_MS, REST_TIMES * (performance.now() - began)));
      });
  };
  const wake = (why: keyof typeof asked) => (): void => { asked[why] = true; next(); };
  const news = await hearNews({ url, onNews: wake('news') });
  const poll = setInterval(wake('poll'), pollMs);
  wake('poll')();
  return async () => {
    isStopped = true;
    clearInterval(poll);
    clearTimeout(resting);
    await Promise.all([running, news.close()]);
  };
}
