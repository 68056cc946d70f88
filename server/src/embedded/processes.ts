import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { link, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * A name for a running process that a later process with the same pid does not bear: pid and start time.
 * Undefined when no such process runs (a zombie counts as gone).
 */
export function identityOf(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return undefined;
  }
  if (process.platform === 'win32') return String(pid);
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : `${pid}-${fields[19] ?? ''}`;
  } catch {
    return identityByPs(pid);
  }
}

function identityByPs(pid: number): string | undefined {
  try {
    const [state, ...started] = execFileSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], { encoding: 'utf8' })
      .trim()
      .split(/\s+/);
    return state === undefined || state.startsWith('Z') ? undefined : `${pid}-${started.join('')}`.replace(/\W/g, '-');
  } catch {
    return undefined;
  }
}

/** The program that a pid runs, as far as the system tells; empty when it does not. */
export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    try {
      return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    } catch {
      return '';
    }
  }
}

const isAlive = (identity: string): boolean => identityOf(Number.parseInt(identity, 10)) === identity;

/** Runs `work` while no other process holds `file`; a lock whose holder is dead is taken over. */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const me = identityOf(process.pid) ?? String(process.pid);
  const draft = `${file}.${me}.${Math.random().toString(36).slice(2)}`;
  await writeFile(draft, me, { mode: 0o600 });
  try {
    while (!(await linked(draft, file))) {
      await clearDead(file);
      await wait(50);
    }
    return await work().finally(() => rm(file, { force: true }));
  } finally {
    await rm(draft, { force: true });
  }
}

// A link appears with its content, so that nobody reads a lock that has no holder yet.
async function linked(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function clearDead(file: string): Promise<void> {
  const holder = await readFile(file, 'utf8').catch(() => undefined);
  if (holder === undefined || isAlive(holder)) return;
  const aside = `${file}.dead-${process.pid}`;
  await rename(file, aside).catch(() => undefined);
  const taken = await readFile(aside, 'utf8').catch(() => undefined);
  if (taken !== undefined && taken !== holder && isAlive(taken)) await link(aside, file).catch(() => undefined);
  await rm(aside, { force: true });
}

/** Notes that this process uses what `folder` stands for; call the result when it no longer does. */
export async function joinUsers(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${identityOf(process.pid) ?? process.pid}.${Math.random().toString(36).slice(2)}`);
  await writeFile(file, '');
  return () => rm(file, { force: true });
}

/** How many living processes use what `folder` stands for; the dead are struck off. */
export async function countUsers(folder: string): Promise<number> {
  let living = 0;
  for (const name of await readdir(folder).catch(() => [])) {
    if (isAlive(name.split('.')[0] ?? '')) living += 1;
    else await rm(join(folder, name), { force: true });
  }
  return living;
}
