import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceFolder } from '../../../server/src/settings.ts';
import { benchKey } from '../data/template.ts';

export const contenderNames = ['ours', 'postgraphile', 'floor', 'laneOff'] as const;
export type ContenderName = (typeof contenderNames)[number];

export interface Contender {
  name: ContenderName;
  pid: number;
  url: string;
  headers: Record<string, string>;
  /** The last of what it printed: its log. */
  log(): string;
  stop(): Promise<void>;
}

const folder = join(workspaceFolder, 'test/bench/contenders');
const serverFlags = JSON.parse(readFileSync(join(workspaceFolder, 'tools/serverFlags.json'), 'utf8')) as string[];
const started: Record<ContenderName, { command: string[]; env: Record<string, string>; ready: RegExp }> = {
  // As `npm start` starts it, jobs and consumers included; who asks has an API key.
  ours: { command: [...serverFlags, 'server/src/cli.ts', 'serve'], env: { PORT: '0' }, ready: /Hesabu is at (http:\S+)/ },
  laneOff: { command: [...serverFlags, 'server/src/cli.ts', 'serve'], env: { PORT: '0', HESABU_LANE: 'off' }, ready: /Hesabu is at (http:\S+)/ },
  postgraphile: { command: [join(folder, 'postgraphile.ts')], env: { GRAPHILE_ENV: 'production' }, ready: /ready (http:\S+)/ },
  floor: { command: [join(folder, 'floor.ts')], env: {}, ready: /ready (http:\S+)/ },
};

/** Starts a contender in a process of its own, in production mode, and waits until it answers. */
export async function startContender(name: ContenderName, databaseUrl: string): Promise<Contender> {
  const { command, env, ready } = started[name];
  const child = spawn(process.execPath, command, {
    cwd: workspaceFolder, stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: process.env.TMPDIR, NODE_ENV: 'production', DATABASE_URL: databaseUrl, ...env },
  });
  const end = (): void => void child.kill('SIGKILL');
  process.once('exit', end);
  const stop = async (): Promise<void> => {
    process.off('exit', end);
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await gone;
    clearTimeout(timer);
  };
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${name} did not start:\n${said}`)), 60_000);
    const listen = (part: Buffer): void => {
      said = `${said}${part}`.slice(-20_000);
      const found = ready.exec(said)?.[1];
      if (!found) return;
      clearTimeout(timer);
      resolve(new URL(found).origin);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', (code) => reject(new Error(`${name} ended (${code}):\n${said}`)));
  }).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  const isOurs = name === 'ours' || name === 'laneOff';
  return { name, pid: child.pid ?? 0, url, stop, log: () => said, headers: { 'content-type': 'application/json', ...(isOurs ? { authorization: `Bearer ${benchKey}` } : {}) } };
}
