import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { EnumInput, IntegerInput, TextInput } from '../shared/form/inputs.tsx';
import { prioritiseOrder } from './mutations.ts';

/** Who comes first when goods are short, and what may leave before all is there. */
export function ServeDialog({ order, onClose }: { order: { id: string; number: string | null; priority: number | null; shipPolicy: string | null }; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.prioritiseOrder')} document={prioritiseOrder} onClose={onClose} initial={{ priority: order.priority === null ? '' : String(order.priority), shipPolicy: order.shipPolicy ?? '', reason: '' }}
      input={({ priority, shipPolicy, reason }) => ({ orderId: order.id, priority: priority === '' || priority === null ? null : Number(priority), shipPolicy: shipPolicy || null, reason })}
    >
      <p>{t('fulfilment.priorityText', { order: order.number ?? '' })}</p>
      <IntegerInput source="priority" label={t('fulfilment.priority')} help={t('fulfilment.priorityHelp')} />
      <EnumInput source="shipPolicy" enumName="ShipPolicy" label={t('fulfilment.shipPolicy')} />
      <TextInput source="reason" label={t('fulfilment.reason')} required multiline />
    </ActionDialog>
  );
}
