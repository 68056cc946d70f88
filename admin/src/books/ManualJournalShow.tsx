import Alert from '@mui/material/Alert';
import { useLabels, useT } from '../i18n/useT.ts';
import { LinesTable } from '../stock/LinesTable.tsx';
import type { Field } from '../shared/field.tsx';
import { ReferenceLink } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { TextInput } from '../shared/form/inputs.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { pathOfId } from '../data/resource.ts';
import { copyManualJournal, deleteManualJournal, postManualJournal, submitManualJournal, withdrawManualJournal, type ManualJournal } from './journalQueries.ts';

const facts: readonly Field<ManualJournal>[] = [{ name: 'total', kind: 'money' }, { name: 'effectiveOn', kind: 'day' }, { name: 'reverseOn', kind: 'day' }];
const entryLink = (at: { id: string; sequence: unknown } | null) => (at ? <ReferenceLink value={{ id: at.id, name: String(at.sequence) }} /> : '–');
const details: readonly Field<ManualJournal>[] = [
  { name: 'memo', kind: 'text' }, { name: 'createdByName', kind: 'text' }, { name: 'createdAt', kind: 'instant' }, { name: 'template', kind: 'reference' },
  { name: 'entry', kind: 'text', render: ({ entry }) => entryLink(entry) }, { name: 'reversalEntry', kind: 'text', render: ({ reversalEntry }) => entryLink(reversalEntry) },
];
type Line = ManualJournal['lines'][number];
const lineFields: readonly Field<Line>[] = [
  { name: 'account', kind: 'text', render: ({ account }) => `${account.code} ${account.name}` }, { name: 'description', kind: 'text' }, { name: 'debit', kind: 'money' }, { name: 'credit', kind: 'money' },
  { name: 'customer', kind: 'reference' }, { name: 'supplier', kind: 'reference' }, { name: 'order', kind: 'reference' }, { name: 'product', kind: 'reference' }, { name: 'costCategory', kind: 'reference' },
  { name: 'taxCode', kind: 'text', render: ({ taxCode }) => taxCode?.code ?? '–' },
];

function SubmitDialog({ journal, onClose }: { journal: ManualJournal; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t('action.submitManualJournal')} document={submitManualJournal} input={(values) => ({ manualJournalId: journal.id, ...values })} initial={{ reason: '' }} onClose={onClose}>
      <TextInput source="reason" label={t('payments.reason')} required multiline />
    </ActionDialog>
  );
}

const input = ({ id }: ManualJournal) => ({ manualJournalId: id });
const actions: readonly RecordAction<ManualJournal>[] = [
  { name: 'postManualJournal', document: postManualJournal, input, primary: true, when: ({ status }) => status !== 'POSTED' },
  { name: 'submitManualJournal', document: submitManualJournal, input, when: ({ status }) => status === 'DRAFT', dialog: (journal, close) => <SubmitDialog journal={journal} onClose={close} /> },
  { name: 'withdrawManualJournal', document: withdrawManualJournal, input, when: ({ status }) => status === 'SUBMITTED' },
  { name: 'copyManualJournal', document: copyManualJournal, input, then: (payload) => pathOfId((payload as { manualJournal?: { id: string } }).manualJournal?.id ?? '') },
  { name: 'deleteManualJournal', document: deleteManualJournal, input, danger: true, undoable: true, when: ({ status }) => status === 'DRAFT' },
];

export function ManualJournalShow() {
  const t = useT();
  const { enumLabel } = useLabels();
  const pipeline = ({ status, effectiveOn }: ManualJournal) => ({
    current: status, steps: ['DRAFT', ...(status === 'SUBMITTED' ? ['SUBMITTED'] : []), 'POSTED'].map((name) => ({ name, label: enumLabel('ManualJournalStatus', name), on: name === 'POSTED' && status === name ? effectiveOn : null })),
  });
  return (
    <RecordPage<ManualJournal> status={{ field: 'status', enumName: 'ManualJournalStatus' }} pipeline={pipeline} facts={facts} actions={actions}>
      {(journal) => (
        <>
          {journal.status === 'SUBMITTED' && journal.approval && <Alert severity={journal.approval === 'REJECTED' ? 'error' : journal.approval === 'APPROVED' ? 'success' : 'info'}>{t(`purchasing.approval.${journal.approval}` as 'purchasing.approval.PENDING')}</Alert>}
          {journal.isReversed && <Alert severity="warning">{t('books.isReversed')}</Alert>}
          <Section title={t('accounting.lines')}>
            <LinesTable resource="manualJournalLines" label={t('chart.tableOf', { title: t('accounting.lines') })} fields={lineFields} rows={journal.lines} />
          </Section>
          <Section title={t('accounting.entry')}>
            <FieldGrid fields={details} record={journal} />
          </Section>
        </>
      )}
    </RecordPage>
  );
}
