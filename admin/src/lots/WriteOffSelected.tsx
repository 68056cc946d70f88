import Button from '@mui/material/Button';
import { useState } from 'react';
import { may, today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { BooleanInput, DayInput, EnumInput, TextInput } from '../shared/form/inputs.tsx';
import type { BulkContext } from '../shared/list/context.ts';
import { writeOffLots } from './queries.ts';

/** Writes off all that is left of the selected lots, in one posting each: all of them or none. */
export function WriteOffSelected({ ids, unselect }: BulkContext) {
  const t = useT();
  const [open, setOpen] = useState(false);
  if (!may('stock.manage')) return null;
  return (
    <>
      <Button color="error" onClick={() => setOpen(true)}>
        {t('action.writeOff')}
      </Button>
      {open && (
        <ActionDialog
          title={t('action.writeOff')}
          document={writeOffLots}
          input={({ note, ...values }) => ({ ...values, note: note === '' ? null : note, lots: ids.map((lotLevelId) => ({ lotLevelId })) })}
          initial={{ reason: 'EXPIRED', note: '', on: today(), freesReservations: false }}
          danger
          onClose={() => setOpen(false)}
          onDone={unselect}
        >
          <p>{t('lots.writeOffText', { count: ids.length })}</p>
          <EnumInput source="reason" enumName="MoveReason" values={['EXPIRED', 'SPOILAGE', 'DAMAGED', 'OWN_USE']} label={t('stock.reason')} required />
          <DayInput source="on" label={t('stock.on')} required />
          <TextInput source="note" label={t('stock.note')} multiline />
          <BooleanInput source="freesReservations" label={t('stock.freesReservations')} help={t('stock.freesReservationsHelp')} />
        </ActionDialog>
      )}
    </>
  );
}
