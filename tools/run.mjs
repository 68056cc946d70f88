// What the other tools share. Runs on any Node from 20 on, with nothing installed yet.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const modules = join(root, 'node_modules');
const windows = process.platform === 'win32';

/** The workspace's own Node, which runs TypeScript as it is. */
export const node = join(modules, 'node', 'bin', windows ? 'node.exe' : 'node');
/**
 * How a server's Node keeps its memory: on a large machine V8 would let the heap grow to several times what is alive before it
 * looks for garbage.
 */
export const serverFlags = JSON.parse(readFileSync(join(root, 'tools/serverFlags.json'), 'utf8'));
const npx = windows ? 'npx.cmd' : 'npx';

export const environment = () => ({
  ...process.env,
  PATH: [dirname(node), join(modules, '.bin'), process.env.PATH].join(delimiter),
});

export const tell = (line) => process.stderr.write(`${line}\n`);

/** Runs a program to its end; false when it fails. */
export function run(program, args, options = {}) {
  const { env, ...others } = options;
  const answer = spawnSync(program, args, {
    cwd: root,
    stdio: 'inherit',
    shell: windows && program.endsWith('.cmd'),
    ...others,
    env: { ...environment(), ...env },
  });
  if (answer.error) tell(String(answer.error));
  return answer.status === 0;
}

/** Runs a program to its end while others run; what it said is told in one piece when it has ended. False when it fails. */
export async function runBeside(program, args) {
  const said = [];
  const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: environment() });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => said.push(part));
  const code = await new Promise((resolve) => {
    child.once('error', (error) => {
      said.push(Buffer.from(`${String(error)}\n`));
      resolve(1);
    });
    child.once('close', resolve);
  });
  process.stderr.write(Buffer.concat(said));
  return code === 0;
}

/** Runs a program beside this one, passes signals on to it, and resolves to its exit code. */
export function follow(program, args, env = {}) {
  const child = spawn(program, args, { cwd: root, stdio: 'inherit', env: { ...environment(), ...env } });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // npm may end at a signal without passing it on: whoever npm started ends with it.
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event) setInterval(() => process.ppid === parent || child.kill('SIGTERM'), 500).unref();
  return new Promise((resolve) => {
    child.once('error', (error) => {
      tell(String(error));
      resolve(1);
    });
    child.once('exit', (code, signal) => resolve(code ?? (signal === null ? 1 : 128 + 15)));
  });
}

/** Tells a step and how long it took; stops everything when it fails. */
export async function step(title, work) {
  const started = Date.now();
  tell(`> ${title}`);
  if ((await work()) === false) {
    tell(`x ${title}: failed`);
    process.exit(1);
  }
  tell(`  ${title}: ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !['node_modules', 'dist', 'generated'].includes(entry.name))
    .flatMap((entry) => filesBelow(join(path, entry.name)))
    .sort();
}

const hashOf = (paths) => {
  const hash = createHash('sha256');
  for (const file of paths.flatMap((path) => filesBelow(join(root, path)))) {
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
};

/** Does `work` when `sources` changed since it last succeeded, or when `result` is missing. */
export async function whenStale({ title, mark, sources, result }, work) {
  const file = join(root, mark);
  const hash = hashOf(sources);
  const current = existsSync(file) && readFileSync(file, 'utf8') === hash;
  if (current && existsSync(join(root, result))) return;
  await step(title, work);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, hash);
}

const workspaces = ['server', 'admin', 'prisma', 'test'];

/** Installs with the frozen lock file, unless what is installed is what it says. */
export function install() {
  const sources = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', 'patches'];
  return whenStale(
    {
      title: 'Installing packages',
      mark: 'node_modules/.hesabu-lock',
      sources: [...sources, ...workspaces.map((name) => `${name}/package.json`)],
      result: 'node_modules/node/bin',
    },
    () => run(npx, ['--yes', 'pnpm@12.21.0', 'install', '--frozen-lockfile'], { env: { CI: 'true', NODE_ENV: 'development' } }),
  );
}

/** Makes the database client from prisma/schema, and the types of the console's operations from schema.graphql. */
export async function generate() {
  await generateDatabaseClient();
  await generateOperations();
}

const generateOperations = () => whenStale(
  {
    title: 'Typing the console\'s operations', mark: 'admin/src/generated/.hesabu-sources', sources: ['schema.graphql', 'admin/src', 'tools/operations.mjs'],
    result: 'admin/src/generated/operations.d.ts',
  },
  () => run(node, ['tools/operations.mjs']),
);

function generateDatabaseClient() {
  return whenStale(
    {
      title: 'Generating the database client',
      mark: 'server/src/generated/.hesabu-sources',
      sources: ['prisma/schema', 'prisma/prisma.config.ts', 'prisma/package.json', 'prisma/rows.ts'],
      result: 'server/src/generated/rows.ts',
    },
    () => generateClient() && run(node, ['prisma/rows.ts'], { stdio: ['ignore', 'ignore', 'inherit'] }),
  );
}

// Prisma would fetch an engine that generating does not use; any existing file stands in for it.
function generateClient() {
  return run(node, ['node_modules/prisma/build/index.js', 'generate', '--config', 'prisma.config.ts'], {
    cwd: join(root, 'prisma'),
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: [join(root, 'prisma/node_modules/.bin'), environment().PATH].join(delimiter),
      PRISMA_SCHEMA_ENGINE_BINARY: node,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  });
}

/** Keeps the server's files without their types, so that it starts sooner and its memory holds no compiler. */
export function untype() {
  return whenStale(
    { title: 'Preparing the server', mark: 'node_modules/.cache/untyped.sources', sources: ['server/src', 'prisma/demo', 'prisma/schema', 'prisma/rows.ts', 'tools/untype.mjs', 'node_modules/node/package.json'], result: 'node_modules/.cache/untyped' },
    () => run(node, ['--disable-warning=ExperimentalWarning', 'tools/untype.mjs']),
  );
}

/** Builds the console that the server serves. */
export function buildConsole() {
  return whenStale(
    {
      title: 'Building the console',
      mark: 'admin/dist/.hesabu-sources',
      sources: ['admin', 'schema.graphql', 'pnpm-lock.yaml', 'server/src/messages'],
      result: 'admin/dist/index.html',
    },
    () => run(node, [join(root, 'admin/node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], { cwd: join(root, 'admin') }),
  );
}
