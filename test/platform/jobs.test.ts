import { afterAll, beforeAll, expect, it } from 'vitest';
import '../../server/src/schema.ts';
import { jobs, startJobs } from '../../server/src/jobs.ts';
import { openDb, type Db } from '../../server/src/shared/db.ts';
import { createDatabase, type TestDatabase } from '../support/databases.ts';
import { sql } from '../support/trade.ts';

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await createDatabase('empty');
  db = await openDb({ url: database.url, poolMax: 4 });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

it('gives each job hours: verify of a large firm takes longer than a quarter of one, and would be begun anew for ever', async () => {
  const { stop } = await startJobs({ db, url: database.url, now: () => new Date(), say: () => undefined, mail: { smtpUrl: undefined, mailFrom: undefined, publicUrl: undefined } });
  const hours = 6 * 3600;
  const scheduled = await db.rows<{ name: string; seconds: number }>(sql`SELECT name, (options->>'expireInSeconds')::int AS seconds FROM pgboss.schedule ORDER BY name`);
  const sent = await db.rows<{ seconds: number }>(sql`SELECT DISTINCT expire_seconds AS seconds FROM pgboss.job WHERE NOT starts_with(name, '__')`);
  await stop();
  expect(scheduled).toEqual(jobs.map(({ name }) => ({ name, seconds: hours })).toSorted((a, b) => (a.name < b.name ? -1 : 1)));
  expect(sent).toEqual([{ seconds: hours }]);
});
