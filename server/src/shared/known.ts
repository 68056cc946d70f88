// What a group of requests knows: rows by table, as the load statement gave them and as each decision has left them.
import type { Rows } from '../generated/rows.ts';
import type { Part } from './parts.ts';
import { NotFound } from './sharedRefusals.ts';
import { decode, type Table } from './tables.ts';
import type { Change } from './write.ts';

type Row = Record<string, unknown>;

export interface Known {
  /** Copies of the rows of a table that meet a test: a rule may change them. */
  rows<T extends Table>(table: T, test: (row: Rows[T]) => boolean): Rows[T][];
  /** A copy of one row; refuses NOT_FOUND. */
  row<T extends Table>(table: T, id: string | null | undefined): Rows[T];
  /** Rows of a part that joins several tables, as the database gave them. */
  joined(name: string): readonly Record<string, unknown>[];
  /** Takes in what a request has decided: the next one sees it. */
  fold(changes: readonly Change[]): void;
  /** Takes in the answer of a further statement. */
  take(parts: readonly Part[], answer: Record<string, Row[] | null>): void;
}

export function knownOf(parts: readonly Part[], answer: Record<string, Row[] | null>): Known {
  const byTable = new Map<Table, Map<string, Row>>();
  const others = new Map<string, Row[]>();
  const rowsOf = (table: Table) => byTable.get(table) ?? byTable.set(table, new Map()).get(table) as Map<string, Row>;
  const take: Known['take'] = (told, found) => {
    for (const { name, table, isTold } of told) {
      const rows = found[name] ?? [];
      if (!isTold) continue;
      if (!table) others.set(name, rows);
      else for (const row of rows) rowsOf(table).set(String(row.id), decode(table, row) as unknown as Row);
    }
  };
  take(parts, answer);
  return {
    take,
    rows: <T extends Table>(table: T, test: (row: Rows[T]) => boolean) => {
      const found: Rows[T][] = [];
      for (const row of rowsOf(table).values() as Iterable<unknown> as Iterable<Rows[T]>) if (test(row)) found.push({ ...row });
      return found;
    },
    row: <T extends Table>(table: T, id: string | null | undefined) => {
      const row = rowsOf(table).get(String(id));
      if (!row) throw NotFound({ type: table, id: String(id) });
      return { ...row } as unknown as Rows[T];
    },
    joined: (name) => others.get(name) ?? [],
    fold: (changes) => {
      for (const { op, table, row } of changes) {
        const rows = rowsOf(table);
        const id = String(row.id);
        if (op === 'delete') rows.delete(id);
        else rows.set(id, { ...rows.get(id), ...row });
      }
    },
  };
}
