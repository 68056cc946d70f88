// What can be brought in by file: a table. Each describes its columns by the input of the actions that carry them out,
// how a row finds the record that it means, and which actions make or change it.
import type { ImportOddity, ImportSubject } from '../generated/rows.ts';
import type { AnyAction } from '../shared/action.ts';
import type { Foreseen } from '../inventory/foreseeMoves.ts';
import type { Tx } from '../shared/db.ts';
import type { InputKind, InputShape } from '../shared/input.ts';
import type { Refusal } from '../shared/refusal.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import type { Change } from '../shared/write.ts';
import type { Treatments } from './oddities.ts';
import type { Reference } from './references.ts';
import type { LineIssue } from './rules.ts';

/** How cells are read. */
export interface Options {
  decimal: '.' | ',';
  /** The order in which a day is written, where it is not written 2026-03-31. */
  days: 'YMD' | 'DMY' | 'MDY';
  /** What an empty cell does to what is there: leaves it, or empties it. */
  blanks: 'KEEP' | 'EMPTY';
  /** Makes categories that are named and not there. */
  createMissing: boolean;
  /** The day of opening balances; null: today. */
  on: Day | null;
  /** Rows of one key are one record, as often as they stand there: what most of them say is taken. */
  merge: boolean;
  /** What is done with odd rows, where that is not the usual. */
  oddities: Treatments;
  /** How numbers of cancellations and adjustments begin; empty: none are known by it. */
  cancelled: string;
  adjusted: string;
  /** Codes that are no goods: POST, gift_*. */
  notGoods: string[];
  /** Orders are placed at once and do not stay drafts. */
  place: boolean;
  /** What every row says of fields that no column fills. */
  fixed: Record<string, string>;
  /** The share of its list price that stands for the cost of stock without one: "0.6"; null: a cost is needed. */
  costShare: string | null;
}

/** Values by field, as actions take them. A field that a row says nothing of is undefined. */
export type Values = Record<string, unknown>;

/** A column that a file may have. */
export interface ImportField {
  name: string;
  kind: InputKind<unknown>;
  /** Where it names a record: by what people call it. */
  reference?: Reference;
  /** Needed in each row, or only for what is not there yet. */
  needed: 'ALWAYS' | 'NEW' | false;
  /** Other headings by which it is known. */
  also?: readonly string[];
  /** Where its name in the product's words is: `field.Product.sku`; else `import.field.<name>`. */
  of?: string;
  /** A cell of the template. */
  example: string;
}

/** What a row says. */
export interface Read { values: Values; issues: LineIssue[]; oddities: ImportOddity[] }

/** What a row means that is there already. */
export interface Found { id: string; version?: number; values: Values; row?: unknown }

export interface Step { action: AnyAction; input: Values }

/** What rows are judged by beside themselves. */
export interface Env { ctx: Context; options: Options; on: Day; importId: string; /** The SHA-256 of the file. */ file: string; /** A check alone: what the moves of rows above would come to. */ foreseen?: Foreseen }

export interface Importable {
  subject: ImportSubject;
  /** The type of the records that come of it, and the payload fields that name them. */
  type: string;
  madeBy: readonly string[];
  permissions: readonly string[];
  fields: readonly ImportField[];
  /** Fields that tell rows apart; two rows of a file that agree in them are refused. */
  key: readonly string[];
  /** It posts, on the day of the options. */
  posts?: boolean;
  /** What rows mean that is there already, by the place of the row; locked where they will be changed. */
  find(tx: Tx, rows: readonly Values[], env: Env): Promise<(Found | undefined)[]>;
  /** What is to be done with a row; `changes` are the fields in which it differs from what was found. Throws refusals. */
  steps(values: Values, found: Found | undefined, changes: readonly string[], env: Env): Step[];
  /** Completes rows by what is known of the records that they name. */
  complete?(tx: Tx, rows: readonly Read[], env: Env): Promise<void>;
  /** What is odd about a row that can be read, beside what is odd about any. */
  oddities?(values: Values, options: Options): ImportOddity[];
  /** Rules on oddities need to see what cells call a record: its text is kept as `<field>Text`. */
  keepsText?: boolean;
  /** Whether a field may name no record that is there. */
  mayBeUnknown?(field: string, text: string, options: Options): boolean;
  /** The field whose name a record bears where none is told. */
  namedBy?: string;
  /** Rows that stand above cell by cell are odd; others may have the same key. `copy` then counts rows that say the same. */
  knowsDuplicates?: boolean;
  /** Fields of a document's head: rows that agree in them are one document, which comes whole or not at all. */
  group?: readonly string[];
  /** The steps of a document of several rows; none where it stands there already. `find` is asked for its first row. */
  groupSteps?(rows: readonly Values[], found: Found | undefined, env: Env): Step[];
  /** A row without an action of its own: of these there are many, and no event speaks of them but the import's. */
  rowOf?(values: Values, env: Env): { id: string; change: Change };
  /** The field whose day says in which order rows are tried. */
  inOrderOf?: string;
  /** Carries many rows out as one, or only tells what would be refused (`env.foreseen`): the id of what each has made, or its refusal. `line` is among the values. */
  carryOut?(tx: Tx, rows: readonly Values[], env: Env): Promise<(string | Refusal)[]>;
  /** The facts of steps at once, so that many rows take few statements. Without it each action loads its own. */
  factsOf?(tx: Tx, steps: readonly Step[], ctx: Context): Promise<unknown[]>;
}

/** Fields from an action's input, in its order; some are told by reference, some left out. */
export function fieldsOf(of: string, shape: InputShape, more: Record<string, Partial<ImportField> | false>, needed: ImportField['needed'] = 'NEW'): ImportField[] {
  return Object.entries(shape).flatMap(([name, kind]): ImportField[] => {
    const own = more[name];
    if (own === false) return [];
    return [{ name, kind, of, needed: kind.optional ? false : needed, example: '', ...own }];
  });
}

/** Whether two values of a field are one. */
export const same = (a: unknown, b: unknown): boolean => (a ?? null) === (b ?? null);
