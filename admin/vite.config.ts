import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';

const api = process.env['HESABU_API'] ?? 'http://127.0.0.1:4000';
const proxied = ['/graphql', '/graphiql', '/health', '/schema.graphql'];

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

export default defineConfig({
  plugins: [react(), preloadFont],
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
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What several pages share falls into chunks by who shares it; these three are kept whole.
          includeDependenciesRecursively: false,
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler|react-router|react-router-dom)[\\/]/, priority: 40 },
            { name: 'charts', test: /node_modules[\\/](recharts|d3-[a-z]+|victory-vendor|decimal\.js-light|internmap|react-redux|redux|redux-thunk|reselect|immer|es-toolkit|@reduxjs[\\/]toolkit)[\\/]/, priority: 30 },
            { name: 'forms', test: /node_modules[\\/]react-hook-form[\\/]/, priority: 20 },
          ],
        },
      },
    },
  },
});
