import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { tokenHash } from '../../../server/src/access/passwords.ts';
import { system } from '../../../server/src/access/identify.ts';
import { systemContext } from '../../../server/src/context.ts';
import { allConsumers } from '../../../server/src/events/consumers.ts';
import { startAtEnd } from '../../../server/src/events/cursor.ts';
import { migrate, readMigrations } from '../../../server/src/migrate.ts';
import '../../../server/src/schema.ts';
import { companyRows } from '../../../server/src/setup/rules.ts';
import { action } from '../../../server/src/shared/action.ts';
import { openDb } from '../../../server/src/shared/db.ts';
import { perform } from '../../../server/src/shared/perform.ts';
import { documentSteps } from './documents.ts';
import { journalSteps, triggered } from './journal.ts';
import { masterSteps, stageSteps } from './masters.ts';
import { sizes, type Plan, type Size } from './sizes.ts';

/** The key with which the benchmark asks; it opens nothing but the database that the benchmark makes. */
export const benchKey = `hsk_live_${'bench'.repeat(8)}`;

/** An address of PostgreSQL for a person who may do everything, and for the owner of Hesabu's databases. */
export interface Cluster { adminUrl: string; ownerUrl: string }

export const addressOf = (url: string, database: string): string => Object.assign(new URL(url), { pathname: `/${database}` }).href;

export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return work(client).finally(() => client.end());
}

const found = action({
  name: 'found', describe: 'Founds the firm.', permission: 'company.manage', input: {}, refusals: [], payload: {},
  load: async () => undefined,
  decide: (_facts, _input, ctx) => ({ ...companyRows({
    name: 'Benchmark Trading', currencyCode: 'USD', timeZone: 'UTC', owner: { name: 'Owner', email: 'owner@example.com', passwordHash: 'none' },
  }, ctx), result: {} }),
});

// What is written by the hundred thousand: emptied in the transaction that fills them, so that no log of it is written twice.
const filled = ['Order', 'OrderLine', 'OpenItem', 'Invoice', 'InvoiceLine', 'Shipment', 'ShipmentLine', 'Payment', 'Allocation', 'StockMove', 'Reservation', 'JournalEntry', 'JournalLine'];

async function hashOf(size: Size): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(sizes[size]));
  for (const file of readdirSync(import.meta.dirname).toSorted()) hash.update(readFileSync(join(import.meta.dirname, file)));
  for (const { checksum } of await readMigrations(join(import.meta.dirname, '../../../prisma/migrations'))) hash.update(checksum);
  return hash.digest('hex').slice(0, 12);
}

const yesterday = (now: Date): string => new Date(now.getTime() - 86_400_000).toISOString().slice(0, 10);

/** The template database of a size; made when its generator or the migrations are not those it was made with. */
export async function ensureTemplate(cluster: Cluster, size: Size, say: (line: string) => void, now = new Date()): Promise<string> {
  const name = `bench_${size.toLowerCase()}_${await hashOf(size)}`;
  return withClient(addressOf(cluster.adminUrl, 'postgres'), async (admin) => {
    await admin.query('SELECT pg_advisory_lock(hashtext($1))', [name]);
    const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount) return name;
    const { rows } = await admin.query<{ name: string }>('SELECT datname AS name FROM pg_database WHERE datname ~ $1', [`^bench_${size.toLowerCase()}_`]);
    for (const old of rows) await admin.query(`DROP DATABASE ${old.name} WITH (FORCE)`);
    const started = Date.now();
    const draft = `${name}_draft`;
    const owner = new URL(cluster.ownerUrl).username;
    await admin.query(`CREATE DATABASE ${draft} OWNER ${owner}`);
    await fill(cluster, draft, { ...sizes[size], endsOn: yesterday(now) }, now, say);
    await admin.query(`ALTER DATABASE ${draft} RENAME TO ${name}`);
    say(`Size ${size} was generated in ${Math.round((Date.now() - started) / 1000)} s`);
    return name;
  });
}

async function fill(cluster: Cluster, database: string, plan: Plan, now: Date, say: (line: string) => void): Promise<void> {
  const url = addressOf(cluster.ownerUrl, database);
  const { appRole } = await migrate({ url, say: () => undefined });
  const db = await openDb({ url, role: appRole, poolMax: 2 });
  try {
    await perform(found, {}, await systemContext(db, now, 'CLI', system));
    await withClient(addressOf(cluster.adminUrl, database), (client) => load(client, plan, say));
    for (const name of allConsumers()) await startAtEnd(db, name, now); // nothing is to follow from two years of trade
  } finally {
    await db.close();
  }
}

async function load(client: pg.Client, plan: Plan, say: (line: string) => void): Promise<void> {
  const steps = [...masterSteps(plan, tokenHash(benchKey)), ...stageSteps(plan), ...documentSteps(plan), ...journalSteps(plan)];
  const isLarge = plan.orders >= 10_000;
  const run = async (what: string, sql: string) => {
    const started = Date.now();
    await client.query(sql);
    if (isLarge) say(`  ${what}: ${((Date.now() - started) / 1000).toFixed(1)} s`);
  };
  await client.query(`SET maintenance_work_mem = '512MB'; SET work_mem = '256MB'; SET synchronous_commit = off`);
  await client.query('BEGIN');
  // A small firm is written with every trigger and foreign key at work: that proves the generator for the large ones.
  const indexes = isLarge ? await dropIndexes(client) : [];
  for (const { what, sql } of [...steps, ...(isLarge ? [triggered] : [])]) await run(what, sql);
  if (isLarge) await client.query('ALTER TABLE "JournalLine" ENABLE TRIGGER USER');
  await run('indexes', indexes.join(';\n'));
  await client.query('COMMIT');
  await run('statistics', 'VACUUM (ANALYZE, FREEZE)');
}

async function dropIndexes(client: pg.Client): Promise<string[]> {
  // Foreign keys and triggers rest; the one that looks at all lines of a statement would still be handed them.
  await client.query(`SET LOCAL session_replication_role = replica; ALTER TABLE "JournalLine" DISABLE TRIGGER USER`);
  await client.query(`TRUNCATE ${filled.map((name) => `"${name}"`).join(', ')} CASCADE`);
  const { rows } = await client.query<{ name: string; made: string }>(`SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS made FROM pg_index i
    WHERE i.indrelid = ANY ($1::text[]::regclass[]) AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)`, [[...filled, 'Event'].map((name) => `"${name}"`)]);
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  return rows.map(({ made }) => made);
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** A database of the run's own, a copy of a template, named benchrun_<size>_<pid>_…; those of dead runs are dropped. */
export async function copyTemplate({ adminUrl, ownerUrl }: Cluster, template: string, name: string): Promise<string> {
  await withClient(addressOf(adminUrl, 'postgres'), async (admin) => {
    const { rows } = await admin.query<{ left: string }>(`SELECT datname AS left FROM pg_database WHERE datname LIKE 'benchrun!_%' ESCAPE '!'`);
    for (const { left } of rows) if (!isAlive(Number(left.split('_')[2]))) await admin.query(`DROP DATABASE IF EXISTS ${left} WITH (FORCE)`);
    await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template} OWNER ${new URL(ownerUrl).username} STRATEGY file_copy`);
  });
  return addressOf(ownerUrl, name);
}
