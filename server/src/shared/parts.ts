// The parts of a load statement: one statement reads and locks everything that a group of requests decides on.
import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import { tables } from '../generated/rows.ts';
import { quote } from './entity.ts';
import type { Known } from './known.ts';
import type { Table } from './tables.ts';

/** One named set of rows (a CTE). Later parts may read earlier ones by name: `FROM orders`. */
export interface Part {
  name: string;
  /** Whose rows these are: they are decoded, and follow what is decided. Undefined for rows of several tables. */
  table?: Table;
  /** Its SELECT, given a condition that holds it back until the part locked before it has been. */
  select(after: Sql): Sql;
  locks: boolean;
  /** Rows of other parts change under this lock only: where it had to wait for a change, they are read again. */
  guards: boolean;
  /** False where only other parts read it. */
  isTold: boolean;
  /** Rows that should be there: a SELECT of what lacks them, and the statement that makes them. */
  lacks?: { select: Sql; make(lacking: Record<string, string>[]): Sql };
  /** Parts that follow from what was found, for a statement of their own under the locks of this one; most often none. */
  further?(known: Known): Part[];
}

const plain = { locks: false, guards: false, isTold: true };

/** Rows of a table (`t`) as they stand. */
export const read = (name: string, table: Table, where: Sql): Part =>
  ({ ...plain, name, table, select: () => sql`SELECT t.* FROM ${quote(table)} t WHERE ${where}` });

/** Rows of a statement of its own; numbers in it must be text. */
export const joined = (name: string, select: Sql): Part => ({ ...plain, name, select: () => select });

/** Rows that only other parts read. */
export const aside = (name: string, select: Sql): Part => ({ ...plain, isTold: false, name, select: () => select });

export interface Locking { orderBy?: Sql; lock?: 'UPDATE' | 'SHARE'; guards?: boolean; lacks?: Part['lacks']; further?: Part['further'] }

/** Rows of a table (`t`), locked until commit in the order of their ids and read afresh under the lock. */
export const locked = (name: string, table: Table, where: Sql, { orderBy = sql`t.id`, lock = 'UPDATE', guards = false, lacks, further }: Locking = {}): Part => ({
  name, table, locks: true, guards, isTold: true, lacks, further,
  select: (after) => sql`SELECT t.*, t.xmin AS "_xmin" FROM ${quote(table)} t WHERE (${where})${after} ORDER BY ${orderBy} ${raw(`FOR ${lock}`)}`,
});

/** Ids as an array that the planner cannot see into, so that one plan serves few and many. */
export const idArray = (ids: readonly (string | null | undefined)[]): Sql =>
  sql`ARRAY(SELECT unnest(${[...new Set(ids.filter(Boolean))]}::uuid[]))`;

// Numbers as text: JSON would make floats of them.
const asText = new Set(['minor', 'bigint', 'quantity', 'price', 'rate', 'fx']);
const columns = (table: Table): Sql => raw(Object.entries(tables[table])
  .map(([column, kind]) => (asText.has(kind) ? `"${column}"::text` : `"${column}"`)).join(', '));

const told = ({ name, table }: Part): Sql =>
  sql`(SELECT json_agg(r) FROM (SELECT ${table ? columns(table) : raw('*')} FROM ${raw(name)}) r) AS ${quote(name)}`;

/** Whether a row was changed between the statement's snapshot and its lock. */
const changed = ({ name, table }: Part): Sql =>
  sql`EXISTS (SELECT FROM ${raw(name)} l WHERE l."_xmin" <> (SELECT s.xmin FROM ${quote(table as string)} s WHERE s.id = l.id))`;

/** All parts as one statement of one row: a JSON column a part, `_changed`, and `_lacks <part>` where a part lacks rows. */
export function loadStatement(parts: readonly Part[]): Sql {
  let before: string | undefined;
  const ctes = parts.map((part) => {
    const after = part.locks && before ? sql` AND (SELECT count(*) FROM ${raw(before)}) >= 0` : empty;
    if (part.locks) before = part.name;
    return sql`${raw(part.name)} AS ${part.locks ? raw('MATERIALIZED ') : empty}(${part.select(after)})`;
  });
  const guards = parts.filter((part) => part.guards);
  return sql`WITH ${join(ctes, ', ')} SELECT ${join([
    ...parts.filter((part) => part.isTold).map(told),
    sql`${guards.length > 0 ? join(guards.map(changed), ' OR ') : raw('FALSE')} AS "_changed"`,
    ...parts.flatMap(({ name, lacks }) => (lacks ? [sql`(SELECT json_agg(r) FROM (${lacks.select}) r) AS ${quote(`_lacks ${name}`)}`] : [])),
  ])}`;
}
