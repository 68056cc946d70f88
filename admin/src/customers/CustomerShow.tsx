import Add from '@mui/icons-material/Add';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MuiLink from '@mui/material/Link';
import { Fragment } from 'react';
import { Link } from 'react-router-dom';
import { may } from '../data/session.ts';
import type { MessageKey } from '../i18n/messages.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { ReferenceLink } from '../shared/field.tsx';
import type { Field } from '../shared/field.tsx';
import { listPath } from '../shared/record/SmartButtons.tsx';
import type { AnyField } from '../shared/list/context.ts';
import { customerPricesOf, CustomerPrices } from '../pricing/CustomerPrices.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RelatedTab, SmartButton } from '../shared/record/types.ts';
import { customerActions } from './actions.tsx';
import { Addresses } from './Addresses.tsx';
import { ExposureBar } from './ExposureBar.tsx';
import { WaitingChanges } from './WaitingChanges.tsx';
import { CreditStanding } from '../credit/CreditStanding.tsx';
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
  { name: 'paymentTerm', kind: 'reference', reference: 'paymentTerms' },
  { name: 'bankAccount', kind: 'text', permission: 'customers.bank' },
  { name: 'invoiceCycle', kind: 'enum', enumName: 'InvoiceCycle' },
  { name: 'invoiceDay', kind: 'integer' },
  { name: 'isInvoicedTogether', kind: 'boolean' },
  { name: 'minimumShelfLifeDays', kind: 'integer' },
  { name: 'shipPolicy', kind: 'enum', enumName: 'ShipPolicy' },
  { name: 'priority', kind: 'integer' },
  { name: 'isActive', kind: 'boolean' },
  { name: 'group', kind: 'reference', reference: 'customerGroups' },
  { name: 'taxTreatment', kind: 'enum', enumName: 'TaxTreatment' },
  { name: 'taxReason', kind: 'text' },
];

const lacksKey: Record<string, MessageKey> = {
  address: 'customers.lack.address', street: 'customers.address.street', city: 'customers.address.city', country: 'customers.address.country', postalCode: 'customers.address.postalCode', region: 'customers.address.region', taxNumber: 'customers.rules.taxNumber',
};

const ofCustomer = ({ id }: { id: string }) => ({ customer: { is: id } });
const number: AnyField = { name: 'number', kind: 'text' };

/** What hangs on a customer; each tab only for who may see its list. */
function useTabs(): RelatedTab<Customer>[] {
  const t = useT();
  const { resourceName } = useLabels();
  const related = (resource: string, sort: string, fields: readonly AnyField[]): RelatedTab<Customer> =>
    ({ key: resource, label: resourceName(resource), related: { resource, filter: ofCustomer, fields, sort } });
  return [
    { key: 'prices', label: t('pricing.prices'), aside: true, asks: (id) => [customerPricesOf(id)], content: ({ id }) => <CustomerPrices customerId={id} /> },
    related('orders', 'placedAt DESC', [number, { name: 'status', kind: 'enum', enumName: 'OrderStatus' }, { name: 'placedOn', kind: 'day' }, { name: 'requiredOn', kind: 'day' }, { name: 'total', kind: 'money' }, { name: 'open', kind: 'money' }]),
    ...(may('quotations.read') ? [related('quotations', 'createdAt DESC', [number, { name: 'revision', kind: 'integer' }, { name: 'status', kind: 'enum', enumName: 'QuotationStatus' }, { name: 'sentOn', kind: 'day' }, { name: 'validTo', kind: 'day' }, { name: 'total', kind: 'money' }])] : []),
    ...(may('frameworks.read') ? [related('frameworks', 'createdAt DESC', [number, { name: 'name', kind: 'text' }, { name: 'status', kind: 'enum', enumName: 'FrameworkStatus' }, { name: 'validFrom', kind: 'day' }, { name: 'validTo', kind: 'day' }, { name: 'called', kind: 'money' }])] : []),
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
          <Identity customer={customer} />
          <Holds customer={customer} />
          <WaitingChanges changes={customer.waitingChanges ?? []} />
          {customer.lacks.length > 0 && !customer.isMerged && <Alert severity="warning" role="status">{t('customers.lacks', { lacks: customer.lacks.map((each) => t(lacksKey[each] ?? 'customers.lack.address')).join(', ') })}</Alert>}
          {may('orders.write') && customer.isActive && (
            <Box>
              <Button component={Link} to={`/orders/create?customer=${encodeURIComponent(customer.id)}`} variant="contained" startIcon={<Add />}>
                {t('customers.newOrder')}
              </Button>
              {may('quotations.write') && <Button component={Link} to={`/quotations/create?customer=${encodeURIComponent(customer.id)}`} sx={{ marginInlineStart: 1 }}>{t('quotations.new')}</Button>}
            </Box>
          )}
          {may('credit.read') && (
            <Section title={t('customers.exposure')}>
              <ExposureBar customer={customer} />
              <CreditStanding customer={customer} />
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
        {t('customers.hold', { scope: enumLabel('HoldScope', scope), reason, name: placedByName ?? t('customers.byRule') })}
      </Alert>
    ));
}

/** Whether this is still the record to use, and whether the firm is there twice. */
function Identity({ customer: { id, mergedInto, merged, suspectedCount } }: { customer: Customer }) {
  const t = useT();
  return (
    <>
      {mergedInto && (
        <Alert severity="info" role="status">
          {t('customers.merge.isMerged')} <ReferenceLink value={mergedInto} />
        </Alert>
      )}
      {merged.length > 0 && (
        <Alert severity="info">
          {t('customers.merge.former')} {merged.map((each) => <Fragment key={each.id}><ReferenceLink value={each} /> </Fragment>)}
        </Alert>
      )}
      {!mergedInto && suspectedCount > 0 && (
        <Alert severity="warning" role="status">
          {t('customers.pairs.some', { count: suspectedCount })}{' '}
          <MuiLink component={Link} to={listPath('customerPairs', { status: ['SUSPECTED'], or: [{ first: { is: id } }, { second: { is: id } }] })}>{t('customers.pairs.look')}</MuiLink>
        </Alert>
      )}
    </>
  );
}
