import { useRecordContext } from 'ra-core';
import { may } from '../data/session.ts';
import { CurrencyInput } from '../currencies/CurrencyInput.tsx';
import { useT } from '../i18n/useT.ts';
import { BooleanInput, EnumInput, Fields, IntegerInput, MoneyInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { CreateForm, EditForm } from '../shared/form/RecordForm.tsx';
import { Section } from '../shared/record/Section.tsx';
import { SimilarCustomers } from './SimilarCustomers.tsx';

function Inputs({ creating = false }: { creating?: boolean }) {
  const t = useT();
  const record = useRecordContext();
  return (
    <>
      <Section title={t('customers.identity')}>
        <Fields>
          <TextInput source="name" required />
          <TextInput source="code" />
          <TextInput source="taxNumber" />
          <TextInput source="contactName" />
          <TextInput source="contactTitle" />
          <TextInput source="email" type="email" />
          <TextInput source="phone" type="tel" />
        </Fields>
        <SimilarCustomers exceptId={record?.id as string | undefined} />
      </Section>
      <Section title={t('customers.terms')}>
        <Fields>
          <CurrencyInput source="currencyCode" label={t('currencies.currency')} help={t('currencies.customerHelp')} />
          <IntegerInput source="paymentTermDays" />
          {!creating && <TextInput source="reason" label={t('credit.termsReason')} />}
          <IntegerInput source="minimumShelfLifeDays" help={t('lots.shortLife')} />
          <EnumInput source="shipPolicy" enumName="ShipPolicy" />
          <IntegerInput source="priority" help={t('fulfilment.customerPriorityHelp')} />
          {creating && may('credit.manage') && <MoneyInput source="creditLimit" />}
          <ReferenceInput source="salesPersonId" reference="salesPeople" filter={{ isActive: true }} />
          <BooleanInput source="isActive" />
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
  <CreateForm initial={{ paymentTermDays: 30, isActive: true }}>
    <Inputs creating />
  </CreateForm>
);
