// GraphiQL as a page of our own: served whole from here, without inline script, with the examples beside it.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { message } from '../shared/messages.ts';
import { readExamples } from './examples.ts';

const compressed = promisify(gzip);
const script = 'text/javascript; charset=utf-8';
const style = 'text/css; charset=utf-8';
const asset = (name: string) => readFileSync(path.join(import.meta.dirname, 'assets', name), 'utf8');

// Nine megabytes of program text: read when somebody first opens the page.
const bundle = () => import('@graphql-yoga/render-graphiql/graphiql');
const files: Record<string, { type: string; text: () => Promise<string> }> = {
  'app.js': { type: script, text: async () => (await bundle()).js },
  'app.css': { type: style, text: async () => (await bundle()).css },
  'editor.worker.js': { type: script, text: async () => (await bundle()).editorWorkerService },
  'json.worker.js': { type: script, text: async () => (await bundle()).jsonWorker },
  'graphql.worker.js': { type: script, text: async () => (await bundle()).graphqlWorker },
  'boot.js': { type: script, text: async () => asset('boot.js') },
  'page.css': { type: style, text: async () => asset('page.css') },
};

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const said = (key: string) => escaped(message('en', `graphiql.${key}`));

function html(): string {
  const examples = readExamples();
  const items = examples.map(({ name, title }) => `<li><button type="button" data-example="${escaped(name)}">${escaped(title)}</button></li>`);
  return `<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${said('title')}</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/graphiql/app.css">
<link rel="stylesheet" href="/graphiql/page.css">
</head>
<body>
<noscript>${said('script')}</noscript>
<header class="bar"><a href="/">${said('back')}</a><h1>${said('title')}</h1><button type="button" id="toggle" aria-expanded="true" aria-controls="examples">${said('examples')}</button></header>
<p id="signedOut" role="alert" hidden><span>${said('signedOut')}</span> <a href="/login">${said('signIn')}</a></p>
<div class="body">
<nav id="examples" aria-label="${said('examples')}"><h2>${said('examples')}</h2><ul>${items.join('')}</ul></nav>
<main id="root" aria-label="${said('editor')}"></main>
</div>
<script type="application/json" id="given">${JSON.stringify({ examples, welcome: message('en', 'graphiql.welcome') }).replaceAll('<', '\\u003c')}</script>
<script src="/graphiql/boot.js"></script>
<script src="/graphiql/app.js" defer></script>
</body>
</html>
`;
}

interface Served { plain: Buffer; zipped: Buffer; tag: string }

/** Answers requests below /graphiql; false for any other. */
export function graphiqlPage(): (request: IncomingMessage, response: ServerResponse) => boolean {
  const kept = new Map<string, Promise<Served>>();
  const served = (name: string, text: () => Promise<string>): Promise<Served> => {
    const known = kept.get(name) ?? text().then(async (content) => {
      const plain = Buffer.from(content);
      return { plain, zipped: await compressed(plain), tag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 20)}"` };
    });
    kept.set(name, known);
    return known;
  };
  const send = async (request: IncomingMessage, response: ServerResponse, name: string, type: string, text: () => Promise<string>): Promise<void> => {
    const { plain, zipped, tag } = await served(name, text);
    const isZipped = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    const headers = { 'content-type': type, 'cache-control': 'no-cache', etag: tag, vary: 'accept-encoding' };
    if (request.headers['if-none-match'] === tag) {
      response.writeHead(304, headers).end();
      return;
    }
    response.writeHead(200, isZipped ? { ...headers, 'content-encoding': 'gzip' } : headers);
    response.end(request.method === 'HEAD' ? undefined : isZipped ? zipped : plain);
  };

  return (request, response) => {
    const [pathname = ''] = (request.url ?? '').split('?', 1);
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const name = pathname === '/graphiql' || pathname === '/graphiql/' ? 'page' : pathname.startsWith('/graphiql/') ? pathname.slice(10) : '';
    const file = name === 'page' ? { type: 'text/html; charset=utf-8', text: async () => html() } : Object.hasOwn(files, name) ? files[name] : undefined;
    if (!file) return false;
    void send(request, response, name, file.type, file.text).catch(() => {
      kept.delete(name);
      response.writeHead(500).end();
    });
    return true;
  };
}
