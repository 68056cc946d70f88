import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { workspaceFolder } from '../server/src/settings.ts';

const source = join(workspaceFolder, 'server/src');
const notDomains = new Set(['shared', 'generated', 'messages', 'cli', 'embedded', 'backup', 'verify', 'graphiql', 'lane']);
const domains = readdirSync(source).filter((name) => statSync(join(source, name)).isDirectory() && !notDomains.has(name));
const linesOf = (file: string): number => readFileSync(file, 'utf8').split('\n').length - 1;

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules' && name !== 'generated' && name !== 'dist')
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]));
}

describe('the house', () => {
  it('has one copy of graphql', () => {
    const users = ['server/package.json', 'admin/package.json', 'prisma/package.json', 'test/package.json'];
    const copies = users.map((user) => {
      const require = createRequire(join(workspaceFolder, user));
      try {
        return realpathSync(dirname(require.resolve('graphql/package.json')));
      } catch {
        return undefined;
      }
    });
    const installed = readdirSync(join(workspaceFolder, 'node_modules/.pnpm')).filter((name) => name.startsWith('graphql@'));
    expect(new Set(copies.filter(Boolean)).size).toBe(1);
    expect(installed).toHaveLength(1);
  });

  it('has rooms of one kind: a domain is files named after what they export, without folders or barrels', () => {
    const odd = domains.flatMap((domain) =>
      readdirSync(join(source, domain))
        .filter((name) => !/^[a-z][A-Za-z0-9]*\.ts$/.test(name) || name === 'index.ts')
        .map((name) => `${domain}/${name}`),
    );
    expect(odd).toEqual([]);
  });

  it('names every domain in the ladder', () => {
    const ladder = readFileSync(join(workspaceFolder, '.dependency-cruiser.cjs'), 'utf8');
    expect(domains.filter((domain) => !new RegExp(`^  ${domain}: |'${domain}'`, 'm').test(ladder))).toEqual([]);
  });

  it('keeps faces small: a graphql.ts past 200 lines says that the domain is two', () => {
    const faces = domains.map((domain) => join(source, domain, 'graphql.ts')).filter((file) => statSync(file, { throwIfNoEntry: false }));
    expect(faces.filter((file) => linesOf(file) > 200).map((file) => relative(source, file))).toEqual([]);
  });

  it('keeps files readable: none past 400 lines', () => {
    const code = ['server/src', 'admin/src', 'prisma/demo', 'test', 'tools']
      .map((folder) => join(workspaceFolder, folder))
      .filter((folder) => statSync(folder, { throwIfNoEntry: false }))
      .flatMap(filesBelow)
      .filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !file.endsWith('.d.ts'));
    expect(code.filter((file) => linesOf(file) > 400).map((file) => relative(workspaceFolder, file))).toEqual([]);
  });

  it('reads environment and clock in one place', () => {
    const readers = filesBelow(source)
      .filter((file) => file.endsWith('.ts') && !['cli.ts', 'main.ts'].includes(relative(source, file)))
      .filter((file) => /process\.env|Date\.now\(|new Date\(\)/.test(readFileSync(file, 'utf8')));
    expect(readers.map((file) => relative(source, file))).toEqual([]);
  });

  it('leaves left and right to the language: no physical directions in the console', () => {
    const physical = /\b(margin|padding|border)(Left|Right)\b|textAlign: '(left|right)'|\b(ml|mr|pl|pr)[:=]/;
    const found = filesBelow(join(workspaceFolder, 'admin/src')).filter((file) => physical.test(readFileSync(file, 'utf8')));
    expect(found.map((file) => relative(workspaceFolder, file))).toEqual([]);
  });
});
