// Prepared statements: named by their text, and no more of them a connection than it should keep.
import { createHash } from 'node:crypto';
import type pg from 'pg';

const PREPARED_MAX = 128;
const NAMES_MAX = 2000;
const names = new Map<string, string>();

/** The name of a statement: of the hash of its text. */
export function nameOf(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = `h${createHash('sha256').update(text).digest('base64url').slice(0, 24)}`;
    if (names.size >= NAMES_MAX) names.clear();
    names.set(text, name);
  }
  return name;
}

/** What pg keeps of a connection's statements; its types leave it out. */
interface Connection { parsedStatements: Record<string, string | undefined> }
const kept = new WeakMap<pg.ClientBase, Map<string, true>>();

/** Notes the use of a statement; the one unused for longest is dropped when there are too many. */
function use(client: pg.ClientBase, name: string): void {
  const known = kept.get(client) ?? new Map<string, true>();
  kept.set(client, known);
  known.delete(name);
  known.set(name, true);
  const [oldest] = known.keys();
  if (known.size <= PREPARED_MAX || oldest === undefined) return;
  known.delete(oldest);
  const { parsedStatements } = (client as unknown as { connection: Connection }).connection;
  const text = parsedStatements[oldest];
  if (text === undefined) return;
  parsedStatements[oldest] = undefined;
  // Statements of a connection go one after another: this one goes before whoever prepares it again. Refused, it is still there.
  client.query(`DEALLOCATE "${oldest}"`).catch(() => { parsedStatements[oldest] = text; });
}

/** Runs a statement, prepared under its name. */
export async function runPrepared<T extends pg.QueryResultRow>(client: pg.ClientBase, text: string, values: unknown[], types: pg.CustomTypesConfig, name = nameOf(text)): Promise<T[]> {
  use(client, name);
  const { rows } = await client.query<T>({ name, text, values, types });
  return rows;
}
