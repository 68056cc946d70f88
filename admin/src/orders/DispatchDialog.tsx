import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { DayInput, Fields, QuantityInput, TextInput } from '../shared/form/inputs.tsx';
import { decimalText } from '../shared/numbers.ts';
import { confirmDispatch } from './promise.ts';

/** What of a purchase order the dialog shows. */
export interface Dispatchable { id: string; lines: readonly { id: string; open: string; product: { name: string } }[] }

/** What the supplier has sent straight to the customer: all that is open, unless less is typed. */
export function DispatchDialog({ order, onClose }: { order: Dispatchable; onClose: () => void }) {
  const t = useT();
  const open = order.lines.filter((line) => Number(line.open) > 0);
  return (
    <ActionDialog
      title={t('action.confirmDispatch')} document={confirmDispatch} onClose={onClose}
      input={({ shippedOn, carrier, trackingNumber, quantities }) => ({
        purchaseOrderId: order.id, shippedOn, carrier, trackingNumber,
        lines: open.map(({ id }, index) => ({ purchaseOrderLineId: id, quantity: (quantities as string[])[index] ?? '' })).filter(({ quantity }) => Number(quantity) > 0),
      })}
      initial={{ shippedOn: today(), carrier: '', trackingNumber: '', quantities: open.map((line) => line.open) }}
    >
      <Typography>{t('promise.dispatchText')}</Typography>
      {open.map((line, index) => (
        <Box key={line.id} sx={{ display: 'grid', gridTemplateColumns: { sm: '1fr 200px' }, gap: 1, alignItems: 'center' }}>
          <Typography><bdi>{line.product.name}</bdi></Typography>
          <QuantityInput source={`quantities.${index}`} label={t('promise.sent', { product: line.product.name })} help={t('promise.stillToSend', { quantity: decimalText(line.open) })} />
        </Box>
      ))}
      <Fields>
        <DayInput source="shippedOn" label={t('orders.shipDay')} required />
        <TextInput source="carrier" label={t('orders.shipCarrier')} />
        <TextInput source="trackingNumber" label={t('orders.tracking')} />
      </Fields>
    </ActionDialog>
  );
}
