// Prints the SQL that leads from the committed schema to the one in the working tree: the beginning of a migration.
// Checks, triggers and partial indexes are written by hand below it. Usage: pnpm --filter @hesabu/prisma diff
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { startEmbedded } from '../server/src/embedded.ts';

const folder = path.join(import.meta.dirname, 'schema');
const require = createRequire(import.meta.url);
const git = (...args: string[]) => execFileSync('git', args, { cwd: import.meta.dirname, encoding: 'utf8' });

const names = git('ls-tree', '--name-only', 'HEAD', 'schema/').split('\n').filter((name) => name.endsWith('.prisma'));
const before = names.map((name) => ({ path: `/${name}`, content: git('show', `HEAD:./${name}`) }));
const after = readdirSync(folder).map((name) => ({ path: `/schema/${name}`, content: readFileSync(path.join(folder, name), 'utf8') }));

// The engine is WebAssembly without types of its own loading; it wants a PostgreSQL at hand, and changes nothing in it.
interface Engine { diff(params: object): Promise<{ stdout: string | null }> }
interface Glue { __wbg_set_wasm(exports: WebAssembly.Exports): void; SchemaEngine: { new(): Engine } & { new: (options: object, log: () => void, adapter: object) => Promise<Engine> } }
const engineFolder = path.dirname(require.resolve('@prisma/schema-engine-wasm/schema_engine_bg'));
const glue = await import(path.join(engineFolder, 'schema_engine_bg.js')) as Glue;
const wasm = new WebAssembly.Module(readFileSync(path.join(engineFolder, 'schema_engine_bg.wasm')));
const instance = new WebAssembly.Instance(wasm, { './schema_engine_bg.js': glue as unknown as WebAssembly.ModuleImports });
glue.__wbg_set_wasm(instance.exports);
(instance.exports.__wbindgen_start as (() => void) | undefined)?.();

const postgres = await startEmbedded({ dataDir: path.join(import.meta.dirname, '../.hesabu'), say: () => undefined });
try {
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString: postgres.url }));
  const engine = await glue.SchemaEngine.new({ datamodels: after.map((file) => [file.path, file.content]) }, () => undefined, adapter);
  const target = (files: object[]) => ({ tag: 'schemaDatamodel', files, configDir: '/schema' });
  const { stdout } = await engine.diff({
    from: target(before), to: target(after), script: true, exitCode: null, shadowDatabaseUrl: null, filters: { externalTables: [], externalEnums: [] },
  });
  process.stdout.write(stdout ?? '');
} finally {
  await postgres.stop();
}
process.exit(0);
