// The texts of a locale as one file of data, beside the code that needs them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { packTexts } from './src/i18n/packed.ts';

const own = join(import.meta.dirname, 'src/i18n/en');
const server = join(import.meta.dirname, '../server/src/messages/en.json');
const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>; // flat catalogues

/** What the console takes from the server's catalogue; all else there is worded by the server. */
const SHARED = ['enum', 'field', 'input', 'permission'];

/** Texts that signing in shows: in its code. */
const FIRST = ['kit.json', 'ra.json'];

/** The server's labels and the console's texts, packed. */
function textsOfEnglish(): string {
  const labels = Object.entries(read(server)).filter(([key]) => SHARED.includes(key.split('.', 1)[0] ?? ''));
  const files = readdirSync(own).filter((name) => name.endsWith('.json') && !FIRST.includes(name)).sort();
  return JSON.stringify(packTexts({ ...Object.fromEntries(labels), ...Object.assign({}, ...files.map((name) => read(join(own, name)))) }));
}

const ID = 'virtual:texts/en';
export const texts = (): Plugin => {
  let isBuild = false;
  return {
    name: 'texts',
    configResolved: ({ command }) => { isBuild = command === 'build'; },
    resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
    load(id) {
      if (id !== `\0${ID}`) return undefined;
      if (!isBuild) return `export default ${JSON.stringify(`data:application/json,${encodeURIComponent(textsOfEnglish())}`)}`;
      const file = this.emitFile({ type: 'asset', name: 'texts-en.json', source: textsOfEnglish() });
      return `export default import.meta.ROLLUP_FILE_URL_${file}`;
    },
  };
};
