import { graphql } from '../data/graphql.ts';
import { currentViewer, today } from '../data/session.ts';
import type { Invoice } from '../invoices/queries.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { DayInput, EnumInput, MoneyInput, TextInput } from '../shared/form/inputs.tsx';

export const recordPaymentMutation = graphql(`
  mutation PayInvoice($input: RecordPaymentInput!) {
    recordPayment(input: $input) {
      __typename
      ... on RecordPaymentPayload { payment { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

/** Records money for one invoice and applies it to it. */
export function PayInvoiceDialog({ invoice, onClose }: { invoice: Invoice; onClose: () => void }) {
  const t = useT();
  const { currencyCode } = invoice.open;
  return (
    <ActionDialog
      title={t('action.recordPayment')}
      document={recordPaymentMutation}
      input={({ amount, companyAmount, ...values }) => ({ ...values, amount, currencyCode, ...(companyAmount ? { companyAmount } : {}), customerId: invoice.customer.id, allocations: [{ invoiceId: invoice.id, amount }] })}
      initial={{ amount: invoice.open.amount, paidOn: today(), method: 'BANK', reference: '', companyAmount: '' }}
      onClose={onClose}
    >
      <MoneyInput source="amount" label={t('payments.amount')} required currencyCode={currencyCode} />
      {currencyCode !== currentViewer()?.company?.currencyCode && <MoneyInput source="companyAmount" label={t('currencies.companyAmount')} help={t('currencies.companyAmountHelp')} />}
      <DayInput source="paidOn" label={t('payments.paidOn')} required />
      <EnumInput source="method" enumName="PaymentMethod" label={t('payments.method')} required />
      <TextInput source="reference" label={t('payments.reference')} />
    </ActionDialog>
  );
}
