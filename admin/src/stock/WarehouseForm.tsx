import { BooleanInput, Fields, TextInput } from '../shared/form/inputs.tsx';
import { CreateForm, EditForm } from '../shared/form/RecordForm.tsx';
import { Section } from '../shared/record/Section.tsx';
import { useT } from '../i18n/useT.ts';

function Inputs({ editing = false }: { editing?: boolean }) {
  const t = useT();
  return (
    <Section title={t('stock.warehouse')}>
      <Fields>
        <TextInput source="code" required />
        <TextInput source="name" required />
        <BooleanInput source="isDefault" help={t('stock.defaultHelp')} />
        {editing && <BooleanInput source="isActive" />}
      </Fields>
    </Section>
  );
}

export const WarehouseEdit = () => (
  <EditForm>
    <Inputs editing />
  </EditForm>
);
export const WarehouseCreate = () => (
  <CreateForm initial={{ isDefault: false }}>
    <Inputs />
  </CreateForm>
);
