import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

// Vite would take graphql's module build where Node and the libraries take its other one: two copies.
const graphql = createRequire(new URL('server/package.json', import.meta.url)).resolve('graphql');
const resolve = { alias: [{ find: /^graphql$/, replacement: graphql }] };
// Processes that a test starts open what the test has sealed.
const env = { HESABU_SECRET: 'a key of tests which is as long as one must be' };
const shared = { testTimeout: 30_000, hookTimeout: 600_000, pool: 'forks', env } as const;
const withDatabase = { ...shared, globalSetup: ['test/support/globalSetup.ts'], setupFiles: ['test/support/holders.ts'] };
const rulesTests = ['test/**/rules.test.ts', 'test/shared/**/*.test.ts', 'test/house.test.ts', 'test/admin/{arranged,bundle,merged}.test.ts'];
const browserTests = ['test/admin/**/*.test.ts'];

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      { resolve, test: { ...shared, name: 'rules', include: rulesTests } },
      {
        resolve,
        test: {
          ...withDatabase,
          name: 'server',
          include: ['test/**/*.test.ts'],
          exclude: ['**/node_modules/**', ...rulesTests, ...browserTests],
        },
      },
      { resolve, test: { ...withDatabase, globalSetup: [...withDatabase.globalSetup, 'test/support/browserSetup.ts'], name: 'browser', include: browserTests, exclude: ['**/node_modules/**', ...rulesTests], testTimeout: 300_000, expect: { poll: { timeout: 45_000 } } } },
    ],
  },
});
