import { today } from '../data/session.ts';
import type { RecordAction } from '../shared/record/types.ts';
import { AskDialog, reason } from './AskDialog.tsx';
import { bouncePayment, openChargeback, withdrawBounce } from './mutations.ts';

export const returnActions: readonly RecordAction<{ id: string; direction: string; bounces: { id: string; withdrawnOn: string | null }[] }>[] = [
  {
    name: 'withdrawBounce', document: withdrawBounce, input: () => ({}), permission: 'payments.bounce', always: true, when: ({ bounces }) => bounces.some(({ withdrawnOn }) => withdrawnOn === null),
    dialog: ({ bounces }, close) => <AskDialog document={withdrawBounce} inputs={[reason]} input={(values) => ({ bounceId: bounces.find(({ withdrawnOn }) => withdrawnOn === null)?.id, ...values })} onClose={close} />,
  },
  {
    name: 'bouncePayment', document: bouncePayment, input: () => ({}), permission: 'payments.bounce', danger: true, when: ({ direction }) => direction === 'IN',
    dialog: ({ id }, close) => (
      <AskDialog
        danger document={bouncePayment} onClose={close} input={(values) => ({ paymentId: id, ...values })}
        inputs={[
          { source: 'reason', kind: 'enum', enumName: 'BounceReason', label: 'charges.reason', required: true, initial: 'INSUFFICIENT_FUNDS' }, { source: 'bouncedOn', kind: 'day', label: 'charges.bouncedOn', initial: today() }, { source: 'bankFee', kind: 'money', label: 'charges.bankFee' },
          { source: 'customerFee', kind: 'money', label: 'charges.customerFee', help: 'charges.customerFeeHelp' }, { source: 'waivesFee', kind: 'boolean', label: 'charges.waivesFee' }, { source: 'note', kind: 'lines', label: 'charges.note' },
        ]}
      />
    ),
  },
  {
    name: 'openChargeback', document: openChargeback, input: () => ({}), permission: 'chargebacks.manage', when: ({ direction }) => direction === 'IN',
    dialog: ({ id }, close) => (
      <AskDialog
        document={openChargeback} onClose={close} input={(values) => ({ paymentId: id, ...values })}
        inputs={[
          { source: 'reason', kind: 'enum', enumName: 'ChargebackReason', label: 'charges.reason', required: true, initial: 'OTHER' }, { source: 'amount', kind: 'money', label: 'charges.amount', help: 'charges.disputedHelp' }, { source: 'replyBy', kind: 'day', label: 'charges.replyBy', required: true },
          { source: 'fee', kind: 'money', label: 'charges.providerFee' }, { source: 'reference', kind: 'text', label: 'charges.reference' }, { source: 'note', kind: 'lines', label: 'charges.note' },
        ]}
      />
    ),
  },
];
