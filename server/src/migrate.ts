import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { workspaceFolder } from './settings.ts';

export const migrationsFolder = join(workspaceFolder, 'prisma/migrations');

/** The roles that hold the ledgers append-only (app) and readers to reading (analyst). */
const roles = ['hesabu_app', 'hesabu_analyst'] as const;

// One number for every Hesabu: who migrates the same database waits here.
const migrationLock = 4_815_162_342;

export interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

export interface Migrated {
  /** The migrations that this call applied. */
  applied: string[];
  /** The role that the server takes on each connection (analysts' take hesabu_analyst); undefined where the database does not let us have them. */
  appRole: 'hesabu_app' | undefined;
}

interface Options {
  /** As the owner, and not through a pooler. */
  url: string;
  folder?: string;
  /** Go no further than these: the state in which a backup was taken. */
  upTo?: readonly Recorded[];
  say: (line: string) => void;
}

/**
 * Brings the database to the newest migration, each in one transaction; whoever comes at the same time waits.
 * Refuses a PostgreSQL that is too old, a migration that changed after it was applied, and one it does not know.
 */
export async function migrate({ url, folder = migrationsFolder, upTo, say }: Options): Promise<Migrated> {
  const client = new pg.Client({ connectionString: url, application_name: 'hesabu migrate' });
  await client.connect();
  try {
    await checkServer(client);
    await client.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    const appRole = await ensureRoles(client, say);
    await client.query(recordTable);
    const known = await readMigrations(folder);
    if (upTo) findWaiting(known, upTo);
    const waiting = findWaiting(known, await readRecords(client)).filter(
      ({ name }) => upTo === undefined || upTo.some((recorded) => recorded.name === name),
    );
    for (const migration of waiting) {
      say(`Migrating: ${migration.name}`);
      await apply(client, migration);
    }
    await grantRights(client);
    return { applied: waiting.map((migration) => migration.name), appRole };
  } finally {
    await client.end();
  }
}

/** Every migration of the folder in its order, with the SHA-256 of its text. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

async function checkServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: number; encoding: string }>(
    `SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding`,
  );
  const [found] = rows;
  if (!found || found.version < 150_000) throw new Error(`PostgreSQL 15 or newer is needed, this is ${found?.version}.`);
  if (found.encoding !== 'UTF8') throw new Error(`The database must be encoded in UTF8, this one is ${found.encoding}.`);
}

// Column for column the table of Prisma's own tools, so that they can read it.
const recordTable = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                  varchar(36) PRIMARY KEY,
    checksum            varchar(64) NOT NULL,
    finished_at         timestamptz,
    migration_name      varchar(255) NOT NULL,
    logs                text,
    rolled_back_at      timestamptz,
    started_at          timestamptz NOT NULL DEFAULT now(),
    applied_steps_count integer NOT NULL DEFAULT 0
  )`;

/** A migration that a database has behind it. */
export interface Recorded {
  name: string;
  checksum: string;
}

async function readRecords(client: pg.Client): Promise<Recorded[]> {
  const { rows } = await client.query<Recorded>(
    `SELECT migration_name AS name, checksum FROM _prisma_migrations
      WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
  );
  return rows;
}

/** The migrations not yet in the database; throws where the database and the folder contradict each other. */
export function findWaiting(migrations: Migration[], records: readonly Recorded[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const record of records) {
    const migration = known.get(record.name);
    if (!migration) throw new Error(`The database holds migration ${record.name}, which this version does not know.`);
    if (migration.checksum !== record.checksum) {
      throw new Error(`Migration ${record.name} was changed after it was applied. Write a new one instead.`);
    }
  }
  const done = new Set(records.map((record) => record.name));
  return migrations.filter((migration) => !done.has(migration.name));
}

// Rights follow the tables; also where the roles came into being after them.
async function grantRights(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ found: boolean }>(`SELECT to_regproc('hesabu_grant') IS NOT NULL AS found`);
  if (rows[0]?.found) await client.query('SELECT hesabu_grant()');
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw new Error(`Migration ${name} failed${placeOf(error, sql)}`, { cause: error });
  }
}

function placeOf(error: unknown, sql: string): string {
  if (!(error instanceof pg.DatabaseError)) return '.';
  const line = error.position === undefined ? undefined : sql.slice(0, Number(error.position)).split('\n').length;
  return `${line === undefined ? '' : ` at line ${line}`}: ${error.message}`;
}

async function ensureRoles(client: pg.Client, say: (line: string) => void): Promise<'hesabu_app' | undefined> {
  for (const role of roles) await ensureRole(client, role);
  const { rows } = await client.query<{ role: string }>('SELECT rolname AS role FROM pg_roles WHERE rolname = ANY ($1)', [
    roles,
  ]);
  const missing = roles.filter((role) => !rows.some((row) => row.role === role));
  const usable = missing.length === 0 && (await canTake(client, 'hesabu_app')) && (await canTake(client, 'hesabu_analyst'));
  if (usable) return 'hesabu_app';
  say(
    `This database user may not create or take the roles ${roles.join(' and ')}: Hesabu runs as the owner, and the ` +
      'ledgers are held append-only by their triggers alone. To have both, let a superuser create these roles and ' +
      'grant them to this user.',
  );
  return undefined;
}

// Roles belong to the whole cluster: another database may make the same one at this moment.
async function ensureRole(client: pg.Client, role: string): Promise<void> {
  await attempt(client, `CREATE ROLE ${role} NOLOGIN`);
  if (await canTake(client, role)) return;
  await attempt(client, `GRANT ${role} TO CURRENT_USER`);
}

async function attempt(client: pg.Client, sql: string): Promise<void> {
  const passes = new Set(['42710', '23505', '42501', '42704', 'XX000', '0LP01']);
  await client.query(sql).catch((error: unknown) => {
    if (!(error instanceof pg.DatabaseError && passes.has(error.code ?? ''))) throw error;
  });
}

async function canTake(client: pg.Client, role: string): Promise<boolean> {
  try {
    await client.query(`SET ROLE ${role}`);
    await client.query('RESET ROLE');
    return true;
  } catch {
    return false;
  }
}
