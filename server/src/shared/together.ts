// Loading of hot actions: every fact of one request or of a group of them by one statement.
import type { Action } from './action.ts';
import type { Tx } from './db.ts';
import type { InputOf, InputShape } from './input.ts';
import { knownOf, type Known } from './known.ts';
import { loadStatement, type Part } from './parts.ts';
import type { Context } from './viewer.ts';

export interface Asked<S extends InputShape = InputShape> { input: InputOf<S>; ctx: Context }

/** How an action loads for several requests of one company at once. */
export interface Together<S extends InputShape, F> {
  /** The parts of the load statement over all requests, in the order of locks (docs/writes.md). */
  parts(asked: readonly Asked<S>[]): Part[];
  /** Pure: the facts of one request; may throw NotFound and other refusals of loading. */
  facts(known: Known, input: InputOf<S>, ctx: Context): F;
}

/** Rows that every request of the kind needs are not there yet: they are made first, and the load begins again. */
export class RowsLacking extends Error {
  readonly makes: ReturnType<typeof loadStatement>[];
  constructor(makes: ReturnType<typeof loadStatement>[]) {
    super('rows are lacking');
    this.makes = makes;
  }
}

const LOADS_MAX = 5;

/**
 * Runs the load statement. Where a guarding row changed while the statement waited for it, the rows beside it may be stale:
 * it is run again, now under the locks. Throws RowsLacking.
 */
export async function loadKnown(tx: Tx, parts: readonly Part[]): Promise<Known> {
  const statement = loadStatement(parts);
  for (let loads = 1; ; loads += 1) {
    const [answer = {}] = await tx.rows<Record<string, Record<string, string>[] | null>>(statement);
    const makes = parts.flatMap(({ name, lacks }) => {
      const lacking = answer[`_lacks ${name}`];
      return lacks && lacking ? [lacks.make(lacking)] : [];
    });
    if (makes.length > 0) throw new RowsLacking(makes);
    if (!answer._changed) return withFurther(tx, parts, knownOf(parts, answer));
    // Under the locks only rows found anew can have changed; tried again from the start as any conflict is.
    if (loads === LOADS_MAX) throw Object.assign(new Error('rows keep changing'), { code: '40001' });
  }
}

/** What follows from what was found: under the locks it is read as it stands. */
async function withFurther(tx: Tx, parts: readonly Part[], known: Known): Promise<Known> {
  const further = parts.flatMap((part) => part.further?.(known) ?? []);
  if (further.length === 0) return known;
  const [answer = {}] = await tx.rows<Record<string, Record<string, string>[] | null>>(loadStatement(further));
  known.take(further, answer);
  return known;
}

async function loadAlone(tx: Tx, parts: readonly Part[]): Promise<Known> {
  try {
    return await loadKnown(tx, parts);
  } catch (error) {
    if (!(error instanceof RowsLacking)) throw error;
    for (const make of error.makes) await tx.rows(make);
    return loadKnown(tx, parts);
  }
}

/** Declares an action's loading so that requests which arrive together share one transaction: `...together({ parts, facts })`. */
export const together = <S extends InputShape, F>(declared: Together<S, F>): Pick<Action<S, F>, 'load'> & { together: Together<S, F> } => ({
  together: declared,
  load: async (tx, input, ctx) => declared.facts(await loadAlone(tx, declared.parts([{ input, ctx }])), input, ctx),
});
