// How the console's files travel: small, kept for ever where their name says what is in them, and never stale.
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { get } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const fetched = (path: string, headers: Record<string, string> = {}) => new Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer }>((resolve, reject) => {
  get(new URL(path, server.url), { headers }, (response) => {
    const parts: Buffer[] = [];
    response.on('data', (part: Buffer) => parts.push(part)).on('error', reject)
      .on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }));
  }).on('error', reject);
});
const built = (name: string) => readFile(new URL(`../../admin/dist/${name}`, import.meta.url));
const entry = async () => /src="(\/assets\/[^"]+\.js)"/.exec((await built('index.html')).toString())?.[1] ?? '';

describe('the files of the console', () => {
  it('travel as brotli, or as gzip to who knows only that, and are the same file', async () => {
    const path = await entry();
    const plain = await built(path.slice(1));
    const [br, gz, bare] = [await fetched(path, { 'accept-encoding': 'gzip, deflate, br' }), await fetched(path, { 'accept-encoding': 'gzip' }), await fetched(path)];
    expect([br, gz, bare].map(({ status, headers }) => [status, headers['content-encoding'], headers.vary?.toLowerCase(), headers['content-type']])).toEqual([
      [200, 'br', 'accept-encoding', 'text/javascript'], [200, 'gzip', 'accept-encoding', 'text/javascript'], [200, undefined, 'accept-encoding', 'text/javascript'],
    ]);
    expect(brotliDecompressSync(br.body).equals(plain)).toBe(true);
    expect(gunzipSync(gz.body).equals(plain)).toBe(true);
    expect(bare.body.equals(plain)).toBe(true);
    expect(br.body.length).toBeLessThan(gz.body.length);
    expect(gz.body.length).toBeLessThan(plain.length / 2);
  });

  it('are kept for ever when their name says what is in them', async () => {
    expect((await fetched(await entry(), { 'accept-encoding': 'br' })).headers['cache-control']).toBe('public, max-age=31536000, immutable');
    const font = /href="(\/assets\/[^"]+\.woff2)"/.exec((await built('index.html')).toString())?.[1] ?? '';
    const { headers } = await fetched(font, { 'accept-encoding': 'br' });
    expect([headers['cache-control'], headers['content-encoding']]).toEqual(['public, max-age=31536000, immutable', undefined]);
  });

  it('are asked for anew where they are the page itself, at any of its addresses', async () => {
    for (const path of ['/', '/index.html', '/orders?page=2', '/customers/abc/show']) {
      const { status, headers, body } = await fetched(path, { 'accept-encoding': 'br' });
      expect([path, status, headers['cache-control'], headers['content-encoding']]).toEqual([path, 200, 'no-cache', 'br']);
      expect(brotliDecompressSync(body).equals(await built('index.html'))).toBe(true);
      expect((await fetched(path, { 'accept-encoding': 'br', 'if-none-match': headers.etag ?? '' })).status).toBe(304);
    }
  });

  it('have nothing of the build beside them', async () => {
    expect((await fetched('/.vite/manifest.json')).body.toString()).not.toContain('isEntry');
    expect((await fetched('/assets/not-there.js')).status).toBe(404);
  });
});
