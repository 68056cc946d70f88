// verify on the demo company: clean as it is, and each check finds the one row of its kind that was broken.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checks, offending, verify } from '../../server/src/verify.ts';
import { openDb, type Db } from '../../server/src/shared/db.ts';
import { createDatabase, type TestDatabase } from '../support/databases.ts';
import { breaks } from './breaks.ts';

describe('verify', () => {
  let database: TestDatabase;
  let db: Db;
  let client: pg.Client;
  beforeAll(async () => {
    database = await createDatabase('demo');
    db = await openDb({ url: database.url, poolMax: 2 });
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await db.close();
    await database.drop();
  });

  it('finds nothing wrong with the demo company', async () => {
    const results = await verify(db);
    expect(results.filter(({ rows }) => rows.length > 0)).toEqual([]);
    expect(results).toHaveLength(checks.length);
  });

  it('has a way to break each check', () => expect(Object.keys(breaks).toSorted()).toEqual(checks.map(({ check }) => check).toSorted()));

  it.each(checks)('finds it when not: $check', async (each) => {
    await client.query('BEGIN');
    try {
      // Triggers sleep, checks and references are gone: only verify stands in the way.
      await client.query(`DO $$ DECLARE each record; BEGIN
        FOR each IN SELECT conrelid::regclass AS place, conname FROM pg_constraint
          WHERE contype IN ('c', 'f') AND connamespace = 'public'::regnamespace LOOP
          EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', each.place, each.conname); END LOOP;
        FOR each IN SELECT DISTINCT tgrelid::regclass AS place FROM pg_trigger WHERE NOT tgisinternal LOOP
          EXECUTE format('ALTER TABLE %s DISABLE TRIGGER USER', each.place); END LOOP; END $$`);
      const { rowCount } = await client.query(breaks[each.check] ?? '');
      expect(rowCount).toBe(1);
      expect((await offending(client, each)).length).toBeGreaterThan(0);
    } finally {
      await client.query('ROLLBACK');
    }
  });
});
