import { graphql } from '../data/graphql.ts';
import { may } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { AllocationsTab, allocationsOf } from '../invoices/AllocationsTab.tsx';
import { LedgerTab } from '../invoices/LedgerTab.tsx';
import { issueReceipt } from '../confirmations/receiptQueries.ts';
import { ConvertDialog } from '../currencies/ConvertDialog.tsx';
import { rateText } from '../currencies/fields.tsx';
import { convertCredit } from '../currencies/queries.ts';
import { ReferenceLink } from '../shared/field.tsx';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { TextInput } from '../shared/form/inputs.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RecordAction, RelatedTab } from '../shared/record/types.ts';
import { returnActions } from '../charges/paymentActions.tsx';
import { AllocateDialog, allocateMutation, AllocateToBillsDialog } from './AllocateDialog.tsx';
import type { Payment } from './queries.ts';

const reversePaymentMutation = graphql(`
  mutation ReversePayment($input: ReversePaymentInput!) {
    reversePayment(input: $input) {
      __typename
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

function ReverseDialog({ payment, onClose }: { payment: Payment; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog title={t('action.reversePayment')} document={reversePaymentMutation} input={(values) => ({ paymentId: payment.id, ...values })} initial={{ reason: '' }} danger onClose={onClose}>
      <TextInput source="reason" label={t('payments.reason')} help={t(payment.direction === 'OUT' ? 'payments.reverseOutHelp' : 'payments.reverseHelp')} required multiline />
    </ActionDialog>
  );
}

const actions: readonly RecordAction<Payment>[] = [
  {
    name: 'allocate', document: allocateMutation, input: () => ({}), permission: 'payments.post', primary: true,
    dialog: ({ id, customer, supplier, unapplied: { amount, currencyCode } }, close) => {
      if (customer) return <AllocateDialog credit={{ paymentId: id }} customerId={customer.id} amount={amount} currencyCode={currencyCode} onClose={close} />;
      return supplier ? <AllocateToBillsDialog paymentId={id} supplierId={supplier.id} amount={amount} currencyCode={currencyCode} onClose={close} /> : null;
    },
  },
  { name: 'issueReceipt', document: issueReceipt, input: ({ id }) => ({ paymentId: id }), permission: 'payments.post', when: ({ direction, receipts }) => direction === 'IN' && receipts.length === 0 },
  {
    name: 'convertCredit', document: convertCredit, input: () => ({}), permission: 'payments.post', when: ({ direction, openItem, unapplied, isConvertible }) => direction === 'IN' && isConvertible && openItem !== null && /[1-9]/.test(unapplied.amount),
    dialog: ({ openItem, unapplied }, close) => (openItem ? <ConvertDialog creditItemId={openItem.id} currencyCode={unapplied.currencyCode} open={unapplied.amount} onClose={close} /> : null),
  },
  ...returnActions,
  { name: 'reversePayment', document: reversePaymentMutation, input: () => ({}), permission: 'payments.post', danger: true, dialog: (payment, close) => <ReverseDialog payment={payment} onClose={close} /> },
];

const facts: readonly Field<Payment>[] = [
  { name: 'amount', kind: 'money' }, { name: 'unapplied', kind: 'money' }, { name: 'paidOn', kind: 'day' },
];
const customer: Field<Payment> = { name: 'customer', kind: 'reference' };
const supplier: Field<Payment> = { name: 'supplier', kind: 'reference', permission: 'purchasing.read' };
const details: readonly Field<Payment>[] = [
  { name: 'worth', kind: 'money' }, { name: 'exchangeRate', kind: 'text', render: ({ exchangeRate }) => rateText(exchangeRate) },
  { name: 'direction', kind: 'enum', enumName: 'PaymentDirection' }, { name: 'method', kind: 'enum', enumName: 'PaymentMethod' }, { name: 'reference', kind: 'text' },
  { name: 'payerName', kind: 'text' }, { name: 'valueOn', kind: 'day' }, { name: 'chequeNumber', kind: 'text' }, { name: 'chequeBank', kind: 'text' }, { name: 'chequeOn', kind: 'day' },
  { name: 'receipts', kind: 'text', render: ({ receipts }) => (receipts[0] ? <ReferenceLink value={receipts[0]} /> : null) },
  { name: 'recordedAt', kind: 'instant' }, { name: 'reversedOn', kind: 'day' }, { name: 'reversalReason', kind: 'text' },
];

export function PaymentShow() {
  const t = useT();
  const tabs: readonly RelatedTab<Payment>[] = [
    { key: 'settles', label: t('payments.allocations'), asks: (id) => [allocationsOf(id)], content: ({ id, direction }) => <AllocationsTab documentId={id} side="creditItem" permission={direction === 'OUT' ? 'payments.out' : 'payments.post'} /> },
    ...(may('journal.read') ? [{ key: 'ledger', label: t('accounting.ledger'), content: ({ id }: Payment) => <LedgerTab documentId={id} /> }] : []),
  ];
  return (
    <RecordPage<Payment> facts={facts} status={{ field: 'status', enumName: 'PostingStatus' }} actions={actions} tabs={tabs}>
      {(payment) => (
        <Section title={t('payments.details')}>
          <FieldGrid fields={[payment.direction === 'OUT' ? supplier : customer, ...details]} record={payment} />
        </Section>
      )}
    </RecordPage>
  );
}
