// pnpm check: everything that can be told without running the product. Returns the names of what failed.
import { pathToFileURL } from 'node:url';
import { generate, install, node, runBeside, tell } from './run.mjs';

const bin = (name, file) => `node_modules/${name}/${file}`;
const checks = {
  'types of the server': ['node_modules/typescript/bin/tsc', '-p', 'server'],
  'types of the console': ['node_modules/typescript/bin/tsc', '-p', 'admin'],
  'types of the tests': ['node_modules/typescript/bin/tsc', '-p', 'test'],
  lint: [bin('oxlint', 'bin/oxlint'), '--deny-warnings', 'server', 'admin', 'test', 'tools', 'prisma'],
  ladder: [
    bin('dependency-cruiser', 'bin/dependency-cruiser.mjs'),
    'server/src', 'admin/src', 'prisma/demo', '--config', '.dependency-cruiser.cjs', '--output-type', 'err',
  ],
  'dead code': [bin('knip', 'bin/knip.js')],
  'schema.graphql': ['server/src/cli.ts', 'schema', '--check'],
};

/** Two at a time: each keeps one core busy. */
const ABREAST = 2;

export async function check() {
  const left = Object.entries(checks);
  const failed = [];
  const work = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const [title, args] = next;
      const started = Date.now();
      const passed = await runBeside(node, args);
      tell(`${passed ? ' ' : 'x'} ${title}: ${passed ? '' : 'FAILED after '}${((Date.now() - started) / 1000).toFixed(1)} s`);
      if (!passed) failed.push(title);
    }
  };
  await Promise.all(Array.from({ length: ABREAST }, work));
  return Object.keys(checks).filter((title) => failed.includes(title));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await install();
  await generate();
  process.exitCode = (await check()).length === 0 ? 0 : 1;
}
