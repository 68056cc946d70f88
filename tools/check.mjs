// pnpm check: everything that can be told without running the product. Returns the names of what failed.
import { pathToFileURL } from 'node:url';
import { generate, install, node, run, tell } from './run.mjs';

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

export function check() {
  return Object.entries(checks).filter(([title, args]) => {
    const started = Date.now();
    const passed = run(node, args);
    tell(`${passed ? ' ' : 'x'} ${title}: ${passed ? '' : 'FAILED after '}${((Date.now() - started) / 1000).toFixed(1)} s`);
    return !passed;
  }).map(([title]) => title);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await install();
  await generate();
  process.exitCode = check().length === 0 ? 0 : 1;
}
