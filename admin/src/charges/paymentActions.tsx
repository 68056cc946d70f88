import { companyCode, isForeign } from '../currencies/ownCurrency.ts';
import { today } from '../data/session.ts';
import type { Money } from '../shared/numbers.ts';
import type { RecordAction } from '../shared/record/types.ts';
import { AskDialog, reason, type Asked } from './AskDialog.tsx';
import { bouncePayment, openChargeback, withdrawBounce } from './mutations.ts';

export const returnActions: readonly RecordAction<{ id: string; direction: string; amount: Money; bounces: { id: string; withdrawnOn: string | null }[] }>[] = [
  {
    name: 'withdrawBounce', document: withdrawBounce, input: () => ({}), permission: 'payments.bounce', always: true, when: ({ bounces }) => bounces.some(({ withdrawnOn }) => withdrawnOn === null),
    dialog: ({ bounces }, close) => <AskDialog document={withdrawBounce} inputs={[reason]} input={(values) => ({ bounceId: bounces.find(({ withdrawnOn }) => withdrawnOn === null)?.id, ...values })} onClose={close} />,
  },
  {
    name: 'bouncePayment', document: bouncePayment, input: () => ({}), permission: 'payments.bounce', danger: true, when: ({ direction }) => direction === 'IN',
    dialog: ({ id, amount }, close) => (
      <AskDialog
        danger document={bouncePayment} onClose={close} input={(values) => ({ paymentId: id, currencyCode: amount.currencyCode, ...values })}
        inputs={[
          { source: 'reason', kind: 'enum', enumName: 'BounceReason', label: 'charges.reason', required: true, initial: 'INSUFFICIENT_FUNDS' }, { source: 'bouncedOn', kind: 'day', label: 'charges.bouncedOn', initial: today() }, { source: 'bankFee', kind: 'money', currencyCode: companyCode(), label: 'charges.bankFee' },
          ...(isForeign(amount) ? [{ source: 'ownBankFee', kind: 'money', currencyCode: amount.currencyCode, label: 'charges.ownBankFee' } satisfies Asked] : []),
          { source: 'customerFee', kind: 'money', currencyCode: amount.currencyCode, label: 'charges.customerFee', help: 'charges.customerFeeHelp' }, { source: 'waivesFee', kind: 'boolean', label: 'charges.waivesFee' }, { source: 'note', kind: 'lines', label: 'charges.note' },
        ]}
      />
    ),
  },
  {
    name: 'openChargeback', document: openChargeback, input: () => ({}), permission: 'chargebacks.manage', when: ({ direction }) => direction === 'IN',
    dialog: ({ id, amount }, close) => (
      <AskDialog
        document={openChargeback} onClose={close} input={(values) => ({ paymentId: id, currencyCode: amount.currencyCode, ...values })}
        inputs={[
          { source: 'reason', kind: 'enum', enumName: 'ChargebackReason', label: 'charges.reason', required: true, initial: 'OTHER' }, { source: 'amount', kind: 'money', currencyCode: amount.currencyCode, label: 'charges.amount', help: 'charges.disputedHelp' }, { source: 'replyBy', kind: 'day', label: 'charges.replyBy', required: true },
          { source: 'fee', kind: 'money', currencyCode: companyCode(), label: 'charges.providerFee' },
          ...(isForeign(amount) ? [{ source: 'ownFee', kind: 'money', currencyCode: amount.currencyCode, label: 'charges.ownProviderFee' } satisfies Asked, { source: 'companyAmount', kind: 'money', currencyCode: companyCode(), label: 'charges.companyAmount', help: 'charges.companyAmountHelp' } satisfies Asked] : []), { source: 'reference', kind: 'text', label: 'charges.reference' }, { source: 'note', kind: 'lines', label: 'charges.note' },
        ]}
      />
    ),
  },
];
