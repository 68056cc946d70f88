import { today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { BooleanInput, DayInput, EnumInput, QuantityInput, TextInput } from '../shared/form/inputs.tsx';
import { writeOff } from './queries.ts';

type Props = {
  productId: string; warehouseId: string; quantity: string; unit: string; reason: 'EXPIRED' | 'DAMAGED' | 'SPOILAGE';
  /** The lot that leaves, or the hold whose goods leave. */
  lotId?: string | undefined; holdId?: string | undefined; onClose: () => void;
};

/** Goods leave for good, at their cost: held ones are let go with it. */
export function WriteOffDialog({ productId, warehouseId, lotId, holdId, quantity, unit, reason, onClose }: Props) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.writeOff')}
      document={writeOff}
      input={({ quantity: units, note, ...values }) => ({
        ...values, productId, warehouseId, quantity: `-${String(units)}`, note: note === '' ? null : note, ...(holdId ? { holdId } : lotId ? { lots: [{ lotId, quantity: units }] } : {}),
      })}
      initial={{ quantity, reason, note: '', on: today(), freesReservations: false }}
      danger
      onClose={onClose}
    >
      <QuantityInput source="quantity" label={t('lots.quantity')} unit={unit} required />
      <EnumInput source="reason" enumName="MoveReason" values={['EXPIRED', 'SPOILAGE', 'DAMAGED', 'OWN_USE']} label={t('stock.reason')} required />
      <DayInput source="on" label={t('stock.on')} required />
      <TextInput source="note" label={t('stock.note')} multiline />
      {!holdId && <BooleanInput source="freesReservations" label={t('stock.freesReservations')} help={t('stock.freesReservationsHelp')} />}
    </ActionDialog>
  );
}
