import { graphql } from '../data/graphql.ts';
import { may } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { AllocationsTab, allocationsOf } from '../invoices/AllocationsTab.tsx';
import { LedgerTab } from '../invoices/LedgerTab.tsx';
import type { Field } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { TextInput } from '../shared/form/inputs.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import type { RecordAction, RelatedTab } from '../shared/record/types.ts';
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
    dialog: ({ id, customer, supplier, unapplied: { amount } }, close) => {
      if (customer) return <AllocateDialog credit={{ paymentId: id }} customerId={customer.id} amount={amount} onClose={close} />;
      return supplier ? <AllocateToBillsDialog paymentId={id} supplierId={supplier.id} amount={amount} onClose={close} /> : null;
    },
  },
  { name: 'reversePayment', document: reversePaymentMutation, input: () => ({}), permission: 'payments.post', danger: true, dialog: (payment, close) => <ReverseDialog payment={payment} onClose={close} /> },
];

const facts: readonly Field<Payment>[] = [
  { name: 'amount', kind: 'money' }, { name: 'unapplied', kind: 'money' }, { name: 'paidOn', kind: 'day' },
];
const customer: Field<Payment> = { name: 'customer', kind: 'reference' };
const supplier: Field<Payment> = { name: 'supplier', kind: 'reference', permission: 'purchasing.read' };
const details: readonly Field<Payment>[] = [
  { name: 'direction', kind: 'enum', enumName: 'PaymentDirection' }, { name: 'method', kind: 'enum', enumName: 'PaymentMethod' }, { name: 'reference', kind: 'text' },
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
