import Alert from '@mui/material/Alert';
import Typography from '@mui/material/Typography';
import { useSearchParams } from 'react-router-dom';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { DayInput, EnumInput, Fields, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { CreateForm, EditForm } from '../shared/form/RecordForm.tsx';
import type { View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { Section } from '../shared/record/Section.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { taskFacts, taskFields } from './fields.tsx';
import { assignTaskMutation, cancelTaskMutation, createTaskMutation, finishTaskMutation, postponeTaskMutation, reopenTaskMutation } from './queries.ts';
import type { Task } from './queries.ts';

const open = { status: ['OPEN'] };
const byDay = { field: 'dueOn', order: 'ASC' } as const;
const views: readonly View[] = [
  { key: 'mine', label: 'tasks.view.mine', filter: { ...open, isMine: true }, sort: byDay },
  { key: 'role', label: 'tasks.view.role', filter: { ...open, isMyRoles: true }, sort: byDay },
  { key: 'unowned', label: 'tasks.view.unowned', filter: { ...open, isUnowned: true }, sort: byDay },
  { key: 'overdue', label: 'tasks.view.overdue', filter: { isOverdue: true }, sort: byDay },
  { key: 'open', label: 'tasks.view.open', filter: open, sort: byDay },
  { key: 'done', label: 'tasks.view.done', filter: { status: ['DONE'] }, sort: { field: 'closedAt', order: 'DESC' } },
];

export const TaskList = () => <RecordList fields={taskFields} views={views} sort={byDay} />;

function Inputs({ creating = false }: { creating?: boolean }) {
  const t = useT();
  return (
    <Fields>
      <TextInput source="title" required />
      <EnumInput source="priority" enumName="TaskPriority" required />
      {creating && (
        <>
          <ReferenceInput source="ownerId" reference="colleagues" />
          <EnumInput source="ownerRole" enumName="Role" values={staffRoles} help={t('tasks.roleHelp')} />
          <DayInput source="dueOn" />
        </>
      )}
      <TextInput source="text" multiline />
    </Fields>
  );
}
const staffRoles = ['OWNER', 'CONTROLLER', 'SALES', 'WAREHOUSE', 'COLLECTOR', 'ANALYST'];

export function TaskCreate() {
  const t = useT();
  const [search] = useSearchParams();
  const subjectId = search.get('subject');
  return (
    <CreateForm initial={{ priority: 'NORMAL', ...(subjectId ? { subjectId } : {}) }}>
      <Section title={t('tasks.what')}>
        <Inputs creating />
      </Section>
    </CreateForm>
  );
}

export function TaskEdit() {
  const t = useT();
  return (
    <EditForm>
      <Section title={t('tasks.what')}>
        <Inputs />
      </Section>
    </EditForm>
  );
}

/** A task about a record, asked for where one stands. */
export function NewTaskDialog({ subjectId, onClose }: { subjectId: string; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.createTask')} document={createTaskMutation} initial={{ title: '', priority: 'NORMAL', text: '' }} onClose={onClose}
      input={({ title, text, priority, ownerId, ownerRole, dueOn }) => ({
        subjectId, title, text, priority, ownerId: ownerId === '' ? null : ownerId, ownerRole: ownerRole === '' ? null : ownerRole, dueOn: dueOn === '' ? null : dueOn,
      })}
    >
      <TextInput source="title" label={t('tasks.title')} required />
      <Fields>
        <ReferenceInput source="ownerId" label={t('tasks.owner')} reference="colleagues" />
        <EnumInput source="ownerRole" label={t('tasks.ownerRole')} enumName="Role" values={staffRoles} />
        <DayInput source="dueOn" label={t('tasks.dueOn')} />
        <EnumInput source="priority" label={t('tasks.priority')} enumName="TaskPriority" required />
      </Fields>
      <TextInput source="text" label={t('tasks.text')} multiline />
    </ActionDialog>
  );
}

type DialogProps = { task: Task; onClose: () => void };

function FinishDialog({ task, onClose }: DialogProps) {
  const t = useT();
  return (
    <ActionDialog title={t('action.finishTask')} document={finishTaskMutation} initial={{ outcome: '' }} onClose={onClose} input={({ outcome }) => ({ taskId: task.id, outcome: outcome === '' ? null : outcome })}>
      <Typography>{task.title}</Typography>
      <TextInput source="outcome" label={t('tasks.outcome')} multiline />
    </ActionDialog>
  );
}

function AssignDialog({ task, onClose }: DialogProps) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.assignTask')} document={assignTaskMutation} initial={{ ownerId: task.owner?.id ?? '', ownerRole: task.ownerRole ?? '', reason: '' }} onClose={onClose}
      input={({ ownerId, ownerRole, reason }) => ({ taskId: task.id, ownerId: ownerId === '' ? null : ownerId, ownerRole: ownerRole === '' ? null : ownerRole, reason: reason === '' ? null : reason })}
    >
      <Fields>
        <ReferenceInput source="ownerId" label={t('tasks.owner')} reference="colleagues" />
        <EnumInput source="ownerRole" label={t('tasks.ownerRole')} enumName="Role" values={staffRoles} />
      </Fields>
      <TextInput source="reason" label={t('tasks.reason')} multiline />
    </ActionDialog>
  );
}

function PostponeDialog({ task, onClose }: DialogProps) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.postponeTask')} document={postponeTaskMutation} initial={{ dueOn: task.dueOn ?? '', reason: '' }} onClose={onClose}
      input={({ dueOn, reason }) => ({ taskId: task.id, dueOn: dueOn === '' ? null : dueOn, reason: reason === '' ? null : reason })}
    >
      <DayInput source="dueOn" label={t('tasks.dueOn')} />
      <TextInput source="reason" label={t('tasks.reason')} multiline />
    </ActionDialog>
  );
}

function ReasonDialog({ task, onClose, name }: DialogProps & { name: 'cancelTask' | 'reopenTask' }) {
  const t = useT();
  return (
    <ActionDialog title={t(`action.${name}`)} document={name === 'cancelTask' ? cancelTaskMutation : reopenTaskMutation} initial={{ reason: '' }} onClose={onClose} input={({ reason }) => ({ taskId: task.id, reason })}>
      <TextInput source="reason" label={t('tasks.reason')} required multiline />
    </ActionDialog>
  );
}

const actions: readonly RecordAction<Task>[] = [
  { name: 'finishTask', document: finishTaskMutation, input: () => ({}), permission: 'tasks.write', primary: true, when: ({ status }) => status === 'OPEN', dialog: (task, close) => <FinishDialog task={task} onClose={close} /> },
  { name: 'assignTask', document: assignTaskMutation, input: () => ({}), permission: 'tasks.write', when: ({ status }) => status === 'OPEN', dialog: (task, close) => <AssignDialog task={task} onClose={close} /> },
  { name: 'postponeTask', document: postponeTaskMutation, input: () => ({}), permission: 'tasks.write', when: ({ status }) => status === 'OPEN', dialog: (task, close) => <PostponeDialog task={task} onClose={close} /> },
  { name: 'cancelTask', document: cancelTaskMutation, input: () => ({}), permission: 'tasks.write', danger: true, when: ({ status }) => status === 'OPEN', dialog: (task, close) => <ReasonDialog name="cancelTask" task={task} onClose={close} /> },
  { name: 'reopenTask', document: reopenTaskMutation, input: () => ({}), permission: 'tasks.write', primary: true, when: ({ status }) => status !== 'OPEN', dialog: (task, close) => <ReasonDialog name="reopenTask" task={task} onClose={close} /> },
];

export function TaskShow() {
  const t = useT();
  return (
    <RecordPage<Task> facts={taskFacts} status={{ field: 'status', enumName: 'TaskStatus' }} actions={actions}>
      {(task) => (
        <>
          {task.isOverdue && <Alert severity="warning" role="status">{t('tasks.overdue')}</Alert>}
          {task.text && (
            <Section title={t('tasks.text')}>
              <Typography sx={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>{task.text}</Typography>
            </Section>
          )}
          {task.status !== 'OPEN' && task.outcome && (
            <Alert severity={task.status === 'DONE' ? 'success' : 'info'} role="status">{t('tasks.answer', { name: task.closedByName ?? '', outcome: task.outcome })}</Alert>
          )}
        </>
      )}
    </RecordPage>
  );
}
