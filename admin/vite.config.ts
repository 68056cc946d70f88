import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';
import { preload } from './preload.ts';
import { texts } from './texts.ts';

const api = process.env['HESABU_API'] ?? 'http://127.0.0.1:4000';
const proxied = ['/graphql', '/imports/files', '/imports/failed', '/documents/', '/graphiql', '/health', '/schema.graphql'];

/** The font of the first texts is on its way before the style sheet names it, so that no text is set twice. */
const preloadFont: Plugin = {
  name: 'preload-font',
  transformIndexHtml: {
    order: 'post',
    handler: (_, { bundle = {} }) => Object.keys(bundle)
      .filter((file) => file.includes('inter-latin-wght-normal'))
      .map((file) => ({ tag: 'link', attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: '', href: `/${file}` }, injectTo: 'head-prepend' as const })),
  },
};

/** Below this many bytes a text is no quicker for being packed. */
const PACKED_FROM = 512;

/** Lays brotli and gzip beside each text, for a server that only hands them out. */
const packTexts: Plugin = {
  name: 'pack-texts',
  async writeBundle({ dir = '' }) {
    const own = (await readdir(dir)).map((name) => join(dir, name));
    const assets = (await readdir(join(dir, 'assets'))).map((name) => join(dir, 'assets', name));
    for (const file of [...own, ...assets].filter((name) => /\.(html|js|css|svg|json)$/.test(name))) {
      const text = await readFile(file);
      if (text.length < PACKED_FROM) continue;
      await writeFile(`${file}.br`, brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }));
      await writeFile(`${file}.gz`, gzipSync(text, { level: 9 }));
    }
  },
};

/** Lists are exported by the server; react-admin's own way to do it in the browser, and what it needs, stays away. */
const noExportInBrowser: Plugin = {
  name: 'no-export-in-browser',
  enforce: 'pre',
  resolveId: (id) => (id === 'jsonexport/dist/index.js' ? '\0no-export' : undefined),
  load: (id) => (id === '\0no-export' ? 'export default () => { throw new Error("Lists are exported by the server."); };' : undefined),
};

const ahead = preload();

export default defineConfig({
  plugins: [react(), texts(), noExportInBrowser, preloadFont, packTexts, ahead.plugin],
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: Object.fromEntries(proxied.map((path) => [path, { target: api, changeOrigin: false }])),
  },
  preview: { host: '127.0.0.1' },
  build: {
    outDir: 'dist',
    manifest: true,
    target: 'es2022',
    // The Content-Security-Policy allows no inline script, so nothing may be inlined into index.html.
    modulePreload: { polyfill: false, resolveDependencies: ahead.missing },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What several pages share falls into chunks by who shares it; these are kept whole.
          includeDependenciesRecursively: false,
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 40 },
            { name: 'router', test: /node_modules[\\/](react-router|react-router-dom|cookie|set-cookie-parser)[\\/]/, priority: 40 },
            { name: 'forms', test: /node_modules[\\/]react-hook-form[\\/]/, priority: 20 },
          ],
        },
      },
    },
  },
});
