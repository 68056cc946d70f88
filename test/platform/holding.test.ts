import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDb, type Db } from '../../server/src/shared/db.ts';
import { apart } from '../../server/src/shared/holding.ts';
import { createDatabase, type TestDatabase } from '../support/databases.ts';
import { sql } from '../support/trade.ts';

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await createDatabase('empty');
  db = await openDb({ url: database.url, role: 'hesabu_app', poolMax: 2 });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const one = sql`SELECT 1 AS n`;
const secondRefused = /by who holds one/;

it('refuses a second connection to who holds one, however deep it is asked for', async () => {
  const deep = async () => { await Promise.resolve(); return db.rows(one); };
  await expect(db.transaction(() => deep())).rejects.toThrow(secondRefused);
  await expect(db.transaction(() => db.transaction(() => Promise.resolve()))).rejects.toThrow(secondRefused);
});

it('refuses none to others: beside it, after it, or for whom it does not wait', async () => {
  expect(await Promise.all(Array.from({ length: 5 }, () => db.transaction((tx) => tx.rows(one))))).toHaveLength(5);
  let after = () => Promise.resolve<unknown[]>([]);
  await db.transaction(async () => {
    const rows = db.rows.bind(db, one);
    after = await new Promise((resolve) => { setImmediate(() => resolve(() => rows())); });
    expect(await apart(() => db.rows(one))).toHaveLength(1);
  });
  expect(await after()).toHaveLength(1);
});
