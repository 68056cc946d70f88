import { useT } from '../i18n/useT.ts';
import { BooleanInput, Fields, IntegerInput, QuantityInput, TextInput } from '../shared/form/inputs.tsx';
import { EditForm } from '../shared/form/RecordForm.tsx';
import { Section } from '../shared/record/Section.tsx';

export function BinEdit() {
  const t = useT();
  return (
    <EditForm>
      <Section title={t('warehousing.bin')}>
        <Fields>
          <TextInput source="code" required />
          <TextInput source="zone" />
          <IntegerInput source="sequence" help={t('warehousing.sequenceHelp')} />
          <QuantityInput source="distance" help={t('warehousing.distanceHelp')} unit="m" />
          <QuantityInput source="capacity" help={t('warehousing.capacityHelp')} />
          <BooleanInput source="isActive" />
        </Fields>
      </Section>
    </EditForm>
  );
}
