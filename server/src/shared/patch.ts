import type { Rows } from '../generated/rows.ts';
import { fieldRefused } from './sharedRefusals.ts';
import { isNullable, type Table } from './tables.ts';

/** The columns that an update's input names: left out means unchanged, null means emptied where the column may be empty. */
export function patchOf<T extends Table>(table: T, input: object, columns: readonly (keyof Rows[T] & string)[]): Partial<Rows[T]> {
  const given = Object.entries(input).filter(([name, value]) => (columns as readonly string[]).includes(name) && value !== undefined);
  const emptied = given.find(([name, value]) => value === null && !isNullable(table, name));
  if (emptied) throw fieldRefused([emptied[0]], 'required');
  // The input kinds that the action declares give the columns' types.
  return Object.fromEntries(given) as Partial<Rows[T]>;
}
