// Carries out rows of a file inside an open transaction: together where their facts can be loaded so, else one by one,
// each under a savepoint of its own, so that a refused row leaves nothing behind.
import sql from 'sql-template-tag';
import type { ImportLineStatus, ImportOddity } from '../generated/rows.ts';
import type { Decision } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { eventRows, newId } from '../shared/eventRows.ts';
import { Forbidden, performIn } from '../shared/perform.ts';
import { Refusal } from '../shared/refusal.ts';
import { write, WroteOtherwise, type Change } from '../shared/write.ts';
import type { Cell } from './cellText.ts';
import { same, type Env, type Found, type Importable, type Read, type Step, type Values } from './importables.ts';
import { decidedBy, treatmentOf } from './oddities.ts';
import { issuesOf, readLines } from './readLines.ts';
import type { LineIssue, Mapping } from './rules.ts';

export interface GivenLine { line: number; cells: readonly Cell[]; twiceOf: number | null; copy: number; place: number }
export interface Outcome {
  status: Extract<ImportLineStatus, 'CREATED' | 'CHANGED' | 'UNCHANGED' | 'FAILED' | 'SET_ASIDE'>;
  issues: LineIssue[]; changes: string[]; subjectId: string | null; oddity: ImportOddity | null; oddities: ImportOddity[];
}

interface Odd { oddity: ImportOddity | null; oddities: ImportOddity[] }
interface Planned extends Odd { found: Found | undefined; changes: string[]; steps: Step[]; values: Values }

const nothingOdd: Odd = { oddity: null, oddities: [] };
export const failed = (issues: LineIssue[], odd: Odd = nothingOdd): Outcome => ({ status: 'FAILED', issues, changes: [], subjectId: null, oddity: null, oddities: odd.oddities });

/** What a row comes to: nothing, or steps. Refusals are thrown. A record without a name bears its code where it may. */
function planOf(importable: Importable, given: Values, odd: Odd, found: Found | undefined, env: Env): Planned {
  let [values, own] = [given, odd];
  if (!found) {
    const missing = importable.fields.filter((field) => field.needed === 'NEW' && values[field.name] == null);
    const isUnnamed = importable.namedBy !== undefined && missing.some(({ name }) => name === 'name');
    if (isUnnamed && treatmentOf('NO_NAME', env.options.oddities, importable.subject) === 'TAKE') {
      values = { ...values, name: values[importable.namedBy ?? ''] };
      own = { oddity: odd.oddity ?? 'NO_NAME', oddities: [...odd.oddities, 'NO_NAME'] };
    }
    const left = missing.filter(({ name }) => values[name] == null);
    if (left.length > 0) throw new MissingFields(left.map(({ name }) => name), isUnnamed);
  }
  const changes = found ? importable.fields.map(({ name }) => name).filter((name) => values[name] !== undefined && !same(values[name], found.values[name])) : [];
  const isNothing = found && changes.length === 0;
  return { found, changes, values, ...own, steps: isNothing || importable.rowOf ? [] : importable.steps(values, found, changes, env) };
}

class MissingFields extends Error {
  readonly fields: string[];
  readonly isUnnamed: boolean;
  constructor(fields: string[], isUnnamed: boolean) {
    super('fields are missing');
    this.fields = fields;
    this.isUnnamed = isUnnamed;
  }
}

/** What is wrong with a row, of an error that is its own; anything else is thrown on. */
function ownIssues(error: unknown, { ctx }: Env): LineIssue[] {
  if (error instanceof Refusal) return issuesOf(error, ctx.viewer.locale);
  if (error instanceof MissingFields) return error.fields.map((field) => ({ field, code: 'required' }));
  if (error instanceof Forbidden) return [{ field: null, code: 'import_forbidden', facts: { permission: error.permission } }];
  throw error;
}

const idOf = ({ madeBy }: Importable, result: Record<string, unknown>): string | null => {
  const made = madeBy.map((name) => result[name]).find((value) => value !== undefined && value !== null);
  return Array.isArray(made) ? String(made[0] ?? '') || null : made === undefined ? null : String(made);
};

const outcomeOf = (planned: Planned, subjectId: string | null): Outcome =>
  ({
  status: planned.found ? 'CHANGED' : 'CREATED', issues: [], changes: planned.changes, subjectId: planned.found?.id ?? subjectId, oddity: planned.oddity, oddities: planned.oddities,
});

// What a savepoint cannot undo is no row's fault: the connection, a conflict that the whole batch tries again.
const isRowsFault = (error: unknown): boolean => {
  const { code } = error as { code?: string };
  return error instanceof WroteOtherwise || (typeof code === 'string' && /^(22|23)/.test(code));
};

async function alone(tx: Tx, importable: Importable, planned: Planned, env: Env): Promise<Outcome> {
  await tx.rows(sql`SAVEPOINT line`);
  try {
    let subjectId: string | null = null;
    let waits = false;
    for (const { action, input } of planned.steps) {
      const { result } = await performIn(tx, action, input, env.ctx);
      subjectId ??= idOf(importable, result);
      waits ||= typeof result['change'] === 'string';
    }
    await tx.rows(sql`RELEASE SAVEPOINT line`);
    // Asked, and not done: the same row says whether it is, once it was answered.
    if (waits) return failed([{ field: null, code: 'import_waits' }], planned);
    return outcomeOf(planned, subjectId);
  } catch (error) {
    await tx.rows(sql`ROLLBACK TO SAVEPOINT line`);
    if (isRowsFault(error)) return failed([{ field: null, code: 'import_conflict' }], planned);
    return failed(ownIssues(error, env), planned);
  }
}

/** All decided on facts loaded at once and written as one statement; undefined where they must go one by one. */
async function together(tx: Tx, importable: Importable, plans: readonly Planned[], env: Env): Promise<Outcome[] | undefined> {
  const steps = plans.flatMap((planned) => planned.steps);
  if (!importable.factsOf || plans.length < 2 || plans.some((planned) => planned.steps.length !== 1)) return undefined;
  const { ctx } = env;
  if (steps.some(({ action }) => !ctx.viewer.permissions.has(action.permission))) return undefined;
  const facts = await importable.factsOf(tx, steps, ctx);
  if (facts.length !== steps.length) return undefined;
  const { now, today, viewer, company } = ctx;
  const decided = steps.map(({ action, input }, index): Decision | LineIssue[] => {
    try {
      return action.decide(facts[index], input, { now, today, viewer, company, newId });
    } catch (error) {
      return ownIssues(error, env);
    }
  });
  const decisions = decided.filter((each): each is Decision => !Array.isArray(each));
  await tx.rows(sql`SAVEPOINT lines`);
  try {
    await write(tx, decisions.flatMap(({ rows, events }) => [...rows, ...eventRows(events, ctx)]));
  } catch (error) {
    await tx.rows(sql`ROLLBACK TO SAVEPOINT lines`);
    if (!isRowsFault(error)) throw error;
    return undefined; // somebody was faster with one of them: each finds out for itself
  }
  return decided.map((each, index) => (Array.isArray(each) ? failed(each, plans[index]) : outcomeOf(plans[index] as Planned, idOf(importable, each.result))));
}

/** Rows without actions: written at once, or one by one where somebody was faster with one of them. */
async function asRows(tx: Tx, importable: Importable, plans: readonly Planned[], env: Env): Promise<Outcome[]> {
  const { rowOf, permissions } = importable;
  const missing = permissions.filter((each) => !env.ctx.viewer.permissions.has(each));
  if (!rowOf || missing.length > 0) return plans.map((planned) => failed([{ field: null, code: 'import_forbidden', facts: { permission: missing.join(', ') } }], planned));
  const made = plans.map((planned) => {
    try {
      return { planned, ...rowOf(planned.values, env) };
    } catch (error) {
      return failed(ownIssues(error, env), planned);
    }
  });
  const written = async (each: readonly { change: Change }[]): Promise<boolean> => {
    await tx.rows(sql`SAVEPOINT lines`);
    try {
      await write(tx, each.map(({ change }) => change));
      await tx.rows(sql`RELEASE SAVEPOINT lines`);
      return true;
    } catch (error) {
      await tx.rows(sql`ROLLBACK TO SAVEPOINT lines`);
      if (!isRowsFault(error)) throw error;
      return false;
    }
  };
  const all = await written(made.flatMap((each) => ('change' in each ? [each] : [])));
  const outcomes: Outcome[] = [];
  for (const each of made) {
    if (!('change' in each)) outcomes.push(each);
    else outcomes.push(all || await written([each]) ? outcomeOf(each.planned, each.id) : failed([{ field: null, code: 'import_conflict' }], each.planned));
  }
  return outcomes;
}

/** Rows that their kind carries out itself, all at once; one by one where somebody was faster with one of them. */
async function byThemselves(tx: Tx, importable: Importable, plans: readonly Planned[], env: Env): Promise<Outcome[]> {
  const missing = importable.permissions.filter((each) => !env.ctx.viewer.permissions.has(each));
  if (missing.length > 0) return plans.map((planned) => failed([{ field: null, code: 'import_forbidden', facts: { permission: missing.join(', ') } }], planned));
  const attempt = async (group: readonly Planned[]): Promise<Outcome[] | undefined> => {
    await tx.rows(sql`SAVEPOINT lines`);
    try {
      const told = await importable.carryOut?.(tx, group.map(({ values }) => values), env) ?? [];
      await tx.rows(sql`RELEASE SAVEPOINT lines`);
      return group.map((planned, index) => {
        const made = told[index];
        return typeof made === 'string' ? outcomeOf(planned, made) : failed(ownIssues(made, env), planned);
      });
    } catch (error) {
      await tx.rows(sql`ROLLBACK TO SAVEPOINT lines`);
      if (!isRowsFault(error)) throw error;
      return undefined;
    }
  };
  const all = await attempt(plans);
  if (all) return all;
  const outcomes: Outcome[] = [];
  for (const planned of plans) outcomes.push((plans.length > 1 ? await attempt([planned]) : undefined)?.[0] ?? failed([{ field: null, code: 'import_conflict' }], planned));
  return outcomes;
}

/** What a row comes to before anything is looked up: refused, set aside, or to be carried out. */
function judged(importable: Importable, { issues, oddities }: Read, line: GivenLine | undefined, { options }: Env): { outcome?: Outcome; odd: Odd } {
  const all: ImportOddity[] = importable.knowsDuplicates && line?.twiceOf != null ? ['DUPLICATE', ...oddities] : oddities;
  const { oddity, treatment } = decidedBy(all, options.oddities, importable.subject);
  const odd: Odd = { oddity, oddities: all };
  if (treatment === 'SET_ASIDE') return { odd, outcome: { status: 'SET_ASIDE', issues, changes: [], subjectId: null, ...odd } };
  if (!importable.knowsDuplicates && line?.twiceOf != null) {
    return { odd, outcome: failed([{ field: importable.key[0] ?? null, code: 'import_twice', facts: { line: line.twiceOf } }, ...issues], odd) };
  }
  return issues.length > 0 ? { odd, outcome: failed(issues, odd) } : { odd };
}

/** Documents of several rows, each whole or not at all: where a row is wrong the others say which. */
async function asGroups(tx: Tx, importable: Importable, lines: readonly GivenLine[], read: readonly Read[], judgements: readonly { outcome?: Outcome; odd: Odd }[], env: Env): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const groups = [...Map.groupBy(lines.keys(), (index) => lines[index]?.place ?? 0).values()];
  for (const group of groups) {
    const odds = group.map((index) => judgements[index]?.odd ?? nothingOdd);
    const bad = group.find((index) => judgements[index]?.outcome);
    if (bad !== undefined) {
      const others = failed([{ field: null, code: 'import_group', facts: { line: lines[bad]?.line ?? 0 } }]);
      for (const [at, index] of group.entries()) outcomes[index] = judgements[index]?.outcome ?? { ...others, oddities: odds[at]?.oddities ?? [] };
      continue;
    }
    const values = group.map((index) => read[index]?.values ?? {});
    const [found] = await importable.find(tx, values.slice(0, 1), env);
    let outcome: Outcome;
    try {
      const steps = importable.groupSteps?.(values, found, env) ?? [];
      outcome = steps.length === 0 ? { status: 'UNCHANGED', issues: [], changes: [], subjectId: found?.id ?? null, ...nothingOdd }
        : await alone(tx, importable, { found, changes: [], steps, values: {}, ...nothingOdd }, env);
    } catch (error) {
      outcome = failed(ownIssues(error, env));
    }
    for (const [at, index] of group.entries()) outcomes[index] = { ...outcome, oddity: outcome.status === 'FAILED' ? null : odds[at]?.oddity ?? null, oddities: odds[at]?.oddities ?? [] };
  }
  return outcomes;
}

/** Carries out rows and tells what became of each, in their order. */
export async function carryOut(tx: Tx, importable: Importable, lines: readonly GivenLine[], mapping: Mapping, env: Env): Promise<Outcome[]> {
  const read = await readLines(tx, importable, lines.map(({ cells }) => cells), mapping, env);
  await importable.complete?.(tx, read, env);
  const judgements = read.map((each, index) => judged(importable, each, lines[index], env));
  if (importable.groupSteps) return asGroups(tx, importable, lines, read, judgements, env);
  const outcomes: (Outcome | undefined)[] = judgements.map(({ outcome }) => outcome);
  const good = read.flatMap(({ values }, index) => (outcomes[index] ? [] : [{
    values: importable.knowsDuplicates ? { ...values, copy: lines[index]?.copy ?? 1 } : importable.carryOut ? { ...values, line: lines[index]?.line } : values, index,
  }]));
  const found = good.length > 0 ? await importable.find(tx, good.map(({ values }) => values), env) : [];
  const plans = good.flatMap(({ values, index }, at): { planned: Planned; index: number }[] => {
    const odd = judgements[index]?.odd ?? nothingOdd;
    try {
      const planned = planOf(importable, values, odd, found[at], env);
      if (planned.steps.length > 0 || ((importable.rowOf ?? importable.carryOut) && !planned.found)) return [{ planned, index }];
      outcomes[index] = { status: 'UNCHANGED', issues: [], changes: [], subjectId: planned.found?.id ?? null, oddity: planned.oddity, oddities: planned.oddities };
    } catch (error) {
      const isUnnamed = error instanceof MissingFields && error.isUnnamed;
      outcomes[index] = { ...failed(ownIssues(error, env), odd), ...(isUnnamed ? { oddity: 'NO_NAME' as const, oddities: [...odd.oddities, 'NO_NAME' as const] } : {}) };
    }
    return [];
  });
  if (importable.rowOf ?? importable.carryOut) {
    const done = await (importable.rowOf ? asRows : byThemselves)(tx, importable, plans.map(({ planned }) => planned), env);
    for (const [at, { index }] of plans.entries()) outcomes[index] = done[at];
  } else {
    for (const group of [plans.filter(({ planned }) => !planned.found), plans.filter(({ planned }) => planned.found)]) {
      const done = await together(tx, importable, group.map(({ planned }) => planned), env);
      for (const [at, { planned, index }] of group.entries()) outcomes[index] = done?.[at] ?? await alone(tx, importable, planned, env);
    }
  }
  return outcomes.map((each) => each ?? failed([{ field: null, code: 'import_conflict' }]));
}
