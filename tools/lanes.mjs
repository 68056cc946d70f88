// pnpm lanes: 5,000 drawn questions under every role, answered by both read lanes and compared to the byte. Takes a quarter of an hour on two processors.
import { follow, generate, install, node } from './run.mjs';

await install();
await generate();
// Two processes abreast: each keeps one core busy.
const PARTS = 2;
const ask = (part) =>
  follow(node, ['node_modules/vitest/vitest.mjs', 'run', 'test/lanes/lanes.test.ts', ...process.argv.slice(2)], {
    HESABU_LANE_DOCUMENTS: process.env.HESABU_LANE_DOCUMENTS ?? '5000',
    HESABU_LANE_ROLES: 'every',
    HESABU_LANE_PART: `${part}/${PARTS}`,
  });
const codes = await Promise.all(Array.from({ length: PARTS }, (_, index) => ask(index + 1)));
process.exitCode = codes.every((code) => code === 0) ? 0 : 1;
