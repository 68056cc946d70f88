// pnpm dev: the server starts again when its code changes, the console changes in the browser.
import { join } from 'node:path';
import { follow, generate, install, node, root } from './run.mjs';

await install();
await generate();
const port = process.env.PORT ?? '4000';
const watched = ['server/src', 'prisma/demo'].map((path) => `--watch-path=${join(root, path)}`);
const ended = await Promise.race([
  follow(node, [...watched, '--watch-preserve-output', 'server/src/cli.ts', 'serve', ...process.argv.slice(2)], { PORT: port }),
  follow(node, [join(root, 'admin/node_modules/vite/bin/vite.js'), join(root, 'admin')], {
    HESABU_API: `http://127.0.0.1:${port}`,
  }),
]);
process.kill(process.pid, 'SIGTERM');
process.exitCode = ended;
