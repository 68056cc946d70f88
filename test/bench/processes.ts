import { readdirSync, readFileSync } from 'node:fs';

// On Linux a tick of /proc is a hundredth of a second.
const tickMs = 10;
const statOf = (pid: number | string): string[] | undefined => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
};

/** Processor time of a process so far, user and system, in ms; null where the system does not tell. */
export function cpuMsOf(pid: number): number | null {
  const stat = statOf(pid);
  return stat ? (Number(stat[11]) + Number(stat[12])) * tickMs : null;
}

/** The same of PostgreSQL: its first process with the children that have ended, and those that live. */
export function cpuMsOfPostgres(backendPid: number): number | null {
  const parent = Number(statOf(backendPid)?.[1]);
  const own = statOf(parent);
  if (!own) return null;
  let ticks = [11, 12, 13, 14].reduce((sum, index) => sum + Number(own[index]), 0);
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? statOf(name) : undefined;
    if (stat && Number(stat[1]) === parent) ticks += Number(stat[11]) + Number(stat[12]);
  }
  return ticks * tickMs;
}

/** Resident memory of a process in MB; null where the system does not tell. */
export function rssMbOf(pid: number): number | null {
  try {
    return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
  } catch {
    return null;
  }
}
