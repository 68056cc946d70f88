import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from '../../server/src/migrate.ts';
import { createBareDatabase } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';

let folder: string;
let database: TestDatabase;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hesabu-migrations-'));
  database = await createBareDatabase();
  await write('0001_first', 'CREATE TABLE first (id int PRIMARY KEY);');
});

afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

async function write(name: string, sql: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, 'migration.sql'), sql);
}

const run = (said: string[] = []) => migrate({ url: database.url, folder, say: (line) => said.push(line) });

async function ask<T extends object>(sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  return client.query<T>(sql).then(({ rows }) => rows).finally(() => client.end());
}

describe('migrations', () => {
  it('are applied once, in the order of their names', async () => {
    await write('0002_second', 'ALTER TABLE first ADD COLUMN name text;');
    expect((await run()).applied).toEqual(['0001_first', '0002_second']);
    expect((await run()).applied).toEqual([]);
    const columns = await ask(`SELECT column_name FROM information_schema.columns WHERE table_name = 'first'`);
    expect(columns).toEqual([{ column_name: 'id' }, { column_name: 'name' }]);
  });

  it('are applied once by runners that come at the same time', async () => {
    await write('0002_slow', 'SELECT pg_sleep(0.2); CREATE TABLE second (id int);');
    const applied = await Promise.all([run(), run(), run()]);
    expect(applied.flatMap((each) => each.applied).toSorted()).toEqual(['0001_first', '0002_slow']);
  });

  it('are refused when one was changed after it was applied', async () => {
    await run();
    await write('0001_first', 'CREATE TABLE first (id bigint PRIMARY KEY);');
    await expect(run()).rejects.toThrow('Migration 0001_first was changed after it was applied');
  });

  it('are refused when the database is ahead of this version', async () => {
    await write('0002_second', 'CREATE TABLE second (id int);');
    await run();
    await rm(join(folder, '0002_second'), { recursive: true });
    await expect(run()).rejects.toThrow('migration 0002_second, which this version does not know');
  });

  it('leave nothing behind when one fails, and say where', async () => {
    await write('0002_broken', 'CREATE TABLE second (id int);\nCREATE TABLE third (id nonsense);');
    await expect(run()).rejects.toThrow('Migration 0002_broken failed at line 2: type "nonsense" does not exist');
    expect(await ask(`SELECT to_regclass('second') AS found`)).toEqual([{ found: null }]);
    await write('0002_broken', 'CREATE TABLE second (id int);');
    expect((await run()).applied).toEqual(['0002_broken']);
  });

  it('give the server a role of its own', async () => {
    expect((await run()).appRole).toBe('hesabu_app');
  });

  it('also run where the database user may have no such role, and say so', async () => {
    const said: string[] = [];
    await ask(`DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'hesabu_plain') THEN
      CREATE ROLE hesabu_plain LOGIN PASSWORD 'plain'; END IF; END $$; GRANT ALL ON SCHEMA public TO hesabu_plain`);
    const plain = Object.assign(new URL(database.url), { username: 'hesabu_plain', password: 'plain' }).href;
    const migrated = await migrate({ url: plain, folder, say: (line) => said.push(line) });
    expect(migrated).toEqual({ applied: ['0001_first'], appRole: undefined });
    expect(said[0]).toContain('runs as the owner');
  });
});
