import { graphql } from '../data/graphql.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { Fields, IntegerInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import type { Customer } from './queries.ts';

export const setPaymentTerms = graphql(`
  mutation SetPaymentTerms($input: SetPaymentTermsInput!) {
    setPaymentTerms(input: $input) {
      __typename
      ... on SetPaymentTermsPayload { change { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);

export const setCustomerBank = graphql(`
  mutation SetCustomerBank($input: SetCustomerBankInput!) {
    setCustomerBank(input: $input) {
      __typename
      ... on SetCustomerBankPayload { change { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
      ... on ChangedMeanwhile { version fields { field mine theirs } }
    }
  }
`);

type DialogProps = { customer: Customer; onClose: () => void };
const orNull = (value: unknown) => (value === '' || value === undefined ? null : value);

export function PaymentTermsDialog({ customer, onClose }: DialogProps) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.setPaymentTerms')} document={setPaymentTerms} onClose={onClose}
      initial={{ paymentTermDays: customer.paymentTermDays, paymentTermId: customer.paymentTerm?.id ?? null, reason: '' }}
      input={({ paymentTermDays, paymentTermId, reason }) => ({ customerId: customer.id, version: customer.version, paymentTermDays: Number(paymentTermDays), paymentTermId: orNull(paymentTermId), reason })}
    >
      <Fields>
        <IntegerInput source="paymentTermDays" label={t('resources.customers.fields.paymentTermDays')} required />
        <ReferenceInput source="paymentTermId" reference="paymentTerms" filter={{ isActive: true }} label={t('customers.control.instead')} />
      </Fields>
      <TextInput source="reason" label={t('customers.reason')} required multiline />
    </ActionDialog>
  );
}

export function BankDialog({ customer, onClose }: DialogProps) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.setCustomerBank')} document={setCustomerBank} onClose={onClose}
      initial={{ holder: customer.bankHolder ?? '', account: customer.bankAccount ?? '', bankCode: customer.bankCode ?? '', reason: '' }}
      input={({ holder, account, bankCode, reason }) => ({ customerId: customer.id, version: customer.version, holder: orNull(holder), account: orNull(account), bankCode: orNull(bankCode), reason })}
    >
      <Fields>
        <TextInput source="holder" label={t('resources.customers.fields.bankHolder')} />
        <TextInput source="account" label={t('resources.customers.fields.bankAccount')} />
        <TextInput source="bankCode" label={t('resources.customers.fields.bankCode')} />
      </Fields>
      <TextInput source="reason" label={t('customers.reason')} required multiline />
    </ActionDialog>
  );
}
