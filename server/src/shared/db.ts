import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import type { Sql } from 'sql-template-tag';
import { PrismaClient } from '../generated/prisma/client.ts';
import { holding, refuseSecond } from './holding.ts';
import { runPrepared } from './prepared.ts';

/** Anything that runs one statement and gives its rows as PostgreSQL printed them (see `decode` in tables.ts). */
export interface Queryable { rows<T>(statement: Sql): Promise<T[]> }
export interface Tx extends Queryable { client: pg.PoolClient }

export interface Db extends Queryable {
  pool: pg.Pool;
  /** Connections of the compiled lane: read only, with a short time-out. */
  readPool: pg.Pool;
  /** Two connections of their own, read only, with a time-out, for analysts' questions. */
  analystPool: pg.Pool;
  /** One statement on the analysts' connections. */
  analystRows<T>(statement: Sql): Promise<T[]>;
  /**
   * One prepared read on a connection that cannot write: the text in its one row and column. When its reader leaves, it
   * is cancelled, a second after it began at the earliest. `of`: other connections that cannot write, the analysts'.
   */
  readText(statement: { name: string; text: string; values: unknown[] }, left: Leaving, of?: pg.Pool): Promise<string | null>;
  /** The same for several rows, in their order; nobody's leaving ends it. */
  readTexts(statement: { name: string; text: string; values: unknown[] }): Promise<(string | null)[]>;
  /** The types of a statement's parameters, as PostgreSQL finds them. */
  typesOf(text: string): Promise<string[]>;
  prisma: PrismaClient;
  /** Runs work in one READ COMMITTED transaction; anything thrown rolls it back. */
  transaction<T>(work: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>;
  close(): Promise<void>;
}

export interface TransactionOptions {
  /** Its statements are planned once for whatever values: long ones cost more to plan than to run, and PostgreSQL left to itself plans them each time. */
  plansOnce?: boolean;
}

/** Calls when nobody waits for an answer any more; gives what ends the waiting. */
export type Leaving = (gone: () => void) => () => void;

export interface DbOptions { url: string; poolMax?: number; applicationName?: string; role?: string }

// Numbers and dates stay text: tables.ts knows what each column means. Instants become Date.
const raw = (text: string) => text;
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    if ([20, 1700, 1082].includes(oid)) return raw;
    return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text');
  },
} as pg.CustomTypesConfig;

const run = async <T>(client: pg.ClientBase, statement: Sql): Promise<T[]> =>
  // What a statement's rows are is known to who wrote it.
  await runPrepared(client, statement.text, statement.values, types) as T[];
/** A connection that somebody else holds. */
export const queryableOf = (client: pg.ClientBase): Queryable => ({ rows: (statement) => run(client, statement) });
const runIn = async <T>(pool: pg.Pool, statement: Sql): Promise<T[]> => {
  const client = await pool.connect();
  try {
    return await run<T>(client, statement);
  } finally {
    client.release();
  }
};
const CANCEL_AFTER_MS = 1000;

/** Opens the pool that Prisma and SQL share. */
export async function openDb({ url, poolMax = 10, applicationName = 'hesabu', role }: DbOptions): Promise<Db> {
  const settings = (timeout: number, taken = role, readOnly = false) => [
    ...(taken ? [`-c role=${taken}`] : []),
    `-c statement_timeout=${timeout}`, '-c lock_timeout=10000', '-c idle_in_transaction_session_timeout=15000',
    '-c jit=off', '-c datestyle=ISO', // statements are short, and days are text
    '-c parallel_setup_cost=10000', // workers take ten milliseconds to start: what ends sooner has none
    ...(readOnly ? ['-c default_transaction_read_only=on'] : []),
  ].join(' ');
  // Also how long a request waits for its turn when all connections are taken.
  const shared = { connectionString: url, application_name: applicationName, connectionTimeoutMillis: 15_000 };
  const pool = new pg.Pool({ ...shared, max: poolMax, options: settings(30_000) });
  const readPool = new pg.Pool({ ...shared, max: poolMax, options: settings(5_000, role, true) });
  const analystPool = new pg.Pool({ ...shared, max: 2, options: settings(5_000, role && 'hesabu_analyst', true) });
  // A connection is lost: its query, or the next one, reports. While it is taken, nobody else would listen, and the process would end.
  for (const each of [pool, readPool, analystPool]) each.on('error', () => {}).on('connect', (client) => client.on('error', () => {}));
  refuseSecond(pool);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: false }) });

  const transaction = async <T>(work: (tx: Tx) => Promise<T>, { plansOnce = false }: TransactionOptions = {}): Promise<T> => {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      await client.query(plansOnce ? 'BEGIN; SET LOCAL plan_cache_mode = force_generic_plan' : 'BEGIN');
      const result = await holding(() => work({ client, rows: (statement) => run(client, statement) }));
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((failure: Error) => { broken = failure; });
      throw error;
    } finally {
      client.release(broken);
    }
  };

  const readText = async ({ name, text, values }: { name: string; text: string; values: unknown[] }, left: Leaving, of = readPool): Promise<string | null> => {
    const client = await of.connect();
    const began = performance.now();
    let isDone = false;
    const cancel = () => {
      setTimeout(() => {
        // pg knows the process of its connection, and does not say so in its types.
        const { processID } = client as unknown as { processID: number };
        if (!isDone) pool.query('SELECT pg_cancel_backend($1)', [processID]).catch(() => undefined);
      }, Math.max(0, began + CANCEL_AFTER_MS - performance.now())).unref();
    };
    const stayed = left(cancel);
    try {
      const [row] = await runPrepared<{ data: string | null }>(client, text, values, types, name);
      return row?.data ?? null;
    } finally {
      isDone = true;
      stayed();
      client.release();
    }
  };

  const readTexts = async ({ name, text, values }: { name: string; text: string; values: unknown[] }): Promise<(string | null)[]> => {
    const client = await readPool.connect();
    try {
      return (await runPrepared<{ data: string | null }>(client, text, values, types, name)).map(({ data }) => data);
    } finally {
      client.release();
    }
  };

  const typesOf = async (text: string): Promise<string[]> => {
    const client = await readPool.connect();
    try {
      await client.query(`PREPARE "types" AS ${text}`);
      const { rows: [row] } = await client.query<{ types: string[] }>(`SELECT ARRAY(SELECT format_type(oid, -1) FROM unnest(parameter_types::oid[]) WITH ORDINALITY AS t(oid, no) ORDER BY no) AS types
        FROM pg_prepared_statements WHERE name = 'types'`);
      await client.query('DEALLOCATE "types"');
      return row?.types ?? [];
    } finally {
      client.release();
    }
  };

  return {
    pool, readPool, analystPool, prisma, transaction, readText, readTexts, typesOf,
    rows: (statement) => runIn(pool, statement),
    analystRows: (statement) => runIn(analystPool, statement),
    close: async () => {
      await prisma.$disconnect();
      await Promise.all([pool.end(), readPool.end(), analystPool.end()]);
    },
  };
}
