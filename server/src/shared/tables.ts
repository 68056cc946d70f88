import { enums, nullable, tables, type Defaulted, type Rows } from '../generated/rows.ts';
import { parseDecimal, printDecimal } from './decimal.ts';

export type Table = keyof Rows;
export type Insert<T extends Table> =
  Omit<Rows[T], Defaulted[T]> & Partial<Pick<Rows[T], Defaulted[T] & keyof Rows[T]>>;

const places: Record<string, number> = { quantity: 6, price: 8, rate: 6, fx: 10 };

/** The kind of a column: uuid text int boolean json minor bigint quantity price rate fx day instant texts enum:Name. */
export function columnKind(table: Table, column: string): string {
  const kind = (tables[table] as Record<string, string>)[column];
  if (!kind) throw new Error(`${table}.${column} is not a column`);
  return kind;
}

export const isNullable = (table: Table, column: string): boolean => nullable[table]?.includes(column) ?? false;
export const enumValues = (name: string): readonly string[] => enums[name as keyof typeof enums];

/** A database value of a kind as rules see it. */
export function decodeValue(kind: string, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (kind === 'minor' || kind === 'bigint') return BigInt(value as string);
  if (kind in places) return parseDecimal(String(value), places[kind] ?? 0);
  if (kind === 'instant' && typeof value === 'string') return new Date(value);
  return value;
}

/** A row as the database gave it, as rules see it. Columns that are not the table's are left out. */
export function decode<T extends Table>(table: T, row: Record<string, unknown>): Rows[T] {
  const kinds = tables[table] as Record<string, string>;
  const decoded: Record<string, unknown> = {};
  for (const column in kinds) if (column in row) decoded[column] = decodeValue(kinds[column] ?? '', row[column]);
  return decoded as unknown as Rows[T];
}

export const decodeAll = <T extends Table>(table: T, rows: Record<string, unknown>[]): Rows[T][] =>
  rows.map((row) => decode(table, row));

/** A value of a rule as JSON that json_populate_recordset reads into its column. */
export function encodeValue(kind: string, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (kind in places) return printDecimal(value as bigint, places[kind] ?? 0);
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Date) return value.toISOString();
  return value;
}
