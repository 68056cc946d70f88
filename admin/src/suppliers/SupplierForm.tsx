import { useT } from '../i18n/useT.ts';
import { BooleanInput, Fields, IntegerInput, TextInput } from '../shared/form/inputs.tsx';
import { CreateForm, EditForm } from '../shared/form/RecordForm.tsx';
import { Section } from '../shared/record/Section.tsx';

function Inputs() {
  const t = useT();
  return (
    <>
      <Section title={t('suppliers.identity')}>
        <Fields>
          <TextInput source="code" required />
          <TextInput source="name" required />
          <TextInput source="taxNumber" />
          <TextInput source="contactName" />
          <TextInput source="contactTitle" />
          <TextInput source="email" type="email" />
          <TextInput source="phone" type="tel" />
        </Fields>
      </Section>
      <Section title={t('suppliers.address')}>
        <Fields>
          <TextInput source="street" />
          <TextInput source="postalCode" />
          <TextInput source="city" />
          <TextInput source="region" />
          <TextInput source="country" />
        </Fields>
      </Section>
      <Section title={t('suppliers.terms')}>
        <Fields>
          <IntegerInput source="paymentTermDays" />
          <TextInput source="currencyCode" help={t('suppliers.currencyHelp')} />
          <BooleanInput source="isActive" />
        </Fields>
      </Section>
    </>
  );
}

export const SupplierEdit = () => (
  <EditForm>
    <Inputs />
  </EditForm>
);
export const SupplierCreate = () => (
  <CreateForm initial={{ paymentTermDays: 30, isActive: true }}>
    <Inputs />
  </CreateForm>
);
