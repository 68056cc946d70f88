import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { isDeepStrictEqual } from 'node:util';
import { workspaceFolder } from '../../server/src/settings.ts';
import { addressOf, copyTemplate, ensureTemplate, withClient, type Cluster } from './data/template.ts';
import type { Size } from './data/sizes.ts';
import { askOnce, encode, type Request } from './client.ts';
import { contenderNames, startContender, type Contender, type ContenderName } from './contenders/start.ts';
import { keptSums, placeOrderRequest, writtenBy } from './queries/placeOrder.ts';
import { readQueries } from './queries/reads.ts';
import { reportQueries } from './queries/reports.ts';
import type { Ask, Data, ReadQuery, Subjects } from './queries/types.ts';
import { drawSubjects } from './subjects.ts';

export const allQueries: readonly ReadQuery[] = [...readQueries, ...reportQueries].toSorted((a, b) => (a.name < b.name ? -1 : 1));

/** A database of a size with every contender running on it. */
export interface Stage {
  size: Size;
  subjects: Subjects;
  client: pg.Client;
  backendPid: number;
  contenders: Record<ContenderName, Contender>;
  close(): Promise<void>;
}

const QUIET_MS = 3_000;
// At two million orders `verify` takes a quarter of an hour or more beside other work.
const SETTLED_WITHIN_MS = 1_200_000;

/** Waits until what servers do once a day, and when they start on a database, is done: it falls on nobody's round. */
async function settled(client: pg.Client, say: (line: string) => void): Promise<void> {
  const began = performance.now();
  for (let busy = began; performance.now() - busy < QUIET_MS;) {
    await setTimeout(100);
    const { rows: [at] } = await client.query<{ work: string | null }>(`SELECT coalesce((SELECT max(coalesce(nullif(query, ''), backend_type)) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND (state <> 'idle' OR backend_type = 'autovacuum worker')),
      (SELECT max(name) FROM pgboss.job WHERE state IN ('created', 'retry', 'active') AND NOT starts_with(name, '__'))) AS work`);
    if (at?.work) busy = performance.now();
    if (performance.now() - began > SETTLED_WITHIN_MS) throw new Error(`PostgreSQL is still at work: ${at?.work ?? 'on and off'}`);
  }
  say(`Servers were at rest after ${Math.round((performance.now() - began) / 1000)} s`);
}

/** Copies the template, adds what others call, draws what is asked about and starts the contenders. */
export async function openStage(cluster: Cluster, size: Size, say: (line: string) => void): Promise<Stage> {
  const template = await ensureTemplate(cluster, size, say);
  const name = `benchrun_${size.toLowerCase()}_${process.pid}_${randomBytes(3).toString('hex')}`;
  const url = await copyTemplate(cluster, template, name);
  const client = new pg.Client({ connectionString: url });
  const contenders: Contender[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(contenders.map((each) => each.stop()));
    await client.end();
    await withClient(addressOf(cluster.adminUrl, 'postgres'), (admin) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  };
  try {
    await client.connect();
    await client.query(await readFile(join(import.meta.dirname, 'functions.sql'), 'utf8'));
    const subjects = await drawSubjects(client);
    execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', 'tools/untype.mjs'], { cwd: workspaceFolder }); // as `npm start` does
    const { rows: [backend] } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const starts = await Promise.allSettled(contenderNames.map((contender) => startContender(contender, url)));
    contenders.push(...starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : [])));
    for (const start of starts) if (start.status === 'rejected') throw start.reason;
    await settled(client, say);
    const byName = Object.fromEntries(contenders.map((each) => [each.name, each])) as Stage['contenders']; // one of each was started
    return { size, subjects, client, backendPid: backend?.pid ?? 0, contenders: byName, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const graphql = (ask: Ask): { path: string; body: string } => ({ path: '/graphql', body: JSON.stringify(ask) });

const firstCursor = (answer: Data): string => {
  const [connection] = Object.values(answer.data) as Data[];
  return connection.edges[0].cursor as string;
};

/** The requests of a contender for a question, as many as differ. */
export async function readRequests(stage: Stage, query: ReadQuery, name: ContenderName): Promise<Request[]> {
  const { subjects, contenders: { [name]: { url, headers } } } = stage;
  const requests: Request[] = [];
  for (let nth = 0; nth < query.variants; nth += 1) {
    if (name === 'floor') {
      requests.push({ path: `/${query.name}`, headers, body: JSON.stringify(query.floor.values(subjects, nth)) });
      continue;
    }
    const side = name === 'postgraphile' ? 'postgraphile' : 'ours';
    const start = query.cursor && firstCursor(await askOnce(url, { headers, ...graphql(query.cursor[side](subjects, nth)) }));
    requests.push({ headers, ...graphql(query[side](subjects, nth, start)) });
  }
  return requests;
}

/** Asks everyone the same; throws where the answers differ. Gives the requests, encoded. */
export const agreedRequests = (stage: Stage, query: ReadQuery): Promise<Record<ContenderName, Buffer[]>> => withLogs(stage, () => agree(stage, query));

// What went wrong inside a server stands in its log alone.
async function withLogs<T>({ contenders }: Stage, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const logs = Object.values(contenders).map(({ name, log }) => `${name}: ${log().slice(-2_000)}`);
    throw new Error(`${(error as Error).message}\n${logs.join('\n')}`, { cause: error });
  }
}

async function agree(stage: Stage, query: ReadQuery): Promise<Record<ContenderName, Buffer[]>> {
  const requests = {} as Record<ContenderName, Buffer[]>; // filled below
  let expected: unknown[] | undefined;
  for (const name of contenderNames) {
    const { url } = stage.contenders[name];
    const all = await readRequests(stage, query, name);
    const answers: unknown[] = [];
    for (const request of all.slice(0, 20)) {
      const answer: Data = await askOnce(url, request);
      answers.push(name === 'floor' ? query.plain.floor(answer) : query.plain[name === 'postgraphile' ? 'postgraphile' : 'ours'](answer.data));
    }
    expected ??= answers;
    if (!isDeepStrictEqual(answers, expected)) throw new Error(`${query.name}: ${name} answers otherwise than ours\n${differenceOf(expected, answers)}`);
    requests[name] = all.map((request) => encode(url, request));
  }
  if (JSON.stringify(expected).length < 20 * Math.min(query.variants, 20)) throw new Error(`${query.name}: nothing was answered`);
  if (query.rival) {
    const { headers, url } = stage.contenders.floor;
    const answer = query.plain.floor(await askOnce(url, { path: `/${query.name}.${query.rival.name}`, headers, body: JSON.stringify(query.rival.values(stage.subjects, 0)) }));
    if (!isDeepStrictEqual([answer], expected)) throw new Error(`${query.name}: ${query.rival.name} answers otherwise\n${differenceOf(expected, [answer])}`);
  }
  return requests;
}

function differenceOf(expected: unknown, found: unknown): string {
  const [a, b] = [JSON.stringify(expected), JSON.stringify(found)];
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return `at ${at}: ${a.slice(Math.max(0, at - 80), at + 160)}\n      ${b.slice(Math.max(0, at - 80), at + 160)}`;
}

/** Everyone places the same twelve orders; throws where the rows that they wrote, or the sums that they moved, differ. */
export const agreeOnOrders = (stage: Stage): Promise<void> => withLogs(stage, () => agreeOnWrites(stage));

async function agreeOnWrites({ contenders, subjects, client }: Stage): Promise<void> {
  let expected: { written: unknown; moved: unknown } | undefined;
  for (const name of contenderNames) {
    const { url, headers } = contenders[name];
    const before = await keptSums(client);
    for (let nth = 0; nth < 12; nth += 1) {
      const { path, body } = placeOrderRequest(name, subjects, nth % 2 ? 'hot' : 'spread', nth);
      const answer = JSON.stringify(await askOnce(url, { path, headers, body: body.replaceAll(`bench ${name}`, `check ${name}`) }));
      if (!answer.includes('"PLACED"')) throw new Error(`${name} placed no order: ${answer}`);
    }
    const after = await keptSums(client);
    const moved = Object.fromEntries(Object.entries(after).map(([key, value]) => [key, value - (before[key] ?? 0)]));
    const found = { written: await writtenBy(client, `check ${name}`), moved };
    expected ??= found;
    if (!isDeepStrictEqual(found, expected)) throw new Error(`Q5: ${name} writes otherwise than ours\n${differenceOf(expected, found)}`);
  }
}
