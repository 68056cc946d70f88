import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { DayInput, TextInput } from '../shared/form/inputs.tsx';
import { rescheduleOrder } from './mutations.ts';

/** Another day on which a placed order is wanted. */
export function RescheduleDialog({ order, onClose }: { order: { id: string; requiredOn: string | null }; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.rescheduleOrder')} document={rescheduleOrder} onClose={onClose}
      input={(values) => ({ ...values, orderId: order.id })} initial={{ requiredOn: order.requiredOn ?? '', reason: '' }}
    >
      <p>{t('replenishment.rescheduleText')}</p>
      <DayInput source="requiredOn" label={t('replenishment.wantedOn')} required />
      <TextInput source="reason" label={t('orders.reason')} required multiline />
    </ActionDialog>
  );
}
