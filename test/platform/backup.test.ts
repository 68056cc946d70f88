import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backUp, restore } from '../../server/src/backup.ts';
import { createBareDatabase, createDatabase } from '../support/databases.ts';
import type { TestDatabase } from '../support/databases.ts';

const silent = (): void => undefined;
const now = (): Date => new Date('2026-01-02T03:04:05Z');
const id = (no: number): string => `00000000-0000-7000-8000-${String(no).padStart(12, '0')}`;

// Texts that a careless reader would take for the end of the rows, for a column's end, or for nothing.
const awkward = ['\\.', 'a\n\\.\nb', '\t|\r\n', '\\N', '', 'ß 漢字 شركة 🧾', '"quoted"'];

let folder: string;
let original: TestDatabase;
let file: string;

async function connected<T>(database: TestDatabase, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  return work(client).finally(() => client.end());
}

/** Every row of every table as text, without the numbers of transactions, which belong to their server. */
const contentOf = (database: TestDatabase): Promise<Record<string, string[]>> =>
  connected(database, async (client) => {
    const tables = await client.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1`,
    );
    const content: Record<string, string[]> = {};
    for (const { name } of tables.rows) {
      const row = name === '_prisma_migrations' ? `t.migration_name || t.checksum` : `(to_jsonb(t) - 'txid')::text`;
      const { rows } = await client.query<{ row: string }>(`SELECT ${row} AS row FROM "${name}" t ORDER BY 1`);
      content[name] = rows.map((each) => each.row);
    }
    return content;
  });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hesabu-backup-'));
  file = join(folder, 'firm.backup');
  original = await createDatabase('empty');
  await connected(original, async (client) => {
    for (const [no, name] of awkward.entries()) {
      await client.query(`INSERT INTO "Company" (id, name, "currencyCode", "timeZone", address) VALUES ($1, $2, 'KES', 'UTC', $3)`, [
        id(no), name, no % 2 === 0 ? null : name,
      ]);
      await client.query(
        `INSERT INTO "Event" (id, "companyId", kind, "subjectType", "subjectId", "actorKind", "actorName", channel, "requestId", changes)
         VALUES ($1, $2, 'noted', 'Company', $2, 'SYSTEM', $3, 'CLI', 'r', $4)`,
        [id(100 + no), id(no), name, JSON.stringify({ name: [null, name] })],
      );
    }
  });
  await backUp({ url: original.url, file, now, say: silent });
});

afterAll(async () => {
  await original.drop();
  await rm(folder, { recursive: true });
});

describe('a backup', () => {
  it('restored into an empty database equals the original row for row', async () => {
    const copy = await createBareDatabase();
    const done = await restore({ url: copy.url, file, say: silent });
    expect(done.rows).toBeGreaterThanOrEqual(2 * awkward.length);
    const content = await contentOf(copy);
    expect(content).toEqual(await contentOf(original));
    expect(content.Company).toHaveLength(awkward.length);
    await copy.drop();
  });

  it('goes on where the original stopped: numbers continue, ledgers are append-only again', async () => {
    const copy = await createBareDatabase();
    await restore({ url: copy.url, file, say: silent });
    await connected(copy, async (client) => {
      const { rows } = await client.query<{ next: string }>(`SELECT nextval(pg_get_serial_sequence('"Event"', 'sequence')) AS next`);
      expect(rows[0]?.next).toBe(String(awkward.length + 1));
      await expect(client.query(`UPDATE "Event" SET kind = 'forged'`)).rejects.toThrow('append-only');
      await expect(client.query(`DELETE FROM "Event"`)).rejects.toThrow('append-only');
    });
    await copy.drop();
  });

  it('has all foreign keys, checks, triggers and rights of the original', async () => {
    const copy = await createBareDatabase();
    await restore({ url: copy.url, file, say: silent });
    const shape = (database: TestDatabase) =>
      connected(database, async (client) => {
        const { rows } = await client.query(
          `SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) AS is FROM pg_constraint
            WHERE connamespace = 'public'::regnamespace
           UNION ALL SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) || tgenabled::text FROM pg_trigger WHERE NOT tgisinternal
           UNION ALL SELECT relname, 'rights', relacl::text FROM pg_class WHERE relnamespace = 'public'::regnamespace
           ORDER BY 1, 2, 3`,
        );
        return rows;
      });
    expect(await shape(copy)).toEqual(await shape(original));
    await copy.drop();
  });

  it('never overwrites a database that holds a company, nor a file', async () => {
    const before = await contentOf(original);
    await expect(restore({ url: original.url, file, say: silent })).rejects.toThrow('not empty');
    expect(await contentOf(original)).toEqual(before);
    await expect(backUp({ url: original.url, file, now, say: silent })).rejects.toThrow('not overwritten');
  });

  it('that was cut short or changed is refused, and nothing of it stays', async () => {
    const bytes = await readFile(file);
    const cut = join(folder, 'cut.backup');
    await writeFile(cut, bytes);
    await truncate(cut, bytes.length - 40);
    const changed = join(folder, 'changed.backup');
    const { gunzipSync, gzipSync } = await import('node:zlib');
    await writeFile(changed, gzipSync(gunzipSync(bytes).toString('utf8').replace('noted', 'moted')));
    const none = join(folder, 'none.backup');
    await writeFile(none, gzipSync('hello\n'));
    const copy = await createBareDatabase();
    for (const [bad, reason] of [[cut, /cut short|unexpected end/i], [changed, /was changed/], [none, /no backup|JSON/]] as const) {
      await expect(restore({ url: copy.url, file: bad, say: silent })).rejects.toThrow(reason);
    }
    const content = await contentOf(copy);
    expect(Object.entries(content).filter(([name, rows]) => /^[A-Z]/.test(name) && rows.length > 0)).toEqual([]);
    await copy.drop();
  });

  it('that fails leaves no file behind', async () => {
    const bare = await createBareDatabase();
    await expect(backUp({ url: bare.url, file: join(folder, 'bare.backup'), now, say: silent })).rejects.toThrow();
    expect((await readdir(folder)).filter((name) => name.startsWith('bare'))).toEqual([]);
    await bare.drop();
  });
});
