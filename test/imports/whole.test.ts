// The whole first half of UCI Online Retail on the command line, as a new user brings it in. HESABU_SAMPLE_DATA names the
// folder that holds online_retail/*.csv.gz; without it the sample of history.test.ts must do.
import { spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { workspaceFolder } from '../../server/src/settings.ts';
import { verify } from '../../server/src/verify.ts';
import { sql, startTrade, type Trade } from '../support/trade.ts';

const given = process.env.HESABU_SAMPLE_DATA;
const telling = `data:text/javascript,${encodeURIComponent('process.on("exit", () => console.error("maxRSS", process.resourceUsage().maxRSS))')}`;
const goods = ['--not-goods', 'POST,DOT,M,D,S,C2,BANK CHARGES,AMAZONFEE,gift_*,PADS,CRUK,B'];

describe.skipIf(given === undefined)('a whole half year', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'hesabu-whole-'));
  const file = path.join(folder, 'online-retail.csv');
  let firm: Trade;
  let rows = 0;
  beforeAll(async () => {
    firm = await startTrade();
    const months = path.join(given ?? '', 'online_retail');
    readdirSync(months).filter((name) => name.endsWith('.csv.gz')).sort().forEach((name, at) => {
      const [heading = '', ...lines] = gunzipSync(readFileSync(path.join(months, name))).toString('utf8').trimEnd().split('\n');
      appendFileSync(file, `${(at === 0 ? [heading, ...lines] : lines).join('\n')}\n`);
      rows += lines.length;
    });
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await firm?.close();
  });

  async function command(...args: string[]) {
    const began = performance.now();
    const child = spawn(process.execPath, ['--import', telling, 'server/src/cli.ts', 'import', ...args], { cwd: workspaceFolder, env: { ...process.env, DATABASE_URL: firm.database.url, LOG_LEVEL: 'silent' } });
    let [out, err] = ['', ''];
    child.stdout.on('data', (text: Buffer) => { out += text.toString(); });
    child.stderr.on('data', (text: Buffer) => { err += text.toString(); });
    const code = await new Promise<number | null>((resolve) => { child.once('close', resolve); });
    const oddities = [...err.matchAll(/^ *(\d+) ([a-z ]+): (.*)$/gm)].map(([, count, outcome, label]) => ({ count: Number(count), outcome, label }));
    process.stderr.write(`${args[0]}: ${out.trim()} in ${((performance.now() - began) / 1000).toFixed(0)} s, ${Math.round(Number(/maxRSS (\d+)/.exec(err)?.[1]) / 1000)} MB\n${oddities.map(({ count, outcome, label }) => `${String(count).padStart(9)} ${outcome}: ${label}`).join('\n')}\n`);
    return { code, out: out.trim(), err, sum: oddities.reduce((all, { count }) => all + count, 0) };
  }

  test('products, customers and past sales come of it; each row is told of, and again nothing changes', async () => {
    const products = await command('products', file, '--map', 'StockCode=sku', '--map', 'Description=name', '--set', 'unitId=PCS', '--merge', '--skip-failed', ...goods);
    const customers = await command('customers', file, '--map', 'CustomerID=code', '--map', 'Country=', '--merge', '--take', 'no-name', '--skip-failed');
    const history = await command('sales-history', file, '--skip-failed', ...goods);
    const again = await command('sales-history', file, '--skip-failed', ...goods);
    expect([products.sum, customers.sum, history.sum, again.sum]).toEqual([rows, rows, rows, rows]);
    expect(again.out).toMatch(/^0 created, 0 updated/);
    expect(await firm.db.rows(sql`SELECT count(*)::text || ' created' AS n FROM "SalesHistory"`)).toEqual([{ n: /^\d+ created/.exec(history.out)?.[0] }]);
    expect((await verify(firm.db)).filter(({ rows: found }) => found.length > 0)).toEqual([]);
  }, 3_600_000);
});
