import { useState } from 'react';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { useWatch } from 'react-hook-form';
import { graphql } from '../data/graphql.ts';
import { may, today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { LotInputs, useTracking } from '../lots/LotInputs.tsx';
import { blankLots, lotsOf, type LotsTyped } from '../lots/lotsOf.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { BooleanInput, DayInput, EnumInput, PriceInput, QuantityInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';

export const adjustStock = graphql(`
  mutation AdjustStock($input: AdjustStockInput!) {
    adjustStock(input: $input) {
      __typename
      ... on AdjustStockPayload { move { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

type Props = { productId?: string; warehouseId?: string; unit?: string; onClose: () => void };

/** Corrects what is on hand, with a reason. */
export function AdjustDialog({ productId = '', warehouseId = '', unit, onClose }: Props) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.adjustStock')}
      document={adjustStock}
      input={({ unitCost, note, lots, serials, ...values }) => ({ ...values, ...lotsOf({ lots, serials } as LotsTyped), unitCost: unitCost === '' ? null : unitCost, note: note === '' ? null : note })}
      initial={{ ...blankLots(), productId, warehouseId, quantity: '', reason: 'COUNT', unitCost: '', note: '', on: today(), freesReservations: false }}
      onClose={onClose}
    >
      {!productId && <ReferenceInput source="productId" reference="products" filter={{ isStocked: true }} label={t('stock.product')} required />}
      {!warehouseId && <ReferenceInput source="warehouseId" reference="warehouses" filter={{ isActive: true }} label={t('stock.warehouse')} required />}
      <EnumInput source="reason" enumName="MoveReason" label={t('stock.reason')} required />
      <QuantityInput source="quantity" label={t('stock.quantity')} help={t('stock.quantityHelp')} required {...(unit ? { unit } : {})} />
      <ComingIn />
      <Lots />
      <DayInput source="on" label={t('stock.on')} required />
      <TextInput source="note" label={t('stock.note')} multiline />
      <GoingOut />
    </ActionDialog>
  );
}

/** Which lots they are, of a tracked product. */
function Lots() {
  const [productId, quantity]: unknown[] = useWatch({ name: ['productId', 'quantity'] });
  const product = useTracking([String(productId)]).get(String(productId));
  return product && signOf(quantity) !== 0 ? <LotInputs at="" productId={String(productId)} name={product.name} tracking={product.tracking} leaving={signOf(quantity) < 0} /> : null;
}

const signOf = (quantity: unknown) => (typeof quantity !== 'string' || quantity === '' ? 0 : quantity.startsWith('-') ? -1 : 1);

function ComingIn() {
  const t = useT();
  const quantity: unknown = useWatch({ name: 'quantity' });
  return signOf(quantity) > 0 && may('costs.read') ? <PriceInput source="unitCost" label={t('stock.unitCost')} help={t('stock.unitCostHelp')} /> : null;
}

function GoingOut() {
  const t = useT();
  const quantity: unknown = useWatch({ name: 'quantity' });
  if (signOf(quantity) >= 0) return null;
  return (
    <Alert severity="info" icon={false} sx={{ '& .MuiAlert-message': { overflow: 'visible', paddingInlineStart: 1 } }}>
      <BooleanInput source="freesReservations" label={t('stock.freesReservations')} help={t('stock.freesReservationsHelp')} />
    </Alert>
  );
}

/** Opens the dialog from a list. */
export function AdjustButton() {
  const t = useT();
  const [open, setOpen] = useState(false);
  if (!may('stock.manage')) return null;
  return (
    <>
      <Button variant="outlined" onClick={() => setOpen(true)}>
        {t('action.adjustStock')}
      </Button>
      {open && <AdjustDialog onClose={() => setOpen(false)} />}
    </>
  );
}
