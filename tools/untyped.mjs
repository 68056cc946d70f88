// Where a server's Node finds its files without types: `tools/untype.mjs` has put them there, so that no compiler stays in its
// memory (some 30 MB) and a start need not wait for one. What is not there, or has changed since, Node reads as it always does.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const kept = fileURLToPath(new URL('../node_modules/.cache/untyped', import.meta.url));
export const placeOf = (typed) => join(kept, createHash('sha256').update(process.version).update(typed).digest('hex'));

const root = new URL('../', import.meta.url).href;
registerHooks({
  load(url, context, nextLoad) {
    // Prisma's compiler of queries comes as a text of five megabytes, which would stay as a source and as a value: it is read when it is wanted.
    if (url.endsWith('.wasm-base64.mjs')) {
      const source = `import { readFileSync } from 'node:fs';
        export const wasm = { valueOf: () => /"([\\w+/=]+)"/.exec(readFileSync(${JSON.stringify(fileURLToPath(url))}, 'utf8'))[1] };`;
      return { format: 'module', source, shortCircuit: true };
    }
    if (!url.startsWith(root) || !url.endsWith('.ts') || url.includes('/node_modules/')) return nextLoad(url, context);
    try {
      return { format: 'module', source: readFileSync(placeOf(readFileSync(fileURLToPath(url))), 'utf8'), shortCircuit: true };
    } catch {
      return nextLoad(url, context);
    }
  },
});
