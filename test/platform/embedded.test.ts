import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findRunning } from '../../server/src/embedded/cluster.ts';
import { findHome } from '../../server/src/embedded/home.ts';
import { startEmbedded } from '../../server/src/embedded.ts';
import { workspaceFolder } from '../../server/src/settings.ts';

const silent = (): void => undefined;
let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'hesabu-embedded-'));
  await chmod(dataDir, 0o711);
});

afterAll(() => rm(dataDir, { recursive: true }));

const isRunning = async (): Promise<boolean> => (await findRunning(await findHome(dataDir, silent))) !== undefined;

async function ask<T extends object>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', silent);
  await client.connect();
  return client.query<T>(sql).then(({ rows }) => rows).finally(() => client.end());
}

/** Another process that uses the same data folder until it is killed. */
async function startOther(): Promise<ChildProcess> {
  const script = `
    import { startEmbedded } from './server/src/embedded.ts';
    const { url } = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, say: () => undefined });
    console.log(url);
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    cwd: workspaceFolder, stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.stdout) await once(child.stdout, 'data');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

describe('the embedded PostgreSQL', () => {
  it('keeps what was written when it is stopped and started', async () => {
    const first = await startEmbedded({ dataDir, say: silent });
    await ask(first.url, 'CREATE TABLE note (text text)');
    await ask(first.url, `INSERT INTO note VALUES ('kept')`);
    await first.stop();
    expect(await isRunning()).toBe(false);
    const second = await startEmbedded({ dataDir, say: silent });
    expect(await ask(second.url, 'SELECT text FROM note')).toEqual([{ text: 'kept' }]);
    await second.stop();
  });

  it('is shared by whoever comes, and stopped by whoever leaves last', async () => {
    const [one, two, three] = await Promise.all([1, 2, 3].map(() => startEmbedded({ dataDir, say: silent })));
    expect(new Set([one?.url, two?.url, three?.url]).size).toBe(1);
    await one?.stop();
    await two?.stop();
    expect(await isRunning()).toBe(true);
    await three?.stop();
    expect(await isRunning()).toBe(false);
  });

  it('is found and used when the process that started it was killed', async () => {
    await kill(await startOther());
    expect(await isRunning()).toBe(true);
    const next = await startEmbedded({ dataDir, say: silent });
    expect(await ask(next.url, 'SELECT text FROM note')).toEqual([{ text: 'kept' }]);
    await next.stop();
    expect(await isRunning()).toBe(false);
  });

  it('loses nothing that was committed when everything is killed at once', async () => {
    const other = await startOther();
    const used = await startEmbedded({ dataDir, say: silent });
    await ask(used.url, `INSERT INTO note VALUES ('committed')`);
    const postmaster = Number((await readFile(join(used.folder, 'data/postmaster.pid'), 'utf8')).split('\n')[0]);
    process.kill(postmaster, 'SIGKILL');
    await kill(other);
    await used.stop();
    const next = await startEmbedded({ dataDir, say: silent });
    expect(await ask(next.url, 'SELECT text FROM note ORDER BY text')).toEqual([{ text: 'committed' }, { text: 'kept' }]);
    await next.stop();
  });

  it('comes back on the same port when it dies under a server', async () => {
    const said: string[] = [];
    const used = await startEmbedded({ dataDir, say: (line) => said.push(line), isKeptAlive: true });
    const postmaster = Number((await readFile(join(used.folder, 'data/postmaster.pid'), 'utf8')).split('\n')[0]);
    process.kill(postmaster, 'SIGKILL');
    await expect.poll(() => ask(used.url, 'SELECT 1 AS one').catch(() => []), { timeout: 20_000 }).toEqual([{ one: 1 }]);
    expect(said).toContain('PostgreSQL has gone; starting it again');
    await used.stop();
    expect(await isRunning()).toBe(false);
  });
});
