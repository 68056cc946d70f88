import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { request } from '../data/client.ts';
import type { ResultOf } from '../data/graphql.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { BooleanInput } from '../shared/form/inputs.tsx';
import { decimalText } from '../shared/numbers.ts';
import { placeOrder } from './mutations.ts';
import { previewOrder, type Order } from './queries.ts';

/** Placing says beforehand what would be refused and where goods would come from, and asks about what must wait. */
export function PlaceDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const t = useT();
  const lines = order.lines.map(({ product, quantity, unitPrice, discountRate, less, taxIncluded, isDropShipped }) => ({ productId: product.id, quantity, unitPrice, discountRate, discountAmount: less.amount, taxIncluded, isDropShipped }));
  const input = {
    customerId: order.customer.id, warehouseId: order.choosesWarehouse ? null : order.warehouse.id, requiredOn: order.requiredOn, freight: order.freight.amount, lines, couponCodes: order.couponCodes, discountRate: order.discountRate, discountAmount: order.less?.amount ?? null,
    ...(order.shipToCity ? { shipTo: { city: order.shipToCity, region: order.shipToRegion, postalCode: order.shipToPostalCode, country: order.shipToCountry } } : {}),
  };
  const { data } = useQuery({
    queryKey: ['preview', 'place', order.id, order.version],
    queryFn: ({ signal }) => request(previewOrder, { input, mayCreditRead: true }, { signal }),
  });
  // Once a colleague has agreed, the limit warns no longer: the server knows how far the answer reaches.
  const agreed = (kind: string) => order.approvals?.nodes.some((each) => each.kind === kind && each.status === 'APPROVED') ?? false;
  const [isLimitPassed, isMarginPassed] = [agreed('CREDIT_OVERRIDE'), agreed('MARGIN_OVERRIDE')];
  const isApproved = isLimitPassed || isMarginPassed;
  const warnings = (data?.previewOrder.warnings ?? []).filter(({ code }) => !(isLimitPassed && code === 'CREDIT_LIMIT_EXCEEDED') && !(isMarginPassed && code === 'MARGIN_BELOW'));
  const isShort = warnings.some(({ code }) => code === 'STOCK_SHORT');
  return (
    <ActionDialog
      title={t('action.placeOrder')} document={placeOrder} onClose={onClose}
      input={({ acceptBackorder, reserveLater }) => ({ orderId: order.id, acceptBackorder, reserveLater })} initial={{ acceptBackorder: false, reserveLater: false }}
    >
      {warnings.map(({ code, message }) => (
        <Alert key={code + message} severity="warning">
          {message}
        </Alert>
      ))}
      {data && warnings.length === 0 && <Alert severity="success">{t(isApproved ? 'orders.canBePlacedApproved' : 'orders.canBePlaced')}</Alert>}
      <Sources lines={data?.previewOrder.lines ?? []} names={order.lines.map(({ description }) => description)} />
      {data && <BooleanInput source="acceptBackorder" label={t('orders.acceptBackorder')} help={t(isShort ? 'promise.isShort' : 'promise.isNotShort')} />}
      {data && <BooleanInput source="reserveLater" label={t('promise.reserveLater')} help={t('promise.reserveLaterHelp')} />}
    </ActionDialog>
  );
}

/** Where each line would come from, and why. */
function Sources({ lines, names }: { lines: ResultOf<typeof previewOrder>['previewOrder']['lines']; names: readonly string[] }) {
  const t = useT();
  const told = lines.flatMap(({ sources }, index) => sources.map((source) => ({ ...source, name: names[index] ?? '' })));
  if (told.length === 0) return null;
  return (
    <Box component="ul" sx={{ m: 0, paddingInlineStart: 2.5 }}>
      {told.map(({ warehouse, quantity, why, name }, index) => (
        <li key={index}><bdi>{name}</bdi>{': '}{t('promise.from', { quantity: decimalText(quantity), warehouse: warehouse.name })} – {why}</li>
      ))}
    </Box>
  );
}
