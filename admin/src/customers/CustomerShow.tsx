import { useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { Customer } from './queries.ts';

const facts: readonly Field<Customer>[] = [
  { name: 'receivable', kind: 'money' },
  { name: 'overdue', kind: 'money' },
  { name: 'creditLimit', kind: 'money' },
  { name: 'paymentTermDays', kind: 'integer' },
];

const contact: readonly Field<Customer>[] = [
  { name: 'contactName', kind: 'text' },
  { name: 'email', kind: 'text' },
  { name: 'phone', kind: 'text' },
  { name: 'address', kind: 'text' },
  { name: 'postalCode', kind: 'text' },
  { name: 'city', kind: 'text' },
  { name: 'country', kind: 'text' },
  { name: 'taxNumber', kind: 'text' },
  { name: 'salesPerson', kind: 'reference' },
];

export function CustomerShow() {
  const t = useT();
  return (
    <RecordPage<Customer> facts={facts} status={{ field: 'status', enumName: 'ApprovalStatus' }}>
      {(customer) => (
        <Section title={t('customers.contact')}>
          <FieldGrid fields={contact} record={customer} />
        </Section>
      )}
    </RecordPage>
  );
}
