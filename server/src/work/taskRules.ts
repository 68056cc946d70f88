// Pure: what somebody is to do, from being asked for to being done.
import type { Role, TaskPriority, TaskRow } from '../generated/rows.ts';
import type { DecideContext, EventDraft } from '../shared/action.ts';
import type { Day } from '../shared/time.ts';
import { insert, update, type Change } from '../shared/write.ts';
import { TaskNotClosed, TaskNotOpen } from './refusals.ts';

/** Who does it: a person, else whoever of a role takes it, else nobody yet. */
export type TaskOwner = { ownerId: string | null; ownerRole: Role | null };
export const nobodysTask: TaskOwner = { ownerId: null, ownerRole: null };
export const BY_HAND = 'byHand';

interface TaskDraft extends TaskOwner {
  /** `byHand`, or the cause for which the system asks. */
  kind: string;
  title: string;
  text: string | null;
  subject: { type: string; id: string } | null;
  dueOn: Day | null;
  priority: TaskPriority;
}

interface Written { rows: Change[]; events: EventDraft[]; id: string }
type Told = Pick<TaskRow, 'id' | 'title' | 'subjectType' | 'subjectId'>;

/** What happened to a task is told at the task, and what it means for its record there. */
export function taskEvents(kind: string, task: Told, more: Pick<EventDraft, 'reason' | 'changes'> = {}, alsoAtRecord = false): EventDraft[] {
  const atRecord = alsoAtRecord && task.subjectType !== null && task.subjectId !== null
    ? [{ kind, subjectType: task.subjectType, subjectId: task.subjectId, reason: task.title, data: { taskId: task.id } }] : [];
  return [{ kind, subjectType: 'Task', subjectId: task.id, ...more }, ...atRecord];
}

/**
 * The rows and events of a new task. `known` are the open tasks of the same cause and record (none for one made by hand):
 * where there is one, nothing is asked twice, and `id` is that one's.
 */
export function taskRows({ subject, ...draft }: TaskDraft, known: readonly TaskRow[], ctx: DecideContext): Written {
  const [open] = draft.kind === BY_HAND ? [] : known;
  if (open) return { rows: [], events: [], id: open.id };
  const id = ctx.newId();
  const row = {
    id, companyId: ctx.company.id, ...draft, subjectType: subject?.type ?? null, subjectId: subject?.id ?? null,
    createdById: ctx.viewer.kind === 'STAFF' ? ctx.viewer.id : null, createdByName: ctx.viewer.name, createdAt: ctx.now, assignedAt: ctx.now,
  };
  return { id, rows: [insert('Task', row)], events: taskEvents('taskCreated', row, {}, true) };
}

const closing = (status: 'DONE' | 'CANCELLED', outcome: string | null, { viewer, now }: DecideContext) => ({
  status, outcome, closedAt: now, closedByName: viewer.name, closedById: viewer.kind === 'STAFF' ? viewer.id : null,
});

/** Ends a task: done, or taken back with a reason. Refuses TASK_NOT_OPEN, naming who was faster. */
export function closeRows(task: TaskRow, status: 'DONE' | 'CANCELLED', outcome: string | null, ctx: DecideContext): Omit<Written, 'id'> {
  demandOpen(task);
  return {
    rows: [update('Task', task.id, { ...closing(status, outcome, ctx), version: task.version + 1 })],
    events: taskEvents(status === 'DONE' ? 'taskDone' : 'taskCancelled', task, { reason: outcome }, true),
  };
}

/** Ends the tasks of a cause that is gone. */
export const settledRows = (open: readonly TaskRow[], outcome: string, ctx: DecideContext): Omit<Written, 'id'> => ({
  rows: open.map((task) => update('Task', task.id, { ...closing('DONE', outcome, ctx), version: task.version + 1 })),
  events: open.flatMap((task) => taskEvents('taskSettled', task, { reason: outcome }, true)),
});

export function demandOpen({ status, title, closedByName }: Pick<TaskRow, 'status' | 'title' | 'closedByName'>): void {
  if (status !== 'OPEN') throw TaskNotOpen({ title, name: closedByName ?? '', status: status.toLowerCase() });
}

/** `others` are open tasks of the same cause and record: it is asked for again already. */
export function demandClosed({ status, title }: Pick<TaskRow, 'status' | 'title'>, others: readonly unknown[] = []): void {
  if (status === 'OPEN' || others.length > 0) throw TaskNotClosed({ title });
}
