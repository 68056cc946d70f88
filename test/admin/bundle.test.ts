// The console stays light: what a browser has to load before it shows something.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { packTexts, unpackTexts } from '../../admin/src/i18n/packed.ts';
import { closureOf, readBuild, weigh } from '../support/bundle.ts';
import type { Manifest, Pages } from '../support/bundle.ts';

const frame = ['index.html', 'src/Console.tsx'];
const pages: Pages = {
  signIn: ['index.html', 'src/access/SignedOut.tsx'],
  firstList: [...frame, 'src/customers/CustomerList.tsx'],
  dashboard: [...frame, 'src/dashboard/Dashboard.tsx', 'src/shared/chart/Plot.tsx'],
};

describe('what a browser loads', () => {
  const dist = fileURLToPath(new URL('../../admin/dist', import.meta.url));
  const { manifest, bytesOf } = readBuild(dist);

  it('is no more than each page may weigh', () => {
    const { all, over } = weigh(manifest, pages, bytesOf);
    expect(over).toEqual([]);
    expect(all.length).toBeGreaterThan(50);
  });

  it('has its texts as data beside the code, of a bounded weight', () => {
    const texts = readdirSync(join(dist, 'assets')).filter((name) => /^texts-en-.*\.json$/.test(name));
    expect(texts).toHaveLength(1);
    expect(bytesOf(`assets/${texts[0] ?? ''}`)).toBeLessThan(100_000);
  });

  it('packs texts so that each comes out as it went in', () => {
    const own = fileURLToPath(new URL('../../admin/src/i18n/en', import.meta.url));
    const files = [...readdirSync(own).filter((name) => name.endsWith('.json')).map((name) => join(own, name)), fileURLToPath(new URL('../../server/src/messages/en.json', import.meta.url))];
    const texts = Object.assign({}, ...files.map((file) => JSON.parse(readFileSync(file, 'utf8')) as object)) as Record<string, string>;
    expect(Object.keys(texts).length).toBeGreaterThan(10_000);
    const twice = files.flatMap((file) => Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>)).filter(([key, text]) => texts[key] !== text);
    expect(twice).toEqual([]); // one key, one text, whatever is loaded last
    expect(unpackTexts(packTexts(texts))).toEqual(texts);
    expect(packTexts({ 'field.Customer.postalCode': 'Postal code', 'enum.Age.NOT_DUE': 'Not due', ok: 'Fine' })).toEqual({ 'field.Customer': { postalCode: 0 }, 'enum.Age': { NOT_DUE: 0 }, '': { ok: 'Fine' } });
  });

  it('holds charts and forms only where there are some', () => {
    const files = (keys: readonly string[]) => [...closureOf(manifest, keys)].map((key) => manifest[key]?.file ?? '');
    const forms = (keys: readonly string[]) => files(keys).some((file) => file.startsWith('assets/forms-'));
    expect([pages.firstList, pages.signIn, ['src/customers/CustomerForm.tsx']].map(forms)).toEqual([false, false, true]);
    // The library of charts is in the chunk of the drawing, which nothing loads but a chart.
    const plot = manifest['src/shared/chart/Plot.tsx']?.file ?? '';
    expect(bytesOf(plot)).toBeGreaterThan(80_000);
    expect([pages.firstList, pages.signIn, ['src/dashboard/Dashboard.tsx']].map((keys) => files(keys).includes(plot))).toEqual([false, false, false]);
  });
});

describe('the weighing', () => {
  const made: Manifest = {
    'index.html': { file: 'entry.js', imports: ['_shared.js'] },
    '_shared.js': { file: 'shared.js', imports: ['_deep.js'] },
    '_deep.js': { file: 'deep.js', imports: ['_shared.js'] },
    'src/SignIn.tsx': { file: 'signIn.js', isDynamicEntry: true },
    'src/List.tsx': { file: 'list.js', isDynamicEntry: true, imports: ['index.html', '_table.js'] },
    '_table.js': { file: 'table.js' },
    'src/Board.tsx': { file: 'board.js', isDynamicEntry: true, imports: ['index.html'] },
    'src/Form.tsx': { file: 'form.js', isDynamicEntry: true, imports: ['_table.js', '_inputs.js', '_deep.js'] },
    '_inputs.js': { file: 'inputs.js', imports: ['_deep.js'] },
  };
  const bytes: Record<string, number> = {
    'entry.js': 10_000, 'shared.js': 20_000, 'deep.js': 5000, 'signIn.js': 1000, 'list.js': 2000, 'table.js': 3000, 'board.js': 4000, 'form.js': 6000, 'inputs.js': 7000,
  };
  const own: Pages = { signIn: ['index.html', 'src/SignIn.tsx'], firstList: ['index.html', 'src/List.tsx'], dashboard: ['index.html', 'src/Board.tsx'] };
  const weights = (budgets: Parameters<typeof weigh>[3]) => weigh(made, own, (file) => bytes[file] ?? Number.NaN, budgets);
  const enough = { signIn: 36, firstList: 40, dashboard: 39, furtherPage: 13 };

  it('counts each chunk once, with all that it imports, and a further page without what is there already', () => {
    expect(weights(enough)).toEqual({
      all: [
        { name: 'signIn', weight: 36, most: 36 }, { name: 'firstList', weight: 40, most: 40 }, { name: 'dashboard', weight: 39, most: 39 },
        { name: 'src/Form.tsx', weight: 13, most: 13 },
      ],
      over: [],
    });
  });

  it('names what is too heavy', () => {
    expect(weights({ ...enough, firstList: 39.9, furtherPage: 12.9 }).over).toEqual(['firstList weighs 40.0 kB, not at most 39.9', 'src/Form.tsx weighs 13.0 kB, not at most 12.9']);
    expect(() => closureOf(made, ['src/Gone.tsx'])).toThrow('The manifest has no src/Gone.tsx');
  });
});
