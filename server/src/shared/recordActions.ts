// Which next actions are legal on a record now, and why not: judged by the same demands that the rules make.
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

/** Actions of records by their ids, for all records of a tick at once. */
export type JudgeActions = (ids: string[], ctx: Context) => Promise<Map<string, RecordAction[]>>;

export const declaredActions = new Map<string, JudgeActions[]>();

/** Declares actions of an entity: its field `actions: [RecordAction!]!`. Higher domains add theirs to a lower one's record. */
export const recordActions = (entity: string, judge: JudgeActions): void => {
  declaredActions.set(entity, [...(declaredActions.get(entity) ?? []), judge]);
};
