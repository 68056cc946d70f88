// A large file on the command line: in bounded memory, refused whole while a row is wrong, and again without a change.
// HESABU_IMPORT_ROWS sets how large.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { workspaceFolder } from '../../server/src/settings.ts';
import { sql, startTrade, type Trade } from '../support/trade.ts';

const ROWS = Number(process.env.HESABU_IMPORT_ROWS ?? 10_000);
/** With a heap of 128 MB, which is three times what it holds at any time; what a larger one would leave uncollected says nothing. */
const MEMORY_KB_MAX = 300_000;
const folder = mkdtempSync(path.join(tmpdir(), 'hesabu-import-'));
let firm: Trade;
beforeAll(async () => { firm = await startTrade(); });
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await firm.close();
});

const telling = `data:text/javascript,${encodeURIComponent('process.on("exit", () => console.error("maxRSS", process.resourceUsage().maxRSS))')}`;

async function command(...args: string[]) {
  const began = performance.now();
  const child = spawn(process.execPath, ['--max-old-space-size=128', '--max-semi-space-size=8', '--import', telling, 'server/src/cli.ts', 'import', ...args], { cwd: workspaceFolder, env: { ...process.env, DATABASE_URL: firm.database.url, LOG_LEVEL: 'silent' } });
  let [out, err] = ['', ''];
  child.stdout.on('data', (text: Buffer) => { out += text.toString(); });
  child.stderr.on('data', (text: Buffer) => { err += text.toString(); });
  const code = await new Promise<number | null>((resolve) => { child.once('close', resolve); });
  return { code, out, err, seconds: (performance.now() - began) / 1000, memoryKb: Number(/maxRSS (\d+)/.exec(err)?.[1]) };
}

const fileOf = (name: string, rows: Iterable<string>) => {
  const at = path.join(folder, name);
  writeFileSync(at, `sku,name,description,category,unit,reorderPoint\n${[...rows].join('\n')}\n`);
  return at;
};
function* products() {
  for (let index = 0; index < ROWS; index += 1) yield `V-${index},Product number ${index},"Made for a large file, of which it is line ${index}",Group ${index % 50},PCS,${index % 100}`;
}

test(`${ROWS} products come in bounded memory, once`, async () => {
  const file = fileOf('large.csv', products());
  const first = await command('products', file);
  expect([first.code, first.out.trim()]).toEqual([0, `${ROWS} created, 0 updated, 0 unchanged`]);
  expect(first.memoryKb).toBeLessThan(MEMORY_KB_MAX);
  const again = await command('products', file);
  expect([again.code, again.out.trim(), again.err.replace(/maxRSS.*/s, '')]).toEqual([0, `0 created, 0 updated, ${ROWS} unchanged`, '']);
  expect(await firm.db.rows(sql`SELECT count(*)::int AS n FROM "Product"`)).toEqual([{ n: ROWS }]);
  process.stderr.write(`${ROWS} rows checked and imported in ${first.seconds.toFixed(0)} s (${Math.round(ROWS / first.seconds)} rows/s), ${Math.round(first.memoryKb / 1000)} MB; again in ${again.seconds.toFixed(0)} s\n`);
}, 1_800_000);

test('a file with a wrong row is refused whole, by line and reason, unless the rest may go', async () => {
  const file = fileOf('wrong.csv', ['W-1,Good,,,PCS,1', 'W-2,,,,PCS,ten']);
  const refused = await command('products', file);
  expect([refused.code, refused.out]).toEqual([1, '']);
  expect(refused.err).toContain(`${file}:3 reorderPoint: This is no number.`);
  expect(refused.err).toContain('Nothing was imported.');
  expect(await firm.db.rows(sql`SELECT count(*)::int AS n FROM "Product" WHERE sku LIKE 'W-%'`)).toEqual([{ n: 0 }]);
  expect((await command('products', file, '--dry-run', '--skip-failed')).out.trim()).toBe('1 created, 0 updated, 0 unchanged (checked only)');
  const part = await command('products', file, '--skip-failed');
  expect([part.code, part.out.trim()]).toEqual([1, '1 created, 0 updated, 0 unchanged, 1 refused']);
  expect((await command('nonsense', file)).err).toContain('"nonsense" cannot be imported');
}, 120_000);
