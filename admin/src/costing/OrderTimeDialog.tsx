import { today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { DayInput, IntegerInput, TextInput } from '../shared/form/inputs.tsx';
import { recordOrderTime } from './mutations.ts';

/** Notes minutes worked for an order. */
export function OrderTimeDialog({ orderId, onClose }: { orderId: string; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.recordOrderTime')} document={recordOrderTime} initial={{ minutes: '', workedOn: today(), note: '' }} onClose={onClose}
      input={({ minutes, workedOn, note }) => ({ orderId, minutes: Number(minutes), workedOn: workedOn || null, note: note || null })}
    >
      <IntegerInput source="minutes" label={t('costing.minutes')} required />
      <DayInput source="workedOn" label={t('costing.workedOn')} />
      <TextInput source="note" label={t('costing.note')} />
    </ActionDialog>
  );
}
