import { defineConfig } from 'vitest/config';

const shared = { testTimeout: 30_000, hookTimeout: 180_000, pool: 'forks' } as const;
const withDatabase = { ...shared, globalSetup: ['test/support/globalSetup.ts'] };
const browserTests = ['test/admin/**/*.test.ts'];
const rulesTests = ['test/**/rules.test.ts', 'test/shared/**/*.test.ts', 'test/house.test.ts'];

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      { test: { ...shared, name: 'rules', include: rulesTests } },
      {
        test: {
          ...withDatabase,
          name: 'server',
          include: ['test/**/*.test.ts'],
          exclude: [...rulesTests, ...browserTests],
        },
      },
      { test: { ...withDatabase, name: 'browser', include: browserTests, testTimeout: 120_000 } },
    ],
  },
});
