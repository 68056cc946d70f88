import { useT } from '../i18n/useT.ts';
import { DayInput, Fields, TextInput } from '../shared/form/inputs.tsx';
import { EditForm } from '../shared/form/RecordForm.tsx';
import { Section } from '../shared/record/Section.tsx';

export function LotEdit() {
  const t = useT();
  return (
    <EditForm>
      <Section title={t('lots.identity')}>
        <Fields>
          <TextInput source="code" required />
          <TextInput source="supplierLot" />
        </Fields>
        <TextInput source="note" multiline />
      </Section>
      <Section title={t('lots.days')}>
        <Fields>
          <DayInput source="producedOn" />
          <DayInput source="bestBeforeOn" />
          <DayInput source="expiresOn" />
        </Fields>
        <TextInput source="reason" help={t('lots.reasonHelp')} />
      </Section>
    </EditForm>
  );
}
