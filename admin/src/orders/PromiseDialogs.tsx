import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useNotify } from 'ra-core';
import { useRef, useState } from 'react';
import type { Values } from '../data/resource.ts';
import { useAction } from '../data/useAction.ts';
import { useAsk } from '../data/useAsk.ts';
import { graphql } from '../data/graphql.ts';
import { useT } from '../i18n/useT.ts';
import { CurrencyInput } from '../currencies/CurrencyInput.tsx';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { ChoiceInput } from '../shared/form/ChoiceInput.tsx';
import { BooleanInput, PriceInput, QuantityInput, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { decimalText } from '../shared/numbers.ts';
import { dropShipOrder, moveReservation, reallocateOrder, stockOrderLines, waitingLines } from './promise.ts';
import type { Order, OrderLine } from './queries.ts';

type DialogProps = { order: Order; onClose: () => void };
const isSome = (quantity: string) => Number(quantity) > 0;

/** Places of all lines, as one may choose among them. */
const placesOf = (order: Order) => order.lines.flatMap((line) => {
  const warehouses = new Map(line.reservations.nodes.filter(({ reserved, backordered }) => isSome(reserved) || isSome(backordered)).map(({ warehouse }) => [warehouse.id, warehouse.name]));
  return [...warehouses].map(([warehouseId, name]) => ({ value: `${line.id} ${warehouseId}`, label: `${line.description} · ${name}`, line, warehouseId }));
});

/** Everything that is not shipped, or a part of a line, comes from another warehouse. */
export function ReallocateDialog({ order, onClose }: DialogProps) {
  const t = useT();
  const places = placesOf(order);
  const input = ({ warehouseId, place, quantity, reason }: Values) => {
    const from = places.find(({ value }) => value === place);
    return {
      orderId: order.id, reason, warehouseId: warehouseId || null,
      ...(from ? { lines: [{ orderLineId: from.line.id, fromWarehouseId: from.warehouseId, quantity }] } : {}),
    };
  };
  return (
    <ActionDialog title={t('action.reallocateOrder')} document={reallocateOrder} input={input} initial={{ warehouseId: '', place: '', quantity: '', reason: '' }} onClose={onClose}>
      <Typography>{t('promise.reallocateText')}</Typography>
      <ReferenceInput source="warehouseId" reference="warehouses" filter={{ isActive: true }} label={t('promise.toWarehouse')} help={t('promise.toWarehouseHelp')} />
      <ChoiceInput source="place" label={t('promise.part')} help={t('promise.partHelp')} choices={places} />
      <QuantityInput source="quantity" label={t('promise.quantity')} />
      <TextInput source="reason" label={t('orders.reason')} required multiline />
    </ActionDialog>
  );
}

interface Moved { fromOrderLineId: string; toOrderLineId: string; quantity: string }

/** What was handed over may go back at once. */
function HandedOver(back: Moved) {
  const t = useT();
  const [run, { pending }] = useAction(moveReservation);
  const [state, setState] = useState<'done' | 'undone'>('done');
  const undo = async () => {
    if (await run({ input: { ...back, reason: t('promise.handedBack') } })) setState('undone');
  };
  return (
    <>
      {t(state === 'done' ? 'promise.handedOver' : 'promise.handedBack')}
      {state === 'done' && <Button size="small" color="inherit" sx={{ marginInlineStart: 1 }} disabled={pending} onClick={() => void undo()}>{t('promise.handBack')}</Button>}
    </>
  );
}

/** Goods that are promised to this order go to another that waits for them. */
export function HandOverDialog({ order, onClose }: DialogProps) {
  const t = useT();
  const lines = order.lines.filter(({ reserved }) => isSome(reserved));
  const [lineId, setLineId] = useState(lines[0]?.id ?? '');
  const line = lines.find(({ id }) => id === lineId);
  const products = line?.reservations.nodes.map(({ product }) => product.id) ?? [];
  const { data } = useAsk(waitingLines, { filter: { product: { in: products }, backordered: { min: '0.000001' } } });
  const others = (data?.reservations.nodes ?? []).filter((each) => each.order.id !== order.id);
  const choices = [...new Map(others.map((each) => [each.orderLine.id, {
    value: each.orderLine.id, label: t('promise.waits', { order: each.order.number ?? '', customer: each.order.customer.name, quantity: decimalText(each.backordered) }),
  }])).values()];
  const notify = useNotify();
  const told = ({ fromOrder, toOrder }: Values, typed: Moved) => {
    if (fromOrder && toOrder) notify(<HandedOver {...typed} />, { type: 'success', autoHideDuration: 20_000 });
  };
  const sent = useRef<Moved>(undefined);
  return (
    <ActionDialog
      title={t('action.moveReservation')} document={moveReservation} onClose={onClose} onDone={(payload) => sent.current && told(payload, sent.current)}
      input={({ toOrderLineId, quantity, reason }) => {
        sent.current = { fromOrderLineId: String(toOrderLineId), toOrderLineId: lineId, quantity: String(quantity) };
        return { fromOrderLineId: lineId, toOrderLineId, quantity, reason };
      }}
      initial={{ from: lineId, toOrderLineId: '', quantity: line?.reserved ?? '', reason: '' }}
    >
      <ChoiceInput source="from" label={t('promise.fromLine')} choices={lines.map(({ id, description }) => ({ value: id, label: description }))} onPick={setLineId} required />
      {data && choices.length === 0 && <Alert severity="info">{t('promise.nobodyWaits')}</Alert>}
      <ChoiceInput source="toOrderLineId" label={t('promise.toOrder')} choices={choices} />
      <QuantityInput source="quantity" label={t('promise.quantity')} required />
      <TextInput source="reason" label={t('orders.reason')} required multiline />
    </ActionDialog>
  );
}

const placePurchaseOrder = graphql(`
  mutation PlaceForCustomer($input: PlacePurchaseOrderInput!) {
    placePurchaseOrder(input: $input) {
      __typename
      ... on PlacePurchaseOrderPayload { purchaseOrder { id } }
      ... on Refusal { code message }
      ... on InputInvalid { fields { path code message } }
    }
  }
`);

const openLines = ({ lines }: Order): OrderLine[] => lines.filter(({ openQuantity }) => isSome(openQuantity));

/** Suppliers send lines straight to the customer: the purchase orders are made, and placed where nothing stands against it. */
export function DropShipDialog({ order, onClose }: DialogProps) {
  const t = useT();
  const [place] = useAction(placePurchaseOrder);
  const lines = openLines(order);
  const input = ({ chosen, supplierId, unitCost, currencyCode }: Values) => ({
    orderId: order.id,
    lines: lines.filter(({ id }) => (chosen as Record<string, boolean>)[id])
      .map(({ id }) => ({ orderLineId: id, ...(supplierId ? { supplierId } : {}), ...(unitCost ? { unitCost, currencyCode: currencyCode || null } : {}) })),
  });
  const placeAll = async ({ purchaseOrders }: Values) => {
    // One after another: where one is refused (an approval is asked for, say) it stays a draft, and the refusal is shown.
    for (const { id } of purchaseOrders as { id: string }[]) await place({ input: { purchaseOrderId: id } });
  };
  return (
    <ActionDialog
      title={t('action.dropShipOrder')} document={dropShipOrder} input={input} onClose={onClose} onDone={(payload) => void placeAll(payload)}
      initial={{ chosen: Object.fromEntries(lines.map(({ id, isDropShipped }) => [id, isDropShipped])), supplierId: '', unitCost: '', currencyCode: '' }}
    >
      <Typography>{t('promise.dropShipText')}</Typography>
      {lines.map(({ id, description, openQuantity }) => (
        <BooleanInput key={id} source={`chosen.${id}`} label={t('promise.dropLine', { product: description, quantity: decimalText(openQuantity) })} />
      ))}
      <ReferenceInput source="supplierId" reference="suppliers" filter={{ isActive: true }} label={t('promise.supplier')} help={t('promise.supplierHelp')} />
      <PriceInput source="unitCost" label={t('promise.unitCost')} help={t('promise.unitCostHelp')} />
      <CurrencyInput source="currencyCode" label={t('currencies.currency')} help={t('promise.currencyHelp')} />
    </ActionDialog>
  );
}

/** Drop-shipped lines come from our own stock after all. */
export function StockLinesDialog({ order, onClose }: DialogProps) {
  const t = useT();
  const lines = openLines(order).filter(({ isDropShipped }) => isDropShipped);
  return (
    <ActionDialog
      title={t('action.stockOrderLines')} document={stockOrderLines} onClose={onClose}
      input={({ chosen, reason }) => ({ orderId: order.id, reason, orderLineIds: lines.filter(({ id }) => (chosen as Record<string, boolean>)[id]).map(({ id }) => id) })}
      initial={{ chosen: Object.fromEntries(lines.map(({ id }) => [id, true])), reason: '' }}
    >
      {lines.map(({ id, description, openQuantity }) => (
        <BooleanInput key={id} source={`chosen.${id}`} label={t('promise.dropLine', { product: description, quantity: decimalText(openQuantity) })} />
      ))}
      <TextInput source="reason" label={t('orders.reason')} required multiline />
    </ActionDialog>
  );
}
