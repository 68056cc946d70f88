import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { findRunning, halt, initialise, isInitialised, launch, superuser, untilReady } from './embedded/cluster.ts';
import { findHome, makeDataFolder } from './embedded/home.ts';
import type { Home } from './embedded/home.ts';
import { countUsers, joinUsers, withLock } from './embedded/processes.ts';

const owner = 'hesabu';
const database = 'hesabu';

export interface Embedded {
  /** As the owner of the database, who is no superuser. */
  readonly url: string;
  /** As PostgreSQL's superuser, for tests and rescue. */
  readonly adminUrl: string;
  readonly folder: string;
  /** Leaves; whoever leaves last stops PostgreSQL. */
  stop(): Promise<void>;
}

interface Start {
  dataDir: string;
  say: (line: string) => void;
  /** Further settings of PostgreSQL, e.g. `fsync: 'off'` for a throw-away test. */
  options?: Record<string, string>;
  /** Start PostgreSQL again on the same port when it dies while this process uses it. */
  isKeptAlive?: boolean;
}

const watchEveryMs = 1_000;

/**
 * PostgreSQL on `dataDir`: made at the first call, started when it does not run, shared when it does.
 * Several processes may call this at once; the last to stop ends it. It survives the death of any of them.
 */
export async function startEmbedded({ dataDir, say, options = {}, isKeptAlive = false }: Start): Promise<Embedded> {
  await makeDataFolder(dataDir);
  const lock = join(dataDir, 'postgres.lock');
  const users = join(dataDir, 'postgres.users');
  return withLock(lock, async () => {
    const home = await findHome(dataDir, say);
    const leave = await joinUsers(users);
    const leaveAndStop = async (): Promise<void> => {
      await leave();
      if ((await countUsers(users)) === 0) await halt(home);
    };
    try {
      const password = await readPassword(dataDir);
      const port = await ensureRunning(home, password, say, options);
      const address = (user: string, name: string): string => `postgresql://${user}:${password}@127.0.0.1:${port}/${name}`;
      await ensureDatabase(address(superuser, 'postgres'), password);
      const keeper = isKeptAlive ? keepAlive(() => withLock(lock, () => revive(home, port, say, options))) : undefined;
      return {
        url: address(owner, database),
        adminUrl: address(superuser, 'postgres'),
        folder: home.folder,
        stop: async () => {
          await keeper?.stop();
          await withLock(lock, leaveAndStop);
        },
      };
    } catch (error) {
      await leaveAndStop();
      throw error;
    }
  });
}

async function ensureRunning(
  home: Home, password: string, say: (line: string) => void, options: Record<string, string>,
): Promise<number> {
  if ((await findRunning(home)) !== undefined) {
    const port = await untilReady(home);
    if (port !== undefined) return port;
  }
  if (!(await isInitialised(home))) {
    say(`Creating the database in ${home.folder}`);
    await initialise(home, password);
  }
  say('Starting PostgreSQL');
  return launch(home, options);
}

async function revive(home: Home, port: number, say: Start['say'], options: Record<string, string>): Promise<void> {
  if ((await findRunning(home)) !== undefined) return;
  say('PostgreSQL has gone; starting it again');
  await launch(home, options, port);
}

function keepAlive(look: () => Promise<void>): { stop(): Promise<void> } {
  let looking: Promise<void> | undefined;
  const timer = setInterval(() => {
    // What fails now is tried again a moment later.
    looking ??= look().catch(() => undefined).finally(() => (looking = undefined));
  }, watchEveryMs);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}

async function readPassword(dataDir: string): Promise<string> {
  const file = join(dataDir, 'postgres.password');
  const known = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (known !== undefined) return known.trim();
  const password = randomBytes(24).toString('hex');
  await writeFile(`${file}.new`, `${password}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return password;
}

async function ensureDatabase(adminUrl: string, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ role: boolean; database: boolean }>(
      `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS role,
              EXISTS (SELECT FROM pg_database WHERE datname = $2) AS database`,
      [owner, database],
    );
    if (!rows[0]?.role) await client.query(`CREATE ROLE ${owner} LOGIN CREATEROLE CREATEDB PASSWORD '${password}'`);
    if (!rows[0]?.database) await client.query(`CREATE DATABASE ${database} OWNER ${owner}`);
  } finally {
    await client.end();
  }
}
