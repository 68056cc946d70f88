import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { may } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { BooleanInput, DayInput, TextInput } from '../shared/form/inputs.tsx';
import type { BulkContext, View } from '../shared/list/context.ts';
import { RecordList } from '../shared/list/RecordList.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { cancelDeviationRun, decideDeviations, startDeviationRun } from './mutations.ts';
import type { Deviation, DeviationRow, Run, RunRow } from './deviationQueries.ts';

const fields: readonly Field<DeviationRow>[] = [
  { name: 'customer', kind: 'reference', reference: 'customers', sort: true, filter: true, card: 'title' },
  { name: 'field', kind: 'enum', enumName: 'DeviationField', sort: true, filter: true, card: 'detail' },
  { name: 'actual', kind: 'text', card: 'figure' },
  { name: 'norm', kind: 'text', card: 'detail' },
  { name: 'tolerance', kind: 'text' },
  { name: 'basis', kind: 'enum', enumName: 'NormBasis', filter: true },
  { name: 'members', kind: 'integer', filter: true },
  { name: 'groupName', kind: 'text', sort: true, filter: true },
  { name: 'status', kind: 'enum', enumName: 'DeviationStatus', filter: true },
  { name: 'nextOn', kind: 'day', sort: true, filter: true },
  { name: 'reason', kind: 'text', hidden: true },
  { name: 'foundAt', kind: 'instant', sort: true, filter: true, hidden: true },
];
const views: readonly View[] = [
  { key: 'open', label: 'credit.view.undecided', filter: { status: ['OPEN'] } },
  { key: 'kept', label: 'credit.view.kept', filter: { status: ['KEPT'] }, sort: { field: 'nextOn', order: 'ASC' } },
];

function DecideDialog({ ids, onClose, onDone }: { ids: readonly string[]; onClose: () => void; onDone?: () => void }) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.decideDeviations')} document={decideDeviations} onClose={onClose} {...(onDone ? { onDone } : {})} initial={{ keep: true, nextOn: '', reason: '' }}
      input={({ keep, nextOn, reason }) => ({ deviationIds: ids, keep: keep === true, nextOn: keep === true && nextOn ? nextOn : null, reason })}
    >
      <p>{t('credit.decideText')}</p>
      <BooleanInput source="keep" label={t('credit.keepIt')} />
      <DayInput source="nextOn" label={t('credit.keepUntil')} help={t('credit.inAYear')} />
      <TextInput source="reason" label={t('credit.reason')} required multiline />
    </ActionDialog>
  );
}

function DecideSelected({ ids, unselect }: BulkContext) {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('action.decideDeviations')}</Button>
      {isOpen && <DecideDialog ids={ids} onClose={() => setOpen(false)} onDone={unselect} />}
    </>
  );
}

function StartRun() {
  const t = useT();
  const navigate = useNavigate();
  const [start, { pending }] = useAction(startDeviationRun);
  const begin = async () => {
    const done = await start({});
    if (done?.run) void navigate(`/deviationRuns/${encodeURIComponent(done.run.id)}/show`);
  };
  return may('customers.compare') ? <Button variant="contained" loading={pending} onClick={() => void begin()}>{t('action.startDeviationRun')}</Button> : null;
}

export const DeviationList = () => (
  <RecordList fields={fields} views={views} sort={{ field: 'foundAt', order: 'DESC' }} actions={<StartRun />} bulkActions={(chosen) => <DecideSelected {...chosen} />} />
);

const actions: readonly RecordAction<Deviation>[] = [
  { name: 'decideDeviations', document: decideDeviations, input: () => ({}), permission: 'customers.compare', primary: true, when: ({ status }) => status === 'OPEN', dialog: ({ id }, close) => <DecideDialog ids={[id]} onClose={close} /> },
];
const facts: readonly Field<Deviation>[] = [{ name: 'field', kind: 'enum', enumName: 'DeviationField' }, { name: 'actual', kind: 'text' }, { name: 'norm', kind: 'text' }, { name: 'tolerance', kind: 'text' }, { name: 'members', kind: 'integer' }];
const details: readonly Field<Deviation>[] = [
  { name: 'customer', kind: 'reference', reference: 'customers' }, { name: 'groupName', kind: 'text' }, { name: 'basis', kind: 'enum', enumName: 'NormBasis' }, { name: 'foundAt', kind: 'instant' }, { name: 'run', kind: 'reference', reference: 'deviationRuns' },
  { name: 'decidedAt', kind: 'instant' }, { name: 'decidedByName', kind: 'text' }, { name: 'reason', kind: 'text' }, { name: 'nextOn', kind: 'day' },
];
export function DeviationShow() {
  const t = useT();
  return (
    <RecordPage<Deviation> facts={facts} status={{ field: 'status', enumName: 'DeviationStatus' }} actions={actions}>
      {(deviation) => <Section title={t('credit.deviation')}><FieldGrid fields={details} record={deviation} /></Section>}
    </RecordPage>
  );
}

const runFields: readonly Field<RunRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' },
  { name: 'status', kind: 'enum', enumName: 'DeviationRunStatus', filter: true, card: 'detail' },
  { name: 'customers', kind: 'integer' }, { name: 'groupsDone', kind: 'integer' }, { name: 'groups', kind: 'integer' }, { name: 'found', kind: 'integer', card: 'figure' },
  { name: 'isYearly', kind: 'boolean', filter: true }, { name: 'askedByName', kind: 'text', filter: true }, { name: 'createdAt', kind: 'instant', sort: true, filter: true },
];
export const RunList = () => <RecordList fields={runFields} sort={{ field: 'createdAt', order: 'DESC' }} actions={<StartRun />} />;

const runActions: readonly RecordAction<Run>[] = [
  { name: 'cancelDeviationRun', document: cancelDeviationRun, input: ({ id }) => ({ runId: id }), permission: 'customers.compare', danger: true, confirm: { kind: 'plain' }, when: ({ status }) => status === 'RUNNING' },
];
const runFacts: readonly Field<Run>[] = [{ name: 'customers', kind: 'integer' }, { name: 'groups', kind: 'integer' }, { name: 'groupsDone', kind: 'integer' }, { name: 'found', kind: 'integer' }];
const runDetails: readonly Field<Run>[] = [
  { name: 'asOf', kind: 'day' }, { name: 'isYearly', kind: 'boolean' }, { name: 'askedByName', kind: 'text' }, { name: 'createdAt', kind: 'instant' }, { name: 'finishedAt', kind: 'instant' },
  { name: 'toleranceDays', kind: 'integer' }, { name: 'toleranceTimes', kind: 'quantity' }, { name: 'tolerancePoints', kind: 'percent' },
];
export function RunShow() {
  const t = useT();
  return (
    <RecordPage<Run> facts={runFacts} status={{ field: 'status', enumName: 'DeviationRunStatus' }} actions={runActions}>
      {(run) => (
        <Section title={t('credit.run')}>
          {run.status === 'RUNNING' && <LinearProgress variant="determinate" value={run.groups === 0 ? 0 : (100 * run.groupsDone) / run.groups} aria-label={t('credit.run')} />}
          <FieldGrid fields={runDetails} record={run} />
        </Section>
      )}
    </RecordPage>
  );
}
