import { useT } from '../i18n/useT.ts';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { Field } from '../shared/field.tsx';
import { ReferenceLink } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { TextInput } from '../shared/form/inputs.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { reopenYear, type YearClose } from './closingQueries.ts';

const facts: readonly Field<YearClose>[] = [
  { name: 'startsOn', kind: 'day' }, { name: 'endsOn', kind: 'day' }, { name: 'result', kind: 'money' }, { name: 'isStanding', kind: 'boolean' },
];
const details: readonly Field<YearClose>[] = [
  { name: 'isReopening', kind: 'boolean' }, { name: 'byName', kind: 'text' }, { name: 'recordedAt', kind: 'instant' }, { name: 'reason', kind: 'text' },
  { name: 'entry', kind: 'text', permission: 'journal.read', render: ({ entry }) => (entry ? <ReferenceLink value={{ id: entry.id, name: String(entry.sequence) }} /> : '–') },
];

function ReopenDialog({ close, onClose }: { close: YearClose; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t('action.reopenYear')} document={reopenYear} input={(values) => ({ yearCloseId: close.id, ...values })} initial={{ reason: '' }} danger onClose={onClose}>
      <TextInput source="reason" label={t('payments.reason')} required multiline />
    </ActionDialog>
  );
}
const actions: readonly RecordAction<YearClose>[] = [
  { name: 'reopenYear', document: reopenYear, input: () => ({}), danger: true, permission: 'periods.manage', when: ({ isStanding }) => isStanding, dialog: (close, onClose) => <ReopenDialog close={close} onClose={onClose} /> },
];

/** A year that was closed, or opened again. */
export function YearCloseShow() {
  const t = useT();
  return (
    <RecordPage<YearClose> facts={facts} actions={actions}>
      {(close) => <Section title={t('books.yearClose')}><FieldGrid fields={details} record={close} /></Section>}
    </RecordPage>
  );
}
