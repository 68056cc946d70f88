import Button from '@mui/material/Button';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { may } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { ChoiceInput } from '../shared/form/ChoiceInput.tsx';
import { BooleanInput, EnumInput, Fields, IntegerInput, QuantityInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { shiftPoint } from '../shared/numbers.ts';
import { startCount } from './countMutations.ts';
import { sites } from './sites.ts';

const orNull = (value: unknown) => (value === '' || value === undefined ? null : value);

/** What is counted where, and how exactly; what is expected is frozen when it begins. */
function StartCountDialog({ warehouseId = '', onClose }: { warehouseId?: string; onClose: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  return (
    <ActionDialog
      title={t('action.startCount')} document={startCount} onClose={onClose}
      input={({ productId, toleranceQuantity, tolerancePercent, isBlind, ...values }) => ({
        ...Object.fromEntries(Object.entries(values).map(([name, value]) => [name, orNull(value)])), isBlind,
        productIds: productId ? [productId] : null, toleranceQuantity: orNull(toleranceQuantity), toleranceRate: tolerancePercent ? shiftPoint(String(tolerancePercent), -2) : null,
      })}
      initial={{ warehouseId, kind: 'CYCLE', zone: '', categoryId: '', productId: '', notCountedForDays: '', mostMoved: '', movedDays: '', stockClass: '', isBlind: true, toleranceQuantity: '', tolerancePercent: '', note: '' }}
      onDone={(payload) => {
        const { id } = payload['stockCount'] as { id: string }; // asked for in the document
        void navigate(`/stockCounts/${encodeURIComponent(id)}/show`);
      }}
    >
      <Fields>
        {!warehouseId && <ReferenceInput source="warehouseId" reference="warehouses" filter={sites} label={t('warehousing.warehouse')} required />}
        <EnumInput source="kind" enumName="CountKind" label={t('warehousing.countKind')} required />
        <ReferenceInput source="categoryId" reference="categories" label={t('warehousing.onlyCategory')} />
        <TextInput source="zone" label={t('warehousing.onlyZone')} />
        <ReferenceInput source="productId" reference="products" filter={{ isStocked: true }} label={t('warehousing.onlyProduct')} />
        <IntegerInput source="notCountedForDays" label={t('warehousing.notCountedForDays')} help={t('warehousing.notCountedHelp')} />
        <IntegerInput source="mostMoved" label={t('warehousing.mostMoved')} help={t('warehousing.mostMovedHelp')} />
        <IntegerInput source="movedDays" label={t('warehousing.movedDays')} help={t('warehousing.movedDaysHelp')} />
        <ChoiceInput source="stockClass" label={t('warehousing.stockClass')} help={t('warehousing.stockClassHelp')} choices={['A', 'B', 'C'].map((each) => ({ value: each, label: each }))} />
        <QuantityInput source="toleranceQuantity" label={t('warehousing.toleranceQuantity')} help={t('warehousing.toleranceHelp')} />
        <QuantityInput source="tolerancePercent" label={t('warehousing.tolerancePercent')} unit="%" />
      </Fields>
      <BooleanInput source="isBlind" label={t('warehousing.isBlind')} help={t('warehousing.isBlindHelp')} />
      <TextInput source="note" label={t('warehousing.note')} multiline />
    </ActionDialog>
  );
}

/** Opens the dialog from a list or a warehouse. */
export function StartCountButton({ warehouseId }: { warehouseId?: string }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  if (!may('counts.review')) return null;
  return (
    <>
      <Button variant="outlined" onClick={() => setOpen(true)}>{t('action.startCount')}</Button>
      {open && <StartCountDialog {...(warehouseId ? { warehouseId } : {})} onClose={() => setOpen(false)} />}
    </>
  );
}
