import Button from '@mui/material/Button';
import { useState } from 'react';
import { may } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { BooleanInput, EnumInput, QuantityInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { holdStock } from './queries.ts';

type Props = { productId?: string; warehouseId?: string; lotId?: string; available?: string; unit?: string; onClose: () => void };

/** Holds goods back: they are promised to nobody until they are released or written off. */
export function HoldDialog({ productId = '', warehouseId = '', lotId = '', available = '', unit, onClose }: Props) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.holdStock')}
      document={holdStock}
      input={({ lotId: lot, ...values }) => ({ ...values, lotId: lot === '' ? null : lot })}
      initial={{ productId, warehouseId, lotId, kind: 'DAMAGED', quantity: available, reason: '', freesReservations: false }}
      onClose={onClose}
    >
      <p>{t('lots.holdText')}</p>
      {!productId && <ReferenceInput source="productId" reference="products" filter={{ isStocked: true }} label={t('stock.product')} required />}
      {!warehouseId && <ReferenceInput source="warehouseId" reference="warehouses" filter={{ isActive: true }} label={t('stock.warehouse')} required />}
      <EnumInput source="kind" enumName="StockHoldKind" values={['DAMAGED', 'MANUAL', 'INSPECTION']} label={t('lots.holdKind')} required />
      <QuantityInput source="quantity" label={t('lots.quantity')} required {...(unit ? { unit } : {})} />
      <TextInput source="reason" label={t('stock.why')} required multiline />
      <BooleanInput source="freesReservations" label={t('stock.freesReservations')} help={t('stock.freesReservationsHelp')} />
    </ActionDialog>
  );
}

/** Opens the dialog from a list. */
export function HoldButton() {
  const t = useT();
  const [open, setOpen] = useState(false);
  if (!may('stock.manage')) return null;
  return (
    <>
      <Button variant="outlined" onClick={() => setOpen(true)}>
        {t('action.holdStock')}
      </Button>
      {open && <HoldDialog onClose={() => setOpen(false)} />}
    </>
  );
}
