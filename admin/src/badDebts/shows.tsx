import { may } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { AskDialog, reason } from '../charges/AskDialog.tsx';
import { LedgerTab } from '../invoices/LedgerTab.tsx';
import type { Field } from '../shared/field.tsx';
import { percentText } from '../shared/numbers.ts';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RecordAction, RelatedTab } from '../shared/record/types.ts';
import { LinesTable } from '../stock/LinesTable.tsx';
import { cancelWriteOff, releaseProvision, reverseProvision, reverseRecovery, reverseWriteOff } from './mutations.ts';
import type { ProvisionRun, Recovery, SpecificProvision, WriteOff } from './queries.ts';

type Undoing = typeof cancelWriteOff | typeof reverseWriteOff | typeof reverseRecovery | typeof reverseProvision | typeof releaseProvision;
/** Taking something back, with a reason. */
const undo = (name: string, document: Undoing, permission: string, key: string): RecordAction<{ id: string }> => ({
  name, document, input: () => ({}), permission, danger: true, dialog: ({ id }, close) => <AskDialog danger document={document} inputs={[reason]} input={(values) => ({ [key]: id, ...values })} onClose={close} />,
});
const useLedger = (): readonly RelatedTab<{ id: string }>[] => {
  const t = useT();
  return may('journal.read') ? [{ key: 'ledger', label: t('accounting.ledger'), content: ({ id }) => <LedgerTab documentId={id} /> }] : [];
};

const writeOffActions = [undo('cancelWriteOff', cancelWriteOff, 'badDebts.writeOff', 'writeOffId'), undo('reverseWriteOff', reverseWriteOff, 'badDebts.writeOff', 'writeOffId')];
const writeOffFacts: readonly Field<WriteOff>[] = [{ name: 'amount', kind: 'money' }, { name: 'recovered', kind: 'money' }, { name: 'lost', kind: 'money' }, { name: 'customer', kind: 'reference' }, { name: 'document', kind: 'text' }, { name: 'writtenOffOn', kind: 'day' }];
const writeOffDetails: readonly Field<WriteOff>[] = [
  { name: 'reason', kind: 'enum', enumName: 'WriteOffReason' }, { name: 'note', kind: 'text' }, { name: 'tax', kind: 'money' }, { name: 'isSmall', kind: 'boolean' }, { name: 'askedByName', kind: 'text' }, { name: 'approvedByName', kind: 'text' }, { name: 'createdAt', kind: 'instant' }, { name: 'reversedOn', kind: 'day' }, { name: 'reversalReason', kind: 'text' },
];
const recoveryParts: readonly Field<WriteOff['recoveryParts'][number]>[] = [{ name: 'recovery', kind: 'text', render: ({ recovery }) => recovery.number }, { name: 'recoveredOn', kind: 'text', render: ({ recovery }) => recovery.recoveredOn }, { name: 'amount', kind: 'money' }];

export function WriteOffShow() {
  const t = useT();
  return (
    <RecordPage<WriteOff> facts={writeOffFacts} status={{ field: 'status', enumName: 'WriteOffStatus' }} actions={writeOffActions} tabs={useLedger()}>
      {(writeOff) => (
        <>
          <Section title={t('badDebts.details')}><FieldGrid fields={writeOffDetails} record={writeOff} /></Section>
          {writeOff.recoveryParts.length > 0 && <Section title={t('badDebts.cameAfterAll')}><LinesTable resource="recoveryParts" label={t('chart.tableOf', { title: t('badDebts.cameAfterAll') })} fields={recoveryParts} rows={writeOff.recoveryParts} /></Section>}
        </>
      )}
    </RecordPage>
  );
}

const recoveryActions = [undo('reverseRecovery', reverseRecovery, 'badDebts.recover', 'recoveryId')];
const recoveryFacts: readonly Field<Recovery>[] = [{ name: 'amount', kind: 'money' }, { name: 'tax', kind: 'money' }, { name: 'customer', kind: 'reference' }, { name: 'recoveredOn', kind: 'day' }, { name: 'payment', kind: 'reference', permission: 'payments.read' }];
const recoveryDetails: readonly Field<Recovery>[] = [{ name: 'note', kind: 'text' }, { name: 'createdByName', kind: 'text' }, { name: 'createdAt', kind: 'instant' }, { name: 'reversedOn', kind: 'day' }, { name: 'reversalReason', kind: 'text' }];
const partsOf: readonly Field<Recovery['parts'][number]>[] = [{ name: 'writeOff', kind: 'reference' }, { name: 'tax', kind: 'money' }, { name: 'amount', kind: 'money' }];

export function RecoveryShow() {
  const t = useT();
  return (
    <RecordPage<Recovery> facts={recoveryFacts} status={{ field: 'status', enumName: 'PostingStatus' }} actions={recoveryActions} tabs={useLedger()}>
      {(recovery) => (
        <>
          <Section title={t('badDebts.ofWriteOffs')}><LinesTable resource="recoveryParts" label={t('chart.tableOf', { title: t('badDebts.ofWriteOffs') })} fields={partsOf} rows={recovery.parts} /></Section>
          <Section title={t('badDebts.details')}><FieldGrid fields={recoveryDetails} record={recovery} /></Section>
        </>
      )}
    </RecordPage>
  );
}

const runActions = [undo('reverseProvision', reverseProvision, 'badDebts.provide', 'provisionRunId')];
const runFacts: readonly Field<ProvisionRun>[] = [{ name: 'asOf', kind: 'day' }, { name: 'base', kind: 'money' }, { name: 'total', kind: 'money' }, { name: 'previous', kind: 'reference' }, { name: 'createdByName', kind: 'text' }, { name: 'createdAt', kind: 'instant' }, { name: 'reversedOn', kind: 'day' }, { name: 'reversalReason', kind: 'text' }];
const runLines: readonly Field<ProvisionRun['lines']['nodes'][number]>[] = [
  { name: 'customer', kind: 'reference' }, { name: 'bucket', kind: 'enum', enumName: 'AgeBucket' }, { name: 'riskClass', kind: 'text' }, { name: 'rate', kind: 'text', render: ({ rate }) => percentText(rate) }, { name: 'base', kind: 'money' }, { name: 'amount', kind: 'money' },
];

export function ProvisionRunShow() {
  const t = useT();
  return (
    <RecordPage<ProvisionRun> facts={runFacts} status={{ field: 'status', enumName: 'ProvisionStatus' }} actions={runActions} tabs={useLedger()}>
      {(run) => <Section title={t('badDebts.lines')}><LinesTable resource="provisionLines" label={t('chart.tableOf', { title: t('badDebts.lines') })} fields={runLines} rows={run.lines.nodes} /></Section>}
    </RecordPage>
  );
}

const specificActions = [undo('releaseProvision', releaseProvision, 'badDebts.provide', 'specificProvisionId')];
const specificFacts: readonly Field<SpecificProvision>[] = [{ name: 'amount', kind: 'money' }, { name: 'customer', kind: 'reference' }, { name: 'document', kind: 'text' }, { name: 'postedOn', kind: 'day' }, { name: 'endedOn', kind: 'day' }];
const specificDetails: readonly Field<SpecificProvision>[] = [{ name: 'reason', kind: 'text' }, { name: 'createdByName', kind: 'text' }, { name: 'createdAt', kind: 'instant' }, { name: 'endReason', kind: 'text' }];

export function SpecificProvisionShow() {
  const t = useT();
  return (
    <RecordPage<SpecificProvision> facts={specificFacts} status={{ field: 'status', enumName: 'SpecificProvisionStatus' }} actions={specificActions} tabs={useLedger()}>
      {(provision) => <Section title={t('badDebts.details')}><FieldGrid fields={specificDetails} record={provision} /></Section>}
    </RecordPage>
  );
}
