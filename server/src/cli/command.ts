import type { ParseArgsOptionsConfig } from 'node:util';
import type { Settings } from '../settings.ts';

/** What a command may use of the world: only cli.ts reads environment, arguments and clock. */
export interface Surroundings {
  settings: Settings;
  now: () => Date;
  /** Progress and explanations, on standard error. */
  say: (line: string) => void;
  /** The result, on standard output. */
  print: (line: string) => void;
  /** Reads a line from the terminal without showing it, or from standard input when that is not a terminal. */
  askSecret: (question: string) => Promise<string>;
  /** Registers what must be undone at the end, also after a fault or Ctrl-C; the last registered is undone first. */
  defer: (undo: () => Promise<void>) => void;
  /** Aborted by Ctrl-C or SIGTERM. */
  stopped: AbortSignal;
}

export type Values = Record<string, string | boolean | (string | boolean)[] | undefined>;

/** One command of the command line; it resolves to its exit code (none means 0). */
export interface Command {
  /** What follows `pnpm hesabu`. */
  usage: string;
  /** What --help explains beyond the summary. */
  help: string;
  options: ParseArgsOptionsConfig;
  /** How many arguments without a dash it takes: least and most. */
  positionals: [number, number];
  run(surroundings: Surroundings, values: Values, positionals: string[]): Promise<number | undefined>;
}

/** A mistake of the person at the keyboard: told with the usage, exit code 2. */
export class UsageError extends Error {}

export function text(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

export function needed(values: Values, name: string): string {
  const value = text(values, name);
  if (value === undefined || value === '') throw new UsageError(`--${name} is needed.`);
  return value;
}
