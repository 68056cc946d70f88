// A report: one statement that gives its rows, and a pure rule that makes the report of them.
import sql, { type Sql } from 'sql-template-tag';
import type { Queryable } from './db.ts';
import { readExact } from './facts.ts';
import { clipToHorizon } from './horizon.ts';
import type { InputOf, InputShape } from './input.ts';
import type { Day } from './time.ts';
import type { Context } from './viewer.ts';

/** Who asks for a report, as far as its statement may know: with slots in the place of values when it is compiled. */
export interface ReportAsker extends Pick<Context, 'viewer' | 'company'> { today: Day }

export interface Report<S extends InputShape = InputShape, Row = unknown, Result = unknown> {
  args: S;
  /**
   * The rows, in their order, with columns as `make` wants them: amounts and sums cast to text, days as they are, ids as uuid.
   * Arguments may be slots: pass them to SQL, ask whether they are there, change them by `slotted` only. `knownAt` is
   * clipped to the horizon before. Without a statement there are no rows: all is told by who asks.
   * `asked` tells whether a field is asked for, by its path (`rows.customer`): what is not may be left out.
   */
  statement?(args: InputOf<S>, asker: ReportAsker, asked: (path: string) => boolean): Sql | undefined;
  /** Pure: the report, as rules see values. May throw a refusal. */
  make(rows: Row[], args: InputOf<S>, ctx: Context): Result;
  /** Where the rows call for another statement: its answer. The general lane asks it. */
  further?: { isNeeded(rows: Row[], args: InputOf<S>): boolean; ask(args: InputOf<S>, ctx: Context): Promise<Result> };
  /** For record fields of which no row tells the id: a query of ids, by the field's name. Else a row's column has the field's name. */
  records?: Record<string, (args: InputOf<S>) => Sql>;
}

export const report = <const S extends InputShape, Row, Result>(declared: Report<S, Row, Result>): Report<S, Row, Result> => declared;

// A report of any arguments and rows: where reports are listed.
// oxlint-disable-next-line no-explicit-any -- only itself knows its rows
export type AnyReport = Report<any, any, any>;

/** Rows of a statement as one JSON text. */
export const rowsText = (from: Sql): Sql => sql`(SELECT coalesce(json_agg(r), '[]')::text FROM ${from} r)`;

/** A report's answer of one statement, within a transaction; what it knows is told, not clipped. */
export async function answerOn<S extends InputShape, Row, Result>(db: Queryable, declared: Report<S, Row, Result>, args: InputOf<S>, ctx: Context): Promise<Result> {
  const statement = declared.statement?.(args, ctx, () => true);
  const [row] = statement ? await db.rows<{ rows: string }>(sql`SELECT ${rowsText(sql`(${statement})`)} AS rows`) : [];
  return declared.make(readExact(row?.rows ?? '[]') as Row[], args, ctx);
}

/** A report's answer. */
export async function answerReport<S extends InputShape, Row, Result>(declared: Report<S, Row, Result>, args: InputOf<S>, ctx: Context): Promise<Result> {
  const { knownAt } = args as { knownAt?: Date | null };
  const clipped = knownAt ? { ...args, knownAt: await clipToHorizon(ctx.db, knownAt) } : args;
  const statement = declared.statement?.(clipped, ctx, () => true);
  const [row] = statement ? await ctx.db.rows<{ rows: string }>(sql`SELECT ${rowsText(sql`(${statement})`)} AS rows`) : [];
  const rows = readExact(row?.rows ?? '[]') as Row[];
  return declared.further?.isNeeded(rows, clipped) ? declared.further.ask(clipped, ctx) : declared.make(rows, clipped, ctx);
}
