// A database of every earlier migration comes to today, holds, and shows the figures that it showed then.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { restore } from '../../server/src/backup.ts';
import { migrate, migrationsFolder, readMigrations } from '../../server/src/migrate.ts';
import { openDb } from '../../server/src/shared/db.ts';
import { verify } from '../../server/src/verify.ts';
import { createBareDatabase, type TestDatabase } from '../support/databases.ts';
import { ownerOf } from './ask.ts';
import { figuresOf } from './figures.ts';
import { figuresFile, stateFile } from './states.ts';

const names = (await readMigrations(migrationsFolder)).map(({ name }) => name);
const stored = names.filter((name) => existsSync(stateFile(name)));
const databases: TestDatabase[] = [];
afterAll(() => Promise.all(databases.map((database) => database.drop())));

it('every migration but the newest has left a state: make it by `node test/upgrades/makeState.ts` before adding a migration', () => {
  expect(names.slice(0, -1).filter((name) => !stored.includes(name))).toEqual([]);
});

describe.each(stored)('a firm at %s', (name) => {
  it('is migrated to today, holds, and keeps its figures', async () => {
    const database = await createBareDatabase();
    databases.push(database);
    const said: string[] = [];
    await restore({ url: database.url, file: stateFile(name), say: (line) => said.push(line) });
    expect(said.filter((line) => line.startsWith('Migrating'))).toEqual(names.map((each) => `Migrating: ${each}`));
    expect(await migrate({ url: database.url, say: (line) => said.push(line) })).toEqual({ applied: [], appRole: 'hesabu_app' });
    const db = await openDb({ url: database.url, role: 'hesabu_app' });
    try {
      expect((await verify(db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
      const figures = await figuresOf(await ownerOf(db, new Date('1998-05-07T12:00:00Z')));
      expect(figures).toEqual(JSON.parse(await readFile(figuresFile(name), 'utf8')));
    } finally {
      await db.close();
    }
  }, 120_000);
});
