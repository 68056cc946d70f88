import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { readArchive, writeArchive } from './backup/archive.ts';
import type { Head, TableHead } from './backup/archive.ts';
import { migrate } from './migrate.ts';

interface Done {
  tables: number;
  rows: number;
}

interface BackUp {
  url: string;
  file: string;
  now: () => Date;
  say: (line: string) => void;
}

/** Writes every row of the database, as of one moment, into one file; the firm goes on working meanwhile. */
export async function backUp({ url, file, now, say }: BackUp): Promise<Done & { bytes: number }> {
  if (await stat(file).catch(() => undefined)) throw new Error(`${file} exists already and is not overwritten.`);
  return withClient(url, async (client) => {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const tables = await readTables(client);
    const head = await readHead(client, now());
    const rows = await writeArchive(file, async (archive) => {
      await archive.head(head);
      let sum = 0;
      for (const table of tables) {
        say(`Backing up ${table.table}`);
        const list = table.columns.map(quoted).join(', ');
        sum += await archive.table(table, client.query(copyTo(`COPY ${quoted(table.table)} (${list}) TO STDOUT`)));
      }
      return sum;
    });
    await client.query('COMMIT');
    return { tables: tables.length, rows, bytes: (await stat(file)).size };
  });
}

interface Restore {
  url: string;
  file: string;
  say: (line: string) => void;
}

/**
 * Brings a backup back, all of it or nothing, and then migrates to the newest state.
 * Refuses a database that holds a company, or that was migrated beyond the backup.
 */
export async function restore({ url, file, say }: Restore): Promise<Done> {
  const parts = readArchive(file);
  const first = (await parts.next()).value;
  if (first?.kind !== 'head') throw new Error(`${file} is no backup of Hesabu.`);
  await withClient(url, (client) => refuseUsed(client));
  const { head } = first;
  await migrate({ url, say, upTo: head.migrations });
  const done = await withClient(url, async (client) => {
    await client.query('BEGIN');
    await refuseUsed(client);
    await refuseNewer(client, head);
    const tables = await readTables(client);
    const links = await loosen(client, tables);
    const counts = await fill(client, parts, say);
    await fasten(client, tables, links);
    for (const { name, value, isCalled } of head.sequences) {
      await client.query('SELECT setval($1::regclass, $2::bigint, $3)', [quoted(name), value, isCalled]);
    }
    await client.query('COMMIT');
    return counts;
  });
  await migrate({ url, say });
  return done;
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'hesabu backup', statement_timeout: 0 });
  await client.connect();
  // Also ends a transaction that a fault left open: it is rolled back.
  return work(client).finally(() => client.end());
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

// A transaction number belongs to the server that gave it, and generated columns to their formula: both are left out.
async function readTables(client: pg.Client): Promise<TableHead[]> {
  const { rows } = await client.query<TableHead>(
    `SELECT c.relname AS table, array_agg(a.attname::text ORDER BY a.attnum) AS columns
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> '_prisma_migrations'
        AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND a.atttypid <> 'xid8'::regtype
      GROUP BY c.relname ORDER BY c.relname`,
  );
  return rows;
}

async function readHead(client: pg.Client, createdAt: Date): Promise<Head> {
  const migrations = await client.query<{ name: string; checksum: string }>(
    `SELECT migration_name AS name, checksum FROM _prisma_migrations
      WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
  );
  const names = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class
      WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace ORDER BY relname`,
  );
  const sequences: Head['sequences'] = [];
  for (const { name } of names.rows) {
    const { rows } = await client.query<{ value: string; isCalled: boolean }>(
      `SELECT last_value::text AS value, is_called AS "isCalled" FROM ${quoted(name)}`,
    );
    sequences.push(...rows.map((row) => ({ name, ...row })));
  }
  return { format: 'hesabu backup', version: 1, createdAt: createdAt.toISOString(), migrations: migrations.rows, sequences };
}

async function refuseUsed(client: pg.Client): Promise<void> {
  for (const table of ['Company', 'User', 'Event']) {
    const exists = await client.query<{ found: boolean }>('SELECT to_regclass($1) IS NOT NULL AS found', [quoted(table)]);
    if (!exists.rows[0]?.found) continue;
    const { rowCount } = await client.query(`SELECT FROM ${quoted(table)} LIMIT 1`);
    if (rowCount) throw new Error('The database is not empty, and nothing in it is overwritten. Restore into an empty one.');
  }
}

async function refuseNewer(client: pg.Client, head: Head): Promise<void> {
  const { migrations } = await readHead(client, new Date(head.createdAt));
  if (migrations.length > head.migrations.length) {
    throw new Error('The database was migrated beyond this backup. Restore into a new, empty one; it is migrated after.');
  }
}

interface Link {
  table: string;
  name: string;
  definition: string;
}

// Works for any owner, where switching off the triggers of foreign keys would need a superuser; and adding the
// foreign keys again proves them.
async function loosen(client: pg.Client, tables: TableHead[]): Promise<Link[]> {
  const { rows } = await client.query<Link>(
    `SELECT t.relname AS table, c.conname AS name, pg_get_constraintdef(c.oid) AS definition
       FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
      WHERE c.contype = 'f' AND t.relnamespace = 'public'::regnamespace ORDER BY 1, 2`,
  );
  for (const { table, name } of rows) await client.query(`ALTER TABLE ${quoted(table)} DROP CONSTRAINT ${quoted(name)}`);
  for (const { table } of tables) await client.query(`ALTER TABLE ${quoted(table)} DISABLE TRIGGER USER`);
  await client.query(`TRUNCATE ${tables.map(({ table }) => quoted(table)).join(', ')}`);
  return rows;
}

async function fasten(client: pg.Client, tables: TableHead[], links: Link[]): Promise<void> {
  for (const { table, name, definition } of links) {
    await client.query(`ALTER TABLE ${quoted(table)} ADD CONSTRAINT ${quoted(name)} ${definition}`);
  }
  for (const { table } of tables) await client.query(`ALTER TABLE ${quoted(table)} ENABLE TRIGGER USER`);
}

async function fill(client: pg.Client, parts: ReturnType<typeof readArchive>, say: (line: string) => void): Promise<Done> {
  const copied = new Map<string, number>();
  let current: Filling | undefined;
  for await (const part of parts) {
    if (part.kind === 'rows') {
      await current?.write(part.rows);
      continue;
    }
    if (current !== undefined) copied.set(current.table, await current.end());
    current = part.kind === 'table' ? fillTable(client, part.head) : undefined;
    if (part.kind === 'table') say(`Restoring ${part.head.table}`);
    if (part.kind === 'end') checkCounts(part.rows, copied);
  }
  return { tables: copied.size, rows: [...copied.values()].reduce((sum, rows) => sum + rows, 0) };
}

function checkCounts(told: Record<string, number>, copied: Map<string, number>): void {
  for (const [table, rows] of Object.entries(told)) {
    if (copied.get(table) !== rows) throw new Error(`${table} should have ${rows} rows, not ${copied.get(table) ?? 0}.`);
  }
}

interface Filling {
  table: string;
  write(rows: Buffer): Promise<void>;
  /** Resolves to the number of rows that PostgreSQL took. */
  end(): Promise<number>;
}

function fillTable(client: pg.Client, { table, columns }: TableHead): Filling {
  const stream = client.query(copyFrom(`COPY ${quoted(table)} (${columns.map(quoted).join(', ')}) FROM STDIN`));
  const ended = finished(stream);
  // A refusal of PostgreSQL is told where rows are written or ended, whichever comes first.
  ended.catch(() => undefined);
  return {
    table,
    write: async (rows) => {
      if (stream.destroyed || !stream.write(rows)) await Promise.race([ended, once(stream, 'drain')]);
    },
    end: async () => {
      stream.end();
      await ended;
      return stream.rowCount;
    },
  };
}
