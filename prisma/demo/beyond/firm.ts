// What the firm does beyond Northwind's files, told as steps: so many days before the last day, in the order of their days.
import sql, { raw, type Sql } from 'sql-template-tag';
import { staffViewer } from '../../../server/src/access/identify.ts';
import type { Role } from '../../../server/src/generated/rows.ts';
import type { Action } from '../../../server/src/shared/action.ts';
import type { InputShape } from '../../../server/src/shared/input.ts';
import { globalId } from '../../../server/src/shared/input.ts';
import { selectRows } from '../../../server/src/shared/rows.ts';
import { addDays, type Day } from '../../../server/src/shared/time.ts';
import { seeded } from '../assumptions.ts';
import type { Demo } from '../run.ts';

/** Tables whose records people know by a code, and the column that holds it. */
const codes = {
  Product: 'sku', Supplier: 'code', Customer: 'code', Warehouse: 'code', Bin: 'code', Unit: 'code', Account: 'code', CostObject: 'code', Category: 'name', TaxCode: 'code',
} as const;

export interface Firm {
  demo: Demo;
  lastDay: Day;
  /** What steps leave for later ones: global ids by a name. */
  kept: Map<string, string>;
  /** So many days before the last day; after it where negative. */
  day(ago: number): Day;
  /** The global id of a record by its code. */
  of(type: keyof typeof codes, code: string): Promise<string>;
  /** Rows of a statement. */
  rows<T extends object>(statement: Sql): Promise<T[]>;
  /** Performs an action so many days ago, as the person with a role where one is named; the hour follows from the key. */
  act<S extends InputShape, F>(declared: Action<S, F>, key: string, ago: number, input: Record<string, unknown>, role?: Role): Promise<Record<string, string>>;
}

export interface Step { ago: number; work: (firm: Firm) => Promise<unknown> }
export const step = (ago: number, work: Step['work']): Step => ({ ago, work });

/** Steps in the order of their days; those of a day as they are written. */
export async function inOrder(firm: Firm, steps: readonly Step[]): Promise<void> {
  for (const { work } of steps.toSorted((a, b) => b.ago - a.ago)) await work(firm);
}

export function firmOf(demo: Demo, lastDay: Day): Firm {
  const known = new Map<string, string>();
  const { db } = demo.ctx;
  const of: Firm['of'] = async (type, code) => {
    const name = `${type} ${code}`;
    const found = known.get(name) ?? (await db.rows<{ id: string }>(sql`SELECT id FROM ${raw(`"${type}"`)} WHERE ${raw(`"${codes[type]}"`)} = ${code}`))[0]?.id;
    if (!found) throw new Error(`There is no ${name}.`);
    known.set(name, found);
    return globalId(type, found);
  };
  const day: Firm['day'] = (ago) => addDays(lastDay, -ago);
  const done = new Map<number, number>();
  return {
    demo, lastDay, kept: new Map(), day, of, rows: (statement) => db.rows(statement),
    act: async (declared, key, ago, input, role) => {
      const [user] = role ? await selectRows(db, 'User', sql`t.role = ${role}::"Role"`) : [];
      // Later steps of a day are later, however many there were on others.
      const before = done.get(ago) ?? 0;
      done.set(ago, before + 1);
      return demo.act(declared, `beyond ${key}`, input, { on: day(ago), minute: -120 + (before % 200) }, user && staffViewer(user));
    },
  };
}

/** A number of days by which something comes late, the same every time: between two bounds. */
export const between = (text: string, least: number, most: number): number => least + (seeded(text) % (most - least + 1));
