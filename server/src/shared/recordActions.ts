// Which next actions are legal on a record now, and why not: judged by the same demands that the rules make.
import sql, { join, type Sql } from 'sql-template-tag';
import { factsSql, readExact, readFacts, type Facts, type FactsOf } from './facts.ts';
import { Refusal, refusal } from './refusal.ts';
import type { Context } from './viewer.ts';

/** The viewer's role does not allow an action; only told beside a button, as the gate stops the action itself. */
export const ActionNotPermitted = refusal('ACTION_NOT_PERMITTED', {});

/** One action on one record: legal when nothing is refused. GraphQL: `RecordAction { name allowed reason }`. */
export interface RecordAction { name: string; permission: string; refused?: Refusal }

/** Judges an action by a demand that throws what it refuses. */
export function recordAction(name: string, permission: string, demand: () => unknown): RecordAction {
  try {
    demand();
    return { name, permission };
  } catch (error) {
    if (error instanceof Refusal) return { name, permission, refused: error };
    throw error;
  }
}

interface Judge { facts: Facts; judge: (facts: never, ctx: Context) => RecordAction[] }
export const declaredActions = new Map<string, Judge[]>();

/** Declares actions of an entity: its field `actions: [RecordAction!]!`. Higher domains add theirs to a lower one's record. */
export const recordActions = <F extends Facts>(entity: string, facts: F, judge: (facts: FactsOf<F>, ctx: Context) => RecordAction[]): void => {
  declaredActions.set(entity, [...(declaredActions.get(entity) ?? []), { facts, judge }]);
};

/** The facts of all judges of an entity, as one JSON text in SQL: an array, a judge each. */
export const actionFactsSql = (entity: string, alias: string): Sql =>
  sql`'[' || ${join((declaredActions.get(entity) ?? []).map(({ facts }) => factsSql(facts, alias)), ` || ',' || `)} || ']'`;

/** The next actions of a record by the text of its facts. */
export function judgeActions(entity: string, text: string, ctx: Context): RecordAction[] {
  const judges = declaredActions.get(entity) ?? [];
  const given = readExact(text) as unknown[];
  return judges.flatMap(({ facts, judge }, index) => judge(readFacts(facts, given[index]) as never, ctx));
}
