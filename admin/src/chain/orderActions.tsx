import type { Order } from '../orders/queries.ts';
import { today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { DayInput, EnumInput, Fields, TextInput } from '../shared/form/inputs.tsx';
import type { RecordAction } from '../shared/record/types.ts';
import { AssignDialog } from './AssignDialog.tsx';
import { assignStages, confirmOrder, withdrawConfirmation } from './mutations.ts';

type DialogProps = { order: Order; onClose: () => void };
const told = ['PHONE', 'MAIL', 'MESSAGE', 'IN_PERSON', 'DELIVERY'];

function ConfirmDialog({ order, onClose }: DialogProps) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.confirmOrder')} document={confirmOrder} onClose={onClose} initial={{ means: 'PHONE', name: '', confirmedOn: today(), note: '' }}
      input={({ means, name, confirmedOn, note }) => ({ orderId: order.id, means, confirmedOn: confirmedOn || null, name: name || null, note: note || null })}
    >
      <p>{t('orderChain.confirmText')}</p>
      <Fields>
        <EnumInput source="means" label={t('orderChain.means')} enumName="ConfirmationMeans" values={told} required />
        <TextInput source="name" label={t('orderChain.confirmName')} />
        <DayInput source="confirmedOn" label={t('orderChain.confirmedOn')} required />
      </Fields>
      <TextInput source="note" label={t('orderChain.note')} multiline />
    </ActionDialog>
  );
}

function WithdrawDialog({ order, onClose }: DialogProps) {
  const t = useT();
  return (
    <ActionDialog title={t('action.withdrawConfirmation')} document={withdrawConfirmation} onClose={onClose} initial={{ reason: '' }} input={({ reason }) => ({ orderId: order.id, reason })}>
      <TextInput source="reason" label={t('orderChain.reason')} required multiline />
    </ActionDialog>
  );
}

const isAllowed = (name: string) => (order: Order) => order.actions.some((each) => each.name === name && each.allowed);
const orderId = ({ id }: Order) => ({ orderId: id });

/** What is done about an order's chain, each where it makes sense. */
export const chainActions: readonly RecordAction<Order>[] = [
  { name: 'confirmOrder', document: confirmOrder, input: orderId, permission: 'orders.confirm', when: isAllowed('confirmOrder'), dialog: (order, close) => <ConfirmDialog order={order} onClose={close} /> },
  { name: 'withdrawConfirmation', document: withdrawConfirmation, input: orderId, permission: 'orders.confirm', when: isAllowed('withdrawConfirmation'), dialog: (order, close) => <WithdrawDialog order={order} onClose={close} /> },
  { name: 'assignStages', document: assignStages, input: orderId, permission: 'chain.assign', when: isAllowed('assignStages'), dialog: (order, close) => <AssignDialog chosen={{ orderIds: [order.id] }} onClose={close} /> },
];
