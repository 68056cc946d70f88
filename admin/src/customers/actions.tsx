import { lazy } from 'react';
import { graphql } from '../data/graphql.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { EnumInput, MoneyInput, TextInput } from '../shared/form/inputs.tsx';
import { CustomerGroupDialog, CustomerPriceDialog, CustomerTaxDialog, setCustomerGroup, setCustomerPrice, setCustomerTax } from '../pricing/CustomerPrices.tsx';
import { setCustomerCommission } from '../commissions/sharesMutations.ts';
import { BalanceDialog } from '../confirmations/BalanceDialog.tsx';
import { answerBalance } from '../confirmations/reportQueries.ts';
import { ScheduleDialog, setInvoiceSchedule } from '../billing/ScheduleDialog.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { moneyActions } from '../charges/customerActions.tsx';
import { createCreditApplication, rateCredit, recordCreditReview } from '../credit/mutations.ts';
import { BankDialog, PaymentTermsDialog, setCustomerBank, setPaymentTerms } from './ControlDialogs.tsx';
import { mergeCustomers, MergeDialog } from './MergeDialog.tsx';
import type { Customer } from './queries.ts';

const placeHold = graphql(`
  mutation PlaceHold($input: PlaceHoldInput!) {
    placeHold(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

const releaseHold = graphql(`
  mutation ReleaseHold($input: ReleaseHoldInput!) {
    releaseHold(input: $input) {
      __typename
      ... on ReleaseHoldPayload { change { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

const setCreditLimit = graphql(`
  mutation SetCreditLimit($input: SetCreditLimitInput!) {
    setCreditLimit(input: $input) {
      __typename
      ... on SetCreditLimitPayload { change { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);

// Dialogs that few open: they come when somebody asks.
const CreateApplicationDialog = lazy(async () => ({ default: (await import('../credit/ApplicationDialogs.tsx')).CreateApplicationDialog }));
const CustomerSharesDialog = lazy(async () => ({ default: (await import('../commissions/SharesDialog.tsx')).CustomerSharesDialog }));
const RateDialog = lazy(async () => ({ default: (await import('../credit/RateDialog.tsx')).RateDialog }));
const ReviewDialog = lazy(async () => ({ default: (await import('../credit/ReviewDialog.tsx')).ReviewDialog }));

type DialogProps = { customer: Customer; onClose: () => void };

function PlaceHoldDialog({ customer, onClose }: DialogProps) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.placeHold')}
      document={placeHold}
      input={(values) => ({ customerId: customer.id, ...values })}
      initial={{ scope: 'ORDER', reason: '' }}
      danger
      onClose={onClose}
    >
      <EnumInput source="scope" enumName="HoldScope" label={t('customers.holdScope')} required />
      <TextInput source="reason" label={t('customers.reason')} required multiline />
    </ActionDialog>
  );
}

function ReleaseHoldDialog({ customer, onClose }: DialogProps) {
  const t = useT();
  const open = customer.holds.filter(({ releasedAt }) => releasedAt === null);
  return (
    <ActionDialog
      title={t('action.releaseHold')}
      document={releaseHold}
      input={({ scope, reason }) => ({ holdId: open.find((hold) => hold.scope === scope)?.id, reason })}
      initial={{ scope: open[0]?.scope, reason: '' }}
      onClose={onClose}
    >
      <EnumInput source="scope" enumName="HoldScope" values={open.map(({ scope }) => scope)} label={t('customers.which')} required />
      <TextInput source="reason" label={t('customers.reason')} required multiline />
    </ActionDialog>
  );
}

function CreditLimitDialog({ customer, onClose }: DialogProps) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.setCreditLimit')}
      document={setCreditLimit}
      input={({ limit, reason }) => ({ customerId: customer.id, version: customer.creditVersion, limit: limit === '' ? null : limit, reason })}
      initial={{ limit: customer.creditLimit?.amount ?? '', reason: '' }}
      onClose={onClose}
    >
      <MoneyInput source="limit" label={t('customers.limit')} help={t('customers.limitHelp')} />
      <TextInput source="reason" label={t('customers.reason')} required />
    </ActionDialog>
  );
}

/** What is set and done at a customer: what is asked for most comes first. */
export const customerActions: readonly RecordAction<Customer>[] = [
  {
    name: 'releaseHold',
    document: releaseHold,
    input: () => ({}),
    permission: 'credit.manage',
    dialog: (customer, close) => <ReleaseHoldDialog customer={customer} onClose={close} />,
  },
  {
    name: 'setCreditLimit',
    document: setCreditLimit,
    input: () => ({}),
    permission: 'credit.manage',
    dialog: (customer, close) => <CreditLimitDialog customer={customer} onClose={close} />,
  },
  { name: 'setPaymentTerms', document: setPaymentTerms, input: () => ({}), permission: 'customers.manage', dialog: (customer, close) => <PaymentTermsDialog customer={customer} onClose={close} /> },
  { name: 'createCreditApplication', document: createCreditApplication, input: () => ({}), permission: 'creditApplications.write', dialog: (customer, close) => <CreateApplicationDialog customerId={customer.id} onClose={close} onDone={() => undefined} /> },
  { name: 'recordCreditReview', document: recordCreditReview, input: () => ({}), permission: 'credit.manage', when: ({ creditLimit }) => Boolean(creditLimit), dialog: (customer, close) => <ReviewDialog customerId={customer.id} onClose={close} /> },
  { name: 'rateCredit', document: rateCredit, input: () => ({}), permission: 'credit.manage', dialog: (customer, close) => <RateDialog customerId={customer.id} onClose={close} /> },
  ...moneyActions,
  { name: 'answerBalance', document: answerBalance, input: () => ({}), permission: 'invoices.confirm', dialog: ({ id }, onClose) => <BalanceDialog customerId={id} onClose={onClose} /> },
  { name: 'setInvoiceSchedule', document: setInvoiceSchedule, input: () => ({}), permission: 'customers.manage', dialog: (customer, close) => <ScheduleDialog customer={customer} onClose={close} /> },
  { name: 'setCustomerPrice', document: setCustomerPrice, input: () => ({}), permission: 'prices.manage', dialog: ({ id }, onClose) => <CustomerPriceDialog customerId={id} onClose={onClose} /> },
  { name: 'setCustomerGroup', document: setCustomerGroup, input: () => ({}), permission: 'prices.manage', dialog: ({ id }, onClose) => <CustomerGroupDialog customerId={id} onClose={onClose} /> },
  { name: 'setCustomerTax', document: setCustomerTax, input: () => ({}), permission: 'periods.manage', dialog: ({ id }, onClose) => <CustomerTaxDialog customerId={id} onClose={onClose} /> },
  { name: 'setCustomerBank', document: setCustomerBank, input: () => ({}), permission: 'customers.bank', dialog: (customer, close) => <BankDialog customer={customer} onClose={close} /> },
  { name: 'setCustomerCommission', document: setCustomerCommission, input: () => ({}), permission: 'commissions.manage', dialog: ({ id }, onClose) => <CustomerSharesDialog customerId={id} onClose={onClose} /> },
  {
    name: 'placeHold',
    document: placeHold,
    input: () => ({}),
    permission: 'credit.manage',
    danger: true,
    dialog: (customer, close) => <PlaceHoldDialog customer={customer} onClose={close} />,
  },
  {
    name: 'mergeCustomers',
    document: mergeCustomers,
    input: () => ({}),
    permission: 'customers.merge',
    danger: true,
    when: ({ isMerged }) => !isMerged,
    dialog: (customer, close) => <MergeDialog from={customer} onClose={close} />,
  },
];
