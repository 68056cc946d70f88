// npm start: from a fresh clone to a running company. Arguments go to `hesabu serve`.
import { buildConsole, follow, generate, install, node } from './run.mjs';

await install();
await generate();
await buildConsole();
process.exitCode = await follow(node, ['server/src/cli.ts', 'serve', ...process.argv.slice(2)], { NODE_ENV: 'production' });
