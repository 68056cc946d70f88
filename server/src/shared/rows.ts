// Loading rows inside an action, decoded as rules see them.
import sql, { type Sql } from 'sql-template-tag';
import type { Json, Rows } from '../generated/rows.ts';
import type { Queryable } from './db.ts';
import { quote } from './entity.ts';
import { printMoney, type Minor } from './money.ts';
import { ChangedMeanwhile, NotFound } from './sharedRefusals.ts';
import { columnKind, decode, decodeAll, encodeValue, type Table } from './tables.ts';

/** Rows of a table that meet a condition, in the order of their ids; `FOR UPDATE` when locked. */
export async function selectRows<T extends Table>(tx: Queryable, table: T, where: Sql, { lock = false, orderBy = sql`t.id` } = {}): Promise<Rows[T][]> {
  const rows = await tx.rows<Record<string, unknown>>(
    sql`SELECT t.* FROM ${quote(table)} t WHERE ${where} ORDER BY ${orderBy} ${lock ? sql`FOR UPDATE` : sql``}`);
  return decodeAll(table, rows);
}

/** One row by id, locked until commit; refuses NOT_FOUND. */
export async function lockRow<T extends Table>(tx: Queryable, table: T, id: string): Promise<Rows[T]> {
  const [row] = await tx.rows<Record<string, unknown>>(sql`SELECT * FROM ${quote(table)} WHERE id = ${id} FOR UPDATE`);
  if (!row) throw NotFound({ type: table, id });
  return decode(table, row);
}

/** One row by id, as it stands; refuses NOT_FOUND. */
export async function readRow<T extends Table>(tx: Queryable, table: T, id: string): Promise<Rows[T]> {
  const [row] = await tx.rows<Record<string, unknown>>(sql`SELECT * FROM ${quote(table)} WHERE id = ${id}`);
  if (!row) throw NotFound({ type: table, id });
  return decode(table, row);
}

/** A value as the audit trail keeps it: decimals and money as people read them. */
function recorded(table: Table, column: string, value: unknown, currencyCode: string): Json {
  if (value === null || value === undefined) return null;
  if (columnKind(table, column) === 'minor') return printMoney(value as Minor, currencyCode);
  return encodeValue(columnKind(table, column), value) as Json;
}

/** What differs between a row and its new columns, as [before, after] by column. */
export function changesOf<T extends Table>(table: T, before: Rows[T], after: Partial<Rows[T]>, currencyCode: string): Record<string, [Json, Json]> {
  const pairs = Object.keys(after).filter((column) => column !== 'version').map((column): [string, [Json, Json]] => [column, [
    recorded(table, column, before[column as keyof Rows[T]], currencyCode),
    recorded(table, column, after[column as keyof Rows[T]], currencyCode),
  ]]);
  return Object.fromEntries(pairs.filter(([, [a, b]]) => JSON.stringify(a) !== JSON.stringify(b)));
}

/** Parts of `changes` by whether a column names a person. */
export function parted(changes: Record<string, [Json, Json]>, personalColumns: readonly string[]) {
  const entries = Object.entries(changes);
  return {
    changes: Object.fromEntries(entries.filter(([column]) => !personalColumns.includes(column))),
    personal: Object.fromEntries(entries.filter(([column]) => personalColumns.includes(column))),
  };
}

/** Refuses CHANGED_MEANWHILE when the version read is not the row's, showing both values of each field sent. */
export function demandVersion<T extends Table>(table: T, row: Rows[T] & { version: number }, version: number | null | undefined,
  mine: Partial<Rows[T]>, currencyCode: string): void {
  if (version === undefined || version === null || version === row.version) return;
  const fields = Object.entries(changesOf(table, row, mine, currencyCode))
    .map(([field, [theirs, ours]]) => ({ field, mine: ours === null ? null : String(ours), theirs: theirs === null ? null : String(theirs) }));
  throw new ChangedMeanwhile(row.version, fields);
}
