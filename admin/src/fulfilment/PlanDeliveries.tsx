import Button from '@mui/material/Button';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { may, today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { BooleanInput, DayInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { planDeliveries } from './mutations.ts';

type Props = { orderIds: readonly string[]; onClose: () => void; onDone?: () => void };

/** Deliveries of what is promised to orders. */
export function PlanDialog({ orderIds, onClose, onDone }: Props) {
  const t = useT();
  const navigate = useNavigate();
  return (
    <ActionDialog
      title={t('action.planDeliveries')} document={planDeliveries} onClose={onClose} initial={{ plannedOn: today(), warehouseId: '', mergesOrders: true, note: '' }}
      input={({ plannedOn, warehouseId, mergesOrders, note }) => ({ orderIds: [...orderIds], plannedOn, warehouseId: warehouseId || null, mergesOrders, note: note || null })}
      onDone={(payload) => {
        onDone?.();
        const made = payload['deliveries'] as { id: string }[]; // asked for in the document
        const [only] = made;
        void navigate(made.length === 1 && only ? `/deliveries/${encodeURIComponent(only.id)}/show` : '/deliveries');
      }}
    >
      <DayInput source="plannedOn" label={t('fulfilment.plannedOn')} required />
      <ReferenceInput source="warehouseId" reference="warehouses" filter={{ isActive: true }} label={t('fulfilment.warehouse')} help={t('fulfilment.warehouseHelp')} />
      {orderIds.length > 1 && <BooleanInput source="mergesOrders" label={t('fulfilment.mergesOrders')} />}
      <TextInput source="note" label={t('fulfilment.note')} />
    </ActionDialog>
  );
}

/** For the orders chosen in a list. */
export function PlanWave({ ids, unselect }: { ids: readonly string[]; unselect: () => void }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  if (!may('shipments.post')) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('action.planDeliveries')}</Button>
      {open && <PlanDialog orderIds={ids} onClose={() => setOpen(false)} onDone={unselect} />}
    </>
  );
}
