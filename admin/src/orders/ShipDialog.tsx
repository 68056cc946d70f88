import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { Values } from '../data/resource.ts';
import { today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { Value } from '../shared/field.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { DayInput, Fields, QuantityInput, TextInput } from '../shared/form/inputs.tsx';
import { shipOrder } from './mutations.ts';
import type { Order } from './queries.ts';

const isNothing = (quantity: unknown) => quantity === '' || /^0*(\.0*)?$/.test(String(quantity));

/** What leaves now: all that is reserved, unless less (or more that stands free) is typed. */
export function ShipDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const t = useT();
  const open = order.lines.filter(({ openQuantity }) => !isNothing(openQuantity));
  const input = ({ shippedOn, carrier, trackingNumber, quantities }: Values) => {
    const typed = quantities as Record<string, string>; // the dialog's own fields below
    return {
      orderId: order.id, shippedOn, carrier, trackingNumber,
      lines: open.map(({ id }, index) => ({ orderLineId: id, quantity: typed[`q${index}`] ?? '' })).filter(({ quantity }) => !isNothing(quantity)),
    };
  };
  return (
    <ActionDialog
      title={t('action.shipOrder')}
      document={shipOrder}
      input={input}
      initial={{ shippedOn: today(), carrier: order.carrier ?? '', trackingNumber: '', quantities: Object.fromEntries(open.map(({ reserved }, index) => [`q${index}`, reserved])) }}
      onClose={onClose}
    >
      {open.map(({ id, description, openQuantity, reserved }, index) => (
        <Box key={id} sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', sm: '1fr 150px' }, gap: 1, alignItems: 'center' }}>
          <Box sx={{ minWidth: 0 }}>
            <Typography sx={{ overflowWrap: 'anywhere' }}>{description}</Typography>
            <Typography variant="caption" color="textSecondary" component="p">
              <Value field={{ kind: 'quantity' }} value={openQuantity} /> {t('orders.openOf')} · <Value field={{ kind: 'quantity' }} value={reserved} /> {t('orders.reservedOf')}
            </Typography>
          </Box>
          <QuantityInput source={`quantities.q${index}`} label={t('orders.shipNow', { product: description })} />
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
