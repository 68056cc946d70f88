// Looks for work again and again wherever a server is up: the one loop of mails, carriers and every queue.
import { hearNews } from './hearNews.ts';

const POLL_MS = 2000;

interface Look {
  /** Leads past any pooler. */
  url: string;
  /** In what is said of a failure. */
  name: string;
  say?: ((line: string) => void) | undefined;
  /** One look, which ends early once it is stopped. What fails is tried again by the next. */
  look(isStopped: () => boolean): Promise<unknown>;
}

/** Looks until stopped: woken by news, also such as came during a look, and by itself every two seconds. What is under way comes to its next stop first. */
export async function followNews({ url, name, say, look }: Look): Promise<() => Promise<void>> {
  let running: Promise<unknown> | undefined;
  let isStopped = false;
  let again = false;
  const wake = (isNews: boolean): void => {
    if (isStopped) return;
    if (running) { again ||= isNews; return; }
    running = look(() => isStopped).catch((error: unknown) => say?.(`${name}: ${error instanceof Error ? error.message : String(error)}`))
      .finally(() => { running = undefined; if (again) { again = false; wake(true); } });
  };
  const news = await hearNews({ url, onNews: () => wake(true) });
  const poll = setInterval(() => wake(false), POLL_MS);
  wake(false);
  return async () => {
    isStopped = true;
    clearInterval(poll);
    await Promise.all([running, news.close()]);
  };
}
