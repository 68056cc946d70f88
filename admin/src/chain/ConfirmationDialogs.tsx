import type { Order } from '../orders/queries.ts';
import { today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { DayInput, EnumInput, Fields, TextInput } from '../shared/form/inputs.tsx';
import { confirmOrder, withdrawConfirmation } from './mutations.ts';

type DialogProps = { order: Order; onClose: () => void };
const told = ['PHONE', 'MAIL', 'MESSAGE', 'IN_PERSON', 'DELIVERY'];

/** What the customer said of the order. */
export function ConfirmDialog({ order, onClose }: DialogProps) {
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

/** Takes the customer's word back. */
export function WithdrawDialog({ order, onClose }: DialogProps) {
  const t = useT();
  return (
    <ActionDialog title={t('action.withdrawConfirmation')} document={withdrawConfirmation} onClose={onClose} initial={{ reason: '' }} input={({ reason }) => ({ orderId: order.id, reason })}>
      <TextInput source="reason" label={t('orderChain.reason')} required multiline />
    </ActionDialog>
  );
}
