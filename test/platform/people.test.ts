import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workspaceFolder } from '../../server/src/settings.ts';
import { foundFirm } from '../support/firm.ts';
import { signIn, startTestServer } from '../support/server.ts';
import type { TestServer } from '../support/server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
  await foundFirm(server.db);
});

afterAll(() => server.close());

/** The command line beside the running server, on the same database. */
async function hesabu(args: string[], input = ''): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, ['server/src/cli.ts', ...args], {
    cwd: workspaceFolder, env: { ...process.env, DATABASE_URL: server.database.url },
  });
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { status, stdout, stderr };
}

const whoIs = async (key: string) => (await server.graphql('{ viewer { kind name role } }', {}, { key })).data?.viewer;

describe('keys on the command line', () => {
  it('are printed alone, and are good at once', async () => {
    const { status, stdout } = await hesabu(['key', 'create', '--name', 'Shop', '--role', 'partner']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^hsk_live_\S+\n$/);
    expect(await whoIs(stdout.trim())).toEqual({ kind: 'PARTNER', name: 'Shop', role: 'PARTNER' });
  });

  it('are listed without their secret, and end when they are revoked', async () => {
    const key = (await hesabu(['key', 'create', '--name', 'Ended', '--role', 'analyst'])).stdout.trim();
    const listed = (await hesabu(['key', 'list'])).stdout.split('\n').find((line) => line.endsWith('Ended')) ?? '';
    const [prefix = '', state] = listed.split('\t');
    expect(state).toBe('good');
    expect(key.startsWith(prefix)).toBe(true);
    expect(listed).not.toContain(key);
    expect(await hesabu(['key', 'revoke', prefix])).toMatchObject({ status: 0 });
    expect((await server.graphql('{ viewer { name } }', {}, { key })).status).toBe(401);
  });

  it('are refused with a reason, and nothing on standard output', async () => {
    for (const [args, reason, status] of [
      [['--name', 'x'], '--role is needed', 2],
      [['--name', 'x', '--role', 'king'], 'role: ', 1],
      [['--name', 'x', '--role', 'partner', '--scope', 'periods.manage'], 'scopes 0: ', 1],
      [['--name', 'x', '--role', 'partner', '--expires', '2020-01-01'], 'expiresOn: ', 1],
    ] as const) {
      const refused = await hesabu(['key', 'create', ...args]);
      expect(refused).toMatchObject({ status, stdout: '' });
      expect(refused.stderr).toContain(reason);
    }
  });
});

describe('people on the command line', () => {
  it('are let in, shut out and let in again', async () => {
    const email = 'clerk@firm.example';
    const made = await hesabu(['user', 'create', '--email', email, '--name', 'The clerk', '--role', 'sales'], 'a long enough one\n');
    expect(made).toMatchObject({ status: 0, stderr: '' });
    expect(await signIn(server.url, email, 'a long enough one')).toContain('=');
    expect((await hesabu(['user', 'deactivate', email])).status).toBe(0);
    await expect(signIn(server.url, email, 'a long enough one')).rejects.toThrow();
    expect((await hesabu(['user', 'list'])).stdout).toContain(`${email}\tshut out\tsales\tThe clerk`);
    expect((await hesabu(['user', 'activate', email])).status).toBe(0);
    expect((await hesabu(['user', 'password', email], 'quite another one\n')).status).toBe(0);
    expect(await signIn(server.url, email, 'quite another one')).toContain('=');
  });

  it('are refused with a reason', async () => {
    const short = await hesabu(['user', 'create', '--email', 'b@firm.example', '--name', 'B', '--role', 'sales'], 'short\n');
    expect(short).toMatchObject({ status: 1, stdout: '' });
    expect(short.stderr).toContain('password: ');
    expect(await hesabu(['user', 'deactivate', 'nobody@firm.example'])).toMatchObject({ status: 1, stdout: '' });
    expect(await hesabu(['user', 'promote', 'clerk@firm.example'])).toMatchObject({ status: 2, stdout: '' });
  });
});

describe('jobs on the command line', () => {
  it('are listed and done now', async () => {
    const names = (await hesabu(['job', 'list'])).stdout.trim().split('\n').map((line) => line.split('\t')[0] ?? '');
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(await hesabu(['job', 'run', name])).toMatchObject({ status: 0 });
    expect(await hesabu(['job', 'run', 'nonsense'])).toMatchObject({ status: 2 });
  }, 120_000);
});
