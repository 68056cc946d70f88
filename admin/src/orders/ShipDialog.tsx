import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import type { Values } from '../data/resource.ts';
import { today } from '../data/session.ts';
import { useT } from '../i18n/useT.ts';
import { Value } from '../shared/field.tsx';
import { LotsOf, useTracking } from '../lots/LotInputs.tsx';
import { blankLots, lotsOf, type LotsTyped } from '../lots/lotsOf.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { ChoiceInput } from '../shared/form/ChoiceInput.tsx';
import { DayInput, Fields, QuantityInput, TextInput } from '../shared/form/inputs.tsx';
import { shipOrder } from './mutations.ts';
import type { Order, OrderLine } from './queries.ts';

const isNothing = (quantity: unknown) => quantity === '' || /^0*(\.0*)?$/.test(String(quantity));

/** The warehouses that hold something for an order, its own first. */
function placesOf({ lines, warehouse }: Order) {
  const found = lines.flatMap(({ reservations }) => reservations.nodes.filter(({ ready }) => !isNothing(ready)).map((each) => each.warehouse));
  return [...new Map([...found.filter(({ id }) => id === warehouse.id), ...found].map((each) => [each.id, each])).values()];
}

/** Units of a line that one warehouse can ship: of a kit, those for which every component is there. */
function readyAt({ reservations, openQuantity }: OrderLine, warehouseId: string | undefined): string {
  const here = reservations.nodes.filter(({ warehouse }) => warehouse.id === warehouseId);
  if (reservations.nodes.length === 0) return openQuantity;
  return here.map(({ ready }) => ready).sort((a, b) => Number(a) - Number(b))[0] ?? '0';
}

/** A shipment leaves one warehouse: where an order is served from several, each ships its part. */
export function ShipDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const places = placesOf(order);
  const [warehouseId, setWarehouseId] = useState(places[0]?.id);
  return <ShipForm key={warehouseId} order={order} places={places} warehouseId={warehouseId} onPick={setWarehouseId} onClose={onClose} />;
}

type FormProps = { order: Order; places: readonly { id: string; name: string }[]; warehouseId: string | undefined; onPick: (id: string) => void; onClose: () => void };

/** What leaves now: all that is reserved, unless less (or more that stands free) is typed. */
function ShipForm({ order, places, warehouseId, onPick, onClose }: FormProps) {
  const t = useT();
  const open = order.lines.filter(({ openQuantity, isDropShipped }) => !isDropShipped && !isNothing(openQuantity));
  const tracked = useTracking(open.map(({ product }) => product.id));
  const input = ({ shippedOn, carrier, trackingNumber, quantities, leaving }: Values) => {
    const typed = quantities as Record<string, string>; // the dialog's own fields below
    return {
      orderId: order.id, shippedOn, carrier, trackingNumber, ...(warehouseId ? { warehouseId } : {}),
      lines: open.map(({ id }, index) => ({ orderLineId: id, quantity: typed[`q${index}`] ?? '', ...lotsOf((leaving as LotsTyped[])[index]) })).filter(({ quantity }) => !isNothing(quantity)),
    };
  };
  return (
    <ActionDialog
      title={t('action.shipOrder')}
      document={shipOrder}
      input={input}
      initial={{ shippedOn: today(), carrier: order.carrier ?? '', trackingNumber: '', quantities: Object.fromEntries(open.map((line, index) => [`q${index}`, readyAt(line, warehouseId)])), place: warehouseId ?? '', leaving: open.map(blankLots) }}
      onClose={onClose}
    >
      {places.length > 1 && (
        <ChoiceInput source="place" label={t('promise.shipFrom')} help={t('promise.shipFromHelp')} choices={places.map(({ id, name }) => ({ value: id, label: name }))} onPick={onPick} required />
      )}
      {open.map(({ id, product, description, openQuantity, reserved }, index) => (
        <Box key={id} sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', sm: '1fr 150px' }, gap: 1, alignItems: 'center' }}>
          <Box sx={{ minWidth: 0 }}>
            <Typography sx={{ overflowWrap: 'anywhere' }}>{description}</Typography>
            <Typography variant="caption" color="textSecondary" component="p">
              <Value field={{ kind: 'quantity' }} value={openQuantity} /> {t('orders.openOf')} · <Value field={{ kind: 'quantity' }} value={reserved} /> {t('orders.reservedOf')}
            </Typography>
          </Box>
          <QuantityInput source={`quantities.q${index}`} label={t('orders.shipNow', { product: description })} />
          <LotsOf product={tracked.get(product.id)} productId={product.id} at={`leaving.${index}.`} leaving />
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
