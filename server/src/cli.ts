import { parseArgs } from 'node:util';
import { askSecret } from './cli/askSecret.ts';
import { UsageError } from './cli/command.ts';
import type { Command, Surroundings, Values } from './cli/command.ts';
import { readSettings } from './settings.ts';
import { keepKeysIn } from './shared/secrets.ts';

/** Every command: what it is for, and where it is; a module is read only when its command runs. */
const commands: Record<string, { summary: string; open: () => Promise<{ command: Command }> }> = {
  serve: { summary: 'serve console, API and GraphiQL', open: () => import('./cli/serve.ts') },
  migrate: { summary: 'bring the database to the newest migration', open: () => import('./cli/migrate.ts') },
  demo: { summary: 'load the demo company', open: () => import('./cli/demo.ts') },
  import: { summary: 'add and change records from a CSV file', open: () => import('./cli/import.ts') },
  verify: { summary: 'prove the whole database', open: () => import('./cli/verify.ts') },
  job: { summary: 'list what the server does by itself, or do it now', open: () => import('./cli/job.ts') },
  schema: { summary: 'print, check or write the GraphQL contract', open: () => import('./cli/schema.ts') },
  user: { summary: 'let people in, shut them out, give a new password', open: () => import('./cli/user.ts') },
  key: { summary: 'make, list and revoke API keys', open: () => import('./cli/key.ts') },
  secrets: { summary: 'seal kept secrets by a new key', open: () => import('./cli/secrets.ts') },
  backup: { summary: 'write the whole database to a file', open: () => import('./cli/backup.ts') },
  restore: { summary: 'bring a backup back into an empty database', open: () => import('./cli/restore.ts') },
};

const overview = [
  'Usage: pnpm hesabu <command> [options]',
  '',
  ...Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`),
  '',
  'pnpm hesabu <command> --help explains one of them.',
].join('\n');

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** Runs one command line; resolves to the exit code: 0 done, 1 refused or failed, 2 not understood. */
async function run([name, ...rest]: string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    (name === undefined ? say : print)(overview);
    return name === undefined ? 2 : 0;
  }
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (entry === undefined) {
    say(`There is no command "${name}".\n\n${overview}`);
    return 2;
  }
  const { command } = await entry.open();
  const explanation = `Usage: pnpm hesabu ${command.usage}\n\n${command.help}`;
  const undo: (() => Promise<void>)[] = [];
  const stop = listenForStop();
  try {
    const { values, positionals } = parse(command, rest);
    if (values.help === true) {
      print(explanation);
      return 0;
    }
    const settings = readSettings(process.env);
    keepKeysIn({ texts: settings.secrets, file: settings.secretFile });
    const surroundings: Surroundings = {
      settings,
      now: () => new Date(),
      say,
      print,
      askSecret,
      defer: (one) => void undo.push(one),
      stopped: stop.signal,
    };
    const interrupted = new Promise<number>((resolve) => {
      stop.signal.addEventListener('abort', () => resolve(name === 'serve' ? 0 : 130), { once: true });
    });
    return (await Promise.race([command.run(surroundings, values, positionals), interrupted])) ?? 0;
  } catch (error) {
    if (error instanceof UsageError) {
      say(`${error.message}\n\n${explanation}`);
      return 2;
    }
    say(explain(error));
    return 1;
  } finally {
    for (const one of undo.toReversed()) await one().catch((error: unknown) => say(explain(error)));
  }
}

function parse(command: Command, args: string[]): { values: Values; positionals: string[] } {
  const options = { ...command.options, help: { type: 'boolean', short: 'h' } } as const;
  const parsed = (() => {
    try {
      return parseArgs({ args, options, allowPositionals: true, strict: true });
    } catch (error) {
      throw new UsageError(error instanceof Error ? error.message : String(error));
    }
  })();
  const [least, most] = command.positionals;
  const count = parsed.positionals.length;
  if (parsed.values.help !== true && count > most) throw new UsageError(`Unexpected: ${parsed.positionals.slice(most).join(' ')}`);
  if (parsed.values.help !== true && count < least) throw new UsageError('Something is missing.');
  return { values: parsed.values, positionals: parsed.positionals };
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const wanted = process.env.LOG_LEVEL === 'debug' || error.message === '';
  return wanted ? (error.stack ?? String(error)) : error.message;
}

// Asked twice, it is still stopping: a terminal and a launcher may both pass the same signal on.
function listenForStop(): AbortController {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => controller.abort());
  return controller;
}

process.exitCode = await run(process.argv.slice(2));
process.exit();
