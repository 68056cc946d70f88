// Tasks by hand: made, changed, handed over, put off, done, taken back, opened again.
import sql from 'sql-template-tag';
import { staffViewer } from '../access/identify.ts';
import { permissionsOf } from '../access/policy.ts';
import type { Role, TaskRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { entities } from '../shared/entity.ts';
import { boolean, choice, day, id, integer, optional, text } from '../shared/input.ts';
import { message } from '../shared/messages.ts';
import { patchOf } from '../shared/patch.ts';
import { changesOf, demandVersion, lockRow, readRow, selectRows } from '../shared/rows.ts';
import { fieldRefused, NotFound } from '../shared/sharedRefusals.ts';
import type { Day } from '../shared/time.ts';
import type { Context } from '../shared/viewer.ts';
import { update } from '../shared/write.ts';
import { TaskNotClosed, TaskNotOpen, TaskOwnerBlind } from './refusals.ts';
import { anyRecord, demandSubject, maySee, type Subject } from './subject.ts';
import { BY_HAND, closeRows, demandClosed, demandOpen, nobodysTask, taskEvents, taskRows, type TaskOwner } from './taskRules.ts';

const permission = 'tasks.write';

/** A task, locked, if the viewer may see what it is about. */
async function lockTask(tx: Tx, taskId: string, ctx: Context): Promise<TaskRow> {
  await demandSubject(tx, { type: 'Task', uuid: taskId }, ctx.viewer);
  return lockRow(tx, 'Task', taskId);
}

interface OwnerInput { ownerId?: string | null; ownerRole?: Role | null; toMe?: boolean | null }
interface Owner extends TaskOwner { name: string | null; isBlind: boolean }

/** Who is to do it, and whether that person or role may see the record. */
async function ownerOf(tx: Tx, { ownerId, ownerRole, toMe }: OwnerInput, subject: Subject | null, ctx: Context): Promise<Owner> {
  const given = toMe ? (ctx.viewer.kind === 'STAFF' ? ctx.viewer.id : null) : ownerId ?? null;
  if (given !== null) {
    const user = await readRow(tx, 'User', given);
    if (!user.isActive || user.companyId !== ctx.company.id) throw NotFound({ type: 'Colleague', id: given });
    return { ownerId: given, ownerRole: null, name: user.name, isBlind: subject !== null && !await maySee(tx, subject, staffViewer(user)) };
  }
  if (!ownerRole) return { ...nobodysTask, name: null, isBlind: false };
  const needed = subject && entities.get(subject.type)?.permission;
  const isBlind = !permissionsOf(ownerRole).has(permission) || (!!needed && !permissionsOf(ownerRole).has(needed));
  return { ownerId: null, ownerRole, name: message(ctx.viewer.locale, `enum.Role.${ownerRole}`), isBlind };
}

function demandOwner({ name, isBlind }: Owner, { ownerId, ownerRole, toMe }: OwnerInput): void {
  if ([ownerId, ownerRole, toMe].filter(Boolean).length > 1) throw fieldRefused(['ownerRole'], 'one_of', { fields: 'ownerId, ownerRole, toMe' });
  if (isBlind) throw TaskOwnerBlind({ name: name ?? '' });
}

function demandToCome(dueOn: Day | null | undefined, today: Day): void {
  if (dueOn && dueOn < today) throw fieldRefused(['dueOn'], 'day_past');
}

const owner = {
  ownerId: { ...optional(id('Colleague')), describe: 'A person does it.' },
  ownerRole: { ...optional(choice('Role')), describe: 'Whoever of this role takes it does it.' },
  toMe: { ...optional(boolean()), describe: 'The viewer does it.' },
};

export const createTask = action({
  name: 'createTask', permission, describe: 'Asks for something to be done, about a record or by itself.',
  input: {
    title: text({ max: 200 }), text: optional(text({ max: 4000, lines: true })), subjectId: optional(anyRecord()), ...owner,
    dueOn: optional(day()), priority: optional(choice('TaskPriority')),
  },
  refusals: [TaskOwnerBlind], payload: { task: 'record:Task' },
  load: async (tx, input, ctx) => {
    if (input.subjectId) await demandSubject(tx, input.subjectId, ctx.viewer);
    return ownerOf(tx, input, input.subjectId ?? null, ctx);
  },
  decide: (doer, input, ctx) => {
    demandOwner(doer, input);
    demandToCome(input.dueOn, ctx.today);
    const { rows, events, id: task } = taskRows({
      kind: BY_HAND, title: input.title, text: input.text ?? null, subject: input.subjectId ? { type: input.subjectId.type, id: input.subjectId.uuid } : null,
      ownerId: doer.ownerId, ownerRole: doer.ownerRole, dueOn: input.dueOn ?? null, priority: input.priority ?? 'NORMAL',
    }, [], ctx);
    return { rows, events, result: { task } };
  },
});

export const updateTask = action({
  name: 'updateTask', permission, describe: 'Changes what is to be done. When is told by postponeTask, by whom by assignTask.',
  input: { taskId: id('Task'), version: optional(integer()), title: optional(text({ max: 200 })), text: optional(text({ max: 4000, lines: true })), priority: optional(choice('TaskPriority')) },
  refusals: [TaskNotOpen], payload: { task: 'record:Task' },
  load: (tx, { taskId }, ctx) => lockTask(tx, taskId, ctx),
  decide: (task, input, ctx) => {
    const { taskId, version } = input;
    const patch = patchOf('Task', input, ['title', 'text', 'priority']);
    demandVersion('Task', task, version, patch, ctx.company.currencyCode);
    demandOpen(task);
    const changes = changesOf('Task', task, patch, ctx.company.currencyCode);
    if (Object.keys(changes).length === 0) return { rows: [], events: [], result: { task: taskId } };
    return { rows: [update('Task', taskId, { ...patch, version: task.version + 1 })], events: taskEvents('taskUpdated', task, { changes }), result: { task: taskId } };
  },
});

export const assignTask = action({
  name: 'assignTask', permission, describe: 'Hands a task to a person or a role, or to nobody. Taking it from a person needs a reason, unless one gives away one\'s own.',
  input: { taskId: id('Task'), ...owner, reason: optional(text({ max: 1000, lines: true })) },
  refusals: [TaskNotOpen, TaskOwnerBlind], payload: { task: 'record:Task' },
  load: async (tx, input, ctx) => {
    const task = await lockTask(tx, input.taskId, ctx);
    const about = task.subjectType && task.subjectId ? { type: task.subjectType, uuid: task.subjectId } : null;
    const before = task.ownerId ? (await readRow(tx, 'User', task.ownerId)).name : task.ownerRole && message(ctx.company.locale, `enum.Role.${task.ownerRole}`);
    return { task, before, doer: await ownerOf(tx, input, about, ctx) };
  },
  decide: ({ task, before, doer }, input, ctx) => {
    demandOpen(task);
    demandOwner(doer, input);
    const { ownerId, ownerRole } = doer;
    if (ownerId === task.ownerId && ownerRole === task.ownerRole) return { rows: [], events: [], result: { task: task.id } };
    if (task.ownerId !== null && task.ownerId !== ctx.viewer.id && !input.reason) throw fieldRefused(['reason'], 'required');
    return {
      rows: [update('Task', task.id, { ownerId, ownerRole, assignedAt: ctx.now, version: task.version + 1 })],
      events: taskEvents('taskAssigned', task, { reason: input.reason ?? null, changes: { owner: [before, doer.name] } }),
      result: { task: task.id },
    };
  },
});

export const postponeTask = action({
  name: 'postponeTask', permission, describe: 'Gives a task another day, or none.',
  input: { taskId: id('Task'), dueOn: optional(day()), reason: optional(text({ max: 1000, lines: true })) },
  refusals: [TaskNotOpen], payload: { task: 'record:Task' },
  load: (tx, { taskId }, ctx) => lockTask(tx, taskId, ctx),
  decide: (task, { dueOn = null, reason }, ctx) => {
    demandOpen(task);
    demandToCome(dueOn, ctx.today);
    if (dueOn === task.dueOn) return { rows: [], events: [], result: { task: task.id } };
    if (task.dueOn !== null && (dueOn === null || dueOn > task.dueOn) && !reason) throw fieldRefused(['reason'], 'required');
    return {
      rows: [update('Task', task.id, { dueOn, version: task.version + 1 })],
      events: taskEvents('taskPostponed', task, { reason: reason ?? null, changes: { dueOn: [task.dueOn, dueOn] } }), result: { task: task.id },
    };
  },
});

export const finishTask = action({
  name: 'finishTask', permission, describe: 'Says that it is done, and what came of it.',
  input: { taskId: id('Task'), outcome: optional(text({ max: 1000, lines: true })) }, refusals: [TaskNotOpen], payload: { task: 'record:Task' },
  load: (tx, { taskId }, ctx) => lockTask(tx, taskId, ctx),
  decide: (task, { outcome }, ctx) => ({ ...closeRows(task, 'DONE', outcome ?? null, ctx), result: { task: task.id } }),
});

export const cancelTask = action({
  name: 'cancelTask', permission, describe: 'Takes a task back: it need not be done.',
  input: { taskId: id('Task'), reason: text({ max: 1000, lines: true }) }, refusals: [TaskNotOpen], payload: { task: 'record:Task' },
  load: (tx, { taskId }, ctx) => lockTask(tx, taskId, ctx),
  decide: (task, { reason }, ctx) => ({ ...closeRows(task, 'CANCELLED', reason, ctx), result: { task: task.id } }),
});

export const reopenTask = action({
  name: 'reopenTask', permission, describe: 'Opens a task again: it was not done, or not well.',
  input: { taskId: id('Task'), reason: text({ max: 1000, lines: true }) }, refusals: [TaskNotClosed], payload: { task: 'record:Task' },
  load: async (tx, { taskId }, ctx) => {
    const task = await lockTask(tx, taskId, ctx);
    const others = task.kind === BY_HAND ? []
      : await selectRows(tx, 'Task', sql`t.status = 'OPEN' AND t.kind = ${task.kind} AND t."subjectType" = ${task.subjectType} AND t."subjectId" = ${task.subjectId}::uuid`);
    return { task, others };
  },
  decide: ({ task, others }, { reason }, ctx) => {
    demandClosed(task, others);
    return {
      rows: [update('Task', task.id, {
        status: 'OPEN', closedAt: null, closedById: null, closedByName: null, outcome: null, reopened: task.reopened + 1, assignedAt: ctx.now, version: task.version + 1,
      })],
      events: taskEvents('taskReopened', task, { reason }, true), result: { task: task.id },
    };
  },
});
