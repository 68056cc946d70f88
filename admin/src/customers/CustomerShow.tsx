import Add from '@mui/icons-material/Add';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { Link } from 'react-router-dom';
import { may } from '../data/session.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import type { AnyField } from '../shared/list/context.ts';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RelatedTab, SmartButton } from '../shared/record/types.ts';
import { customerActions } from './actions.tsx';
import { Addresses } from './Addresses.tsx';
import { ExposureBar } from './ExposureBar.tsx';
import type { Customer } from './queries.ts';

const facts: readonly Field<Customer>[] = [
  { name: 'receivable', kind: 'money', permission: 'credit.read' },
  { name: 'overdue', kind: 'money', permission: 'openItems.read' },
  { name: 'exposure', kind: 'money', permission: 'credit.read' },
  { name: 'creditLimit', kind: 'money', permission: 'credit.read' },
  { name: 'creditLeft', kind: 'money', permission: 'credit.read' },
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

const ofCustomer = ({ id }: { id: string }) => ({ customer: { is: id } });
const number: AnyField = { name: 'number', kind: 'text' };

/** What hangs on a customer; each tab only for who may see its list. */
function useTabs(): RelatedTab<Customer>[] {
  const { resourceName } = useLabels();
  const related = (resource: string, sort: string, fields: readonly AnyField[]): RelatedTab<Customer> =>
    ({ key: resource, label: resourceName(resource), related: { resource, filter: ofCustomer, fields, sort } });
  return [
    related('orders', 'placedAt DESC', [number, { name: 'status', kind: 'enum', enumName: 'OrderStatus' }, { name: 'placedOn', kind: 'day' }, { name: 'requiredOn', kind: 'day' }, { name: 'total', kind: 'money' }, { name: 'open', kind: 'money' }]),
    related('invoices', 'issuedOn DESC', [number, { name: 'paymentState', kind: 'enum', enumName: 'InvoicePaymentState' }, { name: 'issuedOn', kind: 'day' }, { name: 'dueOn', kind: 'day' }, { name: 'total', kind: 'money' }, { name: 'open', kind: 'money' }]),
    related('payments', 'paidOn DESC', [number, { name: 'paidOn', kind: 'day' }, { name: 'method', kind: 'enum', enumName: 'PaymentMethod' }, { name: 'reference', kind: 'text' }, { name: 'amount', kind: 'money' }, { name: 'unapplied', kind: 'money' }]),
    related('shipments', 'shippedOn DESC', [number, { name: 'shippedOn', kind: 'day' }, { name: 'status', kind: 'enum', enumName: 'PostingStatus' }, { name: 'quantity', kind: 'quantity' }, { name: 'total', kind: 'money' }]),
  ];
}

export function CustomerShow() {
  const t = useT();
  const tabs = useTabs();
  const smart: readonly SmartButton[] = [
    { resource: 'orders', filter: ofCustomer },
    { resource: 'invoices', label: t('customers.overdueInvoices'), filter: (customer) => ({ ...ofCustomer(customer), kind: ['INVOICE'], isOverdue: true }) },
  ];
  return (
    <RecordPage<Customer> facts={facts} actions={customerActions} smart={smart} tabs={tabs}>
      {(customer) => (
        <>
          <Holds customer={customer} />
          {may('orders.write') && customer.isActive && (
            <Box>
              <Button component={Link} to={`/orders/create?customer=${encodeURIComponent(customer.id)}`} variant="contained" startIcon={<Add />}>
                {t('customers.newOrder')}
              </Button>
            </Box>
          )}
          {may('credit.read') && (
            <Section title={t('customers.exposure')}>
              <ExposureBar customer={customer} />
            </Section>
          )}
          <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', md: '1fr 1fr' } }}>
            <Section title={t('customers.contact')}>
              <FieldGrid fields={contact} record={customer} />
            </Section>
            <Section title={t('customers.addresses')}>
              <Addresses customer={customer} />
            </Section>
          </Box>
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
