import { graphql } from '../data/graphql.ts';
import { may, today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { ReferenceLink } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { DayInput, TextInput } from '../shared/form/inputs.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { Section } from '../shared/record/Section.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { ReportTable } from '../shared/report/ReportTable.tsx';
import type { Entry } from './queries.ts';
import { sidesOf } from './sides.ts';

const reverseEntryMutation = graphql(`
  mutation ReverseEntry($input: ReverseEntryInput!) {
    reverseEntry(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

const facts: readonly Field<Entry>[] = [
  { name: 'kind', kind: 'enum', enumName: 'EntryKind' }, { name: 'effectiveOn', kind: 'day' }, { name: 'recordedAt', kind: 'instant' }, { name: 'memo', kind: 'text' },
  { name: 'source', kind: 'text', render: ({ source, sourceType }) => (sourceType === 'JournalEntry' ? '–' : <ReferenceLink value={{ id: source, name: sourceType }} />) },
  { name: 'reversesEntry', kind: 'text', render: ({ reversesEntry: at }) => (at ? <ReferenceLink value={{ id: at.id, name: String(at.sequence) }} /> : '–') },
  { name: 'reversedBy', kind: 'text', render: ({ reversedBy: [at] }) => (at ? <ReferenceLink value={{ id: at.id, name: String(at.sequence) }} /> : '–') },
];

function ReverseDialog({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t('action.reverseEntry')} document={reverseEntryMutation} input={(values) => ({ entryId: entry.id, ...values })} initial={{ reason: '', effectiveOn: today() }} danger onClose={onClose}>
      <TextInput source="reason" label={t('payments.reason')} required multiline />
      <DayInput source="effectiveOn" label={t('accounting.effectiveOn')} required />
    </ActionDialog>
  );
}

const reverse: RecordAction<Entry> = {
  name: 'reverseEntry', document: reverseEntryMutation, input: () => ({}), permission: 'journal.post', danger: true,
  dialog: (entry, close) => <ReverseDialog entry={entry} onClose={close} />,
};

export function EntryShow() {
  const t = useT();
  return (
    <RecordPage<Entry> facts={facts} actions={may('journal.post') ? [reverse] : []}>
      {(entry) => (
        <Section title={t('accounting.lines')}>
          <ReportTable
            name={t('accounting.lines')}
            columns={[{ label: t('ledger.account') }, { label: t('accounting.about') }, { label: t('ledger.debit'), numeric: true }, { label: t('ledger.credit'), numeric: true }]}
            rows={entry.lines.map((line) => ({
              key: line.id,
              cells: [
                `${line.account.code} ${line.account.name}`,
                [line.openItem?.number, line.customer?.name, line.supplier?.name, line.order?.number, line.product?.name].filter(Boolean).join(' · '),
                ...sidesOf(line.company),
              ],
            }))}
            empty={t('ledger.nothing')}
          />
        </Section>
      )}
    </RecordPage>
  );
}
