import { PrismaPg } from '@prisma/adapter-pg';
import { createHash } from 'node:crypto';
import pg from 'pg';
import type { Sql } from 'sql-template-tag';
import { PrismaClient } from '../generated/prisma/client.ts';

/** Anything that runs one statement and gives its rows as PostgreSQL printed them (see `decode` in tables.ts). */
export interface Queryable { rows<T>(statement: Sql): Promise<T[]> }
export interface Tx extends Queryable { client: pg.PoolClient }

export interface Db extends Queryable {
  pool: pg.Pool;
  /** Two connections of their own, read only, with a time-out, for analysts' questions. */
  analystPool: pg.Pool;
  /** One statement on the analysts' connections. */
  analystRows<T>(statement: Sql): Promise<T[]>;
  prisma: PrismaClient;
  /** Runs work in one READ COMMITTED transaction; anything thrown rolls it back. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface DbOptions { url: string; poolMax?: number; applicationName?: string; role?: string }

// Numbers and dates stay text: tables.ts knows what each column means. Instants become Date.
const raw = (text: string) => text;
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    if ([20, 1700, 1082].includes(oid)) return raw;
    return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text');
  },
} as pg.CustomTypesConfig;

const nameOf = (text: string) => `h${createHash('sha256').update(text).digest('base64url').slice(0, 24)}`;
const run = async <T>(client: pg.ClientBase | pg.Pool, statement: Sql): Promise<T[]> => {
  const text = statement.text;
  const result = await client.query({ name: nameOf(text), text, values: statement.values, types });
  return result.rows as T[];
};

/** Opens the pool that Prisma and SQL share. */
export async function openDb({ url, poolMax = 10, applicationName = 'hesabu', role }: DbOptions): Promise<Db> {
  const settings = (timeout: number, taken = role, readOnly = false) => [
    ...(taken ? [`-c role=${taken}`] : []),
    `-c statement_timeout=${timeout}`, '-c lock_timeout=10000', '-c idle_in_transaction_session_timeout=15000',
    ...(readOnly ? ['-c default_transaction_read_only=on'] : []),
  ].join(' ');
  // Also how long a request waits for its turn when all connections are taken.
  const shared = { connectionString: url, application_name: applicationName, connectionTimeoutMillis: 15_000 };
  const pool = new pg.Pool({ ...shared, max: poolMax, options: settings(30_000) });
  const analystPool = new pg.Pool({ ...shared, max: 2, options: settings(5_000, role && 'hesabu_analyst', true) });
  for (const each of [pool, analystPool]) each.on('error', () => {}); // a lost idle connection; the next query reports
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: false }) });

  const transaction = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      const result = await work({ client, rows: (statement) => run(client, statement) });
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((failure: Error) => { broken = failure; });
      throw error;
    } finally {
      client.release(broken);
    }
  };

  return {
    pool, analystPool, prisma, transaction,
    rows: (statement) => run(pool, statement),
    analystRows: (statement) => run(analystPool, statement),
    close: async () => {
      await prisma.$disconnect();
      await Promise.all([pool.end(), analystPool.end()]);
    },
  };
}
