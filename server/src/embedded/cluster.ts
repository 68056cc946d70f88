import { spawn } from 'node:child_process';
import { open, readFile, rename, rm, stat, writeFile, chown } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { commandOf, identityOf } from './processes.ts';
import type { Home } from './home.ts';

/** The bootstrap superuser; Hesabu itself connects as the owner of its database. */
export const superuser = 'postgres';

const dataOf = (home: Home): string => join(home.folder, 'data');
const logOf = (home: Home): string => join(home.folder, 'postgres.log');
const program = (home: Home, name: string): string =>
  join(home.programs, 'bin', process.platform === 'win32' ? `${name}.exe` : name);

// Nothing of the caller's PG… variables or language reaches PostgreSQL.
const environment =
  process.platform === 'win32' ? undefined : { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/** Makes the data folder, whole or not at all: it is made beside its place and then renamed. */
export async function initialise(home: Home, password: string): Promise<void> {
  const draft = join(home.folder, 'data.new');
  const passwordFile = join(home.folder, 'password.new');
  await rm(draft, { recursive: true, force: true });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  const { uid, gid } = home.owner;
  if (uid !== undefined && gid !== undefined) await chown(passwordFile, uid, gid);
  try {
    await run(home, program(home, 'initdb'), [
      `--pgdata=${draft}`, `--username=${superuser}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256',
      '--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=und', '--no-instructions',
    ]);
    await rename(draft, dataOf(home));
  } finally {
    await rm(passwordFile, { force: true });
  }
}

export const isInitialised = async (home: Home): Promise<boolean> =>
  (await stat(join(dataOf(home), 'PG_VERSION')).catch(() => undefined)) !== undefined;

async function run(home: Home, file: string, args: string[]): Promise<void> {
  const child = spawn(file, args, { ...home.owner, cwd: home.folder, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (part: Buffer) => (said += part));
  child.stderr.on('data', (part: Buffer) => (said += part));
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`${file} failed (${code}): ${said}`))));
  });
}

/** What PostgreSQL's own lock file says: the pid, the port, and whether it takes connections. */
interface Running {
  pid: number;
  port: number;
  ready: boolean;
}

/** The PostgreSQL that runs on this data folder, if one does. */
export async function findRunning(home: Home): Promise<Running | undefined> {
  const text = await readFile(join(dataOf(home), 'postmaster.pid'), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!(pid > 0) || identityOf(pid) === undefined || !/postgres/.test(commandOf(pid))) return undefined;
  return { pid, port: Number(lines[3] ?? 0), ready: lines[7] === 'ready' };
}

// A pid that another program bears by now would make PostgreSQL refuse to start.
async function clearStaleLock(home: Home): Promise<void> {
  if ((await findRunning(home)) === undefined) await rm(join(dataOf(home), 'postmaster.pid'), { force: true });
}

/**
 * Starts PostgreSQL as a process of its own that outlives this one, and waits until it takes connections; on
 * `wanted`, or else on a free port.
 */
export async function launch(home: Home, options: Record<string, string>, wanted?: number): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    await clearStaleLock(home);
    const port = wanted ?? (await freePort());
    const failure = await launchOn(home, port, options);
    if (failure === undefined) return port;
    // The last children of a killed PostgreSQL hold its memory for a moment; a port can be taken meanwhile.
    const passes = /shared memory block|Address already in use|could not bind|postmaster\.pid/.test(failure);
    if (!passes || attempt === 20) throw new Error(`PostgreSQL did not start: ${failure.trim()} (log: ${logOf(home)})`);
    await wait(500);
  }
}

async function launchOn(home: Home, port: number, options: Record<string, string>): Promise<string | undefined> {
  const settings = {
    port: String(port), listen_addresses: '127.0.0.1', unix_socket_directories: '', timezone: 'UTC',
    shared_buffers: '256MB', log_timezone: 'UTC', ...options,
  };
  const log = await open(logOf(home), 'a', 0o600);
  try {
    const before = (await log.stat()).size;
    const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(program(home, 'postgres'), ['-D', dataOf(home), ...args], {
      ...home.owner, cwd: home.folder, env: environment, detached: true, stdio: ['ignore', log.fd, log.fd],
    });
    const failures: string[] = [];
    child.once('error', (error) => failures.push(error.message));
    child.unref();
    while (failures.length === 0 && child.exitCode === null && child.signalCode === null) {
      const running = await findRunning(home);
      if (running?.pid === child.pid && running?.ready) return undefined;
      await wait(20);
    }
    return failures[0] ?? (await readFile(logOf(home))).subarray(before).toString('utf8');
  } finally {
    await log.close();
  }
}

/** Waits until a running PostgreSQL takes connections: its port, or undefined if it ends instead. */
export async function untilReady(home: Home): Promise<number | undefined> {
  for (;;) {
    const running = await findRunning(home);
    if (running === undefined) return undefined;
    if (running.ready) return running.port;
    await wait(50);
  }
}

/** Stops PostgreSQL: cuts connections, rolls back what is open, writes everything out. */
export async function halt(home: Home): Promise<void> {
  const running = await findRunning(home);
  if (running === undefined) return;
  if (process.platform === 'win32') {
    return run(home, program(home, 'pg_ctl'), ['stop', '-m', 'fast', '-w', '-D', dataOf(home)]);
  }
  const identity = identityOf(running.pid);
  const ask = (signal: NodeJS.Signals): void => {
    if (identityOf(running.pid) === identity) process.kill(running.pid, signal);
  };
  ask('SIGINT');
  for (let waited = 0; identityOf(running.pid) === identity; waited += 20) {
    if (waited === 60_000) ask('SIGQUIT');
    await wait(20);
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('The system gave no free port.');
  return address.port;
}
