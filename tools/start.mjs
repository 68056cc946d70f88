// npm start: from a fresh clone to a running company. Arguments go to `hesabu serve`.
import { buildConsole, follow, generate, install, node, serverFlags, untype } from './run.mjs';

await install();
await generate();
await buildConsole();
await untype();
process.exitCode = await follow(node, [...serverFlags, 'server/src/cli.ts', 'serve', ...process.argv.slice(2)], { NODE_ENV: 'production' });
