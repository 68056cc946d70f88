import { pathOfId } from '../data/resource.ts';
import { today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { LinesTable } from '../stock/LinesTable.tsx';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { DayInput, MoneyInput } from '../shared/form/inputs.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { Section } from '../shared/record/Section.tsx';
import type { RecordAction, RelatedTab } from '../shared/record/types.ts';
import { useNavigate } from 'react-router-dom';
import { journalFields } from './fields.tsx';
import { draftFromTemplate, type JournalTemplate } from './templateQueries.ts';

const facts: readonly Field<JournalTemplate>[] = [
  { name: 'memo', kind: 'text' }, { name: 'amount', kind: 'money' }, { name: 'everyMonths', kind: 'integer' }, { name: 'nextOn', kind: 'day' }, { name: 'isReversing', kind: 'boolean' }, { name: 'isActive', kind: 'boolean' },
];
const lineFields: readonly Field<JournalTemplate['lines'][number]>[] = [
  { name: 'account', kind: 'text', render: ({ account }) => `${account.code} ${account.name}` }, { name: 'isDebit', kind: 'boolean' }, { name: 'part', kind: 'quantity' }, { name: 'fixed', kind: 'money' }, { name: 'description', kind: 'text' },
  { name: 'customer', kind: 'reference' }, { name: 'supplier', kind: 'reference' }, { name: 'costCategory', kind: 'reference' },
];

function DraftDialog({ template, onClose }: { template: JournalTemplate; onClose: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  return (
    <ActionDialog
      title={t('action.draftFromTemplate')} document={draftFromTemplate} input={({ effectiveOn, amount }) => ({ journalTemplateId: template.id, effectiveOn, amount: amount || null })}
      initial={{ effectiveOn: today(), amount: template.amount?.amount ?? '' }} onClose={onClose}
      onDone={(payload) => void navigate(pathOfId((payload as { manualJournal?: { id: string } }).manualJournal?.id ?? '') ?? '/manualJournals')}
    >
      <DayInput source="effectiveOn" label={t('accounting.effectiveOn')} required />
      <MoneyInput source="amount" label={t('accounting.amount')} />
    </ActionDialog>
  );
}

const actions: readonly RecordAction<JournalTemplate>[] = [
  { name: 'draftFromTemplate', document: draftFromTemplate, input: () => ({}), primary: true, dialog: (template, close) => <DraftDialog template={template} onClose={close} /> },
];

export function JournalTemplateShow() {
  const t = useT();
  const tabs: RelatedTab<JournalTemplate>[] = [
    { key: 'journals', label: t('books.madeOfIt'), related: { resource: 'manualJournals', filter: ({ id }) => ({ template: { is: id } }), fields: journalFields, sort: 'createdAt DESC' } },
  ];
  return (
    <RecordPage<JournalTemplate> facts={facts} actions={actions} tabs={tabs}>
      {(template) => (
        <Section title={t('accounting.lines')}>
          <LinesTable resource="journalTemplateLines" label={t('chart.tableOf', { title: t('accounting.lines') })} fields={lineFields} rows={template.lines} />
        </Section>
      )}
    </RecordPage>
  );
}
