// Tasks that the system asks for, and closes when their cause is gone.
import sql from 'sql-template-tag';
import { consume, task } from '../events/consumers.ts';
import type { TaskRow } from '../generated/rows.ts';
import { action } from '../shared/action.ts';
import type { Tx } from '../shared/db.ts';
import { choice, optional, text } from '../shared/input.ts';
import { message } from '../shared/messages.ts';
import { selectRows } from '../shared/rows.ts';
import { anyRecord, type Subject } from './subject.ts';
import { settledRows, taskRows } from './taskRules.ts';

/** The open tasks of a cause at a record, locked. */
const openTasks = (tx: Tx, kind: string, { type, uuid }: Subject): Promise<TaskRow[]> =>
  selectRows(tx, 'Task', sql`t.kind = ${kind} AND t.status = 'OPEN' AND t."subjectType" = ${type} AND t."subjectId" = ${uuid}::uuid`, { lock: true });

const cause = { kind: text({ max: 60 }), subjectId: anyRecord() };

/** Not offered: what the system asks for is asked for once, as long as it is open. */
export const raiseTask = action({
  name: 'raiseTask', permission: 'tasks.write', describe: 'Asks for something that the system found.',
  input: { ...cause, title: text({ max: 200 }), text: optional(text({ max: 4000, lines: true })), ownerRole: choice('Role'), priority: choice('TaskPriority') },
  refusals: [], payload: { task: 'record:Task' },
  load: (tx, { kind, subjectId }) => openTasks(tx, kind, subjectId),
  decide: (open, { kind, subjectId, title, text: words, ownerRole, priority }, ctx) => {
    const { rows, events, id } = taskRows({ kind, title, text: words ?? null, subject: { type: subjectId.type, id: subjectId.uuid }, ownerId: null, ownerRole, dueOn: null, priority }, open, ctx);
    return { rows, events, result: { task: id } };
  },
});

/** Not offered: closes what was asked for, as its cause is gone. */
export const settleTask = action({
  name: 'settleTask', permission: 'tasks.write', describe: 'Closes a task of the system whose cause is gone.',
  input: cause, refusals: [], payload: { settled: 'int' },
  load: (tx, { kind, subjectId }) => openTasks(tx, kind, subjectId),
  decide: (open, _input, ctx) => ({ ...settledRows(open, message(ctx.company.locale, 'task.causeGone'), ctx), result: { settled: open.length } }),
});

// What should have followed by itself and was refused is a task at the record: a person decides what to do.
consume('effectRefused', 'tasksOfRefusals', ({ subjectType, subjectId, reason }, { company }) => {
  const subject = { type: subjectType, uuid: subjectId };
  return [task(raiseTask, {
    kind: 'effectRefused', subjectId: subject, title: message(company.locale, 'task.effectRefused'), text: reason, ownerRole: 'CONTROLLER', priority: 'HIGH',
  })];
});
