import type pg from 'pg';
import { bookChecks } from './verify/books.ts';
import { documentChecks } from './verify/documents.ts';
import { stockChecks } from './verify/stock.ts';
import type { Db } from './shared/db.ts';

/** One thing that must hold: a sentence, and the statement that gives the rows that offend. */
export interface Check { check: string; sql: string }
export interface Verified { check: string; rows: unknown[] }

const ROWS_MAX = 200;
export const checks: readonly Check[] = [...stockChecks, ...bookChecks, ...documentChecks];

async function inSnapshot<T>(db: Db, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await db.pool.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query("SET LOCAL statement_timeout = '10min'");
    return await work(client);
  } finally {
    await client.query('ROLLBACK').catch(() => undefined);
    client.release();
  }
}

/** Proves the whole database in one read-only snapshot: every check with the rows that offend it, at most 200 each. */
export const verify = (db: Db): Promise<Verified[]> => inSnapshot(db, async (client) => {
  const results: Verified[] = [];
  for (const { check, sql } of checks) {
    const { rows } = await client.query<Record<string, unknown>>(`SELECT * FROM (${sql}) offending LIMIT ${ROWS_MAX}`);
    results.push({ check, rows });
  }
  return results;
});
