import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enums, nullable, tables } from '../../server/src/generated/rows.ts';
import { createDatabase } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createDatabase('empty');
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

const inPostgres: Record<string, string> = {
  uuid: 'uuid', text: 'text', texts: 'text[]', int: 'integer', boolean: 'boolean', json: 'jsonb', minor: 'bigint',
  bigint: 'bigint', day: 'date', instant: 'timestamp with time zone', quantity: 'numeric(20,6)', price: 'numeric(20,8)',
  rate: 'numeric', fx: 'numeric(20,10)',
};

const typeOf = (kind: string): string => (kind.startsWith('enum:') ? `"${kind.slice(5)}"` : (inPostgres[kind] ?? kind));

describe('the migrations', () => {
  it('make the columns that prisma/schema declares, no more and no less', async () => {
    const { rows } = await client.query<{ name: string; columns: Record<string, string> }>(
      `SELECT c.relname AS name, jsonb_object_agg(a.attname,
                CASE WHEN t.typname IN ('varchar', 'bpchar') THEN 'text'
                     WHEN t.typname = 'numeric' AND format_type(a.atttypid, a.atttypmod) NOT IN ('numeric(20,6)', 'numeric(20,8)', 'numeric(20,10)')
                     THEN 'numeric' WHEN t.typname = 'timestamptz' THEN 'timestamp with time zone'
                     ELSE format_type(a.atttypid, a.atttypmod) END || CASE WHEN a.attnotnull THEN '' ELSE '?' END) AS columns
         FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_type t ON t.oid = a.atttypid
        WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname ~ '^[A-Z]'
          AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND t.typname NOT IN ('xid8', 'bytea')
        GROUP BY c.relname`,
    );
    const made = Object.fromEntries(rows.map(({ name, columns }) => [name, columns]));
    const declared = Object.fromEntries(
      Object.entries(tables).map(([table, columns]) => [
        table,
        Object.fromEntries(
          Object.entries(columns).map(([column, kind]) => [
            column,
            `${typeOf(kind)}${nullable[table]?.includes(column) ? '?' : ''}`.replace(/^text\[\]$/, 'text[]?'),
          ]),
        ),
      ]),
    );
    expect(made).toEqual(declared);
  });

  it('make the enums that prisma/schema declares', async () => {
    const { rows } = await client.query<{ name: string; labels: string[] }>(
      `SELECT t.typname AS name, array_agg(e.enumlabel::text ORDER BY e.enumsortorder) AS labels
         FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid
        WHERE t.typnamespace = 'public'::regnamespace GROUP BY t.typname`,
    );
    expect(Object.fromEntries(rows.map(({ name, labels }) => [name, labels]))).toEqual(enums);
  });

  it('leave the server no right to change a ledger, and the analyst none to change anything', async () => {
    const { rows: ledgers } = await client.query<{ name: string }>('SELECT name FROM hesabu_ledger');
    expect(ledgers.length).toBeGreaterThan(0);
    for (const { name } of ledgers) {
      const { rows } = await client.query(
        `SELECT has_table_privilege('hesabu_app', $1, 'INSERT') AS insert,
                has_table_privilege('hesabu_app', $1, 'UPDATE, DELETE, TRUNCATE') AS change`,
        [`"${name}"`],
      );
      expect({ name, ...rows[0] }).toEqual({ name, insert: true, change: false });
      for (const sql of [`UPDATE "${name}" SET id = id`, `DELETE FROM "${name}"`, `TRUNCATE "${name}" CASCADE`]) {
        await expect(client.query(sql), sql).rejects.toThrow('append-only');
      }
    }
    const { rows } = await client.query(
      `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
          AND has_table_privilege('hesabu_analyst', oid, 'INSERT, UPDATE, DELETE, TRUNCATE')`,
    );
    expect(rows).toEqual([]);
  });
});
