import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { graphql } from '../data/graphql.ts';
import { today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { BooleanInput, DayInput, QuantityInput, TextInput } from '../shared/form/inputs.tsx';
import { decimalText } from '../shared/numbers.ts';
import type { Receipt } from './queries.ts';

export const returnToSupplier = graphql(`
  mutation ReturnToSupplier($input: ReturnToSupplierInput!) {
    returnToSupplier(input: $input) {
      __typename
      ... on ReturnToSupplierPayload { supplierReturn { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

/** What goes back of a receipt; an empty quantity means nothing of it. */
export function ReturnDialog({ receipt, onClose }: { receipt: Receipt; onClose: () => void }) {
  const t = useT();
  const isSome = (quantity: string | undefined) => Boolean(quantity) && quantity !== '0';
  return (
    <ActionDialog
      title={t('action.returnToSupplier')} document={returnToSupplier} danger onClose={onClose}
      input={({ quantities, reason, isReplaced, on }) => ({
        receiptId: receipt.id, reason, isReplaced, on,
        lines: receipt.lines.map(({ id }, index) => ({ receiptLineId: id, quantity: (quantities as string[])[index] })).filter(({ quantity }) => isSome(quantity)),
      })}
      initial={{ quantities: receipt.lines.map(() => ''), reason: '', isReplaced: false, on: today() }}
    >
      {receipt.lines.map((line, index) => (
        <Box key={line.id} sx={{ display: 'grid', gridTemplateColumns: { sm: '1fr 200px' }, gap: 1, alignItems: 'center' }}>
          <Typography><bdi>{line.product.name}</bdi></Typography>
          <QuantityInput
            source={`quantities.${index}`} label={t('purchasing.goesBack', { product: line.product.name })}
            help={line.returned === '0' ? t('purchasing.cameIn', { quantity: decimalText(line.quantity) }) : t('purchasing.cameAndReturned', { quantity: decimalText(line.quantity), returned: decimalText(line.returned) })}
          />
        </Box>
      ))}
      <DayInput source="on" label={t('purchasing.returnedOn')} required />
      <TextInput source="reason" label={t('stock.why')} required multiline />
      <BooleanInput source="isReplaced" label={t('purchasing.isReplaced')} />
    </ActionDialog>
  );
}
