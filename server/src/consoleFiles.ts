import { statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import sirv from 'sirv';

type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

const list = (folder: string): Handler => sirv(folder, {
  single: true,
  etag: true,
  // The build lays a packed file beside each text; Vary is set with these.
  brotli: true,
  gzip: true,
  setHeaders: (answer, pathname) => {
    const isFixed = pathname.startsWith('/assets/');
    answer.setHeader('cache-control', isFixed ? 'public, max-age=31536000, immutable' : 'no-cache');
  },
});

/** Serves the built console: hashed files for ever, the page itself never without asking, texts packed. sirv lists the files once; a new build is seen by its times and listed anew. */
export function consoleFiles(folder: string): Handler {
  let listed = '';
  let serve: Handler | undefined;
  return (request, response, next) => {
    const times = ['index.html', 'assets'].map((name) => statSync(path.join(folder, name), { throwIfNoEntry: false })?.mtimeMs);
    // No console yet, or one that is being built right now.
    if (times.includes(undefined)) return next();
    if (serve === undefined || listed !== times.join()) {
      try {
        serve = list(folder);
        listed = times.join();
      } catch { // a file went while it was listed: a build is under way
        return next();
      }
    }
    return serve(request, response, next);
  };
}
