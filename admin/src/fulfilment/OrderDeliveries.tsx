import Skeleton from '@mui/material/Skeleton';
import type { ResultOf } from '../data/graphql.ts';
import { useAsk } from '../data/useAsk.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import type { Field } from '../shared/field.tsx';
import { LinesTable } from '../stock/LinesTable.tsx';
import { orderDeliveriesQuery } from './queries.ts';

type OrderOf = Extract<NonNullable<ResultOf<typeof orderDeliveriesQuery>['node']>, { deliveryLines: unknown }>;
type Line = OrderOf['deliveryLines'][number];

/** What of an order is in which delivery, and how far that is. */
export function OrderDeliveries({ orderId }: { orderId: string }) {
  const t = useT();
  const { enumLabel } = useLabels();
  const { data } = useAsk(orderDeliveriesQuery, { id: orderId });
  if (!data) return <Skeleton variant="rounded" height={120} />;
  const order = data.node && 'deliveryLines' in data.node ? data.node : undefined;
  const fields: readonly Field<Line>[] = [
    { name: 'delivery', kind: 'reference' }, { name: 'status', kind: 'text', render: ({ delivery }) => enumLabel('DeliveryStatus', delivery.status) },
    { name: 'description', kind: 'text' }, { name: 'planned', kind: 'quantity' }, { name: 'picked', kind: 'quantity' }, { name: 'packed', kind: 'quantity' },
    { name: 'unitCode', kind: 'text' }, { name: 'shortReason', kind: 'enum', enumName: 'PickShortReason' },
  ];
  return <LinesTable resource="deliveryLines" label={t('fulfilment.deliveries')} fields={fields} rows={order?.deliveryLines ?? []} empty={t('fulfilment.noDeliveries')} />;
}
