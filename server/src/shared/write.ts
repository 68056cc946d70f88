import { raw, Sql } from 'sql-template-tag';
import type { Rows } from '../generated/rows.ts';
import type { Tx } from './db.ts';
import { columnKind, encodeValue, type Insert, type Table } from './tables.ts';

/** One row to insert, change or drop, as a rule decided it. */
export interface Change { op: 'insert' | 'update' | 'delete'; table: Table; row: Record<string, unknown> }

export const insert = <T extends Table>(table: T, row: Insert<T>): Change => ({ op: 'insert', table, row: { ...row } });

/** Changes the named columns of a row that the action has locked. */
export const update = <T extends Table>(table: T, id: string, columns: Partial<Omit<Rows[T], 'id'>>): Change =>
  ({ op: 'update', table, row: { id, ...columns } });

/** Drops a row that the action has locked: parts of drafts and masters only, as ledgers refuse it. */
export const remove = (table: Table, id: string): Change => ({ op: 'delete', table, row: { id } });

/** A statement wrote fewer rows than were decided: somebody else was faster, or the row is gone. */
export class WroteOtherwise extends Error {
  readonly table: Table;
  constructor(table: Table, written: number | undefined, decided: number) {
    super(`wrote ${written} of ${decided} rows of ${table}`);
    this.table = table;
  }
}

const quoted = (name: string) => `"${name}"`;

function groups(changes: Change[]): Change[][] {
  const found = new Map<string, Change[]>();
  for (const change of changes) {
    const columns = Object.keys(change.row).filter((column) => change.row[column] !== undefined);
    const key = `${change.op} ${change.table} ${columns.join()}`;
    const group = found.get(key);
    if (group) group.push(change);
    else found.set(key, [change]);
  }
  return [...found.values()];
}

/** Later changes of a row win, column by column, so that every row is touched once. */
function merged(changes: Change[]): Change[] {
  const byRow = new Map<string, Change>();
  for (const [index, change] of changes.entries()) {
    const key = `${change.table} ${String(change.row.id ?? index)}`;
    const earlier = byRow.get(key);
    if (earlier && change.op === 'delete') byRow.set(key, { ...earlier, op: 'delete', row: { id: change.row.id } });
    else byRow.set(key, earlier ? { ...earlier, row: { ...earlier.row, ...change.row } } : change);
  }
  return [...byRow.values()];
}

function part(group: Change[], index: number): Sql {
  const [first] = group;
  if (!first) throw new Error('empty group');
  const { op, table } = first;
  const columns = Object.keys(first.row).filter((column) => first.row[column] !== undefined);
  const kinds = columns.map((column) => columnKind(table, column));
  const rows = JSON.stringify(group.map(({ row }) => {
    const encoded: Record<string, unknown> = {};
    columns.forEach((column, place) => {
      const value = encodeValue(kinds[place] as string, row[column]);
      if (value !== null) encoded[column] = value; // what is not there is null
    });
    return encoded;
  }));
  const source = `json_populate_recordset(null::${quoted(table)}, `;
  if (op === 'insert') {
    const names = columns.map(quoted).join(', ');
    return new Sql([
      `w${index} AS (INSERT INTO ${quoted(table)} (${names}) SELECT ${names} FROM ${source}`,
      `::json)${table === 'IdempotencyKey' ? ' ON CONFLICT (scope, key) DO NOTHING' : ''} RETURNING 1)`,
    ], [rows]);
  }
  if (op === 'delete') {
    return new Sql([`w${index} AS (DELETE FROM ${quoted(table)} t USING ${source}`, '::json) r WHERE t.id = r.id RETURNING 1)'], [rows]);
  }
  const sets = columns.filter((column) => column !== 'id').map((column) => `${quoted(column)} = r.${quoted(column)}`);
  // The ids again, as an array that leads to the index: a table of a few thousand rows would be read whole.
  return new Sql([
    `w${index} AS (UPDATE ${quoted(table)} t SET ${sets.join(', ')} FROM ${source}`,
    '::json) r WHERE t.id = r.id AND t.id = ANY(ARRAY(SELECT unnest(', '::uuid[]))) RETURNING 1)',
  ], [rows, group.map(({ row }) => row.id)]);
}

/** Writes all rows that a rule returned in one statement; a row that is not there any more is a fault. */
export async function write(tx: Tx, changes: Change[]): Promise<void> {
  if (changes.length === 0) return;
  const grouped = groups(merged(changes));
  const parts = grouped.map(part);
  const counts = grouped.map((_, index) => `(SELECT count(*)::int FROM w${index}) AS w${index}`).join(', ');
  const pieces = parts.flatMap((each, index) => (index === 0 ? [each] : [raw(', '), each]));
  const statement = new Sql(['WITH ', ...pieces.slice(1).map(() => ''), ` SELECT ${counts}`], pieces);
  const [written] = await tx.rows<Record<string, number>>(statement);
  grouped.forEach((group, index) => {
    if (group[0] && written?.[`w${index}`] !== group.length) throw new WroteOtherwise(group[0].table, written?.[`w${index}`], group.length);
  });
}
