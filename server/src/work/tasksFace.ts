import sql from 'sql-template-tag';
import { subjectLabel } from '../events/subjectLabel.ts';
import { timelineOf } from '../events/timeline.ts';
import { mutations } from '../mutations.ts';
import { col, column, entity, expression, one, words } from '../shared/entity.ts';
import { itself } from '../shared/facts.ts';
import { hasMessage, message } from '../shared/messages.ts';
import { recordAction, recordActions } from '../shared/recordActions.ts';
import { companyDaySql, todaySql } from '../shared/today.ts';
import { markBellRead } from './bell.ts';
import './ownWaiting.ts';
import './raiseTask.ts';
import { tasksVisible } from './subject.ts';
import { demandClosed, demandOpen } from './taskRules.ts';
import { assignTask, cancelTask, createTask, finishTask, postponeTask, reopenTask, updateTask } from './tasks.ts';

const permission = 'tasks.read';
const userName = (alias: string, column_: string) => sql`(SELECT u.name FROM "User" u WHERE u.id = ${col(alias, column_)})`;

entity('Colleague', {
  table: 'User', permission, describe: 'Somebody of the firm, as far as everybody of it knows: to name in a comment, or to give a task.',
  rows: (alias) => sql`${col(alias, 'isActive')}`,
  fields: { name: column(), role: column() },
  listing: { field: 'colleagues', orderBy: { NAME: 'name' }, defaultOrder: 'NAME_ASC', search: ['name'], describe: 'Who of the firm may be named or given a task.' },
});

entity('Task', {
  permission, describe: 'Something that somebody is to do, about a record or by itself. Who may not see the record does not see the task.',
  rows: tasksVisible,
  fields: {
    kind: column(undefined, { describe: 'byHand, or the cause for which the system asks.' }),
    kindLabel: words(['kind'], ({ kind }, { locale }) => (hasMessage(`task.kind.${String(kind)}`) ? message(locale, `task.kind.${String(kind)}`) : String(kind))),
    title: column(), text: column(), status: column(), priority: column(), dueOn: column(), ownerRole: column(undefined, { describe: 'Whoever of this role takes it does it.' }),
    subjectType: column(), subject: column('subjectId', { typeColumn: 'subjectType', describe: 'The record it is about.' }),
    subjectLabel: expression('text', subjectLabel, { nullable: true, askable: false, describe: 'What people call that record.' }),
    ownerName: expression('text', (t) => userName(t, 'ownerId'), { nullable: true }),
    createdByName: column(), createdAt: column(), assignedAt: column(), closedByName: column(), closedAt: column(), outcome: column(undefined, { describe: 'What came of it, or why it is no more.' }),
    reopened: column(undefined, { describe: 'How often it was opened again.' }), version: column(),
    age: expression('int', (t) => sql`(coalesce(${companyDaySql(col(t, 'closedAt'))}, ${todaySql}) - ${companyDaySql(col(t, 'createdAt'))})`, { describe: 'Days that it is, or was, open.' }),
    isOverdue: expression('boolean', (t) => sql`(${col(t, 'status')} = 'OPEN' AND coalesce(${col(t, 'dueOn')} < ${todaySql}, FALSE))`),
    isUnowned: expression('boolean', (t) => sql`(${col(t, 'ownerId')} IS NULL AND ${col(t, 'ownerRole')} IS NULL)`),
    isMine: expression('boolean', (t, viewer) => sql`(${col(t, 'ownerId')} IS NOT DISTINCT FROM ${viewer.id}::uuid AND ${col(t, 'ownerId')} IS NOT NULL)`, { describe: 'The viewer is to do it.' }),
    isMyRoles: expression('boolean', (t, viewer) => sql`coalesce(${col(t, 'ownerRole')} = ${viewer.role}::"Role", FALSE)`, { describe: 'Somebody of the viewer\'s role is to do it.' }),
  },
  ones: { owner: one('Colleague', 'ownerId') },
  manies: { timeline: timelineOf() },
  listing: {
    field: 'tasks', defaultOrder: 'DUE_ON_ASC', search: ['title', 'text', 'ownerName'],
    orderBy: { DUE_ON: 'dueOn', PRIORITY: 'priority', CREATED_AT: 'createdAt', CLOSED_AT: 'closedAt', TITLE: 'title', OWNER_NAME: 'ownerName', AGE: 'age', STATUS: 'status' },
    describe: 'What somebody is to do.',
  },
});

recordActions('Task', { task: itself('Task') }, ({ task }) => [
  ...[finishTask, assignTask, postponeTask, updateTask, cancelTask].map(({ name }) => recordAction(name, 'tasks.write', () => demandOpen(task))),
  recordAction('reopenTask', 'tasks.write', () => demandClosed(task)),
]);

mutations(createTask, updateTask, assignTask, postponeTask, finishTask, cancelTask, reopenTask, markBellRead);
