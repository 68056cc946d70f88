// Keeps the server's files without their types, each under the hash of what it was: for tools/untyped.mjs.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { basename, join } from 'node:path';
import { root } from './run.mjs';
import { kept, placeOf } from './untyped.mjs';

mkdirSync(kept, { recursive: true });
const before = new Set(readdirSync(kept));
const used = new Set();
for (const folder of ['server/src', 'prisma/demo']) {
  for (const name of readdirSync(join(root, folder), { recursive: true }).filter((each) => each.endsWith('.ts'))) {
    const typed = readFileSync(join(root, folder, name), 'utf8');
    const place = placeOf(typed);
    used.add(basename(place));
    if (before.has(basename(place))) continue;
    const untyped = stripTypeScriptTypes(typed);
    // Lines stay where they are. What is generated is types for the most part: blanks, of which none is in a text.
    writeFileSync(`${place}.${process.pid}`, name.includes('generated') ? untyped.replace(/[ \t]+$/gm, '') : untyped);
    renameSync(`${place}.${process.pid}`, place);
  }
}
for (const name of before) if (!used.has(name)) rmSync(join(kept, name), { force: true });
