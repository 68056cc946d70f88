import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { MoneyInput, TextInput } from '../shared/form/inputs.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { grantEarlyDiscount, reverseEarlyDiscount } from './queries.ts';

interface OfInvoice {
  id: string; kind: string; paymentState: string; open: { amount: string; currencyCode: string };
  earlyDiscounts?: readonly { amount: { amount: string } }[];
}

function GrantDialog({ invoice, onClose }: { invoice: OfInvoice; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t('action.grantEarlyDiscount')} document={grantEarlyDiscount} onClose={onClose} initial={{ amount: invoice.open.amount, reason: '' }} input={({ amount, reason }) => ({ invoiceId: invoice.id, amount: amount || null, reason })}>
      <MoneyInput source="amount" label={t('earlyPayment.amount')} help={t('earlyPayment.amountHelp')} />
      <TextInput source="reason" label={t('payments.reason')} required multiline />
    </ActionDialog>
  );
}

function ReverseDialog({ invoice, onClose }: { invoice: OfInvoice; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t('action.reverseEarlyDiscount')} document={reverseEarlyDiscount} onClose={onClose} danger initial={{ reason: '' }} input={({ reason }) => ({ invoiceId: invoice.id, reason })}>
      <TextInput source="reason" label={t('payments.reason')} required multiline />
    </ActionDialog>
  );
}

/** What is done about the early-payment discount of an invoice. */
export const discountActions: readonly RecordAction<OfInvoice>[] = [
  { name: 'grantEarlyDiscount', document: grantEarlyDiscount, input: () => ({}), permission: 'earlyPayment.grant', when: ({ kind, paymentState }) => kind === 'INVOICE' && paymentState === 'PART_PAID', dialog: (invoice, close) => <GrantDialog invoice={invoice} onClose={close} /> },
  { name: 'reverseEarlyDiscount', document: reverseEarlyDiscount, input: () => ({}), permission: 'earlyPayment.grant', danger: true, when: ({ earlyDiscounts = [] }) => earlyDiscounts.some(({ amount }) => /^[^-]*[1-9]/.test(amount.amount)), dialog: (invoice, close) => <ReverseDialog invoice={invoice} onClose={close} /> },
];
