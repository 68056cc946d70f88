import { useT } from '../i18n/useT.ts';
import { Fields, IntegerInput, MoneyInput, TextInput } from '../shared/form/inputs.tsx';
import { CreateForm, EditForm } from '../shared/form/RecordForm.tsx';
import { Section } from '../shared/record/Section.tsx';

function Inputs() {
  const t = useT();
  return (
    <>
      <Section title={t('customers.identity')}>
        <Fields>
          <TextInput source="name" required />
          <TextInput source="code" />
          <TextInput source="contactName" />
          <TextInput source="email" type="email" />
          <TextInput source="phone" type="tel" />
          <TextInput source="taxNumber" />
        </Fields>
      </Section>
      <Section title={t('customers.address')}>
        <Fields>
          <TextInput source="address" />
          <TextInput source="postalCode" />
          <TextInput source="city" />
          <TextInput source="country" />
        </Fields>
      </Section>
      <Section title={t('customers.terms')}>
        <Fields>
          <IntegerInput source="paymentTermDays" />
          <MoneyInput source="creditLimit" />
        </Fields>
      </Section>
    </>
  );
}

export const CustomerEdit = () => (
  <EditForm>
    <Inputs />
  </EditForm>
);

export const CustomerCreate = () => (
  <CreateForm initial={{ paymentTermDays: 30 }}>
    <Inputs />
  </CreateForm>
);
