import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { lazy, Suspense } from 'react';
import { may } from '../data/session.ts';
import { useLabels, useT } from '../i18n/useT.ts';
import { demandFields } from '../replenishment/fields.tsx';
import { ReferenceLink } from '../shared/field.tsx';
import type { Field } from '../shared/field.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import { FieldGrid, Section } from '../shared/record/Section.tsx';
import { asking } from '../data/useAsk.ts';
import { returnFields } from '../fulfilment/fields.tsx';
import { OrderDeliveries } from '../fulfilment/OrderDeliveries.tsx';
import { orderDeliveriesQuery, substitutionsQuery } from '../fulfilment/queries.ts';
import { Substitutions } from '../fulfilment/Substitutions.tsx';
import type { RelatedTab } from '../shared/record/types.ts';
import { purchaseOrderFields } from '../purchasing/fields.tsx';
import { ChainStrip } from '../chain/ChainStrip.tsx';
import { EVENTS_FIRST, orderChainQuery } from '../chain/queries.ts';
import { decimalText } from '../shared/numbers.ts';
import { orderActions } from './actions.tsx';
import { LateMark } from './LateMark.tsx';
import { OrderLines } from './OrderLines.tsx';
import type { Order } from './queries.ts';

const OrderProfitTab = lazy(async () => ({ default: (await import('../accounting/OrderProfitTab.tsx')).OrderProfitTab }));

const OrderChainTab = lazy(async () => ({ default: (await import('../chain/OrderChainTab.tsx')).OrderChainTab }));

const facts: readonly Field<Order>[] = [
  { name: 'customer', kind: 'reference' },
  { name: 'total', kind: 'money' },
  { name: 'requiredOn', kind: 'day', render: ({ requiredOn, isLate }) => <LateMark day={requiredOn} isLate={isLate} /> },
  { name: 'stage', kind: 'enum', enumName: 'OrderStage' },
  { name: 'fulfilment', kind: 'percent' },
  { name: 'invoiced', kind: 'money', permission: 'invoices.read' },
  { name: 'margin', kind: 'money', permission: 'profit.read' },
];
const details: readonly Field<Order>[] = [
  { name: 'currencyCode', kind: 'text' },
  { name: 'exchangeRate', kind: 'text', render: ({ exchangeRate }) => (exchangeRate === null ? '–' : decimalText(exchangeRate, 10)) },
  { name: 'companyTotal', kind: 'money' },
  { name: 'placedOn', kind: 'day' },
  { name: 'shippedOn', kind: 'day' },
  { name: 'warehouse', kind: 'reference' },
  { name: 'choosesWarehouse', kind: 'boolean' },
  { name: 'channel', kind: 'enum', enumName: 'Channel' },
  { name: 'salesPerson', kind: 'reference' },
  { name: 'customerReference', kind: 'text' },
  { name: 'quotation', kind: 'reference', permission: 'quotations.read', render: ({ quotation }) => (quotation ? <ReferenceLink value={{ id: quotation.id, name: quotation.number ?? '' }} /> : '–') },
  { name: 'carrier', kind: 'text' },
  { name: 'shipPolicy', kind: 'enum', enumName: 'ShipPolicy' },
  { name: 'priority', kind: 'integer' },
  { name: 'open', kind: 'money' },
  { name: 'couponCodes', kind: 'text', render: ({ couponCodes }) => couponCodes.join(', ') || '–' },
  { name: 'taxTreatment', kind: 'enum', enumName: 'TaxTreatment' },
  { name: 'taxReason', kind: 'text' },
  { name: 'taxRounding', kind: 'enum', enumName: 'TaxRounding' },
  { name: 'note', kind: 'text' },
];

const tabs: readonly Omit<RelatedTab<Order>, 'label'>[] = [
  { key: 'shipments', related: {
    resource: 'shipments', filter: ({ id }) => ({ order: { is: id } }), sort: 'shippedOn DESC',
    fields: [{ name: 'number', kind: 'text' }, { name: 'shippedOn', kind: 'day' }, { name: 'status', kind: 'enum', enumName: 'PostingStatus' }, { name: 'quantity', kind: 'quantity' }, { name: 'total', kind: 'money' }],
  } },
  { key: 'invoices', related: {
    resource: 'invoices', filter: ({ id }) => ({ order: { is: id } }), sort: 'issuedOn DESC',
    fields: [{ name: 'number', kind: 'text' }, { name: 'issuedOn', kind: 'day' }, { name: 'dueOn', kind: 'day' }, { name: 'total', kind: 'money' }, { name: 'open', kind: 'money' }],
  } },
];

/** The usual way of an order; a stop on the way shows where it is one. */
function useSteps() {
  const { enumLabel } = useLabels();
  return (order: Order) => {
    const way = order.status === 'CANCELLED' ? ['DRAFT', 'PLACED', 'CANCELLED'] : ['DRAFT', 'PLACED', 'PART_SHIPPED', 'SHIPPED', 'INVOICED', 'CLOSED'];
    const days: Record<string, string | null> = { DRAFT: order.createdAt, PLACED: order.placedOn, SHIPPED: order.shippedOn };
    return {
      current: order.status,
      steps: way
        .filter((name) => name !== 'PART_SHIPPED' || order.status === name || (order.shipments?.nodes.length ?? 0) > 1)
        .map((name) => ({ name, label: enumLabel('OrderStatus', name), on: days[name] ?? null })),
    };
  };
}

export function OrderShow() {
  const t = useT();
  const pipeline = useSteps();
  const profit: RelatedTab<Order> = { key: 'profit', label: t('accounting.profit'), content: ({ id }) => <Suspense fallback={<Skeleton variant="rounded" height={120} />}><OrderProfitTab orderId={id} /></Suspense> };
  const bought: RelatedTab<Order> = { key: 'bought', label: t('replenishment.boughtForIt'), related: {
    resource: 'jitDemands', filter: ({ id }) => ({ order: { is: id } }), fields: demandFields.filter(({ name }) => name !== 'order'), sort: 'orderBy ASC',
  } };
  const purchases: RelatedTab<Order> = {
    key: 'purchases', label: t('promise.purchases'),
    related: { resource: 'purchaseOrders', filter: ({ id }) => ({ customerOrder: { is: id } }), fields: purchaseOrderFields, sort: 'createdAt DESC' },
  };
  const deliveries: RelatedTab<Order> = { key: 'deliveries', label: t('fulfilment.deliveries'), aside: true, content: ({ id }) => <OrderDeliveries orderId={id} />, asks: (id) => [asking(orderDeliveriesQuery, { id })] };
  const returns: RelatedTab<Order> = { key: 'returns', label: t('fulfilment.returns'), related: {
    resource: 'customerReturns', filter: ({ id }) => ({ order: { is: id } }), fields: returnFields.filter(({ name }) => !['customer', 'order', 'isExpired'].includes(name)), sort: 'authorisedOn DESC',
  } };
  const substitutes: RelatedTab<Order> = { key: 'substitutes', label: t('fulfilment.substitutions'), aside: true, content: ({ id }) => <Substitutions orderId={id} />, asks: (id) => [asking(substitutionsQuery, { id })] };
  const chain: RelatedTab<Order> = {
    key: 'chain', label: t('orderChain.chain'), aside: true, asks: (id) => [asking(orderChainQuery, { id, first: EVENTS_FIRST })],
    content: ({ id }) => <Suspense fallback={<Skeleton variant="rounded" height={240} />}><OrderChainTab orderId={id} /></Suspense>,
  };
  const named: RelatedTab<Order>[] = [
    ...tabs.map((tab) => ({ ...tab, label: t(tab.key === 'shipments' ? 'orders.tab.shipments' : 'orders.tab.invoices') })),
    ...(may('shipments.read') ? [deliveries] : []),
    ...(may('returns.read') ? [returns] : []),
    substitutes,
    ...(may('chain.read') ? [chain] : []),
    ...(may('replenishment.read') ? [bought] : []),
    ...(may('purchasing.read') ? [purchases] : []),
    ...(may('profit.read') ? [profit] : []),
  ];
  return (
    <RecordPage<Order> facts={facts} status={{ field: 'status', enumName: 'OrderStatus' }} pipeline={pipeline} actions={orderActions} tabs={named}>
      {(order) => (
        <>
          <Approvals order={order} />
          {order.stays && <ChainStrip stays={order.stays} isStuck={order.isStuck ?? false} />}
          <Section title={t('orders.lines')}>
            <OrderLines order={order} />
          </Section>
          <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', md: '2fr 1fr' } }}>
            <Section title={t('orders.details')}>
              <FieldGrid fields={details} record={order} />
            </Section>
            <Section title={t('orders.shipTo')}>
              <ShipTo order={order} />
            </Section>
          </Box>
        </>
      )}
    </RecordPage>
  );
}

function ShipTo({ order }: { order: Order }) {
  const t = useT();
  const place = [order.shipToPostalCode, order.shipToCity].filter(Boolean).join(' ');
  const text = [order.shipToName, order.shipToStreet, place, order.shipToRegion, order.shipToCountry].filter(Boolean).join('\n');
  return (
    <Box component="address" sx={{ fontStyle: 'normal', whiteSpace: 'pre-line' }}>
      {text || t('orders.noShipTo')}
    </Box>
  );
}

/** Where asking for a pass of the credit limit stands, while the order is a draft. */
function Approvals({ order }: { order: Order }) {
  const t = useT();
  const { enumLabel } = useLabels();
  const [last] = order.approvals?.nodes ?? [];
  if (order.status !== 'DRAFT' || !last) return null;
  return (
    <Alert severity={last.status === 'APPROVED' ? 'success' : last.status === 'REJECTED' ? 'error' : 'info'} role="status">
      {t('orders.approval', { status: enumLabel('ApprovalStatus', last.status), reason: last.decisionReason ?? last.reason, name: last.decidedByName ?? last.requestedByName ?? '' })}
    </Alert>
  );
}
