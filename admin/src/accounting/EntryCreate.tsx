import { today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { DayInput, Fields, TextInput } from '../shared/form/inputs.tsx';
import { LineGrid } from '../shared/form/LineGrid.tsx';
import { CreateForm } from '../shared/form/RecordForm.tsx';
import { Section } from '../shared/record/Section.tsx';

const blank = { accountId: '', debit: '', credit: '' };

/** A manual entry: balanced lines on accounts that no document keeps. */
export function EntryCreate() {
  const t = useT();
  return (
    <CreateForm initial={{ effectiveOn: today(), memo: '', lines: [blank, blank] }}>
      <Section title={t('accounting.entry')}>
        <Fields>
          <DayInput source="effectiveOn" label={t('accounting.effectiveOn')} required />
          <TextInput source="memo" required />
        </Fields>
      </Section>
      <Section title={t('accounting.lines')}>
        <LineGrid
          source="lines"
          blank={blank}
          columns={[
            { source: 'accountId', kind: 'reference', reference: 'accounts', width: '40%' },
            { source: 'debit', kind: 'money' },
            { source: 'credit', kind: 'money' },
          ]}
        />
      </Section>
    </CreateForm>
  );
}
