// A server that is killed in the middle of an import: the next one goes on, and each row happens exactly once.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkImport, runImport } from '../../server/src/imports/runImport.ts';
import { workspaceFolder } from '../../server/src/settings.ts';
import { verify } from '../../server/src/verify.ts';
import { sql, startTrade, type Trade } from '../support/trade.ts';
import { importer } from './support.ts';

let firm: Trade;
let running: ChildProcess | undefined;
beforeAll(async () => { firm = await startTrade(); });
afterAll(async () => {
  running?.kill('SIGKILL');
  await firm.close();
});

async function serve(): Promise<void> {
  const child = spawn(process.execPath, ['server/src/cli.ts', 'serve', '--empty'], {
    cwd: workspaceFolder, stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, DATABASE_URL: firm.database.url, PORT: '0', LOG_LEVEL: 'silent' },
  });
  running = child;
  for await (const line of createInterface({ input: child.stdout })) if (line.startsWith('Hesabu is at ')) return;
  throw new Error('The server ended before it told its address.');
}

const ROWS = 3000;

test('an import goes on after its server was killed, twice, and nothing is doubled', async () => {
  const files = importer(firm);
  const taken = await files.keep('PRODUCTS', `sku,name,unit,category\n${Array.from({ length: ROWS }, (_, index) => `K-${index},Thing ${index},PCS,Group ${index % 7}`).join('\n')}\n`);
  await files.configure(taken, { createMissing: true });
  await firm.act(runImport, { importId: taken.globalId });
  const progress = async () => (await files.row(taken.id)).created;
  for (let kill = 0, before = 0; kill < 2; kill += 1) {
    await serve();
    await expect.poll(progress, { timeout: 60_000, interval: 5 }).toBeGreaterThan(before + 250);
    const gone = running && once(running, 'exit');
    running?.kill('SIGKILL');
    await gone;
    before = await progress();
    expect(before).toBeLessThan(ROWS);
  }
  await serve();
  await expect.poll(async () => (await files.row(taken.id)).status, { timeout: 90_000, interval: 50 }).toBe('DONE');
  expect(await files.row(taken.id)).toMatchObject({ created: ROWS, failed: 0, rowsTotal: ROWS });
  expect(await firm.db.rows(sql`SELECT count(*)::int AS n, count(DISTINCT sku)::int AS skus, (SELECT count(*)::int FROM "Event" WHERE kind = 'productCreated') AS events,
    (SELECT count(*)::int FROM "Category") AS categories FROM "Product"`)).toEqual([{ n: ROWS, skus: ROWS, events: ROWS, categories: 7 }]);
  expect(await firm.refusal(checkImport, { importId: taken.globalId })).toBeUndefined();
  expect((await verify(firm.db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
}, 240_000);
