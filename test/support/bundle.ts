// What a browser loads of the console's JavaScript, from the build's manifest: gzip bytes of what each page needs.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

export type Manifest = Record<string, { file: string; imports?: string[]; isDynamicEntry?: boolean }>;
/** The modules whose chunks each page is made of. */
export type Pages = Record<'signIn' | 'firstList' | 'dashboard', readonly string[]>;
type Budgets = Record<keyof Pages | 'furtherPage', number>;

/** Most that each may weigh, in kB (1000 bytes) of gzip. */
const BUDGETS: Budgets = { signIn: 220, firstList: 380, dashboard: 450, furtherPage: 60 };

/** All chunks that are loaded with these: they and what they import, each once. */
export function closureOf(manifest: Manifest, keys: readonly string[], found = new Set<string>()): Set<string> {
  for (const key of keys) {
    if (found.has(key)) continue;
    const chunk = manifest[key];
    if (!chunk) throw new Error(`The manifest has no ${key}`);
    found.add(key);
    closureOf(manifest, chunk.imports ?? [], found);
  }
  return found;
}

/** Each page with its kB, and what weighs more than it may. A further page counts without what the first list has brought. */
export function weigh(manifest: Manifest, pages: Pages, bytesOf: (file: string) => number, budgets: Budgets = BUDGETS) {
  const kilobytes = (keys: Iterable<string>) => [...keys].reduce((sum, key) => sum + bytesOf(manifest[key]?.file ?? ''), 0) / 1000;
  const wholes = (['signIn', 'firstList', 'dashboard'] as const).map((name) => ({ name: name as string, weight: kilobytes(closureOf(manifest, pages[name])), most: budgets[name] }));
  const had = closureOf(manifest, pages.firstList);
  const counted = Object.values(pages).flat();
  const further = Object.keys(manifest).filter((key) => manifest[key]?.isDynamicEntry && !counted.includes(key)).map((key) => {
    const more = [...closureOf(manifest, [key])].filter((each) => !had.has(each));
    return { name: key, weight: kilobytes(more), most: budgets.furtherPage };
  });
  const all = [...wholes, ...further];
  return { all, over: all.filter(({ weight, most }) => weight > most).map(({ name, weight, most }) => `${name} weighs ${weight.toFixed(1)} kB, not at most ${most}`) };
}

/** The manifest of a build, and a measure of its files. */
export function readBuild(folder: string): { manifest: Manifest; bytesOf: (file: string) => number } {
  const sizes = new Map<string, number>();
  const bytesOf = (file: string): number => {
    const size = sizes.get(file) ?? gzipSync(readFileSync(join(folder, file)), { level: 9 }).length;
    sizes.set(file, size);
    return size;
  };
  return { manifest: JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')) as Manifest, bytesOf }; // Vite's own shape
}
