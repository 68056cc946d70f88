import Button from '@mui/material/Button';
import { today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { DayInput, EnumInput, Fields } from '../shared/form/inputs.tsx';
import { CreateForm } from '../shared/form/RecordForm.tsx';
import { RecordList } from '../shared/list/RecordList.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { JournalExport, JournalExportRow } from './exportQueries.ts';
import { monthOf } from './periods.ts';

const listFields: readonly Field<JournalExportRow>[] = [
  { name: 'number', kind: 'text', sort: true, filter: true, card: 'title' }, { name: 'form', kind: 'enum', enumName: 'JournalExportForm', filter: true, card: 'detail' },
  { name: 'startsOn', kind: 'day', sort: true, filter: true, card: 'detail' }, { name: 'endsOn', kind: 'day', filter: true }, { name: 'entries', kind: 'integer', filter: true }, { name: 'lines', kind: 'integer', filter: true },
  { name: 'total', kind: 'money', filter: true, card: 'figure' }, { name: 'exportedByName', kind: 'text', filter: true }, { name: 'recordedAt', kind: 'instant', sort: true, filter: true },
];
const facts: readonly Field<JournalExport>[] = [
  { name: 'form', kind: 'enum', enumName: 'JournalExportForm' }, { name: 'startsOn', kind: 'day' }, { name: 'endsOn', kind: 'day' }, { name: 'total', kind: 'money' },
];
const details: readonly Field<JournalExport>[] = [
  { name: 'entries', kind: 'integer' }, { name: 'lines', kind: 'integer' }, { name: 'bytes', kind: 'text' }, { name: 'hash', kind: 'text' }, { name: 'knownAt', kind: 'instant' }, { name: 'exportedByName', kind: 'text' }, { name: 'recordedAt', kind: 'instant' },
];

export const JournalExportList = () => <RecordList fields={listFields} sort={{ field: 'recordedAt', order: 'DESC' }} />;

/** What was handed out, with its control totals; the same file whenever it is fetched. */
export function JournalExportShow() {
  const t = useT();
  return (
    <RecordPage<JournalExport> facts={facts}>
      {(made) => (
        <Section title={t('books.theFile')}>
          <Button component="a" href={`/books/exports/${encodeURIComponent(made.id)}`} download variant="contained" sx={{ mb: 2 }}>{t('books.fetch')}</Button>
          <FieldGrid fields={details} record={made} />
        </Section>
      )}
    </RecordPage>
  );
}

export function JournalExportCreate() {
  const t = useT();
  const { from, to } = monthOf(today());
  return (
    <CreateForm initial={{ form: 'SAFT', startsOn: from, endsOn: to }}>
      <Section title={t('books.exported')}>
        <Fields>
          <EnumInput source="form" enumName="JournalExportForm" values={['SAFT', 'CSV', 'DATEV']} required />
          <DayInput source="startsOn" required />
          <DayInput source="endsOn" required />
        </Fields>
      </Section>
    </CreateForm>
  );
}
