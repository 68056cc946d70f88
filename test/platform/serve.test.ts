import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findRunning } from '../../server/src/embedded/cluster.ts';
import { findHome } from '../../server/src/embedded/home.ts';
import { workspaceFolder } from '../../server/src/settings.ts';

let dataDir: string;
const running: ChildProcess[] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'hesabu-serve-'));
  await chmod(dataDir, 0o711);
});

afterEach(() => running.splice(0).forEach((child) => child.kill('SIGKILL')));
afterAll(() => rm(dataDir, { recursive: true }));

const environment = () => ({ ...process.env, HESABU_DATA: dataDir, DATABASE_URL: '', PORT: '0', LOG_LEVEL: 'silent' });
const findPostgres = async () => findRunning(await findHome(dataDir, () => undefined));

/** `hesabu serve --empty`, once it has told its address. */
async function serve(): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ['server/src/cli.ts', 'serve', '--empty'], {
    cwd: workspaceFolder, env: environment(), stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.push(child);
  if (!child.stdout) throw new Error('no output');
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^Hesabu is at (\S+)$/.exec(line)?.[1];
    if (url !== undefined) return { child, url };
  }
  throw new Error('The server ended before it told its address.');
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<[number | null, string | null]> {
  const exit = once(child, 'exit');
  child.kill(signal);
  // Node promises these two for 'exit'.
  return (await exit) as [number | null, string | null];
}

const health = async (url: string) => {
  const answer = await fetch(new URL('/health', url));
  const body = (await answer.json()) as { version: string; database: { status: string } };
  return { ...body, status: answer.status };
};

describe('the server', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('stops cleanly on %s, PostgreSQL included', async (signal) => {
    const { child, url } = await serve();
    expect(await health(url)).toMatchObject({ status: 200, version: '0.1.0', database: { status: 'ok' } });
    expect(await findPostgres()).toBeDefined();
    expect(await end(child, signal)).toEqual([0, null]);
    expect(await findPostgres()).toBeUndefined();
  });

  it('starts again after everything was killed at once', async () => {
    const { child } = await serve();
    const postgres = await findPostgres();
    await end(child, 'SIGKILL');
    if (postgres) process.kill(postgres.pid, 'SIGKILL');
    const again = await serve();
    expect(await health(again.url)).toMatchObject({ status: 200 });
    expect(await end(again.child, 'SIGTERM')).toEqual([0, null]);
  });

  it('shares its database with the command line, which leaves it running', async () => {
    const { child, url } = await serve();
    const before = await findPostgres();
    const beside = spawnSync(process.execPath, ['server/src/cli.ts', 'migrate'], {
      cwd: workspaceFolder, env: environment(), encoding: 'utf8',
    });
    expect(beside).toMatchObject({ status: 0, stdout: 'The database is current.\n' });
    expect(await findPostgres()).toEqual(before);
    expect(await health(url)).toMatchObject({ status: 200 });
    await end(child, 'SIGTERM');
  });

  it('answers 503 while the database is away, and recovers without a restart', async () => {
    const { child, url } = await serve();
    const postgres = await findPostgres();
    if (postgres) process.kill(postgres.pid, 'SIGKILL');
    await expect.poll(async () => (await health(url)).status, { timeout: 20_000, interval: 20 }).toBe(503);
    await expect.poll(async () => (await health(url)).status, { timeout: 20_000 }).toBe(200);
    expect(await end(child, 'SIGTERM')).toEqual([0, null]);
  });

  it('says so when its port is taken', async () => {
    const { child, url } = await serve();
    const second = spawnSync(process.execPath, ['server/src/cli.ts', 'serve', '--empty'], {
      cwd: workspaceFolder, env: { ...environment(), PORT: new URL(url).port }, encoding: 'utf8',
    });
    expect(second.status).toBe(1);
    expect(second.stderr).toContain(`Port ${new URL(url).port} is taken`);
    expect(await health(url)).toMatchObject({ status: 200 });
    await end(child, 'SIGTERM');
  });
});
