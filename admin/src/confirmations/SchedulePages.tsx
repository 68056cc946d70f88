import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useRefresh } from 'ra-core';
import { useState } from 'react';
import { may, today } from '../data/session.ts';
import { asking, useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { ReferenceLink } from '../shared/field.tsx';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { BooleanInput, DayInput, EnumInput, Fields, IntegerInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import type { View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RecordAction, RelatedTab } from '../shared/record/types.ts';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import { runFields } from './runFields.ts';
import { runStatementSchedule, saveStatementSchedule, scheduledStatements } from './statementQueries.ts';
import type { Schedule, ScheduleRow } from './statementQueries.ts';

const fields: readonly Field<ScheduleRow>[] = [
  { name: 'name', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'customer', kind: 'reference', reference: 'customers', filter: true }, { name: 'group', kind: 'reference', reference: 'customerGroups', filter: true },
  { name: 'rhythm', kind: 'enum', enumName: 'StatementRhythm', sort: true, filter: true, card: 'detail' }, { name: 'day', kind: 'integer' },
  { name: 'condition', kind: 'enum', enumName: 'StatementCondition', filter: true, card: 'detail' }, { name: 'form', kind: 'enum', enumName: 'StatementForm', filter: true },
  { name: 'language', kind: 'enum', enumName: 'Language', filter: true, hidden: true }, { name: 'startsOn', kind: 'day', sort: true, filter: true, hidden: true },
  { name: 'lastDueOn', kind: 'day' }, { name: 'isActive', kind: 'boolean', filter: true },
];
const views: readonly View[] = [{ key: 'active', label: 'confirmations.view.active', filter: { isActive: true } }];

function ScheduleDialog({ schedule, onClose, onDone }: { schedule?: Schedule; onClose: () => void; onDone?: () => void }) {
  const t = useT();
  return (
    <ActionDialog
      title={t(schedule ? 'action.saveStatementSchedule' : 'confirmations.newSchedule')} document={saveStatementSchedule} onClose={onClose} {...(onDone ? { onDone } : {})}
      initial={{
        name: schedule?.name ?? '', customerId: schedule?.customer?.id ?? '', groupId: schedule?.group?.id ?? '', rhythm: schedule?.rhythm ?? 'MONTH', day: String(schedule?.day ?? 1), condition: schedule?.condition ?? 'BALANCE',
        form: schedule?.form ?? 'OPEN_ITEMS', language: schedule?.language ?? '', startsOn: schedule?.startsOn ?? today(), isActive: schedule?.isActive ?? true,
      }}
      input={({ day, customerId, groupId, language, startsOn, isActive, ...typed }) => ({
        ...typed, ...(schedule ? { scheduleId: schedule.id, version: schedule.version } : {}), day: Number(day), customerId: customerId || null, groupId: groupId || null, language: language || null, startsOn: startsOn || null, isActive: isActive === true,
      })}
    >
      <TextInput source="name" label={t('confirmations.name')} required />
      <Fields>
        <ReferenceInput source="customerId" reference="customers" label={t('confirmations.customer')} help={t('confirmations.scopeHelp')} />
        <ReferenceInput source="groupId" reference="customerGroups" label={t('confirmations.group')} />
        <EnumInput source="rhythm" enumName="StatementRhythm" label={t('confirmations.rhythm')} required />
        <IntegerInput source="day" label={t('confirmations.day')} help={t('confirmations.dayHelp')} required />
        <EnumInput source="condition" enumName="StatementCondition" label={t('confirmations.condition')} required />
        <EnumInput source="form" enumName="StatementForm" label={t('confirmations.form')} required />
        <EnumInput source="language" enumName="Language" label={t('confirmations.language')} help={t('confirmations.languageHelp')} />
        <DayInput source="startsOn" label={t('confirmations.startsOn')} />
      </Fields>
      <BooleanInput source="isActive" label={t('confirmations.isActive')} />
    </ActionDialog>
  );
}

function NewSchedule() {
  const t = useT();
  const refresh = useRefresh();
  const [isOpen, setOpen] = useState(false);
  if (!may('statements.manage')) return null;
  return (
    <>
      <Button variant="contained" onClick={() => setOpen(true)}>{t('confirmations.newSchedule')}</Button>
      {isOpen && <ScheduleDialog onClose={() => setOpen(false)} onDone={refresh} />}
    </>
  );
}
export const StatementScheduleList = () => <RecordList fields={fields} views={views} sort={{ field: 'name', order: 'ASC' }} actions={<NewSchedule />} />;

const previewOf = (scheduleId: string) => asking(scheduledStatements, { scheduleId });

/** Who would get a statement today, and who would not. */
function Preview({ scheduleId }: { scheduleId: string }) {
  const t = useT();
  const { enumLabel } = useLabels();
  const { data, error } = useAsk(scheduledStatements, { scheduleId });
  if (error) return <Typography role="alert">{error.message}</Typography>;
  const preview = data?.scheduledStatements;
  if (!preview) return null;
  return (
    <>
      <Typography sx={{ mb: 1 }}>{t('confirmations.wouldSend', { sent: preview.sent, skipped: preview.skipped })}</Typography>
      <ReportTable
        name={t('confirmations.preview')} empty={t('confirmations.nobody')}
        columns={[{ label: t('confirmations.customer') }, { label: t('confirmations.outcome') }, { label: t('confirmations.email') }, { label: t('confirmations.overdue'), numeric: true }, { label: t('confirmations.balance'), numeric: true }]}
        rows={preview.rows.map((row) => ({ key: row.customer?.id ?? row.name, cells: [row.customer ? <ReferenceLink key="customer" value={row.customer} /> : row.name, enumLabel('StatementOutcome', row.outcome), row.email ?? '', row.overdue, row.balance] }))}
        totals={[t('list.total'), '', '', '', preview.balance]}
      />
    </>
  );
}

const actions: readonly RecordAction<Schedule>[] = [
  { name: 'runStatementSchedule', document: runStatementSchedule, input: ({ id }) => ({ scheduleId: id }), permission: 'statements.manage', primary: true, confirm: { kind: 'plain' } },
  { name: 'saveStatementSchedule', document: saveStatementSchedule, input: () => ({}), permission: 'statements.manage', dialog: (schedule, close) => <ScheduleDialog schedule={schedule} onClose={close} /> },
];
const facts: readonly Field<Schedule>[] = [
  { name: 'rhythm', kind: 'enum', enumName: 'StatementRhythm' }, { name: 'day', kind: 'integer' }, { name: 'condition', kind: 'enum', enumName: 'StatementCondition' }, { name: 'form', kind: 'enum', enumName: 'StatementForm' }, { name: 'isActive', kind: 'boolean' },
];
const details: readonly Field<Schedule>[] = [
  { name: 'customer', kind: 'reference' }, { name: 'group', kind: 'reference' }, { name: 'language', kind: 'enum', enumName: 'Language' }, { name: 'startsOn', kind: 'day' }, { name: 'lastDueOn', kind: 'day' }, { name: 'createdAt', kind: 'instant' },
];
export function StatementScheduleShow() {
  const t = useT();
  const tabs: readonly RelatedTab<Schedule>[] = [
    ...(may('statements.manage') ? [{ key: 'preview', label: t('confirmations.preview'), asks: (id: string) => [previewOf(id)], content: ({ id }: Schedule) => <Preview scheduleId={id} /> }] : []),
    { key: 'runs', label: t('confirmations.runs'), related: { resource: 'statementRuns', filter: ({ id }) => ({ schedule: { is: id } }), fields: runFields.filter(({ name }) => name !== 'schedule'), sort: 'createdAt DESC' } },
  ];
  return <RecordPage<Schedule> facts={facts} actions={actions} tabs={tabs}>{(schedule) => <Section title={t('confirmations.scope')}><FieldGrid fields={details} record={schedule} /></Section>}</RecordPage>;
}
