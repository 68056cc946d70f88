// npm test: checks and tests; the last line says how many passed, failed and were skipped.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { check } from './check.mjs';
import { buildConsole, generate, install, node, root, run, step, tell } from './run.mjs';

const started = Date.now();
await install();
await generate();
const failedChecks = await check();
await buildConsole();
await step('Looking for Chromium', ensureBrowser);

const results = join(root, 'test/results/vitest.json');
rmSync(results, { force: true });
mkdirSync(join(root, 'test/results'), { recursive: true });
const passes = run(node, [
  'node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${results}`,
  ...process.argv.slice(2),
]);
const told = existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : {};
const { numPassedTests: passed = 0, numFailedTests = 0, numPendingTests = 0, numTodoTests = 0 } = told;

// A file that could not even be read has no failed test in it, and a failed check is none either.
const failed = Math.max(numFailedTests, passes && passed > 0 ? 0 : 1) + failedChecks.length;
for (const title of failedChecks) tell(`x ${title}`);
tell(`${Math.round((Date.now() - started) / 1000)} s`);
process.stdout.write(`${passed} passed, ${failed} failed, ${numPendingTests + numTodoTests} skipped\n`);
process.exitCode = failed === 0 ? 0 : 1;
