// pnpm lanes: 5,000 drawn questions under every role, answered by both read lanes and compared to the byte. Takes a while.
import { generate, install, node, run } from './run.mjs';

await install();
await generate();
const passed = run(node, ['node_modules/vitest/vitest.mjs', 'run', 'test/lanes/lanes.test.ts', ...process.argv.slice(2)], {
  env: { HESABU_LANE_DOCUMENTS: process.env.HESABU_LANE_DOCUMENTS ?? '5000', HESABU_LANE_ROLES: 'every' },
});
process.exitCode = passed ? 0 : 1;
