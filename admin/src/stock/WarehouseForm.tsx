import { BooleanInput, Fields, IntegerInput, QuantityInput, TextInput } from '../shared/form/inputs.tsx';
import { CreateForm, EditForm } from '../shared/form/RecordForm.tsx';
import { Section } from '../shared/record/Section.tsx';
import { useT } from '../i18n/useT.ts';

function Place() {
  const t = useT();
  return (
    <Section title={t('warehousing.place')}>
      <Fields>
        <TextInput source="city" />
        <TextInput source="region" />
        <TextInput source="postalCode" />
        <TextInput source="country" />
        <QuantityInput source="latitude" help={t('warehousing.pointHelp')} />
        <QuantityInput source="longitude" />
        <IntegerInput source="priority" help={t('warehousing.priorityHelp')} />
      </Fields>
    </Section>
  );
}

function Inputs({ editing = false }: { editing?: boolean }) {
  const t = useT();
  return (
    <Section title={t('stock.warehouse')}>
      <Fields>
        <TextInput source="code" required />
        <TextInput source="name" required />
        <BooleanInput source="isDefault" help={t('stock.defaultHelp')} />
        <BooleanInput source="allowsNegative" help={t('stock.negativeHelp')} />
        {editing && <BooleanInput source="isActive" />}
      </Fields>
    </Section>
  );
}

export const WarehouseEdit = () => (
  <EditForm>
    <Inputs editing />
    <Place />
  </EditForm>
);
export const WarehouseCreate = () => (
  <CreateForm initial={{ isDefault: false }}>
    <Inputs />
    <Place />
  </CreateForm>
);
