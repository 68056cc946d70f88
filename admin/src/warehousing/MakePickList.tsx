import Button from '@mui/material/Button';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { may } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { makePickList } from './mutations.ts';
import { sites } from './sites.ts';

type Props = { orderIds: readonly string[]; warehouseId?: string; onClose: () => void; onDone?: () => void };

/** One way through a warehouse for some orders. */
export function MakePickListDialog({ orderIds, warehouseId = '', onClose, onDone }: Props) {
  const t = useT();
  const navigate = useNavigate();
  return (
    <ActionDialog
      title={t('action.makePickList')} document={makePickList} onClose={onClose}
      input={({ warehouseId: chosen, note }) => ({ orderIds, warehouseId: chosen || null, note: note || null })}
      initial={{ warehouseId, note: '' }}
      onDone={(payload) => {
        onDone?.();
        const { id } = payload['pickList'] as { id: string }; // asked for in the document
        void navigate(`/pickLists/${encodeURIComponent(id)}/show`);
      }}
    >
      <ReferenceInput source="warehouseId" reference="warehouses" filter={sites} label={t('warehousing.warehouse')} help={t('warehousing.pickWarehouseHelp')} />
      <TextInput source="note" label={t('warehousing.note')} />
    </ActionDialog>
  );
}

/** For the orders chosen in a list: a wave. */
export function PickWave({ ids, unselect }: { ids: readonly string[]; unselect: () => void }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  if (!may('shipments.post')) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('action.makePickList')}</Button>
      {open && <MakePickListDialog orderIds={ids} onClose={() => setOpen(false)} onDone={unselect} />}
    </>
  );
}
