import { beforeAll, describe, expect, inject, it } from 'vitest';
import { superuser } from '../../server/src/embedded/cluster.ts';
import { openDb } from '../../server/src/shared/db.ts';
import { verify } from '../../server/src/verify.ts';
import { endOf } from './client.ts';
import { contenderNames } from './contenders/start.ts';
import { copyTemplate, ensureTemplate, type Cluster } from './data/template.ts';
import { readOptions, UsageError } from './options.ts';
import { plotted } from './plot.ts';
import { printed } from './report.ts';
import { runBench, type Results } from './run.ts';

const silent = (): void => undefined;
const clusterOf = (ownerUrl: string): Cluster => ({ ownerUrl, adminUrl: Object.assign(new URL(ownerUrl), { username: superuser }).href });

describe('the benchmark', () => {
  let results: Results = {};
  beforeAll(async () => {
    results = await runBench(clusterOf(inject('postgresUrl')), { size: 'T', only: [], effort: { rounds: 1, ms: 40, max: 20, clients: 2 }, say: silent });
  });

  it('asks every question of everyone, and all give the same answers and write the same rows, or else it ends', () => {
    expect(Object.keys(results)).toEqual(['Q1', 'Q2', 'Q3', 'Q4', 'Q6', 'Q7', 'Q8',
      ...['spread', 'hot'].flatMap((kind) => [1, 16, 64].map((clients) => `Q5 ${kind} ${clients}`))]);
  });

  it('tells of each contender what it served, and of ours how it compares', () => {
    for (const result of Object.values(results)) {
      for (const name of contenderNames) {
        const { rps, p50, p99, cpuMs } = result[name];
        for (const figure of [rps, p50, p99]) expect(figure).toBeGreaterThan(0);
        expect(cpuMs === null || cpuMs >= 0).toBe(true);
      }
      expect(result.ratioToPostgraphile).toBeGreaterThan(0);
      expect(result.ratioToFloor).toBeGreaterThan(0);
    }
    expect(results.Q4?.rival?.ratio).toBeGreaterThan(0);
    expect(JSON.parse(JSON.stringify(results))).toEqual(results);
  });

  it('prints a table and draws a chart', () => {
    expect(printed(results)).toMatch(/Q5 hot 64 +Place an order of 3 lines, hot, 64 clients +\d/);
    expect(plotted(results, 'Size T & more')).toMatch(/^<svg [\s\S]*Size T &amp; more[\s\S]*<\/svg>\n$/);
  });
});

// The smaller is written with every trigger and key at work, the larger, as all that are measured, without.
it.each(['T', 'S'] as const)('measures on books that are in order: size %s', async (size) => {
  const cluster = clusterOf(inject('postgresUrl'));
  const db = await openDb({ url: await copyTemplate(cluster, await ensureTemplate(cluster, size, silent), `benchrun_${size.toLowerCase()}_${process.pid}_verify`) });
  try {
    expect((await verify(db)).filter(({ rows }) => rows.length > 0)).toEqual([]);
  } finally {
    await db.close();
  }
}, 120_000);

it('refuses what it does not know', () => {
  expect(readOptions(['--size', 'M', '--only', 'Q1, Q5'])).toMatchObject({ size: 'M', only: ['Q1', 'Q5'], effort: { rounds: 5 } });
  for (const args of [['--fast'], ['--only', 'Q9'], ['--size', 'XL'], ['--rounds', '0'], ['M']]) expect(() => readOptions(args)).toThrow(UsageError);
});

describe('the client', () => {
  const ends = (text: string) => endOf(Buffer.from(text)).end;
  it.each([
    ['a length', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello', 43],
    ['chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n', 62],
  ])('knows the end of an answer by %s', (_by, text, length) => {
    expect(text).toHaveLength(length);
    expect(ends(text)).toBe(length);
    for (let cut = 0; cut < length; cut += 1) expect(ends(text.slice(0, cut))).toBe(-1);
  });
});
