import Button from '@mui/material/Button';
import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import Typography from '@mui/material/Typography';
import { may } from '../data/session.ts';
import type { Values } from '../data/resource.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { Fields, IntegerInput, QuantityInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { createBins } from './mutations.ts';
import { sites } from './sites.ts';

const COUNT_MAX = 500;
const numberOf = (value: unknown, usual: number): number => (typeof value === 'number' ? value : usual);

/** Bins of an aisle, … as many as asked for; the sequence goes on by one, the distance by so many metres. */
export function binsOf({ prefix, first, count, zone, sequence, distance, step, capacity }: Values): Values[] {
  const [start, many] = [numberOf(first, 1), Math.min(Math.max(numberOf(count, 1), 1), COUNT_MAX)];
  const width = Math.max(2, String(start + many - 1).length);
  // Metres are whole or in hundredths: no figure of money.
  const metres = (index: number) => ((Math.round(Number(distance || 0) * 100) + index * Math.round(Number(step || 0) * 100)) / 100).toString();
  return Array.from({ length: many }, (_, index) => ({
    code: many === 1 && typeof first !== 'number' ? String(prefix) : `${String(prefix)}${String(start + index).padStart(width, '0')}`,
    zone: zone || null, sequence: numberOf(sequence, 1) + index, distance: metres(index), capacity: capacity || null,
  }));
}

function Preview() {
  const t = useT();
  const values = useWatch<Values>();
  if (!values['prefix']) return null;
  const codes = binsOf(values).map(({ code }) => String(code));
  return (
    <Typography role="status" variant="body2">
      {codes.length > 2 ? t('warehousing.binsFromTo', { first: codes[0] ?? '', last: codes.at(-1) ?? '', count: codes.length }) : codes.join(', ')}
    </Typography>
  );
}

type Props = { warehouseId?: string; onClose: () => void };

function AddBinsDialog({ warehouseId = '', onClose }: Props) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.createBins')} document={createBins} onClose={onClose}
      input={({ warehouseId: chosen, ...values }) => ({ warehouseId: chosen, bins: binsOf(values) })}
      initial={{ warehouseId, prefix: '', first: 1, count: 1, zone: '', sequence: 1, distance: '0', step: '0', capacity: '' }}
    >
      {!warehouseId && <ReferenceInput source="warehouseId" reference="warehouses" filter={sites} label={t('warehousing.warehouse')} required />}
      <Fields>
        <TextInput source="prefix" label={t('warehousing.prefix')} help={t('warehousing.prefixHelp')} required />
        <IntegerInput source="first" label={t('warehousing.first')} />
        <IntegerInput source="count" label={t('warehousing.count')} />
        <TextInput source="zone" label={t('warehousing.zone')} />
        <IntegerInput source="sequence" label={t('warehousing.sequence')} help={t('warehousing.sequenceHelp')} />
        <QuantityInput source="distance" label={t('warehousing.distance')} help={t('warehousing.distanceHelp')} unit="m" />
        <QuantityInput source="step" label={t('warehousing.step')} unit="m" />
        <QuantityInput source="capacity" label={t('warehousing.capacity')} help={t('warehousing.capacityHelp')} />
      </Fields>
      <Preview />
    </ActionDialog>
  );
}

/** Opens the dialog from a list. */
export function AddBins({ warehouseId }: { warehouseId?: string }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  if (!may('stock.manage')) return null;
  return (
    <>
      <Button variant="outlined" onClick={() => setOpen(true)}>{t('action.createBins')}</Button>
      {open && <AddBinsDialog {...(warehouseId ? { warehouseId } : {})} onClose={() => setOpen(false)} />}
    </>
  );
}
