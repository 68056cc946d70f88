import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { identityOf } from '../../server/src/embedded/processes.ts';
import { migrate } from '../../server/src/migrate.ts';
import { readSettings, workspaceFolder } from '../../server/src/settings.ts';
import { openDb } from '../../server/src/shared/db.ts';
import type { Db } from '../../server/src/shared/db.ts';
import { keepKeysIn } from '../../server/src/shared/secrets.ts';

const { secrets, secretFile } = readSettings(process.env);
keepKeysIn({ texts: secrets, file: secretFile });

const silent = (): void => undefined;

interface Template {
  /** Where its content comes from: when these files change, it is made anew. */
  sources: string[];
  fill: (db: Db) => Promise<void>;
}

// What loading the demo runs through; faces and reports only read.
const loading = [
  'prisma/migrations', 'prisma/demo', ...['access', 'accounting', 'billing', 'catalogue', 'chain', 'costing', 'customers', 'documents', 'events', 'fulfilment', 'imports', 'inventory',
    'landedCosts', 'messaging', 'orders', 'payables', 'payments', 'pricing', 'purchasing', 'quotations', 'receivables', 'replenishment', 'returns', 'setup', 'shared', 'sourcing',
    'supplies', 'variants', 'warehousing', 'work'].map((domain) => `server/src/${domain}`),
];
const isOnlyRead = (name: string): boolean => name === 'graphql.ts' || name === 'generated';

/** The states in which a test's database can begin. */
const templates = {
  /** Migrated, and nothing in it. */
  empty: { sources: ['prisma/migrations', 'server/src/migrate.ts'], fill: async () => undefined },
  /** The demo company; its last order is today. */
  demo: { sources: loading, fill: (db) => fillDemo(db, false) },
  /** Northwind's files alone, and today: a firm of one warehouse, for tests that begin from it. */
  northwind: { sources: loading, fill: (db) => fillDemo(db, false, true) },
  /** The demo company in its own years, 1996 to 1998. */
  demoAsIs: { sources: loading, fill: (db) => fillDemo(db, true) },
} satisfies Record<string, Template>;

export type TemplateName = keyof typeof templates;

async function fillDemo(db: Db, asIs: boolean, filesOnly = asIs): Promise<void> {
  const { loadDemo } = await import('../../prisma/demo/load.ts');
  await loadDemo({ db, asIs, filesOnly, progress: silent });
}

export interface TestDatabase {
  name: string;
  /** As the owner. */
  url: string;
  drop(): Promise<void>;
}

/** A database of this test's own, in the state of a template. */
export async function createDatabase(template: TemplateName = 'empty'): Promise<TestDatabase> {
  const base = inject('postgresUrl');
  const source = await ensureTemplate(base, template);
  const name = `t_${identityOf(process.pid)?.replace('-', '_')}_${randomBytes(4).toString('hex')}`;
  await asAdmin(base, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${source}`));
  return { name, url: addressOf(base, name), drop: () => drop(base, name) };
}

/** A database without a single table, for tests of migrations and backups. */
export async function createBareDatabase(): Promise<TestDatabase> {
  const base = inject('postgresUrl');
  const name = `t_${identityOf(process.pid)?.replace('-', '_')}_${randomBytes(4).toString('hex')}`;
  await asAdmin(base, (client) => client.query(`CREATE DATABASE ${name}`));
  return { name, url: addressOf(base, name), drop: () => drop(base, name) };
}

const addressOf = (base: string, name: string): string => Object.assign(new URL(base), { pathname: `/${name}` }).href;

export async function asAdmin<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return work(client).finally(() => client.end());
}

const drop = (base: string, name: string): Promise<void> =>
  asAdmin(base, async (client) => void (await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)));

async function ensureTemplate(base: string, template: TemplateName): Promise<string> {
  const { sources, fill }: Template = templates[template];
  const name = `template_${template.toLowerCase()}_${hashOf(sources)}`;
  await asAdmin(base, async (client) => {
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [name]);
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount) return;
    const draft = `${name}_draft`;
    await client.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${draft}`);
    const { appRole } = await migrate({ url: addressOf(base, draft), say: silent });
    const db = await openDb({ url: addressOf(base, draft), role: appRole, poolMax: 4 });
    await fill(db).finally(() => db.close());
    await client.query(`ALTER DATABASE ${draft} RENAME TO ${name}`);
    await client.query(`COMMENT ON DATABASE ${name} IS '${Date.now()}'`);
  });
  return name;
}

function hashOf(sources: string[]): string {
  const hash = createHash('sha256');
  for (const file of sources.flatMap((source) => filesBelow(join(workspaceFolder, source)))) {
    hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

function filesBelow(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path)
    .toSorted()
    .filter((name) => !isOnlyRead(name))
    .flatMap((name) => filesBelow(join(path, name)));
}

const templateLifeMs = 6 * 3_600_000;

/** Drops what dead test runs left behind, and templates of former sources. */
export async function sweep(base: string): Promise<void> {
  await asAdmin(base, async (client) => {
    const { rows } = await client.query<{ name: string; made: string | null }>(
      `SELECT datname AS name, shobj_description(oid, 'pg_database') AS made FROM pg_database WHERE datname ~ '^(t|template)_'`,
    );
    for (const { name, made } of rows) {
      const [, pid = '', start = ''] = name.split('_');
      const isLeft = name.startsWith('t_')
        ? identityOf(Number(pid)) !== `${pid}-${start}`
        : made !== null && Date.now() - Number(made) > templateLifeMs;
      if (isLeft) await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    }
  });
}
