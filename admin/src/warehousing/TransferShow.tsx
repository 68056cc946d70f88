import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { may } from '../data/session.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import { LinesTable } from '../stock/LinesTable.tsx';
import type { Transfer } from './queries.ts';
import { ReverseStepDialog, transferActions } from './TransferActions.tsx';

type Step = Transfer['steps'][number];
const facts: readonly Field<Transfer>[] = [
  { name: 'fromWarehouse', kind: 'reference' }, { name: 'toWarehouse', kind: 'reference' }, { name: 'quantity', kind: 'quantity' }, { name: 'onItsWay', kind: 'quantity' },
  { name: 'expectedOn', kind: 'day' },
];
const details: readonly Field<Transfer>[] = [
  { name: 'dispatchedOn', kind: 'day' }, { name: 'receivedOn', kind: 'day' }, { name: 'lost', kind: 'quantity' }, { name: 'createdAt', kind: 'instant' }, { name: 'note', kind: 'text' },
];
const lineFields: readonly Field<Transfer['lines'][number]>[] = [
  { name: 'product', kind: 'reference' }, { name: 'quantity', kind: 'quantity' }, { name: 'dispatched', kind: 'quantity' }, { name: 'received', kind: 'quantity' },
  { name: 'lost', kind: 'quantity' }, { name: 'onItsWay', kind: 'quantity' },
];
const draftFields: readonly Field<Transfer['lines'][number]>[] = [
  { name: 'product', kind: 'reference' }, { name: 'quantity', kind: 'quantity' }, { name: 'available', kind: 'quantity' },
];
const stepFields: readonly Field<Step>[] = [
  { name: 'kind', kind: 'enum', enumName: 'TransferStepKind' }, { name: 'happenedOn', kind: 'day' }, { name: 'quantity', kind: 'quantity' },
  { name: 'value', kind: 'money', permission: 'costs.read' }, { name: 'reason', kind: 'enum', enumName: 'MoveReason' }, { name: 'note', kind: 'text' },
  { name: 'status', kind: 'enum', enumName: 'PostingStatus' },
];

export function TransferShow() {
  const t = useT();
  const { enumLabel } = useLabels();
  const pipeline = ({ status, dispatchedOn, receivedOn }: Transfer) => {
    const names = status === 'CANCELLED' ? ['DRAFT', 'CANCELLED'] : ['DRAFT', 'DISPATCHED', ...(status === 'PART_RECEIVED' ? ['PART_RECEIVED'] : []), 'RECEIVED'];
    const days: Record<string, string | null> = { DISPATCHED: dispatchedOn, RECEIVED: receivedOn };
    return { current: status, steps: names.map((name) => ({ name, label: enumLabel('TransferStatus', name), on: days[name] ?? null })) };
  };
  return (
    <RecordPage<Transfer> status={{ field: 'status', enumName: 'TransferStatus' }} pipeline={pipeline} facts={facts} actions={transferActions}>
      {(transfer) => (
        <>
          {transfer.isLate && <Alert severity="warning">{t('warehousing.isLate')}</Alert>}
          <Section title={t('warehousing.lines')}>
            <LinesTable resource="transferLines" label={t('chart.tableOf', { title: t('warehousing.lines') })} fields={transfer.status === 'DRAFT' ? draftFields : lineFields} rows={transfer.lines} />
          </Section>
          {transfer.steps.length > 0 && <Steps steps={transfer.steps} />}
          <Section title={t('warehousing.transfer')}>
            <FieldGrid fields={details} record={transfer} />
          </Section>
        </>
      )}
    </RecordPage>
  );
}

/** What was posted of a transfer, each with its reverse. */
function Steps({ steps }: { steps: readonly Step[] }) {
  const t = useT();
  const { enumLabel } = useLabels();
  const [reversing, setReversing] = useState<string>();
  const buttons = (step: Step) => step.actions.some(({ allowed }) => allowed) && (
    <Button size="small" onClick={() => setReversing(step.id)} aria-label={t('warehousing.takeBackStep', { no: step.no, step: enumLabel('TransferStepKind', step.kind) })}>
      {t('action.reverseTransferStep')}
    </Button>
  );
  return (
    <Section title={t('warehousing.steps')}>
      <LinesTable
        resource="transferSteps" label={t('chart.tableOf', { title: t('warehousing.steps') })} fields={stepFields.filter(({ permission }) => may(permission))} rows={steps}
        {...(may('stock.manage') ? { buttons } : {})}
      />
      {reversing && <ReverseStepDialog stepId={reversing} onClose={() => setReversing(undefined)} />}
    </Section>
  );
}
