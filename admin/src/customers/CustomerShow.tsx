import Alert from '@mui/material/Alert';
import Typography from '@mui/material/Typography';
import Box from '@mui/material/Box';
import { useLabels, useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import { customerActions } from './actions.tsx';
import type { Customer } from './queries.ts';

const facts: readonly Field<Customer>[] = [
  { name: 'receivable', kind: 'money' },
  { name: 'overdue', kind: 'money' },
  { name: 'exposure', kind: 'money' },
  { name: 'creditLimit', kind: 'money' },
  { name: 'creditLeft', kind: 'money' },
];

const contact: readonly Field<Customer>[] = [
  { name: 'contactName', kind: 'text' },
  { name: 'contactTitle', kind: 'text' },
  { name: 'email', kind: 'text' },
  { name: 'phone', kind: 'text' },
  { name: 'taxNumber', kind: 'text' },
  { name: 'salesPerson', kind: 'reference' },
  { name: 'paymentTermDays', kind: 'integer' },
  { name: 'isActive', kind: 'boolean' },
];

const exposure: readonly Field<Customer>[] = [
  { name: 'openOrders', kind: 'money' },
  { name: 'shippedNotInvoiced', kind: 'money' },
  { name: 'receivable', kind: 'money' },
  { name: 'unapplied', kind: 'money' },
];

export function CustomerShow() {
  const t = useT();
  return (
    <RecordPage<Customer> facts={facts} actions={customerActions}>
      {(customer) => (
        <>
          <Holds customer={customer} />
          <Section title={t('customers.contact')}>
            <FieldGrid fields={contact} record={customer} />
          </Section>
          <Section title={t('customers.exposure')}>
            <FieldGrid fields={exposure} record={customer} />
          </Section>
          <Addresses customer={customer} />
        </>
      )}
    </RecordPage>
  );
}

function Holds({ customer }: { customer: Customer }) {
  const t = useT();
  const { enumLabel } = useLabels();
  return customer.holds
    .filter(({ releasedAt }) => releasedAt === null)
    .map(({ id, scope, reason, placedByName }) => (
      <Alert key={id} severity="warning" role="status">
        {t('customers.hold', { scope: enumLabel('HoldScope', scope), reason, name: placedByName ?? '' })}
      </Alert>
    ));
}

function Addresses({ customer }: { customer: Customer }) {
  const t = useT();
  const { enumLabel } = useLabels();
  return (
    <Section title={t('customers.addresses')}>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fill, minmax(200px, 1fr))' }}>
        {customer.addresses.map((address) => (
          <Box key={address.id}>
            <Typography variant="caption" color="textSecondary" component="p">
              {enumLabel('AddressKind', address.kind)}
            </Typography>
            <Box component="address" sx={{ fontStyle: 'normal', whiteSpace: 'pre-line' }}>
              {[address.name, address.street, [address.postalCode, address.city].filter(Boolean).join(' '), address.region, address.country]
                .filter(Boolean)
                .join('\n')}
            </Box>
          </Box>
        ))}
        {customer.addresses.length === 0 && <Typography color="textSecondary">{t('customers.noAddress')}</Typography>}
      </Box>
    </Section>
  );
}
