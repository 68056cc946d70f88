import { graphql } from '../data/graphql.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { EnumInput, MoneyInput, TextInput } from '../shared/form/inputs.tsx';
import type { RecordAction } from '../shared/record/types.ts';
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
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

const setCreditLimit = graphql(`
  mutation SetCreditLimit($input: SetCreditLimitInput!) {
    setCreditLimit(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);

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

export const customerActions: readonly RecordAction<Customer>[] = [
  {
    name: 'setCreditLimit',
    document: setCreditLimit,
    input: () => ({}),
    permission: 'credit.manage',
    dialog: (customer, close) => <CreditLimitDialog customer={customer} onClose={close} />,
  },
  {
    name: 'placeHold',
    document: placeHold,
    input: () => ({}),
    permission: 'credit.manage',
    danger: true,
    dialog: (customer, close) => <PlaceHoldDialog customer={customer} onClose={close} />,
  },
  {
    name: 'releaseHold',
    document: releaseHold,
    input: () => ({}),
    permission: 'credit.manage',
    dialog: (customer, close) => <ReleaseHoldDialog customer={customer} onClose={close} />,
  },
];
